"""Read a folder of text files as a table, with a warning for every other file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from helpers.corpus.files.decoding import name_is_utf8, not_utf8
from helpers.corpus.files.encodings import not_in
from helpers.corpus.files.folders import look_into
from helpers.corpus.files.limits import Limits, how_to_set
from helpers.corpus.files.table_limits import check_bytes, check_shape
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.untrusted_files import read_bytes

# Files that a note names, before it says "and so on".
_LISTED = 10


def read_texts(
    path: Path, limits: Limits, *, encoding: str | None = None
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return a row for each .txt file, and warnings about other files.

    Hidden files are an operating system's and ignored. The texts are UTF-8 where no other encoding
    is named.

    Returns
    -------
    polars.DataFrame
        document (made of the file's name), file (path below the folder) and text, in the order of
        paths.
    list of Problem
        Warnings.

    Raises
    ------
    InputError
        Where there is no text, a link leads out of the folder, or a text cannot be read; with all
        of these.
    """
    if (path / "articles.csv").exists() or (path / "articles.parquet").exists():
        what, mend = "is already a corpus folder", "use it as it is, or name its folder of texts"
        raise InputError.of(path, what, mend)
    contents = look_into(path, hidden=False)
    files = [file for file in contents.files if file.suffix.lower() == ".txt"]
    others = [file for file in contents.files if file.suffix.lower() != ".txt"]
    problems = [*contents.links]
    if not files and not problems:
        problems = _no_texts(path, others)
    if problems:
        raise InputError(problems)
    check_shape(path, len(files), 3, limits)
    check_bytes(path, sum(file.stat().st_size for file in files), limits)
    texts = []
    for file in files:
        text = _text(file, path, limits, encoding)
        if isinstance(text, str):
            texts.append(text)
        else:
            problems.append(text)
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
    odd = [
        replace(problem, mend="it was not opened", severity="warning") for problem in contents.odd
    ]
    return rows, [*_other_files(path, others), *odd]


def _no_texts(path: Path, others: Sequence[Path]) -> list[Problem]:
    mend = f"name a folder of texts{_list_names(path, others)}"
    return [Problem(str(path), "no .txt file in this folder", mend)]


def _list_names(path: Path, files: Sequence[Path]) -> str:
    if not files:
        return ""
    names = ", ".join(file.relative_to(path).as_posix() for file in files[:_LISTED])
    return f" ({names}{', ...' if len(files) > _LISTED else ''})"


def _other_files(path: Path, others: Sequence[Path]) -> list[Problem]:
    if not others:
        return []
    files = "1 file that is" if len(others) == 1 else f"{len(others)} files that are"
    what = f"{files} not .txt{_list_names(path, others)}"
    return [Problem(str(path), what, "left out; save articles as .txt", "warning")]


def _text(file: Path, folder: Path, limits: Limits, encoding: str | None) -> str | Problem:
    if not name_is_utf8(str(file.relative_to(folder))):
        return Problem(str(file), "its name is not UTF-8", "rename it")
    mend = f"split it, or raise the limit ({how_to_set('max_field_length')})"
    try:
        content = read_bytes(file, max_bytes=limits.max_field_length, mend=mend)
        return content.decode(encoding or "utf-8-sig")
    except InputError as error:
        return error.problems[0]
    except UnicodeError as error:
        return not_in(file, encoding, error) if encoding else not_utf8(file)
