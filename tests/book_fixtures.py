"""A project of two small notebooks, a corpus of two short articles, and the real book."""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright
from support import ARTICLES, CHROMIUM, QUIET, ROOT, Run, notebook

from helpers.build.project import Project
from helpers.commands.cli import cli
from helpers.corpus.files.importing import import_corpus
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables


def write_corpus(folder: Path) -> Path:
    """Make a corpus folder of two short, undated articles."""
    texts = folder / "texts"
    texts.mkdir()
    for name, text in ARTICLES.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    import_corpus(folder / "corpus", texts)
    return folder / "corpus"


def write_project(place: Path) -> Path:
    """Make a project folder of two notebooks, which takes the corpus beside them."""
    folder = place / "notebooks"
    (folder / "editions").mkdir(parents=True)
    (folder / "editions" / "default.yml").write_text("title: All\ndescription: All.\n")
    (folder / "index.md").write_text("# Start\n\nSee [one](one.ipynb).\n")
    notebook(folder / "one.ipynb", "print('rows', top_n)", parameters="top_n = 15")
    notebook(folder / "two.ipynb", "print('seed', seed)", parameters="seed = 2022")
    (place / "_toc.yml").write_text(
        "format: jb-book\nroot: notebooks/index\nchapters:\n"
        "- file: notebooks/one\n- file: notebooks/two\n"
    )
    (place / "_config.yml").write_text("title: Small\nonly_build_toc_files: true\n")
    return place


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """Return a corpus folder of two short, undated articles."""
    return write_corpus(tmp_path)


@pytest.fixture
def dated_corpus(tmp_path: Path) -> Path:
    """Return a corpus folder of the two articles, of January and March, each of its own outlet."""
    table = {
        "id": list(ARTICLES),
        "text": list(ARTICLES.values()),
        "date": ["2022-01-01", "2022-03-01"],
        "outlet": ["Post", "Times"],
    }
    pl.DataFrame(table).write_parquet(tmp_path / "dated.parquet")
    import_corpus(tmp_path / "dated", tmp_path / "dated.parquet")
    return tmp_path / "dated"


@pytest.fixture
def small_project(tmp_path: Path, small_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project folder beside the small corpus, and go there."""
    monkeypatch.chdir(tmp_path)
    return write_project(tmp_path)


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the place of a small project, and a copy of it once its book was built there."""
    place = tmp_path_factory.mktemp("small")
    write_corpus(place)
    write_project(place)
    with contextlib.chdir(place):
        built = CliRunner().invoke(cli, ["build"])
    assert built.exit_code == 0, built.output
    kept = place.with_name(f"{place.name}-built")
    place.rename(kept)
    return place, kept


@pytest.fixture
def built_project(small_book: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the small project with the book that was built of it, and go there.

    Always in one place: what a build remembers names its files by their paths.
    """
    place, kept = small_book
    shutil.copytree(kept, place)
    monkeypatch.chdir(place)
    yield place
    monkeypatch.undo()
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def make_study(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Study]:
    """Give a function from texts, dates and parameters to a study of a corpus of them.

    The outlet of a text is the first letter of its name.
    """
    made: dict[str, Tables] = {}

    def build(
        texts: Mapping[str, str], dates: Mapping[str, str] | None = None, **values: Any
    ) -> Study:
        key = repr((texts, dates))
        if key not in made:
            place = tmp_path_factory.mktemp("texts")
            table = {
                "id": list(texts),
                "text": list(texts.values()),
                "date": [(dates or {}).get(name) for name in texts],
                "outlet": [name[0] for name in texts],
            }
            pl.DataFrame(table, schema_overrides={"date": pl.String}).write_parquet(
                place / "texts.parquet"
            )
            import_corpus(place / "corpus", place / "texts.parquet")
            made[key] = make(place / "corpus")
        return Study(Parameters(**values), made[key], chapter="words")

    return build


@pytest.fixture(scope="session")
def chapter(make_study: Callable[..., Study]) -> Callable[..., Study]:
    """Give `make_study` under the name that tests of findings know."""
    return make_study


@pytest.fixture(scope="session")
def build_book(run: Run) -> Run:
    """Give a function that runs ``report build`` as a user would."""

    def build(
        *arguments: str, out: Path, cwd: Path = ROOT, **options: Any
    ) -> CompletedProcess[str]:
        command = [sys.executable, "-m", "helpers", "build", *arguments, "--out", out]
        return run(command, cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, **options)

    return build


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give a function that makes a folder once for all processes of a run.

    The first that asks for a name makes it, the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    place = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        with FileLock(place / f"{name}.lock"):
            if not (place / name).is_dir():
                make(place / name)
        return place / name

    return folder


@pytest.fixture(scope="session")
def real_book(shared: Callable[..., Path], build_book: Run) -> Path:
    """Return the folder of the default edition, built from the project's own corpus."""
    return shared("books", lambda out: build_book(out=out)) / "default"


@pytest.fixture(scope="session")
def executed(shared: Callable[..., Path], run: Run) -> Path:
    """Return a folder of all notebooks, each run by papermill alone.

    Beside each lies what papermill wrote while it ran (``.log``); tables and findings are in
    ``kept``.
    """

    def make(folder: Path) -> None:
        place = folder.with_name(f"{folder.name}-unfinished")
        place.mkdir()
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}

        def execute(source: Path) -> None:
            command = [sys.executable, "-m", "papermill", source, place / source.name]
            done = run([*command, "-p", "save_to", place / "kept"], cwd=ROOT, env=environment)
            (place / f"{source.stem}.log").write_text(done.stderr, encoding="utf-8")

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(execute, Project(ROOT).notebooks))
        place.rename(folder)

    return shared("executed", make)


# For one module: playwright's loop must not run on while other modules run notebooks.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()
