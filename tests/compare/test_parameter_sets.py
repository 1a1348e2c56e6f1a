"""Findings of parameter sets side by side, and how what changes is marked."""

from typing import Any

import pytest

from helpers.compare.parameter_sets import TURNED, Block, side_by_side
from helpers.findings.finding import Finding
from helpers.findings.sweep import Result
from helpers.study.parameter_sets import ParameterSet
from helpers.study.parameters import Parameters

SILENT: dict[str, Any] = {
    "value": None,
    "low": None,
    "high": None,
    "unit": "",
    "verdict": "does not apply",
    "text": "Nothing is here.",
    "subjects": (),
}


def result(seed: str, **changes: Any) -> Result:
    own = {
        "id": "tone",
        "chapter": "sentiment",
        "title": "Is it?",
        "text": f"It is, by {seed}.",
        "subjects": ("RT", "SP"),
        "value": 0.2,
        "low": 0.1,
        "high": 0.3,
        "unit": "share",
        "n": 10,
        "verdict": "supported",
        "agreement": 1.0,
        "specifications": 4,
    }
    return Result(ParameterSet({"seed": seed}, Parameters()), Finding(**own | changes))


def block(*results: Result) -> Block:
    (own,) = side_by_side(results)
    return own


@pytest.mark.parametrize(
    ("changes", "notes", "is_changed"),
    [
        ({}, (), False),
        ({"value": 0.25}, (), False),
        ({"verdict": "fragile"}, ("verdict changes: supported → fragile",), True),
        ({"value": -0.2, "low": -0.3, "high": -0.1}, ("sign changes",), True),
        ({"subjects": ("RT", "TASS")}, ("another answer: RT and TASS, not RT and SP",), True),
        ({"unit": "words"}, ("in another unit: words",), False),
        (SILENT, ("Nothing is here.",), True),
    ],
)
def test_what_differs_from_the_first_set_is_noted(
    changes: dict[str, Any], notes: tuple[str, ...], is_changed: bool
) -> None:
    own = block(result("1"), result("2", **changes))
    first, second = own.lines
    assert (own.id, own.title, own.unit, own.text) == ("tone", "Is it?", "share", "It is, by 1.")
    assert first == (("1",), "0.20", "[0.10, 0.30]", "supported", (), False)
    assert second.values == ("2",)
    assert second.notes == notes
    assert second.is_changed is is_changed


def test_subjects_that_change_places_have_their_sign_turned() -> None:
    turned = {"subjects": ("SP", "RT"), "value": -0.25, "low": -0.4, "high": -0.1}
    line = block(result("1"), result("2", **turned)).lines[1]
    assert (line.value, line.interval) == ("0.25", "[0.10, 0.40]")
    assert (line.notes, line.is_changed) == ((TURNED,), False)


def test_an_answer_that_the_first_set_lacks_leads_the_block() -> None:
    own = block(result("1", **SILENT), result("2"), result("3"))
    assert (own.text, own.unit) == ("It is, by 2.", "share")
    assert [line.notes for line in own.lines] == [
        ("Nothing is here.",),
        ("no answer in the first set",),
        ("no answer in the first set",),
    ]
    assert [line.is_changed for line in own.lines] == [False, True, True]


def test_a_finding_that_never_applies_has_no_answer_to_lead_with() -> None:
    own = block(result("1", **SILENT), result("2", **SILENT))
    assert (own.text, own.unit) == ("", "")
    assert [line.value for line in own.lines] == ["–", "–"]


def test_findings_keep_their_order_and_every_set_its_line() -> None:
    results = [result(seed, id=id) for seed in ("2", "1") for id in ("b", "a")]
    blocks = side_by_side(results)
    assert [own.id for own in blocks] == ["b", "a"]
    assert [line.values for line in blocks[0].lines] == [("2",), ("1",)]


def test_signs_that_steer_a_terminal_are_written_out() -> None:
    own = block(result("\x1b[31m", text="\x1b[2Jgone"))
    assert own.text == "\\x1b[2Jgone"
    assert own.lines[0].values == ("\\x1b[31m",)
