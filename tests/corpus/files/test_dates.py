from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.files.dates import ReadDate, read_date, read_dates

ELEVENTH = ReadDate(date(2022, 1, 11))


@pytest.mark.parametrize(
    "text",
    [
        "2022-01-11",
        " 2022-01-11 ",
        "2022-01-11T23:59:59Z",
        "2022-01-11 23:30:00+03:00",
        "2022-01-11 10:00:00.123456",
        "2022/01/11",
        "2022.01.11",
        "20220111",
        "11.01.2022",
        "11.1.2022",
        "11. 1. 2022",
        "11.01.22",
        "Jan 11, 2022",
        "January 11, 2022",
        "Jan. 11, 2022",
        "11 January 2022",
        "11 JANUARY 2022",
        "11th of January 2022",
        "11-Jan-2022",
        "Tue, 11 Jan 2022 10:00:00 GMT",
        "Tuesday, January 11, 2022 at 5:30 pm",
        "1641859200",
        "1641859200000",
        "1641859200.5",
    ],
)
@pytest.mark.parametrize("day_first", [None, False, True])
def test_forms_that_mean_one_day(text: str, day_first: bool | None) -> None:
    assert read_date(text, day_first=day_first) == ELEVENTH


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("01/02/2022", None, ReadDate(None, "ambiguous")),
        ("01-02-2022", None, ReadDate(None, "ambiguous")),
        ("1/2/22", None, ReadDate(None, "ambiguous")),
        ("01/02/2022", True, ReadDate(date(2022, 2, 1))),
        ("01/02/2022", False, ReadDate(date(2022, 1, 2))),
        ("25/12/2021", None, ReadDate(date(2021, 12, 25))),
        ("12/25/2021", None, ReadDate(date(2021, 12, 25))),
        ("02/02/2022", None, ReadDate(date(2022, 2, 2))),
        ("January 2022", None, ReadDate(None, "incomplete")),
        ("2022", None, ReadDate(None, "incomplete")),
        ("2022-01", None, ReadDate(None, "incomplete")),
        ("Tuesday", None, ReadDate(None, "incomplete")),
        ("10:30", None, ReadDate(None, "incomplete")),
        ("11 January", None, ReadDate(None, "incomplete")),
        ("2022-13-01", None, ReadDate(None, "unreadable")),
        ("2021-02-29", None, ReadDate(None, "unreadable")),
        ("31/02/2022", None, ReadDate(None, "unreadable")),
        ("soon", None, ReadDate(None, "unreadable")),
        ("", None, ReadDate(None, "unreadable")),
        ("9" * 5000, None, ReadDate(None, "unreadable")),
    ],
)
def test_dates_that_need_care(text: str, day_first: bool | None, expected: ReadDate) -> None:
    assert read_date(text, day_first=day_first) == expected


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y"]))
def test_a_written_date_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == ReadDate(day)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    result = read_date(text)
    assert (result.date is None) == (result.defect != "")


def test_typed_columns_are_taken_as_they_are() -> None:
    day = date(2022, 1, 11)
    assert read_dates(pl.Series([day, None])).rows() == [(day, ""), (None, "")]
    assert read_dates(pl.Series([datetime(2022, 1, 11, 23)])).rows() == [(day, "")]


def test_an_empty_column() -> None:
    assert read_dates(pl.Series([], dtype=pl.String)).shape == (0, 2)
