"""The finding on keywords: what survives, and what it says otherwise."""

import polars as pl
import pytest

from helpers.findings import keyness
from helpers.study.comparison import compare_groups, plan_comparison

# Each outlet has a word of its own; the others are as frequent everywhere.
TEXTS = {
    "north": "Snow fell on the road. " * 40 + "The road is long. " * 40,
    "south": "Sand fell on the road. " * 40 + "The road is long. " * 40,
    "west": "Rain fell on the road. " * 40 + "The road is long. " * 40,
}


def test_each_group_has_the_word_of_its_own(make_study):
    study = make_study(TEXTS)
    table = compare_groups(study, plan_comparison(study))
    kept = keyness.survivors(table)
    over = kept.filter(pl.col("log_ratio") > 0)
    assert sorted(over.select("document", "term").rows()) == [
        ("north", "snow"),
        ("south", "sand"),
        ("west", "rain"),
    ]
    # A third of the uses.
    assert over["expected"].to_list() == pytest.approx([40 / 3] * 3)
    # Six words in three groups: fell, long, rain, road, sand, snow.
    assert table["tests"].unique().to_list() == [18]
    # Nine tests see a difference: each word of one text in its own text and in the two others.
    assert kept.height == 9
    ((finding, _),) = keyness.findings(study)
    assert "In 9 of 18 comparisons" in finding.text
    assert "chance alone would give less than one." in finding.text
    assert "3 words are left: “rain”, “sand” and “snow”." in finding.text
    # Nine of eighteen, less the twentieth that chance would have, in percentage points.
    assert finding.value == pytest.approx(45)
    title = keyness.keywords_title(study, table, noun="article")
    assert title == (
        "After correction, 3 words still set one article apart from the others: “rain”, “sand” "
        "and “snow”"
    )


def test_words_that_differ_by_chance_do_not_survive_and_that_is_said(make_study):
    texts = {
        "a": "Sea road. " * 20 + "Snow. " * 5,
        "b": "Sea road. " * 20,
        "c": "Sea road. " * 20,
    }
    study = make_study(texts)
    ((finding, _),) = keyness.findings(study)
    # Snow is in one text and not in the two others: three tests of nine see it.
    assert "In 3 of 9 comparisons" in finding.text
    assert "chance alone would give less than one." in finding.text
    assert "how large the difference is at least, no word is left" in finding.limits
    table = compare_groups(study, plan_comparison(study))
    assert keyness.survivors(table).height == 0
    assert table.filter(pl.col("p") < 0.05).height == 3


def test_a_group_without_words_is_named(make_study):
    study = make_study(TEXTS, compare="bloc", group="martians")
    finding = keyness.findings(study)[0].finding
    assert finding.verdict == "does not apply"
    assert "No words belong to the group of speakers “martians”" in finding.text


@pytest.mark.parametrize("compare", ["document", "outlet", "voice", "bloc", "period"])
def test_one_sentence_has_nothing_to_compare(make_study, compare):
    study = make_study({"only": "It rained."}, compare=compare)
    assert keyness.findings(study)[0].finding.verdict == "does not apply"
    table = compare_groups(study, plan_comparison(study))
    assert table.height == 0
    assert "no two groups" in keyness.keywords_title(study, table, noun=compare)


def test_without_a_reference_corpus_it_says_how_to_give_one(make_study):
    study = make_study(TEXTS)
    assert "parameter “reference”" in keyness.reference_title(study, pl.DataFrame())
