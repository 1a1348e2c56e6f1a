from pathlib import Path

import pytest
from pydantic import ValidationError

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.speech import Speech
from helpers.corpus.voices.vocabulary import Vocabulary

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
BLOCS = {
    *("russia_official", "russia_expert", "russia_media", "us_official", "west_official"),
    *("ukraine_official", "foreign_expert", "none"),
}
ACTORS = Actors.model_validate(
    {
        "blocs": [{"nations": ["norway"], "official": "n", "expert": "e", "media": "m"}],
        "unknown": {"expert": "u"},
        "unnamed": {"expert": "x"},
    }
)


@pytest.mark.parametrize(
    ("nation", "kind", "named", "bloc"),
    [
        ("norway", "official", True, "n"),
        ("norway", "expert", False, "e"),
        ("norway", "source", True, "n"),
        ("chile", "expert", True, "u"),
        (None, "expert", False, "x"),
        (None, "official", True, "none"),
    ],
)
def test_bloc(nation: str | None, kind: str, named: bool, bloc: str) -> None:
    assert ACTORS.bloc(nation, kind, named=named) == bloc


def test_the_corpus_keeps_to_the_coding_guide() -> None:
    actors = read_settings(CORPUS / "actors.yml", Actors)
    blocs = {actor.bloc for actor in (*actors.persons, *actors.institutions)}
    blocs |= {rule.official for rule in actors.blocs} | {rule.expert for rule in actors.blocs}
    assert blocs <= BLOCS
    Vocabulary(actors, read_settings(DEFAULTS / "speech.yml", Speech))


def test_the_package_calls_nobody_foreign_as_it_does_not_know_where_readers_live() -> None:
    actors = read_settings(DEFAULTS / "actors.yml", Actors)
    groups = actors.groups()
    assert not [name for name in (*groups, *groups.values()) if "foreign" in name]
    assert set(groups) == set(actors.labels)
    Vocabulary(actors, read_settings(DEFAULTS / "speech.yml", Speech))


def test_the_corpus_names_the_targets_of_stance() -> None:
    targets = read_settings(CORPUS / "actors.yml", Actors).targets
    assert "NATO" in targets["west"]
    assert "Moscow" in targets["russia"]
    assert "Kiev" in targets["ukraine"]
    assert not set(targets["west"]) & set(targets["russia"])


@pytest.mark.parametrize("name", ["", "  "])
def test_a_blank_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Actors.model_validate({"persons": [{"name": name, "bloc": "none"}]})
