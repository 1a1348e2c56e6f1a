import pytest

from helpers.measures.framing.coding import code
from helpers.measures.framing.stance import mean_stance, stance

TARGETS = {"west": ["NATO", "US"], "russia": ["Russia"]}


@pytest.fixture
def stances(make_book, make_sentences):
    book = make_book(
        {
            "threat": {"patterns": ["threat*"], "evaluates": {"west": -1}},
            "open": {"patterns": ["open door"], "evaluates": {"west": 1}},
            "strong": {"patterns": ["strong"], "evaluates": {"russia": 1, "elsewhere": 1}},
        }
    )
    table = make_sentences(
        "NATO meets.",
        "The missiles are a threat to us.",
        "NATO’s open door is a threat.",
        "A strong Russia faces the threat.",
        "It is cold.",
        voice=["narrator", "quote", "quote", "quote", "narrator"],
    )
    return stance(table, TARGETS, codes=code(table, book), codebook=book), table


def test_stance_is_the_sign_of_what_the_frames_say(stances):
    result, _ = stances
    assert result.filter(target="west")["value"].to_list() == [0, -1, 0, -1, None]
    assert result.filter(target="russia")["value"].to_list() == [None, None, None, 1, None]
    assert result.filter(target="west")["evidence"].to_list() == [0, 1, 2, 1, 0]
    assert "elsewhere" not in result["target"]


def test_a_name_in_capitals_is_no_pronoun(stances):
    result, table = stances
    assert "us" in table["text"][1]
    assert result.filter(target="west", sentence=4)["value"].to_list() == [None]


def test_mean_stance_by_voice(stances):
    result, table = stances
    assert mean_stance(result, table).rows() == [
        ("west", "narrator", 0, 1, 0, 1, 2, 0.0),
        ("west", "quote", 2, 1, 0, 3, 3, -2 / 3),
        ("russia", "narrator", 0, 0, 0, 0, 2, None),
        ("russia", "quote", 0, 0, 1, 1, 3, 1.0),
    ]
