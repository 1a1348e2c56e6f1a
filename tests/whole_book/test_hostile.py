"""An article is untrusted input: nothing that it or its description holds runs in the book.

The corpus of this test carries scripts, handlers, templates and Markdown with MyST's roles and
directives wherever a corpus can carry text.
"""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from markupsafe import escape
from playwright.sync_api import Browser
from support import ROOT, Run, as_text, needs_browser

from helpers.build.project import Project
from helpers.corpus.files.importing import import_corpus

# Each calls `hit`, or makes an element, if it is taken for more than text.
SCRIPT = "<script>hit()</script>"
IMAGE = '"><img src=x onerror=hit()>'
TEMPLATE = "{{ 7*7 }} {% raw %} ${hit()}"
MARKDOWN = "**bold** [link](javascript:hit()) `code` $x^2$ <b onclick=hit()>"
DIRECTIVE = (
    "```{raw} html <script>hit()</script> ``` {raw-html}`<img src=x onerror=hit()>` {term}`x`"
)
ATTACKS = {
    "headline": f"{SCRIPT} {IMAGE} {MARKDOWN}",
    "outlet": f"{IMAGE} {{{{ 7*7 }}}}",
    "country": SCRIPT,
    "evidence": f"{IMAGE} {DIRECTIVE}",
}
TEXT = """The talks failed

{first}

Minister Anna Berg said the talks failed. “We want peace and security in the {article},” Berg said.

{second}

“The threat is growing {first},” Berg stressed. “NATO expansion is a threat,” she said.

NATO expansion {second} is a threat to security, the so-called “{first}” shows.
"""


def corpus(place: Path, *, first: str, second: str, said: Mapping[str, str], name: str) -> Path:
    """A corpus of two articles with the given text in every place that can hold some."""
    texts = place / "texts"
    texts.mkdir(parents=True)
    for article in ("north", "south"):
        text = TEXT.format(first=as_text(first), second=as_text(second), article=article)
        (texts / f"{article}.txt").write_text(text, encoding="utf-8")
    folder = place / name
    import_corpus(folder, texts)
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({key: f"{value} {row['document']}" for key, value in said.items()})
        row["headline"] = as_text(row["headline"])
        moved = f"articles/{row['document']} {said['headline'].replace('/', '∕')[:60]}.txt"
        (folder / row["file"]).rename(folder / moved)
        row["file"] = moved
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    actors = {
        "persons": [{"name": f"Berg {first}", "given": "Anna", "bloc": first, "aliases": ["Berg"]}],
        "labels": {first: f"the north {first}", "none": "nobody"},
        "targets": {f"the alliance {first}": ["NATO"]},
    }
    (folder / "actors.yml").write_text(yaml.safe_dump(actors), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile_book(
    tmp_path_factory: pytest.TempPathFactory, shared: Callable[..., Path], build_book: Run
) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    folder = corpus(
        place,
        first=SCRIPT + IMAGE,
        second=TEMPLATE + MARKDOWN + DIRECTIVE,
        said=ATTACKS,
        name="<img src=x onerror=hit()> {{ 7*7 }}",
    )
    books = shared("hostile", lambda out: build_book("--corpus", str(folder), out=out))
    return books / "default"


# What the attacks would leave in a page if one of them succeeded.
TRACES = """() => {
    const found = [];
    for (const element of document.querySelectorAll("*")) {
        for (const {name, value} of element.attributes) {
            if (name.startsWith("on") && value.includes("hit")) found.push(element.outerHTML);
            if (/^\\s*javascript:/i.test(value)) found.push(element.outerHTML);
        }
    }
    const made = "img[src='x'], script:not([src]), main b[onclick], main .math, main .term";
    for (const element of document.querySelectorAll(made)) {
        if (element.tagName !== "SCRIPT" || element.text.includes("hit(")) {
            found.push(element.outerHTML);
        }
    }
    for (const element of document.querySelectorAll("main strong")) {
        if (element.textContent === "bold") found.push(element.outerHTML);
    }
    return found;
}"""


@needs_browser
def test_nothing_that_a_corpus_holds_runs_or_makes_an_element(
    hostile_book: Path, browser: Browser
) -> None:
    page = browser.new_page()
    hits: list[str] = []
    page.expose_function("hit", lambda *given: hits.append(page.url))
    page.on("dialog", lambda dialog: hits.append(dialog.message))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    names = sorted((hostile_book / "html" / "notebooks").rglob("*.html"))
    search = (hostile_book / "html" / "search.html").as_uri()
    assert names
    traces = {}
    for path in names:
        page.goto(path.as_uri())
        traces[path.name] = page.evaluate(TRACES)
    page.goto(f"{search}?q=talks")
    assert page.locator(".report-search li").count() > 0
    traces["search"] = page.evaluate(TRACES)
    assert hits == []
    assert errors == []
    assert {name: found for name, found in traces.items() if found} == {}


def test_what_attacks_is_shown_as_what_it_is(hostile_book: Path) -> None:
    folder = hostile_book / "html" / "notebooks" / "articles"
    page = (folder / "north.html").read_text(encoding="utf-8")
    for attack in (SCRIPT, IMAGE, TEMPLATE, MARKDOWN, DIRECTIVE):
        assert str(escape(attack)) in page
    assert "49" not in page.split("7*7")[1][:20]


def test_two_undated_articles_without_coding_fill_every_chapter(hostile_book: Path) -> None:
    made = {path.stem for path in (hostile_book / "html" / "notebooks").glob("*.html")}
    assert made >= {page.stem for page in Project(ROOT).pages}
    rows = json.loads((hostile_book / "data" / "findings.json").read_text(encoding="utf-8"))
    verdicts = {row["id"]: row["verdict"] for row in rows}
    assert verdicts["sentiment-over-time"] == "does not apply"
    assert set(verdicts.values()) > {"does not apply"}
    trust = (hostile_book / "html" / "notebooks" / "trust.html").read_text(encoding="utf-8")
    assert "No sentence of this corpus was coded" in trust
