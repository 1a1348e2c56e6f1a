import polars as pl
import pytest

from helpers.corpus.files.name_variants import group_spellings


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (["thehuffingtonpost"] * 3 + ["The Huffington Post"], "The Huffington Post"),
        (["Guardian", "Guardian", "The Guardian"], "The Guardian"),
        (["cnn", "CNN", "Cnn", "CNN"], "CNN"),
        (["usa-today", "USA Today", "USAToday"], "USA Today"),
        (["the hill", "thehill", "thehill"], "the hill"),
        (["a b", "A_B"], "A_B"),
        (["ＲＴ", "RT"], "RT"),
        (["the", "The"], "The"),
    ],
)
def test_the_most_readable_spelling_is_the_label(names: list[str], label: str) -> None:
    assert group_spellings(pl.Series(names), articles=["the"])["label"].unique().to_list() == [
        label
    ]


def test_different_names_stay_apart() -> None:
    names = pl.Series(["RT", "Sputnik", None, "The Hill", "Hill Times"])
    table = group_spellings(names, articles=["the"])
    assert table["spelling"].to_list() == table["label"].to_list()
    assert table.height == 4


def test_no_names() -> None:
    assert group_spellings(pl.Series([None, None], dtype=pl.String)).is_empty()
