"""The corpus as tables: what it holds and what cleaning marked, counted by eye."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from helpers.study import corpus_tables
from helpers.study.opening import Study
from helpers.study.parameters import Parameters

MakeStudy = Callable[..., Study]
HEADLINE = "Ministers meet on the lake"
TEXTS = {
    # A headline printed three times, a heading, a caption.
    "a": f"{HEADLINE}\n\n{HEADLINE}\n\nPhoto: Jo Doe\n\nIt rains in Bern. Nobody came today.\n\n"
    f"What comes next\n\nTalks go on.\n\n{HEADLINE}",
    # A sentence that a signature cuts twice.
    "b": "It was cold. “He (Orr of the U.S. -\n\nRT\n\n) told us (in Bern.\n\n- RT\n\n) so,” Poe "
    "said. It rains.",
}


@pytest.fixture
def small(make_study: MakeStudy) -> Study:
    return make_study(TEXTS, dates={"a": "2022-01-03"})


def test_every_article_has_its_outlet_date_and_sentences(small: Study) -> None:
    table = corpus_tables.article_table(small)
    assert table.select("document", "outlet", "sentences").rows() == [("a", "a", 5), ("b", "b", 3)]
    assert [str(day) for day in table["published"]] == ["2022-01-03", "None"]
    assert table["published_basis"][1] is None or table["published_basis"][1] != "stated"


def test_an_article_without_counted_sentences_stays_in_the_list(make_study: MakeStudy) -> None:
    study = make_study(TEXTS, dates={"a": "2022-01-03"}, voices=["quote"])
    counts = dict(corpus_tables.article_table(study).select("document", "sentences").iter_rows())
    assert counts["a"] == 0
    assert counts["b"] > 0


def test_a_corpus_without_evidence_has_an_empty_column(small: Study) -> None:
    documents = small.tables.documents.drop("evidence", strict=False)
    study = Study(Parameters(), replace(small.tables, documents=documents))
    assert corpus_tables.article_table(study)["evidence"].to_list() == [None, None]


def test_sizes_count_what_is_left_out(small: Study) -> None:
    assert corpus_tables.size_table(small).rows() == [("a", 3, 2, 1), ("b", 3, 0, 2)]


def test_each_rule_is_counted_once_an_article(small: Study) -> None:
    rules = {row["rule"]: row for row in corpus_tables.rule_table(small).to_dicts()}
    assert rules["reprint"]["marks"] == 2
    assert rules["reprint"]["documents"] == 1
    assert rules["reprint"]["reason"] == "a headline that is printed again counts once"
    assert rules["rejoined"]["reason"] == "a sentence that a signature cut is read as one"
    log = corpus_tables.cleaning_table(small)
    assert sum(row["marks"] for row in rules.values()) == log.height
    marks = [row["marks"] for row in corpus_tables.rule_table(small).to_dicts()]
    assert marks == sorted(marks, reverse=True)


def test_only_selected_articles_count(small: Study) -> None:
    study = Study(Parameters(documents=["b"]), small.tables)
    assert corpus_tables.article_table(study)["document"].to_list() == ["b"]
    assert set(corpus_tables.cleaning_table(study)["document"]) == {"b"}
    assert isinstance(corpus_tables.rule_table(study), pl.DataFrame)
