"""Draw sentences at random, so that how likely each was to be drawn is known.

Each sentence has a permanent random number: a hash of the seed and of where it stands. Within a
stratum those with the smallest numbers are drawn, which is a simple random sample without
replacement (Ohlsson 1995, Coordination of samples using permanent random numbers). A larger sample
with the same seed and strata contains the smaller one.
"""

import hashlib
import heapq
from collections.abc import Mapping, Sequence

import polars as pl

from helpers.corpus.coding.fields import PLACE

# The fewest of a stratum (or all of it): from one sentence no variance can be estimated.
FEWEST = 2
UNKNOWN = "unknown"
FOUND, NOT_FOUND = "frame found", "no frame found"


def random_numbers(table: pl.DataFrame, *, seed: int) -> pl.Series:
    """Give each sentence its permanent random number.

    Parameters
    ----------
    table
        document, start, end.
    seed
        Another seed gives other numbers.

    Returns
    -------
    Series
        `number` (UInt64, from 0 to 2**64 - 1), in the order of the table. It does not depend on
        the other rows.

    Examples
    --------
    >>> both = pl.DataFrame({"document": ["a", "b"], "start": [0, 0], "end": [9, 9]})
    >>> random_numbers(both, seed=1)[1] == random_numbers(both.tail(1), seed=1)[0]
    True
    """
    numbers = [
        int.from_bytes(
            hashlib.blake2b("\0".join(map(str, (seed, *place))).encode(), digest_size=8).digest(),
            "big",
        )
        for place in table.select(PLACE).iter_rows()
    ]
    return pl.Series("number", numbers, dtype=pl.UInt64)


def name_strata(
    table: pl.DataFrame, *, by: Sequence[str] = (), oversampled: str | None = None
) -> pl.Series:
    """Name the stratum of each sentence.

    Parameters
    ----------
    table
        The columns that are named.
    by
        Columns each of whose values (or combinations of values) is a stratum.
    oversampled
        A Boolean column: its sentences lie in strata of their own.

    Returns
    -------
    Series
        `stratum`; ``""`` where all sentences are drawn alike.

    Examples
    --------
    >>> rows = pl.DataFrame({"voice": ["quote", None], "hit": [True, False]})
    >>> name_strata(rows, by=["voice"], oversampled="hit").to_list()
    ['frame found, voice quote', 'no frame found, voice unknown']
    >>> name_strata(rows).to_list()
    ['', '']
    """
    parts = [
        pl.format("{} {}", pl.lit(name), pl.col(name).cast(pl.String).fill_null(UNKNOWN))
        for name in by
    ]
    if oversampled is not None:
        found = pl.col(oversampled).fill_null(value=False)
        parts.insert(0, pl.when(found).then(pl.lit(FOUND)).otherwise(pl.lit(NOT_FOUND)))
    if not parts:
        return pl.Series("stratum", [""] * table.height, dtype=pl.String)
    return table.select(pl.concat_str(parts, separator=", ").alias("stratum"))["stratum"]


def smallest_sample(sizes: Mapping[str, int]) -> int:
    """Count the fewest sentences that can be drawn: two of each stratum, or all of it.

    Examples
    --------
    >>> smallest_sample({"quote": 40, "narrator": 60, "indirect": 1})
    5
    """
    return sum(min(FEWEST, size) for size in sizes.values())


def allocate(sizes: Mapping[str, int], *, n: int) -> dict[str, int]:
    r"""Share a sample out among strata in proportion to their sizes, at least two each.

    Each stratum begins with two sentences (or all of it). One by one, the others go to the stratum
    whose quotient

    .. math:: N_h / (2 n_h + 1)

    is the largest, where N_h is its size and n_h what it has already, until it is used up
    (Webster's method, also Sainte-Laguë's). The method of largest remainders gives nearly the same
    numbers, but under it a stratum can lose a sentence when the sample grows (the Alabama paradox),
    so that the larger sample would not contain the smaller one.

    Parameters
    ----------
    sizes
        Sentences of each stratum.
    n
        Sentences to draw; if more than there are, all are drawn.

    Raises
    ------
    ValueError
        Where n is less than `smallest_sample`.

    Examples
    --------
    Of ten, six are given as two each; the next four go to the largest of 60/5 (the first), 60/7,
    60/9 and 30/5.

    >>> allocate({"a": 60, "b": 30, "c": 10}, n=10)
    {'a': 5, 'b': 3, 'c': 2}
    """
    least = smallest_sample(sizes)
    if n < least:
        raise ValueError(f"a sample of {n} is too small for two of each stratum, which are {least}")
    drawn = {stratum: min(FEWEST, size) for stratum, size in sizes.items()}
    queue = [
        (-size / (2 * drawn[stratum] + 1), stratum)
        for stratum, size in sizes.items()
        if drawn[stratum] < size
    ]
    heapq.heapify(queue)
    for _ in range(n - least):
        if not queue:
            break
        _, stratum = heapq.heappop(queue)
        drawn[stratum] += 1
        if drawn[stratum] < sizes[stratum]:
            quotient = -sizes[stratum] / (2 * drawn[stratum] + 1)
            heapq.heappush(queue, (quotient, stratum))
    return drawn


