"""The real book, built twice under other circumstances, is the same book byte by byte."""

import os
import shutil
import sys
from pathlib import Path

from rocrate.rocrate import ROCrate
from support import ROOT, Run

from helpers.compare.bytes import compare_books
from helpers.corpus.files.contents import contents


def copy_of_project(place: Path, run: Run) -> Path:
    """Copy the project with its repository, without what is built or installed."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "-co", "--exclude-standard"]
        for name in filter(None, run(command).stdout.split("\0")):
            if (ROOT / name).is_file():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, place / name)
        copy = shutil.copytree if (ROOT / ".git").is_dir() else shutil.copyfile
        copy(ROOT / ".git", place / ".git")
    else:
        shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(".*", "_build", "__pycache__"))
    return place


def test_the_real_book_is_the_same_from_another_folder_with_other_seed_and_jobs(
    real_book: Path, tmp_path: Path, run: Run
) -> None:
    """Anchor: 879 of 27,271 published notebooks gave the same results again (Samuel 2024)."""
    project = copy_of_project(tmp_path / "another" / "place", run)
    out = tmp_path / "a" / "deeper" / "folder"
    run(
        [sys.executable, "-m", "helpers", "build", "--jobs", "3", "--out", out],
        cwd=project,
        env=os.environ
        | {"PYTHONPATH": str(project / "src"), "PYTHONHASHSEED": "2022"}
        | {"POLARS_MAX_THREADS": "3"},
    )
    compared = compare_books(real_book, out / "default")
    assert compared.first is None, (compared.first, compared.differences)
    assert len(compared.names) > 100


def test_no_published_file_says_where_it_was_made(real_book: Path) -> None:
    places = [str(place).encode() for place in (real_book.parent, ROOT, Path.home())]
    told = [
        path
        for path in real_book.rglob("*")
        if path.is_file() and any(place in path.read_bytes() for place in places)
    ]
    assert told == []


def test_the_crate_of_the_real_book_lists_what_lies_there(real_book: Path) -> None:
    crate = ROCrate(real_book)
    listed = {entity.id for entity in crate.data_entities}
    assert {f"data/{name}" for name in contents(real_book / "data")} <= listed
    assert crate.root_dataset["license"]["name"] == "MIT"
    assert crate.root_dataset["author"]
