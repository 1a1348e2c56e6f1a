"""VADER's score of each sentence, with NLTK's numbers at many times its speed.

VADER (Hutto and Gilbert 2014) adds up the valences of the words in its lexicon, each turned or
strengthened by the words before it, and squeezes the sum s to s / sqrt(s² + 15). NLTK's
`SentimentIntensityAnalyzer` is the reference, down to the last digit.
"""

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.sentiment.grammar import Grammar
from helpers.measures.sentiment.vader_rules import Reading, Rules

# So many texts at once: enough to be fast, few enough for any corpus to fit in memory.
_BLOCK = 100_000


class Scored(NamedTuple):
    """What an instrument says of some texts: their scores, and the valences of their words."""

    scores: pl.DataFrame
    valences: pl.DataFrame


class Vader:
    """VADER on one lexicon; for the parameters see `vader_scores`."""

    def __init__(
        self,
        lexicon: Mapping[str, float],
        *,
        negations: Set[str] | None = None,
        grammar: Grammar | None = None,
    ) -> None:
        self._rules, self._grammar = Rules(lexicon, negations), grammar

    def read(self, texts: pl.Series) -> Scored:
        """Give what `vader_scores` and `vader_valences` give, from one reading."""
        scores, valences = [], []
        for number, block in enumerate(_blocks(texts)):
            reading = self._rules.read(block)
            if self._grammar is not None:
                reading = self._grammar.read(reading)
            scores.append(_scores(reading, None if self._grammar else self._rules))
            columns = (reading.row + number * _BLOCK, reading.word, reading.valence)
            valences.append(
                pl.DataFrame(dict(zip(("row", "word", "valence"), columns, strict=True)))
            )
        return Scored(pl.concat(scores), pl.concat(valences))


def vader_scores(
    texts: pl.Series,
    *,
    lexicon: Mapping[str, float],
    negations: Set[str] | None = None,
    grammar: Grammar | None = None,
) -> pl.DataFrame:
    """Give each text's compound score, as NLTK's analyser rounds it.

    Parameters
    ----------
    lexicon
        Lower-case word to valence.
    negations
        Lower-case words that negate, in place of NLTK's; any word with "n't" does so anyhow. With
        an empty set nothing negates.
    grammar
        Rules that change what the words count.

    Returns
    -------
        One row per text, in order: score (-1..1), hits (the number of words in the lexicon).

    Examples
    --------
    >>> texts = pl.Series(["A good day.", "Not good!", "Tuesday", ""])
    >>> vader_scores(texts, lexicon={"good": 1.9}).rows()
    [(0.4404, 1), (-0.4015, 1), (None, 0), (None, 0)]
    """
    return Vader(lexicon, negations=negations, grammar=grammar).read(texts).scores


def vader_valences(
    texts: pl.Series,
    *,
    lexicon: Mapping[str, float],
    negations: Set[str] | None = None,
    grammar: Grammar | None = None,
) -> pl.DataFrame:
    """Give the words that make up each text's score, with the valence each has there.

    For the parameters see `vader_scores`.

    Returns
    -------
        One row per matched word, in reading order: row (number of the text), word (lower case),
        valence (after negation, boosters, capitals and "but"; 0 where "kind of" takes it).

    Examples
    --------
    >>> lexicon = {"good": 2, "risky": -1}
    >>> vader_valences(pl.Series(["A good, but risky day"]), lexicon=lexicon).rows()
    [(0, 'good', 1.0), (0, 'risky', -1.5)]
    """
    return Vader(lexicon, negations=negations, grammar=grammar).read(texts).valences


def _blocks(texts: pl.Series) -> Iterator[pl.Series]:
    for start in range(0, max(len(texts), 1), _BLOCK):
        yield texts[start : start + _BLOCK]


def _scores(reading: Reading, rules: Rules | None) -> pl.DataFrame:
    """Add up valences; at the edge of rounding as the rules' analyser, where it read them."""
    size = len(reading.texts)
    hits = np.bincount(reading.row, minlength=size)
    sums = np.bincount(reading.row, weights=reading.valence, minlength=size)
    emphasis = _emphasis(reading.texts)
    total = sums + np.sign(sums) * emphasis
    compound = total / np.sqrt(total * total + 15)
    # Adding 0.0 makes a rounded -0.0 plain.
    scores = np.round(compound, 4) + 0.0
    if rules is not None:
        # Where a sum is all but nothing its sign hangs on the order of adding, and at a tie the
        # last digit on Python's own rounding: NLTK decides these.
        nothing = (np.abs(sums) < 1e-9) & (emphasis > 0)
        tie = np.abs(np.abs(compound * 1e4) % 1 - 0.5) < 1e-6
        for row in np.flatnonzero((hits > 0) & (nothing | tie)):
            scores[row] = rules.analyzer.polarity_scores(reading.texts[int(row)])["compound"] + 0.0
    return pl.DataFrame({"score": scores, "hits": hits}).with_columns(
        pl.when(pl.col("hits") > 0).then("score").alias("score")
    )


def _emphasis(texts: pl.Series) -> NDArray[np.float64]:
    """Give the weight that VADER adds for exclamation and question marks."""
    marks = texts.str.count_matches("!", literal=True).to_numpy()
    questions = texts.str.count_matches("?", literal=True).to_numpy()
    exclamation = np.minimum(marks, 4) * 0.292
    question = np.where(questions > 3, 0.96, np.where(questions > 1, questions * 0.18, 0.0))
    return np.asarray(exclamation + question, dtype=np.float64)
