"""A few sentences to quote for a finding."""

import polars as pl

from helpers.findings.finding import Finding
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.selection import Selection

# Letters: shorter sentences say little, longer ones are not read.
SHORTEST, LONGEST = 50, 260


def examples(selection: Selection, finding: Finding, n: int = 3) -> pl.DataFrame:
    """Choose sentences behind a finding, from as many articles as there are.

    Parameters
    ----------
    selection
        The study that the finding was made from.
    finding
        Its evidence is what is chosen from, in its order.
    n
        How many at most.

    Returns
    -------
    DataFrame
        Rows of the selection's sentences: one from each article, then a second, and so on;
        sentences of fifty to 260 letters first.
    """
    keys = pl.DataFrame(
        [(place.document, place.sentence) for place in finding.evidence],
        schema={"document": pl.String, "sentence": pl.Int64},
        orient="row",
    )
    length = pl.col("text").str.len_chars()
    return (
        join_in_order(keys, selection.sentences, on=KEYS, how="inner")
        .with_columns(odd=~length.is_between(SHORTEST, LONGEST))
        .sort("odd", maintain_order=True)
        .with_columns(turn=pl.int_range(pl.len()).over("document"))
        .sort("odd", "turn", maintain_order=True)
        .head(n)
        .drop("odd", "turn")
    )
