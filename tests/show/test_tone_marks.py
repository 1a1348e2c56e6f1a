"""Marks of the chapter on tone: bars along a text, dots on a time scale."""

import datetime as dt

import polars as pl
import pytest

from helpers.show.drawing import draw_element
from helpers.show.marks.courses import Courses
from helpers.show.marks.dates import Dates
from helpers.show.marks.mark import Mark

PARTS = pl.DataFrame(
    {
        "document": ["a <b>", "a <b>", "b"],
        "part": [1, 2, 1],
        "mean": [0.32, -0.2, None],
        "few": [False, True, True],
    }
)
DAYS = pl.DataFrame(
    {
        "document": ["a", "b", "c"],
        "published": [dt.date(2021, 12, 7), dt.date(2022, 1, 20), dt.date(2022, 3, 3)],
        "mean": [-0.3, -0.1, 0.2],
        "low": [-0.4, None, 0.1],
        "high": [-0.2, None, 0.3],
        "period_mean": [-0.2, -0.2, 0.2],
    }
)
COURSES = Courses("document", "part", "mean", 5, "few", "share of the article")
DATES = Dates("document", "published", "mean", "low", "high", "period_mean", dt.date(2022, 2, 24))


def texts(mark: Mark, table: pl.DataFrame, width: float) -> str:
    def draw(axes) -> None:
        mark.draw(axes, table)

    return draw_element(draw, name="test", width=width, height=mark.height(table))


@pytest.mark.parametrize("width", [7.0, 3.5])
def test_courses_have_a_scale_of_values_and_of_the_text(width: float):
    drawing = texts(COURSES, PARTS, width)
    # 0.32 is rounded up to the next tenth, for all rows alike.
    assert drawing.count(">0.4<") == drawing.count(">−0.4<") == 2
    assert ">50%<" in drawing
    assert "a &lt;b&gt;" in drawing


def test_courses_of_large_values_have_whole_numbers():
    assert ">3<" in texts(COURSES, PARTS.with_columns(mean=pl.col("mean") * 8), 7.0)


def test_courses_say_where_a_text_is_lowest_and_where_it_has_no_value():
    assert COURSES.describe(PARTS) == (
        "A row of bars for each, above zero or below. a <b> is lowest in part 2 (−0.20) and "
        "highest in part 1 (0.32); b has no value."
    )


def test_dates_lie_on_a_time_scale():
    import matplotlib.pyplot as plt

    _, axes = plt.subplots()
    DATES.draw(axes, DAYS)
    days = axes.lines[1].get_xdata()
    assert days[1] - days[0] == (DAYS["published"][1] - DAYS["published"][0]).days
    assert days[2] - days[1] == (DAYS["published"][2] - DAYS["published"][1]).days
    plt.close()


@pytest.mark.parametrize("width", [7.0, 3.5])
def test_the_day_that_divides_is_named(width: float):
    drawing = texts(DATES, DAYS, width)
    assert ">24 Feb 2022<" in drawing
    assert ">Jan 2022<" in drawing


def test_one_day_and_no_dividing_day_can_be_drawn():
    mark = Dates("document", "published", "mean", "low", "high")
    assert ">a<" in texts(mark, DAYS.head(1), 7.0)


def test_dates_say_each_value():
    assert DATES.describe(DAYS) == "Dots on a time scale. a: −0.30; b: −0.10; c: 0.20."
