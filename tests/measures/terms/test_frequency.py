"""Counts, rates, range, vocabulary and Zipf's curve on a dozen words."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from helpers.measures.terms.forms import with_form
from helpers.measures.terms.frequency import frequency, vocabulary, zipf
from helpers.measures.terms.ngrams import ngrams


@pytest.fixture(scope="module")
def tokens(corpus):
    # Ten words: nato 3, east 2, the 2, sea, moves, calm.
    return corpus(a=["NATO moves east", "the east"], b=["the calm sea", "NATO NATO"])[0]


def test_counts_rates_and_range(tokens):
    table = frequency(tokens)
    assert table.select("term", "count", "rate", "documents").rows() == [
        ("nato", 3, 300.0, 2),
        ("east", 2, 200.0, 1),
        ("the", 2, 200.0, 2),
        ("calm", 1, 100.0, 1),
        ("moves", 1, 100.0, 1),
        ("sea", 1, 100.0, 1),
    ]
    assert table["tokens"].unique().to_list() == [10]
    assert table["all_documents"].unique().to_list() == [2]


def test_stopwords_and_minimum_shorten_the_list_but_not_the_base(tokens):
    table = frequency(tokens, stopwords=["the"], minimum=2, per=10)
    assert table.select("term", "rate").rows() == [("nato", 3.0), ("east", 2.0)]


def test_groups_have_their_own_base(tokens):
    voices = tokens.with_columns(voice=pl.when(pl.col("sentence") == 0).then(pl.lit("quote")))
    table = frequency(voices, by=["voice"])
    assert table.filter(pl.col("term") == "nato").select("voice", "count", "tokens").rows() == [
        ("quote", 1, 6)
    ]


def test_ngrams_and_stems_are_counted_by_the_same_measure(tokens):
    assert frequency(ngrams(tokens)).row(0)[:2] == ("calm sea", 1)
    stems = with_form(tokens.with_columns(token=pl.col("token").replace("moves", "moved")))
    assert "moved" in frequency(stems, term="term")["term"]


def test_vocabulary(tokens):
    columns = ["document", "tokens", "types", "hapaxes", "hapax_share"]
    assert vocabulary(tokens).select(columns).rows() == [
        ("a", 5, 4, 3, 0.75),
        ("b", 5, 4, 3, 0.75),
    ]
    assert vocabulary(tokens, by=[]).rows() == [(10, 6, 3, 0.5)]


def test_no_tokens(tokens):
    assert frequency(tokens.clear()).is_empty()
    assert vocabulary(tokens.clear()).is_empty()
    assert vocabulary(tokens.clear(), by=[]).rows() == [(0, 0, 0, None)]
    assert zipf(frequency(tokens.clear())).is_empty()


def test_zipf(tokens):
    table = zipf(frequency(tokens))
    assert table["rank"].to_list() == [1, 2, 3, 4, 5, 6]
    # 10 tokens over the harmonic number of 6, which is 2.45.
    assert table["expected"][0] == pytest.approx(10 / 2.45)
    assert table["expected"].sum() == pytest.approx(10)
    assert table["coverage"].to_list() == pytest.approx([0.3, 0.5, 0.7, 0.8, 0.9, 1.0])


sentences = st.lists(st.lists(st.sampled_from("abcde"), max_size=6).map(" ".join), max_size=3)


@given(sentences, sentences)
def test_totals_add_up_and_the_order_of_documents_does_not_matter(corpus, first, second):
    tokens, _ = corpus(a=first, b=second)
    table = frequency(tokens)
    assert table["count"].sum() == tokens.height
    assert_frame_equal(table, frequency(tokens.reverse()))
    sizes = vocabulary(tokens)
    assert sizes["tokens"].sum() == tokens.height
    assert vocabulary(tokens, by=[])["types"][0] == table.height
    by_document = frequency(tokens, by=["document"])
    assert by_document["count"].sum() == tokens.height
    assert by_document.height == table["documents"].sum()
