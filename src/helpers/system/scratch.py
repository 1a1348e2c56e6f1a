"""Temporary files and folders; what a dead process left is removed at the next start.

Each process has one folder, below a folder of the user's, and holds a lock on it while it lives.
The system frees the lock however the process ends, so the next process that starts removes every
folder whose lock is free.
"""

import atexit
import contextlib
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

# Ends the name of what lies beside an output until the output is whole.
PART = ".part"
# Ends the name that the last good folder bears until the new one has taken its place.
OLD = ".old"
_LOCK, _LEDGER = "lock", "ledger"
# Where the folders of child processes lie in that of their parent. A short path: sockets lie there,
# whose paths the system limits to some hundred characters.
_CHILDREN = "p"
# Names that folder to them.
VARIABLE = "REPORT_SCRATCH"
_BESIDE = re.compile(r"\..+(?:\.[0-9a-f]{8}\.part|\.old)")


@dataclass(frozen=True)
class _Own:
    """The folder of one process, and its lock."""

    process: int
    folder: Path
    lock: FileLock


_own: _Own | None = None


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield an empty folder and remove it at the end.

    Examples
    --------
    >>> with scratch_folder() as folder:
    ...     _ = (folder / "note.txt").write_text("x")
    >>> folder.exists()
    False
    """
    folder = Path(tempfile.mkdtemp(prefix="", dir=own_folder()))
    try:
        yield folder
    finally:
        remove(folder)


def own_folder() -> Path:
    """Return this process' folder for temporary files; the first call makes it.

    Raises
    ------
    OSError
        Where the system's folder for temporary files cannot be written to, or another user has
        taken the name.
    """
    global _own  # noqa: PLW0603
    if _own is None or _own.process != os.getpid():
        base = _base()
        with FileLock(base / _LOCK):
            folder = Path(tempfile.mkdtemp(prefix="", dir=base))
            lock = FileLock(folder / _LOCK, thread_local=False)
            lock.acquire(timeout=0)
        _own = _Own(os.getpid(), folder, lock)
        atexit.register(clear)
    return _own.folder


def share_with_children() -> None:
    """Make child processes and libraries put their temporary files into this process' folder."""
    os.environ[VARIABLE] = str(own_folder() / _CHILDREN)
    os.environ["TMPDIR"] = str(own_folder())
    tempfile.tempdir = None


def reserve_beside(path: Path) -> Path:
    """Return a free hidden path in the same folder, which is removed if this process dies.

    Nothing is made there. It is on the same disk as `path`, so that renaming is enough.
    """
    token = os.urandom(4).hex()
    # A name may have 255 bytes; what is added needs some of them.
    name = os.fsencode(path.name)[:200].decode(errors="ignore")
    place = path.absolute().with_name(f".{name}.{token}{PART}")
    register(place)
    return place


def lock_of(path: Path) -> FileLock:
    """Return the lock that this user's processes hold while they change a file.

    It lies among the temporary files, so that nothing comes to lie beside the file. There are 256
    of them for all files, so that they do not heap up: who holds one takes no other.
    """
    name = hashlib.sha256(os.path.realpath(path).encode(errors="surrogateescape")).hexdigest()[:2]
    return FileLock(_base() / f"{name}.lock")


def register(place: Path) -> None:
    """Have a path removed if this process dies before it removes it.

    Its name ends in `PART`; or in `OLD`, and then it is removed only where its replacement exists.
    """
    with (own_folder() / _LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write(json.dumps(str(place)) + "\n")


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with its contents, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def clear() -> None:
    """Remove all temporary files and folders of this process and its children."""
    if _own is not None and _own.process == os.getpid():
        _remove_all(_own.folder)


def sweep() -> None:
    """Remove what dead processes left."""
    try:
        base = _base()
    except OSError:
        # A command that needs a temporary folder says so.
        return
    dead = []
    # While one process makes its folder, no other may take it for one that nobody holds. Whoever
    # holds the lock for long is sweeping, too.
    with contextlib.suppress(Timeout), FileLock(base / _LOCK, timeout=1):
        for folder in (path for path in base.iterdir() if path.is_dir()):
            lock = FileLock(folder / _LOCK, thread_local=False)
            with contextlib.suppress(Timeout, OSError):
                if _own is None or folder != _own.folder:
                    lock.acquire(timeout=0)
                    dead.append((folder, lock))
    for folder, lock in dead:
        _remove_all(folder)
        lock.release()


def _base() -> Path:
    """Return the folder of all processes of this user, or of all children of the parent."""
    if _own is not None and _own.process == os.getpid():
        return _own.folder.parent
    folder = os.environ.get(VARIABLE)
    if folder and Path(folder).parent.is_dir():
        Path(folder).mkdir(mode=0o700, exist_ok=True)
        return Path(folder)
    user = os.getuid() if hasattr(os, "getuid") else 0
    base = Path(tempfile.gettempdir()) / f"report-{user}"
    base.mkdir(mode=0o700, exist_ok=True)
    status = base.lstat()
    # Anybody can make a folder of this name there; what it holds would be removed in our name.
    if not stat.S_ISDIR(status.st_mode) or (
        hasattr(os, "getuid") and (status.st_uid != user or status.st_mode & 0o022)
    ):
        raise PermissionError(13, "belongs to another user", str(base))
    return base


def _remove_all(folder: Path) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in (folder / _LEDGER).read_text(encoding="utf-8").splitlines():
            place = Path(json.loads(line))
            if _BESIDE.fullmatch(place.name) and (place.suffix == PART or _is_replaced(place)):
                remove(place)
    with contextlib.suppress(OSError):
        for child in (folder / _CHILDREN).iterdir():
            _remove_all(child)
    remove(folder)


def _is_replaced(old: Path) -> bool:
    return old.with_name(old.name.removeprefix(".").removesuffix(OLD)).exists()
