"""Choices made again."""

import numpy as np
import polars as pl

from helpers.findings.specifications import Choice, articles, evaluate_sums
from helpers.findings.superlative import at_rank, choose_again, first_of
from helpers.study.parameters import Parameters

FRAMES = ["war", "peace", "trade"]


def scores(totals: pl.DataFrame) -> np.ndarray:
    return totals.select(pl.col(FRAMES) / pl.col("n")).to_numpy()


def table(**counts: list[int]) -> pl.DataFrame:
    size = len(counts["war"])
    return pl.DataFrame({"document": "a", "sentence": range(size), "n": 1, **counts})


def again(rows: pl.DataFrame) -> dict[str, float | None]:
    chosen = choose_again(
        rows,
        [*FRAMES, "n"],
        candidates=FRAMES,
        scores=scores,
        lead=pl.col("war") - pl.col("peace"),
        over="n",
        parameters=Parameters(resamples=400),
    )
    return dict(chosen.select("candidate", "chosen").iter_rows())


def test_one_that_is_always_ahead_is_always_chosen() -> None:
    rows = table(war=[1] * 40, peace=[0] * 40, trade=[0] * 40)
    assert again(rows) == {"war": 1.0, "peace": 0.0, "trade": 0.0}


def test_equals_are_chosen_alike() -> None:
    shares = again(table(war=[1, 0] * 40, peace=[0, 1] * 40, trade=[0, 0] * 40))
    assert 0.3 < shares["war"] < 0.7
    assert shares["trade"] == 0.0
    assert sum(shares.values()) == 1.0


def test_nothing_is_chosen_again_where_nothing_can_be_drawn() -> None:
    # A single article too short to be cut.
    assert again(table(war=[1, 1, 0, 1], peace=[0, 1, 0, 0], trade=[0] * 4)) == {
        "war": None,
        "peace": None,
        "trade": None,
    }


def test_every_specification_chooses_again() -> None:
    sums = pl.DataFrame({"document": ["a", "b"], "war": [3, 1], "peace": [1, 2], "n": [4, 4]})
    result = evaluate_sums(
        [articles(["a", "b"])],
        lambda options: sums,
        lambda totals: (totals["war"] - totals["peace"]) / totals["n"],
        first=lambda totals: first_of(
            ["war", "peace"], totals.select("war", "peace").to_numpy().astype(float)
        ),
    )
    assert result.table.select("articles", "value", "first").rows() == [
        ("all", 0.125, "war"),
        ("without a", -0.25, "peace"),
        ("without b", 0.5, "war"),
    ]
    assert result.share_first("war") == 2 / 3
    assert result.share_of_sign(0.125) == 2 / 3


def test_an_option_that_changes_nothing_is_no_choice() -> None:
    sums = pl.DataFrame({"document": ["a", "b", "c"], "hits": [3, 1, 0], "n": [4, 4, 0]})
    result = evaluate_sums(
        [articles(["a", "b", "c"]), Choice("colour", ("red", "blue"), "red")],
        lambda options: sums,
        lambda totals: totals["hits"] / totals["n"],
    )
    # Article c takes no part, and the colour is not looked at.
    assert result.table.rows() == [
        (0, True, "all", 0.5),
        (1, False, "without a", 0.25),
        (2, False, "without b", 0.75),
    ]


def test_ties_are_named_at_every_rank() -> None:
    names, values = ["a", "b", "c", "d"], [9.0, 4.0, 4.0, 1.0]
    assert [at_rank(names, values, rank=rank) for rank in (1, 2, 3, 4)] == [
        ["a"],
        ["b", "c"],
        ["d"],
        [],
    ]
