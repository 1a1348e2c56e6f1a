"""What the system refuses ends a command with one line and exit code 2; a stop leaves nothing."""

import errno
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import ROOT, Run, Start, notebook

from helpers.commands.cli import cli
from helpers.compare.open_books import check_out, find_commit


def report(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    last = result.stderr.splitlines()[-1]
    assert last.startswith("report: ")
    return last


@pytest.mark.parametrize(
    "source",
    [
        f"raise OSError({errno.ENOSPC}, 'No space left on device')",
        "raise RuntimeError('parquet: underlying IO error: No space left on device (os error 28)')",
    ],
)
def test_a_disk_that_fills_during_a_build_is_a_matter_of_place(
    built_project: Path, source: str
) -> None:
    page = built_project / "_build" / "default" / "html" / "notebooks" / "two.html"
    before = page.read_bytes()
    notebook(built_project / "notebooks" / "two.ipynb", source)
    line = refused(report("build"))
    assert line.startswith(f"report: {built_project / '_build'}: no space left on device; free")
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ["build", "--out", "file/books"],
        ["compare", "--out", "file/books"],
        ["new", "file/corpus", "--from", "texts"],
        ["score", "in.csv", "--text", "text", "-o", "file/out.csv"],
        ["sweep", "-o", "file/out.csv"],
    ],
)
def test_a_file_where_a_folder_should_be_is_named(small_project: Path, words: list[str]) -> None:
    (small_project / "file").write_text("x")
    (small_project / "in.csv").write_text("text\nA war.\n")
    line = refused(report(*words))
    assert str(Path("file")) in line
    assert (small_project / "file").read_text() == "x"


@pytest.mark.parametrize("command", ["compare", "build"])
@pytest.mark.skipif(os.getuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_to_is_named(small_project: Path, command: str) -> None:
    (small_project / "locked").mkdir(mode=0o500)
    assert "locked" in refused(report(command, "--out", "locked"))


def test_a_build_that_is_terminated_ends_its_kernels(built_project: Path, start: Start) -> None:
    notebook(built_project / "notebooks" / "two.ipynb", "import time", "time.sleep(600)")
    build = start(
        [sys.executable, "-m", "helpers", "build"],
        cwd=built_project,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(built_project)},
    )
    partial = built_project / "_build" / ".work" / "default" / "partial" / "two.ipynb"
    until = time.monotonic() + 120
    while not partial.is_file() and time.monotonic() < until:
        time.sleep(0.1)
    build.send_signal(signal.SIGTERM)
    assert build.wait(timeout=60) == 143
    assert [path.name for path in built_project.glob("report-*/*")] == ["lock"]


def test_a_commit_is_checked_out_without_a_trace_in_the_repository(
    tmp_path: Path, run: Run
) -> None:
    inner = tmp_path / "whole" / "inner"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_text("first")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "All"]):
        run(["git", *words], cwd=inner.parent)
    (inner / "a.txt").write_text("second")
    commit = find_commit(inner, "HEAD")
    assert commit is not None
    tree = check_out(commit, inner, tmp_path / "tree")
    assert tree == tmp_path / "tree" / "inner"
    assert (tree / "a.txt").read_text() == "first"
    assert (inner / "a.txt").read_text() == "second"
    listed = run(["git", "worktree", "list"], cwd=inner).stdout
    assert len(listed.splitlines()) == 1
