"""Find the questions and answers of a printed interview, paragraph by paragraph."""

import re
from typing import Literal

from helpers.corpus.voices.speech import Speech

Turn = Literal["question", "answer"]


class Turns:
    """Recognises the marks of an interview at the start of a paragraph.

    Examples
    --------
    >>> from helpers.corpus.voices.speech import Interview, Marks
    >>> turns = Turns(Speech(verbs={}, interview=Interview(
    ...     question_tags=["Q"], dashes=["–"]), quotation_marks=Marks(open=["“"], close=["”"])))
    >>> [turns.opens(text) for text in ("“SP”: – Why?", "Q: Why?", "– Because.", "So it is.")]
    ['question', 'question', 'answer', None]
    """

    def __init__(self, speech: Speech) -> None:
        interview = speech.interview
        dashes = "".join(map(re.escape, interview.dashes)) or r"(?!)"
        marks = speech.quotation_marks
        quotes = "".join(map(re.escape, [*marks.open, *marks.close, *marks.straight])) + "'‘’"
        question = "|".join(map(re.escape, interview.question_tags)) or "(?!)"
        answer = "|".join(map(re.escape, interview.answer_tags)) or "(?!)"
        dash = f"[{dashes}]" if interview.dashes else "(?!)"
        # The outlet's tag before colon and dash. Without the dash, which a quoted title and a
        # headline ("NASA: Ice melts") have not, capitals in quotation marks or before a question.
        self._question = re.compile(
            rf"\s*(?:[{quotes}][\w. ]{{1,20}}[{quotes}]\s*:\s*{dash}"
            rf"|[{quotes}][A-ZÀ-Þ]{{2,6}}[{quotes}]\s*:\s"
            rf"|[A-ZÀ-Þ]{{2,6}}\s*:\s*(?:{dash}|.*\?\s*$)"
            rf"|(?:{question})\s*:\s)"
        )
        self._answer = re.compile(rf"\s*(?:{dash}\s*(?=[\w“\"«(])|(?:{answer})\s*:\s)")

    def tag(self, paragraph: str) -> str:
        """Return what stands before the colon of a turn; empty without such a tag.

        Examples
        --------
        >>> from helpers.corpus.voices.speech import Interview
        >>> turns = Turns(Speech(verbs={}, interview=Interview(question_tags=["Q"])))
        >>> turns.tag("Q: Why?"), turns.tag("RT: Who said: never?"), turns.tag("So it is: bad.")
        ('Q', 'RT', '')
        """
        match = self._question.match(paragraph) or self._answer.match(paragraph)
        return match[0].partition(":")[0] if match and ":" in match[0] else ""

    def opens(self, paragraph: str) -> Turn | None:
        """Return the turn that a paragraph opens, None where it has no mark of one."""
        if self._question.match(paragraph):
            return "question"
        return "answer" if self._answer.match(paragraph) else None
