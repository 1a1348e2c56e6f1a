"""Git is asked about the folder that is named, whatever its variables say."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from helpers.system.git import run_git


def test_the_variables_of_a_hook_do_not_name_another_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., CompletedProcess[str]]
) -> None:
    for name in ("meant", "hook"):
        (tmp_path / name).mkdir()
        run(["git", "init", "-q"], cwd=tmp_path / name)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "hook" / ".git"))
    output = run_git(tmp_path / "meant", "rev-parse", "--show-toplevel").stdout.strip()
    assert Path(output) == (tmp_path / "meant").resolve()
