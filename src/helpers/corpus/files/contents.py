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
# Decimal places of published numbers.
DIGITS = 6


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
    mend = "put the file itself in its place, or rebuild the book"
    problems = []
    for path in paths_below(folder, only=only):
        if path.is_symlink():
            problems.append(Problem(str(path), "is a link", mend))
        elif not path.is_file():
            problems.append(Problem(str(path), "is neither a file nor a folder", mend))
    if problems:
        raise InputError(problems)


def digest_of_results(data: Path) -> str:
    """Hash a book's results as published: its findings and every table as CSV, by name and content.

    The last bits of a number differ between versions of Python and its packages; what a reader is
    told, rounded to `DIGITS` places, does not. So the Parquet files, which hold every bit, and the
    workbook, a compressed file of the same tables, are left out. So is the manifest, which holds
    the digest: two books with the same results from different states of the project have the same
    one.

    Examples
    --------
    >>> import tempfile
    >>> data = Path(tempfile.mkdtemp())
    >>> _ = (data / "findings.json").write_text("[]")
    >>> before = digest_of_results(data)
    >>> _ = (data / MANIFEST).write_text("{}")
    >>> _ = (data / "tones.parquet").write_bytes(b"PAR1")
    >>> digest_of_results(data) == before
    True
    >>> _ = (data / "tones.csv").write_text("document")
    >>> digest_of_results(data) == before
    False
    """
    lines = (
        f"{digest}  {name}\n"
        for name, digest in contents(data).items()
        if name not in (MANIFEST, WORKBOOK) and not name.endswith(".parquet")
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def write_listing(folder: Path) -> Path:
    """Write the checksums of a folder's files into the folder, as one file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LISTING
    path.write_text(json.dumps(contents(folder), indent=1) + "\n", encoding="utf-8")
    return path
