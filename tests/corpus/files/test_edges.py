"""What `new` makes of odd input: a corpus that `check` accepts, or one message."""

import errno
import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.commands import corpora
from helpers.commands.cli import cli
from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.import_result import ImportResult
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.files.tables import read_table
from helpers.corpus.problems import InputError, Problem

from .odd_tables import FORMATS, tables, write


def run_import(place: Path, table: dict[str, pl.Series]) -> ImportResult:
    source = place / "t.parquet"
    pl.DataFrame(table).write_parquet(source)
    result = import_corpus(place / "corpus", source)
    assert [problem for problem in check_corpus(result.folder) if problem.severity == "error"] == []
    return result


# Workbooks and Parquet are read in a process of their own, which takes time to start.
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("kind", "examples"), [(kind, 8 if kind in ("xlsx", "parquet") else 30) for kind in FORMATS]
)
def test_what_new_writes_check_accepts(
    tmp_path_factory: pytest.TempPathFactory, kind: str, examples: int
) -> None:
    @settings(max_examples=examples)
    @given(
        table=tables(),
        types=st.lists(st.integers(0, 9), min_size=9, max_size=9),
        files=st.booleans(),
        day_first=st.sampled_from([None, True, False]),
    )
    def accepts(*, table, types, files, day_first) -> None:
        place = tmp_path_factory.mktemp("odd")
        source = write(table, kind, place, types)
        limits = {} if files else {"articles_as_files": "0"}
        try:
            result = import_corpus(place / "corpus", source, limits=limits, day_first=day_first)
        except InputError:
            return
        problems = check_corpus(result.folder)
        assert [problem for problem in problems if problem.severity == "error"] == []
        assert result.articles + result.empty + result.too_large == result.rows

    accepts()


def test_a_type_that_is_no_text_leaves_the_field_empty(tmp_path: Path) -> None:
    result = run_import(tmp_path, {"text": pl.Series(["a"]), "title": pl.Series([timedelta(1)])})
    (note,) = result.notes
    assert note.what == "column \"title\" holds Duration(time_unit='us'), not text"
    assert note.mend == "headline is left empty"


def test_a_type_that_is_no_text_cannot_be_the_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'column "text" holds Duration.*; choose another column'):
        run_import(tmp_path, {"text": pl.Series([timedelta(1)])})


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([float("inf"), 7.0, None], ["inf", "7.0"]),
        ([float("nan"), 7.0, 8.0], ["7", "8"]),
        ([1e300, 7.0], ["1e+300", "7.0"]),
        ([b"abc", b"\xff"], ["abc"]),
        ([["a", "b"], None, []], ["a\nb"]),
    ],
)
def test_values_of_other_types(tmp_path: Path, values: list[object], texts: list[str]) -> None:
    result = run_import(tmp_path, {"text": pl.Series(values, strict=False)})
    assert open_corpus(result.folder).texts["text"].to_list() == texts


def test_dates_that_no_calendar_has(tmp_path: Path) -> None:
    days = pl.Series([-719_163, -719_162, 2_932_896, 2_932_897, 2**31 - 1], dtype=pl.Int32)
    result = run_import(tmp_path, {"text": pl.Series(list("abcde")), "date": days.cast(pl.Date)})
    dates = open_corpus(result.folder).documents["published"].to_list()
    assert dates == [None, date.min, date.max, None, None]
    assert result.notes[0].what == 'date outside the years 1 to 9999 in 3 of column "date"'


def test_bytes_in_a_parquet_file_that_are_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"text": ["abcdefgh"]}).write_parquet(
        path, compression="uncompressed", statistics=False
    )
    path.write_bytes(path.read_bytes().replace(b"abcdefgh", b"abc\xffefgh"))
    with pytest.raises(InputError, match=r"cannot be read as \.parquet: .*UTF-8"):
        import_corpus(tmp_path / "corpus", path)


def test_nul_in_any_field_is_removed_and_named(tmp_path: Path) -> None:
    table = {
        "text": pl.Series(["\0", "Ta\0lks."]),
        "title": pl.Series(["a", "N\0o"]),
        "url": pl.Series(["b", "http://a\0.org/"]),
    }
    result = run_import(tmp_path, table)
    assert (result.articles, result.empty) == (1, 1)
    corpus = open_corpus(result.folder)
    assert corpus.documents.select("headline", "outlet").rows() == [("No", "a.org")]
    assert corpus.texts["text"].to_list() == ["Talks."]
    assert [note.what for note in result.notes] == [
        "NUL characters in the text in 2 rows (row 1, row 2)",
        "NUL characters in the headline in 1 row (row 2)",
        "NUL characters in the url in 1 row (row 2)",
        "no text in 1 row (row 1)",
    ]


