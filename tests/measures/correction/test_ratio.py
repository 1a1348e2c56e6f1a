"""Means of groups to which coders decide who belongs."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from helpers.measures.correction import Ratio, corrected_mean, corrected_ratio

QUOTE = Ratio("hit", "quote", "coded_hit", "coded_quote")
OTHERS = Ratio("other_hit", "other", "coded_other_hit", "coded_other")
FEW = {"probability": "probability", "fewest": 2, "fewest_in_group": 1}


def sentences(rows: list[tuple[int, int, int | None, int | None]], chance: float) -> pl.DataFrame:
    """Lay out sentences: frame and quotation, as read, and as coded."""
    table = pl.DataFrame(
        rows, schema=["frame", "quote", "coded_frame", "coded_quote"], orient="row"
    ).cast(pl.Float64)
    return table.with_columns(
        document=pl.lit("a"),
        probability=pl.lit(chance),
        hit=pl.col("frame") * pl.col("quote"),
        coded_hit=pl.col("coded_frame") * pl.col("coded_quote"),
        other=1 - pl.col("quote"),
        coded_other=1 - pl.col("coded_quote"),
        other_hit=pl.col("frame") * (1 - pl.col("quote")),
        coded_other_hit=pl.col("coded_frame") * (1 - pl.col("coded_quote")),
    )


# All are coded: three quotations, two of them with the frame, and one other without.
CENSUS = sentences([(1, 1, 1, 1), (0, 1, 0, 1), (1, 0, 1, 1), (0, 0, 0, 0)], 1.0)


def test_coders_decide_who_belongs_to_a_group():
    row = corrected_ratio(CENSUS, QUOTE, **FEW).row(0, named=True)
    assert row["measured"] == pytest.approx(1 / 2)
    for name in ("corrected", "low", "high", "coded_only"):
        assert row[name] == pytest.approx(2 / 3)


def test_a_difference_is_the_first_less_the_second():
    row = corrected_ratio(CENSUS, QUOTE, less=OTHERS, **FEW).row(0, named=True)
    assert row["measured"] == pytest.approx(1 / 2 - 1 / 2)
    assert row["corrected"] == pytest.approx(2 / 3 - 0)
    assert row["low"] == row["high"] == pytest.approx(2 / 3)


def test_codes_alone_are_a_plain_ratio_where_the_rules_know_nothing():
    # The rules say the same of every sentence; half were drawn: of two quotations one has it.
    rows = [(0, 1, 1, 1), (0, 1, 0, 1), (0, 1, 0, 0), (0, 1, None, None)]
    row = corrected_ratio(sentences(rows, 0.75), QUOTE, **FEW).row(0, named=True)
    assert row["coded_only"] == pytest.approx(1 / 2)
    assert row["corrected"] == pytest.approx(1 / 2)
    assert row["weight"] == 0
    assert row["low"] < 1 / 2 < row["high"]


def test_of_everybody_it_is_the_corrected_mean():
    rows = [(n % 3 == 0, 1, n % 4 == 0 if n % 2 else None, 1 if n % 2 else None) for n in range(60)]
    table = sentences(rows, 0.5)
    ratio = corrected_ratio(table, QUOTE, **FEW).row(0, named=True)
    mean = corrected_mean(
        table, value="frame", coded="coded_frame", probability="probability", fewest=2
    ).row(0, named=True)
    for name in ("measured", "corrected", "low", "high", "coded_only"):
        assert ratio[name] == pytest.approx(mean[name], abs=1e-6), name


def test_too_few_in_a_group_correct_nothing():
    few = FEW | {"fewest_in_group": 4}
    row = corrected_ratio(CENSUS, QUOTE, **few).row(0, named=True)
    assert [row[name] for name in ("corrected", "low", "high")] == [None, None, None]
    assert row["coded_only"] == pytest.approx(2 / 3)


def test_without_codes_only_the_rules_speak():
    row = corrected_ratio(
        sentences([(1, 1, None, None), (0, 0, None, None)], 0.5), QUOTE, less=OTHERS, **FEW
    ).row(0, named=True)
    assert row["measured"] == 1
    assert (row["coded_n"], row["coded_only"], row["corrected"]) == (0, None, None)


def test_a_group_that_the_rules_do_not_find_has_no_measured_mean():
    row = corrected_ratio(sentences([(1, 0, 1, 1), (0, 0, 0, 1)], 1.0), QUOTE, **FEW).row(
        0, named=True
    )
    assert row["measured"] is None
    assert row["corrected"] == pytest.approx(1 / 2)


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    read = [(random.randint(0, 1), random.randint(0, 1)) for _ in range(20)]
    codes = [(int(n % 4 == 1), n % 2) if n % 3 else (None, None) for n in range(20)]
    table = sentences([(*one, *other) for one, other in zip(read, codes, strict=True)], 0.6)
    shuffled = table.sample(fraction=1, shuffle=True, seed=random.randint(0, 99))
    assert_frame_equal(
        corrected_ratio(table, QUOTE, less=OTHERS, **FEW),
        corrected_ratio(shuffled, QUOTE, less=OTHERS, **FEW),
        abs_tol=1e-9,
    )
