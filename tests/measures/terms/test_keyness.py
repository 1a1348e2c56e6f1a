"""Keyness of tables: counts, rates, corrections, order, and what is left out."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from helpers.measures.terms.keyness import keyness, keyword_counts

TARGET = pl.DataFrame({"term": ["nato", "the", "door"], "count": [40, 59, 1]})
REFERENCE = pl.DataFrame({"term": ["the", "sea", "door"], "count": [190, 9, 1]})


def row(table: pl.DataFrame, term: str) -> dict:
    return table.row(by_predicate=pl.col("term") == term, named=True)


def test_counts_rates_and_effect_of_each_term():
    table = keyness(TARGET, REFERENCE)
    nato = row(table, "nato")
    assert (nato["target_count"], nato["reference_count"]) == (40, 0)
    assert (nato["target_rate"], nato["reference_rate"]) == (400.0, 0.0)
    # 40 of 100 against half a token of 200.
    assert nato["log_ratio"] == pytest.approx(7.321928, abs=1e-6)
    assert nato["relative_risk"] is None
    assert row(table, "door")["log_ratio"] == 1.0
    assert table["tests"].unique().to_list() == [4]


def test_strongest_first_and_weak_ones_are_no_keywords():
    table = keyness(TARGET, REFERENCE)
    # By hand "the" is over-used in the reference, the six doors are equal in number.
    assert table["term"].to_list()[0] == "nato"
    assert row(table, "the")["conservative_log_ratio"] < 0
    assert row(table, "door")["conservative_log_ratio"] == 0
    assert not row(table, "door")["significant"]


def test_a_size_may_be_larger_than_the_list():
    table = keyness(TARGET, REFERENCE, target_size=1000, reference_size=2000)
    assert row(table, "nato")["target_rate"] == 40.0
    assert row(table, "the")["reference_rate"] == 95.0


def test_minimum_and_stopwords_make_fewer_tests_but_not_smaller_corpora():
    table = keyness(TARGET, REFERENCE, minimum=9, stopwords=["the"])
    assert sorted(table["term"]) == ["nato", "sea"]
    assert table["tests"].to_list() == [2, 2]
    assert row(table, "nato")["target_rate"] == 400.0


def test_a_reference_list_may_name_its_column_token():
    renamed = REFERENCE.rename({"term": "token"})
    assert_frame_equal(keyness(TARGET, renamed), keyness(TARGET, REFERENCE))


def test_documents_are_shown_where_they_are_known():
    table = keyness(TARGET.with_columns(documents=pl.lit(3)), REFERENCE)
    assert row(table, "nato")["target_documents"] == 3
    assert row(table, "sea")["target_documents"] == 0
    assert "reference_documents" not in table.columns


def test_a_larger_family_asks_more_of_each_term():
    few, many = keyness(TARGET, REFERENCE), keyness(TARGET, REFERENCE, family=1000)
    assert row(many, "nato")["tests"] == 1000
    assert row(many, "the")["p_bonferroni"] == pytest.approx(250 * row(few, "the")["p_bonferroni"])
    for term in ("nato", "the"):
        ours, theirs = (row(table, term)["conservative_log_ratio"] for table in (few, many))
        assert abs(theirs) < abs(ours)


def test_no_keyword_survives_is_a_result():
    same = pl.DataFrame({"term": list("abcdefgh"), "count": [5, 4, 6, 5, 3, 7, 5, 5]})
    table = keyness(same, same.with_columns(count=pl.col("count").reverse()))
    assert keyword_counts(table) == {
        "tested": 8,
        "uncorrected": 0,
        "holm": 0,
        "bonferroni": 0,
        "conservative": 0,
    }


def test_uncorrected_finds_more_than_corrected():
    words = [f"w{number:03}" for number in range(200)]
    target = pl.DataFrame({"term": words, "count": [9] + [4] * 199})
    reference = pl.DataFrame({"term": words, "count": [1] + [4] * 199})
    counts = keyword_counts(keyness(target, reference))
    assert (counts["uncorrected"], counts["holm"], counts["conservative"]) == (1, 0, 0)


def test_an_empty_corpus_cannot_be_compared():
    with pytest.raises(ValueError, match="without tokens"):
        keyness(TARGET, REFERENCE.clear())


counts = st.lists(st.integers(0, 50), min_size=3, max_size=3).filter(any)


@given(counts, counts)
def test_exchanged_corpora_and_shuffled_rows(ours, theirs):
    target, reference = (
        pl.DataFrame({"term": ["a", "b", "c"], "count": numbers}) for numbers in (ours, theirs)
    )
    table, opposite = keyness(target, reference), keyness(reference, target)
    assert_frame_equal(table, keyness(target.reverse(), reference.reverse()))
    assert table["target_count"].sum() == sum(ours)
    assert table["reference_count"].sum() == sum(theirs)
    both = table.join(opposite, on="term", suffix="_exchanged")
    for column in ("log_ratio", "conservative_log_ratio"):
        sums = both[column] + both[f"{column}_exchanged"]
        assert sums.abs().max() == pytest.approx(0, abs=1e-9)
