"""Groups of tokens compared: one with another, with the rest, each with the rest."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.measures.terms.keyness import keyness
from helpers.measures.terms.keywords import counts_by, group_counts, keywords, keywords_of_each


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
    ours = keywords(group_counts(tokens, by="document"), target="a")
    target = counts_by(tokens.filter(pl.col("document") == "a"))
    rest = counts_by(tokens.filter(pl.col("document") != "a"))
    assert_frame_equal(ours, keyness(target, rest))
    nato = ours.row(by_predicate=pl.col("term") == "nato", named=True)
    assert (nato["target_documents"], nato["reference_documents"]) == (1, 1)


def test_one_against_another_leaves_the_third_out(tokens):
    table = keywords(group_counts(tokens, by="document"), target="a", reference="b")
    assert "pact" not in table["term"]
    assert table["reference_count"].sum() == 4


def test_a_document_in_several_groups_counts_once_among_the_others(tokens):
    spoken = tokens.filter(pl.col("token") == "nato").vstack(
        tokens.filter(pl.col("token") == "nato")
    )
    spoken = spoken.with_columns(voice=pl.Series(["x", "y", "z", "z"]))
    counts = group_counts(spoken, by="voice")
    # Documents a and c; a stands in x and z, c in y and z.
    assert counts.select("group", "documents", "alone", "all_documents").rows() == [
        ("x", 1, 0, 2),
        ("y", 1, 0, 2),
        ("z", 2, 0, 2),
    ]
    table = keywords(counts, target="x")
    assert table.select("target_documents", "reference_documents").rows() == [(1, 2)]


def test_another_column_and_options_go_through(tokens):
    initials = tokens.with_columns(term=pl.col("token").str.slice(0, 1))
    counts = group_counts(initials, by="document", term="term")
    table = keywords(counts, target="a", minimum=2, stopwords=["n"])
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
        ({"target": "a", "reference": "a"}, "'a' stands on both sides"),
        ({"target": "z"}, r"no tokens have 'z'; the groups are \['a', 'b', 'c'\]"),
        ({"target": "a", "reference": "z"}, "no tokens have 'z'"),
    ],
)
def test_impossible_comparisons(tokens, sides, message):
    with pytest.raises(ValueError, match=message):
        keywords(group_counts(tokens, by="document"), **sides)


def test_each_group_is_corrected_for_all_comparisons(tokens):
    counts = group_counts(tokens, by="document")
    table = keywords_of_each(counts, by="document")
    types = tokens["token"].n_unique()
    assert table["tests"].unique().to_list() == [3 * types]
    assert table.height == 3 * types
    alone = keywords(counts, target="a")
    ours = table.filter(pl.col("document") == "a").drop("document")
    unchanged = ["term", "target_count", "log_ratio", "g2", "p"]
    assert_frame_equal(ours.select(unchanged).sort("term"), alone.select(unchanged).sort("term"))
    assert (table["p_holm"] <= table["p_bonferroni"] + 1e-12).all()
    assert table["p_holm"].min() == pytest.approx(min(1, table["p"].min() * table.height))


def test_one_group_has_nothing_to_be_compared_with(tokens):
    counts = group_counts(tokens.filter(pl.col("document") == "a"), by="document")
    with pytest.raises(ValueError, match="there is only"):
        keywords_of_each(counts)
    with pytest.raises(ValueError, match="there is only"):
        keywords(counts, target="a")


@pytest.mark.parametrize("by", ["document", "outlet", "voice"])
def test_each_against_the_rest_is_what_one_comparison_after_the_other_gives(tokens, by):
    spoken = tokens.with_columns(voice=pl.Series(["quote", "narrator"] * 8).head(tokens.height))
    counts = group_counts(spoken, by=by)
    table = keywords_of_each(counts, by=by, minimum=2, stopwords=["is"])
    for group in table[by].unique().to_list():
        alone = keywords(counts, target=group, minimum=2, stopwords=["is"], family=table.height)
        ours = table.filter(pl.col(by) == group).drop(by)
        # Holm's steps go over all groups' tests.
        unchanged = pl.exclude("p_holm", "significant")
        assert_frame_equal(ours.select(unchanged), alone.select(unchanged))


def test_only_the_groups_asked_for_are_tested_but_all_are_the_rest(tokens):
    counts = group_counts(tokens, by="document")
    table = keywords_of_each(counts, by="document", groups=["a"])
    assert table["document"].unique().to_list() == ["a"]
    assert table["tests"].unique().to_list() == [tokens["token"].n_unique()]
    assert_frame_equal(table.drop("document"), keywords(counts, target="a"))
