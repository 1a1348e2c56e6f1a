"""Measures of association: by hand, NLTK's own, and what is not defined."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures

from helpers.measures.terms import association


@st.composite
def tables(draw):
    both, first, second, neither = (draw(st.integers(1, 500)) for _ in range(4))
    return both, both + first, both + second, both + first + second + neither


@pytest.mark.parametrize(
    ("measure", "table", "by_hand"),
    [
        # 4 of 100 hold both, where 10 * 20 / 100 = 2 are expected.
        (association.pmi, (4, 10, 20, 100), 1.0),
        (association.npmi, (4, 10, 20, 100), 1 / math.log2(25)),
        (association.t_score, (4, 10, 20, 100), 1.0),
        (association.chi2, (4, 10, 20, 100), 100 * (400 - 200) ** 2 / (10 * 90 * 20 * 80)),
        (association.g2, (2, 10, 20, 100), 0.0),
        # Never together: the other three cells alone.
        (
            association.g2,
            (0, 5, 5, 10),
            4 * 5 * math.log(2),
        ),
    ],
)
def test_by_hand(measure, table, by_hand):
    assert float(measure(*table)) == pytest.approx(by_hand, abs=1e-12)


def test_log_dice_by_hand():
    assert float(association.log_dice(4, 12, 4)) == pytest.approx(13)


@given(tables())
def test_measures_are_nltks(table):
    o11, r1, c1, n = table
    theirs = {
        association.g2: BigramAssocMeasures.likelihood_ratio,
        association.chi2: BigramAssocMeasures.chi_sq,
        association.pmi: BigramAssocMeasures.pmi,
        association.t_score: BigramAssocMeasures.student_t,
    }
    for ours, nltks in theirs.items():
        assert float(ours(*table)) == pytest.approx(nltks(o11, (r1, c1), n), rel=1e-6, abs=1e-6)
    dice = 2 ** (float(association.log_dice(o11, r1, c1)) - 14)
    assert dice == pytest.approx(BigramAssocMeasures.dice(o11, (r1, c1), n))


@given(tables())
def test_exchanging_the_words_changes_nothing(table):
    o11, r1, c1, n = table
    for measure in (association.g2, association.chi2, association.npmi, association.t_score):
        assert float(measure(o11, r1, c1, n)) == pytest.approx(float(measure(o11, c1, r1, n)))
    assert -1 <= float(association.npmi(*table)) <= 1 + 1e-12
    assert float(association.log_dice(o11, r1, c1)) <= 14


@pytest.mark.parametrize(
    ("measure", "table"),
    [
        (association.pmi, (0, 5, 5, 10)),
        (association.npmi, (0, 5, 5, 10)),
        (association.npmi, (5, 5, 5, 5)),
        (association.t_score, (0, 5, 5, 10)),
        (association.chi2, (5, 5, 5, 5)),
        # Seven of ten hold the one and seven the other, yet only one both.
        (association.g2, (1, 7, 7, 10)),
    ],
)
def test_what_is_not_defined_is_nan(measure, table):
    assert math.isnan(float(measure(*table)))
