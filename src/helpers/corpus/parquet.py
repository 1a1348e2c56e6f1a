"""Read Parquet files that somebody else made.

What a file says of itself at its end is read first: a file of a kilobyte can hold gigabytes.
"""

from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from helpers.corpus.bounds import CELL, check_file, check_shape, check_texts, check_unpacked
from helpers.corpus.limits import Limits
from helpers.corpus.problems import InputError, Problem
from helpers.system.apart import READER, CrashError, run_apart

_MAGIC, _TAIL = b"PAR1", 8
# Days since 1970 of the first and the last day that a calendar of four-digit years has.
_FIRST, _LAST = -719_162, 2_932_896
# Bytes of memory for each byte that a file says it holds.
_PER_BYTE = 4
_PER_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


class Parquet(NamedTuple):
    """A table, and warnings of what was taken as empty in it."""

    rows: pl.DataFrame
    warnings: list[Problem]


def read_parquet(path: Path, limits: Limits) -> Parquet:
    """Read a Parquet file; a date that no calendar of four-digit years has is taken as empty.

    Raises
    ------
    InputError
        Where it is no Parquet file or a damaged one, or too large; before it is unpacked, where its
        own account of its size tells.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.corpus.limits import read_limits
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.parquet")
    ...     pl.DataFrame({"a": [1]}).write_parquet(path)
    ...     read_parquet(path, read_limits(Path())).rows.rows()
    [(1,)]
    """
    check_file(path, limits)
    try:
        footer = _read_footer(path)
    # A footer that ends too early, or says what it cannot mean.
    except (IndexError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path, f"no Parquet file ({error})") from None
    check_shape(path, footer.rows, footer.columns, limits)
    check_unpacked(path, footer.size, limits)
    _try_apart(path, footer.size + CELL * footer.rows * footer.columns)
    # A name like "a*.parquet" means that file and no other.
    with path.open("rb") as stream:
        rows = pl.read_parquet(stream, glob=False)
    check_texts(path, rows, limits)
    return _within_calendar(path, rows)


def _try_apart(path: Path, size: int) -> None:
    """Read a file in a process of its own first: a damaged one lets the reader panic."""
    memory = READER + path.stat().st_size + _PER_BYTE * size
    try:
        said = run_apart("helpers.corpus.unpacking", "parquet", memory, path.absolute())
    except CrashError as error:
        words = "it holds more than it says" if error.memory else str(error)
        raise _damaged(path, words) from None
    if "wrong" in said:
        raise _damaged(path, said["wrong"])


def _damaged(path: Path, words: str) -> InputError:
    what = f"cannot be read as .parquet: {(words.splitlines() or [''])[0]}"
    return InputError([Problem(str(path), what, "save it again, or as CSV")])


def _within_calendar(path: Path, rows: pl.DataFrame) -> Parquet:
    warnings = []
    for column in rows.select(pl.col(pl.Date, pl.Datetime)):
        unit, zone = 1, 0
        if isinstance(column.dtype, pl.Datetime):
            unit = _PER_DAY[column.dtype.time_unit]
            # It may move a time to the next day.
            zone = 1 if column.dtype.time_zone else 0
        number = column.to_physical().cast(pl.Int64) // unit
        beyond = ~number.is_between(_FIRST + zone, _LAST - zone)
        wrong = beyond.fill_null(value=False).arg_true()
        if len(wrong):
            rows = rows.with_columns(pl.when(~beyond).then(pl.col(column.name)).alias(column.name))
            what = f'date outside the years 1 to 9999 in {len(wrong)} of column "{column.name}"'
            where = f"{path}:{wrong[0] + 1}"
            warnings.append(Problem(where, what, "taken as empty", "warning"))
    return Parquet(rows, warnings)


class _Footer(NamedTuple):
    rows: int
    columns: int
    size: int


def _read_footer(path: Path) -> _Footer:
    """Return what a file says of its size: https://github.com/apache/parquet-format."""
    with path.open("rb") as stream:
        end = stream.seek(0, 2)
        stream.seek(max(0, end - _TAIL))
        tail = stream.read(_TAIL)
        length = int.from_bytes(tail[:4], "little")
        if tail[4:] != _MAGIC or length > end - _TAIL:
            raise ValueError("no footer")
        stream.seek(end - _TAIL - length)
        file = _Thrift(stream.read(length)).struct()
    columns = sum(5 not in element for element in file[2])
    size = 0
    for group in file[4]:
        for chunk in group[1]:
            values, unpacked = chunk[3][5], chunk[3][6]
            if values < 0 or unpacked < 0:
                raise ValueError("a negative size")
            # A value that is repeated takes no room in the file, but some bytes here.
            size += max(unpacked, 8 * values)
    if file[3] < 0:
        raise ValueError("a negative number of rows")
    return _Footer(file[3], columns, size)


class _Thrift:
    """The least of Thrift's compact protocol that reads a footer: structs by number of field."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def struct(self, depth: int = 0) -> dict[int, Any]:
        fields: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._signed()
            fields[number] = self._value(head & 15, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if depth > 20:
            raise ValueError("nested too deep")
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self._byte()
        if kind in (4, 5, 6):
            return self._signed()
        if kind in (7, 8):
            length = 8 if kind == 7 else self._varint()
            if length > len(self._content) - self._at:
                raise ValueError("it ends too early")
            self._at += length
            return self._content[self._at - length : self._at]
        if kind in (9, 10):
            head = self._byte()
            length, inner = (self._varint() if head >> 4 == 15 else head >> 4), head & 15
            # In a list a truth takes a byte of its own.
            return [self._value(3 if inner in (1, 2) else inner, depth + 1) for _ in range(length)]
        if kind == 12:
            return self.struct(depth + 1)
        raise ValueError("an unknown kind of field")

    def _byte(self) -> int:
        self._at += 1
        return self._content[self._at - 1]

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 63:
                raise ValueError("a number that is too long")

    def _signed(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
