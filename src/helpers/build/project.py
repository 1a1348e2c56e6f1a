"""Where the parts of the project lie."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from helpers.corpus.parser_limits import yaml_defect
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import MAX_BYTES
from helpers.corpus.untrusted_files import read_bytes


@dataclass(frozen=True)
class Project:
    """The folder that holds ``_config.yml``, ``_toc.yml`` and ``notebooks/``."""

    root: Path

    @cached_property
    def contents(self) -> dict[str, Any]:
        """What ``_toc.yml`` says.

        Raises
        ------
        InputError
            When it cannot be read.
        """
        return _read(self.root / "_toc.yml")

    @cached_property
    def pages(self) -> tuple[Path, ...]:
        """Files of the book in reading order, as the table of contents names them.

        Raises
        ------
        InputError
            When the table of contents cannot be read or a page of it does not exist.
        """
        if "root" not in self.contents:
            raise InputError.of("_toc.yml", '"root" is missing', "name the first page")
        names = [self.contents["root"], *_files(self.contents)]
        pages, missing = [], []
        for name in names:
            choices = [self.root / f"{name}{suffix}" for suffix in (".ipynb", ".md")]
            path = next((choice for choice in choices if choice.is_file()), None)
            if path is None:
                missing.append(
                    Problem(
                        f"_toc.yml: {name}",
                        "there is no such notebook or page",
                        f"restore {name}.ipynb or remove its entry",
                    )
                )
            else:
                pages.append(path)
        if missing:
            raise InputError(missing)
        return tuple(pages)

    @property
    def notebooks(self) -> tuple[Path, ...]:
        """The pages that are run."""
        return tuple(page for page in self.pages if page.suffix == ".ipynb")

    @cached_property
    def config(self) -> dict[str, Any]:
        """What ``_config.yml`` says.

        Raises
        ------
        InputError
            When it cannot be read.
        """
        return _read(self.root / "_config.yml")

    @property
    def editions(self) -> Path:
        """Folder of the shipped editions."""
        return self.root / "notebooks" / "editions"


def find_project(start: Path) -> Project:
    """Find the project from a folder inside it.

    Raises
    ------
    InputError
        When neither the folder nor a parent holds the book's files.
    """
    for folder in (start, *start.parents):
        if (folder / "_toc.yml").is_file() and (folder / "_config.yml").is_file():
            return Project(folder)
    what = "no report in this folder or above it (no _toc.yml and _config.yml)"
    mend = "go to the folder of one, or make one with report new FOLDER --project --from FILE"
    raise InputError.of(start, what, mend)


def _read(path: Path) -> dict[str, Any]:
    content = read_bytes(path, max_bytes=MAX_BYTES, mend="shorten it")
    try:
        text = content.decode("utf-8")
        wrong = yaml_defect(text)
        if wrong:
            line, what, mend = wrong
            raise InputError.of(f"{path.name}:{line}", what, mend)
        read = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}" if mark else path.name
        raise InputError.of(where, "not YAML", "correct the syntax here") from None
    return read if isinstance(read, dict) else {}


def _files(node: object) -> list[str]:
    """Collect the ``file`` entries of a table of contents in order."""
    if isinstance(node, list):
        return [name for part in node for name in _files(part)]
    if isinstance(node, dict):
        own = [node["file"]] if "file" in node else []
        return own + [name for part in node.values() for name in _files(part)]
    return []
