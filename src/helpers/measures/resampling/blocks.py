"""Cut documents into blocks of neighbouring sentences, and sum columns within each block."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

# A correlation estimated from shorter documents says more about their length than their runs.
SHORTEST = 8
# Nearer to 1 no block of a document is long enough.
STRONGEST = 0.95
# Of correlated sentences a document holds at least so many blocks.
FEWEST = 3
# More blocks than these make an interval slower, not better.
MOST = 100_000


class Blocks(NamedTuple):
    """How documents are cut and what the cut still misses.

    Attributes
    ----------
    length
        Neighbouring sentences in a block.
    correlation
        Lag-1 correlation of sentences, for which draws are corrected (`sum_blocks`); 0 corrects
        nothing; 1 stands for "cannot be measured", so that documents are drawn whole.
    """

    length: int
    correlation: float = 0.0


def choose_blocks(
    table: pl.DataFrame,
    *,
    ratios: Mapping[str, tuple[str, str]],
    by: str | Sequence[str] = (),
    within: str = "document",
    order: str | None = "sentence",
) -> Blocks:
    """Choose the length of blocks from the lag-1 correlation of a table's sentences.

    The length is Carlstein's (1986) for a first-order autoregression, (2r / (1 - r²))^(2/3) n^(1/3)
    with n the number of sentences of the document that the middle sentence stands in, at most a
    third of n; longer where a corpus would fall into more than 100,000 blocks.

    The correlation r is that of each sentence's part in the ratios (numerator minus ratio times
    denominator) around its document's mean, put together over documents of 8 sentences and more,
    and freed from its bias in short series, r' = (n r + 1) / (n - 3) with their mean n (Marriott
    and Pope 1954); it is held between 0 and .95. Where all documents are shorter it is 1.

    Parameters
    ----------
    table
        `by`, `within`, `order` and the ratios' columns; several rows may have the same place.
    ratios
        Name to numerator and denominator; each counts alike.

    Examples
    --------
    >>> runs = pl.DataFrame(
    ...     {"document": "a", "sentence": range(60), "hit": ([1] * 10 + [0] * 10) * 3, "unit": 1}
    ... )
    >>> rule = choose_blocks(runs, ratios={"share": ("hit", "unit")})
    >>> rule.length, round(rule.correlation, 2)
    (17, 0.89)
    """
    keys = [by] if isinstance(by, str) else list(by)
    if order is None:
        return Blocks(1)
    columns = list(dict.fromkeys(column for pair in ratios.values() for column in pair))
    names = list(dict.fromkeys([*keys, within, order]))
    rows = _ordered(table, names, columns)
    rows = rows.group_by(names, maintain_order=True).agg(pl.col(columns).sum())
    rows = rows.sort(within, order, *keys, nulls_last=True)
    if not rows.height:
        return Blocks(1, 1.0)
    documents = rows.select(within).to_series().rle_id().to_numpy()
    places = rows.select(pl.struct(within, order).rle_id()).to_series().to_numpy()
    groups = np.zeros(rows.height, dtype=np.int64)
    if keys:
        groups = rows.select(pl.struct(keys).rank("dense")).to_series().to_numpy() - 1
    document_of = documents[np.unique(places, return_index=True)[1]]
    numbers = rows.select(pl.col(columns).cast(pl.Float64))
    totals = np.zeros(5)
    for upper, lower in ratios.values():
        parts = _residuals(numbers[upper].to_numpy(), numbers[lower].to_numpy(), groups)
        totals += _products(*parts, places, document_of)
    products, pairs, squares, count, series = totals
    lengths = np.sort(np.bincount(document_of))
    typical = int(lengths[np.searchsorted(np.cumsum(lengths), lengths.sum() / 2)])
    if not series:
        return Blocks(1, 1.0)
    r = products / pairs / (squares / count) if squares else 0.0
    mean = count / series
    r = float(np.clip((mean * r + 1) / (mean - 3), 0, STRONGEST)) if squares else 0.0
    length = round((2 * r / (1 - r**2)) ** (2 / 3) * typical ** (1 / 3))
    length = max(length, len(document_of) // MOST)
    return Blocks(max(1, min(length, typical // FEWEST)), r)


def sum_blocks(
    table: pl.DataFrame,
    columns: Sequence[str],
    *,
    blocks: int | Blocks,
    by: str | Sequence[str] = (),
    within: str = "document",
    order: str | None = "sentence",
) -> pl.DataFrame:
    """Cut each document into blocks of neighbouring sentences; sum columns in each.

    Non-overlapping blocks (Carlstein 1986) of `length` places of the document or a little more, so
    that no short one is left over; all groups share them. A document of n sentences in k blocks
    lends k - 1 of them to a resample (Rao and Wu 1988: drawing k makes the variance k / (k - 1)
    too small). Neighbouring blocks of correlated sentences are still alike, which hides variance:
    with the variance V(n) of a sum of n sentences of a first-order autoregression,
    k² V(n / k) / V(n) - 1 blocks make up for it; without correlation this is k - 1.

    Parameters
    ----------
    table
        `by`, `within`, `order` and the columns (numeric).
    blocks
        The length, or what `choose_blocks` chose. With a correlation a document holds at least
        three blocks, as two cannot carry the correction.

    Returns
    -------
        The `by` columns, `within`, block (from 0), places (of the document in this block, whichever
        group has them), drawn (blocks that the document lends to a resample; below 1 it can only be
        drawn whole), and the sums; sorted. Documents may be summed in portions.

    Examples
    --------
    >>> table = pl.DataFrame({"document": "a", "sentence": [1, 2, 3, 4], "hit": [1, 0, 1, 1]})
    >>> sum_blocks(table, ["hit"], blocks=2).rows()
    [('a', 0, 2, 1.0, 1), ('a', 1, 2, 1.0, 2)]
    """
    keys = [by] if isinstance(by, str) else list(by)
    length, correlation = blocks if isinstance(blocks, Blocks) else Blocks(blocks)
    if length < 1:
        raise ValueError(f"block is {length}; it must be 1 sentence or more")
    if order is None and length > 1:
        raise ValueError(f"block is {length}, but order is None: rows without order have no blocks")
    names = list(dict.fromkeys([*keys, within]))
    rows = _ordered(table, [*names, *([order] if order else [])], list(columns))
    place = (
        pl.col(order).rank("dense").over(within).fill_null(0)
        if order
        else pl.int_range(1, pl.len() + 1).over(within)
    )
    rows = rows.with_columns(place.cast(pl.Int64).alias("__place"))
    # Places without a number come first, as place 0.
    rows = rows.with_columns(pl.col("__place") - pl.col("__place").min().over(within))
    cuts = (
        rows.select(within, "__place")
        .unique()
        .with_columns((pl.col("__place").max() + 1).over(within).alias("__n"))
    )
    n = cuts["__n"].to_numpy()
    k = np.maximum(n // length, np.minimum(n, FEWEST) if correlation else 1)
    cuts = cuts.with_columns(
        pl.Series("block", cuts["__place"].to_numpy() * k // np.maximum(n, 1), dtype=pl.Int64),
        pl.Series("drawn", _drawn(n, k, correlation), dtype=pl.Float64),
    )
    cuts = cuts.with_columns(pl.len().over(within, "block").cast(pl.Int64).alias("places"))
    return (
        rows.join(cuts, on=[within, "__place"], nulls_equal=True, maintain_order="left")
        .group_by([*names, "block", "places", "drawn"], maintain_order=True)
        .agg(pl.col(columns).sum())
        .sort(*names, "block", nulls_last=True)
    )


def _ordered(table: pl.DataFrame, keys: list[str], columns: list[str]) -> pl.DataFrame:
    missing = [name for name in [*keys, *columns] if name not in table.columns]
    if missing:
        present = ", ".join(name for name in table.columns if not name.startswith("__"))
        raise ValueError(
            f"the table has no column {missing[0]}; it has {present}. Rows that follow no order "
            "take order=None"
        )
    names = list(dict.fromkeys([*keys, *columns]))
    # Sums of floats depend on their order, so that it is always the same one.
    return table.select(names).sort(names, nulls_last=True)


def _residuals(
    upper: NDArray[np.float64], lower: NDArray[np.float64], groups: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Give each row's part in its group's ratio, in units of its spread, and whether it counts."""
    live = (upper != 0) | (lower != 0)
    wholes = np.bincount(groups, lower)
    ratio = np.bincount(groups, upper) / np.where(wholes, wholes, np.inf)
    rest = upper - ratio[groups] * lower
    squares = np.bincount(groups, rest**2)
    # What is left of a constant by rounding is no spread.
    spread = np.where(
        squares > 1e-20 * np.bincount(groups, upper**2),
        np.sqrt(squares / np.maximum(np.bincount(groups, live), 1)),
        np.inf,
    )
    return rest / spread[groups], live


