"""Interviews that are printed without marks."""

import pytest

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.quotations import Line
from helpers.corpus.voices.speech import Speech
from helpers.corpus.voices.unmarked_interviews import UnmarkedInterviews

SPEECH = read_settings(DEFAULTS / "speech.yml", Speech)
TALK = ("When did it start?", "I was ten.", "Who taught you?", "My aunt.", "And now?", "I teach.")


def questions(*paragraphs: str) -> list[int]:
    lines = [Line(text, 100 * n, n, heading=False) for n, text in enumerate(paragraphs)]
    return sorted(UnmarkedInterviews(SPEECH).questions(lines))


def test_questions_are_paragraphs_of_their_own() -> None:
    assert questions("Joan Hurley plays the harp.", *TALK) == [1, 3, 5]


@pytest.mark.parametrize("marks", ["**{}**", "<b>{}</b>", "{} "])
def test_questions_in_bold(marks: str) -> None:
    bold = [marks.format(text) if text.endswith("?") else text for text in TALK]
    assert questions(*bold) == [0, 2, 4]


@pytest.mark.parametrize(
    "paragraphs",
    [
        TALK[:4],
        # questions that the writer answers
        ("Why?", "It rained.", "Who paid?", "The town did.", "And now?", "Nobody knows."),
        # quoted answers are read as quotations
        ("Why?", "“I fell.”", "Who paid?", "“I did.”", "And now?", "“I wait.”"),
        (),
    ],
)
def test_these_are_no_interviews(paragraphs: tuple[str, ...]) -> None:
    assert questions(*paragraphs) == []
