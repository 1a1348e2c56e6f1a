"""Draw blocks within documents, again and again, and sum what was drawn."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.resampling.many_blocks import MANY, Units, draw_many, number_units

# The most drawn numbers, or sums, held at once: 2 million are 16 MB.
_CELLS = 2_000_000
# The largest product of matrices that OpenBLAS leaves to one thread: in a build, whose steps run
# side by side, more threads only wait for each other and double the time.
_PRODUCT = 250_000


class _Stratum(NamedTuple):
    """Blocks that are drawn from together: of one document, or whole documents."""

    key: str
    start: int
    size: int
    drawn: float


class _Group(NamedTuple):
    key: tuple[object, ...]
    places: NDArray[np.int64]
    sums: NDArray[np.float64]


class Draws(NamedTuple):
    """A group's resampled sums.

    Attributes
    ----------
    key
        The group's values of `by`.
    sums
        One row per resample, one column per column of sums.
    freedom
        Degrees of freedom: blocks (or whole documents) that the group has rows in, less the strata.
    """

    key: tuple[object, ...]
    sums: NDArray[np.float64]
    freedom: int


def resampled_unit(sums: pl.DataFrame, *, within: str = "document") -> str:
    """Say what is drawn from these sums: "blocks", or "documents" where these are too short.

    Documents are too short where those of two or more blocks hold less than half of the places.

    Examples
    --------
    >>> headlines = pl.DataFrame(
    ...     {"document": ["a", "b"], "block": 0, "places": 1, "drawn": 0.0, "hit": [1, 0]}
    ... )
    >>> resampled_unit(headlines)
    'documents'
    """
    return "blocks" if _cut(_documents(sums, within)).any() else "documents"


def draw_sums(
    sums: pl.DataFrame,
    columns: Sequence[str],
    *,
    within: str = "document",
    resamples: int = 2000,
    seed: int = 0,
) -> NDArray[np.float64]:
    """Give the sums of columns over each resample of blocks.

    Of a document that lends m blocks, m are drawn with replacement and weighted by k / m (where m
    is no whole number, now the whole number below and now that above, so that the variance is that
    of m). Documents that cannot be cut are drawn whole, from one stratum of their own (collapsed
    strata; Wolter 2007, chapter 2): k - 1 of k with weight k / (k - 1). One that is alone there
    always counts once. A document's stream depends on `seed` and its name.

    Parameters
    ----------
    sums
        What `sum_blocks` returns.
    columns
        The columns of sums to draw; all from the same draws.

    Returns
    -------
        One row per resample, one column per name in `columns`.

    Examples
    --------
    Two blocks: one is drawn, and stands for both.

    >>> sums = pl.DataFrame(
    ...     {"document": "a", "block": [0, 1], "places": 2, "drawn": 1.0, "hit": [1, 2], "n": 2}
    ... )
    >>> np.unique(draw_sums(sums, ["hit", "n"], resamples=50), axis=0).tolist()
    [[2.0, 4.0], [4.0, 4.0]]
    """
    for draws in draw_groups(sums, columns, within=within, resamples=resamples, seed=seed):
        return draws.sums
    return np.zeros((resamples, len(columns)))


def draw_groups(
    sums: pl.DataFrame,
    columns: Sequence[str],
    *,
    by: str | Sequence[str] = (),
    within: str = "document",
    resamples: int = 2000,
    seed: int = 0,
    only: pl.DataFrame | None = None,
) -> Iterator[Draws]:
    """Yield each group's sums over each resample; all groups share the draws.

    As `draw_sums`, for sums with `by` columns; with `only`, a table of these columns, of its groups
    alone. Groups come sorted, and a few at a time, so that
    thousands of them need no more memory than one. A group of very many blocks has the normal
    limit of its draws (`helpers.measures.resampling.many_blocks`).
    """
    keys = [by] if isinstance(by, str) else list(by)
    if resamples < 1:
        raise ValueError(f"resamples is {resamples}; it must be 1 or more")
    strata, units = _strata(sums, within)
    # Numbers for names, as a column may be called as a key is, or anything else.
    aliases = [f"__{number}" for number in range(len(columns))]
    casts = (pl.col(name).cast(pl.Float64) for name in columns)
    columns_drawn = (cast.alias(alias) for cast, alias in zip(casts, aliases, strict=True))
    rows = sums.select(*keys, *columns_drawn).with_columns(units)
    if only is not None:
        rows = rows.join(only, on=keys, how="semi", nulls_equal=True)
    table = rows.sort(*keys, "__unit", nulls_last=True)
    numbers = table.select(aliases).to_numpy()
    places = table["__unit"].to_numpy()
    starts = _starts(table, keys)
    names = table[starts].select(keys).rows() if keys else [()] * len(starts)
    ends = [*starts, table.height][1:]
    groups = [
        _Group(key, places[start:end], numbers[start:end])
        for key, start, end in zip(names, starts, ends, strict=True)
    ]
    last = np.array([stratum.start + stratum.size for stratum in strata])
    most = max(1, _CELLS // (resamples * max(1, len(columns))))
    numbered = number_units([s.size for s in strata], [s.drawn for s in strata])
    for first in range(0, len(groups), most):
        some = groups[first : first + most]
        few = _draw(
            [group for group in some if not _is_large(group)], strata, last, resamples, seed
        )
        for group in some:
            yield _approach(group, numbered, resamples, seed) if _is_large(group) else next(few)


def _is_large(group: _Group) -> bool:
    return len(group.places) >= MANY


def _approach(group: _Group, units: Units, resamples: int, seed: int) -> Draws:
    sums = draw_many(group.places, group.sums, units, resamples=resamples, seed=seed)
    held = np.unique(group.places)
    return Draws(group.key, sums, len(held) - len(np.unique(units.stratum[held])))


def _starts(table: pl.DataFrame, keys: list[str]) -> list[int]:
    """Give the row that each group of a sorted table starts in."""
    if not keys or not table.height:
        return [0] * min(1, table.height)
    return (
        table.select(pl.struct(keys).rle_id()).to_series().is_first_distinct().arg_true().to_list()
    )


def _documents(sums: pl.DataFrame, within: str) -> pl.DataFrame:
    return (
        sums.select(within, "block", "places", "drawn")
        .unique()
        .group_by(within)
        .agg(pl.len().alias("k"), pl.col("places").sum(), pl.col("drawn").first())
        .sort(within, nulls_last=True)
    )


def _cut(documents: pl.DataFrame) -> pl.Series:
    """Tell which documents are drawn block by block."""
    cut = (documents["drawn"] >= 1) & (documents["k"] > 1)
    places = documents["places"]
    return cut & bool(2 * places.filter(cut).sum() >= places.sum())


def _strata(sums: pl.DataFrame, within: str) -> tuple[list[_Stratum], pl.Series]:
    """List what is drawn from, and number each row's unit (block or whole document)."""
    documents = _documents(sums, within)
    documents = documents.with_columns(_cut(documents).alias("cut"))
    parts = documents.filter(pl.col("cut"))
    starts = parts["k"].cum_sum() - parts["k"]
    strata = [
        _Stratum(repr(name), *numbers)
        for name, *numbers in zip(parts[within], starts, parts["k"], parts["drawn"], strict=True)
    ]
    units = int(parts["k"].sum())
    whole = documents.filter(~pl.col("cut"))
    if whole.height:
        # No document is called this: names stand with their quotation marks.
        strata.append(_Stratum("whole documents", units, whole.height, whole.height - 1.0))
    first = pl.concat(
        [
            parts.select(within, "cut", starts.cast(pl.Int64).alias("first")),
            whole.select(within, "cut", pl.int_range(units, units + pl.len()).alias("first")),
        ]
    )
    numbers = (
        sums.select(within, "block")
        .join(first, on=within, how="left", nulls_equal=True, maintain_order="left")
        .select((pl.col("first") + pl.col("block") * pl.col("cut")).alias("__unit"))
    )
    return strata, numbers["__unit"]


