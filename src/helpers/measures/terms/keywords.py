"""Keyness of groups of tokens: one against another, one against the rest, each against the rest."""

from typing import Any

import polars as pl

from helpers.measures.terms.contingency import holm
from helpers.measures.terms.keyness import Correction, keyness


def counts_by(tokens: pl.DataFrame, by: str | None = None, *, term: str = "token") -> pl.DataFrame:
    """Count the terms of each group, as `keyness` takes them.

    Returns
    -------
    pl.DataFrame
        The column `by` if given (tokens with a null in it are left out), term, count, documents.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> counts_by(tokens).rows()
    [('east', 1, 1), ('nato', 2, 2)]
    """
    groups = [by] if by else []
    grouped = tokens.drop_nulls(groups) if groups else tokens
    return (
        grouped.group_by(*groups, pl.col(term).alias("term"))
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
    tokens
        document, the columns named by `term` and `by`.
    by
        The column that holds the groups: document, outlet, voice, period, bloc. Tokens with a null
        in it belong to no group.
    target, reference
        Values of that column, or lists of values; no `reference` means all other values.
    options
        As for `keyness`.

    Returns
    -------
    pl.DataFrame
        As `keyness` returns it.

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
    if shared := [value for value in ours if value in theirs]:
        raise ValueError(f"{by}: {shared} stands on both sides of the comparison")
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
    term: str = "token",
    correction: Correction = "holm",
    alpha: float = 0.05,
    **options: Any,
) -> pl.DataFrame:
    """Compare every group with all others, corrected for all of these comparisons together.

    With two groups `keywords` says the same with half as many tests.

    Returns
    -------
    pl.DataFrame
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
    values = tokens[by].drop_nulls().unique().sort().to_list()
    if len(values) < 2:
        raise ValueError(f"{by}: groups are compared, and there is only {values}")
    # Every comparison tests the same terms: those of the groups together.
    first = keywords(tokens, by=by, target=values[0], term=term, alpha=alpha, **options)
    family = len(values) * first.height
    tables = [
        keywords(
            tokens, by=by, target=value, term=term, alpha=alpha, family=family, **options
        ).with_columns(pl.lit(value).cast(tokens.schema[by]).alias(by))
        for value in values
    ]
    table = pl.concat(tables)
    return (
        table.with_columns(p_holm=holm(table["p"]))
        .with_columns(significant=pl.col(f"p_{correction}") < alpha)
        .select(by, pl.exclude(by))
    )
