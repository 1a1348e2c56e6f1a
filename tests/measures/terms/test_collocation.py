"""Collocates of a node: which tokens are near, how often, and on which side."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.terms import association
from helpers.measures.terms.collocation import collocates


def sides(table: pl.DataFrame) -> dict[str, tuple[int, int, int]]:
    return {row[0]: row[1:] for row in table.select("collocate", "count", "left", "right").rows()}


def test_near_tokens_in_the_sentence(corpus):
    tokens, _ = corpus(a=["we draw red lines here now", "lines"], b=["draw red"])
    table = collocates(tokens, "red", span=1, minimum=1)
    assert sides(table) == {"draw": (2, 2, 0), "lines": (1, 0, 1)}
    draw = table.row(by_predicate=pl.col("collocate") == "draw", named=True)
    # 7 tokens are not the node, 3 of them near one; draw has 2, both near.
    assert (draw["node_count"], draw["collocate_count"]) == (2, 2)
    assert draw["expected"] == pytest.approx(3 * 2 / 7)
    assert draw["g2"] == pytest.approx(float(association.g2(2, 3, 2, 7)))
    assert draw["log_dice"] == pytest.approx(14)


def test_a_token_near_two_nodes_counts_once_on_the_nearer_side(corpus):
    tokens, _ = corpus(a=["red x red", "red y z red"])
    table = collocates(tokens, "red", span=2, minimum=1)
    assert sides(table) == {"x": (1, 0, 1), "y": (1, 0, 1), "z": (1, 1, 0)}


def test_several_forms_are_one_node(corpus):
    tokens, _ = corpus(a=["red line here", "red lines there"])
    table = collocates(tokens, ["line", "lines"], span=1, minimum=1)
    assert sides(table) == {"red": (2, 2, 0), "here": (1, 0, 1), "there": (1, 0, 1)}


def test_sentences(corpus):
    tokens, _ = corpus(a=["red lines red", "red sea", "calm sea"], b=["lines of red"])
    table = collocates(tokens, "red", span=None, minimum=2)
    row = table.row(0, named=True)
    assert (row["collocate"], row["count"], row["collocate_count"], row["node_count"]) == (
        "lines",
        2,
        2,
        3,
    )
    assert row["expected"] == pytest.approx(3 * 2 / 4)
    assert row["left"] is None
    assert table.height == 1


def test_minimum_stopwords_and_an_absent_node(corpus):
    tokens, _ = corpus(a=["the red lines", "the red lines"])
    assert sides(collocates(tokens, "red", minimum=3)) == {}
    assert sides(collocates(tokens, "red", minimum=2, stopwords=["the"])) == {"lines": (2, 0, 2)}
    for span in (2, None):
        assert collocates(tokens, "sea", span=span, minimum=1).is_empty()
        assert collocates(tokens.clear(), "sea", span=span, minimum=1).is_empty()


def test_attracted_before_repelled(corpus):
    tokens, _ = corpus(a=["red lines", "red lines", "far sea", "far sea", "far red", "far out"])
    table = collocates(tokens, "red", span=1, minimum=1)
    assert table["collocate"].to_list() == ["lines", "far"]
    assert (table["count"] > table["expected"]).to_list() == [True, False]


sentences = st.lists(st.lists(st.sampled_from("nabc"), max_size=9), max_size=5)


@given(sentences, st.integers(1, 4))
def test_counting_one_by_one_gives_the_same(corpus, words, span):
    tokens, _ = corpus(a=[" ".join(sentence) for sentence in words])
    near: dict[str, int] = {}
    for sentence in words:
        for place, word in enumerate(sentence):
            around = sentence[max(0, place - span) : place + span + 1]
            if word != "n" and "n" in around:
                near[word] = near.get(word, 0) + 1
    table = collocates(tokens, "n", span=span, minimum=1)
    assert dict(table.select("collocate", "count").rows()) == near
    assert (table["left"] + table["right"]).to_list() == table["count"].to_list()
