"""What is too large, too deep or too wide is refused before it fills the memory."""

import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.files import table_limits
from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.limits import Limits, read_limits
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.files.tables import read_table
from helpers.corpus.json_files import read_json
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.system.isolation import run_isolated

from .workbook import workbook


def limits(**overrides: int) -> Limits:
    return read_limits(DEFAULTS, overrides={name: str(value) for name, value in overrides.items()})


def refusal(path: Path, within: Limits | None = None) -> Problem:
    with pytest.raises(InputError) as caught:
        read_table(path, within)
    (problem,) = caught.value.problems
    return problem


def write_content(path: Path, content: str | bytes | pl.DataFrame) -> Path:
    if isinstance(content, pl.DataFrame):
        content.write_parquet(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "limit", "what"),
    [
        ("t.csv", "text\nabc\n", "max_table_bytes=8", "9 bytes, above the limit of 8"),
        ("t.csv", "a,b,c\n1,2,3\n", "max_columns=2", "3 columns, above the limit of 2"),
        ("t.csv", "a\n1\n2\n3\n", "max_rows=2", "3 rows, above the limit of 2"),
        ("t.csv", "a\n1\n2\n", "max_unpacked_bytes=31", "32 bytes unpacked, above the limit of 31"),
        ("t.csv", "a\n12345678\n", "max_field_length=7", "a line of more than 7 characters"),
        ("t.csv", 'a\n"1\n2\n3\n4\n"\n', "max_field_length=7", "a field of more than 7 characters"),
        ("t.jsonl", '{"a":1}\n', "max_field_length=7", "a line of more than 7 characters"),
        ("t.jsonl", '{"a":1}\n{"b":"c\\"d\\":"}\n', "max_columns=1", "2 columns, above the limit"),
        ("t.jsonl", '{"a":{"a":{"a":1}}}\n', "max_columns=2", "3 columns, above the limit"),
        ("t.jsonl", '{"a":1}\n{"a":1}\n', "max_rows=1", "2 rows, above the limit of 1"),
        ("t.parquet", pl.DataFrame({"a": [1], "b": [1]}), "max_columns=1", "2 columns, above"),
        ("t.parquet", pl.DataFrame({"a": [1, 2]}), "max_rows=1", "2 rows, above the limit of 1"),
        ("t.parquet", pl.DataFrame({"a": ["1234"]}), "max_field_length=3", "a field of 4 bytes in"),
    ],
)
def test_every_limit_is_said_with_how_to_raise_it(
    tmp_path: Path, *, name: str, content: str | pl.DataFrame, limit: str, what: str
) -> None:
    path = write_content(tmp_path / name, content)
    read_table(path)
    key, value = limit.split("=")
    problem = refusal(path, limits(**{key: int(value)}))
    assert problem.what.startswith(what)
    assert f"--limit {key}=NUMBER" in problem.mend


def test_a_folder_of_texts_has_limits(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("abc")
    assert refusal(tmp_path, limits(max_rows=1)).what.startswith("2 rows")
    assert refusal(tmp_path, limits(max_table_bytes=5)).what.startswith("6 bytes")
    with pytest.raises(InputError) as caught:
        read_table(tmp_path, limits(max_field_length=2))
    assert [problem.where for problem in caught.value.problems] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
    ]


def test_a_long_line_is_not_read_whole(tmp_path: Path) -> None:
    read = []

    class Stream:
        def readline(self, size: int) -> str:
            read.append(size)
            return "x" * size

    with pytest.raises(InputError):
        list(table_limits.bounded_lines(tmp_path, Stream(), limits(max_field_length=9)))  # type: ignore[arg-type]
    assert read == [10]


def test_what_this_machine_has_no_memory_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_content(tmp_path / "t.csv", "a\n" + "1\n" * 499)
    monkeypatch.setattr(table_limits, "free_memory", lambda: 2999)
    assert refusal(path).what.startswith("needs about 0.0 GB of memory")
    assert read_table(path, limits(memory_per_byte=0)).height == 499


def test_a_parquet_file_of_a_kilobyte_that_holds_a_gigabyte(tmp_path: Path) -> None:
    rows = pl.DataFrame({"a": pl.repeat(1, 2_000_000, eager=True)})
    path = write_content(tmp_path / "t.parquet", rows)
    assert path.stat().st_size < 10_000
    problem = refusal(path, limits(max_unpacked_bytes=20_000_000))
    assert problem.what.startswith("32000000 bytes unpacked")


@pytest.mark.parametrize("cut", [0, 1, 4, 8, 12, 40])
def test_a_damaged_parquet_file(tmp_path: Path, cut: int) -> None:
    path = write_content(tmp_path / "t.parquet", pl.DataFrame({"a": ["x"]}))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 8 - cut] + b"\xff" * cut + content[-8:])
    if cut:
        assert refusal(path).what.startswith("cannot be read as .parquet")
    else:
        assert read_table(path).rows() == [("x",)]


