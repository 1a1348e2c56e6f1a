"""Join all pages of a built book in one document, for print."""

import base64
import mimetypes
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

# What only a screen can use; the code of a chapter is left to the pages and the notebooks, where it
# can be run: on paper it would be a third of the book.
SCREEN_ONLY = (
    "[hidden], script, style, template, noscript, button, input, select, form, nav, dialog, "
    ".headerlink, .cell_input, details.hide, .report-made details, .report-narrow, .report-screen"
)
# Attributes whose words are ids of the same page.
REFERENCES = ("id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
PLACE = re.compile(r"url\(#([^)]+)\)")
# From so many columns on a table needs smaller print to fit a page.
WIDE, VERY_WIDE = 6, 9


@dataclass(frozen=True)
class Entry:
    """A line of the contents: where it leads, what it says, and what it belongs to."""

    place: str
    text: str
    parts: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class Leaf:
    """One page of the book as a chapter of the document."""

    name: str
    title: str
    html: str
    entry: Entry
    figures: tuple[Entry, ...] = field(default=())


def leaves(pages: Sequence[Path]) -> tuple[Leaf, ...]:
    """Extract the text of built pages, ready to be joined in one document.

    Ids get the name of their page in front, and links between the pages lead there. What is folded
    away is opened; what only a screen can use is left out.

    Parameters
    ----------
    pages
        HTML files in reading order.
    """
    names: dict[Path, str] = {}
    for number, page in enumerate(pages, start=1):
        stem = page.stem
        names[page.resolve()] = stem if stem not in names.values() else f"{stem}-{number}"
    return tuple(_leaf(page, names) for page in pages)


def _leaf(page: Path, names: Mapping[Path, str]) -> Leaf:
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    article = soup.select_one("article.bd-article") or soup.body
    if article is None:
        raise ValueError(f"{page.name} holds no text")
    name = names[page.resolve()]
    for tag in article.select(SCREEN_ONLY):
        tag.decompose()
    for tag in article.select("a[download]"):
        # The others are part of a sentence or of a list of files.
        if _words(tag) == "CSV":
            tag.decompose()
    for tag in article.find_all("details"):
        tag["open"] = ""
    for tag in article.find_all(True):
        _rename(tag, name)
        _redirect(tag, page, names)
    for table in article.find_all("table"):
        columns = max((len(row.find_all(["th", "td"])) for row in table.find_all("tr")), default=0)
        if columns >= WIDE:
            size = "report-very-wide-table" if columns >= VERY_WIDE else "report-wide-table"
            table["class"] = " ".join([*map(str, table.get("class") or []), size])
    heading = article.find("h1")
    title = _words(heading) if isinstance(heading, Tag) else name
    parts = tuple(_entry(tag) for tag in article.find_all("h2"))
    return Leaf(
        name,
        title,
        article.decode_contents(),
        Entry(name, title, parts),
        tuple(_figures(article)),
    )


def _entry(heading: Tag) -> Entry:
    """Name the place of a heading: its own id, or that of the section that it opens."""
    holder = heading if heading.get("id") else heading.find_parent(id=True)
    return Entry(str(holder["id"]) if isinstance(holder, Tag) else "", _words(heading))


def _figures(article: Tag) -> Iterator[Entry]:
    """List the numbered figures and tables."""
    for figure in article.select("figure[id]"):
        label = figure.select_one(".report-label")
        caption = figure.find("figcaption")
        if label is not None and isinstance(caption, Tag):
            # The first sentence tells what it is; the rest is for those who look at it.
            first_sentence = re.split(r"(?<=[^\d][.:;])\s", _words(caption), maxsplit=1)[0]
            yield Entry(str(figure["id"]), first_sentence.rstrip(":;."))


def _words(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text()).strip()


def _rename(tag: Tag, name: str) -> None:
    """Put the page's name in front of ids, and of what refers to them."""
    for key, value in list(tag.attrs.items()):
        if key in REFERENCES:
            words = value if isinstance(value, list) else str(value).split()
            tag[key] = " ".join(f"{name}--{word}" for word in words)
        elif isinstance(value, str) and "url(#" in value:
            tag[key] = PLACE.sub(rf"url(#{name}--\1)", value)


def _redirect(tag: Tag, page: Path, names: Mapping[Path, str]) -> None:
    """Let links between pages lead to places of the document, and take pictures in."""
    key = "xlink:href" if tag.get("xlink:href") else "href"
    link = tag.get(key)
    if isinstance(link, str):
        parts = urlsplit(link)
        target = page.resolve()
        if parts.path:
            target = Path(posixpath.normpath(target.parent / unquote(parts.path)))
        if not parts.scheme and not parts.netloc and target in names:
            place = f"--{unquote(parts.fragment)}" if parts.fragment else ""
            tag[key] = f"#{names[target]}{place}"
        elif parts.scheme not in ("http", "https", "mailto"):
            # A file beside the pages cannot be reached from a PDF that is passed on.
            del tag[key]
    source = tag.get("src")
    if isinstance(source, str) and not urlsplit(source).scheme:
        file = page.parent / unquote(source)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        tag["src"] = f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"
