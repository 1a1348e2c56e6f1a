"""Nothing that a test starts outlives it, and no test goes on for ever."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import psutil
import pytest

TESTS = Path(__file__).parent
Run = Callable[..., CompletedProcess[str]]

# Starts a process in a session of its own, and neither minds being told to end.
STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if sys.argv[1:]:
    subprocess.Popen([sys.executable, __file__], start_new_session=True)
print(os.getpid(), file=open("started", "a"), flush=True)
time.sleep(600)
"""


def test_a_command_that_takes_too_long_ends_with_all_that_it_started(
    tmp_path: Path, run: Run
) -> None:
    script = tmp_path / "stubborn.py"
    script.write_text(STUBBORN)
    with pytest.raises(subprocess.TimeoutExpired):
        run([sys.executable, script, "twice"], cwd=tmp_path, seconds=3)
    pids = [int(line) for line in (tmp_path / "started").read_text().split()]
    assert len(pids) == 2
    assert not any(map(psutil.pid_exists, pids))


def test_ctrl_c_reaches_a_command_of_tests_that_run_in_the_background(run: Run) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = run([sys.executable, "-c", "import signal; print(signal.getsignal(signal.SIGINT))"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert "default_int_handler" in done.stdout


HANGING = """
import time
import pytest

@pytest.fixture
def hanging():
    yield
    time.sleep(600)

def test_that_hangs():
    time.sleep(600)

def test_that_hangs_when_it_is_over(hanging):
    assert False

def test_of_another_kind():
    pass
"""


def test_tests_that_hang_fail_and_the_run_goes_on(tmp_path: Path, run: Run) -> None:
    place = tmp_path / "test_hanging.py"
    place.write_text(HANGING)
    command = [sys.executable, "-m", "pytest", "-n1", "-c", TESTS.parent / "pyproject.toml"]
    limits = ["-o", "timeout=2", "-o", "faulthandler_timeout=4", "-p", "conftest"]
    path = os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)])
    done = run([*command, *limits, place], env=os.environ | {"PYTHONPATH": path}, check=False)
    assert "test_that_hangs - Failed: Timeout (>2.0s) from pytest-timeout." in done.stdout
    assert "crashed while running" in done.stdout
    assert " 3 failed, 1 passed" in done.stdout
