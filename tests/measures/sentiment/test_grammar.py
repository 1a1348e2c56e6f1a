"""What each rule of grammar does to a word, worked out on paper, and how often it is right."""

from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.lexicons import Grammar, Lexicons, ToneSettings, open_tone
from helpers.measures.sentiment.instruments import HEADLINE, Instrument, instruments
from helpers.measures.sentiment.labels import label

RULES = list(Grammar.model_fields)
# -0.74 is VADER's factor for a negation: 2 becomes -1.48.
LEXICON = {"good": 2.0, "bad": -2.0, "avoid": -1.0, "supreme": 2.0, "badly": -2.0}


def terms(*words: str, **more: str) -> dict[str, object]:
    return {"words": words, "reason": "a test", **more}


SETTINGS = {
    "negations": [terms("no", "fails to")],
    "concessions": [terms("not only")],
    "clause_openers": [terms("because", "that")],
    "conditions": [terms("if", "in case")],
    "questions": [terms("will", "is")],
    "reversals": [
        terms("avoid", "prevented", argument="object"),
        terms("end", "ended", argument="either"),
        terms("end", argument="complement"),
        terms("over", argument="predicate"),
    ],
    "failures": [
        terms("lost", argument="object"),
        terms("failed", "fading", "fell apart", argument="subject"),
        terms("deprived", argument="complement"),
    ],
    "occurrences": [terms("came", "happen", argument="subject")],
    "name_heads": [terms("court")],
    "phrase_ends": [terms("is", "was", "are", "in", "by", "on", "must", "of late")],
    "prepositions": [terms("of", "from")],
    "passives": [terms("is", "was", "are")],
}


def build(**on: bool) -> Instrument:
    tone = ToneSettings.model_validate({**SETTINGS, "grammar": on})
    pattern = pl.DataFrame(schema=["word", "polarity", "intensity", "modifies"])
    return instruments(Lexicons(LEXICON, {}, pattern), tone)[HEADLINE]


def valences(text: str, **on: bool) -> list[float]:
    return build(**on).valences(pl.Series([text]))["valence"].round(4).to_list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This is not good.", [-1.48]),
        ("There was no bad news.", [0]),
        ("It isn't bad", [0]),
        # The fifth word after the negation, and the sixth.
        ("not one of these two good", [-1.48]),
        ("not one of these two red old good", [2]),
        ("No, good", [2]),
        ("No, no good", [-1.48]),
        ("not old, good", [2]),
        ("not here because it is good", [2]),
        ("not without good reason", [2]),
        ("not only good", [2]),
        ("fails to do good", [-1.48]),
        ("The good days never came.", [-1.48]),
        ("The bad days did not happen.", [0]),
        ("The bad days came.", [-2]),
    ],
)
def test_negation(text: str, expected: list[float]):
    assert valences(text, negation=True) == expected


def test_without_the_rule_negation_is_vaders():
    assert valences("There was no bad news.") == [1.48]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Will it be good?", [0]),
        ("And will it be good?", [0]),
        ("It is bad, is it good?", [-2, 0]),
        ("Why is it bad?", [-2]),
        ("Will is good.", [2]),
        ("It is good. Will it be bad?", [2, 0]),
        ("If it is good, that is bad.", [0, -2]),
        ("That is bad if it is good", [-2, 0]),
        ("in case bad news comes", [0]),
    ],
)
def test_what_is_asked_or_supposed_counts_nothing(text: str, expected: list[float]):
    assert valences(text, unreal=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They prevented a bad thing.", [0]),
        ("A bad thing was prevented.", [0]),
        ("A bad man prevented it.", [-2]),
        ("The bad days ended in May.", [0]),
        ("The bad man ended the talks.", [-2]),
        ("The bad days must end.", [0]),
        ("He came to a bad end.", [-2]),
        ("the end of the bad days", [0]),
        ("The bad days are over.", [0]),
        ("They ran over a bad man.", [-2]),
        ("It ended badly.", [-2]),
        ("It ended in bad days.", [-2]),
        ("They avoid bad news.", [0, 0]),
        ("They avoid the news.", [-1]),
        ("They prevented a good thing.", [2]),
    ],
)
def test_something_bad_that_ends_is_neutral(text: str, expected: list[float]):
    assert valences(text, reversals=True) == expected


