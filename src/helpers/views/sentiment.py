"""Tables and figures of the chapter on tone: how positive or negative, in whose words, when."""

from functools import partial

import polars as pl

from helpers.findings.sentiment import no_periods
from helpers.findings.wording import count, exact_percent, interval, listing, number
from helpers.measures.joins import join_in_order
from helpers.measures.resampling import bootstrap_mean
from helpers.measures.sentiment.documents import course as parted
from helpers.measures.sentiment.documents import document_scores
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text
from helpers.study.tones import INSTRUMENTS, coded_tones, unit_scores
from helpers.study.voices import VOICE_NAMES

PARTS = 10
# Beyond so many a figure of single articles can no longer be read.
ARTICLES, COURSES = 24, 12
# Scores of these lie between -1 and 1, as coded tones do.
BOUNDED = ("headline", "vader", "pattern")
AXIS = "← negative · positive →"


def scope(chapter: Chapter) -> Display:
    """Say of what the intervals speak."""
    articles = chapter.documents.height
    outlets = chapter.documents["outlet"].drop_nulls().n_unique()
    whose = f" of {count(outlets, 'outlet')}" if outlets else ""
    return show_text(
        "Every interval comes from drawing blocks of sentences anew within each article (whole "
        "articles where they are too short), "
        f"{number(chapter.parameters.resamples, 0)} times. It describes "
        f"{count(articles, 'article')}{whose}; it supports no inference about outlets, countries "
        "or other articles."
    )


def means_by_document(chapter: Chapter) -> Display:
    """Show the mean tone of each article by the instrument, by plain VADER and by the coders."""
    lexicon = chapter.parameters.lexicon
    own = _means(unit_scores(chapter), "document", chapter)
    series = {INSTRUMENTS[lexicon]: own}
    if lexicon in BOUNDED and lexicon != "vader":
        series["plain VADER"] = _means(unit_scores(chapter, "vader"), "document", chapter)
    codes = join_in_order(coded_tones(chapter), chapter.sentences, how="semi")
    if lexicon in BOUNDED and codes.height:
        series["the coders"] = _means(codes.rename({"tone": "score"}), "document", chapter)
    shown = _furthest_apart(own, chapter)
    table = pl.concat(
        join_in_order(shown, means, on="document", how="inner").with_columns(
            pl.lit(name).alias("series")
        )
        for name, means in series.items()
    )
    told = [
        f"By {name}: {listing(_told(table.filter(pl.col('series') == name), 'document'))}"
        for name in series
    ]
    cut = (
        ""
        if shown.height == own.height
        else f" (the lowest and the highest of {number(own.height, 0)})"
    )
    return chapter.figure(
        partial(
            figures.dots,
            label="document",
            value="mean",
            low="low",
            high="high",
            series="series",
            zero=True,
            xlabel=AXIS,
        ),
        table,
        name="means",
        caption=f"Mean tone of {count(shown.height, 'article')}{cut}, with "
        f"{exact_percent(chapter.parameters.confidence)} intervals.",
        alt=f"Dots beside a line at zero. {'. '.join(told)}.",
        height=1.2 + 0.58 * shown.height,
    )


def means_table(chapter: Chapter) -> Display:
    """Show the mean of each article by each instrument, with and without the neutral terms."""
    scores = document_scores(chapter.tones)
    found = [name for name in INSTRUMENTS if name in scores["lexicon"].to_list()]
    wide = scores.pivot("lexicon", on_columns=found, index="document", values="score")
    table = join_in_order(chapter.documents.select("document"), wide, on="document", how="inner")
    signs = {name: table.filter(pl.col(name) < 0).height for name in found}
    told = [f"{INSTRUMENTS[name]} {number(below, 0)}" for name, below in signs.items()]
    return chapter.table(
        table,
        name="means-by-instrument",
        caption=f"Mean of the sentences by every instrument, each on its own scale. Negative out "
        f"of {count(table.height, 'article')}: {listing(told)}.",
        labels={"document": "article"}
        | {
            name: f"{head}, {'−1 to 1' if name.startswith(BOUNDED) else 'sum of points'}"
            for name, head in INSTRUMENTS.items()
            if name in found
        },
        rows=30,
    )


def whole_documents(chapter: Chapter) -> Display:
    """Show what reading each article as one sentence gives."""
    scores = document_scores(chapter.tones)
    table = join_in_order(
        chapter.documents.select("document"),
        chapter.wholes.select("document", whole="score"),
        on="document",
        how="inner",
    )
    for name in ("vader", "headline"):
        means = scores.filter(pl.col("lexicon") == name).select(
            "document", pl.col("score").alias(name)
        )
        table = join_in_order(table, means, on="document")
    positive = table.filter(pl.col("whole") > 0).height
    return chapter.table(
        table,
        name="whole-documents",
        caption=f"VADER on each article read whole calls {number(positive, 0)} of "
        f"{count(table.height, 'article')} positive.",
        labels={
            "document": "article",
            "whole": "plain VADER, read whole, −1 to 1",
            "vader": "plain VADER, mean of sentences, −1 to 1",
            "headline": "this report, mean of sentences, −1 to 1",
        },
        rows=30,
    )


