import pytest
from pydantic import ValidationError

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.speech import Speech


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("add", ["add", "adds", "added", "adding"]),
        ("announce", ["announce", "announces", "announced", "announcing"]),
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("convey", ["convey", "conveys", "conveyed", "conveying"]),
        ("stress", ["stress", "stresses", "stressed", "stressing"]),
        ("agree", ["agree", "agrees", "agreed", "agreeing"]),
    ],
)
def test_regular_forms(lemma: str, forms: list[str]) -> None:
    assert sorted(Speech(verbs={"neutral": [lemma]}).forms()) == sorted(forms)


def test_irregular_forms_and_spellings() -> None:
    speech = Speech(
        verbs={"neutral": ["signal"], "sentiendi": ["think"]},
        irregular={
            "think": ("thinks", "thought", "thought", "thinking"),
            "signal": ("signals", "signalled", "signalled", "signalling"),
        },
        variants={"signaled": "signal"},
    )
    forms = speech.forms()
    assert forms["thought"][0].lemma == "think"
    assert forms["signaled"][0].lemma == forms["signalled"][0].lemma == "signal"
    assert "thinked" not in forms


def test_the_longest_expression_comes_first() -> None:
    forms = Speech(verbs={"neutral": ["point to", "point"], "factive": ["point out"]}).forms()
    assert [form.rest for form in forms["points"]] == [("to",), ("out",), ()]


def test_a_verb_has_one_class() -> None:
    with pytest.raises(ValidationError, match='"say" is both neutral and factive'):
        Speech(verbs={"neutral": ["say"], "factive": ["say"]})


def test_conditions_name_known_verbs() -> None:
    with pytest.raises(ValidationError, match='clause_only has "sya"'):
        Speech(verbs={"neutral": ["say"]}, clause_only=["sya"])


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError):
        Speech.model_validate({"verbs": {}, "verb": []})


def test_the_default_file_has_verbs_in_all_classes() -> None:
    speech = read_settings(DEFAULTS / "speech.yml", Speech)
    assert set(speech.verbs) == {"neutral", "assertive", "distancing", "factive", "sentiendi"}
    forms = speech.forms()
    classes = {
        word: forms[word][-1].verb_class for word in ("said", "stressed", "claims", "admits")
    }
    assert classes == {
        "said": "neutral",
        "stressed": "assertive",
        "claims": "distancing",
        "admits": "factive",
    }
