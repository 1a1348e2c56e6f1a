"""Agreement: the published worked examples, and tables small enough for paper."""

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from helpers.measures.agreement import (
    SCORE_RATIOS,
    accuracy,
    confusion,
    consensus,
    krippendorff_alpha,
    precision_recall_f1,
    score_parts,
)
from helpers.measures.resampling import bootstrap_ratios

ROOT = Path(__file__).parents[2]

# One text a coder, one character a unit, * for "not coded". The three-coder example is
# Wikipedia's; the others are examples C and A of Krippendorff 2011.
EXAMPLES = {
    "wikipedia 3 coders x 15 units alpha": (
        ["*****34121133*3", "1*213343*******", "**21344*21133*4"],
        {"nominal": 0.691, "interval": 0.811},
    ),
    "Krippendorff 2011 4 x 12 alpha": (
        ["123321412***", "1233224125*3", "*3332342251*", "12332441251*"],
        {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797},
    ),
    "Krippendorff 2011 binary 2 x 10 alpha": (
        ["0100000000", "1110010100"],
        {"nominal": 0.095},
    ),
}


def long(rows: list[str]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (unit, coder, None if code == "*" else int(code))
            for coder, codes in enumerate(rows)
            for unit, code in enumerate(codes)
        ],
        schema={"unit": pl.Int64, "coder": pl.Int64, "code": pl.Int64},
        orient="row",
    )


def alpha(rows: list[str], level: str) -> float:
    result = krippendorff_alpha(long(rows), unit="unit", coder="coder", values="code", level=level)
    return result["alpha"].item()


@pytest.mark.parametrize(
    ("rows", "level", "published"),
    [(rows, level, value) for rows, by in EXAMPLES.values() for level, value in by.items()],
)
def test_alpha_meets_the_published_examples(rows: list[str], level: str, published: float):
    assert alpha(rows, level) == pytest.approx(published, abs=6e-4)


@pytest.mark.parametrize("name", EXAMPLES)
def test_alpha_meets_the_reference_to_full_precision(name: str, validation: Callable[[str], Path]):
    expected = json.loads(validation("formula_reference.json").read_text())[name]
    by_level = expected if isinstance(expected, dict) else {"nominal": expected}
    for level, value in by_level.items():
        assert alpha(EXAMPLES[name][0], level) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("rows", "level", "expected"),
    [
        # Codes 1, 2, 3, 3; one pair of 1 and 2 in either order. Nominal: 1 - 2 / (10 / 3).
        (["13", "23"], "nominal", 2 / 5),
        # Ranks in the middle of equals .5, 1.5, 3: 1 - 2 / ((2 * 1 + 4 * 6.25 + 4 * 2.25) / 3).
        (["13", "23"], "ordinal", 5 / 6),
        # 1 - 2 / ((2 * 1 + 4 * 4 + 4 * 1) / 3).
        (["13", "23"], "interval", 8 / 11),
        # 1 - 2 / 9 / ((2 / 9 + 4 / 4 + 4 / 25) / 3).
        (["13", "23"], "ratio", 161 / 311),
        # Zero is as far from zero as any number from itself: 1 - 2 / (2 * 3 / 3).
        (["00", "01"], "ratio", 0),
        # Four of a unit's six pairs differ and weigh a half each, two of the other unit's two:
        # 1 - 4 / (2 * 3 * 2 / 4).
        (["11", "12", "2*"], "nominal", -1 / 3),
    ],
)
def test_alpha_by_hand(rows: list[str], level: str, expected: float):
    assert alpha(rows, level) == pytest.approx(expected)


def test_alpha_of_names_is_nominal_only():
    codes = pl.DataFrame({"u": [1, 1, 2, 2, 3, 3], "c": [1, 2] * 3, "v": list("aabbab")})
    result = krippendorff_alpha(codes, unit="u", coder="c", values="v")
    # Three units, six codes: observed 1/3, expected 18/30; alpha = 1 - (1/3) / (3/5) = 4/9.
    assert result["alpha"].item() == pytest.approx(4 / 9)
    with pytest.raises(ValueError, match="not numeric"):
        krippendorff_alpha(codes, unit="u", coder="c", values="v", level="ordinal")


def test_alpha_counts_what_it_rests_on():
    row = krippendorff_alpha(long(["12*4", "1*34"]), unit="unit", coder="coder", values="code").row(
        0, named=True
    )
    assert (row["coders"], row["units"], row["alpha"]) == (2, 2, 1.0)


