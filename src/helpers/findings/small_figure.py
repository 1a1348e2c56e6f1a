"""A finding as a small figure: where zero, interval and estimate lie, and the same in words."""

from typing import NamedTuple

from helpers.findings.wording import by_sign, estimate_as_text, exact_percent


class Scale(NamedTuple):
    """A line from the place `start` to the place `end`, on which `least` to `most` are drawn."""

    least: float
    most: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Give the place of a value.

        Examples
        --------
        >>> Scale(-1.0, 1.0, start=10, end=230).place(0.5)
        175.0
        """
        share = (value - self.least) / ((self.most - self.least) or 1)
        return self.start + (self.end - self.start) * share


class SmallFigure(NamedTuple):
    """Places on a scale.

    Attributes
    ----------
    zero, estimate
        Where they lie.
    ends
        Where the interval begins and ends; None without one.
    is_clear
        Whether the interval excludes zero.
    """

    zero: float
    estimate: float
    ends: tuple[float, float] | None
    is_clear: bool


def small_figure(
    value: float, low: float | None, high: float | None, *, scale: Scale
) -> SmallFigure:
    """Place an estimate and its interval on a scale.

    Examples
    --------
    >>> small_figure(2.0, 1.0, 4.0, scale=Scale(-4.0, 4.0, start=10, end=230))
    SmallFigure(zero=120.0, estimate=175.0, ends=(147.5, 230.0), is_clear=True)
    """
    zero, estimate = scale.place(0.0), scale.place(value)
    if low is None or high is None:
        return SmallFigure(zero, estimate, None, False)
    ends = (scale.place(low), scale.place(high))
    return SmallFigure(zero, estimate, ends, low > 0 or high < 0)


def describe(
    value: float | None,
    low: float | None,
    high: float | None,
    *,
    unit: str,
    level: float,
    operands: tuple[float, float] | None = None,
) -> str:
    """Say what the small figure of an estimate shows, in the numbers that stand beside it.

    Parameters
    ----------
    value, low, high, unit, operands
        As in `helpers.findings.wording.estimate_as_text`.
    level
        Confidence of the interval.

    Examples
    --------
    >>> describe(-12.0, None, None, unit="percentage points: named minus unnamed", level=0.95)
    'The value, −12 percentage points, lies left of zero; there are too few sentences for an
    interval.'
    """
    if value is None:
        return "There is no value."
    where = by_sign(value, above="right of", below="left of", zero="on")
    text, first, last = estimate_as_text(value, low, high, unit=unit, operands=operands)
    estimate = f"The value, {text} {unit.partition(':')[0]}".rstrip() + f", lies {where} zero"
    if low is None or high is None:
        return f"{estimate}; there are too few sentences for an interval."
    zero = "leaves out" if low > 0 or high < 0 else "includes"
    return f"{estimate}; its {exact_percent(level)} interval, {first} to {last}, {zero} zero."
