"""Intervals: values from paper and from scipy, and the promises about order, groups and seed."""

from math import sqrt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, norm, t

from helpers.measures.resampling import (
    Blocks,
    adjusted_difference,
    bootstrap_difference,
    bootstrap_mean,
    bootstrap_ratios,
    choose,
    choose_blocks,
    draw_groups,
    draw_sums,
    intervals,
    percentile_interval,
    resampled_unit,
    sum_blocks,
    wilson_interval,
)

TONES = pl.DataFrame(
    {
        "document": ["a"] * 6 + ["b"] * 5 + ["c"],
        "sentence": [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 1],
        "voice": ["quote", "narrator"] * 6,
        "tone": [-1.0, 0.5, -0.5, 1.0, None, 0.0, 0.3, 0.3, -0.9, 0.1, 0.0, 0.7],
    }
)
PAIR = {"value": "tone", "between": "voice", "first": "quote", "second": "narrator"}
RUNS = pl.DataFrame(
    {
        "document": ["a"] * 40 + ["b"] * 30,
        "sentence": [*range(40), *range(30)],
        "voice": (["quote"] * 5 + ["narrator"] * 5) * 7,
        "tone": [1.0] * 8 + [-1.0] * 12 + [0.0] * 6 + [1.0] * 14 + [-1.0] * 10 + [0.5] * 20,
    }
)


def articles(values: list[list[float]]) -> pl.DataFrame:
    """One document a list, one sentence a value."""
    return pl.DataFrame(
        [
            {"document": f"d{number:02}", "sentence": place, "value": value, "unit": 1}
            for number, sentences in enumerate(values)
            for place, value in enumerate(sentences, start=1)
        ]
    )


# Blocks


def test_blocks_are_runs_of_neighbours_that_groups_share():
    table = pl.DataFrame(
        {
            "document": ["a"] * 4 + ["b"] * 5,
            "sentence": [1, 2, 5, 9, 1, 2, 3, 4, 5],
            "voice": ["quote", "narrator", "quote", "narrator", *["quote"] * 5],
            "hit": [1, 2, 4, 8, 1, 1, 1, 1, 1],
        }
    )
    # a: places 1 2 | 5 9; b: five places make two blocks, not two and a short one.
    assert sum_blocks(table, ["hit"], blocks=2, by="voice").rows() == [
        ("narrator", "a", 0, 2, 1.0, 2),
        ("narrator", "a", 1, 2, 1.0, 8),
        ("quote", "a", 0, 2, 1.0, 1),
        ("quote", "a", 1, 2, 1.0, 4),
        ("quote", "b", 0, 3, 1.0, 3),
        ("quote", "b", 1, 2, 1.0, 2),
    ]


def test_rows_of_one_sentence_are_in_one_block():
    table = pl.concat([TONES.with_columns(lexicon=pl.lit(name)) for name in ("vader", "afinn")])
    sums = sum_blocks(table.fill_null(0), ["tone"], blocks=2)
    assert sums["places"].sum() == TONES.height
    assert sums["tone"].sum() == pytest.approx(2 * TONES["tone"].sum())


def test_correlated_blocks_lend_fewer():
    # Twelve sentences in three blocks of four, correlation 1/2. The variance of a sum of n is
    # 3 n - 4 (1 - 2^-n): 32.0009765625 for 12 and 8.25 for 4. 9 * 8.25 / 32.001 - 1 = 1.3202.
    sums = sum_blocks(articles([[0.0] * 12]), ["value"], blocks=Blocks(4, 0.5))
    assert sums["drawn"].unique().to_list() == pytest.approx([9 * 8.25 / 32.0009765625 - 1])


