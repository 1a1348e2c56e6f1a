"""Which sentences are a source's, and where they stand."""

import polars as pl

from helpers.corpus.voices.voice import SOURCE_VOICES
from helpers.measures.joins import KEYS


def by_sources(sentences: pl.DataFrame) -> pl.DataFrame:
    """Keep the sentences that quote or paraphrase a source.

    Examples
    --------
    >>> table = pl.DataFrame({"sentence": [0, 1, 2], "voice": ["narrator", "quote", None]})
    >>> by_sources(table)["sentence"].to_list()
    [1]
    """
    return sentences.filter(pl.col("voice").is_in(SOURCE_VOICES).fill_null(value=False))


def places() -> pl.Expr:
    """Name each sentence as "document#sentence"; a group of rows gives the list of its sentences.

    Examples
    --------
    >>> pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1]}).select(places()).rows()
    [('a#0',), ('a#1',)]
    """
    return pl.format("{}#{}", *KEYS).alias("places")
