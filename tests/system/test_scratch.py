"""What a dead process left is removed at the next start, and nothing else."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

ROOT = Path(__file__).parents[2]
Run = Callable[[str], int]
DIES = """
import os, signal
from pathlib import Path
from helpers.system.scratch import own_folder, register, reserve_beside
(own_folder() / "note").write_text("x")
reserve_beside(Path("out.csv")).write_text("half")
folder = reserve_beside(Path("book"))
(folder / "html").mkdir(parents=True)
register(Path("keep.csv"))
for name in ("here", "gone"):
    Path(f".{name}.old").mkdir()
    register(Path(f".{name}.old").absolute())
Path("here").mkdir()
"""
KILLED = f"{DIES}os.kill(os.getpid(), signal.SIGKILL)"
# What was put aside stays where nothing has taken its place.
KEPT = [".gone.old", "here"]
SWEEPS = "from helpers.system.scratch import sweep; sweep()"


@pytest.fixture
def python(start: Callable[..., Popen[str]], tmp_path: Path) -> Callable[[str], Popen[str]]:
    """Give a function that starts Python code, which can wait for its input, in a folder."""
    (tmp_path / "tmp").mkdir()
    env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(tmp_path / "tmp")}
    options = {"cwd": tmp_path, "env": env, "stdin": PIPE, "stdout": PIPE}
    return lambda code: start([sys.executable, "-c", code], **options)


@pytest.fixture
def run(python: Callable[[str], Popen[str]]) -> Run:
    """Give a function that runs Python code there and returns its exit code."""
    return lambda code: python(code).wait(timeout=60)


def paths_in(place: Path) -> list[str]:
    """List files and folders, but for the lock that all processes share."""
    paths = (path.relative_to(place).as_posix() for path in place.rglob("*"))
    common = ("tmp", f"tmp/report-{os.getuid()}", f"tmp/report-{os.getuid()}/lock")
    return sorted(name for name in paths if name not in common)


def test_nothing_is_left_of_a_process_that_ends(tmp_path: Path, run: Run) -> None:
    assert run(DIES) == 0
    assert paths_in(tmp_path) == KEPT


def test_what_a_killed_process_left_is_swept_and_no_other_file(tmp_path: Path, run: Run) -> None:
    (tmp_path / "keep.csv").write_text("mine")
    assert run(KILLED) == -9
    assert len(paths_in(tmp_path)) > 4
    assert run(SWEEPS) == 0
    assert paths_in(tmp_path) == sorted([*KEPT, "keep.csv"])


def test_what_a_living_process_has_is_left_alone(
    tmp_path: Path, python: Callable[[str], Popen[str]], run: Run
) -> None:
    alive = python(f"{DIES}print('ready', flush=True); input()")
    assert alive.stdout is not None
    assert alive.stdout.readline() == "ready\n"
    before = paths_in(tmp_path)
    assert run(SWEEPS) == 0
    assert paths_in(tmp_path) == before
    alive.kill()
    alive.wait(timeout=60)
    assert run(SWEEPS) == 0
    assert paths_in(tmp_path) == KEPT


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to another user")
def test_a_folder_that_another_user_made_is_not_used(tmp_path: Path, run: Run) -> None:
    base = tmp_path / "tmp" / f"report-{os.getuid()}"
    base.mkdir()
    os.chown(base, 12345, 12345)
    assert run("from helpers.system.scratch import own_folder; own_folder()") == 1
    assert paths_in(tmp_path) == []


def test_a_file_of_the_ledger_s_name_in_a_foreign_tree_is_not_read(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "thesis.part").write_text("mine")
    (tmp_path / ".a.0123abcd.part").write_text("mine")
    code = (
        "import json\nfrom pathlib import Path\nfrom helpers.system.scratch import own_folder\n"
        "tree = own_folder() / 'tree'\ntree.mkdir()\n"
        "for folder in (tree, own_folder()):\n"
        "    paths = [str(Path(name).absolute()) for name in NAMES]\n"
        "    (folder / 'ledger').write_text('\\n'.join(map(json.dumps, paths)))\n"
    )
    assert run("NAMES = ['thesis.part']\n" + code) == 0
    assert (tmp_path / "thesis.part").read_text() == "mine"
    assert run("NAMES = ['.a.0123abcd.part']\n" + code) == 0
    assert not (tmp_path / ".a.0123abcd.part").exists()


def test_a_child_s_files_go_with_its_parent(tmp_path: Path, run: Run) -> None:
    child = (
        "import os, signal; from helpers.system.scratch import own_folder, reserve_beside; "
        "from pathlib import Path; reserve_beside(Path('out.csv')).write_text('half'); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    code = (
        "import subprocess, sys\nfrom helpers.system.scratch import share_with_children\n"
        f"share_with_children()\nsubprocess.run([sys.executable, '-c', {child!r}])\n"
    )
    assert run(code) == 0
    assert paths_in(tmp_path) == []