def test_a_correlated_document_holds_three_blocks():
    table = articles([[0.0] * 12, [0.0] * 2])
    cut = sum_blocks(table, ["value"], blocks=Blocks(10, 0.5))
    assert cut.group_by("document").len().sort("document")["len"].to_list() == [3, 2]
    assert sum_blocks(table, ["value"], blocks=10).height == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"blocks": 0}, "block is 0; it must be 1 sentence or more"),
        ({"blocks": 2, "order": None}, "block is 2, but order is None"),
        ({"blocks": 2, "order": "place"}, "the table has no column place; it has document"),
        ({"blocks": 2, "within": "article"}, "the table has no column article"),
    ],
)
def test_blocks_that_cannot_be_cut(options: dict[str, object], message: str):
    with pytest.raises(ValueError, match=message):
        sum_blocks(TONES, ["tone"], **options)


# The length of blocks


def test_length_is_carlsteins():
    # 1 1 0 0 four times: around 1/2, neighbours give 8 equal and 7 unequal pairs, r = 1 / 15; freed
    # from bias with n = 16, (16 / 15 + 1) / 13 = 31 / 195.
    table = articles([[1.0, 1.0, 0.0, 0.0] * 4])
    rule = choose_blocks(table, ratios={"share": ("value", "unit")})
    r = 31 / 195
    assert rule.correlation == pytest.approx(r)
    assert rule.length == round((2 * r / (1 - r**2)) ** (2 / 3) * 16 ** (1 / 3)) == 1


def test_length_leaves_three_blocks():
    rule = choose_blocks(articles([[1.0] * 10 + [0.0] * 10]), ratios={"m": ("value", "unit")})
    # 18 of 19 pairs are alike: r = 17 / 19, (20 * 17 / 19 + 1) / 17 is more than .95.
    assert rule == Blocks(6, 0.95)


def test_values_that_do_not_follow_each_other_are_single_blocks():
    table = articles([[1.0, 0.0] * 10, [0.0, 1.0] * 20])
    assert choose_blocks(table, ratios={"m": ("value", "unit")}) == Blocks(1, 0.0)


def test_differences_between_documents_are_no_correlation():
    table = articles([[5.0, 5.1] * 10, [-5.0, -5.1] * 10])
    assert choose_blocks(table, ratios={"m": ("value", "unit")}).correlation == 0


@settings(max_examples=25, deadline=None)
@given(factor=st.floats(0.001, 1000), seed=st.integers(0, 20))
def test_the_rule_knows_no_scale_and_no_order(factor: float, seed: int):
    ratios = {"mean": ("tone", "unit")}
    table = RUNS.with_columns(unit=1)
    rule = choose_blocks(table, ratios=ratios, by="voice")
    scaled = table.with_columns(pl.col("tone") * factor).sample(fraction=1, shuffle=True, seed=seed)
    other = choose_blocks(scaled, ratios=ratios, by="voice")
    assert other.length == rule.length
    assert other.correlation == pytest.approx(rule.correlation)


@pytest.mark.parametrize("table", [articles([[1.0, 0.0]] * 12), articles([[1.0]]).clear()])
def test_correlation_of_short_documents_is_not_measured(table: pl.DataFrame):
    assert choose_blocks(table, ratios={"m": ("value", "unit")}) == Blocks(1, 1.0)


def test_many_sentences_make_no_more_blocks_than_needed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("helpers.measures.resampling.blocks.MOST", 20)
    table = articles([[1.0, 0.0] * 50])
    assert choose_blocks(table, ratios={"m": ("value", "unit")}) == Blocks(5, 0.0)


# Draws


def test_two_documents_in_blocks_of_two():
    # a: 1 + 1 | 0 + 0, b: 3 + 1 | 2 + 0. One of two stands for both: 4 or 0, and 8 or 4.
    table = articles([[1, 1, 0, 0], [3, 1, 2, 0]])
    sums = sum_blocks(table, ["value", "unit"], blocks=2)
    draws = draw_sums(sums, ["value", "unit"], resamples=4000)
    values, counts = np.unique(draws[:, 0], return_counts=True)
    assert values.tolist() == [4, 8, 12]
    assert counts / 4000 == pytest.approx([0.25, 0.5, 0.25], abs=0.03)
    assert (draws[:, 1] == 8).all()
    mean = bootstrap_mean(table, value="value", block=2).row(0, named=True)
    assert (mean["mean"], mean["low"], mean["high"]) == (1.0, 0.5, 1.5)


