"""Small tables with what tables should not hold, in every format that is read."""

import json
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from .workbook import workbook

# Controls, all kinds of white space, quotes and delimiters, direction marks, a byte order mark, a
# noncharacter, an emoji; then what tables say when they say nothing.
SIGNS = (
    "\0\1\t\n\r\x0b\x0c\x1b\x1c\x1f \"',;|=+@-/\\.\x7f\x85\xa0\u2028\u2029\u202e\ufeff\ufffe"
    "\U0001f600aZ0é"
)
WORDS = ("", " ", "\0", "\x1c", "n/a", "NaN", "CON", "..", "a" * 300, "1e999", "0000-00-00", "<b>")
DATES = ("2022-01-11", "01/02/2022", "0001-01-01", "9999-12-31", "99999-01-01", "253402300800", "T")

texts = st.one_of(
    st.text(SIGNS, max_size=12), st.sampled_from(WORDS), st.text(st.characters(codec="utf-8"))
)
values = st.one_of(st.none(), texts, st.sampled_from(DATES))
NAMES = ("id", "title", "date", "source", "country", "lang", "translated", "url", "text")
columns = st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True).map(
    lambda names: [*names] if "text" in names else [*names, "text"]
)
FORMATS = ("csv", "tsv", "jsonl", "parquet", "xlsx", "folder")


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Make columns of one to four rows."""
    rows = draw(st.integers(1, 4))
    return {name: draw(st.lists(values, min_size=rows, max_size=rows)) for name in draw(columns)}


def typed(values: list[Any], kind: int) -> pl.Series:
    """Give the values of a column another type, as Parquet can hold it."""
    number = [None if value is None else len(value) for value in values]
    days = pl.Series(number, dtype=pl.Int64)
    kinds = (
        lambda: pl.Series(values, dtype=pl.String),
        lambda: pl.Series([None if value is None else value.encode() for value in values]),
        lambda: (days * 700_000_000).cast(pl.Int32, strict=False).cast(pl.Date),
        lambda: (days * 3 * 10**17).cast(pl.Datetime("ms")),
        lambda: days.cast(pl.Duration("ms")),
        lambda: pl.Series([None if one is None else 10.0**one for one in number], dtype=pl.Float64),
        lambda: pl.Series([value and [value] for value in values], dtype=pl.List(pl.String)),
        lambda: pl.Series([{"a": value} for value in values], dtype=pl.Struct({"a": pl.String})),
        lambda: pl.Series([value is None for value in values]),
        lambda: pl.Series([b"\xff"] * len(values)),
    )
    return kinds[kind % len(kinds)]()


def write(table: dict[str, list[Any]], kind: str, place: Path, types: list[int]) -> Path:
    """Write a table in a format and return the file or folder."""
    path = place / f"news.{kind}"
    if kind == "folder":
        path.mkdir()
        for number, text in enumerate(table["text"]):
            (path / f"{number}.TXT").write_bytes((text or "").encode())
    elif kind == "parquet":
        series = [
            typed(column, number).alias(name)
            for (name, column), number in zip(table.items(), types, strict=False)
        ]
        pl.DataFrame(series).write_parquet(path)
    elif kind == "jsonl":
        rows = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    elif kind == "xlsx":
        rows = zip(*table.values(), strict=True)
        workbook(path, [tuple(table), *(tuple(value or "" for value in row) for row in rows)])
    else:
        separator = "\t" if kind == "tsv" else ","
        frame = pl.DataFrame(table, schema=dict.fromkeys(table, pl.String))
        frame.write_csv(path, separator=separator)
    return path