def test_a_negation_before_a_reversal_undoes_it():
    both = {"negation": True, "reversals": True}
    assert valences("They never ended the bad days.", **both) == [-2]
    assert valences("They never had bad days.", **both) == [0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They lost a good friend.", [-1.48]),
        ("A good friend was lost.", [-1.48]),
        ("A good friend lost it.", [2]),
        ("The good mood is fading.", [-1.48]),
        ("fading good mood", [-1.48]),
        ("The good talks failed", [-1.48]),
        ("A good man failed to come.", [2]),
        ("The good plan  fell apart.", [-1.48]),
        ("They deprived us of good things.", [-1.48]),
        ("They lost a bad man.", [-2]),
    ],
)
def test_something_good_that_fails_is_bad(text: str, expected: list[float]):
    assert valences(text, failures=True) == expected


def test_a_negation_before_a_failure_undoes_it():
    assert valences("They never lost a good friend.", negation=True, failures=True) == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the Supreme Court they wait.", [0]),
        ("Supreme Court judges wait.", [0]),
        ("They met Mr. Good today.", [0]),
        ("Good people came.", [2]),
        ("They said: Good people came.", [2]),
        ("They came. Good people waited.", [2]),
        ("SUPREME people came.", [2.733]),
        ("Moscow Says Supreme Mood Holds", [2]),
    ],
)
def test_names_count_nothing(text: str, expected: list[float]):
    assert valences(text, names=True) == expected


def test_a_switch_turns_off_one_rule_of_the_general_ones(tmp_path: Path):
    (tmp_path / "tone.yml").write_text("grammar: {names: false}\n", encoding="utf-8")
    assert open_tone(tmp_path).grammar == open_tone(tmp_path / "none").grammar.model_copy(
        update={"names": False}
    )


def test_no_text_and_empty_texts():
    headline = build(**dict.fromkeys(RULES, True))
    assert headline.scores(pl.Series([], dtype=pl.String)).height == 0
    empty = pl.Series([None, "", "good"], dtype=pl.String)
    assert headline.scores(empty)["hits"].to_list() == [0, 0, 1]


# Written before the rules: the tone that a careful reader would give. The halves are drawn by
# lot; the second was not looked at while the rules were written.
FLOORS = {
    "negation": (0.85, 0.75),
    "unreal": (0.90, 0.80),
    "reversals": (0.60, 0.80),
    "failures": (0.85, 0.85),
    "names": (0.80, 0.80),
}


@pytest.mark.parametrize("rule", list(FLOORS))
def test_on_sentences_written_before_the_rules(rule: str, lexicons: Lexicons, tone: ToneSettings):
    table = pl.read_csv(Path(__file__).with_name("grammar_sentences.csv")).filter(rule=rule)
    without = tone.model_copy(update={"grammar": tone.grammar.model_copy(update={rule: False})})
    for half, floor in zip(("seen", "unseen"), FLOORS[rule], strict=True):
        part = table.filter(half=half)
        right = {}
        for name, settings in {"on": tone, "off": without}.items():
            headline = instruments(lexicons, settings)[HEADLINE]
            scores = headline.scores(part["text"]).select(
                pl.lit(HEADLINE).alias("lexicon"), "score"
            )
            read = label(scores, thresholds=tone.thresholds)["tone"].fill_null(0)
            right[name] = (read == part["tone"]).mean()
        print(f"{rule}, {half}, {part.height}: on {right['on']:.2f}, off {right['off']:.2f}")
        assert right["on"] >= floor
        assert right["on"] > right["off"] + 0.2
