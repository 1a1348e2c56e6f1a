"""Outputs are whole or not there; what was there before stays."""

import errno
import os
from pathlib import Path

import pytest

from helpers.system.outputs import recover_folder, replace_file, replace_folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")

    def write_half() -> None:
        with replace_file(out) as fresh:
            fresh.write_text("ne")
            raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        write_half()
    assert out.read_text() == "old"
    assert names(tmp_path) == ["out.csv"]


def test_a_new_file_keeps_the_permissions_and_the_link_of_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    out = tmp_path / "real" / "out.csv"
    out.write_text("old")
    out.chmod(0o640)
    (tmp_path / "link.csv").symlink_to(out)
    with replace_file(tmp_path / "link.csv") as fresh:
        fresh.write_text("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert out.read_text() == "new"
    assert out.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path / "real") == ["out.csv"]


@pytest.mark.parametrize(
    ("raised", "number"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), errno.ENOSPC),
        # A library tells the number in words alone.
        (OSError("No space left on device (os error 28)"), errno.ENOSPC),
        (OSError("something else"), errno.EIO),
    ],
)
def test_what_cannot_be_written_is_named(tmp_path: Path, raised: OSError, number: int) -> None:
    out = tmp_path / "out.csv"

    def fail() -> None:
        with replace_file(out) as fresh:
            fresh.write_text("x")
            raise raised

    with pytest.raises(OSError, match=r"out\.csv") as error:
        fail()
    assert error.value.errno == number
    assert error.value.filename == str(out)
    assert names(tmp_path) == []


def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out.csv")
    with pytest.raises(OSError, match="not a regular file"), replace_file(tmp_path / "out.csv"):
        raise AssertionError("nothing is to be written")


def test_a_name_of_the_greatest_length_can_be_replaced(tmp_path: Path) -> None:
    out = tmp_path / ("ä" * 125 + ".csv")
    with replace_file(out) as fresh:
        fresh.write_text("x")
    assert out.read_text() == "x"


def test_a_folder_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "page").write_text("old")

    def write_half() -> None:
        with replace_folder(book) as fresh:
            (fresh / "page").write_text("new")
            raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        write_half()
    assert (book / "page").read_text() == "old"
    with replace_folder(book) as fresh:
        (fresh / "page").write_text("new")
    assert (book / "page").read_text() == "new"
    assert names(tmp_path) == ["book"]


def test_a_folder_is_brought_back_after_a_death_between_the_two_renamings(tmp_path: Path) -> None:
    old = tmp_path / ".default.old"
    old.mkdir()
    (old / "book").write_text("good")
    recover_folder(tmp_path / "default")
    assert (tmp_path / "default" / "book").read_text() == "good"
    assert names(tmp_path) == ["default"]
