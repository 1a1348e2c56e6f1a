"""Turn places in texts as they are read into places in their files, and back."""

import polars as pl

# Columns that hold where something begins and ends.
_PAIRS = (("start", "end"), ("left_start", "right_end"))


def in_files(table: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Say where in its file each stretch of a text stands.

    What has no place in the text (a tag, a soft hyphen) belongs to no stretch that it stands before
    or behind.

    Parameters
    ----------
    table : DataFrame
        document, start and end, left_start and right_end: places in texts as they are read. Other
        columns stay; a table without such columns is returned as it is.
    changes : DataFrame
        As `helpers.corpus.text.normalisation.normalise` gives them.

    Returns
    -------
    DataFrame
        The same rows in the same order; the places are code points of the file.

    Examples
    --------
    >>> from helpers.corpus.text.normalisation import normalise
    >>> texts = pl.DataFrame({"document": ["a"], "text": ["<p>A&amp;B rose.</p><p>It fell.</p>"]})
    >>> read = normalise(texts)
    >>> read.texts["text"].item()[2:11], read.texts["text"].item()[15:23]
    ('A&B rose.', 'It fell.')
    >>> spans = pl.DataFrame({"document": ["a", "a"], "start": [2, 15], "end": [11, 23]})
    >>> in_files(spans, read.changes).rows()
    [('a', 3, 16), ('a', 23, 31)]
    """
    names = {"start": "from", "end": "from_end", "file_start": "to", "file_end": "to_end"}
    return _move(table, changes.rename(names))


def in_texts(table: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Say where in the text as it is read each stretch of a file stands: undo `in_files`.

    Examples
    --------
    >>> from helpers.corpus.text.normalisation import normalise
    >>> texts = pl.DataFrame({"document": ["a"], "text": ["<p>A&amp;B rose.</p><p>It fell.</p>"]})
    >>> spans = pl.DataFrame({"document": ["a", "a"], "start": [3, 23], "end": [16, 31]})
    >>> in_texts(spans, normalise(texts).changes).rows()
    [('a', 2, 11), ('a', 15, 23)]
    """
    names = {"start": "to", "end": "to_end", "file_start": "from", "file_end": "from_end"}
    return _move(table, changes.rename(names))


def _move(table: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    if changes.is_empty() or "document" not in table.columns:
        return table
    # Of changes at one place the last counts, which is the one that holds a character.
    changes = changes.sort("from", maintain_order=True)
    within = pl.col("at") < pl.col("from_end")
    beyond = pl.col("to_end") + pl.col("at") - pl.col("from_end")
    start = pl.when(within).then("to").otherwise(beyond)
    # What ends somewhere ends behind the character before it.
    end = pl.when(within).then("to_end").otherwise(beyond + 1)
    moved = {}
    for first, last in _PAIRS:
        if first in table.columns and last in table.columns:
            moved[first] = _after_change(table, pl.col(first), changes).select(
                pl.coalesce(start, "at")
            )
            moved[last] = _after_change(table, pl.col(last) - 1, changes).select(
                pl.coalesce(end, pl.col("at") + 1)
            )
    return table.with_columns(**{name: column.to_series() for name, column in moved.items()})


def _after_change(table: pl.DataFrame, place: pl.Expr, changes: pl.DataFrame) -> pl.DataFrame:
    """Put beside each place, in the table's order, the last change that begins there or before."""
    return (
        table.select("document", at=place)
        .with_row_index("row")
        .sort("at")
        .join_asof(changes, left_on="at", right_on="from", by="document", check_sortedness=False)
        .sort("row")
    )
