"""Which candidate comes out first, chosen again in every resample or specification."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray


def choose(
    names: Sequence[str],
    values: ArrayLike,
    draws: NDArray[np.float64],
    *,
    place: int = 1,
    absolute: bool = False,
) -> pl.DataFrame:
    """Give each candidate's rank, and how often it is chosen when the choice is made again.

    "Most", "closest" and "next" are choices made by looking at the data; a test of the one chosen
    alone would forget the looking. So each row of `draws` chooses anew. Candidates that tie for the
    place (by no more than rounding) share it.

    Parameters
    ----------
    names
        The candidates.
    values
        Their values in the data; no number where a candidate has none.
    draws
        Their values in resamples or specifications: one row each, one column per candidate. Rows
        with fewer numbers than `place` choose nobody and do not count.
    place
        Which is chosen: 1 the largest, 2 the next.
    absolute
        Choose by size, whatever the sign.

    Returns
    -------
        candidate, value, chosen (share of the draws in which it comes out at this place), rank
        (equal values share the first of their ranks), tied (another candidate has the same value);
        by rank, then name. Without a value, or without draws, the rest is None.

    Examples
    --------
    >>> draws = np.array([[3.0, 1.0, 0.0], [1.0, 2.0, 0.0], [2.0, 2.0, 0.0], [4.0, 1.0, 0.0]])
    >>> choose(["war", "peace", "trade"], [3, 2, 2], draws).rows()
    [('war', 3.0, 0.625, 1, False), ('peace', 2.0, 0.375, 2, True), ('trade', 2.0, 0.0, 2, True)]
    """
    data = np.asarray(values, dtype=np.float64)
    if data.shape != (len(names),) or draws.ndim != 2 or draws.shape[1] != len(names):
        raise ValueError(
            f"{len(names)} candidates need as many values and columns of draws, not "
            f"{data.size} and {draws.shape[-1]}"
        )
    if place < 1:
        raise ValueError(f"place is {place}; it must be 1 or more")
    size = np.abs(data) if absolute else data
    sizes = np.abs(draws) if absolute else draws
    known = ~np.isnan(size)
    # A tie is one however its shares were computed: 1/3 - 1/4 and 1/12 differ by rounding.
    ties = _equal(size[:, None], size)
    ranks = 1 + ((size > size[:, None]) & ~ties).sum(axis=1)
    shares = _shares(sizes, place)
    table = pl.DataFrame(
        {
            "candidate": list(names),
            "value": data,
            "chosen": np.full(len(names), np.nan) if shares is None else shares,
            "rank": ranks,
            "tied": ties.sum(axis=1) > 1,
        },
        schema_overrides={"candidate": pl.String, "rank": pl.Int64},
    )
    missing = pl.Series(~known)
    return table.with_columns(
        pl.col("value", "chosen").fill_nan(None),
        *(
            pl.when(missing).then(None).otherwise(pl.col(name)).alias(name)
            for name in ("rank", "tied")
        ),
    ).sort("rank", "candidate", nulls_last=True)


def _shares(sizes: NDArray[np.float64], place: int) -> NDArray[np.float64] | None:
    usable = sizes[(~np.isnan(sizes)).sum(axis=1) >= place]
    if not len(usable):
        return None
    # Numbers that are none sort last, whichever way round.
    at_place = -np.sort(-usable, axis=1)[:, place - 1 : place]
    chosen = _equal(usable, at_place)
    shares: NDArray[np.float64] = (chosen / chosen.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


def _equal(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.isclose(one, other, rtol=1e-12, atol=1e-12)
