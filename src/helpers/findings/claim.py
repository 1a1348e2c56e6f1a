"""What a chapter claims: a finding beside the specifications that judge it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import NamedTuple

from helpers.findings.estimate import NO_ESTIMATE, Estimate
from helpers.findings.finding import Contrast, Correction, Evidence, Finding
from helpers.findings.languages import left_out, why_nothing
from helpers.findings.specifications import Specifications
from helpers.findings.superlative import Superlative
from helpers.findings.verdict import HALF, judge
from helpers.findings.wording import POINTS
from helpers.study.languages import Reading
from helpers.study.selection import Selection


class Answer(NamedTuple):
    """What a function finds out; attributes as in `helpers.findings.finding.Finding`."""

    title: str
    text: str
    estimate: Estimate
    unit: str
    specifications: Specifications | None
    limits: str = ""
    most: Superlative | None = None
    adjusted: Contrast | None = None
    corrected: Correction | None = None
    subjects: tuple[str, ...] = ()
    operands: tuple[float, float] | None = None
    evidence: Sequence[Evidence] = ()

    def in_points(self) -> "Answer":
        """Turn an answer in shares of 1 into percentage points, as the unit then says.

        Estimate, operands, specifications, contrast and correction are multiplied by 100.

        Examples
        --------
        >>> estimate = Estimate(0.1, 0.05, 0.15, 40)
        >>> answer = Answer("Which?", "This.", estimate, "named minus unnamed", None)
        >>> points = answer.in_points()
        >>> points.unit, points.estimate.value
        ('percentage points: named minus unnamed', 10.0)
        """
        return self._replace(
            estimate=self.estimate.times(100),
            unit=f"{POINTS}: {self.unit}",
            specifications=self.specifications and self.specifications.times(100),
            operands=self.operands and (100 * self.operands[0], 100 * self.operands[1]),
            adjusted=self.adjusted and self.adjusted.times(100),
            corrected=self.corrected and self.corrected.times(100),
        )


class Claim(NamedTuple):
    """A finding and all its specifications; None where it does not apply."""

    finding: Finding
    specifications: Specifications | None


UNDECIDED = "Most ways of counting give a different answer. As counted here:"
# The function that makes each finding, and the readings that it rests on, by the finding's id.
FUNCTIONS: dict[str, Callable[[Selection], Claim]] = {}
READS: dict[str, Sequence[Reading]] = {}


def makes(
    id: str, *, chapter: str, reads: Sequence[Reading] = ()
) -> Callable[[Callable[[Selection], Answer]], Callable[[Selection], Claim]]:
    """Let a function make the finding of an id: judge its answer, and register the function.

    The finding does not apply where one of the instruments that it `reads` by knows the language of
    no article; where some articles are left out for their language, its limits say so.

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
    >>> from types import SimpleNamespace
    >>> unanswered(SimpleNamespace(parameters=SimpleNamespace(confidence=0.95))).finding.verdict
    'does not apply'
    """

    def decorate(function: Callable[[Selection], Answer]) -> Callable[[Selection], Claim]:
        @wraps(function)
        def make(selection: Selection) -> Claim:
            answer = _heed_languages(selection, function(selection), reads)
            level = selection.parameters.confidence
            return Claim(_finding(id, chapter, answer, level=level), answer.specifications)

        other = FUNCTIONS.get(id)
        if other is not None and _place(other) != _place(function):
            raise ValueError(
                f"{_place(function)} makes {id!r}, which {_place(other)} makes already"
            )
        FUNCTIONS[id], READS[id] = make, reads
        return make

    return decorate


def _heed_languages(selection: Selection, answer: Answer, reads: Sequence[Reading]) -> Answer:
    if not reads:
        return answer
    reason = why_nothing(selection, reads)
    if reason:
        return inapplicable(title=answer.title, reason=reason)
    missing = left_out(selection, reads)
    if answer.estimate.value is None:
        return answer._replace(text=f"{answer.text} {missing}".strip())
    return answer._replace(limits=f"{answer.limits} {missing}".strip())


def _place(function: Callable[[Selection], object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _finding(id: str, chapter: str, answer: Answer, *, level: float) -> Finding:
    value, low, high, n, resampled = answer.estimate
    curve, most = answer.specifications, answer.most
    agreement = None
    if curve and value is not None:
        agreement = curve.share_first(most.candidate) if most else curve.share_of_sign(value)
    specifications = len(curve.values) if curve else 0
    verdict, reason = judge(
        value,
        low,
        high,
        level=level,
        agreement=agreement,
        specifications=specifications,
        most=most,
        adjusted=answer.adjusted,
        corrected=answer.corrected,
        resampled=resampled,
    )
    text = answer.text
    if agreement is not None and agreement < HALF:
        text = f"{UNDECIDED} {text}"
    return Finding(
        id=id,
        chapter=chapter,
        title=answer.title,
        text=text,
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
        specifications=specifications,
        chosen=most.resamples if most else None,
        adjusted=answer.adjusted,
        corrected=answer.corrected,
        resampled=resampled,
        reason=reason,
        evidence=tuple(answer.evidence),
    )


def inapplicable(*, title: str, reason: str) -> Answer:
    """Say why there is no answer here."""
    return Answer(title, reason, NO_ESTIMATE, unit="", specifications=None)
