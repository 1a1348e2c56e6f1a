"""What an edit in tone.yml does to the instruments, and that the rules stay VADER's."""

import re

import polars as pl
import pytest
from nltk.sentiment.vader import SentimentIntensityAnalyzer

from helpers.corpus.lexicons import Grammar, Lexicons, ToneSettings
from helpers.measures.sentiment.instruments import HEADLINE, Instrument, instruments, prepare

LEXICONS = Lexicons(
    vader={"united": 1.8, "security": 1.4, "good": 1.9, "no": -1.2, "fed up": -2.0},
    afinn={"united": 1, "good": 3, "fed up": -3},
    pattern=pl.DataFrame(
        [("united", 0.2, 1.0, False), ("good", 0.7, 1.0, False)],
        schema=["word", "polarity", "intensity", "modifies"],
        orient="row",
    ),
)


def build(**settings: object) -> dict[str, Instrument]:
    return instruments(LEXICONS, ToneSettings.model_validate(settings))


def score(instrument: Instrument, text: str) -> float | None:
    return instrument.scores(pl.Series([text]))["score"].item()


def terms(*words: str, **more: float) -> dict[str, object]:
    return {"words": words, "reason": "a test", **more}


def test_names_and_order():
    assert list(build()) == [
        "headline",
        "vader",
        "vader_neutral",
        "afinn",
        "afinn_neutral",
        "pattern",
        "pattern_neutral",
    ]


def test_without_edits_the_headline_is_vader():
    all_instruments = build()
    for text in ["The United States", "no good", "so very good!", "security but good"]:
        assert score(all_instruments[HEADLINE], text) == score(all_instruments["vader"], text)


@pytest.mark.parametrize("name", ["vader", "afinn", "pattern"])
@pytest.mark.parametrize(
    "text", ["The United States", "the UNITED\nSTATES, they", "United  States’ plan"]
)
def test_a_neutral_name_is_neutral_in_each_lexicon(name: str, text: str):
    all_instruments = build(neutral=[terms("united states")])
    assert score(all_instruments[name], text) is not None
    assert score(all_instruments[f"{name}_neutral"], text) is None
    assert score(all_instruments[f"{name}_neutral"], "a united front") is not None


def test_longest_name_wins():
    all_instruments = build(neutral=[terms("united states", "united states of america")])
    assert score(all_instruments[HEADLINE], "The United States of America is united") == score(
        all_instruments["vader"], "united"
    )


def test_overrides_additions_and_phrases():
    all_instruments = build(
        overrides=[terms("security", valence=0.5)],
        additions=[terms("escalation", "red line", valence=-2.0)],
    )
    headline = all_instruments[HEADLINE]
    minus_two = -2 / (4 + 15) ** 0.5
    assert score(headline, "An escalation.") == pytest.approx(minus_two, abs=1e-4)
    assert score(headline, "A red line, they said") == pytest.approx(minus_two, abs=1e-4)
    assert score(headline, "security") == pytest.approx(0.5 / 15.25**0.5, abs=1e-4)
    assert score(all_instruments["vader_neutral"], "An escalation.") is None


def test_words_of_a_phrase_come_back_as_they_are_written():
    all_instruments = build(additions=[terms("red line", valence=-2.0)])
    assert all_instruments[HEADLINE].valences(pl.Series(["a Red  line"])).rows() == [
        (0, "red line", -2.0)
    ]


def test_an_added_negation_turns_and_carries_no_valence():
    all_instruments = build(negations=[terms("no", "far from")])
    good = 1.9 * -0.74
    expected = pytest.approx(good / (good**2 + 15) ** 0.5, abs=1e-4)
    assert score(all_instruments[HEADLINE], "no good") == expected
    assert score(all_instruments[HEADLINE], "it is far from good") == expected
    assert score(all_instruments[HEADLINE], "no day") is None


def test_a_concession_is_no_negation():
    all_instruments = build(concessions=[terms("despite")])
    assert score(all_instruments["vader"], "despite good") < 0
    assert score(all_instruments[HEADLINE], "despite good") > 0


def test_typography_is_read_by_the_headline_alone():
    all_instruments = build(typography={"“": " ", "”": " "})
    assert score(all_instruments[HEADLINE], "a “good” day") is not None
    assert score(all_instruments["vader"], "a “good” day") is None


def test_afinns_own_phrases_are_found():
    assert score(build()["afinn"], "We are fed up.") == -3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the UNITED\nSTATES,", "the UNITED+STATES,"),
        ("no one-no one", "no+one-no+one"),
        ("no one no one", "no+one no+one"),
        ("united states of america", "united+states+of+america"),
        ("united states of mind", "united+states of mind"),
        ("reunited states", "reunited states"),
        ("united, states", "united, states"),
        ("united\u00a0states $1 ${2}", "united+states $1 ${2}"),
    ],
)
def test_prepare_makes_one_token_of_a_phrase(text: str, expected: str):
    phrases = ["united states", "united states of america", "no one", "alone"]
    assert prepare(pl.Series([text]), phrases=phrases)[0].replace("\u2060", "+") == expected


@pytest.mark.parametrize("typography", [None, {"“": " "}])
def test_prepare_leaves_its_input_alone(typography: dict[str, str] | None):
    texts = pl.Series(["“the United States", "none", None, "United States"])
    before = texts.to_list()
    prepared = prepare(texts, phrases=["united states"], typography=typography)
    assert texts.to_list() == before
    assert prepared.to_list()[1:] == ["none", None, "United\u2060States"]


def test_headline_follows_nltks_rules(
    lexicons: Lexicons,
    tone: ToneSettings,
    nltk_vader: SentimentIntensityAnalyzer,
    real_texts: list[str],
):
    """Without rules of grammar: NLTK's analyser on the edited lexicon and the same text."""
    tone = tone.model_copy(update={"grammar": Grammar()})
    headline = instruments(lexicons, tone)[HEADLINE]
    joiner = "\u2060"
    edited = dict(lexicons.vader)
    negate = nltk_vader.constants.NEGATE
    joined = {term.replace(" ", joiner) for term in negate | tone.negating_words}
    for word in tone.neutral_terms | tone.negating_words:
        edited.pop(word, None)
    edited |= {word.replace(" ", joiner): value for word, value in tone.valences.items()}
    analyzer = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyzer.lexicon = edited
    analyzer.constants = type(nltk_vader.constants)()
    analyzer.constants.NEGATE = joined - tone.conceding_words

    terms = tone.neutral_terms | tone.negating_words | tone.conceding_words | set(tone.valences)
    several = [term for term in terms if " " in term]
    several.sort(key=len, reverse=True)
    phrase = re.compile(
        r"\b(?:" + "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in several) + r")\b", re.I
    )
    marks = re.compile("|".join(map(re.escape, sorted(tone.typography, key=len, reverse=True))))
    mine = headline.scores(pl.Series(real_texts))["score"].fill_null(0)
    wrong = []
    for text, score in zip(real_texts, mine, strict=True):
        plain = marks.sub(lambda mark: tone.typography[mark[0]], text)
        ready = phrase.sub(lambda match: joiner.join(match[0].split()), plain)
        if analyzer.polarity_scores(ready)["compound"] != score:
            wrong.append(text)
    assert wrong == []
