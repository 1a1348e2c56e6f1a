"""Processes end with the one that started them."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen

import psutil
import pytest

ROOT = Path(__file__).parents[2]
Python = Callable[[str], Popen[str]]
STARTS = """
import os, signal, subprocess, sys
from helpers.system.processes import adopt_orphans, end_children, tether_command
sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
"""


@pytest.fixture
def python(start: Callable[..., Popen[str]]) -> Python:
    """Give a function that starts Python code, which can wait for its input."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    pipes = {"stdin": PIPE, "stdout": PIPE}
    return lambda code: start([sys.executable, "-c", STARTS + code], env=env, **pipes)


def gone(process: int) -> bool:
    try:
        psutil.Process(process).wait(timeout=20)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_tethered_process_ends_with_a_parent_that_is_killed(python: Python) -> None:
    parent = python("print(subprocess.Popen(tether_command(sleep)).pid, flush=True); input()")
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    assert gone(child)


def test_a_tethered_command_gets_its_arguments_and_gives_its_exit_code(python: Python) -> None:
    code = "import sys; print(sys.argv[1:]); sys.exit(7)"
    command = f"[sys.executable, '-c', {code!r}, 'a b', '']"
    parent = python(f"print(subprocess.run(tether_command({command})).returncode)")
    output, _ = parent.communicate(timeout=60)
    assert output.splitlines() == ["['a b', '']", "7"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands orphans to an ancestor")
def test_children_of_children_end_too_even_those_in_a_session_of_their_own(python: Python) -> None:
    grandchild = (
        "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', "
        "'import time; time.sleep(600)'], stdout=-3, start_new_session=True); print(child.pid)"
    )
    code = (
        "adopt_orphans()\n"
        f"print(subprocess.run([sys.executable, '-c', {grandchild!r}], "
        "stdout=-1, text=True).stdout, end='', flush=True)\n"
        "end_children()\nprint('ended', flush=True); input()"
    )
    parent = python(code)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert parent.stdout.readline() == "ended\n"
    # While the parent is still there.
    assert gone(child)


def test_to_end_children_where_there_are_none_takes_no_time(python: Python) -> None:
    code = "import time; t = time.monotonic(); end_children(); print(time.monotonic() - t)"
    one = python(code)
    output, _ = one.communicate(timeout=60)
    assert float(output) < 5


def test_a_process_whose_parent_has_gone_before_is_not_started(
    tmp_path: Path, python: Python
) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux ends a process with its parent")
    mark = tmp_path / "mark"
    # In place of the parent's number stands that of the system's first process.
    code = (
        f"words = tether_command(['touch', {str(mark)!r}]); words[5] = '1'\n"
        "print(subprocess.run(words).returncode)"
    )
    parent = python(code)
    output, _ = parent.communicate(timeout=60)
    assert output == "1\n"
    assert not mark.exists()
