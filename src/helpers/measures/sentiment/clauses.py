"""Tokens of texts, with where their sentences, clauses and phrases begin.

A rough parse, over columns: it goes by marks and by the function words of the settings, and knows
no other grammar.
"""

from collections.abc import Callable, Iterable

import numpy as np
import polars as pl

from helpers.corpus.lexicons import TermList, ToneSettings
from helpers.measures.sentiment.vader_rules import Bools, Integers
from helpers.measures.sentiment.vocabulary import number_tokens

# U+2060, the word joiner: makes one token of a phrase without being a letter or a mark.
JOINER = "\u2060"
# VADER's tokens, and those of one character beside them.
_TOKEN = r"[^\s\x1c-\x1f]+"
# A capitalised word of up to so many letters with a full stop is a title ("Mr.", "Gen.").
_ABBREVIATION = 3
# A word of so many letters is small in prose alone, not in a headline with capitals all over.
_LONG = 4


def joined(phrase: str) -> str:
    """Spell a phrase as one token."""
    return phrase.replace(" ", JOINER)


def spellings(entries: Iterable[TermList]) -> frozenset[str]:
    """Give the words of settings as tokens."""
    return frozenset(joined(word) for entry in entries for word in entry.words)


class Clauses:
    """The tokens of some texts, one after the other, as flags and numbers of each.

    Attributes
    ----------
    long
        Where the tokens of two characters and more are: those that VADER has.
    sentence_start, part_start
        Whether a sentence starts at the token, or a part of one that marks or "but" set apart.
    clause, phrase
        The number of its clause (a part, cut at conjunctions and relative pronouns as well), and
        of its phrase (a clause, cut before the words that no noun phrase goes beyond).
    """

    def __init__(self, texts: pl.Series, tone: ToneSettings) -> None:
        tokens = number_tokens(texts, pattern=_TOKEN)
        self.ids = tokens.ids
        self._texts = tokens.text
        self._distinct = pl.Series(tokens.distinct, dtype=pl.String)
        plain = self._distinct.str.strip_chars_start("'\"`*_(").str.replace(r"[^\w]+$", "")
        self._plain = plain
        self._words = plain.str.to_lowercase().to_list()
        self.long = np.flatnonzero(self._each(self._distinct.str.len_chars() > 1))

        self.mark = self._each(plain == "")
        self.question_mark = self._ends(r"\?")
        self.small = self._each(plain.str.contains(r"^\p{Ll}"))
        self.capital = self._each(plain.str.contains(r"^\p{Lu}.*\p{Ll}"))
        title = self.capital & self._each(plain.str.len_chars() <= _ABBREVIATION)
        # A full stop before a small word stands after an abbreviation.
        stop = self._ends("[!?;]") | (self._ends(r"\.") & ~following(self.small) & ~title)
        text_start = np.zeros(len(self.ids), dtype=np.bool_)
        text_start[tokens.starts[:-1][np.diff(tokens.starts) > 0]] = True
        self.sentence_start = text_start | previous(stop)
        around_mark = self.mark | previous(self.mark)
        comma = previous(self._ends("[,:]"))
        self.part_start = self.sentence_start | comma | around_mark | self.has({"but"})

        self.phrase_end = self.has(spellings(tone.phrase_ends))
        opening = self.has(spellings((*tone.clause_openers, *tone.conditions)))
        conjunction = self.has({"and"})
        breaks = self.part_start | opening | self.phrase_end
        # "and" joins two nouns where the phrase ends right behind the second.
        joins = conjunction & following(following(breaks, last=True), last=True)
        self.clause: Integers = np.cumsum(self.part_start | opening | conjunction)
        self.phrase: Integers = np.cumsum(breaks | (conjunction & ~joins))
        self.manner = self.ends_with("ly")
        self.no_object = following(breaks | conjunction | self.manner, last=True)

    def has(self, words: Iterable[str]) -> Bools:
        """Tell of each token whether it is one of some words, whatever marks are at its ends."""
        return self.where(lambda word: word in words)

    def where(self, holds: Callable[[str], bool]) -> Bools:
        """Tell of each token whether something holds of its word."""
        return self._each(pl.Series([holds(word) for word in self._words], dtype=pl.Boolean))

    def ends_with(self, *endings: str) -> Bools:
        """Tell of each token whether its word, or a phrase's first word, ends so."""
        return self.where(lambda word: word.partition(JOINER)[0].endswith(endings))

    def names(self, heads: frozenset[str]) -> Bools:
        """Tell of each token whether it is a name or a part of one.

        `heads` are the nouns that show a word at the start of a sentence to be one.
        """
        first = self.sentence_start | previous(self.mark | self._ends(":"))
        head = self.capital & self.has(heads)
        headed = following(head) | (following(self.capital) & following(following(head)))
        word = self.small & ~self.phrase_end & self._each(self._plain.str.len_chars() >= _LONG)
        prose = np.isin(self._texts, self._texts[word])
        # A phrase that has a valence of its own is no mere name.
        return self.capital & prose & (~first | headed) & ~self.where(lambda word: JOINER in word)

    def unreal(self, *, questions: frozenset[str], conditions: frozenset[str]) -> Bools:
        """Tell of each token whether it is asked, or follows a condition within its part."""
        sentence = np.cumsum(self.sentence_start)
        asked = np.isin(sentence, sentence[self.question_mark])
        begins = self.part_start & ~self.mark
        begins |= previous(begins & self.has({"and", "or", "but", "so"}))
        question = asked & begins & self.has(questions)
        return since(question, self.sentence_start) | since(self.has(conditions), self.part_start)

    def _each(self, values: pl.Series) -> Bools:
        flags: Bools = values.to_numpy().astype(np.bool_)[self.ids]
        return flags

    def _ends(self, mark: str) -> Bools:
        return self._each(self._distinct.str.contains(rf"{mark}[^\w]*$"))


