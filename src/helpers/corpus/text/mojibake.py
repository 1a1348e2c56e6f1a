"""Find characters that were decoded in the wrong way, and undo it where that is certain."""

import re
from collections.abc import Iterator

from ftfy import fix_encoding, fix_encoding_and_explain
from ftfy.chardata import UTF8_DETECTOR_RE

from helpers.corpus.text.drafts import Edit

# Control characters of Latin-1, which are quotation marks and dashes of Windows-1252; the other
# meaning of U+0085 is a line break.
_CONTROL = re.compile(r"[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# Latin letters, punctuation and signs.
_NEAR = re.compile("[\x80-\u024f\u2000-\u2bff]")
_LOST = re.compile("\N{REPLACEMENT CHARACTER}+|â€|[\x80-\x84\x86-\x9f]+")


def undo_mojibake(text: str) -> list[Edit]:
    """Undo wrong decoding: "Itâ€™s" is "It’s".

    Two things are certain enough: a line that, as a whole, is UTF-8 read in one other encoding, and
    a run of characters that only wrong decoding makes. Both are told by ftfy.

    Examples
    --------
    >>> undo_mojibake("Itâ€™s the café")
    [Edit(start=2, end=5, new='’')]
    """
    if text.isascii():
        return []
    edits = []
    position = 0
    # Not at other line breaks: their code points are bytes of wrongly decoded characters.
    for line in text.split("\n"):
        if not line.isascii():
            edits += [
                Edit(position + start, position + end, new) for start, end, new in _in_line(line)
            ]
        position += len(line) + 1
    return edits


def find_lost(text: str) -> list[tuple[int, int]]:
    """Find where characters were lost in decoding, so that nothing can be undone.

    Examples
    --------
    >>> find_lost("It\N{REPLACEMENT CHARACTER}s")
    [(2, 3)]
    """
    return [] if text.isascii() else [match.span() for match in _LOST.finditer(text)]


def _in_line(line: str) -> list[Edit]:
    runs = list(UTF8_DETECTOR_RE.finditer(line))
    whole = list(_whole(line)) if runs else []
    if _is_certain("".join(edit.new for edit in whole)):
        return whole
    edits = [
        Edit(*run.span(), new)
        for run in runs
        if (new := fix_encoding(run[0])) != run[0] and _is_certain(new)
    ]
    taken = {place for edit in edits for place in range(edit.start, edit.end)}
    edits += [
        Edit(*match.span(), match[0].encode("latin-1").decode("cp1252"))
        for match in _CONTROL.finditer(line)
        if match.start() not in taken
    ]
    return sorted(edits)


def _is_certain(mended: str) -> bool:
    """Return whether it is no coincidence: a single letter of a far script might be one."""
    return len(mended) > 1 or _NEAR.fullmatch(mended) is not None


def _whole(line: str) -> Iterator[Edit]:
    """Yield the edits of a line that was read in one encoding, a character each."""
    plan = fix_encoding_and_explain(line).explanation or []
    if [step.action for step in plan] != ["encode", "decode"] or plan[1].parameter != "utf-8":
        return
    for run in _FOREIGN.finditer(line):
        start = run.start()
        for character in run[0].encode(plan[0].parameter).decode():
            size = len(character.encode())
            yield Edit(start, start + size, character)
            start += size
