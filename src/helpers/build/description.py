"""What a book says of itself: title, authors, chapters and what it was made from."""

import json
from pathlib import Path

import yaml

from helpers.build.project import Project
from helpers.study.about import About, State

CITATION = "CITATION.cff"


def describe(
    project: Project,
    *,
    title: str | None,
    edition: str,
    state: State,
) -> About:
    """Describe a book before it is built.

    Parameters
    ----------
    project
        Holds ``CITATION.cff``; without it the title is that of ``_config.yml``.
    title
        The book's title where it is not the project's own.
    edition
        Title of the edition.
    state
        Of the project in its repository.
    """
    path = project.root / CITATION
    citation = yaml.safe_load(path.read_text(encoding="utf-8") if path.is_file() else "") or {}
    release = citation.get("date-released")
    return About(
        title=title or citation.get("title") or str(project.config.get("title", "")),
        authors=tuple(_name(author) for author in citation.get("authors", [])),
        version=_text(citation.get("version")),
        year=str(release)[:4] if release else None,
        url=_text(citation.get("url") or citation.get("repository-code")),
        edition=edition,
        state=state,
        chapters={
            page.stem: _heading(page) for page in project.notebooks if page != project.pages[0]
        },
    )


def _heading(page: Path) -> str:
    """Read a notebook's title, the first line of its first cell."""
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    return "".join(cells[0]["source"]).partition("\n")[0].lstrip("# ") if cells else page.stem


def _name(author: dict[str, str]) -> str:
    parts = (author.get(key, "") for key in ("given-names", "family-names"))
    return author.get("name") or " ".join(parts).strip()


def _text(value: object) -> str | None:
    return None if value is None else str(value)
