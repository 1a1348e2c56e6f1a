"""A text that is being changed, with the place in its file that each character comes from."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]


class Edit(NamedTuple):
    """What takes the place of the characters from start to end; nothing where `new` is empty."""

    start: int
    end: int
    new: str


class Change(NamedTuple):
    """A stretch of the text as read, from start to end, and the one of the file it comes from.

    Either of the two may be empty, and they differ in length or correspond only as a whole.
    """

    start: int
    end: int
    file_start: int
    file_end: int


class Draft:
    """A text under edit.

    Attributes
    ----------
    text : str
        As it reads after all edits so far.

    Examples
    --------
    >>> draft = Draft("A &amp; B, co\N{SOFT HYPHEN}op")
    >>> draft.apply([Edit(2, 7, "&"), Edit(13, 14, "")])
    >>> draft.text
    'A & B, coop'
    >>> [tuple(change) for change in draft.changes()]
    [(2, 3, 2, 7), (9, 9, 13, 14)]
    """

    def __init__(self, raw: str) -> None:
        self.text = raw
        self._length = len(raw)
        # Where in the file each character begins and ends; None while nothing has moved.
        self._places: tuple[Places, Places] | None = None

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make edits of the present text; they stand in its order, do not overlap or insert."""
        edits = list(edits)
        if not edits:
            return
        moved = [edit for edit in edits if len(edit.new) != edit.end - edit.start]
        if moved:
            starts, ends = self._places or self._unmoved()
            self._places = _move(starts, moved, by_start=True), _move(ends, moved, by_start=False)
        pieces, position = [], 0
        for start, end, new in edits:
            pieces += [self.text[position:start], new]
            position = end
        self.text = "".join([*pieces, self.text[position:]])

    def in_file(self, start: int, end: int) -> tuple[int, int]:
        """Say where in the file the characters from start to end stand."""
        if self._places is None:
            return start, end
        starts, ends = self._places
        return int(starts[start]), int(ends[end - 1])

    def _unmoved(self) -> tuple[Places, Places]:
        starts = np.arange(self._length, dtype=np.int64)
        return starts, starts + 1

    def changes(self) -> list[Change]:
        """List the changes that move characters, in order; none where all stand as in the file."""
        if self._places is None:
            return []
        starts, ends = self._places
        n = len(starts)
        same = (starts[1:] == starts[:-1]) & (ends[1:] == ends[:-1])
        first = np.flatnonzero(np.concatenate([[True], ~same])) if n else np.zeros(0, np.int64)
        size = np.diff(np.append(first, n))
        moved = (size != 1) | (ends[first] - starts[first] != 1)
        changes = [
            Change(int(at), int(at + k), int(starts[at]), int(ends[at]))
            for at, k in zip(first[moved], size[moved], strict=True)
        ]
        before = np.concatenate([[0], ends])
        after = np.append(starts, self._length)
        changes += [
            Change(int(at), int(at), int(before[at]), int(after[at]))
            for at in np.flatnonzero(after > before)
        ]
        return sorted(changes)


def _move(places: Places, edits: list[Edit], *, by_start: bool) -> Places:
    pieces, position = [], 0
    for start, end, new in edits:
        whole = places[start] if by_start else places[end - 1]
        pieces += [places[position:start], np.full(len(new), whole)]
        position = end
    return np.concatenate([*pieces, places[position:]])
