"""Whole builds of a small project: what is made, what is left alone, what failure leaves behind."""

import json
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE

import polars as pl
import pytest
from click.testing import CliRunner, Result
from filelock import FileLock
from support import Run, Start, notebook

from helpers.build.editions import open_edition
from helpers.build.manifest import state_of
from helpers.build.plan import plan_build
from helpers.build.project import find_project
from helpers.build.runner import Step
from helpers.commands.cli import cli
from helpers.study.earlier_chapters import list_findings


def report(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def states(result: Result) -> dict[str, str]:
    lines = [line.split() for line in result.stderr.splitlines()]
    known = {"done", "unchanged", "failed", "skipped"}
    return {words[1]: words[0] for words in lines if words and words[0] in known}


def test_a_build_makes_pages_tables_findings_and_a_manifest(small_project: Path) -> None:
    result = report("build", "-p", "top_n", "7")
    assert result.exit_code == 0, result.stderr
    target = small_project / "_build" / "default"
    assert result.stdout.strip() == str(target / "html" / "index.html")
    assert "rows 7" in (target / "html" / "notebooks" / "one.html").read_text()
    assert "injected-parameters" not in (target / "html" / "notebooks" / "one.html").read_text()
    sentences = pl.read_csv(target / "data" / "sentences.csv")
    assert sentences.columns == (
        [
            "document",
            "sentence",
            "start",
            "end",
            "text",
            "kind",
            "voice",
            "speaker",
            "bloc",
            "tone",
            "tone_score",
            "frames",
        ]
    )
    documents = pl.read_csv(target / "data" / "documents.csv")
    assert {"document", "file", "sha256"} <= set(documents.columns)
    raw = dict(documents.select("document", "file").iter_rows())
    for row in sentences.iter_rows(named=True):
        text = (small_project / "corpus" / raw[row["document"]]).read_text(encoding="utf-8")
        assert text[row["start"] : row["end"]] == row["text"]
    assert (target / "html" / "data" / "sentences.csv").is_file()
    assert json.loads((target / "data" / "findings.json").read_text()) == []
    manifest = json.loads((target / "data" / "manifest.json").read_text())
    assert manifest["parameters"]["top_n"] == 7
    assert manifest["parameters"]["corpus"] == "corpus"
    assert {"commit", "clean", "inputs", "versions"} <= set(manifest)
    assert not any(str(small_project) in name for name in manifest["inputs"])


def test_a_second_build_starts_nothing_and_one_parameter_runs_one_chapter(
    built_project: Path,
) -> None:
    book = built_project / "_build" / "default"
    before = {path: path.stat().st_mtime_ns for path in book.rglob("*")}
    again = report("build")
    assert again.exit_code == 0
    assert states(again) == {}
    assert "nothing has changed" in again.stderr
    assert {path: path.stat().st_mtime_ns for path in book.rglob("*")} == before
    changed = report("build", "-p", "seed", "7", "--why")
    assert states(changed) == {
        "card": "unchanged",
        "tables": "unchanged",
        "one": "unchanged",
        "two": "done",
        "data": "done",
        "book": "done",
    }
    assert "two: seed changed" in changed.stderr


def test_a_notebook_that_raises_leaves_its_copy_and_the_last_book(built_project: Path) -> None:
    page = built_project / "_build" / "default" / "html" / "notebooks" / "two.html"
    before = page.read_bytes()
    notebook(built_project / "notebooks" / "two.ipynb", "1 + 1", "raise ValueError('no salt')")
    notebook(built_project / "notebooks" / "one.ipynb", "print('new')")
    result = report("build")
    assert result.exit_code == 1
    assert "two, cell 3: ValueError: no salt" in result.stderr
    assert "Traceback" not in result.stderr
    assert states(result)["one"] == "done"
    assert states(result)["book"] == "skipped"
    partial = built_project / "_build" / ".work" / "default" / "partial" / "two.ipynb"
    assert str(partial) in result.stderr
    assert "no salt" in partial.read_text()
    assert page.read_bytes() == before
    assert "last good book" in result.stderr


def test_a_warning_of_sphinx_fails_the_build_and_is_shown(built_project: Path) -> None:
    page = built_project / "_build" / "default" / "html" / "notebooks" / "index.html"
    before = page.read_bytes()
    (built_project / "notebooks" / "index.md").write_text("# Start\n\n{ref}`nowhere`\n")
    result = report("build")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-p", "topn", "5"), "unknown parameter 'topn'; did you mean 'top_n'?"),
        (("-p", "top_n", "many"), "'top_n' cannot be 'many'; give int, at least 1"),
        (("-p", "top_n", "0"), "'top_n' cannot be '0'"),
        (("-p", "documents", "nroth"), "no 'nroth' in the corpus; write \"north\""),
        (("-p", "date_from", "2022-02-01", "-p", "date_to", "2022-01-01"), "swap them"),
        (("--edition", "defalt"), "did you mean 'default'?"),
        (("--corpus", "nowhere"), "no such corpus folder"),
    ],
)
def test_a_wrong_argument_ends_before_anything_starts(
    small_project: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = report("build", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (small_project / "_build" / "default").exists()


def test_a_missing_notebook_is_named(small_project: Path) -> None:
    (small_project / "notebooks" / "two.ipynb").unlink()
    result = report("build")
    assert result.exit_code == 2
    assert "notebooks/two: there is no such notebook" in result.stderr


def test_a_parameter_that_the_schema_lacks_is_named(small_project: Path) -> None:
    notebook(small_project / "notebooks" / "two.ipynb", "1", parameters="colour = 'red'")
    result = report("build")
    assert result.exit_code == 2
    assert "'colour'" in result.stderr


def test_a_typo_in_the_codebook_is_shown_with_its_line(small_project: Path) -> None:
    path = small_project / "corpus" / "codebook.yml"
    lines = path.read_text().splitlines()
    place = next(number for number, line in enumerate(lines) if "definition:" in line)
    lines[place] = lines[place].replace("definition:", "defnition:")
    path.write_text("\n".join(lines))
    result = report("build")
    assert result.exit_code == 2
    assert f"codebook.yml:{place + 1}" in result.stderr
    assert "definition" in result.stderr


def test_a_corpus_with_a_bad_file_is_refused_and_the_book_stays(built_project: Path) -> None:
    book = built_project / "_build" / "default" / "html" / "index.html"
    before = book.read_bytes()
    (built_project / "corpus" / "articles" / "north.txt").write_bytes(b"caf\xe9 \xff")
    result = report("build")
    assert result.exit_code == 2
    assert "north.txt" in result.stderr
    assert "UTF-8" in result.stderr
    assert book.read_bytes() == before
    checked = report("check", "corpus")
    assert checked.exit_code == 2
    assert "UTF-8" in checked.stdout


def test_an_interrupted_build_leaves_the_last_book(built_project: Path, start: Start) -> None:
    target = built_project / "_build" / "default"
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    notebook(built_project / "notebooks" / "two.ipynb", "import time", "time.sleep(60)")
    command = [sys.executable, "-m", "helpers", "build"]
    build = start(command, cwd=built_project, stderr=PIPE)
    partial = built_project / "_build" / ".work" / "default" / "partial" / "two.ipynb"
    while not partial.is_file():
        assert build.poll() is None
        time.sleep(0.1)
    build.send_signal(signal.SIGINT)
    _, said = build.communicate(timeout=60)
    assert build.returncode == 130
    assert said.splitlines()[-1] == "report: stopped; what was there before is untouched"
    assert "Traceback" not in said
    assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == before


def test_two_builds_of_one_edition_do_not_run_at_once(small_project: Path) -> None:
    workspace = small_project / "_build" / ".work"
    workspace.mkdir(parents=True)
    with FileLock(workspace / "default.lock"):
        result = report("build")
    assert result.exit_code == 2
    assert "another build of this edition is running" in result.stderr


def test_a_chapter_taken_out_and_a_new_title_reach_the_data(built_project: Path) -> None:
    kept = (
        "import json, os\nfrom pathlib import Path\n"
        "place = Path(os.environ['REPORT_BUILD'], 'results', 'two', 'tables')\n"
        "place.mkdir(parents=True)\n"
        "place.joinpath('x.csv').write_text('x')"
    )
    notebook(built_project / "notebooks" / "two.ipynb", kept)
    assert report("build").exit_code == 0
    data = built_project / "_build" / "default" / "data"
    assert (data / "two" / "x.csv").is_file()
    toc = built_project / "_toc.yml"
    toc.write_text(toc.read_text().replace("- file: notebooks/two\n", ""))
    edition = built_project / "notebooks" / "editions" / "default.yml"
    edition.write_text("title: Renamed\ndescription: All.\n")
    assert report("build").exit_code == 0
    assert not (data / "two").exists()
    assert json.loads((data / "manifest.json").read_text())["title"] == "Renamed"
    # Pages that gather what all chapters have kept must not find it either.
    workspace = built_project / "_build" / ".work" / "default"
    assert not (workspace / "results" / "two").exists()
    assert not (workspace / "executed" / "two.ipynb").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("notebooks/one.ipynb", '{"cells": [', "one.ipynb: not a notebook"),
        ("_toc.yml", "root: [", "_toc.yml:1: not YAML"),
        ("_toc.yml", "format: jb-book", '"root" is missing'),
    ],
)
def test_a_file_of_the_book_that_cannot_be_read_is_named(
    small_project: Path, name: str, text: str, said: str
) -> None:
    (small_project / name).write_text(text)
    result = report("build")
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("name", ["data", "learnt", "more/one"])
def test_notebooks_that_would_overwrite_results_are_refused(small_project: Path, name: str) -> None:
    path = small_project / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    notebook(path, "1")
    with (small_project / "_toc.yml").open("a") as toc:
        toc.write(f"- file: notebooks/{name}\n")
    result = report("build")
    assert result.exit_code == 2
    assert "rename the file" in result.stderr


