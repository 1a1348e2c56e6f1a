"""Lexical diversity of one sequence: published examples, slow definitions, short texts."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.terms import richness

ONES = ["one", "one", "two", "one", "one", "two", "one"]
FRUIT = ["apple", "orange", "apple", "orange", "pear", "pear", "apple", "orange"]


@pytest.mark.parametrize(("window", "value"), [(2, 5 / 6), (3, 2 / 3), (4, 1 / 2), (7, 2 / 7)])
def test_mattr(window, value):
    assert richness.mattr(ONES, window=window) == pytest.approx(value)


@pytest.mark.parametrize(("segment", "value"), [(2, 0.875), (3, 2 / 3), (4, 0.625)])
def test_msttr(segment, value):
    assert richness.msttr(FRUIT, segment=segment) == pytest.approx(value)


def test_mtld_by_hand():
    # Forwards "one one" and "two one one" are factors, backwards "one two one", "one two one".
    assert richness.mtld(ONES) == pytest.approx(7 / 2)
    # No factor is complete: .4 of the way from 1 to .75 makes 10 / .4 = 25 in both directions.
    assert richness.mtld([*"abcdefghia"], threshold=0.75) == pytest.approx(25)
    # Five words, one of them twice: .8 does not reach .72, but reaches .8.
    assert richness.mtld([*"abcda"], threshold=0.8) == pytest.approx(5)


def test_frequencies_by_hand():
    assert richness.ttr(ONES) == pytest.approx(2 / 7)
    # 5 ones and 2 twos: a draw of 2 lacks "one" with 1/21, lacks "two" with 10/21.
    assert richness.hdd(ONES, draws=2) == pytest.approx((20 / 21 + 11 / 21) / 2)
    assert richness.yule_k(ONES) == pytest.approx(1e4 * (25 + 4 - 7) / 49)
    assert richness.maas(ONES) == pytest.approx((math.log(7) - math.log(2)) / math.log(7) ** 2)


@pytest.mark.parametrize(
    "value",
    [
        richness.ttr([]),
        richness.yule_k([]),
        richness.maas(["a"]),
        richness.mattr(ONES, window=8),
        richness.msttr(ONES, segment=8),
        richness.hdd(ONES, draws=8),
        richness.mtld([]),
        richness.mtld(["no", "word", "comes", "again"]),
    ],
)
def test_too_short_a_text_has_no_value(value):
    assert math.isnan(value)


texts = st.lists(st.sampled_from("abcdef"), min_size=4, max_size=40)


@given(texts, st.integers(1, 4))
def test_fast_forms_are_the_definitions(words, size):
    windows = [len(set(words[i : i + size])) / size for i in range(len(words) - size + 1)]
    assert richness.mattr(words, window=size) == pytest.approx(np.mean(windows))
    assert richness.msttr(words, segment=size) == pytest.approx(np.mean(windows[::size]))


@given(st.lists(st.sampled_from("abc"), min_size=3, max_size=8))
def test_hdd_is_the_mean_over_all_draws(words):
    draws = [len(set(draw)) / 3 for draw in itertools.combinations(words, 3)]
    assert richness.hdd(words, draws=3) == pytest.approx(np.mean(draws))


@given(texts)
def test_names_of_words_do_not_matter_and_mtld_has_no_direction(words):
    renamed = [{"a": "zebra"}.get(word, word.upper()) for word in words]
    for measure in (richness.ttr, richness.mtld, richness.yule_k, richness.maas):
        assert measure(renamed) == pytest.approx(measure(words), nan_ok=True)
    assert richness.mtld(words[::-1]) == pytest.approx(richness.mtld(words), nan_ok=True)
