"""Keep the words that a chapter counts again and again where it can read them fast."""

import tempfile
from pathlib import Path

import polars as pl

from helpers.system.scratch import own_folder

# Some hundred megabytes; more words go to disk.
IN_MEMORY = 1_000_000


def keep(words: pl.LazyFrame, *, rows: int) -> pl.LazyFrame:
    """Carry out what leads to a table once, and keep it: in memory, or on disk if it is large.

    Parameters
    ----------
    words
        What leads to it.
    rows
        How many rows it has about.

    Examples
    --------
    >>> keep(pl.LazyFrame({"token": ["red", "sea"]}), rows=2).collect().height
    2
    """
    if rows <= IN_MEMORY:
        return words.collect().lazy()
    path = Path(tempfile.mkdtemp(dir=own_folder())) / "words.parquet"
    words.sink_parquet(path, maintain_order=True)
    return pl.scan_parquet(path)
