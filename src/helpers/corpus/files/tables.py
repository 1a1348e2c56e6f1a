"""Read a table of texts from the usual file formats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from helpers.corpus.files.archives import unpack_gzip, unpack_zip
from helpers.corpus.files.copies import naming, rename
from helpers.corpus.files.decoding import name_is_utf8
from helpers.corpus.files.delimited import read_delimited
from helpers.corpus.files.encodings import check_encoding, offering, recode
from helpers.corpus.files.folders import paths_below
from helpers.corpus.files.json_lines import read_json_lines
from helpers.corpus.files.json_tables import read_json_table
from helpers.corpus.files.limits import Limits, read_limits
from helpers.corpus.files.parquet import read_parquet
from helpers.corpus.files.table_limits import check_file
from helpers.corpus.files.texts_folder import SUFFIXES as ARTICLES
from helpers.corpus.files.texts_folder import read_files, read_texts
from helpers.corpus.files.workbooks import read_workbook
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS
from helpers.corpus.suggestions import suggest
from helpers.corpus.untrusted_files import no_file, odd_kind
from helpers.system.scratch import scratch_folder

_DELIMITERS = {".csv": None, ".tsv": "\t", ".tab": "\t"}
_JSONL = {".jsonl", ".ndjson"}
_EXCEL = {".xlsx", ".xlsm", ".xls", ".ods"}
# Text, whose encoding can be named.
_TEXT = {*_DELIMITERS, *_JSONL, ".json"}
_TABLES = {*_TEXT, *_EXCEL, ".parquet"}
SUFFIXES = sorted({*_TABLES, *ARTICLES, ".gz", ".zip"})
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
        For each row its line in the file (Int64); in Parquet the number of the row from 1, in
        Excel that which a spreadsheet program shows, in JSON the number of the article.
    warnings : tuple of Problem
        For example rows with too few fields.
    unit : str
        What `lines` counts: "line", "row" or "article"; "file" for a folder of texts, whose column
        `file` says where a row comes from.
    """

    path: Path
    rows: pl.DataFrame
    lines: pl.Series
    warnings: tuple[Problem, ...] = ()
    unit: str = "row"

    def place(self, row: int) -> str:
        """Return the line of a row, or its file in a folder of texts."""
        if self.unit == "file":
            return str(self.rows["file"][row])
        return f"{self.unit} {self.lines[row]}"

    def note(self, rows: Sequence[int], what: str, mend: str) -> list[Problem]:
        """Return one warning for all rows that share an oddity, none where there are none."""
        if not rows:
            return []
        places = ", ".join(self.place(row) for row in rows[:LISTED])
        more = ", ..." if len(rows) > LISTED else ""
        first = self.place(rows[0])
        where, noun = f"{self.path}:{first.split()[-1]}", "row"
        if self.unit == "file":
            where, noun = str(self.path), "file"
            if self.path.name != first:
                where = str(self.path / first)
        count = f"{len(rows)} {noun if len(rows) == 1 else noun + 's'}"
        return [Problem(where, f"{what} in {count} ({places}{more})", mend, "warning")]


def read_table(
    path: Path, limits: Limits | None = None, *, encoding: str | None = None
) -> pl.DataFrame:
    r"""Read CSV, TSV, JSON, JSONL, Parquet, Excel or texts in a folder or a .zip archive.

    Parameters
    ----------
    path : Path
        The format is taken from the suffix; a further .gz means that it is compressed. Text formats
        are UTF-8, with or without a byte order mark; a CSV file's delimiter (comma, semicolon, tab
        or bar) is that of a first line "sep=;", else the one most frequent in its head. Of an Excel
        file the first sheet is read; a .zip archive holds texts or one table.
    limits : Limits, optional
        How much is read; the package's where not given.
    encoding : str, optional
        Of text formats, where it is not UTF-8, for example "cp1252".

    Returns
    -------
    polars.DataFrame
        Columns as named in the file (all String from CSV and TSV); of texts: document (made of the
        file's name), file (path below the folder) and text, in the order of paths.

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
    return open_table(path, limits, encoding=encoding).rows


def open_table(path: Path, limits: Limits | None = None, *, encoding: str | None = None) -> Table:
    """Read a table and keep where each row stands; see `read_table`."""
    path = Path(path)
    _check_place(path)
    encoding = encoding and check_encoding(encoding)
    return _open(path, limits or read_limits(DEFAULTS), encoding)


def _open(path: Path, limits: Limits, encoding: str | None) -> Table:
    suffix = path.suffix.lower()
    if path.is_dir():
        with offering():
            rows, warnings = read_texts(path, limits, encoding=encoding)
        return Table(path, rows, _numbers(1, rows.height), tuple(warnings), "file")
    if suffix == ".gz":
        return _copied(path, path.stem, unpack_gzip, limits, encoding)
    if suffix == ".zip":
        return _copied(path, "archive", _unpack_zip, limits, encoding)
    if suffix in ARTICLES:
        with offering():
            rows = read_files(path.parent, [path], limits, encoding=encoding)
        return Table(path, rows, _numbers(1, rows.height), unit="file")
    if encoding and suffix in _TABLES:
        if suffix not in _TEXT:
            what = f"--encoding does not apply to {suffix}"
            raise InputError.of(path, what, "leave it out")
        return _copied(path, path.name, partial(_recode, encoding=encoding), limits, None)
    with offering():
        return _read(path, limits)


def _read(path: Path, limits: Limits) -> Table:
    suffix = path.suffix.lower()
    if suffix in _DELIMITERS:
        rows, lines, warnings = read_delimited(path, limits=limits, delimiter=_DELIMITERS[suffix])
        return Table(path, rows, lines, tuple(warnings), "line")
    if suffix in _JSONL:
        return Table(path, *read_json_lines(path, limits), unit="line")
    if suffix == ".json":
        rows, lines, unit = read_json_table(path, limits)
        return Table(path, rows, lines, unit=unit)
    if suffix == ".parquet":
        rows, warnings = read_parquet(path, limits)
        return Table(path, rows, _numbers(1, rows.height), tuple(warnings))
    if suffix in _EXCEL:
        return Table(path, *read_workbook(path, limits))
    raise InputError.of(path, f'unknown kind of file "{suffix}"', suggest(suffix, SUFFIXES))


def _copied(
    path: Path,
    name: str,
    write: Callable[[Path, Path, Limits], None],
    limits: Limits,
    encoding: str | None,
) -> Table:
    """Read what is written into a temporary folder under a name, as if it lay at the path."""
    with scratch_folder() as folder:
        copy = folder / name
        write(path, copy, limits)
        if copy.is_dir():
            copy = _one_table(copy) or copy
        shown = path / copy.relative_to(folder / name)
        with naming(shown, copy):
            table = _open(copy, limits, encoding)
        warnings = tuple(rename(warning, copy, shown) for warning in table.warnings)
        return replace(table, path=shown, warnings=warnings)


def _recode(path: Path, copy: Path, limits: Limits, *, encoding: str) -> None:
    check_file(path, limits)
    recode(path, copy, encoding=encoding)


def _unpack_zip(path: Path, copy: Path, limits: Limits) -> None:
    copy.mkdir()
    unpack_zip(path, copy, limits)


def _one_table(folder: Path) -> Path | None:
    """Return the table that an unpacked archive holds, None where it holds texts."""
    files = [*paths_below(folder, hidden=False)]
    tables = [path for path in files if path.suffix.lower() in _TABLES]
    if len(tables) == 1 and not any(path.suffix.lower() in ARTICLES for path in files):
        return tables[0]
    return None


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
