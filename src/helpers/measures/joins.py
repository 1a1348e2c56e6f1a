"""Join tables without changing the order of the first one."""

from collections.abc import Sequence
from typing import Literal

import polars as pl

# The columns that tell which sentence a row belongs to.
KEYS = ["document", "sentence"]
# Sentences that a table names behind one of its rows; its counts tell how many there are.
PLACES = 200


def join_in_order(
    table: pl.DataFrame,
    other: pl.DataFrame,
    *,
    on: str | Sequence[str] = KEYS,
    how: Literal["left", "inner", "semi"] = "left",
) -> pl.DataFrame:
    """Join a table to another, its rows in their own order.

    Parameters
    ----------
    table
        The table whose order and, unless `how` says otherwise, rows stay.
    other
        Where the further columns come from.
    on
        Columns that rows of both have in common.
    how
        Keep every row (left), those with a match (inner), or those and no further columns (semi).

    Examples
    --------
    >>> rows = pl.DataFrame({"document": ["b", "a", "c"], "sentence": [1, 0, 2]})
    >>> tones = pl.DataFrame({"document": ["a", "b"], "sentence": [0, 1], "tone": [-1, 1]})
    >>> join_in_order(rows, tones).rows()
    [('b', 1, 1), ('a', 0, -1), ('c', 2, None)]
    >>> join_in_order(rows, tones, how="semi").rows()
    [('b', 1), ('a', 0)]
    """
    return table.join(other, on=on, how=how, maintain_order="left")


def name_places() -> pl.Expr:
    """Name each sentence as "document#sentence"; a group of rows gives the list of its sentences.

    Examples
    --------
    >>> pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1]}).select(name_places()).rows()
    [('a#0',), ('a#1',)]
    """
    return pl.format("{}#{}", *KEYS).alias("places")
