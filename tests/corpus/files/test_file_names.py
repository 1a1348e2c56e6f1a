import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from helpers.commands.cli import cli
from helpers.commands.corpora import new
from helpers.corpus.files.columns import read_column_rules
from helpers.corpus.files.file_names import guess_pattern, read_names
from helpers.corpus.files.import_result import ImportResult
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.problems import InputError

RULES = read_column_rules()


def make(place: Path, files: list[str], **options: str) -> ImportResult:
    for number, file in enumerate(files):
        path = place / "texts" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Talks number {number}.")
    return import_corpus(place / "corpus", place / "texts", **options)


def documents(result: ImportResult) -> list[tuple[object, ...]]:
    columns = ("published", "outlet", "headline")
    return open_corpus(result.folder).documents.select(columns).rows()


@pytest.mark.parametrize(
    ("files", "pattern"),
    [
        (["2023-01-10 The Daily - Tariffs rise.txt"], "{date} {outlet} - {headline}"),
        (["20230110_Daily_tariffs-rise.txt"], "{date}_{outlet}_{headline}"),
        (["The Daily - 10.01.2023 - Tariffs.txt"], "{outlet} - {date} - {headline}"),
        (["news/rt/2022/No deal.txt"], "{outlet}/{year}/{headline}"),
        (["rt/2022/01/11/No deal.txt"], "{outlet}/{year}/{month}/{day}/{headline}"),
        (["rt/2022-01-11 a.txt", "tass/2022-01-12 b.txt"], "{outlet}/{date} {headline}"),
        (["rt/2022-01-11 a.txt", "rt/2022-01-12 b.txt"], "{date} {headline}"),
        (["January 11 2022 - No deal.txt"], "{date} - {headline}"),
        # No date, no calendar's date, a name that does not fit, an outlet that is a number.
        (["rt/No deal.txt"], ""),
        (["2022-13-45 No deal.txt"], ""),
        (["2022-01-11 No deal.txt", "notes.txt"], ""),
        (["2021/2022/No deal.txt"], ""),
        (["20230110_The_Daily_tariffs.txt"], ""),
        ([], ""),
    ],
)
def test_patterns_are_guessed_where_plain(files: list[str], pattern: str) -> None:
    assert guess_pattern(files, rules=RULES) == pattern


def test_headlines_are_not_taken_for_outlets() -> None:
    files = [f"2022-01-{day} Talks {day} - no deal.txt" for day in range(10, 22)]
    assert guess_pattern(files, rules=RULES) == "{date} {headline}"


@pytest.mark.parametrize(
    ("file", "pattern", "fields"),
    [
        ("a/b/x (RT, 2022).txt", "{headline} ({outlet}, {year})", ("x", "RT", "2022")),
        ("rt-2022-no-deal.txt", "{outlet}-{year}-{headline}", ("no deal", "rt", "2022")),
        ("2022-01-11 – RT.txt", "{date} - {outlet}", ("RT", "2022-01-11")),
        ("2022_01_11.RT.txt", "{date}.{outlet}", ("RT", "2022-01-11")),
        ("0001 RT.txt", "{} {outlet}", ("RT",)),
        ("RT.txt", "{outlet}/{headline}", (None, None)),
    ],
)
def test_a_stated_pattern(file: str, pattern: str, fields: tuple[object, ...]) -> None:
    assert read_names([file], pattern).rows() == [fields]


@given(st.dates(date(1600, 1, 1), date(2090, 1, 1)), st.sampled_from(["%Y-%m-%d", "%Y%m%d"]))
def test_a_date_in_a_name_is_read_back(day: date, form: str) -> None:
    name = f"{day.strftime(form)} Daily - Title.txt"
    row = read_names([name], "{date} {outlet} - {headline}").rows()[0]
    assert row == ("Title", "Daily", day.strftime(form))


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("{when} {outlet}", 'no part "{when}"'),
        ("{outlet} {outlet}", '"{outlet}" stands twice'),
        ("{date}{outlet}", "two parts with nothing between them"),
        ("name", "no part of a name in it"),
    ],
)
def test_a_pattern_that_cannot_be_used(pattern: str, what: str) -> None:
    with pytest.raises(InputError, match=re.escape(what)):
        read_names(["a.txt"], pattern)


def test_names_become_date_outlet_and_headline(tmp_path: Path) -> None:
    result = make(tmp_path, ["2023-01-10 The Daily - Tariffs rise.txt"])
    assert documents(result) == [(date(2023, 1, 10), "The Daily", "Tariffs rise")]
    line = 'Names of files read as "{date} {outlet} - {headline}"; to change that, use --names.'
    assert line in result.summary()


def test_a_year_alone_is_no_date(tmp_path: Path) -> None:
    result = make(tmp_path, ["rt/2022/No deal.txt"])
    assert documents(result) == [(None, "rt", "No deal")]
    assert 'incomplete date ("2022")' in result.notes[0].what


def test_nothing_is_read_from_names_on_request(tmp_path: Path) -> None:
    result = make(tmp_path, ["2023-01-10 The Daily - Tariffs rise.txt"], names="")
    assert documents(result) == [(None, None, None)]


def test_a_name_that_does_not_fit_is_noted(tmp_path: Path) -> None:
    result = make(tmp_path, ["rt_a.txt", "notes.txt"], names="{outlet}_{headline}")
    assert documents(result) == [(None, None, None), (None, "rt", "a")]
    assert result.notes[0].what.startswith(
        'a name that is not like "{outlet}_{headline}" in 1 file'
    )


def test_a_folder_can_be_the_outlet(tmp_path: Path) -> None:
    result = make(tmp_path, ["rt/a.txt", "b.txt"], columns={"outlet": "folder"})
    assert documents(result) == [(None, None, None), (None, "rt", None)]


def test_a_table_has_no_names_to_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text\nTalks.\n")
    with pytest.raises(InputError, match="is no folder of texts"):
        import_corpus(tmp_path / "corpus", tmp_path / "t.csv", names="{outlet}")


def test_every_example_of_the_help_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles.csv").write_text("source,text\nRT,Talks.\n")
    (tmp_path / "texts" / "rt").mkdir(parents=True)
    (tmp_path / "texts" / "rt" / "2023-01-10 RT - No deal.txt").write_text("Talks.")
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"report (new .*)", new.epilog or "")
    assert len(examples) == 6
    for number, example in enumerate(examples):
        words = (
            example if "--again" in example else re.sub("my-(corpus|study)", f"c{number}", example)
        )
        ran = CliRunner().invoke(cli, words)
        assert (ran.exit_code, ran.stderr.count("report: ")) == (0, 0), ran.output
