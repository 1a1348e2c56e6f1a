"""Set executed notebooks and pages as a book with Jupyter Book, strictly."""

import shutil
from pathlib import Path

import yaml

from helpers.build.editions import Edition
from helpers.build.manifest import Manifest, read_manifest
from helpers.build.pages.configure import configure, footer
from helpers.build.pages.finish import finish_pages
from helpers.build.pages.setting import set_sources
from helpers.build.pages.social_card import CARD
from helpers.build.pages.subpages import (
    page_names,
    stage_subpages,
    subpage_folders,
    write_search,
)
from helpers.build.project import Project
from helpers.corpus.files.contents import MANIFEST


def make_book(
    project: Project, edition: Edition, workspace: Path, *, card: Path, tool: str
) -> None:
    """Stage the executed notebooks and pages and let Jupyter Book set them, executing nothing.

    Parameters
    ----------
    project, edition, workspace
        Where the sources lie, which parameters they were run with, and where to work; the
        executed notebooks and the manifest lie there.
    card
        The picture that a link to the book shows.
    tool
        Says what sets the pages: another tool sets those anew that have not changed.

    Raises
    ------
    BookError
        When Sphinx warns of anything.
    """
    staged, manifest = workspace / "staged", read_manifest(workspace / "data" / MANIFEST)
    shutil.rmtree(staged, ignore_errors=True)
    _stage(project, workspace, manifest, card=card, source=staged)
    pages = set_sources(staged, workspace / "source", workspace / "book", tool=tool)
    html = workspace / "html"
    shutil.rmtree(html, ignore_errors=True)
    shutil.copytree(pages, html, ignore=shutil.ignore_patterns(".buildinfo"))
    names = page_names(project, workspace)
    finish_pages(
        html,
        edition,
        footer=footer(manifest),
        pages=[f"{name}.html" for name in names],
        folders=subpage_folders(project, workspace),
    )


def _stage(
    project: Project, workspace: Path, manifest: Manifest, *, card: Path, source: Path
) -> None:
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
    config = configure(project.config, manifest)
    static = source / "notebooks" / "_static"
    if static.is_dir():
        shutil.copyfile(card, static / CARD)
        sphinx = config.setdefault("sphinx", {}).setdefault("config", {})
        context = sphinx.setdefault("html_context", {})
        context["social_card"] = CARD
        context["sentences"] = write_search(project, workspace, static)
    (source / "_config.yml").write_text(
        yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8"
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
