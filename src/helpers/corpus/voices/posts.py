"""Find posts of social media that an article embeds, by the handle beside their author's name."""

import re
from collections.abc import Sequence

from helpers.corpus.voices.quotations import Line

_HANDLE = r"\(?@\w{2,30}\)?"
_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
# "... at last! — Joan Hurley (@jhurley) May 3, 2019"
_SIGNATURE = re.compile(r"[—–-]\s*(?P<name>[^\W\d_][^—–()@]{1,60}?)\s*\(@\w{2,30}\)")
# "Joan Hurley @jhurley" or "Joan Hurley (@jhurley) · May 3", a line of its own above the post
_HEAD = re.compile(rf"(?P<name>[^\W\d_][^@()!?:;,]{{1,60}}?)\s*{_HANDLE}\s*(?:[·•|-].{{0,40}})?")
# The line that closes the post: "3:45 PM - 5 May 2019", "May 3, 2019"
_FOOT = re.compile(rf"(?:\d{{1,2}}:\d{{2}}\s*(?:[AaPp]\.?[Mm]\.?)?\s*[·•–—-]?\s*)?{_DATE}\W*")


def find_posts(lines: Sequence[Line], *, longest: int) -> dict[int, str]:
    """Map the number of each line that belongs to a post to the name of its author.

    Parameters
    ----------
    lines
        The sentences of a document.
    longest
        The most characters that a post has.

    Examples
    --------
    >>> texts = ["It rained.", "Snow, at last! — Joan Hurley (@jhurley) May 3, 2019"]
    >>> find_posts([Line(text, 100 * n, n, False) for n, text in enumerate(texts)], longest=280)
    {1: 'Joan Hurley'}
    """
    posts: dict[int, str] = {}
    for number, line in enumerate(lines):
        if "@" not in line.text:
            continue
        signature = _SIGNATURE.search(line.text)
        if signature is not None:
            first = _first_line(lines, number, longest - signature.start())
            posts.update(dict.fromkeys(range(first, number + 1), signature["name"].strip()))
            continue
        head = _HEAD.fullmatch(line.text.strip())
        if head is not None:
            last = _last_line(lines, number, longest)
            posts.update(dict.fromkeys(range(number, last + 1), head["name"].strip()))
    return posts


def _first_line(lines: Sequence[Line], number: int, room: int) -> int:
    """Return the first line of a post whose signature stands in line `number`."""
    paragraph = lines[number].paragraph
    if _SIGNATURE.match(lines[number].text) and _begins_paragraph(lines, number):
        # The signature is a line of its own: the post is the paragraph above.
        paragraph -= 1
    first = number
    while first and lines[first - 1].paragraph >= paragraph and not lines[first - 1].heading:
        before = lines[first - 1].text
        room -= len(before)
        if room < 0 or before.endswith(":"):
            break
        first -= 1
    return first


def _last_line(lines: Sequence[Line], number: int, room: int) -> int:
    """Return the last line of a post whose author's name is line `number`."""
    last = number
    while last + 1 < len(lines) and not lines[last + 1].heading:
        following = lines[last + 1]
        room -= len(following.text)
        if room < 0 or (last > number and following.paragraph > lines[number].paragraph + 1):
            break
        last += 1
        if _FOOT.fullmatch(following.text.strip()):
            break
    return last


def _begins_paragraph(lines: Sequence[Line], number: int) -> bool:
    return not number or lines[number - 1].paragraph != lines[number].paragraph
