import polars as pl
import pytest

from helpers.measures.framing.speakers import unnamed_sources, words_by


def test_share_of_words_given_to_each_bloc(make_sentences):
    table = make_sentences(
        "One two three.",
        "Four.",
        "Five six.",
        "Share this on the net",
        bloc=["us_official", "none", "us_official", None],
        kind=["body", "heading", "body", "boilerplate"],
    )
    assert words_by(table).rows() == [
        ("us_official", 2, 5, 6, pytest.approx(5 / 6)),
        ("none", 1, 1, 6, pytest.approx(1 / 6)),
    ]


def test_shares_add_up_within_each_group(make_sentences):
    table = make_sentences("One two.", "Three.", "Four.", bloc=["a", "b", "a"]).with_columns(
        pl.Series("document", ["x", "x", "y"])
    )
    result = words_by(table, by=["document"])
    assert result.rows() == [
        ("x", "a", 1, 2, 3, pytest.approx(2 / 3)),
        ("x", "b", 1, 1, 3, pytest.approx(1 / 3)),
        ("y", "a", 1, 1, 1, 1.0),
    ]


def test_no_words_is_no_share(make_sentences):
    assert words_by(make_sentences("…", bloc=["a"])).rows() == [("a", 1, 0, 0, None)]


def test_unattributed_claims(make_book, make_sentences):
    book = make_book({"f": ["x"]}, unnamed=["experts", "source"])
    table = make_sentences(
        *["Text."] * 6,
        voice=["quote", "indirect", "indirect", "quote", "narrator", None],
        speaker=["Weir", "Experts", None, "Price", None, None],
        kind=["body"] * 5 + ["boilerplate"],
    )
    assert unnamed_sources(table, book).rows() == [(2, 4, 0.5)]
    assert unnamed_sources(table, book, by=["voice"]).rows() == [
        ("indirect", 2, 2, 1.0),
        ("quote", 0, 2, 0.0),
    ]
    assert unnamed_sources(table.filter(voice="narrator"), book).rows() == [(0, 0, None)]


def test_a_missing_column_is_named(make_sentences):
    with pytest.raises(ValueError, match='no column "bloc"'):
        words_by(make_sentences("Text."))
