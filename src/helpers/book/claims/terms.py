"""Which words are frequent."""

import polars as pl

from helpers.book.chapter import Chapter
from helpers.book.claims import limits
from helpers.book.claims.estimate import (
    Estimate,
    evidence,
    finding,
    inapplicable,
    mean,
    one_by_one,
)
from helpers.book.findings import Finding
from helpers.book.wording import count, number
from helpers.measures.terms.frequency import frequency

CHAPTER = "terms"


def findings(chapter: Chapter) -> list[Finding]:
    """Findings of the chapter on words."""
    return [most_frequent(chapter)]


def ranked(chapter: Chapter) -> pl.DataFrame:
    """Content words by frequency (see `helpers.measures.terms.frequency.frequency`)."""
    return frequency(chapter.words, term="term", stopwords=chapter.stop_words)


def variants(chapter: Chapter) -> list[Chapter]:
    """The chapter with words counted in other defensible ways, or in parts of the corpus."""
    made = [chapter.vary(form=form) for form in ("surface", "stem")]
    made += [chapter.vary(boilerplate=True)]
    if len(chapter.parameters.voices) > 1:
        made += [chapter.vary(voices=[voice]) for voice in chapter.parameters.voices]
    made += one_by_one(chapter)
    return made


def most_frequent(chapter: Chapter) -> Finding:
    """The most frequent content word and its lead over the next."""
    title = "Which content word is the most frequent?"
    name = "terms-most-frequent"
    table = ranked(chapter)
    if table.height < 2:
        return inapplicable(
            name, CHAPTER, title=title, reason="Fewer than two content words occur here."
        )
    first, second = table.row(0, named=True), table.row(1, named=True)

    def leads(variant: Chapter) -> pl.DataFrame:
        return variant.words.group_by("document", "sentence", maintain_order=True).agg(
            lead=(pl.col("term") == first["term"]).sum().cast(pl.Float64)
            - (pl.col("term") == second["term"]).sum().cast(pl.Float64)
        )

    def mean_lead(variant: Chapter) -> float | None:
        value = leads(variant)["lead"].mean()
        return float(value) if isinstance(value, float) else None

    estimate: Estimate = mean(leads(chapter), "lead", chapter.parameters)
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"The most frequent content word is “{first['term']}”, "
        f"{number(first['rate'], 1)} times in a thousand words and in "
        f"{number(first['documents'], 0)} of {count(first['all_documents'], 'article')}; next "
        f"comes “{second['term']}” with {number(second['rate'], 1)}.",
        limits=limits.said(
            "The two words were chosen for being the most frequent, so the lead cannot come out "
            "negative here.",
            limits.of_articles(chapter),
        ),
        estimate=estimate,
        unit="occurrences per sentence, first word minus second",
        specifications=[mean_lead(variant) for variant in variants(chapter)],
        evidence=evidence(chapter.words.filter(pl.col("term") == first["term"])),
    )
