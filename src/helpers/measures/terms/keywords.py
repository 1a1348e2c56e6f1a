"""Keyness of groups of tokens: one against another, one against the rest, each against the rest."""

from collections.abc import Collection
from typing import Any

import polars as pl

from helpers.measures.terms.keyness import STRONGEST, Correction, keyness, with_statistics
from helpers.measures.terms.ngrams import without_stopwords


def counts_by(tokens: pl.DataFrame, by: str | None = None, *, term: str = "token") -> pl.DataFrame:
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
    groups = [by] if by else []
    rows = tokens.drop_nulls(groups) if groups else tokens
    return (
        rows.group_by(*groups, pl.col(term).alias("term"))
        .agg(
            count=pl.len().cast(pl.Int64),
            documents=pl.col("document").n_unique().cast(pl.Int64),
        )
        .sort(*groups, "term")
    )


def keywords(
    tokens: pl.DataFrame,
    *,
    by: str,
    target: Any,
    reference: Any = None,
    term: str = "token",
    **options: Any,
) -> pl.DataFrame:
    """Compare one group of tokens with another one, or with all others.

    Parameters
    ----------
    by
        The column that holds the groups: document, outlet, voice, period, bloc. Tokens without a
        value in it belong to no group.
    target, reference
        Values of that column, or lists of values; no `reference` means all other values.
    options
        As for `keyness`, whose result this is.

    Raises
    ------
    ValueError
        If a group has no tokens, or a value is in both.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> keywords(tokens, by="document", target="a").select("term", "target_count").rows()
    [('nato', 1), ('east', 1)]
    """
    values = tokens[by].drop_nulls().unique().sort().to_list()
    ours = target if isinstance(target, list) else [target]
    theirs = reference if isinstance(reference, list) else [reference]
    if reference is None:
        theirs = [value for value in values if value not in ours]
    if overlap := [value for value in ours if value in theirs]:
        raise ValueError(f"{by}: {overlap} stands on both sides of the comparison")
    for side in (ours, theirs):
        if not any(value in values for value in side):
            raise ValueError(f"{by}: no tokens have {side}; the values are {values}")
    target_counts, reference_counts = (
        counts_by(tokens.filter(pl.col(by).is_in(side)), term=term) for side in (ours, theirs)
    )
    return keyness(target_counts, reference_counts, **options)


def keywords_of_each(
    tokens: pl.DataFrame,
    *,
    by: str,
    groups: Collection[Any] | None = None,
    term: str = "token",
    minimum: int = 1,
    stopwords: Collection[str] = (),
    cells: int = 4,
    alpha: float = 0.05,
    correction: Correction = "holm",
) -> pl.DataFrame:
    """Compare every group with all others, corrected for all of these comparisons together.

    With two groups `keywords` says the same with half as many tests. Options are those of
    `keywords` and `keyness`.

    Parameters
    ----------
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
    >>> keywords_of_each(tokens, by="document").select("document", "term", "tests").rows()
    [('a', 'nato', 4), ('a', 'east', 4), ('b', 'nato', 4), ('b', 'east', 4)]
    """
    rows = _each(tokens.select("document", group=by, term=term).drop_nulls("group"))
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
    >>> table = keywords_of_each(tokens, by="document")
    >>> strongest(table, by="document", n=1).select("document", "term").rows()
    [('a', 'east'), ('b', 'nato')]
    """
    return (
        table.filter(pl.col("target_count") > pl.col("expected"))
        .sort(by, "g2", "term", descending=[False, True, False])
        .group_by(by, maintain_order=True)
        .head(n)
    )


def _each(tokens: pl.DataFrame) -> pl.DataFrame:
    """Count every term in every group and in all the others."""
    length = pl.len().cast(pl.Int64)
    cells = tokens.group_by("group", "term", "document").agg(n=length)
    # A document may lie in several groups, as with voices: its term then stands in the others too.
    alone = pl.len().over("term", "document") == 1
    counts = (
        cells.with_columns(alone=alone)
        .group_by("group", "term")
        .agg(
            target_count=pl.col("n").sum(),
            target_documents=length,
            alone=pl.col("alone").sum().cast(pl.Int64),
        )
    )
    sizes = tokens.group_by("group").agg(target_size=length)
    terms = cells.group_by("term").agg(
        count=pl.col("n").sum(), documents=pl.col("document").n_unique().cast(pl.Int64)
    )
    own = pl.col("target_count", "target_documents", "alone")
    return (
        sizes.join(terms, how="cross")
        .join(counts, on=["group", "term"], how="left")
        .with_columns(own.fill_null(0))
        .select(
            "group",
            "term",
            "target_count",
            reference_count=pl.col("count") - pl.col("target_count"),
            target_documents="target_documents",
            reference_documents=pl.col("documents") - pl.col("alone"),
            target_size="target_size",
            reference_size=pl.lit(tokens.height) - pl.col("target_size"),
        )
    )
