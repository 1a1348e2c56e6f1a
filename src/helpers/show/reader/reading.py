"""Articles set out for the reader: their sentences, and the marks of every layer."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import polars as pl

from helpers.corpus.voices.scare_quotes import scare_quotes
from helpers.measures.joins import join_in_order
from helpers.measures.sentiment.labels import label
from helpers.show.chapter import Chapter
from helpers.views.reader_layers import Mark, pieces, short_codes
from helpers.views.reader_sentence import TONES, Sentence, signed
from helpers.views.word_places import place_words

FRAME, WORD, SCARE = "frame", "word", "scare"


class Reading:
    """Sets documents of a chapter out for the reader.

    Attributes
    ----------
    documents
        Ids of those that are set out.
    """

    def __init__(self, chapter: Chapter, documents: Iterable[str]) -> None:
        self._chapter = chapter
        self.documents = tuple(documents)

    @cached_property
    def frames(self) -> dict[str, tuple[str, str]]:
        """Code and label of each frame of the chosen set."""
        rows = self._chapter.frames.select("frame", "label").rows()
        codes = short_codes([name for _, name in rows])
        return {frame: (code, name) for (frame, name), code in zip(rows, codes, strict=True)}

    @cached_property
    def sides(self) -> dict[str, tuple[str, str]]:
        """Code and label of each group of speakers that is heard."""
        heard = set(self._spans.filter(pl.col("voice") != "narrator")["bloc"].drop_nulls())
        labels = self._chapter.tables.bloc_labels
        names = {bloc: labels.get(bloc, bloc) for bloc in sorted(heard - {"none"})}
        codes = short_codes(list(names.values()))
        return {bloc: (code, names[bloc]) for bloc, code in zip(names, codes, strict=True)}

    @cached_property
    def marks(self) -> dict[str, list[Mark]]:
        """Marks of each document, all layers."""
        chapter, found = self._chapter, {document: list[Mark]() for document in self.documents}
        words = place_words(self._mine(chapter.valences(chapter.parameters.lexicon)), self._spans)
        quotes = scare_quotes(self._spans, chapter.tables.speech)
        for layer, table, name in (
            (FRAME, self._mine(chapter.codes), "frame"),
            (WORD, words, "valence"),
            (SCARE, quotes, "text"),
        ):
            for document, start, end, value in table.select(
                "document", "start", "end", name
            ).iter_rows():
                named = signed(value) if layer == WORD else "" if layer == SCARE else value
                found[document].append(Mark(start, end, layer, named))
        return found

    @cached_property
    def widest(self) -> float:
        """The largest tone without its sign, at least 1: the scale of the strip."""
        scores: list[float] = self._tones["score"].drop_nulls().abs().to_list()
        return max([1.0, *scores])

    def sentences(self, document: str) -> list[Sentence]:
        """All raw spans of a document, in order."""
        marks = sorted(self.marks[document])
        return [
            Sentence(
                **row,
                side=self.sides[row["bloc"]][1] if row["bloc"] in self.sides else None,
                frames=tuple(name for frame, (_, name) in self.frames.items() if frame in held),
                verdict=None if verdict is None else TONES[verdict],
                pieces=tuple(
                    pieces(text, [m for m in marks if m.start < end and m.end > start], start=start)
                ),
            )
            for row, held, verdict, text, start, end in self._rows.get(document, [])
        ]

    @cached_property
    def _rows(self) -> dict[str, list[tuple[Any, ...]]]:
        on = ["document", "part_of"]
        codes = self._mine(self._chapter.codes).group_by("document", part_of="sentence")
        frames = codes.agg(pl.col("frame").unique())
        tones = self._tones.select(
            "document", "score", part_of="sentence", label=pl.col("tone")
        ).unique(on)
        reasons = (
            self._mine(self._chapter.tables.cleaning)
            .group_by("document", "sentence", maintain_order=True)
            .agg(pl.col("reason").first())
        )
        table = (
            join_in_order(self._spans, frames, on=on)
            .pipe(join_in_order, tones, on=on)
            .pipe(join_in_order, reasons)
        )
        found: dict[str, list[tuple[Any, ...]]] = {}
        for row in table.iter_rows(named=True):
            named = {
                "document": row["document"],
                "number": row["sentence"],
                "tone": row["score"],
                **{key: row[key] for key in ("part_of", "paragraph", "kind", "voice", "speaker")},
                **{key: row[key] for key in ("bloc", "reason", "reprint")},
            }
            found.setdefault(row["document"], []).append(
                (named, row["frame"] or [], row["label"], row["text"], row["start"], row["end"])
            )
        return found

    @cached_property
    def _spans(self) -> pl.DataFrame:
        return self._mine(self._chapter.tables.spans).sort("document", "start")

    @cached_property
    def _tones(self) -> pl.DataFrame:
        chapter = self._chapter
        tones = self._mine(chapter.tones.filter(pl.col("lexicon") == chapter.parameters.lexicon))
        return label(tones, thresholds=chapter.tables.tone.thresholds)

    def _mine(self, table: pl.DataFrame) -> pl.DataFrame:
        return table.filter(pl.col("document").is_in(self.documents))


def held_layers(readings: Mapping[str, list[Sentence]]) -> dict[str, int]:
    """Count what each layer has to show."""
    everything = [sentence for listed in readings.values() for sentence in listed]
    opened = [
        over.mark.layer
        for sentence in everything
        for piece in sentence.pieces
        for over in piece.over
        if over.opens
    ]
    return {
        "frames": opened.count(FRAME),
        "speech": sum(sentence.is_said for sentence in everything),
        "tone": opened.count(WORD),
        "scare": opened.count(SCARE),
        "boilerplate": sum(sentence.kind == "boilerplate" for sentence in everything),
    }
