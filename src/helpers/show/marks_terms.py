"""Marks for words: effects by group, company, places, Zipf's curve, rates over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings import wording
from helpers.page.palette import BLUE, GRID, INK, MUTED, ORANGE, SERIES
from helpers.show.marks import MARKERS

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def effects(
    axes: Axes,
    table: pl.DataFrame,
    *,
    group: str,
    label: str,
    value: str,
    low: str,
    high: str,
    bound: str,
    xlabel: str = "",
) -> Axes:
    """Draw labelled dots with intervals under a heading for each group, and a line at 0.

    Parameters
    ----------
    axes
        Where to draw.
    table
        One row per dot; the rows of a group stand together.
    group, label, value, low, high
        Columns.
    bound
        Column of a second, stricter end of the interval, drawn as a tick.
    """
    places: list[float] = []
    names: list[str] = []
    height = 0.0
    for (heading,), part in table.group_by(group, maintain_order=True):
        axes.text(
            0,
            height,
            str(heading),
            transform=axes.get_yaxis_transform(),
            color=MUTED,
            fontweight="bold",
            fontsize=8.5,
            va="center",
        )
        rows = [height - 1 - row for row in range(part.height)]
        # Guides end below the heading, so that no line runs through it.
        axes.vlines(0, rows[-1] - 0.45, rows[0] + 0.45, colors=MUTED, linewidth=1)
        for row in rows:
            axes.axhline(row, color=GRID, linewidth=0.8, zorder=0)
        axes.hlines(rows, part[low], part[high], colors=BLUE, linewidth=2, alpha=0.55)
        ticks = [row + end for row in rows for end in (-0.28, 0.28, math.nan)]
        ends = [end for end in part[bound] for _ in range(3)]
        axes.plot(ends, ticks, color=ORANGE, linewidth=2)
        axes.plot(part[value], rows, linestyle="none", marker="o", color=BLUE)
        places += rows
        names += part[label].to_list()
        height -= part.height + 1.2
    axes.grid(visible=False)
    axes.set_yticks(places, names)
    axes.set_ylim(height + 0.6, 0.6)
    axes.set_xlabel(xlabel)
    return axes


def network(axes: Axes, table: pl.DataFrame, links: pl.DataFrame, *, centre: str) -> Axes:
    """Draw a word among its collocates.

    The words stand on two arcs, so that their names, outside of them, cannot cover one another.

    Parameters
    ----------
    axes
        Where to draw.
    table
        collocate, strength (0..1, the width of its line to the centre), from the top of the right
        side downwards, then up on the left.
    links
        first, second: pairs of these words that attract each other as well.
    centre
        The word in the midst.
    """
    words = table["collocate"].to_list()
    right = math.ceil(len(words) / 2)
    places: dict[str, tuple[float, float]] = {}
    for side, names in ((1, words[:right]), (-1, words[right:][::-1])):
        for row, name in enumerate(names):
            y = 1 - 2 * (row + 0.5) / len(names)
            places[name] = (side * math.sqrt(1 - 0.75 * y * y), y)
    for first, second in links.select("first", "second").iter_rows():
        (x1, y1), (x2, y2) = places[first], places[second]
        axes.plot([x1, x2], [y1, y2], color=MUTED, linewidth=0.9, linestyle=":", zorder=1)
    for word, strength in table.select("collocate", "strength").iter_rows():
        x, y = places[word]
        axes.plot([0, x], [0, y], color=BLUE, alpha=0.6, linewidth=1 + 5 * strength, zorder=2)
        axes.plot([x], [y], marker="o", color=BLUE, zorder=3)
        axes.annotate(
            word,
            (x, y),
            (7 if x > 0 else -7, 0),
            textcoords="offset points",
            ha="left" if x > 0 else "right",
            va="center",
            annotation_clip=False,
        )
    axes.text(
        0,
        0,
        centre,
        ha="center",
        va="center",
        fontweight="bold",
        zorder=4,
        bbox={"boxstyle": "round,pad=0.4", "facecolor": GRID, "edgecolor": MUTED},
    )
    axes.set_xlim(-1.1, 1.1)
    axes.set_ylim(-1.1, 1.1)
    axes.set_axis_off()
    return axes


def places(axes: Axes, table: pl.DataFrame, ends: Sequence[float], *, xlabel: str = "") -> Axes:
    """Draw a tick for each place of each word along all texts laid end to end.

    Parameters
    ----------
    axes
        Where to draw.
    table
        term, place (0..1); a row without a place keeps its word's line empty.
    ends
        Where each text ends; lines part them, with their numbers on top.
    """
    names = table["term"].unique(maintain_order=True).to_list()
    for row, name in enumerate(names):
        axes.hlines(-row, 0, 1, colors=GRID, linewidth=1)
        ticks = table.filter(pl.col("term") == name)["place"].drop_nulls().to_list()
        # One path for all ticks of a word keeps the drawing of a large corpus small.
        xs = [x for place in ticks for x in (place, place, math.nan)]
        ys = [y for _ in ticks for y in (-row - 0.32, -row + 0.32, math.nan)]
        axes.plot(xs, ys, color=SERIES[0], linewidth=1.1)
    if ends:
        starts = [0.0, *ends[:-1]]
        for end in ends[:-1]:
            axes.axvline(end, color=MUTED, linewidth=0.9, linestyle="--")
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
            axes.text((start + end) / 2, 0.75, str(number), ha="center", va="bottom", color=MUTED)
    axes.set_yticks([-row for row in range(len(names))], names)
    axes.set_ylim(-len(names) + 0.4, 0.7)
    axes.set_xlim(-0.005, 1.005)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.set_xlabel(xlabel)
    return axes


def zipf_curve(axes: Axes, table: pl.DataFrame, labels: pl.DataFrame) -> Axes:
    """Draw frequencies over ranks, both on logarithmic axes, beside Zipf's straight line.

    Parameters
    ----------
    axes
        Where to draw.
    table
        rank, count, expected.
    labels
        term, rank, count, expected of the words that are named.
    """
    axes.plot(
        table["rank"], table["expected"], color=MUTED, linestyle="--", linewidth=1.2, label="Zipf"
    )
    axes.plot(table["rank"], table["count"], color=BLUE, linewidth=2, label="counted")
    for term, rank, count, law in labels.select("term", "rank", "count", "expected").iter_rows():
        axes.plot([rank], [count], marker="o", color=BLUE, markersize=4.5)
        # On the side of the curve where Zipf's line does not run.
        under = law > count
        axes.annotate(
            term,
            (rank, count),
            (-3, -4) if under else (4, 3),
            textcoords="offset points",
            color=INK,
            ha="right" if under else "left",
            va="top" if under else "bottom",
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda amount, _: wording.number(amount, 0) if amount >= 1 else "")
        axis.set_minor_formatter(lambda amount, _: "")
    axes.minorticks_off()
    axes.set_xlim(left=0.5)
    axes.set_ylim(bottom=0.7)
    axes.set_xlabel("rank")
    axes.set_ylabel("times")
    axes.grid(visible=True, axis="both")
    axes.legend(loc="upper right", frameon=False, labelcolor=INK)
    return axes


def over_time(axes: Axes, table: pl.DataFrame, *, periods: Sequence[str], ylabel: str = "") -> Axes:
    """Draw rates with intervals from period to period, one line a word.

    Parameters
    ----------
    axes
        Where to draw.
    table
        term, step (place in `periods`), rate, low, high.
    periods
        The words for the periods, in order.
    """
    terms = table["term"].unique(maintain_order=True).to_list()
    for number, term in enumerate(terms):
        part = table.filter(pl.col("term") == term)
        shift = 0.09 * (number - (len(terms) - 1) / 2)
        steps = [step + shift for step in part["step"]]
        colour = SERIES[number % len(SERIES)]
        axes.vlines(steps, part["low"], part["high"], colors=colour, linewidth=2, alpha=0.45)
        axes.plot(
            steps,
            part["rate"],
            color=colour,
            marker=MARKERS[number % len(MARKERS)],
            linewidth=1.2,
            label=term,
        )
    every = max(1, math.ceil(len(periods) / 5))
    steps_with_label = range(0, len(periods), every)
    axes.set_xticks(list(steps_with_label), [periods[step] for step in steps_with_label])
    axes.set_ylim(bottom=0)
    axes.set_ylabel(ylabel)
    axes.grid(visible=False)
    axes.grid(visible=True, axis="y")
    axes.legend(
        loc="lower center",
        bbox_to_anchor=(0.45, 1.0),
        ncols=2,
        frameon=False,
        labelcolor=INK,
        columnspacing=1.2,
    )
    return axes
