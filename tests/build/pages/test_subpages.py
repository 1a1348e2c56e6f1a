"""Pages that a chapter keeps below its own: into the contents, the book, and what is searched."""

import json
from pathlib import Path

import yaml
from support import Run, notebook

from helpers.build.pages.subpages import (
    page_names,
    stage_subpages,
    subpage_folders,
    with_sections,
    write_search,
)
from helpers.build.project import Project
from helpers.page.subpages import Subpage, read_subpages, write_subpages

TITLE = "A &#60;b&#62;bold&#60;/b&#62; &#42;claim&#42;"
PAGES = {
    Subpage(name="a.md", title=TITLE): "<p id='s-a.md-0'>One.</p>\n\n<p>`Two` *three*</p>",
    Subpage(name="b", title="B"): "<p>b</p>",
    Subpage(name="c", title="C", listed=False): "<p>c</p>",
}
SENTENCES = {"speakers": [], "articles": [], "left": 0}


def keep(workspace: Path) -> None:
    write_subpages(workspace / "results" / "one", PAGES, sentences=SENTENCES)


def test_pages_are_kept_in_order(tmp_path: Path) -> None:
    keep(tmp_path)
    assert list(read_subpages(tmp_path / "results" / "one")) == list(PAGES)
    assert read_subpages(tmp_path / "results" / "two") == ()


def test_pages_stand_behind_their_chapter(small_project: Path, tmp_path: Path) -> None:
    project, workspace = Project(small_project), tmp_path / "work"
    keep(workspace)
    assert page_names(project, workspace) == [
        "notebooks/index",
        "notebooks/one",
        "notebooks/one/a.md",
        "notebooks/one/b",
        "notebooks/one/c",
        "notebooks/two",
    ]
    assert subpage_folders(project, workspace) == ["notebooks/one"]
    source = tmp_path / "source"
    source.mkdir()
    stage_subpages(project, workspace, source)
    contents = yaml.safe_load((source / "_toc.yml").read_text())
    assert contents["chapters"] == [
        {
            "file": "notebooks/one",
            "sections": [{"file": "notebooks/one/a.md.md"}, {"file": "notebooks/one/b.md"}],
        },
        {"file": "notebooks/two"},
    ]
    unlisted = (source / "notebooks" / "one" / "c.md").read_text()
    assert unlisted.startswith("---\norphan: true\n---\n\n# C\n")


def test_sections_are_added_to_those_that_are_there() -> None:
    parts = {"parts": [{"chapters": [{"file": "one", "sections": [{"file": "x"}]}]}]}
    chapter = with_sections(parts, {"one": ["one/a.md"]})["parts"][0]["chapters"][0]
    assert chapter["sections"] == [{"file": "x"}, {"file": "one/a.md"}]
    assert parts["parts"][0]["chapters"][0]["sections"] == [{"file": "x"}]


def test_what_is_searched_is_a_script(small_project: Path, tmp_path: Path) -> None:
    assert write_search(Project(small_project), tmp_path / "work", tmp_path) is None
    keep(tmp_path / "work")
    assert write_search(Project(small_project), tmp_path / "work", tmp_path) == "sentences.js"
    script = (tmp_path / "sentences.js").read_text()
    words = script.removeprefix("window.reportSentences = ").removesuffix(";\n")
    assert json.loads(words) == {"folder": "notebooks", **SENTENCES}


def test_a_book_holds_the_pages_and_no_link_to_one_that_it_lacks(
    small_project: Path, build_book: Run
) -> None:
    pages = {page.model_dump_json(): html for page, html in PAGES.items()}
    notebook(
        small_project / "notebooks" / "one.ipynb",
        "import os\nfrom pathlib import Path\n"
        "from helpers.page.subpages import Subpage, write_subpages\n"
        f"pages = {pages!r}\n"
        "results = Path(os.environ['REPORT_BUILD'], 'results', 'one')\n"
        "pages = {Subpage.model_validate_json(page): html for page, html in pages.items()}\n"
        f"write_subpages(results, pages, sentences={SENTENCES!r})",
    )
    start = small_project / "notebooks" / "index.md"
    there, lacking = '<a href="one/c.html">there</a>', '<a href="one/z.html#s-z-1">Z, 1</a>'
    start.write_text(f"{start.read_text()}\n\n<p>{there} {lacking}</p>\n")
    build_book(out=small_project / "out", cwd=small_project)
    html = small_project / "out" / "default" / "html" / "notebooks"
    page = (html / "one" / "a.md.html").read_text()
    # The heading is the corpus' text, the body goes in as it is.
    assert "<h1>A &lt;b&gt;bold&lt;/b&gt; *claim*" in page
    assert "<p id='s-a.md-0'>One.</p>\n\n<p>`Two` *three*</p>" in page
    assert 'href="b.html"' in page
    for name in ("a.md", "b"):
        assert f'href="one/{name}.html"' in (html / "one.html").read_text()
    assert "<summary><" not in page
    first = (html / "index.html").read_text()
    assert there in first
    assert "<p>" + there + " Z, 1</p>" in first
    assert (html / "one" / "c.html").is_file()
