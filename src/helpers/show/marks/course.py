"""Values with intervals over time, one line each, on a true scale of dates."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings.wording import number
from helpers.page.palette import SERIES
from helpers.show.marks.mark import SHAPES, is_narrow, list_some

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 3.2
# Dates that are written below the axis, wide and narrow.
DATES, NARROW_DATES = 7, 4
# As much as a letter of a name takes of the axis, wide and narrow.
LETTER, NARROW_LETTER = 0.013, 0.028


@dataclass(frozen=True)
class Course:
    """Lines over dates, each named at its end.

    Attributes
    ----------
    date, value, low, high
        Columns: first day of the period (Date), its value and the ends of its interval.
    series
        Column whose values are lines.
    ylabel
        What the values count.
    """

    date: str
    value: str
    low: str
    high: str
    series: str
    ylabel: str = ""

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a dot."""
        days = table[self.date].unique().sort().to_list()
        span = max((days[-1] - days[0]).days, 1)
        names = table[self.series].unique(maintain_order=True).to_list()
        ends: list[tuple[float, str, str]] = []
        for place, name in enumerate(names):
            part = table.filter(pl.col(self.series) == name).sort(self.date)
            # Intervals of one day stand beside each other.
            shift = 0.008 * span * (place - (len(names) - 1) / 2)
            xs = [(day - days[0]).days + shift for day in part[self.date]]
            colour = SERIES[place % len(SERIES)]
            axes.vlines(xs, part[self.low], part[self.high], colors=colour, linewidth=2, alpha=0.4)
            shape = SHAPES[place % len(SHAPES)]
            axes.plot(xs, part[self.value], color=colour, marker=shape, linewidth=1.2)
            ends.append((part[self.value][-1], str(name), colour))
        self._name(axes, ends, span)
        every = -(-len(days) // (NARROW_DATES if is_narrow(axes) else DATES))
        axes.set_xticks(
            [(day - days[0]).days for day in days[::every]],
            [self._write(day, days) for day in days[::every]],
        )
        axes.set_ylim(bottom=0)
        axes.set_ylabel(self.ylabel)
        axes.grid(visible=False)
        axes.grid(visible=True, axis="y")

    @staticmethod
    def _name(axes: "Axes", ends: list[tuple[float, str, str]], span: int) -> None:
        """Name the lines at their ends, one above the other."""
        top = axes.get_ylim()[1]
        height, row = 0.0, 0.075 * top
        for value, name, colour in sorted(ends):
            height = max(value, height + row) if height else value
            axes.text(1.04 * span, height, name, color=colour, va="center", fontsize=8.5)
        letter = NARROW_LETTER if is_narrow(axes) else LETTER
        longest = max(len(name) for _, name, _ in ends)
        axes.set_xlim(-0.04 * span, span * (1.05 + letter * longest))

    @staticmethod
    def _write(day: dt.date, days: list[dt.date]) -> str:
        if all((each.month, each.day) == (1, 1) for each in days):
            return f"{day:%Y}"
        return f"{day:%b %Y}" if all(each.day == 1 for each in days) else f"{day.day} {day:%b %Y}"

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return HEIGHT

    def describe(self, table: pl.DataFrame) -> str:
        """Say the first and the last value of each line."""
        days = table[self.date].unique().sort().to_list()
        lines = [
            f"{name} from {number(part[self.value][0], 1)} to {number(part[self.value][-1], 1)}"
            for (name,), part in table.sort(self.date).group_by(self.series, maintain_order=True)
        ]
        first, last = (self._write(day, days) for day in (days[0], days[-1]))
        return f"Lines from {first} to {last}: {list_some(lines)}."
