"""Where quotations begin and end in texts whose quotation marks are not always in order."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from helpers.corpus.speech import Speech

_SCARE = {
    "document": pl.String,
    "sentence": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "text": pl.String,
}


class Line(NamedTuple):
    """A sentence as the quotation reader needs it."""

    text: str
    start: int
    paragraph: int
    heading: bool


class Quotation(NamedTuple):
    """A stretch of quoted text, marks included, in code points of the raw file."""

    start: int
    end: int


class _Mark(NamedTuple):
    line: int
    at: int
    side: str  # open, close, or either where a straight mark stands between spaces
    straight: bool
    after_comma: bool
    sentence_start: bool


class QuotationReader:
    """Finds quotations; compiled once for many documents.

    Parameters
    ----------
    speech : Speech
        For the marks, the reporting verbs and the longest quotation.
    """

    def __init__(self, speech: Speech) -> None:
        marks = speech.quotation_marks
        self._open, self._close = set(marks.open), set(marks.close)
        self._straight = set(marks.straight)
        every = "".join(re.escape(mark) for mark in [*marks.open, *marks.close, *marks.straight])
        self._marks = re.compile(f"[{every}]" if every else "(?!)")
        self._single = re.compile(r"(?<![\w’'])[‘'](?=\w)([^‘'’\n]|(?<=\w)['’](?=\w))+?['’](?!\w)")
        self._single_start = re.compile(r"[‘'](?=[A-Z])")
        self.longest = speech.longest_quotation
        verbs = "|".join(sorted(map(re.escape, speech.forms()), key=lambda form: (-len(form), form)))
        # Up to six words, none of them beyond a comma, before the verb of "... ,” the expert said".
        self._attribution = re.compile(rf"[\s–—-]*(?:[\w.’'-]+\s+){{0,6}}?(?:{verbs})\b", re.IGNORECASE)
        self._tail = re.compile(
            rf",\s*(?=(?:[\w’'-]+\s+){{1,6}}?(?:{verbs})[.\s]*$|(?:{verbs})\s+(?:[\w’'-]+\s*){{1,8}}[.\s]*$)"
        )

    def find(self, lines: Sequence[Line]) -> list[Quotation]:
        """Return the outermost quotations of a document, in order and without overlap.

        A quotation ends at its closing mark, even paragraphs later; at an opening mark that begins
        a new paragraph (the convention for quotations of several paragraphs); or, where no mark
        closes it, before a final attribution (", Putin said.") or at the end of its paragraph.
        Short quotations inside another are part of it.
        """
        marks = [mark for number, line in enumerate(lines) for mark in self._read(number, line)]
        found: list[Quotation] = []
        position = 0
        while position < len(marks):
            mark = marks[position]
            if mark.side == "open" or self._displaced(lines, marks, position):
                end, position = self._end(lines, marks, position)
                start = lines[mark.line].start + mark.at
            else:
                # A closing mark without an opening one: the sentence up to it is quoted.
                line = lines[mark.line]
                start, end = line.start, line.start + mark.at + 1
                position += 1
            if found and start < found[-1].end:
                start = found[-1].end
            if end > start:
                found.append(Quotation(start, end))
        return self._with_single(lines, found)

    def _read(self, number: int, line: Line) -> list[_Mark]:
        if line.heading:
            return []
        text = line.text
        marks = []
        for match in self._marks.finditer(text):
            at, character = match.start(), match.group()
            before, after = text[:at], text[at + 1 :]
            stripped = before.rstrip()
            after_comma = stripped[-1:] in set(",.!?…;")
            straight = character in self._straight
            if character in self._open:
                side = "open"
            elif character in self._close:
                side = "close"
            elif not stripped or before[-1] in "([—–":
                side = "open"
            elif not after.strip() or before[-1] != " ":
                side = "close"
            elif after[0].isspace():
                side = "close"
            else:
                side = "either" if after_comma else "open"
            marks.append(_Mark(number, at, side, straight, after_comma, not stripped))
        return marks

    def _displaced(self, lines: Sequence[Line], marks: list[_Mark], position: int) -> bool:
        """Tell whether a straight mark opens a quotation although it hangs on the word before.

        So it does where the next mark of the paragraph closes something: two marks cannot both
        close. A blank lost before the first is common in texts taken from web pages.
        """
        mark = marks[position]
        if mark.side == "either":
            return True
        text = lines[mark.line].text
        after = text[mark.at + 1 :]
        if not mark.straight or position + 1 >= len(marks) or self._attribution.match(after):
            return False
        # Only what ends a sentence can have the next sentence's mark hanging on it.
        if text[: mark.at].rstrip()[-1:] not in set(".!?:…"):
            return False
        following = marks[position + 1]
        return (
            following.side == "close"
            and following.straight
            and lines[mark.line].paragraph == lines[following.line].paragraph
            and following.line - mark.line <= self.longest
        )

    def _end(
        self, lines: Sequence[Line], marks: list[_Mark], position: int
    ) -> tuple[int, int]:
        """Return where the quotation opened by a mark ends, and the next mark's position."""
        opening = marks[position]
        first = lines[opening.line].paragraph
        position += 1
        while position < len(marks):
            mark = marks[position]
            line = lines[mark.line]
            new_paragraph = line.paragraph != first
            if line.paragraph - first > self.longest or self._heading_between(
                lines, opening.line, mark.line
            ):
                break
            begins = mark.side == "open" and mark.sentence_start
            if begins and (new_paragraph or not self._paired(marks, position)):
                break
            if mark.side == "close" or (mark.side == "either" and mark.after_comma and not
                                        self._paired(marks, position)):
                return line.start + mark.at + 1, position + 1
            if self._paired(marks, position):
                closing = marks[position + 1]
                rest = line.text[closing.at + 1 :]
                position += 2
                # The mark inside closed both: `... is the "red line," Putin said.`
                if closing.after_comma and not self._closes_later(lines, marks, position, opening) \
                        and self._attribution.match(rest):
                    return line.start + closing.at + 1, position
                continue
            position += 1
        return self._unclosed(lines, marks, opening, position), position

    def _paired(self, marks: list[_Mark], position: int) -> bool:
        """Tell whether the next mark closes this one within the sentence."""
        if position + 1 >= len(marks):
            return False
        mark, following = marks[position], marks[position + 1]
        return following.line == mark.line and following.side == "close"

    def _closes_later(
        self, lines: Sequence[Line], marks: list[_Mark], position: int, opening: _Mark
    ) -> bool:
        if position >= len(marks):
            return False
        mark = marks[position]
        same = lines[mark.line].paragraph == lines[opening.line].paragraph
        return mark.side == "close" and same

    @staticmethod
    def _heading_between(lines: Sequence[Line], first: int, last: int) -> bool:
        return any(line.heading for line in lines[first + 1 : last])

    def _unclosed(
        self, lines: Sequence[Line], marks: list[_Mark], opening: _Mark, position: int
    ) -> int:
        limit = marks[position].line if position < len(marks) else len(lines)
        first = lines[opening.line].paragraph
        end = lines[opening.line].start + len(lines[opening.line].text)
        for number in range(opening.line, limit):
            line = lines[number]
            if line.heading or line.paragraph - first > self.longest:
                break
            tail = self._tail.search(line.text, opening.at if number == opening.line else 0)
            if tail:
                return line.start + tail.start() + 1
            if line.paragraph == first:
                end = line.start + len(line.text)
        return end

    def _with_single(
        self, lines: Sequence[Line], found: list[Quotation]
    ) -> list[Quotation]:
        """Add quotations in single marks, which must close within their sentence."""
        more = []
        for line in lines:
            if line.heading or ("'" not in line.text and "‘" not in line.text):
                continue
            for match in self._single.finditer(line.text):
                start, end = line.start + match.start(), line.start + match.end()
                if not any(old.start < end and start < old.end for old in [*found, *more]):
                    more.append(Quotation(start, end))
            if self._single_start.match(line.text):
                # Nothing closes it: a quotation that goes on in the next paragraph.
                start, end = line.start, line.start + len(line.text)
                if not any(old.start < end and start < old.end for old in [*found, *more]):
                    more.append(Quotation(start, end))
        return sorted([*found, *more])


