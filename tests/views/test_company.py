"""The chapter on the company of words."""

import re

import pytest

from helpers.findings import company as claims
from helpers.views import company as views

TEXTS = {
    "a": "Red lines stay red. Nobody crosses red lines. The sea is calm.",
    "b": "The US drew red lines. They told us of the sea. Blue lines fade.",
}


def anchors(html: str) -> set[str]:
    return set(re.findall(r'id="(lines-[^"]+)"', html))


def links(html: str) -> set[str]:
    return set(re.findall(r'href="#(lines-[^"]+)"', html))


def test_the_node_is_the_most_frequent_word_unless_one_is_given(chapter):
    opened = chapter(TEXTS)
    # lines 4, red 4: the first in the alphabet.
    assert claims.node(opened) == "lines"
    assert claims.node(opened.vary(node=" red   lines ")) == "red lines"
    assert claims.node(chapter({"a": "It was."})) == ""


@pytest.mark.parametrize(
    ("node", "matches"),
    [
        ("us", ["us"]),
        ("US", ["US"]),
        ("U.S.", ["US"]),
        ("RED", ["Red", "red", "red", "red"]),
        ("l*s", ["lines", "lines", "lines", "lines"]),
        ("red lines", ["Red lines", "red lines", "red lines"]),
        ("green", []),
    ],
)
def test_words_phrases_and_wildcards_find_their_places(chapter, node, matches):
    opened = chapter(TEXTS, node=node, context_sort="position")
    assert claims.places(opened)["match"].to_list() == matches
    joined = claims.words_with_node(opened)
    called = claims.node(opened)
    assert joined.filter(joined["term"] == called).height == len(matches)
    length = len(node.split())
    assert joined.height == opened.words.height - (length - 1) * len(matches)


def test_a_phrase_has_company_of_its_own(chapter):
    opened = chapter(TEXTS, node="red lines", min_frequency=1, window=1, stop_words="none")
    table = claims.near(opened, 1)
    assert set(table["collocate"]) >= {"stay", "crosses", "drew"}
    counts = dict(table.select("collocate", "count").iter_rows())
    assert counts["stay"] == 1
    # The red of the phrase is not beside it.
    assert "lines" not in counts


def test_the_closest_company_is_counted_near_and_elsewhere(chapter):
    text = "Snow falls deep. " * 6 + "The road is long. " * 20 + "Deep road. "
    opened = chapter({"a": text}, node="snow", window=2)
    ((finding, _),) = claims.findings(opened)
    # falls and deep stand near snow six times each; deep once elsewhere, so falls is closer.
    assert "“snow” is “falls”: 6 of its 6 occurrences" in finding.text
    assert finding.value > 0
    assert finding.verdict in ("supported", "fragile")


@pytest.mark.parametrize("node", ["", "absent"])
def test_a_word_without_company(chapter, node):
    opened = chapter({"a": "It rained."}, node=node)
    assert claims.findings(opened)[0].finding.verdict == "does not apply"


def test_sorted_by_what_stands_before_or_after(chapter):
    opened = chapter(TEXTS, node="lines")
    right = claims.places(opened)["right"].str.strip_chars(" .").str.slice(0, 4).to_list()
    assert right == ["fade", "stay", "The ", "They"]
    other = opened.vary(context_sort="left")
    left = claims.places(other)["left"].str.split(" ").to_list()
    # The nearest word first, then the one before it; a text's beginning comes first.
    assert [words[-3:-1] for words in left] == [
        ["sea.", "Blue"],
        ["Red"],
        ["crosses", "red"],
        ["drew", "red"],
    ]
    assert "sorted by the words before it" in views.concordance_of_node(other).text


def test_lines_lead_to_their_sentences_and_the_rest_is_folded(chapter):
    opened = chapter({"a": "The sea rose. " * 30}, node="sea", context_lines=1)
    html = views.concordance_of_node(opened).html
    assert html.count("<li>") == 30
    assert "The next 27 lines" in html
    assert 'href="articles.html#s-a-29"' in html


def test_words_of_frames_are_corrected_for_all_pairs(chapter):
    # The package's generic frames know words of conflict.
    text = "They blamed the rivals for the war. " * 12 + "The road is long. " * 12
    opened = chapter({"a": text}, frame_set="all")
    shown = views.with_frames(opened)
    assert "Holm's correction" in shown.text or "once all tests are corrected for" in shown.text
    table = views._with_frames(opened)
    assert (table["p_holm"] < 0.05).all()
    assert (table["count"] > table["expected"]).all()
    assert "long" not in table["term"]


def test_tone_of_words_stands_beside_that_of_all_sentences(chapter):
    text = "The war was terrible. " * 5 + "The road was excellent. " * 5
    opened = chapter({"a": text}, lexicon="vader", resamples=100)
    table = views._with_tone(opened)
    means = dict(table.select("term", "mean").iter_rows())
    assert means["war"] < means["(all sentences)"] < means["road"]
    assert table["n"].to_list()[0] == 10
    assert "The instrument scores" in views.with_tone(opened).text


@pytest.mark.parametrize("form", ["surface", "stem"])
def test_every_word_of_every_table_opens_its_lines(chapter, form):
    opened = chapter(TEXTS, form=form, min_frequency=1, frame_set="all")
    tables = [views.collocates_of_node(opened).html, views.with_frames(opened).html]
    linked = set().union(*(links(html) for html in tables))
    assert "lines-red" in linked
    assert linked <= anchors(views.concordance(opened).html)


@pytest.mark.parametrize(
    "view",
    [
        views.network,
        views.collocates_of_node,
        views.concordance_of_node,
        views.node_in_texts,
        views.with_frames,
        views.with_tone,
        views.concordance,
    ],
)
@pytest.mark.parametrize("values", [{}, {"voices": ["quote"]}, {"node": "absent"}])
def test_everything_is_shown_for_one_sentence_and_for_none(chapter, view, values):
    assert view(chapter({"only": "It rained."}, **values)).text


def test_the_network_names_its_words_and_their_ties(chapter):
    text = "The harbour master sees the harbour gate. " * 6 + "A road. " * 20
    opened = chapter({"a": text}, node="harbour")
    shown = views.network(opened)
    assert "“harbour” in the midst of" in shown.text
    assert {"gate", "master", "sees"} <= set(re.findall(r"\w+", shown.text))