def _products(
    rest: NDArray[np.float64],
    live: NDArray[np.bool_],
    places: NDArray[np.uint32],
    document_of: NDArray[np.uint32],
) -> NDArray[np.float64]:
    """Sum products of neighbours and squares around the documents' means; count both."""
    count = len(document_of)
    filled = np.bincount(places, weights=live, minlength=count) > 0
    sums = np.bincount(places, weights=rest, minlength=count)
    values = sums[filled]
    documents = document_of[filled]
    lengths = np.bincount(documents, minlength=1)
    means = np.bincount(documents, values) / np.maximum(lengths, 1)
    long = lengths[documents] >= SHORTEST
    around: NDArray[np.float64] = (values - means[documents])[long]
    documents = documents[long]
    pairs = documents[1:] == documents[:-1]
    return np.array(
        [
            (around[1:] * around[:-1])[pairs].sum(),
            pairs.sum(),
            (around**2).sum(),
            len(around),
            len(np.unique(documents)),
        ]
    )


def _drawn(n: NDArray[np.int64], k: NDArray[np.int64], correlation: float) -> NDArray[np.float64]:
    if correlation >= 1:
        return np.zeros(len(n))
    whole, part = _variance(n / 1, correlation), _variance(n / np.maximum(k, 1), correlation)
    return np.minimum(k**2 * part / np.where(whole, whole, 1) - 1, k - 1)


def _variance(n: NDArray[np.float64], r: float) -> NDArray[np.float64]:
    """Variance of the sum of n neighbours with correlations r, r², r³... and variance 1."""
    return np.asarray(n * (1 + r) / (1 - r) - 2 * r * (1 - r**n) / (1 - r) ** 2)
