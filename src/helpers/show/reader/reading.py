"""Articles set out for the reader: their sentences, and the marks of every layer."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import polars as pl

from helpers.corpus.voices.scare_quotes import scare_quotes
from helpers.corpus.voices.voice import NO_GROUP
from helpers.measures.joins import join_in_order
from helpers.show.reader.sentence import Sentence, signed
from helpers.show.reader.short_codes import short_codes
from helpers.show.reader.text_marks import Mark, pieces
from helpers.show.reader.word_places import place_words
from helpers.study.names import speaker_group
from helpers.study.opening import Study

FRAME, WORD, SCARE = "frame", "word", "scare"


class Reading:
    """Sets documents of a study out for the reader.

    Attributes
    ----------
    documents
        Ids of those that are set out.
    """

    def __init__(self, study: Study, documents: Iterable[str]) -> None:
        self._study = study
        self.documents = tuple(documents)

    @cached_property
    def frames(self) -> dict[str, tuple[str, str]]:
        """Code and name of each frame of the chosen set."""
        names = self._study.names("frame")
        codes = short_codes(list(names.values()))
        return {frame: (code, names[frame]) for frame, code in zip(names, codes, strict=True)}

    @cached_property
    def groups(self) -> dict[str, tuple[str, str]]:
        """Code and name of each group that speaks in these documents, in their usual order."""
        codes = self._spans.filter(pl.col("voice") != "narrator")["bloc"].drop_nulls()
        heard: set[str] = set(codes) - {NO_GROUP}
        names = self._study.names("bloc")
        ordered = [name for name in names if name in heard] + sorted(heard - set(names))
        letters = short_codes([names.get(group, group) for group in ordered])
        return {
            group: (code, names.get(group, group))
            for group, code in zip(ordered, letters, strict=True)
        }

    @cached_property
    def marks(self) -> dict[str, list[Mark]]:
        """Marks of each document, all layers, in order."""
        study, marks = self._study, {document: list[Mark]() for document in self.documents}
        valences = study.tables.rows_of("valences", self._documents)
        valences = valences.filter(pl.col("lexicon") == study.parameters.lexicon)
        words = place_words(join_in_order(valences, study.sentences, how="semi"), self._spans)
        quotes = scare_quotes(self._spans, study.tables.speech)
        for layer, table, name in (
            (FRAME, self._mine(study.codes), "frame"),
            (WORD, words, "valence"),
            (SCARE, quotes, "text"),
        ):
            for document, start, end, value in table.select(
                "document", "start", "end", name
            ).iter_rows():
                named = signed(value) if layer == WORD else "" if layer == SCARE else value
                marks[document].append(Mark(start, end, layer, named))
        return {document: sorted(listed) for document, listed in marks.items()}

    @cached_property
    def widest(self) -> float:
        """The largest tone without its sign, at least 1: the scale of the strip."""
        scores: list[float] = self._tones["score"].drop_nulls().abs().to_list()
        return max([1.0, *scores])

    def sentences(self, document: str) -> list[Sentence]:
        """All raw spans of a document, in order."""
        marks = self.marks[document]
        return [
            Sentence(
                **row,
                group_name=self.groups[row["group"]][1] if row["group"] in self.groups else None,
                frames=tuple(frame for frame in self.frames if frame in frames),
                pieces=tuple(
                    pieces(text, [m for m in marks if m.start < end and m.end > start], start=start)
                ),
            )
            for row, frames, text, start, end in self._rows.get(document, [])
        ]

    @cached_property
    def _rows(self) -> dict[str, list[tuple[Any, ...]]]:
        on = ["document", "part_of"]
        codes = self._mine(self._study.codes).group_by("document", part_of="sentence")
        frames = codes.agg(pl.col("frame").unique())
        tones = self._tones.select("document", "score", "tone", part_of="sentence").unique(on)
        searched = self._mine(self._study.tables.sentences).select(
            "document", "searched", part_of="sentence"
        )
        read = self._study.articles_read.select("document", rated="tone")
        reasons = (
            self._mine(self._study.tables.cleaning)
            .group_by("document", "sentence", maintain_order=True)
            .agg(pl.col("reason").first())
        )
        table = (
            join_in_order(self._spans.with_columns(group=speaker_group()), frames, on=on)
            .pipe(join_in_order, tones, on=on)
            .pipe(join_in_order, reasons)
            .pipe(join_in_order, searched, on=on)
            .pipe(join_in_order, read, on="document")
        )
        same = ("document", "part_of", "paragraph", "kind", "voice", "speaker", "group")
        rows: dict[str, list[tuple[Any, ...]]] = {}
        for row in table.iter_rows(named=True):
            known = {key: row[key] for key in (*same, "score", "tone", "reason", "reprint")}
            known |= {name: row[name] is not False for name in ("searched", "rated")}
            rows.setdefault(row["document"], []).append(
                (
                    known | {"number": row["sentence"]},
                    row["frame"] or [],
                    row["text"],
                    row["start"],
                    row["end"],
                )
            )
        return rows

    @cached_property
    def _spans(self) -> pl.DataFrame:
        return self._study.tables.rows_of("spans", self._documents).sort("document", "start")

    @cached_property
    def _tones(self) -> pl.DataFrame:
        study = self._study
        tones = study.tables.label(study.tables.rows_of("tones", self._documents))
        tones = join_in_order(tones, study.sentences, how="semi")
        return tones.filter(pl.col("lexicon") == study.parameters.lexicon)

    @property
    def _documents(self) -> pl.DataFrame:
        return self._mine(self._study.documents)

    def _mine(self, table: pl.DataFrame) -> pl.DataFrame:
        return table.filter(pl.col("document").is_in(self.documents))
