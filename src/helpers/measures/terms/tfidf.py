"""TF-IDF: terms that are frequent in a text and rare in the others."""

from collections.abc import Collection
from typing import Literal, get_args

import polars as pl

from helpers.measures.terms.ngrams import without_stopwords
from helpers.measures.terms.tokens import Tokens, count_rows

Tf = Literal["count", "relative", "log"]
Idf = Literal["log", "smooth"]

# A word that occurs once in a text says little of it.
FEWEST = 2
TF_FORMULAS = {"count": "tf", "relative": "tf / tokens", "log": "(1 + ln tf)"}
IDF_FORMULAS = {"log": "ln(N / df)", "smooth": "(1 + ln((1 + N) / (1 + df)))"}


def tfidf(
    tokens: Tokens,
    *,
    term: str = "token",
    part: str = "document",
    tf: Tf = "count",
    idf: Idf = "log",
    stopwords: Collection[str] = (),
    parts: Collection[str] | None = None,
) -> pl.DataFrame:
    """Weigh every term of every document.

    Parameters
    ----------
    part
        What counts as one document: document, outlet, bloc. Tokens without a value in it are left
        out.
    tf
        `count`; `relative`: over the tokens of the part; `log`: 1 + ln count.
    idf
        `log`: ln(N / df), with N parts of which df have the term; 0 for a term that all have
        (Spärck Jones 1972). `smooth`: 1 + ln((1 + N) / (1 + df)), as if one more part had every
        term (scikit-learn's default, before its normalisation).
    parts
        Documents to weigh the terms of; all when left out. The others still count for the idf.

    Returns
    -------
        The column `part`, term, count, tokens (of the part), df, parts (N), idf, tfidf, and formula
        (how tfidf was made). Parts in order, the highest tfidf first. A term that a part lacks has
        no row.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> tfidf(tokens).select("document", "term", "tfidf", "formula").row(0)
    ('a', 'east', 0.693147..., 'tf · ln(N / df)')
    """
    for value, choices in ((tf, Tf), (idf, Idf)):
        if value not in get_args(choices):
            raise ValueError(f"{value!r}: choose one of {', '.join(get_args(choices))}")
    length = pl.len().cast(pl.Int64)
    rows = tokens.lazy().select(pl.col(part), pl.col(term).alias("term")).drop_nulls(part)
    cells = rows.group_by(part, "term").agg(count=length)
    number = count_rows(rows.select(pl.col(part).n_unique().cast(pl.Int64))).item()
    weighed = cells if parts is None else cells.filter(pl.col(part).is_in(list(parts)))
    counts = (
        count_rows(weighed)
        .join(count_rows(cells.group_by("term").agg(df=length)), on="term")
        .with_columns(tokens=pl.col("count").sum().over(part), parts=pl.lit(number, pl.Int64))
    )
    count, df, n = pl.col("count"), pl.col("df"), pl.col("parts")
    weights = {"count": count, "relative": count / pl.col("tokens"), "log": 1 + count.log()}
    rarity = {"log": (n / df).log(), "smooth": 1 + ((1 + n) / (1 + df)).log()}
    return (
        without_stopwords(counts, stopwords)
        .with_columns(idf=rarity[idf])
        .with_columns(
            tfidf=weights[tf] * pl.col("idf"),
            formula=pl.lit(f"{TF_FORMULAS[tf]} · {IDF_FORMULAS[idf]}"),
        )
        .select(part, "term", "count", "tokens", "df", "parts", "idf", "tfidf", "formula")
        .sort(part, "tfidf", "term", descending=[False, True, False])
    )


def distinctive(
    tokens: Tokens,
    *,
    term: str = "token",
    n: int = 6,
    stopwords: Collection[str] = (),
    documents: Collection[str] | None = None,
) -> pl.DataFrame:
    """List the words of each document with the highest weight, those that occur once left out.

    Parameters
    ----------
    n
        Words of a document.
    documents
        As `parts` of `tfidf`.

    Returns
    -------
        document, words (as "word (count)", the highest tf-idf first, None of weight 0), and
        documents (how many there are); documents without such a word have no row.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aaab"), "token": ["red", "red", "sea", "sea"]})
    >>> distinctive(tokens).rows()
    [('a', ['red (2)'], 2)]
    """
    weights = tfidf(tokens, term=term, stopwords=stopwords, parts=documents)
    return (
        weights.filter((pl.col("tfidf") > 0) & (pl.col("count") >= FEWEST))
        .group_by("document", maintain_order=True)
        .head(n)
        .group_by("document", maintain_order=True)
        .agg(words=pl.format("{} ({})", "term", "count"), documents=pl.col("parts").first())
    )
