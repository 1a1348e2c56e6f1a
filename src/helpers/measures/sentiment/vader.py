"""VADER's rules over whole columns of sentences, with NLTK's numbers.

VADER (Hutto and Gilbert 2014) adds up the valences of the words in its lexicon, each turned or
strengthened by the three words before it, and squeezes the sum s to s / sqrt(s² + 15). NLTK's
`SentimentIntensityAnalyzer` is the reference: the constants are its own, and the few sentences
whose rules do not fit a column (idioms such as "yeah right", "kind of") are handed to it.
"""

import re
import string
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

import numpy as np
import polars as pl
from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants
from numpy.typing import NDArray

from helpers.measures.sentiment.vocabulary import Tokens, number_tokens

# Python's str.split parts at these four separators too, which \s of polars' expressions lacks.
# NLTK leaves out tokens of one character.
_TOKEN = r"[^\s\x1c-\x1f]{2,}"
# So many texts at once: enough to be fast, few enough for any corpus to fit in memory.
_BLOCK = 100_000
_DISTANCE = (1.0, 0.95, 0.9)

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def vader_scores(
    texts: pl.Series, *, lexicon: Mapping[str, float], negations: Set[str] = frozenset()
) -> pl.DataFrame:
    """Give each text's compound score, as NLTK's analyser rounds it.

    Parameters
    ----------
    texts
        One sentence each; null is read as empty.
    lexicon
        Lower-case word to valence.
    negations
        Lower-case words that negate beside NLTK's own.

    Returns
    -------
    pl.DataFrame
        One row per text, in order: score (-1..1, null where no word is in the lexicon), hits (the
        number of words that are).

    Examples
    --------
    >>> texts = pl.Series(["A good day.", "Not good!", "Tuesday", ""])
    >>> vader_scores(texts, lexicon={"good": 1.9}).rows()
    [(0.4404, 1), (-0.4007, 1), (None, 0), (None, 0)]
    """
    rules = _Rules(lexicon, negations)
    return pl.concat([rules.read(block).scores() for block in _blocks(texts)])


def vader_valences(
    texts: pl.Series, *, lexicon: Mapping[str, float], negations: Set[str] = frozenset()
) -> pl.DataFrame:
    """Give the words that make up each text's score, with the valence each has there.

    Parameters
    ----------
    texts, lexicon, negations
        As in `vader_scores`.

    Returns
    -------
    pl.DataFrame
        One row per matched word, in reading order: row (number of the text, from 0), word (lower
        case), valence (after negation, boosters, capitals and "but"; 0 where "kind of" takes it).

    Examples
    --------
    >>> vader_valences(pl.Series(["Not good, but safe"]), lexicon={"good": 2, "safe": 1}).rows()
    [(0, 'good', -0.74), (0, 'safe', 1.5)]
    """
    rules = _Rules(lexicon, negations)
    tables = []
    for number, block in enumerate(_blocks(texts)):
        table = rules.read(block).valences()
        tables.append(table.with_columns(pl.col("row") + number * _BLOCK))
    return pl.concat(tables)


def _blocks(texts: pl.Series) -> Iterator[pl.Series]:
    for start in range(0, max(len(texts), 1), _BLOCK):
        yield texts[start : start + _BLOCK]


class _Reading(NamedTuple):
    """The matched words of a block of texts, and what else its scores need."""

    texts: pl.Series
    text: Integers
    words: pl.Series
    valence: Floats
    analyzer: "_Listener"

    def valences(self) -> pl.DataFrame:
        return pl.DataFrame({"row": self.text, "word": self.words, "valence": self.valence})

    def scores(self) -> pl.DataFrame:
        size = len(self.texts)
        hits = np.bincount(self.text, minlength=size)
        sums = np.bincount(self.text, weights=self.valence, minlength=size)
        emphasis = _emphasis(self.texts)
        stressed = sums + np.sign(sums) * emphasis
        compound = stressed / np.sqrt(stressed * stressed + 15)
        scores = np.round(compound, 4) + 0.0
        # Where a sum is all but nothing its sign hangs on the order of adding, and at a tie the
        # last digit on Python's own rounding: NLTK decides these.
        nothing = (np.abs(sums) < 1e-9) & (emphasis > 0)
        tie = np.abs(np.abs(compound * 1e4) % 1 - 0.5) < 1e-6
        for row in np.flatnonzero((hits > 0) & (nothing | tie)):
            scores[row] = self.analyzer.polarity_scores(self.texts[int(row)])["compound"] + 0.0
        known = pl.Series(hits > 0)
        return pl.DataFrame({"score": scores, "hits": hits}).with_columns(
            pl.when(known).then("score").alias("score")
        )


