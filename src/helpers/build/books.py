"""Built books: opening one, and building it first where it is missing or out of date."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field
from rich.console import Console
from rich.text import Text

from helpers.build.editions import Edition, edition_files, open_edition
from helpers.build.plan import Plan, plan_build
from helpers.build.progress import progress
from helpers.build.project import Project
from helpers.build.run import BuildResult, describe, run_build
from helpers.corpus.files.contents import MANIFEST, check_tree
from helpers.corpus.files.folders import find_corpus
from helpers.corpus.files.names import FileName
from helpers.corpus.json_files import read_json
from helpers.corpus.problems import InputError, Problem
from helpers.findings.finding import Finding, read_findings
from helpers.study.workers import ALONE, Workers

# What of a selection an edition may ask for and another corpus lack.
SELECTION = ("documents", "outlets", "date_from", "date_to", "group", "against")


class NotBuiltError(Exception):
    """A book that could not be built; the message says which step failed and why."""


class _Settings(BaseModel):
    confidence: float = Field(default=0.95, gt=0, lt=1)


class _ComparedManifest(BaseModel):
    """The parts of a manifest that a comparison reads; older books lack some."""

    edition: FileName
    title: str = ""
    description: str = ""
    book: str = ""
    parameters: _Settings = Field(default_factory=_Settings)
    inputs: dict[str, str] = {}
    code: dict[str, str] = {}
    versions: dict[str, str] = {}


@dataclass(frozen=True)
class Book:
    """A built book as it lies in a folder.

    Attributes
    ----------
    folder
        Holds ``data/`` and, unless only the data were kept, ``html/``.
    findings
        All of its chapters.
    manifest
        What it was made from.
    """

    folder: Path
    findings: tuple[Finding, ...]
    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        """Name of its edition."""
        return str(self.manifest["edition"])

    @property
    def title(self) -> str:
        """Title of its edition."""
        return str(self.manifest.get("title", self.name))

    @property
    def pages(self) -> Path:
        """Folder of its pages."""
        return self.folder / "html"


def is_book(folder: Path) -> bool:
    """Whether a folder is a built book, or the data folder of one."""
    return any((place / "findings.json").is_file() for place in (folder, folder / "data"))


def open_book(folder: Path) -> Book:
    """Open a built book by its folder or by its data folder.

    Raises
    ------
    InputError
        When the folder holds no findings, or none that can be read.
    """
    folder = folder.absolute()
    data = folder if (folder / "findings.json").is_file() else folder / "data"
    check_tree(data.parent, only=(data.name, "html"))
    mend = "rebuild it with report build"
    for name in ("findings.json", MANIFEST):
        if not (data / name).is_file():
            what = f"not a built book: {name} is missing"
            raise InputError.of(folder, what, mend)
    try:
        findings = read_findings(data / "findings.json")
        manifest = read_json(data / MANIFEST)
        _ComparedManifest.model_validate(manifest)
    except ValueError:
        what = "its findings or its manifest cannot be read"
        raise InputError.of(folder, what, mend) from None
    return Book(data.parent.resolve(), tuple(findings), manifest)


def plan_edition(
    project: Project,
    edition: Edition,
    *,
    corpus: Path | None,
    out: Path,
    pdf: bool = False,
    workers: Workers = ALONE,
) -> Plan:
    """Plan the book of an edition, of the corpus that it names unless one is given."""
    folder = find_corpus(corpus or edition.parameters.corpus).resolve()
    return plan_build(project, edition, corpus=folder, out=out, pdf=pdf, workers=workers)


def carry_out(plan: Plan, *, jobs: int, console: Console, why: bool = False) -> BuildResult | None:
    """Build what a plan says, with progress; None where the book is up to date.

    Raises
    ------
    InputError
        With every error of the corpus, its settings, or the selection of documents.
    """
    if plan.is_published:
        return None
    # Its imports take longer than a build with nothing to do may.
    from helpers.study.check_inputs import check_inputs

    try:
        warnings = check_inputs(plan.corpus, plan.edition.parameters)
    except InputError as error:
        raise InputError([_of(plan.edition, problem) for problem in error.problems]) from None
    for warning in warnings:
        console.print(Text(f"note: {warning}", "yellow"), soft_wrap=True)
    with progress([step.name for step in plan.steps], console=console) as watch:
        return run_build(plan, jobs=jobs, watch=watch, why=why)


def build_book(plan: Plan, *, jobs: int, console: Console) -> Book:
    """Open the book of a plan, building it first where it is missing or out of date.

    Raises
    ------
    NotBuiltError
        When a step fails.
    """
    outcome = carry_out(plan, jobs=jobs, console=console)
    if outcome is not None and outcome.failed:
        raise NotBuiltError(f"edition '{plan.edition.name}': {describe(outcome)}")
    return open_book(plan.target)


def books_of(
    editions: Sequence[str],
    project: Project,
    *,
    corpus: Path | None,
    out: Path,
    jobs: int,
    console: Console,
) -> list[Book]:
    """Open the books of editions or folders, building those that are missing or out of date.

    Every edition is read and planned before the first is built. With none given, all that ship
    with the project are meant.

    Raises
    ------
    InputError
        When one is neither an edition nor a built book, or two editions have one name.
    NotBuiltError
        When a step fails.
    """
    names = [*editions] or [path.name for path in edition_files(project.editions)]
    sides: list[Plan | Book] = []
    for name in names:
        if is_book(Path(name)):
            sides.append(open_book(Path(name)))
            continue
        edition = open_edition(name, folder=project.editions, overrides={})
        sides.append(plan_edition(project, edition, corpus=corpus, out=out))
    targets = [plan.target for plan in sides if isinstance(plan, Plan)]
    for target in targets:
        if targets.count(target) > 1:
            what = "two of the editions have this name"
            raise InputError.of(target.name, what, "name each only once, or rename a file")
    books = []
    for number, plan in enumerate(sides, 1):
        if isinstance(plan, Plan):
            state = "up to date" if plan.is_published else "building"
            console.print(
                Text(f"{number} of {len(sides)}: {plan.edition.name}, {state}"), soft_wrap=True
            )
            books.append(build_book(plan, jobs=jobs, console=console))
        else:
            books.append(plan)
    return books


def _of(edition: Edition, problem: Problem) -> Problem:
    """Say that a selection that finds nothing is an edition's."""
    names = {name.strip() for name in problem.where.split(",")}
    if edition.name == "default" or not names <= set(SELECTION):
        return problem
    where = f"edition '{edition.name}': {problem.where}"
    return Problem(where, problem.what, problem.mend, problem.severity)
