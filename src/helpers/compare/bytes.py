"""Compare two books byte by byte."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from helpers.corpus.files.contents import MANIFEST, contents

# What differs first is what the rest follows from: results, then pages, then what describes them.
ORDER = ("findings", "data", "pages", "description")
AROUND = 30


@dataclass(frozen=True)
class Difference:
    """The first place in which two files differ.

    Attributes
    ----------
    name
        The file's path in its book.
    where
        Line and column from 1 for a text, byte from 0 for anything else.
    there, here
        What stands there, with a little around it, as a Python literal.
    """

    name: str
    where: str
    there: str
    here: str


@dataclass(frozen=True)
class Comparison:
    """The files of two books, and those that differ.

    Attributes
    ----------
    names
        Every file of both, in the order in which to look at them.
    differences
        Those that are not the same, or that one book lacks.
    first
        The first difference in the first of these.
    """

    names: tuple[str, ...]
    differences: tuple[str, ...]
    first: Difference | None


def compare_books(there: Path, here: Path) -> Comparison:
    r"""Compare every file of two books; what begins with a dot is a build's own note.

    Examples
    --------
    >>> import tempfile
    >>> books = [Path(tempfile.mkdtemp()) for _ in range(2)]
    >>> for book, text in zip(books, ("sea\nice", "sea\nics")):
    ...     _ = (book / "a.txt").write_text(text)
    >>> compare_books(*books).first
    Difference(name='a.txt', where='line 2, column 3', there="'sea\\nice'", here="'sea\\nics'")
    """
    hashes = [
        {name: sha for name, sha in contents(book).items() if not name.startswith(".")}
        for book in (there, here)
    ]
    names = sorted(hashes[0].keys() | hashes[1].keys(), key=_place)
    changes = [name for name in names if hashes[0].get(name) != hashes[1].get(name)]
    first = _look(changes[0], there, here) if changes else None
    return Comparison(tuple(names), tuple(changes), first)


def count_kinds(names: tuple[str, ...]) -> str:
    """Say how many files of each kind there are.

    Examples
    --------
    >>> count_kinds(("data/a.csv", "html/a.html", "html/b.css", "data/manifest.json"))
    'data 1, pages 2, description 1'
    """
    counts = Counter(map(_kind, names))
    return ", ".join(f"{kind} {counts[kind]}" for kind in ORDER if counts[kind])


def _kind(name: str) -> str:
    path = Path(name.removeprefix("html/"))
    if path.name in (MANIFEST, "ro-crate-metadata.json"):
        return "description"
    if path.parts[0] != "data":
        return "pages"
    return "findings" if path.name == "findings.json" else "data"


def _place(name: str) -> tuple[int, bool, str]:
    # A table's text says more than the same table in binary form.
    return ORDER.index(_kind(name)), name.endswith((".parquet", ".xlsx")), name


def _look(name: str, there: Path, here: Path) -> Difference:
    first, second = there / name, here / name
    if not (first.is_file() and second.is_file()):
        words = ("the file", "nothing")
        return Difference(name, "the whole file", *(words if first.is_file() else words[::-1]))
    old, new = first.read_bytes(), second.read_bytes()
    try:
        return _look_into(name, old.decode(), new.decode())
    except UnicodeDecodeError:
        return _look_into(name, old, new)


def _look_into(name: str, old: str | bytes, new: str | bytes) -> Difference:
    shorter = min(len(old), len(new))
    at = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    if isinstance(old, str):
        before = old[:at]
        line, column = before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
        where = f"line {line}, column {column}"
    else:
        where = f"byte {at}"
    around = slice(max(at - AROUND, 0), at + AROUND)
    # A literal shows control characters without obeying them.
    return Difference(name, where, repr(old[around]), repr(new[around]))
