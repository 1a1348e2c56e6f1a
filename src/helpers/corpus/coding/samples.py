"""Read and write which sentences were drawn for coding, and how likely each was to be drawn."""

import csv
from pathlib import Path

import polars as pl

from helpers.corpus.files.delimited import read_delimited
from helpers.corpus.files.limits import Limits
from helpers.corpus.problems import InputError, Problem
from helpers.system.outputs import replace_file

SCHEMA = {
    "document": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "round": pl.Int64,
    "stratum": pl.String,
    "probability": pl.Float64,
    "text": pl.String,
    "before": pl.String,
    "after": pl.String,
}
_NEEDED = ("document", "start", "end", "probability")


def read_sample(path: Path, *, limits: Limits) -> pl.DataFrame:
    """Read a sample.

    Returns
    -------
    DataFrame
        document, start, end (of the sentence in its file), round (of drawing, from 1), stratum
        (a name; ``""`` where all were drawn alike), probability (that the sentence is in the
        sample, above 0 and at most 1), text, before, after (the sentences around it).

    Raises
    ------
    InputError
        With every row that cannot be used, by its line.
    """
    read = read_delimited(path, limits=limits, delimiter=",")
    missing = [name for name in _NEEDED if name not in read.rows.columns]
    if missing:
        mend = "draw it again with report code draw"
        raise InputError.of(f"{path}:1", f"no column {', '.join(missing)}", mend)
    table = read.rows.with_columns(
        pl.lit(None, pl.String).alias(name) for name in SCHEMA if name not in read.rows.columns
    ).select(pl.col(name).cast(kind, strict=False).alias(name) for name, kind in SCHEMA.items())
    problems = []
    for line, row in zip(read.lines, table.iter_rows(named=True), strict=True):
        empty = [name for name in _NEEDED if row[name] is None]
        if empty:
            what = f"{', '.join(empty)} is missing or no number"
            problems.append(Problem(f"{path}:{line}", what, "correct it"))
        elif not 0 < row["probability"] <= 1:
            what = f"the probability is {row['probability']}"
            problems.append(Problem(f"{path}:{line}", what, "give one above 0 and at most 1"))
    if problems:
        raise InputError(problems)
    return table.with_columns(
        pl.col("round").fill_null(1), pl.col("stratum", "text", "before", "after").fill_null("")
    )


def write_sample(path: Path, table: pl.DataFrame) -> None:
    """Write a sample (columns as `read_sample` gives them); the file is whole or is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replace_file(path) as fresh, fresh.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(SCHEMA)
        writer.writerows(table.select(list(SCHEMA)).iter_rows())
