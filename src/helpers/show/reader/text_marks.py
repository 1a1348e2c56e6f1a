"""Marks that overlap on one text, cut into pieces that each carry the marks over them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """Something to be shown on a stretch of text (code points, half-open).

    Attributes
    ----------
    start, end
        Where it stands.
    layer
        What kind of mark it is, in the words of the page ("frame", "word", "scare").
    name
        What it stands for: a frame's id, a word's valence.
    """

    start: int
    end: int
    layer: str
    name: str = ""


class Over(NamedTuple):
    """A mark over a piece: the row that it is drawn in, and whether it opens or closes there."""

    mark: Mark
    lane: int
    opens: bool
    closes: bool


class Piece(NamedTuple):
    """A stretch of text under one and the same set of marks."""

    text: str
    over: tuple[Over, ...]


def pieces(text: str, marks: Sequence[Mark], *, start: int = 0) -> list[Piece]:
    """Cut a text wherever a mark begins or ends.

    Parameters
    ----------
    text
        What to cut.
    marks
        In any order; what lies outside the text is cut off.
    start
        Place of the text's first character on the scale of the marks.

    Returns
    -------
    list of Piece
        Their texts together are the text. Marks over a piece stand in the order in which they
        open, the longer first. Marks of one layer that overlap have different lanes.

    Examples
    --------
    >>> found = pieces("arms talks now", [Mark(0, 10, "frame", "a"), Mark(5, 14, "frame", "b")])
    >>> [(piece.text, [(over.mark.name, over.lane) for over in piece.over]) for piece in found]
    [('arms ', [('a', 0)]), ('talks', [('a', 0), ('b', 1)]), (' now', [('b', 1)])]
    """
    end = start + len(text)
    clipped = [
        mark._replace(start=max(mark.start, start), end=min(mark.end, end)) for mark in marks
    ]
    kept = sorted(
        {mark for mark in clipped if mark.start < mark.end},
        key=lambda mark: (mark.start, -mark.end, mark.layer, mark.name),
    )
    lanes = dict(_lanes(kept))
    cuts = sorted({start, end, *(place for mark in kept for place in (mark.start, mark.end))})
    return [
        Piece(
            text[left - start : right - start],
            tuple(
                Over(mark, lanes[mark], mark.start == left, mark.end == right)
                for mark in kept
                if mark.start <= left and right <= mark.end
            ),
        )
        for left, right in pairwise(cuts)
    ]


def _lanes(marks: Sequence[Mark]) -> Iterator[tuple[Mark, int]]:
    """Give each mark the first lane of its layer that is free where it begins."""
    ends: dict[str, list[int]] = {}
    for mark in marks:
        taken = ends.setdefault(mark.layer, [])
        lane = next((row for row, end in enumerate(taken) if end <= mark.start), len(taken))
        taken[lane : lane + 1] = [mark.end]
        yield mark, lane
