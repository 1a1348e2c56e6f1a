import os
from pathlib import Path

import pytest

from helpers.corpus.files.contents import check_tree
from helpers.corpus.problems import InputError


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "data" / "more").mkdir(parents=True)
    (tmp_path / "data" / "a.csv").touch()
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_links_and_pipes_are_refused_at_any_depth(book: Path) -> None:
    (book / "data" / "more" / "data").symlink_to(book)
    os.mkfifo(book / "notes" / "pipe")
    with pytest.raises(InputError) as caught:
        check_tree(book)
    assert {(problem.where, problem.what) for problem in caught.value.problems} == {
        (str(book / "data" / "more" / "data"), "is a link"),
        (str(book / "notes" / "pipe"), "is neither a file nor a folder"),
    }


def test_only_the_chosen_names_are_looked_at(book: Path) -> None:
    (book / "html").symlink_to(book / "data")
    os.mkfifo(book / "notes" / "pipe")
    check_tree(book, only=["data"])
    with pytest.raises(InputError, match="html: is a link"):
        check_tree(book, only=["data", "html"])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_tree(tmp_path / "none")
