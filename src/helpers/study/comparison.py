"""Compare the words of groups: articles, outlets, voices, groups of speakers, periods."""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from helpers.measures.terms.forms import with_form
from helpers.measures.terms.keyness import keyness
from helpers.measures.terms.keywords import counts_by, group_counts, keywords, keywords_of_each
from helpers.measures.terms.tokens import add_up
from helpers.study.names import speaker_group
from helpers.study.selection import Selection, once

# What a group is called that belongs to a column.
NOUNS = {"document": "article", "group": "group of speakers"}
# The column of groups that a value of `compare` stands for, where it is another one.
COLUMNS = {"bloc": "group"}


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

    @property
    def noun(self) -> str:
        """What one of the groups is called."""
        return NOUNS.get(self.by, self.by)


def plan_comparison(
    selection: Selection,
    *,
    by: str | None = None,
    group: str | None = None,
    against: str | None = None,
) -> Comparison:
    """Decide what is compared.

    Parameters
    ----------
    selection
        The study.
    by, group, against
        As the parameters `compare`, `group` and `against`, whose values they have where they are
        left out; a group of other groups than the parameters' is left out with them.

    Returns
    -------
    Comparison
        With many articles, outlets are compared instead; of many groups, the largest. Two groups
        are compared once.
    """
    p = selection.parameters
    other = by is not None and by != p.compare
    group = ("" if other else p.group) if group is None else group
    against = ("" if other else p.against) if against is None else against
    by = p.compare if by is None else by
    by = COLUMNS.get(by, by)
    note = ""
    sizes = _sizes(selection, by)
    if by == "document" and len(sizes) > p.max_groups and not group:
        note = (
            f"{len(sizes):,} articles are too many to compare each with all others (at most "
            f"{p.max_groups}); outlets are compared instead."
        )
        by = "outlet"
        sizes = _sizes(selection, by)
    noun = NOUNS.get(by, by)
    for name in filter(None, (group, against)):
        if name not in sizes:
            names = ", ".join(sorted(sizes)) or "none"
            reason = f"No words belong to the {noun} “{name}” (known: {names})."
            return Comparison(by, [], reason=reason)
    if group and group == against:
        return Comparison(by, [], reason=f"The {noun} “{group}” cannot be compared with itself.")
    if len(sizes) < 2:
        reason = f"There are not two groups to compare by {noun} in this selection."
        return Comparison(by, [], note=note, reason=reason)
    if group:
        return Comparison(by, [group], against or None)
    groups = sorted(sizes, key=lambda name: (-sizes[name], name))[: p.max_groups]
    if len(groups) < len(sizes):
        note += (
            f" The {len(groups)} largest of {len(sizes)} groups by {noun} are each compared with "
            "all others."
        )
    if len(sizes) == 2:
        # Each would be the other's mirror image.
        return Comparison(by, [min(groups)], max(groups), note.strip())
    return Comparison(by, sorted(groups), note=note.strip())


def group_of(by: str) -> pl.Expr:
    """The group that a word belongs to; none for boilerplate, which no group of speakers says."""
    if by == "group":
        return pl.when(pl.col("voice").is_not_null()).then(speaker_group())
    return pl.col(by)


@once
def _counts(selection: Selection) -> Callable[[str], pl.DataFrame]:
    def count(by: str) -> pl.DataFrame:
        words = selection.words.with_columns(group=group_of(by))
        return group_counts(words, by="group", term="term")

    return cache(count)


def _sizes(selection: Selection, by: str) -> dict[str, int]:
    # Without counting terms, of which all articles together have nearly as many as words.
    table = add_up(
        selection.words.select("document", group=group_of(by)).drop_nulls("group"),
        lambda words: words.group_by("group").agg(size=pl.len().cast(pl.Int64)),
        by=["group"],
    )
    return {str(name): size for name, size in table.iter_rows()}


def compare_groups(
    selection: Selection,
    comparison: Comparison,
    *,
    counts: pl.DataFrame | None = None,
    minimum: int | None = None,
    stop_words: Collection[str] | None = None,
) -> pl.DataFrame:
    """Compare the words of groups.

    Parameters
    ----------
    selection
        The study.
    comparison
        What is compared, as `plan_comparison` says.
    counts, minimum, stop_words
        Other counts (see `group_counts`), minimum frequency and stop words than the study's.

    Returns
    -------
    DataFrame
        The column of the groups, then as `helpers.measures.terms.keyness.keyness`; no rows where
        nothing can be compared.
    """
    by, groups = comparison.by, comparison.groups
    options: dict[str, Any] = {
        "minimum": selection.parameters.min_frequency if minimum is None else minimum,
        "stopwords": selection.stop_words if stop_words is None else stop_words,
        "alpha": 1 - selection.parameters.confidence,
    }
    if not groups:
        return _nothing().select(pl.lit("", pl.String).alias(by), pl.all())
    counts = _counts(selection)(by) if counts is None else counts
    if len(groups) > 1:
        return keywords_of_each(counts, by=by, groups=groups, **options)
    (group,) = groups
    table = keywords(counts, target=group, reference=comparison.against, **options)
    return table.select(pl.lit(group).alias(by), pl.all())


def _nothing() -> pl.DataFrame:
    """A table of `keyness` without rows."""
    word = pl.DataFrame({"term": ["word"], "count": [1], "documents": [1]})
    return keyness(word, word).head(0)


def as_printed(selection: Selection) -> pl.LazyFrame:
    """Words in small letters, whatever the form: as a reference corpus counts them.

    Names that word lists leave out stay apart from the common words that they look like.
    """
    boilerplate = selection.parameters.boilerplate
    words = selection.count_words(form="surface", boilerplate=boilerplate)
    words = with_form(words.with_columns(name="term"))
    if not selection.speaker_names:
        return words
    return words.with_columns(term=pl.when("is_name").then("name").otherwise("term"))


@once
def against_reference(selection: Selection) -> pl.DataFrame:
    """Keyness of the whole selection against the analyst's reference corpus; no rows without one.

    Words are compared as they stand, whatever `form` is, and without regard to capitals, as the
    reference counts them.
    """
    counts = counts_by(as_printed(selection), term="term")
    if selection.reference is None or not counts.height:
        return _nothing()
    reference = with_form(selection.reference).group_by("term").agg(pl.col("count").sum())
    return keyness(
        counts,
        reference,
        minimum=selection.parameters.min_frequency,
        stopwords=selection.stop_words,
        alpha=1 - selection.parameters.confidence,
    ).filter(pl.col("target_count") > 0)
