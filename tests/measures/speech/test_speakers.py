"""Speakers, sources without a name, verbs of saying and marked phrases, counted by eye."""

import polars as pl
import pytest

from helpers.corpus.voices.speech import Speech
from helpers.measures.speech.marked_phrases import marked_phrases
from helpers.measures.speech.speakers import speakers, unnamed_sources
from helpers.measures.speech.verbs import verbs_of_saying

TABLE = pl.DataFrame(
    {
        "document": ["a"] * 4 + ["b"] * 2,
        "sentence": [0, 1, 2, 3, 0, 1],
        "voice": ["quote", "indirect", "indirect", "quote", "narrator", None],
        "speaker": ["Weir", "Experts", None, "Price", None, None],
        "bloc": ["expert", "expert", "none", "official", None, None],
        "verb": ["say", "claim", None, "say", None, None],
        "verb_class": ["neutral", "distancing", None, "neutral", None, None],
    }
)
NAMES = ["experts", "source"]


def test_sentences_without_a_named_source() -> None:
    places = ["a#1", "a#2"]
    assert unnamed_sources(TABLE, names=NAMES).rows() == [(2, 4, 0.5, places)]
    assert unnamed_sources(TABLE, names=NAMES, by="voice").rows() == [
        ("quote", 0, 2, 0.0, []),
        ("indirect", 2, 2, 1.0, places),
    ]
    narrated = TABLE.filter(pl.col("voice") == "narrator")
    assert unnamed_sources(narrated, names=NAMES).rows() == [(0, 0, None, [])]
    assert not unnamed_sources(narrated, names=NAMES, by="document").height


def test_a_speaker_without_a_name_is_none_of_the_speakers() -> None:
    assert speakers(TABLE, unnamed=NAMES)["speaker"].to_list() == ["Price", "Weir"]
    assert speakers(TABLE)["speaker"].to_list() == ["Experts", "Price", "Weir"]


def test_verbs_are_counted_by_class() -> None:
    assert verbs_of_saying(TABLE).rows() == [
        ("neutral", 2, 3, pytest.approx(2 / 3), ["say (2)"], ["a#0"]),
        ("distancing", 1, 3, pytest.approx(1 / 3), ["claim (1)"], ["a#1"]),
    ]
    assert not verbs_of_saying(TABLE.filter(pl.col("voice") == "narrator")).height


def test_phrases_are_counted_whatever_their_capitals() -> None:
    speech = Speech(
        verbs={"neutral": ["say"]},
        quotation_marks={"open": ["“"], "close": ["”"], "straight": []},
    )
    table = pl.DataFrame(
        {
            "document": ["a", "b", "b"],
            "sentence": [0, 0, 1],
            "start": [0, 0, 40],
            "kind": ["body"] * 3,
            "text": ["The “soft power” grew.", "“Soft power” is “real” power.", "No marks."],
        }
    )
    assert marked_phrases(table, speech).rows() == [
        ("soft power", 2, 2, ["a#0", "b#0"]),
        ("real", 1, 1, ["b#0"]),
    ]
    assert not marked_phrases(table.clear(), speech).height
