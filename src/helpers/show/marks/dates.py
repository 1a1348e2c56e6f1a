"""Values on a time scale, before and after a day."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from helpers.findings.wording import exact_number, number
from helpers.page.palette import BLUE, INK, MUTED
from helpers.show.marks.mark import is_narrow, list_some

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 3.0
"""Inches."""
# Share of the time shown that is left free on either side.
MARGIN = 0.06
# More labels than these would cover one another.
LABELS = 12
EPOCH = dt.date(1970, 1, 1)
# Months from one mark on the scale to the next, up to centuries.
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000)


@dataclass(frozen=True)
class Dates:
    """Dots with intervals where their days lie, and the level of each stretch of time.

    Attributes
    ----------
    label, date, value, low, high
        Columns: a name, a day, a value and its interval.
    level
        Column with the level that is drawn across the rows' stretch; rows with one level are of
        one stretch.
    turn
        Day at which one stretch ends and the next begins; None without.
    ylabel
        What the axis counts.
    """

    label: str
    date: str
    value: str
    low: str
    high: str
    level: str | None = None
    turn: dt.date | None = None
    ylabel: str = ""

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table, one row of it a dot."""
        days = [_number(day) for day in table[self.date]]
        turn = [] if self.turn is None else [_number(self.turn)]
        first, last = min(days + turn), max(days + turn)
        margin = max(1.0, MARGIN * (last - first))
        ends = (first - margin, last + margin)
        axes.axhline(0, color=MUTED, linewidth=1)
        axes.vlines(days, table[self.low], table[self.high], colors=BLUE, lw=2, alpha=0.55)
        axes.plot(days, table[self.value].to_list(), linestyle="none", marker="o", color=BLUE)
        small = 8 if is_narrow(axes) else 8.5
        if self.level:
            known = table.drop_nulls(self.level)
            for (level,), part in known.group_by(self.level, maintain_order=True):
                start, end = ends
                if turn:
                    is_later = _number(part[self.date][0]) >= turn[0]
                    start, end = (turn[0], end) if is_later else (start, turn[0])
                axes.hlines(level, start, end, colors=INK, linewidth=1.2, linestyles="dashed")
        if turn:
            axes.axvline(turn[0], color=INK, linewidth=1)
            axes.annotate(
                _day(self.turn),
                (turn[0], 1),
                (0, 3),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
                ha="center",
                va="bottom",
                color=INK,
                fontsize=small,
            )
        if table.height <= LABELS and not is_narrow(axes):
            tops = table.select(pl.coalesce(self.high, self.value)).to_series()
            for label, day, top in zip(table[self.label], days, tops, strict=True):
                axes.annotate(
                    label,
                    (day, top),
                    (0, 3),
                    textcoords="offset points",
                    ha="center",
                    va="bottom",
                    color=INK,
                    fontsize=small,
                )
        ticks = choose_ticks(*map(_date, ends), most=4 if is_narrow(axes) else 7)
        axes.set_xticks([_number(day) for day in ticks], [_tick(day) for day in ticks])
        axes.yaxis.set_major_formatter(lambda value, _: exact_number(value))
        axes.set_xlim(*ends)
        axes.set_ylabel(self.ylabel)
        axes.grid(visible=True, axis="y")
        axes.grid(visible=False, axis="x")

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""
        return HEIGHT

    def describe(self, table: pl.DataFrame) -> str:
        """Say the value of each dot."""
        rows = [
            f"{label}: {number(value)}"
            for label, value in table.select(self.label, self.value).iter_rows()
        ]
        return f"Dots on a time scale. {list_some(rows)}."


def choose_ticks(first: dt.date, last: dt.date, *, most: int) -> list[dt.date]:
    """Choose days to mark on a time scale: first days of months, or single days of a short time.

    Parameters
    ----------
    first, last
        The time that is shown.
    most
        How many days at most.

    Examples
    --------
    >>> [f"{day:%d %b}" for day in choose_ticks(dt.date(2022, 1, 5), dt.date(2022, 4, 2), most=4)]
    ['01 Feb', '01 Mar', '01 Apr']
    >>> [f"{day:%d %b}" for day in choose_ticks(dt.date(2022, 1, 5), dt.date(2022, 1, 9), most=3)]
    ['05 Jan', '07 Jan', '09 Jan']
    """
    start, end = (12 * day.year + day.month - 1 for day in (first, last))
    if end - start >= 2:
        step = next(step for step in MONTHS if (end - start) // step < most)
        months = range(-(-start // step) * step, end + 1, step)
        days = [dt.date(month // 12, month % 12 + 1, 1) for month in months]
        return [day for day in days if first <= day]
    step = -(-((last - first).days + 1) // most)
    return [first + dt.timedelta(place) for place in range(0, (last - first).days + 1, step)]


def _number(day: dt.date) -> float:
    return float((day - EPOCH).days)


def _date(number: float) -> dt.date:
    return EPOCH + dt.timedelta(round(number))


def _tick(day: dt.date) -> str:
    return f"{day:%b %Y}" if day.day == 1 else _day(day)


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day.day} {day:%b %Y}"
