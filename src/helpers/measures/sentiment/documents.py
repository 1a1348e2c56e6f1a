"""From sentences to documents: their mean tone, its course, and before against after a date."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:  # building instruments needs NLTK, which these tables do not
    from helpers.measures.sentiment.instruments import Instrument


def document_scores(tones: pl.DataFrame) -> pl.DataFrame:
    """Give each document's score: the mean of its sentences' scores.

    Sentences in which no word matched are left out of the mean; `coverage` says how many remain.
    For an interval see `helpers.measures.resampling.bootstrap_mean`.

    Returns
    -------
        document, lexicon (sorted), sentences, covered, coverage (covered / sentences), score (in
        the lexicon's unit).

    Examples
    --------
    >>> tones = pl.DataFrame({"document": "a", "lexicon": "vader", "score": [0.5, None, -0.1]})
    >>> document_scores(tones).rows()
    [('a', 'vader', 3, 2, 0.6666666666666666, 0.2)]
    """
    return (
        tones.group_by("document", "lexicon")
        .agg(
            pl.len().cast(pl.Int64).alias("sentences"),
            pl.col("score").count().cast(pl.Int64).alias("covered"),
            pl.col("score").is_not_null().mean().alias("coverage"),
            pl.col("score").mean(),
        )
        .sort("document", "lexicon")
    )


def whole_text_scores(texts: pl.DataFrame, *, instruments: Iterable["Instrument"]) -> pl.DataFrame:
    """Score each document as if it were one sentence: the example of what goes wrong.

    VADER's compound is bounded, so that a long text is nearly always near -1 or 1, on the side of
    whatever its lexicon sees a little more of.

    Parameters
    ----------
    texts
        A table: document, text.

    Returns
    -------
        document, lexicon, score, hits.

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.lexicons import open_lexicons, open_tone
    >>> from helpers.measures.sentiment.instruments import instruments
    >>> built = instruments(open_lexicons(), open_tone(Path("no-such-folder")))
    >>> texts = pl.DataFrame({"document": "a", "text": "The United States and war. " * 30})
    >>> whole_text_scores(texts, instruments=[built["vader"]]).rows()
    [('a', 'vader', -0.9932, 60)]
    """
    tables = [
        texts.select("document", pl.lit(instrument.name).alias("lexicon")).hstack(
            instrument.scores(texts["text"])
        )
        for instrument in instruments
    ]
    return pl.concat(tables)


def course(sentences: pl.DataFrame, *, parts: int = 10) -> pl.DataFrame:
    """Add each sentence's part of its document, from 1 to `parts`, by its place in order.

    Ten parts are deciles. Leave boilerplate out beforehand. A document with fewer sentences than
    parts leaves some of them empty.

    Returns
    -------
        The table with the column part.

    Examples
    --------
    >>> sentences = pl.DataFrame({"document": "a", "sentence": [0, 3, 4, 9]})
    >>> course(sentences, parts=2)["part"].to_list()
    [1, 1, 2, 2]
    """
    if parts < 1:
        raise ValueError(f"parts is {parts}; it must be 1 or more")
    place = pl.col("sentence").rank("ordinal").over("document").cast(pl.Int64) - 1
    return sentences.with_columns((place * parts // pl.len().over("document") + 1).alias("part"))


def period(documents: pl.DataFrame, *, turn: date) -> pl.DataFrame:
    """Add whether a document was published before a date, or on that day and after it.

    Parameters
    ----------
    documents
        Columns document, published (Date, None where undated).
    turn
        The first day of the second period.

    Returns
    -------
        The table with the column period ("before", "after", None where undated).

    Examples
    --------
    >>> documents = pl.DataFrame({"document": ["a", "b", "c"],
    ...                           "published": [date(2022, 2, 23), date(2022, 2, 24), None]})
    >>> period(documents, turn=date(2022, 2, 24))["period"].to_list()
    ['before', 'after', None]
    """
    published = pl.col("published")
    return documents.with_columns(
        pl.when(published < turn)
        .then(pl.lit("before"))
        .when(published >= turn)
        .then(pl.lit("after"))
        .alias("period")
    )
