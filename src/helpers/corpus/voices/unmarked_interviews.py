"""Find the questions of an interview that is printed without marks."""

import re
from collections.abc import Sequence
from itertools import groupby

from helpers.corpus.voices.quotations import Line
from helpers.corpus.voices.speech import Speech

# An interview has at least so many questions, each no longer than so many words.
_QUESTIONS = 3
_LONGEST = 60
# At least this share of the answers is in the first person.
_PERSONAL = 0.6
_ENDS_AS_QUESTION = re.compile(r"\?[\s*_]*(?:</\w+>)?[\s*_]*$")


class UnmarkedInterviews:
    """Recognises interviews by their questions, which are paragraphs of their own.

    Examples
    --------
    >>> speech = Speech(verbs={}, interview={"first_person": ["I", "my"]})
    >>> texts = ["Why?", "I ran.", "And then?", "I fell.", "Did it hurt?", "My knee did."]
    >>> lines = [Line(text, 20 * n, n, False) for n, text in enumerate(texts)]
    >>> sorted(UnmarkedInterviews(speech).questions(lines))
    [0, 2, 4]
    """

    def __init__(self, speech: Speech) -> None:
        words = "|".join(map(re.escape, speech.interview.first_person)) or "(?!)"
        self._first_person = re.compile(rf"\b(?:{words})\b")
        marks = speech.quotation_marks
        self._quoted = frozenset([*marks.open, *marks.straight])

    def questions(self, lines: Sequence[Line]) -> frozenset[int]:
        """Return the paragraphs that are questions; none where the text is no interview.

        Every question has an answer of other paragraphs, most answers speak in the first person,
        and they are not in quotation marks.
        """
        if sum(line.text.rstrip(" *_").endswith(("?", ">")) for line in lines) < _QUESTIONS:
            return frozenset()
        paragraphs = [
            (number, " ".join(line.text for line in part))
            for number, part in groupby(
                (line for line in lines if not line.heading), key=lambda line: line.paragraph
            )
        ]
        asked = [position for position, (_, text) in enumerate(paragraphs) if self._asks(text)]
        if len(asked) < _QUESTIONS:
            return frozenset()
        answers = [
            " ".join(text for _, text in paragraphs[position + 1 : following])
            for position, following in zip(asked, [*asked[1:], len(paragraphs)], strict=True)
        ]
        answered = [answer for answer in answers if answer]
        personal = sum(self._is_personal(answer) for answer in answered)
        if len(answered) < _QUESTIONS or personal < _PERSONAL * len(asked):
            return frozenset()
        return frozenset(paragraphs[position][0] for position in asked)

    def _asks(self, paragraph: str) -> bool:
        return (
            _ENDS_AS_QUESTION.search(paragraph) is not None
            and len(paragraph.split()) <= _LONGEST
            and not self._quoted.intersection(paragraph[:1])
        )

    def _is_personal(self, answer: str) -> bool:
        return answer[0] not in self._quoted and self._first_person.search(answer) is not None
