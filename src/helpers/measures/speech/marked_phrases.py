"""Phrases in quotation marks that the text gives to no speaker (scare quotes)."""

import polars as pl

from helpers.corpus.voices.scare_quotes import scare_quotes
from helpers.corpus.voices.speech import Speech
from helpers.measures.joins import PLACES, name_places


def marked_phrases(sentences: pl.DataFrame, speech: Speech) -> pl.DataFrame:
    """Count the short phrases in quotation marks that no verb of saying introduces.

    Parameters
    ----------
    sentences
        document, sentence, start, text, kind.
    speech
        Quotation marks, verbs, and how long a phrase may be
        (see `helpers.corpus.voices.scare_quotes.scare_quotes`).

    Returns
    -------
    DataFrame
        phrase (as it is written the first time; capitals make no difference), times, documents (how
        many articles), places; the most frequent first.

    Examples
    --------
    >>> marks = {"open": ["“"], "close": ["”"], "straight": ['"']}
    >>> speech = Speech(verbs={"neutral": ["call"]}, quotation_marks=marks)
    >>> text = "The “threat” was called “real”."
    >>> table = pl.DataFrame({"document": ["a"], "sentence": [0], "start": [0], "kind": ["body"],
    ...                       "text": [text]})
    >>> marked_phrases(table, speech).rows()
    [('threat', 1, 1, ['a#0'])]
    """
    return (
        scare_quotes(sentences, speech)
        .group_by(pl.col("text").str.to_lowercase().alias("key"), maintain_order=True)
        .agg(
            pl.col("text").first().alias("phrase"),
            pl.len().cast(pl.Int64).alias("times"),
            pl.col("document").n_unique().cast(pl.Int64).alias("documents"),
            name_places().head(PLACES),
        )
        .sort("times", "key", descending=[True, False])
        .drop("key")
    )
