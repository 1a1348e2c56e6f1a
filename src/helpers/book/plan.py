"""Work out what a build is going to do, before anything is done."""

import hashlib
import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from helpers.book import crate, manifest, notebooks
from helpers.book.about import CITATION, About, describe, write_about
from helpers.book.contents import LISTING, MANIFEST, sha256, write_listing
from helpers.book.editions import Edition
from helpers.book.manifest import Manifest, State
from helpers.book.notebooks import Declared, read_declared, run_notebook
from helpers.book.pages import book_files, make_book, title_of
from helpers.book.parameters import Parameters, plain
from helpers.book.project import Project
from helpers.book.sources import code_reached
from helpers.book.steps import Step
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS, SETTINGS

# Names the plan that made a published book.
MARK = ".plan"
# Modules that no notebook names and that shape every book.
SETTERS = ("helpers.book.making", "helpers.book.pages", "helpers.book.crate")


@dataclass(frozen=True)
class Plan:
    """All that a build is going to do, checked and not yet begun."""

    project: Project
    edition: Edition
    corpus: Path
    workspace: Path
    target: Path
    manifest: Manifest
    steps: tuple[Step, ...]
    pdf: Path | None = None

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
        kept = [self.book, self.target / "data" / MANIFEST]
        if self.pdf is not None:
            kept.append(self.pdf)
        return all(map(Path.is_file, kept)) and _read(self.target / MARK) == self.digest


def plan_build(
    project: Project,
    edition: Edition,
    *,
    corpus: Path,
    out: Path,
    pdf: bool = False,
    again: Manifest | None = None,
) -> Plan:
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
    pdf
        Also print the book. A plan without a PDF puts a book without one in place, so that none
        lies beside a newer book than its own.
    again
        The manifest of a book that is to be made again. What no file shows is taken over from it:
        the command, the state of the repository, the name of the corpus and whether it is the
        project's own.

    Raises
    ------
    InputError
        When a notebook is missing or declares a parameter that the schema does not know, or two
        steps would have one name; with `pdf` when there is no Chromium.
    """
    workspace = out.resolve() / ".work" / edition.name
    _check_names(project)
    base = _Base(project, edition, corpus, workspace, out.resolve(), again)
    declared = {source: read_declared(source) for source in project.notebooks}
    first = [_chapter_step(base, page, told) for page, told in declared.items() if not told.waits]
    # Their results, and the pages whose links the articles have to answer.
    found = [path for step in first for path in step.outputs]
    chapters = list(first)
    root = project.pages[0]
    # The first page tells of all others, so it waits for those that wait as well.
    for page, told in sorted(declared.items(), key=lambda item: item[0] == root):
        if told.waits:
            after = [path for step in chapters for path in step.outputs] if page == root else found
            chapters.append(_chapter_step(base, page, told, after=after))
    modules = frozenset[str]().union(*(told.modules for told in declared.values()))
    made_from = _made_from(base, code=code_reached([*SETTERS, *modules]))
    data = _data_step(base, chapters, made_from)
    book = _book_step(base, chapters, data)
    target = base.out / edition.name
    return Plan(
        project,
        edition,
        corpus,
        workspace,
        target,
        made_from,
        (
            _tables_step(base),
            *chapters,
            data,
            book,
            *([_pdf_step(base, book, data)] if pdf else []),
        ),
        target / pdf_name(edition) if pdf else None,
    )


@dataclass(frozen=True)
class _Base:
    """What every step of one build stands on."""

    project: Project
    edition: Edition
    corpus: Path
    workspace: Path
    out: Path
    again: Manifest | None = None

    @property
    def listing(self) -> Path:
        return self.workspace / "tables" / LISTING

    @cached_property
    def lock(self) -> tuple[Path, ...]:
        path = self.project.root / "requirements.lock"
        return (path,) if path.is_file() else ()

    @cached_property
    def versions(self) -> dict[str, str]:
        return manifest.versions()

    @cached_property
    def citation(self) -> tuple[Path, ...]:
        path = self.project.root / CITATION
        return (path,) if path.is_file() else ()

    @cached_property
    def state(self) -> State:
        if self.again is not None:
            return self.again
        return manifest.state_of(self.project.root, apart_from=self.out)

    @property
    def owns_corpus(self) -> bool:
        if self.again is not None:
            return self.again.own_corpus
        return self.corpus == (self.project.root / "corpus").resolve()

    @property
    def corpus_name(self) -> str:
        if self.again is not None:
            return str(self.again.parameters.get("corpus", self.corpus.name))
        return self.corpus.name

    @property
    def named(self) -> str | None:
        """Title after a corpus other than the project's own."""
        return None if self.owns_corpus else f"{self.corpus_name}: a report that can be checked"

    @cached_property
    def about(self) -> About:
        """What the first page says of the book; the other pages do not depend on it."""
        commit = self.state.model_dump(include={"commit", "clean"})
        return describe(self.project, title=self.named, edition=self.edition.title, commit=commit)

    @cached_property
    def corpus_files(self) -> tuple[Path, ...]:
        return tuple(sorted(path for path in self.corpus.rglob("*") if path.is_file()))

    @cached_property
    def reference(self) -> Path | None:
        if not self.edition.parameters.reference:
            return None
        # Its imports take longer than a build with nothing to do may.
        from helpers.corpus.reference import find_reference

        return find_reference(self.edition.parameters.reference).resolve()

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters as a result names them: where a file lies on this machine is none."""
        places = {"corpus": self.corpus_name}
        if self.reference is not None:
            places["reference"] = self.reference.name
        return self.edition.parameters.model_copy(update=places)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of every file that is read, by a name that does not depend on the machine."""
        root = self.project.root
        sources = (*self.project.pages, *book_files(self.project), *self.lock, *self.citation)
        read = {path.relative_to(self.corpus).as_posix(): path for path in self.corpus_files}
        read |= {path.relative_to(root).as_posix(): path for path in sources}
        read |= {
            f"helpers/defaults/{name}": DEFAULTS / name
            for name in SETTINGS
            if not (self.corpus / name).is_file()
        }
        if self.reference is not None:
            read[self.reference.name] = self.reference
        return manifest.hashes(read)


