"""Find equal and nearly equal texts."""

import re
from collections.abc import Iterator

import numpy as np
import polars as pl

from helpers.corpus.files.limits import NearDuplicate

# Documents whose words are held at once.
_BATCH = 2000
# Pairs whose sketches are held at once.
_PAIRS = 200_000
_WORD = r"\w+"


def duplicates(texts: pl.DataFrame, *, near: NearDuplicate) -> pl.DataFrame:
    """Find the documents that repeat the text of an earlier document.

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
        texts are identical); one row per document that has a twin, in corpus order.
        Texts shorter than a shingle are compared for equality only.

    Examples
    --------
    >>> near = NearDuplicate(shingle_words=2, similarity=0.6, sketch=4, looked_up=4)
    >>> texts = pl.DataFrame(
    ...     {"document": ["a", "b", "c"], "text": ["a b c d e", "x y z", "A b, c d e f"]}
    ... )
    >>> duplicates(texts, near=near).rows()
    [('c', 'a', 0.8, False)]
    """
    rows_of_texts = texts.with_row_index("row").with_columns(
        first=pl.col("row").first().over("text")
    )
    equal = rows_of_texts.filter(pl.col("row") > pl.col("first"))
    rows = [(row, first, 1.0, True) for row, first in equal.select("row", "first").rows()]
    distinct = rows_of_texts.filter(pl.col("row") == pl.col("first"))
    rows += _near(distinct, near)
    names = texts["document"]
    return pl.DataFrame(
        [(names[row], names[first], score, same) for row, first, score, same in sorted(rows)],
        schema={"document": pl.String, "of": pl.String, "similarity": pl.Float64, "equal": bool},
        orient="row",
    )


def _near(texts: pl.DataFrame, near: NearDuplicate) -> Iterator[tuple[int, int, float, bool]]:
    twins: set[int] = set()
    pairs = _candidates(texts, near)
    candidates = pl.DataFrame({"row": pl.concat([pairs["row"], pairs["earlier"]])})
    text = dict(texts.join(candidates, on="row", how="semi").select("row", "text").rows())
    for row, earlier in pairs.rows():
        if row not in twins:
            one, other = _shingles(text[row], near), _shingles(text[earlier], near)
            similarity = len(one & other) / len(one | other)
            if similarity >= near.similarity:
                twins.add(row)
                yield row, earlier, similarity, False


def _candidates(texts: pl.DataFrame, near: NearDuplicate) -> pl.DataFrame:
    """Return the pairs (row, earlier) whose sketches are similar enough for twins.

    Each document is paired with the first that has one of its smallest hashes and with the one
    before it, not with all: a line that thousands of articles share would make millions of
    pairs.
    """
    parts = [texts[start : start + _BATCH] for start in range(0, texts.height, _BATCH)]
    sketches = pl.concat([_sketches(part, near) for part in parts or [texts]]).sort("row")
    smallest = (
        sketches.select("row", pl.col("sketch").list.head(near.looked_up))
        .explode("sketch")
        .sort("sketch", "row")
    )
    pairs = pl.concat(
        smallest.select("row", pick.over("sketch").alias("earlier"))
        for pick in (pl.col("row").first(), pl.col("row").shift())
    )
    # Five standard errors: a pair of twins falls short once in millions.
    error = (near.similarity * (1 - near.similarity) / near.sketch) ** 0.5
    overlap = pl.col("sketch").list.set_intersection("sketch_earlier").list.len()
    shorter = pl.min_horizontal(pl.col("sketch").list.len(), pl.col("sketch_earlier").list.len())
    pairs = pairs.filter(pl.col("earlier") < pl.col("row")).unique().sort("row", "earlier")
    return pl.concat(
        # Slice by slice, as each pair brings two sketches along.
        part.join(sketches, on="row", maintain_order="left")
        .join(
            sketches,
            left_on="earlier",
            right_on="row",
            suffix="_earlier",
            maintain_order="left",
        )
        .filter(overlap >= (near.similarity - 5 * error) * shorter)
        .select("row", "earlier")
        for part in [pairs.head(0), *pairs.iter_slices(_PAIRS)]
    )


def _sketches(texts: pl.DataFrame, near: NearDuplicate) -> pl.DataFrame:
    """Return row, sketch: the smallest shingle hashes of each text, ascending."""
    words = texts.select(
        "row", word=pl.col("text").str.to_lowercase().str.extract_all(_WORD)
    ).explode("word")
    rows = words["row"].to_numpy()
    hashes = words["word"].hash().to_numpy()
    last = len(rows) - near.shingle_words + 1
    if last < 1:
        return pl.DataFrame(schema={"row": pl.UInt32, "sketch": pl.List(pl.UInt64)})
    # A shingle's hash is a polynomial of its words' hashes, so that their order counts.
    shingles = np.zeros(last, dtype=np.uint64)
    for place in range(near.shingle_words):
        shingles = shingles * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + last]
    within = rows[:last] == rows[near.shingle_words - 1 :]
    return (
        pl.DataFrame({"row": rows[:last][within], "hash": shingles[within]})
        .group_by("row")
        .agg(sketch=pl.col("hash").unique().bottom_k(near.sketch).sort())
    )


def _shingles(text: str, near: NearDuplicate) -> set[tuple[str, ...]]:
    words = re.findall(_WORD, text.lower())
    return {
        tuple(words[start : start + near.shingle_words])
        for start in range(len(words) - near.shingle_words + 1)
    }
