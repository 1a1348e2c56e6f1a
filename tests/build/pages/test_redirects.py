"""The page that stands where a chapter was."""

from pathlib import Path
from string import Template

import pytest
from playwright.sync_api import Browser
from support import ROOT, needs_browser

TEMPLATE = ROOT / "notebooks" / "_templates" / "redirect.html"


@needs_browser
@pytest.mark.parametrize("javascript", [True, False])
def test_it_leads_on_from_disk_and_keeps_the_place(
    tmp_path: Path, browser: Browser, javascript: bool
) -> None:
    page_text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(to_uri="new.html")
    (tmp_path / "old.html").write_text(page_text, encoding="utf-8")
    (tmp_path / "new.html").write_text("<title>New</title><h1 id='there'>New</h1>")
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{(tmp_path / 'old.html').as_uri()}#there")
    page.wait_for_url(f"**/new.html{'#there' if javascript else ''}")
    assert page.title() == "New"
    context.close()
