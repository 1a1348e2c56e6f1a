"""The steps of a build, each with all that it reads."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.build import manifest, notebooks, tool
from helpers.build.code_hashes import code_reached
from helpers.build.editions import Edition
from helpers.build.inputs import Inputs
from helpers.build.manifest import Manifest
from helpers.build.notebooks import run_notebook
from helpers.build.pages import ro_crate as crate
from helpers.build.pages.set_pages import book_files, make_book
from helpers.build.pages.social_card import CARD, draw_card
from helpers.build.pages.subpages import page_names
from helpers.build.project import Project
from helpers.build.runner import Step
from helpers.corpus.files.contents import LISTING, MANIFEST, sha256, write_listing
from helpers.corpus.problems import InputError
from helpers.study.about import About, write_about
from helpers.study.declaration import Declaration
from helpers.study.earlier_chapters import list_findings, write_earlier
from helpers.study.parameters import Parameters, plain
from helpers.study.workers import Workers

if TYPE_CHECKING:
    from helpers.build.pages.pdf import Titles


def tables_step(inputs: Inputs, *, workers: Workers) -> Step:
    """Make every table of the corpus, whatever the parameters."""
    # What a partition that was read before depends on, beside its articles and settings.
    code = code_reached(["helpers.study.partitions"])
    basis = repr([inputs.versions, code, [sha256(path) for path in inputs.lock]])
    own = (inputs.reference,) if inputs.reference else ()
    return Step(
        "tables",
        partial(
            _prepare,
            inputs.corpus,
            inputs.listing.parent,
            inputs.reference,
            basis=basis,
            workers=workers,
        ),
        inputs=(*inputs.corpus_files, *own, *inputs.lock),
        outputs=(inputs.listing,),
        values={"versions": inputs.versions, **code_reached(["helpers.study.make_tables"])},
        reports=True,
    )


def _prepare(
    corpus: Path,
    folder: Path,
    reference: Path | None,
    say: Callable[[str], None],
    *,
    basis: str,
    workers: Workers,
) -> None:
    # Its imports take longer than a build with nothing to do may.
    from helpers.study.make_tables import prepare

    def tell(done: int, articles: int) -> None:
        if 0 < done < articles:
            say(f"{done:,} of {articles:,} articles")

    prepare(corpus, folder, reference=reference, basis=basis, workers=workers, tell=tell)


def learning_step(inputs: Inputs) -> Step:
    """Learn frames from coded sentences, once for all chapters."""
    return Step(
        "learnt",
        partial(
            _learn, inputs.listing.parent, inputs.learnt[0].parent, parameters=inputs.parameters
        ),
        inputs=(inputs.listing, *inputs.lock),
        outputs=inputs.learnt,
        values={
            **inputs.parameters.resampling,
            "versions": inputs.versions,
            **code_reached(["helpers.study.kept_learning"]),
        },
    )


def _learn(tables: Path, folder: Path, *, parameters: Parameters) -> None:
    from helpers.study.kept_learning import keep_learnt_frames

    keep_learnt_frames(tables, folder, parameters)


def chapter_step(
    inputs: Inputs, source: Path, declared: Declaration, *, earlier: Sequence[Step] = ()
) -> Step:
    """Run a notebook; `earlier` are the chapters whose outputs it reads.

    Raises
    ------
    InputError
        When it declares a parameter that the schema does not know.
    """
    unknown = set(declared.parameters) - set(Parameters.model_fields)
    if unknown:
        raise InputError.of(
            source,
            f"its parameters cell declares {sorted(unknown)[0]!r}",
            "use a name from helpers/study/parameters.py",
        )
    values = plain(inputs.parameters, declared.parameters)
    # What changes with every commit is told only to the pages that say it.
    about = inputs.about if About.__module__ in declared.modules else None
    # Findings alone, or all results and the pages whose links the articles have to answer.
    kinds = slice(1) if declared.reads == "findings" else slice(None)
    read = [path for step in earlier for path in step.outputs[kinds]]
    return Step(
        source.stem,
        partial(
            _run_chapter,
            source,
            workspace=inputs.workspace,
            parameters=values,
            about=about,
            earlier=[step.name for step in earlier],
        ),
        inputs=(
            source,
            inputs.listing,
            *(inputs.learnt if "frames_from" in declared.parameters else ()),
            *read,
            *inputs.lock,
            Path(notebooks.__file__),
        ),
        outputs=(
            inputs.workspace / "findings" / f"{source.stem}.json",
            inputs.workspace / "executed" / source.name,
            inputs.workspace / "results" / source.stem / LISTING,
        ),
        values={
            **values,
            "about": about and about.model_dump(),
            "versions": inputs.versions,
            **code_reached(declared.modules),
        },
    )


def _run_chapter(
    source: Path,
    *,
    workspace: Path,
    parameters: dict[str, Any],
    about: About | None,
    earlier: Sequence[str],
) -> None:
    results = workspace / "results" / source.stem
    shutil.rmtree(results, ignore_errors=True)
    write_earlier(earlier, results)
    if about is not None:
        write_about(about, results)
    run_notebook(
        source,
        executed=workspace / "executed" / source.name,
        partial=workspace / "partial" / source.name,
        parameters=parameters,
    )
    write_listing(results)
    list_findings(results, workspace / "findings" / f"{source.stem}.json")


def data_step(inputs: Inputs, chapters: Sequence[Step], plan: Manifest) -> Step:
    """Gather tables, findings and manifest for other programs."""
    return Step(
        "data",
        partial(
            _collect,
            inputs.workspace,
            parameters=inputs.edition.parameters,
            chapters=[step.name for step in chapters],
            plan=plan,
            citation=inputs.citation,
        ),
        inputs=(
            inputs.listing,
            *inputs.learnt,
            *(step.outputs[-1] for step in chapters),
            *inputs.citation,
        ),
        outputs=(inputs.workspace / "data" / MANIFEST, inputs.workspace / crate.METADATA),
        values={
            "manifest": plan.model_dump(),
            **code_reached(["helpers.build.manifest", "helpers.build.pages.ro_crate"]),
        },
    )


def _collect(
    workspace: Path,
    *,
    parameters: Parameters,
    chapters: Sequence[str],
    plan: Manifest,
    citation: Sequence[Path],
) -> None:
    complete = manifest.collect(
        workspace=workspace, parameters=parameters, chapters=chapters, plan=plan
    )
    crate.write_crate(
        workspace / crate.METADATA, complete, data=workspace / "data", citation=citation
    )


def card_step(inputs: Inputs, plan: Manifest) -> Step:
    """Draw the picture that a link to the book shows."""
    path, line = inputs.workspace / CARD, inputs.edition.description
    return Step(
        "card",
        partial(draw_card, path, title=plan.book, line=line),
        inputs=inputs.lock,
        outputs=(path,),
        values={
            "words": (plan.book, line),
            "versions": inputs.versions,
            **code_reached(["helpers.build.pages.social_card"]),
        },
    )


def book_step(inputs: Inputs, chapters: Sequence[Step], data: Step, card: Step) -> Step:
    """Set the pages."""
    project = inputs.project
    code = code_reached(["helpers.build.pages.set_pages"])
    tool = repr([inputs.versions, code, [sha256(path) for path in inputs.lock]])
    return Step(
        "book",
        partial(
            make_book,
            project,
            inputs.edition,
            inputs.workspace,
            card=card.outputs[0],
            tool=tool,
        ),
        inputs=(
            *(path for step in chapters for path in step.outputs),
            data.outputs[0],
            *card.outputs,
            *project.pages,
            *book_files(project),
            *inputs.lock,
        ),
        outputs=(inputs.workspace / "html" / "index.html",),
        values={
            "edition": (inputs.edition.name, inputs.edition.title, inputs.edition.description),
            "versions": inputs.versions,
            **code,
        },
    )


def pdf_step(inputs: Inputs, book: Step) -> Step:
    """Print the pages as one PDF."""
    # What prints need not be read for a plan without a PDF.
    from helpers.build.pages.pdf import Titles, find_chromium, version_of

    chromium = find_chromium()
    edition, state = inputs.edition, inputs.state
    facts = {"Corpus": inputs.corpus_name, "Tool": tool.named(inputs.versions)}
    if state.commit:
        facts["Commit"] = state.in_words(len(state.commit))
    titles = Titles(edition.title, edition.description, facts)
    target = inputs.workspace / pdf_name(edition)
    return Step(
        "pdf",
        partial(_print, inputs.project, inputs.workspace, target, titles=titles, chromium=chromium),
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


def _print(
    project: Project, workspace: Path, target: Path, *, titles: "Titles", chromium: Path
) -> None:
    from helpers.build.pages.pdf import print_book

    html = workspace / "html"
    print_book(
        [html / f"{name}.html" for name in page_names(project, workspace)],
        target,
        source=workspace / "source",
        titles=titles,
        chromium=chromium,
    )


def pdf_name(edition: Edition) -> str:
    """Name of the printed book in its edition's folder."""
    return f"{edition.name}.pdf"
