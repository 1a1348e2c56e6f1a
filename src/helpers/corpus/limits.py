"""The limits and thresholds of a corpus folder, read from `corpus.yml`."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from helpers.corpus.settings import find_settings, read_settings


class NearDuplicate(BaseModel):
    """When two texts count as one: see the comments in `defaults/corpus.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shingle_words: PositiveInt
    similarity: float = Field(gt=0, le=1)
    sketch: PositiveInt
    looked_up: PositiveInt


class Limits(BaseModel):
    """What a corpus folder may hold: see the comments in `defaults/corpus.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_file_bytes: PositiveInt
    max_id_length: PositiveInt
    articles_as_files: int = Field(ge=0)
    row_group: PositiveInt
    near_duplicate: NearDuplicate


def read_limits(folder: Path) -> Limits:
    """Read the folder's own `corpus.yml`, or the package's.

    Examples
    --------
    >>> read_limits(Path()).near_duplicate.similarity
    0.8
    """
    return read_settings(find_settings(folder, "corpus.yml"), Limits)
