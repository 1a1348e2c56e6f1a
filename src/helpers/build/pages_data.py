"""The copy of a book's data that its pages carry, bounded whatever the corpus."""

import random
import shutil
from pathlib import Path

from helpers.corpus.files.contents import MANIFEST, WORKBOOK

# Data up to this size go with the pages whole; with more, a site would weigh more than its pages.
WHOLE = 10_000_000
# What a larger book's pages carry of one file, and rows of a sample of a longer CSV file.
FILE, ROWS = 200_000, 500
_ALWAYS = ("findings.json", MANIFEST)
_WORKBOOK = 5_000_000
README = "README.txt"


def copy_for_pages(
    data: Path, target: Path, *, whole: int = WHOLE, file: int = FILE, rows: int = ROWS
) -> None:
    """Copy data into the pages; of more than `whole` bytes, long files only as samples.

    A CSV file of more than `file` bytes keeps its name, so that links to it hold, and becomes a
    seeded sample of its rows in their order; other long files, and folders of portions, are left
    out. ``README.txt`` beside them names every file that is not whole.
    """
    sizes = {path: path.stat().st_size for path in sorted(data.rglob("*")) if path.is_file()}
    if sum(sizes.values()) <= whole:
        shutil.copytree(data, target)
        return
    lines = []
    for path, size in sizes.items():
        name = path.relative_to(data).as_posix()
        place = target / name
        most = _WORKBOOK if name == WORKBOOK else file
        if size <= most or name in _ALWAYS:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        elif path.suffix == ".csv":
            place.parent.mkdir(parents=True, exist_ok=True)
            kept, every = _sample(path, place, rows)
            lines.append(f"{name}: a sample, {kept:,} of {every:,} rows")
        else:
            lines.append(f"{name}: left out")
    head = "Of these files only a part lies here; the folder data beside the pages has all.\n\n"
    (target / README).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _sample(path: Path, place: Path, rows: int) -> tuple[int, int]:
    # Only a build of a large corpus needs it.
    import polars as pl

    # Every value stays the text that it is.
    table = pl.read_csv(path, infer_schema=False)
    kept = sorted(random.Random(0).sample(range(table.height), min(rows, table.height)))
    table[kept].write_csv(place)
    return len(kept), table.height
