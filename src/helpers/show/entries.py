"""Entries: a table whose rows are too long for cells, one below the other under a heading each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from markupsafe import Markup, escape

from helpers.findings.wording import count
from helpers.page.template import fill
from helpers.show import markdown
from helpers.show.display import Display

_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Entries:
    """How the rows of a table are set as entries.

    Attributes
    ----------
    head
        Column of the headings.
    anchor
        Column of ids: each entry is the place ``<column>-<id>`` in the page.
    note, lead
        Columns of the small print and of the text below the heading, where there are any.
    columns
        Further columns and what to call them; a list is set as one, and nothing for no text. What
        stands between backticks is code.
    folded
        Columns of lists that are folded away in the book, and the noun that counts their items.
    section
        Column that puts entries with the same text under one heading.
    """

    head: str
    anchor: str
    note: str = ""
    lead: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    folded: Mapping[str, str] = field(default_factory=dict)
    section: str = ""


def show_entries(table: pl.DataFrame, layout: Entries) -> Display:
    """Show a table as entries."""
    rows = table.to_dicts()
    sections: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        sections.setdefault(row[layout.section] if layout.section else "", []).append(
            _entry(row, layout)
        )
    book = fill("entries.html.j2", sections=sections)
    return Display(
        {
            "text/markdown": "\n\n".join(_as_markdown(rows, layout)),
            "text/plain": "\n".join(row[layout.head] for row in rows),
        },
        book=book,
    )


def _entry(row: Mapping[str, Any], layout: Entries) -> dict[str, Any]:
    folded = {
        count(len(row[name]), noun): [_as_html(item) for item in row[name]]
        for name, noun in layout.folded.items()
        if row[name]
    }
    return {
        "id": f"{layout.anchor}-{row[layout.anchor]}",
        "head": row[layout.head],
        "note": _as_html(row[layout.note]) if layout.note else "",
        "lead": _as_html(row[layout.lead]) if layout.lead else "",
        "parts": {
            head: [_as_html(item) for item in row[name]]
            if isinstance(row[name], list)
            else _as_html(row[name])
            for name, head in layout.columns.items()
            if row[name]
        },
        "folded": folded,
    }


def _as_markdown(rows: list[dict[str, Any]], layout: Entries) -> list[str]:
    lines: list[str] = []
    section = None
    for row in rows:
        if layout.section and row[layout.section] != section:
            section = row[layout.section]
            lines.append(f"### {markdown.escape(section)}")
        lines.append(f"#### {markdown.escape(row[layout.head])}")
        lines += [_code_in_markdown(row[name]) for name in (layout.note, layout.lead) if name]
        for name, head in (dict(layout.columns) | dict(layout.folded)).items():
            value = row[name]
            if isinstance(value, list) and value:
                title = count(len(value), head) if name in layout.folded else head
                items = "\n".join(f"- {_code_in_markdown(item)}" for item in value)
                lines.append(f"**{markdown.escape(title)}**\n\n{items}")
            elif value:
                lines.append(f"**{markdown.escape(head)}** {_code_in_markdown(value)}")
    return lines


def _as_html(text: str) -> Markup:
    parts = [
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(_CODE.split(text))
    ]
    return Markup("").join(parts)


def _code_in_markdown(text: str) -> str:
    return "".join(
        f"<code>{markdown.escape(part)}</code>" if place % 2 else _keep_ends(part)
        for place, part in enumerate(_CODE.split(text))
    )


def _keep_ends(text: str) -> str:
    """Escape a text without losing the spaces at its ends."""
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start and ' '}{markdown.escape(text)}{end and text.strip() and ' '}"
