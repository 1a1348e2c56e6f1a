"""The specification curve: sorted values, and below them which options each value comes from."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import polars as pl

from helpers.page.palette import BLUE, GRID, INK, MUTED, NARROW, ORANGE, WIDE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Letters of an option's name that a narrow figure has room for.
SHORT = 17
TOP, ROW = 2.0, 0.17
"""Inches: the curve, and each line of the panel below it."""


def height(choices: Mapping[str, Sequence[str]]) -> float:
    """Inches that a curve with these choices needs."""
    lines = sum(len(options) + 1 for options in choices.values())
    return TOP + 0.3 + ROW * lines


def curve(
    axes: Axes,
    table: pl.DataFrame,
    *,
    value: str,
    reference: str,
    choices: Mapping[str, Sequence[str]],
    ylabel: str = "",
) -> Axes:
    """Draw the values in their order, and below each a mark in the row of every option it took.

    Values with the sign of the reference's are blue discs, others orange diamonds; the reference
    has a ring and a line through all rows.

    Parameters
    ----------
    axes
        Where to draw; it gives way to two, of which the upper one is returned.
    table
        One row for each specification, by rising value.
    value, reference
        Columns: a number, and whether it is the reference's (true in one row or none).
    choices
        Columns of the choices and their options, in order.
    """
    figure = axes.get_figure()
    assert figure is not None
    axes.remove()
    lines = [(name, option) for name, options in choices.items() for option in (None, *options)]
    upper: Axes
    upper, lower = figure.subplots(
        2, 1, sharex=True, height_ratios=[TOP, max(ROW * len(lines), ROW)]
    )
    _values(upper, table, value, reference)
    upper.set_ylabel(textwrap.fill(ylabel, 34))
    narrow = figure.bbox.width / figure.dpi < (WIDE + NARROW) / 2
    _options(lower, table, lines, narrow=narrow)
    figure.legend(
        loc="outside upper left",
        ncols=2 if narrow else 3,
        frameon=False,
        labelcolor=INK,
        handletextpad=0.1,
        columnspacing=1.0,
        handlelength=1.2,
        fontsize=8.5,
    )
    for place in _places(table, reference):
        for part in (upper, lower):
            part.axvline(place, color=INK, linewidth=0.9, linestyle=":", zorder=0)
    upper.set_xlim(-1, table.height)
    return upper


def _values(axes: Axes, table: pl.DataFrame, value: str, reference: str) -> None:
    values = table[value].to_list()
    references = _places(table, reference)
    sign = values[references[0]] if references else (values[-1] if values else 0.0)
    same = [place for place, number in enumerate(values) if number * sign > 0]
    other = [place for place, number in enumerate(values) if number * sign <= 0]
    for places, marker, colour, words in (
        (same, "o", BLUE, "same sign"),
        (other, "D", ORANGE, "other sign or zero"),
    ):
        if places:
            axes.plot(
                places,
                [values[place] for place in places],
                linestyle="none",
                marker=marker,
                markersize=2.6,
                markeredgewidth=0,
                color=colour,
                label=words,
            )
    for place in references:
        axes.plot(
            [place],
            [values[place]],
            linestyle="none",
            marker="o",
            markersize=8,
            markerfacecolor="none",
            markeredgecolor=INK,
            label="this report",
        )
    axes.axhline(0, color=MUTED, linewidth=1)
    axes.grid(visible=False, axis="x")
    axes.grid(visible=True, axis="y")
    axes.tick_params(labelbottom=False)


def _options(
    axes: Axes, table: pl.DataFrame, lines: Sequence[tuple[str, str | None]], *, narrow: bool
) -> None:
    names = []
    for row, (choice, option) in enumerate(lines):
        if option is None:
            names.append(choice)
            continue
        names.append(_short(option) if narrow else option)
        axes.hlines(-row, -0.5, table.height - 0.5, colors=GRID, linewidth=0.6, zorder=0)
        starts, ends = _runs((table[choice] == option).to_list())
        # One path for the whole row, neighbours in one stroke: hundreds of marks weigh little.
        axes.plot(
            [x for ends_of in zip(starts, ends, strict=True) for x in (*ends_of, math.nan)],
            [y for _ in starts for y in (-row, -row, math.nan)],
            color=MUTED,
            linewidth=5,
            solid_capstyle="butt",
        )
    axes.set_yticks([-row for row in range(len(lines))], names, fontsize=8)
    for (_, option), label in zip(lines, axes.get_yticklabels(), strict=True):
        if option is None:
            label.set(fontweight="bold", color=MUTED)
    axes.set_ylim(-len(lines) + 0.4, 0.6)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def _runs(flags: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Give the starts and ends of each run of trues, half a place to each side.

    Examples
    --------
    >>> _runs([True, True, False, True])
    ([-0.5, 2.5], [1.5, 3.5])
    """
    starts, ends, place = [], [], 0
    for value, run in groupby(flags):
        length = len(list(run))
        if value:
            starts.append(place - 0.5)
            ends.append(place + length - 0.5)
        place += length
    return starts, ends


def _places(table: pl.DataFrame, reference: str) -> list[int]:
    return table[reference].arg_true().to_list()


def _short(option: str) -> str:
    text = option.replace("without ", "− ")
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
