"""Runs of words, their places, periods, and what goes with frames and tone."""

import datetime as dt

import polars as pl
import pytest

from helpers.measures.terms.collocation import with_times
from helpers.measures.terms.context import attracted_terms, scores_of_terms, terms_with_labels
from helpers.measures.terms.contingency import share_interval
from helpers.measures.terms.diversity import vocabulary_measures
from helpers.measures.terms.forms import written_forms
from helpers.measures.terms.places import places
from helpers.measures.terms.runs import runs
from helpers.measures.terms.tfidf import distinctive
from helpers.measures.terms.trend import choose_period


def test_a_run_that_only_stands_in_a_longer_one_is_left_out(corpus):
    tokens, _ = corpus(
        a=["north atlantic alliance"] * 2 + ["atlantic coast"] * 2 + ["the atlantic of the coast"]
    )
    table = runs(tokens, minimum=2, stopwords=["the", "of"])
    assert table.select("term", "count", "words").rows() == [
        ("atlantic coast", 2, 2),
        ("north atlantic alliance", 2, 3),
    ]


def test_runs_of_names_alone_are_left_out_and_others_keep_their_names(corpus):
    tokens, _ = corpus(a=["ned price and fred weir", "president price of ned"])
    names = ["ned", "price", "fred", "weir"]
    table = runs(tokens, minimum=1, stopwords=["and", "of", *names], names=names)
    assert table["term"].to_list() == ["president price"]


def test_every_word_has_a_row_in_each_text_and_close_places_are_one(corpus):
    tokens, texts = corpus(a=["sea sea"], b=["land"])
    table = places(tokens, texts, texts, ["sea", "land"], steps=2)
    # The second sea begins at 4 of 11 letters: as good as the middle.
    assert table.select("term", "document", "place").rows() == [
        ("sea", "a", 0.0),
        ("sea", "a", 0.5),
        ("sea", "b", None),
        ("land", "a", None),
        ("land", "b", 0.5),
    ]
    assert table.filter(document="b")["last"].to_list() == [1.0, 1.0]
    assert places(tokens, texts, texts, []).height == 0


@pytest.mark.parametrize(
    ("days", "every"),
    [
        (["2021-12-07", "2022-03-03"], "1mo"),
        # Thirteen months and more are too many, five quarters are not.
        ([f"{2021 + month // 12}-{1 + month % 12:02}-01" for month in range(13)], "1q"),
        (["2022-01-03", "2022-01-12"], "1w"),
        (["2022-01-03", "2022-01-04"], "1d"),
        (["2022-01-03"], None),
        ([], None),
    ],
)
def test_the_period_is_the_longest_useful_one(days, every):
    dates = pl.Series([dt.date.fromisoformat(day) for day in days], dtype=pl.Date)
    assert choose_period(dates) == every


def test_words_are_weighed_by_their_rarity_among_the_texts(corpus):
    tokens, _ = corpus(a=["sea sea"], b=["land land"], c=["sea road"])
    # land: twice in one of three; sea: twice in one of two out of three; road once.
    assert distinctive(tokens).rows() == [("a", ["sea (2)"], 3), ("b", ["land (2)"], 3)]


def test_size_and_diversity_stand_side_by_side(corpus):
    tokens, _ = corpus(a=["sea sea land"])
    row = vocabulary_measures(tokens).row(0, named=True)
    assert (row["tokens"], row["types"], row["hapaxes"], row["ttr"]) == (3, 2, 1, 2 / 3)
    assert vocabulary_measures(tokens, confidence=None)["mtld_low"].to_list() == [None]


def test_shares_of_none_and_all_have_exact_ends():
    low, high = share_interval([0, 10], [10, 10])
    assert (low[0], high[1]) == (0.0, 1.0)
    # 1 - 0.025 ** (1 / 10)
    assert high[0] == pytest.approx(0.3085, abs=1e-4)
    assert low[1] == pytest.approx(0.6915, abs=1e-4)
    empty = pl.DataFrame(
        schema={"count": pl.Int64, "expected": pl.Float64, "collocate_count": pl.Int64}
    )
    assert with_times(empty).columns[-3:] == ["times", "low", "high"]


def test_words_of_frames_are_corrected_for_all_pairs(corpus):
    tokens, _ = corpus(a=["war blame"] * 12 + ["road long"] * 12)
    frames = pl.DataFrame({"document": "a", "sentence": range(12), "frame": "conflict"})
    table = attracted_terms(terms_with_labels(tokens, frames, label="frame"))
    assert table.select("term", "count", "expected", "tests").rows() == [
        ("blame", 12, 6.0, 2),
        ("war", 12, 6.0, 2),
    ]
    assert (table["p_holm"] < 0.05).all()
    assert attracted_terms(terms_with_labels(tokens, frames.head(0), label="frame")).height == 0


def test_scores_of_words_stand_beside_those_of_all_sentences(corpus):
    tokens, _ = corpus(a=["war war", "road", "war road"])
    scores = pl.DataFrame({"document": "a", "sentence": [0, 1], "score": [-1.0, 1.0]})
    table = scores_of_terms(tokens, scores, ["road", "war"])
    # A sentence without a score is left out; a word counts once a sentence.
    assert table.select("term", "score").rows() == [
        ("(all sentences)", -1.0),
        ("(all sentences)", 1.0),
        ("road", 1.0),
        ("war", -1.0),
    ]


def test_a_word_is_written_as_most_of_its_uses_are():
    texts = {
        "Red NATO and U.S. nato’s NATO": "body",
        "The red Sea the sea": "body",
        "A Red Sea Red": "heading",
    }
    words = pl.DataFrame(
        [
            (kind, word.lower(), word, place == 0)
            for text, kind in texts.items()
            for place, word in enumerate(text.split())
        ],
        schema=["kind", "token", "written", "opens"],
        orient="row",
    )
    # sea: as often one way as the other, the capital first; red: small but where any word is not.
    assert written_forms(words) == {"nato": "NATO", "sea": "Sea", "us": "US"}
