"""Marks for prepared tables: each function draws on the axes it is given and returns them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings import wording
from helpers.page.palette import BLUE, GRID, INK, MUTED, NARROW, ON_COLOUR, ORANGE, SERIES, WIDE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKERS = ("o", "D", "s", "^")
# Letters: longer names stand above their row in a narrow figure, longer legends in two columns.
SHORT, LINE, WHOLE_LINE = 16, 28, 44


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
        Columns; rows without a value keep their label and show no dot.
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
    full = _is_narrow(axes) and max((len(str(name)) for name in labels), default=0) > SHORT
    if full:
        _name_above(axes, place, above=step * (len(names) - 1) / 2 + 0.2)
        axes.set_ylim(-len(labels) + 0.5, 0.9)
    else:
        axes.set_yticks([place[name] for name in labels], labels)
        axes.set_ylim(-len(labels) + 0.4, 0.6)
    axes.set_xlabel(xlabel if full and len(xlabel) <= WHOLE_LINE else _wrap(xlabel, axes))
    if percent:
        axes.xaxis.set_major_formatter(lambda share, _: wording.percent(share))
    if series:
        axes.legend(
            loc="lower left" if full else "lower right",
            bbox_to_anchor=(0.0, 1.0) if full else (1.0, 1.0),
            borderaxespad=0.2,
            ncols=_columns([str(name) for name in names], axes),
            frameon=False,
            labelcolor=INK,
            handletextpad=0.2,
            columnspacing=1.2,
        )
    return axes


def shares(
    axes: Axes,
    table: pl.DataFrame,
    *,
    label: str,
    parts: Mapping[str, str],
    xlabel: str = "",
    colours: Sequence[str] = SERIES,
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
    colours
        One for each part.
    """
    labels = table[label].to_list()
    starts = [0.0] * len(labels)
    rows = [-row for row in range(len(labels))]
    for number, (column, words) in enumerate(parts.items()):
        widths = table[column].fill_null(0).to_list()
        axes.barh(
            rows,
            widths,
            left=starts,
            height=0.42 if _is_narrow(axes) else 0.62,
            color=colours[number % len(colours)],
            alpha=0.85,
            label=words,
            edgecolor="none",
        )
        for row, start, width in zip(rows, starts, widths, strict=True):
            if width > (0.12 if _is_narrow(axes) else 0.09):
                axes.text(
                    start + width / 2,
                    row,
                    wording.percent(width),
                    ha="center",
                    va="center",
                    color=ON_COLOUR,
                    fontweight="bold",
                    fontsize=8.5,
                )
        starts = [start + width for start, width in zip(starts, widths, strict=True)]
    if _is_narrow(axes):
        _name_above(axes, dict(zip(labels, rows, strict=True)), above=0.24)
        axes.set_ylim(-len(labels) + 0.5, 0.85)
    else:
        axes.set_yticks(rows, labels)
    axes.set_xlim(0, 1)
    axes.grid(visible=False)
    axes.xaxis.set_major_formatter(lambda share, _: wording.percent(share))
    axes.set_xlabel(_wrap(xlabel, axes))
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        borderaxespad=0.2,
        ncols=_columns(parts.values(), axes),
        frameon=False,
        labelcolor=INK,
        handlelength=1,
        handletextpad=0.4,
        columnspacing=1.0,
    )
    return axes


def _wrap(words: str, axes: Axes) -> str:
    """Break a label that would be cut at the edge of the figure."""
    return textwrap.fill(words, 24 if _is_narrow(axes) else 80)


def _name_above(axes: Axes, place: Mapping[str, float], *, above: float) -> None:
    """Write the rows' names above them: beside them they would leave no room for the marks."""
    axes.set_yticks([])
    for name, row in place.items():
        axes.text(
            0, row + above, name, ha="left", va="bottom", transform=axes.get_yaxis_transform()
        )


