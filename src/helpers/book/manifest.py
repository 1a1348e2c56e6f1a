"""What a build was made from, and every table that it made."""

import json
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.book.contents import sha256
from helpers.book.findings import read_findings, write_findings

if TYPE_CHECKING:
    from helpers.book.parameters import Parameters

DISTRIBUTION = "nato-framing-report"


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that the project asks for."""
    names = {
        re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        for line in metadata.requires(DISTRIBUTION) or []
    }
    found = {"python": platform.python_version()}
    return found | {name: metadata.version(name) for name in sorted(names, key=str.lower)}


def commit(root: Path, *, apart_from: Path | None = None) -> dict[str, str | bool | None]:
    """Name the commit and say whether the tree was clean; nulls outside a repository.

    What lies in the folder `apart_from`, where books are built, is passed over.
    """

    def git(*arguments: str) -> str | None:
        ran = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False
        )
        return ran.stdout.strip() if ran.returncode == 0 else None

    if shutil.which("git") is None or git("rev-parse", "HEAD") is None:
        return {"commit": None, "clean": None}
    paths = ["."]
    if apart_from is not None and apart_from.is_relative_to(root):
        paths.append(f":(exclude){apart_from.relative_to(root).as_posix()}")
    clean = git("status", "--porcelain", "--", *paths) == ""
    return {"commit": git("rev-parse", "HEAD"), "clean": clean}


def hashes(inputs: Mapping[str, Path]) -> dict[str, str]:
    """SHA-256 of each input, by the name that does not depend on the machine."""
    return {name: sha256(path) for name, path in sorted(inputs.items())}


def collect(
    *,
    workspace: Path,
    parameters: "Parameters",
    chapters: Iterable[str],
    made_from: Mapping[str, Any],
) -> None:
    """Gather tables, findings and the manifest in the workspace's ``data`` folder.

    `made_from` is what the manifest holds. Its hashes and its commit are those of the moment when
    the build was planned: a file saved since then is not what the book was made from.
    """
    # Polars and what stands on it need not be read for a plan that is carried out already.
    from helpers.book import tables

    data = workspace / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    tables.export(tables.read(workspace / "tables"), data, parameters=parameters)
    findings = []
    # A chapter that was taken out of the book has still its results in the workspace.
    for chapter in (workspace / "results" / name for name in sorted(chapters)):
        for path in sorted((chapter / "tables").glob("*")):
            place = data / chapter.name / path.name
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, place)
        found = chapter / "findings.json"
        if found.is_file():
            findings += read_findings(found)
    write_findings(findings, data / "findings.json")
    (data / "manifest.json").write_text(
        json.dumps(made_from, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
    )
