"""Set executed notebooks and pages as a book with Jupyter Book, strictly."""

import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from helpers.build.editions import Edition
from helpers.build.manifest import read_manifest
from helpers.build.notebooks import NO_GRAMMAR
from helpers.build.pages.configure import configure
from helpers.build.pages.finish import finish_pages
from helpers.build.pages.social_card import CARD, draw_card
from helpers.build.pages.subpages import (
    page_names,
    stage_subpages,
    subpage_folders,
    write_search,
)
from helpers.build.project import Project
from helpers.corpus.files.contents import MANIFEST
from helpers.system.processes import tether_command

JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"


class BookError(Exception):
    """Sphinx found something wrong; the message holds its warnings."""


def make_book(project: Project, edition: Edition, workspace: Path) -> None:
    """Stage the executed notebooks and pages and let Jupyter Book set them, executing nothing.

    Parameters
    ----------
    project, edition, workspace
        Where the sources lie, which parameters they were run with, and where to work; the
        executed notebooks and the manifest lie there.

    Raises
    ------
    BookError
        When Sphinx warns of anything.
    """
    source, output = workspace / "source", workspace / "book"
    for folder in (source, output):
        shutil.rmtree(folder, ignore_errors=True)
    for page in project.pages:
        place = source / page.relative_to(project.root)
        place.parent.mkdir(parents=True, exist_ok=True)
        executed = workspace / "executed" / page.name
        shutil.copyfile(executed if page.suffix == ".ipynb" else page, place)
    for path in book_files(project):
        place = source / path.relative_to(project.root)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    stage_subpages(project, workspace, source)
    manifest = read_manifest(workspace / "data" / MANIFEST)
    config = configure(project.config, manifest)
    static = source / "notebooks" / "_static"
    if static.is_dir():
        draw_card(static / CARD, title=manifest.book, line=edition.description)
        sphinx = config.setdefault("sphinx", {}).setdefault("config", {})
        context = sphinx.setdefault("html_context", {})
        context["social_card"] = CARD
        context["sentences"] = write_search(project, workspace, static)
    (source / "_config.yml").write_text(
        yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    command = ["build", str(source), "--path-output", str(output), "-W", "--keep-going", "-q"]
    process = subprocess.run(
        tether_command([sys.executable, "-c", f"{NO_GRAMMAR}; {JUPYTER_BOOK}", *command]),
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        lines = (process.stdout + process.stderr).splitlines()
        complaints = [line for line in lines if _is_complaint(line)]
        raise BookError("\n".join(complaints) or process.stderr[-2000:])
    html = workspace / "html"
    shutil.rmtree(html, ignore_errors=True)
    (output / "_build" / "html").rename(html)
    (html / ".buildinfo").unlink(missing_ok=True)
    names = page_names(project, workspace)
    finish_pages(
        html,
        edition,
        pages=[f"{name}.html" for name in names],
        folders=subpage_folders(project, workspace),
    )


def title_of(project: Project, edition: Edition, *, corpus_title: str | None) -> str:
    """Name the book as the corpus asks for, or as the project does, and its edition."""
    title = corpus_title or str(project.config.get("title", ""))
    return title if edition.name == "default" else f"{title} · {edition.title}"


def book_files(project: Project) -> tuple[Path, ...]:
    """Everything else that the pages are made of."""
    folder = project.root / "notebooks"
    static = sorted(
        path
        for part in ("_static", "_templates")
        for path in (folder / part).rglob("*")
        if path.is_file()
    )
    return (
        project.root / "_config.yml",
        project.root / "_toc.yml",
        *sorted(folder.glob("*.bib")),
        *static,
    )


def _is_complaint(line: str) -> bool:
    return any(word in line for word in ("WARNING", "ERROR", "Error", "Exception"))
