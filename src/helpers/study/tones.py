"""Tone of the selected sentences by instrument, compared with the coders, and summed up."""

import polars as pl

from helpers.corpus.coding.fields import WEIGHT
from helpers.measures.agreement import accuracy
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.sentiment.audit import beside_codes
from helpers.study.coders import is_text
from helpers.study.instruments import INSTRUMENTS, NEUTRAL
from helpers.study.selection import Selection, once


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
        document, sentence (the unit's first), text, kind, voice, bloc, outlet, period, score.
    """
    own = pl.col("lexicon") == (lexicon or chapter.parameters.lexicon)
    return _units(chapter, own).drop("lexicon", "given", strict=False)


def tone_labels(chapter: Selection) -> pl.DataFrame:
    """Tones of the selected sentences with their labels: as `chapter.tones`, and tone."""
    return chapter.tables.label(chapter.tones)


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
    tables = chapter.tables
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
    order = chapter.tables.tones.select(pl.col("lexicon").unique(maintain_order=True))
    scores = accuracy(beside, gold="gold", predicted="predicted", by="lexicon", weight=WEIGHT)
    return join_in_order(order, scores, on="lexicon", how="inner")


@once
def idle_variants(chapter: Selection) -> list[str]:
    """Name the lists without neutral terms that score every sentence as the list itself does.

    They hold no term of these texts, so that showing them beside their lists would say everything
    twice.
    """
    scores = {
        name: part.sort(KEYS)["score"]
        for (name,), part in chapter.tables.tones.group_by("lexicon", maintain_order=True)
    }
    return [
        name
        for name, own in scores.items()
        if name.endswith(NEUTRAL) and own.equals(scores[name.removesuffix(NEUTRAL)])
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
        lexicon, document, voice, period, score and label (sums over the units in which the
        instrument knows a word; a label is -1, 0 or 1), known (how many these are), units.
    """
    units = chapter.tables.label(_units(chapter, pl.lit(value=True)), column="label")
    return units.group_by("lexicon", "document", "voice", "period", maintain_order=True).agg(
        pl.col("score", "label").sum().cast(pl.Float64),
        pl.col("score").count().cast(pl.Int64).alias("known"),
        pl.len().cast(pl.Int64).alias("units"),
    )


def spreads(chapter: Selection) -> pl.DataFrame:
    """Standard deviations of each instrument's scores and labels over the units.

    Returns
    -------
    DataFrame
        lexicon, score, label; missing where they do not spread.
    """
    units = chapter.tables.label(_units(chapter, pl.lit(value=True)), column="label")
    spread = pl.col("score", "label").cast(pl.Float64).std()
    return (
        units.group_by("lexicon", maintain_order=True)
        .agg(spread)
        .with_columns(pl.when(pl.col(name) > 0).then(pl.col(name)) for name in ("score", "label"))
    )


def _units(chapter: Selection, which: pl.Expr) -> pl.DataFrame:
    about = ["paragraph", "text", "kind", "voice", "bloc", "outlet", "period"]
    table = join_in_order(
        chapter.sentences.select(*KEYS, *about),
        chapter.tones.filter(which).select(*KEYS, "lexicon", "score", "given"),
        how="inner",
    )
    if chapter.parameters.unit == "paragraph":
        table = table.group_by("lexicon", "document", "paragraph", maintain_order=True).agg(
            pl.col("sentence", "kind", "voice", "bloc", "outlet", "period").first(),
            pl.col("text").str.join(" "),
            pl.col("score").mean(),
        )
    return table.drop("paragraph")
