"""Which candidate comes out first, chosen again in every resample or specification."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray


def choose(
    names: Sequence[str],
    values: ArrayLike,
    draws: NDArray[np.float64],
) -> pl.DataFrame:
    """Give each candidate's rank, and how often it is chosen when the choice is made again.

    "Most", "closest" and "next" are choices made by looking at the data; a test of the one chosen
    alone would forget the looking. So each row of `draws` chooses anew. Candidates that tie (by no
    more than rounding) share a choice.

    Parameters
    ----------
    names
        The candidates.
    values
        Their values in the data; no number where a candidate has none.
    draws
        Their values in resamples or specifications: one row each, one column per candidate. Rows
        without a number choose nobody.

    Returns
    -------
        candidate, value, chosen (share of the draws in which it comes out first), rank
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
    has_value = ~np.isnan(data)
    # A tie is one however its shares were computed: 1/3 - 1/4 and 1/12 differ by rounding.
    ties = _equal(data[:, None], data)
    ranks = 1 + ((data > data[:, None]) & ~ties).sum(axis=1)
    shares = _shares(draws)
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
    missing = pl.Series(~has_value)
    return table.with_columns(
        pl.col("value", "chosen").fill_nan(None),
        *(
            pl.when(missing).then(None).otherwise(pl.col(name)).alias(name)
            for name in ("rank", "tied")
        ),
    ).sort("rank", "candidate", nulls_last=True)


def _shares(draws: NDArray[np.float64]) -> NDArray[np.float64] | None:
    if not len(draws):
        return None
    usable = draws[~np.isnan(draws).all(axis=1)]
    chosen = _equal(usable, np.nanmax(usable, axis=1, keepdims=True))
    shares: NDArray[np.float64] = (chosen / chosen.sum(axis=1, keepdims=True)).sum(axis=0)
    return shares / len(draws)


def _equal(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.isclose(one, other, rtol=1e-12, atol=1e-12)
