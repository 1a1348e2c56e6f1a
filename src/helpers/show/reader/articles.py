"""The articles in full: a page of each within a build, all in one place elsewhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

import polars as pl
from markupsafe import Markup

from helpers.corpus.problems import InputError
from helpers.corpus.suggestions import suggest
from helpers.corpus.text.languages import language_name
from helpers.findings.claim import Claim
from helpers.findings.finding import Finding
from helpers.findings.wording import count, listing, number, percent
from helpers.page.palette import VARIABLES, colours_of
from helpers.page.subpages import Subpage, write_subpages
from helpers.page.template import fill
from helpers.show.display import Display
from helpers.show.link_targets import link_targets
from helpers.show.links import Links, finding_address, frame_address
from helpers.show.markdown import escape
from helpers.show.reader.filters import Filters
from helpers.show.reader.reading import FRAME, SCARE, WORD, Reading
from helpers.show.reader.search import searchable
from helpers.show.reader.sentence import UNREAD, Sentence, turns
from helpers.show.reader.text_marks import Mark
from helpers.show.tables import Layout, show_table
from helpers.study.instruments import INSTRUMENTS, SCALES, scale_of
from helpers.study.opening import Study
from helpers.study.profiles import profiles

# Name, label, whether it is on at first, what its absence is called.
LAYERS = (
    ("frames", "Frames", True, "none found"),
    ("speech", "Who speaks", True, "nobody is quoted"),
    ("tone", "Tone words", False, "none found"),
    ("scare", "Scare quotes", True, "none found"),
    ("boilerplate", "Not counted", True, "nothing"),
    ("notes", "Notes", False, "no sentence"),
)
# What an article is not read for where its language is not known.
_UNREAD = {"voices_read": "speakers", "frames_read": "frames", "tone_read": "tone words"}


class Reader:
    """The articles of a study as the book shows them.

    Attributes
    ----------
    full
        Articles that are shown in full: the first ones, up to the parameter ``reader_limit``.
    cited
        Further articles of which the book links to sentences, and those sentences.
    """

    def __init__(self, study: Study, *, claims: Sequence[Claim] = ()) -> None:
        self.study = study
        self.links = Links(pages=study.build is not None)
        targets = link_targets(study.build) if study.build is not None else frozenset()
        documents = study.documents["document"]
        limit = study.parameters.reader_limit
        spans = study.tables.spans.select("document", "sentence")
        beyond = spans.filter(pl.col("document").is_in(documents.slice(limit).implode()))
        wanted = _by_document(beyond, targets)
        self.full = documents.head(limit).to_list()
        self._reading = Reading(study, [*self.full, *wanted])
        self.cited = {
            document: [s for s in self._reading.sentences(document) if s.number in wanted[document]]
            for document in documents.slice(limit)
            if document in wanted
        }
        self._about = {row["document"]: row for row in profiles(study).to_dicts()}
        self._findings: dict[tuple[str, int], list[Finding]] = defaultdict(list)
        for claim in claims:
            for place in dict.fromkeys(claim.finding.evidence):
                self._findings[place.document, place.sentence].append(claim.finding)

    def sentences(self, document: str) -> list[Sentence]:
        """Sentences of an article that are shown."""
        if document in self.cited:
            return self.cited[document]
        return self._reading.sentences(document)

    def article(self, document: str) -> str:
        """Set out an article on a page of its own, as HTML."""
        return self._fill([document], alone=True)

    def together(self) -> str:
        """Set out all articles in one place, as HTML."""
        return self._fill(self.full, alone=False)

    def subpages(self) -> dict[Subpage, str]:
        """Set out every article on a page of its own."""
        return {
            Subpage(
                name=document,
                title=escape(self._about[document]["title"]),
                listed=document not in self.cited,
            ): self.article(document)
            for document in [*self.full, *self.cited]
        }

    def search(self) -> dict[str, Any]:
        """Give the book's search what it reads (see `helpers.show.reader.search`)."""
        return searchable(
            {document: self.sentences(document) for document in [*self.full, *self.cited]},
            titles=self.study.names("document"),
            links=self.links,
        )

    def table(self, document: str) -> pl.DataFrame:
        """List the sentences of an article: sentence (from 1), who, tone, frames (names), text.

        Raises
        ------
        InputError
            When the study has no such article.
        """
        documents = self.study.documents["document"].to_list()
        if document not in documents:
            what = f"there is no article {document!r} in this selection"
            raise InputError.of("document", what, suggest(document, documents))
        reading = Reading(self.study, [document])
        frames = reading.frames
        rows = [
            {
                "sentence": s.ordinal,
                "who": s.who,
                "tone": s.score,
                "frames": [frames[frame][1] for frame in s.frames] if s.searched else None,
                "text": s.text,
            }
            for s in reading.sentences(document)
            if s.counts
        ]
        schema = {"sentence": pl.Int64, "who": pl.String, "tone": pl.Float64}
        return pl.DataFrame(
            rows, schema=schema | {"frames": pl.List(pl.String), "text": pl.String}, orient="row"
        )

    def _fill(self, documents: Sequence[str], *, alone: bool) -> str:
        shown = {document: self.sentences(document) for document in documents}
        everything = [sentence for listed in shown.values() for sentence in listed]
        held, speaking = _held_layers(everything), {s.group for s in everything}
        unread = _unread_layers(everything)
        reading, study = self._reading, self.study
        filters = Filters(
            everything,
            groups=study.names("group"),
            frames={frame: name for frame, (_, name) in reading.frames.items()},
        )
        return fill(
            "reader.html.j2",
            alone=alone,
            articles=[self._article(document, shown[document], alone) for document in documents],
            layers=[
                {"name": name, "label": label, "on": on and held[name] > 0, "held": held[name]}
                | {"no": UNREAD if name in unread else no, "unread": name in unread}
                for name, label, on, no in LAYERS
            ],
            filters=filters.filters,
            places=filters.places,
            frames=reading.frames,
            found=next((each.options for each in filters.filters if each.name == "frame"), {}),
            groups={group: codes for group, codes in reading.groups.items() if group in speaking},
            groupless=any(s.is_source and s.group not in reading.groups for s in everything),
            colours=self._colours(),
            findings=self._findings,
            widest=reading.widest,
            instrument=_instrument(study),
            up="../" if self.links.pages else "",
            finding_address=finding_address,
            frame_address=frame_address,
        )

    def _article(self, document: str, sentences: list[Sentence], alone: bool) -> dict[str, Any]:
        whole = document not in self.cited
        around = _around(self.full, document) if alone and whole else {}
        return {
            "about": self._about[document],
            "summary": summary(self._about[document], self.study) if whole else "",
            "paragraphs": list(turns(sentences)),
            "cells": [s for s in sentences if s.part_of == s.number] if whole else [],
            "whole": whole,
            "first": _first_marks(sentences),
            # Pages of articles lie beside one another.
            "around": {
                way: (PurePosixPath(self.links.article(other)).name, self._about[other]["title"])
                for way, other in around.items()
            },
        }

    def _colours(self) -> dict[str, str]:
        colours = colours_of("group", self.study.names("group"))
        return {
            group: f"var({VARIABLES.get(colour, '--report-muted')}, var(--report-muted))"
            for group, colour in colours.items()
        }


