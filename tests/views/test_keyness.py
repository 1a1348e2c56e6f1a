"""The chapter on keywords: who is compared with whom, what survives, and what it says otherwise."""

import re

import polars as pl
import pytest

from helpers.findings import keyness as claims
from helpers.measures.terms.keyness import keyness
from helpers.study.check_inputs import check_comparison
from helpers.study.parameters import Parameters
from helpers.views import keyness as views

# Each outlet has a word of its own; the others are as frequent everywhere.
TEXTS = {
    "north": "Snow fell on the road. " * 40 + "The road is long. " * 40,
    "south": "Sand fell on the road. " * 40 + "The road is long. " * 40,
    "west": "Rain fell on the road. " * 40 + "The road is long. " * 40,
}


def anchors(html: str) -> set[str]:
    return set(re.findall(r'id="(lines-[^"]+)"', html))


def links(html: str) -> set[str]:
    return set(re.findall(r'href="#(lines-[^"]+)"', html))


def test_each_group_has_the_word_of_its_own(chapter):
    opened = chapter(TEXTS)
    table = claims.keyness_table(opened)
    kept = claims.survivors(table)
    over = kept.filter(pl.col("log_ratio") > 0)
    assert sorted(over.select("document", "term").rows()) == [
        ("north", "snow"),
        ("south", "sand"),
        ("west", "rain"),
    ]
    # Six words in three groups: fell, long, rain, road, sand, snow.
    assert table["tests"].unique().to_list() == [18]
    # Nine tests see a difference: each word of one text in its own text and in the two others.
    assert kept.height == 9
    ((finding, _),) = claims.findings(opened)
    assert "9 of 18 tests call a word key, where chance alone would have 1" in finding.text
    assert "(Holm), 3 words are left: “rain”, “sand” and “snow”." in finding.text
    # Nine of eighteen, less the twentieth that chance would have, in percentage points.
    assert finding.value == pytest.approx(45)


def test_words_that_differ_by_chance_do_not_survive_and_that_is_said(chapter):
    texts = {
        "a": "Sea road. " * 20 + "Snow. " * 5,
        "b": "Sea road. " * 20,
        "c": "Sea road. " * 20,
    }
    opened = chapter(texts)
    ((finding, _),) = claims.findings(opened)
    # Snow is in one text and not in the two others: three tests of nine see it.
    assert "3 of 9 tests call a word key, where chance alone would have 0" in finding.text
    assert "By the conservative log ratio" in finding.limits
    assert "none is left" in finding.limits
    assert "No keyword survives: after correction for 9 tests" in views.effects(opened).text
    shown = views.keywords(opened)
    assert "No keyword survives a correction for 9 tests." in shown.text
    # The uncorrected word is there, folded and called what it is.
    assert "<details" in shown.html
    assert "(3)</summary>" in shown.html
    assert "The list is no finding." in shown.text


def test_two_groups_are_compared_once(chapter):
    opened = chapter({"north": TEXTS["north"], "south": TEXTS["south"]})
    asked = claims.comparison(opened)
    assert (asked.groups, asked.against) == (["north"], "south")
    assert claims.keyness_table(opened)["tests"][0] == 5


def test_any_group_against_any_other(chapter):
    opened = chapter(TEXTS, compare="outlet", group="n", against="w")
    table = claims.keyness_table(opened)
    assert table["outlet"].unique().to_list() == ["n"]
    assert "sand" not in table["term"]
    assert "Compared with w: n (" in views.what_is_compared(opened).text
    rest = claims.keyness_table(opened.vary(against=""))
    assert rest.filter(pl.col("term") == "sand")["reference_count"].to_list() == [40]


def test_voices_and_periods_are_groups_too(chapter):
    dates = {"north": "2022-01-01", "south": "2022-03-01", "west": "2022-03-02"}
    opened = chapter(TEXTS, dates, compare="period")
    assert claims.comparison(opened).groups == ["after"]
    assert "from 2022-02-24" in views.what_is_compared(opened).text
    voices = opened.vary(compare="voice")
    assert "no two groups by voice" in claims.findings(voices)[0].finding.text
    assert "no two groups by voice" in views.effects(voices).text


