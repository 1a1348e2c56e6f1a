"""The answers of one person: read from the disk, and on the disk again after each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

import polars as pl

from helpers.coding.page.questions import UNSURE
from helpers.corpus.coding.codes import read_codes, schema_of, write_codes
from helpers.corpus.coding.fields import FRAMES, PLACE, FrameSets
from helpers.corpus.files.delimited import read_delimited
from helpers.corpus.files.limits import Limits
from helpers.corpus.problems import InputError
from helpers.corpus.voices.voice import SOURCE_VOICES

Place = tuple[str, int, int]


@dataclass
class AnswerFile:
    """The file of one coder's answers.

    Every answer is merged into what the file holds at that moment, so that two windows, or another
    command, undo nothing: the last answer to a sentence and field counts.

    Attributes
    ----------
    path
        Where it lies; it need not be there yet.
    coder
        Whose answers they are.
    frame_sets
        The codebook's frames by set.
    limits
        How much is read.
    """

    path: Path
    coder: str
    frame_sets: FrameSets
    limits: Limits
    _writing: Lock = field(default_factory=Lock, repr=False)
    _last: dict[tuple[Place, str], float] = field(default_factory=dict, repr=False)

    def read(self) -> pl.DataFrame:
        """Read all answers, as `codes.Codes.table`, and columns beside them that are kept.

        Raises
        ------
        InputError
            When the file cannot be used, or holds answers that the codebook does not know: they
            would be lost with the next one that is saved.
        """
        if not self.path.is_file():
            return pl.DataFrame(schema=schema_of(self.frame_sets))
        codes = read_codes(
            self.path, frame_sets=self.frame_sets, limits=self.limits, coder=self.coder
        )
        if codes.warnings:
            raise InputError([replace(warning, severity="error") for warning in codes.warnings])
        rows = read_delimited(self.path, limits=self.limits, delimiter=",").rows
        return codes.table.hstack(rows.drop(*codes.table.columns, FRAMES, strict=False))

    def save(
        self, place: Place, name: str, cell: str | bool | None, *, text: str, at: float = 0
    ) -> pl.DataFrame:
        """Put one answer on the disk, unless a later one to the same question is there already.

        Parameters
        ----------
        place
            The sentence.
        name
            The field, or ``unsure``.
        cell
            The answer, as a table of codes holds it; None takes an earlier one back.
        text
            The sentence's words.
        at
            When it was given, in milliseconds by the clock of this machine.

        Returns
        -------
        DataFrame
            All answers, as `read` gives them.
        """
        with self._writing:
            table = self.read()
            if at >= self._last.get((place, name), 0):
                table = merge(table, place, name, cell, text=text, coder=self.coder)
                write_codes(self.path, table, frame_sets=self.frame_sets)
                self._last[place, name] = at
            return table


def merge(
    codes: pl.DataFrame, place: Place, name: str, cell: str | bool | None, *, text: str, coder: str
) -> pl.DataFrame:
    """Give a coder's codes with one answer more, or another in its place.

    A sentence of which nothing is left is left out.

    Examples
    --------
    >>> nothing = pl.DataFrame(schema=schema_of({}))
    >>> one = merge(nothing, ("a", 0, 9), "tone", "1", text="It works.", coder="ann")
    >>> two = merge(one, ("a", 0, 9), "unsure", True, text="It works.", coder="ann")
    >>> two.select("start", "tone", "unsure").rows()
    [(0, '1', True)]
    >>> merge(one, ("a", 0, 9), "tone", None, text="It works.", coder="ann").height
    0
    """
    here = pl.all_horizontal(
        pl.col(column) == value for column, value in zip(PLACE, place, strict=True)
    )
    if codes.filter(here).is_empty():
        row = dict(zip(PLACE, place, strict=True)) | {
            "text": text,
            "coder": coder,
            UNSURE: False,
        }
        new = pl.DataFrame([row], schema={column: codes.schema[column] for column in row})
        codes = pl.concat([codes, new], how="diagonal")
    value = pl.lit(cell, codes.schema[name])
    codes = codes.with_columns(pl.when(here).then(value).otherwise(name).alias(name))
    about = {*PLACE, "text", "coder", UNSURE}
    answers = [column for column in codes.columns if column not in about]
    some = pl.col(UNSURE) | pl.any_horizontal(pl.col(answers).is_not_null())
    return codes.filter(some).sort(PLACE)


def open_fields(answers: Mapping[str, Any], fields: Sequence[str]) -> list[str]:
    """List the fields of a sentence that still want an answer.

    None does once the coder is unsure. A speaker is named only where a source speaks.

    Examples
    --------
    >>> open_fields({"tone": "1", "voice": "narrator"}, ["tone", "voice", "speaker", "issue"])
    ['issue']
    >>> open_fields({"unsure": True}, ["tone"])
    []
    """
    if answers.get(UNSURE):
        return []
    nobody = "voice" in fields and answers.get("voice") not in SOURCE_VOICES
    return [
        name for name in fields if answers.get(name) is None and not (name == "speaker" and nobody)
    ]
