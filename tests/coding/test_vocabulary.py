"""Labels are known by id and by name, in small and capital letters; others are named."""

from pathlib import Path

import pytest

from helpers.coding.vocabulary import Column, UnknownLabelError, Vocabulary, choose_fields
from helpers.corpus.problems import InputError
from helpers.measures.framing.codebook import Codebook, read_codebook


@pytest.fixture
def words(climate: Path) -> Vocabulary:
    return Vocabulary(read_codebook(climate / "codebook.yml"))


@pytest.mark.parametrize(
    ("label", "field", "answer"),
    [
        ("costs", None, ("issue", "costs")),
        ("What it  COSTS", None, ("issue", "costs")),
        ("issue: what it costs", None, ("issue", "costs")),
        ("<disaster>", "issue", ("issue", "disaster")),
        ("no frame", None, ("frames", "none")),
        ("No_Frame", "issue", ("issue", "none")),
        ("issue: none", None, ("issue", "none")),
        ("Negative", None, ("tone", "-1")),
        ("−1", "tone", ("tone", "-1")),
        ("+1.0", "tone", ("tone", "1")),
        ("positive", "stance_west", ("stance_west", "1")),
        ("reporters' own words", None, ("voice", "narrator")),
        ("QUOTED", "voice", ("voice", "quote")),
        ("voice = indirect", None, ("voice", "indirect")),
        ("Berg", "speaker", ("speaker", "Berg")),
        ("speaker: Berg", None, ("speaker", "Berg")),
        ("0.25", "tone_score", ("tone_score", "0.25")),
        ("unsure", None, ("unsure", "yes")),
    ],
)
def test_a_label_is_known(
    words: Vocabulary, label: str, field: str | None, answer: tuple[str, str]
) -> None:
    assert words.answer(label, field=field) == answer


@pytest.mark.parametrize(
    ("label", "field", "message"),
    [
        ("POS", "tone", "tone cannot be 'POS'; write 1 or positive"),
        ("neu", "stance_west", "stance_west cannot be 'neu'; write 0 or neutral"),
        ("?", "tone", "tone cannot be '?'; write -1, 0 or 1"),
        ("negativ", None, "unknown label 'negativ'; write \"negative\""),
        ("cost", "issue", "issue has no frame 'cost'; write \"costs\""),
        ("quot", "voice", "voice cannot be 'quot'; write \"quote\""),
        # A bare number could be anything.
        ("1", None, "unknown label '1'; known: costs"),
        ("1.5", "tone_score", "tone_score cannot be '1.5'; write a number from -1 to 1"),
        ("nan", "tone_score", "tone_score cannot be 'nan'; write a number from -1 to 1"),
    ],
)
def test_any_other_is_named_with_the_nearest(
    words: Vocabulary, label: str, field: str | None, message: str
) -> None:
    with pytest.raises(UnknownLabelError) as error:
        words.answer(label, field=field)
    assert f"{error.value.what}; {error.value.mend}".startswith(message)


def test_a_label_of_two_sets_has_to_say_of_which() -> None:
    frame = {"definition": "d", "include": "i", "exclude": "e", "source": "s", "patterns": ["a"]}
    words = Vocabulary(
        Codebook.model_validate(
            {
                "title": "Two",
                "version": "1",
                "source": "made up",
                "matching": {"gap": 3, "negation": 4, "scare_quote": 3},
                "frames": [
                    frame | {"id": "clash", "label": "Conflict", "set": "issue"},
                    frame | {"id": "conflict", "label": "Conflict", "set": "generic"},
                ],
            }
        )
    )
    with pytest.raises(UnknownLabelError, match="an answer of issue and of generic"):
        words.answer("Conflict")
    assert words.answer("generic: Conflict") == ("generic", "conflict")
    assert words.column("Conflict") is None
    assert words.column("issue: conflict") == Column("issue", "clash")


def test_fields_are_chosen_by_name_and_asked_in_one_order(words: Vocabulary) -> None:
    assert choose_fields([], words) == ("issue", "tone", "voice")
    assert choose_fields(["Bloc", "Tone", "frames", "tone"], words) == ("issue", "tone", "bloc")
    assert choose_fields(["stance_west", "issue"], words) == ("issue", "stance_west")
    with pytest.raises(InputError) as error:
        choose_fields(["isue", "tone", "tonne", "note"], words)
    first, second, third = map(str, error.value.problems)
    assert first.startswith("--fields: there is no field 'isue'; write \"issue\" (known: ")
    assert second.startswith("--fields: there is no field 'tonne'; write \"tone\" (known: ")
    assert third.startswith("--fields: there is no field 'note'; ")
