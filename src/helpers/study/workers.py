"""Processes that read articles: some of this machine, or those of a cluster."""

import hashlib
import importlib
import logging
import multiprocessing
import os
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import helpers
from helpers.corpus.problems import InputError
from helpers.system.processes import tether

# Seconds that a scheduler, or its first worker, may take to answer.
PATIENCE = 20
# How often a piece of work is given to another worker when one is lost.
RETRIES = 3
# Pieces of work in a cluster at a time: they lie in the memory of its scheduler.
AHEAD = 64


class Workers(NamedTuple):
    """Who reads articles.

    Attributes
    ----------
    number
        Processes of this machine.
    scheduler
        Address of a cluster that reads instead, for example ``tcp://192.168.0.7:8786``.
    """

    number: int = 1
    scheduler: str = ""

    @contextmanager
    def start(self, *, pieces: int, folders: tuple[Path, ...]) -> Iterator[Executor | None]:
        """Start them for so many pieces of work; None where this process does as well.

        Parameters
        ----------
        folders
            As in `cluster`.
        """
        if self.scheduler and pieces:
            with cluster(self.scheduler, folders=folders) as executor:
                yield executor
        else:
            with local_processes(min(self.number, pieces)) as executor:
                yield executor

    @property
    def ahead(self) -> int:
        """Pieces of work that they may be given before one has come back."""
        return AHEAD if self.scheduler else self.number + 1


ALONE = Workers()


@contextmanager
def local_processes(number: int) -> Iterator[Executor | None]:
    """Start processes that end with this one; none where one would do."""
    if number <= 1:
        yield None
        return
    with ProcessPoolExecutor(
        number,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=tether,
        initargs=(os.getpid(),),
    ) as processes:
        try:
            yield processes
        except BaseException:
            processes.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def cluster(address: str, *, folders: tuple[Path, ...]) -> Iterator[Executor]:
    """Use the workers of a cluster of dask.distributed.

    A worker that is lost costs what it was reading; others read it again.

    Parameters
    ----------
    address
        That of the scheduler.
    folders
        Folders that all workers have to share with this process, by the same paths; the last one is
        written to.

    Raises
    ------
    InputError
        When there is no such cluster, it has no worker, its workers have other versions or do not
        share the folders, or it is lost.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError:
        mend = 'install it: pip install distributed, or this package with its extra "cluster"'
        raise InputError.of("--scheduler", "dask.distributed is not installed", mend) from None
    # What it logs of lost connections, the errors below say in one line.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError):
        mend = 'start one with "dask scheduler", and give the address that it prints'
        raise InputError.of(f"--scheduler {address}", "no scheduler answers there", mend) from None
    with client:
        _check(client, address, folders)
        try:
            yield client.get_executor(pure=False, retries=RETRIES)
        except distributed.scheduler.KilledWorker:
            mend = "give the workers more memory, or start fewer on a machine, and build again"
            what = f"{RETRIES} workers ended while they read the same articles"
            raise InputError.of(f"--scheduler {address}", what, mend) from None
        except CancelledError:
            mend = "start it again, and build again: what was read is kept"
            raise InputError.of(f"--scheduler {address}", "the cluster was lost", mend) from None


def _check(client: Any, address: str, folders: tuple[Path, ...]) -> None:
    where = f"--scheduler {address}"
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        mend = f'start some with "dask worker {address}"'
        raise InputError.of(where, "the cluster has no worker", mend) from None
    same = "install the same version of the report and of Python on all machines"
    try:
        versions = client.run(version)
    except ModuleNotFoundError as error:
        raise InputError.of(where, f"a worker lacks a package: {error.name}", same) from None
    own = version()
    for worker, other in versions.items():
        if other != own:
            raise InputError.of(where, f"the worker {worker} has another version", same)
    mark = folders[-1] / f".{uuid.uuid4().hex}"
    mark.touch()
    try:
        for path in (*folders[:-1], mark):
            for worker, is_there in client.run(_is_there, str(path)).items():
                if not is_there:
                    folder = path.parent if path == mark else path
                    what = f"the worker {worker} does not see {folder}"
                    mend = "put the corpus and --out into a folder that all machines share"
                    raise InputError.of(where, what, mend)
    finally:
        mark.unlink()


def version() -> str:
    """Hash the version of Python and the code of this package.

    Examples
    --------
    >>> version() == version(), len(version())
    (True, 64)
    """
    root = Path(helpers.__file__).parent
    code = [(str(path.relative_to(root)), path.read_bytes()) for path in sorted(root.rglob("*.py"))]
    return hashlib.sha256(repr((sys.version_info[:3], code)).encode()).hexdigest()


def _is_there(path: str) -> bool:
    return Path(path).exists()
