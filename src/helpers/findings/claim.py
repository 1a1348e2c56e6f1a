"""What a chapter claims: a finding beside the specifications that judge it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import NamedTuple

from helpers.findings.estimate import Estimate
from helpers.findings.finding import Evidence, Finding, judge
from helpers.findings.specifications import Specifications
from helpers.study.selection import Selection


class Answer(NamedTuple):
    """What a function finds out; attributes as in `helpers.findings.finding.Finding`."""

    title: str
    text: str
    estimate: Estimate
    unit: str
    specifications: Specifications | None
    limits: str = ""
    evidence: Sequence[Evidence] = ()


class Claim(NamedTuple):
    """A finding and all its specifications; None where it does not apply."""

    finding: Finding
    specifications: Specifications | None


# The function that makes each finding, by the finding's id.
FUNCTIONS: dict[str, Callable[[Selection], Claim]] = {}


def makes(
    id: str, *, chapter: str
) -> Callable[[Callable[[Selection], Answer]], Callable[[Selection], Claim]]:
    """Let a function make the finding of an id: judge its answer, and register the function.

    Raises
    ------
    ValueError
        When another function makes that finding.

    Examples
    --------
    >>> @makes("terms-unanswered", chapter="terms")
    ... def unanswered(selection: Selection) -> Answer:
    ...     return inapplicable(title="How many?", reason="There are none.")
    >>> FUNCTIONS.pop("terms-unanswered") is unanswered
    True
    >>> unanswered(selection=None).finding.verdict
    'does not apply'
    """

    def decorate(function: Callable[[Selection], Answer]) -> Callable[[Selection], Claim]:
        @wraps(function)
        def make(selection: Selection) -> Claim:
            answer = function(selection)
            return Claim(_finding(id, chapter, answer), answer.specifications)

        other = FUNCTIONS.get(id)
        if other is not None and _place(other) != _place(function):
            raise ValueError(
                f"{_place(function)} makes {id!r}, which {_place(other)} makes already"
            )
        FUNCTIONS[id] = make
        return make

    return decorate


def _place(function: Callable[[Selection], object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _finding(id: str, chapter: str, answer: Answer) -> Finding:
    value, low, high, n = answer.estimate
    others = answer.specifications.values if answer.specifications else []
    verdict, agreement = judge(value, low, high, others)
    return Finding(
        id=id,
        chapter=chapter,
        title=answer.title,
        text=answer.text,
        limits=answer.limits,
        value=value,
        low=low,
        high=high,
        unit=answer.unit,
        n=n,
        verdict=verdict,
        agreement=agreement,
        specifications=len(others),
        evidence=tuple(answer.evidence),
    )


def inapplicable(*, title: str, reason: str) -> Answer:
    """Say why there is no answer here."""
    return Answer(title, reason, Estimate(None, None, None, 0), unit="", specifications=None)