def allocate_oversampled(
    oversampled: Mapping[str, int], others: Mapping[str, int], *, n: int, share: float = 0.5
) -> dict[str, int]:
    """Share a sample out so that the strata of rare sentences get a given share of it.

    The oversampled strata together get the share of n, rounded, as far as they have so many
    sentences and the others keep their two each; what they cannot use goes to the others, and the
    other way round. Within both, `allocate` decides.

    Examples
    --------
    >>> allocate_oversampled({"rare": 20}, {"rest": 980}, n=30)
    {'rare': 15, 'rest': 15}
    >>> allocate_oversampled({"rare": 20}, {"rest": 980}, n=100)
    {'rare': 20, 'rest': 80}
    """
    rare, rest = sum(oversampled.values()), sum(others.values())
    n = min(n, rare + rest)
    lowest = max(smallest_sample(oversampled), n - rest)
    highest = min(rare, n - smallest_sample(others))
    # Halves upward: at an even number Python's rounding would draw fewer of a larger sample.
    n_rare = max(lowest, min(highest, int(share * n + 0.5)))
    return allocate(oversampled, n=n_rare) | allocate(others, n=n - n_rare)


def draw_sample(
    table: pl.DataFrame,
    *,
    n: int,
    seed: int,
    by: Sequence[str] = (),
    oversampled: str | None = None,
    share: float = 0.5,
) -> pl.DataFrame:
    """Draw a simple or stratified random sample of sentences.

    Parameters
    ----------
    table
        One row a sentence: document, start, end, and the columns that are named.
    n
        How many to draw in all, earlier ones included; if more than there are, all.
    seed
        The same seed gives the same sample.
    by
        Columns that make strata; the sample is shared out in proportion (see `allocate`).
    oversampled
        A Boolean column: its sentences get a share of their own (see `allocate_oversampled`).
    share
        That share, between 0 and 1.

    Returns
    -------
    DataFrame
        The drawn rows in the order of the table, with stratum (see `name_strata`) and probability
        (that a sentence of its stratum is drawn: drawn / size).

    Raises
    ------
    ValueError
        Where n is too small for two sentences of each stratum.

    Examples
    --------
    >>> sentences = pl.DataFrame({
    ...     "document": "a", "start": range(6), "end": range(1, 7),
    ...     "voice": ["quote", "quote", "quote", "quote", "narrator", "narrator"],
    ... })
    >>> sample = draw_sample(sentences, n=4, seed=7, by=["voice"])
    >>> sample.group_by("stratum", "probability").len().sort("stratum").rows()
    [('voice narrator', 1.0, 2), ('voice quote', 0.5, 2)]
    """
    if not table.height:
        return table.with_columns(
            stratum=pl.lit(None, pl.String), probability=pl.lit(None, pl.Float64)
        )
    numbered = table.with_columns(
        name_strata(table, by=by, oversampled=oversampled),
        random_numbers(table, seed=seed),
    )
    sizes = _sizes(numbered)
    if oversampled is None:
        drawn = allocate(sizes, n=n)
    else:
        rare = _sizes(numbered.filter(pl.col(oversampled)))
        rest = {stratum: size for stratum, size in sizes.items() if stratum not in rare}
        drawn = allocate_oversampled(rare, rest, n=n, share=share)
    of_stratum = pl.DataFrame(
        [(stratum, number, number / sizes[stratum]) for stratum, number in drawn.items()],
        schema={"stratum": pl.String, "drawn": pl.Int64, "probability": pl.Float64},
        orient="row",
    )
    # Equal numbers are next to impossible; the place decides.
    rank = pl.struct("number", *PLACE).rank("ordinal").over("stratum")
    return (
        numbered.with_columns(rank=rank)
        .join(of_stratum, on="stratum", how="left", maintain_order="left")
        .filter(pl.col("rank") <= pl.col("drawn"))
        .drop("number", "rank", "drawn")
    )


def draw_by_chances(table: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    """Draw each sentence with a probability of its own, whatever else is drawn.

    This is Poisson sampling with permanent random numbers: a sentence is drawn where its number,
    on a scale from 0 to 1, lies below its probability. So how many are drawn is left to chance,
    and where no probability becomes smaller, the larger sample contains the smaller one.

    Parameters
    ----------
    table
        One row a sentence: document, start, end, probability (0..1).
    seed
        The same seed gives the same sample.

    Returns
    -------
    DataFrame
        The drawn rows in the order of the table, with stratum (`""`: none).

    Examples
    --------
    >>> sentences = pl.DataFrame(
    ...     {"document": "a", "start": range(4), "end": range(1, 5), "probability": [1, 1, 0, 0]}
    ... )
    >>> draw_by_chances(sentences, seed=7)["start"].to_list()
    [0, 1]
    """
    number = random_numbers(table, seed=seed).cast(pl.Float64) / 2**64
    return table.filter((number < table["probability"]) | (table["probability"] >= 1)).with_columns(
        stratum=pl.lit("")
    )


def _sizes(table: pl.DataFrame) -> dict[str, int]:
    counts = table.group_by("stratum").len().sort("stratum")
    return dict(counts.iter_rows())
