"""Who is heard, counted on articles that can be counted by eye, and the chapter that shows it."""

import csv
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from support import as_text, run_chapter

from helpers.corpus.files.importing import import_corpus
from helpers.findings import voice_titles as titles
from helpers.findings import voices as findings
from helpers.findings.finding import Finding
from helpers.measures.speech.shares import shares, word_shares
from helpers.measures.speech.speakers import unnamed_sources
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters

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


def corpus_of(folder: Path, rows: list[tuple[str, str, str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "outlet", "text"])
        writer.writerows(rows)
    import_corpus(folder / "corpus", folder / "articles.csv")
    (folder / "corpus" / "actors.yml").write_text(ACTORS, encoding="utf-8")
    return folder / "corpus"


def open_on(folder: Path, rows: list[tuple[str, str, str]]) -> Study:
    return Study(Parameters(resamples=200), make(corpus_of(folder, rows)))


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus_of(tmp_path_factory.mktemp("voices"), ARTICLES)


@pytest.fixture(scope="module")
def small(small_folder: Path) -> Study:
    return Study(Parameters(resamples=200), make(small_folder))


def finding_of(study: Study, id: str) -> Finding:
    return next(finding for finding, _ in findings.findings(study) if finding.id == id)


def test_shares_of_voices_by_article(small: Study) -> None:
    table = shares(small.sentences, of="voice", by="document")
    assert table.select("document", "voice", "share").rows() == [
        ("north", "indirect", 0.75),
        ("north", "narrator", 0.25),
        ("south", "indirect", 1.0),
    ]
    assert (
        titles.voices_by(table, by="document") == "Quotations outnumber paraphrases in no article"
    )


def test_the_share_that_is_quoted_or_paraphrased_is_said_with_the_rest(small: Study) -> None:
    assert finding_of(small, "voices-passed-on").text == (
        "Most sentences (80%) quote or paraphrase a source; reporters speak for themselves in 20%."
    )


def test_unnamed_sources_by_article(small: Study) -> None:
    names = small.tables.codebook.unnamed
    table = unnamed_sources(small.sentences, names=names, by="document")
    assert table.select("document", "unnamed", "n", "places").rows() == [
        ("north", 1, 3, ["north#2"]),
        ("south", 0, 1, []),
    ]
    assert titles.without_name(table, by="document") == (
        "1 of 4 quoted or paraphrased sentences has no named source, in 1 of 2 articles"
    )
    assert "25% (1 of 4)" in finding_of(small, "voices-unnamed").text


def test_words_by_group_add_up(small: Study) -> None:
    # Words: Berg 8, Holt 7, Roe and the experts 5 each.
    table = word_shares(small.source_sentences, of="bloc")
    assert table.select("bloc", "words", "n").rows() == [
        ("none", 10, 25),
        ("greens", 8, 25),
        ("industry", 7, 25),
    ]


def test_what_all_sentences_share_needs_no_redrawing(tmp_path: Path) -> None:
    """Wilson's interval of 40 in 40 begins at 0.91, of 2 in 2 at 0.34: on the scale, below zero."""
    many = open_on(tmp_path / "many", [("a", "Post", "Anna Berg said it rained. " * 40)])
    finding = finding_of(many, "voices-unnamed")
    assert finding.text == "All 40 quoted or paraphrased sentences name their source."
    assert finding.low == pytest.approx(100 * (2 * 40 / (40 + 1.96**2) - 1), abs=0.01)
    assert "its interval leaves out zero" in finding.reason
    assert finding.verdict != "not supported"
    both = open_on(tmp_path / "both", [("a", "Post", "Anna Berg said it rained. " * 2)])
    finding = finding_of(both, "voices-unnamed")
    assert finding.text == "Both quoted or paraphrased sentences name their source."
    assert finding.verdict == "not supported"
    passed_on = finding_of(both, "voices-passed-on")
    assert passed_on.text.endswith("Every sentence quotes or paraphrases a source.")
    alone = open_on(tmp_path / "alone", [("a", "Post", "It rained.")])
    assert finding_of(alone, "voices-passed-on").text.startswith("The one sentence is")


def test_a_speaker_without_a_group_is_no_group_that_leads(small: Study) -> None:
    finding = finding_of(small, "voices-most-heard")
    # One sentence each, of four.
    assert finding.text.endswith(
        "50% of quoted or paraphrased sentences come from speakers of no known group. Of the known "
        "groups, the Greens and the industry come first with 25% each."
    )
    assert "nobody" not in finding.text + finding.limits


def test_a_title_names_who_gets_the_most_room_and_where(small: Study) -> None:
    table = shares(small.grouped_sentences, of="group", by="document")
    assert titles.speakers_by(small, table, by="document") == (
        "Other or unknown speakers and the industry each get the most room in 1 of 2 articles"
    )
    one = table.filter(document="south")
    assert (
        titles.speakers_by(small, one, by="document") == "Only the industry speak in this selection"
    )
    tied = table.with_columns(sentences=pl.lit(1))
    assert titles.speakers_by(small, tied, by="document") == (
        "The industry get the most room in 1 of 2 articles"
    )
    assert titles.speakers_by(small, tied.filter(document="north"), by="document") == (
        "No group of speakers gets more room than every other in any article"
    )
    assert titles.speakers_by(small, table.clear(), by="document") == (
        "No one speaks in this selection"
    )


def test_verbs_are_set_against_groups(small: Study) -> None:
    table = shares(small.source_sentences, of="verb_class", by="bloc")
    assert {row["bloc"]: row["verb_class"] for row in table.to_dicts() if row["share"] == 1.0} == {
        "greens": "neutral",
        "industry": "distancing",
    }
    greens = table.filter(bloc="greens")
    assert titles.verbs_by(small, greens, by="bloc") == (
        "Neutral verbs are the most frequent for this group"
    )


def test_many_articles_are_shown_by_outlet(tmp_path: Path) -> None:
    rows = [(f"a{n}", f"Paper {n % 2}", "Anna Berg said it rains.") for n in range(30)]
    study = open_on(tmp_path, rows)
    assert study.grouping() == "outlet"
    table = shares(study.sentences, of="voice", by=study.grouping())
    assert table.select("outlet", "voice", "share").rows() == [
        ("Paper 0", "indirect", 1.0),
        ("Paper 1", "indirect", 1.0),
    ]


def test_many_articles_without_outlets_stay_articles(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, [(f"a{n}", "", "Anna Berg said it rains.") for n in range(22)])
    assert Study(Parameters(), make(corpus)).grouping() == "document"
    shown = run_chapter("who-speaks", corpus=str(corpus), resamples=100)
    assert "Of 22 articles, the 20 with the most sentences are shown." in shown[1].text


@pytest.mark.parametrize(
    "rows",
    [
        [("only", "", "It rained.")],
        [("only", "", "“It rained,” said Anna Berg.")],
        [("a", "Post", "It rained."), ("b", "", "It “rained” again.")],
    ],
)
def test_the_chapter_comes_out_for_any_corpus(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    corpus = corpus_of(tmp_path, rows)
    assert all(display.text for display in run_chapter("who-speaks", corpus=str(corpus)))


@pytest.mark.parametrize("chosen", [["narrator"], ["quote"], ["indirect"]])
def test_the_chapter_comes_out_for_any_voice(small_folder: Path, chosen: list[str]) -> None:
    shown = run_chapter("who-speaks", corpus=str(small_folder), voices=chosen)
    assert "cannot be measured" in shown[0].text
    assert all(display.text for display in shown)


def test_where_no_one_is_quoted_the_chapter_claims_nothing(small_folder: Path) -> None:
    words = " ".join(
        display.text
        for display in run_chapter("who-speaks", corpus=str(small_folder), voices=["narrator"])
    )
    assert "Only reporters speak in this selection" in words
    assert "No one is quoted or paraphrased by name" in words
    assert "No verb of saying introduces a source" in words
    assert "sentence names its source" not in words
    assert "The 0 people" not in words


def test_text_of_the_corpus_is_escaped(tmp_path: Path) -> None:
    corpus = corpus_of(
        tmp_path, [("a", "<b>Post</b>", as_text("Anna Berg called it “<i>art</i>” once."))]
    )
    shown = run_chapter("who-speaks", corpus=str(corpus))
    pages = "".join(
        display.book + display.bundle.get("text/html", "") + display.bundle.get("text/markdown", "")
        for display in shown
    )
    assert "<b>Post" not in pages
    assert "<i>art" not in pages


def test_without_a_voice_nothing_is_said_about_voices_left_out(small: Study) -> None:
    captions = small.tables.sentences.with_columns(kind=pl.lit("boilerplate"))
    empty = Study(small.parameters, replace(small.tables, sentences=captions))
    assert findings.passed_on(empty).finding.text == (
        "This selection has no sentence that anyone speaks."
    )
    chosen = small.vary(voices=["quote"])
    assert "are left out" in findings.passed_on(chosen).finding.text
