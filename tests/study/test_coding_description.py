"""What scores on sentences tell that nobody drew, by what the corpus says of them."""

from dataclasses import replace
from pathlib import Path

import pytest
from coded_corpus import coded_corpus
from support import ROOT

from helpers.corpus.coding.description import Description, read_description
from helpers.corpus.coding.folder import DESCRIPTION
from helpers.findings import limits, summary, tone_titles, trust
from helpers.study import instrument_check as check
from helpers.study.check_inputs import every_problem
from helpers.study.make_tables import make, prepare
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables, read_tables

NOT_STATED = "Whether these sentences were in view when the rules were written is not stated."


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """A corpus of two articles, of which one was coded whole."""
    return make(coded_corpus(tmp_path_factory.mktemp("whole"), coded="north"))


def describe(tables: Tables, text: str) -> Study:
    path = tables.folder / DESCRIPTION
    path.write_text(text, encoding="utf-8")
    return Study(Parameters(resamples=100), replace(tables), chapter="trust")


def words_of(study: Study) -> list[str]:
    """All that is said of scores on the coded sentences."""
    return [
        trust.coding(study),
        " ".join(summary.list_limits(study, [])),
        limits.of_tone(study),
        limits.of_field(study, "voice", what="voices"),
        trust.beside_note(study),
        tone_titles.accuracy_note(study),
    ]


def test_rules_are_not_said_to_know_sentences_where_nobody_says_so(tables: Tables) -> None:
    study = describe(tables, "")
    for words in words_of(study):
        assert NOT_STATED in words
        assert "written with" not in words
    assert "They were not drawn at random" in trust.coding(study)
    assert "leaves out every rule that matches in one article only" in trust.coding(study)
    assert "they correct no share and no mean" in " ".join(summary.list_limits(study, []))
    # Every second sentence is negative to the coder, and to the rules none is.
    assert limits.of_tone(study).startswith(
        "On 80 coded sentences, not drawn at random, tone is read as coded in 50%; always"
    )
    assert "with all rules in the coded sentences" in trust.frame_table_title(study)
    assert set(check.instrument_scores(study)["seen"]) == {check.NOT_KNOWN, check.UNSEEN}


def test_sentences_that_the_rules_know_flatter_them(tables: Tables) -> None:
    study = describe(tables, "in_view: true\n")
    for words in words_of(study):
        assert NOT_STATED not in words
    assert "The rules were written with such sentences in view" in trust.coding(study)
    assert "The rules were written with 80 coded sentences of these texts in view." in " ".join(
        summary.list_limits(study, [])
    )
    assert "in new articles has not been measured" in limits.of_tone(study)
    assert "in view" in trust.frame_table_title(study)
    assert set(check.instrument_scores(study)["seen"]) == {check.IN_VIEW, check.UNSEEN}


def test_sentences_that_the_rules_do_not_know_need_no_second_article(tables: Tables) -> None:
    study = describe(tables, "in_view: false\n")
    for words in words_of(study):
        assert NOT_STATED not in words
        assert "written with" not in words
    assert "They were not drawn at random" in trust.coding(study)
    assert "one article only" not in trust.coding(study)
    # Every fourth sentence has the word, every second the frame.
    assert limits.of_frames(study, ["costs"]) == (
        "Against coded sentences, not drawn at random, the search patterns score 0.67 for “What "
        "it costs” (F1; 1 would mean no misses and no false alarms)."
    )
    assert set(check.instrument_scores(study)["seen"]) == {check.UNSEEN}
    one = replace(study.tables, documents=study.tables.documents.head(1))
    assert check.frame_f1(Study(study.parameters, one)).filter(found_by=check.RULES).height == 1


def test_a_corpus_may_say_what_is_known_of_its_coders(tables: Tables, tmp_path: Path) -> None:
    study = describe(tables, "coders: Two students who were trained for a day.\n")
    assert trust.who_coded(study) == "Two students who were trained for a day."
    prepare(tables.folder, tmp_path / "tables")
    assert trust.who_coded(Study(Parameters(), read_tables(tmp_path / "tables"))) == (
        trust.who_coded(study)
    )
    assert trust.who_coded(describe(tables, "")).startswith("The corpus has no coding guide")


def test_a_mistake_in_the_description_is_named_with_its_line(tables: Tables) -> None:
    study = describe(tables, "coders: Ann\nin_viw: true\n")
    (problem,) = every_problem(study.tables.folder)
    assert str(problem).endswith(
        'description.yml:2: unknown key "in_viw"; write "in_view" (known: coders, in_view)'
    )


def test_the_articles_of_this_report_were_in_view() -> None:
    assert read_description(ROOT / "corpus").in_view
    assert read_description(ROOT) == Description()
