"""What a dead process left is removed at the next start, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DIES = """
import os, signal
from pathlib import Path
from helpers.system.scratch import own_folder, reserve_beside
(own_folder() / "note").write_text("x")
reserve_beside(Path("out.csv")).write_text("half")
folder = reserve_beside(Path("book"))
(folder / "html").mkdir(parents=True)
(own_folder() / "ledger").open("a").write('"keep.csv"\\n')
"""
KILLED = f"{DIES}os.kill(os.getpid(), signal.SIGKILL)"
SWEEPS = "from helpers.system.scratch import sweep; sweep()"


def run(code: str, place: Path) -> int:
    (place / "tmp").mkdir(exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(place / "tmp")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=place, env=environment, timeout=60, check=False
    ).returncode


def left(place: Path) -> list[str]:
    """List files and folders, but for the lock that all processes share."""
    found = (path.relative_to(place).as_posix() for path in place.rglob("*"))
    shared = ("tmp", f"tmp/report-{os.getuid()}", f"tmp/report-{os.getuid()}/lock")
    return sorted(name for name in found if name not in shared)


def test_nothing_is_left_of_a_process_that_ends(tmp_path: Path) -> None:
    assert run(DIES, tmp_path) == 0
    assert left(tmp_path) == []


def test_what_a_killed_process_left_is_swept_and_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "keep.csv").write_text("mine")
    assert run(KILLED, tmp_path) == -9
    assert len(left(tmp_path)) > 4
    assert run(SWEEPS, tmp_path) == 0
    assert left(tmp_path) == ["keep.csv"]


def test_what_a_living_process_has_is_left_alone(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    code = f"{DIES}print('ready', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as alive:
        try:
            assert alive.stdout is not None
            assert alive.stdout.readline() == "ready\n"
            before = left(tmp_path)
            assert run(SWEEPS, tmp_path) == 0
            assert left(tmp_path) == before
        finally:
            alive.kill()
    assert run(SWEEPS, tmp_path) == 0
    assert left(tmp_path) == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to another user")
def test_a_folder_that_another_user_made_is_not_used(tmp_path: Path) -> None:
    base = tmp_path / "tmp" / f"report-{os.getuid()}"
    base.mkdir(parents=True)
    os.chown(base, 12345, 12345)
    assert run("from helpers.system.scratch import own_folder; own_folder()", tmp_path) == 1
    assert left(tmp_path) == []
