"""Whether any word is key to one group of texts."""

from functools import lru_cache
from typing import Any, NamedTuple

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
from helpers.measures.terms.forms import with_form
from helpers.measures.terms.keyness import keyness, keyword_counts
from helpers.measures.terms.keywords import counts_by, keywords, keywords_of_each
from helpers.study.selection import Selection, once

CHAPTER = "keyness"


class Comparison(NamedTuple):
    """What is compared with what.

    Attributes
    ----------
    by
        Column of the words that holds the groups.
    groups
        The groups whose keywords are asked for; each against all others unless `against` is given.
    against
        The one group that they are compared with, or None.
    note
        Why this is not what the parameters say; empty where it is.
    reason
        Why nothing can be compared; empty where it can.
    """

    by: str
    groups: list[str]
    against: str | None = None
    note: str = ""
    reason: str = ""


def findings(chapter: Selection) -> list[Claim]:
    """Findings of the chapter on keywords."""
    return [key_words(chapter)]


def comparison(chapter: Selection) -> Comparison:
    """Decide what is compared, by the parameters and by what the selection holds."""
    parameters = chapter.parameters
    by, note = parameters.compare, ""
    sizes = _sizes(chapter, by)
    if by == "document" and len(sizes) > parameters.max_groups and not parameters.group:
        note = (
            f"{count(len(sizes), 'article')} are too many to compare each with all others "
            f"(at most {parameters.max_groups}); outlets are compared instead."
        )
        by = "outlet"
        sizes = _sizes(chapter, by)
    for name in filter(None, (parameters.group, parameters.against)):
        if name not in sizes:
            names = ", ".join(sorted(sizes)) or "none"
            return Comparison(by, [], reason=f"No words have the {by} “{name}” (known: {names}).")
    if len(sizes) < 2:
        what = f"there are no two groups by {_group_noun(by)} to compare in this selection."
        return Comparison(by, [], note=note, reason=f"Words cannot be key to a group: {what}")
    if parameters.group:
        return Comparison(by, [parameters.group], parameters.against or None)
    groups = sorted(sizes, key=lambda name: (-sizes[name], name))[: parameters.max_groups]
    if len(groups) < len(sizes):
        note += (
            f" The {len(groups)} largest of {len(sizes)} groups by {by} are each compared with "
            "all others."
        )
    if len(sizes) == 2:
        # Each would be the other's mirror image.
        return Comparison(by, [min(groups)], max(groups), note.strip())
    return Comparison(by, sorted(groups), note=note.strip())


def _sizes(chapter: Selection, by: str) -> dict[str, int]:
    table = chapter.words.drop_nulls(by).group_by(by).len()
    return {str(name): size for name, size in table.iter_rows()}


def compare(
    chapter: Selection,
    comparison: Comparison,
    *,
    words: pl.DataFrame | None = None,
    least: int | None = None,
    stop_words: frozenset[str] | None = None,
) -> pl.DataFrame:
    """Compare groups (see `keywords_of_each`); words without a group are left out.

    The chapter's own words, minimum frequency and stop words may be replaced by others.
    """
    options: dict[str, Any] = {
        "term": "term",
        "minimum": chapter.parameters.min_frequency if least is None else least,
        "stopwords": chapter.stop_words if stop_words is None else stop_words,
        "alpha": 1 - chapter.parameters.confidence,
    }
    words = (chapter.words if words is None else words).drop_nulls(comparison.by)
    if len(comparison.groups) > 1:
        return keywords_of_each(words, by=comparison.by, groups=comparison.groups, **options)
    (group,) = comparison.groups
    table = keywords(words, by=comparison.by, target=group, reference=comparison.against, **options)
    return table.select(pl.lit(group).alias(comparison.by), pl.all())


@once
def keyness_table(chapter: Selection) -> pl.DataFrame | None:
    """All tested words of all groups, the strongest first; None where nothing can be compared."""
    plan = comparison(chapter)
    return None if plan.reason else compare(chapter, plan)


def survivors(table: pl.DataFrame) -> pl.DataFrame:
    """The keywords that a correction for all tests leaves, the strongest first."""
    rows = table.filter(pl.col("conservative_log_ratio") != 0)
    return rows.sort(pl.col("conservative_log_ratio").abs(), descending=True, maintain_order=True)


def as_they_stand(chapter: Selection) -> pl.DataFrame:
    """Words in small letters, whatever the form: as a reference corpus counts them."""
    return with_form(chapter.tokens)


