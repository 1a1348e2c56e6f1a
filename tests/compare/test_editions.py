"""Findings of hand-made editions side by side."""

from typing import Any

import polars as pl
import pytest

from helpers.compare.editions import SCHEMA, compare, parameter_differences, tally
from helpers.compare.page import Column, comparison_page
from helpers.findings.finding import Finding


def finding(name: str = "tone", **given: Any) -> Finding:
    values: dict[str, Any] = {
        "id": name,
        "chapter": "sentiment",
        "title": "Is it?",
        "text": "It is.",
        "value": 0.2,
        "low": 0.1,
        "high": 0.3,
        "unit": "share",
        "n": 10,
        "verdict": "supported",
        "agreement": 1.0,
        "specifications": 4,
    }
    return Finding(**values | given)


SILENT = {"value": None, "low": None, "high": None, "unit": "", "verdict": "does not apply"}


@pytest.mark.parametrize(
    ("other", "verdict", "sign", "silenced", "unit"),
    [
        ({}, False, False, False, True),
        ({"verdict": "fragile"}, True, False, False, True),
        ({"value": -0.2}, False, True, False, True),
        ({"value": 0.0, "verdict": "not supported"}, True, False, False, True),
        (SILENT, False, False, True, False),
        ({"unit": "tokens"}, False, False, False, False),
        ({"unit": "share (of 9)"}, False, False, False, True),
    ],
)
def test_what_changes_against_the_first_edition(
    other: dict[str, Any], verdict: bool, sign: bool, silenced: bool, unit: bool
) -> None:
    table = compare({"all": [finding()], "some": [finding(**other)]})
    assert table.schema == SCHEMA
    row = table.row(1, named=True)
    assert row["verdict_first"] == "supported"
    assert row["verdict_changed"] is verdict
    assert row["sign_changed"] is sign
    assert row["silenced"] is silenced
    assert row["same_unit"] is unit


def test_an_answer_that_only_another_edition_has_is_no_changed_verdict() -> None:
    table = compare({"all": [finding(**SILENT)], "some": [finding()]})
    assert tally(table) == {"findings": 1, "verdict_changed": 0, "sign_changed": 0, "silenced": 1}
    both = compare({"all": [finding(**SILENT)], "some": [finding(**SILENT)]})
    assert tally(both)["silenced"] == 0


def test_findings_of_later_editions_stand_with_their_chapter() -> None:
    first = [finding("a"), finding("b", chapter="terms")]
    table = compare({"one": first, "two": [*first, finding("c")]})
    assert table["finding"].unique(maintain_order=True).to_list() == ["a", "c", "b"]
    missing = table.filter((pl.col("finding") == "c") & (pl.col("edition") == "one"))
    assert missing.select("verdict", "value", "same_unit").row(0) == (None, None, None)
    assert missing["title"].item() == "Is it?"
    assert tally(table) == {"findings": 3, "verdict_changed": 0, "sign_changed": 0, "silenced": 0}


def test_a_finding_counts_once_however_many_editions_change_it() -> None:
    other = finding(verdict="fragile", value=-0.1)
    table = compare({"one": [finding(), finding("b")], "two": [other], "three": [other]})
    assert tally(table) == {"findings": 2, "verdict_changed": 1, "sign_changed": 1, "silenced": 0}


def test_nothing_to_compare_is_an_empty_table() -> None:
    table = compare({"one": [], "two": []})
    assert table.schema == SCHEMA
    assert tally(table) == {"findings": 0, "verdict_changed": 0, "sign_changed": 0, "silenced": 0}


def test_only_parameters_that_differ_are_listed() -> None:
    table = parameter_differences(
        {"one": {"seed": 1, "voices": ["quote"]}, "two": {"seed": 1, "voices": ["quote", "x"]}}
    )
    assert table.rows() == [("voices", "quote", "quote, x")]
    assert parameter_differences({"one": {"seed": 1}}).columns == ["parameter", "one"]
    assert parameter_differences({"one": {"seed": 1}}).height == 0


def test_values_share_a_scale_only_with_their_own_unit() -> None:
    table = compare(
        {
            "all": [finding(**SILENT)],
            "some": [finding(unit="share (of 9)")],
            "few": [finding(unit="tokens")],
        }
    )
    columns = [Column(name, name, "", 0.95, "index.html") for name in ("all", "some", "few")]
    page = comparison_page(table, parameter_differences({}), columns, title="T", chapters={})
    assert page.count("<svg role") == 1
    assert "other unit: tokens" in page
