"""Estimates with intervals, and the evidence behind them."""

from typing import NamedTuple

import polars as pl

from helpers.findings.finding import Contrast, Evidence, Unit
from helpers.measures.joins import KEYS
from helpers.measures.resampling import (
    adjusted_difference,
    bootstrap_difference,
    bootstrap_mean,
    wilson_interval,
)
from helpers.study.parameters import Parameters

EVIDENCE = 6


class Estimate(NamedTuple):
    """A number with its interval, and how many rows it rests on; None where there is none.

    `resampled` says what the interval draws: blocks of neighbouring sentences, or documents where
    these are too short; None where nothing is drawn.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    resampled: Unit | None = None

    def times(self, factor: float) -> "Estimate":
        """Give the same estimate in another unit.

        Examples
        --------
        >>> Estimate(0.25, None, None, 4).times(100)
        Estimate(value=25.0, low=None, high=None, n=4, resampled=None)
        """
        ends = (self.value, self.low, self.high)
        value, low, high = (None if end is None else factor * end for end in ends)
        return self._replace(value=value, low=low, high=high)


NO_ESTIMATE = Estimate(None, None, None, 0)


def mean(table: pl.DataFrame, value: str, parameters: Parameters) -> Estimate:
    """Mean of a column over sentences."""
    row = bootstrap_mean(
        table,
        value=value,
        **parameters.resampling,
    ).row(0, named=True)
    return Estimate(row["mean"], row["low"], row["high"], row["n"], row["resampled"])


def balance(table: pl.DataFrame, value: str, parameters: Parameters) -> Estimate:
    """Mean of a column of -1 and 1 over sentences.

    Where all are alike, every draw would be, so that the interval is Wilson's.
    """
    estimate = mean(table, value, parameters)
    if estimate.value is None or abs(estimate.value) < 1:
        return estimate
    counts = pl.DataFrame({"hits": [estimate.n * (estimate.value > 0)], "n": [estimate.n]})
    ends = wilson_interval(counts, hits="hits", n="n", level=parameters.confidence)
    low, high = (2 * ends[name].item() - 1 for name in ("low", "high"))
    return estimate._replace(low=low, high=high, resampled=None)


def difference(
    table: pl.DataFrame, value: str, *, between: str, first: str, second: str, p: Parameters
) -> Estimate:
    """Difference of two groups' means, first minus second."""
    result = bootstrap_difference(
        table,
        value=value,
        between=between,
        first=first,
        second=second,
        **p.resampling,
    )
    if not result.height:
        return NO_ESTIMATE
    row = result.row(0, named=True)
    n = row["n_first"] + row["n_second"]
    return Estimate(row["difference"], row["low"], row["high"], n, row["resampled"])


def contrast(
    table: pl.DataFrame, value: str, *, between: str, first: str, second: str, p: Parameters
) -> tuple[Estimate, Contrast | None]:
    """Difference of two groups' means, and the same within articles; None where none holds both."""
    estimate = difference(table, value, between=between, first=first, second=second, p=p)
    if estimate.value is None:
        return estimate, None
    row = adjusted_difference(
        table, value=value, between=between, first=first, second=second, **p.resampling
    ).row(0, named=True)
    if row["difference"] is None:
        return estimate, None
    return estimate, Contrast(
        value=row["difference"],
        low=row["low"],
        high=row["high"],
        documents=row["documents"],
        opposite=row["opposite"],
    )


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
