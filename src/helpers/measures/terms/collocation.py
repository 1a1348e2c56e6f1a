"""The company that a word keeps: collocates in a window of words, or in a sentence."""

from collections.abc import Collection
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.joins import KEYS
from helpers.measures.terms.association import MEASURES, log_dice, with_measures
from helpers.measures.terms.contingency import share_interval
from helpers.measures.terms.ngrams import ORDER, without_stopwords
from helpers.measures.terms.tokens import Tokens, count_rows, sentences_with


def collocates(
    tokens: Tokens,
    node: str | Collection[str],
    *,
    term: str = "token",
    span: int | None = 5,
    minimum: int = 3,
    stopwords: Collection[str] = (),
) -> pl.DataFrame:
    """List the words near a node, or in its sentences.

    Parameters
    ----------
    node
        The word, or its several forms.
    span
        Words to the left and to the right that are near; never across a sentence's end. The table
        is that of surface co-occurrence (Evert 2008): of the n tokens that are not the node, r1
        are near one, each counted once however many nodes are near; the collocate has c1, o11 of
        them near. None counts sentences (textual co-occurrence): of n sentences r1 have the node,
        c1 the collocate, o11 both.

    Returns
    -------
        collocate, count (o11), expected (r1 c1 / n), node_count (tokens or sentences of the node),
        collocate_count (c1), left, right (o11 by side; a token between two nodes is on the side of
        the nearer one, on the right side of the left one if both are as near; None for sentences),
        and the measures of `association`; log_dice takes node_count for r1, as is usual. Highest g2
        among the attracted first, the repelled last.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 4, "sentence": [0] * 4, "position": range(4),
    ...     "token": ["red", "lines", "stay", "red"]})
    >>> collocates(tokens, "lines", span=1, minimum=1).select("collocate", "count", "left").rows()
    [('stay', 1, 0), ('red', 1, 1)]
    """
    nodes = [node] if isinstance(node, str) else list(node)
    rows = tokens.lazy().select(*ORDER, term=term)
    table, r1, n = _near(rows, nodes, span) if span else _in_sentences(rows, nodes)
    listed = without_stopwords(
        table.filter(pl.col("count") >= minimum), stopwords, term="collocate"
    )
    expected = r1 * pl.col("collocate_count") / n
    scores = with_measures(listed, pl.col("count"), pl.lit(r1), pl.col("collocate_count"), n)
    dice = log_dice(*(listed[k] for k in ("count", "node_count", "collocate_count")))
    return (
        scores.with_columns(expected=expected, log_dice=dice)
        .with_columns(pl.col("log_dice").fill_nan(None))
        .select(
            *("collocate", "count", "expected", "node_count", "collocate_count", "left", "right"),
            *MEASURES,
        )
        .sort(
            *(pl.col("count") > pl.col("expected"), "g2", "collocate"),
            descending=[True, True, False],
            nulls_last=True,
        )
    )


def with_times(collocations: pl.DataFrame, *, confidence: float = 0.95) -> pl.DataFrame:
    """Add how many times as often as by chance a word stands near the node, with an interval.

    Parameters
    ----------
    collocations
        As `collocates` gives them.

    Returns
    -------
        The same with times (count / expected: 1 is chance), low and high: the exact interval of the
        share of the word's places that are near the node, over the share that chance would have. It
        takes the places for independent of one another.

    Examples
    --------
    >>> table = pl.DataFrame({"count": [8], "expected": [2.0], "collocate_count": [16]})
    >>> [round(value, 1) for value in with_times(table).select("times", "low", "high").row(0)]
    [4.0, 2.0, 6.0]
    """
    count, whole = (collocations[name].to_numpy() for name in ("count", "collocate_count"))
    ends = share_interval(count, whole, confidence=confidence)
    low, high = (pl.Series(values=end, dtype=pl.Float64) for end in ends)
    chance = pl.col("expected") / pl.col("collocate_count")
    return collocations.with_columns(
        times=pl.col("count") / pl.col("expected"), low=low / chance, high=high / chance
    )


