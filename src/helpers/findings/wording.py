"""Numbers and comparisons as words, so that every sentence follows its figures."""

from collections.abc import Callable, Sequence
from typing import Any

PERCENT = "\u00a0%"


def number(value: float | None, digits: int = 2) -> str:
    """Write a number with a true minus sign and thousands apart; None as an en dash.

    Examples
    --------
    >>> number(-0.1834), number(12345, 0), number(None)
    ('−0.18', '12,345', '–')
    """
    if value is None:
        return "–"
    text = f"{value:,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "−")


def decimals(values: Sequence[float | None]) -> int:
    """Decimals that keep a number other than zero from looking like it; two to four.

    Examples
    --------
    >>> decimals([0.2, 0.0, None]), decimals([0.2, 0.001])
    (2, 3)
    """
    sizes = [abs(value) for value in values if value]
    return next((n for n in (2, 3) if all(round(value, n) for value in sizes)), 4)


def percent(share: float | None, digits: int = 0) -> str:
    r"""Write a share of 1 as a percentage that no line break tears.

    Examples
    --------
    >>> percent(0.314), percent(None)
    ('31\xa0%', '–')
    """
    return "–" if share is None else f"{number(100 * share, digits)}{PERCENT}"


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
    '[22, 40\xa0%]'
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


def by_tone(difference: float | None, first: float, second: float) -> str:
    """Say how the mean tone `first` compares with `second`, by their difference.

    Less positive and more negative are the same; the word is that of the side of zero on which
    the two means lie.

    Examples
    --------
    >>> by_tone(-0.1, -0.3, -0.2), by_tone(-0.1, 0.2, 0.3), by_tone(0.4, 0.2, -0.2)
    ('more negatively than', 'less positively than', 'less negatively than')
    """
    above, below = "less negatively than", "more negatively than"
    if first >= 0 and second >= 0:
        above, below = "more positively than", "less positively than"
    return by_sign(difference, above=above, below=below, zero="in the same tone as")


def numbers_apart(first: float, second: float) -> tuple[str, str]:
    """Write two numbers with a third decimal where two would make them look alike.

    Examples
    --------
    >>> numbers_apart(0.1, 0.2), numbers_apart(0.121, 0.124)
    (('0.10', '0.20'), ('0.121', '0.124'))
    """
    digits = 2 if number(first) != number(second) else 3
    return number(first, digits), number(second, digits)


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
