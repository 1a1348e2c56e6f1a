"""Read dates of publication in the usual formats."""

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

import polars as pl
from dateutil import parser

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ])")
_YEAR_FIRST = re.compile(r"\d{4}(?!\d*$)|\d{8}$|\d{14}$")
_DAY_FIRST = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}(?!\d)")
_EPOCH = re.compile(r"(\d{10})(\d{3})?(\.\d+)?$")
# What a text leaves out differs between readings that start from different days.
_STARTS = (datetime(2001, 1, 1), datetime(2004, 2, 4))
# No form of a date is as long; the parser is slow on long texts.
_LONGEST = 60


class ReadDate(NamedTuple):
    """A date, or None and why: "ambiguous", "incomplete" or "unreadable"."""

    date: date | None
    defect: str = ""


def read_date(text: str, *, day_first: bool | None = None) -> ReadDate:
    """Read one date.

    Parameters
    ----------
    text : str
        For example 2022-01-11, 2022/01/11, 11.01.2022, Jan 11, 2022, 11 January 2022, a time
        stamp (the day as written, whatever its time zone) or seconds since 1970 (in UTC).
    day_first : bool, optional
        Whether 01/02/2022 is the first of February. Where not given such a date is ambiguous;
        dates with points are day first, dates that begin with a year are not.

    Examples
    --------
    >>> read_date("Jan 11, 2022").date.isoformat()
    '2022-01-11'
    >>> read_date("01/02/2022")
    ReadDate(date=None, defect='ambiguous')
    >>> read_date("01/02/2022", day_first=True).date.isoformat()
    '2022-02-01'
    >>> read_date("January 2022")
    ReadDate(date=None, defect='incomplete')
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return ReadDate(None, "unreadable")
    try:
        if _ISO.match(text):
            return ReadDate(date.fromisoformat(text[:10]))
        if seconds := _EPOCH.match(text):
            return ReadDate(datetime.fromtimestamp(int(seconds[1]), UTC).date())
        if _YEAR_FIRST.match(text):
            day_first = False
        elif _DAY_FIRST.match(text):
            day_first = True
        day = _parse(text, day_first=bool(day_first))
        if day_first is None and day != _parse(text, day_first=True):
            return ReadDate(None, "ambiguous")
        return day
    except (ValueError, OverflowError):
        return ReadDate(None, "unreadable")


def read_dates(values: pl.Series, *, day_first: bool | None = None) -> pl.DataFrame:
    """Read a column of dates.

    Returns
    -------
    polars.DataFrame
        One row per value, in order: published (Date, missing = undated) and defect ("" where the
        value was read or missing; else as in `read_date`).

    Examples
    --------
    >>> read_dates(pl.Series(["11.01.2022", None, "soon"])).rows()
    [(datetime.date(2022, 1, 11), ''), (None, ''), (None, 'unreadable')]
    """
    schema = {"published": pl.Date, "defect": pl.String}
    if values.dtype in (pl.Date, pl.Datetime):
        return pl.DataFrame({"published": values.cast(pl.Date)}).with_columns(defect=pl.lit(""))
    texts = values.cast(pl.String)
    dates = {text: read_date(text, day_first=day_first) for text in texts.unique().drop_nulls()}
    rows = [ReadDate(None) if text is None else dates[text] for text in texts]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _parse(text: str, *, day_first: bool) -> ReadDate:
    first, second = (
        parser.parse(text, dayfirst=day_first, default=start, ignoretz=True).date()
        for start in _STARTS
    )
    return ReadDate(first) if first == second else ReadDate(None, "incomplete")
