"""Which sentences and words count, on corpora that can be counted by eye."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.files.importing import import_corpus
from helpers.findings import voices
from helpers.findings.summary import describe_texts
from helpers.measures.speech.shares import word_shares
from helpers.study.corpus_tables import article_table
from helpers.study.frames import shares
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.profiles import profiles
from helpers.study.tables import export

MakeStudy = Callable[..., Study]
HEADLINE = "Ministers meet on the lake"
TEXTS = {
    # A headline printed three times, a heading, a caption.
    "a": f"{HEADLINE}\n\n{HEADLINE}\n\nPhoto: Jo Doe\n\nIt rains in Bern. Nobody came today.\n\n"
    f"What comes next\n\nTalks go on.\n\n{HEADLINE}",
    # A sentence that a signature cuts twice.
    "b": "It was cold. “He (Orr of the U.S. -\n\nRT\n\n) told us (in Bern.\n\n- RT\n\n) so,” Poe "
    "said. It rains.",
    # Headings only.
    "c": "Frost in the valley",
}
# By eye: headline, two sentences, heading, one sentence; three sentences; one heading.
SENTENCES = {"a": 5, "b": 3, "c": 1}
# 5 + 4 + 3 + 3 + 3; 3 + 12 ("U.S." is one word) + 2; 4.
WORDS = {"a": 18, "b": 17, "c": 4}


@pytest.fixture
def small(chapter: MakeStudy) -> Study:
    return chapter(TEXTS)


def exported(chapter: Study, folder: Path, name: str) -> pl.DataFrame:
    export(chapter.tables, folder, parameters=chapter.parameters)
    return pl.read_csv(folder / f"{name}.csv")


def by_document(table: pl.DataFrame) -> dict[str, int]:
    return dict(table.group_by("document").len().sort("document").iter_rows())


def test_all_rooms_count_the_same_sentences_and_words(small: Study, tmp_path: Path) -> None:
    assert by_document(small.sentences) == SENTENCES
    assert by_document(voices.voiced_sentences(small)) == SENTENCES
    assert dict(profiles(small).select("document", "sentences").iter_rows()) == SENTENCES
    assert by_document(small.words.collect()) == WORDS
    by_text = small.sentences.group_by("document").agg(pl.col("words").sum())
    assert dict(by_text.iter_rows()) == WORDS
    assert word_shares(small.sentences, of="document")["words"].sum() == sum(WORDS.values())
    frames = shares(small)
    assert set(frames["n"]) == {9}
    assert set(frames["words"]) == {39}
    assert "9 sentences, 39 words" in describe_texts(small)
    listed = article_table(small).select("document", "sentences")
    assert dict(listed.iter_rows()) == SENTENCES
    sentences = exported(small, tmp_path, "sentences")
    assert by_document(sentences.filter(pl.col("kind") != "boilerplate")) == SENTENCES
    assert by_document(pl.read_csv(tmp_path / "tokens.csv")) == WORDS


def test_a_sentence_that_was_cut_is_one_row_from_its_first_part_to_its_last(
    small: Study, tmp_path: Path
) -> None:
    rows = exported(small, tmp_path, "sentences").filter(document="b", kind="body")
    start, end, text = rows.select("start", "end", "text").row(1)
    assert text == "“He (Orr of the U.S.) told us (in Bern) so,” Poe said."
    assert TEXTS["b"][start:end].startswith("“He (Orr")
    assert TEXTS["b"][start:end].endswith(") so,” Poe said.")
    for start, end, text in rows.select("start", "end", "text").gather([0, 2]).iter_rows():
        assert TEXTS["b"][start:end] == text
    tokens = pl.read_csv(tmp_path / "tokens.csv").filter(document="b")
    for token, start, end in tokens.select("token", "start", "end").iter_rows():
        assert TEXTS["b"][start:end].lower() == token


def test_a_headline_printed_again_has_one_row_and_a_mark_in_the_log(
    small: Study, tmp_path: Path
) -> None:
    rows = exported(small, tmp_path, "sentences").filter(document="a")
    assert rows.filter(text=HEADLINE).select("start", "kind", "voice").rows() == [
        (0, "heading", "narrator")
    ]
    log = small.tables.cleaning.filter(document="a", rule="reprint")
    assert log["start"].to_list() == [28, TEXTS["a"].rindex(HEADLINE)]


def test_a_headline_known_from_the_table_counts_once_within_the_text(tmp_path: Path) -> None:
    pl.DataFrame(
        {"id": ["a"], "title": ["Talks end"], "text": ["It rains. Talks end.\n\nTalks end\n\nSo."]}
    ).write_csv(tmp_path / "texts.csv")
    import_corpus(tmp_path / "corpus", tmp_path / "texts.csv")
    sentences = Study(Parameters(), make(tmp_path / "corpus")).sentences
    assert sentences["text"].to_list() == ["It rains.", "Talks end.", "So."]


def test_headings_only_are_the_journalists_own(chapter: MakeStudy) -> None:
    tables = chapter({"c": TEXTS["c"], "d": "Snow on the pass"}).tables
    headings = tables.sentences.with_columns(kind=pl.lit("heading"))
    bare = Study(Parameters(), replace(tables, sentences=headings))
    found = voices.passed_on(bare).finding
    assert found.value == -100
    assert found.n == 2


@pytest.mark.parametrize("chosen", [["narrator"], ["quote"]])
def test_what_is_exported_is_what_an_edition_counts(
    small: Study, tmp_path: Path, chosen: list[str]
) -> None:
    edition = Study(Parameters(voices=chosen), small.tables)
    sentences = exported(edition, tmp_path, "sentences")
    counted = sentences.filter(pl.col("kind") != "boilerplate")
    assert set(counted["voice"]) == set(chosen)
    assert counted.height == edition.sentences.height
    tokens = pl.read_csv(tmp_path / "tokens.csv")
    line = describe_texts(edition)
    assert f"{counted.height} sentence" in line
    assert " only), " in line
    assert f" {tokens.height} word" in line
    assert article_table(edition)["sentences"].sum() == counted.height
    assert edition.word_count == tokens.height
    # What is nobody's stays in the table to be seen, and counts only where it is asked for.
    assert sentences.filter(kind="boilerplate")["tone_score"].null_count() == 3


def test_with_boilerplate_the_first_page_counts_it_too(small: Study, tmp_path: Path) -> None:
    wide = Study(Parameters(boilerplate=True), small.tables)
    # "Photo: Jo Doe" and "RT" twice.
    assert "12 sentences, 44 words" in describe_texts(wide)
    assert exported(wide, tmp_path, "tokens").height == 44
    # Nobody says it.
    assert by_document(voices.voiced_sentences(wide)) == SENTENCES
