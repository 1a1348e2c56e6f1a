from datetime import date

import polars as pl
import pytest

from helpers.measures.framing.coding import code
from helpers.measures.framing.shares import (
    cooccurrence,
    frame_shares,
    functions,
    indicators,
    with_documents,
)


@pytest.fixture
def code_tables(make_book, make_sentences):
    """Ten words in four sentences: "cost" three times in two of them, "war" in one of these."""
    book = make_book(
        {
            "costs": {"patterns": ["cost*"], "function": ["problem", "cause"]},
            "war": {"patterns": ["war"], "function": "problem"},
            "peace": {"patterns": ["peace"], "function": "remedy"},
        }
    )
    table = make_sentences(
        "Costs, costs.",
        "War costs lives, friends.",
        "It is cold.",
        "Indeed.",
        voice=["quote", "quote", "narrator", "narrator"],
        bloc=["us_official", "us_official", "none", "none"],
    )
    return code(table, book), table, book


def test_shares_over_all(code_tables):
    codes, table, book = code_tables
    result = frame_shares(codes, table, frames=book.frame_ids())
    assert result.columns == ["frame", "with_frame", "n", "share", "hits", "tokens", "per_thousand"]
    assert result.rows() == [
        ("costs", 2, 4, 0.5, 3, 10, 300.0),
        ("war", 1, 4, 0.25, 1, 10, 100.0),
        ("peace", 0, 4, 0.0, 0, 10, 0.0),
    ]


def test_shares_by_bloc_and_voice(code_tables):
    codes, table, _ = code_tables
    result = frame_shares(codes, table, by=["bloc", "voice"], frames=["costs"])
    assert result.select("bloc", "voice", "with_frame", "n", "share", "per_thousand").rows() == [
        ("us_official", "quote", 2, 2, 1.0, 500.0),
        ("none", "narrator", 0, 2, 0.0, 0.0),
    ]


def test_sentences_without_a_frame_count_in_the_denominator(code_tables):
    codes, table, _ = code_tables
    cold = table.with_columns(pl.lit("It is cold.").alias("text"))
    assert frame_shares(codes.clear(), cold, frames=["war"])["n"].to_list() == [4]
    assert frame_shares(codes.clear(), cold).height == 0


def test_boilerplate_is_in_no_denominator(code_tables):
    codes, table, _ = code_tables
    kinds = table.with_columns(pl.Series("kind", ["body", "body", "boilerplate", "heading"]))
    assert frame_shares(codes, kinds, frames=["war"])["n"].to_list() == [3]


def test_no_tokens_is_no_rate(make_sentences, code_tables):
    codes, _, _ = code_tables
    result = frame_shares(codes.clear(), make_sentences("…"), frames=["war"])
    assert result["per_thousand"].to_list() == [None]
    assert result["share"].to_list() == [0.0]


def test_a_missing_column_is_named(code_tables):
    codes, table, _ = code_tables
    with pytest.raises(ValueError, match='no column "outlet"'):
        frame_shares(codes, table, by=["outlet"])


def test_indicators_are_one_row_for_sentence_and_frame(code_tables):
    codes, table, book = code_tables
    result = indicators(codes, table, frames=book.frame_ids())
    assert result.height == 12
    assert result.filter(frame="costs")["value"].to_list() == [1, 1, 0, 0]
    assert result.filter(frame="costs")["hits"].to_list() == [2, 1, 0, 0]
    assert result.filter(frame="peace")["value"].sum() == 0


def test_cooccurrence(code_tables):
    codes, table, _ = code_tables
    result = cooccurrence(codes, table, frames=["costs", "war", "peace"])
    assert result.rows() == [
        ("costs", "costs", 2, 2, 2, 4, None, 1.0),
        ("costs", "war", 1, 2, 1, 4, 0.5, 0.5),
        ("costs", "peace", 0, 2, 0, 4, 0.0, 0.0),
        ("war", "war", 1, 1, 1, 4, None, 1.0),
        ("war", "peace", 0, 1, 0, 4, 0.0, 0.0),
        ("peace", "peace", 0, 0, 0, 4, None, None),
    ]


def test_functions_group_the_frames(code_tables):
    codes, table, book = code_tables
    result = functions(codes, book)
    assert result.columns == codes.columns
    shares = frame_shares(result, table, frames=["problem", "cause", "judgement", "remedy"])
    assert dict(shares.select("frame", "with_frame").iter_rows()) == {
        "problem": 2,
        "cause": 2,
        "judgement": 0,
        "remedy": 0,
    }


def test_periods_and_outlets():
    documents = pl.DataFrame(
        {
            "document": ["a", "b"],
            "outlet": ["RT", "SP"],
            "country": ["Russia", "Russia"],
            "published": [date(2022, 1, 20), None],
        }
    )
    sentences = pl.DataFrame({"document": ["b", "a", "c"], "sentence": [0, 0, 0]})
    result = with_documents(sentences, documents)
    assert result.select("document", "outlet", "period").rows() == [
        ("b", "SP", None),
        ("a", "RT", date(2022, 1, 1)),
        ("c", None, None),
    ]
