import pytest

from helpers.corpus.problems import InputError
from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.speech import Speech
from helpers.corpus.voices.vocabulary import Vocabulary

SPEECH = read_settings(DEFAULTS / "speech.yml", Speech)
ACTORS = read_settings(DEFAULTS / "actors.yml", Actors)
VOCABULARY = Vocabulary(ACTORS, SPEECH)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Batyuk", "Batiuk"),
        ("Sergei", "Sergey"),
        ("Dmitry", "Dmitriy"),
        ("Andrei", "Andrey"),
        ("Zelensky", "Zelenskyy"),
        ("Yuri", "Yury"),
        ("Maxim", "Maksim"),
        ("Khrushchev", "Hruschev"),
        ("Niinistö", "Niinisto"),
        ("Yevgeny", "Evgeny"),
    ],
)
def test_transliterations_of_one_name_fold_alike(one: str, other: str) -> None:
    assert VOCABULARY.fold(one) == VOCABULARY.fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ivanov", "Ivanova"), ("Price", "Prince"), ("Blokhin", "Blinken")]
)
def test_different_names_do_not(one: str, other: str) -> None:
    assert VOCABULARY.fold(one) != VOCABULARY.fold(other)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("the US president", [("the", "determiner"), ("US", "nation"), ("president", "role")]),
        ("USE it", [("USE", "name"), ("it", "pronoun")]),
        ("Trump's aide", [("Trump", "name"), ("'s", "possessive"), ("aide", "role")]),
        ("White House", [("White House", "actor")]),
        ("Roger (R-Miss.), 17, fled", [("Roger", "name"), (",", "comma"), ("17", "number"),
                                       (",", "comma"), ("fled", "word")]),
        ("in May we may", [("in", "connector"), ("May", "time"), ("we", "function"),
                           ("may", "function")]),
    ],
)  # fmt: skip
def test_kinds_of_tokens(text: str, kinds: list[tuple[str, str]]) -> None:
    assert [(token.text, token.kind) for token in VOCABULARY.tokens(text)] == kinds


def test_offsets_lead_to_the_text() -> None:
    text = "“It’s Sergei’s,” said U.S. envoy J. Hill (Ohio)."
    assert all(text[t.start : t.end] == t.text for t in VOCABULARY.tokens(text))


def test_a_first_word_that_is_written_small_elsewhere_is_no_name() -> None:
    assert VOCABULARY.tokens("Bridges fall")[0].kind == "name"
    assert VOCABULARY.tokens("Bridges fall", common=frozenset({"bridges"}))[0].kind == "word"


def test_an_unknown_nation_is_named_with_the_nearest_one() -> None:
    actors = Actors.model_validate(
        {"persons": [{"name": "Lang", "bloc": "none", "nation": "austrai"}]}
    )
    with pytest.raises(InputError, match="austria"):
        Vocabulary(actors, SPEECH)
