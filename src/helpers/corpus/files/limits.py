"""The limits and thresholds of a corpus folder and of what is imported, read from `corpus.yml`."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PositiveInt,
    RootModel,
    ValidationError,
    model_validator,
)

from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS, find_settings, read_settings
from helpers.corpus.suggestions import suggest


class NearDuplicate(BaseModel):
    """When two texts count as one: see the comments in `defaults/corpus.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shingle_words: PositiveInt
    similarity: float = Field(gt=0, le=1)
    sketch: PositiveInt
    looked_up: PositiveInt


# Products of two such numbers still fit into what tables count with.
Size = Annotated[int, Field(gt=0, lt=2**53)]


class Limits(BaseModel):
    """What a corpus folder and a table may hold: see the comments in `defaults/corpus.yml`.

    What is not given is as in that file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_file_bytes: Size
    max_table_bytes: Size
    max_unpacked_bytes: Size
    max_workbook_bytes: Size
    max_rows: Size
    max_columns: Size
    max_field_length: int = Field(gt=0, lt=2**31)
    memory_per_byte: int = Field(ge=0, le=1000)
    # Room for the beginning of a name and what keeps it apart from others.
    max_id_length: int = Field(ge=40, le=200)
    articles_as_files: int = Field(ge=0, lt=2**31)
    row_group: int = Field(gt=0, lt=2**31)
    near_duplicate: NearDuplicate
    split_date: dt.date | None = None

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, values: Any) -> Any:
        return {**_defaults(), **values} if isinstance(values, dict) else values


@cache
def _defaults() -> dict[str, Any]:
    return read_settings(DEFAULTS / "corpus.yml", RootModel[dict[str, Any]]).root


# What can be raised with `--limit`.
NAMES = tuple(name for name in Limits.model_fields if name not in ("near_duplicate", "split_date"))


def read_limits(folder: Path, *, overrides: Mapping[str, str] | None = None) -> Limits:
    """Read the folder's own `corpus.yml`, or the package's.

    Parameters
    ----------
    folder : Path
        A corpus folder.
    overrides : mapping of str to str, optional
        Limits by name that the user has set, which come before those of the file.

    Raises
    ------
    InputError
        With each limit that does not exist or whose value cannot be used.

    Examples
    --------
    >>> read_limits(Path()).near_duplicate.similarity
    0.8
    >>> read_limits(Path(), overrides={"max_rows": "7"}).max_rows
    7
    """
    limits = read_settings(find_settings(folder, "corpus.yml"), Limits)
    overrides = overrides or {}
    problems = [
        Problem(f"--limit {name}", "no such limit", suggest(name, NAMES))
        for name in overrides
        if name not in NAMES
    ]
    if problems:
        raise InputError(problems)
    try:
        return Limits.model_validate({**limits.model_dump(), **overrides})
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
