"""A workbook of tables in which a text stays a text, whatever it begins with."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from helpers.system.outputs import replace_file
from helpers.system.scratch import scratch_folder

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What a sheet, a cell and a calendar of Excel hold.
ROWS = 1_048_576
CHARACTERS = 32_767
FIRST_DAY = datetime.date(1900, 1, 1)
CONTENTS = "read me"
# The moment of writing would make two workbooks of the same tables differ.
CREATED = datetime.datetime(2000, 1, 1)
NARROW, WIDE = 10, 70
SAFE = (
    "Text in this workbook is only text: whatever it begins with, nothing is calculated or linked.",
    "The CSV files beside it hold the same words, but a spreadsheet program may run what begins "
    "with =, +, - or @ there as a formula.",
)
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True},
    # With the prefix, a text that begins with = stays one after it was edited, too.
    "text": {"quote_prefix": True, "valign": "top", "text_wrap": True},
    "strong": {"quote_prefix": True, "valign": "top", "bold": True},
    "number": {"valign": "top"},
    "day": {"valign": "top", "num_format": "yyyy-mm-dd"},
}


@dataclass(frozen=True)
class Sheet:
    """A table to write.

    Attributes
    ----------
    name
        Of the sheet.
    what
        What a row is, in a sentence.
    table
        Texts, numbers, truth values and days; a missing value is an empty cell.
    columns
        What each column is.
    whole
        The file that holds all of the table, should it be too large for a sheet.
    """

    name: str
    what: str
    table: pl.DataFrame
    columns: Mapping[str, str]
    whole: str


def write_workbook(path: Path, sheets: Sequence[Sheet], *, title: str) -> None:
    """Write tables as sheets, after a first sheet that describes them and lists what was left out.

    A table ends at the last row that a sheet holds, a text at the last character that a cell holds.
    Days before 1900 and numbers that are not finite, which Excel does not know, are texts. The same
    tables give the same bytes.

    Raises
    ------
    OSError
        With the name of `path`, where it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "tables.xlsx")
    >>> table = pl.DataFrame({"text": ["=1+1"], "tone": [-1]})
    >>> sheet = Sheet("sentences", "One sentence.", table, {"text": "Its words."}, "sentences.csv")
    >>> write_workbook(path, [sheet], title="Tables")
    >>> pl.read_excel(path, sheet_name="sentences").rows()
    [('=1+1', -1)]
    """
    # Only a build that gathers its tables needs it.
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # Packed in memory: on a full disk, the library's archive prints a traceback when it is dropped.
    whole = BytesIO()
    with replace_file(path) as fresh, scratch_folder() as folder:
        # Rows go to the disk one by one, so that a large table does not fill the memory.
        options = {"constant_memory": True, "tmpdir": str(folder), "use_zip64": True}
        try:
            with Workbook(whole, options) as book:
                book.set_properties({"title": title, "created": CREATED})
                styles = {name: book.add_format(style) for name, style in _STYLES.items()}
                first = book.add_worksheet(CONTENTS)
                left_out = []
                for sheet in sheets:
                    left_out += _write_table(book.add_worksheet(sheet.name), sheet, styles)
                _write_contents(first, sheets, left_out, styles, title=title)
        except FileCreateError as error:
            raise error.args[0] from None
        fresh.write_bytes(whole.getbuffer())


def _write_table(worksheet: "Worksheet", sheet: Sheet, styles: Mapping[str, "Format"]) -> list[str]:
    """Write a table and say what was left out of it."""
    table = sheet.table.head(ROWS - 1)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, table.height, table.width - 1)
    for place, column in enumerate(table.iter_columns()):
        worksheet.set_column(place, place, _width(column))
        worksheet.write_string(0, place, column.name, styles["head"])
    cut = 0
    for number, row in enumerate(table.iter_rows(), start=1):
        for place, value in enumerate(row):
            cut += _write_cell(worksheet, number, place, value, styles)
    notes = []
    if table.height < sheet.table.height:
        notes.append(
            f"{sheet.name}: the last {sheet.table.height - table.height:,} of "
            f"{sheet.table.height:,} rows are left out, because a sheet holds {ROWS:,}; "
            f"all are in {sheet.whole}."
        )
    if cut:
        notes.append(
            f"{sheet.name}: {cut:,} {'text ends' if cut == 1 else 'texts end'} after "
            f"{CHARACTERS:,} characters, because a cell holds no more; all is in {sheet.whole}."
        )
    return notes


def _width(column: pl.Series) -> int:
    longest = column.cast(pl.String).str.len_chars().max() or 0
    return min(max(len(column.name) + 3, int(str(longest)) + 1, NARROW), WIDE)


def _write_cell(
    worksheet: "Worksheet", row: int, place: int, value: object, styles: Mapping[str, "Format"]
) -> bool:
    """Write a value as what it is and say whether it was too long."""
    match value:
        case None | "":
            return False
        case bool():
            worksheet.write_boolean(row, place, value, styles["number"])
        case int() | float() if math.isfinite(value):
            worksheet.write_number(row, place, value, styles["number"])
        case datetime.date() if value >= FIRST_DAY:
            worksheet.write_datetime(row, place, value, styles["day"])
        case _:
            return bool(worksheet.write_string(row, place, str(value), styles["text"]))
    return False


def _write_contents(
    worksheet: "Worksheet",
    sheets: Sequence[Sheet],
    left_out: Sequence[str],
    styles: Mapping[str, "Format"],
    *,
    title: str,
) -> None:
    lines: list[tuple[str, list[str]]] = [("title", [title])]
    lines += [("number", [line]) for line in (*SAFE, *(left_out or ["Nothing was left out."]))]
    lines += [("number", []), ("head", ["Sheet", "Column", "What it is"])]
    for sheet in sheets:
        rows = f"{sheet.table.height:,} {'row' if sheet.table.height == 1 else 'rows'}"
        lines.append(("strong", [sheet.name, rows, sheet.what]))
        for name in sheet.table.columns:
            lines.append(("text", [sheet.name, name, sheet.columns.get(name, "")]))
    for place, width in enumerate((14, 20, 110)):
        worksheet.set_column(place, place, width)
    for row, (style, cells) in enumerate(lines):
        for place, cell in enumerate(cells):
            worksheet.write_string(row, place, cell, styles[style])
