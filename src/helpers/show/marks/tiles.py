"""A grid of shares: each cell holds its percentage and is the darker the higher it is."""

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings import wording
from helpers.page.palette import BLUE, INK
from helpers.show.marks.mark import is_narrow, list_shares, shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, HEAD = 0.32, 1.0
"""Inches: a row, and the heads of the columns."""


@dataclass(frozen=True)
class Tiles:
    """A grid of shares; a cell without a value stays empty.

    Attributes
    ----------
    row, column, value
        Columns of a long table: names of rows and columns in order, and shares of 1.
    """

    row: str
    column: str
    value: str

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a cell; on a narrow page the columns' names are upright."""
        rows = table[self.row].unique(maintain_order=True).to_list()
        columns = table[self.column].unique(maintain_order=True).to_list()
        numbers = table.drop_nulls(self.value)
        top = max(numbers[self.value].to_list(), default=0) or 1
        upright = is_narrow(axes)
        for name, head, share in numbers.select(self.row, self.column, self.value).iter_rows():
            x, y = columns.index(head), -rows.index(name)
            # Half of the full colour at most, so that the number stays readable on it.
            axes.barh(
                y,
                0.94,
                left=x - 0.47,
                height=0.9,
                color=BLUE,
                alpha=0.5 * share / top,
                linewidth=0,
            )
            axes.text(x, y, wording.points(share), ha="center", va="center", fontsize=8.5)
        axes.set_xticks(
            range(len(columns)),
            [textwrap.fill(shorten(name, axes), 22 if upright else 14) for name in columns],
            rotation=90 if upright else 0,
            color=INK,
            fontsize=8.5,
        )
        axes.xaxis.tick_top()
        axes.tick_params(axis="x", length=0)
        axes.set_yticks(
            [-place for place in range(len(rows))],
            [textwrap.fill(shorten(name, axes), 17 if upright else 40) for name in rows],
            fontsize=8.5 if upright else 9.5,
        )
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylim(-len(rows) + 0.5, 0.5)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return HEAD + ROW * max(1, table[self.row].n_unique())

    def describe(self, table: pl.DataFrame) -> str:
        """Say the cells of each row."""
        shares = list_shares(table, row=self.row, part=self.column, value=self.value)
        return f"A grid; darker is more. {shares}."
