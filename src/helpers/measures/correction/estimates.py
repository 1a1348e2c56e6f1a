"""One estimate a group: what the measures of one and of several instruments write down."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from helpers.measures.correction.estimator import Interval, correct, parts_of, tuned_weights
from helpers.measures.correction.samples import Design, Group, groups_of, is_clustered, numbers_of

INTERVALS: dict[str, pl.DataType] = {
    name: pl.Float64()
    for name in ("coded_only", "coded_low", "coded_high", "corrected", "low", "high")
}
Row = tuple[float | None, ...]


@dataclass(frozen=True)
class Estimate:
    """What is known of one group; a part is None where it cannot be given."""

    key: tuple[object, ...]
    n: int
    coded_n: int
    measured: tuple[float | None, ...]
    alone: Interval | None
    corrected: Interval | None
    weights: tuple[float | None, ...]
    clustered: bool

    @property
    def intervals(self) -> Row:
        """The columns of `INTERVALS`."""
        return (*bounds(self.alone), *bounds(self.corrected))

    @property
    def width_ratio(self) -> float | None:
        """How wide the corrected interval is beside that of the coded sentences alone."""
        if self.alone is None or self.corrected is None or not self.alone.width:
            return None
        return self.corrected.width / self.alone.width


def bounds(one: Interval | None) -> Row:
    """Give an estimate and its bounds; where no bounds can be given, the estimate alone."""
    if one is None:
        return (None, None, None)
    return tuple(None if np.isnan(number) else number for number in one)


def estimates(
    table: pl.DataFrame,
    design: Design,
    keys: Sequence[str],
    *,
    level: float,
    bounded: tuple[float, float],
    fewest: int,
) -> list[Estimate]:
    """Estimate each group's mean; without keys the table is one group, even if it is empty."""
    numbers = numbers_of(table, design, list(keys), bounded)
    clustered = is_clustered(numbers)
    rows = [
        _estimate(group, clustered, level=level, bounded=bounded, fewest=fewest)
        for group in groups_of(numbers, list(keys))
    ]
    if not rows and not keys:
        none = (None,) * len(design.values)
        rows.append(Estimate((), 0, 0, none, None, None, none, clustered))
    return rows


def without_bounds(one: Interval) -> Interval:
    """Give the estimate alone."""
    return Interval(one.estimate, np.nan, np.nan)


def _estimate(
    group: Group, clustered: bool, *, level: float, bounded: tuple[float, float], fewest: int
) -> Estimate:
    coded_n = len(group.sample.coded)
    alone = corrected = None
    used: tuple[float | None, ...] = (None,) * len(group.measured)
    if coded_n:
        parts = parts_of(group.population, group.sample, bounded)
        # Tuned on sentences in any case: articles are too few.
        weights = tuned_weights(parts)
        if clustered:
            parts = parts.by_document()
        alone, corrected, weights = correct(parts, weights, level=level, bounded=bounded)
        if not parts.has_variance:
            alone, corrected = without_bounds(alone), None
        elif coded_n < fewest:
            corrected = None
        else:
            used = tuple(float(weight) for weight in weights)
    return Estimate(group.key, group.n, coded_n, group.measured, alone, corrected, used, clustered)
