"""Make a project: a folder that holds a whole report of one's own."""

import json
import re
from pathlib import Path
from string import Template
from typing import Any

import yaml

from helpers.build import tool
from helpers.build.books import SELECTION
from helpers.build.editions import EditionFile
from helpers.build.starter import starter_files, starter_folder
from helpers.corpus.files.import_result import ImportResult
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.writing import check_place, is_free
from helpers.corpus.problems import InputError
from helpers.corpus.settings import read_settings
from helpers.system.outputs import replace_folder

FILES = Path(__file__).with_name("project_files")
# Of another name in the package, where git and GitHub would heed them.
PLACES = {"gitignore": ".gitignore", "report.yml": ".github/workflows/report.yml"}
NO_ADDRESS = f"""\
# The tool was not installed from an address that others can reach. Give one, for example:
# {tool.DISTRIBUTION} @ git+https://example.org/report.git
"""


def make_project(folder: Path, source: Path | None = None, **reading: Any) -> ImportResult | None:
    """Make a folder with notebooks, pages, editions, a README and a workflow, and a corpus in it.

    What the report of this package says of its own topic is left out: its title, editions that
    select articles, addresses of former chapters. The folder appears whole or not at all.

    Parameters
    ----------
    folder
        Must not exist or be empty; its name becomes the report's title.
    source
        Table or folder of articles; without one there is no corpus yet.
    reading
        How to read it, as `helpers.corpus.files.importing.import_corpus` takes it.

    Raises
    ------
    InputError
        Where the folder is not empty, or the articles cannot be read.
    """
    check_place(folder)
    if not is_free(folder):
        what = "already exists and is not an empty folder"
        raise InputError.of(folder, what, "choose a new folder")
    title = title_of(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with replace_folder(folder) as fresh:
        result = import_corpus(fresh / "corpus", source, **reading) if source else None
        origin = starter_folder()
        for name in starter_files(origin):
            content = adapt(origin / name, title=title)
            if content is not None:
                _write(fresh / name, content)
        for file, place in PLACES.items():
            _write(fresh / place, (FILES / file).read_bytes())
        text = Template((FILES / "README.md").read_text(encoding="utf-8"))
        readme = text.substitute(title=title, quoted_title=_quote(title))
        _write(fresh / "README.md", readme.encode())
        _add_tool(fresh)
    return result


def title_of(folder: Path) -> str:
    """Make a title of a folder's name.

    Examples
    --------
    >>> title_of(Path("studies/press-on_floods"))
    'Press on floods'
    """
    words = re.sub(r"[-_\s]+", " ", folder.name).strip()
    return words[:1].upper() + words[1:]


def adapt(path: Path, *, title: str) -> bytes | None:
    """Return a file of the starter without what it says of its own topic; None leaves it out."""
    if path.name == "_config.yml":
        return configure(path.read_text(encoding="utf-8"), title=title).encode()
    if path.parent.name == "editions" and _selects(path):
        return None
    return path.read_bytes()


def configure(config: str, *, title: str) -> str:
    r"""Give a ``_config.yml`` another title, and no author, repository or former addresses.

    Examples
    --------
    >>> config = "title: Five articles\nauthor: A. Berg\nlogo: Five articles\nold:\n  redirects:\n"
    >>> print(configure(config + "    notebooks/a: b.html\n  more: true\n", title="Floods"))
    title: "Floods"
    author: ""
    logo: "Floods"
    old:
      more: true
    """
    former = yaml.safe_load(config)["title"]
    config = config.replace(f": {former}\n", f": {_quote(title)}\n")
    config = re.sub(r"(?m)^(author|  url|  path_to_book): .*$", r'\1: ""', config)
    # With the comment above it.
    return re.sub(r"(?m)^(?: *#.*\n)*( *)redirects:\n(?:\1 .*\n)*", "", config)


def _selects(edition: Path) -> bool:
    """Tell whether an edition asks for articles of the corpus that it was written for."""
    return not read_settings(edition, EditionFile).parameters.keys().isdisjoint(SELECTION)


def _add_tool(folder: Path) -> None:
    """Say what installs the tool, with the tool itself where nobody else has it."""
    file, line = tool.wheel(), tool.requirement()
    _write(folder / "requirements.txt", (f"{line}\n" if line else NO_ADDRESS).encode())
    if file is not None:
        _write(folder / tool.WHEELS / file.name, file.read_bytes())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _quote(text: str) -> str:
    """Write a text as YAML takes it on one line, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
