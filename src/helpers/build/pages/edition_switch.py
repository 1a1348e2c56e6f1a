"""Above a page's text: what its edition asks, and a place for a switch between editions."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from helpers.build.editions import Edition

COLUMN = '<div class="bd-article-container">'
TEXT = '<article class="bd-article">'
PLACE = "<!-- switch between editions -->"
ASKED = Markup('<p class="report-edition"><strong>{}.</strong> {}</p>')


def reserve(html: Path, edition: Edition, *, pages: Sequence[str]) -> None:
    """Keep a place at the top of every page's text, and say on the first page what is asked.

    Parameters
    ----------
    html
        The pages that Sphinx has made.
    edition
        Its title and description go above the first page, unless it is the default.
    pages
        Paths of the book's own pages below `html`, the first page first; Sphinx adds others.

    Raises
    ------
    ValueError
        When a page is not laid out as the theme lays it out.
    """
    for path in sorted(html.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        name = path.relative_to(html).as_posix()
        if page.count(COLUMN) != 1:
            if name in pages:
                raise ValueError(f"{name} has no single place above its text: {COLUMN}")
            continue
        page = page.replace(COLUMN, f"{COLUMN}{PLACE}")
        if name == pages[0] and edition.name != "default":
            asked = ASKED.format(edition.title, edition.description)
            page = page.replace(TEXT, f"{asked}{TEXT}", 1)
        path.write_text(page, encoding="utf-8")


def fill_place(page: str, switch: str) -> str:
    """Put a switch into the place that is kept for it; a page without one stays as it is.

    Examples
    --------
    >>> fill_place(f"<main>{PLACE}text</main>", "<nav></nav>")
    '<main><nav></nav>text</main>'
    """
    return page.replace(PLACE, switch, 1)
