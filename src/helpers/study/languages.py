"""Which articles an instrument knows by their language, and which it has to leave out.

Where an instrument does not know the language of an article, it says nothing of it: its sentences
have no voice, no frame is searched in them, they have no score. What is missing is never counted as
absent, so every measure and every finding rests on the articles that its instruments know.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

import polars as pl

from helpers.corpus.lexicons import ToneSettings
from helpers.corpus.text.languages import ENGLISH
from helpers.measures.joins import join_in_order
from helpers.study.instruments import LEXICONS

if TYPE_CHECKING:
    from helpers.study.selection import Selection
    from helpers.study.tables import Tables

# What is read in the articles: who speaks, frames, tone, and the words that are counted.
Reading = Literal["voices", "frames", "tone", "words"]


def in_languages(
    table: pl.DataFrame, documents: pl.DataFrame, languages: Collection[str]
) -> pl.DataFrame:
    """Keep the rows of the articles in some languages.

    Parameters
    ----------
    table
        document.
    documents
        document, language.
    languages
        Their codes.

    Examples
    --------
    >>> articles = pl.DataFrame({"document": ["a", "b"], "language": ["en", "ru"]})
    >>> in_languages(articles, articles, ["ru"])["document"].to_list()
    ['b']
    """
    known = documents.filter(pl.col("language").is_in(list(languages)))
    return join_in_order(table, known, on="document", how="semi")


def languages_of_lexicon(lexicon: str, tone: ToneSettings) -> tuple[str, ...]:
    """Languages that an instrument of tone knows: the published word lists are English."""
    own, *_ = LEXICONS
    return tone.languages if lexicon == own else (ENGLISH,)


def read_articles(tables: "Tables", lexicon: str) -> pl.DataFrame:
    """Tell what is read in each article, by the report's own instruments or by programs.

    Returns
    -------
    DataFrame
        document, voices, frames, tone (by the lexicon, or program): Boolean; articles without text
        of their own are left out.
    """
    scored = tables.tones_of(lexicon)["document"].unique()
    return (
        tables.sentences.filter(pl.col("kind") != "boilerplate")
        .group_by("document", maintain_order=True)
        .agg(voices=pl.col("voice").is_not_null().any(), frames=pl.col("searched").any())
        .with_columns(tone=pl.col("document").is_in(scored.implode()))
    )


def known_languages(selection: "Selection", reading: Reading) -> tuple[str, ...]:
    """Languages that the report's instrument of a reading knows.

    Of words it is the language in which they are counted; none where they cannot be.
    """
    tables = selection.tables
    if reading == "words":
        language = selection.language_of_words
        return () if language is None else (language,)
    if reading == "voices":
        return tables.speech.languages
    if reading == "frames":
        return tables.codebook.languages
    return languages_of_lexicon(selection.parameters.lexicon, tables.tone)


def documents_read(selection: "Selection", readings: Collection[Reading]) -> list[str]:
    """Name the articles in which all of some readings are read, in order of publication."""
    table = selection.articles_read
    return table.filter(pl.all_horizontal(*readings))["document"].to_list()
