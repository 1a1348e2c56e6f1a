"""What every mark can do, and what they share on narrow pages."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

import polars as pl

from helpers.findings.wording import number, percent
from helpers.page.palette import NARROW, WIDE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHAPES = ("o", "D", "s", "^", "v", "P", "X", "*")
# Letters: longer names stand above their row in a narrow figure.
SHORT = 16
# Letters of a line of a row's name, beside the row and above it.
LINE, NARROW_LINE = 34, 44
# Letters: longer names are cut, wide and narrow, since they would push the marks off the figure.
LONGEST, NARROW_LONGEST = 60, 40
# Rows that a figure's description names.
DESCRIBED = 12


class Mark(Protocol):
    """A way to draw a tidy table."""

    def draw(self, axes: "Axes", table: pl.DataFrame) -> None:
        """Draw the table on axes that are wide or narrow."""

    def height(self, table: pl.DataFrame) -> float:
        """Inches that the drawing needs."""

    def describe(self, table: pl.DataFrame) -> str:
        """Say in words and numbers what can be seen."""


def is_narrow(axes: "Axes") -> bool:
    """Tell whether a figure is drawn for a narrow page."""
    figure = axes.get_figure()
    return figure is not None and figure.bbox.width / figure.dpi < (WIDE + NARROW) / 2


def wrap(words: str, axes: "Axes", *, narrow: int = 24, wide: int = 80) -> str:
    """Break a label that would be cut at the edge of the figure."""
    return textwrap.fill(words, narrow if is_narrow(axes) else wide)


def shorten(name: object, axes: "Axes") -> str:
    """Cut a name that leaves no room for the marks, and say so by an ellipsis."""
    return cut(str(name), NARROW_LONGEST if is_narrow(axes) else LONGEST)


def cut(text: str, letters: int) -> str:
    """Cut a text to a number of letters.

    Examples
    --------
    >>> cut("NATO enlargement", 16), cut("NATO enlargement", 8)
    ('NATO enlargement', 'NATO en…')
    """
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def name_rows(axes: "Axes", places: Mapping[str, float], *, above: float) -> bool:
    """Name rows beside them, or above them where long names would leave no room for the marks.

    Returns
    -------
    bool
        Whether they stand above.
    """
    longest = max((len(str(name)) for name in places), default=0)
    if not (is_narrow(axes) and longest > SHORT):
        labels = [textwrap.fill(shorten(name, axes), LINE) for name in places]
        axes.set_yticks(list(places.values()), labels)
        return False
    axes.set_yticks([])
    transform = axes.get_yaxis_transform()
    for name, row in places.items():
        words = textwrap.fill(shorten(name, axes), NARROW_LINE)
        axes.text(0, row + above, words, ha="left", va="bottom", transform=transform)
    return True


def lines_of(names: Iterable[object]) -> int:
    """Count the lines of the longest name beside a row.

    Examples
    --------
    >>> lines_of(["short", "a name that needs more than the thirty-four letters of a line"])
    2
    """
    return max((len(textwrap.wrap(str(name), LINE)) for name in names), default=1) or 1


def list_some(items: Iterable[str]) -> str:
    """Join the first items of a description, and say how many more there are.

    Examples
    --------
    >>> list_some(["a 1", "b 2"]), list_some(str(n) for n in range(14))
    ('a 1; b 2', '0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; and 2 more')
    """
    every = list(items)
    more = len(every) - DESCRIBED
    return "; ".join(every[:DESCRIBED] + ([f"and {number(more, 0)} more"] if more > 0 else []))


def list_shares(table: pl.DataFrame, *, row: str, part: str, value: str) -> str:
    """Say of each row of a figure the shares of its parts.

    Examples
    --------
    >>> table = pl.DataFrame({"who": ["a", "a", "b"], "of": ["x", "y", "x"], "n": [0.2, 0.8, None]})
    >>> list_shares(table, row="who", part="of", value="n")
    'a: x 20%, y 80%; b: '
    """
    return list_some(
        f"{name}: "
        + ", ".join(
            f"{cell} {write(share, share=True)}"
            for cell, share in cells.drop_nulls(value).select(part, value).iter_rows()
        )
        for (name,), cells in table.group_by(row, maintain_order=True)
    )


def write(value: float | None, *, share: bool) -> str:
    """Write a value as a figure's description and labels do."""
    return percent(value) if share and value is not None else number(value)
