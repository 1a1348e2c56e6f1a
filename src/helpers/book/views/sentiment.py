"""Tables and figures of the chapter on tone."""

from functools import partial

import polars as pl

from helpers.book import figures
from helpers.book.chapter import Chapter
from helpers.book.claims.sentiment import LEXICONS, scored
from helpers.book.present import Shown
from helpers.book.wording import count, listing, number, percent
from helpers.measures.resampling import bootstrap_mean

NAMES = {
    "headline": "this report",
    "vader": "VADER",
    "vader_neutral": "VADER, neutral terms",
    "afinn": "AFINN",
    "afinn_neutral": "AFINN, neutral terms",
    "pattern": "pattern",
    "pattern_neutral": "pattern, neutral terms",
}
PARTS = 10


def _means(chapter: Chapter, by: str, lexicon: str | None = None) -> pl.DataFrame:
    p = chapter.parameters
    return bootstrap_mean(
        scored(chapter, lexicon).drop_nulls(by),
        value="score",
        by=by,
        resamples=p.resamples,
        level=p.confidence,
        seed=p.seed,
    )


def _told(table: pl.DataFrame, column: str) -> str:
    rows = table.drop_nulls("mean").head(12).iter_rows(named=True)
    return listing([f"{row[column]} {number(row['mean'])}" for row in rows])


def means_by_document(chapter: Chapter) -> Shown:
    """Show the mean tone of each article with its interval."""
    table = _in_order(_means(chapter, "document"), chapter)
    return chapter.figure(
        partial(
            figures.dots,
            label="document",
            value="mean",
            low="low",
            high="high",
            zero=True,
            xlabel="mean tone of the sentences: negative to the left, positive to the right",
        ),
        table,
        name="means",
        caption=f"Mean tone of each article by “{NAMES[chapter.parameters.lexicon]}”, "
        f"with {percent(chapter.parameters.confidence)} intervals.",
        alt=f"Dots beside a line at zero: {_told(table, 'document')}.",
        height=0.9 + 0.34 * table.height,
    )


def _in_order(table: pl.DataFrame, chapter: Chapter) -> pl.DataFrame:
    order = chapter.documents.select("document")
    return order.join(table, on="document", how="inner", maintain_order="left")


def means_table(chapter: Chapter) -> Shown:
    """Show the mean of each article by each instrument."""
    table = chapter.documents.select("document")
    for name in NAMES:
        means = _means(chapter, "document", name).select("document", pl.col("mean").alias(name))
        table = table.join(means, on="document", how="left", maintain_order="left")
    return chapter.table(
        table,
        name="means-by-instrument",
        caption="Mean of the sentences by every instrument, each on its own scale.",
        labels={"document": "article", **NAMES},
        rows=30,
    )


def whole_documents(chapter: Chapter) -> Shown:
    """Show what reading each article as one sentence gives."""
    table = (
        chapter.wholes.select("document", whole="score")
        .join(_means(chapter, "document", "vader").select("document", vader="mean"), on="document")
        .join(
            _means(chapter, "document", "headline").select("document", headline="mean"),
            on="document",
        )
    )
    table = _in_order(table, chapter)
    positive = table.filter(pl.col("whole") > 0).height
    return chapter.table(
        table,
        name="whole-documents",
        caption=f"VADER on each article read whole calls {number(positive, 0)} of "
        f"{count(table.height, 'article')} positive.",
        labels={
            "document": "article",
            "whole": "plain VADER, read whole",
            "vader": "plain VADER, mean of sentences",
            "headline": "this report, mean of sentences",
        },
        rows=30,
    )


def contributions(chapter: Chapter) -> Shown:
    """Show the words that weigh most in plain VADER's scores."""
    words = chapter.valences("vader")
    table = (
        words.group_by("word")
        .agg(hits=pl.len(), mass=pl.col("valence").sum())
        .with_columns(
            share=pl.col("mass").abs() / pl.col("mass").abs().sum().over(pl.col("mass") > 0)
        )
        .sort(pl.col("mass").abs(), "word", descending=[True, False])
    )
    top = [f"“{row['word']}”" for row in table.head(3).iter_rows(named=True)]
    return chapter.table(
        table,
        name="contributions",
        caption=f"The words that weigh most in plain VADER’s scores{': ' if top else ''}"
        f"{listing(top)} lead.",
        labels={
            "word": "word",
            "hits": "times",
            "mass": "sum of valences",
            "share": "of all valence of its sign",
        },
        formats={"mass": lambda value: number(value, 1), "share": percent},
        rows=20,
    )


