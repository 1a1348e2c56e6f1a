"""How often words occur: counts, rates, range, the vocabulary of a text, Zipf's curve."""

from collections.abc import Collection, Sequence

import polars as pl

from helpers.measures.terms.ngrams import without_stopwords
from helpers.measures.terms.tokens import Tokens, add_up, count_documents, count_rows


def frequency(
    tokens: Tokens,
    *,
    term: str = "token",
    by: Sequence[str] = (),
    per: int = 1000,
    minimum: int = 1,
    stopwords: Collection[str] = (),
) -> pl.DataFrame:
    """Count every term, raw and per thousand, and the documents it occurs in.

    `per` is the base of the rate. Tokens without a value in a column of `by` are left out.

    Returns
    -------
        The columns of `by`, term, count, rate (count per `per` tokens), documents (range: the
        number of documents that have the term), tokens and all_documents (of the group); most
        frequent first.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> frequency(tokens).drop("all_documents").rows()
    [('nato', 2, 666.66..., 2, 3), ('east', 1, 333.33..., 1, 3)]
    """
    by = list(by)
    rows = tokens.select(
        pl.col(list(dict.fromkeys([*by, "document"]))),
        pl.lit(0).alias("all"),
        pl.col(term).alias("term"),
    )
    rows = rows.drop_nulls(by) if by else rows
    n = pl.len().cast(pl.Int64)

    def count(words: pl.DataFrame) -> pl.DataFrame:
        return words.group_by("all", *by, "term").agg(count=n, documents=count_documents())

    def count_all(words: pl.DataFrame) -> pl.DataFrame:
        return words.group_by("all", *by).agg(tokens=n, all_documents=count_documents())

    counts = add_up(rows, count, by=["all", *by, "term"])
    totals = add_up(rows, count_all, by=["all", *by])
    return (
        without_stopwords(counts.filter(pl.col("count") >= minimum), stopwords)
        .join(totals, on=["all", *by])
        .with_columns(rate=per * pl.col("count") / pl.col("tokens"))
        .select(*by, "term", "count", "rate", "documents", "tokens", "all_documents")
        .sort(*by, "count", "term", descending=[*[False] * len(by), True, False])
    )


def vocabulary(
    tokens: Tokens, *, term: str = "token", by: Sequence[str] = ("document",)
) -> pl.DataFrame:
    """Count tokens, types and hapaxes.

    Returns
    -------
        The columns of `by`, tokens, types (different terms), hapaxes (terms that occur once in the
        group), hapax_share (hapaxes / types).

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aaa"), "token": ["nato", "east", "nato"]})
    >>> vocabulary(tokens).rows()
    [('a', 3, 2, 1, 0.5)]
    """
    by = list(by)
    rows = tokens.lazy().select(*by, pl.col(term).alias("term"))
    counts = count_rows(rows.group_by(*by, "term").agg(n=pl.len().cast(pl.Int64)))
    sums = [
        pl.col("n").sum().alias("tokens"),
        pl.len().cast(pl.Int64).alias("types"),
        (pl.col("n") == 1).sum().cast(pl.Int64).alias("hapaxes"),
    ]
    table = counts.group_by(by).agg(sums).sort(by) if by else counts.select(sums)
    share = pl.when(pl.col("types") > 0).then(pl.col("hapaxes") / pl.col("types"))
    return table.with_columns(hapax_share=share)


def zipf(frequencies: pl.DataFrame) -> pl.DataFrame:
    """Rank terms by frequency, beside what Zipf's law would make of the same totals.

    Parameters
    ----------
    frequencies
        term, count; all terms, stop words included, or the curve loses its head.

    Returns
    -------
        rank, term, count, expected (Zipf 1949 with exponent 1: N / (rank H) with the sum of counts
        N and the harmonic number H of the number of types, so that the expected counts add up to
        N), coverage (share of all tokens up to this rank).

    Examples
    --------
    >>> zipf(pl.DataFrame({"term": ["the", "of"], "count": [4, 2]})).rows()
    [(1, 'the', 4, 4.0, 0.66...), (2, 'of', 2, 2.0, 1.0)]
    """
    ranks = frequencies.sort("count", "term", descending=[True, False]).select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("rank"), "term", "count"
    )
    total = pl.col("count").sum()
    harmonic = (1 / pl.col("rank")).sum()
    return ranks.with_columns(
        expected=total / (pl.col("rank") * harmonic),
        coverage=pl.col("count").cum_sum() / total,
    )