def test_a_place_that_cannot_be_a_folder_is_named(small_project: Path) -> None:
    (small_project / "file").write_text("x")
    result = report("build", "--out", "file/books")
    assert result.exit_code == 2
    assert "a file is where a folder should be" in result.stderr


def test_books_inside_the_project_do_not_make_its_tree_unclean(
    small_project: Path, run: Run
) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        run(["git", *who, *arguments], cwd=small_project)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "All")
    out = small_project / "books"
    assert state_of(small_project).clean is True
    out.mkdir()
    (out / "page").write_text("x")
    assert state_of(small_project).clean is False
    assert state_of(small_project, apart_from=out).clean is True


def test_a_folder_that_a_repository_around_it_does_not_hold_has_no_commit(
    tmp_path: Path, run: Run
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "_toc.yml").write_text("x")
    (tmp_path / "other").write_text("x")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "other"], [*who, "commit", "-qm", "Other"]):
        run(["git", *words], cwd=tmp_path)
    assert state_of(tmp_path).commit is not None
    assert state_of(own).commit is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the table is empty"),
        ("document,start\na,1\n", "sentences.csv:1: no column end"),
    ],
)
def test_coded_sentences_that_cannot_be_used_are_named(
    small_project: Path, content: str, said: str
) -> None:
    coding = small_project / "corpus" / "coding"
    coding.mkdir()
    (coding / "sentences.csv").write_text(content)
    result = report("build")
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_reference_corpus_is_copied_and_its_place_is_no_result(built_project: Path) -> None:
    listed = built_project / "elsewhere" / "words.csv"
    listed.parent.mkdir()
    listed.write_text("token,count\nharbour,3\npeace,5\n")
    shown = (
        "from helpers.study.opening import open_study\n"
        "open_study(globals(), chapter='one').reference['count'].sum()"
    )
    notebook(built_project / "notebooks" / "one.ipynb", shown, parameters='reference = ""')
    assert report("build", "-p", "reference", str(listed)).exit_code == 0
    data = built_project / "_build" / "default"
    assert ">8<" in (data / "html" / "notebooks" / "one.html").read_text().replace("\n", "")
    written = (data / "data" / "manifest.json").read_text()
    assert json.loads(written)["parameters"]["reference"] == "words.csv"
    assert "words.csv" in json.loads(written)["inputs"]
    assert "elsewhere" not in written


