"""Work that is done side by side and kept: what exists already is not made again."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from helpers.study.workers import Workers

# How often work is begun again when a process of this machine that does it is ended from outside.
ATTEMPTS = 3


class LostWorkerError(Exception):
    """Processes of this machine were ended from outside."""


class Job(NamedTuple):
    """A piece of work: the path that it makes, how large it is, and how it is done."""

    path: Path
    size: int
    do: Callable[..., None]
    arguments: tuple[Any, ...]


class Crew:
    """Workers that are started for the first work that needs them, and kept for what follows."""

    def __init__(self, workers: Workers, folders: tuple[Path, ...], stack: ExitStack) -> None:
        self._workers, self._folders, self._stack = workers, folders, stack
        self._executor: Executor | None = None

    def make(self, jobs: Sequence[Job], tell: Callable[[int], None] = lambda size: None) -> None:
        """Do all work whose path does not exist yet, in any order.

        Parameters
        ----------
        jobs
            Each is called as `do(path, *arguments)`.
        tell
            Told the size of each job that is done.

        Raises
        ------
        LostWorkerError
            When processes of this machine were ended from outside again and again; what was made
            before is kept.
        """
        for _ in range(ATTEMPTS):
            # The largest first, so that no worker has much to do when the others are done.
            missing = sorted(
                (job for job in jobs if not job.path.exists()), key=lambda job: -job.size
            )
            try:
                for size in self._do_all(missing):
                    tell(size)
            except BrokenProcessPool:
                self._executor = None
            else:
                return
        raise LostWorkerError

    def _do_all(self, jobs: Sequence[Job]) -> Iterator[int]:
        """Yield the size of each job when it is done; only so many are given away at a time."""
        if self._executor is None and jobs:
            self._executor = self._stack.enter_context(
                self._workers.start(pieces=len(jobs), folders=self._folders)
            )
        if self._executor is None:
            yield from map(_do, jobs)
            return
        rest = iter(jobs)
        waiting = {self._executor.submit(_do, job) for job in islice(rest, self._workers.ahead)}
        while waiting:
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            sizes = [future.result() for future in finished]
            waiting |= {self._executor.submit(_do, job) for job in islice(rest, len(sizes))}
            yield from sizes


@contextmanager
def gather_crew(workers: Workers, *folders: Path) -> Iterator[Crew]:
    """Keep workers until the end of a block; for the folders see `workers.cluster`."""
    with ExitStack() as stack:
        yield Crew(workers, folders, stack)


def _do(job: Job) -> int:
    job.do(job.path, *job.arguments)
    return job.size
