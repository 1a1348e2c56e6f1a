"""What cells show, in the forms that front ends read."""

import base64
import json
import struct
import warnings
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from defusedxml.ElementTree import fromstring

from helpers.findings.claim import Claim
from helpers.findings.finding import Evidence, Finding
from helpers.findings.specifications import Specifications
from helpers.page.mime import BOOK_HTML
from helpers.show.marks.dots import Dots
from helpers.show.marks.sentence_map import SentenceMap
from helpers.show.marks.stacked import Stacked
from helpers.show.marks.tiles import Tiles
from helpers.show.page import Page
from helpers.study.opening import Study, open_study

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7 * 7 }} *b* [x](y) $1$'


@pytest.fixture
def study(small_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.delenv("REPORT_BUILD", raising=False)
    cell = {"corpus": str(small_corpus), "save_to": str(tmp_path / "kept")}
    return open_study(cell, chapter="one")


@pytest.fixture
def page(study: Study) -> Page:
    return Page(study)


def bundle(display: Any) -> tuple[dict[str, str], dict[str, Any]]:
    content: tuple[dict[str, str], dict[str, Any]] = display._repr_mimebundle_()
    return content


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "id": "voices-passed-on",
        "chapter": "one",
        "title": "How much?",
        "text": "This much.",
        "value": 0.2,
        "low": 0.1,
        "high": 0.4,
        "unit": "points",
        "n": 9,
        "verdict": "supported",
        "agreement": 0.75,
        "specifications": 4,
        "reason": "It holds.",
        "evidence": (Evidence(document="north", sentence=1),),
    }
    return Finding.model_validate(values | changes)


DOTS = pl.DataFrame({"voice": ["quote", "indirect"], "share": [0.75, 0.25]})


