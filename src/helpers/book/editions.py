"""Editions: named parameter sets, one file each, one whole book each."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import process

from helpers.book.parameters import Parameters, resolve
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import read_settings


class EditionFile(BaseModel):
    """What an edition file holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    description: str
    parameters: dict[str, Any] = Field(default_factory=dict)


class Edition(BaseModel):
    """One book: a name for its folder, a title, and the parameters in force."""

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    description: str
    parameters: Parameters


def open_edition(given: str, *, folder: Path, overrides: Mapping[str, Any]) -> Edition:
    """Read an edition and lay the command line's parameters over it.

    Parameters
    ----------
    given
        Name of a file in `folder` (without ``.yml``), or a path to one anywhere.
    folder
        Where the shipped editions lie.
    overrides
        Parameters from the command line; they win over the file.

    Raises
    ------
    InputError
        When there is no such edition, or a parameter is unknown or out of range.
    """
    path = (
        folder / f"{given}.yml" if "/" not in given and not given.endswith(".yml") else Path(given)
    )
    if not path.is_file():
        known = sorted(file.stem for file in folder.glob("*.yml"))
        nearest = process.extractOne(given, known)
        hint = f"did you mean '{nearest[0]}'?" if nearest else "name an edition file"
        raise InputError([Problem("--edition", f"there is no edition '{given}'", hint)])
    read = read_settings(path, EditionFile)
    resolve(read.parameters, where=str(path))
    resolve(overrides, where="-p")
    return Edition(
        name=path.stem,
        title=read.title,
        description=read.description,
        parameters=resolve({**read.parameters, **overrides}, where=f"{path} with -p"),
    )
