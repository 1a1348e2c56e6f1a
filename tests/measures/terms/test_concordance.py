"""Concordance: what is found, what is shown around it, in which order, and where it stands."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from helpers.measures.terms.concordance import concordance, concordances
from helpers.measures.terms.forms import with_form
from helpers.measures.terms.frequency import frequency
from helpers.measures.terms.ngrams import ngrams


@pytest.fixture(scope="module")
def speech(corpus):
    return corpus(
        a=["“No red lines,” he said.", "Our red  line is clear."],
        b=["NATO’s lines of defence", "A well-known U-turn"],
    )


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("red", ["red", "red"]),
        ("RED", ["red", "red"]),
        ("lin*", ["lines", "line", "lines"]),
        ("line?", ["lines", "lines"]),
        ("*e*", ["red", "lines", "he", "red", "line", "clear", "lines", "defence", "well-known"]),
        ("red line*", ["red lines", "red line"]),
        ("red * clear", []),
        ("red * is", ["red line is"]),
        ("lines|line", ["lines", "line", "lines"]),
        ("nato's lines", ["NATO’s lines"]),
        ("nato’s", ["NATO’s"]),
        # The comma and the quotation mark are no words; the sentence's end is an end.
        ("lines he", ["lines,” he"]),
        ("said our", []),
        ("u-turn", ["U-turn"]),
        ("turn", []),
        ("re.", []),
    ],
)
def test_what_is_found(speech, query, matches):
    assert concordance(*speech, query)["match"].to_list() == matches


def test_lines_know_their_place(speech):
    tokens, texts = speech
    raw = dict(texts.rows())
    table = concordance(tokens, texts, "red line*", width=2)
    assert table.select("document", "sentence", "left", "match", "right").rows() == [
        # Context runs on into the next sentence, not into the next document.
        ("a", 0, "No ", "red lines", ",” he said"),
        ("a", 1, "said. Our ", "red line", " is clear"),
    ]
    for row in table.iter_rows(named=True):
        text = raw[row["document"]]
        assert " ".join(text[row["start"] : row["end"]].split()) == row["match"]
        whole = " ".join(text[row["left_start"] : row["right_end"]].split())
        assert row["left"] + row["match"] + row["right"] == whole


def test_contexts_end_with_the_document(speech):
    table = concordance(*speech, "lines", width=50)
    assert table["left"].to_list() == ["No red ", "NATO’s "]
    assert table["right"].to_list()[1] == " of defence A well-known U-turn"


def test_sorted_by_the_nearest_words(corpus):
    tokens, texts = corpus(a=["b y node b", "a z node a", "c y node a", "node"])
    left = concordance(tokens, texts, "node", sort="left", width=2)
    assert left["left"].to_list() == ["node a ", "b y ", "c y ", "a z "]
    right = concordance(tokens, texts, "node", sort="right", width=2)
    assert right["right"].to_list() == ["", " a c", " a node", " b a"]


@pytest.mark.parametrize("query", ["", "  "])
def test_an_empty_query(speech, query):
    with pytest.raises(ValueError, match="at least one word"):
        concordance(*speech, query)


def test_an_unknown_sorting(speech):
    with pytest.raises(ValueError, match="'centre': choose one of position, left, right"):
        concordance(*speech, "red", sort="centre")


def test_a_stem_finds_all_its_forms(speech):
    tokens, texts = speech
    stems = with_form(tokens, form="stem")
    table = concordance(stems, texts, "lines", term="term")
    assert table["match"].to_list() == ["lines", "line", "lines"]


def test_nothing_to_look_in(speech):
    tokens, texts = speech
    assert concordance(tokens.clear(), texts, "red").is_empty()


sentences = st.lists(
    st.lists(st.sampled_from(["é", "nato", "b-c", "don’t"]), max_size=6), max_size=4
)


@given(sentences, st.integers(1, 3))
def test_every_term_of_every_table_has_as_many_lines_as_its_count(corpus, words, n):
    tokens, texts = corpus(a=[" ".join(sentence) for sentence in words], b=["nato b-c"])
    for term, count in frequency(ngrams(tokens, n=n)).select("term", "count").rows():
        lines = concordance(tokens, texts, term)
        assert lines.height == count
        assert lines["match"].str.to_lowercase().unique().to_list() == [term]
    shuffled = concordance(tokens.reverse(), texts.reverse(), "nato", sort="right")
    assert_frame_equal(shuffled, concordance(tokens, texts, "nato", sort="right"))
    assert shuffled.schema["start"] == pl.Int64


def test_many_terms_at_once_are_what_they_are_one_by_one(speech):
    tokens, texts = speech
    terms = ["lines", "red", "red line", "lines he", "said our", "absent"]
    table = concordances(tokens, texts, terms, width=3, sort="right")
    assert table["term"].unique(maintain_order=True).to_list() == [
        "lines",
        "lines he",
        "red",
        "red line",
    ]
    for term in terms:
        alone = concordance(tokens, texts, term, width=3, sort="right")
        ours = table.filter(pl.col("term") == term)
        assert_frame_equal(ours.drop("term", "count"), alone)
        assert ours["count"].to_list() == [alone.height] * alone.height


def test_capitals_count_where_terms_are_named_as_they_stand(speech):
    tokens, texts = speech
    capitals = tokens.with_columns(term=pl.col("token").replace({"line": "LINE"}))
    table = concordances(capitals, texts, ["LINE", "RED", "red"], term="term")
    assert table["match"].to_list() == ["line", "red", "red"]


def test_few_lines_come_from_many_documents(corpus):
    tokens, texts = corpus(a=["x one", "x two", "x three"], b=["x four"])
    table = concordances(tokens, texts, ["x"], limit=2)
    assert table.select("document", "sentence", "count").rows() == [("a", 0, 4), ("b", 0, 4)]


def test_no_terms_have_no_lines(speech):
    table = concordances(*speech, [])
    assert table.is_empty()
    assert table.columns[:2] == ["term", "count"]