def _draw(
    groups: list[_Group],
    strata: list[_Stratum],
    ends: NDArray[np.int64],
    resamples: int,
    seed: int,
) -> Iterator[Draws]:
    """Draw the strata that these groups have rows in, some at a time."""
    results = [np.zeros((resamples, group.sums.shape[1])) for group in groups]
    # Rows of all groups by unit, to find those of a few strata at once.
    units = np.concatenate([group.places for group in groups])
    owner = np.repeat(np.arange(len(groups)), [len(group.places) for group in groups])
    sums = np.concatenate([group.sums for group in groups])
    by_unit = np.lexsort((owner, units))
    units, owner, sums = units[by_unit], owner[by_unit], sums[by_unit]
    present = [strata[place] for place in np.unique(np.searchsorted(ends, units, side="right"))]
    for batch in _batches(present, resamples):
        first, last = batch[0].start, batch[-1].start + batch[-1].size
        rows = slice(*np.searchsorted(units, [first, last]))
        # Where strata between were passed over, their units have no column.
        columns = np.concatenate([np.arange(s.start, s.start + s.size) for s in batch])
        places = np.searchsorted(columns, units[rows])
        chosen, here = owner[rows], sums[rows]
        by_owner = np.argsort(chosen, kind="stable")
        bounds = np.flatnonzero(np.diff(chosen[by_owner], prepend=-1, append=-1))
        for begin, weights in _weights(batch, len(columns), resamples, seed):
            for start, end in pairwise(bounds):
                of_group = by_owner[start:end]
                target = results[chosen[of_group[0]]][begin : begin + len(weights)]
                _add_product(target, weights, places[of_group], here[of_group])
    for group, result in zip(groups, results, strict=True):
        held = np.unique(group.places)
        freedom = len(held) - len(np.unique(np.searchsorted(ends, held, side="right")))
        yield Draws(group.key, result, freedom)


