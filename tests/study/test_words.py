"""The chosen word, its places and its neighbours."""

import pytest

from helpers.study.words import (
    chosen_word,
    lines_of_word,
    neighbours,
    places_of_word,
    words_with_phrase,
)

TEXTS = {
    "a": "Red lines stay red. Nobody crosses red lines. The sea is calm.",
    "b": "The US drew red lines. They told us of the sea. Blue lines fade.",
}
FIVE = {
    f"text{number}": (
        f"The harbour{number} is open. The US sent us ships to harbour{number}. "
        "A harbour town needs ships. "
    )
    * 3
    for number in range(5)
}


def test_the_country_and_the_pronoun_are_two_words(make_study):
    study = make_study(FIVE)
    terms = study.words.collect()["term"].to_list()
    assert (terms.count("US"), terms.count("us")) == (15, 15)
    assert "us" in study.stop_words
    assert "US" not in study.stop_words


def test_the_word_is_the_most_frequent_one_unless_one_is_given(make_study):
    study = make_study(TEXTS)
    # lines 4, red 4: the first in the alphabet.
    assert chosen_word(study) == "lines"
    assert chosen_word(study.vary(node=" red   lines ")) == "red lines"
    assert chosen_word(make_study({"a": "It was."})) == ""


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
def test_words_phrases_and_wildcards_find_their_places(make_study, node, matches):
    study = make_study(TEXTS, node=node, context_sort="position")
    assert lines_of_word(study)["match"].to_list() == matches
    joined = words_with_phrase(study).collect()
    assert joined.filter(joined["term"] == chosen_word(study)).height == len(matches)
    length = len(node.split())
    assert joined.height == study.words.collect().height - (length - 1) * len(matches)
    # Of each sentence a term counts once, the phrase too.
    firsts = joined.filter("first").select("document", "sentence", "term")
    assert firsts.n_unique() == firsts.height == joined.select(firsts.columns).n_unique()
    assert places_of_word(study).height == len(matches)


def test_a_phrase_has_neighbours_of_its_own(make_study):
    study = make_study(TEXTS, node="red lines", min_frequency=1, window=1, stop_words="none")
    table = neighbours(study, 1)
    assert set(table["collocate"]) >= {"stay", "crosses", "drew"}
    counts = dict(table.select("collocate", "count").iter_rows())
    assert counts["stay"] == 1
    # The red of the phrase is not beside it.
    assert "lines" not in counts


def test_sorted_by_what_stands_before_or_after(make_study):
    study = make_study(TEXTS, node="lines")
    right = lines_of_word(study)["right"].str.strip_chars(" .").str.slice(0, 4).to_list()
    assert right == ["fade", "stay", "The ", "They"]
    left = lines_of_word(study.vary(context_sort="left"))["left"].str.split(" ").to_list()
    # The nearest word first, then the one before it; a text's beginning comes first.
    assert [words[-3:-1] for words in left] == [
        ["sea.", "Blue"],
        ["Red"],
        ["crosses", "red"],
        ["drew", "red"],
    ]


@pytest.mark.parametrize("values", [{}, {"voices": ["quote"]}, {"node": "absent"}])
def test_one_sentence_and_none_have_no_neighbours(make_study, values):
    study = make_study({"only": "It rained."}, **values)
    assert neighbours(study, 5).height == 0
    assert neighbours(study, None).height == 0
