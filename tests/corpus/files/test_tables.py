from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.files.tables import open_table, read_table
from helpers.corpus.problems import InputError

from .workbook import workbook

ROWS = [("1", "Talks, held"), ("2", 'said "no"\nand left')]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b'id,text\n1,"Talks, held"\n2,"said ""no""\nand left"\n'),
        ("t.CSV", b'id,text\n1,"Talks, held"\n2,"said ""no""\nand left"'),
        ("t.csv", b'\xef\xbb\xbfid,text\n1,"Talks, held"\n2,"said ""no""\nand left"\n'),
        ("t.csv", b'id;text\n1;Talks, held\n2;"said ""no""\nand left"\n'),
        ("t.csv", b'id|text\n1|Talks, held\n2|"said ""no""\nand left"\n'),
        ("t.csv", b'id,text,\n1,"Talks, held",,\n\n2,"said ""no""\nand left",\n'),
        ("t.tsv", b'id\ttext\n1\tTalks, held\n2\t"said ""no""\nand left"\n'),
        (
            "t.jsonl",
            b'{"id": "1", "text": "Talks, held"}\n\n'
            b'{"id": "2", "text": "said \\"no\\"\\nand left"}\n',
        ),
    ],
)
def test_text_formats_give_the_same_table(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert read_table(path).select("id", "text").rows() == ROWS


def test_parquet(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": [1, 2], "when": [date(2022, 1, 11), None], "text": ["a", "b"]})
    frame.write_parquet(tmp_path / "t.parquet")
    assert read_table(tmp_path / "t.parquet").equals(frame)


def test_excel(tmp_path: Path) -> None:
    workbook(tmp_path / "t.xlsx", [("id", "text"), (1, "Talks\nheld"), (2, "no")])
    table = open_table(tmp_path / "t.xlsx")
    assert table.rows["text"].to_list() == ["Talks\nheld", "no"]
    assert table.place(1) == "row 3"


def test_folder_of_texts(tmp_path: Path) -> None:
    (tmp_path / "rt").mkdir()
    (tmp_path / "rt" / "b.txt").write_bytes("\ufeffЙ\r\n".encode())
    (tmp_path / "a.txt").write_bytes(b"first")
    (tmp_path / "notes.md").write_bytes(b"no text")
    table = open_table(tmp_path)
    assert table.rows.rows() == [("a", "a.txt", "first"), ("rt-b", "rt/b.txt", "Й\r\n")]
    assert table.place(1) == "rt/b.txt"


def test_lines_of_rows_and_short_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,text,label\n1,"two\nlines",x\n\n2,short\n3,last,y\n')
    table = open_table(path)
    assert table.lines.to_list() == [2, 5, 6]
    assert table.rows.rows()[1] == ("2", "short", None)
    (warning,) = table.warnings
    assert (warning.where, warning.severity) == (f"{path}:5", "warning")
    assert warning.what.startswith("2 of 3 fields")


def test_stray_quotes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text('id\ttext\n1\t"He said ""no""."Then left"\n2\ta 5" gun\n')
    assert read_table(path)["text"].to_list() == ['He said "no".Then left"', 'a 5" gun']


def test_a_long_field(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"text\n{'x' * 300_000}\n")
    assert read_table(path)["text"].str.len_chars().item() == 300_000


def test_more_rows_than_a_batch(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id\n" + "".join(f"{number}\n" for number in range(20_001)))
    assert read_table(path)["id"].to_list() == [str(number) for number in range(20_001)]


def test_numbers_and_mixed_values_in_json(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"id": 1, "score": 0.5}\n{"id": "b", "score": -1, "more": [1]}\n')
    assert read_table(path).select("id", "score").rows() == [("1", 0.5), ("b", -1.0)]


def test_a_whole_surrogate_pair_in_json(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"text": "\\ud83d\\ude00"}\n')
    assert read_table(path)["text"].item() == "\U0001f600"


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=4))
def test_what_csv_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    pl.DataFrame({"number": range(len(texts)), "text": texts}).write_csv(path)
    assert read_table(path)["text"].to_list() == texts


@pytest.mark.parametrize(
    ("name", "content", "line", "what", "mend"),
    [
        ("t.csv", b"", ":1", "the table is empty", "first line"),
        ("t.csv", b"id,id\n1,2\n", ":1", 'column "id" appears twice', "rename"),
        ("t.csv", b"id,text\n1,a\n2,b,c\n", ":3", "3 fields where the first line has 2", "quote"),
        ("t.csv", b'id,text\n1,a\n2,"b\n3,c\n', ":3", "a quoted field never ends", "close"),
        ("t.csv", b"id,text\n1,caf\xe9\n", ":2", "not UTF-8: byte 13 is 0xE9", "UTF-8"),
        ("t.csv", "id,text\n1,a\n".encode("utf-16"), ":1", "not UTF-8 but UTF-16", "UTF-8"),
        ("t.jsonl", b'{"id": 1}\n{"id": \n', ":2", "not JSON", "one JSON object per line"),
        ("t.jsonl", b'{"id": 1}\n[1]\n', ":2", "a list, not an object", "one JSON object"),
        ("t.jsonl", b'{"id": "\\ud83d"}\n', ":1", "half of a surrogate pair", "whole"),
        ("t.jsonl", b'{"id": "\xff"}\n', ":1", "not UTF-8", "UTF-8"),
        ("t.parquet", b"no parquet", "", "cannot be read as .parquet", "save"),
        ("t.xlsx", b"no workbook", "", "cannot be read as .xlsx", "save"),
        ("t.cvs", b"id\n", "", 'unknown kind of file ".cvs"', 'write ".csv"'),
        ("folder/a.md", b"", "", "no .txt file", "folder of texts"),
        ("folder/articles.csv", b"", "", "is already a corpus folder", "use it"),
        ("folder/a.txt", b"\xe9", "/a.txt:1", "not UTF-8: byte 0 is 0xE9", "UTF-8"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, *, name: str, content: bytes, line: str, what: str, mend: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    path = tmp_path / Path(name).parts[0]
    with pytest.raises(InputError) as caught:
        read_table(path)
    (problem,) = caught.value.problems
    assert problem.where == f"{path}{line}"
    assert problem.what.startswith(what)
    assert mend in problem.mend


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read_table(tmp_path / "t.csv")


def test_every_bad_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,text\n1,a,b\n2,c\n3,d,e\n")
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert [problem.where for problem in caught.value.problems] == [f"{path}:2", f"{path}:4"]
