"""Dispersion over equal and unequal parts: by hand, at the extremes, and under exchange."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from helpers.measures.terms.dispersion import dispersion, dispersion_of_counts


def of(counts: list[int], sizes: list[int], **options) -> dict:
    parts = list(range(len(counts)))
    return dispersion_of_counts(
        pl.DataFrame({"term": "w", "part": parts, "count": counts}),
        pl.DataFrame({"part": parts, "size": sizes}),
        **options,
    ).row(0, named=True)


def test_two_equal_parts_by_hand():
    row = of([3, 1], [10, 10])
    assert (row["count"], row["range"], row["parts"]) == (4, 2, 2)
    assert row["sd"] == pytest.approx(1)
    assert row["vc"] == pytest.approx(0.5)
    assert row["juilland_d"] == row["juilland_d_counts"] == pytest.approx(0.5)
    assert row["carroll_d2"] == pytest.approx(0.75 * math.log2(4 / 3) + 0.25 * 2)
    assert row["rosengren_s"] == pytest.approx((math.sqrt(1.5) + math.sqrt(0.5)) ** 2 / 4)
    assert row["dp"] == pytest.approx(0.25)
    assert row["dp_norm"] == pytest.approx(0.5)
    assert row["kl"] == pytest.approx(0.75 * math.log2(1.5) + 0.25 * math.log2(0.5))
    assert of([3, 1], [10, 10], ddof=1)["sd"] == pytest.approx(math.sqrt(2))


@pytest.mark.parametrize("sizes", [[10, 10, 10], [10, 20, 30]])
def test_an_even_term_is_even_whatever_the_sizes(sizes):
    row = of([size // 5 for size in sizes], sizes)
    for measure in ("juilland_d", "carroll_d2", "rosengren_s", "dp_egbert"):
        assert row[measure] == pytest.approx(1), measure
    for measure in ("dp", "dp_norm", "kl"):
        assert row[measure] == pytest.approx(0, abs=1e-12), measure


def test_a_term_in_the_smallest_part_alone_is_as_uneven_as_can_be():
    row = of([0, 4, 0], [20, 10, 20])
    assert row["dp"] == pytest.approx(0.8)
    assert row["dp_norm"] == pytest.approx(1)
    assert row["juilland_d"] == pytest.approx(0)
    assert row["carroll_d2"] == pytest.approx(0)
    assert row["rosengren_s"] == pytest.approx(0.2)


def test_one_part_has_no_dispersion():
    row = of([4], [10])
    undefined = {name for name, value in row.items() if value is None}
    assert undefined == {"juilland_d", "juilland_d_counts", "carroll_d2", "dp_norm", "dp_egbert"}
    assert of([4], [10], ddof=1)["sd"] is None


def test_empty_parts_are_no_parts():
    assert of([3, 1, 0], [10, 10, 0]) == of([3, 1], [10, 10])


def test_tokens_are_counted_by_part(corpus):
    tokens, _ = corpus(a=["NATO NATO NATO east"], b=["NATO the the the"])
    table = dispersion(tokens, stopwords=["the"])
    assert table.select("term", "count", "range", "dp").rows() == [
        ("nato", 4, 2, 0.25),
        ("east", 1, 1, 0.5),
    ]
    assert dispersion(tokens, minimum=2)["term"].to_list() == ["nato", "the"]
    assert dispersion(tokens.clear()).is_empty()


tables = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 50)), min_size=2, max_size=8).filter(
    lambda parts: any(count for count, _ in parts)
)


@given(tables, st.randoms())
def test_bounds_and_order(parts, random):
    parts = [(min(count, size), size) for count, size in parts]
    row = of(*(list(column) for column in zip(*parts, strict=True)))
    for measure in ("carroll_d2", "rosengren_s", "dp", "dp_norm"):
        assert -1e-9 <= row[measure] <= 1 + 1e-9, measure
    assert row["juilland_d"] <= 1 + 1e-9
    assert row["kl"] >= -1e-9
    random.shuffle(parts)
    shuffled = of(*(list(column) for column in zip(*parts, strict=True)))
    assert shuffled == pytest.approx(row, nan_ok=True)


def test_the_order_of_documents_does_not_matter(corpus):
    tokens, _ = corpus(a=["x y z"], b=["x x"], c=["y y y x"])
    assert_frame_equal(dispersion(tokens), dispersion(tokens.reverse()), check_exact=True)