def show_articles(study: Study, *, claims: Sequence[Claim] = (), document: str) -> Display:
    """Set the articles out, with what leads from each sentence back to the findings.

    Within a build every article goes to a page of its own, beyond the parameter ``reader_limit``
    only those of which the chapters link to sentences; elsewhere the book shows all articles, up
    to the limit, in one place.

    Parameters
    ----------
    study
        Its documents are set out.
    claims
        Findings that a sentence can be evidence of.
    document
        The article that front ends other than the book show, as a table of its sentences.
    """
    reader = Reader(study, claims=claims)
    ordinary = _sentence_table(reader, document)
    if study.results_folder is None or study.build is None:
        return Display(ordinary.bundle, book=reader.together())
    pages = reader.subpages()
    write_subpages(study.results_folder, pages, sentences=reader.search())
    lines = [
        "Each article has a page of its own. There you can filter its sentences by speaker, group, "
        "frame and tone, and step from match to match with the keys n and p.",
    ]
    left = study.documents.height - len(reader.full)
    if left:
        lines.append(
            f"{_first(len(reader.full))} shown in full; of the other {number(left, 0)} only the "
            "sentences that this book links to. All sentences are in the table “sentences” of the "
            "data; the parameter reader_limit sets how many articles are shown."
        )
    book = Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines)
    return Display(ordinary.bundle, book=f'<div class="report-text">{book}</div>')


def _first(articles: int) -> str:
    if articles == 1:
        return "The first article is"
    return f"The first {count(articles, 'article')} are"


