"""Read what may crash its reader: a program that `helpers.system.isolation` runs by itself.

It prints what is wrong as JSON, an empty object where all is well. It imports little, as it starts
for every workbook and every Parquet file.
"""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

from helpers.system.isolation import limit_memory


def _too_large(path: Path, most: str) -> dict[str, object]:
    """Say to how many bytes a workbook unpacks, where they are more than `most`."""
    size = path.stat().st_size
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    return {"unpacked": size} if size > int(most) else {}


def _workbook(path: Path, most: str, table: str) -> dict[str, object]:
    """Write the first sheet as a table, unless it unpacks to more bytes than `most`."""
    too_large = _too_large(path, most)
    if too_large:
        return too_large
    # A file, not its name: a name with a star would be taken for a pattern.
    with path.open("rb") as stream:
        # Blank rows count: a spreadsheet program counts them, too.
        rows = pl.read_excel(
            stream, infer_schema_length=None, raise_if_empty=False, drop_empty_rows=False
        )
    rows.write_ipc(table)
    return {"blank": _blank_above(path)}


def _blank_above(path: Path) -> int:
    """Return how many rows of the first sheet are blank above its head."""
    import fastexcel

    sheets = fastexcel.read_excel(path.read_bytes())
    size = 100
    while True:
        top = sheets.load_sheet(
            0, header_row=None, skip_rows=0, n_rows=size, dtypes="string"
        ).to_polars()
        filled = top.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
        if len(filled) or top.height < size:
            return int(filled[0]) if len(filled) else 0
        size *= 100


def _cells(path: Path, most: str, table: str, sheet: str) -> dict[str, object]:
    """Write every cell of a sheet, or of the first where none has the name, as text."""
    too_large = _too_large(path, most)
    if too_large:
        return too_large
    import fastexcel

    book = fastexcel.read_excel(path.read_bytes())
    name = sheet if sheet in book.sheet_names else book.sheet_names[0]
    # Nothing is skipped, so that a row's number is the one that a spreadsheet program shows.
    cells = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    cells.write_ipc(table)
    return {"name": name}


def _parquet(path: Path, most_rows: str, most_columns: str, most_fields: str) -> dict[str, object]:
    """Read a table, to see whether that is possible, unless it has too many rows or columns."""
    with path.open("rb") as stream:
        columns = len(pl.scan_parquet(stream, glob=False).collect_schema())
        stream.seek(0)
        rows = pl.scan_parquet(stream, glob=False).select(pl.len()).collect().item()
        within = rows <= int(most_rows) and columns <= int(most_columns)
        if within and rows * columns <= int(most_fields):
            stream.seek(0)
            pl.read_parquet(stream, glob=False)
    return {"rows": rows, "columns": columns}


_READERS: dict[str, Callable[..., dict[str, object]]] = {
    "workbook": _workbook,
    "cells": _cells,
    "parquet": _parquet,
}


def _main(kind: str, memory: str, path: str, *more: str) -> dict[str, object]:
    if kind in ("workbook", "cells"):
        # While there is still the memory to import it.
        import fastexcel  # noqa: F401
    limit_memory(int(memory))
    try:
        return _READERS[kind](Path(path), *more)
    except MemoryError:
        raise
    # The readers raise errors of their own, without a common class; a panic is none of them.
    except (Exception, pl.exceptions.PanicException) as error:
        return {"wrong": (str(error).splitlines() or [type(error).__name__])[0]}


if __name__ == "__main__":
    print(json.dumps(_main(*sys.argv[1:])))
