"""Numbers and comparisons as words, so that every sentence follows its figures.

Every number that a page shows is rounded here: half away from zero, as a reader does it.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

PERCENT = "%"
# What the unit of a finding on shares or rates begins with.
POINTS = "percentage points"
PER_THOUSAND = "times in a thousand words"
# Room for the digits of any float.
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
# A straight mark opens where nothing but a space or a bracket stands before it.
_OPENING = re.compile(r'[“„]|(?<![^\s(\[])"')
_CLOSING = re.compile(r'[”"]')
# Places before which sums and products of floats are sure: 100 * 0.285 is 28.499999999999996.
_SURE = 9


def rounded(value: float, digits: int = 0) -> Decimal:
    """Round half away from zero, by the decimal number that a float is written as.

    Parameters
    ----------
    value
        Any finite number; a half is a half where its first nine decimals make it one.
    digits
        Decimals to keep.

    Examples
    --------
    >>> [str(rounded(value)) for value in (42.5, -0.5, 100 * 0.285)]
    ['43', '-1', '29']
    >>> str(rounded(2.675, 2))
    '2.68'
    """
    sure = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-_SURE), context=_EXACT)
    return sure.quantize(Decimal(1).scaleb(-digits), context=_EXACT)


def number(value: float | None, digits: int = 2) -> str:
    """Write a number with a true minus sign and thousands apart; None as an en dash.

    Examples
    --------
    >>> number(-0.1834), number(12345, 0), number(42.5, 0), number(None)
    ('−0.18', '12,345', '43', '–')
    """
    if value is None:
        return "–"
    if not math.isfinite(value):
        return str(float(value)).replace("-", "−")
    exact = rounded(value, digits)
    return f"{exact if exact else abs(exact):,.{digits}f}".replace("-", "−")


def least_digits(unit: str) -> int:
    """Decimals of a finding's number where no more are needed.

    None of a percentage, one of a rate in a thousand words, else two.

    Examples
    --------
    >>> least_digits("percentage points: named minus unnamed"), least_digits("doublings")
    (0, 2)
    """
    if unit.startswith(POINTS):
        return 0
    return 1 if unit.startswith(PER_THOUSAND) else 2


def decimals(values: Sequence[float | None], *, least: int = 2) -> int:
    """Decimals that keep a number other than zero from looking like it: `least`, or up to two more.

    Examples
    --------
    >>> decimals([0.2, 0.0, None]), decimals([0.2, 0.001]), decimals([11.4], least=0)
    (2, 3, 0)
    """
    sizes = [value for value in values if value]
    few = (least, least + 1)
    return next((n for n in few if all(rounded(value, n) for value in sizes)), least + 2)


def digits_of_difference(first: float, second: float, *, least: int = 2) -> int:
    """Decimals with which what a reader subtracts is the difference: `least`, or up to two more.

    As few as make the two numbers, rounded, lie their rounded difference apart, and look unlike
    unless they are alike. Where even two more do not (a third less a sixth never comes out), two
    more.

    Examples
    --------
    >>> digits_of_difference(39.2, 28.8, least=0), digits_of_difference(39.4, 28.6, least=0)
    (0, 1)
    >>> digits_of_difference(100 / 3, 100 / 6, least=0)
    2
    """
    for digits in (least, least + 1):
        one, other = rounded(first, digits), rounded(second, digits)
        is_alike = one == other and first != second
        if one - other == rounded(first - second, digits) and not is_alike:
            return digits
    return least + 2


def numbers_apart(first: float, second: float, *, least: int = 2) -> tuple[str, str]:
    """Write two numbers so that a reader's subtraction gives the number that stands beside them.

    Examples
    --------
    >>> numbers_apart(0.1, 0.2), numbers_apart(0.121, 0.124), numbers_apart(0.124, -0.033)
    (('0.10', '0.20'), ('0.121', '0.124'), ('0.124', '−0.033'))
    """
    digits = digits_of_difference(first, second, least=least)
    return number(first, digits), number(second, digits)


def percents_apart(first: float, second: float) -> tuple[str, str]:
    r"""Write two shares of 1 as percentages, so that a reader's subtraction comes out.

    Examples
    --------
    >>> percents_apart(0.39, 0.29), percents_apart(0.904, 0.096)
    (('39%', '29%'), ('90.4%', '9.6%'))
    """
    one, other = numbers_apart(100 * first, 100 * second, least=0)
    return f"{one}{PERCENT}", f"{other}{PERCENT}"


def digits_of_estimate(
    value: float | None, *, unit: str, operands: tuple[float, float] | None = None
) -> int:
    """Decimals of a finding's value, in its sentence and beside it.

    Parameters
    ----------
    value, unit, operands
        As in `estimate_as_text`.

    Examples
    --------
    >>> digits_of_estimate(10.4, unit="percentage points", operands=(39.2, 28.8))
    0
    >>> digits_of_estimate(-0.003, unit="on a scale from −1 to 1")
    3
    """
    least = least_digits(unit)
    if operands is None:
        return decimals([value], least=least)
    return digits_of_difference(*operands, least=least)


def estimate_as_text(
    value: float | None,
    low: float | None,
    high: float | None,
    *,
    unit: str,
    operands: tuple[float, float] | None = None,
) -> tuple[str, str, str]:
    """Write a finding's value and the ends of its interval.

    Parameters
    ----------
    value, low, high
        The estimate and its interval.
    unit
        The finding's unit (see `least_digits`).
    operands
        The two numbers whose difference the value is, as the sentence writes them: the value is
        then the difference of what stands there.

    Returns
    -------
    tuple
        The value, an en dash for None; the lower and the upper end, empty without an interval.
        The ends have as many decimals as the value, or more where one would look like zero.

    Examples
    --------
    >>> estimate_as_text(10.4, 0.2, 20.6, unit="percentage points", operands=(39.2, 28.8))
    ('10', '0.2', '20.6')
    >>> estimate_as_text(-0.2, None, None, unit="on a scale from −1 to 1")
    ('−0.20', '', '')
    """
    if value is None:
        return "–", "", ""
    digits = digits_of_estimate(value, unit=unit, operands=operands)
    if operands is not None:
        first, second = (rounded(operand, digits) for operand in operands)
        value = float(first - second)
    if low is None or high is None:
        return number(value, digits), "", ""
    more = max(digits, decimals([low, high], least=least_digits(unit)))
    return number(value, digits), number(low, more), number(high, more)


def percent(share: float | None, digits: int = 0) -> str:
    r"""Write a share of 1 as a percentage.

    Examples
    --------
    >>> percent(0.314), percent(0.285), percent(None)
    ('31%', '29%', '–')
    """
    return "–" if share is None else f"{number(100 * share, digits)}{PERCENT}"


def exact_percent(share: float) -> str:
    r"""Write a level of confidence, or a mark on an axis, with as many digits as it has.

    Examples
    --------
    >>> exact_percent(0.95), exact_percent(0.999), exact_percent(1 - 0.999)
    ('95%', '99.9%', '0.1%')
    """
    return f"{exact_number(100 * share)}{PERCENT}"


def exact_number(value: float) -> str:
    """Write a mark on an axis with as many digits as it has.

    Examples
    --------
    >>> exact_number(-0.05), exact_number(2.5), exact_number(1000.0)
    ('−0.05', '2.5', '1,000')
    """
    digits = str(rounded(value, _SURE)).rstrip("0").partition(".")[2]
    return number(value, len(digits))


def points(share: float | None, digits: int = 0) -> str:
    """Write a share of 1 in per cent, for a column whose head says so.

    Examples
    --------
    >>> points(0.314), points(None)
    ('31', '–')
    """
    return "–" if share is None else number(100 * share, digits)


def interval(
    low: Any,
    high: Any,
    *,
    digits: int = 2,
    write: Callable[[Any], str] | None = None,
    brackets: bool = True,
) -> str:
    r"""Write an interval, in brackets or as words; a unit stands behind its upper end alone.

    Parameters
    ----------
    low, high
        Its ends.
    digits
        Decimals of the ends.
    write
        How to write an end, where it is no plain number.
    brackets
        Whether it stands in brackets.

    Examples
    --------
    >>> interval(-0.2, 0.1), interval(-0.2, 0.1, brackets=False)
    ('[−0.20, 0.10]', '−0.20 to 0.10')
    >>> interval(0.22, 0.4, write=percent)
    '[22, 40%]'
    """
    ends = [number(end, digits) if write is None else write(end) for end in (low, high)]
    first, last = ends[0].removesuffix(PERCENT), ends[1]
    return f"[{first}, {last}]" if brackets else f"{first} to {last}"


def count(amount: int, noun: str, plural: str | None = None) -> str:
    """Write an amount with its noun.

    Examples
    --------
    >>> count(1, "article"), count(5, "article"), count(2, "hapax", "hapaxes")
    ('1 article', '5 articles', '2 hapaxes')
    """
    return f"{number(amount, 0)} {noun if amount == 1 else plural or noun + 's'}"


def is_are(amount: int) -> str:
    """Give the verb that goes with an amount."""
    return "is" if amount == 1 else "are"


def by_tone(difference: float | None, first: float, second: float) -> str:
    """Say how the mean tone `first` compares with `second`, by their difference.

    Less positive and more negative are the same; the word is that of the side of zero on which
    the first mean lies.

    Examples
    --------
    >>> by_tone(-0.1, -0.3, -0.2), by_tone(-0.1, 0.2, 0.3), by_tone(0.4, 0.2, -0.2)
    ('more negatively than', 'less positively than', 'more positively than')
    """
    above, below = "less negatively than", "more negatively than"
    if first > 0 or (first == 0 and second > 0):
        above, below = "more positively than", "less positively than"
    return by_sign(difference, above=above, below=below, zero="in the same tone as")


def long_date(day: dt.date) -> str:
    """Write a day with its month as a word.

    Examples
    --------
    >>> long_date(dt.date(2022, 2, 24))
    '24 February 2022'
    """
    return f"{day.day} {day:%B} {day.year}"


def in_quotes(text: str) -> str:
    """Put a text in quotation marks; those that it has itself become single ones.

    Examples
    --------
    >>> in_quotes("“We want peace,” Berg said."), in_quotes('He said "no" (a "first").')
    ('“‘We want peace,’ Berg said.”', '“He said ‘no’ (a ‘first’).”')
    """
    inner = _OPENING.sub("‘", text)
    return f"“{_CLOSING.sub('’', inner)}”"


def listing(parts: Sequence[str]) -> str:
    """Join words with commas and a final "and".

    Examples
    --------
    >>> listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def by_sign(value: float | None, *, above: str, below: str, zero: str) -> str:
    """Choose the word that goes with a value's sign.

    Examples
    --------
    >>> by_sign(-0.2, above="positive", below="negative", zero="balanced")
    'negative'
    """
    if value is None or value == 0:
        return zero
    return above if value > 0 else below
