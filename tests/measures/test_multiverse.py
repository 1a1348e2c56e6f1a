"""Grids of choices and what each explains, on tables that can be worked out on paper."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures.multiverse import REST, SHARED, grid, influence, summary

ON_OFF = ("off", "on")


def influences(table: pl.DataFrame, *choices: str) -> dict[str, float | None]:
    return dict(influence(table, choices=choices).select("choice", "explained").iter_rows())


def test_every_option_meets_every_other_and_the_last_choice_changes_fastest() -> None:
    table = grid({"unit": ["sentence", "paragraph"], "form": ["surface", "stem"]})
    assert table.columns == ["specification", "unit", "form"]
    assert table.rows() == [
        (0, "sentence", "surface"),
        (1, "sentence", "stem"),
        (2, "paragraph", "surface"),
        (3, "paragraph", "stem"),
    ]


def test_combinations_that_make_no_sense_are_left_out_and_the_rest_is_numbered() -> None:
    table = grid({"a": ON_OFF, "b": ON_OFF}, without=(pl.col("a") == "off") & (pl.col("b") == "on"))
    assert table.rows() == [(0, "off", "off"), (1, "on", "off"), (2, "on", "on")]


def test_without_choices_there_is_one_specification() -> None:
    assert grid({}).rows() == [(0,)]


@pytest.mark.parametrize("options", [[], ["on", "on"]])
def test_a_choice_names_each_option_once(options: list[str]) -> None:
    with pytest.raises(ValueError, match="unit: name one option or more"):
        grid({"unit": options})


def test_a_summary_holds_the_signs_against_the_reference() -> None:
    table = pl.DataFrame({"value": [-0.4, -0.2, 0.0, 0.1, None]})
    # Two of four are negative; 0 shares its sign with no other.
    assert summary(table, reference=-0.2).row(0) == (4, 0.5, -0.1, -0.4, 0.1, 0.5)
    assert summary(table, reference=0.3)["same_sign"].item() == 0.25
    assert summary(table, reference=0.0)["same_sign"].item() == 0
    assert summary(table, reference=None)["same_sign"].item() is None


def test_without_values_there_is_nothing_to_summarise() -> None:
    table = pl.DataFrame({"value": [None, None]}, schema={"value": pl.Float64})
    assert summary(table, reference=1.0).row(0) == (0, None, None, None, None, None)


def test_an_interaction_belongs_to_the_choices_together() -> None:
    # Values 0, 2, 2, 0: both choices' means are 1 throughout, so neither explains anything alone.
    table = grid({"a": ON_OFF, "b": ON_OFF}).with_columns(value=pl.Series([0.0, 2.0, 2.0, 0.0]))
    assert influences(table, "a", "b") == {"a": 0, "b": 0, REST: 1}


def test_main_effects_and_interaction_on_paper() -> None:
    # The mean is 2, so SS = 1 + 1 + 1 + 9 = 12. Means of either choice: 1 and 3, twice each: 4.
    table = grid({"a": ON_OFF, "b": ON_OFF}).with_columns(value=pl.Series([1.0, 1.0, 1.0, 5.0]))
    third = pytest.approx(1 / 3)
    assert influences(table, "a", "b") == {"a": third, "b": third, REST: third}


def test_where_combinations_lack_each_choice_gets_what_no_other_accounts_for() -> None:
    # Only (off, off), (on, off), (on, on), with a worth 0 and b worth 3: values 0, 0, 3, SS = 6.
    # Without b, a fits 0 and 1.5 twice: RSS 4.5. Without a, b fits all. So b: 4.5 / 6, a: 0, and
    # the quarter that a alone would explain as well is shared.
    table = grid(
        {"a": ON_OFF, "b": ON_OFF}, without=(pl.col("a") == "off") & (pl.col("b") == "on")
    ).with_columns(value=pl.Series([0.0, 0.0, 3.0]))
    assert influences(table, "a", "b") == {
        "a": 0,
        "b": pytest.approx(0.75),
        SHARED: pytest.approx(0.25),
        REST: 0,
    }


def test_rows_without_a_value_do_not_count() -> None:
    table = grid({"a": ["x", "y", "z"]}).with_columns(value=pl.Series([1.0, 2.0, None]))
    rows = influence(table, choices=["a"]).rows()
    assert rows == [("a", 2, 1.0), (REST, None, 0.0)]


@pytest.mark.parametrize("values", [[2.5, 2.5], [None, None], [None, 1.0], [0.0, 0.0]])
def test_values_that_do_not_differ_leave_nothing_to_explain(values: list[float | None]) -> None:
    table = grid({"a": ON_OFF}).with_columns(pl.Series("value", values, dtype=pl.Float64))
    assert influences(table, "a") == {"a": None, REST: None}


NUMBERS = st.integers(-1000, 1000).map(float)


@given(st.lists(NUMBERS, min_size=12, max_size=12), st.sets(st.integers(0, 11), max_size=8))
@settings(max_examples=60)
def test_shares_lie_between_0_and_1_in_any_grid(values: list[float], absent: set[int]) -> None:
    table = grid({"a": ON_OFF, "b": ["x", "y", "z"], "c": ON_OFF}).with_columns(
        value=pl.Series(values)
    )
    table = table.filter(~pl.col("specification").is_in(sorted(absent)))
    shares = [share for share in influences(table, "a", "b", "c").values() if share is not None]
    assert all(0 <= share <= 1 for share in shares)


@given(st.lists(NUMBERS, min_size=2, max_size=4), st.lists(NUMBERS, min_size=2, max_size=4))
@settings(max_examples=60)
def test_two_additive_choices_share_all_of_the_spread(one: list[float], two: list[float]) -> None:
    table = grid(
        {
            "a": [str(n) for n in range(len(one))],
            "b": [str(n) for n in range(len(two))],
            "c": ON_OFF,
        }
    ).with_columns(
        value=pl.col("a").cast(pl.Int64).replace_strict(dict(enumerate(one)))
        + pl.col("b").cast(pl.Int64).replace_strict(dict(enumerate(two)))
    )
    shares = influences(table, "a", "b", "c")
    if len(set(one)) == 1 and len(set(two)) == 1:
        assert set(shares.values()) == {None}
    else:
        assert sum(share for share in shares.values() if share is not None) == pytest.approx(1)
        # Nothing hangs on the third.
        assert shares["c"] == 0
