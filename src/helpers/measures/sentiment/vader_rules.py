"""VADER's rules over whole columns of words.

The constants are NLTK's own, and the few sentences whose rules do not fit a column (idioms such
as "yeah right", and "kind of") are handed to NLTK's analyser. Where NLTK's rules and the
vaderSentiment package's differ, NLTK's hold.
"""

import re
import string
from collections.abc import Mapping, Set
from typing import NamedTuple

import numpy as np
import polars as pl
from nltk.sentiment.vader import (
    SentimentIntensityAnalyzer,
    VaderConstants,
)
from numpy.typing import NDArray

from helpers.measures.sentiment.vocabulary import Tokens, number_tokens

# Python's str.split parts at these four separators too, which \s of polars' expressions lacks.
# NLTK leaves out tokens of one character.
_TOKEN = r"[^\s\x1c-\x1f]{2,}"
# How much a booster one, two or three words before counts.
_DISTANCE = (1.0, 0.95, 0.9)

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Reading(NamedTuple):
    """The matched words of some texts in reading order.

    For each: number of its text, place among the tokens of all texts, word, valence.
    """

    texts: pl.Series
    row: Integers
    place: Integers
    word: pl.Series
    valence: Floats


class _NoNegation(VaderConstants):  # type: ignore[misc]
    NEGATE: frozenset[str] = frozenset()

    def negated(self, input_words: object, include_nt: bool = True) -> bool:
        return False


class _Text(NamedTuple):
    """What NLTK's rules ask of a text."""

    words_and_emoticons: list[str]
    is_cap_diff: bool


class Analyzer(SentimentIntensityAnalyzer):  # type: ignore[misc]
    """NLTK's analyser on a given lexicon; remembers the valences that it adds up."""

    def __init__(self, lexicon: Mapping[str, float], negations: Set[str] | None) -> None:
        # NLTK's own constructor would read a file.
        self.lexicon = lexicon
        self.constants = VaderConstants() if negations is None or negations else _NoNegation()
        if negations:
            self.constants.NEGATE = negations
        self.token_valences: list[float] = []
        mark = "|".join(re.escape(mark) for mark in self.constants.PUNC_LIST)
        word = f"([^{re.escape(string.punctuation)}]{{2,}})"
        # One mark before or after a word is taken off.
        self.edge = f"^(?:{mark}){word}$|^{word}(?:{mark})$"
        self._edge = re.compile(self.edge.replace("$", r"\Z"))

    def polarity_scores(self, text: str) -> dict[str, float]:
        """Score as NLTK does, without its list of each word with each mark around it."""
        tokens = [token for token in text.split() if len(token) > 1]
        words = [
            (match[1] or match[2]) if (match := self._edge.match(token)) else token
            for token in tokens
        ]
        capitals = sum(word.isupper() for word in words)
        read = _Text(words, is_cap_diff=0 < capitals < len(words))
        first: dict[str, int] = {}
        for place, word in enumerate(words):
            first.setdefault(word, place)
        sentiments: list[float] = []
        small = [word.lower() for word in words]
        for word, low in zip(words, small, strict=True):
            place = first[word]
            skipped = low == "kind" and small[place + 1 : place + 2] == ["of"]
            if low not in self.lexicon or skipped or low in self.constants.BOOSTER_DICT:
                sentiments.append(0)
            else:
                sentiments = self.sentiment_valence(0, read, word, place, sentiments)
        return self.score_valence(self._but_check(words, sentiments), text)

    def score_valence(self, sentiments: list[float], text: str) -> dict[str, float]:
        """Score as NLTK does, and keep the valences of all tokens in `token_valences`."""
        self.token_valences = sentiments
        scores: dict[str, float] = super().score_valence(sentiments, text)
        return scores


class _Words(NamedTuple):
    """What the rules ask of a word in lower case; row 0 is for words that they do not know."""

    in_lexicon: Bools
    valence: Floats
    booster: Floats
    negates: Bools
    least: Bools
    at_very: Bools
    but: Bools
    pair_first: Integers
    pair_second: Integers


