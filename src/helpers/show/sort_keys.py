"""Sort keys of the cells of a table."""

import datetime as dt
import math
import re
from typing import Any

from helpers.findings.wording import interval

MISSING = ("", "–")
# A number as `wording.number` writes it, alone or with an interval or amount behind it.
WRITTEN = re.compile(r"<?\s*([−-]?\d[\d,]*(?:\.\d+)?)(?:\s*%)?(?=$|\n|\s*[\[(])")
FIGURE_SPACE = "\u2007"


def sort_key(value: Any, text_on_page: str) -> str | None:
    r"""Give what a cell is sorted by, None where it is missing and stands last.

    Parameters
    ----------
    value
        What the table holds.
    text_on_page
        What the page shows.

    Returns
    -------
    str or None
        Numbers with a point and a plain minus, whether they were numbers or written out; other
        texts as they are.

    Examples
    --------
    >>> sort_key(-1234.5, "−1,234.50"), sort_key("−0.18\n[−0.30, 0.10]", "")
    ('-1234.5', '-0.18')
    >>> sort_key(None, "–"), sort_key("24 February", "24 February")
    (None, '24 February')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool):
        return text_on_page
    if isinstance(value, (int, float)):
        return format(value, ".10g")
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    text = value if isinstance(value, str) else text_on_page
    if text in MISSING:
        return None
    match = WRITTEN.match(text)
    return match[1].replace(",", "").replace("−", "-") if match else text


def is_number(key: str | None) -> bool:
    """Tell whether a key is a number.

    Examples
    --------
    >>> is_number("-0.18"), is_number("2022-02-24"), is_number(None)
    (True, False, False)
    """
    return key is not None and re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", key) is not None


def with_intervals(rows: list[tuple[str, str | None, str | None]]) -> list[str]:
    r"""Write intervals behind their values, so that each part stands below its like.

    Shorter numbers are filled with spaces as wide as a figure.

    Examples
    --------
    >>> with_intervals([("31", "7", "38"), ("5", "0", "9"), ("4", None, None)])
    ['31 [7, 38]', '5 [0, \u20079]', '4\u2007\u2007\u2007\u2007\u2007\u2007']
    """
    lows = max((len(low) for _, low, _ in rows if low is not None), default=0)
    highs = max((len(high) for *_, high in rows if high is not None), default=0)
    cells = []
    for value, low, high in rows:
        if low is None or high is None:
            # " [", ", " and "]" are together about as wide as three figures.
            gap = lows + highs + 3 if lows else 0
            cells.append(value + FIGURE_SPACE * gap)
        else:
            least, most = low.rjust(lows, FIGURE_SPACE), high.rjust(highs, FIGURE_SPACE)
            cells.append(f"{value} {interval(least, most, write=str)}")
    return cells