@pytest.mark.parametrize("rows", [["1111", "1111"], ["12**", "**34"], ["****", "****"]])
def test_alpha_is_missing_where_nothing_can_be_expected(rows: list[str]):
    assert alpha(rows, "ordinal") is None


def test_alpha_refuses_two_codes_of_one_coder():
    repeats = pl.concat([long(["12"]), long(["12"])])
    with pytest.raises(ValueError, match="keep one row per unit and coder"):
        krippendorff_alpha(repeats, unit="unit", coder="coder", values="code")


def test_alpha_refuses_an_unknown_level():
    with pytest.raises(ValueError, match="nominal, ordinal, interval, ratio"):
        alpha(["12", "12"], "ordinary")


CODED = pl.DataFrame(
    {
        "coded": [-1, -1, -1, 0, 0, 1, None],
        "read": [-1, -1, 0, 0, None, 0, 1],
    }
)


def test_confusion_by_hand():
    assert confusion(CODED, gold="coded", predicted="read").rows() == [
        (-1, -1, 2),
        (-1, 0, 1),
        (0, 0, 1),
        (0, None, 1),
        (1, 0, 1),
    ]


def test_precision_recall_by_hand():
    result = precision_recall_f1(CODED, gold="coded", predicted="read")
    assert result["label"].to_list() == ["-1", "0", "1", "macro"]
    assert result["support"].to_list() == [3, 2, 1, 6]
    assert result["predicted"].to_list() == [2, 3, 0, 5]
    assert result["precision"].to_list() == pytest.approx([1, 1 / 3, None, 2 / 3])
    assert result["recall"].to_list() == pytest.approx([2 / 3, 1 / 2, 0, 7 / 18])
    assert result["f1"].to_list() == pytest.approx([4 / 5, 2 / 5, 0, 2 / 5])
    assert result["always_f1"].to_list()[0] == pytest.approx(2 / 3)


def test_label_that_never_occurs_has_no_scores():
    result = precision_recall_f1(CODED, gold="coded", predicted="read", labels=[-1, 7])
    row = result.row(1, named=True)
    assert row["label"] == "7"
    assert (row["precision"], row["recall"], row["f1"]) == (None, None, None)
    assert result.row(2, named=True)["f1"] == pytest.approx(4 / 5)


def test_accuracy_stands_beside_the_commonest_label():
    row = accuracy(CODED, gold="coded", predicted="read").row(0, named=True)
    assert (row["n"], row["hits"], row["majority"]) == (6, 3, -1)
    assert row["accuracy"] == pytest.approx(0.5)
    assert row["macro_f1"] == pytest.approx(0.4)
    assert row["majority_accuracy"] == pytest.approx(0.5)
    assert row["majority_macro_f1"] == pytest.approx(2 / 3 / 3)


def test_nothing_coded_gives_no_score():
    row = accuracy(CODED.clear(), gold="coded", predicted="read").row(0, named=True)
    assert row["n"] == 0
    assert row["accuracy"] is None
    assert row["macro_f1"] is None
    assert row["majority"] is None


@pytest.mark.parametrize("as_list", [False, True])
def test_several_labels_a_unit(as_list: bool):
    codes = pl.DataFrame({"a": ["x;y", "x", "", None], "b": ["y;x", "y", "x", "z"]})
    if as_list:
        codes = codes.with_columns(
            pl.all().str.split(";").list.eval(pl.element().filter(pl.element() != ""))
        )
    result = precision_recall_f1(codes, gold="a", predicted="b", separator=None if as_list else ";")
    counts = result.select("label", "n", "support", "predicted", "hits").rows()
    assert counts == [
        ("x", 4, 2, 2, 1),
        ("y", 4, 1, 2, 1),
        ("z", 4, 0, 1, 0),
        ("macro", 4, 3, 5, 2),
    ]
    assert result["recall"].to_list() == [0.5, 1.0, None, 0.75]


@given(st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 1)), min_size=1, max_size=40))
def test_hits_add_up(pairs: list[tuple[int, int]]):
    table = pl.DataFrame(pairs, schema=["gold", "read"], orient="row")
    scored = precision_recall_f1(table, gold="gold", predicted="read")
    counts = confusion(table, gold="gold", predicted="read")
    diagonal = counts.filter(pl.col("gold") == pl.col("predicted"))["n"].sum()
    assert scored.row(-1, named=True)["hits"] == diagonal
    assert accuracy(table, gold="gold", predicted="read")["hits"].item() == diagonal


