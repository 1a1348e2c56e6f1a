"""Set the pages that chapters keep below their own, and what the search finds in them."""

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from helpers.build.project import Project
from helpers.corpus.json_files import read_json
from helpers.page.subpages import FOLDER, SENTENCES, Subpage, body_of, read_subpages

# Read by ``_static/search.js``.
SEARCHED = "sentences.js"
# The body is taken from a file: in the page itself Markdown would read it.
PAGE = """{head}# {title}

```{{raw}} html
:file: {name}.html
```
"""
# Keeps a page out of the contents without a warning.
UNLISTED = "---\norphan: true\n---\n\n"


def subpages(project: Project, workspace: Path) -> dict[Path, Sequence[Subpage]]:
    """Find what each page of the book keeps below itself; those that keep nothing are left out."""
    kept = {page: read_subpages(_results(workspace, page)) for page in project.notebooks}
    return {page: below for page, below in kept.items() if below}


def page_names(project: Project, workspace: Path) -> list[str]:
    """Name all pages of a book in reading order, as paths without an ending below its root."""
    below = subpages(project, workspace)
    names = []
    for page in project.pages:
        name = _name(project, page)
        names += [name, *(f"{name}/{subpage.name}" for subpage in below.get(page, ()))]
    return names


def subpage_folders(project: Project, workspace: Path) -> list[str]:
    """Name the folders of the pages below the chapters, as paths below the book's root."""
    return [_name(project, page) for page in subpages(project, workspace)]


def stage_subpages(project: Project, workspace: Path, source: Path) -> None:
    """Write the pages below the chapters to where Sphinx reads, and into its contents.

    Parameters
    ----------
    project, workspace
        Where the sources lie, and where the notebooks of a build have left their results.
    source
        Folder in which the book's other files lie already.
    """
    below = subpages(project, workspace)
    for page, pages in below.items():
        folder = source / _name(project, page)
        folder.mkdir(parents=True, exist_ok=True)
        for subpage in pages:
            text = PAGE.format(
                head="" if subpage.listed else UNLISTED, title=subpage.title, name=subpage.name
            )
            (folder / f"{subpage.name}.md").write_text(text, encoding="utf-8")
            body = body_of(_results(workspace, page), subpage).read_bytes()
            (folder / f"{subpage.name}.html").write_bytes(body)
    listed = {
        _name(project, page): [
            f"{_name(project, page)}/{subpage.name}.md" for subpage in pages if subpage.listed
        ]
        for page, pages in below.items()
    }
    contents = with_sections(project.contents, listed)
    text = yaml.safe_dump(contents, allow_unicode=True, sort_keys=False)
    (source / "_toc.yml").write_text(text, encoding="utf-8")


def with_sections(
    contents: Mapping[str, Any], below: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return a table of contents with further pages below some of its entries.

    Examples
    --------
    >>> contents = {"root": "index", "chapters": [{"file": "one"}, {"file": "two"}]}
    >>> with_sections(contents, {"one": ["one/a.md"]})["chapters"]
    [{'file': 'one', 'sections': [{'file': 'one/a.md'}]}, {'file': 'two'}]
    """

    def add(node: Any) -> None:
        if isinstance(node, list):
            for part in node:
                add(part)
        elif isinstance(node, dict):
            for part in list(node.values()):
                add(part)
            pages = below.get(node.get("file", ""))
            if pages:
                node["sections"] = [*node.get("sections", []), *({"file": name} for name in pages)]

    result = copy.deepcopy(dict(contents))
    add(result)
    return result


def write_search(project: Project, workspace: Path, static: Path) -> str | None:
    """Write what the search finds as a script; return its name, None where there is nothing.

    A script and no JSON, since a page that is opened from disk may read no other file.
    """
    for page in project.notebooks:
        sentences = _results(workspace, page) / FOLDER / SENTENCES
        if sentences.is_file():
            # Addresses are those that the chapter sees.
            folder = PurePosixPath(_name(project, page)).parent.as_posix()
            content = {"folder": folder, **read_json(sentences)}
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (static / SEARCHED).write_text(f"window.reportSentences = {text};\n", encoding="utf-8")
            return SEARCHED
    return None


def _name(project: Project, page: Path) -> str:
    return page.relative_to(project.root).with_suffix("").as_posix()


def _results(workspace: Path, page: Path) -> Path:
    return workspace / "results" / page.stem
