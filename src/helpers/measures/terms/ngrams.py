"""Runs of words: n-grams as a table of tokens, and what stop words take away."""

from collections.abc import Collection

import polars as pl
from pydantic import BaseModel, ConfigDict

from helpers.corpus.text.languages import ENGLISH, Languages
from helpers.measures.terms.forms import one_shape
from helpers.measures.terms.tokens import Frame

ORDER = ("document", "sentence", "position")


class Stopwords(BaseModel):
    """The file `stopwords.yml`: function words, lower case, apostrophes straight.

    Attributes
    ----------
    languages
        Those of the words.
    words
        Left out of lists of terms.
    acronyms
        Those that are another word in capitals (see `forms.with_acronyms`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    languages: Languages = (ENGLISH,)
    words: frozenset[str]
    acronyms: frozenset[str] = frozenset()


def ngrams(tokens: pl.DataFrame, *, n: int = 2, in_order: bool = False) -> pl.DataFrame:
    """Join every run of `n` tokens of a sentence into one token.

    An n-gram never crosses a sentence's end, so a sentence of k tokens has max(0, k - n + 1). The
    result is itself a table of tokens: every measure that takes words takes n-grams.

    Parameters
    ----------
    in_order
        Whether the tokens stand in the order of the text already.

    Returns
    -------
        The same columns, in the order of the text: `token` holds the words joined by one blank,
        `start` and `end` the offsets of the whole run, all others the values of its first word.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 3, "sentence": [0, 0, 1],
    ...     "position": [0, 1, 2], "token": ["red", "lines", "stay"],
    ...     "start": [0, 4, 11], "end": [3, 9, 15]})
    >>> ngrams(tokens, n=2).select("token", "start", "end").rows()
    [('red lines', 0, 9)]
    """
    if n < 1:
        raise ValueError(f"n-grams of {n} words: n starts at 1")
    unit = pl.struct("document", "sentence").rle_id()
    return (
        (tokens if in_order else tokens.sort(ORDER))
        .with_columns(
            unit.alias("__unit"),
            token=pl.concat_str([pl.col("token").shift(-k) for k in range(n)], separator=" "),
            end=pl.col("end").shift(1 - n),
        )
        .filter(pl.col("__unit").shift(1 - n) == pl.col("__unit"), pl.col("token").is_not_null())
        .drop("__unit")
    )


def without_stopwords(table: Frame, stopwords: Collection[str], *, term: str = "term") -> Frame:
    """Drop the rows whose term begins or ends with a stop word.

    "of the alliance" and "alliance of" say nothing that "alliance" does not; "freedom of choice"
    stays. Curly and straight apostrophes are the same.

    Examples
    --------
    >>> table = pl.DataFrame({"term": ["the", "freedom of choice", "of nato", "don’t"]})
    >>> without_stopwords(table, ["the", "of", "don't"])["term"].to_list()
    ['freedom of choice']
    """
    words = one_shape(term).str.split(" ")
    stop = list(stopwords)
    return table.filter(~(words.list.first().is_in(stop) | words.list.last().is_in(stop)))
