"""What lies in a folder, by content."""

import hashlib
import json
from pathlib import Path

LISTING = "contents.json"


def sha256(path: Path) -> str:
    """Hash a file without holding it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def contents(folder: Path) -> dict[str, str]:
    """Map each file below a folder, by its path from there, to its SHA-256, in order."""
    return {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / LISTING
    }


def write_listing(folder: Path) -> Path:
    """Write a folder's contents beside them, as the one file that stands for all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LISTING
    path.write_text(json.dumps(contents(folder), indent=1) + "\n", encoding="utf-8")
    return path
