"""Whatever runs a notebook, it finds the same and refuses the same."""

import json
import os
import re
import shutil
import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from support import ROOT, Run

from helpers.build.pages.setting import JUPYTER_BOOK
from helpers.build.project import Project
from helpers.commands.cli import cli
from helpers.page.mime import BOOK_HTML

NAMES = [path.stem for path in Project(ROOT).notebooks]
# The first chapter after the summary.
CHAPTER = NAMES[1]
NBCLIENT = [sys.executable, "-m", "jupyter", "execute"]
MISTAKES: dict[str, dict[str, Any]] = {
    "unknown parameter": {"topn": 30},
    "unknown document": {"documents": ["sooth"]},
    "unknown outlet": {"outlets": ["Pots"]},
    "empty selection": {"date_from": "2030-01-01"},
    "group against itself": {"compare": "outlet", "group": "Post", "against": "Post"},
}


def findings_in(file: Path) -> dict[str, Any]:
    """Read findings by id, their numbers to six places."""
    rounded = json.loads(
        file.read_text(encoding="utf-8"), parse_float=lambda number: round(float(number), 6)
    )
    return {finding["id"]: finding for finding in rounded}


def findings_of(kept: Path) -> dict[str, Any]:
    """Read the findings that the chapters of a folder of results keep."""
    files = sorted(kept.glob("*/findings.json"))
    return {name: finding for file in files for name, finding in findings_in(file).items()}


def copy_project(folder: Path, *, save_to: Path) -> Path:
    """Copy the project, its notebooks with a line changed: where they keep what they find."""
    hidden = shutil.ignore_patterns(".*", "_build", "tests", "__pycache__")
    shutil.copytree(ROOT, folder, ignore=hidden)
    for path in Project(folder).notebooks:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if "parameters" in cell.metadata.get("tags", []):
                line = f"save_to = {str(save_to)!r}"
                cell.source = re.sub(r"^save_to = .*$", line, cell.source, flags=re.MULTILINE)
        nbformat.write(notebook, path)
    return folder


def environment(project: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(project / "src")}


def write_parameters(source: Path, target: Path, values: dict[str, Any]) -> None:
    """Write a notebook as papermill prepares it, to be run by something else."""
    notebook = load_notebook_node(str(source))
    plain = {name: json.loads(json.dumps(value, default=str)) for name, value in values.items()}
    nbformat.write(parameterize_notebook(notebook, plain), target)


def build_plainly(run: Run, project: Path, **options: Any) -> CompletedProcess[str]:
    """Build a book as anyone would who knows Jupyter Book and not this project."""
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", "."]
    return run(command, cwd=project, env=environment(project), **options)


def test_papermill_and_a_build_find_the_same(executed: Path, real_book: Path) -> None:
    alone = findings_of(executed / "kept")
    assert alone
    built = findings_in(real_book / "data" / "findings.json")
    assert alone == {name: built[name] for name in alone}


def test_nbclient_finds_the_same(executed: Path, run: Run, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", save_to=tmp_path / "kept")
    command = [*NBCLIENT, f"{CHAPTER}.ipynb"]
    run(command, cwd=project / "notebooks", env=environment(project))
    again = findings_of(tmp_path / "kept")
    assert again
    assert again == findings_in(executed / "kept" / CHAPTER / "findings.json")


def test_jupyter_book_finds_the_same_and_sets_the_same_pages(
    executed: Path, run: Run, tmp_path: Path
) -> None:
    project = copy_project(tmp_path / "project", save_to=tmp_path / "kept")
    # The others keep their text, which the chapter links to; running them takes minutes.
    for path in Project(project).notebooks:
        notebook = nbformat.read(path, as_version=4)
        if path.stem != CHAPTER:
            notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
        nbformat.write(notebook, path)
    done = build_plainly(run, project)
    assert not re.search(r"\b(WARNING|ERROR)\b", done.stdout + done.stderr), done.stderr
    alone = findings_in(executed / "kept" / CHAPTER / "findings.json")
    assert findings_of(tmp_path / "kept") == alone
    page = (project / "_build" / "html" / "notebooks" / f"{CHAPTER}.html").read_text("utf-8")
    own = (executed / f"{CHAPTER}.ipynb").read_text(encoding="utf-8").count(f'"{BOOK_HTML}"')
    # Each output in the book's own form, none beside it in the ordinary one.
    assert page.count('class="output text_html"') == own
    assert "data:image/png" not in page


@pytest.mark.parametrize("values", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_in_the_same_line(
    dated_corpus: Path,
    tmp_path: Path,
    run: Run,
    values: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    pairs = [("corpus", dated_corpus), *values.items()]
    options = [
        word
        for name, value in pairs
        for word in ("-p", name, value[0] if isinstance(value, list) else str(value))
    ]
    own = ["--corpus", str(dated_corpus), "--out", str(tmp_path / "book")]
    build = CliRunner().invoke(cli, ["build", *options[3:], *own])
    assert build.exit_code == 2
    assert not (tmp_path / "book").exists()
    # After the place of the mistake, which differs.
    _, message = build.stderr.strip().removeprefix("report: ").split(": ", 1)
    assert "\n" not in message
    source, prepared = ROOT / "notebooks" / f"{CHAPTER}.ipynb", tmp_path / "prepared.ipynb"
    given = json.dumps(dict(pairs), default=str)
    papermill = [sys.executable, "-m", "papermill", "--parameters_yaml", given, source]
    write_parameters(source, prepared, dict(pairs))
    for command in ([*papermill, tmp_path / "executed.ipynb"], [*NBCLIENT, prepared]):
        done = run(command, check=False, env=environment(ROOT))
        assert done.returncode != 0
        *_, last = filter(None, done.stderr.splitlines())
        assert re.fullmatch(rf"InputError: .*: {re.escape(message)}", last), done.stderr


def test_a_plain_build_stops_at_a_mistake_too(dated_corpus: Path, run: Run, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", save_to=tmp_path / "kept")
    toc = f"format: jb-book\nroot: notebooks/{CHAPTER}\n"
    (project / "_toc.yml").write_text(toc, encoding="utf-8")
    path = project / "notebooks" / f"{CHAPTER}.ipynb"
    write_parameters(path, path, {"corpus": dated_corpus, "documents": ["sooth"]})
    done = build_plainly(run, project, check=False)
    assert done.returncode != 0
    assert "documents: there is no 'sooth' in the corpus" in done.stdout + done.stderr
