"""What the codebook is, in words."""

from helpers.findings.wording import count, listing
from helpers.study.selection import Selection


def about(selection: Selection) -> str:
    """Say what the codebook is and how large."""
    book = selection.tables.codebook
    patterns = sum(len(frame.patterns) for frame in book.frames)
    name = book.title or "A codebook without a title"
    version = f", version {book.version}" if book.version else ""
    size = f"{count(len(book.frames), 'frame')} and {count(patterns, 'pattern')}"
    return f"{name}{version}: {size}. {book.source}".rstrip()


def pattern_language(selection: Selection) -> str:
    """Say how patterns are written."""
    matching = selection.tables.codebook.matching
    return (
        "In a pattern * stands for any beginning or ending of a word, ... for a gap of up to "
        f"{count(matching.gap, 'word')} (...2 for up to 2), (a|b) for either word, and <name> for "
        "any entry of the list of that name. A negator counts up to "
        f"{count(matching.negation, 'word')} before the match. Up to "
        f"{count(matching.scare_quote, 'word')} in quotation marks are taken for scare quotes."
    )


def unnamed(selection: Selection) -> str:
    """Name the speakers that stand for no one in particular."""
    return f"Sources that count as unnamed: {listing(selection.tables.unnamed)}."
