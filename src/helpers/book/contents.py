"""What lies in a folder, by content."""

import hashlib
import json
from pathlib import Path

LISTING = "contents.json"
MANIFEST = "manifest.json"
WORKBOOK = "tables.xlsx"


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


def digest_of_results(data: Path) -> str:
    """Hash a book's results: its findings and every table, by name and content.

    The manifest is left out, so that it can hold the digest and two books with the same results
    from different states of the project have the same digest.

    Examples
    --------
    >>> import tempfile
    >>> data = Path(tempfile.mkdtemp())
    >>> _ = (data / "findings.json").write_text("[]")
    >>> before = digest_of_results(data)
    >>> _ = (data / MANIFEST).write_text("{}")
    >>> digest_of_results(data) == before
    True
    >>> _ = (data / "tones.csv").write_text("document")
    >>> digest_of_results(data) == before
    False
    """
    results = {name: found for name, found in contents(data).items() if name != MANIFEST}
    listed = "".join(f"{found}  {name}\n" for name, found in results.items())
    return hashlib.sha256(listed.encode()).hexdigest()


def write_listing(folder: Path) -> Path:
    """Write a folder's contents beside them, as the one file that stands for all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LISTING
    path.write_text(json.dumps(contents(folder), indent=1) + "\n", encoding="utf-8")
    return path
