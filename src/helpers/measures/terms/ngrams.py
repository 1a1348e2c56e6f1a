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


def ngrams(tokens: pl.DataFrame, *, n: int = 2) -> pl.DataFrame:
    """Join every run of `n` tokens of a sentence into one token.

    An n-gram never crosses a sentence's end, so a sentence of k tokens has max(0, k - n + 1). The
    result is itself a table of tokens: every measure that takes words takes n-grams.

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
    sentence = ["document", "sentence"]
    words = [pl.col("token").shift(-k).over(sentence) for k in range(n)]
    return (
        tokens.sort(ORDER)
        .with_columns(
            # A run past the sentence's end holds a null and so becomes null as a whole.
            token=pl.concat_str(words, separator=" "),
            end=pl.col("end").shift(1 - n).over(sentence),
        )
        .filter(pl.col("token").is_not_null())
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
