"""Read tables of codes: coding sheets, and what programs write, one row a sentence."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from helpers.coding.entries import IDS, IGNORED, TEXTS, Entry, Label, locate
from helpers.coding.vocabulary import ANY, Column, UnknownLabelError, Vocabulary
from helpers.corpus.coding.fields import FRAMES, LABELS, NO_FRAME, NOTE, PLACE, SCORE, UNSURE
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.tables import open_table
from helpers.corpus.files.workbooks import column_letters, read_cells
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.suggestions import suggest

CODES = "Codes"
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_BETWEEN = re.compile(r"[;#|]")


class CodedTable(NamedTuple):
    """Rows of a table as entries, mistakes among them, and columns that are not read."""

    entries: list[Entry]
    warnings: list[Problem]


class _Cells(NamedTuple):
    """A table as text: heads, rows, and what names a cell: a sheet, or a file and its lines."""

    heads: list[str]
    rows: list[tuple[str | None, ...]]
    numbers: list[int]
    place: str
    is_sheet: bool

    def where(self, row: int, column: int) -> str:
        number = self.numbers[row]
        return (
            f"{self.place}!{column_letters(column)}{number}"
            if self.is_sheet
            else f"{self.place}:{number}"
        )

    @property
    def head(self) -> str:
        return f"{self.place}!A1" if self.is_sheet else f"{self.place}:1"


def read_coded_table(path: Path, *, limits: Limits, vocabulary: Vocabulary) -> CodedTable:
    """Read a table in which each row codes a sentence.

    A sentence is given by id, by document, start and end, or by its words (sentence or text).
    A column is a field, ``label``, or one frame, such as ``issue: costs``, with an x where it
    applies. A row in which nothing is marked says nothing; with ``no frame``, or with 0 (no) for
    every frame of a set, it says that none applies.

    Parameters
    ----------
    path
        XLSX (the sheet Codes, or else the first), CSV, TSV, JSONL or Parquet.
    limits
        How much is read.
    vocabulary
        What columns and labels mean.

    Raises
    ------
    InputError
        Where it cannot be read; no column says which sentence is meant; or none holds codes.

    Notes
    -----
    A mark that is none, a second row about the same sentence and a column of an unknown frame are
    mistakes of labels and entries, so that `helpers.coding.gathering.gather` can name them with all
    others in the order of the table.
    """
    cells = _workbook(path, limits) if path.suffix.lower() in _WORKBOOKS else _table(path, limits)
    columns = {
        number: column
        for number, head in enumerate(cells.heads)
        if (column := vocabulary.column(head)) is not None
    }
    _check_heads(cells, columns)
    entries = [
        Entry(cells.head, (), mistake=mistake)
        for mistake in _unknown_frames(cells, columns, vocabulary)
    ]
    seen: dict[object, str] = {}
    for number, row in enumerate(cells.rows):
        if not any(row):
            continue
        fields = dict(zip(cells.heads, (value or "" for value in row), strict=True))
        place = locate(fields)
        where = cells.where(number, 0)
        key = place.get("id") or tuple(place.get(name) for name in PLACE)
        mistake = None
        if key != (None, None, None):
            first = seen.setdefault(key, where)
            if first != where:
                what = f"the same sentence as in {first}"
                mistake = Problem(where, what, "keep one of the two")
        labels = tuple(_labels(cells, number, row, columns, vocabulary))
        entries.append(Entry(where, labels, mistake=mistake, **place))
    return CodedTable(entries, list(_unread(path, cells, columns, vocabulary)))


def _workbook(path: Path, limits: Limits) -> _Cells:
    name, table = read_cells(path, limits, sheet=CODES)
    heads, *rows = table.rows() or [()]
    width = max((n for n, head in enumerate(heads, 1) if head), default=0)
    named = [str(head or "").strip() for head in heads[:width]]
    numbers = list(range(2, len(rows) + 2))
    return _Cells(named, [row[:width] for row in rows], numbers, name, is_sheet=True)


def _table(path: Path, limits: Limits) -> _Cells:
    table = open_table(path, limits)
    text = table.rows.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(";")
        if isinstance(kind, pl.List | pl.Array)
        else pl.col(name).cast(pl.String)
        for name, kind in table.rows.schema.items()
        if not isinstance(kind, pl.Struct)
    ).select(pl.selectors.string())
    heads = [name.strip() for name in text.columns]
    return _Cells(heads, text.rows(), table.lines.to_list(), str(path), is_sheet=False)


def _check_heads(cells: _Cells, columns: dict[int, Column]) -> None:
    where = cells.head
    twice = sorted({head for head in cells.heads if head and cells.heads.count(head) > 1})
    if twice:
        raise InputError(
            [Problem(where, f'column "{head}" appears twice', "rename one") for head in twice]
        )
    lower = {head.lower() for head in cells.heads}
    if not lower.intersection({*IDS, *TEXTS}) and not lower.issuperset(PLACE):
        mend = "give it a column id, the columns document, start and end, or a column text"
        raise InputError.of(where, "no column says which sentence a row codes", mend)
    if all(column.field in (NOTE, UNSURE) for column in columns.values()):
        mend = f"give it one of: {', '.join([*LABELS, FRAMES, SCORE, ANY[0]])}, or a set of frames"
        raise InputError.of(where, "no column holds codes", mend)


def _labels(
    cells: _Cells,
    number: int,
    row: tuple[str | None, ...],
    columns: dict[int, Column],
    vocabulary: Vocabulary,
) -> Iterator[Label]:
    marks: dict[str, list[tuple[int, Column, str]]] = {}
    labels: list[Label] = []
    unsure: Label | None = None
    for place, column in columns.items():
        value = (row[place] or "").strip()
        where = cells.where(number, place)
        if column.frame is not None or column.field == UNSURE:
            try:
                mark = vocabulary.mark(value, cells.heads[place])
            except UnknownLabelError as error:
                mistake = Problem(where, error.what, error.mend)
                labels.append(Label(where, value, column.field, mistake=mistake))
                continue
            if column.field == UNSURE:
                unsure = Label(where, mark or "no", UNSURE)
            else:
                marks.setdefault(column.field, []).append((place, column, mark))
        elif value:
            labels += [
                Label(where, part, column.field) for part in _parts(value, column, vocabulary)
            ]
    for field, of_set in marks.items():
        yes = [(place, column) for place, column, mark in of_set if mark == "yes"]
        of_frames = [mark for _, column, mark in of_set if column.frame]
        if yes:
            for place, column in yes:
                labels.append(Label(cells.where(number, place), column.frame or NO_FRAME, field))
        elif of_frames and set(of_frames) == {"no"}:
            labels.append(Label(cells.where(number, of_set[0][0]), NO_FRAME, field))
    yield from labels
    if unsure is not None and (labels or unsure.text == "yes"):
        yield unsure


def _parts(value: str, column: Column, vocabulary: Vocabulary) -> list[str]:
    """Part the labels of a cell that may hold several."""
    if column.field in (FRAMES, *ANY, *vocabulary.frame_sets):
        return [part.strip() for part in _BETWEEN.split(value) if part.strip()]
    return [value]


def _unknown_frames(
    cells: _Cells, columns: dict[int, Column], vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Name columns of a set of frames whose frame the codebook does not have."""
    for number, head in enumerate(cells.heads):
        name, colon, frame = head.partition(":")
        frame_set = vocabulary.field(name) if colon else None
        if frame_set and number not in columns and frame_set in vocabulary.frame_sets:
            frames = vocabulary.frame_sets[frame_set]
            what = f"column '{head}': {frame_set} has no frame '{frame.strip()}'"
            yield Problem(cells.head, what, suggest(frame.strip(), frames))


def _unread(
    path: Path, cells: _Cells, columns: dict[int, Column], vocabulary: Vocabulary
) -> Iterator[Problem]:
    known = {*IDS, *TEXTS, *PLACE, *IGNORED}
    for number, head in enumerate(cells.heads):
        if number in columns or not head or head.lower() in known:
            continue
        fields = [*LABELS, FRAMES, SCORE, UNSURE, NOTE, *vocabulary.frame_sets]
        yield Problem(str(path), f"column '{head}' is not read", suggest(head, fields), "warning")
