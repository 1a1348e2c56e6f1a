"""A workbook in which texts are texts: read back, and looked at as it is written."""

import datetime
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.build import workbook
from helpers.build.workbook import CONTENTS, Sheet, write_workbook

DANGEROUS = ["=1+1", "+1", "-x", "@a", "=HYPERLINK(\"http://a.example\")", "http://a.example",
             "mailto:a@a.example", "internal:a!A1", "{=1}", "12", "1e3", "TRUE", "2022-01-01",
             "\t=1", " =1 ", "'=1", "#REF!", "<f>1</f>", "&amp;", "_x0041_"]  # fmt: skip


def write(path: Path, *tables: pl.DataFrame) -> Path:
    sheets = [
        Sheet(f"table {number}", "One.", table, {"text": "Its words."}, f"{number}.csv")
        for number, table in enumerate(tables)
    ]
    write_workbook(path, sheets, title="Tables")
    return path


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def told(path: Path) -> list[str]:
    """Lines of the first sheet."""
    rows = pl.read_excel(path, sheet_name=CONTENTS, has_header=False).fill_null("").rows()
    return ["|".join(row).rstrip("|") for row in rows]


def test_a_text_stays_a_text_whatever_it_begins_with(tmp_path: Path) -> None:
    table = pl.DataFrame({"text": DANGEROUS})
    path = write(tmp_path / "a.xlsx", table)
    back = pl.read_excel(path, sheet_name="table 0", infer_schema_length=None)
    assert back["text"].to_list() == DANGEROUS
    found = parts(path)
    assert not any(name.startswith(("xl/externalLinks", "xl/worksheets/_rels")) for name in found)
    sheet = found["xl/worksheets/sheet2.xml"]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    # The head and every row.
    assert sheet.count('t="inlineStr"') == 1 + len(DANGEROUS)
    # What is edited stays a text, too.
    styles = re.findall(r"<xf [^>]*>", found["xl/styles.xml"].partition("<cellXfs")[2])
    used = {int(style) for style in re.findall(r'<c r="A\d+" s="(\d+)"', sheet)[1:]}
    assert all('quotePrefix="1"' in styles[style] for style in used)


def test_numbers_days_and_truth_values_are_what_they_are(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "count": [-1, None],
            "share": [0.25, None],
            "day": [datetime.date(2022, 2, 24), None],
            "known": [True, None],
            "text": ["a", None],
        }
    )
    back = pl.read_excel(write(tmp_path / "a.xlsx", table), sheet_name="table 0")
    assert dict(back.schema) == dict(table.schema)
    assert back.rows() == table.head(1).rows()


def test_what_excel_does_not_know_is_a_text(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "day": [datetime.date(1899, 12, 31), datetime.date(1, 1, 1)],
            "number": [float("inf"), float("nan")],
        }
    )
    back = pl.read_excel(write(tmp_path / "a.xlsx", table), sheet_name="table 0")
    assert back.rows() == [("1899-12-31", "inf"), ("0001-01-01", "nan")]


def test_a_long_text_is_cut_and_the_first_sheet_says_so(tmp_path: Path) -> None:
    texts = ["a" * 40_000, "😀" * 20_000, "a" * 32_767, "short"]
    path = write(tmp_path / "a.xlsx", pl.DataFrame({"text": texts}))
    back = pl.read_excel(path, sheet_name="table 0")["text"].to_list()
    # Excel counts a character beyond the first 65,536 as two.
    assert back == ["a" * 32_767, "😀" * 16_383, "a" * 32_767, "short"]
    cut = (
        "table 0: 2 texts end after 32,767 characters, because a cell holds no more; "
        "all is in 0.csv."
    )
    assert cut in told(path)


def test_rows_beyond_the_last_are_left_out_and_the_first_sheet_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "ROWS", 4)
    path = write(
        tmp_path / "a.xlsx",
        pl.DataFrame({"number": [0, 1, 2]}),
        pl.DataFrame({"number": [0, 1, 2, 3, 4]}),
    )
    assert pl.read_excel(path, sheet_name="table 0").height == 3
    assert pl.read_excel(path, sheet_name="table 1")["number"].to_list() == [0, 1, 2]
    lines = [line for line in told(path) if "left out" in line]
    assert lines == [
        "table 1: the last 2 of 5 rows are left out, because a sheet holds 4; all are in 1.csv."
    ]


def test_control_characters_break_nothing(tmp_path: Path) -> None:
    every = "".join(map(chr, range(32))) + "\x7f\x85\u2028\ufffe\uffff"
    path = write(tmp_path / "a.xlsx", pl.DataFrame({"text": [every, "after"]}))
    back = pl.read_excel(path, sheet_name="table 0")["text"].to_list()
    assert back[1] == "after"
    # XML has no such characters; Excel reads _x0001_ for them.
    sheet = parts(path)["xl/worksheets/sheet2.xml"]
    assert "_x0000__x0001_" in sheet
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", sheet)


@settings(max_examples=50)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])), min_size=1))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = write(tmp_path_factory.mktemp("a") / "a.xlsx", pl.DataFrame({"text": ["x", *texts]}))
    back = pl.read_excel(
        path, sheet_name="table 0", infer_schema_length=None, drop_empty_rows=False
    )["text"].fill_null("")
    assert back.to_list() == ["x", *texts][: back.len()]
    assert not any(texts[back.len() - 1 :])


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/St_Johns"])
def test_the_same_tables_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    import time

    table = pl.DataFrame({"text": ["=1"], "day": [datetime.date(2022, 2, 24)]})
    first = write(tmp_path / "a.xlsx", table).read_bytes()
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert write(tmp_path / "b.xlsx", table).read_bytes() == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_first_sheet_says_what_everything_is(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", pl.DataFrame({"text": ["a"], "more": [1]}))
    lines = told(path)
    assert lines[0] == "Tables"
    assert "Nothing was left out." in lines
    assert lines[-3:] == ["table 0|1 row|One.", "table 0|text|Its words.", "table 0|more"]


def test_a_table_is_easy_to_look_through(tmp_path: Path) -> None:
    table = pl.DataFrame({"text": ["a" * 500], "number": [1]})
    sheet = parts(write(tmp_path / "a.xlsx", table))["xl/worksheets/sheet2.xml"]
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:B2"/>' in sheet
    assert re.findall(r' width="(\d+)', sheet) == ["70", "10"]


def test_an_empty_table_is_a_head(tmp_path: Path) -> None:
    table = pl.DataFrame(schema={"text": pl.String})
    path = write(tmp_path / "a.xlsx", table)
    assert "table 0|0 rows|One." in told(path)
    assert pl.read_excel(path, sheet_name="table 0", raise_if_empty=False).is_empty()


def test_a_place_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere"):
        write(tmp_path / "nowhere" / "a.xlsx", pl.DataFrame({"text": ["a"]}))