def means_by_voice(chapter: Chapter) -> Display:
    """Show the mean tone of the narrator, of quotations and of paraphrases."""
    table = (
        unit_scores(chapter).drop_nulls("voice").with_columns(pl.col("voice").replace(VOICE_NAMES))
    )
    return _groups(table, "voice", chapter, caption="Mean tone by voice")


def means_by_bloc(chapter: Chapter) -> Display:
    """Show the mean tone of each group of speakers."""
    spoken = unit_scores(chapter).filter(pl.col("voice") != "narrator").drop_nulls("bloc")
    if not spoken.height:
        return show_text("Nobody is quoted or paraphrased in this selection.")
    table = spoken.with_columns(pl.col("bloc").replace(chapter.tables.bloc_labels))
    return _groups(
        table, "bloc", chapter, caption="Mean tone of passed-on speech, by group of speakers"
    )


def means_by_period(chapter: Chapter) -> Display:
    """Show the mean tone before and after the date that parts two periods."""
    day = chapter.parameters.split_date
    table = unit_scores(chapter).drop_nulls("period")
    if table.drop_nulls("score")["period"].n_unique() < 2:
        return show_text(no_periods(chapter))
    counts = dict(table.group_by("period").agg(pl.col("document").n_unique()).iter_rows())
    words = {
        "before": f"before {day}: {count(counts['before'], 'article')}",
        "after": f"from {day} on: {count(counts['after'], 'article')}",
    }
    table = table.with_columns(pl.col("period").replace(words))
    return _groups(
        table, "period", chapter, caption="Mean tone by period", order=list(words.values())
    )


def course(chapter: Chapter) -> Display:
    """Show the mean tone along each article."""
    shown = chapter.documents.select("document").head(COURSES)
    table = (
        join_in_order(parted(unit_scores(chapter), parts=PARTS), shown, on="document", how="semi")
        .group_by("document", "part", maintain_order=True)
        .agg(mean=pl.col("score").mean(), sentences=pl.len())
    )
    ends = (
        table.drop_nulls("mean")
        .sort("mean", "part")
        .group_by("document", maintain_order=True)
        .agg(pl.col("part", "mean").first(), best=pl.col("part").last(), high=pl.col("mean").last())
        .join(shown.with_row_index(), on="document")
        .sort("index")
    )
    told = [
        f"{row['document']} is lowest in part {row['part']} ({number(row['mean'])}) and highest in "
        f"part {row['best']} ({number(row['high'])})"
        for row in ends.iter_rows(named=True)
    ]
    largest = table.select(pl.col("mean").abs().max()).item()
    cut = f" The first {COURSES} articles." if chapter.documents.height > COURSES else ""
    return chapter.figure(
        partial(figures.courses, label="document", position="part", value="mean", parts=PARTS),
        table,
        name="course",
        caption="Mean tone along each article: bars above the line are positive, below it "
        f"negative, the longest is {number(largest)}; a gap where no word is known.{cut}",
        alt=f"A row of small bars for each article: {'; '.join(told) or 'all empty'}.",
        height=0.7 + 0.52 * table["document"].n_unique(),
    )


def _groups(
    table: pl.DataFrame, by: str, chapter: Chapter, *, caption: str, order: list[str] | None = None
) -> Display:
    means = _means(table, by, chapter)
    if order is None:
        means = means.sort("mean", by, nulls_last=True)
    else:
        means = join_in_order(pl.DataFrame({by: order}), means, on=by, how="inner")
    means = means.with_columns(group=pl.format("{} ({})", by, "n"))
    told = _told(means, "group")
    return chapter.figure(
        partial(
            figures.dots,
            label="group",
            value="mean",
            low="low",
            high="high",
            zero=True,
            xlabel=AXIS,
        ),
        means,
        name=f"means-by-{by}",
        caption=f"{caption}, with {exact_percent(chapter.parameters.confidence)} intervals and the "
        f"number of scored {chapter.parameters.unit}s.",
        alt=f"Dots beside a line at zero: {listing(told)}.",
        height=0.8 + 0.44 * means.height,
    )


def _means(table: pl.DataFrame, by: str, chapter: Chapter) -> pl.DataFrame:
    p = chapter.parameters
    return bootstrap_mean(
        table,
        value="score",
        by=by,
        **p.resampling,
    )


def _told(table: pl.DataFrame, column: str) -> list[str]:
    rows = table.drop_nulls("mean").head(12).iter_rows(named=True)
    return [
        f"{row[column]} {number(row['mean'])} ({interval(row['low'], row['high'], brackets=False)})"
        for row in rows
    ]


def _furthest_apart(means: pl.DataFrame, chapter: Chapter) -> pl.DataFrame:
    """Documents in order of publication; of many, the lowest and the highest means."""
    if means.height <= ARTICLES:
        return chapter.documents.select("document")
    ranked = means.drop_nulls("mean").sort("mean", "document").select("document")
    half = ARTICLES // 2
    return pl.concat([ranked.head(half), ranked.tail(half)]).unique(maintain_order=True)
