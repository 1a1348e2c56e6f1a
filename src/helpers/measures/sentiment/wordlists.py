"""AFINN's and TextBlob's ways of scoring a sentence from a list of words."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import polars as pl
from nltk.sentiment.vader import VaderConstants

from helpers.measures.sentiment.vocabulary import number_tokens

# A word with its inner hyphens and apostrophes; U+2060 joins the words of a name (see `edits`).
_WORD = r"\w+(?:[-'’\u2060]\w+)*"
_WORD_OR_MARK = _WORD + r"|[^\w\s]"
# AFINN has no rule for negation: VADER's reach and measured factor stand in.
_REACH = 3
_PATTERN_NEGATIONS = frozenset({"no", "not", "n't", "never"})


def afinn_valences(texts: pl.Series, *, lexicon: Mapping[str, float]) -> pl.DataFrame:
    """Give the words that AFINN knows, with their valence.

    AFINN (Nielsen 2011) adds up the valences of a text's words. It leaves negation to its user:
    here a negation (NLTK's list for VADER, and any word with "n't") among the three words before
    turns a valence by VADER's factor, -0.74. `lexicon` maps lower-case words to valences.

    Returns
    -------
        One row per matched word, in reading order: row (number of the text), word, valence.

    Examples
    --------
    >>> afinn_valences(pl.Series(["A good day", "not a good day"]), lexicon={"good": 50}).rows()
    [(0, 'good', 50.0), (1, 'good', -37.0)]
    """
    tokens = number_tokens(texts.str.to_lowercase().str.replace_all("’", "'"), pattern=_WORD)
    in_lexicon = np.array([word in lexicon for word in tokens.distinct], dtype=np.bool_)
    valence = np.array([lexicon.get(word, 0.0) for word in tokens.distinct], dtype=np.float64)
    negates = np.array(
        [word in VaderConstants.NEGATE or "n't" in word for word in tokens.distinct], dtype=np.bool_
    )
    place = np.flatnonzero(in_lexicon[tokens.ids])
    here = tokens.ids[place]
    room = place - tokens.starts[tokens.text[place]]
    negation = np.zeros(len(place), dtype=np.bool_)
    for back in range(1, _REACH + 1):
        negation |= (room >= back) & negates[tokens.ids[np.maximum(place - back, 0)]]
    values = np.where(negation, valence[here] * VaderConstants.N_SCALAR, valence[here])
    words = pl.Series(tokens.distinct, dtype=pl.String).gather(here)
    return pl.DataFrame({"row": tokens.text[place], "word": words, "valence": values})


def pattern_valences(texts: pl.Series, *, lexicon: pl.DataFrame) -> pl.DataFrame:
    """Give the words that the pattern lexicon knows, with their polarity.

    The rules are those of TextBlob's `Sentiment.assessments` (after De Smedt and Daelemans 2012):
    an adverb strengthens the next known word by its intensity and becomes one with it, "no",
    "not", "n't" or "never" turns it by -0.5 and undoes its intensity, and an exclamation mark
    raises the word before by a quarter. One sentence in a hundred differs from TextBlob's score:
    TextBlob's tokenizer cuts "n't" apart before its rule can see it, and it reads emoticons.

    Parameters
    ----------
    lexicon
        Columns word, polarity, intensity, modifies.

    Returns
    -------
        As `afinn_valences`; `word` is the last word of a phrase ("very good").

    Examples
    --------
    >>> lexicon = pl.DataFrame({"word": ["good", "very"], "polarity": [0.5, 0.2],
    ...                         "intensity": [1.0, 1.5], "modifies": [False, True]})
    >>> pattern_valences(pl.Series(["Very good", "not good"]), lexicon=lexicon).rows()
    [(0, 'good', 0.75), (1, 'good', -0.25)]
    """
    plain = texts.str.to_lowercase().str.replace_all("’", "'").str.replace_all("n't", " n't")
    tokens = number_tokens(plain, pattern=r"n't|" + _WORD_OR_MARK)
    entries = {word: _Entry(*values) for word, *values in lexicon.rows()}
    kinds = [entries.get(word) for word in tokens.distinct]
    phrases: list[_Phrase] = []
    phrase, open_phrase, negation = None, False, False
    text = -1
    for row, number in zip(tokens.text.tolist(), tokens.ids.tolist(), strict=True):
        if row != text:
            text, phrase, open_phrase, negation = row, None, False, False
        word, entry = tokens.distinct[number], kinds[number]
        if entry is not None:
            if phrase is not None and open_phrase:
                phrase.join(word, entry)
            else:
                phrase = _Phrase(row, word, entry)
                phrases.append(phrase)
            if negation:
                phrase.turn()
            open_phrase, negation = entry.modifies, word in _PATTERN_NEGATIONS
            continue
        if word in _PATTERN_NEGATIONS:
            negation = True
        elif len(word) > 1:
            negation = False
        if phrase is None:
            continue
        if negation and open_phrase and phrase.word.endswith("ly"):
            phrase.sign, negation = -1, False
        elif len(word) > 2:
            open_phrase = False
        if word == "!":
            phrase.polarity = _within(phrase.polarity * 1.25)
    return pl.DataFrame(
        [(phrase.row, phrase.word, phrase.valence()) for phrase in phrases],
        schema={"row": pl.Int64, "word": pl.String, "valence": pl.Float64},
        orient="row",
    )


class _Entry(NamedTuple):
    polarity: float
    intensity: float
    modifies: bool


class _Phrase:
    """A known word with the adverbs and the negation before it."""

    def __init__(self, row: int, word: str, entry: _Entry) -> None:
        self.row = row
        self.word = word
        self.polarity, self.intensity, _ = entry
        self.sign = 1

    def join(self, word: str, entry: _Entry) -> None:
        self.word = word
        self.polarity = _within(entry.polarity * self.intensity)
        self.intensity = entry.intensity

    def turn(self) -> None:
        self.intensity = 1 / self.intensity
        self.sign = -1

    def valence(self) -> float:
        return self.polarity * -0.5 if self.sign < 0 else self.polarity


def _within(polarity: float) -> float:
    return max(-1.0, min(polarity, 1.0))
