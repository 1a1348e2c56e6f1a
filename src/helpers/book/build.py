"""Build one edition: tables, notebooks side by side, the book, then into place in one step."""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import psutil
import yaml
from filelock import FileLock, Timeout

from helpers.book import manifest, notebooks
from helpers.book.contents import LISTING, sha256, write_listing
from helpers.book.editions import Edition
from helpers.book.notebooks import NO_GRAMMAR, read_declared, run_notebook
from helpers.book.parameters import Parameters, plain
from helpers.book.project import Project
from helpers.book.sources import code_reached
from helpers.book.steps import Outcome, Step, Watch, run_steps
from helpers.corpus.problems import InputError, Problem

# Tells the notebooks of a build where the prepared tables lie and where their results go.
BUILD = "REPORT_BUILD"
# Names the plan that made a published book.
MARK = ".plan"
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"


class BookError(Exception):
    """Sphinx found something wrong; the message holds its warnings."""


@dataclass(frozen=True)
class Built:
    """What a build did and where the book lies."""

    outcomes: tuple[Outcome, ...]
    book: Path

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The steps that raised."""
        return tuple(outcome for outcome in self.outcomes if outcome.state == "failed")


@dataclass(frozen=True)
class Plan:
    """All that a build is going to do, checked and not yet begun."""

    project: Project
    edition: Edition
    corpus: Path
    workspace: Path
    target: Path
    steps: tuple[Step, ...]

    @cached_property
    def digest(self) -> str:
        """One hash of everything that the build reads: files by content, and all values."""
        read = [
            (
                step.name,
                sorted(step.values.items()),
                [sha256(path) for path in step.inputs if not path.is_relative_to(self.workspace)],
            )
            for step in self.steps
        ]
        return hashlib.sha256(repr(read).encode()).hexdigest()

    @property
    def book(self) -> Path:
        """First page of the book."""
        return self.target / "html" / "index.html"

    @property
    def is_published(self) -> bool:
        """Whether the book in place was made by this very plan, so that nothing is to be done."""
        kept = (self.book, self.target / "data" / "manifest.json")
        return all(map(Path.is_file, kept)) and _read(self.target / MARK) == self.digest


def plan_build(project: Project, edition: Edition, *, corpus: Path, out: Path) -> Plan:
    """Work out the steps of a build.

    Parameters
    ----------
    project
        Where the book's sources lie.
    edition
        Name and parameters; `corpus` is not read from here.
    corpus
        The corpus folder.
    out
        Folder of all editions.

    Raises
    ------
    InputError
        When a notebook is missing or declares a parameter that the schema does not know, or two
        steps would have one name.
    """
    workspace = out.resolve() / ".work" / edition.name
    target = out.resolve() / edition.name
    _check_names(project)
    versions = manifest.versions()
    commit = manifest.commit(project.root, apart_from=out.resolve())
    lock = project.root / "requirements.lock"
    shared = tuple(path for path in [lock] if path.is_file())
    reference = _reference_files(edition.parameters)
    corpus_files = files_of(corpus)
    steps = [
        Step(
            "tables",
            partial(_prepare, corpus, workspace / "tables"),
            inputs=(*corpus_files, *shared),
            outputs=(workspace / "tables" / LISTING,),
            values={"versions": versions, **code_reached(["helpers.book.making"])},
        )
    ]
    root = project.pages[0]
    # The first page repeats what the chapters found, so it comes last and waits for them.
    for source in sorted(project.notebooks, key=lambda page: page == root):
        steps.append(
            _notebook_step(
                source,
                edition=edition,
                corpus=corpus,
                workspace=workspace,
                shared=shared,
                versions=versions,
                after=[step.outputs[-1] for step in steps[1:]] if source == root else reference,
            )
        )
    results = tuple(step.outputs[-1] for step in steps[1:])
    sources = (*project.pages, *_book_files(project), *shared)
    read = {
        path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name: path
        for base in (corpus, project.root)
        for path in (corpus_files if base == corpus else sources)
    } | {path.name: path for path in reference}
    hashes = manifest.hashes(read)
    steps.append(
        Step(
            "data",
            partial(
                manifest.collect,
                workspace=workspace,
                edition=edition,
                corpus=corpus,
                inputs=hashes,
                chapters=[source.stem for source in project.notebooks],
                commit=commit,
            ),
            inputs=(workspace / "tables" / LISTING, *results),
            outputs=(workspace / "data" / "manifest.json",),
            values={
                "edition": edition.title,
                "parameters": plain(edition.parameters),
                "commit": commit,
                "inputs": hashes,
                "versions": versions,
                **code_reached(["helpers.book.manifest"]),
            },
        )
    )
    executed = tuple(step.outputs[0] for step in steps[1:-1])
    steps.append(
        Step(
            "book",
            partial(make_book, project, edition, workspace, title=_title(project, corpus)),
            inputs=(*executed, *project.pages, *_book_files(project), *shared, Path(__file__)),
            outputs=(workspace / "html" / "index.html",),
            values={
                "edition": (edition.title, edition.description),
                "title": _title(project, corpus),
                "versions": versions,
            },
        )
    )
    return Plan(project, edition, corpus, workspace, target, tuple(steps))


def run_build(
    plan: Plan, *, jobs: int, watch: Watch = lambda name, state: None, why: bool = False
) -> Built:
    """Carry out a plan; the last good book stays until the new one is whole.

    Raises
    ------
    InputError
        When another build of the same edition is at work, or there can be no such folder.
    """
    try:
        plan.workspace.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = (error.strerror or "cannot be made").lower()
        mend = "name another folder with --out"
        raise InputError([Problem(str(plan.target.parent), what, mend)]) from None
    try:
        with (
            FileLock(plan.workspace.with_name(f"{plan.workspace.name}.lock"), timeout=0),
            _environment(plan.workspace),
            _stoppable(),
        ):
            # Another build may be between its two renamings, so only under the lock.
            recover(plan.target)
            outcomes = run_steps(
                plan.steps,
                workspace=plan.workspace / "steps",
                jobs=jobs,
                watch=watch,
                why=why,
            )
            if all(outcome.state in ("done", "unchanged") for outcome in outcomes):
                publish(plan)
    except Timeout:
        raise InputError(
            [
                Problem(
                    str(plan.target),
                    "another build of this edition is at work",
                    "wait for it or build with --out in another folder",
                )
            ]
        ) from None
    return Built(tuple(outcomes), plan.book)


def make_book(
    project: Project, edition: Edition, workspace: Path, *, title: str | None = None
) -> None:
    """Stage the executed notebooks and pages and let Jupyter Book set them, executing nothing.

    Parameters
    ----------
    project, edition, workspace
        Where the sources lie, which parameters they were run with, and where to work.
    title
        Title of the book; that of ``_config.yml`` when left out.

    Raises
    ------
    BookError
        When Sphinx warns of anything.
    """
    source, made = workspace / "source", workspace / "book"
    for folder in (source, made):
        shutil.rmtree(folder, ignore_errors=True)
    for page in project.pages:
        place = source / page.relative_to(project.root)
        place.parent.mkdir(parents=True, exist_ok=True)
        executed = workspace / "executed" / page.name
        shutil.copyfile(executed if page.suffix == ".ipynb" else page, place)
    for path in _book_files(project):
        place = source / path.relative_to(project.root)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    config = yaml.safe_load((project.root / "_config.yml").read_text(encoding="utf-8"))
    config["execute"] = {"execute_notebooks": "off"}
    if title is not None:
        config["title"] = title
    if edition.name != "default":
        config["title"] = f"{config['title']} · {edition.title}"
    logo = config.get("sphinx", {}).get("config", {}).get("html_theme_options", {}).get("logo")
    if logo:
        logo["text"] = config["title"]
    (source / "_config.yml").write_text(
        yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    command = ["build", str(source), "--path-output", str(made), "-W", "--keep-going", "-q"]
    ran = subprocess.run(
        [sys.executable, "-c", f"{NO_GRAMMAR}; {JUPYTER_BOOK}", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        said = [line for line in (ran.stdout + ran.stderr).splitlines() if _is_complaint(line)]
        raise BookError("\n".join(said) or ran.stderr[-2000:])
    html = workspace / "html"
    shutil.rmtree(html, ignore_errors=True)
    (made / "_build" / "html").rename(html)
    (html / ".buildinfo").unlink(missing_ok=True)
    # A quarter of the book's weight, for nobody but the theme's authors.
    for path in html.rglob("*.map"):
        path.unlink()


def publish(plan: Plan) -> None:
    """Put a finished book and its data in the place of the last one.

    The new folder is made whole beside the old one and takes its name by renaming.
    """
    workspace, target = plan.workspace, plan.target
    fresh, old = _beside(target, "new"), _beside(target, "old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(workspace / "html", fresh / "html")
    shutil.copytree(workspace / "data", fresh / "data")
    # A copy inside the pages, so that their links hold wherever the pages are put.
    shutil.copytree(workspace / "data", fresh / "html" / "data")
    (fresh / MARK).write_text(plan.digest)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Bring back the last good book if a build died between its two renamings."""
    old = _beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)


