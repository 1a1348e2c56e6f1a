"""Processes that end with their test, the time that tests have, and data kept elsewhere."""

import contextlib
import faulthandler
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, settings

from helpers.system.processes import tether_command

# Small and whole books to test on.
pytest_plugins = ("book_fixtures", "tone_fixtures")

# A busy machine is slow, which is no fault of a test.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
# As many processes as processors are at work: threads of each would wait for one another.
for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
ROOT = Path(__file__).parents[1]
# Carried by every process that is started here, and by whatever that starts.
MARK = "REPORT_TEST"
# In the background of a script Ctrl-C is ignored, and children take that over.
LISTENING = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
# Seconds that a process has to end when it is told to, and again when it is killed.
GRACE = 5
# Seconds for a whole book on a busy machine, and the fixtures that run all its notebooks.
WHOLE_BOOK = 1200
WHOLE_BOOKS = {"real_book", "hostile_book", "executed"}
# Folders whose tests come first, by rank.
SLOW = {"whole_book": 0, "notebooks": 1, "build": 1, "compare": 1, "views": 1}

Start = Callable[..., subprocess.Popen[str]]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: many tests wait for others to answer."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give time to those who may have to build a whole book, and begin with the slow modules.

    Short tests at the end let all processors end at once.
    """
    ranks: dict[Path, int] = {}
    for item in items:
        fixtures = WHOLE_BOOKS.intersection(getattr(item, "fixturenames", ()))
        if fixtures:
            item.add_marker(pytest.mark.timeout(WHOLE_BOOK))
        rank = 0 if fixtures else SLOW.get(item.path.parent.name, 2)
        ranks[item.path] = min(rank, ranks.get(item.path, rank))
    items.sort(key=lambda item: ranks[item.path])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """End the process of a test that does not end even once it has failed.

    The limits of pytest and its plugins are over with the first exception.
    """
    seconds = float(item.config.getini("faulthandler_timeout"))
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__)
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


@contextlib.contextmanager
def started(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, **options: Any
) -> Iterator[subprocess.Popen[str]]:
    """Start a process that ends, with all that it started, with the block or with the tests."""
    mark = uuid.uuid4().hex
    process = subprocess.Popen(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            LISTENING,
            *tether_command([str(word) for word in command]),
        ],
        env={**(os.environ if env is None else env), MARK: mark},
        text=True,
        encoding="utf-8",
        start_new_session=True,
        **({"stdin": subprocess.DEVNULL} | options),
    )
    try:
        yield process
    finally:
        end(mark)
        process.wait(timeout=GRACE)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def end(mark: str) -> None:
    """End all processes that carry a mark."""
    # Killed twice, as one may have been about to start another.
    for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGKILL):
        left = marked(mark)
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.send_signal(number)
        psutil.wait_procs(left, timeout=GRACE)


def marked(mark: str) -> list[psutil.Process]:
    """Find the processes that carry a mark."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get(MARK) == mark:
                found.append(process)
    return found


@pytest.fixture
def start() -> Iterator[Start]:
    """Give a function that starts a process, which ends at the latest with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda command, **options: stack.enter_context(started(command, **options))


@pytest.fixture(scope="session")
def run() -> Run:
    """Give a function that runs a command to its end, and ends it when it takes too long."""

    def to_its_end(
        command: Sequence[str | Path],
        *,
        check: bool = True,
        seconds: float = WHOLE_BOOK,
        **options: Any,
    ) -> subprocess.CompletedProcess[str]:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with started(command, **pipes, **options) as process:
            said = process.communicate(timeout=seconds)
            done = subprocess.CompletedProcess(command, process.returncode, *said)
        if check:
            assert done.returncode == 0, done.stderr
        return done

    return to_its_end


def kept_elsewhere(variable: str, usual: str, name: str = "") -> Path:
    """Find a file or folder that the project must not copy, or skip the test.

    A variable names the folder; one that is empty says that there is none.
    """
    folder = os.environ.get(variable, str(ROOT.parent / "shared" / usual))
    if not folder:
        pytest.skip(f"{variable} is empty, so there is no {name or usual}")
    path = Path(folder, name)
    if not path.exists():
        pytest.skip(f"there is no {path}; {variable} can name another folder")
    return path


@pytest.fixture(scope="session")
def validation() -> Callable[[str], Path]:
    """Give a function from a name to that file of the reference data."""
    return partial(kept_elsewhere, "VALIDATION_DATA", "validation")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the articles as they were received."""
    return kept_elsewhere("SEED_ARTICLES", "seeds")
