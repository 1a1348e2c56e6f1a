"""Alpha with its interval, on codes that can be counted by eye."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.agreement import krippendorff_alpha
from helpers.measures.agreement_intervals import bootstrap_alpha


def codes_of(*answers: tuple[object, ...], documents: int = 1) -> pl.DataFrame:
    """Lay out the answers of several coders to units of one document after the other."""
    rows = [
        {"document": str(unit % documents), "start": unit, "coder": str(coder), "code": answer}
        for unit, given_answers in enumerate(answers)
        for coder, answer in enumerate(given_answers)
    ]
    return pl.DataFrame(rows, schema_overrides={"coder": pl.String})


def measure(table: pl.DataFrame, **options: object) -> dict[str, object]:
    keys = {"unit": ["document", "start"], "coder": "coder", "value": "code", "resamples": 200}
    return bootstrap_alpha(table, **(keys | options)).row(0, named=True)


def test_raw_agreement_counts_units_whose_codes_are_all_the_same() -> None:
    table = codes_of(("a", "a", "a"), ("a", "b", "a"), ("b", "b", None), ("a", None, None))
    row = measure(table)
    assert (row["coders"], row["units"], row["alike"]) == (3, 3, 2)
    assert row["agreement"] == pytest.approx(2 / 3)


@given(
    st.lists(st.tuples(*[st.sampled_from([-1, 0, 1, None])] * 3), min_size=1, max_size=12),
    st.sampled_from(["nominal", "interval"]),
)
def test_alpha_is_that_without_interval(answers: list[tuple[object, ...]], scale: str) -> None:
    table = codes_of(*answers).with_columns(pl.col("code").cast(pl.Int64))
    units = ["document", "start"]
    whole = krippendorff_alpha(table, unit=units, coder="coder", values="code", level=scale)
    row = measure(table, scale=scale, block=1)
    assert (row["units"], row["alpha"]) == whole.select("units", "alpha").row(0)
    if row["low"] is not None:
        assert row["low"] <= row["high"] <= 1 + 1e-9


def test_the_interval_holds_alpha_and_narrows_with_more_units() -> None:
    answers = [("a", "a"), ("b", "b"), ("a", "a"), ("a", "b"), ("b", "b")]
    few, many = (measure(codes_of(*answers * times), block=1) for times in (4, 40))
    for row in (few, many):
        assert row["low"] < row["alpha"] < row["high"]
    assert many["high"] - many["low"] < few["high"] - few["low"]
    assert measure(codes_of(*answers * 4), block=1) == few


def test_full_agreement_has_no_interval() -> None:
    row = measure(codes_of(*[("a", "a"), ("b", "b")] * 9), block=1)
    assert (row["alpha"], row["agreement"], row["low"], row["high"]) == (1, 1, None, None)


@pytest.mark.parametrize("answers", [[], [("a", None)], [("a", "a")]])
def test_nothing_to_compare_gives_no_alpha(answers: list[tuple[object, ...]]) -> None:
    nothing = pl.DataFrame(schema={"document": str, "start": int, "coder": str, "code": str})
    row = measure(codes_of(*answers) if answers else nothing)
    assert (row["alpha"], row["low"], row["high"]) == (None, None, None)
    assert row["agreement"] == (1 if answers == [("a", "a")] else None)
