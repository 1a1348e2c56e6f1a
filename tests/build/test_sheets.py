"""The main tables of a book as one workbook."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from helpers.build import sheets
from helpers.build.sheets import write_sheets
from helpers.corpus.files.contents import WORKBOOK
from helpers.findings.finding import Evidence, Finding
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables, export

DESCRIBED = {
    "findings": sheets.FINDINGS,
    "evidence": sheets.EVIDENCE,
    "documents": sheets.DOCUMENTS,
    "sentences": sheets.SENTENCES,
}


@pytest.fixture
def tables(chapter: Callable[..., Study]) -> Tables:
    texts = {
        "a": "-x marks the threat.\n\n=1+1 is a treaty, “@a” said. NATO expands and threatens.",
        "b": "+1 for peace. Talks on guarantees are good.",
    }
    return chapter(texts, {"a": "2022-02-24"}).tables


@pytest.fixture
def findings(tables: Tables) -> list[Finding]:
    document, number, _ = tables.spans.select("document", "sentence", "text").row(3)
    shared = {"chapter": "terms", "title": "=Which?", "n": 2, "unit": "words", "specifications": 1}
    known = {"value": -0.5, "low": None, "high": None, "agreement": 1.0, "verdict": "fragile"}
    silent = dict.fromkeys(("value", "low", "high", "agreement")) | {"verdict": "does not apply"}
    evidence = (Evidence(document=document, sentence=number),)
    return [
        Finding.model_validate(
            shared
            | known
            | {"id": "one", "text": "-This.", "evidence": evidence}
            | {"subjects": ("=a", "b"), "operands": (0.25, 0.75)}
        ),
        Finding.model_validate(shared | silent | {"id": "two", "text": "@Nothing."}),
    ]


@pytest.fixture
def made(tmp_path: Path, tables: Tables, findings: list[Finding]) -> dict[str, pl.DataFrame]:
    """Read back every sheet of a book's workbook."""
    export(tables, tmp_path, parameters=Parameters())
    write_sheets(tmp_path, findings)
    return pl.read_excel(tmp_path / WORKBOOK, sheet_id=0, infer_schema_length=None)


def test_what_is_compared_stands_beside_the_value(made: dict[str, pl.DataFrame]) -> None:
    row, other = made["findings"].rows(named=True)
    assert row["subjects"] == "=a; b"
    assert (row["value"], row["minuend"], row["subtrahend"]) == (-0.5, 0.25, 0.75)
    assert (other["subjects"], other["minuend"]) == (None, None)


def test_every_sheet_has_the_columns_that_the_first_one_describes(
    made: dict[str, pl.DataFrame],
) -> None:
    assert list(made)[1:] == list(DESCRIBED)
    for name, columns in DESCRIBED.items():
        assert made[name].columns == list(columns)


def test_sheets_hold_what_the_tables_hold(tmp_path: Path, made: dict[str, pl.DataFrame]) -> None:
    for name in ("documents", "sentences"):
        table = pl.read_parquet(tmp_path / f"{name}.parquet")
        # An empty cell and an empty text are the same in a spreadsheet.
        blank = pl.col(pl.String).replace("", None)
        assert made[name].equals(table.with_columns(blank).cast(dict(made[name].schema)))


def test_findings_come_with_their_sentences(made: dict[str, pl.DataFrame], tables: Tables) -> None:
    asked = made["findings"].select("finding", "title", "text", "value", "verdict").rows()
    assert asked == [
        ("one", "=Which?", "-This.", -0.5, "fragile"),
        ("two", "=Which?", "@Nothing.", None, "does not apply"),
    ]
    document, number, text = tables.spans.select("document", "sentence", "text").row(3)
    assert made["evidence"].rows() == [("one", document, number, text)]
