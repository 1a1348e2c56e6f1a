"""Results as HTML: tables, figures and findings, every text escaped."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl
from markupsafe import Markup, escape

from helpers.findings.wording import number
from helpers.measures.joins import KEYS
from helpers.page.palette import NARROW, WIDE
from helpers.page.template import fill
from helpers.show.sort_keys import is_number, sort_key, with_intervals

if TYPE_CHECKING:
    from helpers.show.style import Draw

Format = Callable[[Any], str]
# Tables of more rows can be sorted and filtered.
SHORT = 12
# A cell of more letters holds a sentence rather than a name.
PROSE = 60


class Display:
    """A piece of the page: HTML for the book, a line of text elsewhere."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def anchor(document: str, sentence: int) -> str:
    """Name the place of a sentence in the page of the articles.

    Examples
    --------
    >>> anchor("a-1", 12)
    's-a-1-12'
    """
    return f"s-{document}-{sentence}"


def sentence_link(document: str, sentence: int, text: str | None = None) -> Markup:
    """Link to a sentence in the page of the articles.

    Examples
    --------
    >>> sentence_link("a", 3)
    Markup('<a href="articles.html#s-a-3" title="a, sentence 3">3</a>')
    """
    return Markup('<a href="articles.html#{}" title="{}, sentence {}">{}</a>').format(
        anchor(document, sentence), document, sentence, sentence if text is None else text
    )


def show_table(
    table: pl.DataFrame,
    *,
    name: str,
    caption: str,
    labels: Mapping[str, str] | None = None,
    formats: Mapping[str, Format] | None = None,
    intervals: Mapping[str, tuple[str, str]] | None = None,
    rows: int | None = None,
    csv: str | None = None,
    number: int | None = None,
) -> Display:
    """Set a table; numbers are aligned, and every cell says by what it is sorted.

    Parameters
    ----------
    table
        What to show. Columns `document` and `sentence` together make the latter a link.
    name
        Unique in the page; the element's id.
    caption
        What the table says.
    labels
        Columns to show and their heads, in order; all columns when left out.
    formats
        How to write a column's values; numbers are otherwise written by their type.
    intervals
        For a column, the two columns of its interval, which are written into it.
    rows
        Show at most so many.
    csv
        Address of the whole table.
    number
        Number of the table in its page.
    """
    from great_tables import GT, html

    labels = dict(labels) if labels else {column: column for column in table.columns}
    formats = dict(formats or {})
    top = table.head(rows) if rows else table
    texts: dict[str, list[str]] = {}
    right = []
    for column in labels:
        write = formats.get(column, _default_format(top.schema[column]))
        values = top[column].to_list()
        cells = [write(value) for value in values]
        keys = [sort_key(*pair) for pair in zip(values, cells, strict=True)]
        present = [key for key in keys if key is not None]
        if top.schema[column].is_numeric() or (present and all(map(is_number, present))):
            right.append(column)
        if column in (intervals or {}):
            low, high = (
                [None if end is None else write(end) for end in top[name]]
                for name in (intervals or {})[column]
            )
            cells = with_intervals(list(zip(cells, low, high, strict=True)))
        texts[column] = [_cell(*pair) for pair in zip(cells, keys, strict=True)]
        if top.schema[column] == pl.Date:
            texts[column] = [f'<span class="report-day">{text}</span>' for text in texts[column]]
    if {"document", "sentence"} <= set(top.columns) and "sentence" in labels:
        places = top.select(KEYS).rows()
        texts["sentence"] = [_cell(sentence_link(*place), str(place[1])) for place in places]
    grid = GT(pl.DataFrame(texts, schema=dict.fromkeys(labels, pl.String)), id=f"table-{name}")
    # A head may be an outlet's name; as plain text it would be read as HTML and units.
    heads: dict[str, Any] = {column: html(str(escape(head))) for column, head in labels.items()}
    grid = grid.cols_label(heads).fmt(str, columns=list(labels), is_substitution=False)
    grid = grid.cols_align("right", columns=right).cols_align(
        "left", columns=[column for column in labels if column not in right]
    )
    # The page has one style sheet; the library's own, one for each table, would not follow the
    # dark theme.
    raw = re.sub(r"<style>.*?</style>", "", grid.as_raw_html(), flags=re.DOTALL)
    raw = raw[raw.index("<table") : raw.index("</table>") + len("</table>")]
    note = f"First {rows:,} of {table.height:,} rows." if rows and table.height > rows else ""
    body = fill(
        "table.html.j2",
        name=name,
        caption=caption,
        table=Markup(raw),
        note=note,
        csv=csv,
        empty=table.height == 0,
        number=number,
        long=top.height > SHORT,
    )
    return Display(body, f"{_with_number('Table', number)}: {caption}")


def show_figure(
    draw: "Draw",
    *,
    name: str,
    caption: str,
    alt: str,
    height: float,
    csv: str | None = None,
    number: int | None = None,
) -> Display:
    """Set a figure, drawn once for a wide and once for a narrow page.

    Parameters
    ----------
    draw
        Draws on the axes that it is given.
    name
        Unique in the page; the element's id.
    caption
        What is shown.
    alt
        What can be seen, with its numbers, for those who do not see it.
    height
        Inches.
    csv
        Address of the table behind the figure.
    number
        Number of the figure in its page.
    """
    # A page without figures need not wait for matplotlib.
    from helpers.show.style import render

    drawings = {
        "wide": Markup(render(draw, name=f"{name}-wide", width=WIDE, height=height)),
        "narrow": Markup(render(draw, name=f"{name}-narrow", width=NARROW, height=height)),
    }
    html = fill(
        "figure.html.j2",
        name=name,
        caption=caption,
        alt=alt,
        drawings=drawings,
        csv=csv,
        number=number,
    )
    return Display(html, f"{_with_number('Figure', number)}: {caption} {alt}")


def show_text(*paragraphs: str) -> Display:
    """Set computed paragraphs; what they quote from the corpus is escaped."""
    html = Markup("\n").join(Markup("<p>{}</p>").format(text) for text in paragraphs)
    return Display(f'<div class="report-text">{html}</div>', "\n\n".join(paragraphs))


def fold(label: str, *pieces: Display) -> Display:
    """Put pieces of the page behind a line that opens them."""
    html = Markup('<details class="report-fold"><summary>{}</summary>{}</details>').format(
        label, Markup("\n").join(Markup(piece.html) for piece in pieces)
    )
    return Display(str(html), "\n\n".join([label, *(piece.text for piece in pieces)]))


def together(*pieces: Display) -> Display:
    """Show pieces of the page one after the other."""
    return Display(
        "\n".join(piece.html for piece in pieces), "\n\n".join(piece.text for piece in pieces)
    )


def _default_format(dtype: pl.DataType) -> Format:
    if dtype.is_float():
        return number
    if dtype.is_integer():
        return lambda value: number(value, 0)
    if dtype == pl.Boolean:
        return lambda value: "–" if value is None else ("yes" if value else "no")
    return _text


def _text(value: Any) -> str:
    return "–" if value is None or value == "" else str(value)


def _cell(text: str, key: str | None) -> str:
    """Escape a cell, and give the number that it is sorted by where it shows another text."""
    if len(text) > PROSE and not isinstance(text, Markup):
        return str(Markup('<span class="report-prose">{}</span>').format(text))
    if key is None or key == text or not is_number(key):
        return str(escape(text))
    return str(Markup('<data value="{}">{}</data>').format(key, text))


def _with_number(kind: str, number: int | None) -> str:
    return kind if number is None else f"{kind} {number}"
