"""Texts that stand in a corpus twice, wholly or nearly."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from helpers.corpus.limits import NearDuplicate

# Documents whose words are held at once.
_BATCH = 2000
_WORD = r"\w+"


def duplicates(texts: pl.DataFrame, *, near: NearDuplicate) -> pl.DataFrame:
    """Find the documents whose text an earlier document has already.

    Parameters
    ----------
    texts : polars.DataFrame
        document, text.
    near : NearDuplicate
        Shingle length, least similarity and sketch size, as `defaults/corpus.yml` explains.

    Returns
    -------
    polars.DataFrame
        document, of (an earlier document), similarity (1.0 for equal texts, else Jaccard's
        index of the two sets of shingles, at least `near.similarity`), equal (whether the two
        are the same to the letter); one row per document that has a twin, in corpus order.
        Texts shorter than a shingle are compared for equality only.

    Examples
    --------
    >>> near = NearDuplicate(shingle_words=2, similarity=0.6, sketch=4)
    >>> texts = pl.DataFrame(
    ...     {"document": ["a", "b", "c"], "text": ["a b c d e", "x y z", "A b, c d e f"]}
    ... )
    >>> duplicates(texts, near=near).rows()
    [('c', 'a', 0.8, False)]
    """
    numbered = texts.with_row_index("row").with_columns(first=pl.col("row").first().over("text"))
    equal = numbered.filter(pl.col("row") > pl.col("first"))
    rows = [(row, first, 1.0, True) for row, first in equal.select("row", "first").rows()]
    distinct = numbered.filter(pl.col("row") == pl.col("first"))
    rows += _near(distinct, near)
    names = texts["document"]
    return pl.DataFrame(
        [(names[row], names[first], score, same) for row, first, score, same in sorted(rows)],
        schema={"document": pl.String, "of": pl.String, "similarity": pl.Float64, "equal": bool},
        orient="row",
    )


def _near(texts: pl.DataFrame, near: NearDuplicate) -> Iterator[tuple[int, int, float, bool]]:
    found: set[int] = set()
    text = dict(texts.select("row", "text").rows())
    for row, earlier in _candidates(texts, near).rows():
        if row not in found:
            one, other = _shingles(text[row], near), _shingles(text[earlier], near)
            similarity = len(one & other) / len(one | other)
            if similarity >= near.similarity:
                found.add(row)
                yield row, earlier, similarity, False


def _candidates(texts: pl.DataFrame, near: NearDuplicate) -> pl.DataFrame:
    """Return pairs (row, earlier) that share a sketch hash.

    Each document is paired with the first that has the hash and with the one before it, not
    with all: a line that thousands of articles share would make millions of pairs.
    """
    sketches = pl.concat(
        [_sketches(texts[start : start + _BATCH], near) for start in range(0, len(texts), _BATCH)]
        or [pl.DataFrame(schema={"row": pl.UInt32, "hash": pl.UInt64})]
    ).sort("hash", "row")
    first = sketches.with_columns(earlier=pl.col("row").first().over("hash"))
    previous = sketches.with_columns(earlier=pl.col("row").shift().over("hash"))
    return (
        pl.concat([first, previous])
        .filter(pl.col("earlier") < pl.col("row"))
        .select("row", "earlier")
        .unique()
        .sort("row", "earlier")
    )


def _sketches(texts: pl.DataFrame, near: NearDuplicate) -> pl.DataFrame:
    """Return row, hash: the smallest shingle hashes of each text."""
    words = texts.select(
        "row", word=pl.col("text").str.to_lowercase().str.extract_all(_WORD)
    ).explode("word")
    rows = words["row"].to_numpy()
    hashes = words["word"].hash().to_numpy()
    last = len(rows) - near.shingle_words + 1
    if last < 1:
        return pl.DataFrame(schema={"row": pl.UInt32, "hash": pl.UInt64})
    # A shingle's hash is a polynomial of its words' hashes, so that their order counts.
    mixed = np.zeros(last, dtype=np.uint64)
    for place in range(near.shingle_words):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + last]
    within = rows[:last] == rows[near.shingle_words - 1 :]
    return (
        pl.DataFrame({"row": rows[:last][within], "hash": mixed[within]})
        .group_by("row")
        .agg(pl.col("hash").unique().bottom_k(near.sketch))
        .explode("hash")
    )


def _shingles(text: str, near: NearDuplicate) -> set[tuple[str, ...]]:
    words = pl.Series([text]).str.to_lowercase().str.extract_all(_WORD)[0].to_list()
    return {
        tuple(words[start : start + near.shingle_words])
        for start in range(len(words) - near.shingle_words + 1)
    }
