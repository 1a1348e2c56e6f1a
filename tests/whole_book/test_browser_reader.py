"""The article reader in a browser: by keyboard alone, without JavaScript, on paper; and search."""

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, Page
from support import needs_browser

from helpers.show.links import anchor

pytestmark = needs_browser
# What shows that a layer is on, as far as a style can tell.
SIGNS = {
    "frames": ("[data-code]", "", "borderBottomStyle", "solid", "none"),
    "speech": (".reader-who", "", "display", "block", "none"),
    "tone": (".reader-text .reader-minus[data-valence]", "::after", "display", "inline-block", ""),
    "scare": (".reader-text .reader-scare", "", "textDecorationLine", "underline", "none"),
    "boilerplate": (".reader-s.reader-kind-boilerplate", "", "display", "inline", "none"),
    "notes": (".reader-about", "", "display", "block", "none"),
}
STYLE = "([place, part, name]) => getComputedStyle(document.querySelector(place), part)[name]"
ACTIVE = "document.activeElement.dataset.layer || document.activeElement.tagName"


@pytest.fixture(scope="module")
def document(real_book: Path) -> str:
    """Return the article that most findings rest on, the first of several."""
    path = real_book / "data" / "findings.json"
    places = [
        place["document"]
        for finding in json.loads(path.read_text(encoding="utf-8"))
        for place in finding["evidence"]
    ]
    return max(sorted(set(places)), key=places.count)


@pytest.fixture(scope="module")
def address(real_book: Path, document: str) -> str:
    return (real_book / "html" / "notebooks" / "articles" / f"{document}.html").as_uri()


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


def test_the_marks_of_one_frame_are_left_by_its_filter(page: Page) -> None:
    page.locator("[data-filter=frame]").focus()
    lines = "document.querySelectorAll('.reader-frame[data-code]:not(.reader-off)').length"
    every = page.evaluate(lines)
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.selectedOptions[0].dataset.frame")
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
    browser: Browser, address: str, real_book: Path, document: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    spans = pl.read_csv(real_book / "data" / "sentences.csv").filter(document=document)
    place = anchor(document, spans["sentence"][5])
    page.goto(f"{address}#{place}")
    assert not page.locator(".reader-bar").is_visible()
    # The reader shows the parts of a sentence that was cut, and a headline that is printed again.
    log = pl.read_csv(real_book / "data" / "cleaning.csv").filter(document=document)
    parts = log.filter(pl.col("rule").is_in(["rejoined", "reprint"])).height
    assert page.locator(".reader-s").count() == spans.height + parts
    for sentence in spans["sentence"].sample(9, seed=7):
        assert page.locator(f"[id='{anchor(document, sentence)}']").is_visible()
    assert page.locator(".reader-who").first.is_visible()
    # The note of the sentence that the address names, and of no other.
    assert page.locator(".reader-about:visible").count() == 1
    assert page.locator(f"[id='{place}'] + .reader-about").is_visible()
    context.close()


def place_of(page: Page) -> str:
    return page.url.partition("#")[2]


def test_keys_and_buttons_lead_from_match_to_match(page: Page) -> None:
    count, speaker = page.locator(".reader-count"), page.locator("[data-filter=speaker]")
    every = count.inner_text()
    speaker.select_option(index=1)
    wanted = page.locator(".reader-s[data-speaker='0']:not([data-part])")
    places = wanted.evaluate_all("all => all.map((each) => each.id)")
    assert count.inner_text() == f"{len(places)} sentences"
    assert page.locator(".reader-s.reader-dim").count() > 0
    visited = []
    for key, at in (("n", 1), ("j", 2), ("n", 3), ("p", 2), ("k", 1), ("p", len(places))):
        page.keyboard.press(key)
        page.wait_for_function(
            "words => document.querySelector('.reader-count').textContent === words",
            arg=f"{at} of {len(places)}",
        )
        visited.append(place_of(page))
    assert visited == [places[at] for at in (0, 1, 2, 1, 0, -1)]
    page.get_by_role("button", name="Next").click()
    page.wait_for_url(f"**#{places[0]}")
    # Behind the bar that stays in place nothing could be read.
    page.wait_for_function(
        "id => document.getElementById(id).getBoundingClientRect().top >= "
        "document.querySelector('.reader-bar').getBoundingClientRect().bottom",
        arg=places[0],
    )
    speaker.select_option("")
    assert count.inner_text() == f"{wanted.first.evaluate(PLACE)} of {every.split()[0]}"


