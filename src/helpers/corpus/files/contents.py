"""Checksums of the files in a folder."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

from helpers.corpus.files.folders import paths_below
from helpers.corpus.problems import InputError, Problem

LISTING = "contents.json"
MANIFEST = "manifest.json"
WORKBOOK = "tables.xlsx"


def sha256(path: Path) -> str:
    """Hash a file without holding it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def contents(folder: Path) -> dict[str, str]:
    """Map each file below a folder, by its path from there, to its SHA-256, in order."""
    return {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / LISTING
    }


def check_tree(folder: Path, *, only: Collection[str] = ()) -> None:
    """Refuse a folder that holds links, pipes or devices.

    A link could lead to a file that its maker may not read; reading a pipe or a device may never
    end. With `only`, nothing else in the folder is checked.

    Raises
    ------
    InputError
        With every path that is neither a file nor a folder.
    """
    mend = "put a copy of what is meant in its place, or build the book again"
    problems = []
    for path in paths_below(folder, only=only):
        if path.is_symlink():
            problems.append(Problem(str(path), "is a link", mend))
        elif not path.is_file():
            problems.append(Problem(str(path), "is neither a file nor a folder", mend))
    if problems:
        raise InputError(problems)


def digest_of_results(data: Path) -> str:
    """Hash a book's results: its findings and every table, by name and content.

    The manifest is left out, so that it can hold the digest and two books with the same results
    from different states of the project have the same digest.

    Examples
    --------
    >>> import tempfile
    >>> data = Path(tempfile.mkdtemp())
    >>> _ = (data / "findings.json").write_text("[]")
    >>> before = digest_of_results(data)
    >>> _ = (data / MANIFEST).write_text("{}")
    >>> digest_of_results(data) == before
    True
    >>> _ = (data / "tones.csv").write_text("document")
    >>> digest_of_results(data) == before
    False
    """
    results = {name: digest for name, digest in contents(data).items() if name != MANIFEST}
    lines = "".join(f"{digest}  {name}\n" for name, digest in results.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def write_listing(folder: Path) -> Path:
    """Write the checksums of a folder's files into the folder, as one file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LISTING
    path.write_text(json.dumps(contents(folder), indent=1) + "\n", encoding="utf-8")
    return path
