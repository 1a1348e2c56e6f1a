"""Plan a build: its steps, inputs and outputs."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.build.code_hashes import code_reached
from helpers.build.editions import Edition
from helpers.build.inputs import Inputs
from helpers.build.manifest import Manifest
from helpers.build.project import Project
from helpers.build.runner import Step
from helpers.build.steps import (
    book_step,
    card_step,
    chapter_step,
    data_step,
    learning_step,
    pdf_name,
    pdf_step,
    tables_step,
)
from helpers.corpus.files.contents import MANIFEST, sha256
from helpers.corpus.problems import InputError, Problem
from helpers.study.declaration import read_declaration
from helpers.study.workers import ALONE, Workers
from helpers.system.outputs import resolve

# Names the plan that made a published book.
MARK = ".plan"
# Modules that shape every book though no notebook names them.
SETTERS = (
    "helpers.study.make_tables",
    "helpers.build.pages.set_pages",
    "helpers.build.pages.ro_crate",
)


@dataclass(frozen=True)
class Plan:
    """The checked steps of a build that has not begun.

    `modules` are those that the notebooks import.
    """

    project: Project
    edition: Edition
    corpus: Path
    workspace: Path
    target: Path
    manifest: Manifest
    steps: tuple[Step, ...]
    modules: tuple[str, ...]
    pdf: Path | None = None

    @cached_property
    def digest(self) -> str:
        """One hash of everything that the build reads: files by content, and all values."""
        content = [
            (
                step.name,
                sorted(step.values.items()),
                [sha256(path) for path in step.inputs if not path.is_relative_to(self.workspace)],
            )
            for step in self.steps
        ]
        return hashlib.sha256(repr(content).encode()).hexdigest()

    @property
    def book(self) -> Path:
        """First page of the book."""
        return self.target / "html" / "index.html"

    @property
    def is_published(self) -> bool:
        """Whether the book in place was made by this very plan, so that nothing is to be done."""
        outputs = [self.book, self.target / "data" / MANIFEST]
        if self.pdf is not None:
            outputs.append(self.pdf)
        return all(map(Path.is_file, outputs)) and _read(self.target / MARK) == self.digest


def plan_build(
    project: Project,
    edition: Edition,
    *,
    corpus: Path,
    out: Path,
    pdf: bool = False,
    again: Manifest | None = None,
    workers: Workers = ALONE,
) -> Plan:
    """Plan the steps of a build.

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
    pdf
        Also print the book. A plan without a PDF puts a book without one in place, so that none
        lies beside a newer book than its own.
    again
        The manifest of a book that is to be made again. What no file shows is taken over from it:
        the command, the state of the repository, the name of the corpus and whether it is the
        project's own.
    workers
        Who reads articles; the book is the same whoever does.

    Raises
    ------
    InputError
        When a notebook is missing or declares a parameter that the schema does not know, or two
        steps would have one name; with `pdf` when there is no Chromium.
    """
    workspace = resolve(out) / ".work" / edition.name
    _check_names(project)
    inputs = Inputs(project, edition, corpus, workspace, resolve(out), again)
    cells = {source: read_declaration(source) for source in project.notebooks}
    chapters = [chapter_step(inputs, page, cell) for page, cell in cells.items() if not cell.waits]
    for turn in sorted({cell.waits for cell in cells.values() if cell.waits}):
        earlier = tuple(chapters)
        chapters += [
            chapter_step(inputs, page, cell, earlier=earlier)
            for page, cell in cells.items()
            if cell.waits == turn
        ]
    modules = frozenset[str]().union(*(cell.modules for cell in cells.values()))
    manifest = inputs.manifest(code=code_reached([*SETTERS, *modules]))
    data = data_step(inputs, chapters, manifest)
    card = card_step(inputs, manifest)
    book = book_step(inputs, chapters, data, card)
    target = inputs.out / edition.name
    return Plan(
        project,
        edition,
        corpus,
        workspace,
        target,
        manifest,
        (
            tables_step(inputs, workers=workers),
            *([learning_step(inputs)] if inputs.learnt else []),
            *chapters,
            card,
            data,
            book,
            *([pdf_step(inputs, book)] if pdf else []),
        ),
        tuple(sorted(modules)),
        target / pdf_name(edition) if pdf else None,
    )


def _check_names(project: Project) -> None:
    """Refuse notebooks whose results would overwrite one another's."""
    own = ("tables", "learnt", "card", "data", "book", "pdf")
    owners = {name: f"the build's own step {name}" for name in own}
    problems = []
    for source in project.notebooks:
        if source.stem in owners:
            what = f"its name is already used by {owners[source.stem]}"
            problems.append(Problem(str(source), what, "rename the file"))
        owners[source.stem] = str(source)
    if problems:
        raise InputError(problems)


def _read(path: Path) -> str | None:
    return path.read_text() if path.is_file() else None
