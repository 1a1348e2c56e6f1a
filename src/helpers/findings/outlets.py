"""Whether outlets differ in tone."""

import polars as pl

from helpers.findings import choices, limits
from helpers.findings.claim import Answer, inapplicable, makes
from helpers.findings.correction import corrected_contrast
from helpers.findings.estimate import difference, evidence
from helpers.findings.instruments import (
    READING,
    TONE,
    UNKNOWN,
    difference_of_means,
    tone_specifications,
)
from helpers.findings.wording import by_tone, is_are, number, numbers_apart
from helpers.study.corrected import tone_quantity
from helpers.study.instruments import scale_of
from helpers.study.selection import Selection
from helpers.study.tones import unit_scores

CHAPTER = "tone"


@makes("sentiment-by-outlet", chapter=CHAPTER, reads=["tone"])
def tone_by_outlet(chapter: Selection) -> Answer:
    """Which of the two outlets with the most sentences is worded more negatively."""
    title = "Do the two outlets with the most sentences differ in tone?"
    table = unit_scores(chapter).drop_nulls("outlet")
    sizes = largest(table.drop_nulls("score"))
    if sizes.height < 2:
        return inapplicable(title=title, reason=_reason(chapter))
    first, second = _in_order(chapter, sizes["outlet"].to_list()[:2])
    lexicon = chapter.parameters.lexicon
    estimate = difference(
        table, "score", between="outlet", first=first, second=second, p=chapter.parameters
    )
    means = dict(table.group_by("outlet").agg(pl.col("score").mean()).iter_rows())
    words = by_tone(estimate.value, means[first], means[second])
    theirs, others = numbers_apart(means[first], means[second])
    articles = dict(sizes.select("outlet", "articles").iter_rows())
    return Answer(
        title=title,
        text=f"{_of_outlet(first, articles[first])} {is_are(articles[first])} worded {words} "
        f"{_of_outlet(second, articles[second], start=False)}: the mean tones are {theirs} and "
        f"{others}.",
        limits=limits.join_sentences(
            "This compares these articles, not their outlets.", limits.of_tone(chapter)
        ),
        corrected=corrected_contrast(
            chapter, tone_quantity(chapter), field="outlet", first=first, second=second
        ),
        subjects=(first, second),
        operands=(means[first], means[second]),
        estimate=estimate,
        unit=f"{TONE}: first outlet minus second, {scale_of(lexicon)}",
        specifications=tone_specifications(
            chapter,
            {"first": _of(table, first), "second": _of(table, second)},
            difference_of_means,
            more=[choices.boilerplate(chapter), choices.voices(chapter), READING, UNKNOWN],
        ),
        evidence=evidence(
            table.filter(pl.col("outlet") == first), order="score", descending=means[first] > 0
        ),
    )


def _of_outlet(outlet: str, articles: int, *, start: bool = True) -> str:
    """Name the articles of an outlet, at the start of a sentence or within it."""
    words = (
        f"the {outlet} article" if articles == 1 else f"the {number(articles, 0)} {outlet} articles"
    )
    return words[0].upper() + words[1:] if start else words


def largest(table: pl.DataFrame) -> pl.DataFrame:
    """Outlets by their number of units, the largest first.

    Equals stand by their first article, so that another name changes nothing.

    Returns
    -------
    DataFrame
        outlet, units, articles.
    """
    return (
        table.group_by("outlet")
        .agg(
            units=pl.len(),
            articles=pl.col("document").n_unique(),
            first=pl.col("document").min(),
        )
        .sort("units", "first", descending=[True, False])
        .drop("first")
    )


def _in_order(chapter: Selection, outlets: list[str]) -> list[str]:
    """Two outlets in the order of their first articles in the whole corpus.

    Neither their names, nor the selection, nor how much of each it holds turn a difference round.
    """
    documents = chapter.tables.documents.filter(pl.col("outlet").is_in(outlets))
    return (
        documents.group_by("outlet")
        .agg(pl.col("document").min())
        .sort("document")["outlet"]
        .to_list()
    )


def _of(table: pl.DataFrame, outlet: str) -> pl.Expr:
    """Whether a row is of an article of the outlet."""
    own = table.filter(pl.col("outlet") == outlet)["document"].unique().to_list()
    return pl.col("document").is_in(own)


def _reason(chapter: Selection) -> str:
    outlets = chapter.documents["outlet"].drop_nulls().unique().to_list()
    if not outlets:
        return "No article names its outlet."
    if len(outlets) == 1:
        return f"All articles that name their outlet are from one, {outlets[0]}."
    return "Fewer than two outlets have a sentence in which the tool knows a word."
