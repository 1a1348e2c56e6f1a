"""`report score`: any table in, the same table with tone and frames out."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from support import ROOT

from helpers.commands.cli import cli
from helpers.corpus.files.tables import read_table
from helpers.corpus.problems import InputError
from helpers.study import score_table
from helpers.study.score_table import WRITERS, score_file

TEXTS = ["A terrible war.", "On Tuesday.", "The United States held talks.", ""]
CODEBOOK = """
title: Weather and war
version: "1"
source: none
matching: {gap: 3, negation: 3, scare_quote: 3, negators: [no]}
unnamed: []
frames:
  - {id: weather, label: Weather, set: issue, definition: Weather., include: Rain., exclude: None.,
     source: none, patterns: [rain*], examples: [It rains.], counter_examples: [No.]}
  - {id: strife, label: Strife, set: issue, definition: Strife., include: War., exclude: None.,
     source: none, patterns: [war], examples: [A war.], counter_examples: [No.]}
"""
COLUMNS = ["tone", "tone_score", "tone_vader", "tone_afinn", "tone_pattern", "frames"]
COLUMNS += ["voice", "speaker", "bloc", "text_language", "not_read"]
# war -2.9 and terrible -2.1: -5 / sqrt(25 + 15), as NLTK rounds it; united 1.8 is a name's word.
EXPECTED = {
    "tone": [-1, None, None, None],
    "tone_score": [-0.7906, None, None, None],
    "tone_vader": [-0.7906, None, 0.4215, None],
}


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A folder without settings: the package's own hold."""
    folder = tmp_path / "settings"
    folder.mkdir()
    return folder


def sheet(path: Path, table: pl.DataFrame) -> None:
    """Write the least that makes a workbook, as people's tables come without our writer."""
    rows = [table.columns, *table.rows()]
    cells = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in row)
        + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="'
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="one" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/one.xml"/>'
        "</Relationships>",
        "xl/worksheets/one.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)


SOURCES: dict[str, Callable[[Path, pl.DataFrame], object]] = {
    "in.csv": lambda path, table: table.write_csv(path),
    "in.tsv": lambda path, table: table.write_csv(path, separator="\t"),
    "in.jsonl": lambda path, table: table.write_ndjson(path),
    "in.parquet": lambda path, table: table.write_parquet(path),
    "in.xlsx": sheet,
}


def score(source: Path, out: Path, settings: Path, text: str = "text") -> pl.DataFrame:
    return score_file(source, out, text=text, settings=settings)


@pytest.mark.parametrize("suffix", list(WRITERS))
@pytest.mark.parametrize("source", list(SOURCES))
def test_every_format_in_and_out(source: str, suffix: str, tmp_path: Path, settings: Path):
    table = pl.DataFrame({"id": ["a", "b", "c", "d"], "text": TEXTS})
    SOURCES[source](tmp_path / source, table)
    scored = score(tmp_path / source, tmp_path / f"out{suffix}", settings)
    assert scored.columns == ["id", "text", *COLUMNS]
    for name, values in EXPECTED.items():
        assert scored[name].to_list() == values
    written = read_table(tmp_path / f"out{suffix}")
    assert written.columns == scored.columns
    assert written["id"].to_list() == list("abcd")
    numbers = written["tone_vader"].cast(pl.String).replace("", None).cast(pl.Float64).to_list()
    assert numbers == EXPECTED["tone_vader"]


def test_what_no_instrument_knows_is_left_empty_and_said(tmp_path: Path, settings: Path) -> None:
    german = "Die Regierung hat am Dienstag über den schrecklichen Krieg im Nachbarland beraten."
    texts = ["A terrible war broke out on Tuesday, the government said.", german]
    pl.DataFrame({"text": texts}).write_csv(tmp_path / "a.csv")
    scored = score(tmp_path / "a.csv", tmp_path / "out.csv", settings)
    assert scored["text_language"].to_list() == ["en", "de"]
    assert scored.select("tone", "frames", "voice").row(0) == (-1, "conflict", "indirect")
    assert scored.select("tone", "tone_vader", "frames", "voice").row(1) == (None,) * 4
    assert scored["not_read"].to_list() == [
        None,
        "in German, not known to: tone, published word lists, frames, voices",
    ]
    table = pl.DataFrame({"text": texts, "lang": ["de", "English"]})
    table.write_csv(tmp_path / "a.csv")
    scored = score(tmp_path / "a.csv", tmp_path / "out.csv", settings)
    assert scored["text_language"].to_list() == ["de", "en"]