def _columns(words: Iterable[str], axes: Axes) -> int:
    """In how many columns a legend fits."""
    labels = list(words)
    if not _is_narrow(axes) or sum(map(len, labels)) <= LINE:
        return len(labels)
    return 2 if max(map(len, labels)) <= LINE / 2 else 1


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
        One row per occurrence; a row without a position keeps its label's line empty.
    label, position
        Columns.
    """
    labels = table[label].unique(maintain_order=True).to_list()
    for row, name in enumerate(labels):
        axes.hlines(-row, 0, 1, colors=GRID, linewidth=1)
        ticks = table.filter(pl.col(label) == name)[position].drop_nulls()
        axes.vlines(ticks, -row - 0.3, -row + 0.3, colors=SERIES[0], linewidth=1.5)
    axes.set_yticks([-row for row in range(len(labels))], labels)
    axes.set_ylim(-len(labels) + 0.4, 0.6)
    axes.set_xlim(-0.01, 1.01)
    axes.set_xticks([0, 0.5, 1], ["start", "middle", "end"])
    axes.grid(visible=False)
    axes.set_xlabel(_wrap(xlabel, axes))
    return axes


def courses(
    axes: Axes, table: pl.DataFrame, *, label: str, position: str, value: str, parts: int
) -> Axes:
    """Draw a value along each text as a row of small bars, up where positive, down where negative.

    All rows share one scale, on which the largest value fills half a row.

    Parameters
    ----------
    axes
        Where to draw.
    table
        One row per bar; a missing value leaves a gap.
    label, position, value
        Columns; `position` counts from 1 to `parts`.
    parts
        Number of places in a row.
    """
    labels = table[label].unique(maintain_order=True).to_list()
    largest = max(map(abs, table[value].drop_nulls()), default=0.0) or 1.0
    for row, name in enumerate(labels):
        axes.hlines(-row, 0.5, parts + 0.5, colors=GRID, linewidth=1)
        part = table.filter(pl.col(label) == name).drop_nulls(value)
        heights = [0.46 * height / largest for height in part[value]]
        colours = [BLUE if height > 0 else ORANGE for height in heights]
        axes.bar(part[position].to_list(), heights, bottom=-row, width=0.8, color=colours)
    axes.set_yticks([-row for row in range(len(labels))], labels)
    axes.set_ylim(-len(labels) + 0.45, 0.55)
    axes.set_xlim(0.4, parts + 0.6)
    axes.set_xticks([1, (parts + 1) / 2, parts], ["start", "middle", "end"])
    axes.grid(visible=False)
    return axes


def tiles(axes: Axes, table: pl.DataFrame, *, row: str, column: str, value: str) -> Axes:
    """Draw a grid of shares: each cell holds its percentage and is the darker the higher it is.

    On a narrow page the columns' names stand upright.

    Parameters
    ----------
    axes
        Where to draw.
    table
        One row per cell; a cell without a value stays empty.
    row, column, value
        Columns: names of rows and columns in order, and shares of 1.
    """
    rows = table[row].unique(maintain_order=True).to_list()
    columns = table[column].unique(maintain_order=True).to_list()
    numbers = table.drop_nulls(value)
    top = max(numbers[value].to_list(), default=0) or 1
    upright = _is_narrow(axes)
    for name, head, share in numbers.select(row, column, value).iter_rows():
        x, y = columns.index(head), -rows.index(name)
        # Half of the full colour at most, so that the number stays readable on it.
        axes.barh(
            y,
            0.94,
            left=x - 0.47,
            height=0.9,
            color=SERIES[0],
            alpha=0.5 * share / top,
            linewidth=0,
        )
        axes.text(x, y, wording.points(share), ha="center", va="center", fontsize=8.5)
    axes.set_xticks(
        range(len(columns)),
        [textwrap.fill(name, 22 if upright else 13) for name in columns],
        rotation=90 if upright else 0,
        color=INK,
        fontsize=8.5,
    )
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    axes.set_yticks(
        [-place for place in range(len(rows))],
        [textwrap.fill(name, 17 if upright else 40) for name in rows],
        fontsize=8.5 if upright else 9.5,
    )
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(-len(rows) + 0.5, 0.5)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    return axes
