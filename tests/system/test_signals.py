"""A command that is told to stop ends with the right code and leaves nothing."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

ROOT = Path(__file__).parents[2]
Stop = Callable[[str, int], tuple[int, str, str]]
SETS = """
import os, signal, subprocess, sys, time
from helpers.system.signals import end_with, handle_signals, wait_if_stopping
"""
WORKS = f"""{SETS}
handle_signals()
from helpers.system.scratch import own_folder
own_folder()
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("ready", flush=True)
try:
    # The end of the child is what the work stumbles over.
    child.wait()
    print("the child failed", flush=True)
    sys.exit(1)
finally:
    wait_if_stopping()
"""


@pytest.fixture
def stop(start: Callable[..., Popen[str]], tmp_path: Path) -> Stop:
    """Give a function that starts Python code, sends it a signal and returns code and words."""

    def when_it_is_ready(code: str, number: int) -> tuple[int, str, str]:
        env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(tmp_path)}
        process = start([sys.executable, "-c", code], env=env, stdout=PIPE, stderr=PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        output, complaints = process.communicate(timeout=60)
        return process.returncode, output, complaints

    return when_it_is_ready


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_exit_code_names_the_signal_and_nothing_is_left(
    tmp_path: Path, stop: Stop, number: int, code: int
) -> None:
    returncode, output, complaints = stop(WORKS, number)
    assert returncode == code
    assert output == ""
    assert complaints == "report: stopped; what was there before is untouched\n"
    remains = {path.name for path in (tmp_path / f"report-{os.getuid()}").iterdir()}
    assert remains == {"lock"}


def test_a_command_can_end_well_when_it_is_stopped(stop: Stop) -> None:
    code = (
        f"{SETS}handle_signals(); end_with('ended', codes={{2: 0}}); print('ready', flush=True)\n"
    )
    returncode, _, complaints = stop(f"{code}time.sleep(600)", signal.SIGINT)
    assert (returncode, complaints) == (0, "ended\n")


def test_work_that_holds_the_main_thread_does_not_delay_the_end(stop: Stop) -> None:
    code = f"{SETS}import hashlib\nhandle_signals(); print('ready', flush=True)\n"
    # Minutes in which no Python code runs in the main thread.
    code += "hashlib.pbkdf2_hmac('sha256', b'', b'', 10**9)"
    assert stop(code, signal.SIGTERM)[0] == 143


def test_a_signal_that_is_ignored_stays_ignored(stop: Stop) -> None:
    code = (
        f"{SETS}signal.signal(signal.SIGHUP, signal.SIG_IGN); handle_signals()\n"
        "print('ready', flush=True); time.sleep(0.5); print('done', flush=True)"
    )
    assert stop(code, signal.SIGHUP)[:2] == (0, "done\n")
