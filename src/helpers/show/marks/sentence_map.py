"""Every sentence as a mark, one row an article, coloured by who speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings.wording import count
from helpers.page.palette import INK, MUTED, ON_COLOUR
from helpers.show.marks.mark import is_narrow, list_some, name_rows, shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, KEY, FRAME = 0.42, 0.2, 0.7
"""Inches: an article, a line of the key, and what stands around them."""


@dataclass(frozen=True)
class SentenceMap:
    """A row of marks for each article.

    Attributes
    ----------
    row, place, part
        Columns: the article, the sentence's place in it from 1, and who speaks.
    colours
        Colour of each speaker group.
    """

    row: str
    place: str
    part: str
    colours: Mapping[str, str] = field(default_factory=dict)

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a sentence."""
        rows = table[self.row].unique(maintain_order=True).to_list()
        places = {name: -place for place, name in enumerate(rows)}
        for part in self._parts(table):
            cells = table.filter(pl.col(self.part) == part)
            axes.barh(
                [places[name] for name in cells[self.row]],
                1,
                left=cells[self.place] - 1,
                height=0.5 if is_narrow(axes) else 0.66,
                color=self.colours.get(part, MUTED),
                edgecolor=ON_COLOUR,
                linewidth=0.5,
                label=shorten(part, axes),
            )
        above = name_rows(axes, places, above=0.27)
        axes.set_ylim(-len(rows) + 0.5, 0.95 if above else 0.5)
        axes.set_xlim(left=0)
        axes.grid(visible=False)
        axes.set_xlabel("sentences, from first to last")
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            ncols=2 if is_narrow(axes) else 4,
            frameon=False,
            labelcolor=INK,
            handlelength=0.9,
            handletextpad=0.4,
            columnspacing=1.0,
            fontsize=8,
        )

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return FRAME + ROW * table[self.row].n_unique() + KEY * -(-len(self._parts(table)) // 2)

    def describe(self, table: pl.DataFrame) -> str:
        """Say how many sentences each group has in each article."""
        lines = []
        for (name,), rows in table.group_by(self.row, maintain_order=True):
            parts = (
                rows[self.part].value_counts().sort("count", self.part, descending=[True, False])
            )
            groups = ", ".join(f"{part} {times}" for part, times in parts.iter_rows())
            lines.append(f"{name}, {count(rows.height, 'sentence')}: {groups}")
        return f"A row of marks for each article. {list_some(lines)}."

    def _parts(self, table: pl.DataFrame) -> list[str]:
        sizes = table[self.part].value_counts().sort("count", self.part, descending=[True, False])
        return sizes[self.part].to_list()
