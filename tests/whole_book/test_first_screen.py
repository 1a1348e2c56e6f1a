"""The first page in a browser: the answers in one screen, the map of sentences, links elsewhere."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support import needs_browser

FIRST = Path("html", "notebooks", "index.html")


@needs_browser
@pytest.mark.parametrize("script", [True, False])
def test_headline_map_and_answers_lie_within_the_first_screen(
    real_book: Path, browser: Browser, script: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto((real_book / FIRST).as_uri())
    rows = page.locator("ul.report-key > li").all()
    assert 4 <= len(rows) <= 5
    parts = [page.locator(".report-result"), page.locator(".report-map"), *rows]
    for part in parts:
        box = part.first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800
        assert box["x"] + box["width"] <= 1280
    context.close()


@needs_browser
def test_the_map_is_filtered_and_walked_by_keyboard(real_book: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((real_book / FIRST).as_uri())
    marks, faint = page.locator(".report-marks a"), page.locator(".report-marks a.report-faint")
    chip = page.locator(".report-chip").first
    chip.click()
    words = chip.inner_text().split()
    assert marks.count() - faint.count() == int(words[-1])
    assert page.locator(".report-map-count").inner_text().startswith(f"{words[-1]} of ")
    chip.click()
    assert faint.count() == 0
    # The whole map is one stop of the tab key.
    assert page.locator('.report-marks a[tabindex="0"]').count() == 1
    marks.first.focus()
    page.keyboard.press("ArrowRight")
    assert marks.nth(1).evaluate("mark => mark === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*.html#s-*")
    page.close()


def test_a_link_elsewhere_shows_title_description_and_card(real_book: Path) -> None:
    described = set()
    for path in sorted((real_book / "html" / "notebooks").glob("*.html")):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        words = re.search(r'property="og:description" content="([^"]{40,210})"', head)
        card = re.search(r'property="og:image" content="([^"]+)"', head)
        if 'http-equiv="refresh"' in head:
            continue
        assert words is not None, path.name
        assert card is not None
        assert (path.parent / card[1]).is_file()
        described.add(words[1])
    assert len(described) > 8
