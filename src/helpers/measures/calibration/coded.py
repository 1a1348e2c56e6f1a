"""What all learners ask of coded sentences."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

# Tones in the order in which they win ties.
TONES = (0, -1, 1)
# Decimals that all processors share.
DECIMALS = 6


def put_in_order(coded: pl.DataFrame, *, label: str, weight: str | None = None) -> pl.DataFrame:
    """Leave out sentences without a label, sort the others, and give them a column ``__weight``.

    Weights have the mean 1, so that a penalty weighs the same whatever their unit.

    Raises
    ------
    ValueError
        If no sentence has a label, or a weight is missing or not above 0.

    Examples
    --------
    >>> coded = pl.DataFrame(
    ...     {"document": ["b", "a"], "sentence": [0, 1], "tone": [1, 0], "w": [30, 10]}
    ... )
    >>> put_in_order(coded, label="tone", weight="w").select("document", "__weight").rows()
    [('a', 0.5), ('b', 1.5)]
    """
    rows = coded.filter(pl.col(label).is_not_null()).sort("document", "sentence")
    if not rows.height:
        raise ValueError(f"{label}: no sentence is coded; there is nothing to learn from")
    numbers = pl.lit(1.0) if weight is None else pl.col(weight).cast(pl.Float64)
    rows = rows.with_columns(numbers.alias("__weight"))
    usable = (pl.col("__weight") > 0) & pl.col("__weight").is_finite()
    if not rows.select(usable.fill_null(value=False).all()).item():
        raise ValueError(f"{weight}: a weight is missing or not above 0; give every sentence one")
    return rows.with_columns(pl.col("__weight") / pl.col("__weight").mean())


def take_tones(rows: pl.DataFrame, *, label: str) -> NDArray[np.int64]:
    """Give a column of tones as numbers.

    Raises
    ------
    ValueError
        If one is none of -1, 0 and 1.

    Examples
    --------
    >>> take_tones(pl.DataFrame({"tone": [-1, 0]}), label="tone").tolist()
    [-1, 0]
    """
    values = rows[label].unique().sort().to_list()
    others = [value for value in values if value not in TONES]
    if others:
        raise ValueError(f"{label} holds {others[0]!r}; tones are -1, 0 and 1")
    return rows[label].cast(pl.Int64).to_numpy()
