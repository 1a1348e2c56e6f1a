"""Every format gives the same rows, and says where it is wrong."""

import gzip
import json
import zipfile
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.commands.cli import cli
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.files.tables import open_table, read_table
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS

from .workbook import workbook

# Without the time, which would name the tests anew each second.
compress = partial(gzip.compress, mtime=0)

ROWS = [{"id": "1", "text": "Talks, held"}, {"id": "2", "text": "caf\u00e9"}]
CSV = 'id,text\n1,"Talks, held"\n2,caf\u00e9\n'
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            out.writestr(name, content)
    return path


def refusal(path: Path, encoding: str | None = None, **limits: int) -> Problem:
    within = read_limits(DEFAULTS, overrides={name: str(size) for name, size in limits.items()})
    with pytest.raises(InputError) as caught:
        read_table(path, within, encoding=encoding)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("t.json", json.dumps(ROWS).encode(), "article 2"),
        ("t.json", b"\n" + json.dumps(ROWS, indent=2).encode(), "article 2"),
        ("t.json", json.dumps({"status": "ok", "articles": ROWS}).encode(), "article 2"),
        ("t.json", json.dumps({"articles": {"results": ROWS, "tags": [{"a": 1}]}}).encode(), None),
        ("t.json", json.dumps({"response": {"docs": ROWS}, "meta": {"n": 2}}).encode(), None),
        ("t.json", json.dumps({"a": ROWS[0], "b": ROWS[1]}).encode(), "article 2"),
        (
            "t.json",
            json.dumps(
                {"id": {"0": "1", "1": "2"}, "text": {"0": "Talks, held", "1": "caf\u00e9"}}
            ).encode(),
            "article 2",
        ),
        ("t.json", LINES.encode(), "line 2"),
        ("t.jsonl.gz", compress(LINES.encode()), "line 2"),
        ("t.json.gz", compress(json.dumps(ROWS).encode()), "article 2"),
        ("t.csv.gz", compress(CSV.encode()), "line 3"),
        ("t.CSV.GZ", compress(CSV.encode()), "line 3"),
        (
            "t.csv",
            b"sep=;\n"
            + CSV.replace("Talks, held", "Talks# held")
            .replace(",", ";")
            .replace("#", ",")
            .encode(),
            "line 4",
        ),
        ("t.csv", b'\xef\xbb\xbf"sep=,"\r\n' + CSV.encode(), "line 4"),
    ],
)
def test_the_same_rows(tmp_path: Path, name: str, content: bytes, place: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    table = open_table(path)
    assert table.rows.select("id", "text").to_dicts() == ROWS
    assert place in (None, table.place(1))


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le"])
def test_an_encoding_is_offered_and_taken(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    content = CSV.encode(encoding)
    path.write_bytes(content)
    assert read_table(path, encoding=encoding)["text"].to_list() == ["Talks, held", "caf\u00e9"]
    problem = refusal(path)
    assert problem.what.startswith("not UTF-8")
    offered = problem.mend.split()[-1]
    assert f"as {offered} it reads " in problem.what
    assert "caf\u00e9" in problem.what
    assert read_table(path, encoding=offered)["text"].to_list()[1] == "caf\u00e9"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Переговоры завершились без результата, сообщило министерство."),
        ("koi8_r", "Переговоры завершились без результата, сообщило министерство."),
        ("shift_jis", "会談は結果なく終わったと外務省は述べた。"),
        ("cp1252", "“It’s over,” he said — again."),
    ],
)
def test_other_scripts_are_detected(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(("text\n" + text + "\n").encode(encoding))
    assert refusal(path).mend.endswith(f"--encoding {encoding}")


def test_an_encoding_of_a_folder_of_texts(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_bytes("caf\u00e9".encode("cp1252"))
    assert read_table(tmp_path, encoding="cp1252")["text"].to_list() == ["caf\u00e9"]
    assert "--encoding cp1252" in refusal(tmp_path).mend


@pytest.mark.parametrize(
    ("name", "encoding", "what"),
    [
        ("t.csv", "cp9", 'no encoding "cp9"'),
        ("t.csv", "hex", 'no encoding "hex"'),
        ("t.csv", "ascii", "not ascii"),
        ("t.parquet", "cp1252", "--encoding does not apply to .parquet"),
    ],
)
def test_an_encoding_that_does_not_fit(tmp_path: Path, name: str, encoding: str, what: str) -> None:
    (tmp_path / name).write_bytes(CSV.encode())
    assert refusal(tmp_path / name, encoding).what.startswith(what)


def test_the_command_takes_an_encoding(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_bytes(CSV.encode("cp1252"))
    command = ["new", str(tmp_path / "c"), "--from", str(source)]
    assert CliRunner().invoke(cli, command).exit_code == 2
    assert CliRunner().invoke(cli, [*command, "--encoding", "cp1252"]).exit_code == 0
    assert open_corpus(tmp_path / "c").texts["text"].to_list()[1] == "caf\u00e9"


def test_rows_of_a_sheet_have_its_numbers(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, fields in {2: ("id", "text"), 3: (1, "a"), 6: (2, "b"), 7: (3, "c")}.items():
            sheet.write_row(row, 0, fields)
    table = open_table(path)
    assert table.rows.rows() == [(1, "a"), (2, "b"), (3, "c")]
    assert [table.place(row) for row in range(3)] == ["row 4", "row 7", "row 8"]


def test_an_archive_of_texts(tmp_path: Path) -> None:
    files = {"news/rt/A.TXT": b"first", "news/b.txt": b"second", "news/.hidden.txt": b"no"}
    path = archive(tmp_path / "texts.zip", {**files, "__MACOSX/news/b.txt": b"no"})
    table = open_table(path)
    assert table.rows.select("file", "text").rows() == [
        ("news/b.txt", "second"),
        ("news/rt/A.TXT", "first"),
    ]
    result = import_corpus(tmp_path / "corpus", path)
    evidence = open_corpus(result.folder).documents["evidence"]
    assert evidence.to_list() == ["texts.zip, news/b.txt", "texts.zip, news/rt/A.TXT"]


def test_an_archive_of_one_table(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"data/t.csv": CSV.encode(), "readme.md": b"x"})
    assert read_table(path).to_dicts() == ROWS
    broken = archive(tmp_path / "u.zip", {"data/t.csv": b"id,text\n1,a,b\n"})
    assert refusal(broken).where == f"{broken}/data/t.csv:2"


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"../a.txt": b"x"}, '"../a.txt" leads out of the archive'),
        ({"/etc/a.txt": b"x"}, '"/etc/a.txt" leads out of the archive'),
        ({"a.txt": b"x", "a.txt/b.txt": b"y"}, '"a.txt" is both a file and a folder'),
        ({"a.md": b"x"}, "no .txt file in this folder"),
    ],
)
def test_hostile_archives(tmp_path: Path, files: dict[str, bytes], what: str) -> None:
    path = archive(tmp_path / "t.zip", files)
    assert refusal(path).what == what
    assert [each.name for each in tmp_path.iterdir()] == ["t.zip"]