def _batches(strata: list[_Stratum], resamples: int) -> Iterator[list[_Stratum]]:
    batch: list[_Stratum] = []
    size = 0
    for stratum in strata:
        if batch and (size + stratum.size) * resamples > _CELLS:
            yield batch
            batch, size = [], 0
        batch.append(stratum)
        size += stratum.size
    if batch:
        yield batch


def _weights(
    batch: list[_Stratum], units: int, resamples: int, seed: int
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield how much each unit counts in some resamples at a time, with the first one's number."""
    streams = [_stream(seed, stratum.key) for stratum in batch]
    # Drawn at once, so that a stream does not depend on how many resamples are made at a time.
    fewer = [
        _fewer(stratum, stream, resamples) for stratum, stream in zip(batch, streams, strict=True)
    ]
    step = max(1, _CELLS // max(1, units))
    for begin in range(0, resamples, step):
        size = min(step, resamples - begin)
        counts = np.empty((size, units))
        column = 0
        for stratum, stream, short in zip(batch, streams, fewer, strict=True):
            counts[:, column : column + stratum.size] = _counts(
                stratum, stream, short[begin : begin + size]
            )
            column += stratum.size
        yield begin, counts


def _fewer(stratum: _Stratum, stream: np.random.Generator, resamples: int) -> NDArray[np.bool_]:
    """Tell in which resamples one block fewer is drawn, so that 1 / m is right on average."""
    above = np.ceil(stratum.drawn)
    if above == stratum.drawn:
        return np.zeros(resamples, dtype=bool)
    share = (1 / stratum.drawn - 1 / above) * above * (above - 1)
    return np.asarray(stream.random(resamples) < share)


def _counts(
    stratum: _Stratum, stream: np.random.Generator, fewer: NDArray[np.bool_]
) -> NDArray[np.float64]:
    size, k, m = len(fewer), stratum.size, int(np.ceil(stratum.drawn))
    if k == 1:
        return np.ones((size, 1))
    draws = stream.integers(0, k, size=(size, m))
    draws += (k + 1) * np.arange(size)[:, None]
    if fewer.any():
        # The last draw goes into a column that nobody counts.
        draws[fewer, -1] = (k + 1) * np.flatnonzero(fewer) + k
    counts = np.bincount(draws.ravel(), minlength=size * (k + 1)).reshape(size, k + 1)[:, :k]
    weighted: NDArray[np.float64] = counts * (k / (m - fewer))[:, None]
    return weighted


def _add_product(
    target: NDArray[np.float64],
    weights: NDArray[np.float64],
    places: NDArray[np.int64],
    sums: NDArray[np.float64],
) -> None:
    every = np.array_equal(places, np.arange(weights.shape[1]))
    step = max(1, _PRODUCT // sums.size)
    for start in range(0, len(target), step):
        some = weights[start : start + step]
        target[start : start + step] += (some if every else some[:, places]) @ sums


def _stream(seed: int, key: str) -> np.random.Generator:
    # Python's own hash of a string changes from run to run; blake2b does not.
    digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
    return np.random.default_rng([seed, int.from_bytes(digest, "big")])