def test_a_chapter_that_waits_runs_after_those_that_do_not(small_project: Path) -> None:
    place = small_project / "notebooks" / "one.ipynb"
    notebook(place, "import os\nos.path.exists(os.environ['REPORT_BUILD'] + '/executed/two.ipynb')")
    made = json.loads(place.read_text())
    made["metadata"]["report"] = {"waits": True}
    place.write_text(json.dumps(made))
    assert report("build").exit_code == 0
    assert "True" in (small_project / "_build/default/html/notebooks/one.html").read_text()


def test_who_waits_longer_runs_after_those_who_wait(small_project: Path) -> None:
    folder = small_project / "notebooks"
    notebook(folder / "one.ipynb", "1")
    notebook(folder / "two.ipynb", "2")
    for name, turn in (("one", 2), ("two", True)):
        made = json.loads((folder / f"{name}.ipynb").read_text())
        made["metadata"]["report"] = {"waits": turn}
        (folder / f"{name}.ipynb").write_text(json.dumps(made))
    project = find_project(small_project)
    edition = open_edition("default", folder=project.editions, overrides={})
    plan = plan_build(
        project, edition, corpus=small_project / "corpus", out=small_project / "_build"
    )
    one, two = (next(step for step in plan.steps if step.name == name) for name in ("one", "two"))
    assert set(two.outputs) <= set(one.inputs)
    assert not set(one.outputs) & set(two.inputs)


