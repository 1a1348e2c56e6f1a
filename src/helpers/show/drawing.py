"""Draw in the house style, as PNG and SVG, and as SVG whose colours follow the page."""

import io
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.page.palette import GRID, INK, MUTED, VARIABLES

Draw = Callable[[Axes], object]
# Twice what a screen has, so that letters stay sharp.
PIXELS = 192


@contextmanager
def house_style(name: str) -> Iterator[None]:
    """Draw in the house style; `name` keeps the ids of one page's figures apart."""
    settings: dict[Any, Any] = {
        "svg.hashsalt": name,
        "svg.fonttype": "none",
        # Names from a corpus are text; "$" in them is money.
        "text.parse_math": False,
        "font.size": 9.5,
        "text.color": INK,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": GRID,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": True,
        "axes.grid.axis": "x",
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 0.8,
        "xtick.color": MUTED,
        "ytick.color": INK,
        "xtick.bottom": False,
        "ytick.left": False,
        "lines.markersize": 6.5,
    }
    with mpl.rc_context(settings):
        yield


@dataclass(frozen=True)
class Drawing:
    """One figure in every form that it is shown in.

    Attributes
    ----------
    png
        On white, `PIXELS` to the inch.
    svg
        The same as a file of its own.
    element
        The same as an element of a page, in the page's colours and letters.
    """

    png: bytes
    svg: str
    element: str


def draw_figure(draw: Draw, *, name: str, width: float, height: float, alt: str = "") -> Drawing:
    """Draw a figure; the same input gives the same bytes.

    Parameters
    ----------
    draw
        Draws on the axes that it is given.
    name
        Unique in the page.
    width, height
        Inches.
    alt
        What can be seen, for those who do not see it.
    """
    with house_style(f"{name}-{width}"), warnings.catch_warnings():
        # The page's own fonts draw the letters; that matplotlib's lacks some says nothing of them.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure.add_subplot())
        vector, raster = io.StringIO(), io.BytesIO()
        nothing: dict[str, Any] = {"Date": None, "Creator": None}
        figure.savefig(vector, format="svg", transparent=True, metadata=nothing)
        figure.savefig(
            raster, format="png", facecolor="white", dpi=PIXELS, metadata={"Software": None}
        )
    svg = vector.getvalue()
    svg = svg[svg.index("<svg") :]
    return Drawing(raster.getvalue(), _as_file(svg, alt), _as_element(svg, f"{name}-{width:g}"))


def _as_file(svg: str, alt: str) -> str:
    head, rest = svg.split(">", 1)
    label = escape(alt, {'"': "&quot;"})
    white = '<rect width="100%" height="100%" fill="white"/>'
    return f'{head} role="img" aria-label="{label}">{white}{rest}'


def _as_element(svg: str, name: str) -> str:
    # matplotlib's own ids and style rule would reach beyond this figure once it stands in a page.
    svg = re.sub(r"<(metadata|style).*?</\1>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", svg)
    svg = re.sub(r"'DejaVu Sans'[^;\"]*", "var(--pst-font-family-base, sans-serif)", svg)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    # A hundredth of a point is finer than any screen.
    svg = re.sub(r' d="[^"]*"', lambda path: re.sub(r"(\.\d\d)\d+", r"\1", path[0]), svg)
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, f"var({variable}, {colour})")
    return svg.strip()
