"""Limits of a claim: how good its instrument is, and how few sentences it rests on.

A score on sentences drawn at random holds for the whole corpus, and comes with its interval. A
score on the texts that the rules were written from flatters them, and is given as such; where no
other text was coded, the limit says so.

Every function returns a sentence, or an empty text where there is nothing to say.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from helpers.corpus.coding.fields import WEIGHT
from helpers.findings.checks import sample_words, since_draw, view_not_stated
from helpers.findings.chosen_instruments import (
    made_by,
    match_of_frames,
    match_of_learnt_tone,
    match_of_voices,
)
from helpers.findings.nothing_here import not_measured
from helpers.findings.wording import count, interval, listing, number, percent
from helpers.measures.agreement import accuracy
from helpers.measures.joins import join_in_order
from helpers.study import pattern_support
from helpers.study.chosen import is_program
from helpers.study.coded_sample import coded_sample
from helpers.study.coders import coded_fields, is_text
from helpers.study.hand_coding import frame_intervals, frame_scores
from helpers.study.instrument_check import FEWEST
from helpers.study.languages import Reading, documents_read
from helpers.study.sampled_scores import share_intervals
from helpers.study.selection import Selection, once
from helpers.study.tones import accuracy_of_instruments, labels_and_codes

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
    machine = match_of_voices(chapter, field)
    if machine:
        return machine
    sentences = chapter.hand_coding.drop_nulls(field)
    if not sentences.height:
        return not_measured(f"{what} are identified")
    if coded_sample(chapter.tables) is not None:
        sentences = sentences.rename({field: "gold", f"read_{field}": "predicted"})
        share = _share_right(chapter, sentences)
        result = f"{what} are identified as coded in {share}"
        return _on_sample(chapter, sentences.height, result, field)
    row = accuracy(sentences, gold=field, predicted=f"read_{field}").row(0, named=True)
    return _not_drawn(chapter, f"{what} are identified", row)


def of_frames(chapter: Selection, frames: list[str]) -> str:
    """Say how well frames are found, by their F1.

    On sentences that the rules may have been written from, it is that of the patterns that a second
    article bears out: such a pattern would also be there had an article that it matches not been
    read. Where none of the frames has an F1, the mean over the chapter's coded frames is given.
    """
    other = match_of_frames(chapter, frame_scores(chapter.tables), frames)
    rest = [name for name in frames if name not in chapter.tables.chosen.other_frames]
    if other:
        return join_sentences(other, of_frames(chapter, rest) if rest else "")
    searched = "this frame is found" if len(frames) == 1 else "these frames are found"
    if coded_sample(chapter.tables) is not None:
        return _frames_on_sample(chapter, frames, searched)
    is_unseen = chapter.tables.coding_description.in_view is False
    is_coded = set(chapter.frames["set"]).intersection(coded_fields(chapter.tables.coded))
    if is_coded and chapter.tables.documents.height < 2 and not is_unseen:
        reason = "there is no second article to check the search patterns on"
        return not_measured(searched, reason)
    scores = frame_scores(chapter.tables) if is_unseen else _scores_in_second_article(chapter)
    scores = join_in_order(scores.drop_nulls("f1"), chapter.frames, on="frame", how="semi")
    if not scores.height:
        return not_measured(searched)
    of_frame = dict(scores.select("frame", "f1").iter_rows())
    labels = dict(chapter.frames.select("frame", "label").iter_rows())
    words = [
        f"{number(of_frame[name])} for “{labels[name]}”" for name in frames if name in of_frame
    ]
    if not words:
        mean = sum(of_frame.values()) / scores.height
        words = [f"{number(mean)} on average over {count(scores.height, 'coded frame')}"]
    score = f"score {listing(words)} (F1; 1 would mean no misses and no false alarms)."
    if is_unseen:
        return f"Against coded sentences, not drawn at random, the search patterns {score}"
    return (
        "Against coded sentences, the search patterns that also match in a second article " + score
    )


def of_tone(chapter: Selection, lexicon: str | None = None) -> str:
    """Say how well an instrument gives the coded tone, beside a guess."""
    instrument = lexicon or chapter.parameters.lexicon
    rows = accuracy_of_instruments(chapter).filter(pl.col("lexicon") == instrument)
    if not rows.height:
        return join_sentences(made_by(chapter, "tone"), not_measured("tone is read"))
    row = rows.row(0, named=True)
    learnt = match_of_learnt_tone(chapter, row, _guess(row))
    if learnt and instrument == chapter.parameters.lexicon:
        return learnt
    if is_program("lexicon", instrument):
        return (
            f"{made_by(chapter, 'tone')} It matches the coders in {percent(row['accuracy'])} of "
            f"{count(row['n'], 'coded sentence')}; {_guess(row)}."
        )
    own = instrument == "headline"
    if coded_sample(chapter.tables) is not None:
        sentences = labels_and_codes(chapter).filter(pl.col("lexicon") == instrument)
        by = "" if own else " by plain VADER" if instrument == "vader" else " by the instrument"
        share, guess = _share_right(chapter, sentences), _guess(row, "reach")
        result = f"tone is read as coded{by} in {share}; {guess}"
        return _on_sample(chapter, row["n"], result, "tone", is_own=own)
    if own:
        return _not_drawn(chapter, "tone is read", row, f"; {_guess(row)}")
    name = "Plain VADER" if instrument == "vader" else "The instrument"
    return (
        f"{name} was not written for these texts. It matches the coders in "
        f"{percent(row['accuracy'])} of {count(row['n'], 'coded sentence')}; {_guess(row)}."
    )


def _on_sample(chapter: Selection, n: int, result: str, field: str, *, is_own: bool = True) -> str:
    """Put a score beside its sample; rules that are not the report's own were not fitted to it."""
    sentence = f"On {sample_words(chapter.tables, n, [field])}, {result}."
    return join_sentences(sentence, since_draw(chapter.tables, [field]) if is_own else "")


