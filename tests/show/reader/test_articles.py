"""The articles as readers see them: pages of any corpus, and what leads to them and back."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import polars as pl
import pytest
from support import as_text

from helpers.corpus.problems import InputError
from helpers.findings.claim import Claim
from helpers.findings.finding import Evidence, Finding, write_findings
from helpers.page.mime import BOOK_HTML
from helpers.page.subpages import read_subpages
from helpers.show.link_targets import link_targets
from helpers.show.links import anchor
from helpers.show.reader.articles import Reader, show_articles, summary
from helpers.show.reader.reading import Reading
from helpers.study.opening import Study
from helpers.study.profiles import profiles

Make = Callable[..., Study]
HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(2)> said “{{ 7 * 7 }}” was a threat. '
    "{raw}`html <b>bold</b>` and ```{eval-rst} are terrible, said <i>Minister</i> Anna Berg."
)
SPOKEN = "The harbour is open. “We want peace,” Anna Berg said."
# What only an article with frames and tone words has.
MARKED = {"data-valence", "data-code", "data-frame", "data-part", "style", "title", "selected"}


def finding(**values: object) -> Finding:
    """A finding with one sentence of evidence."""
    known = {"id": "x", "chapter": "one", "title": "Who?", "text": "They.", "value": 1.0}
    known |= {"low": None, "high": None, "unit": "u", "n": 1, "verdict": "fragile"}
    known |= {"agreement": None, "specifications": 0}
    return Finding.model_validate(known | values)


def test_an_article_is_described_by_its_sentences(make_study: Make) -> None:
    study = make_study({"north": SPOKEN})
    row = profiles(study).row(0, named=True)
    assert (row["sentences"], row["narrator"], row["quote"], row["indirect"]) == (2, 0.5, 0.5, 0)
    assert row["scored"] == 1
    assert row["tone"] > 0
    words = summary(row, study)
    assert words.startswith(
        "50% of its sentences quote somebody and 0% paraphrase; in 50% the reporters speak"
    )
    assert "1 of 2 sentences holds a word with a tone" in words


def test_an_article_is_called_by_its_headline_or_by_outlet_and_date(make_study: Make) -> None:
    study = make_study({"north": SPOKEN, "south": SPOKEN}, {"south": "2022-01-07"})
    assert profiles(study)["title"].to_list() == ["s, 7 Jan 2022", "north"]


def test_an_article_of_one_plain_sentence_says_what_it_lacks(make_study: Make) -> None:
    study = make_study({"north": "The tables stand here on Tuesday."})
    words = summary(profiles(study).row(0, named=True), study)
    assert "None of its words has a tone." in words
    assert words.endswith("No frame was found.")
    html = Reader(study).together()
    assert html.count("(nobody is quoted)") == 1
    assert html.count("(none found)") == 3
    assert html.count(" disabled") == 5
    # Only what a sentence can have is offered to filter by.
    assert re.findall('data-filter="(.*?)"', html) == ["group", "tone"]
    assert "undated" in html
    assert f'id="{anchor("north", 0)}"' in html


def test_every_sentence_of_an_article_shown_in_full_has_its_address(make_study: Make) -> None:
    study = make_study({"north": "One. Two. “Three,” said Anna Berg.\n\nFour."})
    html = Reader(study).article("north")
    spans = study.tables.spans
    assert spans.height == 4
    for document, sentence in spans.select("document", "sentence").iter_rows():
        assert html.count(f'id="{anchor(document, sentence)}"') == 1
        assert f'aria-label="{sentence + 1}: ' in html


def test_a_sentence_leads_to_its_frames_and_to_the_findings_that_rest_on_it(
    make_study: Make,
) -> None:
    study = make_study({"north": "NATO expansion to the east is a threat. Nobody left."})
    held = {
        frame
        for sentence in Reading(study, ["north"]).sentences("north")
        for frame in sentence.frames
    }
    assert held
    places = [Evidence(document="north", sentence=1)] * 2
    claim = Claim(finding(evidence=places), None)
    html = Reader(study, claims=[claim]).article("north")
    assert html.count('<a href="one.html#finding-x">Who?</a>') == 1
    for frame in held:
        assert f'href="codebook.html#frame-{frame}"' in html


def test_frames_are_named_in_full_where_they_come_first(make_study: Make) -> None:
    study = make_study({"north": "That is a threat to us. This is a threat to all."})
    html = Reader(study).article("north")
    (code, name), *_ = [
        pair
        for frame, pair in Reading(study, ["north"]).frames.items()
        if f'data-frame="{pair[1]}"' in html
    ]
    assert html.count(f'data-code="{code} {name}"') == 1
    assert html.count(f'data-code="{code}"') == 1


def test_other_front_ends_get_a_table_of_one_article(make_study: Make) -> None:
    study = make_study({"north": SPOKEN, "south": "It rained."})
    shown = show_articles(study, document="north")
    assert "We want peace" in shown.bundle["text/html"]
    assert "Berg, quoted" in shown.bundle["text/html"]
    assert "It rained" not in shown.text
    assert 'id="s-south-0"' in shown.book
    with pytest.raises(InputError, match='write "south"'):
        show_articles(study, document="suoth")


class _Open(HTMLParser):
    """Collects the names of elements and attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_an_article_says_is_shown_and_never_run(make_study: Make) -> None:
    plain = make_study({"north": SPOKEN})
    made = make_study({"north": as_text(HOSTILE)})
    tables = made.tables
    vandal = '"><img src=x onerror=alert(3)>{{ 1 }}'
    texts = ("headline", "outlet", "file", "evidence")
    object.__setattr__(
        tables, "documents", tables.documents.with_columns(pl.lit(vandal).alias(t) for t in texts)
    )
    object.__setattr__(
        tables,
        "spans",
        tables.spans.with_columns(
            speaker=pl.lit(vandal), bloc=pl.lit(vandal), voice=pl.lit("quote")
        ),
    )
    claims = [Claim(finding(title=vandal, evidence=[{"document": "north", "sentence": 0}]), None)]
    hostile = Study(made.parameters, tables, chapter="articles")
    page = _Open(Reader(hostile, claims=claims).together())
    harmless = _Open(Reader(plain).together())
    assert page.tags <= harmless.tags | {"details", "summary"}
    assert page.attributes <= harmless.attributes | MARKED
    assert vandal in page.text
    for fragment in ("<script>alert(1)</script>", "{{ 7 * 7 }}", "<b>bold</b>", "{eval-rst}"):
        assert fragment in page.text
    title = next(iter(Reader(hostile).subpages())).title
    assert not re.search(r"[<>`*\[\]]", title)


