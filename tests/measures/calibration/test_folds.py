"""Folds: articles stay whole, and few articles are cut into runs."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.calibration.folds import assign_folds

SENTENCES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 30)), min_size=2, max_size=40, unique=True
)


@given(SENTENCES, st.integers(2, 6), st.integers(0, 5))
def test_articles_stay_whole_or_runs_do(rows, folds: int, seed: int) -> None:
    table = pl.DataFrame(rows, schema=["document", "sentence"], orient="row")
    lengths = table.group_by("document").len()["len"]
    if len(lengths) < 3 and max(lengths) < 2:
        with pytest.raises(ValueError, match="one sentence only"):
            assign_folds(table, folds=folds, seed=seed)
        return
    fold = assign_folds(table, folds=folds, seed=seed)
    labelled = table.with_columns(fold.alias("fold"))
    assert sorted(set(fold)) == list(range(fold.max() + 1))
    assert 1 <= fold.max() < folds
    if len(lengths) >= 3:
        assert (labelled.group_by("document").agg(pl.col("fold").n_unique())["fold"] == 1).all()
        assert fold.n_unique() == min(folds, len(lengths))
    else:
        by_place = labelled.sort("document", "sentence")
        steps = by_place.select(pl.col("fold").diff().over("document"))["fold"].drop_nulls()
        assert (steps >= 0).all()
    # Which rows stand first changes nothing.
    backwards = assign_folds(table.reverse(), folds=folds, seed=seed)
    assert backwards.reverse().to_list() == fold.to_list()


def test_other_seeds_deal_otherwise() -> None:
    table = pl.DataFrame({"document": list("abcdefghij"), "sentence": 0})
    dealt = {tuple(assign_folds(table, seed=seed)) for seed in range(5)}
    assert len(dealt) > 1
    assert {tuple(sorted(folds)) for folds in dealt} == {(0, 0, 1, 1, 2, 2, 3, 3, 4, 4)}


def test_a_short_article_beside_a_long_one() -> None:
    table = pl.DataFrame({"document": list("aaaab"), "sentence": [0, 1, 2, 3, 0]})
    assert assign_folds(table, folds=2).to_list() == [0, 0, 1, 1, 0]


def test_one_fold_is_none() -> None:
    with pytest.raises(ValueError, match="folds is 1; it must be 2 or more"):
        assign_folds(pl.DataFrame({"document": list("abc"), "sentence": 0}), folds=1)