def test_who_reads_findings_waits_but_runs_again_only_when_they_change(
    small_project: Path,
) -> None:
    folder = small_project / "notebooks"
    made = json.loads((folder / "two.ipynb").read_text())
    made["metadata"]["report"] = {"waits": 1, "reads": "findings"}
    (folder / "two.ipynb").write_text(json.dumps(made))
    project = find_project(small_project)
    edition = open_edition("default", folder=project.editions, overrides={})
    plan = plan_build(
        project, edition, corpus=small_project / "corpus", out=small_project / "_build"
    )
    one, two = (next(step for step in plan.steps if step.name == name) for name in ("one", "two"))
    read = set(one.outputs) & set(two.inputs)
    assert {path.parent.name for path in read} == {"findings"}
    results = small_project / "results"
    (results / "tables").mkdir(parents=True)
    listed = set()
    for name in ("findings.json", "tables/a.parquet", "tables/specifications-a.parquet"):
        (results / name).write_text("changed")
        list_findings(results, small_project / "listed.json")
        listed.add((small_project / "listed.json").read_text())
    # A table that is no finding's changes nothing.
    assert len(listed) == 2


def test_frames_are_learnt_once_before_the_chapters_that_use_them(small_project: Path) -> None:
    notebook(small_project / "notebooks" / "one.ipynb", "1", parameters='frames_from = "codebook"')
    project = find_project(small_project)

    def steps(**overrides: str) -> dict[str, Step]:
        edition = open_edition("default", folder=project.editions, overrides=overrides)
        plan = plan_build(
            project, edition, corpus=small_project / "corpus", out=small_project / "_build"
        )
        return {step.name: step for step in plan.steps}

    assert "learnt" not in steps()
    learning = steps(frames_from="learned")
    (listing,) = learning["learnt"].outputs
    readers = {name for name, step in learning.items() if listing in step.inputs}
    assert readers == {"one", "data"}
    # How intervals are drawn tells what is clearly better.
    assert steps(frames_from="learned", seed="7")["learnt"].values["seed"] == 7


def test_what_later_chapters_left_in_the_build_before_is_not_read(built_project: Path) -> None:
    folder = built_project / "notebooks"
    seen = (
        "from helpers.study.earlier_chapters import earlier_results\n"
        "from helpers.study.opening import open_study\n"
        "study = open_study(globals(), chapter='one')\n"
        "'+'.join(['seen', *(folder.name for folder in earlier_results(study))])"
    )
    notebook(folder / "one.ipynb", seen, parameters="top_n = 15")
    notebook(folder / "two.ipynb", "2")
    notebook(folder / "three.ipynb", "3")
    toc = built_project / "_toc.yml"
    toc.write_text(f"{toc.read_text()}- file: notebooks/three\n")
    for name, turn in (("one", 1), ("three", 2)):
        made = json.loads((folder / f"{name}.ipynb").read_text())
        made["metadata"]["report"] = {"waits": turn}
        (folder / f"{name}.ipynb").write_text(json.dumps(made))
    page = built_project / "_build" / "default" / "html" / "notebooks" / "one.html"
    for rows in ("15", "16"):
        assert report("build", "-p", "top_n", rows).exit_code == 0
        text = page.read_text()
        assert "seen+two" in text
        assert "seen+two+three" not in text


def test_a_page_that_says_how_to_cite_the_book_is_told(small_project: Path) -> None:
    folder = small_project / "notebooks"
    notebook(folder / "one.ipynb", "from helpers.study.about import read_about")
    project = find_project(small_project)
    edition = open_edition("default", folder=project.editions, overrides={})
    plan = plan_build(
        project, edition, corpus=small_project / "corpus", out=small_project / "_build"
    )
    told = {step.name: step.values.get("about") for step in plan.steps}
    assert told["one"]["edition"] == "All"
    assert told["two"] is None
