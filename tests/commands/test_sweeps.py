"""`report sweep` as a user types it: values, refusals in a line, tables, Ctrl-C."""

import os
import signal
import sys
from pathlib import Path
from subprocess import PIPE

import polars as pl
import pytest
from click.testing import CliRunner, Result
from support import ROOT, Start

from helpers.commands.cli import cli
from helpers.commands.sweeps import repeat_names


def sweep(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["sweep", *arguments])


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("-p a 1 2", "-p a 1 -p a 2"),
        ("-p a 1 2 -p b 3 --finding x", "-p a 1 -p a 2 -p b 3 --finding x"),
        ("-p a -1 2 3", "-p a -1 -p a 2 -p a 3"),
        ("--parameter a 1 2", "--parameter a 1 --parameter a 2"),
        ("-o f.csv -p a", "-o f.csv -p a"),
        ("-p a 1 -- 2", "-p a 1 -- 2"),
        ("-p", "-p"),
        ("", ""),
    ],
)
def test_a_name_takes_all_values_up_to_the_next_option(given: str, read: str) -> None:
    assert repeat_names(given.split()) == read.split()


def test_every_set_has_a_line_and_a_row(small_project: Path) -> None:
    result = sweep(
        *("-p", "documents", "north", "south", "-p", "top_n", "5", "-p", "top_n", "6"),
        *("--finding", "voices-passed-on", "-o", "out.csv"),
    )
    assert result.exit_code == 0, result.output
    table = pl.read_csv("out.csv")
    assert table.select("documents", "top_n", "n").rows() == [
        ("north", 5, 3),
        ("north", 6, 3),
        ("south", 5, 3),
        ("south", 6, 3),
    ]
    lines = result.stdout.splitlines()
    assert lines[0] == "How much of the text is quoted or paraphrased? (voices-passed-on)"
    starts = [tuple(line.lstrip(" *").split()[:2]) for line in lines]
    own = [start for start in starts if start[:1] in (("north",), ("south",))]
    assert own == [("north", "5"), ("north", "6"), ("south", "5"), ("south", "6")]
    assert lines[-2:] == ["Nothing above changes with top_n.", "out.csv: 4 rows, 4 parameter sets"]
    assert result.stderr.splitlines()[0] == "set 1 of 4: documents north, top_n 5"


def test_without_values_the_edition_is_computed_as_it_is(small_project: Path) -> None:
    edition = small_project / "notebooks" / "editions" / "south.yml"
    edition.write_text("title: S\ndescription: S.\nparameters: {documents: [south]}\n")
    assert sweep("--edition", "south", "-o", "out.csv").exit_code == 0
    table = pl.read_csv("out.csv")
    assert table.columns[0] == "finding"
    assert table.filter(finding="voices-passed-on")["n"].to_list() == [3]
    assert table["finding"].n_unique() == table.height > 10


def test_the_values_of_the_command_line_win_over_the_edition(small_project: Path) -> None:
    edition = small_project / "notebooks" / "editions" / "south.yml"
    edition.write_text("title: S\ndescription: S.\nparameters: {documents: [south], seed: 3}\n")
    words = ["--edition", "south", "-p", "documents", "north", "", "--finding", "voices-passed-on"]
    assert sweep(*words, "-o", "out.csv").exit_code == 0
    assert pl.read_csv("out.csv")["n"].to_list() == [3, 6]


def test_a_set_that_selects_nothing_is_a_row_that_says_so(
    small_project: Path, dated_corpus: Path
) -> None:
    words = ["--corpus", str(dated_corpus), "-p", "date_from", "2030-01-01", "2022-02-01"]
    result = sweep(*words, "-o", "out.csv")
    assert result.exit_code == 0, result.output
    table = pl.read_csv("out.csv")
    empty = table.filter(date_from="2030-01-01")
    assert set(empty["verdict"]) == {"does not apply"}
    assert set(empty["text"]) == {"No article is selected."}
    assert set(table.filter(date_from="2022-02-01")["verdict"]) > {"does not apply"}
    assert "No article is selected." in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("-p topn 1 2", "report: -p: unknown parameter 'topn'; did you mean 'top_n'?"),
        ("-p top_n 5 500", "parameter 'top_n' cannot be '500'; give int, at least 1, at most 200"),
        ("-p documents north,sout", "there is no 'sout' in the corpus; write \"south\""),
        ("-p reference none.csv", "report: none.csv: no such reference corpus"),
        ("-p outlets RT", "report: outlets: there is no 'RT' in the corpus"),
        ("-p group nort", "there is no 'nort' to compare by document; write \"north\""),
        ("-p date_from 2022-02-01 -p date_to 2022-01-01", "swap them"),
        ("--finding voices-unamed", 'write "voices-unnamed"'),
        ("--edition defualt", "did you mean 'default'?"),
        ("--corpus nowhere", "report: nowhere: no such corpus folder"),
        ("--corpus corpus -p corpus a", "leave one of the two out"),
        ("-o out.xlsx", "report: out.xlsx: a sweep is written as CSV; end the name in .csv"),
        ("-o nowhere/out.csv", "nowhere/out.csv: no such file or directory; correct the path"),
        ("-p seed 1 2 3 --max-sets 2", "3 parameter sets, more than 2"),
    ],
)
def test_a_mistake_is_one_line_and_leaves_no_file(
    small_project: Path, words: str, said: str
) -> None:
    before = sorted(small_project.iterdir())
    result = sweep(*words.split())
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert sorted(small_project.iterdir()) == before


def test_more_than_two_hundred_sets_want_a_word(small_project: Path) -> None:
    result = sweep("-p", "seed", *map(str, range(201)))
    assert result.exit_code == 2
    assert "201 parameter sets, more than 200" in result.stderr
    assert "--max-sets 201" in result.stderr


@pytest.mark.parametrize("words", ["-p top_n", "top_n 5", "-p node \udcff", "-o corpus"])
def test_what_click_refuses_is_refused(small_project: Path, words: str) -> None:
    result = sweep(*words.split(" "))
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_markup_in_a_value_is_text(small_project: Path) -> None:
    result = sweep("-p", "node", "[red]<b>x", "--finding", "company-closest", "-o", "out.csv")
    assert result.exit_code == 0, result.output
    assert "[red]<b>x" in result.stdout
    assert pl.read_csv("out.csv")["node"].to_list() == ["[red]<b>x"]


def test_a_computation_that_is_stopped_leaves_the_old_table(
    small_project: Path, start: Start
) -> None:
    (small_project / "out.csv").write_text("old")
    words = ["-p", "seed", *map(str, range(200)), "-o", "out.csv"]
    process = start(
        [sys.executable, "-m", "helpers", "sweep", *words],
        cwd=small_project,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(small_project)},
        stderr=PIPE,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("set 2 of 200"):
            break
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert process.stderr.read().endswith("stopped; what was there before is untouched\n")
    assert (small_project / "out.csv").read_text() == "old"
    assert list(small_project.glob(".*.part")) == []