def _emphasis(texts: pl.Series) -> Floats:
    marks = texts.str.count_matches("!", literal=True).to_numpy()
    questions = texts.str.count_matches("?", literal=True).to_numpy()
    exclaimed = np.minimum(marks, 4) * 0.292
    asked = np.where(questions > 3, 0.96, np.where(questions > 1, questions * 0.18, 0.0))
    return exclaimed + asked


class _Listener(SentimentIntensityAnalyzer):  # type: ignore[misc]
    """NLTK's analyser on a given lexicon; remembers the valences that it adds up."""

    def __init__(self, lexicon: Mapping[str, float], negations: Set[str]) -> None:
        # NLTK's own constructor would read a file.
        self.lexicon = lexicon
        self.constants = VaderConstants()
        self.constants.NEGATE = VaderConstants.NEGATE | negations
        self.heard: list[float] = []

    def score_valence(self, sentiments: list[float], text: str) -> dict[str, float]:
        self.heard = sentiments
        scores: dict[str, float] = super().score_valence(sentiments, text)
        return scores


class _Properties(NamedTuple):
    """What the rules ask of each distinct token."""

    words: pl.Series
    same: Integers
    valence: Floats
    known: Bools
    upper: Bools
    booster: Floats
    negates: Bools
    never: Bools
    so_this: Bools
    least: Bools
    at_very: Bools
    but: Bools
    pair_first: Integers
    pair_second: Integers


