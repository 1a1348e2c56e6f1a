"""What the chapters have kept that ran before one in the same build."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.files.contents import sha256

if TYPE_CHECKING:
    from helpers.study.opening import Study

EARLIER = "earlier.json"


def write_earlier(names: Sequence[str], folder: Path) -> None:
    """Write the names of the chapters that ran before into the folder of a chapter's results."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / EARLIER).write_text(json.dumps(list(names)) + "\n", encoding="utf-8")


def list_findings(results: Path, path: Path) -> None:
    """Write the checksums of a chapter's findings and their specifications, which others read."""
    files = [results / "findings.json", *sorted(results.glob("tables/specifications-*.parquet"))]
    sums = {file.name: sha256(file) for file in files if file.is_file()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")


def earlier_results(study: "Study") -> list[Path]:
    """Folders of the results of the chapters that ran before this one; none outside a build.

    What else lies there is of chapters that come later, left by the build before.
    """
    if study.build is None or study.results_folder is None:
        return []
    listed = study.results_folder / EARLIER
    names = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else []
    return [study.build / "results" / name for name in names]
