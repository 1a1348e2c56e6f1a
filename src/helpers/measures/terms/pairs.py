"""Pairs of words that occur together: in a window, or in a sentence."""

from collections.abc import Collection
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.terms.association import with_measures
from helpers.measures.terms.ngrams import ORDER, without_stopwords

Unit = Literal["sentence", "document"]
Integers = NDArray[np.int64]


def pairs(
    tokens: pl.DataFrame,
    *,
    term: str = "token",
    window: int = 2,
    within: Unit = "sentence",
    minimum: int = 1,
    stopwords: Collection[str] = (),
) -> pl.DataFrame:
    """Count ordered pairs of words at most `window` - 1 words apart, with measures of association.

    The counts and measures are those of NLTK's `BigramCollocationFinder` with the same
    `window_size`, on units that are padded so that no pair crosses their end: n is the number of
    tokens, r1 and c1 are the counts of the words, and o11 is the number of pairs divided by
    `window` - 1 (Church and Hanks 1990).

    Parameters
    ----------
    window
        Words in the window, the first of the pair included; 2 for adjacent words.
    within
        The unit that a pair may not leave.

    Returns
    -------
        first, second, count (pairs), first_count, second_count, and the measures of `association`.
        Highest g2 first.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 4, "sentence": [0] * 4, "position": range(4),
    ...     "token": ["red", "lines", "red", "lines"]})
    >>> pairs(tokens, minimum=2).select("first", "second", "count", "pmi").rows()
    [('red', 'lines', 2, 1.0)]
    """
    if window < 2:
        raise ValueError(f"a window of {window} words holds no pair; it starts at 2")
    words, codes, units = _encode(tokens, term, within)
    keys = np.concatenate([_neighbours(codes, units, k, len(words)) for k in range(1, window)])
    hits = pl.Series("key", keys).value_counts(name="count").filter(pl.col("count") >= minimum)
    counts = np.bincount(codes, minlength=len(words))
    first, second = np.divmod(hits["key"].to_numpy(), max(len(words), 1))
    table = pl.DataFrame(
        {
            "first": words.gather(first),
            "second": words.gather(second),
            "count": hits["count"].cast(pl.Int64),
            "first_count": counts[first],
            "second_count": counts[second],
        }
    )
    for column in ("first", "second"):
        table = without_stopwords(table, stopwords, term=column)
    return with_measures(
        table,
        pl.col("count") / (window - 1),
        pl.col("first_count"),
        pl.col("second_count"),
        codes.size,
    ).sort("g2", "first", "second", descending=[True, False, False], nulls_last=True)


def cooccurrences(
    tokens: pl.DataFrame,
    *,
    term: str = "token",
    within: Unit = "sentence",
    minimum: int = 3,
    stopwords: Collection[str] = (),
) -> pl.DataFrame:
    """Count the units (sentences or documents) that two terms share: the edges of a network.

    Returns
    -------
        first, second (in alphabetical order, each pair once), count (units with both), first_count,
        second_count (units with the term), and the measures of `association`, with n the number of
        units. Highest g2 first.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aaab"), "sentence": [0, 0, 0, 0],
    ...     "token": ["red", "lines", "red", "sea"]})
    >>> cooccurrences(tokens, minimum=1).select("first", "second", "count", "npmi").rows()
    [('lines', 'red', 1, 1.0)]
    """
    unit = _unit(within)
    n = tokens.select(unit).n_unique()
    terms = tokens.select(*unit, pl.col(term).alias("term")).unique()
    terms = terms.with_columns(units=pl.len().over("term").cast(pl.Int64))
    terms = without_stopwords(terms.filter(pl.col("units") >= minimum), stopwords)
    table = (
        terms.join(terms, on=unit, suffix="_second")
        .filter(pl.col("term") < pl.col("term_second"))
        .group_by(first="term", second="term_second")
        .agg(
            count=pl.len().cast(pl.Int64),
            first_count=pl.col("units").first(),
            second_count=pl.col("units_second").first(),
        )
        .filter(pl.col("count") >= minimum)
    )
    o11, r1, c1 = (pl.col(name) for name in ("count", "first_count", "second_count"))
    return with_measures(table, o11, r1, c1, n).sort(
        "g2", "first", "second", descending=[True, False, False], nulls_last=True
    )


def _unit(within: Unit) -> list[str]:
    return ["document", "sentence"] if within == "sentence" else ["document"]


def _encode(tokens: pl.DataFrame, term: str, within: Unit) -> tuple[pl.Series, Integers, Integers]:
    """Give the words in alphabetical order, each token's place there, and a number for its unit."""
    ordered = tokens.sort(ORDER).select(
        term=pl.col(term), unit=pl.struct(_unit(within)).rle_id().cast(pl.Int64)
    )
    words = ordered["term"].unique().sort()
    codes = ordered["term"].cast(pl.Enum(words)).to_physical().cast(pl.Int64)
    return words, codes.to_numpy(), ordered["unit"].to_numpy()


def _neighbours(codes: Integers, units: Integers, distance: int, base: int) -> Integers:
    """Write each pair of words `distance` apart in one unit as first * base + second."""
    together = units[:-distance] == units[distance:]
    return np.asarray(codes[:-distance][together] * base + codes[distance:][together])
