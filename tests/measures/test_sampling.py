"""Samples have the probabilities that they say, and larger ones contain smaller ones."""

from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.coding.fields import PLACE
from helpers.measures.sampling import (
    allocate,
    allocate_oversampled,
    draw_sample,
    random_numbers,
    smallest_sample,
)

SIZES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30), min_size=1)


def sentences(*voices: str, hits: int = 0) -> pl.DataFrame:
    """Give one sentence for each letter; the first `hits` are hits."""
    return pl.DataFrame(
        {
            "document": "a",
            "start": range(len(voices)),
            "end": range(1, len(voices) + 1),
            "voice": voices,
            "hit": [number < hits for number in range(len(voices))],
        }
    )


@pytest.mark.parametrize(
    ("sizes", "n", "drawn"),
    [
        # In proportion.
        ({"a": 60, "b": 30, "c": 10}, 20, {"a": 12, "b": 6, "c": 2}),
        # At least two of the smallest, of a single sentence that one.
        ({"a": 96, "b": 3, "c": 1}, 10, {"a": 7, "b": 2, "c": 1}),
        # A stratum that is used up leaves the rest to the other.
        ({"a": 3, "b": 5}, 7, {"a": 3, "b": 4}),
        ({"a": 3, "b": 5}, 100, {"a": 3, "b": 5}),
        ({"": 100}, 7, {"": 7}),
    ],
)
def test_a_sample_is_shared_out_in_proportion(
    sizes: dict[str, int], n: int, drawn: dict[str, int]
) -> None:
    assert allocate(sizes, n=n) == drawn


def test_two_of_each_stratum_are_needed() -> None:
    with pytest.raises(ValueError, match="5 is too small for two of each stratum, which are 6"):
        allocate({"a": 9, "b": 9, "c": 9}, n=5)


@given(SIZES, st.integers(0, 200))
def test_no_stratum_loses_a_sentence_when_the_sample_grows(
    sizes: dict[str, int], more: int
) -> None:
    n = smallest_sample(sizes) + more
    fewer, larger = allocate(sizes, n=n), allocate(sizes, n=n + 1)
    assert all(fewer[name] <= larger[name] <= sizes[name] for name in sizes)
    assert sum(larger.values()) == min(n + 1, sum(sizes.values()))


@given(SIZES, SIZES, st.integers(0, 200), st.floats(0.01, 0.99))
def test_nor_when_some_are_oversampled(
    rare: dict[str, int], rest: dict[str, int], more: int, share: float
) -> None:
    rest = {name.upper(): size for name, size in rest.items()}
    n = smallest_sample(rare) + smallest_sample(rest) + more
    fewer, larger = (allocate_oversampled(rare, rest, n=n + m, share=share) for m in (0, 1))
    assert all(fewer[name] <= larger[name] for name in fewer)
    assert sum(larger.values()) == min(n + 1, sum(rare.values()) + sum(rest.values()))


def test_probabilities_are_drawn_over_size() -> None:
    # Four of eight quoted and two of four narrated sentences: six of twelve, in proportion.
    table = sentences(*"qqqqqqqq", *"nnnn")
    sample = draw_sample(table, n=6, seed=1, by=["voice"])
    counts = sample.group_by("stratum", "probability").len().sort("stratum")
    assert counts.rows() == [("voice n", 0.5, 2), ("voice q", 0.5, 4)]


def test_hits_get_their_share() -> None:
    # Of ten sentences two are hits: half of four are both of them, so that none can be missed.
    sample = draw_sample(sentences(*"qqqqqqqqqq", hits=2), n=4, seed=1, oversampled="hit")
    counts = sample.group_by("stratum", "probability").len().sort("stratum")
    assert counts.rows() == [("frame found", 1.0, 2), ("no frame found", 0.25, 2)]


def test_of_few_sentences_all_are_drawn() -> None:
    sample = draw_sample(sentences(*"qn"), n=9, seed=1)
    assert sample.select("voice", "stratum", "probability").rows() == [("q", "", 1), ("n", "", 1)]
    assert draw_sample(sentences(), n=9, seed=1).height == 0


def test_a_sentence_keeps_its_number_among_others() -> None:
    table = sentences(*"qnqnqn")
    assert random_numbers(table, seed=3)[4:].equals(random_numbers(table[4:], seed=3))
    assert not random_numbers(table, seed=3).equals(random_numbers(table, seed=4))


@given(
    st.lists(st.sampled_from("qni"), min_size=4, max_size=40),
    st.integers(0, 10),
    st.integers(0, 30),
    st.integers(0, 2**31),
    st.booleans(),
)
def test_a_larger_sample_contains_the_smaller_one(
    voices: list[str], few: int, more: int, seed: int, by_voice: bool
) -> None:
    table = sentences(*voices, hits=3)
    options = {"seed": seed, "by": ["voice"] if by_voice else [], "oversampled": "hit"}
    smaller = draw_sample(table, n=12 + few, **options)
    larger = draw_sample(table, n=12 + few + more, **options)
    assert smaller.join(larger, on=PLACE, how="anti").height == 0
    assert larger.height == min(12 + few + more, len(voices))
    # Whatever the order of the rows.
    again = draw_sample(table.reverse(), n=12 + few + more, **options)
    assert again.sort(PLACE).equals(larger.sort(PLACE))


def test_over_many_seeds_each_sentence_is_drawn_as_often_as_said() -> None:
    table = sentences(*"qqqqqq", *"nnn", *"iii", hits=2)
    seeds = 1000
    counts: Counter[int] = Counter()
    for seed in range(seeds):
        sample = draw_sample(table, n=9, seed=seed, by=["voice"], oversampled="hit", share=0.2)
        counts.update(sample["start"].to_list())
    said = dict(sample.select("stratum", "probability").unique().iter_rows())
    # Two hits, both drawn; of four, three and three others two each and one to the largest.
    assert said == {
        "frame found, voice q": 1.0,
        "no frame found, voice q": 3 / 4,
        "no frame found, voice n": 2 / 3,
        "no frame found, voice i": 2 / 3,
    }
    expected = [1.0] * 2 + [3 / 4] * 4 + [2 / 3] * 6
    # Four standard deviations of a share of 1,000 are at most .06.
    for number, probability in enumerate(expected):
        assert counts[number] / seeds == pytest.approx(probability, abs=0.06)
