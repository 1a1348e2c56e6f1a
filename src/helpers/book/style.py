"""How figures look: one palette, one set of matplotlib settings, colours that follow the page."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Drawn in these colours and shown in the page's own: each stands for a CSS variable, so that one
# figure serves the light and the dark page. Okabe and Ito's hues stay apart for colour-blind eyes.
INK, MUTED, GRID = "#1f2328", "#59636e", "#d8dee4"
BLUE, ORANGE, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#a6537f"
VARIABLES = {
    INK: "--report-ink",
    MUTED: "--report-muted",
    GRID: "--report-grid",
    BLUE: "--report-blue",
    ORANGE: "--report-orange",
    GREEN: "--report-green",
    PURPLE: "--report-purple",
}
SERIES = (BLUE, ORANGE, GREEN, PURPLE)
WIDE, NARROW = 7.0, 3.5

Draw = Callable[[Axes], Axes]


@contextmanager
def house_style(name: str) -> Iterator[None]:
    """Draw in the house style; `name` keeps the ids of one page's figures apart."""
    settings = {
        "svg.hashsalt": name,
        "svg.fonttype": "none",
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


def render(draw: Draw, *, name: str, width: float, height: float) -> str:
    """Draw into an SVG element that takes its colours from the page.

    Parameters
    ----------
    draw
        Draws on the axes that it is given.
    name
        Unique in the page.
    width, height
        Inches.

    Returns
    -------
    str
        The ``<svg>`` element; the same input gives the same bytes.
    """
    with house_style(f"{name}-{width}"):
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure.add_subplot())
        file = io.StringIO()
        figure.savefig(
            file, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :]
    # matplotlib's own ids and style rule would reach beyond this figure once it stands in a page.
    svg = re.sub(r"<(metadata|style).*?</\1>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-{width:g}-", svg)
    svg = re.sub(r"'DejaVu Sans'[^;\"]*", "var(--pst-font-family-base, sans-serif)", svg)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, f"var({variable}, {colour})")
    return svg.strip()
