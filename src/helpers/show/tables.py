"""Tables: one form that any front end reads, one for the book with links and sort keys."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from markupsafe import Markup, escape

from helpers.findings.wording import number, points
from helpers.page.template import fill
from helpers.show.display import Display
from helpers.show.sort_keys import is_number, sort_key, with_intervals

Format = Callable[[Any], str]
# A cell's link, made of its row; an empty address is none.
Address = Callable[[Mapping[str, Any]], str]
# Tables of more rows can be sorted and filtered.
SHORT = 12
# A cell of more letters holds a sentence rather than a name.
PROSE = 60
EMPTY = "There is nothing to show here: no row of this selection meets the condition."


@dataclass(frozen=True)
class Layout:
    """How a table is to be read.

    Attributes
    ----------
    columns
        Columns to show and their heads, in order.
    shares
        Columns of shares of 1, which are shown in per cent.
    digits
        Decimals of other columns of numbers; two where nothing is said.
    formats
        How to write a column's values otherwise.
    intervals
        For a column, the two columns of its interval, which are written into it.
    addresses
        For a column, where its cells lead to, in the book.
    lists
        Columns whose cells are ready HTML for the book, by the function that makes it.
    rows
        Show at most so many.
    """

    columns: Mapping[str, str]
    shares: Collection[str] = ()
    digits: Mapping[str, int] = field(default_factory=dict)
    formats: Mapping[str, Format] = field(default_factory=dict)
    intervals: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    addresses: Mapping[str, Address] = field(default_factory=dict)
    lists: Mapping[str, Callable[[Any], Markup]] = field(default_factory=dict)
    rows: int | None = None


@dataclass(frozen=True)
class _Column:
    name: str
    head: str
    texts: list[str]
    keys: list[str | None]
    right: bool


def show_table(
    table: pl.DataFrame,
    layout: Layout,
    *,
    name: str,
    title: str,
    note: str = "",
    csv: str | None = None,
    number: int | None = None,
) -> Display:
    """Show a table.

    Parameters
    ----------
    table
        What to show.
    layout
        Which columns, and how.
    name
        Unique in the page.
    title
        What the table says.
    note
        What has to be known to read it.
    csv
        Address of the whole table.
    number
        Number of the table in its page.
    """
    top = table.head(layout.rows) if layout.rows else table
    columns = [_column(top, layout, name) for name in layout.columns]
    cut = top.height < table.height
    rows = top.to_dicts()
    # Without rows there is nothing to explain.
    notes = [note] if note and rows else []
    if cut:
        notes.append(f"The first {top.height:,} of {table.height:,} rows.")
    words = " ".join(notes)
    book = fill(
        "table.html.j2",
        name=name,
        title=title,
        note=words,
        number=number,
        csv=csv,
        empty=EMPTY if not rows else "",
        long=len(rows) > SHORT,
        heads=[(column.head, column.right) for column in columns],
        rows=[
            [(_book_cell(layout, column, place, row), column.right) for column in columns]
            for place, row in enumerate(rows)
        ],
    )
    plain = fill(
        "plain_table.html.j2",
        title=title,
        note=words,
        empty=EMPTY if not rows else "",
        heads=[(column.head, column.right) for column in columns],
        rows=[
            [(column.texts[place], column.right) for column in columns]
            for place in range(len(rows))
        ],
    )
    return Display({"text/html": plain, "text/plain": _as_text(title, columns, words)}, book=book)


def _column(table: pl.DataFrame, layout: Layout, name: str) -> _Column:
    write = layout.formats.get(name) or _format(table.schema[name], layout, name)
    values = table[name].to_list()
    texts = [write(value) for value in values]
    keys = [sort_key(*pair) for pair in zip(values, texts, strict=True)]
    known = [key for key in keys if key is not None]
    right = table.schema[name].is_numeric() or bool(known and all(map(is_number, known)))
    if name in layout.intervals:
        low, high = (
            [None if end is None else write(end) for end in table[end_name]]
            for end_name in layout.intervals[name]
        )
        texts = with_intervals(list(zip(texts, low, high, strict=True)))
    return _Column(name, layout.columns[name], texts, keys, right)


def _format(dtype: pl.DataType, layout: Layout, name: str) -> Format:
    if name in layout.shares:
        return points
    if dtype.is_numeric():
        digits = layout.digits.get(name, 2 if dtype.is_float() else 0)
        return lambda value: number(value, digits)
    if dtype == pl.Boolean:
        return lambda value: "–" if value is None else ("yes" if value else "no")
    if isinstance(dtype, pl.List):
        return lambda value: ", ".join(map(str, value or [])) or "–"
    return lambda value: "–" if value is None or value == "" else str(value)


def _book_cell(layout: Layout, column: _Column, place: int, row: Mapping[str, Any]) -> Markup:
    if column.name in layout.lists:
        return layout.lists[column.name](row[column.name])
    text, key = column.texts[place], column.keys[place]
    inner = escape(text)
    if column.name in layout.addresses:
        address = layout.addresses[column.name](row)
        inner = Markup('<a href="{}">{}</a>').format(address, text) if address else inner
    if len(text) > PROSE:
        return Markup('<span class="report-prose">{}</span>').format(inner)
    if key is None or key == text or not is_number(key):
        return inner
    return Markup('<data value="{}">{}</data>').format(key, inner)


def _as_text(title: str, columns: list[_Column], note: str) -> str:
    if not columns or not columns[0].texts:
        return f"{title}\n{EMPTY}"
    widths = [max(map(len, [column.head, *column.texts])) for column in columns]
    lines = zip(*([column.head, *column.texts] for column in columns), strict=True)
    body = [
        "  ".join(
            cell.rjust(width) if column.right else cell.ljust(width)
            for cell, width, column in zip(line, widths, columns, strict=True)
        ).rstrip()
        for line in lines
    ]
    return "\n".join([title, *body, *([note] if note else [])])
