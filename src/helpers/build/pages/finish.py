"""Finish the pages that Sphinx has made: edition switch, footer, roles, weight."""

import json
import posixpath
import re
import shutil
from collections.abc import Collection, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from markupsafe import Markup

from helpers.build.editions import Edition

COLUMN = '<div class="bd-article-container">'
TEXT = '<article class="bd-article">'
SWITCH = "<!-- switch between editions -->"
FOOTER = "<!-- how the book was made -->"
QUESTION = Markup('<p class="report-edition"><strong>{}.</strong> {}</p>')
# A link to another page of the book, and its text.
LINK = re.compile(r'<a\b[^>]*?\bhref="([^":#?]+\.html)(?:#[^"]*)?"[^>]*>(.*?)</a>', re.DOTALL)
HREF = re.compile(r'\s+href="[^"]*"')
# docutils gives references a role that DPUB-ARIA 1.1 has withdrawn in favour of plain list items:
# a screen reader no longer knows it, so the list seems empty.
WITHDRAWN, LISTITEM = 'role="doc-biblioentry"', 'role="listitem"'
# What opens the pages below a chapter in the contents has no name in the theme.
UNNAMED, NAMED = (
    f'<summary{name}><span class="toctree-toggle"'
    for name in ("", ' aria-label="Pages of this chapter"')
)


def finish_pages(
    html: Path,
    edition: Edition,
    *,
    footer: str,
    pages: Sequence[str],
    folders: Collection[str] = (),
) -> None:
    """Finish every page, then delete the files that no reader needs.

    Parameters
    ----------
    html
        The pages that Sphinx has made.
    edition
        Its title and description go above the first page, unless it is the default.
    footer
        HTML that says how the book was made.
    pages
        Paths of the book's own pages below `html`, the first page first; Sphinx adds others.
    folders
        Folders below `html` whose pages may be missing, so that links to these are taken out.

    Raises
    ------
    ValueError
        When a page is not laid out as the theme lays it out.
    """
    for path in sorted(html.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        name = path.relative_to(html).as_posix()
        if page.count(COLUMN) == 1:
            page = page.replace(COLUMN, f"{COLUMN}{SWITCH}")
        elif name in pages:
            raise ValueError(f"{name} has no single place above its text: {COLUMN}")
        if name == pages[0] and edition.name != "default":
            question = QUESTION.format(edition.title, edition.description)
            page = page.replace(TEXT, f"{question}{TEXT}", 1)
        page = without_dead_links(page, path, [html / folder for folder in folders])
        page = page.replace(WITHDRAWN, LISTITEM).replace(UNNAMED, NAMED).replace(FOOTER, footer)
        path.write_text(page, encoding="utf-8")
    delete_unread(html)


def without_dead_links(page: str, place: Path, folders: Collection[Path]) -> str:
    """Turn links to pages that the book does not hold into what they show.

    A chapter may name more articles than the book shows. A link with a class or a style, such as a
    mark of a figure, keeps them and leads nowhere.

    Parameters
    ----------
    page
        HTML of a page.
    place
        Where it lies.
    folders
        Those in which a page may be missing; other links stay as they are.

    Examples
    --------
    >>> link = '<a href="articles/a.html#s-a-1">A, 1</a>'
    >>> without_dead_links(link, Path("/book/one.html"), [Path("/book/articles")])
    'A, 1'
    >>> mark = '<a href="articles/a.html" style="color: red"></a>'
    >>> without_dead_links(mark, Path("/book/one.html"), [Path("/book/articles")])
    '<a style="color: red"></a>'
    """

    def keep(link: re.Match[str]) -> str:
        target = Path(posixpath.normpath(place.parent / unquote(unescape(link[1]))))
        if target.parent not in folders or target.is_file():
            return link[0]
        opening = link[0][: link.start(2) - link.start()]
        is_drawn = ' class="report-' in opening or " style=" in opening
        return HREF.sub("", link[0], count=1) if is_drawn else link[2]

    return LINK.sub(keep, page)


def delete_unread(html: Path) -> None:
    """Delete the files that no reader needs, without changing a page.

    Source maps serve the theme's authors; fonts in TTF serve browsers that cannot read the WOFF2
    beside them, and none such shows these pages; the theme's translations are read while Sphinx
    runs. A notebook is downloaded without its outputs, which are the page.
    """
    for path in [*html.rglob("*.map"), *html.rglob("fontawesome/webfonts/*.ttf")]:
        path.unlink()
    shutil.rmtree(html / "_static" / "locales", ignore_errors=True)
    for path in sorted((html / "_sources").rglob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8")


def fill_switch(page: str, switch: str) -> str:
    """Put a switch into the place that a finished page has for it; other pages stay as they are.

    Examples
    --------
    >>> fill_switch(f"<main>{SWITCH}text</main>", "<nav></nav>")
    '<main><nav></nav>text</main>'
    """
    return page.replace(SWITCH, switch, 1)
