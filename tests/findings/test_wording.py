"""One rounding for every number that a page shows."""

import math
import random
from fractions import Fraction

import pytest

from helpers.findings.wording import (
    decimals,
    estimate_as_text,
    exact_percent,
    number,
    numbers_apart,
    percent,
    percents_apart,
)

POINTS = "percentage points: one minus other"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (42.5, 0, "43"),
        (-0.5, 0, "−1"),
        (0.5, 0, "1"),
        (-0.4, 0, "0"),
        (0.0, 2, "0.00"),
        (-0.0, 2, "0.00"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (1234567.5, 0, "1,234,568"),
        (1e20, 0, "100,000,000,000,000,000,000"),
        (math.inf, 2, "inf"),
        (-math.inf, 2, "−inf"),
    ],
)
def test_halves_go_away_from_zero(value: float, digits: int, text: str) -> None:
    assert number(value, digits) == text


def test_a_rest_of_floating_point_is_no_part_of_a_number() -> None:
    assert 100 * 0.285 < 28.5
    assert percent(0.285) == "29%"
    assert 0.1 + 0.2 > 0.3
    assert number(10 * (0.1 + 0.2) - 2.5, 0) == "1"


@pytest.mark.parametrize(
    ("level", "text"),
    [(0.95, "95"), (0.9, "90"), (0.999, "99.9"), (0.9973, "99.73"), (1 - 0.95, "5")],
)
def test_a_level_has_all_its_digits(level: float, text: str) -> None:
    assert exact_percent(level) == f"{text}%"


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        # 39.2 and 28.8 lie 10.4 apart, their whole numbers 10.
        (0.392, 0.288, ("39", "29", "10")),
        # 39.4 and 28.6 lie 10.8 apart, which is 11, their whole numbers 10.
        (0.394, 0.286, ("39.4", "28.6", "10.8")),
        (0.904, 0.096, ("90.4", "9.6", "80.8")),
        (0.425, 0.575, ("43", "58", "−15")),
        (40 / 306, 40 / 306, ("13", "13", "0")),
        # What differs does not look alike.
        (0.314, 0.312, ("31.4", "31.2", "0.2")),
        # 33.33 less 16.67 is not 16.67, however many digits there are.
        (1 / 3, 1 / 6, ("33.33", "16.67", "16.66")),
    ],
)
def test_what_a_reader_subtracts_stands_there(
    first: float, second: float, texts: tuple[str, str, str]
) -> None:
    one, other = percents_apart(first, second)
    operands = (100 * first, 100 * second)
    value, *_ = estimate_as_text(100 * (first - second), None, None, unit=POINTS, operands=operands)
    assert (one, other, value) == (f"{texts[0]}%", f"{texts[1]}%", texts[2])


def read(text: str) -> Fraction:
    return Fraction(text.removesuffix("%").replace("−", "-"))


def test_any_two_shares_subtract_to_the_number_beside_them() -> None:
    draw = random.Random(2022)
    digits = []
    for _ in range(5000):
        n, m = draw.randint(1, 400), draw.randint(1, 400)
        first, second = draw.randint(0, n) / n, draw.randint(0, m) / m
        one, other = map(read, percents_apart(first, second))
        operands = (100 * first, 100 * second)
        value, *_ = estimate_as_text(
            100 * (first - second), None, None, unit=POINTS, operands=operands
        )
        assert one - other == read(value)
        # None is farther from the truth than its digits allow; the very last may give way.
        places = len(value.partition(".")[2])
        digits.append(places)
        assert places <= 2
        unit = Fraction(1, 10**places)
        assert abs(one - Fraction(100 * first)) <= unit / 2 + Fraction(1, 10**9)
        limit = unit if places == 2 else unit / 2
        assert abs(read(value) - Fraction(100 * (first - second))) <= limit + Fraction(1, 10**9)
        if first != second:
            assert one != other
    # Most need no more than whole numbers.
    assert digits.count(0) > 3000
    assert digits.count(1) > digits.count(2) > 0


def test_any_two_means_subtract_to_the_number_beside_them() -> None:
    draw = random.Random(2022)
    for _ in range(2000):
        first, second = draw.uniform(-1, 1), draw.uniform(-1, 1)
        one, other = map(read, numbers_apart(first, second))
        value, *_ = estimate_as_text(first - second, None, None, unit="", operands=(first, second))
        assert one - other == read(value)
        assert 2 <= len(value.partition(".")[2]) <= 4


def test_an_end_that_is_not_zero_does_not_look_like_it() -> None:
    assert estimate_as_text(11.2, 0.3, 22.0, unit=POINTS) == ("11", "0.3", "22.0")
    assert estimate_as_text(0.2, 0.0011, 0.4, unit="") == ("0.20", "0.001", "0.400")
    assert estimate_as_text(11.2, 0.0, 22.4, unit=POINTS) == ("11", "0", "22")
    assert decimals([0.004], least=0) == 2
