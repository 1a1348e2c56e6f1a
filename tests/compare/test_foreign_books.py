"""A book made by somebody else is data: nothing in it is a path, and no link is followed."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers.build.pages.finish import SWITCH
from helpers.commands.cli import cli

NAMES = {
    "above": "../victim",
    "absolute": "{victim}",
    "here": ".",
    "hidden": ".victim",
    "empty": "",
    "long": "a" * 10_000,
    "nul": "a\0b",
    "device": "NUL",
    "control": "a\x1b[2Jb",
}
FINDING = {
    "id": "one",
    "chapter": "two",
    "title": "One?",
    "text": "One.",
    "value": 0.5,
    "low": 0.4,
    "high": 0.6,
    "unit": "share",
    "n": 3,
    "verdict": "supported",
    "agreement": 1.0,
    "specifications": 2,
}
COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "verify": lambda book: ["verify", str(book)],
    "compare": lambda book: ["compare", str(book), str(book), "--out", "out"],
    "diff": lambda book: ["diff", str(book), str(book)],
}


def report(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """Return a folder that no command has any business with."""
    folder = tmp_path / "victim"
    folder.mkdir()
    (folder / "letter").write_text("dear")
    return folder


@pytest.fixture
def book(small_project: Path) -> Path:
    """Return a folder that looks like a built book."""
    folder = small_project / "given"
    (folder / "html" / "notebooks").mkdir(parents=True)
    (folder / "html" / "notebooks" / "index.html").write_text(f"<html>{SWITCH}</html>")
    (folder / "data").mkdir()
    (folder / "data" / "findings.json").write_text(json.dumps([FINDING]))
    words = ["edition", "title", "description", "book", "command"]
    tables = ["inputs", "code", "versions"]
    manifest = dict.fromkeys(words, "given") | {name: {} for name in tables}
    manifest["parameters"] = {"corpus": "corpus"}
    write_manifest(folder, **manifest)
    return folder


def write_manifest(folder: Path, **values: object) -> None:
    place = folder / "data" / "manifest.json"
    before = json.loads(place.read_text()) if place.is_file() else {}
    place.write_text(json.dumps(before | values))


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    (line,) = result.stderr.splitlines()
    assert len(line) < 500
    assert line.startswith("report: ")
    return line


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", NAMES)
def test_an_edition_that_is_no_name_is_refused(
    book: Path, victim: Path, command: str, name: str
) -> None:
    write_manifest(book, edition=NAMES[name].format(victim=victim))
    line = refused(report(*COMMANDS[command](book)))
    assert "edition" in line
    assert line.isprintable()
    assert [path.name for path in victim.iterdir()] == ["letter"]
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["above", "absolute", "here", "nul", "long"])
@pytest.mark.parametrize("parameter", ["corpus", "reference"])
def test_a_corpus_or_reference_that_is_a_path_is_not_looked_for(
    book: Path, victim: Path, name: str, parameter: str
) -> None:
    path = NAMES[name].format(victim=victim)
    write_manifest(book, parameters={"corpus": "corpus", parameter: path})
    line = refused(report("verify", str(book)))
    assert f"--{parameter}" in line
    assert line.isprintable()


@pytest.mark.parametrize("command", ["compare", "diff"])
def test_a_chapter_that_is_a_path_is_refused(book: Path, victim: Path, command: str) -> None:
    (victim / "page.html").write_text("<title>secret</title>")
    found = FINDING | {"chapter": f"{victim}/page"}
    (book / "data" / "findings.json").write_text(json.dumps([found]))
    assert "cannot be read" in refused(report(*COMMANDS[command](book)))
    assert not Path("out").exists()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["link to a file", "link to a folder", "pipe"])
def test_what_is_no_file_of_the_book_is_refused(
    book: Path, victim: Path, command: str, kind: str
) -> None:
    place = book / "html" / "letter"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(victim / "letter" if kind == "link to a file" else victim)
    line = refused(report(*COMMANDS[command](book)))
    assert str(place) in line
    assert not Path("out").exists()


def test_data_behind_a_link_are_refused(book: Path) -> None:
    shutil.move(book / "data", book.parent / "moved")
    (book / "data").symlink_to(book.parent / "moved")
    assert "is a link" in refused(report("diff", str(book), str(book)))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("manifest.json", "[" * 100_000),
        ("findings.json", "[" * 100_000),
        ("manifest.json", "[]"),
        ("manifest.json", "null"),
        ("manifest.json", '{"edition": 7}'),
        ("manifest.json", '{"edition": "a", "title": "\\ud800"}'),
        ("findings.json", json.dumps([FINDING | {"n": 10**30}])),
        ("manifest.json", '{"edition": "a", "inputs": 7}'),
        ("manifest.json", '{"edition": "a", "parameters": {"confidence": "high"}}'),
        ("findings.json", "{}"),
        ("findings.json", "[1]"),
        ("manifest.json", "\ufeff"),
    ],
)
@pytest.mark.parametrize("command", ["compare", "diff"])
def test_a_description_that_makes_no_sense_is_refused(
    book: Path, command: str, file: str, content: str
) -> None:
    (book / "data" / file).write_text(content)
    refused(report(*COMMANDS[command](book)))


def test_a_page_that_is_not_utf8_is_refused(book: Path) -> None:
    page = book / "html" / "notebooks" / "terms.html"
    page.write_bytes(b"\xff")
    assert f"{page}:1: not UTF-8" in refused(report(*COMMANDS["compare"](book)))
    assert not Path("out/site").exists()


def test_data_are_looked_at_from_within_too(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (book / "data" / "x.csv").symlink_to("/etc/hosts")
    monkeypatch.chdir(book / "data")
    assert "is a link" in refused(report("diff", ".", "."))


def test_two_books_that_bear_the_names_of_the_site_s_own_files_get_others(book: Path) -> None:
    write_manifest(book, edition="index.html")
    result = report("compare", str(book), str(book), "--out", "out")
    assert result.exit_code == 0, result.output
    names = {path.name for path in Path("out/site").iterdir()}
    assert {"index.html", "index.html-2", "index.html-3"} <= names
    assert Path("out/site/index.html").is_file()


def test_an_edition_whose_file_has_no_usable_name_is_refused(small_project: Path) -> None:
    path = small_project / "a?b.yml"
    path.write_text("title: A\ndescription: A.\n")
    assert "rename the file" in refused(report("build", "--edition", str(path)))
