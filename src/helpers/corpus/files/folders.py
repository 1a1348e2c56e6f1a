"""What lies in a folder that somebody else made; no link is followed out of it, no pipe opened."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.corpus.problems import Problem
from helpers.corpus.raw import no_file, odd_kind, unreadable


@dataclass
class Contents:
    """What lies in a folder and those below it.

    Attributes
    ----------
    files : list of Path
        Files, and links to files inside the folder, in the order of their paths.
    links : list of Problem
        Links that lead out of the folder, nowhere or in a circle.
    odd : list of Problem
        Pipes, sockets, devices and folders that cannot be read.
    """

    files: list[Path] = field(default_factory=list)
    links: list[Problem] = field(default_factory=list)
    odd: list[Problem] = field(default_factory=list)


def look_into(folder: Path, *, hidden: bool) -> Contents:
    """Return what lies in a folder; links to folders inside it are left aside, as these are read.

    Parameters
    ----------
    folder : Path
        May itself be a link.
    hidden : bool
        Whether what has a name that begins with a point is looked at, too.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     Path(place, "a.txt").symlink_to("/etc/hosts")
    ...     print(look_into(Path(place), hidden=False).links[0].what)
    a link that leads out of the folder
    """
    contents = Contents()
    root = os.path.realpath(folder)
    for path in _paths(folder, contents.odd, hidden=hidden):
        if path.is_symlink():
            wrong = _wrong_link(path, root)
            if wrong:
                contents.links.append(wrong)
                continue
            if path.is_dir():
                continue
        kind = odd_kind(path.stat().st_mode)
        if kind:
            contents.odd.append(no_file(path, kind))
        else:
            contents.files.append(path)
    contents.files.sort()
    return contents


def _paths(folder: Path, odd: list[Problem], *, hidden: bool) -> Iterator[Path]:
    """Give all that is no folder, in whatever order; folders are not gone into through links."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            odd.append(unreadable(here, error))
            continue
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(".") and not hidden:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(here / entry.name)
            else:
                yield here / entry.name


def _wrong_link(path: Path, root: str) -> Problem | None:
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(root):
        what, mend = "a link that leads out of the folder", "put the file itself in its place"
        return Problem(str(path), what, mend)
    try:
        path.stat()
    except OSError as error:
        what = f"a link that leads nowhere ({(error.strerror or '').lower()})"
        return Problem(str(path), what, "put the file itself in its place, or remove the link")
    return None