def test_agreed_leaves_out_what_is_disputed_or_coded_once():
    codes = pl.DataFrame(
        {
            "document": ["d"] * 9,
            "unit": [3, 3, 1, 1, 2, 4, 4, 5, 5],
            "coder": list("ababaabab"),
            "tone": [0, 0, 1, -1, 1, None, None, None, 1],
        }
    )
    result = consensus(codes, unit=["document", "unit"], coder="coder", value="tone")
    assert result.rows() == [("d", 3, 0), ("d", 4, None)]


def test_groups_are_scored_apart():
    two = pl.concat(
        [
            CODED.with_columns(pl.lit("b").alias("lexicon")),
            CODED.with_columns(pl.lit("a").alias("lexicon"), pl.col("coded").alias("read")),
        ]
    )
    scored = accuracy(two, gold="coded", predicted="read", by="lexicon")
    assert scored["lexicon"].to_list() == ["a", "b"]
    assert scored["accuracy"].to_list() == [1.0, 0.5]
    counts = confusion(two, gold="coded", predicted="read", by="lexicon")
    assert (
        counts.filter(pl.col("lexicon") == "b")
        .drop("lexicon")
        .equals(confusion(CODED, gold="coded", predicted="read"))
    )
    nothing = accuracy(two.clear(), gold="coded", predicted="read", by="lexicon")
    assert nothing.height == 0
    assert nothing.columns == scored.columns


def test_not_a_number_is_missing_and_a_ratio_has_no_negative_values() -> None:
    table = pl.DataFrame(
        {"unit": [1, 1, 2, 2], "coder": ["a", "b"] * 2, "code": [1.0, 2.0, float("nan"), 2.0]}
    )
    options = {"unit": "unit", "coder": "coder", "values": "code"}
    assert krippendorff_alpha(table, **options, level="interval")["units"].item() == 1
    with pytest.raises(ValueError, match="code holds -1; ratio alpha needs numbers from 0 on"):
        krippendorff_alpha(
            table.with_columns(code=pl.Series([-1, 1, 1, 1])), **options, level="ratio"
        )


SAMPLE = pl.DataFrame(
    {
        "document": list("aaab"),
        "sentence": [0, 1, 2, 0],
        "coded": [1, 1, 0, 0],
        "read": [1, 0, 0, 1],
        "weight": [1.0, 2.0, 3.0, 4.0],
    }
)


def test_weights_say_how_many_units_one_stands_for() -> None:
    """Of 10 units 4 are right; 1: 3 coded, 5 read, 1 hit; 0: 7 coded, 5 read, 3 hits."""
    row = accuracy(SAMPLE, gold="coded", predicted="read", weight="weight").row(0, named=True)
    macro_f1 = (2 / 8 + 6 / 12) / 2
    assert row == {
        "n": 4,
        "hits": 4.0,
        "accuracy": 0.4,
        "macro_f1": pytest.approx(macro_f1),
        "majority": 0,
        "majority_accuracy": 0.7,
        "majority_macro_f1": pytest.approx((0 + 14 / 17) / 2),
    }
    scores = precision_recall_f1(SAMPLE, gold="coded", predicted="read", weight="weight")
    columns = ["label", "n", "support", "predicted", "hits", "prevalence", "precision", "recall"]
    expected = [
        ("0", 4, 7, 5, 3, 0.7, 3 / 5, 3 / 7),
        ("1", 4, 3, 5, 1, 0.3, 1 / 5, 1 / 3),
        ("macro", 4, 10, 10, 4, 0.5, 0.4, (3 / 7 + 1 / 3) / 2),
    ]
    for row, values in zip(scores.select(columns).rows(), expected, strict=True):
        assert row[0] == values[0]
        assert row[1:] == pytest.approx(values[1:])
    assert scores["f1"].to_list() == pytest.approx([6 / 12, 2 / 8, macro_f1])
    assert scores["always_f1"][1] == pytest.approx(2 * 3 / (10 + 3))


