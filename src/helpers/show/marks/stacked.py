"""One bar per row, cut into parts that add up to a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings import wording
from helpers.page.palette import INK, ON_COLOUR, SERIES
from helpers.show.marks.mark import (
    LONGEST,
    is_narrow,
    list_shares,
    name_rows,
    shorten,
    wrap,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, KEY, FRAME = 0.42, 0.24, 0.75
"""Inches: a bar, a line of the key above the bars, and what stands around them."""
# Letters of a key that fit on one line, wide and narrow.
LINE, NARROW_LINE = 88, 40


@dataclass(frozen=True)
class Stacked:
    """Bars cut into parts.

    Attributes
    ----------
    row, part, value
        Columns of a long table: the bar, the part, and its share of 1.
    colours
        Colour of each part.
    xlabel
        What the axis counts.
    """

    row: str
    part: str
    value: str
    colours: Mapping[str, str] = field(default_factory=dict)
    xlabel: str = ""

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a part of a bar."""
        rows = table[self.row].unique(maintain_order=True).to_list()
        places = {name: -place for place, name in enumerate(rows)}
        starts = dict.fromkeys(rows, 0.0)
        narrow = is_narrow(axes)
        for place, part in enumerate(self._parts(table)):
            cells = table.filter(pl.col(self.part) == part)
            widths = dict(cells.select(self.row, pl.col(self.value).fill_null(0)).iter_rows())
            ys, xs = [places[name] for name in widths], [starts[name] for name in widths]
            axes.barh(
                ys,
                list(widths.values()),
                left=xs,
                height=0.42 if narrow else 0.68,
                color=self.colours.get(str(part), SERIES[place % len(SERIES)]),
                label=shorten(part, axes),
                edgecolor=ON_COLOUR,
                linewidth=0.8,
            )
            for name, width in widths.items():
                if width > (0.12 if narrow else 0.06):
                    axes.text(
                        starts[name] + width / 2,
                        places[name],
                        wording.percent(width),
                        ha="center",
                        va="center",
                        color=ON_COLOUR,
                        fontweight="bold",
                        fontsize=8,
                    )
                starts[name] += width
        above = name_rows(axes, places, above=0.24)
        axes.set_ylim(-len(rows) + 0.5, 0.95 if above else 0.5)
        axes.set_xlim(0, 1)
        axes.grid(visible=False)
        axes.xaxis.set_major_formatter(lambda share, _: wording.exact_percent(share))
        axes.set_xlabel(wrap(self.xlabel, axes))
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            borderaxespad=0.2,
            ncols=self._columns(table, NARROW_LINE if narrow else LINE),
            frameon=False,
            labelcolor=INK,
            handlelength=1,
            handletextpad=0.4,
            columnspacing=1.0,
            fontsize=8.5,
        )

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        parts = self._parts(table)
        lines = -(-len(parts) // self._columns(table, NARROW_LINE)) if parts else 0
        return FRAME + ROW * max(1, table[self.row].n_unique()) + KEY * lines

    def describe(self, table: pl.DataFrame) -> str:
        """Say the parts of each bar."""
        shares = list_shares(table, row=self.row, part=self.part, value=self.value)
        return f"Bars cut into parts. {shares}."

    def _parts(self, table: pl.DataFrame) -> list[object]:
        return table[self.part].unique(maintain_order=True).to_list()

    def _columns(self, table: pl.DataFrame, letters: int) -> int:
        longest = max((min(LONGEST, len(str(part))) for part in self._parts(table)), default=1) + 4
        return max(1, min(len(self._parts(table)), letters // longest))
