"""Read and write what coders say of sentences, in a table of one row a sentence and coder."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from helpers.corpus.coding.fields import (
    FRAMES,
    LABELS,
    NO_FRAME,
    NOTE,
    PLACE,
    SCORE,
    STANCE,
    FrameSets,
)
from helpers.corpus.files.delimited import read_delimited
from helpers.corpus.files.limits import Limits
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.suggestions import suggest
from helpers.system.outputs import replace_file

_YES = "yes"


class Codes(NamedTuple):
    """What a table of codes holds, and what in it is not used.

    Attributes
    ----------
    table
        document, start, end, text, coder, unsure (Boolean); each of `fields.LABELS`; each column
        that begins with `fields.STANCE`; one column for each set of frames: ids joined by ``;`` in
        alphabetical order, ``""`` where no frame applies. Missing where the coder gave no answer.
        Where the file has them, also note and `fields.SCORE` (a number).
    warnings
        Answers that were left out, such as frames that the codebook does not have.
    """

    table: pl.DataFrame
    warnings: list[Problem]


def schema_of(frame_sets: FrameSets) -> dict[str, type[pl.DataType]]:
    """Give the columns that codes have at least, in their order.

    Examples
    --------
    >>> list(schema_of({"issue": ["costs"]}))[-3:]
    ['bloc', 'tone', 'issue']
    """
    places = {"document": pl.String, "start": pl.Int64, "end": pl.Int64}
    about = {"text": pl.String, "coder": pl.String, "unsure": pl.Boolean}
    return places | about | dict.fromkeys([*LABELS, *frame_sets], pl.String)


def read_codes(
    path: Path,
    *,
    frame_sets: FrameSets,
    limits: Limits,
    coder: str | None = None,
    empty_is_none: bool = False,
) -> Codes:
    """Read a table of codes.

    It needs the columns document, start and end (characters, from 0, the end not included) and at
    least one that is coded: any of `fields.LABELS`, ``stance_SIDE``, a set of frames by its name,
    ``frames`` for frames of any set, or `fields.SCORE`. Others are left alone.

    Parameters
    ----------
    path
        A CSV file.
    frame_sets
        The codebook's frames by set.
    limits
        How much is read.
    coder
        Who coded it; where not given, the column ``coder`` tells.
    empty_is_none
        Whether an empty cell says that no frame applies. Elsewhere it is no answer, and ``none``
        says so.

    Raises
    ------
    InputError
        With every row that cannot be used, by its line.
    """
    read = read_delimited(path, limits=limits, delimiter=",")
    rows = read.rows.with_columns(pl.all().str.strip_chars().replace("", None))
    _check_columns(path, rows, frame_sets, coder)
    if coder is not None:
        rows = rows.with_columns(coder=pl.lit(coder))
    lines = read.lines.to_list()
    wrong = [*_wrong(path, rows, lines), *_wrong_scores(path, rows, lines)]
    if wrong:
        raise InputError(wrong)
    warnings = [*read.warnings, *_unknown_frames(path, rows, lines, frame_sets)]
    stances = [name for name in rows.columns if name.startswith(STANCE)]
    unsure = pl.col("unsure").is_not_null() if "unsure" in rows.columns else pl.lit(value=False)
    present = [
        pl.col(name) if name in rows.columns else pl.lit(None, pl.String).alias(name)
        for name in ("text", *LABELS)
    ]
    extra = [name for name in (SCORE, NOTE) if name in rows.columns]
    table = rows.select(
        "document",
        pl.col("start", "end").cast(pl.Int64),
        "coder",
        unsure.alias("unsure"),
        *present,
        *stances,
        *(pl.col(name).cast(pl.Float64 if name == SCORE else pl.String) for name in extra),
        *_frame_columns(rows, frame_sets, empty_is_none=empty_is_none),
    )
    return Codes(table.select(*schema_of(frame_sets), *stances, *extra), warnings)


def write_codes(path: Path, table: pl.DataFrame, *, frame_sets: FrameSets) -> None:
    """Write codes so that `read_codes` reads them again; the file is whole or is not there.

    Parameters
    ----------
    path
        The file; its folder is made where it is missing.
    table
        As `Codes.table`; columns without any answer and the coder are left out, further columns
        are written as they are.
    frame_sets
        The codebook's frames by set.
    """
    # One column of answers has to be there, so that the file can be read.
    answers = [name for name in (*LABELS, *frame_sets) if table[name].count()] or ["tone"]
    stances = [name for name in table.columns if name.startswith(STANCE)]
    extra = [name for name in (SCORE, NOTE) if name in table.columns and table[name].count()]
    kept = table.select(
        *PLACE,
        *(pl.col(name).replace("", NO_FRAME) if name in frame_sets else name for name in answers),
        *stances,
        pl.when("unsure").then(pl.lit(_YES)).alias("unsure"),
        *extra,
        "text",
        pl.exclude(*schema_of(frame_sets), *stances, SCORE, NOTE),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with replace_file(path) as fresh, fresh.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(kept.columns)
        writer.writerows(kept.iter_rows())


def _check_columns(
    path: Path, rows: pl.DataFrame, frame_sets: FrameSets, coder: str | None
) -> None:
    needed = [*PLACE, *(["coder"] if coder is None else [])]
    missing = [name for name in needed if name not in rows.columns]
    if missing:
        mend = "say which sentence each row codes: document, start, end (and coder, for several)"
        raise InputError.of(f"{path}:1", f"no column {', '.join(missing)}", mend)
    if not _answers(rows, frame_sets):
        mend = f"give it one of: {', '.join([*LABELS, FRAMES, *frame_sets])}"
        raise InputError.of(f"{path}:1", "no column holds codes", mend)


def _answers(rows: pl.DataFrame, frame_sets: FrameSets) -> list[str]:
    known = {*LABELS, FRAMES, SCORE, *frame_sets}
    return [name for name in rows.columns if name in known or name.startswith(STANCE)]


def _wrong(path: Path, rows: pl.DataFrame, lines: list[int]) -> Iterator[Problem]:
    """Name the rows that cannot be used."""
    for name in ("start", "end"):
        for line, value in zip(lines, rows[name].to_list(), strict=True):
            if value is None or not value.isdecimal():
                shown = "empty" if value is None else f"'{value}'"
                yield Problem(
                    f"{path}:{line}", f"{name} is {shown}, not a whole number", "correct it"
                )
    for name in ("document", "coder"):
        for line, value in zip(lines, rows[name].to_list(), strict=True):
            if value is None:
                yield Problem(f"{path}:{line}", f"{name} is empty", "fill it in")
    sides = [name for name in rows.columns if name.startswith(STANCE)]
    for name, allowed in (LABELS | dict.fromkeys(sides, LABELS["tone"])).items():
        if allowed is None or name not in rows.columns:
            continue
        for line, value in zip(lines, rows[name].to_list(), strict=True):
            if value is not None and value not in allowed:
                yield Problem(
                    f"{path}:{line}", f"{name} cannot be '{value}'", suggest(value, allowed)
                )
    seen: dict[tuple[object, ...], int] = {}
    for line, key in zip(lines, rows.select(*PLACE, "coder").iter_rows(), strict=True):
        first = seen.setdefault(key, line)
        if first != line:
            what = f"{key[-1]} has coded this sentence already in line {first}"
            yield Problem(f"{path}:{line}", what, "keep one of the two")


def _wrong_scores(path: Path, rows: pl.DataFrame, lines: list[int]) -> Iterator[Problem]:
    if SCORE not in rows.columns:
        return
    numbers = rows[SCORE].cast(pl.Float64, strict=False)
    for line, value, number in zip(lines, rows[SCORE].to_list(), numbers.to_list(), strict=True):
        # Not a number compares as neither.
        if value is not None and (number is None or not -1 <= number <= 1):
            what = f"{SCORE} cannot be '{value}'"
            yield Problem(f"{path}:{line}", what, "write a number from -1 to 1")


def _ids(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").split(";") if part.strip()]


def _unknown_frames(
    path: Path, rows: pl.DataFrame, lines: list[int], frame_sets: FrameSets
) -> Iterator[Problem]:
    every = {frame for frames in frame_sets.values() for frame in frames}
    for name in rows.columns:
        if name != FRAMES and name not in frame_sets:
            continue
        known = every if name == FRAMES else set(frame_sets[name])
        first: dict[str, int] = {}
        for line, value in zip(lines, rows[name].to_list(), strict=True):
            for frame in _ids(value):
                if frame != NO_FRAME and frame not in known:
                    first.setdefault(frame, line)
        for frame, line in first.items():
            yield Problem(
                f"{path}:{line}",
                f"{name}: the codebook has no frame '{frame}', so it is not used",
                suggest(frame, known),
                "warning",
            )


def _frame_columns(
    rows: pl.DataFrame, frame_sets: FrameSets, *, empty_is_none: bool
) -> Iterator[pl.Series]:
    """Give each set of frames its column; a set that nobody was asked about has no answers."""
    shared = [_ids(value) for value in rows[FRAMES]] if FRAMES in rows.columns else None
    used = {frame for ids in shared or () for frame in ids}
    for place, (name, frames) in enumerate(frame_sets.items()):
        if name in rows.columns:
            answers: list[list[str]] | None = [_ids(value) for value in rows[name]]
        elif shared is not None and (place == 0 or used.intersection(frames)):
            answers = shared
        else:
            answers = None
        yield pl.Series(name, _answers_of(answers, frames, rows, empty_is_none), pl.String)


def _answers_of(
    answers: Iterable[list[str]] | None,
    frames: Iterable[str],
    rows: pl.DataFrame,
    empty_is_none: bool,
) -> list[str | None]:
    if answers is None:
        return [None] * rows.height
    known = set(frames)
    kinds = rows["kind"].to_list() if "kind" in rows.columns else [None] * rows.height
    return [
        ";".join(sorted(known.intersection(ids)))
        if ids or (empty_is_none and kind != "boilerplate")
        else None
        for ids, kind in zip(answers, kinds, strict=True)
    ]
