"""One site of several editions: links, switch, what stays when something fails."""

import csv
import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner, Result
from playwright.sync_api import Browser
from support import ROOT, needs_browser, notebook

from helpers.build.books import Book
from helpers.commands.cli import cli
from helpers.compare.editions import compare, parameter_differences
from helpers.compare.page import Column, comparison_page
from helpers.compare.site import names as site_names
from helpers.findings.finding import Finding

from .test_differences import FOUND
from .test_editions import SILENT, finding


def report(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


class Links(HTMLParser):
    """Collects the links of a page's switch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside = False
        self.found: list[tuple[str | None, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "nav" and "report-editions" in str(values.get("class")):
            self.inside = True
        if tag == "a" and self.inside:
            self.found.append((values["href"], values.get("aria-current")))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "nav"


@pytest.fixture
def two_editions(small_project: Path) -> Path:
    """Return the small project with a second edition whose text tries to be HTML."""
    notebook(small_project / "notebooks" / "two.ipynb", FOUND, parameters="seed = 2022")
    (small_project / "notebooks" / "editions" / "seeds.yaml").write_text(
        "title: <b>Seeds</b>\ndescription: What does <i>another</i> seed say?\n"
        "parameters: {seed: 7}\n"
    )
    return small_project


def test_a_site_holds_every_edition_with_a_switch_on_every_page(two_editions: Path) -> None:
    result = report("compare")
    assert result.exit_code == 0, result.stderr
    site = two_editions / "_build" / "site"
    assert result.stdout.strip() == str(site / "index.html")
    assert "1 of 2: default, building" in result.stderr
    for name, other in (("default", "seeds"), ("seeds", "default")):
        for page in ("index", "one", "two"):
            path = site / name / "notebooks" / f"{page}.html"
            links = Links(path.read_text()).found
            assert [href for href, _ in links] == [
                "../../index.html",
                f"../../default/notebooks/{page}.html",
                f"../../seeds/notebooks/{page}.html",
            ]
            assert [current for _, current in links].count("page") == 1
            assert (f"../../{name}/notebooks/{page}.html", "page") in links
            assert (f"../../{other}/notebooks/{page}.html", None) in links
            assert all((path.parent / str(href)).is_file() for href, _ in links)
    page = (site / "index.html").read_text()
    assert "<b>Seeds" not in page
    assert "&lt;b&gt;Seeds&lt;/b&gt;" in page
    assert "None of 1 finding changes verdict" in page
    assert 'href="seeds/notebooks/two.html#finding-a"' in page
    rows = list(csv.DictReader((site / "comparison.csv").open()))
    assert [(row["edition"], float(row["value"])) for row in rows] == [
        ("default", 2022.0),
        ("seeds", 7.0),
    ]
    kept = json.loads((site / "comparison.json").read_text())
    assert kept["parameters"] == [{"parameter": "seed", "default": "2022", "seeds": "7"}]
    assert [row["value"] for row in kept["findings"]] == [2022.0, 7.0]
    first = (site / "seeds" / "notebooks" / "index.html").read_text()
    assert "What does &lt;i&gt;another&lt;/i&gt; seed say?" in first
    assert 'class="report-edition"' not in (site / "seeds/notebooks/one.html").read_text()
    assert 'class="report-edition"' not in (site / "default/notebooks/index.html").read_text()

    # A book that fails leaves the site; a folder stands for its book; two of a name stay apart.
    before = {p: p.read_bytes() for p in site.rglob("*") if p.is_file()}
    notebook(two_editions / "notebooks" / "one.ipynb", "1 / 0")
    failed = report("compare")
    assert failed.exit_code == 1
    assert "edition 'default': one failed" in failed.stderr
    assert {p: p.read_bytes() for p in site.rglob("*") if p.is_file()} == before
    books = [str(two_editions / "_build" / name) for name in ("seeds", "seeds")]
    again = report("compare", *books)
    assert again.exit_code == 0, again.stderr
    assert (site / "seeds-2" / "notebooks" / "one.html").is_file()
    assert not (site / "default").exists()


def test_every_book_has_a_folder_of_its_own(tmp_path: Path) -> None:
    books = [Book(tmp_path, (), {"edition": name}) for name in ("a", "a", "a-2", "a")]
    assert site_names(books) == ["a", "a-3", "a-2", "a-4"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("default", "nothing"), "there is no edition 'nothing'"),
        (("default", "default"), "two of the editions have this name"),
        (("--corpus", "nowhere"), "no such corpus folder"),
    ],
)
def test_a_wrong_argument_ends_before_anything_is_built(
    small_project: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = report("compare", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (small_project / "_build" / "default").exists()


def hostile(name: str) -> Finding:
    return finding(name, title=f"Is <b>{name}</b> {{{{ so }}}}?", text="<script>alert(1)</script>")


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_comparison_fits_the_screen_and_names_everything(
    tmp_path: Path, browser: Browser, width: int, scheme: str
) -> None:
    names = [f"edition-{number}" for number in range(7)]
    found = {name: [hostile("a"), finding("b")] for name in names}
    found["edition-1"] = [finding("a", verdict="fragile", value=-0.2), finding("b", **SILENT)]
    found["edition-2"] = [finding("a", unit="tokens"), finding("c", chapter="words & more")]
    columns = [Column(name, f"<b>{name}</b>", "Asks.", 0.95, "index.html") for name in names]
    page = comparison_page(
        compare(found),
        parameter_differences({name: {"seed": name} for name in names}),
        columns,
        title="A <b>book</b>",
        chapters={},
        styles=["report.css", "editions.css"],
    )
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    for style in ("report.css", "editions.css"):
        shutil.copyfile(ROOT / "notebooks" / "_static" / style, tmp_path / style)
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    shown = context.new_page()
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("dialog", lambda dialog: faults.append(dialog.message))
    shown.goto((tmp_path / "index.html").as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.locator("b, i, main script").count() == 0
    assert "1 of 3 findings changes verdict" in shown.inner_text(".comparison-lead")
    assert "supported → fragile" in shown.inner_text("table >> nth=0")
    violations = Axe().run(shown).response["violations"]
    context.close()
    assert faults == []
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