def test_a_link_in_an_archive(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as out:
        out.writestr(link, "/etc/hostname")
    assert refusal(tmp_path / "t.zip").what == '"a.txt" is a link'


def test_what_unpacks_to_too_much(tmp_path: Path) -> None:
    zeros = b"0" * 5_000_000
    packed = tmp_path / "t.csv.gz"
    packed.write_bytes(compress(b"text\n" + zeros))
    for path in (packed, archive(tmp_path / "t.zip", {"a.txt": zeros})):
        assert path.stat().st_size < 50_000
        problem = refusal(path, max_unpacked_bytes=1_000_000)
        assert problem.where == str(path)
        assert "above the limit of 1000000" in problem.what
    many = archive(tmp_path / "u.zip", {f"{number}.txt": b"x" for number in range(3)})
    assert refusal(many, max_rows=2).what.startswith("3 rows")


@pytest.mark.parametrize("name", ["t.csv.gz", "t.zip"])
def test_damaged_archives(tmp_path: Path, name: str) -> None:
    whole = compress(CSV.encode() * 99)
    if name == "t.zip":
        whole = archive(tmp_path / "whole.zip", {"a.txt": CSV.encode()}).read_bytes()
    for content in (b"", b"no archive", whole[: len(whole) // 2]):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError):
            read_table(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("[1]", "a int, not an object"),
        ('{"a": 1}', "no list of articles in it"),
        ("[{]", "not JSON"),
        ('[{"a": NaN}]', "NaN or Infinity in it"),
        ("[" * 60 + "]" * 60, "nested more than 50 levels deep"),
    ],
)
def test_json_without_articles(tmp_path: Path, content: str, what: str) -> None:
    (tmp_path / "t.json").write_text(content)
    assert refusal(tmp_path / "t.json").what.startswith(what)


def test_a_blank_row_in_a_handmade_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [("id", "text"), (1, "a"), (), (2, "b")])
    assert open_table(path).place(1) == "row 4"