@pytest.mark.timeout(60)
def test_twenty_thousand_articles_of_one_name(tmp_path: Path) -> None:
    texts = pl.repeat("Talks.", 20_000, eager=True)
    ids = pl.repeat("x" * 100, 20_000, eager=True)
    result = run_import(tmp_path, {"text": texts, "id": ids})
    names = open_corpus(result.folder).documents["document"]
    assert names.n_unique() == 20_000
    assert names.str.len_chars().max() == 100


def test_a_file_whose_name_is_a_pattern_is_itself(tmp_path: Path) -> None:
    for suffix, line in ((".jsonl", '{"text": "%s"}\n'), (".csv", "text\n%s\n")):
        (tmp_path / f"a[1]*{suffix}").write_text(line % "meant")
        (tmp_path / f"a1x{suffix}").write_text(line % "other")
        result = import_corpus(tmp_path / suffix, tmp_path / f"a[1]*{suffix}")
        assert open_corpus(result.folder).texts["text"].to_list() == ["meant"]


def run(*arguments: str | Path) -> tuple[int, str]:
    ran = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return ran.exit_code, ran.stderr


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text("text\nTalks.\n")
    return path


def test_new_below_a_file(tmp_path: Path, source: Path) -> None:
    code, output = run("new", source / "corpus", "--from", source)
    assert code == 2
    assert output.startswith(f"report: {source}")
    assert "a file is where a folder should be" in output


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root writes everywhere")
def test_new_in_a_folder_that_cannot_be_written_to(tmp_path: Path, source: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    code, output = run("new", tmp_path / "closed" / "corpus", "--from", source)
    assert code == 2
    assert "permission denied" in output


def test_new_on_a_full_disk(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "corpus"))

    monkeypatch.setattr("helpers.corpus.files.importing._write", full)
    code, output = run("new", tmp_path / "corpus", "--from", source)
    assert code == 2
    assert "no space left on device; free some space" in output


def test_limits_are_set_on_the_command_line(tmp_path: Path, source: Path) -> None:
    code, output = run("new", tmp_path / "a", "--from", source, "--limit", "max_table_bytes=3")
    assert code == 2
    assert "12 bytes, above the limit of 3" in output
    code, output = run("new", tmp_path / "a", "--from", source, "--limit", "max_rows")
    assert code == 2
    assert "--limit max_rows: write it like max_rows=20000000" in output
    command = ("score", source, "--text", "text", "-o", tmp_path / "o.csv", "--limit")
    assert run(*command, "max_table_bytes=3")[0] == 2
    assert run(*command, "max_table_bytes=30") == (0, "")


def test_foreign_names_do_not_steer_the_terminal() -> None:
    problem = Problem("a\x1b[2J\udcff", "b\nreport: all is well\u202e", "c" * 5000)
    assert problem.where == "a\\x1b[2J\\udcff"
    assert problem.what == "b\\nreport: all is well\\u202e"
    assert problem.mend == f"{'c' * 2000}... (5000 characters)"


def test_what_an_import_says_is_of_one_line_each(tmp_path: Path) -> None:
    result = run_import(tmp_path, {"text": pl.Series(["a"]), "x\x1b[2J\n": pl.Series(["b"])})
    assert "Columns not used: x\\x1b[2J\\n." in result.summary()


def test_a_path_that_is_not_utf8_can_be_said(
    tmp_path: Path, source: Path, run: Callable[..., CompletedProcess[str]]
) -> None:
    corpus = import_corpus(tmp_path / "corpus", source).folder
    odd = tmp_path / os.fsdecode(b"\xff")
    corpus.rename(odd)
    ran = run(
        [sys.executable, "-m", "helpers", "check", odd],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(corpora.__file__).parents[2])},
    )
    assert ran.stderr == ""
    assert ran.stdout == f"{tmp_path}/\\udcff: no defects\n"


def test_a_key_that_stands_twice_in_an_object(tmp_path: Path) -> None:
    source = tmp_path / "t.jsonl"
    source.write_text('{"text": "first", "text": "second"}\n')
    with pytest.raises(
        InputError, match=r"t\.jsonl:1: not JSON: a key appears twice in one object"
    ):
        read_table(source)


def test_the_folder_that_one_is_in_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text("text\nTalks.\n")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(InputError, match="is the folder you are in"):
        import_corpus(".", tmp_path / "t.csv")


@pytest.mark.parametrize("name", ["max_field_length", "row_group", "max_rows", "memory_per_byte"])
def test_a_limit_beyond_what_can_be_counted(name: str) -> None:
    with pytest.raises(InputError, match=f"--limit {name}"):
        read_limits(Path(), overrides={name: "9" * 20})
