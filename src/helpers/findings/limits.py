"""Limits of a claim: how good its instrument is, and how few sentences it rests on.

An instrument is held against texts that its rules were not written from, as those that were in view
flatter it; where there are none, that is said.

Every function returns a sentence, or an empty text where there is nothing to say.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from helpers.findings.nothing_here import not_measured
from helpers.findings.wording import count, listing, number, percent
from helpers.measures.agreement import accuracy
from helpers.measures.joins import join_in_order
from helpers.study import pattern_support
from helpers.study.hand_coding import frame_scores
from helpers.study.selection import Selection, once
from helpers.study.tones import accuracy_of_instruments

# Below so many, a group's share or mean moves visibly with a single unit.
FEW = 50


def join_sentences(*sentences: str) -> str:
    """Join sentences, leaving out empty ones.

    Examples
    --------
    >>> join_sentences("One.", "", "Two.")
    'One. Two.'
    """
    return " ".join(filter(None, sentences))


def of_field(chapter: Selection, field: str, *, what: str) -> str:
    """Say how well a field (voice, speaker, bloc) is read."""
    sentences = chapter.hand_coding
    row = None
    if sentences.height:
        row = accuracy(sentences, gold=field, predicted=f"read_{field}").row(0, named=True)
    if row is None or not row["n"]:
        return not_measured(f"{what} are told apart")
    return _in_view(f"{what} are told apart", row)


def of_frames(chapter: Selection, frames: list[str]) -> str:
    """Say how well frames are found, by their F1 with the patterns that a second article bears out.

    Such a pattern would also be there had an article that it matches not been read. Where none of
    the frames has an F1, the mean over the chapter's coded frames is given.
    """
    found = "this frame is found" if len(frames) == 1 else "these frames are found"
    if chapter.tables.coded.height and chapter.tables.documents.height < 2:
        return not_measured(found, "there is no second article to bear a pattern out")
    scores = _scores_in_second_article(chapter).drop_nulls("f1")
    scores = join_in_order(scores, chapter.frames, on="frame", how="semi")
    if not scores.height:
        return not_measured(found)
    of_frame = dict(scores.select("frame", "f1").iter_rows())
    labels = dict(chapter.frames.select("frame", "label").iter_rows())
    words = [
        f"{number(of_frame[name])} for “{labels[name]}”" for name in frames if name in of_frame
    ]
    if not words:
        mean = sum(of_frame.values()) / scores.height
        words = [f"{number(mean)} in the mean of {count(scores.height, 'coded frame')}"]
    return f"With only the patterns that a second article bears out, the F1 is {listing(words)}."


def of_tone(chapter: Selection, lexicon: str | None = None) -> str:
    """Say how well an instrument gives the coded tone, beside a guess."""
    instrument = lexicon or chapter.parameters.lexicon
    rows = accuracy_of_instruments(chapter).filter(pl.col("lexicon") == instrument)
    if not rows.height:
        return not_measured("tone is told")
    row = rows.row(0, named=True)
    if instrument == "headline":
        guess = percent(row["majority_accuracy"])
        return _in_view("tone is told", row, f"; always naming the commonest tone gets {guess}")
    name = "Plain VADER" if instrument == "vader" else "The instrument"
    return (
        f"{name} was not written from these texts. It gives the coded tone in "
        f"{percent(row['accuracy'])} of {count(row['n'], 'coded sentence')}, always naming the "
        f"commonest tone in {percent(row['majority_accuracy'])}."
    )


@once
def _scores_in_second_article(chapter: Selection) -> pl.DataFrame:
    tables = chapter.tables
    places = pattern_support.matches(tables)
    return frame_scores(pattern_support.keep_confirmed(tables, places, by="document"))


def _in_view(what: str, row: Mapping[str, Any], more: str = "") -> str:
    return (
        f"How well {what} in texts that the rules were not written from is not measured. "
        f"Of {count(row['n'], 'coded sentence')} in view, {percent(row['accuracy'])} are read as "
        f"coded{more}."
    )


def of_few(n: int, what: str, plural: str | None = None) -> str:
    """Warn of a small group.

    Examples
    --------
    >>> of_few(3, "narrated sentence")
    'It rests on 3 narrated sentences.'
    >>> of_few(300, "narrated sentence")
    ''
    """
    return f"It rests on {count(n, what, plural)}." if n < FEW else ""


def of_articles(chapter: Selection) -> str:
    """Warn of few articles, and of the one that most of the sentences come from."""
    sizes = chapter.sentences.group_by("document").len().sort("len", "document", descending=True)
    if not sizes.height or sizes.height >= FEW:
        return ""
    if sizes.height == 1:
        return "It describes one article."
    share = int(sizes["len"][0]) / int(sizes["len"].sum())
    return (
        f"It describes {count(sizes.height, 'article')}, of which one alone gives "
        f"{percent(share)} of the sentences."
    )
