"""Hand out the drawn sentences as a sheet to fill in: XLSX with drop-downs, or CSV."""

import csv
import datetime
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from helpers.coding.coded_tables import CODES
from helpers.coding.places import places_of
from helpers.coding.vocabulary import Column, Vocabulary, column_name, known_words
from helpers.corpus.coding.fields import NOTE, PLACE, UNSURE
from helpers.corpus.problems import InputError
from helpers.measures.framing.codebook import Codebook
from helpers.study.voices import VOICE_NAMES
from helpers.system.outputs import replace_file

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CODEBOOK = "Codebook"
SUFFIXES = (".xlsx", ".csv")
MARK = "x"
# Of the sentence, before the columns to fill in.
GIVEN = ("id", "before", "sentence", "after")
_WIDTHS = {"id": 8, "before": 30, "sentence": 60, "after": 30, "speaker": 18, NOTE: 30}
_NARROW = 12
# What Excel shows and accepts beside a cell, and in a list of choices, in characters.
_TITLE, _HINT, _CHOICES = 32, 255, 255
# The moment of writing would make two sheets of the same sentences differ.
_CREATED = datetime.datetime(2000, 1, 1)
_STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True},
    # With the prefix, a text that begins with = stays one after it was edited, too.
    "text": {"quote_prefix": True, "valign": "top", "text_wrap": True},
    "faint": {"quote_prefix": True, "valign": "top", "text_wrap": True, "font_color": "#666666"},
    "strong": {"quote_prefix": True, "valign": "top", "text_wrap": True, "bold": True},
    "answer": {"valign": "top", "align": "center", "left": 4, "left_color": "#999999"},
}
_HINTS = {
    "tone": "-1 negative, 0 neutral, 1 positive: how the wording sounds to a general reader.",
    "voice": "Whose words: "
    + ", ".join(f"{voice} = {name}" for voice, name in VOICE_NAMES.items())
    + ".",
    "speaker": "Person or institution whose words or view it is; empty where the reporter speaks.",
    "bloc": "The group that the speaker belongs to.",
    UNSURE: "x if you are not sure of your answers to this sentence.",
}


class _Question(NamedTuple):
    column: Column
    hint: str
    choices: list[str] | None


def sheet_rows(
    sample: pl.DataFrame,
    codes: pl.DataFrame,
    *,
    fields: Sequence[str],
    frame_sets: Mapping[str, Sequence[str]],
) -> pl.DataFrame:
    """Lay out the drawn sentences for one coder, one row each.

    Parameters
    ----------
    sample
        As `helpers.corpus.coding.samples.read_sample`, in the coder's order.
    codes
        What this coder has coded so far, as `helpers.corpus.coding.codes.Codes.table`.
    fields
        What is asked.
    frame_sets
        The codebook's frames by set.

    Returns
    -------
    DataFrame
        id, before, sentence, after; for each field its column, for a set of frames one for each
        frame and one for none, with an x where it applies; unsure, note. Texts, missing where there
        is no answer. Nothing of what the instruments say.
    """
    extra = [name for name in (NOTE,) if name not in codes.columns]
    own = codes.drop("text", "coder").with_columns(pl.lit(None, pl.String).alias(n) for n in extra)
    rows = sample.join(own, on=PLACE, how="left", maintain_order="left")
    columns: list[pl.Series | pl.Expr | str] = [
        pl.Series("id", [place.id for place in places_of(rows)], pl.String),
        "before",
        pl.col("text").alias("sentence"),
        "after",
    ]
    for column in _columns(fields, frame_sets):
        columns.append(_answer(column).alias(column_name(column)))
    return rows.select(*columns)


def _columns(fields: Sequence[str], frame_sets: Mapping[str, Sequence[str]]) -> list[Column]:
    columns: list[Column] = []
    for field in fields:
        if field in frame_sets:
            columns += [Column(field, frame) for frame in (*frame_sets[field], "")]
        else:
            columns.append(Column(field))
    return [*columns, Column(UNSURE), Column(NOTE)]


def _answer(column: Column) -> pl.Expr:
    answer = pl.col(column.field)
    if column.field == UNSURE:
        applies = answer
    elif column.frame is None:
        return answer
    elif column.frame:
        applies = answer.str.split(";").list.contains(column.frame)
    else:
        applies = answer == ""
    return pl.when(applies).then(pl.lit(MARK))


