import hashlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from pydantic import BaseModel, ConfigDict

from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.problems import InputError, Problem

HEAD = "document,file,outlet,country,published,published_basis,headline,language,translated,sha256"
TEXTS = {
    "a": "The talks were held in Geneva and ended without a result on Monday.",
    "b": "Ministers met for dinner.\r\nNothing else is known.\n",
}


def row(name: str, **fields: str) -> str:
    digest = hashlib.sha256(TEXTS.get(name, "").encode()).hexdigest()
    cells = {"document": name, "file": f"articles/{name}.txt", "sha256": digest, **fields}
    return ",".join(cells.get(column, "") for column in HEAD.split(","))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Make a corpus of two articles without a defect."""
    folder = tmp_path / "corpus"
    (folder / "articles").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "articles" / f"{name}.txt").write_bytes(text.encode())
    write_list(folder, row("a", published="2022-01-11", published_basis="stated"), row("b"))
    return folder


def write_list(folder: Path, *rows: str, head: str = HEAD) -> None:
    (folder / "articles.csv").write_text("\n".join([head, *rows]) + "\n")


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sound_corpus_has_no_problem(corpus: Path) -> None:
    assert check_corpus(corpus) == []
    assert open_corpus(corpus).texts.rows() == [*TEXTS.items()]


def change(**fields: str) -> Callable[[Path], None]:
    """Make the defect that article b's row has these fields."""
    return lambda folder: write_list(folder, row("a"), row("b", **fields))


def fill(content: bytes) -> Callable[[Path], None]:
    """Make the defect that article b's file holds this, with the fitting hash."""

    def make(folder: Path) -> None:
        (folder / "articles" / "b.txt").write_bytes(content)
        write_list(folder, row("a"), row("b", sha256=hashlib.sha256(content).hexdigest()))

    return make


def columns(old: str, new: str) -> Callable[[Path], None]:
    """Make the defect that the head names a column otherwise."""
    return lambda folder: write_list(folder, row("a"), row("b"), head=HEAD.replace(old, new))


def added(name: str, content: bytes = b"x") -> Callable[[Path], None]:
    return lambda folder: [(folder / name).write_bytes(content), None][1]


