"""The book as one PDF, from two small pages with something folded away."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from support import Run, needs_browser

from helpers.build.pages.one_page import leaves
from helpers.build.pages.pdf import find_chromium
from helpers.corpus.problems import InputError

PAGE = """<html lang="en"><body><article class="bd-article"><section id="start">
<h1>Start<a class="headerlink" href="#start">#</a></h1>
<details class="admonition hide"><summary>How</summary><p>code</p></details>
<details><summary>More</summary><p id="deep">folded</p></details>
<a href="two.html#end">to two</a> <a href="#deep">here</a> <a href="../data/x.csv">data</a>
<svg><clipPath id="c"></clipPath><g clip-path="url(#c)"></g></svg>
</section></article></body></html>"""
OTHER = """<html><body><article class="bd-article"><h1>Two</h1><h2 id="end">End</h2>
<figure id="figure-f"><figcaption><span class="report-label">Figure 1</span> Shares of x. Long.
</figcaption></figure></article></body></html>"""


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    (tmp_path / "one.html").write_text(PAGE)
    (tmp_path / "two.html").write_text(OTHER)
    return [tmp_path / "one.html", tmp_path / "two.html"]


def test_links_between_pages_stay_in_the_document(pages: list[Path]) -> None:
    first, second = leaves(pages)
    assert 'href="#two--end"' in first.html
    assert 'id="two--end"' in second.html
    assert 'href="#one--deep"' in first.html
    assert 'id="one--deep"' in first.html
    assert 'clip-path="url(#one--c)"' in first.html
    assert "x.csv" not in first.html


def test_folded_text_is_opened_and_code_left_out(pages: list[Path]) -> None:
    first, _ = leaves(pages)
    assert '<details open="">' in first.html
    assert "folded" in first.html
    assert "How" not in first.html
    assert first.title == "Start"


def test_figures_and_headings_are_listed(pages: list[Path]) -> None:
    _, second = leaves(pages)
    assert [part.text for part in second.entry.parts] == ["End"]
    assert [(entry.place, entry.text) for entry in second.figures] == [
        ("two--figure-f", "Figure 1 Shares of x")
    ]


def test_pages_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.html").write_text(PAGE)
    found = leaves([tmp_path / "a" / "one.html", tmp_path / "b" / "one.html"])
    assert [leaf.name for leaf in found] == ["one", "one-2"]


def test_a_missing_browser_is_named_before_anything_is_built(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, build_book: Run
) -> None:
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    with pytest.raises(InputError, match="CHROMIUM=no-such-browser: there is no such program"):
        find_chromium()
    ran = build_book("--pdf", out=small_project / "out", cwd=small_project, check=False)
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert not (small_project / "out").exists()


def contents_of(reader: PdfReader) -> dict[str, int]:
    """Read the lines of the contents: words and the number behind them."""
    text = next(page.extract_text() for page in reader.pages if "Contents" in page.extract_text())
    return {
        words.strip(): int(number) for words, number in re.findall(r"^(.+?)\s+(\d+)$", text, re.M)
    }


@needs_browser
def test_the_printed_book_has_contents_bookmarks_all_text_and_the_same_bytes_again(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, build_book: Run
) -> None:
    folded = "<details><summary>More</summary>\n\nKept in the dark.\n\n</details>\n"
    start = small_project / "notebooks" / "index.md"
    start.write_text(start.read_text() + "\n## Further\n\n" + folded)
    out = small_project / "out"
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    build_book("--pdf", out=out, cwd=small_project)
    first = (out / "default" / "default.pdf").read_bytes()
    reader = PdfReader(out / "default" / "default.pdf")
    texts = [page.extract_text() for page in reader.pages]
    assert "Small" in texts[0]
    assert any("Kept in the dark." in text for text in texts)
    assert any("rows 15" in text for text in texts)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Small"
    assert reader.metadata.creation_date is None

    outline = [entry for entry in reader.outline if not isinstance(entry, list)]
    marks = {entry.title: reader.get_destination_page_number(entry) + 1 for entry in outline}
    assert list(marks) == ["Contents", "Start", "One", "Two"]
    listed = contents_of(reader)
    assert {name: listed[name] for name in ("Start", "One", "Two")} == {
        name: marks[name] for name in ("Start", "One", "Two")
    }
    assert listed["Further"] == marks["Start"]
    for name in ("Start", "One", "Two"):
        # Head and foot of the page stand before its text; the contents give the same number.
        assert re.match(rf"Small {name}\s+{listed[name]}\s", texts[listed[name] - 1])

    again = build_book("--pdf", out=out, cwd=small_project)
    assert "nothing has changed" in again.stderr
    assert (out / "default" / "default.pdf").read_bytes() == first
    build_book(out=out, cwd=small_project)
    assert not (out / "default" / "default.pdf").exists()

    monkeypatch.setenv("PYTHONHASHSEED", "2")
    build_book("--pdf", out=small_project / "elsewhere", cwd=small_project)
    assert (small_project / "elsewhere" / "default" / "default.pdf").read_bytes() == first
