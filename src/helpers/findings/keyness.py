"""Whether any word is key to one group of texts."""

from functools import lru_cache

import polars as pl

from helpers.findings import choices, limits
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.estimate import Estimate
from helpers.findings.specifications import (
    ARTICLES,
    EVERY,
    Choice,
    Options,
    evaluate,
    leave_out,
)
from helpers.findings.superlative import quote
from helpers.findings.wording import count, is_are, number
from helpers.measures.resampling import wilson_interval
from helpers.measures.terms.keyness import keyword_counts
from helpers.study.comparison import Comparison, compare_groups, group_of, plan_comparison
from helpers.study.selection import Selection
from helpers.study.words import as_written

CHAPTER = "words"


def findings(chapter: Selection) -> list[Claim]:
    """Findings on keywords."""
    return [key_words(chapter)]


def survivors(table: pl.DataFrame) -> pl.DataFrame:
    """The keywords that a correction for all tests leaves, the strongest first."""
    rows = table.filter(pl.col("conservative_log_ratio") != 0)
    return rows.sort(pl.col("conservative_log_ratio").abs(), descending=True, maintain_order=True)


def keywords_title(chapter: Selection, table: pl.DataFrame, *, noun: str) -> str:
    """Say how many words set a group apart once all tests are corrected for."""
    alpha = 1 - chapter.parameters.confidence
    words = table.filter(pl.col("p_holm") < alpha).sort("p_holm", "term")["term"]
    left = _names(chapter, words)
    if not table.height:
        least = count(chapter.parameters.min_frequency, "time")
        return f"There are no two groups with words to compare that are used at least {least}"
    if not left:
        return f"After correction, no word sets one {noun} apart from the others"
    words_set = f"{count(len(left), 'word')} still {'sets' if len(left) == 1 else 'set'}"
    return f"After correction, {words_set} one {noun} apart from the others: {quote(left)}"


@makes("terms-keywords", chapter=CHAPTER, reads=["words"])
def key_words(chapter: Selection) -> Answer:
    """Whether more words are key than chance has, and which are left after a correction."""
    plan = plan_comparison(chapter)
    noun = plan.noun
    title = f"Does each {noun} have words of its own?"
    alpha = 1 - chapter.parameters.confidence
    if plan.reason:
        return inapplicable(title=title, reason=plan.reason)
    table = compare_groups(chapter, plan)
    result = keyword_counts(table, alpha=alpha)
    if not result["uncorrected"]:
        reason = "Even without a correction, no word is more frequent in one of them by the test."
        return inapplicable(title=title, reason=reason)

    def surplus(counts: dict[str, int]) -> float | None:
        return counts["uncorrected"] / counts["tested"] - alpha if counts["tested"] else None

    words = choices.counts_by_choice(chapter, group_of(plan.by))
    lists = {name: chapter.vary(stop_words=name).stop_words for name in ("english", "none")}

    @lru_cache(maxsize=1)
    def counts_of(form: str, boilerplate: str, voices: str, articles: str) -> pl.DataFrame:
        table = words({"form": form, "boilerplate": boilerplate, "voices": voices})
        counts = leave_out(table, articles).drop_nulls("group").group_by("group", "term")
        # In how many articles a word stands is no matter of the tests.
        nothing = dict.fromkeys(("documents", "alone", "all_documents"), 0)
        return counts.agg(pl.col("count").sum()).with_columns(**nothing).sort("group", "term")

    def value(options: Options) -> float | None:
        counts = counts_of(*(options[name] for name in ("form", "boilerplate", "voices", ARTICLES)))
        remaining = counts["group"].unique().to_list()
        # The groups stay those of the finding, as far as there are words of theirs.
        groups = [name for name in plan.groups if name in remaining]
        if not groups or len(remaining) < 2 or (plan.against or remaining[0]) not in remaining:
            return None
        tests = compare_groups(
            chapter,
            plan._replace(groups=groups),
            counts=counts,
            minimum=int(options["minimum frequency"]),
            stop_words=lists[options["stop words"]],
        )
        return surplus(keyword_counts(tests, alpha=alpha))

    row = wilson_interval(
        pl.DataFrame({"hits": [result["uncorrected"]], "n": [result["tested"]]}),
        hits="hits",
        n="n",
        level=chapter.parameters.confidence,
    ).row(0, named=True)
    left = _left(chapter, table.filter(pl.col("p_holm") < alpha).sort("p_holm", "term")["term"])
    sure = _left(chapter, survivors(table)["term"])
    least = chapter.parameters.min_frequency
    return Answer(
        title=title,
        text=f"In {number(result['uncorrected'], 0)} of {count(result['tested'], 'comparison')}, "
        f"a word is more or less frequent in one {noun} than in the others by the usual test; "
        f"chance alone would give {_at_most(alpha * result['tested'])}. After a "
        f"correction for so many comparisons, {left}.",
        limits=limits.join_sentences(
            plan.note,
            f"By a stricter test, which asks how large the difference is at least, {sure}.",
            "The tests treat every word as independent of the others. Within an article words "
            "repeat, so that the tests find too many words rather than too few, and the interval "
            "is too narrow.",
        ),
        subjects=_subjects(plan),
        estimate=Estimate(
            surplus(result), row["low"] - alpha, row["high"] - alpha, result["tested"]
        ),
        unit="tests that call a word key, minus those that chance would have",
        specifications=evaluate(
            [
                choices.form(chapter),
                choices.boilerplate(chapter),
                choices.voices(chapter),
                choices.articles(chapter, "words"),
                choices.stop_words(chapter),
                Choice("minimum frequency", tuple(map(str, sorted({1, least, 10}))), str(least)),
            ],
            value,
            # Every test takes its time: voices and articles are varied one or the other.
            without=(pl.col(ARTICLES) != EVERY) & (pl.col("voices") != choices.voices(chapter).own),
            sentences=chapter.sentences.height,
        ),
    ).in_points()


def _at_most(expected: float) -> str:
    return "less than one" if expected < 1 else f"{number(expected, 0)} at most"


def _names(chapter: Selection, words: pl.Series) -> list[str]:
    written = as_written(chapter)
    return [written.get(word, word) for word in words.unique(maintain_order=True)]


def _left(chapter: Selection, words: pl.Series) -> str:
    """Say how many words are left, and name the first."""
    names = _names(chapter, words)
    if not names:
        return "no word is left"
    return f"{count(len(names), 'word')} {is_are(len(names))} left: {quote(names)}"


def _subjects(plan: Comparison) -> tuple[str, ...]:
    """What the words are compared by and, where one group alone is asked for, which with which."""
    if len(plan.groups) > 1:
        return (plan.by,)
    return (plan.by, *plan.groups, plan.against or "others")


def reference_title(chapter: Selection, table: pl.DataFrame) -> str:
    """Say how many words are key to the selection against the reference corpus, if there is one."""
    if not chapter.parameters.reference:
        return "No reference corpus is given (parameter “reference”: a table of token and count)"
    name = chapter.parameters.reference.replace("\\", "/").rpartition("/")[2]
    kept = survivors(table).height
    words = count(kept, "word")
    return f"{words} {'sets' if kept == 1 else 'set'} these texts apart from {name}"
