"""Forms: stems shown as their most frequent word, and what each stands for."""

import polars as pl
import pytest

from helpers.measures.terms.forms import families, with_form


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