PLACE = (
    "first => [...document.querySelectorAll('.reader-s[data-tone]:not([data-part])')]"
    ".indexOf(first) + 1"
)


def test_keys_can_be_turned_off_and_stay_off(page: Page) -> None:
    page.locator("[data-keys]").uncheck()
    page.reload()
    page.keyboard.press("n")
    assert place_of(page) == ""
    assert not page.locator("[data-keys]").is_checked()


def test_a_sentence_leads_back_to_the_findings_that_rest_on_it(
    page: Page, address: str, real_book: Path, document: str
) -> None:
    path = real_book / "data" / "findings.json"
    for finding in json.loads(path.read_text(encoding="utf-8")):
        for place in finding["evidence"]:
            if place["document"] == document:
                note = page.locator(f"[id='{anchor(document, place['sentence'])}'] + .reader-about")
                link = f"../{finding['chapter']}.html#finding-{finding['id']}"
                assert note.locator(f"a[href='{link}']").count() == 1


def test_an_address_of_before_leads_to_the_sentence(
    page: Page, real_book: Path, document: str
) -> None:
    chapter = (real_book / "html" / "notebooks" / "articles.html").as_uri()
    place = anchor(document, 3)
    page.goto(f"{chapter}#{place}")
    page.wait_for_url(f"**/articles/{document}.html#{place}")
    assert page.locator(f"[id='{place}'] + .reader-about").is_visible()


def test_articles_lead_to_one_another(page: Page, real_book: Path) -> None:
    documents = pl.read_csv(real_book / "data" / "documents.csv").height
    page.goto((real_book / "html" / "notebooks" / "articles.html").as_uri())
    page.locator("#table-articles a").first.click()
    page.wait_for_url("**/articles/*.html")
    visited = [page.url]
    while page.locator(".reader-around a[rel=next]").count():
        page.locator(".reader-around a[rel=next]").click()
        page.wait_for_url(lambda address: address not in visited)
        visited.append(page.url)
    assert len(set(visited)) == documents
    page.locator(".reader-around a").first.click()
    assert page.url.endswith("/articles.html")


def test_search_finds_sentences_with_their_place_best_first(page: Page, real_book: Path) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    search = (real_book / "html" / "search.html").as_uri()
    page.goto(f"{search}?q=red+line")
    lines = page.locator(".report-search li")
    texts = lines.locator("a").all_inner_texts()
    assert "red line" in texts[0]
    assert all("red line" in text for text in texts)
    assert "sentence" in lines.locator("p").first.inner_text()
    lines.locator("a").first.click()
    assert "/notebooks/articles/" in page.url
    assert page.locator(":target").inner_text().endswith(texts[0])
    page.goto(f"{search}?q=Putin")
    first = lines.count()
    page.get_by_role("button", name="Show all").click()
    assert lines.count() > first
    amount = page.locator(".report-search [role=status]").inner_text().split()[0]
    assert lines.count() == int(amount)
    # What an address holds is text, and what is nowhere is said to be nowhere.
    page.goto(f"{search}?q=%3Cb%3Ezyx%3C%2Fb%3E")
    assert "No sentences with “<b>zyx</b>”" in page.locator(".report-search").inner_text()
    assert faults == []


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
    places = ("bar label", "bar button", "strip a", "legend summary", "around a")
    for place in (f".reader-{name}" for name in places):
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


def test_a_page_weighs_less_than_a_quarter_of_a_megabyte(real_book: Path) -> None:
    pages = list((real_book / "html" / "notebooks" / "articles").glob("*.html"))
    assert pages
    assert max(path.stat().st_size for path in pages) < 250_000
