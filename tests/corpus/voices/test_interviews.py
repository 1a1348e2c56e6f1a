import pytest

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.interviews import Turns
from helpers.corpus.voices.speech import Speech

TURNS = Turns(read_settings(DEFAULTS / "speech.yml", Speech))


@pytest.mark.parametrize(
    ("paragraph", "turn"),
    [
        ("“SP”: – Why?", "question"),
        ('"Daily News": - Why?', "question"),
        ("RT: Why?", "question"),
        ("RT: – You are old.", "question"),
        ("NASA: Ice melts", None),
        ("A. Miller is old.", None),
        ("Q: Why?", "question"),
        ("Question: Why?", "question"),
        ("– Because.", "answer"),
        ("— “Because”, yes.", "answer"),
        ("A: Because.", "answer"),
        ("'You Are A Denier': protesters interrupt a speech", None),
        ("Because – and only because.", None),
        ("", None),
    ],
)
def test_turns(paragraph: str, turn: str | None) -> None:
    assert TURNS.opens(paragraph) == turn
