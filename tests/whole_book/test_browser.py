"""The built book in a browser: from disk, in light and dark, on a wide and on a narrow screen."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from support import ROOT, needs_browser

from helpers.build.project import Project

PROJECT = Project(ROOT)
ARTICLES = [f"articles/{path.stem}" for path in (ROOT / "corpus" / "articles").glob("*.txt")]
# Paths below the folder of the chapters, without an ending.
PAGES = sorted([*(page.stem for page in PROJECT.pages), *ARTICLES])
REDIRECTS = PROJECT.config["sphinx"]["config"]["redirects"]


def pages(book: Path) -> list[Path]:
    """Return the pages of the book, without those that only lead to a chapter's new place."""
    folder = book / "html" / "notebooks"
    found = {
        path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.rglob("*.html")
    }
    left = {name.removeprefix("notebooks/") for name in REDIRECTS}
    assert sorted(found.keys() - left) == PAGES
    return [found[name] for name in PAGES]


def show_in(page: Page, scheme: Any) -> None:
    """Change to light or dark, and wait until the page has followed."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "scheme => document.documentElement.dataset.theme === scheme", arg=scheme
    )


@needs_browser
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_stand_on_their_own_and_fit_the_screen(
    real_book: Path, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="light")
    faults: list[str] = []
    for path in pages(real_book):
        page = context.new_page()
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "data:")) else faults.append(request.url)
            ),
        )
        page.on(
            "console",
            lambda message: faults.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path.as_uri())
        for scheme in ("light", "dark"):
            show_in(page, scheme)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                faults.append(f"{path.name} is {wide} wide on {width} ({scheme})")
        page.close()
    context.close()
    assert faults == []


def rows_of(page: Page, figure: str, column: int) -> list[str]:
    """Return the texts of a column's cells in the order shown, without the rows filtered out."""
    cells = page.locator(f"{figure} tbody tr:not([hidden]) td:nth-child({column})")
    return cells.all_inner_texts()


@needs_browser
def test_long_tables_sort_and_filter_by_keyboard(real_book: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((real_book / "html" / "notebooks" / "codebook.html").as_uri())
    figure = "#table-contents-figure"
    names, sizes = 1, 3
    original = rows_of(page, figure, names)
    head = page.locator(f"{figure} th").nth(sizes - 1)
    button = head.locator("button")
    button.focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    amounts = [int(text) for text in rows_of(page, figure, sizes)]
    assert amounts == sorted(amounts)
    assert amounts[0] < amounts[-1]
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") is None
    assert rows_of(page, figure, names) == original
    # From the heads back to the field, which stands before them.
    field = page.locator(f"{figure} input")
    while not field.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.type(original[0].lower())
    left = rows_of(page, figure, names)
    assert left
    assert len(left) < len(original)
    count = page.locator(f"{figure} output").inner_text()
    assert count == f"{len(left)} of {len(original)} rows"
    for control in page.locator(f"{figure} button, {figure} input").all():
        box = control.bounding_box()
        if box is not None:
            assert box["height"] >= 24
            assert box["width"] >= 24
    page.close()


@needs_browser
def test_missing_values_come_last_whichever_way(real_book: Path, browser: Browser) -> None:
    page = browser.new_page()
    script = (real_book / "html" / "_static" / "tables.js").read_text(encoding="utf-8")
    values = [("-2", "−2"), ("", "–"), ("10", "10 %"), ("9.5", "9.5")]
    cells = "".join(
        f'<tr><td><data value="{key}">{text}</data></td></tr>'
        if key
        else f"<tr><td>{text}</td></tr>"
        for key, text in values
    )
    page.set_content(
        '<figure class="report-long"><div class="report-scroll"><table><thead><tr><th>x</th></tr>'
        f"</thead><tbody>{cells}</tbody></table></div></figure>"
    )
    page.add_script_tag(content=script)
    button = page.locator("th button")
    button.click()
    assert rows_of(page, "figure", 1) == ["10 %", "9.5", "−2", "–"]
    button.click()
    assert rows_of(page, "figure", 1) == ["−2", "9.5", "10 %", "–"]
    page.close()


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@needs_browser
@pytest.mark.parametrize("name", PAGES)
def test_no_page_violates_wcag_in_light_or_dark(
    real_book: Path, browser: Browser, name: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme="light", reduced_motion="reduce"
    )
    rules = {
        "light": {"type": "tag", "values": WCAG},
        # The rules on colours; no other depends on the theme.
        "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    }
    page = context.new_page()
    page.goto((real_book / "html" / "notebooks" / f"{name}.html").as_uri())
    # What is folded away is a part of the page too.
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    violations = []
    for scheme, wanted in rules.items():
        show_in(page, scheme)
        # What fades in has no contrast yet.
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        # Only violations are looked at; all else would be carried over in full.
        options = {"runOnly": wanted, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        violations += [(scheme, each["id"], each["nodes"][0]["html"]) for each in found]
    context.close()
    assert violations == []


@needs_browser
def test_the_first_address_leads_to_the_summary(real_book: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((real_book / "html" / "index.html").as_uri())
    page.wait_for_url("**/notebooks/index.html")
    assert page.title().startswith("Summary")
    page.close()


@needs_browser
@pytest.mark.parametrize("javascript", [True, False])
def test_the_address_of_a_former_chapter_leads_to_its_new_place(
    real_book: Path, browser: Browser, javascript: bool
) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    for source, target in REDIRECTS.items():
        page.goto(f"{(real_book / 'html' / source).as_uri()}.html#finding-x")
        page.wait_for_url(f"**/notebooks/{target}{'#finding-x' if javascript else ''}")
        assert page.locator("article h1").count() == 1
    context.close()


class _Page(HTMLParser):
    """Collects addresses, ids, and figures without words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.drawings: list[str | None] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if values.get("id"):
            self.ids.add(str(values["id"]))
        for name in ("href", "src"):
            if values.get(name):
                self.links.append(str(values[name]))
        if values.get("role") == "img" and "report-" in str(values.get("class")):
            self.drawings.append(values.get("aria-label"))


def test_every_link_and_anchor_inside_the_book_resolves(real_book: Path) -> None:
    read = {path: _Page(path) for path in pages(real_book)}
    broken = []
    for path, page in read.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchor = unquote(urldefrag(link).fragment)
            if not target.exists() or (
                anchor and target in read and anchor not in read[target].ids
            ):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_every_figure_says_in_words_what_it_shows(real_book: Path) -> None:
    drawings = [words for path in pages(real_book) for words in _Page(path).drawings]
    assert len(drawings) > 8
    assert all(words and len(words) > 60 for words in drawings)


def test_every_evidence_of_a_finding_is_a_sentence_of_the_tables(real_book: Path) -> None:
    findings = json.loads((real_book / "data" / "findings.json").read_text(encoding="utf-8"))
    assert len(findings) > 8
    sentences = pl.read_csv(real_book / "data" / "sentences.csv")
    known = set(sentences.select("document", "sentence").iter_rows())
    for finding in findings:
        for place in finding["evidence"]:
            assert (place["document"], place["sentence"]) in known


def test_the_book_is_small_enough_to_share(real_book: Path) -> None:
    size = sum(path.stat().st_size for path in (real_book / "html").rglob("*") if path.is_file())
    assert size < 15e6
