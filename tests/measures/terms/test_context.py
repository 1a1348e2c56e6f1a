"""Terms beside labels and scores of their sentences."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.measures.terms import association
from helpers.measures.terms.context import terms_with_labels, terms_with_scores


@pytest.fixture(scope="module")
def tokens(corpus):
    return corpus(a=["red sea red", "red line", "calm sea"], b=["red", ""])[0]


FRAMES = pl.DataFrame(
    {
        "document": ["a", "a", "a", "b", "b"],
        "sentence": [0, 0, 1, 0, 7],
        "frame": ["threat", "threat", "threat", "door", "threat"],
    }
)
TONES = pl.DataFrame(
    {"document": ["a", "a", "a", "b"], "sentence": [0, 1, 2, 0], "score": [-1.0, 0.0, 0.5, None]}
)


def test_sentences_with_both_count_once(tokens):
    table = terms_with_labels(tokens, FRAMES, label="frame", minimum=1)
    columns = ["frame", "term", "count", "term_count", "label_count", "units"]
    assert sorted(table.select(columns).rows()) == [
        ("door", "red", 1, 3, 1, 4),
        ("threat", "line", 1, 1, 2, 4),
        ("threat", "red", 2, 3, 2, 4),
        ("threat", "sea", 1, 2, 2, 4),
    ]
    red = table.filter(pl.col("term") == "red", pl.col("frame") == "threat")
    assert red["g2"][0] == pytest.approx(float(association.g2(2, 3, 2, 4)))
    assert red["pmi"][0] == pytest.approx(float(association.pmi(2, 3, 2, 4)))


def test_minimum_stopwords_and_documents(tokens):
    assert terms_with_labels(tokens, FRAMES, label="frame", minimum=2)["term"].to_list() == ["red"]
    few = terms_with_labels(tokens, FRAMES, label="frame", minimum=1, stopwords=["red"])
    assert "red" not in few["term"]
    documents = terms_with_labels(tokens, FRAMES, label="frame", unit=["document"], minimum=1)
    row = documents.filter(pl.col("term") == "calm").row(0, named=True)
    assert (row["frame"], row["count"], row["units"]) == ("threat", 1, 2)


def test_means_with_and_without_a_term(tokens):
    table = terms_with_scores(tokens, TONES, minimum=1)
    rows = {row["term"]: row for row in table.iter_rows(named=True)}
    red = rows["red"]
    assert (red["units"], red["scored"]) == (3, 2)
    assert red["coverage"] == pytest.approx(2 / 3)
    assert red["mean"] == pytest.approx(-0.5)
    assert red["mean_without"] == pytest.approx(0.5)
    assert red["difference"] == pytest.approx(-1)
    assert rows["sea"]["mean"] == pytest.approx(-0.25)
    assert terms_with_scores(tokens, TONES, minimum=2)["term"].to_list() == ["red", "sea"]


def test_a_term_of_every_scored_sentence_has_nothing_to_be_compared_with(tokens):
    only = tokens.filter(pl.col("token") == "red")
    row = terms_with_scores(only, TONES, minimum=1).row(0, named=True)
    assert (row["mean_without"], row["difference"]) == (None, None)


def test_order_does_not_matter_and_a_unit_has_one_score(tokens):
    ours = terms_with_scores(tokens, TONES, minimum=1)
    assert_frame_equal(ours, terms_with_scores(tokens.reverse(), TONES.reverse(), minimum=1))
    frames = terms_with_labels(tokens, FRAMES, label="frame", minimum=1)
    turned = terms_with_labels(tokens.reverse(), FRAMES.reverse(), label="frame", minimum=1)
    assert_frame_equal(frames, turned)
    with pytest.raises(ValueError, match="must name one row"):
        terms_with_scores(tokens, pl.concat([TONES, TONES]))


def test_nothing(tokens):
    assert terms_with_labels(tokens.clear(), FRAMES, label="frame").is_empty()
    assert terms_with_scores(tokens, TONES.clear()).is_empty()
