"""Intervals: values from paper, from scipy, and the promises about order and seed."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from helpers.measures.resampling import (
    bootstrap_difference,
    bootstrap_mean,
    bootstrap_ratios,
    wilson_interval,
)

TONES = pl.DataFrame(
    {
        "document": ["a"] * 6 + ["b"] * 5 + ["c"],
        "voice": ["quote", "narrator"] * 6,
        "tone": [-1.0, 0.5, -0.5, 1.0, None, 0.0, 0.3, 0.3, -0.9, 0.1, 0.0, 0.7],
    }
)


def test_mean_counts_only_known_values():
    result = bootstrap_mean(TONES, value="tone", by="document")
    assert result["document"].to_list() == ["a", "b", "c"]
    assert result["n"].to_list() == [5, 5, 1]
    assert result["mean"].to_list() == pytest.approx([0.0, -0.04, 0.7])


def test_one_row_has_no_interval():
    result = bootstrap_mean(TONES, value="tone", by="document").row(2, named=True)
    assert (result["low"], result["high"]) == (None, None)


def test_one_row_per_document_has_no_interval_either():
    single = TONES.unique("document", keep="first", maintain_order=True)
    result = bootstrap_mean(single, value="tone").row(0, named=True)
    assert result["n"] == 3
    assert (result["low"], result["high"]) == (None, None)


def test_group_without_values_stays_and_has_no_mean():
    empty = TONES.with_columns(pl.lit(None, pl.Float64).alias("tone"))
    assert bootstrap_mean(empty, value="tone", by="voice").rows() == [
        ("narrator", 0, None, None, None),
        ("quote", 0, None, None, None),
    ]


def test_empty_table():
    nothing = TONES.clear()
    assert bootstrap_mean(nothing, value="tone", by="document").height == 0
    assert bootstrap_mean(nothing, value="tone").rows() == [(0, None, None, None)]


def test_interval_of_labels_meets_the_binomial():
    # The mean of 0/1 rows is a binomial share: its percentiles are known without resampling.
    table = pl.DataFrame({"document": "a", "hit": [1] * 30 + [0] * 70})
    row = bootstrap_mean(table, value="hit", resamples=20_000).row(0, named=True)
    low, high = binom.ppf([0.025, 0.975], 100, 0.3) / 100
    assert row["low"] == pytest.approx(low, abs=0.011)
    assert row["high"] == pytest.approx(high, abs=0.011)


@pytest.mark.parametrize("spread", [0.0, 1e-9])
def test_both_ways_of_drawing_agree(spread: float):
    # Nearly equal values force the draw of rows where equal ones allow counts of values.
    values = np.array([1.0] * 30 + [0.0] * 70) + spread * np.arange(100)
    table = pl.DataFrame({"document": "a", "hit": values})
    row = bootstrap_mean(table, value="hit", resamples=20_000).row(0, named=True)
    assert row["low"] == pytest.approx(0.21, abs=0.011)
    assert row["high"] == pytest.approx(0.39, abs=0.011)


def test_documents_keep_their_number_of_rows():
    # Two documents without spread inside: resampling within them cannot move the mean.
    table = pl.DataFrame({"document": ["a"] * 5 + ["b"] * 5, "tone": [1.0] * 5 + [-1.0] * 5})
    assert bootstrap_mean(table, value="tone").rows() == [(10, 0.0, 0.0, 0.0)]


@given(order=st.permutations(range(TONES.height)))
def test_row_order_does_not_matter(order: list[int]):
    straight = bootstrap_mean(TONES, value="tone", by="voice", resamples=50)
    assert bootstrap_mean(TONES[order], value="tone", by="voice", resamples=50).equals(straight)


def test_other_groups_do_not_matter():
    whole = bootstrap_mean(TONES, value="tone", by="document", seed=3)
    alone = bootstrap_mean(
        TONES.filter(pl.col("document") == "b"), value="tone", by="document", seed=3
    )
    assert whole.filter(pl.col("document") == "b").equals(alone)


def test_seed_changes_the_draw():
    first, again, other = (
        bootstrap_mean(TONES, value="tone", by="voice", resamples=99, seed=seed)
        for seed in (1, 1, 2)
    )
    assert first.equals(again)
    assert not first.equals(other)


def test_table_is_not_changed():
    table = TONES.rename({"tone": "mean"})
    before = table.clone()
    assert bootstrap_mean(table, value="mean", by="document")["n"].sum() == 11
    assert table.equals(before)


@pytest.mark.parametrize(("option", "value"), [("resamples", 0), ("level", 0.0), ("level", 1.0)])
def test_impossible_options(option: str, value: float):
    with pytest.raises(ValueError, match=option):
        bootstrap_mean(TONES, value="tone", **{option: value})


def test_difference_is_first_minus_second():
    row = bootstrap_difference(
        TONES, value="tone", between="voice", first="quote", second="narrator"
    ).row(0, named=True)
    means = {v: TONES.filter(pl.col("voice") == v)["tone"].mean() for v in ("quote", "narrator")}
    assert row["difference"] == pytest.approx(means["quote"] - means["narrator"])
    assert row["low"] < row["difference"] < row["high"]
    assert (row["n_first"], row["n_second"]) == (5, 6)


def test_difference_turned_round_changes_sign():
    options = {"value": "tone", "between": "voice", "by": "document"}
    there = bootstrap_difference(TONES, first="quote", second="narrator", **options)
    back = bootstrap_difference(TONES, first="narrator", second="quote", **options)
    assert there["document"].to_list() == ["a", "b", "c"]
    assert there["difference"].to_list()[:2] == pytest.approx((-back["difference"]).to_list()[:2])
    assert there["low"].to_list()[:2] == pytest.approx((-back["high"]).to_list()[:2])
    assert there["difference"].to_list()[2] is None


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
@given(data=st.data())
def test_wilson_equals_scipy(level: float, data: st.DataObject):
    n = data.draw(st.integers(1, 5000))
    hits = data.draw(st.integers(0, n))
    row = wilson_interval(pl.DataFrame({"h": [hits], "n": [n]}), hits="h", n="n", level=level)
    expected = binomtest(hits, n).proportion_ci(confidence_level=level, method="wilson")
    assert row["low"].item() == pytest.approx(expected.low, abs=1e-12)
    assert row["high"].item() == pytest.approx(expected.high, abs=1e-12)
    assert row["share"].item() == hits / n


def test_wilson_of_nothing_is_missing():
    row = wilson_interval(pl.DataFrame({"h": [0], "n": [0]}), hits="h", n="n")
    assert row.select("share", "low", "high").row(0) == (None, None, None)


WORDS = pl.DataFrame(
    {
        "document": ["a"] * 4 + ["b"] * 3,
        "voice": ["quote", "quote", "narrator", "quote", "narrator", "quote", "narrator"],
        "has": [1, 0, 0, 1, 1, 0, 0],
        "hits": [3, 0, 0, 1, 2, 0, 0],
        "words": [10, 20, 5, 8, 12, 30, 7],
        "unit": [1] * 7,
        "nothing": [0] * 7,
    }
)
RATIOS = {"share": ("has", "unit"), "rate": ("hits", "words"), "none": ("has", "nothing")}


def test_ratios_are_those_of_the_sums():
    result = bootstrap_ratios(WORDS, ratios=RATIOS, by="voice", resamples=200)
    assert result.select("voice", "ratio", "n", "part", "whole", "value").rows() == [
        ("narrator", "share", 3, 1.0, 3.0, 1 / 3),
        ("narrator", "rate", 3, 2.0, 24.0, 2 / 24),
        ("narrator", "none", 3, 1.0, 0.0, None),
        ("quote", "share", 4, 2.0, 4.0, 0.5),
        ("quote", "rate", 4, 4.0, 68.0, 4 / 68),
        ("quote", "none", 4, 2.0, 0.0, None),
    ]
    assert result.filter(ratio="none").select("low", "high").unique().rows() == [(None, None)]
    known = result.drop_nulls("value")
    assert (known["low"] <= known["value"]).all()
    assert (known["value"] <= known["high"]).all()


def test_a_ratio_to_the_number_of_rows_is_a_mean():
    """The rows are drawn otherwise, so the intervals meet up to the noise of the draws."""
    many = pl.concat([WORDS] * 20)
    ratio = bootstrap_ratios(many, ratios={"share": ("has", "unit")}, resamples=20_000)
    mean = bootstrap_mean(many, value="has", resamples=20_000)
    for bound in ("low", "high"):
        assert ratio[bound].item() == pytest.approx(mean[bound].item(), abs=0.01)


def test_ratios_depend_on_neither_order_nor_other_groups():
    whole = bootstrap_ratios(WORDS, ratios=RATIOS, by="voice", resamples=200)
    turned = bootstrap_ratios(WORDS.reverse(), ratios=RATIOS, by="voice", resamples=200)
    alone = bootstrap_ratios(WORDS.filter(voice="quote"), ratios=RATIOS, by="voice", resamples=200)
    assert whole.equals(turned)
    assert whole.filter(voice="quote").equals(alone)


def test_ratios_without_variation_have_no_interval():
    single = WORDS.unique("document", keep="first", maintain_order=True)
    result = bootstrap_ratios(single, ratios={"share": ("has", "unit")}, resamples=200)
    assert result.select("value", "low", "high").row(0) == (1.0, None, None)
    empty = bootstrap_ratios(WORDS.clear(), ratios=RATIOS, by="voice")
    assert empty.height == 0
    assert bootstrap_ratios(WORDS.clear(), ratios={"share": ("has", "unit")})["value"][0] is None


def test_a_large_document_is_drawn_in_blocks_like_a_small_one(monkeypatch: pytest.MonkeyPatch):
    whole = bootstrap_ratios(WORDS, ratios=RATIOS, resamples=500)
    monkeypatch.setattr("helpers.measures.resampling._BLOCK", 30)
    assert bootstrap_ratios(WORDS, ratios=RATIOS, resamples=500).equals(whole)
