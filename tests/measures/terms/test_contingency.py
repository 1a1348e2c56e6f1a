"""Statistics of two corpora: by hand, against scipy, at the zeros, and under exchange."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2_contingency
from scipy.stats.contingency import relative_risk

from helpers.measures.terms import contingency

sizes = st.integers(1, 100_000)


@st.composite
def tables(draw):
    c, d = draw(sizes), draw(sizes)
    a, b = draw(st.integers(0, c)), draw(st.integers(0, d))
    assume(a + b > 0)
    return a, b, c, d


@pytest.mark.parametrize(
    ("measure", "table", "by_hand"),
    [
        # Twice as frequent: 4 of 100 against 2 of 100.
        (contingency.log_ratio, (4, 2, 100, 100), 1.0),
        (contingency.relative_risk, (4, 2, 100, 100), 2.0),
        (contingency.percent_difference, (4, 2, 100, 100), 100.0),
        (contingency.percent_difference, (2, 4, 100, 100), -50.0),
        (contingency.odds_ratio, (4, 2, 100, 100), 4 * 98 / (2 * 96)),
        (contingency.pmi, (4, 2, 100, 100), math.log2(4 / 3)),
        (contingency.g2, (3, 3, 50, 50), 0.0),
        # 8 against 0 in corpora of 10: cells 8, 0, 2, 10 and expected 4, 4, 6, 6.
        (
            contingency.g2,
            (8, 0, 10, 10),
            2 * (8 * math.log(2) + 2 * math.log(1 / 3) + 10 * math.log(10 / 6)),
        ),
        (contingency.chi2, (8, 0, 10, 10), 20 * (8 * 10) ** 2 / (8 * 12 * 10 * 10)),
        # A count of 0 is half a token for the log ratio: (0.5 / 10) / (8 / 10).
        (contingency.log_ratio, (0, 8, 10, 10), -4.0),
    ],
)
def test_by_hand(measure, table, by_hand):
    assert float(measure(*table)) == pytest.approx(by_hand, abs=1e-12)


@pytest.mark.parametrize(
    ("measure", "table"),
    [
        (contingency.log_ratio, (0, 0, 10, 10)),
        (contingency.conservative_log_ratio, (0, 0, 10, 10)),
        (contingency.relative_risk, (3, 0, 10, 10)),
        (contingency.percent_difference, (3, 0, 10, 10)),
        (contingency.odds_ratio, (3, 0, 10, 10)),
        (contingency.odds_ratio, (10, 3, 10, 10)),
        (contingency.pmi, (0, 3, 10, 10)),
        # The smaller expected count is .5: its logarithm is no divisor.
        (contingency.ell, (1, 0, 10, 10)),
    ],
)
def test_what_is_not_defined_is_nan(measure, table):
    assert math.isnan(float(measure(*table)))


def test_g2_has_two_or_four_cells():
    with pytest.raises(ValueError, match="2 or 4 cells, not 3"):
        contingency.g2(1, 1, 10, 10, cells=3)


@given(tables())
def test_g2_and_chi2_are_scipys(table):
    a, b, c, d = table
    assume(a + b < c + d)
    cells = [[a, b], [c - a, d - b]]
    g2 = chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
    assert float(contingency.g2(*table)) == pytest.approx(g2, rel=1e-7, abs=1e-7)
    for yates in (True, False):
        ours = float(contingency.chi2(*table, yates=yates))
        # scipy moves each cell towards its expectation by at most half; ours is the same.
        theirs = chi2_contingency(cells, correction=yates).statistic
        assert ours == pytest.approx(theirs, rel=1e-7, abs=1e-7)


@given(tables())
def test_conservative_log_ratio_is_the_exact_bound_nearer_to_zero(table):
    a, b, c, d = table
    interval = binomtest(a, a + b).proportion_ci(0.99, method="exact")
    with np.errstate(divide="ignore"):
        low, high = (math.inf if t == 1 else d / c * t / (1 - t) for t in interval)
        low, high = np.log2([low, high])
    expected = max(low, 0) if a / c >= b / d else min(high, 0)
    ours = float(contingency.conservative_log_ratio(*table, tests=5))
    # At τ near 1 binomtest loses digits that 1 - τ then lacks.
    assert ours == pytest.approx(expected, abs=1e-5)


@given(tables())
def test_exchanging_the_corpora_turns_the_sign(table):
    a, b, c, d = table
    exchanged = (b, a, d, c)
    for ratio in (contingency.log_ratio, contingency.conservative_log_ratio):
        assert float(ratio(*table)) == pytest.approx(-float(ratio(*exchanged)), abs=1e-9)
    low, high = contingency.log_ratio_interval(*table)
    other_low, other_high = contingency.log_ratio_interval(*exchanged)
    assert (float(low), float(high)) == pytest.approx((-float(other_high), -float(other_low)))
    for cells in (2, 4):
        ours = float(contingency.g2(*table, cells=cells))
        theirs = float(contingency.g2(*exchanged, cells=cells))
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-7)


@given(tables(), st.integers(1, 5000))
def test_conservative_log_ratio_is_nearer_to_zero_and_more_so_with_more_tests(table, tests):
    once = float(contingency.conservative_log_ratio(*table))
    often = float(contingency.conservative_log_ratio(*table, tests=tests))
    assert abs(often) <= abs(once)
    if min(table[:2]) > 0:
        assert abs(once) <= abs(float(contingency.log_ratio(*table))) + 1e-9


@given(tables())
def test_log_ratio_lies_in_its_interval(table):
    low, high = contingency.log_ratio_interval(*table)
    assert low <= contingency.log_ratio(*table) <= high


def test_log_ratio_interval_is_scipys_interval_of_a_relative_risk():
    known = relative_risk(40, 1000, 15, 2000).confidence_interval(0.9)
    ours = contingency.log_ratio_interval(40, 15, 1000, 2000, confidence=0.9)
    assert [float(bound) for bound in ours] == pytest.approx(np.log2([known.low, known.high]))


def test_corrections_by_hand():
    p = [0.02, 0.01, 0.9]
    assert contingency.bonferroni(p).tolist() == pytest.approx([0.06, 0.03, 1.0])
    # Smallest first: .01 x 3, .02 x 2, .9 x 1.
    assert contingency.holm(p).tolist() == pytest.approx([0.04, 0.03, 0.9])
    assert contingency.holm(p, tests=10).tolist() == pytest.approx([0.18, 0.1, 1.0])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_corrected_p_values_keep_their_order_and_never_fall(values):
    p = np.array(values)
    holm, bonferroni = contingency.holm(p), contingency.bonferroni(p)
    order = np.argsort(p, kind="stable")
    assert (np.diff(holm[order]) >= 0).all()
    assert (p <= holm + 1e-15).all()
    assert (holm <= bonferroni + 1e-15).all()
    assert (bonferroni <= 1).all()
