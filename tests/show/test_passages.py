"""Sentences behind counts, in the book and in any other front end."""

from pathlib import Path

import polars as pl
import pytest
from climate import climate_corpus
from support import as_text

from helpers.measures.framing.matches import matched_sentences
from helpers.show.page import Page
from helpers.show.passages import LISTED
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters


@pytest.fixture
def show(tmp_path: Path) -> Page:
    parameters = Parameters(save_to=str(tmp_path / "kept"))
    return Page(Study(parameters, make(climate_corpus(tmp_path)), chapter="frames"))


def test_sentences_are_folded_by_frame_with_the_matches_marked(show: Page) -> None:
    sentences = matched_sentences(show.study.codes, show.study.sentences)
    shown = show.passages(sentences, of="frame", title="Sentences", name="sentences")
    assert (
        shown.text
        == "What it costs: 2 sentences; <Disaster>: 2 sentences; What science says: 2 sentences"
    )
    assert (
        "The tax <mark>costs</mark> <mark>jobs</mark> and <mark>costs</mark> money." in shown.book
    )
    assert "<summary>&lt;Disaster&gt;: 2 sentences</summary>" in shown.book
    assert "<Disaster>" not in shown.book
    part = shown.book[shown.book.index('id="sentences-frame-costs"') :].split("</details>")[0]
    assert part.count("<li>") == 2
    assert 'href="articles.html#s-north-0"' in part
    markdown = shown.bundle["text/markdown"]
    assert "- The tax <b>costs</b> <b>jobs</b> and <b>costs</b> money. — Reporters’ own" in markdown
    assert "<Disaster>" not in markdown
    kept = pl.read_parquet(
        show.study.results_folder / "tables" / "sentences.parquet"  # type: ignore[operator]
    )
    assert kept.height == 6


def test_of_many_sentences_the_first_are_listed_and_the_rest_counted(show: Page) -> None:
    row = matched_sentences(show.study.codes, show.study.sentences).head(1)
    many = pl.concat([row] * (LISTED + 7))
    shown = show.passages(many, of="frame", title="Sentences", name="sentences")
    assert shown.book.count("<li>") == LISTED
    assert "7 more." in shown.book
    assert "- 7 more" in shown.bundle["text/markdown"]


def test_nothing_matched_is_no_sentence_of_any_frame(show: Page) -> None:
    none = matched_sentences(show.study.codes.clear(), show.study.sentences)
    shown = show.passages(none, of="frame", title="Sentences", name="sentences")
    assert "What it costs: 0 sentences" in shown.text
    assert "<li>" not in shown.book


def test_markup_in_sentences_stays_text(tmp_path: Path) -> None:
    rows = [("a", "P", "2019-03-01", as_text("It costs <b>us</b> *dearly* [here](x)."))]
    study = Study(Parameters(), make(climate_corpus(tmp_path, rows)), chapter="frames")
    sentences = matched_sentences(study.codes, study.sentences)
    shown = Page(study).passages(sentences, of="frame", title="Sentences", name="sentences")
    assert "&lt;b&gt;us&lt;/b&gt;" in shown.book
    assert (
        "&#60;b&#62;us&#60;/b&#62; &#42;dearly&#42; &#91;here&#93;" in shown.bundle["text/markdown"]
    )
