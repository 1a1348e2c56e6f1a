"""Probabilities that follow the instruments' disagreement."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures.correction import corrected_mean, disagreement_probabilities

PAIR = ["words", "model"]


def probabilities(pairs, n, **options):
    table = pl.DataFrame(pairs, schema=PAIR, orient="row")
    return disagreement_probabilities(table, values=PAIR, n=n, **options)["probability"].to_list()


def test_probabilities_on_paper():
    # Floor .5 * 2/5 = .2 each, which leaves 1: disagreements 1/2 and 1 get 1/3 and 2/3.
    pairs = [(0, 0), (1, 0), (1, 1), (-1, 1), (0, 0)]
    assert probabilities(pairs, 2, floor=0.5) == pytest.approx(
        [0.2, 0.2 + 1 / 3, 0.2, 0.2 + 2 / 3, 0.2]
    )
    # Of 3, .3 each leave 1.5: 1.3 is too much for the one, and 1.1, what is left, for the other.
    # The three that are not disputed share the last of the 3.
    assert probabilities(pairs, 3, floor=0.5) == pytest.approx([1 / 3, 1, 1 / 3, 1, 1 / 3])


def test_where_all_agree_the_draw_is_simple():
    assert probabilities([(0, 0), (1, 1), (0, 0), (1, 1)], 1) == pytest.approx([0.25] * 4)
    assert probabilities([(0, 1), (0, 0), (1, 1), (1, 1)], 1, floor=1) == pytest.approx([0.25] * 4)


def test_an_instrument_without_a_value_does_not_disagree():
    table = pl.DataFrame({"words": [None, 0.0, 1.0], "model": [1.0, float("nan"), 0.0]})
    result = disagreement_probabilities(table, values=PAIR, n=1)
    assert result["disagreement"].to_list() == [0, 0, 0.5]
    empty = disagreement_probabilities(table.clear(), values=PAIR, n=0)
    assert empty.columns == ["words", "model", "disagreement", "probability"]


@given(
    st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 1)), min_size=1, max_size=40),
    st.floats(0, 1),
    st.floats(0.01, 1),
)
@settings(max_examples=100, deadline=None)
def test_probabilities_sum_to_n_between_floor_and_one(pairs, share, floor):
    n = round(share * len(pairs))
    got = np.array(probabilities(pairs, n, floor=floor))
    assert got.sum() == pytest.approx(n)
    assert (got >= floor * n / len(pairs) - 1e-12).all()
    assert (got <= 1 + 1e-12).all()
    gaps = np.array([abs(one - other) for one, other in pairs])
    order = np.argsort(gaps)
    assert (np.diff(got[order]) >= -1e-9)[np.diff(gaps[order]) > 0].all()


def test_a_sample_by_disagreement_holds_the_truth():
    rng = np.random.default_rng(8)
    truth = rng.random(2000) < 0.2
    table = pl.DataFrame(
        {
            "document": rng.integers(0, 80, 2000),
            "truth": truth.astype(int),
            "words": (truth ^ (rng.random(2000) < 0.1)).astype(int),
            "model": (truth ^ (rng.random(2000) < 0.1)).astype(int),
        }
    )
    table = disagreement_probabilities(table, values=PAIR, n=150)
    held = 0
    for _ in range(100):
        drawn = pl.Series(rng.random(2000)) < table["probability"]
        row = corrected_mean(
            table.with_columns(coded=pl.when(drawn).then("truth")),
            value="words",
            coded="coded",
            probability="probability",
        ).row(0, named=True)
        held += row["low"] <= truth.mean() <= row["high"]
    assert held >= 88


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"values": ["words"]}, "two instruments or more"),
        ({"values": ["words", "words"]}, "two instruments or more"),
        ({"floor": 0}, "floor is 0"),
        ({"n": 4}, "n is 4"),
        ({"n": -1}, "n is -1"),
    ],
)
def test_mistakes_are_named(options, message):
    table = pl.DataFrame({"words": [0, 1, 0], "model": [0, 0, 1]})
    with pytest.raises(ValueError, match=message):
        disagreement_probabilities(table, **{"values": PAIR, "n": 1, **options})
