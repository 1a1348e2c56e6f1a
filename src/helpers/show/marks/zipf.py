"""How often words occur, by rank, on logarithmic axes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings.wording import count, number
from helpers.page.palette import BLUE, INK, MUTED
from helpers.show.marks.mark import list_some

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 3.2
# Ranks whose words are named.
NAMED = (1, 4, 16, 64, 256)
# Each dot of the curve is so much further on than the one before.
STEP, STEPS = 1.12, 200


@dataclass(frozen=True)
class Zipf:
    """A falling curve beside the straight line of Zipf's law; columns as `zipf` gives them."""

    label: str = "term"

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a word."""
        ranks = {1, table.height} | {round(STEP**step) for step in range(STEPS)}
        curve = table.filter(pl.col("rank").is_in(sorted(ranks)))
        axes.plot(curve["rank"], curve["expected"], color=MUTED, linestyle="--", linewidth=1.2)
        axes.plot(curve["rank"], curve["count"], color=BLUE, linewidth=2)
        axes.annotate(
            "Zipf’s law",
            (1, curve["expected"][0]),
            (12, 0),
            textcoords="offset points",
            color=MUTED,
        )
        named = self._named(table).select(self.label, "rank", "count", "expected")
        for term, rank, times, law in named.iter_rows():
            axes.plot([rank], [times], marker="o", color=BLUE, markersize=4.5)
            # On the side of the curve where Zipf's line does not run.
            under = law > times
            axes.annotate(
                term,
                (rank, times),
                (-3, -4) if under else (4, 3),
                textcoords="offset points",
                color=INK,
                ha="right" if under else "left",
                va="top" if under else "bottom",
            )
        axes.set_xscale("log")
        axes.set_yscale("log")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda amount, _: number(amount, 0) if amount >= 1 else "")
        axes.minorticks_off()
        axes.set_xlim(left=0.5)
        axes.set_ylim(bottom=0.7)
        axes.set_xlabel("rank")
        axes.set_ylabel("times")
        axes.grid(visible=True, axis="both")

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return HEIGHT

    def describe(self, table: pl.DataFrame) -> str:
        """Say how often the named words occur."""
        rows = [
            f"{term} {count(times, 'time')} at rank {number(rank, 0)}"
            for term, rank, times in self._named(table).select(self.label, "rank", "count").rows()
        ]
        return f"A falling curve beside a straight line. {list_some(rows)}."

    @staticmethod
    def _named(table: pl.DataFrame) -> pl.DataFrame:
        return table.filter(pl.col("rank").is_in(list(NAMED)))
