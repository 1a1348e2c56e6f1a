"""Read foreign Parquet files.

A file of a kilobyte can hold gigabytes, and a damaged one lets the reader panic: each is first read
in a process of its own, with no more memory than it may take.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from helpers.corpus.files.decoding import cannot_read
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.table_limits import (
    CELL,
    check_file,
    check_shape,
    check_texts,
    free_memory,
)
from helpers.corpus.problems import Problem
from helpers.system.isolation import READER, CrashError, run_isolated

# Days since 1970 of the first and the last day that a calendar of four-digit years has.
_FIRST, _LAST = -719_162, 2_932_896
# Bytes of memory for each byte of a table while it is read.
_PER_BYTE = 4
# Rows that are held at a time.
_PART = 2000
_PER_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


class Parquet(NamedTuple):
    """A table, and warnings about values that were read as empty."""

    rows: pl.DataFrame
    warnings: list[Problem]


def read_parquet(path: Path, limits: Limits) -> Parquet:
    """Read a Parquet file; dates outside the years 1 to 9999 are read as empty.

    Raises
    ------
    InputError
        Where it is no Parquet file or a damaged one, or too large.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.corpus.files.limits import read_limits
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.parquet")
    ...     pl.DataFrame({"a": [1]}).write_parquet(path)
    ...     read_parquet(path, read_limits(Path())).rows.rows()
    [(1,)]
    """
    return within_calendar(path, scan_parquet(path, limits).collect())


def scan_parquet(path: Path, limits: Limits) -> pl.LazyFrame:
    """Open a Parquet file without holding its rows.

    Raises
    ------
    InputError
        As `read_parquet`.
    """
    check_file(path, limits)
    _try_reading(path, limits)
    table = unchecked_parquet(path)
    check_texts(path, table, limits)
    return table


def unchecked_parquet(path: Path) -> pl.LazyFrame:
    """Open a Parquet file that was found to be readable before."""
    # A name like "a*.parquet" means that file and no other.
    return pl.scan_parquet(path.absolute(), glob=False)


def in_parts(table: pl.LazyFrame) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield some rows of a table at a time, with the number of the first, from 0."""
    height = table.select(pl.len()).collect().item()
    for first in range(0, height, _PART):
        yield first, table.slice(first, _PART).collect()


def _try_reading(path: Path, limits: Limits) -> None:
    memory = READER + path.stat().st_size
    memory += min(_PER_BYTE * limits.max_unpacked_bytes, free_memory())
    most = (limits.max_rows, limits.max_columns, limits.max_unpacked_bytes // CELL)
    try:
        shape = run_isolated(
            "helpers.corpus.files.isolated_reader", "parquet", memory, path.absolute(), *most
        )
    except CrashError as error:
        words = "it takes more memory than is available" if error.memory else str(error)
        raise cannot_read(path, words) from None
    if "wrong" in shape:
        raise cannot_read(path, shape["wrong"])
    check_shape(path, shape["rows"], shape["columns"], limits)


def within_calendar(path: Path, rows: pl.DataFrame) -> Parquet:
    """Read dates that a calendar of four-digit years does not have as empty."""
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
            warnings.append(Problem(where, what, "read as empty", "warning"))
    return Parquet(rows, warnings)
