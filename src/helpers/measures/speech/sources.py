"""Which sentences are a source's, and where they stand."""

import polars as pl

from helpers.corpus.voices.voice import SOURCE_VOICES


def by_sources(sentences: pl.DataFrame) -> pl.DataFrame:
    """Keep the sentences that quote or paraphrase a source.

    Examples
    --------
    >>> table = pl.DataFrame({"sentence": [0, 1, 2], "voice": ["narrator", "quote", None]})
    >>> by_sources(table)["sentence"].to_list()
    [1]
    """
    return sentences.filter(pl.col("voice").is_in(SOURCE_VOICES).fill_null(value=False))
