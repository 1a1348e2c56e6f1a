"""Counting in partitions gives what counting all at once gives."""

from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures.terms.counting import count, totals, unfold

WORDS = r"[\p{L}'’-]+"
TEXTS = pl.DataFrame(
    {
        "document": ["a", "b", "c", "d", "e"],
        "outlet": ["x", "y", "x", "y", "y"],
        "text": ["NATO and NATO", "Élan élan", "", None, "and don’t"],
    }
)


def test_one_row_per_document_in_order():
    tables = list(count(TEXTS, pattern=WORDS, partition=2))
    assert pl.concat(tables)["document"].to_list() == ["a", "b", "c", "d", "e"]
    rows = pl.concat([unfold(table) for table in tables]).sort("document", "token").rows()
    assert rows == [
        ("a", "and", 1),
        ("a", "nato", 2),
        ("b", "élan", 2),
        ("e", "and", 1),
        ("e", "don’t", 1),
    ]


@pytest.mark.parametrize("partition", [1, 2, 100])
def test_totals_do_not_depend_on_partitions(partition):
    tables = count(TEXTS.lazy(), pattern=WORDS, partition=partition)
    assert totals(tables).rows() == [
        ("and", 2, 2),
        ("don’t", 1, 1),
        ("nato", 2, 1),
        ("élan", 2, 1),
    ]


def test_totals_by_group():
    tables = count(TEXTS, pattern=WORDS, keys=["document", "outlet"], partition=2)
    assert totals(tables, by=["outlet"]).rows() == [
        ("x", "and", 1, 1),
        ("x", "nato", 2, 1),
        ("y", "and", 1, 1),
        ("y", "don’t", 1, 1),
        ("y", "élan", 2, 1),
    ]


def test_parquet_is_read_lazily(tmp_path):
    TEXTS.write_parquet(tmp_path / "texts.parquet", row_group_size=2)
    scanned = pl.scan_parquet(tmp_path / "texts.parquet")
    assert totals(count(scanned, pattern=WORDS)).equals(totals(count(TEXTS, pattern=WORDS)))


def test_the_token_of_the_project_is_the_default():
    texts = pl.DataFrame({"document": ["a"], "text": ["The U.S. paid 1,000.5 for NATO's aims"]})
    tokens = set(totals(count(texts))["term"])
    assert tokens == {"the", "u.s.", "paid", "1,000.5", "for", "nato's", "aims"}


def test_no_texts():
    with pytest.raises(ValueError, match="no texts"):
        totals(iter([]))


words = st.lists(st.sampled_from(["nato", "NATO", "ö", "sea"]), max_size=6).map(" ".join)


@given(st.lists(words, min_size=1, max_size=9), st.integers(1, 4))
@settings(deadline=None)
def test_counts_are_pythons(texts, partition):
    table = pl.DataFrame({"document": range(len(texts)), "text": texts})
    expected = Counter(word for text in texts for word in text.lower().split())
    found = totals(count(table, pattern=WORDS, partition=partition))
    assert dict(found.select("term", "count").rows()) == expected
