"""Shares of sentences and words that can be counted by eye."""

import polars as pl
import pytest

from helpers.measures.speech.shares import largest, shares, word_shares


def sentences(**columns: list[object]) -> pl.DataFrame:
    n = len(next(iter(columns.values())))
    return pl.DataFrame({"document": ["d"] * n, "sentence": range(n)} | columns)


def test_shares_of_words_are_those_of_the_sentences_with_a_value() -> None:
    table = sentences(words=[3, 1, 2, 5], bloc=["us_official", "none", "us_official", None])
    assert word_shares(table, of="bloc").rows() == [
        ("us_official", 2, 5, 6, pytest.approx(5 / 6)),
        ("none", 1, 1, 6, pytest.approx(1 / 6)),
    ]


def test_shares_of_words_add_up_within_each_group() -> None:
    table = sentences(document=["x", "x", "y"], words=[2, 1, 1], bloc=["a", "b", "a"])
    assert word_shares(table, of="bloc", by=["document"]).rows() == [
        ("x", "a", 1, 2, 3, pytest.approx(2 / 3)),
        ("x", "b", 1, 1, 3, pytest.approx(1 / 3)),
        ("y", "a", 1, 1, 1, 1.0),
    ]


def test_no_words_is_no_share() -> None:
    assert word_shares(sentences(words=[0], bloc=["a"]), of="bloc").rows() == [("a", 1, 0, 0, None)]


def test_groups_keep_their_order_and_the_commonest_value_comes_first() -> None:
    table = sentences(document=["y", "x", "x", "x"], voice=["quote", "narrator", "quote", "quote"])
    assert shares(table, of="voice", by="document").rows() == [
        ("y", "quote", 1, 1, 1.0),
        ("x", "quote", 2, 3, pytest.approx(2 / 3)),
        ("x", "narrator", 1, 3, pytest.approx(1 / 3)),
    ]
    assert shares(table, of="voice").rows() == [
        ("quote", 3, 4, 0.75),
        ("narrator", 1, 4, 0.25),
    ]


def test_of_many_groups_the_largest_are_kept() -> None:
    table = sentences(document=["x", "y", "y", "z"], voice=["quote"] * 4)
    counted = shares(table, of="voice", by="document")
    assert largest(counted, "document", groups=2)["document"].to_list() == ["x", "y"]
    assert largest(counted, "document").equals(counted)
    assert largest(counted.clear(), "document").height == 0


def test_a_missing_column_is_named() -> None:
    with pytest.raises(pl.exceptions.ColumnNotFoundError, match="bloc"):
        shares(sentences(words=[1]), of="bloc")
