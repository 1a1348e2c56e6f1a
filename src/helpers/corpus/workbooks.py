"""Read the first sheet of a workbook, in a process of its own.

The reader unpacks a workbook whole, makes room for all fields between two that are far apart, and
ends the process where there is not so much memory.
"""

import json
import sys
import zipfile
from pathlib import Path

import polars as pl

from helpers.corpus.bounds import check_bytes, check_texts, free_memory
from helpers.corpus.limits import Limits, how_to_set
from helpers.corpus.problems import InputError, Problem
from helpers.system.apart import CrashError, limit_memory, run_apart
from helpers.system.scratch import scratch_folder

# Bytes of memory for each byte unpacked (measured: 6), and for the reader itself (measured: 0.7 GB
# of addresses).
_PER_BYTE, _READER = 8, 1_000_000_000


def read_workbook(path: Path, limits: Limits) -> pl.DataFrame:
    """Read the first sheet of an XLSX, XLSM, XLS or ODS file.

    Raises
    ------
    InputError
        Where it cannot be read, or is too large.
    """
    memory = _READER + min(_PER_BYTE * limits.max_workbook_bytes, free_memory())
    check_bytes(path, path.stat().st_size, limits)
    with scratch_folder() as folder:
        table = folder / "table.arrow"
        numbers = (str(limits.max_workbook_bytes), str(memory))
        try:
            answer = run_apart(__name__, str(path.absolute()), str(table), *numbers)
        except CrashError as error:
            raise InputError([_crash(path, error, limits)]) from None
        said = json.loads(answer)
        if said.get("unpacked"):
            what = (
                f"{said['unpacked']} bytes unpacked, above the limit of {limits.max_workbook_bytes}"
            )
            raise InputError([Problem(str(path), what, _smaller())])
        if "wrong" in said:
            what = f"cannot be read as {path.suffix.lower()}: {said['wrong']}"
            raise InputError([Problem(str(path), what, "save it again, or as CSV")])
        rows = pl.read_ipc(table.read_bytes())
    check_texts(path, rows, limits)
    return rows


def _crash(path: Path, error: CrashError, limits: Limits) -> Problem:
    if error.memory:
        what = "takes more memory than it may: too much in it, or fields that lie far apart"
        return Problem(str(path), what, _smaller())
    what = f"cannot be read as {path.suffix.lower()}: {error}"
    return Problem(str(path), what, "save it again, or as CSV")


def _smaller() -> str:
    how = how_to_set("max_workbook_bytes")
    return f"keep the fields that are needed, save it as CSV, or raise the limit ({how})"


def _work(path: Path, table: Path, most: int) -> dict[str, object]:
    """Write a sheet as a table; return what is wrong with it, nothing where all is well."""
    try:
        size = _unpacked(path)
        if size > most:
            return {"unpacked": size}
        # A file, not its name: a name with a star would be taken for a pattern.
        with path.open("rb") as stream:
            rows = pl.read_excel(stream, infer_schema_length=None, raise_if_empty=False)
    except MemoryError:
        raise
    # The readers below polars raise errors of their own, without a common class.
    except Exception as error:
        return {"wrong": (str(error).splitlines() or [type(error).__name__])[0]}
    rows.write_ipc(table)
    return {}


def _unpacked(path: Path) -> int:
    if not zipfile.is_zipfile(path):
        return path.stat().st_size
    with zipfile.ZipFile(path) as packed:
        return sum(part.file_size for part in packed.infolist())


if __name__ == "__main__":
    # Imported before there is less memory to import it with.
    import fastexcel  # noqa: F401

    limit_memory(int(sys.argv[4]))
    print(json.dumps(_work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
