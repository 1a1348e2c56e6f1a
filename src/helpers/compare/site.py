"""One site of several editions: their books side by side, and a first page that compares them."""

import html
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock, Timeout

from helpers.build.books import Book
from helpers.build.pages.finish import SWITCH, fill_switch
from helpers.build.project import Project
from helpers.compare.editions import compare, parameter_differences, tally
from helpers.compare.page import Column, comparison_page, switch
from helpers.corpus.files.contents import DIGITS
from helpers.corpus.files.decoding import not_utf8
from helpers.corpus.problems import InputError, Problem
from helpers.system.outputs import recover_folder, replace_folder, resolve

STYLES = ("report.css", "editions.css")
ICON = "mark.svg"
# What lies beside the books' folders.
OWN = ("_static", "index.html", "comparison.csv", "comparison.json")


def make_site(books: Sequence[Book], *, project: Project, out: Path) -> Path:
    """Put books into one site with a switch on every page; the last good site stays until then.

    Parameters
    ----------
    books
        The first is the one that the others are compared with.
    project
        Whose title, style sheets and icon the first page takes.
    out
        The site goes to the folder ``site`` in here.

    Returns
    -------
    Path
        The first page.

    Raises
    ------
    InputError
        When a book has no pages, or pages without a place for the switch.
    """
    _check(books)
    target = resolve(out) / "site"
    work = target.with_name(".work")
    work.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(work / "site.lock", timeout=0):
            recover_folder(target)
            with replace_folder(target) as fresh:
                _write(fresh, dict(zip(names(books), books, strict=True)), project)
    except Timeout:
        what, mend = (
            "another comparison is running",
            "wait for it, or choose another --out",
        )
        raise InputError.of(target, what, mend) from None
    return target / "index.html"


def _check(books: Sequence[Book]) -> None:
    problems = []
    for book in books:
        first = book.pages / "notebooks" / "index.html"
        if not first.is_file():
            what = "its pages are missing"
        elif SWITCH not in _read(first):
            what = "its pages have no place for a switch between editions"
        else:
            continue
        problems.append(Problem(str(book.folder), what, "rebuild it with report build"))
    if problems:
        raise InputError(problems)


def names(books: Sequence[Book]) -> list[str]:
    """Name each book's folder by its edition, with a number where several have one name."""
    result: list[str] = [*OWN]
    own_names = {book.name for book in books}
    for book in books:
        name = book.name
        if name in result:
            # Neither another book's own name nor one that is given already.
            candidates = (f"{book.name}-{number}" for number in count(2))
            name = next(each for each in candidates if each not in own_names and each not in result)
        result.append(name)
    return result[len(OWN) :]


def _columns(books: Mapping[str, Book]) -> list[Column]:
    titles = [book.title for book in books.values()]
    return [
        Column(
            name=name,
            # Two books of one edition are told apart by their folders' names.
            title=book.title if titles.count(book.title) == 1 else f"{book.title} ({name})",
            description=str(book.manifest.get("description", "")),
            level=float(book.manifest.get("parameters", {}).get("confidence", 0.95)),
            first="notebooks/index.html",
        )
        for name, book in books.items()
    ]


def _write(folder: Path, books: Mapping[str, Book], project: Project) -> None:
    columns = _columns(books)
    pages = {
        name: {path.relative_to(book.pages).as_posix() for path in book.pages.rglob("*.html")}
        for name, book in books.items()
    }
    for name, book in books.items():
        shutil.copytree(book.pages, folder / name)
        for page in sorted(pages[name]):
            path = folder / name / page
            text = _read(book.pages / page)
            if SWITCH in text:
                page_text = fill_switch(text, switch(columns, name, page, pages))
                path.write_text(page_text, encoding="utf-8")
    static = project.root / "notebooks" / "_static"
    files = [name for name in (*STYLES, ICON) if (static / name).is_file()]
    for name in files:
        (folder / "_static").mkdir(exist_ok=True)
        shutil.copyfile(static / name, folder / "_static" / name)
    table = compare({name: book.findings for name, book in books.items()})
    parameters = parameter_differences({name: _parameters(book) for name, book in books.items()})
    first = next(iter(books.values()))
    page = comparison_page(
        table,
        parameters,
        columns,
        title=_title(first, project),
        chapters={name: _heading(first, name) for name in table["chapter"].unique()},
        styles=[f"_static/{name}" for name in STYLES if name in files],
        icon=f"_static/{ICON}" if ICON in files else None,
    )
    (folder / "index.html").write_text(page, encoding="utf-8")
    table.write_csv(folder / "comparison.csv", float_precision=DIGITS)
    summary = {
        "editions": [asdict(column) for column in columns],
        "changes": tally(table),
        "parameters": parameters.to_dicts(),
        "findings": _round(table).to_dicts(),
    }
    (folder / "comparison.json").write_text(
        json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _round(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(pl.selectors.float().round(DIGITS))


def _parameters(book: Book) -> dict[str, Any]:
    return dict(book.manifest.get("parameters", {}))


def _title(book: Book, project: Project) -> str:
    """Title of the books, without that of the edition."""
    title = str(book.manifest.get("book", "")).removesuffix(f" · {book.title}")
    return title or str(project.config.get("title", ""))


def _heading(book: Book, chapter: str) -> str:
    """Title of a chapter: what stands before the book's in its page's title."""
    path = book.pages / "notebooks" / f"{chapter}.html"
    match = path.is_file() and re.search(r"<title>(.*?)</title>", _read(path), flags=re.DOTALL)
    title = html.unescape(match.group(1)).strip() if match else ""
    return title.split(" — ", 1)[0] or chapter.capitalize()


def _read(page: Path) -> str:
    try:
        return page.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError([not_utf8(page)]) from None
