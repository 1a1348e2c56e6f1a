"""Sentences are found by id, by place and by their words, and none is guessed."""

import polars as pl
import pytest

from helpers.coding.entries import Entry, Label
from helpers.coding.places import Place
from helpers.coding.sentences import Sentences, UnknownSentenceError

TEXT = "It is cold. Nobody  came.\nThe end."
TABLE = pl.DataFrame(
    {
        "document": ["a", "a", "a", "b"],
        "start": [0, 12, 26, 0],
        "end": [11, 25, 34, 11],
        "text": ["It is cold.", "Nobody  came.", "The end.", "It is cold."],
        "counts": [True, True, False, True],
    }
)
ALL = Sentences(TABLE, {"a": TEXT, "b": "It is cold."})
COLD, CAME, END = (Place("a", *place) for place in ((0, 11), (12, 25), (26, 34)))


def found(*labels: Label, sentences: Sentences = ALL, **options: object) -> list[Place]:
    entry = Entry("f:1", labels or (Label("f:1", "costs"),), **options)
    return [place for place, _ in sentences.find(entry)]


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"id": "a:12-25"}, CAME),
        ({"document": "a", "start": 12, "end": 25}, CAME),
        ({"text": " Nobody came. "}, CAME),
        ({"text": "It is cold.", "document": "a"}, COLD),
        # Within the sentence, and of both the one that it covers.
        ({"document": "a", "start": 19, "end": 23}, CAME),
        ({"document": "a", "start": 9, "end": 25}, CAME),
        # An unknown id does not hide what else is known.
        ({"id": "c:1-2", "text": "The end."}, END),
    ],
)
def test_a_sentence_is_found(options: dict[str, object], place: Place) -> None:
    assert found(**options) == [place]


def test_a_stretch_of_an_article_is_of_the_sentences_it_covers() -> None:
    both = Label("f:1", "costs", start=0, end=25)
    assert found(both, document="a") == [COLD, CAME]
    word = Label("f:1", "costs", start=12, end=18)
    assert found(word, both, text=TEXT) == [CAME, COLD, CAME]


def test_a_stretch_of_a_text_with_a_sentence_a_line_is_of_its_line() -> None:
    word = Label("f:1", "costs", start=11, end=17)
    assert found(word, document="batch", text="The end.\n\nNobody came.\n") == [CAME]
    # Named like an article, but with other words: its places would be wrong.
    assert found(word, document="b", text="The end.\n\nNobody came.\n") == [CAME]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"text": "It is cold."}, r"its text stands 2 times in the corpus \(a:0-11, b:0-11\)"),
        ({"text": "It is hot."}, "no such sentence in the corpus: “It is hot.”"),
        ({"document": "a", "start": 40, "end": 50}, "no sentence stands in a from 40 to 50"),
        ({"document": "c", "start": 0, "end": 11}, "no such sentence in the corpus: c 0-11"),
        ({"document": "a"}, "no such sentence in the corpus: a"),
        ({}, "no such sentence in the corpus: an empty text"),
    ],
)
def test_what_is_not_one_sentence_is_named(options: dict[str, object], message: str) -> None:
    with pytest.raises(UnknownSentenceError, match=message):
        found(**options)


def test_among_some_sentences_only_whole_ones_are_found() -> None:
    some = Sentences(TABLE.filter(document="a").drop("counts"))
    assert found(sentences=some, text="It is cold.") == [COLD]
    with pytest.raises(UnknownSentenceError):
        found(Label("f:1", "costs", start=0, end=11), sentences=some, document="a")


def test_boilerplate_does_not_count() -> None:
    assert [ALL.counts(place) for place in (COLD, END)] == [True, False]