@once
def against_reference(chapter: Selection) -> pl.DataFrame | None:
    """Keyness of the whole selection against the analyst's reference corpus; None without one.

    Words are compared as they stand, whatever `form` is, and without regard to capitals, as the
    reference counts them.
    """
    if chapter.reference is None:
        return None
    reference = with_form(chapter.reference).group_by("term").agg(pl.col("count").sum())
    words = as_they_stand(chapter)
    if not words.height:
        return None
    return keyness(
        counts_by(words, term="term"),
        reference,
        minimum=chapter.parameters.min_frequency,
        stopwords=chapter.stop_words,
        alpha=1 - chapter.parameters.confidence,
    ).filter(pl.col("target_count") > 0)


def _group_noun(by: str) -> str:
    return "article" if by == "document" else by


@makes("terms-keywords", chapter=CHAPTER)
def key_words(chapter: Selection) -> Answer:
    """Whether more words are key than chance has, and which are left after a correction."""
    plan, table = comparison(chapter), keyness_table(chapter)
    by = _group_noun(plan.by)
    title = f"Are more words key to one {by} than chance would have?"
    alpha = 1 - chapter.parameters.confidence
    if table is None:
        return inapplicable(title=title, reason=plan.reason)
    result = keyword_counts(table, alpha=alpha)
    if not result["uncorrected"]:
        reason = "Not even an uncorrected test calls a word key."
        return inapplicable(title=title, reason=reason)

    def surplus(counts: dict[str, int]) -> float | None:
        return counts["uncorrected"] / counts["tested"] - alpha if counts["tested"] else None

    words = choices.words_by_choice(chapter)
    extra = frozenset(chapter.parameters.extra_stop_words)
    lists = {"english": extra | chapter.tables.stop_words, "none": extra}

    @lru_cache(maxsize=1)
    def remaining_words(form: str, boilerplate: str, voices: str, articles: str) -> pl.DataFrame:
        table = words({"form": form, "boilerplate": boilerplate, "voices": voices})
        return leave_out(table, articles).drop_nulls(plan.by)

    def value(options: Options) -> float | None:
        table = remaining_words(
            *(options[name] for name in ("form", "boilerplate", "voices", ARTICLES))
        )
        remaining = table[plan.by].unique().to_list()
        # The groups stay those of the finding, as far as there are words of theirs.
        groups = [name for name in plan.groups if name in remaining]
        if not groups or len(remaining) < 2 or (plan.against or remaining[0]) not in remaining:
            return None
        counts = compare(
            chapter,
            plan._replace(groups=groups),
            words=table,
            least=int(options["minimum frequency"]),
            stop_words=lists[options["stop words"]],
        )
        return surplus(keyword_counts(counts, alpha=alpha))

    row = wilson_interval(
        pl.DataFrame({"hits": [result["uncorrected"]], "n": [result["tested"]]}),
        hits="hits",
        n="n",
        level=chapter.parameters.confidence,
    ).row(0, named=True)
    left = _left(table.filter(pl.col("p_holm") < alpha).sort("p_holm", "term")["term"])
    sure = _left(survivors(table)["term"])
    least = chapter.parameters.min_frequency
    return Answer(
        title=title,
        text=f"Compared by {by}, {number(result['uncorrected'], 0)} of "
        f"{count(result['tested'], 'test')} "
        f"{'calls' if result['uncorrected'] == 1 else 'call'} a word key, where chance alone would "
        f"have {number(alpha * result['tested'], 0)}; after a correction for all of them (Holm), "
        f"{left}.",
        limits=limits.join_sentences(
            plan.note,
            f"By the conservative log ratio, which bounds the size of the difference, {sure}.",
            "The tests take words for independent of one another, which within one article they "
            "are not: they call too many words key rather than too few, and the interval is too "
            "narrow.",
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
                choices.articles(chapter),
                Choice("stop words", ("english", "none"), chapter.parameters.stop_words),
                Choice("minimum frequency", tuple(map(str, sorted({1, least, 10}))), str(least)),
            ],
            value,
            # Every test takes its time: voices and articles are varied one or the other.
            without=(pl.col(ARTICLES) != EVERY) & (pl.col("voices") != choices.voices(chapter).own),
            sentences=chapter.sentences.height,
        ),
    ).in_points()


def _left(keywords: pl.Series) -> str:
    """Say how many words are left, and name the first."""
    names = keywords.unique(maintain_order=True).to_list()
    if not names:
        return "none is left"
    return f"{count(len(names), 'word')} {is_are(len(names))} left: {quote(names)}"


def _subjects(plan: Comparison) -> tuple[str, ...]:
    """What the words are compared by and, where one group alone is asked for, which with which."""
    if len(plan.groups) > 1:
        return (plan.by,)
    return (plan.by, *plan.groups, plan.against or "others")