def beside(
    tokens: pl.DataFrame, node: str | Collection[str], *, term: str = "token", span: int = 5
) -> pl.DataFrame:
    """Mark the tokens near a node, as `collocates` counts them.

    Returns
    -------
        The tokens in their order, with is_node, near (not the node, and within `span` of one in
        its sentence), and after (near, and on the right side of the node that counts).

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 4, "sentence": [0] * 4, "position": range(4),
    ...     "token": ["red", "lines", "stay", "red"]})
    >>> beside(tokens, "lines", span=1)["near"].to_list()
    [True, False, True, False]
    """
    nodes = [node] if isinstance(node, str) else list(node)
    ordered = tokens.sort(ORDER)
    is_node = ordered[term].is_in(nodes).to_numpy()
    units = ordered.select(pl.struct("document", "sentence").rle_id())["document"].to_numpy()
    near, after = near_nodes(is_node, units, span=span)
    return ordered.with_columns(
        is_node=pl.Series(is_node, dtype=pl.Boolean),
        near=pl.Series(near, dtype=pl.Boolean),
        after=pl.Series(after, dtype=pl.Boolean),
    )


def near_nodes(
    is_node: NDArray[np.bool_], units: NDArray[Any], *, span: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which tokens, in their order, are near a node, and which on the right side of it.

    Parameters
    ----------
    is_node, units
        Of each token, whether it is the node, and the number of its sentence.

    Examples
    --------
    >>> near, after = near_nodes(np.array([False, True, False]), np.array([0, 0, 0]), span=1)
    >>> near.tolist(), after.tolist()
    ([True, False, True], [False, False, True])
    """
    far = span + 1
    to_left, to_right = (np.full(is_node.size, far) for _ in range(2))
    for distance in range(span, 0, -1):
        together = units[:-distance] == units[distance:]
        to_left[distance:][together & is_node[:-distance]] = distance
        to_right[:-distance][together & is_node[distance:]] = distance
    near = (np.minimum(to_left, to_right) < far) & ~is_node
    return near, near & (to_left <= to_right)


def _near(rows: pl.LazyFrame, nodes: list[str], span: int) -> tuple[pl.DataFrame, int, int]:
    length = pl.len().cast(pl.Int64)
    totals = count_rows(rows.group_by("term").agg(collocate_count=length))
    others = totals.filter(~pl.col("term").is_in(nodes))
    marks = beside(sentences_with(rows, nodes, term="term"), nodes, term="term", span=span)
    near = (
        marks.filter("near")
        .group_by("term")
        .agg(count=length, right=pl.col("after").sum().cast(pl.Int64))
    )
    n = int(others["collocate_count"].sum())
    table = (
        others.join(near, on="term", how="left")
        .with_columns(pl.col("count", "right").fill_null(0))
        .rename({"term": "collocate"})
        .with_columns(
            left=pl.col("count") - pl.col("right"),
            node_count=pl.lit(int(totals["collocate_count"].sum()) - n, pl.Int64),
        )
    )
    return table, int(near["count"].sum()), n


def _in_sentences(rows: pl.LazyFrame, nodes: list[str]) -> tuple[pl.DataFrame, int, int]:
    length = pl.len().cast(pl.Int64)
    terms = rows.select(*KEYS, "term").unique()
    others = count_rows(
        terms.filter(~pl.col("term").is_in(nodes)).group_by("term").agg(collocate_count=length)
    )
    together = sentences_with(terms, nodes, term="term")
    near = together.group_by("term").agg(count=length)
    with_nodes = together.select(KEYS).n_unique()
    table = others.join(near, on="term").select(
        pl.col("term").alias("collocate"),
        *("count", "collocate_count"),
        pl.lit(with_nodes, pl.Int64).alias("node_count"),
        pl.lit(None, pl.Int64).alias("left"),
        pl.lit(None, pl.Int64).alias("right"),
    )
    units = count_rows(rows.select(KEYS).unique().select(pl.len())).item()
    return table, with_nodes, units
