"""The chapter on words: what it counts, what it shows, and what it says where it cannot."""

import re

import pytest

from helpers.findings import terms as claims
from helpers.views import terms as views
from helpers.views.lines import lines_of, place_of, term_link

FIVE = {
    f"text{number}": (
        f"The harbour{number} is open. The US sent us ships to harbour{number}. "
        "A harbour town needs ships. "
    )
    * 3
    for number in range(5)
}


def anchors(html: str) -> set[str]:
    return set(re.findall(r'id="(lines-[^"]+)"', html))


def links(html: str) -> set[str]:
    return set(re.findall(r'href="#(lines-[^"]+)"', html))


def test_words_that_are_called_like_columns_are_counted_like_others(chapter):
    texts = {
        "a": "The document and the sentence. A document.",
        "b": "This document ends.",
        "c": "A sentence.",
    }
    ((finding, _),) = claims.findings(chapter(texts))
    assert "“document”" in finding.text
    assert finding.subjects == ("document", "sentence")


def test_the_most_frequent_word_and_its_lead(chapter):
    opened = chapter({"a": "Sea and sea. Sea and land.", "b": "The sea. A road."})
    ((finding, _),) = claims.findings(opened)
    # 4 of 10 words; land and road once each.
    assert "“sea”, 400.0 times in a thousand words and in 2 of 2 articles" in finding.text
    assert "next come “land” and “road” with 100.0 each" in finding.text
    # Three more in ten words.
    assert finding.value == pytest.approx(300)
    assert finding.as_text[0] == "300.0"
    assert finding.subjects == ("sea", "land")


@pytest.mark.parametrize("text", ["It was.", "Rain."])
def test_fewer_than_two_words_have_no_most_frequent_one(chapter, text):
    ((finding, _),) = claims.findings(chapter({"a": text}))
    assert finding.verdict == "does not apply"


def test_the_table_has_rates_range_and_every_measure_of_dispersion(chapter):
    shown = views.frequency_table(chapter({"a": "Sea sea land.", "b": "Sea calm road."}))
    heads = re.findall(r"<th[^>]*>([^<]+)</th>", shown.html)
    assert heads == [
        "word",
        "times",
        "per 1,000 words",
        "articles",
        "DP",
        "DPnorm",
        "Juilland’s D",
        "Carroll’s D2",
        "Rosengren’s S",
    ]
    row = re.search(r"<tr>(?:(?!</tr>).)*#lines-sea.*?</tr>", shown.html, re.DOTALL)
    cells = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row[0], re.DOTALL)]
    # 3 of 6 words in 2 texts of 3 words: shares 2/3 and 1/3 against 1/2, so DP is 1/6.
    assert cells[:6] == ["sea", "3", "500.0", "2", "0.17", "0.33"]


def test_the_country_and_the_pronoun_are_two_words(chapter):
    opened = chapter(FIVE)
    counts = dict(claims.content_words(opened).select("term", "count").iter_rows())
    assert counts["US"] == 15
    assert "us" not in counts
    assert "“US” from “us”" in views.how_counted(opened).text


@pytest.mark.parametrize("form", ["surface", "stem"])
def test_every_word_of_every_table_opens_its_lines(chapter, form):
    opened = chapter(FIVE, form=form, context_lines=4)
    tables = [view(opened).html for view in (views.frequency_table, views.runs, views.distinctive)]
    shown = views.concordance(opened).html
    linked = set().union(*(links(html) for html in tables))
    assert {"lines-US", "lines-ships", place_of("harbour town needs")} <= linked
    assert linked <= anchors(shown)
    assert "4 of 30 places" in shown
    # Each line leads to its sentence.
    assert 'href="articles.html#s-text0-1"' in shown


def test_lines_show_the_text_and_escape_it(chapter):
    opened = chapter({"a": "They said <b>sea</b> & left."})
    html = lines_of(opened, ["sea"]).html
    assert "&lt;b&gt;" in html
    assert "<b>sea</b>" in html
    assert "<b>sea</b>" not in html.replace("<b>sea</b>", "", 1)
    assert term_link("<x>") == '<a href="#lines-&lt;x&gt;">&lt;x&gt;</a>'


def test_a_run_that_only_stands_in_a_longer_one_is_left_out(chapter):
    text = "North Atlantic alliance. North Atlantic alliance. Atlantic coast. Atlantic coast."
    runs = views._runs(chapter({"a": text}, min_frequency=2))
    assert runs.select("term", "count").rows() == [
        ("atlantic coast", 2),
        ("north atlantic alliance", 2),
    ]


def test_texts_without_dates_say_that_nothing_changes(chapter):
    shown = views.over_time(chapter({"a": "Sea and land.", "b": "Sea and road."}))
    assert "no two periods to compare (0 of 2 articles dated)" in shown.text


def test_months_are_followed_where_there_are_two(chapter):
    dates = {"a": "2021-12-07", "b": "2022-03-03"}
    opened = chapter({"a": "Sea and land.", "b": "Land land sea.", "c": "Sea."}, dates)
    shown = views.over_time(opened)
    assert "Lines from Dec 2021 to Mar 2022" in shown.text
    assert "land from 333.3 to 666.7" in shown.text
    assert "1 undated article left out too" in shown.text


def test_words_are_weighed_by_their_rarity_among_three_articles_and_more(chapter):
    two = {"a": "Sea sea.", "b": "Land land."}
    assert "this selection has 2" in views.distinctive(chapter(two)).text
    table = views._distinctive(chapter({**two, "c": "Sea road."}))
    # land: twice in one of three; sea: twice in one of two out of three.
    assert table.select("document", "term", "formula").rows() == [
        ("a", "sea", "tf · ln(N / df)"),
        ("b", "land", "tf · ln(N / df)"),
    ]


def test_texts_are_told_apart_only_where_there_are_few(chapter):
    opened = chapter(FIVE)
    assert "1 text0, 2 text1" in views.spread(opened).text
    many = views.spread(opened.vary(max_groups=2)).text
    assert "5 texts, end to end" in many


def test_intervals_of_diversity_are_left_out_where_there_are_many_articles(chapter):
    opened = chapter(FIVE)
    assert "with 95% intervals" in views.vocabulary_table(opened).text
    assert "without intervals" in views.vocabulary_table(opened.vary(max_groups=2)).text


@pytest.mark.parametrize(
    "view",
    [
        views.how_counted,
        views.frequent,
        views.frequency_table,
        views.spread,
        views.runs,
        views.over_time,
        views.distinctive,
        views.zipf_plot,
        views.vocabulary_table,
        views.concordance,
    ],
)
@pytest.mark.parametrize("voices", [["narrator"], ["quote"]])
def test_everything_is_shown_for_one_sentence_and_for_none(chapter, view, voices):
    # Nobody is quoted: with that voice alone, no word is left.
    shown = view(chapter({"a": "It rained."}, voices=voices))
    assert shown.html
    assert shown.text