def test_frames_are_those_of_the_codebook_and_sorted(tmp_path: Path, settings: Path):
    (settings / "codebook.yml").write_text(CODEBOOK)
    pl.DataFrame({"text": ["Rain and war, war.", "On.", "It rained."]}).write_csv(
        tmp_path / "a.csv"
    )
    scored = score(tmp_path / "a.csv", tmp_path / "out.csv", settings)
    assert scored["frames"].to_list() == ["strife;weather", "", "weather"]


def test_the_first_sentence_tells_who_speaks(tmp_path: Path, settings: Path):
    texts = ["“We want peace,” Anna Berg said. It is cold.", "It is cold.", "Putin said no.", None]
    pl.DataFrame({"text": texts}).write_ndjson(tmp_path / "a.jsonl")
    scored = score(tmp_path / "a.jsonl", tmp_path / "out.csv", settings)
    assert scored.select("voice", "speaker", "bloc").rows() == [
        ("quote", "Berg", "none"),
        ("narrator", None, "none"),
        ("indirect", "Putin", "none"),
        (None, None, None),
    ]


def test_texts_are_read_batch_by_batch(tmp_path: Path, settings: Path, monkeypatch):
    table = pl.DataFrame({"text": [*TEXTS, "Putin said no."]})
    table.write_csv(tmp_path / "a.csv")
    whole = score(tmp_path / "a.csv", tmp_path / "out.csv", settings)
    monkeypatch.setattr(score_table, "_BATCH", 2)
    done = []
    parts = score_file(
        tmp_path / "a.csv",
        tmp_path / "out.csv",
        text="text",
        settings=settings,
        tell=lambda *news: done.append(news),
    )
    assert parts.equals(whole)
    assert done == [(2, 5), (4, 5), (5, 5)]


def test_null_texts_are_kept_and_have_no_tone(tmp_path: Path, settings: Path):
    (tmp_path / "in.jsonl").write_text('{"text": null}\n{"text": "A war."}\n{"other": 1}\n')
    scored = score(tmp_path / "in.jsonl", tmp_path / "out.jsonl", settings)
    assert scored["tone"].to_list() == [None, -1, None]
    assert scored["text"].to_list() == [None, "A war.", None]
    assert scored["frames"].to_list()[0] == ""
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["tone_vader"] is None


def test_a_column_of_nulls_alone(tmp_path: Path, settings: Path):
    (tmp_path / "in.jsonl").write_text('{"text": null}\n')
    assert score(tmp_path / "in.jsonl", tmp_path / "o.csv", settings)["tone"].to_list() == [None]


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_a_table_without_rows(suffix: str, tmp_path: Path, settings: Path):
    (tmp_path / "in.csv").write_text("id,text\n")
    scored = score(tmp_path / "in.csv", tmp_path / f"out{suffix}", settings)
    assert (scored.height, scored.columns) == (0, ["id", "text", *COLUMNS])
    assert (tmp_path / f"out{suffix}").is_file()


def test_columns_of_the_same_name_are_kept_beside(tmp_path: Path, settings: Path):
    table = pl.DataFrame({"tone": ["0"], "text": ["A war."], "frames": ["x"]})
    table.write_csv(tmp_path / "in.csv")
    scored = score(tmp_path / "in.csv", tmp_path / "out.csv", settings)
    assert scored.columns == ["tone_given", "text", "frames_given", *COLUMNS]
    assert scored.row(0)[:3] == ("0", "A war.", "x")
    assert scored["tone"].to_list() == [-1]


