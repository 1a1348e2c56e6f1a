"""Pages that a chapter keeps below its own: what its notebook writes and the build sets."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from helpers.corpus.files.names import FileName
from helpers.corpus.json_files import read_json

# Below the folder of a chapter's results.
FOLDER, INDEX, SENTENCES = "pages", "index.json", "sentences.json"


class Subpage(BaseModel):
    """A page below a chapter's.

    Attributes
    ----------
    name
        Of its file, without an ending.
    title
        Its heading in Markdown, with whatever a corpus wrote escaped.
    listed
        Whether the contents of the book name it.
    """

    model_config = ConfigDict(frozen=True)

    name: FileName
    title: str
    listed: bool = True


def write_subpages(
    results: Path, pages: Mapping[Subpage, str], *, sentences: Mapping[str, Any]
) -> None:
    """Keep pages, in order, and the sentences that the book's search finds.

    Parameters
    ----------
    results
        Folder of a chapter's results.
    pages
        Body of each page as HTML with every text escaped.
    sentences
        What ``_static/search.js`` reads.
    """
    folder = results / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for page, html in pages.items():
        body_of(results, page).write_text(html, encoding="utf-8")
    index = [page.model_dump() for page in pages]
    for name, content, indent in ((INDEX, index, 1), (SENTENCES, sentences, None)):
        text = json.dumps(content, ensure_ascii=False, indent=indent)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def read_subpages(results: Path) -> Sequence[Subpage]:
    """Read which pages a chapter keeps, in order; none where it keeps none.

    Raises
    ------
    ValueError
        Where the list is none, or a name in it is no file name.
    """
    index = results / FOLDER / INDEX
    if not index.is_file():
        return ()
    return TypeAdapter(tuple[Subpage, ...]).validate_python(read_json(index))


def body_of(results: Path, page: Subpage) -> Path:
    """File of a page's body."""
    return results / FOLDER / f"{page.name}.html"
