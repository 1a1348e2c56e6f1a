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
    assert tally(table) == {
        "findings": 1,
        "verdict_changed": 0,
        "sign_changed": 0,
        "silenced": 1,
        "other_answer": 0,
    }
    both = compare({"all": [finding(**SILENT)], "some": [finding(**SILENT)]})
    assert tally(both)["silenced"] == 0


def test_findings_of_later_editions_stand_with_their_chapter() -> None:
    first = [finding("a"), finding("b", chapter="terms")]
    table = compare({"one": first, "two": [*first, finding("c")]})
    assert table["finding"].unique(maintain_order=True).to_list() == ["a", "c", "b"]
    missing = table.filter((pl.col("finding") == "c") & (pl.col("edition") == "one"))
    assert missing.select("verdict", "value", "same_unit").row(0) == (None, None, None)
    assert missing["title"].item() == "Is it?"
    assert tally(table) == {
        "findings": 3,
        "verdict_changed": 0,
        "sign_changed": 0,
        "silenced": 0,
        "other_answer": 0,
    }


def test_a_finding_counts_once_however_many_editions_change_it() -> None:
    other = finding(verdict="fragile", value=-0.1)
    table = compare({"one": [finding(), finding("b")], "two": [other], "three": [other]})
    assert tally(table) == {
        "findings": 2,
        "verdict_changed": 1,
        "sign_changed": 1,
        "silenced": 0,
        "other_answer": 0,
    }


def test_nothing_to_compare_is_an_empty_table() -> None:
    table = compare({"one": [], "two": []})
    assert table.schema == SCHEMA
    assert tally(table) == {
        "findings": 0,
        "verdict_changed": 0,
        "sign_changed": 0,
        "silenced": 0,
        "other_answer": 0,
    }


def test_only_parameters_that_differ_are_listed() -> None:
    table = parameter_differences(
        {"one": {"seed": 1, "voices": ["quote"]}, "two": {"seed": 1, "voices": ["quote", "x"]}}
    )
    assert table.rows() == [("voices", "quote", "quote, x")]
    assert parameter_differences({"one": {"seed": 1}}).columns == ["parameter", "one"]
    assert parameter_differences({"one": {"seed": 1}}).height == 0


def page_of(*findings: Finding) -> str:
    names = ["all", "some", "few"][: len(findings)]
    table = compare({name: [each] for name, each in zip(names, findings, strict=True)})
    columns = [Column(name, name, "", 0.95, "index.html") for name in names]
    return comparison_page(table, parameter_differences({}), columns, title="T", chapters={})


PAIR = {"subjects": ("RT", "SP")}


def test_the_same_subjects_are_compared_as_they_stand() -> None:
    table = compare({"all": [finding(**PAIR)], "some": [finding(**PAIR, value=-0.2)]})
    row = table.row(1, named=True)
    assert (row["alignment"], row["subjects"]) == ("same", "RT; SP")
    assert row["sign_changed"]


def test_subjects_that_changed_places_are_compared_with_the_sign_turned() -> None:
    # RT less SP is 0.2 [0.1, 0.3]; SP less RT is −0.2 [−0.3, −0.1], which is the same.
    means = {"operands": (0.5, 0.3)}
    other = finding(subjects=("SP", "RT"), value=-0.2, low=-0.3, high=-0.1, operands=(0.3, 0.5))
    table = compare({"all": [finding(**PAIR, **means)], "some": [other]})
    row = table.row(1, named=True)
    assert (row["alignment"], row["subjects"]) == ("turned", "RT; SP")
    assert [row[name] for name in ("value", "low", "high", "minuend", "subtrahend")] == [
        0.2,
        0.1,
        0.3,
        0.5,
        0.3,
    ]
    assert not row["sign_changed"]
    page = page_of(finding(**PAIR, **means), other)
    assert "sign changes" not in page
    assert "−0.20" not in page
    assert page.count("its sign turned") == 2


def test_a_sign_that_turns_while_the_subjects_change_places_is_said() -> None:
    other = finding(subjects=("SP", "RT"))
    table = compare({"all": [finding(**PAIR)], "some": [other]})
    assert table.row(1, named=True)["value"] == -0.2
    assert tally(table)["sign_changed"] == 1


def test_other_subjects_are_another_answer_and_not_compared() -> None:
    other = finding(subjects=("RT", "TASS"), value=-0.9, low=-1.0, high=-0.8)
    table = compare({"all": [finding(**PAIR)], "some": [other]})
    row = table.row(1, named=True)
    assert (row["alignment"], row["value"]) == ("another answer", -0.9)
    assert not row["sign_changed"]
    assert tally(table)["other_answer"] == 1
    page = page_of(finding(**PAIR), other)
    assert "another answer: RT and TASS, not RT and SP" in page
    assert "1 has another answer" in page
    assert "sign changes" not in page
    # The other answer has no place on the axis, which ends with the first edition's interval.
    assert page.count("<svg role") == 1
    assert "−1.00</span></div>" not in page


def test_what_both_are_looked_at_for_is_part_of_the_answer() -> None:
    one, other = (finding(subjects=("officials", "experts", frame)) for frame in ("war", "peace"))
    assert compare({"a": [one], "b": [other]})["alignment"].to_list() == ["same", "another answer"]


@pytest.mark.parametrize("given", [{}, {"subjects": ()}])
def test_findings_whose_subjects_are_not_known_are_compared(given: dict[str, Any]) -> None:
    table = compare({"all": [finding(**PAIR)], "some": [finding(**given, value=-0.2)]})
    row = table.row(1, named=True)
    assert (row["alignment"], row["sign_changed"]) == ("same", True)


def test_answers_align_with_the_first_edition_that_has_one() -> None:
    other = finding(subjects=("SP", "RT"), value=-0.2, low=-0.3, high=-0.1)
    table = compare({"a": [finding(**SILENT)], "b": [finding(**PAIR)], "c": [other]})
    assert table["alignment"].to_list() == [None, "same", "turned"]
    assert table["value"].to_list() == [None, 0.2, 0.2]


def test_values_share_a_scale_only_with_their_own_unit() -> None:
    page = page_of(finding(**SILENT), finding(unit="share (of 9)"), finding(unit="tokens"))
    assert page.count("<svg role") == 1
    assert "other unit: tokens" in page
