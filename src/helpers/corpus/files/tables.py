"""Read a table of texts from the usual file formats."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from helpers.corpus.files.decoding import name_is_utf8
from helpers.corpus.files.delimited import read_delimited
from helpers.corpus.files.json_lines import read_json_lines
from helpers.corpus.files.limits import Limits, read_limits
from helpers.corpus.files.parquet import read_parquet
from helpers.corpus.files.texts_folder import read_texts
from helpers.corpus.files.workbooks import read_workbook
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS
from helpers.corpus.suggestions import suggest
from helpers.corpus.untrusted_files import no_file, odd_kind

_DELIMITERS = {".csv": None, ".tsv": "\t", ".tab": "\t"}
_JSONL = {".jsonl", ".ndjson"}
_EXCEL = {".xlsx", ".xlsm", ".xls", ".ods"}
SUFFIXES = sorted({*_DELIMITERS, *_JSONL, *_EXCEL, ".parquet"})
# Rows that a note lists by number, before it says "and so on".
LISTED = 10


@dataclass(frozen=True)
class Table:
    """A table with the place of each row, and warnings.

    Attributes
    ----------
    path : Path
        The file or folder.
    rows : polars.DataFrame
        The table. Columns of CSV and TSV are String; other formats keep their types.
    lines : polars.Series
        For each row its line in the file (Int64); in Parquet and Excel the number of the row,
        counted from 1, the head of an Excel sheet being row 1.
    warnings : tuple of Problem
        For example rows with too few fields.
    """

    path: Path
    rows: pl.DataFrame
    lines: pl.Series
    warnings: tuple[Problem, ...] = ()

    def place(self, row: int) -> str:
        """Return the line of a row, or its file in a folder of texts."""
        if self.path.is_dir():
            return str(self.rows["file"][row])
        unit = "line" if self.path.suffix.lower() in {*_DELIMITERS, *_JSONL} else "row"
        return f"{unit} {self.lines[row]}"

    def note(self, rows: Sequence[int], what: str, mend: str) -> list[Problem]:
        """Return one warning for all rows that share an oddity, none where there are none."""
        if not rows:
            return []
        places = ", ".join(self.place(row) for row in rows[:LISTED])
        more = ", ..." if len(rows) > LISTED else ""
        first = self.place(rows[0])
        where = self.path / first if self.path.is_dir() else f"{self.path}:{first.split()[-1]}"
        noun = "file" if self.path.is_dir() else "row"
        count = f"{len(rows)} {noun if len(rows) == 1 else noun + 's'}"
        return [Problem(str(where), f"{what} in {count} ({places}{more})", mend, "warning")]


def read_table(path: Path, limits: Limits | None = None) -> pl.DataFrame:
    r"""Read CSV, TSV, JSONL, Parquet, Excel or a folder of .txt files.

    Parameters
    ----------
    path : Path
        The format is taken from the suffix. Text formats are UTF-8, with or without a byte
        order mark; a CSV file's delimiter (comma, semicolon, tab or bar) is the one most
        frequent in its head. Of an Excel file the first sheet is read.
    limits : Limits, optional
        How much is read; the package's where not given.

    Returns
    -------
    polars.DataFrame
        Columns as named in the file (all String from CSV and TSV); of a folder: document
        (made of the file's name), file (path below the folder) and text, in the order of paths.

    Raises
    ------
    InputError
        Where the file cannot be read as what its suffix says, or is larger than the limits.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "articles.csv")
    ...     _ = path.write_text('id;text\n1;"two\nlines"\n')
    ...     read_table(path).rows()
    [('1', 'two\nlines')]
    """
    return open_table(path, limits).rows


def open_table(path: Path, limits: Limits | None = None) -> Table:
    """Read a table and keep where each row stands; see `read_table`."""
    path = Path(path)
    limits = limits or read_limits(DEFAULTS)
    suffix = path.suffix.lower()
    _check_place(path)
    if path.is_dir():
        rows, warnings = read_texts(path, limits)
        return Table(path, rows, pl.Series([1] * rows.height), tuple(warnings))
    if suffix in _DELIMITERS:
        rows, lines, warnings = read_delimited(path, limits=limits, delimiter=_DELIMITERS[suffix])
        return Table(path, rows, lines, tuple(warnings))
    if suffix in _JSONL:
        return Table(path, *read_json_lines(path, limits))
    if suffix == ".parquet":
        rows, warnings = read_parquet(path, limits)
        return Table(path, rows, _numbers(1, rows.height), tuple(warnings))
    if suffix in _EXCEL:
        rows = read_workbook(path, limits)
        return Table(path, rows, _numbers(2, rows.height))
    raise InputError.of(path, f'unknown kind of file "{suffix}"', suggest(suffix, SUFFIXES))


def _check_place(path: Path) -> None:
    """Raise InputError where there is nothing that can be read."""
    if not name_is_utf8(str(path.name)):
        raise InputError.of(path, "its name is not UTF-8", "rename it")
    if not path.exists():
        raise InputError.of(path, "no such file or folder", "correct the path")
    kind = "" if path.is_dir() else odd_kind(path.stat().st_mode)
    if kind:
        raise InputError([no_file(path, kind)])


def _numbers(first: int, rows: int) -> pl.Series:
    return pl.int_range(first, first + rows, eager=True)
