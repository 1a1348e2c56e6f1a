"""Limits of a claim: how accurate its instrument is, and how few sentences it rests on.

Every function returns a sentence, or an empty text where there is nothing to say.
"""

import polars as pl

from helpers.findings.nothing_here import not_checked
from helpers.findings.wording import count, listing, number, percent
from helpers.measures.agreement import accuracy
from helpers.study.hand_coding import frame_scores
from helpers.study.selection import Selection
from helpers.study.tones import accuracy_of_instruments

# Below so many, a group's share or mean moves visibly with a single unit.
FEW = 50
# Rules that were written with coded sentences in view meet these better than others.
NEW = "; expect less on new texts."


def join_sentences(*sentences: str) -> str:
    """Join sentences, leaving out empty ones.

    Examples
    --------
    >>> join_sentences("One.", "", "Two.")
    'One. Two.'
    """
    return " ".join(filter(None, sentences))


def of_field(chapter: Selection, field: str, *, what: str) -> str:
    """How often a field (voice, speaker, bloc) is read as the coders agree on."""
    sentences = chapter.hand_coding
    row = None
    if sentences.height:
        row = accuracy(sentences, gold=field, predicted=f"read_{field}").row(0, named=True)
    if row is None or not row["n"]:
        return not_checked(f"{what} are told apart")
    return (
        f"{what.capitalize()} are read as coded in {percent(row['accuracy'])} of "
        f"{count(row['n'], 'hand-coded sentence')}{NEW}"
    )


def of_frames(chapter: Selection, frames: list[str]) -> str:
    """How well frames are found, by F1 against what the coders agree on."""
    scores = frame_scores(chapter.tables).filter(pl.col("frame").is_in(frames))
    labels = dict(chapter.frames.select("frame", "label").iter_rows())
    by_frame = {row["frame"]: row for row in scores.drop_nulls("f1").iter_rows(named=True)}
    words = [
        f"{number(by_frame[name]['f1'])} for “{labels[name]}” "
        f"({count(by_frame[name]['support'], 'coded sentence')})"
        for name in frames
        if name in by_frame
    ]
    if not words:
        one = "this frame is" if len(frames) == 1 else "these frames are"
        return not_checked(f"{one} found")
    return f"Against hand coding the F1 is {listing(words)}{NEW}"


def of_tone(chapter: Selection, lexicon: str | None = None) -> str:
    """How often an instrument gives the tone that the coders agree on, beside a guess."""
    instrument = lexicon or chapter.parameters.lexicon
    # What comes off the shelf was not written with these sentences in view.
    plain = instrument != "headline"
    rows = accuracy_of_instruments(chapter).filter(pl.col("lexicon") == instrument)
    if not rows.height:
        return not_checked("tone is measured")
    row = rows.row(0, named=True)
    name = "Plain VADER" if instrument == "vader" else "The instrument"
    return (
        f"{name} gives the coded tone in {percent(row['accuracy'])} of "
        f"{count(row['n'], 'hand-coded sentence')}, always naming the commonest tone in "
        f"{percent(row['majority_accuracy'])}{'.' if plain else NEW}"
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