def _share_right(chapter: Selection, sentences: pl.DataFrame) -> str:
    """Give the share of sentences of which gold and predicted are the same, with its interval."""
    hit = (pl.col("gold") == pl.col("predicted")).fill_null(value=False)
    hits = sentences.select(WEIGHT, hit=hit, all=pl.lit(""))
    level = chapter.parameters.confidence
    _, share, low, high = share_intervals(hits, by="all", level=level).row(0)
    return f"{percent(share)} ({interval(low, high, write=percent, brackets=False)})"


def _frames_on_sample(chapter: Selection, frames: list[str], searched: str) -> str:
    table = join_in_order(
        _sampled_frames(chapter), chapter.frames.select("frame", "label"), on="frame"
    )
    rows = {row["frame"]: row for row in table.iter_rows(named=True)}
    asked = [rows[name] for name in frames if name in rows]
    if not asked:
        return not_measured(searched)
    # Each set has its own sentences and coders.
    coded = chapter.hand_coding.filter(is_text())
    by_sample: dict[str, list[Mapping[str, Any]]] = {}
    for row in asked:
        words = sample_words(chapter.tables, coded[row["set"]].count(), [row["set"]])
        by_sample.setdefault(words, []).append(row)
    return join_sentences(
        *(f"On {words}, {_scores(rows)}." for words, rows in by_sample.items()),
        since_draw(chapter.tables, [row["set"] for row in asked]),
    )


def _scores(frames: Sequence[Mapping[str, Any]]) -> str:
    """Quote the F1 of frames in a sample, and say which were coded too seldom for one."""
    scores = [
        f"{number(row['f1'])} ({interval(row['f1_low'], row['f1_high'], brackets=False)}) for "
        f"“{row['label']}”"
        for row in frames
        if row["support"] >= FEWEST
    ]
    few = [
        f"“{row['label']}” was coded in {number(row['support'], 0) if row['support'] else 'none'} "
        "of them"
        for row in frames
        if row["support"] < FEWEST
    ]
    parts = []
    if scores:
        parts.append(
            f"the search patterns score {listing(scores)} (F1; 1 would mean no misses and no false "
            "alarms)"
        )
    if few:
        parts.append(f"{listing(few)}, too few for a score")
    return "; ".join(parts)


@once
def _sampled_frames(chapter: Selection) -> pl.DataFrame:
    return frame_intervals(chapter.tables, chapter.parameters)


def _guess(row: Mapping[str, Any], does: str = "match them in") -> str:
    share = percent(row["majority_accuracy"])
    return f"always guessing the most common tone would {does} {share}"


@once
def _scores_in_second_article(chapter: Selection) -> pl.DataFrame:
    tables = chapter.tables
    if not tables.coded.height:
        return frame_scores(tables)
    places = pattern_support.matches(tables)
    return frame_scores(pattern_support.keep_confirmed(tables, places, by="document"))


def _not_drawn(chapter: Selection, what: str, row: Mapping[str, Any], more: str = "") -> str:
    """Quote a score on coded sentences that nobody drew, and say whom it flatters."""
    coded, share = count(row["n"], "coded sentence"), f"{percent(row['accuracy'])}{more}"
    if chapter.tables.coding_description.in_view:
        return (
            f"How well {what} in new articles has not been measured. On {coded} known when the "
            f"rules were written, they match the coders in {share}."
        )
    return join_sentences(
        f"On {coded}, not drawn at random, {what} as coded in {share}.",
        view_not_stated(chapter.tables),
    )


def of_few(n: int, what: str, plural: str | None = None) -> str:
    """Warn of a small group.

    Examples
    --------
    >>> of_few(3, "sentence")
    'This rests on only 3 sentences.'
    >>> of_few(300, "sentence")
    ''
    """
    return f"This rests on only {count(n, what, plural)}." if n < FEW else ""


def of_articles(chapter: Selection, *reads: Reading) -> str:
    """Warn of few articles, and of the one that most of the sentences come from.

    Parameters
    ----------
    chapter
        The study.
    reads
        What the claim rests on: articles in which that is not read are not among them.
    """
    sentences = chapter.sentences
    if reads:
        names = documents_read(chapter, reads)
        sentences = sentences.filter(pl.col("document").is_in(names))
    sizes = sentences.group_by("document").len().sort("len", "document", descending=True)
    if not sizes.height or sizes.height >= FEW:
        return ""
    if sizes.height == 1:
        return "This describes one article."
    most, next_most = sizes["len"].head(2)
    articles = count(sizes.height, "article")
    if most == next_most:
        return f"This describes {articles}."
    share = percent(most / sizes["len"].sum())
    return f"This describes {articles}; one of them supplies {share} of the sentences."
