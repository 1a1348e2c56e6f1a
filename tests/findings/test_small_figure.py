"""A finding's small figure: the same geometry and the same words wherever it is drawn."""

import pytest

from helpers.findings.small_figure import Scale, describe, small_figure


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (
            0.2,
            0.1,
            0.4,
            "0.20 points, lies right of zero; its 95% interval, 0.10 to 0.40,",
        ),
        (0.2, 0.1, 0.4, "interval, 0.10 to 0.40, leaves out zero."),
        (0.2, -0.1, 0.4, "interval, −0.10 to 0.40, includes zero."),
        (
            -0.2,
            None,
            0.4,
            "−0.20 points, lies left of zero; there are too few sentences for an interval",
        ),
        (0.0, 0.0, 0.0, "lies on zero"),
        (None, None, None, "There is no value."),
    ],
)
def test_what_a_small_figure_shows_is_said_in_words(
    value: float | None, low: float | None, high: float | None, words: str
) -> None:
    assert words in describe(value, low, high, unit="points", level=0.95)


def test_a_scale_without_length_puts_everything_at_its_start() -> None:
    assert small_figure(0.0, 0.0, 0.0, scale=Scale(0.0, 0.0, start=4, end=96)) == (
        4.0,
        4.0,
        (4.0, 4.0),
        False,
    )


def test_an_interval_that_touches_zero_does_not_exclude_it() -> None:
    scale = Scale(0.0, 1.0, start=0, end=100)
    assert not small_figure(0.5, 0.0, 1.0, scale=scale).is_clear
    assert small_figure(0.5, 0.01, 1.0, scale=scale).is_clear
    assert small_figure(0.5, None, 1.0, scale=scale).ends is None
