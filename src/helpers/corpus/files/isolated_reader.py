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


def _workbook(path: Path, most: str, table: str) -> dict[str, object]:
    """Write the first sheet as a table, unless it unpacks to more bytes than `most`."""
    size = path.stat().st_size
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    if size > int(most):
        return {"unpacked": size}
    # A file, not its name: a name with a star would be taken for a pattern.
    with path.open("rb") as stream:
        rows = pl.read_excel(stream, infer_schema_length=None, raise_if_empty=False)
    rows.write_ipc(table)
    return {}


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
    "parquet": _parquet,
}


def _main(kind: str, memory: str, path: str, *more: str) -> dict[str, object]:
    if kind == "workbook":
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