@pytest.mark.parametrize("drawn", [1.0, 1.4, 2.0, 2.7, 3.0])
def test_variance_of_draws_is_that_of_the_blocks_lent(drawn: float):
    # k² / m times the variance of a block drawn at random: 16 / m * 5.
    sums = pl.DataFrame(
        {"document": "a", "block": [0, 1, 2, 3], "places": 1, "drawn": drawn, "x": [0, 2, 4, 6]}
    )
    draws = draw_sums(sums, ["x"], resamples=20_000)
    assert draws.mean() == pytest.approx(12, abs=0.3)
    assert draws.var() == pytest.approx(80 / drawn, rel=0.04)


def test_a_name_of_a_column_may_be_any():
    sums = sum_blocks(TONES.with_columns(unit=1), ["unit"], blocks=2)
    assert (draw_sums(sums, ["unit"], resamples=20) > 0).all()


def test_a_document_of_one_block_among_long_ones_always_counts():
    table = articles([[1, 0, 1, 0], [1, 1, 0, 0], [9]])
    sums = sum_blocks(table, ["value"], blocks=2)
    assert resampled_unit(sums) == "blocks"
    draws = draw_sums(sums, ["value"], resamples=100)
    # a stands at 2 however drawn, b at 4 or 0, c at 9.
    assert set(draws[:, 0]) == {11, 15}


def test_documents_of_one_block_are_drawn_from_each_other():
    table = articles([[0, 0, 0, 0], [1], [2]])
    draws = draw_sums(sum_blocks(table, ["value"], blocks=2), ["value"], resamples=100)
    assert set(draws[:, 0]) == {2, 4}


def test_documents_are_drawn_where_few_sentences_are_in_documents_of_two_blocks():
    shorts = [[0.0]] * 5
    assert resampled_unit(sum_blocks(articles([[1.0] * 4, *shorts]), ["value"], blocks=2)) == (
        "documents"
    )
    assert resampled_unit(sum_blocks(articles([[1.0] * 5, *shorts]), ["value"], blocks=2)) == (
        "blocks"
    )


def test_portions_of_documents_make_the_same_sums():
    whole = sum_blocks(RUNS, ["tone"], blocks=Blocks(7, 0.6))
    parts = [
        sum_blocks(RUNS.filter(document=name), ["tone"], blocks=Blocks(7, 0.6)) for name in "ab"
    ]
    assert pl.concat(parts).equals(whole)


@pytest.mark.parametrize("cells", [1, 30, 1000])
@pytest.mark.parametrize("blocks", [Blocks(7, 0.6), Blocks(1), Blocks(1, 1.0)])
def test_draws_do_not_depend_on_how_many_are_made_at_a_time(
    cells: int, blocks: Blocks, monkeypatch: pytest.MonkeyPatch
):
    sums = sum_blocks(RUNS, ["tone"], blocks=blocks, by="voice")
    whole = list(draw_groups(sums, ["tone"], by="voice", resamples=50))
    monkeypatch.setattr("helpers.measures.resampling.draws._CELLS", cells)
    parts = list(draw_groups(sums, ["tone"], by="voice", resamples=50))
    assert [part.key for part in parts] == [("narrator",), ("quote",)]
    for one, other in zip(whole, parts, strict=True):
        assert one.sums == pytest.approx(other.sums)


def test_groups_of_a_document_share_its_draws():
    table = articles([[1, 1, 0, 0, 1, 0]])
    both = pl.concat([table.with_columns(who=pl.lit(name)) for name in ("one", "two")])
    sums = sum_blocks(both, ["value"], blocks=1, by="who")
    one, two = draw_groups(sums, ["value"], by="who", resamples=50)
    assert one.sums.tolist() == two.sums.tolist()
    assert (one.freedom, two.freedom) == (5, 5)


# Means


def test_mean_counts_only_known_values():
    result = bootstrap_mean(TONES, value="tone", by="document")
    assert result["document"].to_list() == ["a", "b", "c"]
    assert result["n"].to_list() == [5, 5, 1]
    assert result["mean"].to_list() == pytest.approx([0.0, -0.04, 0.7])


