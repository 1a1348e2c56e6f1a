"""Draws of very many blocks spread as drawing each block does."""

import numpy as np
import polars as pl
import pytest

from helpers.measures.resampling import draws
from helpers.measures.resampling.blocks import Blocks, sum_blocks


def sums_of(documents: int) -> pl.DataFrame:
    """Sum blocks of documents with two groups of sentences."""
    random = np.random.default_rng(5)
    rows = documents * 12
    table = pl.DataFrame(
        {
            "document": np.repeat([f"d{n}" for n in range(documents)], 12),
            "sentence": np.tile(np.arange(12), documents),
            "who": random.choice(["a", "b"], rows),
            "hit": random.binomial(1, 0.3, rows),
            "n": 1,
        }
    )
    return sum_blocks(table, ["hit", "n"], blocks=Blocks(3, 0.2), by="who")


@pytest.mark.parametrize("drawn", [None, 0.0])
def test_many_blocks_spread_and_vary_together_as_drawn_ones(
    monkeypatch: pytest.MonkeyPatch, drawn: float | None
) -> None:
    sums = sums_of(150)
    if drawn is not None:
        sums = sums.with_columns(drawn=pl.lit(drawn))

    def draw() -> tuple[list[int], np.ndarray]:
        groups = list(draws.draw_groups(sums, ["hit", "n"], by="who", resamples=4000, seed=1))
        return [group.freedom for group in groups], np.hstack([group.sums for group in groups])

    freedom, one_by_one = draw()
    monkeypatch.setattr(draws, "MANY", 1)
    same_freedom, at_once = draw()
    assert freedom == same_freedom
    assert at_once.mean(axis=0) == pytest.approx(one_by_one.mean(axis=0), rel=0.02)
    assert at_once.std(axis=0) == pytest.approx(one_by_one.std(axis=0), rel=0.08)
    assert np.corrcoef(at_once.T) == pytest.approx(np.corrcoef(one_by_one.T), abs=0.08)
    assert np.array_equal(at_once, draw()[1])