def test_many_articles_are_compared_by_outlet_and_many_outlets_by_the_largest(chapter):
    # Outlet c has the fewest words.
    sizes = {"a1": 40, "a2": 40, "b1": 30, "b2": 30, "c1": 20, "c2": 20}
    texts = {name: "Sea road. " * size for name, size in sizes.items()}
    opened = chapter(texts, max_groups=4)
    asked = claims.comparison(opened)
    assert (asked.by, asked.groups) == ("outlet", ["a", "b", "c"])
    assert "6 articles are too many" in asked.note
    assert "outlets are compared instead" in views.what_is_compared(opened).text
    fewer = claims.comparison(opened.vary(max_groups=2))
    assert fewer.groups == ["a", "b"]
    assert "The 2 largest of 3 groups by outlet" in fewer.note
    # One that is asked for is compared, however many there are.
    assert claims.comparison(opened.vary(max_groups=2, group="a1")).by == "document"


def test_a_group_without_words_is_named(chapter):
    opened = chapter(TEXTS, compare="bloc", group="martians")
    assert "No words have the bloc “martians” (known: none)" in views.keywords(opened).text
    assert claims.findings(opened)[0].finding.verdict == "does not apply"


def test_against_a_reference_corpus(chapter, tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("token,count\nTHE,700\nroad,80\nfell,40\nis,40\nlong,40\nships,100\n")
    opened = chapter({"north": TEXTS["north"]}, reference=str(path))
    table = claims.against_reference(opened)
    counts = pl.DataFrame(
        {
            "term": ["snow", "fell", "on", "the", "road", "is", "long"],
            "count": [40, 40, 40, 80, 80, 40, 40],
        }
    )
    reference = pl.DataFrame(
        {
            "term": ["the", "road", "fell", "is", "long", "ships"],
            "count": [700, 80, 40, 40, 40, 100],
        }
    )
    expected = keyness(counts, reference, minimum=3, stopwords=opened.stop_words)
    expected = expected.filter(pl.col("target_count") > 0)
    columns = ["term", "target_count", "reference_count", "log_ratio", "g2"]
    assert table.select(columns).equals(expected.select(columns))
    shown = views.reference(opened)
    assert "counts.csv" in shown.text
    assert str(tmp_path) not in shown.html
    assert links(shown.html) <= anchors(views.concordance(opened).html)


def test_without_a_reference_corpus_it_says_how_to_give_one(chapter):
    assert "No reference corpus is given" in views.reference(chapter(TEXTS)).text


@pytest.mark.parametrize("form", ["surface", "stem"])
def test_every_word_of_every_table_opens_its_lines(chapter, form):
    opened = chapter(TEXTS, form=form)
    html = views.keywords(opened).html
    assert "lines-snow" in links(html)
    assert links(html) <= anchors(views.concordance(opened).html)


@pytest.mark.parametrize(
    "view",
    [
        views.what_is_compared,
        views.effects,
        views.keywords,
        views.reference,
        views.concordance,
    ],
)
@pytest.mark.parametrize("compare", ["document", "outlet", "voice", "bloc", "period"])
def test_one_sentence_has_nothing_to_compare(chapter, view, compare):
    assert view(chapter({"only": "It rained."}, compare=compare)).text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"compare": "voice", "group": "quot"}, "there is no 'quot' to compare by voice"),
        ({"compare": "period", "group": "now"}, "there is no 'now' to compare by period"),
        ({"group": "x", "against": "z"}, "there is no 'z' to compare by document"),
        ({"against": "x"}, "it is given without `group`"),
        ({"group": "x", "against": "x"}, "compared with itself"),
        ({"group": "x", "against": "y"}, None),
        ({"compare": "bloc", "group": "anybody"}, None),
        ({}, None),
    ],
)
def test_impossible_comparisons_are_found_before_anything_runs(values, message):
    documents = pl.DataFrame({"document": ["x", "y"], "outlet": ["o", None]})
    problems = check_comparison(documents, Parameters(**values))
    assert [message in str(problem) for problem in problems] == ([True] if message else [])
