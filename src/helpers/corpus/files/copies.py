"""Read a temporary copy of a file, and name the file itself in messages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from helpers.corpus.problems import InputError, Problem


def rename(problem: Problem, copy: Path, path: Path) -> Problem:
    """Return the problem of a copy as that of the file.

    Examples
    --------
    >>> problem = Problem("/tmp/x/news.csv:7", "no text", "left out")
    >>> rename(problem, Path("/tmp/x/news.csv"), Path("news.csv.gz")).where
    'news.csv.gz:7'
    """
    return replace(problem, where=problem.where.replace(str(copy), str(path), 1))


@contextmanager
def naming(path: Path, copy: Path) -> Iterator[None]:
    """Name the file where an error within names its copy."""
    try:
        yield
    except InputError as error:
        problems = [rename(problem, copy, path) for problem in error.problems]
        raise InputError(problems) from None
