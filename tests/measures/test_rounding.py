"""Numbers that are written alike where they are equal."""

import polars as pl

from helpers.measures.rounding import round_plainly
from helpers.study.tables import write_csv


def test_what_rounds_to_zero_has_no_sign():
    table = pl.DataFrame({"x": [-0.0, -1e-9, 1e-9, 0.0]})
    assert table.select(round_plainly(pl.col("x"), 6)).write_csv() == "x\n0.0\n0.0\n0.0\n0.0\n"


def test_tables_hold_no_negative_zero(tmp_path):
    write_csv(pl.DataFrame({"x": [-1e-9, -0.5, None]}), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text() == "x\n0.000000\n-0.500000\n\n"
