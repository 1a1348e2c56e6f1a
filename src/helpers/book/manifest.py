"""What a build was made from, and every table that it made."""

import json
import platform
import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from helpers.book.contents import sha256
from helpers.book.editions import Edition
from helpers.book.findings import read_findings, write_findings
from helpers.book.parameters import plain

DISTRIBUTION = "nato-framing-report"


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that the project asks for."""
    names = {
        re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        for line in metadata.requires(DISTRIBUTION) or []
    }
    found = {"python": platform.python_version()}
    return found | {name: metadata.version(name) for name in sorted(names, key=str.lower)}


def commit(root: Path) -> dict[str, str | bool | None]:
    """Name the commit and say whether the tree was clean; nulls outside a repository."""

    def git(*arguments: str) -> str | None:
        ran = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False
        )
        return ran.stdout.strip() if ran.returncode == 0 else None

    if shutil.which("git") is None or git("rev-parse", "HEAD") is None:
        return {"commit": None, "clean": None}
    return {"commit": git("rev-parse", "HEAD"), "clean": git("status", "--porcelain") == ""}


def hashes(inputs: Mapping[str, Path]) -> dict[str, str]:
    """SHA-256 of each input, by the name that does not depend on the machine."""
    return {name: sha256(path) for name, path in sorted(inputs.items())}


def collect(
    *, workspace: Path, edition: Edition, corpus: Path, inputs: Mapping[str, Path], root: Path
) -> None:
    """Gather tables, findings and the manifest in the workspace's ``data`` folder."""
    # Polars and what stands on it need not be read for a plan that is carried out already.
    from helpers.book import tables

    data = workspace / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    tables.export(tables.read(workspace / "tables"), data, parameters=edition.parameters)
    findings = []
    for chapter in sorted(path for path in (workspace / "results").iterdir() if path.is_dir()):
        for path in sorted((chapter / "tables").glob("*")):
            place = data / chapter.name / path.name
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, place)
        found = chapter / "findings.json"
        if found.is_file():
            findings += read_findings(found)
    write_findings(findings, data / "findings.json")
    parameters = plain(edition.parameters) | {"corpus": corpus.name}
    manifest = {
        "edition": edition.name,
        "title": edition.title,
        "parameters": parameters,
        "inputs": hashes(inputs),
        "versions": versions(),
        **commit(root),
    }
    (data / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
