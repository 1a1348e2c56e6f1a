"""Resampled sums of so many blocks that they are as good as normal."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# From so many blocks on, drawing each of them tells no more than the normal limit does.
MANY = 5_000
# Blocks are gathered into so many sums: the width of an interval is then right to about 2 %, as
# near as 2,000 resamples can tell it.
GATHERED = 2_048
# The most normal numbers held at once.
_CELLS = 1_000_000


class Units(NamedTuple):
    """What is drawn, unit by unit: its stratum, and how many units that has and lends."""

    stratum: NDArray[np.int64]
    size: NDArray[np.float64]
    drawn: NDArray[np.float64]


def number_units(sizes: Sequence[int], drawn: Sequence[float]) -> Units:
    """Number the units of strata that follow one another.

    Examples
    --------
    >>> number_units([2, 1], [1.0, 0.0]).stratum.tolist()
    [0, 0, 1]
    """
    stratum = np.repeat(np.arange(len(sizes)), sizes)
    return Units(stratum, np.array(sizes, dtype=float)[stratum], np.array(drawn)[stratum])


def draw_many(
    places: NDArray[np.int64],
    sums: NDArray[np.float64],
    units: Units,
    *,
    resamples: int,
    seed: int,
) -> NDArray[np.float64]:
    """Give the sums of a group's rows over each resample, one row per resample.

    Drawing m of a stratum's k units with weight k / m gives a sum the covariance k / m times that
    of the units' products around their mean. Draws are normal with the sum of these over the
    strata. The units are gathered with random signs into a few sums (Charikar, Chen and
    Farach-Colton 2002), which keeps the covariance; groups of one table share signs and draws, so
    that they vary together as they do when blocks are drawn.

    Parameters
    ----------
    places
        Number of each row's unit.
    sums
        What is summed, one row per row of the group.
    """
    stream = np.random.default_rng([seed, len(units.stratum)])
    target = stream.integers(0, GATHERED, len(units.stratum))
    sign = stream.choice([-1.0, 1.0], len(units.stratum))
    held = np.flatnonzero(np.isin(units.stratum, np.unique(units.stratum[places])))
    of_held = np.searchsorted(held, places)
    _, stratum = np.unique(units.stratum[held], return_inverse=True)
    size, drawn = units.size[held], units.drawn[held]
    # What is alone in its stratum always counts once.
    weight = np.where(size > 1, np.sqrt(size / np.maximum(drawn, 1)), 0.0) * sign[held]
    gathered = np.empty((GATHERED, sums.shape[1]))
    for column in range(sums.shape[1]):
        values = np.bincount(of_held, sums[:, column], minlength=len(held))
        around = values - np.bincount(stratum, values)[stratum] / size
        gathered[:, column] = np.bincount(target[held], around * weight, minlength=GATHERED)
    result = np.tile(sums.sum(axis=0), (resamples, 1))
    step = max(1, _CELLS // GATHERED)
    for start in range(0, resamples, step):
        some = result[start : start + step]
        some += stream.standard_normal((len(some), GATHERED)) @ gathered
    return result