def _check_names(project: Project) -> None:
    """Refuse notebooks whose results would overwrite one another's."""
    taken = {name: f"the build's own step {name}" for name in ("tables", "data", "book", "pdf")}
    problems = []
    for source in project.notebooks:
        if source.stem in taken:
            what = f"its name is that of {taken[source.stem]}"
            problems.append(Problem(str(source), what, "give it another file name"))
        taken[source.stem] = str(source)
    if problems:
        raise InputError(problems)


def _tables_step(base: _Base) -> Step:
    own = (base.reference,) if base.reference else ()
    return Step(
        "tables",
        partial(_prepare, base.corpus, base.listing.parent, base.reference),
        inputs=(*base.corpus_files, *own, *base.lock),
        outputs=(base.listing,),
        values={"versions": base.versions, **code_reached(["helpers.book.making"])},
    )


def _prepare(corpus: Path, folder: Path, reference: Path | None) -> None:
    # Its imports take longer than a build with nothing to do may.
    from helpers.book.making import prepare

    prepare(corpus, folder, reference=reference)


def _chapter_step(
    base: _Base, source: Path, declared: Declared, *, after: Sequence[Path] = ()
) -> Step:
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
    values = plain(base.parameters, declared.parameters)
    about = base.about if source == base.project.pages[0] else None
    return Step(
        source.stem,
        partial(_run_chapter, source, workspace=base.workspace, parameters=values, about=about),
        inputs=(source, base.listing, *after, *base.lock, Path(notebooks.__file__)),
        outputs=(
            base.workspace / "executed" / source.name,
            base.workspace / "results" / source.stem / LISTING,
        ),
        values={
            **values,
            "about": about and about.model_dump(),
            "versions": base.versions,
            **code_reached(declared.modules),
        },
    )


def _run_chapter(
    source: Path, *, workspace: Path, parameters: dict[str, Any], about: About | None
) -> None:
    results = workspace / "results" / source.stem
    shutil.rmtree(results, ignore_errors=True)
    if about is not None:
        write_about(about, results)
    run_notebook(
        source,
        executed=workspace / "executed" / source.name,
        partial=workspace / "partial" / source.name,
        parameters=parameters,
    )
    write_listing(results)