def build_folder(place: Path, *, links: str) -> Path:
    """A workspace in which one chapter links to places, and one that waits does too."""
    (place / "executed").mkdir(parents=True)
    late = '<a href="articles/b.html#s-b-9">'
    for name, waits, html in (("one", False, links), ("last", True, late)):
        made = nbformat.v4.new_notebook(metadata={"report": {"waits": True}} if waits else {})
        cell = nbformat.v4.new_code_cell("1")
        cell.outputs = [nbformat.v4.new_output("display_data", data={BOOK_HTML: html})]
        made.cells = [cell]
        nbformat.write(made, place / "executed" / f"{name}.ipynb")
    rest = finding(evidence=[{"document": "c", "sentence": 4}])
    write_findings([rest], place / "results" / "one" / "findings.json")
    return place


LINKS = '<a href="articles/b.html#s-b-1">1</a> <a href="articles/d.html">d</a>'


def test_links_and_evidence_of_the_chapters_are_collected(tmp_path: Path) -> None:
    assert link_targets(build_folder(tmp_path, links=LINKS)) == {"s-b-1", "s-c-4"}


def test_within_a_build_each_article_has_a_page_and_beyond_the_limit_what_is_linked_to(
    make_study: Make, tmp_path: Path
) -> None:
    made = make_study(dict.fromkeys("abcd", "Ships arrive. Nobody left."), reader_limit=1)
    build = build_folder(tmp_path, links=LINKS)
    within = Study(made.parameters, made.tables, chapter="articles", build=build)
    shown = show_articles(within, document="a")
    results = build / "results" / "articles"
    # Finding c 4 names a sentence that there is not; of b the second is linked to, d alone.
    assert [(page.name, page.listed) for page in read_subpages(results)] == [
        ("a", True),
        ("b", False),
    ]
    assert "The first article is shown in full" in shown.book
    pages = {page: (results / "pages" / f"{page}.html").read_text() for page in "ab"}
    assert re.findall('id="(s-.*?)"', pages["a"]) == ["s-a-0", "s-a-1"]
    assert re.findall('id="(s-.*?)"', pages["b"]) == ["s-b-1"]
    assert 'href="../articles.html"' in pages["b"]
    search = json.loads((results / "pages" / "sentences.json").read_text())
    assert [article["sentences"] for article in search["articles"]] == [
        [
            [1, "articles/a.html#s-a-0", "Ships arrive.", -1],
            [2, "articles/a.html#s-a-1", "Nobody left.", -1],
        ],
        [[2, "articles/b.html#s-b-1", "Nobody left.", -1]],
    ]


def test_an_article_leads_to_the_ones_before_and_after_it(make_study: Make, tmp_path: Path) -> None:
    made = make_study(dict.fromkeys("abc", SPOKEN))
    within = Study(made.parameters, made.tables, chapter="articles", build=tmp_path)
    pages = {page.name: html for page, html in Reader(within).subpages().items()}
    way = re.compile(r'rel="(\w+)" href="(.*?)"')
    assert {name: way.findall(html) for name, html in pages.items()} == {
        "a": [("next", "b.html")],
        "b": [("prev", "a.html"), ("next", "c.html")],
        "c": [("prev", "b.html")],
    }


def test_tone_and_frames_of_a_cut_sentence_are_those_of_the_whole(make_study: Make) -> None:
    study = make_study({"north": "One is good. Two is bad."})
    (first, second) = Reading(study, ["north"]).sentences("north")
    assert first.about.startswith("Sentence 1 · reporters’ own words · tone +0.")
    assert second.about.endswith("negative")
    assert second.frames == ()
    assert second.brief.startswith("2: reporters’ own words; tone −0.")
    assert second.brief.endswith("no frame")