def test_weights_of_groups_are_their_own() -> None:
    result = accuracy(SAMPLE, gold="coded", predicted="read", by="document", weight="weight")
    assert result.select("document", "accuracy").rows() == [("a", 4 / 6), ("b", 0.0)]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(-1, 1), st.sampled_from([-1, 0, 1, None]), st.integers(1, 4)),
        min_size=1,
        max_size=12,
    )
)
def test_a_weight_is_as_many_units(rows: list[tuple[int, int | None, int]]) -> None:
    table = pl.DataFrame(rows, schema={"a": pl.Int64, "b": pl.Int64, "w": pl.Int64}, orient="row")
    repeated = table.select(pl.col("a", "b").repeat_by("w").explode())
    for measure in (accuracy, precision_recall_f1):
        weighted = measure(table, gold="a", predicted="b", weight="w").drop("n")
        plain = measure(repeated, gold="a", predicted="b").drop("n")
        for one, other in zip(weighted.rows(), plain.rows(), strict=True):
            assert one == pytest.approx(other)
        alike = measure(table.with_columns(w=1), gold="a", predicted="b", weight="w")
        assert alike.rows() == measure(table, gold="a", predicted="b").rows()


@pytest.mark.parametrize("weight", [0.0, -1.0, None, float("nan")])
def test_weights_that_are_none(weight: float | None) -> None:
    table = SAMPLE.with_columns(pl.lit(weight, pl.Float64).alias("weight"))
    for measure in (accuracy, precision_recall_f1, score_parts):
        with pytest.raises(ValueError, match="weight: a weight is missing or not above 0; give"):
            measure(table, gold="coded", predicted="read", weight="weight")


def test_units_without_a_gold_label_need_no_weight() -> None:
    more = pl.DataFrame(
        {"coded": [None], "read": [1], "weight": [None]}, schema_overrides={"coded": pl.Int64}
    )
    table = pl.concat([SAMPLE, more], how="diagonal_relaxed")
    for measure in (accuracy, precision_recall_f1, score_parts):
        options = {"gold": "coded", "predicted": "read", "weight": "weight"}
        assert measure(table, **options).equals(measure(SAMPLE, **options))


@pytest.mark.parametrize("weight", [None, "w"])
def test_parts_add_up_to_the_scores(weight: str | None) -> None:
    table = pl.DataFrame(
        {
            "sentence": range(5),
            "a": ["x;y", "x", "", None, "y"],
            "b": ["x", "x;z", "y", "", "y"],
            "w": [1.0, 2.0, 4.0, 8.0, 16.0],
        }
    )
    options = {"gold": "a", "predicted": "b", "separator": ";", "labels": ["y", "x", "u"]}
    scores = precision_recall_f1(table, **options, weight=weight).head(3)
    parts = score_parts(table, **options, weight=weight)
    assert parts.columns[:5] == ["label", "sentence", "a", "b", "w"]
    assert parts["label"].to_list() == [label for label in ("y", "x", "u") for _ in range(5)]
    sums = parts.group_by("label", maintain_order=True).agg(
        pl.exclude("sentence", "a", "b", "w").sum()
    )
    assert sums.select("support", "predicted", "hits").equals(
        scores.select("support", "predicted", "hits")
    )
    for name, (upper, lower) in SCORE_RATIOS.items():
        values = sums.select(pl.col(upper) / pl.when(pl.col(lower) > 0).then(lower))[upper]
        assert values.to_list() == scores[name].to_list()


def test_the_interval_of_a_weighted_f1_holds_it() -> None:
    table = pl.DataFrame(
        {
            "document": [name for name in "abcd" for _ in range(20)],
            "sentence": list(range(20)) * 4,
            "coded": [1, 0, 1, 0, 0] * 16,
            "read": [1, 0, 0, 1] * 20,
            "w": [1.0, 3.0] * 40,
        }
    )
    options = {"gold": "coded", "predicted": "read", "weight": "w"}
    parts = score_parts(table, **options)
    intervals = bootstrap_ratios(parts, ratios=SCORE_RATIOS, by="label", resamples=400)
    f1 = intervals.filter(ratio="f1").select("label", "value", "low", "high")
    scores = precision_recall_f1(table, **options)
    assert f1["value"].to_list() == pytest.approx(scores["f1"].to_list()[:2])
    assert (f1["low"] < f1["value"]).all()
    assert (f1["value"] < f1["high"]).all()


def test_units_that_are_coded_alike_may_be_counted_once():
    codes = pl.DataFrame(
        {"unit": [1, 1, 2, 2, 3, 3, 4, 4], "coder": list("ababababab"[:8])}
        | {"tone": [-1, -1, 0, 0, 0, 0, 1, 0]}
    )
    once = codes.filter(pl.col("unit") != 3).with_columns(
        times=pl.when(pl.col("unit") == 2).then(2).otherwise(1)
    )
    options = {"unit": "unit", "coder": "coder", "values": "tone", "level": "ordinal"}
    assert_frame_equal(
        krippendorff_alpha(once, **options, times="times"), krippendorff_alpha(codes, **options)
    )
