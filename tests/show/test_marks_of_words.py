"""Marks for words: what they draw, name and describe."""

import datetime as dt

import polars as pl
import pytest
from matplotlib.figure import Figure

from helpers.measures.terms.frequency import zipf
from helpers.show.marks.course import Course
from helpers.show.marks.ratios import Ratios
from helpers.show.marks.ticks import Ticks
from helpers.show.marks.zipf import Zipf

DAYS = [dt.date(2021, 12, 1), dt.date(2022, 1, 1), dt.date(2022, 3, 1)]
WHERE = pl.DataFrame(
    {
        "term": ["sea", "sea", "land", "land"],
        "document": ["RT, 7 Dec 2021", "b <i>$", "RT, 7 Dec 2021", "b <i>$"],
        "first": [0.0, 0.6, 0.0, 0.6],
        "last": [0.6, 1.0, 0.6, 1.0],
        "place": [0.25, 0.75, 0.5, None],
    }
)


def draw(mark, table, width=7.0):
    figure = Figure(figsize=(width, mark.height(table)), layout="constrained")
    axes = figure.add_subplot()
    mark.draw(axes, table)
    figure.draw_without_rendering()
    return axes


@pytest.mark.parametrize("width", [7.0, 3.5])
def test_ticks_stand_at_their_places_under_the_names_of_the_texts(width):
    axes = draw(Ticks(), WHERE, width)
    sea = axes.lines[0].get_xdata()
    assert list(sea[::3]) == [0.25, 0.75]
    assert [text.get_text().replace("\n", " ") for text in axes.texts] == [
        "RT, 7 Dec 2021",
        "b <i>$",
    ]
    described = "A line of ticks for each word along 2 texts: sea in 2; land in 1."
    assert Ticks().describe(WHERE) == described


def test_many_texts_are_not_named():
    many = pl.DataFrame(
        {
            "term": "sea",
            "document": [f"d{k}" for k in range(13)],
            "first": [k / 13 for k in range(13)],
            "last": [(k + 1) / 13 for k in range(13)],
            "place": [k / 13 for k in range(13)],
        }
    )
    assert not draw(Ticks(), many).texts


@pytest.mark.parametrize("width", [7.0, 3.5])
def test_ratios_are_hollow_where_they_rest_on_few(width):
    table = pl.DataFrame(
        {"word": ["firm", "few"], "x": [4.0, 2.0], "a": [2.0, 0.0], "b": [8.0, 9.0], "n": [5, 4]}
    )
    mark = Ratios("word", "x", "a", "b", n="n")
    axes = draw(mark, table, width)
    firm, few = axes.lines[0], axes.lines[1]
    assert firm.get_markerfacecolor() == firm.get_color()
    assert few.get_markerfacecolor() != few.get_color()
    assert [text.get_text() for text in axes.texts] == ["4.0×", "2.0×"]
    # An end at zero is cut at the edge of the logarithmic scale.
    assert axes.get_xlim()[0] == 0.5
    assert mark.describe(table).endswith("firm 4.0 times; few 2.0 times.")


@pytest.mark.parametrize("width", [7.0, 3.5])
def test_dates_lie_apart_as_in_the_calendar(width):
    table = pl.DataFrame(
        {
            "day": DAYS * 2,
            "rate": [1.0, 2, 3, 3, 3, 3],
            "a": 0.5,
            "b": 4.0,
            "term": ["x"] * 3 + ["y"] * 3,
        }
    )
    mark = Course("day", "rate", "a", "b", "term")
    axes = draw(mark, table, width)
    assert list(axes.get_xticks()) == [0, 31, 90]
    assert [label.get_text() for label in axes.get_xticklabels()] == [
        "Dec 2021",
        "Jan 2022",
        "Mar 2022",
    ]
    names = {text.get_text(): text.get_position()[1] for text in axes.texts}
    # Lines that end alike are named one above the other.
    assert names["x"] != names["y"]
    assert mark.describe(table) == (
        "Lines from Dec 2021 to Mar 2022: x from 1.0 to 3.0; y from 3.0 to 3.0."
    )


def test_days_and_years_are_written_as_such():
    def labels(days):
        table = pl.DataFrame({"day": days, "rate": 1.0, "a": 0.5, "b": 2.0, "term": "x"})
        axes = draw(Course("day", "rate", "a", "b", "term"), table)
        return [label.get_text() for label in axes.get_xticklabels()]

    assert labels([dt.date(2021, 1, 1), dt.date(2022, 1, 1)]) == ["2021", "2022"]
    assert labels([dt.date(2021, 1, 4), dt.date(2021, 1, 11)]) == ["4 Jan 2021", "11 Jan 2021"]


@pytest.mark.parametrize("counts", [[3], [9, 3, 2, 1, 1]])
def test_the_curve_names_some_ranks(counts):
    words = [f"w{k}" for k in range(len(counts))]
    table = zipf(pl.DataFrame({"term": words, "count": counts}))
    axes = draw(Zipf(), table)
    assert {"Zipf’s law", "w0"} <= {text.get_text() for text in axes.texts}
    assert f"w0 {counts[0]} times at rank 1" in Zipf().describe(table)
