"""Read a table of texts from the file formats that people keep them in."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from helpers.corpus.decoding import not_utf8
from helpers.corpus.delimited import read_delimited
from helpers.corpus.nearest import suggest
from helpers.corpus.problems import InputError, Problem

_DELIMITERS = {".csv": None, ".tsv": "\t", ".tab": "\t"}
_JSONL = {".jsonl", ".ndjson"}
_EXCEL = {".xlsx", ".xlsm", ".xls", ".ods"}
SUFFIXES = sorted({*_DELIMITERS, *_JSONL, *_EXCEL, ".parquet"})
# Rows that a note lists by number, before it says "and so on".
LISTED = 10


@dataclass(frozen=True)
class Table:
    """A table as read: its rows, where each stands, and what was odd but could be read.

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
        return [Problem(str(where), f"{what} in {len(rows)} ({places}{more})", mend, "warning")]


def read_table(path: Path) -> pl.DataFrame:
    r"""Read CSV, TSV, JSONL, Parquet, Excel or a folder of .txt files.

    Parameters
    ----------
    path : Path
        The format is taken from the suffix. Text formats are UTF-8, with or without a byte
        order mark; a CSV file's delimiter (comma, semicolon, tab or bar) is the one most
        frequent in its head. Of an Excel file the first sheet is read.

    Returns
    -------
    polars.DataFrame
        Columns as named in the file (all String from CSV and TSV); of a folder: document
        (made of the file's name), file (path below the folder) and text, in the order of paths.

    Raises
    ------
    InputError
        Where the file cannot be read as what its suffix says.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "articles.csv")
    ...     _ = path.write_text('id;text\n1;"two\nlines"\n')
    ...     read_table(path).rows()
    [('1', 'two\nlines')]
    """
    return open_table(path).rows


def open_table(path: Path) -> Table:
    """Read a table and keep where each row stands; see `read_table`."""
    path = Path(path)
    suffix = path.suffix.lower()
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise _defect(str(path), "no such file or folder", "correct the path")
    if suffix in _DELIMITERS:
        rows, lines, warnings = read_delimited(path, delimiter=_DELIMITERS[suffix])
        return Table(path, rows, lines, tuple(warnings))
    if suffix in _JSONL:
        return _json_lines(path)
    if suffix not in SUFFIXES:
        raise _defect(str(path), f'unknown kind of file "{suffix}"', suggest(suffix, SUFFIXES))
    try:
        if suffix == ".parquet":
            rows, first = pl.read_parquet(path), 1
        else:
            rows, first = pl.read_excel(path, infer_schema_length=None, raise_if_empty=False), 2
    # The readers below polars raise errors of their own, without a common class.
    except Exception as error:
        what = f"cannot be read as {suffix}: {str(error).splitlines()[0]}"
        raise _defect(str(path), what, "save it again, or as CSV") from None
    return Table(path, rows, pl.int_range(first, first + rows.height, eager=True))


def _json_lines(path: Path) -> Table:
    lines, surrogates = [], False
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                lines.append(number)
            surrogates = surrogates or b"\\ud" in line.lower()
    # polars makes other characters of half a surrogate pair without a word.
    problems = list(_wrong_json(path)) if surrogates else []
    if problems:
        raise InputError(problems)
    try:
        rows = pl.read_ndjson(path, infer_schema_length=None) if lines else pl.DataFrame()
    except pl.exceptions.PolarsError as error:
        unread = Problem(str(path), f"not JSON lines: {error}", "correct the file")
        raise InputError(list(_wrong_json(path)) or [unread]) from None
    if rows.height != len(lines):
        raise InputError(list(_wrong_json(path)))
    return Table(path, rows, pl.Series(lines, dtype=pl.Int64))


def _wrong_json(path: Path) -> Iterator[Problem]:
    mend = "write one JSON object a line"
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            where = f"{path}:{number}"
            try:
                value = json.loads(line) if line.strip() else {}
                if not isinstance(value, dict):
                    yield Problem(where, f"a {type(value).__name__}, not an object", mend)
                json.dumps(value, ensure_ascii=False).encode()
            except UnicodeDecodeError:
                yield Problem(where, "not UTF-8", "save it in UTF-8")
            except UnicodeEncodeError:
                yield Problem(where, "half of a surrogate pair", "write the whole character")
            except ValueError as error:
                yield Problem(where, f"not JSON: {error}", mend)


def _folder(path: Path) -> Table:
    if (path / "articles.csv").exists() or (path / "articles.parquet").exists():
        raise _defect(str(path), "is a corpus folder already", "copy it, or name its articles")
    files = sorted(file for file in path.rglob("*.txt") if file.is_file())
    if not files:
        raise _defect(str(path), "no .txt file in this folder", "name a folder of texts")
    texts, problems = [], []
    for file in files:
        try:
            texts.append(file.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError:
            problems.append(not_utf8(file))
    if problems:
        raise InputError(problems)
    below = [file.relative_to(path) for file in files]
    rows = pl.DataFrame(
        {
            "document": ["-".join(name.with_suffix("").parts) for name in below],
            "file": [name.as_posix() for name in below],
            "text": texts,
        }
    )
    return Table(path, rows, pl.Series([1] * len(files)))


def _defect(where: str, what: str, mend: str) -> InputError:
    return InputError([Problem(where, what, mend)])
