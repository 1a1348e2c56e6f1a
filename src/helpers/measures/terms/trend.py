"""Terms over time."""

from collections.abc import Collection

import polars as pl
from scipy.special import gammainccinv, gammaincinv

from helpers.measures.terms.tokens import Tokens, count_rows

# The better ones first: periods shorter than a month hold little text.
PERIODS = ("1mo", "1q", "1y", "1w", "1d")
# Fewer periods compare nothing, more do not fit a figure.
FEWEST, MOST = 2, 12


def choose_period(days: pl.Series) -> str | None:
    """Choose the length of a period, as polars writes it, so that days fall into two to twelve.

    None where no length does.

    Examples
    --------
    >>> from datetime import date
    >>> choose_period(pl.Series([date(2021, 12, 7), date(2022, 3, 3), None]))
    '1mo'
    >>> choose_period(pl.Series([None, date(2022, 3, 3)]))
    """
    known = days.cast(pl.Date).drop_nulls()
    for every in PERIODS:
        if FEWEST <= known.dt.truncate(every).n_unique() <= MOST:
            return every
    return None


def trend(
    tokens: Tokens,
    documents: pl.DataFrame,
    terms: Collection[str],
    *,
    term: str = "token",
    every: str = "1mo",
    per: int = 1000,
    confidence: float = 0.95,
) -> pl.DataFrame:
    """Follow the rates of some terms from period to period.

    Parameters
    ----------
    documents
        document, published (Date; None for an undated one).
    every
        Length of a period, as polars writes it: `1d`, `1w`, `1mo`, `1q`, `1y`.
    per
        The base of the rate.

    Returns
    -------
        period (its first day; None: all undated documents), term, count, tokens, documents (of the
        period), rate (count per `per` tokens), low, high (exact Poisson interval of the rate,
        Garwood 1936; it takes tokens for independent). Only periods that have tokens have rows: no
        text is not the same as no use. A term that a period with text lacks has count 0.

    Examples
    --------
    >>> from datetime import date
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["nato", "east", "nato"]})
    >>> documents = pl.DataFrame({"document": ["a", "b"], "published": [date(2022, 1, 5), None]})
    >>> trend(tokens, documents, ["east"]).select("period", "count", "tokens", "rate").rows()
    [(None, 0, 1, 0.0), (datetime.date(2022, 1, 1), 1, 2, 500.0)]
    """
    rows = tokens.lazy().select("document", term=pl.col(term))
    sizes, uses = (
        count_rows(counted.group_by("document", *keys).agg(n=pl.len().cast(pl.Int64))).join(
            documents.select("document", period=pl.col("published").dt.truncate(every)),
            on="document",
            how="left",
        )
        for counted, keys in (
            (rows, ()),
            (rows.filter(pl.col("term").is_in(list(terms))), ("term",)),
        )
    )
    periods = sizes.group_by("period").agg(
        tokens=pl.col("n").sum(), documents=pl.len().cast(pl.Int64)
    )
    counts = uses.group_by("period", "term").agg(count=pl.col("n").sum())
    selection = pl.DataFrame({"term": sorted(set(terms))}, schema={"term": pl.String})
    table = (
        periods.join(selection, how="cross")
        .join(counts, on=["period", "term"], how="left", nulls_equal=True)
        .with_columns(pl.col("count").fill_null(0))
        .sort("term", "period")
    )
    count, size = table["count"].to_numpy(), table["tokens"].to_numpy()
    tail = (1 - confidence) / 2
    # Half a chi-squared quantile is a gamma quantile; with a count of 0 the lower one is 0.
    low = gammaincinv(count, tail)
    high = gammainccinv(count + 1, tail)
    return table.select(
        *("period", "term", "count", "tokens", "documents"),
        rate=per * pl.col("count") / pl.col("tokens"),
        low=pl.Series(per * low / size).fill_nan(0.0),
        high=pl.Series(per * high / size),
    )
