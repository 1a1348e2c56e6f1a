"""Who is heard, counted on articles that can be counted by eye."""

import csv
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from helpers.show.chapter import Chapter

from helpers.corpus.files.importing import import_corpus
from helpers.findings import voices as claims
from helpers.study.make_tables import make
from helpers.study.parameters import Parameters
from helpers.views import speakers, voices

ACTORS = """\
persons:
  - {name: Berg, given: Anna, bloc: greens}
  - {name: Holt, given: Tom, bloc: industry}
  - {name: Roe, given: Ann, bloc: none}
labels: {greens: the Greens, industry: the industry, none: nobody}
"""
ARTICLES = [
    (
        "north",
        "Post",
        "It is cold. Anna Berg said the ice melts away today. Experts believe that it rains. "
        "Ann Roe said it snows.",
    ),
    ("south", "Herald", "Tom Holt claimed that all is well."),
]
VIEWS = [
    voices.voices_by_document,
    voices.unattributed_claims,
    voices.scare_quoted,
    speakers.blocs,
    speakers.bloc_grid,
    speakers.speakers,
    speakers.reporting_verbs,
    speakers.verbs_by_bloc,
]


def open_on(folder: Path, rows: list[tuple[str, str, str]], **parameters: object) -> Chapter:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "outlet", "text"])
        writer.writerows(rows)
    import_corpus(folder / "corpus", folder / "articles.csv")
    (folder / "corpus" / "actors.yml").write_text(ACTORS, encoding="utf-8")
    return Chapter("voices", Parameters(resamples=200, **parameters), make(folder / "corpus"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Chapter:
    return open_on(tmp_path_factory.mktemp("voices"), ARTICLES)


def test_shares_of_voices_by_article(small: Chapter) -> None:
    text = voices.voices_by_document(small).text
    assert "north: narrator 25%, paraphrase 75%, quotation 0%" in text
    assert "south: narrator 0%, paraphrase 100%, quotation 0%" in text


def test_unnamed_sources_by_article(small: Chapter) -> None:
    shown = voices.unattributed_claims(small)
    assert "in all 25%" in shown.text
    assert "north 33% (1 of 3 sentences) and south 0% (0 of" in shown.text
    # One of three: Wilson's interval.
    assert "33 [6, 79]" in shown.html
    assert 'href="articles.html#s-north-2"' in shown.html


def test_words_by_group_add_up_and_lead_to_their_sentences(small: Chapter) -> None:
    # Words: Berg 8, Holt 7, Roe and the experts 5 each.
    text = speakers.blocs(small).text
    assert "the Greens 32%" in text
    assert "the industry 28%" in text
    assert "speakers of no known group" in text
    assert 'href="articles.html#s-south-0"' in speakers.blocs(small).html


def test_a_speaker_without_a_group_is_no_group_that_leads(small: Chapter) -> None:
    found = {finding.id: finding for finding, _ in claims.findings(small)}
    text, limits = found["voices-most-heard"].text, found["voices-most-heard"].limits
    # One sentence each, of four.
    assert "25% come from the Greens, as many as from the industry" in text
    assert "come from speakers of no known group" in limits
    assert "nobody" not in text + limits


def test_verbs_are_set_against_groups(small: Chapter) -> None:
    text = speakers.verbs_by_bloc(small).text
    assert "the Greens (1): neutral 100%" in text
    assert "the industry (1): distancing 100%" in text


def test_many_articles_are_shown_by_outlet(tmp_path: Path) -> None:
    rows = [(f"a{n}", f"Paper {n % 2}", "Anna Berg said it rains.") for n in range(30)]
    chapter = open_on(tmp_path, rows)
    text = voices.voices_by_document(chapter).text
    assert "One bar for each of 2 outlets" in text
    assert "Paper 0: narrator 0%, paraphrase 100%" in text
    assert "Dots for each outlet" in voices.unattributed_claims(chapter).text
    assert "Paper 1: the Greens 100%" in speakers.bloc_grid(chapter).text


def test_many_articles_without_outlets_stay_articles(tmp_path: Path) -> None:
    rows = [(f"a{n}", "", "Anna Berg said it rains.") for n in range(22)]
    chapter = open_on(tmp_path, rows)
    for view in VIEWS:
        assert view(chapter).html
    assert "One bar for each of" in voices.voices_by_document(chapter).text


@pytest.mark.parametrize(
    "rows",
    [
        [("only", "", "It rained.")],
        [("only", "", "“It rained,” said Anna Berg.")],
        [("a", "Post", "It rained."), ("b", "", "It “rained” again.")],
    ],
)
def test_views_come_out_for_any_corpus(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    chapter = open_on(tmp_path, rows)
    for view in VIEWS:
        assert view(chapter).html
    assert len(claims.findings(chapter)) == 3


@pytest.mark.parametrize("chosen", [["narrator"], ["quote"], ["indirect"]])
def test_views_come_out_for_any_selection(small: Chapter, chosen: list[str]) -> None:
    for chapter in (small.vary(voices=chosen), small.vary(outlets=["no such paper"])):
        for view in VIEWS:
            assert view(chapter).html
        assert len(claims.findings(chapter)) == 3


def test_text_of_the_corpus_is_escaped(tmp_path: Path) -> None:
    chapter = open_on(tmp_path, [("a", "<b>Post</b>", "Anna Berg called it “<i>art</i>” once.")])
    pages = "".join(view(chapter).html for view in VIEWS)
    assert "<b>Post" not in pages
    assert "<i>art" not in pages


def test_without_a_voice_nothing_is_said_about_voices_left_out(small: Chapter) -> None:
    captions = small.tables.sentences.with_columns(kind=pl.lit("boilerplate"))
    empty = Chapter("voices", small.parameters, replace(small.tables, sentences=captions))
    assert claims.passed_on(empty).finding.text == "No sentence in any voice is left here."
    chosen = small.vary(voices=["quote"])
    assert "where voices are left out" in claims.passed_on(chosen).finding.text