def test_one_row_has_no_interval():
    result = bootstrap_mean(TONES, value="tone", by="document", block=1).row(2, named=True)
    assert (result["low"], result["high"]) == (None, None)


def test_group_without_values_stays_and_has_no_mean():
    empty = TONES.with_columns(pl.lit(None, pl.Float64).alias("tone"))
    assert bootstrap_mean(empty, value="tone", by="voice", block=2).rows() == [
        ("narrator", 0, None, None, None, "blocks", 2),
        ("quote", 0, None, None, None, "blocks", 2),
    ]


def test_rows_count_for_what_they_stand_for():
    ones = TONES.with_columns(weight=1.0)
    assert bootstrap_mean(ones, value="tone", weight="weight").equals(
        bootstrap_mean(TONES, value="tone")
    )
    # A row of weight 3 is in the mean three times, and is one row.
    table = articles([[1, 0, 0, 0]]).with_columns(weight=pl.Series([3.0, 1.0, 1.0, 1.0]))
    row = bootstrap_mean(table, value="value", weight="weight", block=1).row(0, named=True)
    assert (row["n"], row["mean"]) == (4, 0.5)
    assert row["low"] < 0.5 < row["high"]


def test_empty_table():
    nothing = TONES.clear()
    assert bootstrap_mean(nothing, value="tone", by="document").height == 0
    assert bootstrap_mean(nothing, value="tone")["n"].to_list() == [0]
    assert bootstrap_mean(nothing, value="tone")["low"].to_list() == [None]


def test_single_blocks_of_one_document_are_a_binomial():
    # 99 of 100 rows are drawn, so the percentiles of a share of 99, a little widened.
    table = articles([[1.0] * 30 + [0.0] * 70])
    row = bootstrap_mean(table, value="value", block=1, resamples=20_000).row(0, named=True)
    tail = norm.cdf(t.ppf(0.025, 99))
    low, high = binom.ppf([tail, 1 - tail], 99, 0.3) / 99
    assert row["low"] == pytest.approx(low, abs=0.011)
    assert row["high"] == pytest.approx(high, abs=0.011)


def test_rows_without_order_are_drawn_singly():
    table = articles([[1.0, 0.0, 0.0, 1.0] * 10])
    ordered = bootstrap_mean(table, value="value", block=1)
    assert (
        bootstrap_mean(table.drop("sentence"), value="value", order=None).row(0)[:3]
        == (ordered.row(0)[:3])
    )
    row = bootstrap_mean(table.drop("sentence"), value="value", order=None).row(0, named=True)
    # The standard error of a share of one half is 1 / sqrt(4 * 39).
    assert row["high"] - row["low"] == pytest.approx(2 * 2.02 / sqrt(4 * 39), rel=0.15)
    assert (row["resampled"], row["block"]) == ("blocks", 1)


def test_long_runs_widen_the_interval():
    # Ten runs of ten are about as good as ten sentences: sqrt(10) times the width of a hundred.
    table = articles([([1.0] * 10 + [0.0] * 10) * 5])
    wide, single = (
        bootstrap_mean(table, value="value", block=block).row(0, named=True) for block in (10, 1)
    )
    assert (wide["high"] - wide["low"]) / (single["high"] - single["low"]) == pytest.approx(
        sqrt(10), rel=0.25
    )


def test_nothing_that_varies_has_no_interval():
    # Two documents without spread inside: drawing within them cannot move the mean.
    table = articles([[0.3] * 10, [-0.1] * 10])
    row = bootstrap_mean(table, value="value").row(0, named=True)
    assert row["mean"] == pytest.approx(0.1)
    assert (row["low"], row["high"], row["resampled"]) == (None, None, "blocks")


