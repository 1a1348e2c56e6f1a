"""Pairs in windows, against NLTK's finder, and pairs in sentences."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from polars.testing import assert_frame_equal

from helpers.measures.terms.pairs import cooccurrences, pairs

MEASURES = {
    "g2": BigramAssocMeasures.likelihood_ratio,
    "chi2": BigramAssocMeasures.chi_sq,
    "pmi": BigramAssocMeasures.pmi,
    "t_score": BigramAssocMeasures.student_t,
}


def test_pairs_stay_in_their_sentence(corpus):
    tokens, _ = corpus(a=["red lines hold", "red lines"], b=["lines red"])
    table = pairs(tokens).select("first", "second", "count", "first_count", "second_count")
    assert sorted(table.rows()) == [
        ("lines", "hold", 1, 3, 1),
        ("lines", "red", 1, 3, 3),
        ("red", "lines", 2, 3, 3),
    ]
    across = pairs(tokens, within="document")
    assert ("hold", "red") in across.select("first", "second").rows()


def test_wider_windows_reach_further(corpus):
    tokens, _ = corpus(a=["red lines hold firm"])
    result = {k: pairs(tokens, window=k).height for k in (2, 3, 4, 9)}
    assert result == {2: 3, 3: 5, 4: 6, 9: 6}


def test_minimum_and_stopwords(corpus):
    tokens, _ = corpus(a=["the red lines", "the red sea"])
    assert pairs(tokens, minimum=2).select("first", "second").rows() == [("the", "red")]
    assert "the" not in pairs(tokens, stopwords=["the"])["first"]


sentences = st.lists(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=8), min_size=1, max_size=6
)


@given(sentences, st.integers(2, 5))
def test_numbers_are_those_of_nltks_finder(corpus, words, window):
    tokens, _ = corpus(a=[" ".join(sentence) for sentence in words])
    padded = [word for sentence in words for word in (*sentence, *[None] * (window - 1))]
    finder = BigramCollocationFinder.from_words(padded, window_size=window)
    ours = pairs(tokens, window=window)
    assert {row[:2]: row[2] for row in ours.iter_rows()} == dict(finder.ngram_fd)
    for row in ours.iter_rows(named=True):
        pair = row["first"], row["second"]
        # A short text can have more pairs of a word than its table has room for.
        n_ii = row["count"] / (window - 1)
        room = len(tokens) - row["first_count"] - row["second_count"] + n_ii >= 0
        for name, measure in MEASURES.items():
            if name == "g2" and not room:
                assert row["g2"] is None
            elif name == "chi2" and tokens.height in (row["first_count"], row["second_count"]):
                assert row["chi2"] is None
            else:
                theirs = finder.score_ngram(measure, *pair)
                assert row[name] == pytest.approx(theirs, rel=1e-6, abs=1e-6), name


def test_numbers_are_those_of_nltks_finder_from_documents(corpus):
    documents = [["red", "lines", "hold"], ["red", "lines"], ["lines", "hold", "red", "lines"]]
    tokens, _ = corpus(a=[" ".join(words) for words in documents])
    finder = BigramCollocationFinder.from_documents(documents)
    theirs = dict(finder.score_ngrams(BigramAssocMeasures.pmi))
    ours = {row[:2]: row[2] for row in pairs(tokens).select("first", "second", "pmi").rows()}
    assert ours == pytest.approx(theirs)


def test_a_window_of_one_word_holds_no_pair(corpus):
    with pytest.raises(ValueError, match="starts at 2"):
        pairs(corpus(a=["a b"])[0], window=1)


def test_sentences_shared_by_two_terms(corpus):
    tokens, _ = corpus(a=["red lines red", "red sea", "calm sea"], b=["lines of red"])
    table = cooccurrences(tokens, minimum=1, stopwords=["of"])
    columns = ["first", "second", "count", "first_count", "second_count"]
    assert table.filter(pl.col("count") > 1).select(columns).rows() == [("lines", "red", 2, 2, 3)]
    # 4 sentences: 2 * 4 / (2 * 3).
    pmi = table.row(by_predicate=pl.col("count") > 1, named=True)["pmi"]
    assert pmi == pytest.approx(math.log2(4 / 3))
    assert cooccurrences(tokens, minimum=2).select(columns[:2]).rows() == [("lines", "red")]
    by_document = cooccurrences(tokens, within="document", minimum=2)
    assert by_document.select(columns).rows() == [("lines", "red", 2, 2, 2)]


@given(sentences)
def test_order_does_not_matter(corpus, words):
    tokens, _ = corpus(a=[" ".join(sentence) for sentence in words], b=["a b c"])
    for measure in (pairs, cooccurrences):
        assert_frame_equal(measure(tokens, minimum=1), measure(tokens.reverse(), minimum=1))


def test_no_tokens(corpus):
    tokens, _ = corpus()
    assert pairs(tokens).is_empty()
    assert cooccurrences(tokens).is_empty()
