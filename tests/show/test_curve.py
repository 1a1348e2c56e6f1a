"""The specification curve as it is drawn and said."""

import polars as pl

from helpers.show.drawing import draw_element
from helpers.show.marks.curve import Curve

TABLE = pl.DataFrame(
    {
        "specification": [1, 0, 2],
        "reference": [False, True, False],
        "a": ["<b>", "y", "y"],
        "value": [-1.0, 2.0, 3.0],
    }
)


def test_the_curve_marks_answers_by_shape_and_escapes_its_options() -> None:
    mark = Curve("points")
    drawing = draw_element(
        lambda axes: mark.draw(axes, TABLE), name="t", width=3.5, height=mark.height(TABLE)
    )
    assert "&lt;b&gt;" in drawing
    assert "<b>" not in drawing
    for words in ("same answer", "another answer", "this report"):
        assert words in drawing


def test_the_curve_is_said_in_words() -> None:
    assert Curve(digits=0).describe(TABLE) == (
        "A rising row of 3 values from −1 to 3, median 2. The report’s own is 2; 67% give its "
        "answer. Choices: a: <b>, y."
    )


def test_a_most_gives_the_same_answer_where_the_same_comes_first() -> None:
    table = TABLE.with_columns(first=pl.Series(["x", "x", "z"]))
    assert "67% give its answer" in Curve().describe(table)
    assert "100% give its answer" in Curve().describe(table.with_columns(first=pl.lit("x")))


def test_each_option_needs_a_line() -> None:
    assert Curve().height(TABLE) > Curve().height(TABLE.with_columns(a=pl.lit("y")))