class _Rules:
    """NLTK's rules on one lexicon, over columns."""

    def __init__(self, lexicon: Mapping[str, float], negations: Set[str]) -> None:
        self.lexicon = lexicon
        self.analyzer = _Listener(lexicon, negations)
        constants = self.analyzer.constants
        self.boosters: dict[str, float] = constants.BOOSTER_DICT
        self.negations: Set[str] = constants.NEGATE
        mark = "|".join(re.escape(mark) for mark in constants.PUNC_LIST)
        word = f"([^{re.escape(string.punctuation)}]{{2,}})"
        self.edge = re.compile(f"(?:{mark}){word}|{word}(?:{mark})")
        # Idioms and boosters of several words, found by their last two.
        several = [*constants.SPECIAL_CASE_IDIOMS, *(key for key in self.boosters if " " in key)]
        pairs = {tuple(key.split()[-2:]) for key in several}
        self.firsts = {word: n for n, word in enumerate(sorted({a for a, _ in pairs}), start=1)}
        self.seconds = {word: n for n, word in enumerate(sorted({b for _, b in pairs}), start=1)}
        self.pairs = np.zeros((len(self.firsts) + 1, len(self.seconds) + 1), dtype=np.bool_)
        for first, second in pairs:
            self.pairs[self.firsts[first], self.seconds[second]] = True

    def read(self, texts: pl.Series) -> _Reading:
        texts = texts.fill_null("")
        tokens = number_tokens(texts, pattern=_TOKEN)
        properties = self._properties(tokens.distinct)
        hard = self._hard(tokens, properties)
        matched = properties.known & (properties.booster == 0)
        place = np.flatnonzero(matched[tokens.ids])
        place = place[~hard[tokens.text[place]]]
        valence = self._valences(tokens, properties, place)
        text, ids = tokens.text[place], tokens.ids[place]
        words = properties.words.gather(ids)
        if hard.any():
            text, words, valence = self._with_hard(texts, hard, (text, words, valence))
        return _Reading(texts, text, words, valence, self.analyzer)

    def _properties(self, distinct: list[str]) -> _Properties:
        clean = [self._clean(token) for token in distinct]
        lower = [token.lower() for token in clean]
        places: dict[str, int] = {}
        valences = [self.lexicon.get(word) for word in lower]
        return _Properties(
            words=pl.Series("word", lower, dtype=pl.String),
            same=np.array([places.setdefault(token, len(places)) for token in clean], dtype=np.int64),
            valence=np.array([value or 0.0 for value in valences], dtype=np.float64),
            known=_bools(value is not None for value in valences),
            upper=_bools(token.isupper() for token in clean),
            booster=np.array([self.boosters.get(word, 0.0) for word in lower], dtype=np.float64),
            negates=_bools(word in self.negations or "n't" in word for word in lower),
            never=_bools(token == "never" for token in clean),
            so_this=_bools(token in ("so", "this") for token in clean),
            least=_bools(word == "least" for word in lower),
            at_very=_bools(word in ("at", "very") for word in lower),
            but=_bools(word == "but" for word in lower),
            pair_first=np.array([self.firsts.get(word, 0) for word in lower], dtype=np.int64),
            pair_second=np.array([self.seconds.get(word, 0) for word in lower], dtype=np.int64),
        )

    def _clean(self, token: str) -> str:
        """Take off one mark before or after a word, as NLTK does."""
        if token.isalnum():
            return token
        found = self.edge.fullmatch(token)
        return found[1] or found[2] if found else token

    def _hard(self, tokens: Tokens, has: _Properties) -> Bools:
        hard = np.zeros(len(tokens.starts) - 1, dtype=np.bool_)
        second = np.flatnonzero(has.pair_second[tokens.ids])
        second = second[second > 0]
        here, before = tokens.ids[second], tokens.ids[second - 1]
        pair = self.pairs[has.pair_first[before], has.pair_second[here]]
        within = tokens.text[second] == tokens.text[second - 1]
        hard[tokens.text[second[pair & within]]] = True
        return hard

    def _valences(self, tokens: Tokens, has: _Properties, place: Integers) -> Floats:
        constants = self.analyzer.constants
        text = tokens.text[place]
        # NLTK reads a repeated word where it first stands in the sentence.
        key = text * (int(has.same.max(initial=0)) + 1) + has.same[tokens.ids[place]]
        _, first, back = np.unique(key, return_index=True, return_inverse=True)
        at = place[first]
        text, here = tokens.text[at], tokens.ids[at]
        position = at - tokens.starts[text]
        capitals = _mixed_capitals(tokens, has.upper)[text]
        before = [tokens.ids[np.maximum(at - back, 0)] for back in (1, 2, 3)]

        value = has.valence[here]
        emphasis = np.where(value > 0, constants.C_INCR, -constants.C_INCR)
        value = np.where(has.upper[here] & capitals, value + emphasis, value)
        for step, word in enumerate(before):
            open_to = (position > step) & ~has.known[word]
            boost = np.where(value < 0, -has.booster[word], has.booster[word])
            loud = (boost != 0) & has.upper[word] & capitals
            emphasis = np.where(value > 0, constants.C_INCR, -constants.C_INCR)
            boost = np.where(loud, boost + emphasis, boost) * _DISTANCE[step]
            changed = (value + boost) * self._turn(step, before, has)
            value = np.where(open_to, changed, value)
        least = (position > 0) & has.least[before[0]] & ~has.known[before[0]]
        least &= (position == 1) | ~has.at_very[before[1]]
        value = np.where(least, value * constants.N_SCALAR, value)
        return self._around_but(tokens, has, place, value[back])

    def _turn(self, step: int, before: list[Integers], has: _Properties) -> Floats:
        """Give the factor by which a word `step + 1` places before turns a valence."""
        turn = np.where(has.negates[before[step]], self.analyzer.constants.N_SCALAR, 1.0)
        if step == 1:
            turn = np.where(has.never[before[1]] & has.so_this[before[0]], 1.5, turn)
        if step == 2:
            emphatic = has.never[before[2]] & has.so_this[before[1]] | has.so_this[before[0]]
            turn = np.where(emphatic, 1.25, turn)
        return turn

    def _around_but(
        self, tokens: Tokens, has: _Properties, place: Integers, value: Floats
    ) -> Floats:
        """Halve what stands before the first "but" of a text, and raise what follows by half."""
        buts = np.flatnonzero(has.but[tokens.ids])
        texts, first = np.unique(tokens.text[buts], return_index=True)
        where = np.full(len(tokens.starts) - 1, -1, dtype=np.int64)
        where[texts] = buts[first]
        but = where[tokens.text[place]]
        factor = np.where(but < 0, 1.0, np.where(place < but, 0.5, np.where(place > but, 1.5, 1.0)))
        return value * factor

    def _with_hard(
        self, texts: pl.Series, hard: Bools, easy: tuple[Integers, pl.Series, Floats]
    ) -> tuple[Integers, pl.Series, Floats]:
        rows, words, values = [], [], []
        for row in np.flatnonzero(hard):
            text = texts[int(row)]
            self.analyzer.polarity_scores(text)
            tokens = (self._clean(token).lower() for token in text.split() if len(token) > 1)
            for word, value in zip(tokens, self.analyzer.heard, strict=True):
                if word in self.lexicon and word not in self.boosters:
                    rows.append(row)
                    words.append(word)
                    values.append(value)
        text = np.concatenate([easy[0], np.array(rows, dtype=np.int64)])
        order = np.argsort(text, kind="stable")
        joined = pl.concat([easy[1], pl.Series("word", words, dtype=pl.String)])
        valence = np.concatenate([easy[2], np.array(values, dtype=np.float64)])
        return text[order], joined.gather(order), valence[order]


def _bools(values: Iterator[bool]) -> Bools:
    return np.fromiter(values, dtype=np.bool_)


def _mixed_capitals(tokens: Tokens, upper: Bools) -> Bools:
    """Tell for each text whether some but not all of its tokens are in capitals."""
    size = len(tokens.starts) - 1
    capitals = np.bincount(tokens.text, weights=upper[tokens.ids], minlength=size)
    return (capitals > 0) & (capitals < np.diff(tokens.starts))
