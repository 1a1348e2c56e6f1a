"""Ask git about a repository."""

import os
import subprocess
from pathlib import Path


def run_git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in a folder.

    Git's own variables are removed: in a hook they name another repository.
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
