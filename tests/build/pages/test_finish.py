"""Pages as Sphinx leaves them, finished."""

import json
from pathlib import Path

import pytest

from helpers.build.editions import Edition
from helpers.build.pages.finish import (
    COLUMN,
    FOOTER,
    SWITCH,
    TEXT,
    delete_unread,
    fill_switch,
    finish_pages,
)
from helpers.study.parameters import Parameters

PAGE = f"{COLUMN}{TEXT}words</article></div>"


def edition(name: str) -> Edition:
    return Edition(name=name, title="A & B", description="Why?", parameters=Parameters())


def test_own_pages_get_a_place_for_the_switch_and_others_may_lack_one(tmp_path: Path) -> None:
    for name, page in {"one": PAGE, "two": PAGE, "genindex": "<p>index</p>"}.items():
        (tmp_path / f"{name}.html").write_text(page)
    finish_pages(tmp_path, edition("mine"), footer="", pages=["one.html", "two.html"])
    texts = {path.stem: path.read_text() for path in tmp_path.glob("*.html")}
    question = '<p class="report-edition"><strong>A &amp; B.</strong> Why?</p>'
    assert texts["one"] == f"{COLUMN}{SWITCH}{question}{TEXT}words</article></div>"
    assert texts["two"] == f"{COLUMN}{SWITCH}{TEXT}words</article></div>"
    assert texts["genindex"] == "<p>index</p>"
    assert fill_switch(texts["two"], "<nav></nav>") == PAGE.replace(COLUMN, f"{COLUMN}<nav></nav>")
    assert fill_switch(texts["genindex"], "<nav></nav>") == "<p>index</p>"


def test_every_page_says_how_the_book_was_made(tmp_path: Path) -> None:
    for name in ("one", "genindex"):
        (tmp_path / f"{name}.html").write_text(f"{PAGE}<footer>{FOOTER}</footer>")
    finish_pages(tmp_path, edition("default"), footer="<p>so</p>", pages=["one.html"])
    for path in tmp_path.glob("*.html"):
        assert path.read_text().endswith("<footer><p>so</p></footer>")


def test_the_default_edition_asks_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(PAGE)
    finish_pages(tmp_path, edition("default"), footer="", pages=["one.html"])
    assert "report-edition" not in (tmp_path / "one.html").read_text()


@pytest.mark.parametrize("page", ["<p>words</p>", PAGE + PAGE])
def test_an_own_page_of_another_layout_is_refused(tmp_path: Path, page: str) -> None:
    (tmp_path / "one.html").write_text(page)
    with pytest.raises(ValueError, match=r"one\.html has no single place above its text"):
        finish_pages(tmp_path, edition("default"), footer="", pages=["one.html"])


def test_references_are_items_of_their_list(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(PAGE.replace("words", '<div role="doc-biblioentry"></div>'))
    finish_pages(tmp_path, edition("default"), footer="", pages=["one.html"])
    assert '<div role="listitem"></div>' in (tmp_path / "one.html").read_text()


def test_a_notebook_is_downloaded_without_its_outputs(tmp_path: Path) -> None:
    cell = {"cell_type": "code", "source": ["x"], "outputs": [{"text": "long"}]}
    sources = tmp_path / "_sources" / "notebooks"
    sources.mkdir(parents=True)
    (sources / "a.ipynb").write_text(json.dumps({"cells": [cell | {"execution_count": 3}]}))
    (tmp_path / "x.js.map").write_text("{}")
    delete_unread(tmp_path)
    kept = json.loads((sources / "a.ipynb").read_text())["cells"][0]
    assert (kept["source"], kept["outputs"], kept["execution_count"]) == (["x"], [], None)
    assert not (tmp_path / "x.js.map").exists()
