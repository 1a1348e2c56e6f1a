"""A value along each text as a row of bars, up where positive, down where negative."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings.wording import number, percent
from helpers.page.palette import GRID, INK, MUTED, NEGATIVE, POSITIVE
from helpers.show.marks.mark import is_narrow, list_some, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, FRAME = 0.95, 0.6
"""Inches: a row with its name, and what stands below the rows."""
# Part of a row's height that its bars may fill up or down, and the shortest scale that is drawn.
HALF, LEAST = 0.33, 0.1
PALE = 0.4


@dataclass(frozen=True)
class Courses:
    """Rows of bars on one scale, which stands beside each row.

    Attributes
    ----------
    label
        Column of the texts, a row each.
    position, value
        Columns: the part of the text, from 1 to `parts`, and its value; one without a value is a
        gap.
    parts
        How many parts a text has.
    few
        Column that says which values rest on few rows; these are drawn pale.
    xlabel
        What the axis counts.
    """

    label: str
    position: str
    value: str
    parts: int
    few: str | None = None
    xlabel: str = ""

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a bar."""
        labels = table[self.label].unique(maintain_order=True).to_list()
        top = self._top(table)
        ticks, names = [], []
        for row, label in enumerate(labels):
            for level in (-top, 0.0, top):
                ticks.append(-row + HALF * level / top)
                names.append(number(level, self._digits(top)))
                axes.hlines(
                    ticks[-1], 0, self.parts, colors=GRID if level else MUTED, linewidth=0.8
                )
            part = table.filter(pl.col(self.label) == label).drop_nulls(self.value)
            for place, value, is_few in self._bars(part):
                axes.bar(
                    place - 0.5,
                    HALF * value / top,
                    bottom=-row,
                    width=0.84,
                    color=POSITIVE if value > 0 else NEGATIVE,
                    alpha=PALE if is_few else 1.0,
                )
            axes.text(0, -row + HALF + 0.06, str(label), ha="left", va="bottom", color=INK)
        axes.set_yticks(ticks, names, fontsize=7.5, color=MUTED)
        axes.set_ylim(-len(labels) + 0.6, 0.62)
        axes.set_xlim(0, self.parts)
        marks = (0, 0.5, 1) if is_narrow(axes) else (0, 0.25, 0.5, 0.75, 1)
        axes.set_xticks([share * self.parts for share in marks], [percent(m) for m in marks])
        axes.set_xlabel(wrap(self.xlabel, axes))
        axes.grid(visible=False)

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return FRAME + ROW * max(1, table[self.label].n_unique())

    def describe(self, table: pl.DataFrame) -> str:
        """Say where each text is lowest and highest."""
        rows = []
        for (label,), part in table.group_by(self.label, maintain_order=True):
            known = part.drop_nulls(self.value).sort(self.value, self.position)
            if not known.height:
                rows.append(f"{label} has no value")
                continue
            (low_at, low), (high_at, high) = (
                known.select(self.position, self.value).row(place) for place in (0, -1)
            )
            rows.append(
                f"{label} is lowest in part {low_at} ({number(low)}) and highest in part {high_at} "
                f"({number(high)})"
            )
        return f"A row of bars for each, above zero or below. {list_some(rows)}."

    def _bars(self, part: pl.DataFrame) -> list[tuple[int, float, bool]]:
        few = pl.col(self.few) if self.few else pl.lit(value=False)
        return part.select(self.position, self.value, few.alias(" few")).rows()

    def _top(self, table: pl.DataFrame) -> float:
        """End of the scale: the largest value, rounded up to a tenth or to a whole number."""
        largest = max(map(abs, table[self.value].drop_nulls()), default=0.0)
        step = LEAST if largest <= 1 else 1.0
        return max(step, math.ceil(round(largest / step, 6)) * step)

    @staticmethod
    def _digits(top: float) -> int:
        return 1 if top <= 1 else 0
