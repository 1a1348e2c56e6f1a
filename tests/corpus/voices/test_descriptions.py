import pytest

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.descriptions import Describer
from helpers.corpus.voices.speech import Speech
from helpers.corpus.voices.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    read_settings(DEFAULTS / "actors.yml", Actors), read_settings(DEFAULTS / "speech.yml", Speech)
)


@pytest.mark.parametrize(
    ("phrase", "head", "kind", "nation"),
    [
        ("Russian Deputy Foreign Minister", "minister", "official", "russia"),
        ("Deputy Foreign Minister of the Russian Federation", "minister", "official", "russia"),
        ("adviser to the US president", "adviser", "official", "united_states"),
        ("White House spokesman", "spokesman", "official", "united_states"),
        ("the Kremlin's envoy", "envoy", "official", "russia"),
        ("president of the International Institute for Peace", "president", "expert", None),
        ("researcher at RAS", "researcher", "expert", "russia"),
        ("researcher at the Institute for the USA at RAS", "researcher", "expert", "russia"),
        ("a Russian affairs analyst", "analyst", "expert", None),
        ("Russia analyst", "analyst", "expert", None),
        ("Russian analyst", "analyst", "expert", "russia"),
        ("Russia correspondent", "correspondent", "media", None),
        ("head of a bakery", "head", "other", None),
    ],
)
def test_descriptions(phrase: str, head: str, kind: str, nation: str | None) -> None:
    description = Describer(VOCABULARY).describe(VOCABULARY.tokens(phrase))
    assert (description.head, description.kind, description.nation) == (head, kind, nation)


def test_two_ways_to_write_an_office_are_one() -> None:
    describer = Describer(VOCABULARY)
    one = describer.describe(VOCABULARY.tokens("Russian Deputy Foreign Minister"))
    other = describer.describe(VOCABULARY.tokens("the Deputy Foreign Minister of Russia"))
    assert one.words == other.words
