"""The known word that a mistyped one was probably meant to be."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

# Half of the letters may differ: a suggestion costs the reader nothing, and beyond half
# it is a guess.
_CUTOFF = 0.5


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word with the fewest typing errors, or None where none is near.

    Examples
    --------
    >>> nearest_word("headlien", ["headline", "outlet"])
    'headline'
    >>> nearest_word("xyz", ["headline", "outlet"]) is None
    True
    """
    found = process.extractOne(
        word.lower(),
        sorted(known),
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.lower,
        score_cutoff=_CUTOFF,
    )
    return found[0] if found else None


def suggest(word: str, known: Iterable[str]) -> str:
    """Return how to mend an unknown word: the nearest known one, else all of them.

    Examples
    --------
    >>> suggest("quot", ["narrator", "quote", "indirect"])
    'write "quote" (known: indirect, narrator, quote)'
    >>> suggest("xyz", ["narrator", "quote"])
    'known: narrator, quote'
    """
    choices = sorted(set(known))
    listed = f"known: {', '.join(choices)}"
    near = nearest_word(word, choices)
    return f'write "{near}" ({listed})' if near else listed