def write_sheet(
    path: Path,
    rows: pl.DataFrame,
    *,
    codebook: Codebook,
    vocabulary: Vocabulary,
    blocs: Mapping[str, str],
) -> None:
    """Write the rows of a coder as XLSX, with drop-downs and the codebook, or as CSV.

    Parameters
    ----------
    path
        Ends in .xlsx or .csv. A file that is there is not replaced: it may hold answers.
    rows
        As `sheet_rows`.
    codebook, vocabulary
        What the columns mean.
    blocs
        The groups of speakers and what they are called.

    Raises
    ------
    InputError
        Where the name ends otherwise, or the file is there already.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError.of(
            path, "a sheet is written as XLSX or CSV", "end the name in .xlsx or .csv"
        )
    if path.exists():
        what = "is there already and may hold answers"
        mend = "read it with report code read and remove it, or choose another name with -o"
        raise InputError.of(path, what, mend)
    if suffix == ".csv":
        with (
            replace_file(path) as fresh,
            fresh.open("w", encoding="utf-8-sig", newline="") as stream,
        ):
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(rows.columns)
            writer.writerows(rows.iter_rows())
        return
    questions = {
        name: _question(column, codebook, vocabulary, blocs)
        for name in rows.columns
        if (column := vocabulary.column(name)) is not None
    }
    _write_workbook(path, rows, questions, codebook)


def _question(
    column: Column, codebook: Codebook, vocabulary: Vocabulary, blocs: Mapping[str, str]
) -> _Question:
    if column.frame:
        frame = next(frame for frame in codebook.frames if frame.id == column.frame)
        return _Question(column, f"{frame.label}: {frame.definition}", [MARK])
    if column.frame == "":
        return _Question(column, "x if none of these frames applies.", [MARK])
    if column.field == UNSURE:
        return _Question(column, _HINTS[UNSURE], [MARK])
    if column.field == "bloc":
        words = "; ".join(f"{bloc} = {name}" for bloc, name in blocs.items())
        return _Question(column, f"{_HINTS['bloc']} {words}", list(blocs) or None)
    choices = None if column.field == NOTE else known_words(vocabulary.frame_sets, column.field)
    return _Question(column, _HINTS.get(column.field, ""), choices)


def _write_workbook(
    path: Path, rows: pl.DataFrame, questions: Mapping[str, _Question], codebook: Codebook
) -> None:
    # Only this command needs it.
    from xlsxwriter import Workbook

    # Packed in memory: on a full disk, the library's archive prints a traceback when it is dropped.
    whole = BytesIO()
    with Workbook(whole, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "Coding sheet", "created": _CREATED})
        styles = {name: book.add_format(style) for name, style in _STYLES.items()}
        _write_codes(book.add_worksheet(CODES), rows, questions, styles)
        _write_codebook(book, codebook, questions, styles)
    with replace_file(path) as fresh:
        fresh.write_bytes(whole.getbuffer())


def _write_codes(
    sheet: "Worksheet",
    rows: pl.DataFrame,
    questions: Mapping[str, _Question],
    styles: Mapping[str, "Format"],
) -> None:
    sheet.freeze_panes(1, len(GIVEN))
    for place, name in enumerate(rows.columns):
        is_given = name in GIVEN
        style = styles["text" if name in ("sentence", NOTE) else "faint" if is_given else "answer"]
        sheet.set_column(place, place, _WIDTHS.get(name, _NARROW), style)
        sheet.write_string(0, place, name, styles["head"])
        for number, value in enumerate(rows[name].to_list(), start=1):
            if value is not None and not (value == "" and is_given):
                sheet.write_string(number, place, value, style)
        if name in questions and rows.height:
            sheet.data_validation(1, place, rows.height, place, _validation(name, questions[name]))


def _validation(name: str, question: _Question) -> dict[str, Any]:
    hint = question.hint if len(question.hint) <= _HINT else f"{question.hint[: _HINT - 3]}..."
    options: dict[str, Any] = {
        "validate": "any",
        "input_title": name[:_TITLE],
        "input_message": hint,
    }
    if question.choices and len(",".join(question.choices)) <= _CHOICES:
        options |= {
            "validate": "list",
            "source": question.choices,
            "error_title": "Not one of the answers",
            "error_message": f"Choose one: {', '.join(question.choices)}"[:_HINT],
            # Of a group that nobody has thought of, the coder knows more than the list.
            "error_type": "warning" if question.column.field == "bloc" else "stop",
        }
    return options


def _write_codebook(
    book: "Workbook",
    codebook: Codebook,
    questions: Mapping[str, _Question],
    styles: Mapping[str, "Format"],
) -> None:
    sheet = book.add_worksheet(CODEBOOK)
    heads = (
        "column",
        "label",
        "definition",
        "code it when",
        "not when",
        "examples",
        "counter-examples",
    )
    for place, (head, width) in enumerate(zip(heads, (24, 24, 50, 40, 40, 50, 50), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, styles["head"])
    sheet.freeze_panes(1, 0)
    frames = {frame.id: frame for frame in codebook.frames}
    for number, (name, question) in enumerate(questions.items(), start=1):
        frame = frames.get(question.column.frame or "")
        if frame is None:
            cells = [name, "", question.hint]
        else:
            lists = ("\n".join(frame.examples), "\n".join(frame.counter_examples))
            cells = [name, frame.label, frame.definition, frame.include, frame.exclude, *lists]
        for place, cell in enumerate(cells):
            if cell:
                sheet.write_string(number, place, cell, styles["strong" if place == 0 else "text"])
