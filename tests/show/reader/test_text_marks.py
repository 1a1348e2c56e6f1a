"""Marks that overlap on one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.show.reader.text_marks import Mark, pieces

TEXT = "arms talks now end"


def names(text: str, marks: list[Mark], **where: int) -> list[tuple[str, str]]:
    return [
        (piece.text, "".join(over.mark.name for over in piece.over))
        for piece in pieces(text, marks, **where)
    ]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [(TEXT, "")]),
        ([Mark(5, 10, "frame", "a")], [("arms ", ""), ("talks", "a"), (" now end", "")]),
        (  # one inside the other
            [Mark(5, 10, "frame", "b"), Mark(0, 14, "frame", "a")],
            [("arms ", "a"), ("talks", "ab"), (" now", "a"), (" end", "")],
        ),
        (  # one over the end of the other
            [Mark(0, 10, "frame", "a"), Mark(5, 18, "frame", "b")],
            [("arms ", "a"), ("talks", "ab"), (" now end", "b")],
        ),
        (  # two on the same words
            [Mark(0, 4, "frame", "b"), Mark(0, 4, "frame", "a")],
            [("arms", "ab"), (" talks now end", "")],
        ),
        ([Mark(-3, 4, "frame", "a")], [("arms", "a"), (" talks now end", "")]),
        ([Mark(15, 99, "frame", "a")], [("arms talks now ", ""), ("end", "a")]),
        ([Mark(4, 4, "frame", "a"), Mark(20, 30, "frame", "b")], [(TEXT, "")]),
    ],
)
def test_a_text_is_cut_where_marks_begin_and_end(
    marks: list[Mark], expected: list[tuple[str, str]]
) -> None:
    assert names(TEXT, marks) == expected
    moved = [mark._replace(start=mark.start + 7, end=mark.end + 7) for mark in marks]
    assert names(TEXT, moved, start=7) == expected


def test_marks_of_one_layer_that_overlap_have_lanes_of_their_own() -> None:
    marks = [
        Mark(0, 10, "frame", "a"),
        Mark(5, 14, "frame", "b"),
        Mark(11, 18, "frame", "c"),
        Mark(5, 10, "word", "w"),
    ]
    found = {over.mark.name: over.lane for piece in pieces(TEXT, marks) for over in piece.over}
    assert found == {"a": 0, "b": 1, "c": 0, "w": 0}


def test_a_mark_opens_and_closes_once() -> None:
    marks = [Mark(0, 14, "frame", "a"), Mark(5, 10, "frame", "b")]
    overs = [over for piece in pieces(TEXT, marks) for over in piece.over if over.mark.name == "a"]
    assert [(over.opens, over.closes) for over in overs] == [
        (True, False),
        (False, False),
        (False, True),
    ]


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], int]:
    text, start = draw(st.text(max_size=30)), draw(st.integers(0, 50))
    place = st.integers(start - 3, start + len(text) + 3)
    layer, name = st.sampled_from(["frame", "word"]), st.sampled_from("abc")
    return text, draw(st.lists(st.builds(Mark, place, place, layer, name), max_size=8)), start


@given(marked_texts())
def test_pieces_are_the_text_and_carry_exactly_the_marks_over_them(
    given_: tuple[str, list[Mark], int],
) -> None:
    text, marks, start = given_
    found = pieces(text, marks, start=start)
    assert "".join(piece.text for piece in found) == text
    place = start
    for piece in found:
        end = place + len(piece.text)
        over = {
            (mark.layer, mark.name) for mark in marks if mark.start <= place and mark.end >= end
        }
        assert piece.text
        assert {(over.mark.layer, over.mark.name) for over in piece.over} == over
        rows = [(over.mark.layer, over.lane) for over in piece.over]
        assert len(rows) == len(set(rows))
        place = end