def previous(flags: Bools) -> Bools:
    """Tell of each token whether the flag holds of the one before."""
    shifted = np.zeros(len(flags), dtype=np.bool_)
    shifted[1:] = flags[:-1]
    return shifted


def following(flags: Bools, *, last: bool = False) -> Bools:
    """Tell of each token whether the flag holds of the next one; `last` of the very last."""
    shifted = np.full(len(flags), last, dtype=np.bool_)
    shifted[:-1] = flags[1:]
    return shifted


def since(flags: Bools, starts: Bools) -> Bools:
    """Tell of each token whether the flag holds of it or of one before, since the last start.

    Examples
    --------
    >>> since(np.array([False, True, False, False]), np.array([True, False, False, True])).tolist()
    [False, True, True, False]
    """
    place = np.arange(len(flags))
    last: Integers = np.maximum.accumulate(np.where(flags, place, -1))
    start: Integers = np.maximum.accumulate(np.where(starts, place, 0))
    return last >= start


def nearest(at: Integers, flags: Bools, within: Integers, *, reach: int) -> Integers:
    """Find the nearest token with a flag behind each place, or before it if `reach` is negative.

    Returns
    -------
        Its place, or -1 where there is none as near as `reach` within the same number.

    Examples
    --------
    >>> flags, clause = np.array([True, False, False]), np.array([1, 1, 1])
    >>> nearest(np.array([2, 1]), flags, clause, reach=-1).tolist()
    [-1, 0]
    """
    result = np.full(len(at), -1, dtype=np.int64)
    for step in range(1, abs(reach) + 1):
        place = at + (step if reach > 0 else -step)
        inside = (place >= 0) & (place < len(flags))
        place = np.where(inside, place, at)
        hit = inside & (result < 0) & flags[place] & (within[place] == within[at])
        result = np.where(hit, place, result)
    return result