class _Distinct(NamedTuple):
    """What the rules ask of each distinct token: a row of `_Words`, and what hangs on its case."""

    lower: pl.Series
    same: Integers
    word: Integers
    negates: Bools
    upper: Bools
    never: Bools
    so_this: Bools


class Rules:
    """NLTK's rules on one lexicon, over columns."""

    def __init__(self, lexicon: Mapping[str, float], negations: Set[str] | None) -> None:
        self.lexicon = lexicon
        self.analyzer = Analyzer(lexicon, negations)
        constants = self.analyzer.constants
        self.boosters: dict[str, float] = constants.BOOSTER_DICT
        # Idioms and boosters of several words, found by their last two.
        several = [*constants.SPECIAL_CASE_IDIOMS, *(key for key in self.boosters if " " in key)]
        pairs = {tuple(key.split()[-2:]) for key in several}
        firsts = {word: n for n, word in enumerate(sorted({a for a, _ in pairs}), start=1)}
        seconds = {word: n for n, word in enumerate(sorted({b for _, b in pairs}), start=1)}
        self.pairs = np.zeros((len(firsts) + 1, len(seconds) + 1), dtype=np.bool_)
        for first, second in pairs:
            self.pairs[firsts[first], seconds[second]] = True
        special = {"least", "at", "very", "but", *firsts, *seconds}
        words = ["", *sorted({*lexicon, *self.boosters, *constants.NEGATE, *special} - {""})]
        self.rows = {word: row for row, word in enumerate(words)}
        self.words = _Words(
            in_lexicon=np.array([word in lexicon for word in words]),
            valence=np.array([lexicon.get(word, 0.0) for word in words], dtype=np.float64),
            booster=np.array([self.boosters.get(word, 0.0) for word in words]),
            negates=np.array([word in constants.NEGATE for word in words]),
            least=np.array([word == "least" for word in words]),
            at_very=np.array([word in ("at", "very") for word in words]),
            but=np.array([word == "but" for word in words]),
            pair_first=np.array([firsts.get(word, 0) for word in words]),
            pair_second=np.array([seconds.get(word, 0) for word in words]),
        )

    def read(self, texts: pl.Series) -> Reading:
        """Find the words of each text that the lexicon knows, with their valences there."""
        texts = texts.fill_null("")
        tokens = number_tokens(texts, pattern=_TOKEN)
        distinct = self._distinct(tokens.distinct)
        words = distinct.word[tokens.ids]
        place = np.flatnonzero((self.words.in_lexicon & (self.words.booster == 0))[words])
        valence = self._valences(tokens, words, distinct, place)
        hard = self._hard(tokens, words)
        if hard.any():
            by_nltk = hard[tokens.text[place]]
            valence = np.where(by_nltk, self._of_hard(texts, tokens, hard)[place], valence)
        matches = distinct.lower.gather(tokens.ids[place])
        return Reading(texts, tokens.text[place], place, matches, valence)

    def _distinct(self, tokens: list[str]) -> _Distinct:
        plain = pl.Series(tokens, dtype=pl.String).str.replace(self.analyzer.edge, "${1}${2}")
        clean = plain.to_list()
        lower = [token.lower() for token in clean]
        small = pl.Series("word", lower, dtype=pl.String)
        word = np.array([self.rows.get(word, 0) for word in lower], dtype=np.int64)
        contraction = small.str.contains("n't", literal=True).to_numpy()
        return _Distinct(
            lower=small,
            same=plain.cast(pl.Enum(plain.unique())).to_physical().to_numpy().astype(np.int64),
            word=word,
            negates=self.words.negates[word] | (contraction & bool(self.analyzer.constants.NEGATE)),
            upper=np.array([token.isupper() for token in clean], dtype=np.bool_),
            never=(plain == "never").to_numpy(),
            so_this=plain.is_in(["so", "this"]).to_numpy(),
        )

    def _hard(self, tokens: Tokens, words: Integers) -> Bools:
        hard = np.zeros(len(tokens.starts) - 1, dtype=np.bool_)
        second = np.flatnonzero(self.words.pair_second[words])
        second = second[second > 0]
        pair = self.pairs[
            self.words.pair_first[words[second - 1]], self.words.pair_second[words[second]]
        ]
        within = tokens.text[second] == tokens.text[second - 1]
        hard[tokens.text[second[pair & within]]] = True
        return hard

    def _valences(
        self, tokens: Tokens, words: Integers, distinct: _Distinct, place: Integers
    ) -> Floats:
        constants, has = self.analyzer.constants, self.words
        # NLTK reads a repeated word where it first stands in the sentence.
        key = tokens.text[place] * len(distinct.same) + distinct.same[tokens.ids[place]]
        _, first, again = np.unique(key, return_index=True, return_inverse=True)
        at = place[first]
        text = tokens.text[at]
        position = at - tokens.starts[text]
        mixed = _mixed_capitals(tokens, distinct.upper)[text]
        before = [np.maximum(at - back, 0) for back in (1, 2, 3)]

        value = has.valence[words[at]]
        emphasis = np.where(value > 0, constants.C_INCR, -constants.C_INCR)
        value = np.where(distinct.upper[tokens.ids[at]] & mixed, value + emphasis, value)
        for step, near in enumerate(before):
            boost = has.booster[words[near]]
            boost = np.where(value < 0, -boost, boost)
            loud = (boost != 0) & distinct.upper[tokens.ids[near]] & mixed
            emphasis = np.where(value > 0, constants.C_INCR, -constants.C_INCR)
            boost = np.where(loud, boost + emphasis, boost) * _DISTANCE[step]
            after = (value + boost) * self._turn(
                step, [tokens.ids[near] for near in before], distinct
            )
            value = np.where((position > step) & ~has.in_lexicon[words[near]], after, value)
        one, two = words[before[0]], words[before[1]]
        least = (position > 0) & has.least[one] & ~has.in_lexicon[one]
        least &= (position == 1) | ~has.at_very[two]
        value = np.where(least, value * constants.N_SCALAR, value)
        return self._around_but(tokens, words, place, value[again])

    def _turn(self, step: int, before: list[Integers], distinct: _Distinct) -> Floats:
        """Give the factor by which a word `step + 1` places before turns a valence."""
        scalar = self.analyzer.constants.N_SCALAR
        turn = np.where(distinct.negates[before[step]], scalar, 1.0)
        so_this, never = distinct.so_this, distinct.never
        if step == 1:
            turn = np.where(never[before[1]] & so_this[before[0]], 1.5, turn)
        if step == 2:
            emphatic = never[before[2]] & so_this[before[1]] | so_this[before[0]]
            turn = np.where(emphatic, 1.25, turn)
        return turn

    def _around_but(
        self, tokens: Tokens, words: Integers, place: Integers, value: Floats
    ) -> Floats:
        """Halve what stands before the first "but" of a text, and raise what follows by half."""
        buts = np.flatnonzero(self.words.but[words])
        texts, first = np.unique(tokens.text[buts], return_index=True)
        where = np.full(len(tokens.starts) - 1, -1, dtype=np.int64)
        where[texts] = buts[first]
        but = where[tokens.text[place]]
        factor = np.where(place < but, 0.5, np.where(place > but, 1.5, 1.0))
        return value * np.where(but < 0, 1.0, factor)

    def _of_hard(self, texts: pl.Series, tokens: Tokens, hard: Bools) -> Floats:
        """Give the valences of all tokens of the texts that NLTK itself must read."""
        valence = np.zeros(len(tokens.ids))
        for row in np.flatnonzero(hard):
            self.analyzer.polarity_scores(texts[int(row)])
            valence[tokens.starts[row] : tokens.starts[row + 1]] = self.analyzer.token_valences
        return valence


def _mixed_capitals(tokens: Tokens, upper: Bools) -> Bools:
    """Tell for each text whether some but not all of its tokens are in capitals."""
    size = len(tokens.starts) - 1
    capitals = np.bincount(tokens.text, weights=upper[tokens.ids], minlength=size)
    return (capitals > 0) & (capitals < np.diff(tokens.starts))
