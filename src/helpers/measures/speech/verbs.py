"""Which verbs introduce what sources say."""

import polars as pl

from helpers.measures.joins import name_places
from helpers.measures.speech.sources import by_sources

# Verbs of a class that are named, and those of them that have an example.
NAMED, EXAMPLES = 8, 2


def verbs_of_saying(sentences: pl.DataFrame) -> pl.DataFrame:
    """Count the verbs that introduce quotations and paraphrases, by class.

    Parameters
    ----------
    sentences
        document, sentence, voice, verb, verb_class; those without a verb of saying are left out.

    Returns
    -------
    DataFrame
        verb_class, sentences, n (sentences of all classes), share (sentences / n), verbs (the most
        frequent ones, "say (2)"), places (one of each of the first two); the most frequent class
        first.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a"] * 3, "sentence": [0, 1, 2], "voice": ["quote"] * 3,
    ...                       "verb": ["say", "say", "claim"],
    ...                       "verb_class": ["neutral", "neutral", "distancing"]})
    >>> verbs_of_saying(table).drop("share").rows()
    [('neutral', 2, 3, ['say (2)'], ['a#0']), ('distancing', 1, 3, ['claim (1)'], ['a#2'])]
    """
    return (
        by_sources(sentences)
        .drop_nulls(["verb", "verb_class"])
        .group_by("verb_class", "verb", maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("times"), name_places().first())
        .sort("times", "verb", descending=[True, False])
        .group_by("verb_class", maintain_order=True)
        .agg(
            pl.col("times").sum().alias("sentences"),
            pl.format("{} ({})", "verb", "times").head(NAMED).alias("verbs"),
            pl.col("places").head(EXAMPLES),
        )
        .with_columns(n=pl.col("sentences").sum())
        .with_columns(share=pl.col("sentences") / pl.col("n"))
        .sort("sentences", "verb_class", descending=[True, False])
        .select("verb_class", "sentences", "n", "share", "verbs", "places")
    )
