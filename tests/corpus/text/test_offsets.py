import polars as pl

from helpers.corpus.text.normalisation import normalise
from helpers.corpus.text.offsets import in_files, in_texts

TEXTS = pl.DataFrame(
    {"document": ["plain", "marked"], "text": ["It rains. It snows.", "<p>It</p> &amp; <b>x</b>"]}
)
READ = normalise(TEXTS)


def spans(*rows: tuple[str, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["document", "start", "end"], orient="row")


def test_only_texts_that_changed_are_moved_and_the_order_of_rows_stays() -> None:
    assert READ.texts["text"].to_list() == ["It rains. It snows.", "\n\nIt\n\n & x"]
    table = spans(("marked", 7, 8), ("plain", 10, 19), ("marked", 9, 10), ("marked", 2, 4))
    moved = in_files(table, READ.changes)
    assert moved.rows() == [
        ("marked", 10, 15),
        ("plain", 10, 19),
        ("marked", 19, 20),
        ("marked", 3, 5),
    ]
    assert in_texts(moved, READ.changes).rows() == table.rows()


def test_a_stretch_over_tags_holds_those_within_it() -> None:
    assert in_files(spans(("marked", 2, 10)), READ.changes).rows() == [("marked", 3, 20)]


def test_places_that_a_tag_holds_are_those_of_what_it_became() -> None:
    # From within "<p>" to within "</p>".
    assert in_texts(spans(("marked", 1, 7)), READ.changes).rows() == [("marked", 0, 6)]


def test_each_pair_of_columns_is_moved() -> None:
    table = pl.DataFrame(
        {"document": ["marked"], "start": [7], "end": [8], "left_start": [2], "right_end": [10]}
    )
    assert in_files(table, READ.changes).row(0) == ("marked", 10, 15, 3, 20)


def test_tables_without_places_and_without_rows_stay() -> None:
    for table in (pl.DataFrame({"document": ["marked"], "n": [1]}), spans(("a", 0, 1)).clear()):
        assert in_files(table, READ.changes).equals(table)
    empty = pl.DataFrame(
        schema={"document": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String}
    )
    assert in_files(empty, READ.changes).schema == empty.schema
