"""Read CSV and TSV leniently, with the line of every row."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

import polars as pl

from helpers.corpus.files.decoding import not_utf8
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.table_limits import (
    CELL,
    bounded_lines,
    check_file,
    check_shape,
    check_unpacked,
    too_long,
)
from helpers.corpus.problems import InputError, Problem

# Rows, and fields, that become polars columns at once, so that a large file is not held twice.
_BATCH, _FIELDS = 20_000, 1_000_000
# Rows that are named at once, before it says how many there are.
_LISTED = 100
# A first line of its own, by which Excel knows the delimiter.
_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?\s*', re.IGNORECASE)


class DelimitedRows(NamedTuple):
    """Rows (all String), the line that each begins on, and rows that were too short."""

    rows: pl.DataFrame
    lines: pl.Series
    warnings: list[Problem]


def read_delimited(path: Path, *, limits: Limits, delimiter: str | None = None) -> DelimitedRows:
    """Read a delimited text file.

    Stray quotes inside fields stay. A row with too few fields is filled up with missing values and
    gets a warning; a row with too many is an error, as is a quoted field that never ends. The
    standard library reads the rows: polars refuses stray quotes and does not give lines.

    Parameters
    ----------
    path : Path
        A file in UTF-8, with or without a byte order mark.
    limits : Limits
        How much is read.
    delimiter : str, optional
        Where not given: what a first line such as "sep=;" says, else the most frequent of comma,
        semicolon, tab and bar in the head.

    Raises
    ------
    InputError
        With the rows that cannot be read, or where the file is too large.
    """
    check_file(path, limits)
    # The standard reader's limit is 128 KB a field, less than a long article.
    csv.field_size_limit(limits.max_field_length)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = next(bounded_lines(path, stream, limits), "")
            said = _SEPARATOR.fullmatch(head)
            if not said:
                stream.seek(0)
            sign = delimiter or (said[1] if said else _sniff(head))
            return _read(path, stream, sign, limits, skipped=1 if said else 0)
    except UnicodeDecodeError:
        raise InputError([not_utf8(path)]) from None


def _sniff(head: str) -> str:
    return max(",;\t|", key=head.count)


def _read(
    path: Path, stream: TextIO, delimiter: str, limits: Limits, *, skipped: int
) -> DelimitedRows:
    rows = _Rows(path, stream, delimiter, limits, skipped)
    names = _head(path, rows.fields(), limits)
    schema = dict.fromkeys(names, pl.String)
    frames = [pl.DataFrame(schema=schema)]
    problems = _RowProblems()
    batch: list[list[str | None]] = []
    lines: list[int] = []
    most = min(_BATCH, _FIELDS // len(names) + 1)
    while (fields := rows.fields()) is not None:
        if fields:
            problems.add(_wrong_length(f"{path}:{rows.start}", fields, len(names)))
            padding = [None] * (len(names) - len(fields))
            batch.append([*fields[: len(names)], *padding])
            lines.append(rows.start)
        if len(batch) == most:
            frames.append(pl.DataFrame(batch, schema=schema, orient="row"))
            batch = []
            check_shape(path, len(lines), len(names), limits)
            cells = len(lines) * len(names)
            check_unpacked(path, path.stat().st_size + CELL * cells, limits, in_memory=True)
    if rows.never_ends():
        where = f"{path}:{lines[-1] if lines else 1}"
        problems.add([Problem(where, "a quoted field never ends", "close its quote")])
    if problems.errors:
        raise InputError(problems.errors + problems.more("errors"))
    check_shape(path, len(lines), len(names), limits)
    frames.append(pl.DataFrame(batch, schema=schema, orient="row"))
    warnings = problems.warnings + problems.more("warnings")
    return DelimitedRows(pl.concat(frames), pl.Series(lines, dtype=pl.Int64), warnings)


class _Rows:
    """The rows of a delimited file; `start` is the line on which the last one began."""

    def __init__(
        self, path: Path, stream: TextIO, delimiter: str, limits: Limits, skipped: int
    ) -> None:
        self._path, self._limits, self._delimiter = path, limits, delimiter
        self._skipped = skipped
        self._lines = bounded_lines(path, stream, limits)
        # As one text each: a row may be of millions of lines.
        self._current = io.StringIO(newline="")
        self._last = self._current
        self._reader = csv.reader(self._remember_lines(), delimiter=delimiter)
        self.start = 1

    def _remember_lines(self) -> Iterator[str]:
        for line in self._lines:
            self._current.write(line)
            yield line

    def fields(self) -> list[str] | None:
        """Return the fields of the next row, None after the last."""
        self.start = self._reader.line_num + 1 + self._skipped
        try:
            fields = next(self._reader, None)
        except csv.Error as error:
            where = f"{self._path}:{self.start}"
            if "field larger than" in str(error):
                raise too_long(where, "a field", self._limits) from None
            raise InputError.of(where, str(error), "correct the row") from None
        if fields is not None:
            self._last, self._current = self._current, io.StringIO(newline="")
        return fields

    def never_ends(self) -> bool:
        """Return whether the last row ends within quotes."""
        self._last.seek(0)
        try:
            list(csv.reader(self._last, delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            return "end of data" in str(error)
        return False


class _RowProblems:
    """Problems of rows: the first of each kind, and the number of the others."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self._others = {"errors": 0, "warnings": 0}
        self._where = ""

    def add(self, problems: list[Problem]) -> None:
        for problem in problems:
            kind = "errors" if problem.severity == "error" else "warnings"
            examples = self.errors if kind == "errors" else self.warnings
            if len(examples) < _LISTED:
                examples.append(problem)
            else:
                self._others[kind] += 1
                self._where = problem.where

    def more(self, kind: str) -> list[Problem]:
        """Return how many problems of a kind are not listed, nothing where all are."""
        if not self._others[kind]:
            return []
        what = f"{self._others[kind]} more rows like these, up to here"
        severity = "error" if kind == "errors" else "warning"
        return [Problem(self._where, what, "correct the cause of these first", severity)]


def _head(path: Path, fields: list[str] | None, limits: Limits) -> list[str]:
    check_shape(path, 0, len(fields or []), limits)
    # A nameless column is what pandas writes for its row numbers.
    columns = enumerate(fields or [], start=1)
    names = [name.strip() or f"column_{number}" for number, name in columns]
    if not names:
        mend = "add a first line of column names"
        raise InputError.of(f"{path}:1", "the table is empty", mend)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(
            [Problem(f"{path}:1", f'column "{name}" appears twice', "rename one") for name in twice]
        )
    return names


def _wrong_length(where: str, fields: list[str], width: int) -> list[Problem]:
    if len(fields) < width:
        what = f"{len(fields)} of {width} fields; the others are read as empty"
        return [Problem(where, what, "complete the row if you know them", "warning")]
    if not any(fields[width:]):
        return []
    what = f"{len(fields)} fields where the first line has {width}"
    return [Problem(where, what, "quote fields that contain the delimiter or a quote")]