def test_a_figure_is_a_picture_with_a_size_and_words(page: Page) -> None:
    shown = page.dots(DOTS, label="voice", value="share", share=True, title="Most.", name="v")
    content, metadata = bundle(shown)
    assert set(content) == {"text/html", "image/png", "image/svg+xml", "text/plain", BOOK_HTML}
    png = base64.b64decode(content["image/png"])
    width, height = struct.unpack(">II", png[16:24])
    natural = metadata["image/png"]
    # Twice as many pixels as it is shown with.
    assert (natural["width"], natural["height"]) == (width // 2, height // 2)
    svg = fromstring(content["image/svg+xml"])
    assert svg.get("width")
    assert svg.get("height")
    for words in (natural["alt"], svg.get("aria-label"), content["text/plain"]):
        assert words.startswith("Most.")
        assert "quoted: 75%" in words
    # Front ends that give pictures no alternative text show them as HTML.
    picture = fromstring(content["text/html"].replace('auto">', 'auto"/>'))
    assert picture.get("alt") == natural["alt"]
    assert picture.get("src") == f"data:image/png;base64,{content['image/png']}"
    # The book's figure follows the page's colours, others are on white.
    assert "var(--report-ink" in content[BOOK_HTML]
    assert "var(--" not in content["image/svg+xml"]


def test_a_build_draws_what_the_book_shows_alone(page: Page, tmp_path: Path) -> None:
    drawing = {"label": "voice", "value": "share", "title": "Most.", "name": "v"}
    alone, _ = bundle(page.dots(DOTS, **drawing))
    page.study.build = tmp_path
    content, metadata = bundle(Page(page.study).dots(DOTS, **drawing))
    assert set(content) == {"text/plain", BOOK_HTML}
    assert not metadata
    # The link to the kept table is the book's own.
    figure = fromstring(content[BOOK_HTML].split("<figcaption>")[0] + "</figure>")
    assert figure.findall(".//*[@class='report-wide']")
    assert content["text/plain"] == alone["text/plain"]


def test_names_without_end_are_cut_where_they_are_drawn(page: Page) -> None:
    name = f"{'Ministry of ' * 30}<Affairs>"
    table = pl.DataFrame(
        {"speaker": [f"{name} 1", f"{name} 2"], "part": [name, name], "share": [0.75, 0.25]}
    )
    marks = [
        Dots("speaker", "share", series="part"),
        Stacked("speaker", "part", "share"),
        Tiles("speaker", "part", "share"),
        SentenceMap("speaker", "share", "part"),
    ]
    with warnings.catch_warnings():
        # matplotlib warns where names leave no room for the marks.
        warnings.simplefilter("error")
        for mark in marks:
            shown = page.figure(mark, table, title="Most.", name="f").bundle
            assert "…" in shown["image/svg+xml"]
            assert name not in shown["image/svg+xml"].split(">", 1)[1]


def test_the_same_figure_gives_the_same_bytes(page: Page) -> None:
    twice = [
        bundle(page.dots(DOTS, label="voice", value="share", title="Most.", name="v"))
        for _ in range(2)
    ]
    assert twice[0] == twice[1]


def test_a_table_is_read_without_a_style_sheet(page: Page) -> None:
    table = pl.DataFrame({"voice": ["quote", None], "share": [0.5, None], "n": [1200, 3]})
    columns = {"voice": "Voice", "share": "Share, %", "n": "Sentences"}
    content, _ = bundle(page.table(table, columns=columns, shares=["share"], title="T", name="t"))
    html = content["text/html"]
    assert '<th style="text-align: right">Share, %</th>' in html
    assert '<th style="text-align: left">Voice</th>' in html
    assert "class=" not in html
    assert content["text/plain"].splitlines() == [
        "T",
        "Voice   Share, %  Sentences",
        "quoted        50      1,200",
        "–              –          3",
    ]
    assert '<data value="1200">1,200</data>' in content[BOOK_HTML]


def test_what_is_empty_says_so_and_claims_nothing(page: Page) -> None:
    none = DOTS.clear()
    figure = page.dots(none, label="voice", value="share", title="All are.", name="a")
    table = page.table(none, columns={"voice": "Voice"}, title="All are.", name="b")
    quotations = page.quotations(page.study.sentences.clear())
    for shown in (figure, table, quotations):
        assert "nothing to show" in shown.text
        assert "image/png" not in shown.bundle


def test_sentences_lead_to_their_place_and_are_named_by_article(page: Page) -> None:
    table = pl.DataFrame({"document": ["north"], "sentence": [1], "places": [["north#1"]]})
    columns = {"document": "Article", "sentence": "Sentence", "places": "Such as"}
    content, _ = bundle(page.table(table, columns=columns, title="T", name="t"))
    book = content[BOOK_HTML]
    assert 'href="articles.html#article-north"' in book
    assert book.count('href="articles.html#s-north-1"') == 2
    # Outside the book the addresses lead nowhere.
    assert "href" not in content["text/html"]


def test_a_finding_is_markdown_and_its_details_lie_one_fold_away(page: Page) -> None:
    content, _ = bundle(page.finding(Claim(finding(limits="Only here."), None)))
    assert content["text/markdown"].startswith("**This much.**\n\n✔ *supported* It holds.")
    assert "Only here." in content["text/markdown"]
    assert 'id="finding-voices-passed-on"' in content[BOOK_HTML]


def test_what_comes_from_a_corpus_stays_text(page: Page) -> None:
    claim = Claim(finding(text=HOSTILE, reason=HOSTILE, limits=HOSTILE, unit=HOSTILE), None)
    table = pl.DataFrame({"speaker": [HOSTILE], "share": [0.5]})
    sentence = page.study.sentences.head(1).with_columns(
        text=pl.lit(HOSTILE), speaker=pl.lit(HOSTILE), voice=pl.lit("quote")
    )
    shown = [
        page.finding(claim),
        page.text(HOSTILE),
        page.quotations(sentence),
        page.table(table, columns={"speaker": HOSTILE}, title=HOSTILE, note=HOSTILE, name="t"),
        page.dots(table, label="speaker", value="share", title=HOSTILE, note=HOSTILE, name="d"),
    ]
    for display in shown:
        content, _ = bundle(display)
        for kind in set(content) & {"text/html", "text/markdown", BOOK_HTML, "image/svg+xml"}:
            assert "<img src=x" not in content[kind]
            assert "<script" not in content[kind]
        assert "*b*" not in content.get("text/markdown", "")
        assert "](y)" not in content.get("text/markdown", "")


def test_tables_and_findings_are_kept_where_a_parameter_says(page: Page, tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "specification": [0, 1],
            "reference": [True, False],
            "counted": ["words", "sentences"],
            "value": [0.2, -0.1],
        }
    )
    page.finding(Claim(finding(), Specifications(table)))
    page.table(DOTS, columns={"share": "Share"}, title="Shares", name="shares")
    kept = tmp_path / "kept" / "one"
    assert json.loads((kept / "findings.json").read_text())[0]["value"] == 0.2
    assert pl.read_csv(kept / "tables" / "shares.csv").equals(DOTS)
    assert json.loads((kept / "captions.json").read_text())["shares"] == "Shares"
    assert (kept / "tables" / "specifications-voices-passed-on.parquet").is_file()


def test_the_ways_of_counting_are_told_apart_by_option() -> None:
    table = pl.DataFrame(
        {
            "specification": [0, 1, 2],
            "reference": [True, False, False],
            "counted": ["words", "words", "sentences"],
            "value": [0.2, -0.1, 0.3],
        }
    )
    rows = Specifications(table).by_option(finding()).rows()
    assert rows == [
        ("counted", "words", 2, 0.5, pytest.approx(0.05)),
        ("counted", "sentences", 1, 1.0, 0.3),
    ]


def test_parameters_are_named_where_they_differ(study: Study) -> None:
    shown = Page(study).parameters()
    assert "save_to" in shown.text
    assert "resamples" not in shown.text
