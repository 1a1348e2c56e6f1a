"""What a chapter claims: a finding beside the specifications that judge it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import NamedTuple

from helpers.findings.estimate import Estimate
from helpers.findings.finding import Evidence, Finding, judge
from helpers.findings.specifications import Specifications
from helpers.findings.wording import PER_CENT, POINTS
from helpers.study.selection import Selection


class Answer(NamedTuple):
    """What a function finds out; attributes as in `helpers.findings.finding.Finding`."""

    title: str
    text: str
    estimate: Estimate
    unit: str
    specifications: Specifications | None
    limits: str = ""
    subjects: tuple[str, ...] = ()
    operands: tuple[float, float] | None = None
    evidence: Sequence[Evidence] = ()

    def in_points(self) -> "Answer":
        """Turn an answer in shares of 1 into percentage points, as the unit then says.

        Estimate, operands and specifications are multiplied by 100.

        Examples
        --------
        >>> estimate = Estimate(0.1, 0.05, 0.15, 40)
        >>> answer = Answer("Which?", "This.", estimate, "named minus unnamed", None)
        >>> points = answer.in_points()
        >>> points.unit, points.estimate
        ('percentage points: named minus unnamed', Estimate(value=10.0, low=5.0, high=15.0, n=40))
        """
        return self._times_100(f"{POINTS}: {self.unit}")

    def in_per_cent(self) -> "Answer":
        """Turn an answer that is a share of 1 into per cent of what its unit says."""
        return self._times_100(f"{PER_CENT} {self.unit}")

    def _times_100(self, unit: str) -> "Answer":
        return self._replace(
            estimate=self.estimate.times(100),
            unit=unit,
            specifications=self.specifications and self.specifications.times(100),
            operands=self.operands and (100 * self.operands[0], 100 * self.operands[1]),
        )


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

        FUNCTIONS[id] = make
        return make

    return decorate


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
        subjects=answer.subjects,
        value=value,
        low=low,
        high=high,
        unit=answer.unit,
        operands=answer.operands,
        n=n,
        verdict=verdict,
        agreement=agreement,
        specifications=len(others),
        evidence=tuple(answer.evidence),
    )


def inapplicable(*, title: str, reason: str) -> Answer:
    """Say why there is no answer here."""
    return Answer(title, reason, Estimate(None, None, None, 0), unit="", specifications=None)