def coverage(chapter: Chapter) -> Shown:
    """Show in how many sentences each instrument knows a word."""
    rows = []
    for name, label in NAMES.items():
        table = scored(chapter, name)
        known = table["score"].drop_nulls()
        rows.append(
            {
                "lexicon": label,
                "n": table.height,
                "covered": len(known) / table.height if table.height else None,
                "positive": (known > 0).mean() if len(known) else None,
                "negative": (known < 0).mean() if len(known) else None,
            }
        )
    return chapter.table(
        pl.DataFrame(rows),
        name="coverage",
        caption=f"Share of {chapter.parameters.unit}s in which each instrument knows a word, "
        "and how these divide.",
        labels={
            "lexicon": "instrument",
            "n": f"{chapter.parameters.unit}s",
            "covered": "covered",
            "positive": "of these positive",
            "negative": "of these negative",
        },
        formats=dict.fromkeys(("covered", "positive", "negative"), percent),
    )


def course(chapter: Chapter) -> Shown:
    """Show the mean tone along each article."""
    shown = chapter.documents["document"].head(8)
    table = (
        scored(chapter)
        .filter(pl.col("document").is_in(shown.implode()))
        .with_columns(
            part=(PARTS * pl.int_range(pl.len()).over("document") // pl.len().over("document")) + 1
        )
        .group_by("document", "part", maintain_order=True)
        .agg(mean=pl.col("score").mean())
    )
    lowest = (
        table.drop_nulls("mean")
        .sort("mean", "document")
        .group_by("document", maintain_order=True)
        .first()
    )
    told = [
        f"{row['document']} is lowest in part {row['part']} ({number(row['mean'])})"
        for row in lowest.iter_rows(named=True)
    ]
    return chapter.figure(
        partial(
            figures.course, label="document", position="part", value="mean", ylabel="mean tone"
        ),
        table,
        name="course",
        caption="Mean tone along each article, in ten parts; gaps where no word is known.",
        alt=f"One line for each article: {listing(told)}.",
        height=3.4,
    )


def means_by_voice(chapter: Chapter) -> Shown:
    """Show the mean tone of each voice."""
    return _groups(chapter, "voice", name="means-by-voice", caption="Mean tone by voice.")


def means_by_bloc(chapter: Chapter) -> Shown:
    """Show the mean tone of each group of speakers."""
    return _groups(
        chapter, "bloc", name="means-by-bloc", caption="Mean tone by the speaker's group."
    )


def _groups(chapter: Chapter, by: str, *, name: str, caption: str) -> Shown:
    table = _means(chapter, by).with_columns(pl.col(by).replace(chapter.tables.bloc_labels))
    return chapter.table(
        table,
        name=name,
        caption=caption,
        labels={by: "group", "n": "scored sentences", "mean": "mean [interval]"},
        intervals={"mean": ("low", "high")},
    )


def disagreements(chapter: Chapter) -> Shown:
    """Show the sentences on whose sign the instruments differ most."""
    keys = ["document", "sentence"]
    scores = (
        chapter.tones.filter(pl.col("lexicon").is_in(LEXICONS))
        .with_columns(pl.col("score") / pl.col("score").abs().max().over("lexicon"))
        .pivot("lexicon", on_columns=list(LEXICONS), index=keys, values="score")
    )
    table = (
        scores.with_columns(
            spread=pl.max_horizontal(LEXICONS) - pl.min_horizontal(LEXICONS),
            apart=(pl.max_horizontal(LEXICONS) > 0) & (pl.min_horizontal(LEXICONS) < 0),
        )
        .filter("apart")
        .join(chapter.sentences.select(*keys, "text"), on=keys)
        .sort("spread", *keys, descending=[True, False, False])
    )
    return chapter.table(
        table,
        name="disagreements",
        caption=f"{count(table.height, 'sentence')} on whose sign the instruments differ; scores "
        "relative to the instrument's largest.",
        labels={
            "document": "article",
            "sentence": "sentence",
            "text": "text",
            **{name: NAMES[name] for name in LEXICONS},
        },
        rows=chapter.parameters.top_n,
    )
