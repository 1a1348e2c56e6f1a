"""Processes that read articles: lost ones, and those of a cluster."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from other_corpora import headlines, import_rows

from helpers.corpus.files.contents import LISTING
from helpers.corpus.problems import InputError
from helpers.study import crew, workers
from helpers.study.make_tables import prepare
from helpers.study.workers import Workers


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return import_rows(tmp_path_factory.mktemp("few"), headlines()[:4])


@pytest.fixture(scope="module")
def listing(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole") / "tables"
    prepare(corpus, folder)
    return (folder / LISTING).read_bytes()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


@contextmanager
def scheduler() -> Iterator[str]:
    port = free_port()
    where = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    with running("distributed.cli.dask_scheduler", *where):
        yield f"tcp://127.0.0.1:{port}"


def dask_worker(address: str) -> list[str]:
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    return ["distributed.cli.dask_worker", address, *options]


def one_is_lost(kill: Callable[[], None]) -> Callable[[int, int], None]:
    lost: list[int] = []

    def tell(done: int, articles: int) -> None:
        if done and not lost:
            lost.append(done)
            kill()

    return tell


@pytest.mark.timeout(180)
def test_a_cluster_reads_the_same_though_a_worker_is_killed(
    corpus: Path, listing: bytes, tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    with scheduler() as address, ExitStack() as stack:
        two = [stack.enter_context(running(*dask_worker(address))) for _ in range(2)]
        prepare(
            corpus,
            tmp_path / "tables",
            workers=Workers(scheduler=address),
            articles=1,
            tell=one_is_lost(two[0].kill),
        )
        assert two[0].wait(10) == -signal.SIGKILL
    assert (tmp_path / "tables" / LISTING).read_bytes() == listing


@pytest.mark.timeout(180)
def test_a_lost_process_costs_its_partition_alone(
    corpus: Path, listing: bytes, tmp_path: Path
) -> None:
    def kill() -> None:
        for child in psutil.Process().children():
            if "spawn_main" in " ".join(child.cmdline()):
                os.kill(child.pid, signal.SIGKILL)
                return

    tell = one_is_lost(kill)
    prepare(corpus, tmp_path / "tables", workers=Workers(2), articles=1, tell=tell)
    assert (tmp_path / "tables" / LISTING).read_bytes() == listing


@pytest.mark.timeout(120)
def test_processes_that_are_lost_again_and_again_end_the_reading(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "ATTEMPTS", 1)

    def kill(done: int, articles: int) -> None:
        time.sleep(1)
        for child in psutil.Process().children():
            if "spawn_main" in " ".join(child.cmdline()):
                os.kill(child.pid, signal.SIGKILL)

    with pytest.raises(InputError, match=r"perhaps because memory ran out; .*--workers 1"):
        prepare(corpus, tmp_path / "tables", workers=Workers(2), articles=1, tell=kill)


@pytest.mark.timeout(120)
def test_what_is_wrong_with_a_cluster_is_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "PATIENCE", 2)

    def message(address: str, *folders: Path) -> str:
        with pytest.raises(InputError) as caught, workers.cluster(address, folders=folders):
            pass
        assert "\n" not in str(caught.value)
        return str(caught.value)

    for address in (f"tcp://127.0.0.1:{free_port()}", "nowhere"):
        assert "no scheduler answers there; start one" in message(address, tmp_path)
    with scheduler() as address:
        # An address that answers, and no worker.
        monkeypatch.setattr(workers, "PATIENCE", 10)
        assert "has no worker; start some" in message(address, tmp_path)
        with running(*dask_worker(address)):
            monkeypatch.setattr(workers, "PATIENCE", 20)
            missing = tmp_path / "not here"
            assert f"does not see {missing}; put" in message(address, missing, tmp_path)
            # As if this process ran another copy of the package.
            monkeypatch.setattr(workers, "helpers", SimpleNamespace(__file__=f"{missing}/a.py"))
            assert "has another version; install" in message(address, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_the_package_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(InputError, match="not installed; install it: pip install distributed"),
        workers.cluster("tcp://127.0.0.1:1", folders=(tmp_path,)),
    ):
        pass
