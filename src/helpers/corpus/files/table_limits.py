"""Check a table against the limits before it fills the memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, AnyStr

import numpy as np
import polars as pl
import psutil

from helpers.corpus.files.limits import Limits, how_to_set
from helpers.corpus.problems import InputError

# Bytes that polars keeps for each field, beside its text.
CELL = 16


def check_file(path: Path, limits: Limits) -> None:
    """Raise InputError where a file is too large to be read."""
    check_bytes(path, path.stat().st_size, limits)


def check_bytes(path: Path, size: int, limits: Limits) -> None:
    """Raise InputError where so many bytes are above the limit or the free memory."""
    if size > limits.max_table_bytes:
        raise _above(path, f"{size} bytes", limits, "max_table_bytes", "split it")
    _check_memory(path, size, limits)


def check_unpacked(path: Path, size: int, limits: Limits, *, in_memory: bool = False) -> None:
    """Raise InputError where a table takes too many bytes once it is unpacked.

    `in_memory` says that the table is in memory already, so that only the work on it needs more.
    """
    if size > limits.max_unpacked_bytes:
        raise _above(path, f"{size} bytes unpacked", limits, "max_unpacked_bytes", "split it")
    _check_memory(path, size, limits, in_memory=in_memory)


def check_shape(path: Path, rows: int, columns: int, limits: Limits) -> None:
    """Raise InputError where a table has too many columns, rows or fields."""
    if columns > limits.max_columns:
        mend = "keep only the columns you need"
        raise _above(path, f"{columns} columns", limits, "max_columns", mend)
    if rows > limits.max_rows:
        raise _above(path, f"{rows} rows", limits, "max_rows", "split it")
    check_unpacked(path, rows * columns * CELL, limits)


def check_texts(path: Path, rows: pl.DataFrame | pl.LazyFrame, limits: Limits) -> None:
    """Raise InputError where a field of a table, or all of them together, are too long."""
    columns = rows.lazy().collect_schema()
    # Text by text, so that the texts of a file need not be held.
    lengths = [
        (pl.col(name).bin.size() if dtype == pl.Binary else pl.col(name).str.len_bytes())
        for name, dtype in columns.items()
        if dtype in (pl.String, pl.Binary)
    ]
    height = rows.lazy().select(pl.len()).collect().item()
    sizes = rows.lazy().select(lengths).collect(engine="streaming")
    check_shape(path, height, len(columns), limits)
    total = height * len(columns) * CELL
    for column in sizes:
        bytes_of = column.to_numpy()
        total += int(np.nansum(bytes_of))
        longest = int(np.nanmax(bytes_of, initial=0))
        if longest > limits.max_field_length:
            row = int(np.nanargmax(bytes_of)) + 1
            what = f'a field of {longest} bytes in row {row} of column "{column.name}"'
            raise _above(path, what, limits, "max_field_length", "shorten it")
    check_unpacked(path, total, limits, in_memory=True)


def bounded_lines(path: Path, stream: IO[AnyStr], limits: Limits) -> Iterator[AnyStr]:
    """Yield the lines of a file; raise InputError before a line that is too long is read whole."""
    longest = limits.max_field_length
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) > longest:
            raise too_long(f"{path}:{number}", "a line", limits)
        yield line


def too_long(where: str, what: str, limits: Limits) -> InputError:
    """Return the error of a line or field that is too long."""
    what = f"{what} of more than {limits.max_field_length} characters"
    mend = "split it, close a quote that never ends, or raise the limit"
    return InputError.of(where, what, f"{mend} ({how_to_set('max_field_length')})")


def free_memory() -> int:
    """Return how many bytes of memory this machine can still give."""
    return int(psutil.virtual_memory().available)


def _check_memory(path: Path, size: int, limits: Limits, *, in_memory: bool = False) -> None:
    need, free = size * (limits.memory_per_byte - in_memory), free_memory()
    if need > free:
        what = f"needs about {_gigabytes(need)} of memory, of which {_gigabytes(free)} is free"
        mend = "split it, use a larger machine, or try all the same"
        how = how_to_set("memory_per_byte", "0")
        raise InputError.of(path, what, f"{mend} ({how})")


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"


def _above(path: Path, what: str, limits: Limits, name: str, mend: str) -> InputError:
    what = f"{what}, above the limit of {getattr(limits, name)}"
    mend = f"{mend}, or raise the limit ({how_to_set(name)})"
    return InputError.of(path, what, mend)
