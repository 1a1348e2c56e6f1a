"""Corrected shares and means of tables: groups, strata, gaps, articles, differences."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from scipy.stats import norm

from helpers.corpus.coding.fields import FEWEST_CODED
from helpers.measures.correction import (
    combined_mean,
    corrected_difference,
    corrected_mean,
)

COLUMNS = {"value": "frame", "coded": "coded", "probability": "probability"}
PAIR = {"between": "voice", "first": "quote", "second": "narrator"}


def sentences(n: int = 600, coded: int = 120, seed: int = 1) -> pl.DataFrame:
    """Make sentences of 30 articles; the instrument is right in 9 of 10 of them."""
    rng = np.random.default_rng(seed)
    truth = rng.random(n) < 0.3
    right = rng.random(n) < 0.9
    drawn = np.zeros(n, dtype=bool)
    drawn[rng.choice(n, coded, replace=False)] = True
    return pl.DataFrame(
        {
            "document": [f"d{place % 30:02}" for place in range(n)],
            "voice": rng.choice(["quote", "narrator"], n),
            "frame": np.where(right, truth, ~truth).astype(int),
            "other": rng.integers(0, 2, n),
            "truth": truth.astype(int),
            "drawn": drawn,
            "probability": coded / n,
        }
    ).with_columns(pl.when("drawn").then("truth").alias("coded"))


def test_a_correction_says_what_it_was_made_of():
    table = sentences()
    row = corrected_mean(table, **COLUMNS).row(0, named=True)
    assert (row["n"], row["coded_n"], row["clustered"]) == (600, 120, False)
    assert row["measured"] == pytest.approx(table["frame"].mean())
    assert row["coded_only"] == pytest.approx(table["coded"].mean())
    missed = table["frame"].mean() - table.filter("drawn")["frame"].mean()
    assert row["corrected"] == pytest.approx(row["coded_only"] + row["weight"] * missed)
    assert 0 < row["weight"] < 1
    widths = row["high"] - row["low"], row["coded_high"] - row["coded_low"]
    assert row["width_ratio"] == pytest.approx(widths[0] / widths[1])
    assert row["width_ratio"] < 1


def test_a_constant_instrument_leaves_the_codes_alone():
    row = corrected_mean(sentences().with_columns(frame=1), **COLUMNS).row(0, named=True)
    assert (row["weight"], row["width_ratio"]) == (0, 1)
    assert [row[name] for name in ("corrected", "low", "high")] == [
        row[name] for name in ("coded_only", "coded_low", "coded_high")
    ]


@given(st.integers(0, 100), st.booleans())
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_does_not_matter(seed, articles):
    table = sentences()
    if articles:
        table = table.with_columns(
            coded=pl.when(pl.col("document") < "d10").then("truth"), probability=1 / 3
        )
    options = {**COLUMNS, "stratum": "voice"}
    shuffled = table.sample(fraction=1, shuffle=True, seed=seed)
    assert_frame_equal(
        corrected_mean(table, **options), corrected_mean(shuffled, **options), abs_tol=1e-12
    )


def test_a_census_is_the_coded_mean_without_an_interval():
    table = sentences().with_columns(coded=pl.col("truth"), probability=1.0)
    row = corrected_mean(table, **COLUMNS).row(0, named=True)
    assert (row["corrected"], row["low"], row["high"]) == pytest.approx(
        (table["truth"].mean(),) * 3
    )
    assert row["width_ratio"] is None


def test_a_sample_without_an_error_still_has_an_interval():
    table = sentences().with_columns(frame=pl.col("truth"))
    row = corrected_mean(table, **COLUMNS).row(0, named=True)
    assert row["low"] < table["truth"].mean() < row["high"]
    measured, alone = row["measured"], row["coded_only"]
    assert min(measured, alone) <= row["corrected"] <= max(measured, alone)


def test_below_fifty_codes_nothing_is_corrected():
    for coded in (FEWEST_CODED - 1, FEWEST_CODED):
        row = corrected_mean(sentences(coded=coded), **COLUMNS).row(0, named=True)
        missing = [row[name] is None for name in ("corrected", "low", "high", "weight")]
        assert missing == [coded < 50] * 4
        assert None not in [row[name] for name in ("coded_only", "coded_low", "coded_high")]


def test_one_code_and_none():
    one = sentences().with_columns(coded=pl.when(pl.int_range(pl.len()) == 0).then("truth"))
    row = corrected_mean(one, **COLUMNS, fewest=1).row(0, named=True)
    assert (row["coded_n"], row["coded_only"]) == (1, one["truth"][0])
    assert [row[name] for name in ("coded_low", "coded_high", "corrected")] == [None] * 3
    none = one.with_columns(coded=pl.lit(None, pl.Int64))
    row = corrected_mean(none, **COLUMNS).row(0, named=True)
    assert (row["n"], row["coded_n"], row["coded_only"], row["corrected"]) == (600, 0, None, None)
    assert row["measured"] == pytest.approx(one["frame"].mean())


def test_an_empty_table():
    empty = sentences().clear()
    row = corrected_mean(empty, **COLUMNS).row(0, named=True)
    assert (row["n"], row["measured"], row["corrected"]) == (0, None, None)
    assert corrected_mean(empty, **COLUMNS, by="voice").height == 0
    assert corrected_difference(empty, **COLUMNS, **PAIR)["corrected"].to_list() == [None]


def test_each_group_is_its_own_population():
    table = sentences(coded=200)
    groups = corrected_mean(table, **COLUMNS, by="voice")
    assert groups["voice"].to_list() == ["narrator", "quote"]
    # Which sentences of a group are coded is chance, as in a table of that group alone.
    for row in groups.iter_rows(named=True):
        alone = corrected_mean(table.filter(voice=row["voice"]), **COLUMNS).row(0, named=True)
        assert {name: row[name] for name in alone} == pytest.approx(alone)


def test_codes_and_instruments_may_be_true_or_false():
    table = sentences()
    flags = table.with_columns(pl.col("frame", "coded").cast(pl.Boolean))
    assert_frame_equal(corrected_mean(table, **COLUMNS), corrected_mean(flags, **COLUMNS))


def test_an_instrument_without_a_value_counts_as_its_mean():
    table = sentences().with_columns(
        frame=pl.when(pl.int_range(pl.len()) % 3 > 0).then(pl.col("frame").cast(pl.Float64))
    )
    filled = table.with_columns(pl.col("frame").fill_null(pl.col("frame").mean()))
    nan = table.with_columns(pl.col("frame").fill_null(float("nan")))
    expected = corrected_mean(filled, **COLUMNS)
    assert_frame_equal(corrected_mean(table, **COLUMNS), expected)
    assert_frame_equal(corrected_mean(nan, **COLUMNS), expected)
    silent = table.with_columns(frame=pl.lit(None, pl.Float64))
    row = corrected_mean(silent, **COLUMNS).row(0, named=True)
    assert (row["measured"], row["weight"]) == (None, 0)


def test_strata_by_name_and_by_several_columns():
    table = sentences().with_columns(
        half=pl.when(pl.col("document") < "d15").then(pl.lit("a")).otherwise(pl.lit(None))
    )
    by_hand = sum(
        part.height / 600 * part["coded"].mean() for part in table.partition_by("half", "voice")
    )
    row = corrected_mean(table, **COLUMNS, stratum=["half", "voice"]).row(0, named=True)
    assert row["coded_only"] == pytest.approx(by_hand)


def test_small_strata_are_put_together_with_the_next():
    # Strata of 1 and 2 sentences with 0 and 1 coded join that of 5 with 2: mean 1/3 of 8.
    table = pl.DataFrame(
        {
            "document": "a",
            "frame": 0,
            "part": list("abbcccccdddddddddd"),
            "coded": [None, 1, None, 0, 0, None, None, None, 1, 1, 1, *[None] * 7],
            "probability": 1 / 3,
        }
    )
    row = corrected_mean(table, **COLUMNS, stratum="part", fewest=2).row(0, named=True)
    assert row["coded_only"] == pytest.approx((8 / 3 + 10) / 18)


def test_whole_articles_are_a_sample_of_articles():
    table = sentences()
    articles = table.with_columns(
        coded=pl.when(pl.col("document").is_in(["d03", "d11", "d12", "d20", "d28", "d29"])).then(
            "truth"
        ),
        probability=6 / 30,
    )
    assert not corrected_mean(table, **COLUMNS)["clustered"].item()
    row = corrected_mean(articles, **COLUMNS).row(0, named=True)
    assert (row["clustered"], row["coded_n"]) == (True, 120)
    # One article has no other to be compared with.
    one = articles.with_columns(coded=pl.when(pl.col("document") == "d03").then("truth"))
    row = corrected_mean(one, **COLUMNS, fewest=2).row(0, named=True)
    assert (row["clustered"], row["coded_low"], row["corrected"]) == (True, None, None)
    assert row["coded_only"] is not None
    # All articles are no sample.
    census = articles.with_columns(coded=pl.col("truth"), probability=1.0)
    assert not corrected_mean(census, **COLUMNS)["clustered"].item()


@pytest.mark.parametrize(
    ("counts", "clustered"),
    [
        # 10 of 20 expected, variance 5 in each: scatter 108 / 25 and 134 / 25. Of five articles
        # one sample in 1000 has more than 4.6.
        ([17, 13, 10, 5, 5], False),
        ([18, 14, 8, 5, 5], True),
        # 2 of 20 expected, variance 1.8 in each: 296 / 180 and 368 / 180; twice is needed.
        ([4] * 37 + [0] * 37 + [2] * 26, False),
        ([4] * 46 + [0] * 46 + [2] * 8, True),
    ],
)
def test_scatter_that_chance_explains_makes_no_sample_of_articles(counts, clustered):
    table = pl.DataFrame(
        {
            "document": np.repeat(np.arange(len(counts)), 20),
            "frame": 0,
            "coded": [
                place // 2 % 2 if place < count else None for count in counts for place in range(20)
            ],
            "probability": sum(counts) / len(counts) / 20,
        }
    )
    assert corrected_mean(table, **COLUMNS)["clustered"].item() == clustered


def test_two_coded_articles_on_paper():
    # Of 20 articles of 20 sentences two are coded, with shares of 1/4 and 3/4 in both of which the
    # instrument says nothing: errors -1/8 and 1/8 of the mean 1/2, times the root of 2 and of .9.
    table = pl.DataFrame({"document": np.repeat(np.arange(20), 20), "frame": 0}).with_columns(
        coded=pl.when(pl.col("document") < 2).then(
            (pl.int_range(pl.len()) % 4 <= 2 * pl.col("document")).cast(pl.Int64)
        ),
        probability=0.1,
    )
    row = corrected_mean(table, **COLUMNS, fewest=2, level=0.5).row(0, named=True)
    assert row["clustered"]
    sentence = 40 / 39 * 0.9
    pseudo = 2 * 0.75 * 0.9 / 40**2 / 4
    # At 50 % Student's quantile for one degree of freedom is 1.
    half = np.sqrt(2 * 2 * sentence / 8**2 + pseudo)
    assert (row["coded_only"], row["coded_high"] - row["coded_low"]) == pytest.approx(
        (0.5, 2 * half)
    )


def test_probabilities_tell_an_oversampled_article_from_a_clump():
    # Half of two articles and a tenth of the others, as was meant.
    table = sentences(n=1200, coded=0).with_columns(
        probability=pl.when(pl.col("document") < "d02").then(0.5).otherwise(0.1)
    )
    place = pl.int_range(pl.len()).over("document")
    table = table.with_columns(
        coded=pl.when(place % (1 / pl.col("probability")).round().cast(pl.Int64) == 0).then("truth")
    )
    assert not corrected_mean(table, **COLUMNS)["clustered"].item()
    unknown = table.with_columns(probability=pl.when(pl.col("coded").is_not_null()).then(0.1))
    assert corrected_mean(unknown, **COLUMNS)["clustered"].item()


@pytest.mark.parametrize(
    ("changes", "options", "message"),
    [
        ({}, {"level": 1}, "level is 1"),
        ({}, {"bounded": (1, 0)}, "bounded is"),
        ({"coded": pl.lit(2)}, {}, "coded holds 2, outside"),
        ({"probability": pl.lit(0.0)}, {}, "120 coded rows have no probability"),
        ({"probability": pl.lit(1.5)}, {}, "such as 1.5"),
        ({"probability": pl.lit(None, pl.Float64)}, {}, "such as None"),
    ],
)
def test_mistakes_are_named(changes, options, message):
    table = sentences().with_columns(**changes)
    with pytest.raises(ValueError, match=message):
        corrected_mean(table, **COLUMNS, **options)
    with pytest.raises(ValueError, match=message):
        corrected_difference(table, **COLUMNS, **PAIR, **options)


# Differences


def test_a_difference_is_that_of_the_corrected_means():
    table = sentences(coded=200)
    means = corrected_mean(table, **COLUMNS, by="voice")
    narrator, quote = means.iter_rows(named=True)
    row = corrected_difference(table, **COLUMNS, **PAIR).row(0, named=True)
    for name in ("measured", "coded_only", "corrected"):
        assert row[name] == pytest.approx(quote[name] - narrator[name])
    assert (row["n_first"], row["coded_second"]) == (quote["n"], narrator["coded_n"])
    assert (row["weight_first"], row["weight_second"]) == pytest.approx(
        (quote["weight"], narrator["weight"])
    )
    # Independent errors: about the root of the sum of squares.
    half = np.hypot(*[(side["high"] - side["low"]) / 2 for side in (quote, narrator)])
    assert (row["high"] - row["low"]) / 2 == pytest.approx(half, rel=0.03)


def test_the_other_difference_has_the_other_sign():
    table = sentences(coded=200)
    one = corrected_difference(table, **COLUMNS, **PAIR).row(0, named=True)
    turned = {**PAIR, "first": "narrator", "second": "quote"}
    other = corrected_difference(table, **COLUMNS, **turned).row(0, named=True)
    assert (other["corrected"], other["low"], other["high"]) == pytest.approx(
        (-one["corrected"], -one["high"], -one["low"])
    )


def test_a_difference_to_a_group_that_is_not_there_or_hardly_coded():
    table = sentences()
    row = corrected_difference(table, **COLUMNS, **{**PAIR, "second": "indirect"}).row(
        0, named=True
    )
    assert (row["n_second"], row["measured"], row["coded_only"], row["low"]) == (0, *[None] * 3)
    few = table.with_columns(
        coded=pl.when((pl.col("voice") == "quote") | (pl.int_range(pl.len()) < 30)).then("coded")
    )
    row = corrected_difference(few, **COLUMNS, **PAIR).row(0, named=True)
    assert (row["corrected"], row["weight_first"]) == (None, None)
    assert row["coded_low"] < row["coded_only"] < row["coded_high"]
    first_narrator = int((table["voice"] == "narrator").arg_max())
    one = pl.when(pl.int_range(pl.len()) == first_narrator).then("truth").otherwise("coded")
    single = table.with_columns(
        coded=pl.when(
            (pl.col("voice") == "quote") | (pl.int_range(pl.len()) == first_narrator)
        ).then(one)
    )
    row = corrected_difference(single, **COLUMNS, **PAIR, fewest=1).row(0, named=True)
    assert (row["coded_second"], row["coded_low"], row["corrected"]) == (1, None, None)
    assert row["coded_only"] is not None


def test_differences_by_group():
    table = sentences(coded=300).with_columns(half=pl.int_range(pl.len()) % 2)
    rows = corrected_difference(table, **COLUMNS, **PAIR, by="half")
    one = corrected_difference(table.filter(half=1), **COLUMNS, **PAIR)
    assert rows["half"].to_list() == [0, 1]
    assert_frame_equal(rows.filter(half=1).drop("half"), one)


def test_what_moves_both_groups_of_an_article_cancels_out():
    # In each coded article all sentences of both voices are alike: the difference is 0 in each.
    table = pl.DataFrame({"document": np.repeat(np.arange(60), 20), "frame": 0}).with_columns(
        voice=pl.when(pl.int_range(pl.len()) % 2 == 0)
        .then(pl.lit("quote"))
        .otherwise(pl.lit("narrator")),
        coded=pl.when(pl.col("document") % 6 == 0).then(pl.col("document") // 6 % 2),
        probability=1 / 6,
    )
    row = corrected_difference(table, **COLUMNS, **PAIR).row(0, named=True)
    assert (row["clustered"], row["coded_only"]) == (True, 0)
    both = corrected_mean(table, **COLUMNS, by="voice")
    assert (both["high"] - both["low"]).min() > 3 * (row["high"] - row["low"])


# Several instruments


def test_one_instrument_is_the_corrected_mean():
    table = sentences()
    one = corrected_mean(table, **COLUMNS, by="voice", fewest=40)
    several = combined_mean(
        table, values=["frame"], coded="coded", probability="probability", by="voice", fewest=40
    )
    renamed = {"measured_frame": "measured", "weight_frame": "weight"}
    assert_frame_equal(several.rename(renamed).select(one.columns), one)


def test_the_same_instrument_twice_adds_nothing():
    table = sentences().with_columns(copy=pl.col("frame"))
    options = {"coded": "coded", "probability": "probability"}
    one = combined_mean(table, values=["frame"], **options).row(0, named=True)
    two = combined_mean(table, values=["frame", "copy"], **options).row(0, named=True)
    assert two["corrected"] == pytest.approx(one["corrected"])
    assert two["weight_frame"] + two["weight_copy"] == pytest.approx(one["weight_frame"])


def test_the_better_instrument_has_the_weight():
    row = combined_mean(
        sentences(), values=["other", "frame"], coded="coded", probability="probability"
    ).row(0, named=True)
    assert row["weight_frame"] > 0.5 > 5 * row["weight_other"]
    assert row["weight_frame"] + row["weight_other"] <= 1
    assert row["width_ratio"] < 1


def test_two_readings_of_tone_average_out():
    # Scores that err by as much to either side: their mean makes no error.
    rng = np.random.default_rng(4)
    tone = rng.choice([-1, 0, 1], 2000)
    error = rng.normal(0, 0.5, 2000)
    drawn = rng.random(2000) < 0.2
    table = pl.DataFrame(
        {"document": "a", "one": tone + error, "two": tone - error, "tone": tone, "drawn": drawn}
    ).with_columns(coded=pl.when("drawn").then("tone"), probability=0.2)
    row = combined_mean(
        table, values=["one", "two"], coded="coded", probability="probability", bounded=(-1, 1)
    ).row(0, named=True)
    assert (row["weight_one"], row["weight_two"]) == pytest.approx((0.5, 0.5), abs=0.03)
    assert row["width_ratio"] < 0.5


@pytest.mark.parametrize("values", [[], ["frame", "frame"]])
def test_instruments_are_named_each_once(values):
    with pytest.raises(ValueError, match="name one instrument or more"):
        combined_mean(sentences(), values=values, coded="coded", probability="probability")


# Real sentences: general words for a frame, much too few of them, and how often the truth is held.
WORDS = {
    "Eco Detection": r"(?i)\b(?:cost|price|tax|econom|job|market|billion|trade|industr)",
    "Sci Detection": r"(?i)\b(?:scien|stud|research|report|model|data|universit)",
    "Pbh Detection": r"(?i)\b(?:health|disease|hospital|death|ill|medic)",
    "Emotion: Negative": r"(?i)\b(?:not|no|fear|threat|fail|crisis|danger|worst|damage)",
}


@pytest.mark.parametrize("label", WORDS)
def test_corrected_shares_hold_the_truth_on_climate_sentences(
    label: str, validation: Callable[[str], Path]
):
    lines = validation("ccf_en_dev.jsonl").read_text(encoding="utf-8").splitlines()
    table = pl.DataFrame(
        [
            {"document": line["doc_ID"], "text": line["text"], "truth": label in line["labels"]}
            for line in map(json.loads, lines)
        ]
    ).with_columns(frame=pl.col("text").str.contains(WORDS[label]), probability=200 / len(lines))
    truth, held, draws = table["truth"].mean(), 0, 150
    for seed in range(draws):
        chosen = np.random.default_rng(seed).choice(table.height, 200, replace=False)
        coded = pl.when(pl.int_range(pl.len()).is_in(chosen)).then("truth")
        row = corrected_mean(table.with_columns(coded=coded), **COLUMNS).row(0, named=True)
        held += row["low"] <= truth <= row["high"]
        assert row["width_ratio"] <= 1
    # Of 150 draws with 95 % each, so few would be held in one of 1000 tests.
    error = np.sqrt(0.95 * 0.05 / draws)
    assert held / draws > 0.95 + norm.ppf(0.001) * error
