"""Gather what a book says of itself: title, authors, chapters and what it was made from."""

import json
from collections.abc import Mapping
from pathlib import Path

import yaml

from helpers.build.project import Project
from helpers.study.about import About

CITATION = "CITATION.cff"


def describe(
    project: Project,
    *,
    title: str | None,
    edition: str,
    commit: Mapping[str, str | bool | None],
) -> About:
    """Read what is known of a book before it is built.

    Parameters
    ----------
    project
        Holds ``CITATION.cff``; without it the title is that of ``_config.yml``.
    title
        The book's title where it is not the project's own.
    edition
        Title of the edition.
    commit
        `commit` and `clean` of `helpers.build.manifest.State`.
    """
    path = project.root / CITATION
    cited = yaml.safe_load(path.read_text(encoding="utf-8") if path.is_file() else "") or {}
    released = cited.get("date-released")
    return About(
        title=title or cited.get("title") or str(project.config.get("title", "")),
        authors=tuple(_name(author) for author in cited.get("authors", [])),
        version=_text(cited.get("version")),
        year=str(released)[:4] if released else None,
        url=_text(cited.get("url") or cited.get("repository-code")),
        edition=edition,
        commit=str(commit["commit"])[:7] if commit["commit"] else None,
        clean=bool(commit["clean"]) if commit["commit"] else None,
        chapters={
            page.stem: _heading(page) for page in project.notebooks if page != project.pages[0]
        },
    )


def _heading(page: Path) -> str:
    """Read a notebook's title, the first line of its first cell."""
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    return "".join(cells[0]["source"]).partition("\n")[0].lstrip("# ") if cells else page.stem


def _name(author: dict[str, str]) -> str:
    given = " ".join(author.get(key, "") for key in ("given-names", "family-names")).strip()
    return author.get("name") or given


def _text(value: object) -> str | None:
    return None if value is None else str(value)
