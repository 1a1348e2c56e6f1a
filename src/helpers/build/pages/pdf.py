"""Print a built book as one PDF through Chromium."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup
from markupsafe import Markup
from pypdf import PdfReader

from helpers.build.pages.one_page import Leaf, leaves
from helpers.corpus.problems import InputError
from helpers.page.template import fill
from helpers.system.processes import tether_command
from helpers.system.scratch import scratch_folder

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Without a sandbox, which containers do not grant: what is printed has no script and may load
# nothing.
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-extensions",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
SECONDS = 600
# Where the number of a page is not known yet: as wide as most numbers are.
UNKNOWN = "000"
# Numbers change the contents, and with them perhaps the pages, hardly ever twice.
PASSES = 4
# Of the first objects of the file: when it was printed.
HEAD = 4096
DATE = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)")


class PrintError(Exception):
    """Chromium did not print."""


@dataclass(frozen=True)
class Titles:
    """What the title page says.

    Attributes
    ----------
    edition, description
        Of the edition.
    facts
        Further lines, by their heads.
    """

    edition: str
    description: str
    facts: Mapping[str, str]


def find_chromium() -> Path:
    """Find the browser that prints: ``CHROMIUM``, or the first of the usual names on the path.

    Raises
    ------
    InputError
        When there is none.
    """
    choice = os.environ.get("CHROMIUM")
    for name in (choice,) if choice else BROWSERS:
        program = shutil.which(name)
        if program:
            return Path(program)
    where = f"CHROMIUM={choice}" if choice else "--pdf"
    what = "there is no such program" if choice else "no Chromium on the path"
    mend = "install it (Debian: apt-get install chromium), name one in CHROMIUM, or leave out --pdf"
    raise InputError.of(where, what, mend)


@cache
def version_of(chromium: Path) -> str:
    """Ask Chromium for its version, on which the printed pages depend."""
    process = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=False)
    return process.stdout.strip()


def print_book(
    pages: Sequence[Path], target: Path, *, source: Path, titles: Titles, chromium: Path
) -> None:
    """Print built pages as one PDF with title page, contents, page numbers and bookmarks.

    Parameters
    ----------
    pages
        HTML files in reading order.
    target
        The PDF.
    source
        Folder of the ``_config.yml`` that the book was built with, and of its style sheets.
    titles
        What the title page says.
    chromium
        The program that prints.

    Raises
    ------
    PrintError
        When it does not.
    """
    config = yaml.safe_load((source / "_config.yml").read_text(encoding="utf-8"))
    title = str(config["title"])
    chapters = leaves(pages)
    style = _style(source, config, title, chapters)
    mark = _mark(source, config)
    language = _language(pages[0])
    numbers: dict[str, str] = dict.fromkeys(_places(chapters), UNKNOWN)
    with scratch_folder() as place:
        document, output = place / "book.html", place / "book.pdf"
        for turn in range(PASSES):
            html = fill(
                "book.html.j2",
                title=title,
                language=language,
                style=Markup(style),
                mark=mark,
                edition=titles.edition,
                description=titles.description,
                facts=titles.facts,
                leaves=[_safe(leaf) for leaf in chapters],
                figures=any(leaf.figures for leaf in chapters),
                numbers=numbers,
            )
            document.write_text(html, encoding="utf-8")
            # What says to a reading machine what is what doubles the work and moves nothing.
            _print(chromium, document, output, *(["--disable-pdf-tagging"] if not turn else []))
            before, numbers = numbers, pages_of(output, numbers)
            if turn and numbers == before:
                break
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_without_dates(output.read_bytes()))


def pages_of(pdf: Path, places: Mapping[str, str]) -> dict[str, str]:
    """Number the pages, from 1, on which places of a document stand; those not found are empty."""
    reader = PdfReader(pdf)
    # Chromium writes the older kind of name, which carries a slash.
    pages = {
        name.removeprefix("/"): reader.get_destination_page_number(target)
        for name, target in reader.named_destinations.items()
    }
    numbers = {place: pages.get(place) for place in places}
    return {place: "" if number is None else str(number + 1) for place, number in numbers.items()}


def _places(chapters: Sequence[Leaf]) -> list[str]:
    """Places that the contents name."""
    entries = [
        entry for leaf in chapters for entry in (leaf.entry, *leaf.entry.parts, *leaf.figures)
    ]
    return [entry.place for entry in entries]


def _safe(leaf: Leaf) -> dict[str, Any]:
    """Say that a page's HTML is just that: it was escaped when it was built."""
    return {**vars(leaf), "html": Markup(leaf.html)}


def _style(source: Path, config: Mapping[str, Any], title: str, chapters: Sequence[Leaf]) -> str:
    """Put the book's own style sheets together with the pages' heads and numbers."""
    options = config.get("sphinx", {}).get("config", {})
    folders = [source / folder for folder in options.get("html_static_path", [])]
    sheets = [
        path.read_text(encoding="utf-8")
        for name in options.get("html_css_files", [])
        for path in (folder / name for folder in folders)
        if path.is_file()
    ]
    heads = [Markup(css_string(leaf.title)) for leaf in chapters]
    own = fill("book.css.j2", title=Markup(css_string(title)), heads=heads)
    return "\n".join([*sheets, own])


def css_string(text: str) -> str:
    r"""Write a text as a string of CSS that may stand in an HTML document.

    Examples
    --------
    >>> css_string("a \"b\" </style>")
    '"a \\22 b\\22  \\3c /style\\3e "'
    """
    return '"' + re.sub(r'["\\<>&\n\r\f]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'


def _mark(source: Path, config: Mapping[str, Any]) -> Markup:
    path = source / str(config.get("html", {}).get("favicon", ""))
    return Markup(path.read_text(encoding="utf-8")) if path.suffix == ".svg" else Markup("")


def _language(page: Path) -> str:
    html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").html
    return str(html.get("lang", "en")) if html is not None else "en"


def _print(chromium: Path, document: Path, output: Path, *options: str) -> None:
    output.unlink(missing_ok=True)
    folder = document.parent / "browser"
    command = [str(chromium), *OPTIONS, *options, f"--user-data-dir={folder}"]
    try:
        process = subprocess.run(
            tether_command([*command, f"--print-to-pdf={output}", document.as_uri()]),
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise PrintError(f"{chromium.name} had not finished after {SECONDS} seconds") from None
    if not output.is_file():
        raise PrintError(f"{chromium.name} printed nothing: {process.stderr.strip()[-500:]}")


def _without_dates(pdf: bytes) -> bytes:
    """Blank out when it was printed, which no two builds share; every byte keeps its place.

    Examples
    --------
    >>> _without_dates(b"<</Title (A)/ModDate (D:20220224)>>")
    b'<</Title (A)                     >>'
    """
    head, rest = pdf[:HEAD], pdf[HEAD:]
    return DATE.sub(lambda match: b" " * len(match[0]), head) + rest
