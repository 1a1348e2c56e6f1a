"""What learners ask of their rows, and that nothing slow is imported before it is used."""

import sys

import polars as pl
import pytest

from helpers.measures.calibration.coded import put_in_order

TWO = pl.DataFrame({"document": ["b", "a"], "sentence": [0, 0], "tone": [1, None]})


def test_rows_without_a_code_are_left_out() -> None:
    assert put_in_order(TWO, label="tone").select("document", "__weight").rows() == [("b", 1.0)]


@pytest.mark.parametrize("weights", [[1.0, 0.0], [1.0, -1.0], [1.0, None], [1.0, float("inf")]])
def test_weights_are_above_0(weights: list[float | None]) -> None:
    table = TWO.with_columns(pl.lit(0).alias("tone"), pl.Series("w", weights))
    with pytest.raises(ValueError, match=r"^w: a weight is missing or not above 0; give every"):
        put_in_order(table, label="tone", weight="w")


def test_nothing_coded_is_said() -> None:
    with pytest.raises(ValueError, match=r"^tone: no sentence is coded"):
        put_in_order(TWO.head(0), label="tone")


def test_scikit_learn_waits_until_something_is_learnt(run) -> None:
    names = ["cross_fit_frames", "cross_fit", "frames", "gains", "models"]
    lines = [f"import helpers.measures.calibration.{name}" for name in names]
    code = "\n".join([*lines, "import sys", "print({'sklearn', 'scipy'} & set(sys.modules))"])
    assert run([sys.executable, "-c", code]).stdout.strip() == "set()"
