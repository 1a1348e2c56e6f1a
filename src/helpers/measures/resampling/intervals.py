"""Means, differences and ratios with the percentiles of their resampled values."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from helpers.measures.resampling.blocks import Blocks, choose_blocks, sum_blocks
from helpers.measures.resampling.draws import Draws, draw_groups, resampled_unit

_BOUNDS: dict[str, pl.DataType] = {"low": pl.Float64(), "high": pl.Float64()}
_DRAWN: dict[str, pl.DataType] = {"resampled": pl.String(), "block": pl.Int64()}
_DIFFERENCE: dict[str, pl.DataType] = {
    "first": pl.String(),
    "second": pl.String(),
    "n_first": pl.Int64(),
    "n_second": pl.Int64(),
    "difference": pl.Float64(),
}
# Of more documents, differences within them are drawn at once.
MANY_DOCUMENTS = 1_000
_VALUE, _COUNT, _WEIGHT = "__value", "__count", "__weight"
_MEAN = {"mean": (_VALUE, _COUNT)}
_PAIR = {"first": ("__value_1", "__count_1"), "second": ("__value_2", "__count_2")}


def bootstrap_mean(
    table: pl.DataFrame,
    *,
    value: str,
    weight: str | None = None,
    by: str | Sequence[str] = (),
    within: str = "document",
    order: str | None = "sentence",
    block: int | Blocks | None = None,
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
    only: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Give the mean of a column for each group with its bootstrap interval.

    The interval holds percentiles of the resampled means (`percentile_interval`); blocks of
    sentences are drawn as in `draw_sums`, the same for all groups.

    Parameters
    ----------
    table
        One row per sentence, or per sentence and group, with the columns `value`, `weight`, `by`,
        `within` and `order`.
    value
        A numeric column; rows without a value are left out.
    weight
        The column that says how many sentences a row stands for (none missing), such as one over
        the probability with which it was drawn; the mean is then sum(weight value) / sum(weight),
        that of Hajek (1971). Without it every row counts once.
    order
        The column of the sentence's place in its document; None where rows follow no order.
    block
        The length of a block in sentences; None chooses it (`choose_blocks`).
    only
        The `by` columns of the groups that are redrawn, where thousands of them would take hours;
        the others have no bounds.

    Returns
    -------
        The `by` columns, n (rows that count), mean, low, high, resampled ("blocks" or
        "documents"), block (its length; None where documents were drawn). The bounds are None where
        the interval has no width, as nothing varies.

    Examples
    --------
    >>> tones = pl.DataFrame(
    ...     {
    ...         "document": ["a", "a", "a", "a", "b"],
    ...         "sentence": [1, 2, 3, 4, 1],
    ...         "tone": [1, -1, -1, -1, None],
    ...     }
    ... )
    >>> bootstrap_mean(tones, value="tone", by="document", block=2).rows()
    [('a', 4, -0.5, -1.0, 0.0, 'blocks', 2), ('b', 0, None, None, None, 'blocks', 2)]
    """
    keys = _keys(by)
    numbers = _numbers(table, value, [*keys, within, *_listed(order), *_listed(weight)])
    ratios = _MEAN
    if weight is not None:
        ratios = {"mean": (_VALUE, _WEIGHT)}
        numbers = numbers.with_columns(
            pl.col(_VALUE) * pl.col(weight), (pl.col(_COUNT) * pl.col(weight)).alias(_WEIGHT)
        )
    sums, drawn = _sums(numbers, ratios, keys, within, order, block, _COUNT)
    rows = []
    groups = _groups(sums, ratios, keys, within, resamples, seed, only, _COUNT)
    for totals, (key, draws, freedom) in groups:
        n = int(totals[-1])
        mean = totals[0] / totals[1] if n else None
        bounds = percentile_interval(_quotients(draws), level, freedom)
        rows.append((*key, n, mean, *bounds, *drawn))
    if not rows and not keys:
        rows.append((0, None, None, None, *drawn))
    schema = _schema(table, keys) | {"n": pl.Int64(), "mean": pl.Float64()}
    return pl.DataFrame(rows, schema=schema | _BOUNDS | _DRAWN, orient="row")


