"""Suggest the nearest valid word for an unknown one."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

# Half of the letters may differ: a suggestion costs the reader nothing, and beyond half
# it is a guess.
_CUTOFF = 0.5


def nearest_word(word: str, words: Iterable[str]) -> str | None:
    """Return the valid word that differs least from an unknown one, or None where none is near.

    Examples
    --------
    >>> nearest_word("headlien", ["headline", "outlet"])
    'headline'
    >>> nearest_word("xyz", ["headline", "outlet"]) is None
    True
    """
    match = process.extractOne(
        word.lower(),
        sorted(words),
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.lower,
        score_cutoff=_CUTOFF,
    )
    return match[0] if match else None


def suggest(word: str, words: Iterable[str]) -> str:
    """Return how to mend an unknown word: the nearest valid one, and all of them.

    Examples
    --------
    >>> suggest("quot", ["narrator", "quote", "indirect"])
    'write "quote" (known: indirect, narrator, quote)'
    >>> suggest("xyz", ["narrator", "quote"])
    'known: narrator, quote'
    """
    choices = sorted(set(words))
    choices_in_words = f"known: {', '.join(choices)}"
    near = nearest_word(word, choices)
    return f'write "{near}" ({choices_in_words})' if near else choices_in_words
