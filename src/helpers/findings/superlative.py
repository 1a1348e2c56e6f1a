"""The most, the closest, the largest: choices among candidates, made again in every resample."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.findings.wording import listing, number
from helpers.measures.resampling import choose, choose_blocks, draw_groups, sum_blocks
from helpers.study.parameters import Parameters

# From totals, one row each, to the value of each candidate, one column each.
Scores = Callable[[pl.DataFrame], NDArray[np.float64]]
# The column that counts units; no candidate has such a name.
UNITS = "(units)"
LEAD = "(lead)"
# Names that a sentence gives before it counts the rest.
NAMES = 3
# Where several come out first.
TIE = "(tie)"


class Superlative(NamedTuple):
    """A candidate that comes out first, and how often it does in resamples.

    Attributes
    ----------
    candidate
        Its key.
    label
        What it is called.
    resamples
        Share of the resamples in which it comes out first; None where nothing can be resampled.
    """

    candidate: str
    label: str
    resamples: float | None

    @property
    def is_tie(self) -> bool:
        """Whether no single one comes out first."""
        return self.candidate == TIE


def choose_again(
    table: pl.DataFrame,
    columns: Sequence[str],
    *,
    candidates: Sequence[str],
    scores: Scores,
    lead: pl.Expr,
    over: str,
    parameters: Parameters,
    order: str = "sentence",
) -> pl.DataFrame:
    """Rank candidates, and choose the first anew in every resample of blocks of sentences.

    Parameters
    ----------
    table
        document, `order`, and numeric columns that are added up.
    columns, over
        The columns to add up, and the one among them that counts the units.
    lead
        What the first candidate is ahead by in a row: its runs say how long a block is.
    candidates, scores
        Names, and from totals of `columns` to a value for each.

    Returns
    -------
    DataFrame
        As `helpers.measures.resampling.choose`: candidate, value, chosen (missing where nothing can
        be drawn anew), rank, tied.
    """
    blocks = parameters.block or choose_blocks(
        table.with_columns(lead.cast(pl.Float64).alias(LEAD)),
        ratios={LEAD: (LEAD, over)},
        order=order,
    )
    sums = sum_blocks(table, list(columns), blocks=blocks, order=order)
    draws = np.zeros((0, len(columns)))
    for group in draw_groups(
        sums, list(columns), resamples=parameters.resamples, seed=parameters.seed
    ):
        # Of a single article that cannot be cut every draw is the article itself.
        draws = group.sums if group.freedom else draws
    values = scores(table.select(pl.col(columns).cast(pl.Float64).sum()))[0]
    return choose(candidates, values, scores(pl.DataFrame(draws, schema=list(columns))))


def superlative(ranking: pl.DataFrame, candidate: str, *, label: str) -> Superlative:
    """Name a candidate of what `choose_again` gives, with how often it comes out first.

    Where several come first alike, none of them does.
    """
    if ranking.filter((pl.col("rank") == 1) & pl.col("tied")).height:
        return Superlative(TIE, TIE, None)
    row = ranking.filter(candidate=candidate)
    return Superlative(candidate, label, row["chosen"].item() if row.height else None)


def first_of(candidates: Sequence[str], scores: NDArray[np.float64]) -> pl.Series:
    """Name the candidate with the highest score of each row; missing where no row has one.

    Examples
    --------
    >>> first_of(["a", "b"], np.array([[1.0, 2.0], [2.0, 2.0], [np.nan, np.nan]])).to_list()
    ['b', '(tie)', None]
    """
    best = np.nanmax(np.where(np.isnan(scores), -np.inf, scores), axis=1, keepdims=True)
    at_top = np.isclose(scores, best, rtol=1e-12, atol=1e-12)
    names = [
        None if not np.isfinite(top) else TIE if row.sum() > 1 else candidates[int(row.argmax())]
        for row, top in zip(at_top, best[:, 0], strict=True)
    ]
    return pl.Series("first", names, dtype=pl.String)


def leader(scores: Mapping[str, float]) -> str | None:
    """Name the one with the highest score, as `first_of` does.

    Examples
    --------
    >>> leader({"a": 1.0, "b": 2.0}), leader({"a": 2.0, "b": 2.0}), leader({})
    ('b', '(tie)', None)
    """
    if not scores:
        return None
    name: str | None = first_of(list(scores), np.array([[*scores.values()]], dtype=float)).item()
    return name


def at_rank(names: Sequence[str], values: Sequence[float], *, rank: int) -> list[str]:
    """Name those at a rank, in the order given: several where they tie.

    Examples
    --------
    >>> at_rank(["a", "b", "c", "d"], [9, 4, 4, 1], rank=2)
    ['b', 'c']
    """
    distinct = sorted(set(values), reverse=True)
    if rank > len(distinct):
        return []
    return [name for name, value in zip(names, values, strict=True) if value == distinct[rank - 1]]


def quote(names: Sequence[str]) -> str:
    """Join the first names in quotation marks, and count the rest.

    Examples
    --------
    >>> quote(["a", "b"])
    '“a” and “b”'
    >>> quote(["a", "b", "c", "d", "e"])
    '“a”, “b”, “c” and 2 more'
    """
    return shorten([f"“{name}”" for name in names])


def next_words(names: Sequence[str], amount: str) -> str:
    """Say who comes next, and with what: several where they tie.

    Examples
    --------
    >>> next_words(["a"], "13 %"), next_words(["a", "b"], "13 %")
    ('; next comes “a” with 13 %', '; next come “a” and “b” with 13 % each')
    """
    if len(names) == 1:
        return f"; next comes {quote(names)} with {amount}"
    return f"; next come {quote(names)} with {amount} each"


def shorten(names: Sequence[str]) -> str:
    """Join the first names, and count the rest."""
    more = [f"{number(len(names) - NAMES, 0)} more"] if len(names) > NAMES else []
    return listing([*names[:NAMES], *more])
