"""Marks for prepared tables: each function draws on the axes it is given and returns them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from helpers.book.palette import GRID, INK, MUTED, NARROW, ON_COLOUR, SERIES, WIDE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKERS = ("o", "D", "s", "^")


def dots(
    axes: Axes,
    table: pl.DataFrame,
    *,
    label: str,
    value: str,
    low: str | None = None,
    high: str | None = None,
    series: str | None = None,
    xlabel: str = "",
    zero: bool = False,
    percent: bool = False,
) -> Axes:
    """Draw labelled dots with intervals, first row on top.

    Parameters
    ----------
    axes
        Where to draw.
    table
        One row per dot.
    label, value, low, high
        Columns; rows whose value is null keep their label and show no dot.
    series
        Column whose values share a row of the figure, told apart by shape and colour and named
        in words beside the first of each.
    zero
        Draw a line at 0.
    percent
        The values are shares of 1.
    """
    labels = table[label].unique(maintain_order=True).to_list()
    place = {name: -row for row, name in enumerate(labels)}
    names = table[series].unique(maintain_order=True).to_list() if series else [None]
    step = 0.5 / len(names)
    for number, name in enumerate(names):
        part = table.filter(pl.col(series) == name) if series and name is not None else table
        part = part.drop_nulls(value)
        colour, marker = SERIES[number % len(SERIES)], MARKERS[number % len(MARKERS)]
        shift = step * ((len(names) - 1) / 2 - number)
        rows = [place[name] + shift for name in part[label]]
        if low and high and part.height:
            axes.hlines(rows, part[low], part[high], colors=colour, linewidth=2, alpha=0.55)
        axes.plot(part[value], rows, linestyle="none", marker=marker, color=colour, label=name)
    if zero:
        axes.axvline(0, color=MUTED, linewidth=1)
    axes.set_yticks([place[name] for name in labels], labels)
    axes.set_ylim(-len(labels) + 0.4, 0.6)
    axes.set_xlabel(_wrapped(xlabel, axes))
    if percent:
        axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    if series:
        axes.legend(
            loc="lower right",
            bbox_to_anchor=(1.0, 1.0),
            borderaxespad=0.2,
            ncols=len(names),
            frameon=False,
            labelcolor=INK,
            handletextpad=0.2,
            columnspacing=1.2,
        )
    return axes


def shares(
    axes: Axes, table: pl.DataFrame, *, label: str, parts: Mapping[str, str], xlabel: str = ""
) -> Axes:
    """Draw one bar per row, cut into parts that add up to 1, each named where it is wide enough.

    Parameters
    ----------
    axes
        Where to draw.
    table
        One row per bar.
    label
        Column with the bars' names.
    parts
        Columns with the shares, and the words for them.
    """
    labels = table[label].to_list()
    left = [0.0] * len(labels)
    rows = [-row for row in range(len(labels))]
    for number, (column, words) in enumerate(parts.items()):
        widths = table[column].fill_null(0).to_list()
        axes.barh(
            rows,
            widths,
            left=left,
            height=0.42 if _is_narrow(axes) else 0.62,
            color=SERIES[number % len(SERIES)],
            alpha=0.85,
            label=words,
            edgecolor="none",
        )
        for row, start, width in zip(rows, left, widths, strict=True):
            if width > 0.09:
                axes.text(
                    start + width / 2,
                    row,
                    f"{100 * width:.0f} %",
                    ha="center",
                    va="center",
                    color=ON_COLOUR,
                    fontweight="bold",
                    fontsize=8.5,
                )
        left = [start + width for start, width in zip(left, widths, strict=True)]
    if _is_narrow(axes):
        # Names beside the bars would leave no room for them.
        axes.set_yticks([])
        for row, name in zip(rows, labels, strict=True):
            axes.text(0, row + 0.36, name, ha="left", va="bottom", color=INK)
        axes.set_ylim(-len(labels) + 0.5, 0.85)
    else:
        axes.set_yticks(rows, labels)
    axes.set_xlim(0, 1)
    axes.grid(visible=False)
    axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    axes.set_xlabel(_wrapped(xlabel, axes))
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        borderaxespad=0.2,
        ncols=len(parts),
        frameon=False,
        labelcolor=INK,
        handlelength=1,
        handletextpad=0.4,
        columnspacing=1.0,
    )
    return axes


def _wrapped(words: str, axes: Axes) -> str:
    """Break a label that would be cut at the edge of the figure."""
    return textwrap.fill(words, 24 if _is_narrow(axes) else 80)


def _is_narrow(axes: Axes) -> bool:
    figure = axes.get_figure()
    return figure is not None and figure.bbox.width / figure.dpi < (WIDE + NARROW) / 2


def strip(axes: Axes, table: pl.DataFrame, *, label: str, position: str, xlabel: str = "") -> Axes:
    """Draw a tick for each occurrence along a text that runs from 0 to 1.

    Parameters
    ----------
    axes
        Where to draw.
    table
        One row per occurrence; a row with a null position keeps its label's line empty.
    label, position
        Columns.
    """
    labels = table[label].unique(maintain_order=True).to_list()
    for row, name in enumerate(labels):
        axes.hlines(-row, 0, 1, colors=GRID, linewidth=1)
        found = table.filter(pl.col(label) == name)[position].drop_nulls()
        axes.vlines(found, -row - 0.3, -row + 0.3, colors=SERIES[0], linewidth=1.5)
    axes.set_yticks([-row for row in range(len(labels))], labels)
    axes.set_ylim(-len(labels) + 0.4, 0.6)
    axes.set_xlim(-0.01, 1.01)
    axes.set_xticks([0, 0.5, 1], ["start", "middle", "end"])
    axes.grid(visible=False)
    axes.set_xlabel(_wrapped(xlabel, axes))
    return axes


def course(
    axes: Axes, table: pl.DataFrame, *, label: str, position: str, value: str, ylabel: str = ""
) -> Axes:
    """Draw a value along each text as a line of its own, named at the line's end.

    Parameters
    ----------
    axes
        Where to draw.
    table
        One row per point.
    label, position, value
        Columns.
    """
    axes.axhline(0, color=MUTED, linewidth=1)
    ends = []
    for number, name in enumerate(table[label].unique(maintain_order=True)):
        part = table.filter(pl.col(label) == name).drop_nulls(value).sort(position)
        if not part.height:
            continue
        colour = SERIES[number % len(SERIES)]
        style = ("-", "--", ":", "-.")[number // len(SERIES) % 4]
        axes.plot(part[position], part[value], color=colour, linestyle=style, linewidth=1.8)
        ends.append((part[value][-1], part[position][-1], name, colour))
    _label_ends(axes, ends)
    axes.grid(visible=True, axis="y")
    axes.set_ylabel(ylabel)
    return axes


def _label_ends(axes: Axes, ends: list[tuple[float, float, str, str]]) -> None:
    """Name the lines at their ends, pushed apart so that no name covers another."""
    low, high = axes.get_ylim()
    gap = (high - low) * 0.075
    height = low
    for value, position, name, colour in sorted(ends):
        height = max(value, height + gap)
        axes.annotate(
            name,
            (position, value),
            (position + 0.03, height),
            color=colour,
            fontsize=8.5,
            va="center",
            annotation_clip=False,
        )
