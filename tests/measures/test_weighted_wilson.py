"""Intervals of shares of units drawn with unequal probabilities."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.resampling import weighted_wilson_interval, wilson_interval

UNITS = st.lists(st.tuples(st.booleans(), st.sampled_from([1, 2, 4])), min_size=1, max_size=12)


def interval(units: list[tuple[bool, float]], level: float = 0.95) -> tuple[float, float, float]:
    table = pl.DataFrame(
        {"hits": [hit * weight for hit, weight in units], "weight": [w for _, w in units]},
        schema={"hits": pl.Float64, "weight": pl.Float64},
    )
    return weighted_wilson_interval(
        table, hits="hits", n="weight", weight="weight", level=level
    ).row(0)


@given(st.integers(0, 9), st.integers(1, 9), st.sampled_from([1.0, 2.5]))
def test_units_of_one_weight_have_the_plain_interval(hits: int, misses: int, weight: float) -> None:
    n = hits + misses
    plain = wilson_interval(pl.DataFrame({"hits": [hits], "n": [n]}), hits="hits", n="n")
    units = [(True, weight)] * hits + [(False, weight)] * misses
    assert interval(units) == pytest.approx(plain.select("share", "low", "high").row(0))


@given(UNITS)
def test_the_unit_of_weights_does_not_matter(units: list[tuple[bool, float]]) -> None:
    larger = [(hit, 8 * weight) for hit, weight in units]
    assert interval(larger) == pytest.approx(interval(units))


@given(UNITS)
def test_the_share_lies_within(units: list[tuple[bool, float]]) -> None:
    share, low, high = interval(units)
    assert 0 <= low <= share <= high <= 1


def test_hits_alone_do_not_make_it_sure() -> None:
    # Two hits of weight 1 and one of 2 are (4 / 6 ** .5) ** 2 = 8 / 3 units; the upper bound is 1.
    # With a miss of weight 2 more they are 4 of 6, of 36 / 10 units: as of 2.4 hits in 3.6.
    plain = wilson_interval(pl.DataFrame({"hits": [2.4], "n": [3.6]}), hits="hits", n="n")
    share, low, high = interval([(True, 1), (True, 1), (True, 2)])
    assert (share, high) == (1, 1)
    assert low == pytest.approx(plain["low"][0])


def test_groups_without_a_unit_that_counts_have_no_share() -> None:
    table = pl.DataFrame({"by": ["b", "a"], "hits": [0, 1], "n": [0, 1], "weight": [1, 1]})
    result = weighted_wilson_interval(table, hits="hits", n="n", weight="weight", by="by")
    assert result["by"].to_list() == ["b", "a"]
    assert result.row(0) == ("b", None, None, None)
    assert result["share"][1] == 1
    empty = weighted_wilson_interval(table.clear(), hits="hits", n="n", weight="weight")
    assert empty.row(0) == (None, None, None)


def test_a_level_beyond_one_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        interval([(True, 1)], level=95)
