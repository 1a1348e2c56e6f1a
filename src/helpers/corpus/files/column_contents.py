"""Tell by a sample of its values what a column holds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import polars as pl

from helpers.corpus.files.dates import read_date
from helpers.corpus.files.typed_columns import as_text

# Values that are looked at, from the whole length of the column.
_SAMPLE = 200
# Letters of a value that are looked at: a text may have millions.
_LONGEST = 5000
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*$")
# The name of a file may begin with a date and go on with words.
_MORE = re.compile(r"\d{4}-\d\d-\d\d .*[^\W\d_]{4}")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\d{8}")


@dataclass(frozen=True)
class Content:
    """What the values of a column are like; all 0 where it has none.

    Attributes
    ----------
    words : float
        Median of the words in a value.
    dates, stated_dates, addresses, numbers : float
        Shares of values that can be read as a date; that say day, month and year in so many words
        or with signs between; that are addresses; that are numbers.
    distinct : float
        Different values as a share of all.
    """

    words: float = 0
    dates: float = 0
    stated_dates: float = 0
    addresses: float = 0
    numbers: float = 0
    distinct: float = 0


def content_of(values: pl.Series) -> Content | None:
    """Return what a column holds, None where its type is not text and has no text form.

    Examples
    --------
    >>> content_of(pl.Series(["2022-01-11", None, "soon"]))
    Content(words=1.0, dates=0.5, stated_dates=0.5, addresses=0.0, numbers=0.0, distinct=1.0)
    """
    values = values.drop_nulls()
    values = values.gather_every(max(1, -(-len(values) // _SAMPLE)))
    texts, _ = as_text(values)
    if texts is None:
        return None
    sample = [text[:_LONGEST].strip() for text in texts.drop_nulls()]
    sample = [text for text in sample if text]
    if not sample:
        return Content()
    return Content(
        words=float(median(len(text.split()) for text in sample)),
        dates=_share(map(_is_date, sample)),
        stated_dates=_share(_is_date(text) and not text.isdigit() for text in sample),
        addresses=_share(_ADDRESS.match(text) for text in sample),
        numbers=_share(_NUMBER.match(text) for text in sample),
        distinct=len(set(sample)) / len(sample),
    )


def _share(answers: Iterable[object]) -> float:
    whether = [bool(answer) for answer in answers]
    return sum(whether) / len(whether)


def _is_date(text: str) -> bool:
    if _MORE.match(text):
        return False
    defect = read_date(text).defect
    # "12" and "May" are incomplete dates, too, for who looks for one.
    return defect in ("", "ambiguous") or (defect == "incomplete" and bool(_YEAR.search(text)))
