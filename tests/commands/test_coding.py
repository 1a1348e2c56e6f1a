"""`report code` as a user types it: draw, sheet, read, refusals in a line."""

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from climate import climate_corpus

from helpers.commands.cli import cli


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = climate_corpus(tmp_path)
    monkeypatch.chdir(tmp_path)
    return place


def code(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["code", *arguments])


def test_a_sample_is_drawn_handed_out_and_read(corpus: Path) -> None:
    result = code("draw", "--n", "4", "--by", "kind,outlet", "--by", "kind", "--seed", "3")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "corpus/coding/sample.csv: 4 drawn, 4 of 6 sentences in the sample "
        "(strata by kind and outlet)",
        "next: report code corpus --coder NAME (or report code sheet, for a table)",
    ]
    result = code("sheet", "--coder", "ann", "-o", "ann.csv", "--fields", "tone")
    assert result.stdout.splitlines() == [
        "ann.csv: 4 sentences, 0 with answers; asked are tone",
        "next: fill it in, then report code read ann.csv --corpus corpus --coder ann",
    ]
    sheet = pl.read_csv("ann.csv", infer_schema=False)
    sheet.with_columns(tone=pl.lit("neutral"), colour=pl.lit("red")).write_csv("ann.csv")
    result = code("read", "ann.csv", "--coder", "ann")
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "corpus/coding/coders/ann.csv: answers to 4 sentences read; 4 new, 0 changed, 0 unchanged\n"
    )
    assert result.stderr.startswith("note: ann.csv: column 'colour' is not read; known: ")
    result = code("read", "ann.csv", "--instrument", "model")
    assert result.stdout.startswith("corpus/coding/machines/model.csv: answers to 4 sentences")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("draw nowhere", "report: nowhere: no such corpus folder"),
        ("draw --by voise", "report: --by: there is no 'voise' to draw by; write \"voice\""),
        ("draw --n 1", "report: --n: 1 is too few for a sample; draw at least 2"),
        (
            "sheet --coder ann",
            "report: corpus/coding/sample.csv: no sentences were drawn; draw some",
        ),
        ("sheet --coder ../ann", "report: --coder: '../ann' cannot be a name; use letters"),
        ("read none.csv --coder ann", "report: none.csv: no such file; correct the path"),
        ("read none.csv", "report: report code read: say who coded it, a person or a program"),
        ("read a.csv --coder a --instrument b", "give either --coder NAME or --instrument NAME"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(corpus: Path, words: str, message: str) -> None:
    result = code(*words.split())
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (corpus / "coding").exists()
