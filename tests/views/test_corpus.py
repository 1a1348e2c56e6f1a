"""What the first page says of a corpus."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest
from helpers.show.chapter import Chapter

from helpers.study.parameters import Parameters
from helpers.views.corpus import overview

TEXTS = {"a": "Snow fell.", "b": "It rained.", "c": "The sun shone."}


@pytest.mark.parametrize(
    ("countries", "words"),
    [
        (["Russia", "Russia", "Russia"], "Outlets: a, b and c, all of Russia."),
        (["Russia", "Turkey", "Russia"], "Outlets: a, b and c; countries: Russia and Turkey."),
        (["Russia", None, "Russia"], "Outlets: a, b and c."),
        ([None, None, None], "Outlets: a, b and c."),
    ],
)
def test_the_outlets_countries_are_said_where_all_are_known(
    chapter: Callable[..., Chapter], countries: list[str | None], words: str
) -> None:
    tables = chapter(TEXTS).tables
    documents = tables.documents.with_columns(pl.Series("country", countries, dtype=pl.String))
    opened = Chapter("index", Parameters(), replace(tables, documents=documents))
    assert words in overview(opened).text
    one = Chapter("index", Parameters(documents=["a"]), opened.tables)
    alone = f"Outlets: a, of {countries[0]}." if countries[0] else "Outlets: a."
    assert alone in overview(one).text
