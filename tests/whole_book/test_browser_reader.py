"""The article reader in a browser: by keyboard alone, without JavaScript, on paper."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from helpers.show.html import anchor
from playwright.sync_api import Browser, Page
from support import needs_browser

pytestmark = needs_browser
# What shows that a layer is on, as far as a style can tell.
SIGNS = {
    "frames": ("[data-code]", "", "borderBottomStyle", "solid", "none"),
    "speech": (".reader-who", "", "display", "block", "none"),
    "tone": (".reader-text .reader-minus[data-valence]", "::after", "display", "inline-block", ""),
    "scare": (".reader-text .reader-scare", "", "textDecorationLine", "overline", "none"),
    "boilerplate": (".reader-s.reader-kind-boilerplate", "", "display", "inline", "none"),
    "notes": (".reader-about", "", "display", "block", "none"),
}
STYLE = "([place, part, name]) => getComputedStyle(document.querySelector(place), part)[name]"
ACTIVE = "document.activeElement.dataset.layer || document.activeElement.tagName"


@pytest.fixture(scope="module")
def address(real_book: Path) -> str:
    return (real_book / "html" / "notebooks" / "articles.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def is_on(page: Page, layer: str) -> bool:
    place, part, name, on, off = SIGNS[layer]
    value = page.evaluate(STYLE, [place, part or None, name])
    if part:  # without content there is no such part
        return page.evaluate(STYLE, [place, part, "content"]) not in ("none", "normal")
    assert value in (on, off)
    return bool(value == on)


def to_bar(page: Page) -> None:
    """Go with the tabulator key to the first switch."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE) == "frames":
            return
    raise AssertionError("the switches cannot be reached by keyboard")


def test_each_switch_is_reached_and_worked_by_keyboard_alone(page: Page) -> None:
    to_bar(page)
    for layer in SIGNS:
        assert page.evaluate(ACTIVE) == layer
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        before = is_on(page, layer)
        page.keyboard.press("Space")
        assert is_on(page, layer) is not before
        page.keyboard.press("Space")
        assert is_on(page, layer) is before
        page.keyboard.press("Tab")
    assert page.evaluate(ACTIVE) == "SELECT"
    lines = "document.querySelectorAll('.reader-frame[data-code]:not(.reader-off)').length"
    every = page.evaluate(lines)
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.value")
    assert chosen
    assert 0 < page.evaluate(lines) < every
    left = page.evaluate(
        "[...new Set([...document.querySelectorAll('.reader-frame:not(.reader-off)')]"
        ".map((mark) => mark.dataset.frame))]"
    )
    assert left == [chosen]


def test_what_was_chosen_is_remembered(page: Page) -> None:
    page.locator("[data-layer=tone]").check()
    page.locator("[data-layer=frames]").uncheck()
    page.reload()
    assert page.locator("[data-layer=tone]").is_checked()
    assert is_on(page, "tone")
    assert not is_on(page, "frames")


def test_a_browser_without_storage_has_the_switches_all_the_same(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page = context.new_page()
    page.goto(address)
    page.locator("[data-layer=notes]").check()
    assert is_on(page, "notes")
    context.close()


def test_without_javascript_all_is_there_to_read(
    browser: Browser, address: str, real_book: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    spans = pl.read_csv(real_book / "data" / "sentences.csv")
    place = anchor(*spans.row(5)[:2])
    page.goto(f"{address}#{place}")
    assert not page.locator(".reader-bar").is_visible()
    # The reader shows the parts of a sentence that was cut, and a headline that is printed again.
    log = pl.read_csv(real_book / "data" / "cleaning.csv")
    parts = log.filter(pl.col("rule").is_in(["rejoined", "reprint"])).height
    assert page.locator(".reader-s").count() == spans.height + parts
    for document, sentence in spans.select("document", "sentence").sample(9, seed=7).iter_rows():
        assert page.locator(f"[id='{anchor(document, sentence)}']").is_visible()
    assert page.locator(".reader-who").first.is_visible()
    # The note of the sentence that the address names, and of no other.
    assert page.locator(".reader-about:visible").count() == 1
    assert page.locator(f"[id='{place}'] + .reader-about").is_visible()
    context.close()


def test_a_cell_of_the_strip_leads_to_its_sentence(page: Page) -> None:
    cell = page.locator(".reader-strip a").nth(40)
    place = str(cell.get_attribute("href"))[1:]
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{place}")
    page.wait_for_function(
        "(id) => { const box = document.getElementById(id).getBoundingClientRect();"
        "return box.top > 0 && box.bottom < innerHeight; }",
        arg=place,
    )
    assert page.locator(f"[id='{place}'] + .reader-about").is_visible()


def test_the_number_of_a_sentence_gives_its_address(page: Page) -> None:
    number = page.locator(".reader-text a.reader-n").nth(3)
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.reader-status').textContent !== ''")
    assert page.url.endswith(str(number.get_attribute("href")))


def test_with_every_layer_on_a_narrow_page_holds(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address)
    for box in page.locator("[data-layer]:not(:disabled)").all():
        box.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_switches_and_cells_are_large_enough_to_hit(page: Page) -> None:
    for place in (".reader-bar label", ".reader-strip a", ".reader-legend summary"):
        sizes = page.evaluate(
            "(place) => [...document.querySelectorAll(place)].map((element) => {"
            "const box = element.getBoundingClientRect(); return [box.width, box.height]; })",
            place,
        )
        assert sizes
        assert min(min(size) for size in sizes) >= 24


def test_on_paper_there_are_no_switches(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator(".reader-bar").is_visible()
    assert page.locator(".reader-s").first.is_visible()
    assert is_on(page, "frames")


def test_the_page_weighs_less_than_a_megabyte(real_book: Path) -> None:
    assert (real_book / "html" / "notebooks" / "articles.html").stat().st_size < 1e6