def link(folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_bytes(TEXTS["b"].encode())
    (folder / "articles" / "b.txt").unlink()
    (folder / "articles" / "b.txt").symlink_to(outside)


def second(name: str, text: str) -> Callable[[Path], None]:
    """Make the defect that article c has this text."""

    def make(folder: Path) -> None:
        (folder / "articles" / "c.txt").write_bytes(text.encode())
        digest = hashlib.sha256(text.encode()).hexdigest()
        write_list(folder, row("a"), row("b"), row(name, file="articles/c.txt", sha256=digest))

    return make


B_FILE, LIST = "articles/b.txt", "articles.csv"
DEFECTS = {
    "no list": (lambda f: (f / LIST).unlink(), "", "no articles.csv", "report new"),
    "no rows": (write_list, "articles.csv:1", "no articles in it", "add a row"),
    "list not UTF-8": (added(LIST, b"a\n\xff"), "articles.csv:2", "not UTF-8", "UTF-8"),
    "list is empty": (added(LIST, b""), "articles.csv:1", "the table is empty", "first line"),
    "NUL in the list": (change(outlet="R\0T"), "articles.csv:3", "NUL", "remove"),
    "short row": (
        lambda f: write_list(f, row("a"), row("b"), "c,articles/a.txt"),
        "articles.csv:4",
        "2 of 10 fields",
        "complete",
    ),
    "long row": (
        lambda f: write_list(f, row("a"), row("b") + ",x"),
        "articles.csv:3",
        "11 fields",
        "quote",
    ),
    "missing file": (change(file="articles/bb.txt"), "articles.csv:3", "is missing", "articles/b"),
    "no file": (change(file=""), "articles.csv:3", "no file", "own file"),
    "a folder": (change(file="articles"), "articles.csv:3", "is not a file", "text file"),
    "file twice": (change(file="articles/a.txt"), "articles.csv:3", "listed twice", "own file"),
    "unlisted file": (added("articles/z.txt"), "articles/z.txt", "not listed", "list it"),
    "hash mismatch": (change(sha256="0" * 64), "articles.csv:3", "does not match", "restore"),
    "no hash": (change(sha256=""), "articles.csv:3", "no sha256", "write "),
    "not UTF-8": (fill(b"one\ntwo \xe9\n"), "articles/b.txt:2", "byte 8 is 0xE9", "UTF-8"),
    "UTF-16": (fill("one".encode("utf-16")), "articles/b.txt:1", "UTF-16", "UTF-8"),
    "NUL bytes": (fill(b"one\ntwo\0\n"), "articles/b.txt:2", "NUL byte", "plain text"),
    "empty": (fill(b""), "articles/b.txt", "empty", "remove"),
    "blank": (fill(b" \r\n\t\n"), "articles/b.txt", "empty", "remove"),
    "too large": (fill(b"x" * 2_000_001), "articles/b.txt", "2000001 bytes", "max_file_bytes"),
    "id twice": (change(document="a"), "articles.csv:3", 'id "a" is used twice', "rename"),
    "id in other case": (change(document="A"), "articles.csv:3", "is used twice", "rename"),
    "no id": (change(document=""), "articles.csv:3", "no document id", "name"),
    "unsafe id": (change(document="b/ü c"), "articles.csv:3", "is not safe", '"b-u-c"'),
    "hidden id": (change(document="..b"), "articles.csv:3", "is not safe", '"b"'),
    "long id": (change(document="b" * 101), "articles.csv:3", "is not safe", "write"),
    "id without letters": (change(document="статья"), "articles.csv:3", "is not safe", '"article"'),
    "date": (change(published="soon"), "articles.csv:3", '"soon" is unreadable', "YYYY-MM-DD"),
    "day that is none": (change(published="2022-02-30"), "articles.csv:3", "unreadable", "YYYY"),
    "date in another form": (
        change(published="11.01.2022"),
        "articles.csv:3",
        "not in the form YYYY-MM-DD",
        "write 2022-01-11",
    ),
    "ambiguous date": (change(published="01/02/2022"), "articles.csv:3", "is ambiguous", "YYYY"),
    "basis": (change(published_basis="infered"), "articles.csv:3", '"infered"', '"inferred"'),
    "translated": (change(translated="maybe"), "articles.csv:3", '"maybe"', "true or false"),
    "path up": (change(file="../b.txt"), "articles.csv:3", "leads out", "move"),
    "path up within": (change(file="articles/../../b.txt"), "articles.csv:3", "leads out", "move"),
    "Windows path up": (change(file="..\\b.txt"), "articles.csv:3", "leads out", "move"),
    "absolute path": (change(file="/etc/hostname"), "articles.csv:3", "leads out", "move"),
    "drive": (change(file="C:/b.txt"), "articles.csv:3", "leads out", "move"),
    "link out": (link, "articles.csv:3", "leads out", "move"),
    "column twice": (columns("country", "outlet"), "articles.csv:1", "twice", "rename"),
    "both lists": (added("articles.parquet"), "", "both articles.csv and", "remove one"),
    "settings": (
        added("corpus.yml", b"max_file_byts: 3\n"),
        "corpus.yml:1",
        'unknown key "max_file_byts"',
        'write "max_file_bytes"',
    ),
}
WARNINGS = {
    "same text": (
        second("c", TEXTS["a"]),
        "articles.csv:4",
        '"c" has the same text as "a"',
        "both",
    ),
    "nearly the same text": (
        second("c", TEXTS["a"].replace("Monday", "Friday").upper()),
        "articles.csv:4",
        '"c" shares 80% of its word runs with "a"',
        "both",
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_an_error_names_place_and_remedy_and_stops(corpus: Path, name: str) -> None:
    make, where, what, mend = DEFECTS[name]
    make(corpus)
    before = snapshot(corpus)
    problems = check_corpus(corpus)
    assert any(
        problem.where == str(corpus / where)
        and what in problem.what
        and mend in problem.mend
        and problem.severity == "error"
        for problem in problems
    ), problems
    assert snapshot(corpus) == before
    with pytest.raises(InputError):
        open_corpus(corpus)


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_names_place_and_remedy_and_does_not_stop(corpus: Path, name: str) -> None:
    make, where, what, mend = WARNINGS[name]
    make(corpus)
    (problem,) = check_corpus(corpus)
    assert problem.where == str(corpus / where)
    assert what in problem.what
    assert mend in problem.mend
    assert problem.severity == "warning"
    assert open_corpus(corpus).documents.height == 3


def test_a_misnamed_column_is_unknown_and_missing(corpus: Path) -> None:
    columns("headline", "headlien")(corpus)
    assert check_corpus(corpus) == [
        Problem(
            f"{corpus}/articles.csv:1",
            'unknown column "headlien"',
            'write "headline" (known: country, document, evidence, file, headline, language, '
            "outlet, published, published_basis, sha256, translated), or remove it",
        ),
        Problem(
            f"{corpus}/articles.csv:1",
            'no column "headline"',
            "add it; its fields may stay empty",
        ),
    ]


def test_all_defects_come_at_once_in_order(corpus: Path) -> None:
    (corpus / "articles" / "z.txt").write_text("unlisted")
    (corpus / "articles" / "a.txt").write_bytes(b"\xff")
    (corpus / "corpus.yml").write_text("row_group: many\n")
    write_list(
        corpus,
        row("a", published="soon"),
        row("b", sha256="0" * 64, translated="maybe"),
        row("c"),
        head=HEAD.replace("country", "county"),
    )
    defects = [
        (problem.where.removeprefix(f"{corpus}/"), problem.what[:22])
        for problem in check_corpus(corpus)
    ]
    assert defects[:-1] == [
        ("articles.csv:1", 'unknown column "county'),
        ("articles.csv:1", 'no column "country"'),
        ("articles.csv:2", 'date "soon" is unreada'),
        ("articles/a.txt:1", "not UTF-8: byte 0 is 0"),
        ("articles.csv:2", "articles/a.txt does no"),
        ("articles.csv:3", 'translated is "maybe"'),
        ("articles.csv:3", "articles/b.txt does no"),
        ("articles.csv:4", 'file "articles/c.txt" '),
        ("articles/z.txt", "not listed in articles"),
    ]
    assert defects[-1] == ("corpus.yml:1", "row_group is 'many'")


def test_operating_system_files_are_no_articles(corpus: Path) -> None:
    (corpus / "articles" / ".DS_Store").write_bytes(b"\0")
    assert check_corpus(corpus) == []


def test_a_missing_folder(tmp_path: Path) -> None:
    (problem,) = check_corpus(tmp_path / "none")
    assert problem.what == "no such corpus folder"


class Tone(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    neutral: list[str] = []


def test_settings_are_checked_by_their_models(corpus: Path) -> None:
    (corpus / "tone.yml").write_text("\nneutrl: [security]\n")
    (corpus / "tones.yml").write_text("neutral: []\n")
    error, warning = check_corpus(corpus, settings={"tone.yml": Tone})
    assert error.where == f"{corpus}/tone.yml:2"
    assert error.mend.startswith('write "neutral"')
    assert warning.where == f"{corpus}/tones.yml"
    assert (warning.what, warning.severity) == ("nothing reads this file", "warning")
    assert warning.mend.startswith('write "tone.yml"')


PARQUET = {
    "document": ["a", "b"],
    "text": [*TEXTS.values()],
    "sha256": [hashlib.sha256(text.encode()).hexdigest() for text in TEXTS.values()],
    "file": ["articles.parquet"] * 2,
    "outlet": [None, None],
    "country": [None, None],
    "published_basis": [None, None],
    "headline": [None, None],
    "language": [None, None],
    "published": [None, None],
    "translated": [None, None],
}
KINDS = {"published": pl.Date, "translated": pl.Boolean}


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Make a corpus of one table with these columns changed."""

    def make(**changes: list[object]) -> Path:
        content = {**PARQUET, **changes}
        kinds = {name: KINDS.get(name, pl.String) for name in content if name not in changes}
        frame = pl.DataFrame(content, schema_overrides=kinds)
        frame.write_parquet(tmp_path / "articles.parquet")
        return tmp_path

    return make


def test_a_corpus_in_one_table(table: Callable[..., Path]) -> None:
    folder = table()
    assert check_corpus(folder) == []
    assert open_corpus(folder).texts.rows() == [*TEXTS.items()]


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        ({"document": ["a", "a"]}, ":2", "is used twice"),
        ({"text": ["", "b"]}, ":1", "no text"),
        ({"text": ["a\0", "b"]}, ":1", "NUL"),
        ({"text": [TEXTS["a"], "b"]}, ":2", "does not match"),
        ({"text": ["x" * 2_000_001, TEXTS["b"]]}, ":1", "2000001 bytes"),
        ({"sha256": ["", PARQUET["sha256"][1]]}, ":1", "does not match"),
        ({"published": ["2022-01-11", None]}, "", 'column "published" is String'),
        ({"txt": ["a", "b"]}, "", 'unknown column "txt"'),
    ],
)
def test_errors_in_one_table(
    table: Callable[..., Path], changes: dict[str, list[object]], where: str, what: str
) -> None:
    folder = table(**changes)
    problems = check_corpus(folder)
    assert any(
        problem.where == f"{folder}/articles.parquet{where}" and what in problem.what
        for problem in problems
    ), problems
    with pytest.raises(InputError):
        open_corpus(folder)


def test_a_file_that_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "articles.parquet").write_bytes(b"text")
    (problem,) = check_corpus(tmp_path)
    assert problem.what.startswith("cannot be read as .parquet: ")
