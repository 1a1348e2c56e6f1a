"""Colours and sizes of figures."""

# Drawn in these colours and shown in the page's own: each stands for a CSS variable, so that one
# figure serves the light and the dark page. Okabe and Ito's hues stay apart for colour-blind eyes.
INK, MUTED, GRID = "#1f2328", "#59636e", "#d8dee4"
ON_COLOUR = "#fefefe"
BLUE, ORANGE, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#a6537f"
VARIABLES = {
    INK: "--report-ink",
    MUTED: "--report-muted",
    GRID: "--report-grid",
    ON_COLOUR: "--report-on-colour",
    BLUE: "--report-blue",
    ORANGE: "--report-orange",
    GREEN: "--report-green",
    PURPLE: "--report-purple",
}
SERIES = (BLUE, ORANGE, GREEN, PURPLE)
WIDE, NARROW = 7.0, 3.5
