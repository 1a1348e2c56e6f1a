"""Ask git about a repository."""

import os
import subprocess
from pathlib import Path


def run_git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in a folder; what it says and its exit code are in the result.

    Within a hook, git names another repository in its variables, which would be meant instead.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", "-C", str(root), *arguments],
        env=own,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
