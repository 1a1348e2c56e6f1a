"""Find a folder, and list a foreign one without following links out of it or opening pipes."""

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.corpus.problems import InputError, Problem
from helpers.corpus.untrusted_files import no_file, odd_kind, unreadable


@dataclass
class Contents:
    """The contents of a folder and the folders below it.

    Attributes
    ----------
    files : list of Path
        Files, and links to files inside the folder, sorted.
    links : list of Problem
        Links that lead out of the folder, nowhere or in a circle.
    odd : list of Problem
        Pipes, sockets, devices and folders that cannot be read.
    """

    files: list[Path] = field(default_factory=list)
    links: list[Problem] = field(default_factory=list)
    odd: list[Problem] = field(default_factory=list)


def here_or_above(path: Path, is_meant: Callable[[Path], bool]) -> Path | None:
    """Return what a path means in the working directory or, if relative, in a folder above it.

    A notebook runs in its own folder, but its paths may start from the project's.
    """
    above = [] if path.is_absolute() else [parent / path for parent in Path.cwd().parents]
    return next(filter(is_meant, [path, *above]), None)


def find_corpus(path: Path | str) -> Path:
    """Return the folder that a path means.

    A relative path that does not exist in the working directory is looked for in the folders
    above it, so that a notebook run from `notebooks/` finds `corpus`.

    Raises
    ------
    InputError
        Where there is no such folder.
    """
    path = Path(path)
    folder = here_or_above(path, Path.is_dir)
    if folder:
        return folder
    what = "is a file, not a folder" if path.is_file() else "no such corpus folder"
    mend = 'correct the path, or make a corpus with "report new FOLDER --from FILE"'
    raise InputError.of(path, what, mend)


def paths_below(
    folder: Path,
    *,
    hidden: bool = True,
    only: Collection[str] = (),
    odd: list[Problem] | None = None,
) -> Iterator[Path]:
    """Yield every path below a folder that is no folder itself; links are not followed.

    Parameters
    ----------
    folder : Path
        May itself be a link.
    hidden : bool
        Whether to look at names that begin with a dot.
    only : collection of str
        Names in the folder to look at; all where empty.
    odd : list of Problem, optional
        Takes the folders that cannot be read, which otherwise raise `OSError`.
    """
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            if odd is None:
                raise
            odd.append(unreadable(here, error))
            continue
        for entry in entries:
            if entry.name.startswith(".") and not hidden:
                continue
            if only and here == folder and entry.name not in only:
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(here / entry.name)
            else:
                yield here / entry.name


def look_into(folder: Path, *, hidden: bool) -> Contents:
    """Return the contents of a folder, as `paths_below`; links to folders inside it are ignored.

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
    for path in paths_below(folder, hidden=hidden, odd=contents.odd):
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
