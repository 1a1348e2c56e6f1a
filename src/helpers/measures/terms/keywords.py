"""Keyness of groups of tokens: one against another, one against the rest, each against the rest."""

from collections.abc import Collection
from typing import Any

import polars as pl

from helpers.measures.terms.keyness import STRONGEST, Correction, keyness, with_statistics
from helpers.measures.terms.ngrams import without_stopwords
from helpers.measures.terms.tokens import Tokens, add_up, count_documents

_LENGTH = pl.len().cast(pl.Int64)
_CELL = ["group", "term"]


def counts_by(tokens: Tokens, by: str | None = None, *, term: str = "token") -> pl.DataFrame:
    """Count the terms of each group, as `keyness` takes them.

    Returns
    -------
        The column `by` if given (tokens without a value in it are left out), term, count,
        documents.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> counts_by(tokens).rows()
    [('east', 1, 1), ('nato', 2, 2)]
    """
    rows = tokens.select("document", group=pl.col(by) if by else pl.lit(""), term=term)
    counts = add_up(rows.drop_nulls("group"), _count_terms, by=_CELL).sort(_CELL)
    return counts.rename({"group": by}) if by else counts.drop("group")


def group_counts(tokens: Tokens, *, by: str, term: str = "token") -> pl.DataFrame:
    """Count the terms of each group, as `keywords` and `keywords_of_each` take them.

    Parameters
    ----------
    by
        The column that holds the groups: document, outlet, voice, period, bloc. Tokens without a
        value in it belong to no group.

    Returns
    -------
        group, term, count, documents (of the group that have the term), alone (those of them where
        no other group has it: with voices a document lies in several groups), all_documents (of any
        group that have it); sorted.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"document": list("aab"), "voice": list("xyy"), "token": ["nato", "nato", "nato"]}
    ... )
    >>> group_counts(tokens, by="voice").rows()
    [('x', 'nato', 1, 1, 0, 2), ('y', 'nato', 2, 2, 1, 2)]
    """
    rows = tokens.select("document", group=by, term=term).drop_nulls("group")
    counts = add_up(rows, _count_terms_apart, by=_CELL)
    every = counts.group_by("term").agg(all_documents=pl.col("first").sum())
    return (
        counts.join(every, on="term")
        .select(*_CELL, "count", "documents", "alone", "all_documents")
        .sort(_CELL)
    )


def _count_terms(words: pl.DataFrame) -> pl.DataFrame:
    """Count the terms of each group, and the documents that have them."""
    return words.group_by(_CELL).agg(count=_LENGTH, documents=count_documents())


def _count_terms_apart(words: pl.DataFrame) -> pl.DataFrame:
    """Count the same, and of the documents those without the term in another group.

    `first` counts each document in one group alone.
    """
    groups = words.select("document", "group").unique()
    if groups.height == groups["document"].n_unique():
        # A document that lies in one group has all its terms there.
        return _count_terms(words).with_columns(
            alone=pl.col("documents"), first=pl.col("documents")
        )
    cells = words.group_by(*_CELL, "document").agg(n=_LENGTH)
    place = ["term", "document"]
    return (
        cells.with_columns(
            alone=pl.len().over(place) == 1, first=pl.int_range(pl.len()).over(place) == 0
        )
        .group_by(_CELL)
        .agg(
            count=pl.col("n").sum(),
            documents=_LENGTH,
            alone=pl.col("alone").sum().cast(pl.Int64),
            first=pl.col("first").sum().cast(pl.Int64),
        )
    )


def keywords(
    counts: pl.DataFrame, *, target: Any, reference: Any = None, **options: Any
) -> pl.DataFrame:
    """Compare one group with another one, or with all others.

    Parameters
    ----------
    counts
        As `group_counts` gives them.
    target, reference
        Groups; no `reference` means all others.
    options
        As for `keyness`, whose result this is.

    Raises
    ------
    ValueError
        If a group has no tokens, or a group is compared with itself.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> counts = group_counts(tokens, by="document")
    >>> keywords(counts, target="a").select("term", "target_count").rows()
    [('nato', 1), ('east', 1)]
    """
    groups = counts["group"].unique().sort().to_list()
    if target == reference:
        raise ValueError(f"{target!r} stands on both sides of the comparison")
    for side in (target, *([] if reference is None else [reference])):
        if side not in groups:
            raise ValueError(f"no tokens have {side!r}; the groups are {groups}")
    ours = counts.filter(pl.col("group") == target)
    if reference is not None:
        theirs = counts.filter(pl.col("group") == reference)
    else:
        if len(groups) < 2:
            raise ValueError(f"groups are compared, and there is only {groups}")
        others = counts.filter(pl.col("group") != target).group_by("term")
        own = ours.select("term", own="alone")
        theirs = (
            others.agg(pl.col("count").sum(), pl.col("all_documents").first())
            .join(own, on="term", how="left")
            .with_columns(documents=pl.col("all_documents") - pl.col("own").fill_null(0))
        )
    target_counts, reference_counts = (
        side.select("term", "count", "documents") for side in (ours, theirs)
    )
    return keyness(target_counts, reference_counts, **options)


