"""Verdicts and their reasons."""

from typing import Any

import pytest

from helpers.findings.finding import Contrast, Correction
from helpers.findings.superlative import TIE, Superlative
from helpers.findings.verdict import judge


def verdict(**changes: Any) -> tuple[str, str]:
    values: dict[str, Any] = {
        "value": 0.2,
        "low": 0.1,
        "high": 0.3,
        "level": 0.95,
        "agreement": 1.0,
        "specifications": 10,
    }
    return judge(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "supported"),
        ({"low": -0.1}, "fragile"),
        ({"agreement": 0.8}, "fragile"),
        ({"low": -0.1, "agreement": 0.8}, "not supported"),
        # An interval that leaves out zero does not outweigh that most ways say otherwise.
        ({"agreement": 0.45}, "not supported"),
        ({"low": None, "high": None}, "fragile"),
        ({"agreement": None, "specifications": 0}, "fragile"),
        ({"value": None}, "does not apply"),
    ],
)
def test_a_difference_holds_when_drawn_anew_and_when_counted_otherwise(
    changes: dict[str, Any], words: str
) -> None:
    assert verdict(**changes)[0] == words


@pytest.mark.parametrize(
    ("chosen", "agreement", "words"),
    [
        (0.98, 0.95, "supported"),
        (0.97, 0.95, "fragile"),
        (0.69, 10 / 18, "not supported"),
        (0.69, 0.95, "fragile"),
        (None, 0.95, "fragile"),
    ],
)
def test_a_most_holds_when_the_same_one_is_chosen_again(
    chosen: float | None, agreement: float, words: str
) -> None:
    most = Superlative("war", "War", chosen)
    assert verdict(most=most, agreement=agreement, specifications=18)[0] == words


def test_the_reason_says_how_many_ways_agree_and_whether_a_few_sentences_matter() -> None:
    assert verdict()[1] == (
        "Holds in 10 of 10 ways of counting and does not hinge on a few sentences."
    )
    assert verdict(low=-0.1)[1] == (
        "Holds in 10 of 10 ways of counting, but may hinge on a few sentences."
    )
    assert verdict(low=-0.1, agreement=0.5)[1] == (
        "Holds in only 5 of 10 ways of counting and may hinge on a few sentences."
    )
    assert verdict(agreement=0.5)[1] == (
        "Holds in only 5 of 10 ways of counting, but does not hinge on a few sentences."
    )
    assert verdict(low=None, high=None)[1] == (
        "Holds in 10 of 10 ways of counting, but rests on too few sentences to redraw them."
    )
    assert verdict(resampled="documents")[1] == (
        "Holds in 10 of 10 ways of counting and does not hinge on a single article."
    )
    # Nothing is drawn for intervals that are computed from counts.
    assert verdict(resampled=None)[1] == (
        "Holds in 10 of 10 ways of counting and its interval leaves out zero."
    )
    assert verdict(agreement=None, specifications=0)[1] == (
        "There is no other way of counting; the answer does not hinge on a few sentences."
    )


def test_the_reason_of_a_most_says_how_often_it_is_chosen_again() -> None:
    options = {"agreement": 10 / 18, "specifications": 18}
    assert verdict(most=Superlative("war", "War", 0.69), **options)[1] == (
        "“War” comes first in only 10 of 18 ways of counting and in 69% of random redraws of the "
        "sentences."
    )
    assert verdict(most=Superlative("war", "War", None), **options)[1] == (
        "There are too few sentences to redraw them; “War” comes first in only 10 of 18 ways of "
        "counting."
    )
    assert verdict(most=Superlative(TIE, TIE, None), **options)[1] == (
        "Several come first together in only 10 of 18 ways of counting."
    )


def contrast(value: float, low: float, high: float, *, documents: int = 3) -> Contrast:
    return Contrast(value=value, low=low, high=high, documents=documents, opposite=1)


def test_a_difference_is_judged_within_articles_where_several_hold_both_groups() -> None:
    assert verdict(adjusted=contrast(0.1, -0.1, 0.3)) == (
        "fragile",
        "Holds in 10 of 10 ways of counting, but may hinge on a few sentences within single "
        "articles.",
    )
    assert verdict(adjusted=contrast(0.1, 0.05, 0.3))[0] == "supported"
    assert verdict(adjusted=contrast(-0.1, -0.3, -0.05)) == (
        "not supported",
        "Holds in 10 of 10 ways of counting, but runs the other way within single articles.",
    )
    assert verdict(adjusted=contrast(0.1, -0.1, 0.3, documents=1))[0] == "supported"
    most = Superlative("war", "War", 0.98)
    assert verdict(most=most, adjusted=contrast(0.1, -0.1, 0.3))[1] == (
        "“War” comes first in 10 of 10 ways of counting and in 98% of random redraws of the "
        "sentences; the difference may hinge on a few sentences within single articles."
    )


@pytest.mark.parametrize(
    ("corrected", "changes", "words", "reason"),
    [
        # The coders say the same, whatever the interval without them.
        ((0.3, 0.1, 0.5), {"low": -0.1}, "supported", "is borne out by 80 coded sentences"),
        ((0.3, -0.1, 0.5), {}, "fragile", "is left open by 80 coded sentences"),
        ((0.3, -0.1, 0.5), {"agreement": 0.8}, "not supported", "left open"),
        ((-0.3, -0.5, -0.1), {}, "not supported", "runs the other way by 80 coded sentences"),
        # What lies on the other side but may be zero is left open.
        ((-0.1, -0.5, 0.1), {}, "fragile", "left open"),
    ],
)
def test_where_a_sample_was_coded_its_coders_decide(
    corrected: tuple[float, float, float], changes: dict[str, Any], words: str, reason: str
) -> None:
    value, low, high = corrected
    correction = Correction(value=value, low=low, high=high, coded=80)
    given = verdict(corrected=correction, **changes)
    assert given[0] == words
    assert reason in given[1]


def test_a_most_that_coders_turn_round_does_not_stand() -> None:
    most = Superlative("war", "War", 1.0)
    correction = Correction(value=-0.2, low=-0.3, high=-0.1, coded=80)
    words, reason = verdict(most=most, corrected=correction)
    assert words == "not supported"
    assert reason.endswith("; the difference runs the other way by 80 coded sentences.")


def test_a_difference_that_turns_within_articles_stays_turned() -> None:
    contrast = Contrast(value=-0.2, low=-0.3, high=-0.1, documents=3, opposite=2)
    correction = Correction(value=0.2, low=0.1, high=0.3, coded=80)
    assert verdict(adjusted=contrast, corrected=correction)[0] == "not supported"
