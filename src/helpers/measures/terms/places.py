"""Where along the texts words stand, the texts laid end to end."""

from collections.abc import Sequence

import polars as pl

from helpers.measures.joins import join_in_order
from helpers.measures.terms.tokens import Tokens, count_rows


def places(
    tokens: Tokens,
    texts: pl.DataFrame,
    documents: pl.DataFrame,
    terms: Sequence[str],
    *,
    term: str = "token",
    steps: int = 600,
) -> pl.DataFrame:
    """Find the places of some words along all texts.

    Parameters
    ----------
    tokens
        document, start, and the column `term`.
    texts
        document, text: the longer a text, the longer its part of the whole.
    documents
        document: the texts to lay end to end, in their order.
    terms
        The words, in the order of the result.
    steps
        Places closer than this part of the whole are one.

    Returns
    -------
        term, document, first, last (where the document begins and ends, as shares of the whole),
        place (share of the whole; None where the document does not have the word). Every word has
        at least one row in each document.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a", "b"], "start": [0, 5], "token": ["sea", "sea"]})
    >>> texts = pl.DataFrame({"document": ["a", "b"], "text": ["sea calm..", "calm sea.."]})
    >>> places(tokens, texts, texts, ["sea"]).rows()
    [('sea', 'a', 0.0, 0.5, 0.0), ('sea', 'b', 0.5, 1.0, 0.75)]
    """
    whole = pl.col("size").sum()
    parts = (
        join_in_order(documents.select("document"), texts, on="document", how="inner")
        .select("document", size=pl.col("text").str.len_chars().cast(pl.Float64))
        .with_columns(before=pl.col("size").cum_sum() - pl.col("size"), whole=whole)
        .with_columns(
            first=pl.col("before") / pl.col("whole"),
            last=(pl.col("before") + pl.col("size")) / pl.col("whole"),
        )
    )
    place = (pl.col("before") + pl.col("start")) / pl.col("whole")
    marks = (
        count_rows(
            tokens.lazy()
            .select("document", "start", pl.col(term).alias("term"))
            .filter(pl.col("term").is_in(list(terms)))
        )
        .join(parts, on="document")
        .select("term", "document", place=(place * steps).round() / steps)
        .unique()
        .sort("term", "document", "place")
    )
    rows = pl.DataFrame({"term": list(terms)}, schema={"term": pl.String}).join(
        parts.select("document", "first", "last"), how="cross", maintain_order="left_right"
    )
    return rows.join(marks, on=["term", "document"], how="left", maintain_order="left_right")
