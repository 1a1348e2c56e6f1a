"""Tone of the selected sentences by instrument, compared with the coders, and summed up."""

import polars as pl

from helpers.corpus.coding.fields import WEIGHT
from helpers.measures.agreement import accuracy
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.sentiment.audit import beside_codes
from helpers.study.coders import is_text
from helpers.study.hand_coding import coded_articles
from helpers.study.instruments import INSTRUMENTS, NEUTRAL
from helpers.study.score_columns import given, known, label, reads, score, with_labels
from helpers.study.selection import Selection, once

_ABOUT = ("kind", "voice", "bloc", "outlet", "period")


def unit_scores(chapter: Selection, lexicon: str | None = None) -> pl.DataFrame:
    """Units with the score of one instrument; missing where it knows no word.

    Parameters
    ----------
    chapter
        The chapter.
    lexicon
        An instrument's name; the parameter's when left out.

    Returns
    -------
    DataFrame
        document, sentence (the unit's first), kind, voice, bloc, outlet, period, score; none in a
        language that the instrument does not know.
    """
    name = lexicon or chapter.parameters.lexicon
    units = _units(chapter, [name]).filter(reads(name))
    return units.select(*KEYS, *_ABOUT, score=score(name))


def sentence_labels(chapter: Selection) -> pl.DataFrame:
    """Label the selected sentences, the instruments side by side.

    Returns
    -------
    DataFrame
        As `helpers.study.score_columns.with_labels`.
    """
    return with_labels(chapter.scores, chapter.tables)


def coded_tones(chapter: Selection) -> pl.DataFrame:
    """What the coders agree on: document, sentence (as read), tone, weight; none without codes."""
    reading = chapter.tables.spans.select(*KEYS, "part_of")
    return (
        chapter.hand_coding.filter(is_text() & pl.col("tone").is_not_null())
        .pipe(join_in_order, reading)
        .select(
            "document",
            pl.col("part_of").alias("sentence"),
            pl.col("tone").cast(pl.Int64),
            WEIGHT,
        )
    )


def coded_means(chapter: Selection) -> pl.DataFrame:
    """Average the coded tone of each article: document, tone; of a sample by its weights."""
    tone, weight = pl.col("tone"), pl.col(WEIGHT)
    return (
        coded_tones(chapter)
        .group_by("document", maintain_order=True)
        .agg(tone=(tone * weight).sum() / weight.sum())
    )


def labels_and_codes(chapter: Selection) -> pl.DataFrame:
    """Each instrument's label beside the coded tone, for all coded sentences of the corpus.

    Returns
    -------
    DataFrame
        As `helpers.measures.sentiment.audit.beside_codes`, with weight; of a program, the sentences
        that it labels, of a word list those in a language that it knows.
    """
    tables = coded_articles(chapter.tables)
    tones = tables.label(tables.tones)
    # What a program says nothing of is no answer of it.
    is_own = pl.col("lexicon").is_in(list(INSTRUMENTS))
    silent = tones.filter(~is_own & pl.col("tone").is_null()).select("lexicon", *KEYS)
    beside = beside_codes(tones, coded_tones(chapter))
    read = tones.select("lexicon", "document").unique()
    beside = join_in_order(beside, read, on=["lexicon", "document"], how="semi")
    return beside.join(silent, on=["lexicon", *KEYS], how="anti", maintain_order="left")


def accuracy_of_instruments(chapter: Selection) -> pl.DataFrame:
    """Every instrument's accuracy and macro F1 on the coded sentences, in the usual order."""
    beside = labels_and_codes(chapter)
    order = pl.DataFrame({"lexicon": chapter.tables.instruments}, schema={"lexicon": pl.String})
    scores = accuracy(beside, gold="gold", predicted="predicted", by="lexicon", weight=WEIGHT)
    return join_in_order(order, scores, on="lexicon", how="inner")


@once
def idle_variants(chapter: Selection) -> list[str]:
    """Name the lists without neutral terms that score every sentence as the list itself does.

    They hold no term of these texts, so that showing them beside their lists would say everything
    twice.
    """
    scores = chapter.tables.scores
    return [
        name
        for name in chapter.tables.instruments
        if name.endswith(NEUTRAL)
        and scores[score(name)].equals(scores[score(name.removesuffix(NEUTRAL))])
    ]


def who(voice: str = "voice") -> pl.Expr:
    """Whether the narrator or a source says it, by a column of voices; missing where nobody."""
    return (
        pl.when(pl.col(voice) == "narrator")
        .then(pl.lit("narrator"))
        .when(pl.col(voice).is_not_null())
        .then(pl.lit("sources"))
        .alias("who")
    )


def sums(chapter: Selection) -> pl.DataFrame:
    """Add up every instrument's scores and labels for each article, voice and period.

    Returns
    -------
    DataFrame
        document, voice, period, and of each instrument `score` and `label` (sums over the units in
        which it knows a word; a label is -1, 0 or 1), `known` (how many these are) and `reads` (how
        many units are in a language that it knows).
    """
    units = with_labels(_units(chapter, chapter.tables.instruments), chapter.tables)
    return units.group_by("document", "voice", "period", maintain_order=True).agg(
        column
        for name in chapter.tables.instruments
        for column in (
            pl.col(score(name), label(name)).sum().cast(pl.Float64),
            pl.col(score(name)).count().cast(pl.Int64).alias(known(name)),
            pl.col(reads(name)).sum().cast(pl.Int64),
        )
    )


def spreads(chapter: Selection) -> dict[str, dict[str, float | None]]:
    """Give the standard deviation of each instrument's scores and labels over the units.

    Returns
    -------
    dict
        Instrument to ``score`` and ``label``; None where they do not spread.
    """
    names = chapter.tables.instruments
    units = with_labels(_units(chapter, names), chapter.tables)
    columns = pl.col(*(column for name in names for column in (score(name), label(name))))
    row = units.select(columns.cast(pl.Float64).std()).row(0, named=True)
    return {
        name: {"score": row[score(name)] or None, "label": row[label(name)] or None}
        for name in names
    }


def _units(chapter: Selection, instruments: list[str]) -> pl.DataFrame:
    """Give the units with the score of each instrument, and whether it `reads` them."""
    every = chapter.tables.scores
    wanted = [name for one in instruments for name in (score(one), reads(one), given(one))]
    scores = every.select(*KEYS, *(name for name in wanted if name in every.columns))
    table = join_in_order(chapter.sentences.select(*KEYS, "paragraph", *_ABOUT), scores)
    if chapter.parameters.unit == "paragraph":
        table = table.group_by("document", "paragraph", maintain_order=True).agg(
            pl.col("sentence", *_ABOUT).first(),
            pl.col([score(name) for name in instruments]).mean(),
            pl.col([reads(name) for name in instruments]).any(),
        )
    return table.drop("paragraph")