def test_a_field_in_the_last_corner_of_a_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [("text",), ("Talks.",)], corner="XFD1048576")
    assert path.stat().st_size < 2000
    problem = refusal(path)
    assert problem.what.startswith("needs more memory than allowed")
    assert "--limit max_workbook_bytes=NUMBER" in problem.mend


def test_a_workbook_that_unpacks_to_more_than_it_may(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [("text",), ("a" * 30_000,)])
    size = sum(part.file_size for part in zipfile.ZipFile(path).infolist())
    assert path.stat().st_size < size
    read_table(path, limits(max_workbook_bytes=size))
    problem = refusal(path, limits(max_workbook_bytes=size - 1))
    assert problem.what == f"{size} bytes unpacked, above the limit of {size - 1}"


def test_a_reader_that_dies_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("workbooks", "parquet"):
        monkeypatch.setattr(
            f"helpers.corpus.files.{module}.run_isolated",
            lambda *_: run_isolated("helpers.no_such_module"),
        )
    path = workbook(tmp_path / "t.xlsx", [("text",)])
    assert "cannot be read as .xlsx: " in refusal(path).what
    path = write_content(tmp_path / "t.parquet", pl.DataFrame({"a": [1]}))
    assert "No module named helpers.no_such_module" in refusal(path).what


def test_a_raised_limit_stays_with_the_corpus(tmp_path: Path) -> None:
    source = write_content(tmp_path / "t.csv", f"text\n{'x' * 2_000_001}\nshort\n")
    usual = import_corpus(tmp_path / "usual", source)
    assert (usual.articles, usual.too_large) == (1, 1)
    (note,) = usual.notes
    assert note.what.startswith("a text of up to 2000001 bytes, above the limit of 2000000 in 1")
    assert "Rows with too long a text, left out: 1." in usual.summary()
    assert not (usual.folder / "corpus.yml").exists()
    raised = import_corpus(tmp_path / "raised", source, limits={"max_file_bytes": "3000000"})
    assert (raised.articles, raised.too_large) == (2, 0)
    assert (raised.folder / "corpus.yml").read_text() == "max_file_bytes: 3000000\n"
    assert check_corpus(raised.folder) == []
    assert open_corpus(raised.folder).texts.height == 2


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ({"max_rws": "1"}, '--limit max_rws: no such limit; write "max_rows"'),
        ({"max_rows": "0"}, '--limit max_rows: "0" cannot be used; it should be greater than 0'),
        ({"max_rows": "many"}, '--limit max_rows: "many" cannot be used; it should be'),
    ],
)
def test_a_limit_that_cannot_be_set(overrides: dict[str, str], words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_limits(DEFAULTS, overrides=overrides)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "? " * 100_000, "{a: " * 100_000])
def test_deep_yaml_never_meets_the_parser(tmp_path: Path, text: str) -> None:
    path = write_content(tmp_path / "corpus.yml", text)
    with pytest.raises(InputError, match="nested more than 50 levels deep"):
        read_settings(path, Limits)


def test_aliases_of_aliases(tmp_path: Path) -> None:
    # Ten of ten of ten ... : ten lines, 10**9 values.
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    path = write_content(tmp_path / "corpus.yml", "\n".join(lines))
    with pytest.raises(InputError, match=r"corpus\.yml:7: more than 1000000 values"):
        read_settings(path, Limits)


def test_deep_json_lines(tmp_path: Path) -> None:
    path = write_content(tmp_path / "t.jsonl", '{"a": 1}\n{"a": ' + "[" * 2000 + "]" * 2000 + "}\n")
    problem = refusal(path)
    assert problem.where == f"{path}:2"
    assert problem.what == "nested more than 50 levels deep"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[" * 100_000, "nested more than 50 levels deep"),
        (b'{"a": 1,\n}', ":2: not JSON"),
        (b"\xff", ":1: not UTF-8: byte 0 is 0xFF"),
        ('{"a": 1}'.encode("utf-16"), ":1: not UTF-8 but UTF-16"),
        (b"1" * 5000, "not JSON"),
        (b'"' + b"x" * 11_000 + b'"', "11002 bytes, above the limit of 11000"),
    ],
)
def test_json_that_cannot_be_read(tmp_path: Path, content: bytes, words: str) -> None:
    path = write_content(tmp_path / "a.json", content)
    with pytest.raises(InputError) as caught:
        read_json(path, max_bytes=100_000 if content[:1] == b"[" else 11_000)
    assert words in str(caught.value)


def test_json_is_read(tmp_path: Path) -> None:
    value = {"a[": ['"]{', {"é": None}]}
    assert read_json(write_content(tmp_path / "a.json", json.dumps(value))) == value


def test_no_more_wrong_rows_are_named_than_a_person_reads(tmp_path: Path) -> None:
    path = write_content(tmp_path / "t.csv", "a,b\n" + "1,2,3\n" * 150)
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert len(caught.value.problems) == 101
    assert caught.value.problems[-1].what == "50 more rows like these, up to here"
    assert caught.value.problems[-1].where == f"{path}:151"
