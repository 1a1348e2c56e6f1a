"""Codes of two letters, where there is no room for a name."""

from collections.abc import Sequence

# Words of so few letters ("of", "and") say little about what they stand in.
_SMALL = 3


def short_codes(labels: Sequence[str]) -> list[str]:
    """Give each label a code of its own, of two letters where possible.

    A short word in capitals stands for itself; otherwise the first letters of the first two words
    that are no small ones, or the first letter and a later one; where all are taken, the first
    letter and a number.

    Examples
    --------
    >>> short_codes(["Open door", "Order", "Compromise", "Conflict", "US officials", "N", "N"])
    ['OD', 'Or', 'Co', 'Cn', 'US', 'N', 'N2']
    """
    codes: list[str] = []
    for label in labels:
        words = [word for word in label.split() if len(word) > _SMALL or word[0].isupper()]
        words = words or label.split() or ["?"]
        first = words[0][0].upper()
        tried = [words[0]] if words[0].isupper() and 1 < len(words[0]) <= _SMALL else []
        tried += [first + words[1][0].upper()] if len(words) > 1 else []
        later = [letter.lower() for letter in "".join(words)[1:] if letter.isalnum()]
        tried += [first + letter for letter in later] or [first]
        numbered = (f"{first}{number}" for number in range(2, len(labels) + 2))
        codes.append(next(code for code in [*tried, *numbered] if code not in codes))
    return codes
