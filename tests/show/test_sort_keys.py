"""By what cells are sorted."""

import datetime as dt

import polars as pl
import pytest

from helpers.show.sort_keys import is_number, sort_key, with_intervals
from helpers.show.tables import Layout, show_table


@pytest.mark.parametrize(
    ("value", "written", "key"),
    [
        (0.314, "31", "0.314"),
        (-0.18, "−0.18", "-0.18"),
        (1234567, "1,234,567", "1234567"),
        (None, "–", None),
        (float("nan"), "nan", None),
        ("", "", None),
        ("–", "–", None),
        (True, "yes", "yes"),
        ("32 %\n[27, 38 %]", "", "32"),
        ("−1,234.5 [−2,000.0, −1.0]", "", "-1234.5"),
        ("62 (against)", "", "62"),
        ("24 February", "", "24 February"),
        ("2022-02-24", "", "2022-02-24"),
        (dt.date(2022, 2, 24), "24 Feb 2022", "2022-02-24"),
        ("Biden", "Biden", "Biden"),
    ],
)
def test_keys(value: object, written: str, key: str | None) -> None:
    assert sort_key(value, written) == key


def test_only_plain_numbers_are_numbers() -> None:
    assert is_number("1e-06")
    assert not is_number("1.2.3")
    assert not is_number("24 February")


def test_parts_of_intervals_are_as_wide_as_the_widest() -> None:
    written = with_intervals([("31", "27", "38"), ("5", "0", "100"), ("7", None, None)])
    ends = {len(text) - len(text.split()[0]) for text in written[:2]}
    assert ends == {len(" [27, 100]")}
    # Brackets, comma and spaces are narrower than figures: three figures for five of them.
    assert written[2] == "7" + "\u2007" * len("27" + "100" + "000")


def test_a_table_says_what_its_cells_are_sorted_by_and_its_number() -> None:
    table = pl.DataFrame({"word": ["<b>", "x"], "share": [0.314, None]})
    layout = Layout({"word": "word", "share": "share, %"}, shares=["share"])
    html = show_table(table, layout, name="t", title="C.", number=3).book
    assert '<data value="0.314">31</data>' in html
    assert "&lt;b&gt;" in html
    assert "Table 3</span>" in html
    assert "report-long" not in html
    assert "report-long" in show_table(pl.concat([table] * 7), layout, name="t", title="C.").book


def test_a_sentence_in_a_table_has_room() -> None:
    table = pl.DataFrame({"text": ["<i>" + "word " * 15, "short"]})
    html = show_table(table, Layout({"text": "text"}), name="t", title="Two.").book
    assert '<span class="report-prose">&lt;i&gt;word ' in html
    assert ">short</td>" in html
