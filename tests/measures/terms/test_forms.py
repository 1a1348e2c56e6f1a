"""Forms: stems shown as their most frequent word, and what each stands for."""

import polars as pl
import pytest

from helpers.corpus.text.tokens import tokenize
from helpers.measures.terms.forms import families, with_acronyms, with_form, with_names


def words(*tokens: str) -> pl.DataFrame:
    return pl.DataFrame({"token": tokens}, schema={"token": pl.String})


@pytest.mark.parametrize(
    ("tokens", "terms"),
    [
        (["expand", "expands", "expands"], ["expands"] * 3),
        # As many of each: the first in the alphabet.
        (["treaty", "treaties"], ["treaties"] * 2),
        # The possessive, with either apostrophe, belongs to its noun.
        (["nato", "nato", "nato’s", "nato's"], ["nato"] * 4),
        (["sea", "land"], ["sea", "land"]),
    ],
)
def test_stems_are_shown_as_their_most_frequent_form(tokens, terms):
    assert with_form(words(*tokens), form="stem")["term"].to_list() == terms


def test_surface_is_the_token_and_rows_keep_their_order():
    tokens = words("b", "a", "b").with_columns(place=pl.Series([3, 1, 2]))
    assert with_form(tokens).rows() == [("b", 3, "b"), ("a", 1, "a"), ("b", 2, "b")]
    assert with_form(tokens, form="stem")["place"].to_list() == [3, 1, 2]
    assert tokens.columns == ["token", "place"]


def test_apostrophes_and_hyphens_have_one_shape():
    tokens = words("don’t", "don't", "donʼt", "u‑turn", "u-turn", "co\u00adop")
    assert with_form(tokens)["term"].to_list() == ["don't"] * 3 + ["u-turn"] * 2 + ["coop"]
    assert with_form(tokens)["token"].to_list() == tokens["token"].to_list()


def test_families_add_up():
    table = families(words("expand", "expands", "expands", "sea"))
    assert table.select("term", "token", "count").rows() == [
        ("expands", "expands", 2),
        ("expands", "expand", 1),
        ("sea", "sea", 1),
    ]


def test_an_unknown_form_names_the_known_ones():
    with pytest.raises(ValueError, match="'lemma': choose one of surface, stem"):
        with_form(words("a"), form="lemma")


def test_no_tokens():
    assert with_form(words(), form="stem").is_empty()


@pytest.mark.parametrize(
    ("token", "term"),
    [("u.n.", "un"), ("u.s.-led", "us-led"), ("1.5", "1.5"), ("nato's", "nato's"), ("a.", "a.")],
)
def test_initials_lose_their_full_stops_and_numbers_keep_theirs(token, term):
    assert with_form(words(token))["term"].to_list() == [term]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("the US and us", ["the", "US", "and", "us"]),
        ("U.S. calls", ["US", "calls"]),
        # Small letters are the pronoun, with full stops or without.
        ("u.s. or us", ["us", "or", "us"]),
        ("Us and Who", ["us", "and", "who"]),
        # Nothing can be told where everything is in capitals.
        ("CALL US NOW", ["call", "us", "now"]),
        # Only the words that are named.
        ("he did NOT", ["he", "did", "not"]),
        ("", []),
    ],
)
def test_acronyms_stand_apart_from_function_words(text, terms):
    spans = pl.DataFrame(
        {"document": ["a"], "sentence": [0], "start": [0], "end": [len(text)], "text": [text]}
    )
    tokens = with_form(tokenize(spans))
    result = with_acronyms(tokens, spans.select("document", "text"), ["us", "who"])
    assert result["term"].to_list() == terms
    assert result.drop("term").equals(tokens.drop("term"))


def test_a_passage_in_capitals_ends_somewhere():
    text = "CALL US. " + "X " * 40 + "They asked the US."
    spans = pl.DataFrame(
        {"document": ["a"], "sentence": [0], "start": [0], "end": [len(text)], "text": [text]}
    )
    tokens = with_form(tokenize(spans))
    result = with_acronyms(tokens, spans.select("document", "text"), ["us"])
    assert [term for term in result["term"] if term.lower() == "us"] == ["us", "US"]


def test_names_are_terms_of_their_own():
    tokens = pl.DataFrame(
        {"document": "a", "start": [0, 9, 20], "token": ["price’s", "price", "prices"]}
    )
    names = pl.DataFrame({"document": ["a", "b"], "start": [0, 9], "name": ["Price", "Price"]})
    surface = with_names(with_form(tokens), names)
    assert surface["term"].to_list() == ["Price's", "price", "prices"]
    stem = with_names(with_form(tokens, form="stem"), names, form="stem")
    assert stem["term"].to_list() == ["Price", "price", "price"]
