"""N-grams and stop words."""

from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import helpers
from helpers.corpus.settings import find_settings, read_settings
from helpers.measures.terms.ngrams import Stopwords, ngrams, without_stopwords


def test_ngrams_stay_in_their_sentence_and_know_their_place(corpus):
    tokens, texts = corpus(a=["No red lines", "Lines"], b=["Red lines"])
    table = ngrams(tokens, n=2)
    assert table["token"].to_list() == ["no red", "red lines", "red lines"]
    assert table["position"].to_list() == [0, 1, 0]
    raw = dict(texts.rows())
    for document, start, end, token in table.select("document", "start", "end", "token").rows():
        assert raw[document][start:end].lower() == token


def test_one_word_runs_are_the_tokens(corpus):
    tokens, _ = corpus(a=["No red lines", "Lines"])
    assert_frame_equal(ngrams(tokens, n=1), tokens)


@given(st.lists(st.integers(0, 6), max_size=5), st.integers(1, 5))
def test_a_sentence_of_k_tokens_has_k_minus_n_plus_one(corpus, lengths, n):
    tokens, _ = corpus(a=[" ".join("w" * length) for length in lengths])
    expected = sum(max(0, length - n + 1) for length in lengths)
    assert ngrams(tokens.sample(fraction=1, shuffle=True, seed=1), n=n).height == expected


def test_n_starts_at_one(corpus):
    with pytest.raises(ValueError, match="n starts at 1"):
        ngrams(corpus(a=["a"])[0], n=0)


@pytest.mark.parametrize(
    ("term", "remaining"),
    [
        ("the", False),
        ("of nato", False),
        ("nato of", False),
        ("freedom of choice", True),
        ("don't", False),
        ("don’t", False),
        ("theory", True),
    ],
)
def test_stopwords_at_the_edges(term, remaining):
    table = pl.DataFrame({"term": [term]})
    assert without_stopwords(table, {"the", "of", "don't"}).height == remaining


def test_the_list_of_the_package():
    stop = read_settings(find_settings(Path(), "stopwords.yml"), Stopwords)
    assert {"the", "no", "on", "off", "won't", "i", "us"} <= stop.words
    assert not {"said", "says", "nato", "told"} & stop.words
    # In capitals it is a country, which no list may leave out.
    assert "us" in stop.acronyms
    assert stop.acronyms <= stop.words
    assert all(word == word.strip().lower() and "’" not in word for word in stop.words)
    content = yaml.safe_load((Path(helpers.__file__).parent / "defaults/stopwords.yml").read_text())
    assert len(content["words"]) == len(stop.words), "a word stands twice in the list"
