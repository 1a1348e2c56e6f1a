"""The codes of one person or program on the disk, changed by one process at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl
from filelock import Timeout

from helpers.coding.merging import Merged, merge_codes
from helpers.coding.places import Place
from helpers.corpus.coding.codes import read_codes, schema_of, write_codes
from helpers.corpus.coding.fields import FRAMES, SETTLED, FrameSets
from helpers.corpus.coding.folder import (
    SENTENCES,
    SETTLED_CODES,
    coder_file,
    common_coders,
    machine_file,
)
from helpers.corpus.files.delimited import read_delimited
from helpers.corpus.files.limits import Limits, read_limits
from helpers.corpus.files.names import is_safe
from helpers.corpus.problems import InputError
from helpers.corpus.untrusted_files import check_inside
from helpers.system.scratch import lock_of

# A name is that of a file and stands in pages.
LONGEST = 40
# To read and write a file takes much less; a browser waits for ten seconds.
PATIENCE = 5


@dataclass
class CodesFile:
    """The file of one coder's answers.

    What is new is merged into what the file holds at that moment, and nobody else writes meanwhile,
    so that two windows, two servers or another command undo nothing: the last answer to a sentence
    and field counts.

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

    def merge(self, later: pl.DataFrame) -> Merged:
        """Put codes on the disk as `helpers.coding.merging.merge_codes` does.

        Raises
        ------
        InputError
            As `read`, and when another process does not let go of the file.
        """
        with self._alone():
            return self._merge(later)

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

        Raises
        ------
        InputError
            As `merge`.
        """
        row = place._asdict() | {"text": text, "coder": self.coder, name: cell}
        schema = schema_of(self.frame_sets)
        answer = pl.DataFrame([row], schema={column: schema[column] for column in row})
        with self._alone():
            if at < self._last.get((place, name), 0):
                return self.read()
            table = self._merge(answer, replacing=[name]).table
            self._last[place, name] = at
            return table

    def _merge(self, later: pl.DataFrame, *, replacing: Sequence[str] = ()) -> Merged:
        earlier = self.read()
        merged = merge_codes(earlier, later, frame_sets=self.frame_sets, replacing=replacing)
        if not merged.table.equals(earlier):
            write_codes(self.path, merged.table, frame_sets=self.frame_sets)
        return merged

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with lock_of(self.path).acquire(timeout=PATIENCE):
                yield
        except Timeout:
            mend = "wait until the other command that writes to it has ended, then try again"
            raise InputError.of(self.path, "is being changed", mend) from None


def open_coder(corpus: Path, name: str, *, frame_sets: FrameSets) -> CodesFile:
    """Open the file of a person in ``coding/coders``.

    Raises
    ------
    InputError
        Where the name cannot be a coder's, the file lies elsewhere, or the person's codes stand in
        ``coding/sentences.csv``: nobody codes a sentence in two files.
    """
    path = coder_file(corpus, check_name(name, option="--coder"))
    if name in common_coders(corpus, frame_sets=frame_sets):
        what = f"{corpus / SENTENCES} holds codes by {name} already"
        raise InputError.of("--coder", what, "choose another name")
    return _open(corpus, path, frame_sets)


def open_machine(corpus: Path, name: str, *, frame_sets: FrameSets) -> CodesFile:
    """Open the file of a program in ``coding/machines``.

    Raises
    ------
    InputError
        Where the name cannot be a program's, or the file lies elsewhere.
    """
    path = machine_file(corpus, check_name(name, option="--instrument"))
    return _open(corpus, path, frame_sets)


def open_settled(corpus: Path, *, frame_sets: FrameSets) -> CodesFile:
    """Open the file of the codes agreed on.

    Raises
    ------
    InputError
        Where it lies elsewhere.
    """
    return _open(corpus, corpus / SETTLED_CODES, frame_sets)


def _open(corpus: Path, path: Path, frame_sets: FrameSets) -> CodesFile:
    check_inside(corpus, path.relative_to(corpus))
    return CodesFile(path, path.stem, frame_sets, read_limits(corpus))


def check_name(name: str, *, option: str) -> str:
    """Give the name of a coder or program if it can be the name of a file.

    Raises
    ------
    InputError
        Where it cannot, or means the codes agreed on.

    Examples
    --------
    >>> check_name("ann", option="--coder")
    'ann'
    >>> check_name("../ann", option="--coder")
    Traceback (most recent call last):
        ...
    helpers.corpus.problems.InputError: --coder: '../ann' cannot be a name; use letters, digits, ...
    """
    if not is_safe(name, longest=LONGEST):
        mend = f"use letters, digits, dots, - and _, at most {LONGEST}"
        raise InputError.of(option, f"'{name}' cannot be a name", mend)
    if name.lower() == SETTLED:
        what = f"'{name}' stands for the codes agreed on"
        raise InputError.of(option, what, "choose another name")
    return name