def _made_from(base: _Base, *, code: dict[str, str]) -> Manifest:
    edition, state = base.edition, base.state
    return Manifest(
        edition=edition.name,
        title=edition.title,
        description=edition.description,
        book=title_of(base.project, edition, named=base.named),
        own_corpus=base.owns_corpus,
        command=base.again.command if base.again else _command(base),
        parameters=plain(base.parameters),
        inputs=base.hashes,
        code=code,
        versions=base.versions,
        commit=state.commit,
        clean=state.clean,
        committed=state.committed,
    )


def _command(base: _Base) -> str:
    """Say how to make the book again; where files lie on this machine is left out."""
    words = ["report", "build"]
    if base.edition.source != "default":
        words += ["--edition", base.edition.source]
    for name, value in base.edition.changed.items():
        if name != "corpus":
            words += ["-p", name, Path(value).name if name == "reference" else value]
    if not base.owns_corpus:
        words += ["--corpus", base.corpus_name]
    return shlex.join(words)


def _data_step(base: _Base, chapters: Sequence[Step], made_from: Manifest) -> Step:
    return Step(
        "data",
        partial(
            _collect,
            base.workspace,
            parameters=base.edition.parameters,
            chapters=[step.name for step in chapters],
            made_from=made_from,
            citation=base.citation,
        ),
        inputs=(base.listing, *(step.outputs[-1] for step in chapters), *base.citation),
        outputs=(base.workspace / "data" / MANIFEST, base.workspace / crate.METADATA),
        values={
            "made_from": made_from.model_dump(),
            **code_reached(["helpers.book.manifest", "helpers.book.crate"]),
        },
    )


def _collect(
    workspace: Path,
    *,
    parameters: Parameters,
    chapters: Sequence[str],
    made_from: Manifest,
    citation: Sequence[Path],
) -> None:
    written = manifest.collect(
        workspace=workspace, parameters=parameters, chapters=chapters, made_from=made_from
    )
    crate.write_crate(
        workspace / crate.METADATA, written, data=workspace / "data", citation=citation
    )


def _book_step(base: _Base, chapters: Sequence[Step], data: Step) -> Step:
    project = base.project
    return Step(
        "book",
        partial(make_book, project, base.edition, base.workspace),
        inputs=(
            *(step.outputs[0] for step in chapters),
            data.outputs[0],
            *project.pages,
            *book_files(project),
            *base.lock,
        ),
        outputs=(base.workspace / "html" / "index.html",),
        values={
            "edition": (base.edition.name, base.edition.title, base.edition.description),
            "versions": base.versions,
            **code_reached(["helpers.book.pages"]),
        },
    )


def _pdf_step(base: _Base, book: Step, data: Step) -> Step:
    # What prints need not be read for a plan without a PDF.
    from helpers.book.pdf import Titles, find_chromium, print_book, version_of

    chromium = find_chromium()
    edition, made_from = base.edition, data.values["made_from"]
    commit = made_from["commit"]
    facts = {"Corpus": base.corpus.name}
    if commit:
        facts["Commit"] = commit if made_from["clean"] else f"{commit}, with changes"
    titles = Titles(edition.title, edition.description, facts)
    pages = [
        base.workspace / "html" / page.relative_to(base.project.root).with_suffix(".html")
        for page in base.project.pages
    ]
    target = base.workspace / pdf_name(edition)
    return Step(
        "pdf",
        partial(
            print_book,
            pages,
            target,
            source=base.workspace / "source",
            titles=titles,
            chromium=chromium,
        ),
        # The first page of the book stays the same when others change.
        inputs=(*book.inputs, *book.outputs),
        outputs=(target,),
        values={
            **book.values,
            "facts": facts,
            "chromium": version_of(chromium),
            "print": code_reached(["helpers.book.pdf"]),
        },
    )


def pdf_name(edition: Edition) -> str:
    return f"{edition.name}.pdf"


def _read(path: Path) -> str | None:
    return path.read_text() if path.is_file() else None
