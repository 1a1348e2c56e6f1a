"""The limits and thresholds of a corpus folder and of what is imported, read from `corpus.yml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    RootModel,
    ValidationError,
    model_validator,
)

from helpers.corpus.nearest import suggest
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS, find_settings, read_settings


class NearDuplicate(BaseModel):
    """When two texts count as one: see the comments in `defaults/corpus.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shingle_words: PositiveInt
    similarity: float = Field(gt=0, le=1)
    sketch: PositiveInt
    looked_up: PositiveInt


class Limits(BaseModel):
    """What a corpus folder and a table may hold: see the comments in `defaults/corpus.yml`.

    What is not given is as in that file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_file_bytes: PositiveInt
    max_table_bytes: PositiveInt
    max_unpacked_bytes: PositiveInt
    max_workbook_bytes: PositiveInt
    max_rows: PositiveInt
    max_columns: PositiveInt
    max_field_length: PositiveInt
    memory_per_byte: NonNegativeInt
    # Room for the beginning of a name and what keeps it apart from others.
    max_id_length: int = Field(ge=40, le=200)
    articles_as_files: int = Field(ge=0)
    row_group: PositiveInt
    near_duplicate: NearDuplicate

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, given: Any) -> Any:
        return {**_defaults(), **given} if isinstance(given, dict) else given


@cache
def _defaults() -> dict[str, Any]:
    return read_settings(DEFAULTS / "corpus.yml", RootModel[dict[str, Any]]).root


# What can be raised with `--limit`.
NAMES = tuple(name for name in Limits.model_fields if name != "near_duplicate")


def read_limits(folder: Path, *, given: Mapping[str, str] | None = None) -> Limits:
    """Read the folder's own `corpus.yml`, or the package's.

    Parameters
    ----------
    folder : Path
        A corpus folder.
    given : mapping of str to str, optional
        Limits by name that the user has set, which come before those of the file.

    Raises
    ------
    InputError
        With each limit that does not exist or whose value cannot be used.

    Examples
    --------
    >>> read_limits(Path()).near_duplicate.similarity
    0.8
    >>> read_limits(Path(), given={"max_rows": "7"}).max_rows
    7
    """
    limits = read_settings(find_settings(folder, "corpus.yml"), Limits)
    given = given or {}
    problems = [
        Problem(f"--limit {name}", "no such limit", suggest(name, NAMES))
        for name in given
        if name not in NAMES
    ]
    if problems:
        raise InputError(problems)
    try:
        return Limits.model_validate({**limits.model_dump(), **given})
    except ValidationError as error:
        raise InputError(
            [
                Problem(
                    f"--limit {wrong['loc'][0]}",
                    f'"{wrong["input"]}" cannot be used',
                    f"it {wrong['msg'].removeprefix('Input ')}",
                )
                for wrong in error.errors()
            ]
        ) from None


def how_to_set(name: str, value: str = "NUMBER") -> str:
    """Return how a limit is set, for the end of a message.

    Examples
    --------
    >>> how_to_set("max_rows")
    '--limit max_rows=NUMBER; for a corpus folder, max_rows in its corpus.yml'
    """
    return f"--limit {name}={value}; for a corpus folder, {name} in its corpus.yml"
