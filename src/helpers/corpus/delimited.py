"""Read CSV and TSV as widely as they can be understood, and know every row's line."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

import polars as pl

from helpers.corpus.decoding import not_utf8
from helpers.corpus.problems import InputError, Problem

# Rows that become polars columns at once, so that a large file is not held twice.
_BATCH = 20_000


class Delimited(NamedTuple):
    """Rows (all String), the line that each begins on, and rows that were too short."""

    rows: pl.DataFrame
    lines: pl.Series
    warnings: list[Problem]


def read_delimited(path: Path, *, delimiter: str | None = None) -> Delimited:
    """Read a delimited text file.

    Stray quotes inside fields are kept. A row with too few fields gets nulls and a warning; a
    row with too many is an error, as is a quoted field that never ends. Rows are read with the
    standard library: polars refuses the stray quotes and does not tell lines.

    Parameters
    ----------
    path : Path
        A file in UTF-8, with or without a byte order mark.
    delimiter : str, optional
        Where not given: the most frequent of comma, semicolon, tab and bar in the head.

    Raises
    ------
    InputError
        With every row that cannot be read.
    """
    # The standard reader's limit is 128 KB a field, less than a long article.
    csv.field_size_limit(2**31 - 1)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            sign = delimiter or _sniff(stream.readline())
            stream.seek(0)
            return _read(path, stream, sign)
    except UnicodeDecodeError:
        raise InputError([not_utf8(path)]) from None


def _sniff(head: str) -> str:
    return max(",;\t|", key=head.count)


def _read(path: Path, stream: TextIO, delimiter: str) -> Delimited:
    current: list[str] = []

    def remembered() -> Iterator[str]:
        for line in stream:
            current.append(line)
            yield line

    reader = csv.reader(remembered(), delimiter=delimiter)
    names = _head(path, next(reader, []))
    schema = dict.fromkeys(names, pl.String)
    frames = [pl.DataFrame(schema=schema)]
    problems: list[Problem] = []
    batch: list[list[str | None]] = []
    lines: list[int] = []
    current.clear()
    start, last = reader.line_num + 1, list[str]()
    for fields in reader:
        if fields:
            problems += _wrong_length(f"{path}:{start}", fields, len(names))
            padding = [None] * (len(names) - len(fields))
            batch.append([*fields[: len(names)], *padding])
            lines.append(start)
        if len(batch) == _BATCH:
            frames.append(pl.DataFrame(batch, schema=schema, orient="row"))
            batch = []
        start, last = reader.line_num + 1, current.copy()
        current.clear()
    if _never_ends(last, delimiter):
        problems.append(
            Problem(f"{path}:{lines[-1]}", "a quoted field never ends", "close its quote")
        )
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise InputError(errors)
    frames.append(pl.DataFrame(batch, schema=schema, orient="row"))
    return Delimited(pl.concat(frames), pl.Series(lines, dtype=pl.Int64), problems)


def _head(path: Path, fields: list[str]) -> list[str]:
    # A nameless column is what pandas writes for its row numbers.
    names = [name.strip() or f"column_{number}" for number, name in enumerate(fields, start=1)]
    if not names:
        mend = "write a head of column names"
        raise InputError([Problem(f"{path}:1", "the table is empty", mend)])
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(
            [Problem(f"{path}:1", f'column "{name}" twice', "rename one") for name in twice]
        )
    return names


def _wrong_length(where: str, fields: list[str], expected: int) -> list[Problem]:
    if len(fields) < expected:
        what = f"{len(fields)} of {expected} fields; the others are taken as empty"
        return [Problem(where, what, "complete the row if they are known", "warning")]
    if not any(fields[expected:]):
        return []
    what = f"{len(fields)} fields where the head names {expected}"
    return [Problem(where, what, "quote fields that hold the delimiter or a quote")]


def _never_ends(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False
