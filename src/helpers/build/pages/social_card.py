"""The picture that a link to the book shows elsewhere."""

import textwrap
from pathlib import Path

from helpers.page.palette import BLUE, INK, MUTED, ORANGE

CARD = "card.png"
WIDTH, HEIGHT = 1200, 630
# Longer titles are cut.
LINES, LETTERS, LINE_LETTERS = 3, 26, 68
MARGIN = 60


def draw_card(path: Path, *, title: str, line: str) -> None:
    """Draw title and one line beside the mark; the same words give the same bytes.

    Parameters
    ----------
    path
        The PNG to write.
    title
        Title of the book.
    line
        What stands below it.
    """
    # Only a build that sets the pages anew needs it.
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Names from a corpus are text; "$" in them is money.
    with mpl.rc_context({"text.parse_math": False}):
        figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor="#ffffff")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        axes.axis("off")
        grey = "#7f8b98"
        strokes = [
            (grey, [100, 260], [130, 130]),
            (grey, [100, 145], [182, 182]),
            (ORANGE, [190, 260], [182, 182]),
            (BLUE, [152, 260], [258, 258]),
        ]
        for colour, x, y in strokes:
            axes.plot(x, y, color=colour, linewidth=14, solid_capstyle="round")
        axes.plot([107, 107], [228, 288], color=grey, linewidth=9, solid_capstyle="round")
        axes.plot([208], [258], marker="o", color=BLUE, markersize=37)
        lines = textwrap.wrap(title, LETTERS, max_lines=LINES, placeholder=" …")
        heading = axes.text(
            330, 108, "\n".join(lines), size=38, color=INK, va="top", weight="bold", linespacing=1.3
        )
        words = textwrap.wrap(line, LINE_LETTERS, max_lines=2, placeholder=" …")
        below = axes.text(
            100, 490, "\n".join(words), size=20, color=MUTED, va="top", linespacing=1.4
        )
        for text in (heading, below):
            while text.get_window_extent().x1 > WIDTH - MARGIN:
                text.set_fontsize(float(text.get_fontsize()) - 1)
        figure.savefig(path, format="png", metadata={"Software": None})
