"""Editions: named parameter sets, one file each, one whole book each."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from helpers.corpus.files.names import is_file_name
from helpers.corpus.problems import InputError
from helpers.corpus.settings import read_settings
from helpers.corpus.suggestions import nearest_word
from helpers.study.parameters import Parameters, resolve

SUFFIXES = (".yml", ".yaml")
# Folders beside the editions' own.
RESERVED = ("site",)


class EditionFile(BaseModel):
    """What an edition file holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    description: str
    parameters: dict[str, Any] = Field(default_factory=dict)


class Edition(BaseModel):
    """One book: a name for its folder, a title, the parameters in force, and the file of it all.

    Attributes
    ----------
    source
        What names it on a command line: its name, or its file's where it is not a shipped one.
    overrides
        Parameters, as written, by which the command line makes it another than its file.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    description: str
    parameters: Parameters
    file: Path | None = None
    source: str = "default"
    overrides: dict[str, str] = Field(default_factory=dict)


def open_edition(name_or_path: str, *, folder: Path, overrides: Mapping[str, Any]) -> Edition:
    """Read an edition and lay the command line's parameters over it.

    Parameters
    ----------
    name_or_path
        Name of a file in `folder` (its suffix may be left out), or a path to one anywhere.
    folder
        Where the shipped editions lie.
    overrides
        Parameters from the command line; they win over the file.

    Raises
    ------
    InputError
        When there is no such edition, or a parameter is unknown or out of range.
    """
    paths = (
        [folder / f"{name_or_path}{suffix}" for suffix in ("", *SUFFIXES)]
        if "/" not in name_or_path
        else []
    )
    matches = (
        path for path in [*paths, Path(name_or_path)] if path.is_file() and path.suffix in SUFFIXES
    )
    path = next(matches, None)
    if path is None:
        names = [file.stem for file in edition_files(folder)]
        near = nearest_word(name_or_path, names)
        hint = f"did you mean '{near}'?" if near else "name an edition or its file"
        others = f" (known: {', '.join(names)})" if names else ""
        what = f"there is no edition '{name_or_path}'"
        raise InputError.of("--edition", what, f"{hint}{others}")
    if path.stem in RESERVED or not is_file_name(path.stem):
        what = f"an edition cannot be called '{path.stem}'"
        raise InputError.of(path, what, "rename the file")
    content = read_settings(path, EditionFile)
    own_values = resolve(content.parameters, where=str(path))
    resolve(overrides, where="-p")
    values = resolve({**content.parameters, **overrides}, where=f"{path} with -p")
    return Edition(
        name=path.stem,
        title=content.title,
        description=content.description,
        parameters=values,
        file=path.resolve(),
        source=path.stem if path.resolve().parent == folder.resolve() else path.name,
        overrides={
            name: str(value)
            for name, value in sorted(overrides.items())
            if getattr(values, name) != getattr(own_values, name)
        },
    )


def edition_files(folder: Path) -> list[Path]:
    """Files of the editions in a folder, the default first, then by name."""
    files = [path for path in folder.iterdir() if path.suffix in SUFFIXES]
    return sorted(files, key=lambda path: (path.stem != "default", path.name))


def claim_folder(edition: Edition, workspace: Path) -> None:
    """Record which file an edition's folder belongs to.

    Raises
    ------
    InputError
        When it belongs to another file that has the same name and still exists: its book would
        be overwritten.
    """
    if edition.file is None:
        return
    note = workspace / "edition-file"
    before = Path(note.read_text(encoding="utf-8")) if note.is_file() else edition.file
    if before != edition.file and before.is_file():
        what = f"its book would replace that of {before}, an edition of the same name"
        mend = "rename one of the files, or build into another folder with --out"
        raise InputError.of(edition.file, what, mend)
    note.write_text(str(edition.file), encoding="utf-8")
