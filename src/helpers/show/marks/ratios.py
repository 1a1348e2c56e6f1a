"""Labelled dots with intervals on a scale of times, on which 1 is chance."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings.wording import number
from helpers.page.palette import BLUE, INK, MUTED, ON_COLOUR
from helpers.show.marks.mark import is_narrow, list_some, name_rows, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, FRAME = 0.3, 0.85
"""Inches: a row, and what stands around the rows."""
# Dots that rest on fewer are hollow.
FEW = 5


@dataclass(frozen=True)
class Ratios:
    """Dots with intervals on a logarithmic scale.

    Attributes
    ----------
    label, value, low, high
        Columns: name of the row, and how many times as much as chance.
    n
        Column of what a dot rests on; of fewer than five it is hollow.
    xlabel
        What the axis counts.
    """

    label: str
    value: str
    low: str
    high: str
    n: str
    xlabel: str = ""

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a dot."""
        places = {name: -row for row, name in enumerate(table[self.label])}
        least = min([0.5, *table[self.value]])
        rows = table.select(self.label, self.value, self.low, self.high, self.n).iter_rows()
        for name, value, low, high, n in rows:
            y, firm = places[name], n >= FEW
            axes.hlines(y, max(low, least), high, colors=BLUE, linewidth=2, alpha=0.55)
            axes.plot(
                [value], [y], marker="o", color=BLUE, markerfacecolor=BLUE if firm else ON_COLOUR
            )
            axes.annotate(
                f"{self._write(value)}×",
                (max(high, value), y),
                (6, 0),
                textcoords="offset points",
                color=INK,
                va="center",
                fontsize=8 if is_narrow(axes) else 8.5,
            )
        axes.axvline(1, color=MUTED, linewidth=1)
        above = name_rows(axes, places, above=0.2)
        axes.set_xscale("log", base=2)
        axes.xaxis.set_major_formatter(lambda times, _: "chance" if times == 1 else f"{times:g}×")
        axes.minorticks_off()
        axes.set_xlim(
            least, (2.4 if is_narrow(axes) else 1.6) * max(table[self.high].to_list(), default=2)
        )
        axes.set_ylim(-len(places) + 0.4, 0.95 if above else 0.6)
        axes.set_xlabel(wrap(self.xlabel, axes))

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return FRAME + ROW * max(1, table.height)

    def describe(self, table: pl.DataFrame) -> str:
        """Say how many times as much as chance each dot is."""
        rows = [
            f"{name} {self._write(value)} times"
            for name, value in table.select(self.label, self.value).iter_rows()
        ]
        return f"Dots, one row each; 1 is chance. {list_some(rows)}."

    @staticmethod
    def _write(value: float) -> str:
        return number(value, 0 if value >= 10 else 1)
