"""Draw in the house style, as PNG and SVG, and as SVG whose colours follow the page."""

import io
import re
import textwrap
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from helpers.page.palette import GRID, INK, MUTED, VARIABLES

Draw = Callable[[Axes], object]
# Twice what a screen has, so that letters stay sharp.
PIXELS = 192
# Letters of a title to an inch of its line, and inches from line to line.
LETTERS, LINE = 12.5, 0.2


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


def draw_element(draw: Draw, *, name: str, width: float, height: float) -> str:
    """Draw a figure as an SVG element of a page, in the page's colours and letters.

    Parameters
    ----------
    draw
        Draws on the axes that it is given.
    name
        Unique in the page; the same input gives the same bytes.
    width, height
        Inches.
    """
    with _figure(draw, name=name, width=width, height=height) as figure:
        return _as_element(_save_svg(figure), f"{name}-{width:g}")


def draw_files(
    draw: Draw, *, name: str, width: float, height: float, title: str, alt: str
) -> tuple[bytes, str]:
    """Draw a figure as PNG and as an SVG file, on white and with its title.

    Parameters
    ----------
    draw, name, width, height
        As in `draw_element`; the height is without the title's.
    title, alt
        What the figure shows, and what can be seen in it.
    """
    lines = textwrap.wrap(title, round(LETTERS * width))
    height += LINE * len(lines)
    with _figure(draw, name=name, width=width, height=height) as figure:
        figure.suptitle(
            "\n".join(lines), x=0.01, ha="left", color=INK, fontsize=10.5, fontweight="bold"
        )
        svg = _as_file(_save_svg(figure), f"{title} {alt}")
        raster = io.BytesIO()
        figure.savefig(
            raster, format="png", facecolor="white", dpi=PIXELS, metadata={"Software": None}
        )
        return raster.getvalue(), svg


@contextmanager
def _figure(draw: Draw, *, name: str, width: float, height: float) -> Iterator[Figure]:
    with house_style(f"{name}-{width}"), warnings.catch_warnings():
        # The page's own fonts draw the letters; that matplotlib's lacks some says nothing of them.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure.add_subplot())
        yield figure


def _save_svg(figure: Figure) -> str:
    # A figure with a layout engine is drawn twice, the first time for the layout alone.
    FigureCanvasSVG(figure)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine("none")
    file = io.StringIO()
    nothing: dict[str, Any] = {"Date": None, "Creator": None}
    figure.savefig(file, format="svg", transparent=True, metadata=nothing)
    svg = file.getvalue()
    return svg[svg.index("<svg") :]


def _as_file(svg: str, words: str) -> str:
    head, rest = svg.split(">", 1)
    label = escape(words, {'"': "&quot;"})
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
