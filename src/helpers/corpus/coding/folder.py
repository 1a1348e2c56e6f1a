"""Read the coding folder of a corpus."""

from pathlib import Path
from typing import NamedTuple

import polars as pl

from helpers.corpus.coding.codes import Codes, read_codes, schema_of
from helpers.corpus.coding.fields import PLACE, SETTLED, FrameSets
from helpers.corpus.coding.samples import SCHEMA, read_sample
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.untrusted_files import leads_out

FOLDER = Path("coding")
SAMPLE = FOLDER / "sample.csv"
# How it was drawn.
DRAW_LOG = FOLDER / "sample.yml"
CODERS = FOLDER / "coders"
MACHINES = FOLDER / "machines"
SETTLED_CODES = FOLDER / f"{SETTLED}.csv"
# Several coders in one table, in which an empty cell under frames says that none applies.
SENTENCES = FOLDER / "sentences.csv"
GUIDE = FOLDER / "GUIDE.md"
# What readers have to know of the coders, in a sentence or two.
WHO_CODED = FOLDER / "CODERS.md"


class Coding(NamedTuple):
    """What a coding folder holds.

    Attributes
    ----------
    codes
        `codes.Codes.table` of all people; agreed codes have the coder `fields.SETTLED`.
    machines
        The same of programs, whose names stand in the column coder.
    sample
        As `samples.read_sample`; no row where none was drawn.
    warnings
        Answers that were left out.
    """

    codes: pl.DataFrame
    machines: pl.DataFrame
    sample: pl.DataFrame
    warnings: list[Problem]


def machine_file(corpus: Path, name: str) -> Path:
    """Say where the codes of one program lie."""
    return corpus / MACHINES / f"{name}.csv"


def read_drawn(corpus: Path) -> pl.DataFrame:
    """Read the sample of a corpus, as `samples.read_sample`; no row where none was drawn.

    Raises
    ------
    InputError
        With everything in it that cannot be used.
    """
    if _is_inside(corpus, SAMPLE):
        return read_sample(corpus / SAMPLE, limits=read_limits(corpus))
    return pl.DataFrame(schema=SCHEMA)


def coder_file(corpus: Path, coder: str) -> Path:
    """Say where the codes of one person lie."""
    return corpus / CODERS / f"{coder}.csv"


def read_coding(corpus: Path, *, frame_sets: FrameSets) -> Coding:
    """Read what people and programs coded of a corpus.

    Parameters
    ----------
    corpus
        The corpus folder; a link in it that leads out of it is left alone.
    frame_sets
        The codebook's frames by set.

    Raises
    ------
    InputError
        With everything in its tables that cannot be used.
    """
    limits = read_limits(corpus)
    problems: list[Problem] = []
    people, programs = [], []

    def read(path: Path, coder: str | None) -> list[Codes]:
        try:
            whole = coder is None
            return [
                read_codes(
                    path, frame_sets=frame_sets, limits=limits, coder=coder, empty_is_none=whole
                )
            ]
        except InputError as error:
            problems.extend(error.problems)
            return []

    for path in _files(corpus, CODERS):
        people += read(path, path.stem)
    if _is_inside(corpus, SENTENCES):
        people += read(corpus / SENTENCES, None)
    if _is_inside(corpus, SETTLED_CODES):
        people += read(corpus / SETTLED_CODES, SETTLED)
    for path in _files(corpus, MACHINES):
        programs += read(path, path.stem)
    try:
        sample = read_drawn(corpus)
    except InputError as error:
        problems.extend(error.problems)
    problems += _coded_twice(corpus, people)
    if problems:
        raise InputError(problems)
    empty = pl.DataFrame(schema=schema_of(frame_sets))
    codes, machines = (
        pl.concat([empty, *(part.table for part in parts)], how="diagonal")
        for parts in (people, programs)
    )
    warnings = [warning for part in (*people, *programs) for warning in part.warnings]
    return Coding(codes, machines, sample, warnings)


def _coded_twice(corpus: Path, parts: list[Codes]) -> list[Problem]:
    """Name coders who have one sentence in two files; within a file a line tells of it."""
    if not parts:
        return []
    keys = [*PLACE, "coder"]
    rows = pl.concat(part.table.select(keys) for part in parts)
    twice = rows.filter(pl.struct(keys).is_duplicated()).unique(keys)
    mend = "keep each sentence of a coder in one file"
    return [
        Problem(str(corpus / FOLDER), f"'{coder}' has sentences in two files: {size}", mend)
        for coder, size in twice.group_by("coder").len().sort("coder").iter_rows()
    ]


def common_coders(corpus: Path, *, frame_sets: FrameSets) -> set[str]:
    """Name those whose codes stand in the table of several coders.

    Raises
    ------
    InputError
        With everything in the table that cannot be used.
    """
    if not _is_inside(corpus, SENTENCES):
        return set()
    path, limits = corpus / SENTENCES, read_limits(corpus)
    return set(read_codes(path, frame_sets=frame_sets, limits=limits).table["coder"])


def _is_inside(corpus: Path, name: Path) -> bool:
    return (corpus / name).is_file() and not leads_out(corpus, str(name))


def _files(corpus: Path, folder: Path) -> list[Path]:
    return [
        path
        for path in sorted((corpus / folder).glob("*.csv"))
        if _is_inside(corpus, path.relative_to(corpus))
    ]
