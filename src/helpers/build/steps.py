"""The steps of a build, each with all that it reads."""

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from helpers.build import manifest, notebooks
from helpers.build.code_hashes import code_reached
from helpers.build.editions import Edition
from helpers.build.inputs import Basis
from helpers.build.manifest import Manifest
from helpers.build.notebooks import run_notebook
from helpers.build.pages import ro_crate as crate
from helpers.build.pages.set_pages import book_files, make_book
from helpers.build.runner import Step
from helpers.corpus.files.contents import LISTING, MANIFEST, write_listing
from helpers.corpus.problems import InputError, Problem
from helpers.study.about import About, write_about
from helpers.study.declaration import Declaration
from helpers.study.parameters import Parameters, plain


def tables_step(base: Basis) -> Step:
    """Make every table of the corpus, whatever the parameters."""
    own = (base.reference,) if base.reference else ()
    return Step(
        "tables",
        partial(_prepare, base.corpus, base.listing.parent, base.reference),
        inputs=(*base.corpus_files, *own, *base.lock),
        outputs=(base.listing,),
        values={"versions": base.versions, **code_reached(["helpers.study.make_tables"])},
    )


def _prepare(corpus: Path, folder: Path, reference: Path | None) -> None:
    # Its imports take longer than a build with nothing to do may.
    from helpers.study.make_tables import prepare

    prepare(corpus, folder, reference=reference)


def chapter_step(
    base: Basis, source: Path, declared: Declaration, *, after: Sequence[Path] = ()
) -> Step:
    """Run a notebook; `after` are outputs of others that it reads.

    Raises
    ------
    InputError
        When it declares a parameter that the schema does not know.
    """
    unknown = set(declared.parameters) - set(Parameters.model_fields)
    if unknown:
        raise InputError(
            [
                Problem(
                    str(source),
                    f"its parameters cell declares {sorted(unknown)[0]!r}",
                    "use a name of the schema in helpers/study/parameters.py",
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


def data_step(base: Basis, chapters: Sequence[Step], made_from: Manifest) -> Step:
    """Gather tables, findings and manifest for other programs."""
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
            **code_reached(["helpers.build.manifest", "helpers.build.pages.ro_crate"]),
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


def book_step(base: Basis, chapters: Sequence[Step], data: Step) -> Step:
    """Set the pages."""
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
            **code_reached(["helpers.build.pages.set_pages"]),
        },
    )


def pdf_step(base: Basis, book: Step, data: Step) -> Step:
    """Print the pages as one PDF."""
    # What prints need not be read for a plan without a PDF.
    from helpers.build.pages.pdf import Titles, find_chromium, print_book, version_of

    chromium = find_chromium()
    edition, made_from = base.edition, data.values["made_from"]
    commit = made_from["commit"]
    facts = {"Corpus": base.corpus_name}
    if commit:
        facts["Commit"] = commit if made_from["clean"] else f"{commit}, with uncommitted changes"
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
            "print": code_reached(["helpers.build.pages.pdf"]),
        },
    )


def pdf_name(edition: Edition) -> str:
    """Name of the printed book in its edition's folder."""
    return f"{edition.name}.pdf"
