"""Intervals by resampling: how far a mean of these sentences could have moved.

The bootstrap resamples rows (sentences) with replacement *within* their documents, so that every
resample holds each document with its own number of sentences. The intervals therefore speak of
these documents alone, not of a population that they might have been drawn from.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from statistics import NormalDist

import numpy as np
import polars as pl
from numpy.typing import NDArray

# The largest block of drawn row numbers held at once: 4 million are 32 MB.
_BLOCK = 4_000_000
# The largest product of matrices that OpenBLAS leaves to one thread: in a build, whose steps run
# side by side, more threads only wait for each other and double the time.
_PRODUCT = 250_000
# A multinomial draw of one distinct value costs about this many draws of a row number.
_MULTINOMIAL_COST = 8


def bootstrap_mean(
    table: pl.DataFrame,
    *,
    value: str,
    by: str | Sequence[str] = (),
    within: str = "document",
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the mean of a column for each group with its bootstrap interval.

    Rows are resampled with replacement within each `within` (stratified bootstrap); the interval
    holds the percentiles of the resampled means (Efron and Tibshirani 1993, chapters 6 and 13).
    A group's random stream depends on `seed` and the group's own key alone: neither the order of
    rows nor the other groups change its interval.

    Parameters
    ----------
    table
        One row per sentence with the columns `value`, `by` and `within`.
    value
        A numeric column; rows without a value are left out.
    within
        The column whose rows are resampled together.

    Returns
    -------
        The `by` columns, n (rows that count), mean, low, high. The bounds are None where no
        document has two rows, as nothing can vary.

    Examples
    --------
    >>> tones = pl.DataFrame({"document": ["a"] * 4 + ["b"], "tone": [-1, -1, 0, 1, None]})
    >>> bootstrap_mean(tones, value="tone", by="document").rows()
    [('a', 4, -0.25, -1.0, 0.5), ('b', 0, None, None, None)]
    """
    keys = [by] if isinstance(by, str) else list(by)
    _check(resamples, level)
    rows = []
    for key, strata in _groups(table, value, keys, within):
        means = _resampled_means(strata, _stream(seed, key), resamples)
        rows.append((*key, *_count_and_mean(strata), *_percentiles(means, level)))
    schema = {name: table.schema[name] for name in keys}
    schema |= {"n": pl.Int64(), "mean": pl.Float64(), "low": pl.Float64(), "high": pl.Float64()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def bootstrap_difference(
    table: pl.DataFrame,
    *,
    value: str,
    between: str,
    first: object,
    second: object,
    by: str | Sequence[str] = (),
    within: str = "document",
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the difference of two groups' means, first minus second, with its bootstrap interval.

    The two groups are resampled independently, each as in `bootstrap_mean`.

    Parameters
    ----------
    table, value, within
        As in `bootstrap_mean`.
    between
        The column that tells the two groups apart.
    first, second
        The two values of `between`.

    Returns
    -------
        The `by` columns, first, second (as text), n_first, n_second, difference, low, high; the
        last three are None where a group has no rows, the bounds also where neither group can vary.

    Examples
    --------
    >>> tones = pl.DataFrame(
    ...     {"document": "a", "voice": ["quote", "quote", "narrator"], "tone": [-1.0, -1.0, 0.5]}
    ... )
    >>> bootstrap_difference(
    ...     tones, value="tone", between="voice", first="quote", second="narrator"
    ... ).rows()
    [('quote', 'narrator', 2, 1, -1.5, -1.5, -1.5)]
    """
    keys = [by] if isinstance(by, str) else list(by)
    _check(resamples, level)
    sides: dict[tuple[object, ...], dict[object, list[NDArray[np.float64]]]] = {}
    for key, strata in _groups(table, value, [between, *keys], within):
        if key[0] in (first, second):
            sides.setdefault(key[1:], {})[key[0]] = strata
    rows = []
    for key, strata_of in sides.items():
        one, other = strata_of.get(first, []), strata_of.get(second, [])
        (n_one, mean_one), (n_other, mean_other) = _count_and_mean(one), _count_and_mean(other)
        difference, low, high = None, None, None
        if mean_one is not None and mean_other is not None:
            difference = mean_one - mean_other
            draws = [
                _resampled_means(strata, _stream(seed, (side, *key)), resamples)
                for side, strata in ((first, one), (second, other))
            ]
            if any(draw is not None for draw in draws):
                means = [
                    np.full(resamples, mean) if draw is None else draw
                    for draw, mean in zip(draws, (mean_one, mean_other), strict=True)
                ]
                low, high = _percentiles(means[0] - means[1], level)
        rows.append((*key, str(first), str(second), n_one, n_other, difference, low, high))
    schema: dict[str, pl.DataType] = {name: table.schema[name] for name in keys}
    schema |= {"first": pl.String(), "second": pl.String()}
    schema |= {"n_first": pl.Int64(), "n_second": pl.Int64()}
    schema |= {"difference": pl.Float64(), "low": pl.Float64(), "high": pl.Float64()}
    result = pl.DataFrame(rows, schema=schema, orient="row")
    return result.sort(keys) if keys else result


def bootstrap_ratios(
    table: pl.DataFrame,
    *,
    ratios: Mapping[str, tuple[str, str]],
    by: str | Sequence[str] = (),
    within: str = "document",
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give ratios of two columns' sums for each group, all from the same resamples.

    One draw of rows serves every ratio, so that many shares, rates (hits per word) or F1 scores
    of one table cost little more than a single one. Rows are resampled as in `bootstrap_mean`.

    Parameters
    ----------
    table, within
        As in `bootstrap_mean`.
    ratios
        Name of each ratio to its numerator's and its denominator's column (numeric, none missing).

    Returns
    -------
        The `by` columns, ratio (its name, in the order given), n (rows), part, whole (the two
        sums), value (part / whole), low, high (None also where no document of the group has two
        rows). Resamples whose denominator is 0 are left out.

    Examples
    --------
    >>> table = pl.DataFrame({"document": "a", "hits": [1, 0, 1], "words": [10, 10, 20]})
    >>> bootstrap_ratios(table, ratios={"rate": ("hits", "words")}).select(
    ...     "ratio", "n", "part", "whole", "value"
    ... ).rows()
    [('rate', 3, 2.0, 40.0, 0.05)]
    """
    keys = [by] if isinstance(by, str) else list(by)
    _check(resamples, level)
    columns = list(dict.fromkeys(column for pair in ratios.values() for column in pair))
    places = {column: number for number, column in enumerate(columns)}
    ordered = table.select(*dict.fromkeys([*keys, within, *columns])).sort(
        *keys, within, *columns, nulls_last=True
    )
    groups: Iterator[tuple[tuple[object, ...], pl.DataFrame]] = (
        iter(ordered.group_by(keys, maintain_order=True)) if keys else iter([((), ordered)])
    )
    rows = []
    for key, group in groups:
        strata = [
            part.select(pl.col(columns).cast(pl.Float64)).to_numpy()
            for part in group.partition_by(within, maintain_order=True)
        ]
        sums = sum((values.sum(axis=0) for values in strata), np.zeros(len(columns)))
        draws = None
        if any(len(values) > 1 for values in strata):
            stream = _stream(seed, key)
            draws = np.zeros((resamples, len(columns)))
            for values in strata:
                draws += _resampled_column_sums(values, stream, resamples)
        for name, (upper, lower) in ratios.items():
            part, whole = float(sums[places[upper]]), float(sums[places[lower]])
            low = high = None
            if draws is not None and whole:
                wholes = draws[:, places[lower]]
                usable = wholes != 0
                quotients = draws[usable, places[upper]] / wholes[usable]
                low, high = _percentiles(quotients if usable.any() else None, level)
            value = part / whole if whole else None
            rows.append((*key, name, group.height, part, whole, value, low, high))
    schema: dict[str, pl.DataType] = {name: table.schema[name] for name in keys}
    schema |= {"ratio": pl.String(), "n": pl.Int64(), "part": pl.Float64(), "whole": pl.Float64()}
    schema |= {"value": pl.Float64(), "low": pl.Float64(), "high": pl.Float64()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def wilson_interval(table: pl.DataFrame, *, hits: str, n: str, level: float = 0.95) -> pl.DataFrame:
    """Add the share `hits / n` and its Wilson score interval (Wilson 1927), without continuity.

    `hits` and `n` are columns of counts.

    Returns
    -------
        The table with share, low and high.

    Examples
    --------
    >>> shares = wilson_interval(pl.DataFrame({"hits": [2], "n": [10]}), hits="hits", n="n")
    >>> [round(x, 4) for x in shares.select("share", "low", "high").row(0)]
    [0.2, 0.0567, 0.5098]
    """
    _check(1, level)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    trials = pl.when(pl.col(n) > 0).then(pl.col(n)).cast(pl.Float64)
    share = pl.col(hits) / trials
    scale = 1 + z**2 / trials
    centre = (share + z**2 / (2 * trials)) / scale
    half = (share * (1 - share) / trials + z**2 / (4 * trials**2)).sqrt() * z / scale
    return table.with_columns(
        share.alias("share"),
        # At 0 and n hits the bound is exactly 0 or 1; rounding would leave 1e-17.
        pl.when(pl.col(hits) == 0).then(share).otherwise(centre - half).alias("low"),
        pl.when(pl.col(hits) == pl.col(n)).then(share).otherwise(centre + half).alias("high"),
    )


def _check(resamples: int, level: float) -> None:
    if resamples < 1:
        raise ValueError(f"resamples is {resamples}; it must be 1 or more")
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; it must lie between 0 and 1, such as 0.95")


def _groups(
    table: pl.DataFrame, value: str, keys: list[str], within: str
) -> Iterator[tuple[tuple[object, ...], list[NDArray[np.float64]]]]:
    """Yield each group's key and its values by document; sorted, so that order cannot matter."""
    columns = list(dict.fromkeys([*keys, within]))
    # An alias, as the value may itself be one of the columns that name the groups.
    numbers = table.select(*columns, pl.col(value).cast(pl.Float64).alias("__value"))
    numbers = numbers.sort(*columns, "__value", nulls_last=True)
    if not keys:
        yield (), _strata(numbers, within)
        return
    for key, group in numbers.group_by(keys, maintain_order=True):
        yield key, _strata(group, within)


def _strata(group: pl.DataFrame, within: str) -> list[NDArray[np.float64]]:
    rows = group.filter(pl.col("__value").is_not_null())
    lists = rows.group_by(within, maintain_order=True).agg("__value")
    return [np.asarray(values, dtype=np.float64) for values in lists["__value"]]


def _count_and_mean(strata: list[NDArray[np.float64]]) -> tuple[int, float | None]:
    n = sum(len(values) for values in strata)
    return n, float(sum(values.sum() for values in strata)) / n if n else None


def _resampled_means(
    strata: list[NDArray[np.float64]], stream: np.random.Generator, resamples: int
) -> NDArray[np.float64] | None:
    """Draw each document's rows anew; None where no document has two rows to draw from."""
    if all(len(values) < 2 for values in strata):
        return None
    total = np.zeros(resamples)
    for values in strata:
        total += _resampled_sums(values, stream, resamples)
    means: NDArray[np.float64] = total / sum(len(values) for values in strata)
    return means


def _resampled_sums(
    values: NDArray[np.float64], stream: np.random.Generator, resamples: int
) -> NDArray[np.float64]:
    n = len(values)
    distinct, counts = np.unique(values, return_counts=True)
    # Drawing how often each distinct value comes up is the same draw as drawing rows, and far
    # cheaper for labels (-1, 0, 1) of a large corpus.
    if len(distinct) * _MULTINOMIAL_COST < n:
        weights = stream.multinomial(n, counts / n, size=resamples)
        return np.asarray(weights @ distinct, dtype=np.float64)
    sums = np.empty(resamples)
    step = max(1, _BLOCK // n)
    for start in range(0, resamples, step):
        block = sums[start : start + step]
        block[:] = values[stream.integers(0, n, size=(len(block), n))].sum(axis=1)
    return sums


def _resampled_column_sums(
    values: NDArray[np.float64], stream: np.random.Generator, resamples: int
) -> NDArray[np.float64]:
    n, columns = values.shape
    sums = np.empty((resamples, columns))
    step = max(1, min(_BLOCK // n, _PRODUCT // (n * columns)))
    for start in range(0, resamples, step):
        block = sums[start : start + step]
        size = len(block)
        draws = stream.integers(0, n, size=(size, n)) + n * np.arange(size)[:, None]
        weights = np.bincount(draws.ravel(), minlength=size * n).reshape(size, n)
        # Whole numbers times fractions would miss the fast product of matrices.
        block[:] = weights.astype(np.float64) @ values
    return sums


def _percentiles(
    means: NDArray[np.float64] | None, level: float
) -> tuple[float | None, float | None]:
    if means is None:
        return None, None
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _stream(seed: int, key: tuple[object, ...]) -> np.random.Generator:
    # Python's own hash of a string changes from run to run; blake2b does not.
    digest = hashlib.blake2b(repr(key).encode(), digest_size=16).digest()
    return np.random.default_rng([seed, int.from_bytes(digest, "big")])