def files_of(corpus: Path) -> tuple[Path, ...]:
    """All files that a corpus folder's tables are made from."""
    return tuple(sorted(path for path in corpus.rglob("*") if path.is_file()))


def _reference_files(parameters: Parameters) -> list[Path]:
    if not parameters.reference:
        return []
    # Its imports take longer than a build with nothing to do may.
    from helpers.corpus.reference import find_reference

    return [find_reference(parameters.reference).resolve()]


def _check_names(project: Project) -> None:
    """Refuse notebooks whose results would overwrite one another's."""
    taken = {name: f"the build's own step {name}" for name in ("tables", "data", "book")}
    problems = []
    for source in project.notebooks:
        if source.stem in taken:
            what = f"its name is that of {taken[source.stem]}"
            problems.append(Problem(str(source), what, "give it another file name"))
        taken[source.stem] = str(source)
    if problems:
        raise InputError(problems)


def _prepare(corpus: Path, folder: Path) -> None:
    # Its imports take longer than a build with nothing to do may.
    from helpers.book.making import prepare

    prepare(corpus, folder)


def _notebook_step(
    source: Path,
    *,
    edition: Edition,
    corpus: Path,
    workspace: Path,
    shared: tuple[Path, ...],
    versions: dict[str, str],
    after: list[Path],
) -> Step:
    declared = read_declared(source)
    unknown = set(declared.parameters) - set(Parameters.model_fields)
    if unknown:
        raise InputError(
            [
                Problem(
                    str(source),
                    f"its parameters cell declares {sorted(unknown)[0]!r}",
                    "use a name of the schema in helpers/book/parameters.py",
                )
            ]
        )
    values = plain(edition.parameters, declared.parameters)
    if "corpus" in values:
        # The prepared tables stand for the corpus; its place on this machine is no result.
        values["corpus"] = corpus.name
    return Step(
        source.stem,
        partial(_run_chapter, source, workspace=workspace, parameters=values),
        inputs=(
            source,
            workspace / "tables" / LISTING,
            *after,
            *shared,
            Path(notebooks.__file__),
        ),
        outputs=(
            workspace / "executed" / source.name,
            workspace / "results" / source.stem / LISTING,
        ),
        values={**values, "versions": versions, **code_reached(declared.modules)},
    )


