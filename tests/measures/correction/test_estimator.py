"""The formulas: ppi-python's values, cases on paper, and what holds for any sample."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, norm, t

from helpers.measures.correction import estimator
from helpers.measures.correction.estimator import (
    Parts,
    Population,
    Sample,
    correct,
    difference_of,
    interval,
    parts_of,
    tuned_weights,
)

SHARES = ([1, 0, 1, 1, 0, 0, 1, 0], [1, 0, 1, 0, 0, 1, 1, 0], [1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1])
SCORES = (
    [-1, 0, 1, 0, 1, -1],
    [-0.6, 0.2, 0.8, -0.1, 0.3, -0.9],
    [0.5, -0.4, 0.1, -0.8, 0.9, 0.0, 0.2, -0.3],
)
Z = norm.ppf(0.975)


def parts(coded, values, *, sizes, strata=None, probability=None, document=None, bounded=(0, 1)):
    """Make the parts of one instrument; sizes, means, lowest and highest by stratum."""
    n = len(coded)
    strata = np.zeros(n, dtype=int) if strata is None else np.array(strata)
    counts, means, lowest, highest = (np.array(one, dtype=float) for one in sizes)
    if probability is None:
        probability = (np.bincount(strata) / counts)[strata]
    return parts_of(
        Population(counts, means[:, None], lowest[:, None], highest[:, None]),
        Sample(
            np.array(coded, dtype=float),
            np.array(values, dtype=float)[:, None],
            np.array(probability, dtype=float) * np.ones(n),
            strata,
            np.arange(n) if document is None else np.array(document),
        ),
        bounded,
    )


# Estimates and bounds at 95 % from ppi-python 0.2.3 (ppi_mean_pointestimate, ppi_mean_ci with
# lam=weight). Its sentences without codes are a sample of their own, so their variance is added.
@pytest.mark.parametrize(
    ("data", "weight", "expected", "low", "high"),
    [
        (SHARES, 0.0, 0.5, 0.15352404391258057, 0.8464759560874194),
        (SHARES, 0.5, 0.5, 0.16827452745611, 0.8317254725438901),
        (SHARES, 1.0, 0.5, 0.052701464070710746, 0.9472985359292893),
        (SCORES, 0.0, 0.0, -0.6533213281800181, 0.6533213281800181),
        (SCORES, 0.5, 0.0375, -0.4430684516240891, 0.518068451624089),
        (SCORES, 1.0, 0.075, -0.37016879768483674, 0.5201687976848366),
    ],
)
def test_estimate_and_variance_are_those_of_ppi_python(data, weight, expected, low, high):
    coded, values, others = data
    n = len(coded)
    huge = parts(coded, values, sizes=([1e12], [np.mean(others)], [-1], [1]), bounded=(-1, 1))
    assert interval(huge, np.array([weight]), level=0.95, bounded=(-1, 1)).estimate == (
        pytest.approx(expected)
    )
    errors = huge.rows[:n] @ [1, -weight]
    # It divides by n where we divide by n - 1, and knows no pseudo-errors.
    variance = errors @ errors * (n - 1) / n + weight**2 * np.var(others) / len(others)
    assert Z * sqrt(variance) == pytest.approx((high - low) / 2)


# Its weight where as good as endlessly many sentences are not coded: 0.49999943..., 1, 0.
@pytest.mark.parametrize(
    ("coded", "values", "expected"),
    [
        (SHARES[0], SHARES[1], 0.5),
        (SCORES[0], SCORES[1], 1.0),
        ([-code for code in SCORES[0]], SCORES[1], 0.0),
    ],
)
def test_weight_is_that_of_ppi_python(monkeypatch, coded, values, expected):
    monkeypatch.setattr(estimator, "PSEUDO_ERRORS", 0.0)
    huge = parts(coded, values, sizes=([1e12], [0], [-1], [1]), bounded=(-1, 1))
    assert tuned_weights(huge) == pytest.approx([expected], abs=1e-6)


def test_four_of_six_sentences_on_paper():
    # Codes 1 1 0 1; the instrument finds the first two, and 3 of all 6.
    four = parts([1, 1, 0, 1], [1, 1, 0, 0], sizes=([6], [0.5], [0], [1]))
    assert four.sampled == pytest.approx([0.75, 0.5])
    assert four.known == pytest.approx([0.5])
    # Variance (1 - 4/6) s^2 / 4, from squares: 3/4 of codes, 1 of values, 1/2 of their products.
    both = np.array([[3 / 4, 1 / 2], [1 / 2, 1]]) / 3 / 4 / 3
    assert four.rows[:4].T @ four.rows[:4] == pytest.approx(both)
    # Pseudo-errors: code 1 where the instrument says 0, and the reverse, as far from the means.
    pseudo = sqrt(1 / 3) / 4 * np.array([[0.25, -0.5], [-0.75, 0.5]])
    assert four.rows[4:] == pytest.approx(pseudo)
    assert four.copies.tolist() == [1, 1, 1, 1, 0.75, 0.75]
    # Slope, in 48ths: codes with values 1/2 * 4/3 less 3/4 * 1/2, values 4/3 and 3/4 * 1/2.
    assert tuned_weights(four) == pytest.approx([(2 / 3 - 3 / 8) / (4 / 3 + 3 / 8)])


def test_bounds_on_paper():
    # Errors of 3 and -1 (thrice): squares 12, cubes 24, slope 2; bounds 4 t^2 = 12 + 2 t around 0.
    row = np.array([[3.0], [-1], [-1], [-1]])
    four = Parts(
        np.array([5.0]), np.array([]), row, np.ones(4), np.ones(4), np.arange(4), coded_n=4
    )
    level = 2 * norm.cdf(2) - 1
    got = interval(four, np.array([]), level=level, bounded=(-99, 99))
    assert got == pytest.approx((5, 5 + 4 - 8, 5 + 4 + 8))
    assert interval(four, np.array([]), level=level, bounded=(0, 10)) == pytest.approx((5, 1, 10))
    # Where half of the root is left the slope is half, too: 4 t^2 = 12 + 1 t.
    half = replace(four, finite=np.full(4, 0.5))
    got = interval(half, np.array([]), level=level, bounded=(-99, 99))
    assert got == pytest.approx((5, 5 + 2 - sqrt(52), 5 + 2 + sqrt(52)))


def test_articles_stand_for_their_sentences_on_paper():
    # Two articles whose errors sum to 2 and -2: 8 * 2 / 1, against 12 of single sentences.
    row = np.array([[3.0], [-1], [-1], [-1]])
    four = Parts(
        np.array([5.0]), np.array([]), row, np.ones(4), np.ones(4), np.array([7, 7, 9, 9]), 4
    )
    two = four.by_document()
    assert (two.clusters, two.document.tolist()) == (2, [7, 9])
    assert two.rows.ravel() == pytest.approx([2 * sqrt(2), -2 * sqrt(2)])
    got = interval(two, np.array([]), level=0.95, bounded=(-99, 99))
    assert got.width == pytest.approx(2 * t.ppf(0.975, 1) * 4)
    assert two.has_variance
    assert not replace(four, document=np.zeros(4, dtype=int)).by_document().has_variance


def test_a_plain_share_has_nearly_the_interval_of_wilson():
    for hits in (3, 15, 50, 90):
        many = parts([1] * hits + [0] * (100 - hits), [0] * 100, sizes=([1e9], [0], [0], [0]))
        got = interval(many, np.zeros(1), level=0.95, bounded=(0, 1))
        wilson = binomtest(hits, 100).proportion_ci(method="wilson")
        assert (got.low, got.high) == pytest.approx((wilson.low, wilson.high), abs=0.012)


def test_strata_weigh_by_their_sizes_on_paper():
    # 3 of 30 and 2 of 10 coded: means 1/3 and 1/2, weights 3/4 and 1/4.
    two = parts(
        [1, 0, 0, 1, 0], [0] * 5, strata=[0, 0, 0, 1, 1], sizes=([30, 10], [0, 0], [0, 0], [0, 0])
    )
    assert two.sampled[0] == pytest.approx(3 / 8)
    one, other = (3 / 4) ** 2 * 0.9 * (1 / 3) / 3, (1 / 4) ** 2 * 0.8 * (1 / 2) / 2
    assert (two.rows[:5, 0] ** 2).sum() == pytest.approx(one + other)
    # One pseudo-error of each kind in all, three quarters of it in the larger stratum.
    assert two.copies[5:] / estimator.PSEUDO_ERRORS == pytest.approx([0.75, 0.25, 0.75, 0.25])


def test_a_sentence_stands_for_as_many_as_its_probability_says():
    # Of 40 sentences one was drawn with 1/30 and one with 1/10.
    two = parts([1, 0], [0, 0], probability=[1 / 30, 1 / 10], sizes=([40], [0], [0], [0]))
    assert two.sampled[0] == pytest.approx(30 / 40)


def test_what_was_drawn_and_not_coded_counts_as_not_drawn():
    numbers = {"coded": [1, 0, 1], "values": [1, 0, 0], "sizes": ([10], [0.4], [0], [1])}
    skipped, drawn = parts(**numbers, probability=0.5), parts(**numbers, probability=0.3)
    assert skipped.rows == pytest.approx(drawn.rows)


def test_differences_keep_each_groups_errors_apart():
    first = parts([1, 1, 0, 1], [1, 1, 0, 0], sizes=([6], [0.5], [0], [1]))
    second = parts([0, 1, 0, 0], [0, 1, 1, 0], sizes=([8], [0.25], [0], [1]))
    weights = np.array([0.3, 0.6])
    both = interval(difference_of(first, second), weights, level=0.9, bounded=(-1, 1))
    one, other = (
        interval(side, weights[[place]], level=0.9, bounded=(0, 1))
        for place, side in enumerate((first, second))
    )
    assert both.estimate == pytest.approx(one.estimate - other.estimate)
    squares = [
        side.copies @ (side.rows @ [1, -weight]) ** 2
        for side, weight in zip((first, second), weights, strict=True)
    ]
    pair = difference_of(first, second)
    assert pair.copies @ (pair.rows @ [1, -0.3, -0.6]) ** 2 == pytest.approx(sum(squares))


def test_an_instrument_that_equals_the_codes_and_has_weight_1_gives_what_it_measured():
    same = parts([1, 0, 1], [1, 0, 1], sizes=([10], [0.4], [0], [1]))
    assert interval(same, np.ones(1), level=0.95, bounded=(0, 1)).estimate == pytest.approx(0.4)


codes = st.lists(
    st.tuples(st.sampled_from([-1.0, 0.0, 1.0]), st.floats(-1, 1), st.integers(0, 1)),
    min_size=4,
    max_size=40,
)


@given(codes, st.floats(-0.5, 0.5))
@settings(max_examples=60, deadline=None)
def test_the_weight_has_the_least_variance_and_the_interval_is_never_wider(rows, mean):
    coded, values, strata = zip(*sorted(rows, key=lambda row: row[2]), strict=True)
    if strata.count(1) < 2 or strata.count(0) < 2:
        strata = None
    cells = 2 if strata else 1
    sizes = ([50.0] * cells, [mean] * cells, [-1.0] * cells, [1.0] * cells)
    some = parts(coded, values, strata=strata, sizes=sizes, bounded=(-1, 1))
    weight = tuned_weights(some)[0]
    assert 0 <= weight <= 1

    def variance(at):
        return some.copies @ (some.rows @ [1, -at]) ** 2

    assert all(variance(weight) <= variance(at) + 1e-12 for at in np.linspace(0, 1, 11))
    alone, corrected, used = correct(some, np.array([weight]), level=0.95, bounded=(-1, 1))
    assert corrected.width <= alone.width
    assert (used[0] == 0) == (corrected == alone)
    assert corrected.low <= corrected.estimate <= corrected.high
