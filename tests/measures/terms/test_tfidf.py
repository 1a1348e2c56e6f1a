"""TF-IDF by its formula."""

import math

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.measures.terms.tfidf import tfidf


@pytest.fixture(scope="module")
def tokens(corpus):
    return corpus(a=["the sea the sea the"], b=["the pact"], c=["the sea"])[0]


@pytest.mark.parametrize(
    ("options", "weight", "formula"),
    [
        ({}, 2 * math.log(3 / 2), "tf · ln(N / df)"),
        ({"tf": "relative"}, 2 / 5 * math.log(3 / 2), "tf / tokens · ln(N / df)"),
        ({"tf": "log"}, (1 + math.log(2)) * math.log(3 / 2), "(1 + ln tf) · ln(N / df)"),
        ({"idf": "smooth"}, 2 * (1 + math.log(4 / 3)), "tf · (1 + ln((1 + N) / (1 + df)))"),
    ],
)
def test_the_weight_of_sea(tokens, options, weight, formula):
    table = tfidf(tokens, **options)
    row = table.row(
        by_predicate=(pl.col("document") == "a") & (pl.col("term") == "sea"), named=True
    )
    assert row["tfidf"] == pytest.approx(weight)
    assert row["formula"] == formula
    assert (row["count"], row["tokens"], row["df"], row["parts"]) == (2, 5, 2, 3)


def test_a_term_of_every_document_weighs_nothing(tokens):
    table = tfidf(tokens).filter(pl.col("term") == "the")
    assert table["tfidf"].to_list() == [0, 0, 0]


def test_order_and_stopwords(tokens):
    table = tfidf(tokens)
    assert table.select("document", "term").rows() == [
        ("a", "sea"),
        ("a", "the"),
        ("b", "pact"),
        ("b", "the"),
        ("c", "sea"),
        ("c", "the"),
    ]
    assert_frame_equal(table, tfidf(tokens.reverse()))
    assert_frame_equal(tfidf(tokens, stopwords=["the"]), table.filter(pl.col("term") != "the"))


def test_other_parts(tokens):
    outlets = tokens.with_columns(
        outlet=pl.col("document").replace_strict({"a": "x", "b": "y", "c": None})
    )
    table = tfidf(outlets, part="outlet")
    assert table.filter(pl.col("term") == "sea").select("outlet", "df", "parts").rows() == [
        ("x", 1, 2)
    ]


@pytest.mark.parametrize("options", [{"tf": "raw"}, {"idf": "inverse"}])
def test_unknown_formula(tokens, options):
    with pytest.raises(ValueError, match="choose one of"):
        tfidf(tokens, **options)
