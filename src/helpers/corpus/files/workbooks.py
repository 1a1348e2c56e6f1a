"""Read a sheet of a workbook, in a process of its own.

The reader unpacks the whole workbook, makes room for all fields between two that are far apart, and
ends the process where memory runs out.
"""

from pathlib import Path
from typing import Any

import polars as pl

from helpers.corpus.files.decoding import cannot_read
from helpers.corpus.files.limits import Limits, how_to_set
from helpers.corpus.files.table_limits import check_file, check_texts, free_memory
from helpers.corpus.problems import InputError
from helpers.system.isolation import READER, CrashError, run_isolated
from helpers.system.scratch import scratch_folder

# Bytes of memory for each byte unpacked (measured: 6).
_PER_BYTE = 8


def read_workbook(path: Path, limits: Limits) -> tuple[pl.DataFrame, pl.Series]:
    """Read the first sheet of an XLSX, XLSM, XLS or ODS file, blank rows left out.

    Returns
    -------
    The rows, and the number of each as a spreadsheet program shows it.

    Raises
    ------
    InputError
        Where it cannot be read, or is too large.
    """
    answer, rows = _read(path, limits, "workbook")
    # Below the head, which is no row here, and what is blank above it.
    first = answer["blank"] + 2
    numbers = pl.int_range(first, first + rows.height, eager=True)
    if not rows.width:
        return rows, numbers
    kept = rows.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    return rows.filter(kept), numbers.filter(kept)


def read_cells(path: Path, limits: Limits, *, sheet: str) -> tuple[str, pl.DataFrame]:
    """Read a sheet cell by cell.

    Returns
    -------
    The sheet that was read, `sheet` or else the first, and its cells as text: one column a column
    (by its letters: A, B, ..., AA), one row a row from the first on, empty ones included.

    Raises
    ------
    InputError
        Where it cannot be read, or is too large.
    """
    answer, cells = _read(path, limits, "cells", sheet)
    letters = {name: column_letters(number) for number, name in enumerate(cells.columns)}
    return str(answer["name"]), cells.rename(letters)


def column_letters(number: int) -> str:
    """Name a column as spreadsheet programs do.

    Examples
    --------
    >>> [column_letters(number) for number in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _read(path: Path, limits: Limits, kind: str, *more: str) -> tuple[dict[str, Any], pl.DataFrame]:
    check_file(path, limits)
    most = limits.max_workbook_bytes
    memory = READER + min(_PER_BYTE * most, free_memory())
    how = how_to_set("max_workbook_bytes")
    smaller = f"keep only the fields you need, save it as CSV, or raise the limit ({how})"
    with scratch_folder() as folder:
        table = folder / "table.arrow"
        try:
            answer = run_isolated(
                "helpers.corpus.files.isolated_reader",
                kind,
                memory,
                path.absolute(),
                most,
                table,
                *more,
            )
        except CrashError as error:
            if not error.memory:
                raise cannot_read(path, error) from None
            what = "needs more memory than allowed: too much in it, or fields that lie far apart"
            raise InputError.of(path, what, smaller) from None
        if "unpacked" in answer:
            what = f"{answer['unpacked']} bytes unpacked, above the limit of {most}"
            raise InputError.of(path, what, smaller)
        if "wrong" in answer:
            raise cannot_read(path, answer["wrong"])
        rows = pl.read_ipc(table.read_bytes())
    check_texts(path, rows, limits)
    return answer, rows
