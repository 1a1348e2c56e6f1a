"""Colours and sizes of figures."""

from collections.abc import Iterable

from helpers.corpus.voices.voice import NO_GROUP, REPORTERS

# Drawn in these colours and shown in the page's own: each stands for a CSS variable, so that one
# figure serves the light and the dark page. Okabe and Ito's hues stay apart for colour-blind eyes.
INK, MUTED, GRID = "#1f2328", "#59636e", "#d8dee4"
ON_COLOUR = "#fefefe"
BLUE, ORANGE, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#a6537f"
GOLD, CYAN, BROWN, VIOLET = "#8f6a00", "#1d86a0", "#7a4b2a", "#5b5ea6"
QUOTED, PARAPHRASED, FAINT = "#22427c", "#5f82bf", "#a3adb8"
VARIABLES = {
    INK: "--report-ink",
    MUTED: "--report-muted",
    GRID: "--report-grid",
    ON_COLOUR: "--report-on-colour",
    BLUE: "--report-blue",
    ORANGE: "--report-orange",
    GREEN: "--report-green",
    PURPLE: "--report-purple",
    GOLD: "--report-gold",
    CYAN: "--report-cyan",
    BROWN: "--report-brown",
    VIOLET: "--report-violet",
    QUOTED: "--report-quoted",
    PARAPHRASED: "--report-paraphrased",
    FAINT: "--report-faint",
}
SERIES = (BLUE, ORANGE, GREEN, PURPLE, GOLD, CYAN, BROWN, VIOLET)
# Voices have hues that nothing else has; the reporters are grey wherever they stand.
VOICES = {"narrator": MUTED, "quote": QUOTED, "indirect": PARAPHRASED}
# Below zero and above it, wherever a tone is drawn.
NEGATIVE, POSITIVE = ORANGE, BLUE
TONES = {"negative": NEGATIVE, "neutral": GREEN, "positive": POSITIVE}
WIDE, NARROW = 7.0, 3.5


def colours_of(column: str, codes: Iterable[str]) -> dict[str, str]:
    """Give each code of a column its colour, the same in every figure of a book.

    Parameters
    ----------
    column
        Name of a column: voices and tones have colours of their own; the reporters, speakers of no
        known group and sentences of no known tone are grey.
    codes
        All codes that the column may hold, in their usual order.

    Examples
    --------
    >>> colours_of("voice", ["quote"])
    {'quote': '#22427c'}
    >>> colours_of("group", ["reporters", "us", "nato"])
    {'reporters': '#59636e', 'us': '#0072b2', 'nato': '#d55e00'}
    """
    own = {"voice": VOICES, "tone": TONES}.get(column)
    if own:
        return {code: own.get(code, MUTED) for code in codes}
    grey = {REPORTERS: MUTED, NO_GROUP: FAINT}
    coloured = [code for code in codes if code not in grey]
    return {code: grey[code] for code in codes if code in grey} | {
        # Beyond the hues that can be told apart, names alone tell.
        code: SERIES[place] if place < len(SERIES) else MUTED
        for place, code in enumerate(coloured)
    }
