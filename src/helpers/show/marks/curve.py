"""The specification curve: sorted values, and below them which options each value comes from."""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings.specifications import FIRST, NUMBER, REFERENCE, VALUE, choices_of
from helpers.findings.wording import count, number, percent
from helpers.page.palette import BLUE, GRID, INK, MUTED, ORANGE
from helpers.show.marks.mark import is_narrow, list_some

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Letters of an option's name that a narrow figure has room for.
SHORT = 17
TOP, ROW, FRAME = 2.0, 0.17, 0.3
"""Inches: the curve, each line of the panel below it, and what stands around them."""
Line = tuple[str, str | None]


@dataclass(frozen=True)
class Curve:
    """Values in rising order, and below each a mark in the row of every option it took.

    A table of specifications (see `helpers.findings.specifications.Specifications`) by rising value
    is drawn: those with the report's own answer (its sign, or for a "most" its first) are blue
    discs, others orange diamonds; the report's own has a ring and a line through all rows.

    Attributes
    ----------
    unit
        What the values are.
    digits
        Decimals of the values in words.
    """

    unit: str = ""
    digits: int = 2

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table on two axes that take the place of the one given."""
        figure = axes.get_figure()
        assert figure is not None
        narrow = is_narrow(axes)
        axes.remove()
        lines = self._lines(table)
        upper, lower = figure.subplots(
            2, 1, sharex=True, height_ratios=[TOP, max(ROW * len(lines), ROW)]
        )
        _draw_values(upper, table)
        upper.set_ylabel(textwrap.fill(self.unit, 34))
        _draw_options(lower, table, lines, narrow=narrow)
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
        for place in _places(table):
            for part in (upper, lower):
                part.axvline(place, color=INK, linewidth=0.9, linestyle=":", zorder=0)
        upper.set_xlim(-1, table.height)

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return TOP + FRAME + ROW * len(self._lines(table))

    def describe(self, table: pl.DataFrame) -> str:
        """Say the range of the values, where the report's own lies, and the options."""
        values = table[VALUE].to_list()
        low, middle, high = (
            number(end, self.digits) for end in (values[0], median(values), values[-1])
        )
        words = (
            f"A rising row of {count(len(values), 'value')} from {low} to {high}, median {middle}."
        )
        same = sum(_same_answer(table)) / len(values)
        for place in _places(table):
            own = number(values[place], self.digits)
            words += f" The report’s own is {own}; {percent(same)} give its answer."
        choices = [
            f"{name}: {', '.join(table[name].unique(maintain_order=True))}"
            for name in choices_of(table)
        ]
        return f"{words} Choices: {list_some(choices)}." if choices else words

    @staticmethod
    def _lines(table: pl.DataFrame) -> list[Line]:
        """List each choice, followed by its options in the order in which they were asked for."""
        asked = table.sort(NUMBER)
        return [
            (name, option)
            for name in choices_of(table)
            for option in (None, *asked[name].unique(maintain_order=True))
        ]


def _draw_values(axes: "Axes", table: pl.DataFrame) -> None:
    values = table[VALUE].to_list()
    references = _places(table)
    flags = _same_answer(table)
    for answer, marker, colour, words in (
        (True, "o", BLUE, "same answer"),
        (False, "D", ORANGE, "another answer"),
    ):
        places = [place for place, flag in enumerate(flags) if flag == answer]
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


def _draw_options(
    axes: "Axes", table: pl.DataFrame, lines: Sequence[Line], *, narrow: bool
) -> None:
    names = []
    for row, (choice, option) in enumerate(lines):
        if option is None:
            names.append(choice)
            continue
        names.append(_shorten(option) if narrow else option)
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


def _same_answer(table: pl.DataFrame) -> list[bool]:
    """Tell of each row whether it gives the report's own answer, or the last row's without one."""
    places = _places(table) or [table.height - 1]
    if FIRST in table.columns:
        return [first == table[FIRST][places[0]] for first in table[FIRST]]
    own = table[VALUE][places[0]]
    return [value * own > 0 or value == own for value in table[VALUE]]


def _places(table: pl.DataFrame) -> list[int]:
    return table[REFERENCE].arg_true().to_list()


def _shorten(option: str) -> str:
    text = option.replace("without ", "− ")
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
