"""From sentences to documents, their parts and periods."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.resampling import bootstrap_mean
from helpers.measures.sentiment.documents import (
    course,
    document_scores,
    period,
    whole_text_scores,
)

TONES = pl.DataFrame(
    {
        "document": ["b", "a", "a", "a"],
        "lexicon": "vader",
        "score": [None, 0.5, None, -0.1],
    }
)


def test_document_score_is_the_mean_of_covered_sentences():
    assert document_scores(TONES).rows() == [
        ("a", "vader", 3, 2, pytest.approx(2 / 3), pytest.approx(0.2)),
        ("b", "vader", 1, 0, 0.0, None),
    ]


def test_document_score_is_the_mean_that_the_interval_stands_around():
    interval = bootstrap_mean(TONES, value="score", by="document", order=None)
    assert interval["mean"].to_list() == document_scores(TONES)["score"].to_list()
    assert interval["n"].to_list() == document_scores(TONES)["covered"].to_list()


def test_whole_text_is_scored_as_one_sentence(all_instruments):
    texts = pl.DataFrame({"document": ["a", "b"], "text": ["A good day. " * 40, "On Tuesday"]})
    scores = whole_text_scores(texts, instruments=[all_instruments["vader"]])
    assert scores["score"].to_list()[0] > 0.99
    assert scores.row(1) == ("b", "vader", None, 0)


@pytest.mark.parametrize(
    ("count", "parts", "expected"),
    [
        (4, 2, [1, 1, 2, 2]),
        (3, 2, [1, 1, 2]),
        (1, 10, [1]),
        (10, 10, list(range(1, 11))),
        (2, 10, [1, 6]),
    ],
)
def test_course(count: int, parts: int, expected: list[int]):
    sentences = pl.DataFrame({"document": "a", "sentence": range(5, 5 + count)})
    assert course(sentences, parts=parts)["part"].to_list() == expected


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60), st.integers(1, 12))
def test_course_fills_parts_evenly_in_each_document(documents: list[str], parts: int):
    table = pl.DataFrame({"document": documents}).with_row_index("sentence")
    result = course(table, parts=parts)
    assert result["part"].is_between(1, parts).all()
    for _, one in result.group_by("document"):
        assert one.sort("sentence")["part"].is_sorted()
        sizes = one["part"].value_counts()["count"]
        assert sizes.max() - sizes.min() <= 1


def test_course_needs_a_part():
    with pytest.raises(ValueError, match="parts is 0"):
        course(pl.DataFrame({"document": ["a"], "sentence": [0]}), parts=0)


def test_period():
    documents = pl.DataFrame(
        {"document": ["a", "b", "c"], "published": [date(2022, 2, 23), date(2022, 2, 24), None]}
    )
    assert period(documents, turn=date(2022, 2, 24))["period"].to_list() == [
        "before",
        "after",
        None,
    ]
