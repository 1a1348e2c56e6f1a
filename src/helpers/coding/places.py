"""Where a sentence stands, what it is called by that, and when a coder gets it."""

import hashlib
from typing import NamedTuple

import polars as pl

from helpers.corpus.coding.fields import PLACE


class Place(NamedTuple):
    """Where a sentence stands: its article, and the characters from start to end."""

    document: str
    start: int
    end: int

    @property
    def id(self) -> str:
        """What the sentence is called on sheets and pages.

        Examples
        --------
        >>> Place("north", 0, 28).id
        'north:0-28'
        """
        return f"{self.document}:{self.start}-{self.end}"


def places_of(table: pl.DataFrame) -> list[Place]:
    """Give the place of each row."""
    return [Place(*row) for row in table.select(PLACE).iter_rows()]


def shuffle(sentences: pl.DataFrame, *, coder: str) -> pl.DataFrame:
    """Put sentences in a random order that is the same for a coder whenever it is asked for.

    Sentences that are drawn later take their places between those that were there.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a"] * 4, "start": [0, 1, 2, 3], "end": [1, 2, 3, 4]})
    >>> [shuffle(table, coder=name)["start"].to_list() for name in ("ann", "ben")]
    [[0, 1, 3, 2], [0, 3, 1, 2]]
    """
    keys = [
        hashlib.sha256("\0".join((coder, *map(str, place))).encode()).hexdigest()
        for place in places_of(sentences)
    ]
    return sentences.with_columns(pl.Series("key", keys, pl.String)).sort("key").drop("key")
