"""AFINN and the pattern lexicon: their rules on paper, and TextBlob's own scores."""

import polars as pl
import pytest
from textblob.en import sentiment as textblob_sentiment

from helpers.corpus.lexicons import Lexicons
from helpers.measures.sentiment.wordlists import afinn_valences, pattern_valences

PATTERN = pl.DataFrame(
    [
        ("good", 0.5, 1.0, False),
        ("bad", -0.5, 1.0, False),
        ("very", 0.2, 1.5, True),
        ("hugely", 0.4, 2.0, True),
        ("other", -0.1, 1.0, False),
    ],
    schema=["word", "polarity", "intensity", "modifies"],
    orient="row",
)


@pytest.mark.parametrize(
    ("text", "valences"),
    [
        ("good", [3]),
        ("Good and BAD", [3, -3]),
        ("not good", [-2.22]),
        ("it isn’t a good day", [-2.22]),
        ("not one two good", [-2.22]),
        ("not one two three good", [3]),
        ("good, not", [3]),
        ("goodness", []),
        ("", []),
        ("?!", []),
        ("добрый", []),
        (None, []),
    ],
)
def test_afinn(text: str | None, valences: list[float]):
    texts = pl.Series([text], dtype=pl.String)
    result = afinn_valences(texts, lexicon={"good": 3, "bad": -3})
    assert result["valence"].to_list() == pytest.approx(valences)


def test_afinn_negation_stays_within_its_text():
    result = afinn_valences(pl.Series(["they did not", "good"]), lexicon={"good": 3})
    assert result.rows() == [(1, "good", 3.0)]


@pytest.mark.parametrize(
    ("text", "valences"),
    [
        ("good", [0.5]),
        ("good other", [0.5, -0.1]),
        ("very good", [0.75]),
        ("hugely very good", [0.75]),
        ("hugely good", [1.0]),
        ("not good", [-0.25]),
        ("not a good day", [-0.25]),
        ("not the good day", [0.5]),
        ("isn't good", [-0.25]),
        ("good!", [0.625]),
        ("good!!!", [0.9765625]),
        ("good!!!!", [1.0]),
        ("not bad", [0.25]),
        ("day", []),
        ("", []),
        ("🙂", []),
        (None, []),
    ],
)
def test_pattern(text: str | None, valences: list[float]):
    texts = pl.Series([text], dtype=pl.String)
    result = pattern_valences(texts, lexicon=PATTERN)
    assert result["valence"].to_list() == pytest.approx(valences)


def test_pattern_starts_anew_with_each_text():
    result = pattern_valences(pl.Series(["very", "good", "not", "good"]), lexicon=PATTERN)
    assert result["valence"].to_list() == [0.2, 0.5, 0.5]


def test_pattern_meets_textblob(lexicons: Lexicons, coded_sentences: pl.DataFrame):
    texts = coded_sentences["text"].str.replace_all("n['’]t", "nt")
    mine = pattern_valences(texts, lexicon=lexicons.pattern).group_by("row").agg("valence")
    means = {row: sum(values) / len(values) for row, values in mine.rows()}
    theirs = [textblob_sentiment(text)[0] for text in texts]
    same = sum(abs(means.get(row, 0) - their) < 1e-9 for row, their in enumerate(theirs))
    print(f"pattern: {same} of {len(theirs)} coded sentences score as TextBlob's (without n't)")
    assert same / len(theirs) >= 0.98