def scare_quotes(sentences: pl.DataFrame, speech: Speech) -> pl.DataFrame:
    """Find scare quotes: short quoted phrases that no reporting verb governs.

    A phrase of at most ``speech.scare_words`` words counts, also inside a longer quotation, unless a
    reporting verb stands right before it ("called 'ridiculous'"; one word may come between) or
    right after it ("'never', he said"), or each of its words is capitalised (a title or a name).

    Parameters
    ----------
    sentences : polars.DataFrame
        With document, sentence, start, text, kind.
    speech : Speech
        Marks, verbs and the longest phrase.

    Returns
    -------
    polars.DataFrame
        document, sentence, start, end (code points of the phrase without its marks, in the raw
        file), text; sorted by document and start.

    Examples
    --------
    >>> speech = Speech(
    ...     verbs={"neutral": ["call"]},
    ...     quotation_marks={"open": ["“"], "close": ["”"], "straight": ['"']},
    ... )
    >>> table = pl.DataFrame(
    ...     {"document": ["d"], "sentence": [0], "start": [10], "kind": ["body"],
    ...      "text": ["The “threat” was called “real”."]}
    ... )
    >>> scare_quotes(table, speech).rows()
    [('d', 0, 15, 21, 'threat')]
    """
    marks = speech.quotation_marks
    opens = "".join(map(re.escape, [*marks.open, *marks.straight])) + "‘'"
    closes = "".join(map(re.escape, [*marks.close, *marks.straight])) + "’'"
    verbs = "|".join(sorted(map(re.escape, speech.forms()), key=lambda form: (-len(form), form)))
    words = rf"[\w$€£%][^\s{opens}{closes}]*(?:\s+[^\s{opens}{closes}]+){{0,{speech.scare_words - 1}}}"
    phrase = re.compile(rf"(?<![\w’'])[{opens}]\s?({words})\s?[{closes}](?!\w)")
    before = re.compile(rf"\b(?:{verbs})[:,]?(?:\s+[\w’]+)?[:,]?\s*$", re.IGNORECASE)
    after = re.compile(
        rf"\s*(?:(?:{verbs})\b|(?:\w+\s+){{1,3}}?(?:{verbs})\b(?=\s*(?:[.,]|$)))", re.IGNORECASE
    )
    rows = []
    body = sentences.filter(pl.col("kind") == "body")
    for document, number, start, text in body.select(
        "document", "sentence", "start", "text"
    ).iter_rows():
        for match in phrase.finditer(text):
            inner = match.group(1)
            kept = inner.rstrip(".,;:!?…")
            ended = kept != inner or text[match.end() : match.end() + 1] == ","
            if (
                not kept
                or before.search(text[: match.start()])
                or (ended and after.match(text[match.end() :].lstrip(",")))
                or all(word[0].isupper() for word in kept.split())
            ):
                continue
            at = start + match.start(1)
            rows.append((document, number, at, at + len(kept), kept))
    return pl.DataFrame(rows, schema=_SCARE, orient="row").sort("document", "start")