def _sentence_table(reader: Reader, document: str) -> Display:
    titles = reader.study.names("document")
    columns = {
        "sentence": "No.",
        "who": "Who speaks",
        "tone": "Tone",
        "frames": "Frames",
        "text": "Sentence",
    }
    return show_table(
        reader.table(document),
        Layout(columns, digits={"tone": 2}),
        name="sentences",
        title=f"Sentences of {titles.get(document, document)}",
        note=f"Tone: {_instrument(reader.study)}. To read another article, change its id above.",
    )


def summary(about: Mapping[str, Any], study: Study) -> str:
    """Say in a line how an article is made up.

    Parameters
    ----------
    about
        A row of `helpers.study.profiles.profiles`.
    study
        Its parameters name the instrument.
    """
    if not about["sentences"]:
        return "No sentence of it is counted."
    parts = []
    if about["voices_read"]:
        parts.append(
            f"{percent(about['quote'])} of its sentences quote somebody and "
            f"{percent(about['indirect'])} paraphrase; in {percent(about['narrator'])} the "
            "reporters speak for themselves."
        )
    if about["tone_read"]:
        parts.append(_tone(about, study))
    if about["frames_read"]:
        parts.append(_frames(about))
    unread = [words for name, words in _UNREAD.items() if not about[name]]
    if unread:
        language = language_name(about["language"])
        parts.append(f"The article is in {language}, in which {listing(unread)} are not read.")
    return " ".join(parts)


def _tone(about: Mapping[str, Any], study: Study) -> str:
    if about["scored"]:
        scored = f"{number(about['scored'], 0)} of {count(about['sentences'], 'sentence')}"
        return (
            f"Average tone {number(about['tone'])} ({_instrument(study)}; {scored} "
            f"{'holds' if about['scored'] == 1 else 'hold'} a word with a tone)."
        )
    return "None of its words has a tone."


def _frames(about: Mapping[str, Any]) -> str:
    top = [
        f"{label} ({number(places, 0)})"
        for label, places in zip(about["frames"], about["places"], strict=True)
    ]
    return f"Most frequent frames: {listing(top)}." if top else "No frame was found."


def _instrument(study: Study) -> str:
    lexicon = study.parameters.lexicon
    scale = SCALES.get(lexicon)
    if scale is None or lexicon == "headline":
        return scale_of(lexicon)
    return f"{INSTRUMENTS[lexicon]}, {scale}"


def _held_layers(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Count what each layer has to show."""
    opened = [
        over.mark.layer
        for sentence in sentences
        for piece in sentence.pieces
        for over in piece.over
        if over.opens
    ]
    return {
        "frames": opened.count(FRAME),
        "speech": sum(sentence.is_source for sentence in sentences),
        "tone": opened.count(WORD),
        "scare": opened.count(SCARE),
        "boilerplate": sum(sentence.kind == "boilerplate" for sentence in sentences),
        "notes": len(sentences),
    }


def _unread_layers(sentences: Sequence[Sentence]) -> set[str]:
    """Name the layers that may lack marks because an instrument does not know the language."""
    counted = [sentence for sentence in sentences if sentence.counts]
    no_voice = any(sentence.voice is None for sentence in counted)
    unread = {
        "frames": any(not sentence.searched for sentence in counted),
        "tone": any(not sentence.rated for sentence in counted),
        "speech": no_voice,
        "scare": no_voice,
    }
    return {name for name, is_unread in unread.items() if is_unread}


def _first_marks(sentences: Sequence[Sentence]) -> set[Mark]:
    """Choose the first mark of each frame, where its name stands in full."""
    first: dict[str, Mark] = {}
    for sentence in sentences:
        for piece in sentence.pieces:
            for mark, *_ in piece.over:
                if mark.layer == FRAME:
                    first.setdefault(mark.name, mark)
    return set(first.values())


def _around(documents: Sequence[str], document: str) -> dict[str, str]:
    """Name the articles before and after one."""
    around = {}
    for first, second in pairwise(documents):
        if second == document:
            around["prev"] = first
        if first == document:
            around["next"] = second
    return around


def _by_document(spans: pl.DataFrame, targets: frozenset[str]) -> dict[str, set[int]]:
    """Sort the sentences that are linked to by their documents."""
    wanted: dict[str, set[int]] = {}
    if targets:
        for document, sentence in spans.iter_rows():
            if f"s-{document}-{sentence}" in targets:
                wanted.setdefault(document, set()).add(sentence)
    return wanted
