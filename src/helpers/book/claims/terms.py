"""Which words are frequent, and whether any word is key to one group of texts."""

import polars as pl

from helpers.book.chapter import Chapter
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
from helpers.measures.resampling import wilson_interval
from helpers.measures.terms.forms import with_form
from helpers.measures.terms.frequency import frequency
from helpers.measures.terms.keyness import found
from helpers.measures.terms.keywords import keywords_of_each

CHAPTER = "terms"


def findings(chapter: Chapter) -> list[Finding]:
    """Findings of the chapter on words."""
    return [most_frequent(chapter), key_words(chapter)]


def counted(chapter: Chapter) -> pl.DataFrame:
    """Words in the chosen form (column `term`)."""
    return with_form(chapter.tokens, form=chapter.parameters.form)


def ranked(chapter: Chapter) -> pl.DataFrame:
    """Content words by frequency (see `helpers.measures.terms.frequency.frequency`)."""
    return frequency(counted(chapter), term="term", stopwords=chapter.stop_words)


def _variants(chapter: Chapter) -> list[Chapter]:
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

    def lead(variant: Chapter) -> Estimate:
        words = counted(variant)
        per_sentence = words.group_by("document", "sentence", maintain_order=True).agg(
            lead=(pl.col("term") == first["term"]).sum().cast(pl.Float64)
            - (pl.col("term") == second["term"]).sum().cast(pl.Float64)
        )
        return mean(per_sentence, "lead", variant.parameters)

    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"The most frequent content word is “{first['term']}”, "
        f"{number(first['rate'], 1)} times in a thousand words and in "
        f"{number(first['documents'], 0)} of {count(first['all_documents'], 'article')}; next "
        f"comes “{second['term']}” with {number(second['rate'], 1)}.",
        estimate=lead(chapter),
        unit="occurrences per sentence, first word minus second",
        specifications=[lead(variant).value for variant in _variants(chapter)],
        evidence=evidence(counted(chapter).filter(pl.col("term") == first["term"])),
    )


def key_words(chapter: Chapter) -> Finding:
    """How many of the words that a plain test calls key survive a correction."""
    by = chapter.parameters.compare
    title = f"How many keywords of each {by} survive a correction for the number of tests?"
    name = "terms-keywords"

    def survivors(variant: Chapter) -> dict[str, int] | None:
        words = counted(variant).drop_nulls(by)
        if words[by].n_unique() < 2:
            return None
        table = keywords_of_each(
            words,
            by=by,
            term="term",
            minimum=variant.parameters.min_frequency,
            stopwords=variant.stop_words,
            alpha=1 - variant.parameters.confidence,
        )
        return found(table, alpha=1 - variant.parameters.confidence)

    result = survivors(chapter)
    if result is None or not result["uncorrected"]:
        return inapplicable(
            name,
            CHAPTER,
            title=title,
            reason=f"No two groups by {by} can be compared here."
            if result is None
            else "Not even an uncorrected test calls a word key.",
        )

    def share(counts: dict[str, int] | None) -> float | None:
        return (
            counts["conservative"] / counts["uncorrected"]
            if counts and counts["uncorrected"]
            else None
        )

    row = wilson_interval(
        pl.DataFrame({"hits": [result["conservative"]], "n": [result["uncorrected"]]}),
        hits="hits",
        n="n",
        level=chapter.parameters.confidence,
    ).row(0, named=True)
    none = (
        "no keyword survives"
        if result["conservative"] == 0
        else (
            f"{count(result['conservative'], 'keyword')} "
            f"{'survives' if result['conservative'] == 1 else 'survive'}"
        )
    )
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"Compared by {by}, {count(result['uncorrected'], 'word')} of "
        f"{number(result['tested'], 0)} comparisons pass for key without correction; {none} a "
        f"correction for all of them.",
        estimate=Estimate(share(result), row["low"], row["high"], result["uncorrected"]),
        unit="share of the uncorrected keywords that survive",
        specifications=[
            share(survivors(variant))
            for variant in [
                chapter,
                *(chapter.vary(form=form) for form in ("surface", "stem")),
                *(chapter.vary(stop_words=words) for words in ("english", "none")),
                *(chapter.vary(min_frequency=least) for least in (1, 5, 10)),
            ]
        ],
    )
