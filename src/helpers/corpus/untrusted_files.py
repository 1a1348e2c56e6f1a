"""Check foreign files before they are read: place, kind and size."""

import os
import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

from helpers.corpus.problems import InputError, Problem

_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}


def leads_out(folder: Path, name: str) -> bool:
    """Return whether a path listed in a corpus leads out of its folder, also by symbolic links.

    Examples
    --------
    >>> [leads_out(Path(), name) for name in ("articles/a.txt", "../a.txt", "/a.txt", "C:/a.txt")]
    [False, True, True, True]
    """
    windows = PureWindowsPath(name)
    # A path is judged by the rules of every system, so that a corpus is safe on each.
    if windows.drive or windows.root or ".." in windows.parts or "\0" in name:
        return True
    # Links that lead in a circle end somewhere, too.
    target = Path(os.path.realpath(folder / PurePosixPath(name)))
    return not target.is_relative_to(os.path.realpath(folder))


def check_inside(folder: Path, name: Path) -> Path:
    """Return the path of a file in a corpus.

    Raises
    ------
    InputError
        Where a link on the way leads out of the folder.
    """
    if leads_out(folder, name.as_posix()):
        what = "a link that leads out of the folder"
        raise InputError.of(folder / name, what, "put the file itself in its place")
    return folder / name


def odd_kind(mode: int) -> str:
    """Return what a path with this mode (`st_mode`) is if it is not a regular file, else "".

    Examples
    --------
    >>> odd_kind(Path().stat().st_mode)
    'a folder'
    """
    return "" if stat.S_ISREG(mode) else _KINDS.get(stat.S_IFMT(mode), "not a regular file")


def no_file(path: Path, kind: str) -> Problem:
    """Return the problem of a path that is not a regular file."""
    return Problem(str(path), f"is {kind}, not a file", "put a file in its place")


def unreadable(path: Path, error: OSError) -> Problem:
    """Return the problem of a file that the system cannot read."""
    what = (error.strerror or "cannot be read").lower()
    return Problem(str(path), what, "make the file readable or correct its name")


def read_bytes(path: Path, *, max_bytes: int, mend: str) -> bytes:
    """Return the bytes of a file.

    Parameters
    ----------
    path : Path
        A pipe, a socket or a device is not opened: reading it might never end.
    max_bytes : int
        A larger file is not opened.
    mend : str
        What to do about a file that is too large.

    Raises
    ------
    InputError
        Where it is not a regular file, too large or cannot be read.

    Examples
    --------
    >>> read_bytes(Path("/dev/zero"), max_bytes=9, mend="cut it")
    Traceback (most recent call last):
        ...
    helpers.corpus.problems.InputError: /dev/zero: is a device, not a file; put a file in its place
    """
    try:
        status = path.stat()
        kind = odd_kind(status.st_mode)
        if kind:
            raise InputError([no_file(path, kind)])
        if status.st_size > max_bytes:
            what = f"{status.st_size} bytes, above the limit of {max_bytes}"
            raise InputError.of(path, what, mend)
        return path.read_bytes()
    except OSError as error:
        raise InputError([unreadable(path, error)]) from None
