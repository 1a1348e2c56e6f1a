"""Terms over time: periods, undated documents, true zeros and intervals."""

from datetime import date

import polars as pl
import pytest
from scipy.stats import poisson

from helpers.measures.terms.trend import trend


@pytest.fixture(scope="module")
def timeline(corpus):
    tokens, _ = corpus(a=["red sea"], b=["red red line"], c=["red"], d=["calm sea now then"])
    dates = {"a": date(2021, 12, 7), "b": date(2021, 12, 30), "c": None, "d": date(2022, 2, 1)}
    return tokens, pl.DataFrame(
        {"document": list(dates), "published": list(dates.values())},
        schema_overrides={"published": pl.Date},
    )


def test_counts_of_months(timeline):
    table = trend(*timeline, ["red"])
    columns = ["period", "count", "tokens", "documents", "rate"]
    assert table.select(columns).rows() == [
        (None, 1, 1, 1, 1000.0),
        (date(2021, 12, 1), 3, 5, 2, 600.0),
        # January has no text and no row; February has text and no "red".
        (date(2022, 2, 1), 0, 4, 1, 0.0),
    ]


def test_every_token_is_in_one_period(timeline):
    tokens, documents = timeline
    terms = tokens["token"].unique().to_list()
    for every in ("1d", "1mo", "1q", "1y"):
        assert trend(tokens, documents, terms, every=every)["count"].sum() == tokens.height


def test_intervals_are_exact_poisson_bounds(timeline):
    row = trend(*timeline, ["red"], per=1).row(1, named=True)
    # Three are just not unlikely (2.5 %) under the bounds.
    assert poisson.sf(2, row["low"] * 5) == pytest.approx(0.025)
    assert poisson.cdf(3, row["high"] * 5) == pytest.approx(0.025)
    none = trend(*timeline, ["red"], per=1).row(2, named=True)
    assert none["low"] == 0
    assert poisson.pmf(0, none["high"] * 4) == pytest.approx(0.025)


def test_terms_are_sorted_and_no_terms_no_rows(timeline):
    assert trend(*timeline, ["sea", "red", "sea"])["term"].unique(
        maintain_order=True
    ).to_list() == [
        "red",
        "sea",
    ]
    assert trend(*timeline, []).is_empty()