def keywords_of_each(
    counts: pl.DataFrame,
    *,
    by: str = "group",
    groups: Collection[Any] | None = None,
    minimum: int = 1,
    stopwords: Collection[str] = (),
    cells: int = 4,
    alpha: float = 0.05,
    correction: Correction = "holm",
) -> pl.DataFrame:
    """Compare every group with all others, corrected for all of these comparisons together.

    With two groups `keywords` says the same with half as many tests. Options are those of
    `keyness`.

    Parameters
    ----------
    counts
        As `group_counts` gives them.
    by
        What the column of the groups is called in the result.
    groups
        Groups to compare; all when left out. The others still count among "all others".

    Returns
    -------
        The column `by`, then those of `keyness`; groups in order, in each the strongest first.

    Raises
    ------
    ValueError
        With fewer than two groups.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> table = keywords_of_each(group_counts(tokens, by="document"))
    >>> table.select("group", "term", "tests").rows()
    [('a', 'nato', 4), ('a', 'east', 4), ('b', 'nato', 4), ('b', 'east', 4)]
    """
    rows = _each(counts)
    if rows["group"].n_unique() < 2:
        values = rows["group"].unique().to_list()
        raise ValueError(f"{by}: groups are compared, and there is only {values}")
    both = pl.col("target_count") + pl.col("reference_count")
    candidates = without_stopwords(rows.filter(both >= minimum), stopwords)
    if groups is not None:
        candidates = candidates.filter(pl.col("group").is_in(list(groups)))
    return (
        with_statistics(
            candidates.drop("target_size", "reference_size"),
            candidates["target_size"],
            candidates["reference_size"],
            cells=cells,
            alpha=alpha,
            correction=correction,
            tests=max(candidates.height, 1),
        )
        .sort("group", *STRONGEST, descending=[False, True, True, False])
        .select(pl.col("group").alias(by), pl.exclude("group"))
    )


def strongest(table: pl.DataFrame, *, by: str, n: int = 3) -> pl.DataFrame:
    """Choose the words of each group that it has most clearly more often than the others.

    Parameters
    ----------
    table
        As `keywords_of_each` gives it.
    by
        The column of the groups.
    n
        Words a group.

    Returns
    -------
        The same columns; of the words that a group has more often than expected those with the
        highest g2, groups in their order.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> table = keywords_of_each(group_counts(tokens, by="document"), by="document")
    >>> strongest(table, by="document", n=1).select("document", "term").rows()
    [('a', 'east'), ('b', 'nato')]
    """
    return (
        table.filter(pl.col("target_count") > pl.col("expected"))
        .sort(by, "g2", "term", descending=[False, True, False])
        .group_by(by, maintain_order=True)
        .head(n)
    )


def _each(counts: pl.DataFrame) -> pl.DataFrame:
    """Set the count of every term in every group beside that in all the others."""
    sizes = counts.group_by("group").agg(target_size=pl.col("count").sum())
    terms = counts.group_by("term").agg(
        total=pl.col("count").sum(), every=pl.col("all_documents").first()
    )
    own = counts.select(
        "group", "term", "alone", target_count="count", target_documents="documents"
    )
    return (
        sizes.join(terms, how="cross")
        .join(own, on=["group", "term"], how="left")
        .with_columns(pl.col("target_count", "target_documents", "alone").fill_null(0))
        .select(
            "group",
            "term",
            "target_count",
            reference_count=pl.col("total") - pl.col("target_count"),
            target_documents="target_documents",
            reference_documents=pl.col("every") - pl.col("alone"),
            target_size="target_size",
            reference_size=pl.lit(counts["count"].sum()) - pl.col("target_size"),
        )
    )