@pytest.mark.parametrize("level", [0.2, 0.95, 0.999])
@pytest.mark.parametrize("hits", range(13))
def test_articles_of_one_sentence_never_have_a_width_of_zero(hits: int, level: float):
    table = articles([[float(place < hits)] for place in range(12)])
    row = bootstrap_mean(table, value="value", level=level).row(0, named=True)
    assert (row["resampled"], row["block"]) == ("documents", None)
    assert row["mean"] == pytest.approx(hits / 12)
    if hits in (0, 12):
        assert (row["low"], row["high"]) == (None, None)
    elif level > 0.9:
        assert 0 <= row["low"] < row["mean"] < row["high"] <= 1
    else:
        assert row["low"] is None or row["low"] < row["high"]


def test_one_other_among_twelve_headlines():
    # Eleven are drawn: none with (11/12)^11 = .384, so the low bound is 0; the high bound is at
    # two or three hits of eleven.
    table = articles([[1.0], *[[0.0]] * 11])
    row = bootstrap_mean(table, value="value").row(0, named=True)
    assert row["low"] == 0
    assert row["high"] == pytest.approx(3 / 11)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(TONES.height)))
def test_row_order_does_not_matter(order: list[int]):
    straight = bootstrap_mean(TONES, value="tone", by="voice", resamples=50, block=2)
    other = bootstrap_mean(TONES[order], value="tone", by="voice", resamples=50, block=2)
    assert other.equals(straight)


def test_other_groups_do_not_matter():
    whole = bootstrap_mean(RUNS, value="tone", by="document", seed=3, block=4)
    alone = bootstrap_mean(RUNS.filter(document="b"), value="tone", by="document", seed=3, block=4)
    assert whole.filter(document="b").equals(alone)
    changed = RUNS.with_columns(
        tone=pl.when(pl.col("voice") == "quote").then("tone").otherwise(0.7 * pl.col("sentence"))
    )
    before, after = (
        bootstrap_mean(table, value="tone", by="voice", block=4).filter(voice="quote")
        for table in (RUNS, changed)
    )
    assert before.equals(after)


@settings(max_examples=25, deadline=None)
@given(factor=st.floats(0.01, 100), shift=st.floats(-5, 5))
def test_intervals_move_with_the_scale(factor: float, shift: float):
    row = bootstrap_mean(RUNS, value="tone", resamples=200).row(0, named=True)
    scaled = RUNS.with_columns(pl.col("tone") * factor + shift)
    other = bootstrap_mean(scaled, value="tone", resamples=200).row(0, named=True)
    for bound in ("low", "mean", "high"):
        assert other[bound] == pytest.approx(factor * row[bound] + shift, abs=1e-9, rel=1e-6)