def test_scoring_again_replaces_the_scores(tmp_path: Path, settings: Path):
    pl.DataFrame({"text": TEXTS}).write_csv(tmp_path / "in.csv")
    first = score(tmp_path / "in.csv", tmp_path / "one.csv", settings)
    again = score(tmp_path / "one.csv", tmp_path / "two.csv", settings)
    assert again.columns == first.columns
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_the_column_of_texts_may_bear_a_taken_name(tmp_path: Path, settings: Path):
    pl.DataFrame({"tone": ["A war."]}).write_csv(tmp_path / "in.csv")
    scored = score(tmp_path / "in.csv", tmp_path / "out.csv", settings, text="tone")
    assert scored["tone_given"].to_list() == ["A war."]
    assert scored["tone"].to_list() == [-1]


def test_nested_values_go_into_text_formats(tmp_path: Path, settings: Path):
    rows = [{"text": "A war.", "labels": ["x", "y"], "more": {"a": [1]}}, {"text": "On."}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    score(tmp_path / "in.jsonl", tmp_path / "out.csv", settings)
    written = read_table(tmp_path / "out.csv")
    assert written["labels"].to_list()[0] == "x;y"
    assert json.loads(written["more"][0]) == {"a": [1]}
    score(tmp_path / "in.jsonl", tmp_path / "out.jsonl", settings)
    kept = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    assert kept["labels"] == ["x", "y"]


@pytest.mark.parametrize(
    ("content", "out", "text", "said"),
    [
        ("id,text\n", "out.xlsx", "text", "cannot write '.xlsx'; end it in .csv, .tsv"),
        ("id,text\n", "out", "text", "cannot write ''"),
        ("id,text\n", "out.csv", "txt", "no column 'txt'; write \"text\" (known: id, text)"),
        ("id,text\n", "none/out.csv", "text", "no such folder; make it first"),
        ("id,text\n", "in.csv", "text", "is the file to be read; name another file"),
        ("text,tone,tone_given\nx,1,2\n", "o.csv", "text", "a column 'tone' and 'tone_given'"),
    ],
)
def test_what_cannot_be_done_is_said(
    content: str, out: str, text: str, said: str, tmp_path: Path, settings: Path
):
    (tmp_path / "in.csv").write_text(content)
    with pytest.raises(InputError) as raised:
        score(tmp_path / "in.csv", tmp_path / out, settings, text=text)
    assert said in str(raised.value)
    assert (tmp_path / "in.csv").read_text() == content


def test_numbers_are_no_texts(tmp_path: Path, settings: Path):
    pl.DataFrame({"text": [1, 2]}).write_parquet(tmp_path / "in.parquet")
    with pytest.raises(InputError, match="column 'text' holds Int64, not text; name a column"):
        score(tmp_path / "in.parquet", tmp_path / "out.csv", settings)


def test_an_empty_file_has_no_column(tmp_path: Path, settings: Path):
    (tmp_path / "in.jsonl").write_text("")
    with pytest.raises(InputError, match="no column 'text'"):
        score(tmp_path / "in.jsonl", tmp_path / "out.csv", settings)


def test_a_folder_that_cannot_be_written_to(tmp_path: Path, settings: Path):
    (tmp_path / "in.csv").write_text("text\nA war.\n")
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(IsADirectoryError, match=r"out\.csv"):
        score(tmp_path / "in.csv", tmp_path / "out.csv", settings)


def test_the_command_counts_and_fails_in_one_line(tmp_path: Path):
    (tmp_path / "in.csv").write_text("text\nA terrible war.\nOn.\n")
    arguments = ["score", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv")]
    arguments += ["--corpus", str(ROOT / "corpus")]
    ran = CliRunner().invoke(cli, [*arguments, "--text", "text"])
    assert ran.exit_code == 0, ran.output
    assert "2 texts, 1 with a tone" in ran.output
    failed = CliRunner().invoke(cli, [*arguments, "--text", "tekst"])
    assert failed.exit_code == 2
    assert failed.output.count("\n") == 1


def test_what_a_format_cannot_hold_leaves_the_old_file(tmp_path: Path, settings: Path):
    (tmp_path / "in.jsonl").write_text('{"text": "A war.", "more": {}}\n')
    (tmp_path / "out.parquet").write_text("old")
    with pytest.raises(InputError, match=r"cannot be written as \.parquet.*end it in \.csv"):
        score(tmp_path / "in.jsonl", tmp_path / "out.parquet", settings)
    assert (tmp_path / "out.parquet").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
