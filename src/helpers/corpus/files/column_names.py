"""Split the names of columns into words."""

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_a-z]+(?=[^\W\d_a-z][a-z])|[^\W\d_a-z]?[a-z]+|[^\W\d_]+|[$#]\w+")


def plain_name(name: str) -> str:
    """Return what all ways of writing a column name share.

    Examples
    --------
    >>> {plain_name(name) for name in ("Publication Date", "publicationDate", "publication_dates")}
    {'publicationdate'}
    """
    return "".join(_singular(word.casefold()) for word in _WORD.findall(name))


def words_of(name: str, *, known: Collection[str]) -> list[str]:
    """Return the words of a column name, in the singular and in lower case.

    Parameters
    ----------
    name : str
        With or without signs between its words.
    known : collection of str
        Words that may be written together; a part that is not made of them stays whole.

    Examples
    --------
    >>> words_of("articleTexts", known=[])
    ['article', 'text']
    >>> [words_of(name, known=["seen", "date"]) for name in ("seendate", "update")]
    [['seen', 'date'], ['update']]
    """
    words: list[str] = []
    for part in _WORD.findall(name):
        word = _singular(part.casefold())
        words += _split(word, known) or [word]
    return words


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _split(word: str, known: Collection[str]) -> list[str]:
    """Return the fewest known words that make up a word, none where nothing does."""
    # For each beginning the words that make it up.
    best: dict[int, list[str]] = {0: []}
    # A name from a foreign file can have millions of characters.
    for end in range(1, len(word) + 1 if len(word) < 60 else 0):
        ways = [
            [*best[start], word[start:end]]
            for start in range(end)
            if start in best and word[start:end] in known
        ]
        if ways:
            best[end] = min(ways, key=len)
    return best.get(len(word), [])