def test_seed_changes_the_draw():
    first, again, other = (
        bootstrap_mean(TONES, value="tone", by="voice", resamples=99, seed=seed, block=1)
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


def test_percentiles_widen_with_few_blocks():
    draws = np.arange(10_001) / 10_000
    # With 4 degrees of freedom 2.776 in place of 1.960 standard errors: .00275 on each side.
    assert percentile_interval(draws) == pytest.approx((0.025, 0.975))
    assert percentile_interval(draws, freedom=4) == pytest.approx((0.00275, 0.99725), abs=1e-5)
    assert percentile_interval(np.full(3, np.nan)) == (None, None)


# Differences


def test_difference_is_first_minus_second():
    row = bootstrap_difference(TONES, **PAIR, block=1).row(0, named=True)
    means = {v: TONES.filter(pl.col("voice") == v)["tone"].mean() for v in ("quote", "narrator")}
    assert row["difference"] == pytest.approx(means["quote"] - means["narrator"])
    assert row["low"] < row["difference"] < row["high"]
    assert (row["n_first"], row["n_second"]) == (5, 6)


def test_difference_turned_round_changes_sign():
    options = {"value": "tone", "between": "voice", "by": "document", "block": 1}
    there = bootstrap_difference(TONES, first="quote", second="narrator", **options)
    back = bootstrap_difference(TONES, first="narrator", second="quote", **options)
    assert there["document"].to_list() == ["a", "b", "c"]
    assert there["difference"].to_list()[:2] == pytest.approx((-back["difference"]).to_list()[:2])
    assert there["low"].to_list()[:2] == pytest.approx((-back["high"]).to_list()[:2])
    assert there["difference"].to_list()[2] is None


def test_what_moves_both_groups_cancels_out():
    # In each block a source says one more than the narrator, however high both are.
    levels = np.repeat(np.arange(10.0), 2)
    table = pl.DataFrame(
        {
            "document": "a",
            "sentence": np.arange(20),
            "voice": ["quote", "narrator"] * 10,
            "tone": levels + np.tile([1.0, 0.0], 10),
        }
    )
    row = bootstrap_difference(table, **PAIR, block=2).row(0, named=True)
    assert (row["difference"], row["low"]) == (1.0, None)
    mean = bootstrap_mean(table, value="tone", block=2).row(0, named=True)
    assert mean["high"] - mean["low"] > 2


# Adjusted differences


def test_adjusted_difference_is_that_of_mantel_and_haenszel():
    # a: 2 of 4 against 1 of 2, weight 8 / 6; b: 3 of 4 against 0 of 4, weight 16 / 8; c: one group.
    # (0 * 4/3 + .75 * 2) / (4/3 + 2) = .45. All rows: 5 of 8 with c 5 of 9, less 1 of 6.
    table = pl.DataFrame(
        {
            "document": ["a"] * 6 + ["b"] * 8 + ["c"],
            "sentence": [*range(6), *range(8), 0],
            "voice": ["quote"] * 4
            + ["narrator"] * 2
            + ["quote"] * 4
            + ["narrator"] * 4
            + ["quote"],
            "tone": [1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0],
        }
    )
    row = adjusted_difference(table, **PAIR, block=1).row(0, named=True)
    assert row["difference"] == pytest.approx(0.45)
    assert (row["n_first"], row["n_second"]) == (8, 6)
    assert (row["documents"], row["opposite"]) == (2, 0)
    assert row["low"] < 0.45 < row["high"]
    pooled = bootstrap_difference(table, **PAIR, block=1)["difference"].item()
    assert pooled == pytest.approx(5 / 9 - 1 / 6)


def test_differences_within_very_many_documents_are_drawn_at_once(monkeypatch):
    generator = np.random.default_rng(7)
    table = pl.DataFrame(
        {
            "document": np.repeat([f"d{n:03}" for n in range(300)], 12).tolist(),
            "sentence": [*range(12)] * 300,
            "voice": generator.choice(["quote", "narrator"], 3600).tolist(),
        }
    ).with_columns(tone=pl.Series(generator.normal(size=3600)) + 0.3 * (pl.col("voice") == "quote"))
    one_by_one = adjusted_difference(table, **PAIR, block=3).row(0, named=True)
    monkeypatch.setattr(intervals, "MANY_DOCUMENTS", 299)
    at_once = adjusted_difference(table, **PAIR, block=3).row(0, named=True)
    # The same estimate; bounds that differ by less than a tenth of the interval.
    for name in ("difference", "n_first", "n_second", "documents", "opposite"):
        assert at_once[name] == pytest.approx(one_by_one[name])
    width = one_by_one["high"] - one_by_one["low"]
    for name in ("low", "high"):
        assert at_once[name] == pytest.approx(one_by_one[name], abs=width / 10)


def test_differences_at_once_are_told_apart_by_group(monkeypatch):
    monkeypatch.setattr(intervals, "MANY_DOCUMENTS", 1)
    both = pl.concat(TONES.with_columns(group=pl.lit(name)) for name in ("x", "y"))
    rows = adjusted_difference(both, **PAIR, by="group", block=1)
    one = adjusted_difference(TONES, **PAIR, block=1)
    assert rows["group"].to_list() == ["x", "y"]
    for name in ("n_first", "n_second", "documents", "opposite"):
        assert rows[name].to_list() == one[name].to_list() * 2


@pytest.mark.parametrize("block", [1, 2])
def test_groups_that_are_not_redrawn_change_nothing_for_those_that_are(block):
    every = bootstrap_mean(TONES, value="tone", by="document", block=block)
    only = pl.DataFrame({"document": ["b"]})
    some = bootstrap_mean(TONES, value="tone", by="document", block=block, only=only)
    assert some.select("document", "n", "mean").equals(every.select("document", "n", "mean"))
    assert some.filter(document="b").equals(every.filter(document="b"))
    assert some.filter(pl.col("document") != "b")["low"].null_count() == 2


def test_which_article_a_group_speaks_in_is_no_difference():
    # In either article both say the same on average; sources speak more in the friendly one.
    table = pl.DataFrame(
        {
            "document": ["a"] * 12 + ["b"] * 12,
            "sentence": [*range(12)] * 2,
            "voice": ["quote"] * 8 + ["narrator"] * 4 + ["quote"] * 4 + ["narrator"] * 8,
            "tone": [1.0, 0.6] * 6 + [-1.0, -0.6] * 6,
        }
    )
    pooled = bootstrap_difference(table, **PAIR, block=1).row(0, named=True)
    adjusted = adjusted_difference(table, **PAIR, block=1).row(0, named=True)
    assert pooled["difference"] == pytest.approx(0.8 * 2 / 3)
    assert adjusted["difference"] == pytest.approx(0)
    assert adjusted["low"] < 0 < adjusted["high"]


def test_opposite_documents_are_counted():
    table = pl.DataFrame(
        {
            "document": ["a"] * 4 + ["b"] * 2 + ["c"] * 2,
            "sentence": [1, 2, 3, 4, 1, 2, 1, 2],
            "voice": ["quote", "narrator"] * 4,
            "tone": [1.0, 0.0, 1.0, 0.0, 0.0, 0.5, 0.2, 0.2],
        }
    )
    # Weights 1, .5, .5: (1 - .25 + 0) / 2.
    row = adjusted_difference(table, **PAIR, block=1).row(0, named=True)
    assert row["difference"] == pytest.approx(0.375)
    assert (row["documents"], row["opposite"]) == (3, 1)
    back = adjusted_difference(
        table, value="tone", between="voice", first="narrator", second="quote", block=1
    ).row(0, named=True)
    assert back["difference"] == pytest.approx(-0.375)
    assert (back["documents"], back["opposite"]) == (3, 1)


def test_documents_drawn_whole_move_the_adjusted_difference():
    # Twelve articles of two sentences: +1 in eight, -1 in four. Eleven are drawn with weights.
    table = pl.DataFrame(
        {
            "document": [f"{number:02}" for number in range(12) for _ in range(2)],
            "sentence": [1, 2] * 12,
            "voice": ["quote", "narrator"] * 12,
            "tone": [1.0, 0.0] * 8 + [0.0, 1.0] * 4,
        }
    )
    row = adjusted_difference(table, **PAIR).row(0, named=True)
    assert row["difference"] == pytest.approx(1 / 3)
    assert (row["resampled"], row["documents"], row["opposite"]) == ("documents", 12, 4)
    # Standard error 2 sqrt(2/3 * 1/3 / 11) = .284, 2.2 of them to each side.
    assert row["high"] - row["low"] == pytest.approx(4.4 * 0.284, rel=0.15)


def test_groups_that_never_meet_have_no_adjusted_difference():
    table = TONES.filter((pl.col("document") == "a") == (pl.col("voice") == "quote"))
    row = adjusted_difference(table, **PAIR, block=1).row(0, named=True)
    assert (row["difference"], row["low"], row["documents"]) == (None, None, 0)
    by = adjusted_difference(TONES, **PAIR, by="document", block=1)
    assert by["documents"].to_list() == [1, 1, 0]
    plain = bootstrap_difference(TONES, **PAIR, by="document", block=1)
    assert by["difference"].to_list()[:2] == pytest.approx(plain["difference"].to_list()[:2])
    assert by["low"].to_list()[:2] == pytest.approx(plain["low"].to_list()[:2])


# Ratios

WORDS = pl.DataFrame(
    {
        "document": ["a"] * 4 + ["b"] * 3,
        "sentence": [1, 2, 3, 4, 1, 2, 3],
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
    result = bootstrap_ratios(WORDS, ratios=RATIOS, by="voice", resamples=200, block=1)
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


def test_a_ratio_to_the_number_of_rows_is_the_mean():
    ratio = bootstrap_ratios(RUNS.with_columns(unit=1), ratios={"mean": ("tone", "unit")})
    mean = bootstrap_mean(RUNS, value="tone")
    for column, other in {"value": "mean", "low": "low", "high": "high", "block": "block"}.items():
        assert ratio[column].item() == pytest.approx(mean[other].item())


def test_ratios_do_not_depend_on_the_order_of_rows():
    whole = bootstrap_ratios(WORDS, ratios=RATIOS, by="voice", resamples=200)
    assert bootstrap_ratios(WORDS.reverse(), ratios=RATIOS, by="voice", resamples=200).equals(whole)


def test_ratios_without_variation_have_no_interval():
    single = WORDS.unique("document", keep="first", maintain_order=True)
    result = bootstrap_ratios(single, ratios={"share": ("has", "unit")}, resamples=200)
    assert result.select("value", "low", "high").row(0) == (1.0, None, None)
    empty = bootstrap_ratios(WORDS.clear(), ratios=RATIOS, by="voice")
    assert empty.height == 0
    assert bootstrap_ratios(WORDS.clear(), ratios={"share": ("has", "unit")})["value"][0] is None


# Choices


def test_a_choice_is_made_again_in_each_draw():
    draws = np.array([[0.3, 0.2, 0.1], [0.1, 0.2, 0.3], [0.2, 0.3, 0.1], [0.4, 0.2, 0.1]])
    assert choose(["x", "y", "z"], [0.25, 0.3, 0.1], draws).rows() == [
        ("y", 0.3, 0.25, 1, False),
        ("x", 0.25, 0.5, 2, False),
        ("z", 0.1, 0.25, 3, False),
    ]


def test_ties_are_said_and_split():
    # 3/10 - 1/10 and 1/5 are equal, though not as binary fractions.
    draws = np.array([[0.3 - 0.1, 0.2, 0.0], [0.5, 0.4, 0.1]])
    table = choose(["b", "a", "c"], [0.3 - 0.1, 0.2, 0.05], draws)
    assert table["candidate"].to_list() == ["a", "b", "c"]
    assert table["chosen"].to_list() == [0.25, 0.75, 0]
    assert table["rank"].to_list() == [1, 1, 3]
    assert table["tied"].to_list() == [True, True, False]


def test_candidates_without_a_value_are_not_chosen():
    nan = float("nan")
    draws = np.array([[nan, 0.1], [nan, nan], [0.3, 0.2]])
    assert choose(["x", "y"], [nan, 0.1], draws).rows() == [
        # The second draw chooses nobody.
        ("y", 0.1, pytest.approx(1 / 3), 1, False),
        ("x", None, pytest.approx(1 / 3), None, None),
    ]
    assert choose(["x", "y"], [1, 2], np.empty((0, 2)))["chosen"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"values": [1, 2], "draws": np.ones((3, 1))}, "2 candidates need as many values"),
        ({"values": [1], "draws": np.ones((3, 2))}, "2 candidates need as many values"),
    ],
)
def test_impossible_choices(options: dict[str, object], message: str):
    with pytest.raises(ValueError, match=message):
        choose(["x", "y"], **options)


def test_shares_of_one_table_are_chosen_from_the_same_draws():
    table = RUNS.with_columns(quote=(pl.col("voice") == "quote").cast(int), unit=1).with_columns(
        narrator=1 - pl.col("quote")
    )
    sums = sum_blocks(table, ["quote", "narrator", "unit"], blocks=5)
    draws = draw_sums(sums, ["quote", "narrator", "unit"], resamples=400)
    table = choose(["quote", "narrator"], [0.5, 0.5], draws[:, :2] / draws[:, 2:])
    assert table["tied"].all()
    assert table["chosen"].to_list() == pytest.approx([0.5, 0.5], abs=0.1)


# Wilson


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
