"""The page that compares the findings of several editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import polars as pl

from helpers.compare.alignment import bare_unit
from helpers.compare.editions import changes_in_words, operands_of, tally
from helpers.findings.small_figure import Scale, describe, small_figure
from helpers.findings.wording import (
    count,
    decimals,
    estimate_as_text,
    exact_percent,
    least_digits,
    number,
)
from helpers.page.template import fill

# Room left and right of the strips, in percent of their width.
MARGIN = 4.0


@dataclass(frozen=True)
class Column:
    """An edition as the page names it.

    Attributes
    ----------
    name
        Name of its folder beside the page.
    title
        Title of the edition.
    description
        What it asks; may be empty.
    level
        Level of confidence of its intervals.
    first
        Address of its first page below its folder.
    """

    name: str
    title: str
    description: str
    level: float
    first: str


def comparison_page(
    table: pl.DataFrame,
    parameters: pl.DataFrame,
    columns: Sequence[Column],
    *,
    title: str,
    chapters: Mapping[str, str],
    styles: Sequence[str] = (),
    icon: str | None = None,
) -> str:
    """Set the page.

    Parameters
    ----------
    table
        As `helpers.compare.editions.compare` gives it; its editions are the columns' names.
    parameters
        As `helpers.compare.editions.parameter_differences` gives it.
    columns
        The editions in order.
    title
        Title of the book.
    chapters
        Titles of the chapters by their names.
    styles, icon
        Addresses of style sheets and of the page's icon.
    """
    labels = {column.name: column.title for column in columns}
    groups = []
    for (chapter,), part in table.group_by("chapter", maintain_order=True):
        name = str(chapter)
        findings = [
            _finding(rows, columns) for _, rows in part.group_by("finding", maintain_order=True)
        ]
        groups.append({"name": name, "title": chapters.get(name, name), "findings": findings})
    return fill(
        "comparison.html.j2",
        title=title,
        columns=columns,
        lead=lead(table, labels),
        groups=groups,
        parameters=parameters.rows(named=True),
        levels=sorted({column.level for column in columns}),
        percent=exact_percent,
        place="{:.2f}%".format,
        styles=styles,
        icon=icon,
    )


def lead(table: pl.DataFrame, labels: Mapping[str, str]) -> str:
    """Say how many findings change, and between what.

    Parameters
    ----------
    table
        As `helpers.compare.editions.compare` gives it.
    labels
        Titles of the editions by their names, in order.
    """
    counts = tally(table)
    first, *others = labels.values()
    if not counts["findings"]:
        return "None of these books has any findings."
    if not others:
        return "There is no second edition to compare with."
    whom = f"“{others[0]}”" if len(others) == 1 else f"at least one of {len(others)} other editions"
    changes = counts["verdict_changed"]
    parts = [
        f"{number(changes, 0) if changes else 'None'} of {count(counts['findings'], 'finding')} "
        f"{'change' if changes > 1 else 'changes'} verdict between “{first}” and {whom}"
    ]
    sign_changes, silences = counts["sign_changed"], counts["silenced"]
    answers = counts["other_answer"]
    if sign_changes:
        change = "changes" if sign_changes == 1 else "change"
        parts.append(f"{number(sign_changes, 0)} {change} sign")
    if answers:
        parts.append(
            f"{number(answers, 0)} {'has' if answers == 1 else 'have'} another answer, so values "
            "are not compared"
        )
    if silences:
        parts.append(
            f"{number(silences, 0)} {'has' if silences == 1 else 'have'} an answer in only some of "
            "them"
        )
    return "; ".join(parts) + "."


def _finding(rows: pl.DataFrame, columns: Sequence[Column]) -> dict[str, Any]:
    cells = rows.rows(named=True)
    with_value = [cell for cell in cells if cell["value"] is not None]
    # The scale is that of the first edition, or of the first that has a value.
    base = with_value[0] if with_value else None
    unit = base["unit"] if base else ""
    common = [
        cell
        for cell in with_value
        if bare_unit(cell["unit"]) == bare_unit(unit) and not cell["other_answer"]
    ]
    ends = [cell[name] for cell in common for name in ("value", "low", "high")]
    least = min([0.0, *(end for end in ends if end is not None)])
    most = max([0.0, *(end for end in ends if end is not None)])

    scale = Scale(least, most, start=MARGIN, end=100 - MARGIN)
    digits = decimals([least, most], least=least_digits(unit))
    return {
        "id": cells[0]["finding"],
        "title": cells[0]["title"],
        "unit": unit,
        "scale": [(scale.place(end), number(end, digits)) for end in sorted({least, 0.0, most})],
        "cells": [
            _cell(cell, column, scale if cell in common else None, base)
            for cell, column in zip(cells, columns, strict=True)
        ],
    }


def _cell(
    cell: Mapping[str, Any], column: Column, scale: Scale | None, base: Mapping[str, Any] | None
) -> dict[str, Any]:
    value, low, high = cell["value"], cell["low"], cell["high"]
    unit, operands = cell["unit"] or "", operands_of(cell)
    text, first, last = estimate_as_text(value, low, high, unit=unit, operands=operands)
    return {
        "column": column,
        "address": quote(f"{column.name}/notebooks/{cell['chapter']}.html"),
        "anchor": f"finding-{cell['finding']}",
        "verdict": cell["verdict"],
        "text": cell["text"],
        "value": None if value is None else text,
        "interval": f"[{first}, {last}]" if first else "",
        "words": describe(value, low, high, unit=unit, level=column.level, operands=operands),
        "changes": changes_in_words(cell, base, first="the first edition"),
        "is_turned": cell["alignment"] == "turned",
        "other_unit": unit
        if base is not None and value is not None and bare_unit(unit) != bare_unit(base["unit"])
        else "",
        "strip": None
        if value is None or scale is None
        else small_figure(value, low, high, scale=scale),
    }


def switch(
    columns: Sequence[Column], current: str, page: str, pages: Mapping[str, set[str]]
) -> str:
    """Link a page to the same page of the other editions, or to their first where they lack it.

    Parameters
    ----------
    columns
        The editions in order.
    current
        Name of the page's edition.
    page
        Path of the page below its edition's folder.
    pages
        The pages of each edition.
    """
    up = "../" * (page.count("/") + 1)
    links = []
    for column in columns:
        place = page if page in pages[column.name] else column.first
        address = up + quote(f"{column.name}/{place}")
        links.append({"title": column.title, "address": address, "current": column.name == current})
    return fill("switch.html.j2", links=links, start=f"{up}index.html").strip()
