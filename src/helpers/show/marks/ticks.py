"""A line for each word, with a tick wherever it stands along the texts."""

import math
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings.wording import count
from helpers.page.palette import BLUE, GRID, MUTED
from helpers.show.marks.mark import is_narrow, list_some, name_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, FRAME = 0.3, 0.35
"""Inches: a line of ticks, and what stands around them."""
# Inches that a letter and a line of a text's name take.
LETTER, LINE = 0.075, 0.16
# Texts that can be told apart.
NAMED = 12


@dataclass(frozen=True)
class Ticks:
    """Ticks along texts that are laid end to end and named on top.

    Attributes
    ----------
    label
        Column of the words, a row each.
    place
        Column of the places, as shares of the whole; a missing one draws no tick.
    text, first, last
        Columns of the text, and of where it begins and ends.
    """

    label: str = "term"
    place: str = "place"
    text: str = "document"
    first: str = "first"
    last: str = "last"

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a tick."""
        rows = table[self.label].unique(maintain_order=True).to_list()
        places = {name: -row for row, name in enumerate(rows)}
        for name, row in places.items():
            axes.hlines(row, 0, 1, colors=GRID, linewidth=1)
            ticks = table.filter(pl.col(self.label) == name)[self.place].drop_nulls().to_list()
            # One path for all ticks of a word keeps the drawing of a large corpus small.
            xs = [x for place in ticks for x in (place, place, math.nan)]
            ys = [y for _ in ticks for y in (row - 0.32, row + 0.32, math.nan)]
            axes.plot(xs, ys, color=BLUE, linewidth=1.1)
        above = name_rows(axes, places, above=0.3)
        texts = self._texts(table)
        if 1 < texts.height <= NAMED:
            self._name(axes, texts)
        axes.set_ylim(-len(rows) + 0.4, 0.95 if above else 0.7)
        axes.set_xlim(-0.005, 1.005)
        axes.set_xticks([])
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)

    def _name(self, axes: "Axes", texts: pl.DataFrame) -> None:
        for end in texts[self.last][:-1]:
            axes.axvline(end, color=MUTED, linewidth=0.9, linestyle="--")
        upright = is_narrow(axes)
        for name, first, last in texts.iter_rows():
            # The words of the rows take about a fifth of the width.
            letters = max(4, int(5.6 * (last - first) / LETTER))
            axes.annotate(
                str(name) if upright else textwrap.fill(str(name), letters),
                ((first + last) / 2, 1),
                (0, 4),
                xycoords=axes.get_xaxis_transform(),
                textcoords="offset points",
                ha="center",
                va="bottom",
                rotation=90 if upright else 0,
                color=MUTED,
                fontsize=8 if upright else 8.5,
            )

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        texts = self._texts(table)
        longest = max((len(str(name)) for name in texts[self.text]), default=0)
        # Upright names of a narrow drawing need most.
        names = longest * LETTER if 1 < texts.height <= NAMED else LINE
        return FRAME + names + ROW * max(1, table[self.label].n_unique())

    def describe(self, table: pl.DataFrame) -> str:
        """Say in how many texts each word stands."""
        texts = table[self.text].n_unique()
        rows = [
            f"{name} in {part.drop_nulls(self.place)[self.text].n_unique()}"
            for (name,), part in table.group_by(self.label, maintain_order=True)
        ]
        return f"A line of ticks for each word along {count(texts, 'text')}: {list_some(rows)}."

    def _texts(self, table: pl.DataFrame) -> pl.DataFrame:
        return table.select(self.text, self.first, self.last).unique(maintain_order=True)
