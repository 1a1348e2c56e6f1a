"""Which staged sources can be set without all others."""

import json
from pathlib import Path

import pytest

from helpers.build.pages.setting import changed_alone


def chapter(path: Path, *, title: str = "# One", code: str = "x = 1", output: str = "1") -> None:
    cells = [
        {"cell_type": "markdown", "source": [title]},
        {"cell_type": "code", "source": [code], "outputs": [{"text": output}]},
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}}))


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return two folders of the same sources."""
    for name in ("staged", "source"):
        folder = tmp_path / name
        (folder / "one").mkdir(parents=True)
        chapter(folder / "one.ipynb")
        for page in ("one/a.md", "one/a.html", "_toc.yml"):
            (folder / page).write_text("words")
    return tmp_path / "staged", tmp_path / "source"


def test_nothing_has_changed(folders: tuple[Path, Path]) -> None:
    assert changed_alone(*folders) == []


def test_what_code_shows_and_bodies_of_pages_change_alone(folders: tuple[Path, Path]) -> None:
    chapter(folders[0] / "one.ipynb", code="x = 2", output="2")
    (folders[0] / "one" / "a.html").write_text("other words")
    assert changed_alone(*folders) == ["one.ipynb", "one/a.html"]


@pytest.mark.parametrize("name", ["_toc.yml", "one/a.md", "new.md"])
def test_what_other_pages_show_sets_all_anew(folders: tuple[Path, Path], name: str) -> None:
    (folders[0] / name).write_text("other words")
    assert changed_alone(*folders) is None


def test_a_title_sets_all_anew(folders: tuple[Path, Path]) -> None:
    chapter(folders[0] / "one.ipynb", title="# Another")
    assert changed_alone(*folders) is None


def test_without_sources_of_before_all_is_set(folders: tuple[Path, Path], tmp_path: Path) -> None:
    assert changed_alone(folders[0], tmp_path / "none") is None
