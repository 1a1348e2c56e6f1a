"""Estimates with intervals, and the evidence behind them."""

from typing import NamedTuple

import polars as pl

from helpers.findings.finding import Evidence
from helpers.measures.joins import KEYS
from helpers.measures.resampling import bootstrap_difference, bootstrap_mean
from helpers.study.parameters import Parameters

EVIDENCE = 6


class Estimate(NamedTuple):
    """A number with its interval, and how many rows it rests on; None where there is none."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    def times(self, factor: float) -> "Estimate":
        """Give the same estimate in another unit.

        Examples
        --------
        >>> Estimate(0.25, None, None, 4).times(100)
        Estimate(value=25.0, low=None, high=None, n=4)
        """
        ends = (self.value, self.low, self.high)
        value, low, high = (None if end is None else factor * end for end in ends)
        return Estimate(value, low, high, self.n)


def mean(table: pl.DataFrame, value: str, parameters: Parameters) -> Estimate:
    """Mean of a column over sentences, resampled within documents."""
    row = bootstrap_mean(
        table,
        value=value,
        **parameters.resampling,
    ).row(0, named=True)
    return Estimate(row["mean"], row["low"], row["high"], row["n"])


def difference(
    table: pl.DataFrame, value: str, *, between: str, first: str, second: str, p: Parameters
) -> Estimate:
    """Difference of two groups' means, first minus second, resampled within documents."""
    result = bootstrap_difference(
        table,
        value=value,
        between=between,
        first=first,
        second=second,
        **p.resampling,
    )
    if not result.height:
        return Estimate(None, None, None, 0)
    row = result.row(0, named=True)
    return Estimate(row["difference"], row["low"], row["high"], row["n_first"] + row["n_second"])


def evidence(
    table: pl.DataFrame, *, order: str | None = None, descending: bool = False
) -> tuple[Evidence, ...]:
    """The first sentences of each document in turn, or those with the most extreme values."""
    if order:
        table = table.drop_nulls(order).sort(order, *KEYS, descending=[descending, False, False])
    rows = table.select(KEYS).unique(maintain_order=True)
    if not order:
        turn = pl.int_range(pl.len()).over("document")
        rows = rows.sort(turn, maintain_order=True)
    rows = rows.head(EVIDENCE)
    return tuple(Evidence(**row) for row in rows.iter_rows(named=True))