def _run_chapter(source: Path, *, workspace: Path, parameters: dict[str, Any]) -> None:
    results = workspace / "results" / source.stem
    shutil.rmtree(results, ignore_errors=True)
    run_notebook(
        source,
        executed=workspace / "executed" / source.name,
        partial=workspace / "partial" / source.name,
        parameters=parameters,
    )
    write_listing(results)


def _title(project: Project, corpus: Path) -> str | None:
    """Name the book after a corpus other than the project's own."""
    if corpus == (project.root / "corpus").resolve():
        return None
    return f"{corpus.name}: a report that can be checked"


def _book_files(project: Project) -> tuple[Path, ...]:
    """Everything else that the pages are made of."""
    folder = project.root / "notebooks"
    static = sorted(path for path in (folder / "_static").rglob("*") if path.is_file())
    return (
        project.root / "_config.yml",
        project.root / "_toc.yml",
        *sorted(folder.glob("*.bib")),
        *static,
    )


def _is_complaint(line: str) -> bool:
    return any(word in line for word in ("WARNING", "ERROR", "Error", "Exception"))


def _read(path: Path) -> str | None:
    return path.read_text() if path.is_file() else None


def _beside(target: Path, word: str) -> Path:
    return target.with_name(f".{target.name}.{word}")


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Let an interruption end the running notebooks too, which would otherwise be waited for."""
    ended = threading.Event()

    def end_children() -> None:
        # Again and again: a kernel may be just about to start.
        while not ended.wait(0.1):
            for child in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):
                    child.kill()

    def stop(number: int, frame: object) -> None:
        threading.Thread(target=end_children, daemon=True).start()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        ended.set()
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _environment(workspace: Path) -> Iterator[None]:
    os.environ[BUILD] = str(workspace)
    try:
        yield
    finally:
        del os.environ[BUILD]


def describe(built: Built) -> str:
    """Say what failed, where its partial copy lies, and how to go on; one line each."""
    lines = []
    for outcome in built.failed:
        partial_copy = getattr(outcome.error, "partial", None)
        where = f"\n  partial copy: {partial_copy}" if partial_copy else ""
        lines.append(f"{outcome.name} failed: {outcome.error}{where}")
    skipped = [outcome.name for outcome in built.outcomes if outcome.state == "skipped"]
    if skipped:
        lines.append(f"not run because of that: {', '.join(skipped)}")
    if built.book.is_file():
        lines.append(f"the last good book is still at {built.book}")
    return "\n".join(lines)
