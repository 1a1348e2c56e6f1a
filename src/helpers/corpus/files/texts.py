"""Conditions on the text of an article, for imports, checks and builds alike."""

from helpers.corpus.files.limits import Limits, how_to_set

# What is wrong with a text, and how to mend it.
Defect = tuple[str, str]


def blank(text: str) -> bool:
    r"""Return whether a text has nothing but white space.

    Examples
    --------
    >>> [blank(text) for text in ("", " \t\u2028\x1c", "a ")]
    [True, True, False]
    """
    return not text or text.isspace()


def too_large(size: int, limits: Limits) -> Defect | None:
    """Return what is wrong with a text of so many bytes, or None."""
    if size <= limits.max_file_bytes:
        return None
    mend = f"split the text, or raise the limit ({how_to_set('max_file_bytes')})"
    return f"{size} bytes, above the limit of {limits.max_file_bytes}", mend
