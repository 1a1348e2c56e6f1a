"""Suggest the nearest valid word for an unknown one."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

# Half of the letters may differ: a suggestion costs the reader nothing, and beyond half
# it is a guess.
_CUTOFF = 0.5
# So many letters may stand for the one word that begins with them.
_ABBREVIATION = 3


def nearest_word(word: str, words: Iterable[str]) -> str | None:
    """Return the valid word that differs least from an unknown one, or None where none is near.

    Where none is, it is the one that an abbreviation stands for.

    Examples
    --------
    >>> nearest_word("headlien", ["headline", "outlet"])
    'headline'
    >>> nearest_word("NEG", ["negative", "neutral"])
    'negative'
    >>> nearest_word("xyz", ["headline", "outlet"]) is None
    True
    """
    choices = sorted(words)
    match = process.extractOne(
        word.lower(),
        choices,
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.lower,
        score_cutoff=_CUTOFF,
    )
    if match:
        return match[0]
    longer = [choice for choice in choices if choice.lower().startswith(word.lower())]
    return longer[0] if len(word) >= _ABBREVIATION and len(longer) == 1 else None


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
