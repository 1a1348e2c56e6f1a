"""Groups of tokens compared: one with another, with the rest, each with the rest."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.measures.terms.keyness import keyness
from helpers.measures.terms.keywords import counts_by, keywords, keywords_of_each


@pytest.fixture(scope="module")
def tokens(corpus):
    table, _ = corpus(
        a=["NATO moves east and east"], b=["The sea is calm"], c=["NATO is a pact", "No pact"]
    )
    return table.with_columns(
        outlet=pl.col("document").replace_strict({"a": "x", "b": "y", "c": None}, default=None)
    )


def test_counts_of_groups_leave_out_what_has_no_group(tokens):
    table = counts_by(tokens, "outlet")
    assert table.filter(pl.col("term") == "east").rows() == [("x", "east", 2, 1)]
    assert table["count"].sum() == 9


def test_one_against_the_rest_is_the_keyness_of_their_counts(tokens):
    ours = keywords(tokens, by="document", target="a")
    target = counts_by(tokens.filter(pl.col("document") == "a"))
    rest = counts_by(tokens.filter(pl.col("document") != "a"))
    assert_frame_equal(ours, keyness(target, rest))
    nato = ours.row(by_predicate=pl.col("term") == "nato", named=True)
    assert (nato["target_documents"], nato["reference_documents"]) == (1, 1)


def test_one_against_another_leaves_the_third_out(tokens):
    table = keywords(tokens, by="document", target="a", reference="b")
    assert "pact" not in table["term"]
    assert table["reference_count"].sum() == 4


def test_lists_of_values_make_one_side(tokens):
    table = keywords(tokens, by="document", target=["a", "b"], reference="c")
    assert table["target_count"].sum() == 9
    assert table["reference_count"].sum() == 6


def test_another_column_and_options_go_through(tokens):
    initials = tokens.with_columns(term=pl.col("token").str.slice(0, 1))
    options = {"term": "term", "minimum": 2, "stopwords": ["n"]}
    table = keywords(initials, by="document", target="a", **options)
    # Twice or more: and, a; east, east; is, is; pact, pact; nato, nato and no are stopped.
    assert table.sort("term").select("term", "target_count", "reference_count").rows() == [
        ("a", 1, 1),
        ("e", 2, 0),
        ("i", 0, 2),
        ("p", 0, 2),
    ]


@pytest.mark.parametrize(
    ("sides", "message"),
    [
        ({"target": "a", "reference": ["a", "b"]}, r"\['a'\] stands on both sides"),
        ({"target": "z"}, r"no tokens have \['z'\]; the values are \['a', 'b', 'c'\]"),
        ({"target": ["a", "b", "c"]}, r"no tokens have \[\]"),
    ],
)
def test_impossible_comparisons(tokens, sides, message):
    with pytest.raises(ValueError, match=message):
        keywords(tokens, by="document", **sides)


def test_each_group_is_corrected_for_all_comparisons(tokens):
    table = keywords_of_each(tokens, by="document")
    types = tokens["token"].n_unique()
    assert table["tests"].unique().to_list() == [3 * types]
    assert table.height == 3 * types
    alone = keywords(tokens, by="document", target="a")
    ours = table.filter(pl.col("document") == "a").drop("document")
    unchanged = ["term", "target_count", "log_ratio", "g2", "p"]
    assert_frame_equal(ours.select(unchanged).sort("term"), alone.select(unchanged).sort("term"))
    assert (table["p_holm"] <= table["p_bonferroni"] + 1e-12).all()
    assert table["p_holm"].min() == pytest.approx(min(1, table["p"].min() * table.height))


def test_one_group_has_nothing_to_be_compared_with(tokens):
    with pytest.raises(ValueError, match="there is only"):
        keywords_of_each(tokens.filter(pl.col("document") == "a"), by="document")


@pytest.mark.parametrize("by", ["document", "outlet", "voice"])
def test_each_against_the_rest_is_what_one_comparison_after_the_other_gives(tokens, by):
    spoken = tokens.with_columns(voice=pl.Series(["quote", "narrator"] * 8).head(tokens.height))
    table = keywords_of_each(spoken, by=by, minimum=2, stopwords=["is"])
    for group in table[by].unique().to_list():
        alone = keywords(
            spoken, by=by, target=group, minimum=2, stopwords=["is"], family=table.height
        )
        ours = table.filter(pl.col(by) == group).drop(by)
        # Holm's steps go over all groups' tests.
        unchanged = pl.exclude("p_holm", "significant")
        assert_frame_equal(ours.select(unchanged), alone.select(unchanged))


def test_only_the_groups_asked_for_are_tested_but_all_are_the_rest(tokens):
    table = keywords_of_each(tokens, by="document", groups=["a"])
    assert table["document"].unique().to_list() == ["a"]
    assert table["tests"].unique().to_list() == [tokens["token"].n_unique()]
    assert_frame_equal(table.drop("document"), keywords(tokens, by="document", target="a"))
