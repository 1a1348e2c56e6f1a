"""Names of speakers and interview tags: a name has a capital, the common word has none."""

import polars as pl
import pytest

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.names import find_names
from helpers.corpus.voices.speech import Speech

SPEECH = read_settings(DEFAULTS / "speech.yml", Speech)
ACTORS = Actors.model_validate(
    {
        "persons": [
            {"name": "Price", "given": "Ned", "bloc": "x"},
            {"name": "von der Leyen", "given": "Ursula", "bloc": "x", "aliases": ["Leyen"]},
            {"name": "Austin", "given": "Lloyd", "bloc": "x"},
        ]
    }
)


def spans(*texts: str, kind: str = "body", document: str = "a", **about: str) -> pl.DataFrame:
    """One sentence and paragraph a text."""
    ends = [sum(len(text) + 1 for text in texts[: k + 1]) - 1 for k in range(len(texts))]
    return pl.DataFrame(
        {
            "document": document,
            "sentence": range(len(texts)),
            "start": [end - len(text) for end, text in zip(ends, texts, strict=True)],
            "end": ends,
            "text": texts,
            "kind": kind,
            "paragraph": range(len(texts)),
            "speaker": about.get("speaker"),
            "full_name": about.get("full_name"),
        },
        schema_overrides={"speaker": pl.String, "full_name": pl.String},
    )


def names(table: pl.DataFrame) -> list[str]:
    return find_names(table, ACTORS, SPEECH)["name"].to_list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He asked Price about it.", ["Price"]),
        ("He asked about the price.", []),
        ("They met Ned Price’s aide.", ["Ned", "Price"]),
        ("They met J. R. Price and Mr. Price.", ["J", "R", "Price", "Mr", "Price"]),
        ("They met Ursula von der Leyen.", ["Ursula", "Von", "Der", "Leyen"]),
        # A given name alone may be a town; so may be one before a comma.
        ("They met in Lloyd.", []),
        ("The Price-Austin talks; the anti-Price front.", ["Price-Austin"]),
        # Nobody writes it small here.
        ("Price spoke. PRICE SPOKE.", ["Price", "Price"]),
    ],
)
def test_a_name_has_a_capital(text, expected):
    assert names(spans(text)) == expected


def test_where_any_word_has_a_capital_the_rest_of_the_texts_tells():
    small = spans("The price rose.", document="b")
    assert names(pl.concat([spans("Price rises hurt."), small])) == []
    named = spans("Price rises hurt.", "They met Ned Price.")
    assert names(pl.concat([named, small])) == ["Price", "Ned", "Price"]
    assert names(spans("Price rises hurt.", "They met Ned Price.", "The price rose.")) == [
        "Ned",
        "Price",
    ]
    heading = spans("Gas Price Hits Record", kind="heading")
    assert names(pl.concat([heading, small])) == []


def test_speakers_whom_an_article_gives_a_full_name_are_learnt():
    text = "They met Weir, Fred Weir and Long."
    assert names(spans(text, speaker="Weir", full_name="Fred Weir")) == ["Weir", "Fred", "Weir"]
    # One word alone may be a body.
    assert names(spans(text, speaker="Long", full_name="Long")) == []
    assert names(spans(text)) == []


def test_tags_of_an_interview_are_found_at_their_place():
    table = spans("“SP”: – Why so?", "– It is so.", "They read SP.", "Q: Why?")
    found = find_names(table, ACTORS, SPEECH)
    assert found.select("start", "name").rows() == [(1, "Sp"), (42, "Q")]


def test_no_sentence_has_no_name():
    empty = find_names(spans("x").head(0), ACTORS, SPEECH)
    assert empty.schema == {"document": pl.String, "start": pl.Int64, "name": pl.String}


def test_a_name_with_markup_in_it_is_text():
    text = "They met <b>Fred</b> Weir."
    found = names(spans(text, speaker="Weir", full_name="<b>Fred</b> Weir"))
    assert found == ["Weir"]
