"""Leave out invisible characters, and write others in their usual form."""

import re
import unicodedata
from collections.abc import Iterator

from helpers.corpus.text.drafts import Edit

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Soft hyphen, grapheme joiner, marks of direction, word joiner, byte order mark.
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# In scripts from Hebrew on, and within emoji, zero-width characters part or join for the eye.
_SHAPED = "\u0590-\u1fff\u2190-\U0010ffff"
_PLAIN = re.compile(
    f"(?P<space>[{_SPACES}])|(?P<ligature>[{''.join(_LIGATURES)}])|[{_INVISIBLE}]+"
    f"|(?<![{_SHAPED}])[\u200b-\u200d]+|[\u200b-\u200d]+(?![{_SHAPED}\u200b-\u200d])"
)
# Few texts have one of all these, which is soon seen.
_ODD = re.compile(f"[{_SPACES}{''.join(_LIGATURES)}{_INVISIBLE}\u200b-\u200d]")
# No character of ASCII joins the one before it.
_RUN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_JAMO = range(0x1160, 0x1200)


def plain_characters(text: str) -> list[Edit]:
    r"""Take out what is invisible; write odd spaces as spaces and ligatures as letters.

    Examples
    --------
    >>> [edit.new for edit in plain_characters("co\N{SOFT HYPHEN}op \N{NO-BREAK SPACE}ﬁnds")]
    ['', ' ', 'fi']
    """
    return list(_plain(text)) if _ODD.search(text) else []


def _plain(text: str) -> Iterator[Edit]:
    for match in _PLAIN.finditer(text):
        new = " " if match["space"] else _LIGATURES.get(match[0], "")
        yield Edit(*match.span(), new)


def compose(text: str) -> list[Edit]:
    r"""Write a letter and its marks as one character where there is one (Unicode's form NFC).

    Examples
    --------
    >>> compose("Kie\N{COMBINING DIAERESIS}v")
    [Edit(start=2, end=4, new='ë')]
    """
    if unicodedata.is_normalized("NFC", text):
        return []
    return [
        Edit(start, end, new)
        for run in _RUN.finditer(text)
        for start, end in _clusters(run[0], run.start())
        if (new := unicodedata.normalize("NFC", text[start:end])) != text[start:end]
    ]


def _clusters(run: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the places of each character with the marks after it."""
    first = 0
    for place, character in enumerate(run):
        joins = unicodedata.category(character)[0] == "M" or ord(character) in _JAMO
        if place and not joins:
            yield start + first, start + place
            first = place
    yield start + first, start + len(run)
