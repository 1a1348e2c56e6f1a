"""The form in which words are counted: as they stand, or by stem."""

from typing import Literal, get_args

import polars as pl

Form = Literal["surface", "stem"]

SHAPES = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\N{SOFT HYPHEN}": ""}
"""Signs that stand in words in several shapes, and the one that they are counted as."""


def one_shape(column: str) -> pl.Expr:
    """Write apostrophes and hyphens of a column in one shape: "nato’s" and "nato's" are one word.

    >>> pl.DataFrame({"token": ["nato’s", "nato's"]}).select(one_shape("token"))["token"].to_list()
    ["nato's", "nato's"]
    """
    return pl.col(column).str.replace_many(SHAPES)


def with_form(
    tokens: pl.DataFrame, *, form: Form = "surface", language: str = "english"
) -> pl.DataFrame:
    """Add the column `term`: what a token is counted as.

    Parameters
    ----------
    tokens
        A table with the column `token`; all columns are kept.
    form
        `surface`: the token, with apostrophes and hyphens in one shape. `stem`: tokens with the
        same Snowball stem (Porter 2001, in NLTK's implementation) are one term, shown as the most
        frequent of their surface forms in this table, the first in the alphabet where two are
        equally frequent. There is no `lemma`: the lemmatizers of NLTK and TextBlob read WordNet,
        which would have to be downloaded.
    language
        The language of the stemmer, as NLTK names it.

    Raises
    ------
    ValueError
        For another form.

    Examples
    --------
    >>> words = ["promises", "promise", "promised", "promise"]
    >>> with_form(pl.DataFrame({"token": words}), form="stem")["term"].to_list()
    ['promise', 'promise', 'promise', 'promise']
    """
    if form not in get_args(Form):
        raise ValueError(f"form {form!r}: choose one of {', '.join(get_args(Form))}")
    if form == "surface":
        return tokens.with_columns(term=one_shape("token"))
    named = families(tokens, language=language)
    return tokens.with_columns(
        term=one_shape("token").replace_strict(
            named["token"], named["term"], return_dtype=pl.String
        )
    )


def families(tokens: pl.DataFrame, *, language: str = "english") -> pl.DataFrame:
    """List which surface forms a stemmed term stands for.

    Returns
    -------
    pl.DataFrame
        term, token (a surface form), count, stem; the most frequent form of a stem first.

    Examples
    --------
    >>> words = ["promises", "promise", "promised", "promise", "treaty"]
    >>> families(pl.DataFrame({"token": words})).select("term", "token", "count").rows()
    [('promise', 'promise', 2), ('promise', 'promised', 1), ('promise', 'promises', 1),
     ('treaty', 'treaty', 1)]
    """
    # NLTK takes seconds to import, and words as they stand need none of it.
    from nltk.stem.snowball import SnowballStemmer

    stemmer = SnowballStemmer(language)
    forms = tokens.group_by(one_shape("token")).agg(count=pl.len().cast(pl.Int64))
    stems = [stemmer.stem(token) for token in forms["token"].to_list()]
    return (
        forms.with_columns(stem=pl.Series(stems, dtype=pl.String))
        .sort("count", "token", descending=[True, False])
        .with_columns(term=pl.col("token").first().over("stem"))
        .sort("term", "count", "token", descending=[False, True, False])
        .select("term", "token", "count", "stem")
    )
