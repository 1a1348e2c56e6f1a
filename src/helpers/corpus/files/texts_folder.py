"""Read a folder of articles as a table, with a warning for every other file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from helpers.corpus.files.database_exports import Article, split_export
from helpers.corpus.files.decoding import name_is_utf8, not_utf8
from helpers.corpus.files.encodings import not_in
from helpers.corpus.files.folders import look_into
from helpers.corpus.files.limits import Limits, how_to_set
from helpers.corpus.files.saved_documents import DOCUMENTS, is_document, read_documents
from helpers.corpus.files.table_limits import check_bytes, check_shape, check_texts
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.untrusted_files import read_bytes

# Files that a note names, before it says "and so on".
_LISTED = 10


SUFFIXES = (".txt", *DOCUMENTS)
# Fields that articles of such files may have beside their text.
_FIELDS = ("headline", "outlet", "published", "language", "url")


def read_texts(
    path: Path, limits: Limits, *, encoding: str | None = None
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return a row for each article of a folder, and warnings about other files.

    A file is one article (.txt, .html, .docx or .pdf), or holds those that a database has exported.
    Hidden files are an operating system's and ignored. Text files are UTF-8 where no other encoding
    is named.

    Returns
    -------
    polars.DataFrame
        document (made of the file's name), file (path below the folder) and text, in the order of
        paths; also headline, outlet, published, language and url where a file says them.
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
    files = [file for file in contents.files if _is_text(file)]
    others = [file for file in contents.files if not _is_text(file)]
    problems = [*contents.links]
    if not files and not problems:
        problems = _no_texts(path, others)
    if problems:
        raise InputError(problems)
    rows = read_files(path, files, limits, encoding=encoding)
    odd = [
        replace(problem, mend="it was not opened", severity="warning") for problem in contents.odd
    ]
    return rows, [*_other_files(path, others), *odd]


def read_files(
    folder: Path, files: Sequence[Path], limits: Limits, *, encoding: str | None = None
) -> pl.DataFrame:
    """Return a row for each article of some files below a folder, as `read_texts` does."""
    check_shape(folder, len(files), 3, limits)
    check_bytes(folder, sum(file.stat().st_size for file in files), limits)
    saved = [file for file in files if file.suffix.lower() in DOCUMENTS]
    named = [file for file in saved if name_is_utf8(str(file.relative_to(folder)))]
    answers = dict(zip(named, read_documents(named, limits), strict=True))
    problems = []
    rows: list[dict[str, str | None]] = []
    for file in files:
        articles = answers.get(file) or _articles(file, folder, limits, encoding)
        if isinstance(articles, Problem):
            problems.append(articles)
            continue
        below = file.relative_to(folder)
        name = "-".join(below.with_suffix("").parts)
        for number, article in enumerate(articles, start=1):
            document = name if len(articles) == 1 else f"{name}-{number}"
            rows.append({"document": document, "file": below.as_posix(), **article})
    if problems:
        raise InputError(problems)
    fields = [field for field in _FIELDS if any(row.get(field) for row in rows)]
    schema = dict.fromkeys(("document", "file", "text", *fields), pl.String)
    table = pl.DataFrame(rows, schema=schema, orient="row")
    check_texts(folder, table, limits)
    return table


def _is_text(file: Path) -> bool:
    suffix = file.suffix.lower()
    return suffix == ".txt" or (suffix in DOCUMENTS and is_document(file))


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
    return [
        Problem(str(path), what, "left out; save articles as .txt, .html, .docx or .pdf", "warning")
    ]


def _articles(
    file: Path, folder: Path, limits: Limits, encoding: str | None
) -> list[Article] | Problem:
    if not name_is_utf8(str(file.relative_to(folder))):
        return Problem(str(file), "its name is not UTF-8", "rename it")
    mend = f"split it, or raise the limit ({how_to_set('max_field_length')})"
    try:
        content = read_bytes(file, max_bytes=limits.max_field_length, mend=mend)
        text = content.decode(encoding or "utf-8-sig")
    except InputError as error:
        return error.problems[0]
    except UnicodeError as error:
        return not_in(file, encoding, error) if encoding else not_utf8(file)
    return split_export(text) or [{"text": text}]
