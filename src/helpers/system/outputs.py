"""Write files and folders beside their place, and rename them once they are complete."""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from helpers.system.scratch import OLD, register, remove, reserve_beside

_FULL = re.compile("no space left|disk quota exceeded|os error 28|disk is full", re.IGNORECASE)


@contextlib.contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to, and replace a file with what was written there.

    Where anything fails, the old file stays.

    Raises
    ------
    OSError
        With the name of `path`, where it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> out = Path(tempfile.mkdtemp(), "a.txt")
    >>> with replace_file(out) as fresh:
    ...     _ = fresh.write_text("whole")
    >>> [file.read_text() for file in out.parent.iterdir()]
    ['whole']
    """
    # A link stays one: what it leads to is replaced.
    path = resolve(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    fresh = reserve_beside(path)
    try:
        with _name_failures(path, fresh):
            yield fresh
            if path.exists():
                shutil.copymode(path, fresh)
            _sync(fresh)
            fresh.replace(path)
            _sync(path.parent)
    finally:
        remove(fresh)


@contextlib.contextmanager
def replace_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder to fill, and replace a folder with it.

    The old folder stays until the new one is complete. Between the two renamings it has another
    name, from which `recover_folder` restores it.

    Raises
    ------
    OSError
        With the name of `path`, where it cannot be written.
    """
    path = path.absolute()
    fresh = reserve_beside(path)
    try:
        with _name_failures(path, fresh):
            fresh.mkdir()
            yield fresh
            for place in (*fresh.rglob("*"), fresh):
                _sync(place)
            old = _old(path)
            remove(old)
            if path.exists():
                register(old)
                path.rename(old)
            fresh.rename(path)
            _sync(path.parent)
            remove(old)
    finally:
        remove(fresh)


def resolve(path: Path) -> Path:
    """Follow the links of a path.

    Raises
    ------
    OSError
        Where they lead in a circle.
    """
    try:
        return path.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None


def recover_folder(path: Path) -> None:
    """Restore the folder at a path if a process died between the two renamings."""
    path = path.absolute()
    old = _old(path)
    if old.exists() and not path.exists():
        old.rename(path)


def is_disk_full(error: BaseException) -> bool:
    """Return whether an error is about a full disk, which every library reports in its own way.

    Examples
    --------
    >>> errors = OSError(errno.ENOSPC, "full"), RuntimeError("the disk is full"), OSError("gone")
    >>> [is_disk_full(error) for error in errors]
    [True, True, False]
    """
    number = getattr(error, "errno", None)
    return number in (errno.ENOSPC, errno.EDQUOT) or bool(_FULL.search(str(error)))


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}{OLD}")


def _sync(path: Path) -> None:
    """Write a file's or a folder's content to the disk, so that it survives a loss of power."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _name_failures(path: Path, fresh: Path) -> Iterator[None]:
    """Make every failure to write name `path`; a failure to read names what was read."""
    try:
        yield
    except Exception as error:
        # Libraries hand the system's number over in words, in errors of several classes.
        words = re.search(r"(?:os error|Errno) (\d+)", str(error))
        if not (words or isinstance(error, OSError)):
            raise
        number = getattr(error, "errno", None) or (int(words[1]) if words else errno.EIO)
        name = getattr(error, "filename", None)
        # A copy to a full disk names what it copies.
        if name and not is_disk_full(error) and str(fresh) not in str(name):
            raise
        raise OSError(number, os.strerror(number), str(path)) from error