def bootstrap_difference(
    table: pl.DataFrame,
    *,
    value: str,
    between: str,
    first: object,
    second: object,
    by: str | Sequence[str] = (),
    within: str = "document",
    order: str | None = "sentence",
    block: int | Blocks | None = None,
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the difference of two groups' means, first minus second, with its bootstrap interval.

    Both means come from the same draws of blocks, so that what moves both cancels out.

    Parameters
    ----------
    table, value, within, order, block
        As in `bootstrap_mean`.
    between
        The column that tells the two groups apart.
    first, second
        The two values of `between`.

    Returns
    -------
        The `by` columns, first, second (as text), n_first, n_second, difference, low, high,
        resampled, block (as in `bootstrap_mean`). The difference is None where a group has no rows,
        the bounds also where the interval has no width. Resamples that lack a group are left out.

    Examples
    --------
    >>> tones = pl.DataFrame(
    ...     {
    ...         "document": "a",
    ...         "sentence": [1, 2, 3],
    ...         "voice": ["quote", "quote", "narrator"],
    ...         "tone": [-1.0, -1.0, 0.5],
    ...     }
    ... )
    >>> bootstrap_difference(
    ...     tones, value="tone", between="voice", first="quote", second="narrator", block=1
    ... ).select("first", "second", "n_first", "n_second", "difference", "low").rows()
    [('quote', 'narrator', 2, 1, -1.5, None)]
    """
    keys = _keys(by)
    numbers = _pair(table, value, between, first, second, [*keys, within, *_listed(order)])
    sums, drawn = _sums(numbers, _PAIR, keys, within, order, block)
    rows = []
    for totals, (key, draws, freedom) in _groups(sums, _PAIR, keys, within, resamples, seed):
        one, other = _quotients(totals[None, :2])[0], _quotients(totals[None, 2:])[0]
        difference = None if np.isnan(one - other) else float(one - other)
        means = _quotients(draws[:, :2]) - _quotients(draws[:, 2:])
        bounds = percentile_interval(means, level, freedom)
        counts = (int(totals[1]), int(totals[3]))
        rows.append((*key, str(first), str(second), *counts, difference, *bounds, *drawn))
    schema = _schema(table, keys) | _DIFFERENCE | _BOUNDS | _DRAWN
    return pl.DataFrame(rows, schema=schema, orient="row")


def adjusted_difference(
    table: pl.DataFrame,
    *,
    value: str,
    between: str,
    first: object,
    second: object,
    by: str | Sequence[str] = (),
    within: str = "document",
    order: str | None = "sentence",
    block: int | Blocks | None = None,
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the difference of two groups' means within documents, put together over documents.

    A difference of all rows also holds which documents each group speaks in. Here each document's
    own difference counts with the Mantel-Haenszel weight n1 n2 / (n1 + n2) (Greenland and Robins
    1985, for differences of risks); documents with one group only say nothing. Every resample
    counts the weights anew; of more than 1,000 documents, what a block adds to its document's
    difference and weight is drawn (Taylor series; Woodruff 1971).

    Parameters
    ----------
    table, value, between, first, second, within, order, block
        As in `bootstrap_difference`.

    Returns
    -------
        The `by` columns, first, second (as text), n_first, n_second (rows in documents that hold
        both), difference, low, high, documents (how many hold both), opposite (in how many of them
        the difference has the other sign), resampled, block.

    Examples
    --------
    >>> tones = pl.DataFrame(
    ...     {
    ...         "document": ["a"] * 4 + ["b"] * 3,
    ...         "sentence": [1, 2, 3, 4, 1, 2, 3],
    ...         "voice": ["quote", "quote", "narrator", "narrator", "quote", "quote", "quote"],
    ...         "tone": [1, 0, 0, 0, 1, 1, 1],
    ...     }
    ... )
    >>> adjusted_difference(
    ...     tones, value="tone", between="voice", first="quote", second="narrator", block=1
    ... ).select("n_first", "n_second", "difference", "documents", "opposite").rows()
    [(2, 2, 0.5, 1, 0)]
    """
    keys = _keys(by)
    numbers = _pair(table, value, between, first, second, [*keys, within, *_listed(order)])
    sums, drawn = _sums(numbers, _PAIR, keys, within, order, block)
    many = sums[within].n_unique() > MANY_DOCUMENTS
    parts = (_linear if many else _one_by_one)(sums, keys, within, resamples, seed)
    rows = []
    for key, n, signs, total, resampled, freedom in parts:
        difference = float(total[0] / total[1]) if len(signs) else None
        # A document that is drawn whole is one of several, but has no freedom of its own.
        own_freedom = max(freedom, len(signs) - 1)
        bounds = percentile_interval(_quotients(resampled), level, own_freedom)
        opposite = int((signs * total[0] < 0).sum())
        names = (str(first), str(second))
        counts = (len(signs), opposite)
        rows.append((*key, *names, int(n[1]), int(n[3]), difference, *bounds, *counts, *drawn))
    schema = _schema(table, keys) | _DIFFERENCE | _BOUNDS
    schema |= {"documents": pl.Int64(), "opposite": pl.Int64()}
    return pl.DataFrame(rows, schema=schema | _DRAWN, orient="row")


class _Within(NamedTuple):
    """Differences within documents, put together.

    Attributes
    ----------
    key
        The group's values of `by`.
    n
        Sum and n of each side, over documents that hold both.
    signs
        Sign of the difference in each of these.
    total, resampled
        Sum of their weighted differences, and of their weights; the same in each resample.
    freedom
        As in `Draws`.
    """

    key: tuple[object, ...]
    n: NDArray[np.float64]
    signs: NDArray[np.float64]
    total: NDArray[np.float64]
    resampled: NDArray[np.float64]
    freedom: int


def _one_by_one(
    sums: pl.DataFrame, keys: list[str], within: str, resamples: int, seed: int
) -> Iterator[_Within]:
    """Weigh each document anew in each resample."""
    parts = _groups(sums, _PAIR, list(dict.fromkeys([*keys, within])), within, resamples, seed)
    for key, documents in groupby(parts, key=lambda part: part[1].key[: len(keys)]):
        n = np.zeros(4)
        total, resampled = np.zeros(2), np.zeros((resamples, 2))
        signs = []
        freedom = 0
        for totals, draws in documents:
            if totals[1] and totals[3]:
                n += totals
                total += _mantel_haenszel(totals[None])[0]
                resampled += _mantel_haenszel(draws.sums)
                freedom += draws.freedom
                signs.append(np.sign(totals[0] / totals[1] - totals[2] / totals[3]))
        yield _Within(key, n, np.array(signs), total, resampled, freedom)


def _linear(
    sums: pl.DataFrame, keys: list[str], within: str, resamples: int, seed: int
) -> Iterator[_Within]:
    """Let each block count in proportion to what it adds to its document's difference and weight.

    These are the first terms of a Taylor series (Woodruff 1971), so that the sums over many
    documents are drawn at once.
    """
    columns = _columns(_PAIR)
    documents = [*dict.fromkeys([*keys, within])]
    totals = sums.group_by(documents).agg(pl.col(columns).cast(pl.Float64).sum())
    totals = totals.filter(pl.all_horizontal(pl.col(name) > 0 for name in columns[1::2]))
    one, n_one, other, n_other = (pl.col(f"{name}_right") for name in columns)
    n = n_one + n_other
    weighted = one * n_other - other * n_one
    # Derivatives of `_mantel_haenszel` by each column.
    of_difference = [
        n_other / n,
        (-other * n - weighted) / n**2,
        -n_one / n,
        (one * n - weighted) / n**2,
    ]
    of_weight = [pl.lit(0.0), (n_other / n) ** 2, pl.lit(0.0), (n_one / n) ** 2]
    parts = {
        name: pl.sum_horizontal(
            slope * pl.col(column) for slope, column in zip(slopes, columns, strict=True)
        ).fill_null(0.0)
        for name, slopes in ((_VALUE, of_difference), (_WEIGHT, of_weight))
    }
    # Documents that lack a side stay, as what is drawn from does not depend on the sides.
    linear = sums.join(
        totals, on=documents, how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(**parts)
    ratios = {"difference": (_VALUE, _WEIGHT)}
    for total, draws in _groups(linear, ratios, keys, within, resamples, seed):
        same = (
            pl.col(name).eq_missing(pl.lit(value))
            for name, value in zip(keys, draws.key, strict=True)
        )
        own = totals.filter(pl.all_horizontal(pl.lit(value=True), *same))
        numbers = own.select(columns).to_numpy()
        signs = np.sign(numbers[:, 0] / numbers[:, 1] - numbers[:, 2] / numbers[:, 3])
        yield _Within(draws.key, numbers.sum(axis=0), signs, total, draws.sums, draws.freedom)


def bootstrap_ratios(
    table: pl.DataFrame,
    *,
    ratios: Mapping[str, tuple[str, str]],
    by: str | Sequence[str] = (),
    within: str = "document",
    order: str | None = "sentence",
    block: int | Blocks | None = None,
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
    only: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Give ratios of two columns' sums for each group, all from the same resamples.

    One draw of blocks serves every ratio, so that many shares, rates (hits per word) or F1 scores
    of one table cost little more than a single one.

    Parameters
    ----------
    table, within, order, block, only
        As in `bootstrap_mean`.
    ratios
        Name of each ratio to its numerator's and its denominator's column (numeric, none missing).

    Returns
    -------
        The `by` columns, ratio (its name, in the order given), n (rows), part, whole (the two
        sums), value (part / whole), low, high, resampled, block (as in `bootstrap_mean`). Resamples
        whose denominator is 0 are left out.

    Examples
    --------
    >>> table = pl.DataFrame(
    ...     {"document": "a", "sentence": [1, 2, 3], "hits": [1, 0, 1], "words": [10, 10, 20]}
    ... )
    >>> bootstrap_ratios(table, ratios={"rate": ("hits", "words")}).select(
    ...     "ratio", "n", "part", "whole", "value"
    ... ).rows()
    [('rate', 3, 2.0, 40.0, 0.05)]
    """
    keys = _keys(by)
    counted = table.with_columns(pl.lit(1).alias(_COUNT))
    sums, drawn = _sums(counted, ratios, keys, within, order, block, _COUNT)
    columns = _columns(ratios, _COUNT)
    rows = []
    groups = _groups(sums, ratios, keys, within, resamples, seed, only, _COUNT)
    if not table.height and not keys:
        groups = iter([(np.zeros(len(columns)), Draws((), np.zeros((0, len(columns))), 0))])
    for totals, (key, draws, freedom) in groups:
        n = int(totals[columns.index(_COUNT)])
        for name, pair in ratios.items():
            places = [columns.index(column) for column in pair]
            part, whole = (float(totals[place]) for place in places)
            value = part / whole if whole else None
            bounds = percentile_interval(_quotients(draws[:, places]), level, freedom)
            rows.append((*key, name, n, part, whole, value, *bounds, *drawn))
    schema = _schema(table, keys) | {"ratio": pl.String(), "n": pl.Int64(), "part": pl.Float64()}
    schema |= {"whole": pl.Float64(), "value": pl.Float64()}
    return pl.DataFrame(rows, schema=schema | _BOUNDS | _DRAWN, orient="row")


def percentile_interval(
    draws: NDArray[np.float64], level: float = 0.95, freedom: int | None = None
) -> tuple[float | None, float | None]:
    """Give the interval that holds `level` of the resampled values, as much left out on each side.

    Values that are no number are left out. Both bounds are None where the interval has no width.
    With few blocks it is too short, so with `freedom` (as `draw_groups` gives) it holds as much as
    a normal variable has within the bounds of Student's t (Hesterberg 2015, expanded percentiles).

    Examples
    --------
    >>> percentile_interval(np.arange(41.0), level=0.5)
    (10.0, 30.0)
    >>> percentile_interval(np.ones(41))
    (None, None)
    """
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; it must lie between 0 and 1, such as 0.95")
    values = draws[~np.isnan(draws)]
    if not len(values):
        return None, None
    tail = (1 - level) / 2
    if freedom is not None:
        tail = float(ndtr(stdtrit(max(freedom, 1), tail)))
    low, high = np.quantile(values, [tail, 1 - tail])
    # What differs by rounding alone does not vary.
    if high - low <= 1e-12 * max(1.0, abs(low), abs(high)):
        return None, None
    return float(low), float(high)


def _mantel_haenszel(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give a document's weighted difference and its weight, from the sum and n of two groups."""
    one, n_one, other, n_other = sums.T
    weighted: NDArray[np.float64] = np.stack([one * n_other - other * n_one, n_one * n_other], 1)
    n = n_one + n_other
    return weighted / np.where(n, n, 1)[:, None]


def _quotients(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide the first column by the second; by 0 gives no number."""
    quotients: NDArray[np.float64] = sums[:, 0] / np.where(sums[:, 1], sums[:, 1], np.nan)
    return quotients


def _keys(by: str | Sequence[str]) -> list[str]:
    return [by] if isinstance(by, str) else list(by)


def _listed(name: str | None) -> list[str]:
    return [name] if name else []


def _schema(table: pl.DataFrame, keys: list[str]) -> dict[str, pl.DataType]:
    return {name: table.schema[name] for name in keys}


def _numbers(table: pl.DataFrame, value: str, names: list[str]) -> pl.DataFrame:
    # Aliases, as the value may itself be one of the columns that name the groups.
    present = [name for name in dict.fromkeys(names) if name in table.columns]
    return table.select(
        *present,
        pl.col(value).cast(pl.Float64).fill_null(0).alias(_VALUE),
        pl.col(value).is_not_null().cast(pl.Int64).alias(_COUNT),
    )


def _pair(
    table: pl.DataFrame,
    value: str,
    between: str,
    first: object,
    second: object,
    names: list[str],
) -> pl.DataFrame:
    """Give each group columns of its own; rows of others only hold their place in the document."""
    numbers = _numbers(table, value, [*names, between])
    sides = ((pl.col(between) == pl.lit(side)).fill_null(value=False) for side in (first, second))
    columns = [(side, name) for side in sides for name in (_VALUE, _COUNT)]
    return numbers.with_columns(
        (pl.col(name) * side).alias(alias)
        for (side, name), alias in zip(columns, _columns(_PAIR), strict=True)
    )


def _columns(ratios: Mapping[str, tuple[str, str]], *more: str) -> list[str]:
    return list(dict.fromkeys([*(name for pair in ratios.values() for name in pair), *more]))


def _sums(
    table: pl.DataFrame,
    ratios: Mapping[str, tuple[str, str]],
    keys: list[str],
    within: str,
    order: str | None,
    block: int | Blocks | None,
    *more: str,
) -> tuple[pl.DataFrame, tuple[str, int | None]]:
    """Sum blocks, and say what they are."""
    if block is None:
        block = choose_blocks(table, ratios=ratios, by=keys, within=within, order=order)
    blocks = block if isinstance(block, Blocks) else Blocks(block)
    columns = _columns(ratios, *more)
    sums = sum_blocks(table, columns, blocks=blocks, by=keys, within=within, order=order)
    unit = resampled_unit(sums, within=within)
    return sums, (unit, blocks.length if unit == "blocks" else None)


def _groups(
    sums: pl.DataFrame,
    ratios: Mapping[str, tuple[str, str]],
    keys: list[str],
    within: str,
    resamples: int,
    seed: int,
    only: pl.DataFrame | None = None,
    *more: str,
) -> Iterator[tuple[NDArray[np.float64], Draws]]:
    """Yield each group's sums and what was drawn from them; nothing is but of those in `only`."""
    columns = _columns(ratios, *more)
    totals = sums.select(*keys, *(pl.col(name).cast(pl.Float64) for name in columns))
    if keys:
        totals = totals.group_by(keys).agg(pl.col(columns).sum()).sort(keys, nulls_last=True)
    numbers = (totals if keys else totals.sum()).select(columns).to_numpy()
    names = totals.select(keys).rows() if keys else [()]
    wanted = set(names if only is None else only.select(keys).rows())
    draws = draw_groups(
        sums, columns, by=keys, within=within, resamples=resamples, seed=seed, only=only
    )
    nothing = np.zeros((0, len(columns)))
    for name, row in zip(names, numbers, strict=True):
        drawn = next(draws, None) if name in wanted else Draws(name, nothing, 0)
        # Without groups an empty table has a row of totals and no draws.
        if drawn is not None:
            yield row, drawn
