"""Labelled dots with intervals, first row on top."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings import wording
from helpers.page.palette import INK, MUTED, SERIES
from helpers.show.marks.mark import (
    SHAPES,
    is_narrow,
    lines_of,
    list_some,
    name_rows,
    shorten,
    wrap,
    write,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, SUBROW, ABOVE, LINE, FRAME = 0.3, 0.17, 0.06, 0.13, 0.75
"""Inches: a row of one dot, each further dot in it, from a row's first dot up to its name where
that stands above, each further line of a name, and what stands around the rows."""


@dataclass(frozen=True)
class Dots:
    """Labelled dots with intervals.

    Attributes
    ----------
    label, value, low, high
        Columns; rows without a value keep their label and show no dot.
    series
        Column whose values share a row, told apart by shape and colour, and named beside the dots
        of the first row that has them; a single value is not named.
    colours
        Colour of each series.
    share
        The values are shares of 1.
    zero
        Draw a line at 0.
    xlabel
        What the axis counts.
    """

    label: str
    value: str
    low: str | None = None
    high: str | None = None
    series: str | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    share: bool = False
    zero: bool = False
    xlabel: str = ""

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a dot."""
        labels = table[self.label].unique(maintain_order=True).to_list()
        places = {name: -row for row, name in enumerate(labels)}
        names = self._series(table)
        step = SUBROW / self._row(table)
        for place, name in enumerate(names):
            part = table.filter(pl.col(self.series) == name) if self.series else table
            part = part.drop_nulls(self.value)
            if not part.height:
                continue
            colour = self.colours.get(str(name), SERIES[place % len(SERIES)])
            shift = step * ((len(names) - 1) / 2 - place)
            rows = [places[label] + shift for label in part[self.label]]
            values = part[self.value].to_list()
            ends = values
            if self.low and self.high:
                axes.hlines(rows, part[self.low], part[self.high], colors=colour, lw=2, alpha=0.55)
                pairs = zip(part[self.high], values, strict=True)
                ends = [value if end is None else max(end, value) for end, value in pairs]
            shape = SHAPES[place % len(SHAPES)]
            axes.plot(values, rows, linestyle="none", marker=shape, color=colour)
            if len(names) > 1:
                self._annotate(axes, shorten(name, axes), ends[0], rows[0], colour)
            elif self.share:
                for value, end, row in zip(values, ends, rows, strict=True):
                    self._annotate(axes, write(value, share=True), end, row, INK)
        if self.zero:
            axes.axvline(0, color=MUTED, linewidth=1)
        above = step * (len(names) - 1) / 2 + ABOVE / self._row(table)
        is_above = name_rows(axes, places, above=above)
        axes.set_ylim(-len(labels) + 0.4, 0.95 if is_above else 0.6)
        axes.set_xlabel(wrap(self.xlabel, axes))
        if self.share:
            axes.xaxis.set_major_formatter(lambda share, _: wording.exact_percent(share))
            axes.set_xlim(left=min(0, axes.get_xlim()[0]) if table[self.value].count() else 0)

    @staticmethod
    def _annotate(axes: "Axes", words: str, end: float, row: float, colour: str) -> None:
        axes.annotate(
            words,
            (end, row),
            (6, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            fontsize=8 if is_narrow(axes) else 8.5,
        )

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return FRAME + self._row(table) * max(1, table[self.label].n_unique())

    def describe(self, table: pl.DataFrame) -> str:
        """Say the value of each dot."""
        rows, names = [], self._series(table)
        for (label,), part in table.group_by(self.label, maintain_order=True):
            values = [
                (f"{row[self.series]} " if self.series and len(names) > 1 else "")
                + write(row[self.value], share=self.share)
                for row in part.iter_rows(named=True)
            ]
            rows.append(f"{label}: {', '.join(values)}")
        return f"Dots, one row each. {list_some(rows)}."

    def _series(self, table: pl.DataFrame) -> list[object]:
        return table[self.series].unique(maintain_order=True).to_list() if self.series else [None]

    def _row(self, table: pl.DataFrame) -> float:
        lines = lines_of(table[self.label])
        return ROW + LINE * (lines - 1) + SUBROW * (len(self._series(table)) - 1)
