"""Find quotations in texts whose quotation marks are not always in order."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.corpus.voices.speech import Speech, verb_pattern

_ENDS = frozenset(",.!?:;…")
# A quotation in single marks, which may be apostrophes, has no more sentences than this.
_LONGEST_SINGLE = 5


class Line(NamedTuple):
    """A sentence and its place in the document."""

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
    side: str  # open, close, or either: a straight mark between blank and word
    straight: bool
    after_end: bool
    first: bool


class QuotationFinder:
    """Finds quotations; one finder serves many documents.

    Examples
    --------
    >>> finder = QuotationFinder(Speech(verbs={}, quotation_marks={"open": ["“"], "close": ["”"]}))
    >>> finder.find([Line("“It snows,", 0, 0, False), Line("it snows, ”he said.", 20, 1, False)])
    [Quotation(start=0, end=31)]
    """

    def __init__(self, speech: Speech) -> None:
        marks = speech.quotation_marks
        self._open, self._close = frozenset(marks.open), frozenset(marks.close)
        self._longest = speech.longest_quotation
        every = "".join(re.escape(mark) for mark in (*marks.open, *marks.close, *marks.straight))
        self._marks = re.compile(f"[{every}]" if every else "(?!)")
        # Between single marks nothing but words, their apostrophes among them.
        self._single = re.compile(
            r"(?<![\w’'])[‘'](?=\w)(?:[^‘'’\n]|(?<=\w)['’](?=\w))+?['’](?!\w)"
        )
        self._single_opens = re.compile(r"(?:^|(?<=[:,]\s))[‘'](?=[A-Z\[])")
        self._single_closes = re.compile(r"[.,!?…]['’](?!\w)")
        verbs = verb_pattern(speech) or "(?!)"
        # Up to six words without a comma before the verb: "... ,” the expert said".
        self._attribution = re.compile(
            rf"[\s–—-]*(?:[\w.’'-]+\s+){{0,6}}?(?:{verbs})\b", re.IGNORECASE
        )
        # ", Putin said." or ", said the head of the White House." at the end of a sentence
        self._tail = re.compile(
            rf",\s*(?=(?:[\w’'-]+\s+){{1,6}}?(?:{verbs})[.\s]*$"
            rf"|(?:{verbs})\s+(?:[\w’'-]+\s+){{0,7}}[\w’'-]+[.\s]*$)"
        )

    def find(self, lines: Sequence[Line]) -> list[Quotation]:
        """Return the outermost quotations of a document, in order and without overlap.

        A quotation ends at its closing mark, even paragraphs later; at an opening mark that begins
        a sentence of another paragraph (the convention for quotations of several paragraphs); or,
        where no mark closes it, before a final reporting clause (", Putin said.") or at the end of
        its paragraph (of its sentence, where the paragraph is long). A closing mark without an
        opening one closes a quotation that begins with the sentence. A quotation inside another is
        part of it.
        """
        marks = [
            mark for number, line in enumerate(lines) for mark in self._find_marks(number, line)
        ]
        quotations: list[Quotation] = []
        position = 0
        while position < len(marks):
            mark = marks[position]
            line = lines[mark.line]
            if mark.side != "close" or self._is_displaced(lines, marks, position):
                start = line.start + mark.at
                end, position = self._end(lines, marks, position)
            else:
                start, end = line.start, line.start + mark.at + 1
                position += 1
            start = max(start, quotations[-1].end) if quotations else start
            if end > start:
                quotations.append(Quotation(start, end))
        return self._with_single(lines, quotations)

    def _find_marks(self, number: int, line: Line) -> list[_Mark]:
        if line.heading:
            return []
        marks = []
        for match in self._marks.finditer(line.text):
            at, character = match.start(), match.group()
            before, after = line.text[:at], line.text[at + 1 :]
            words_before = before.rstrip()
            straight = character not in self._open and character not in self._close
            if not straight:
                side = "open" if character in self._open else "close"
            elif not words_before or before[-1] in "([—–":
                side = "open"
            elif not after.strip() or before[-1] != " " or after[0].isspace():
                side = "close"
            else:
                side = "either" if words_before[-1] in _ENDS else "open"
            marks.append(
                _Mark(number, at, side, straight, words_before[-1:] in _ENDS, not words_before)
            )
        return marks

    def _is_displaced(self, lines: Sequence[Line], marks: Sequence[_Mark], position: int) -> bool:
        """Return whether a straight mark opens a quotation although it follows a word directly.

        It does at the end of a sentence where the next mark of the paragraph closes something:
        two marks cannot both close. Texts from web pages often lost the blank before the mark.
        """
        mark = marks[position]
        text = lines[mark.line].text
        if not mark.straight or position + 1 >= len(marks):
            return False
        if text[: mark.at].rstrip()[-1:] not in _ENDS - {",", ";"}:
            return False
        if self._attribution.match(text[mark.at + 1 :]):
            return False
        following = marks[position + 1]
        near = lines[mark.line].paragraph == lines[following.line].paragraph
        return near and following.side == "close" and following.straight

    def _end(self, lines: Sequence[Line], marks: Sequence[_Mark], position: int) -> tuple[int, int]:
        """Return where the quotation that a mark opens ends, and the number of the mark after."""
        opening = marks[position]
        limit = self._limit(lines, opening.line)
        paragraph = lines[opening.line].paragraph
        position += 1
        while position < len(marks) and marks[position].line < limit:
            mark = marks[position]
            line = lines[mark.line]
            is_paired = _is_paired(marks, position)
            if (
                mark.side == "open"
                and mark.first
                and (line.paragraph != paragraph or not is_paired)
            ):
                break
            if mark.side == "close" or (mark.side == "either" and not is_paired):
                return line.start + mark.at + 1, position + 1
            position += 1
            if not is_paired:
                continue
            closing = marks[position]
            position += 1
            # The mark inside closes both: `... is the "red line," Putin said.`
            last = position >= len(marks) or marks[position].line != closing.line
            if closing.after_end and last and self._attribution.match(line.text[closing.at + 1 :]):
                return line.start + closing.at + 1, position
        stop = marks[position].line if position < len(marks) else len(lines)
        return self._end_of_unclosed(lines, opening, min(stop, limit)), position

    def _limit(self, lines: Sequence[Line], first: int) -> int:
        """Return the number of the first line that a quotation from line `first` cannot reach."""
        paragraphs = 0
        for number in range(first + 1, len(lines)):
            paragraphs += lines[number].paragraph != lines[number - 1].paragraph
            if lines[number].heading or paragraphs > self._longest:
                return number
        return len(lines)

    def _end_of_unclosed(self, lines: Sequence[Line], opening: _Mark, stop: int) -> int:
        first = lines[opening.line]
        end = sentence_end = first.start + len(first.text)
        stop = max(min(stop, opening.line + self._longest), opening.line + 1)
        for number in range(opening.line, stop):
            line = lines[number]
            tail = self._tail.search(line.text, opening.at if number == opening.line else 0)
            if tail:
                return line.start + tail.start() + 1
            if line.paragraph == first.paragraph:
                end = line.start + len(line.text)
        # A paragraph that long is a text without paragraphs: its end says nothing.
        long = stop < len(lines) and lines[stop].paragraph == first.paragraph
        return sentence_end if long else end

    def _with_single(self, lines: Sequence[Line], quotations: list[Quotation]) -> list[Quotation]:
        """Add quotations in single marks.

        They close within their sentence, at the end of a later one of the paragraph, or nowhere:
        then the quotation goes on in the next paragraph.
        """
        more: list[Quotation] = []
        for number, line in enumerate(lines):
            if line.heading or ("'" not in line.text and "‘" not in line.text):
                continue
            spans = [match.span() for match in self._single.finditer(line.text)]
            parts = [Quotation(line.start + first, line.start + last) for first, last in spans]
            closed = spans[-1][1] if spans else 0
            opening = self._single_opens.search(line.text, closed)
            if opening is not None:
                end = self._end_of_single(lines, number)
                parts.append(Quotation(line.start + opening.start(), end))
            for part in parts:
                if not any(
                    old.start < part.end and part.start < old.end for old in quotations + more
                ):
                    more.append(part)
        return sorted(quotations + more)

    def _end_of_single(self, lines: Sequence[Line], first: int) -> int:
        """Return where a quotation ends that a single mark opens in line `first`."""
        for line in lines[first + 1 : first + _LONGEST_SINGLE]:
            if line.paragraph != lines[first].paragraph:
                break
            closing = self._single_closes.search(line.text)
            again = self._single_opens.search(line.text)
            if again is not None and (closing is None or again.start() < closing.start()):
                break
            if closing is not None:
                return line.start + closing.end()
        return lines[first].start + len(lines[first].text)


def _is_paired(marks: Sequence[_Mark], position: int) -> bool:
    """Return whether the next mark closes this one within the sentence."""
    if position + 1 >= len(marks):
        return False
    mark, following = marks[position], marks[position + 1]
    return following.line == mark.line and following.side == "close"
