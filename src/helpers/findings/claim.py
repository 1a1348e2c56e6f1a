"""What a chapter claims: a finding beside the specifications that judge it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from helpers.findings.estimate import Estimate
from helpers.findings.finding import Evidence, Finding, judge
from helpers.findings.specifications import Specifications
from helpers.study.selection import Selection


class Claim(NamedTuple):
    """A finding and all its specifications; None where it does not apply."""

    finding: Finding
    specifications: Specifications | None


Function = Callable[[Selection], Claim]
# The function that makes each finding, by the finding's id.
FUNCTIONS: dict[str, Function] = {}


def makes(id: str) -> Callable[[Function], Function]:
    """Register a function as the one that makes the finding of an id.

    Examples
    --------
    >>> import helpers.findings.terms
    >>> FUNCTIONS["terms-most-frequent"].__name__
    'most_frequent'
    """

    def register(function: Function) -> Function:
        FUNCTIONS[id] = function
        return function

    return register


def claim(
    id: str,
    chapter: str,
    *,
    title: str,
    text: str,
    limits: str = "",
    estimate: Estimate,
    unit: str,
    specifications: Specifications | None,
    evidence: Sequence[Evidence] = (),
) -> Claim:
    """Make a finding and judge it by its specifications."""
    others = specifications.values if specifications else []
    verdict, agreement = judge(estimate.value, estimate.low, estimate.high, others)
    finding = Finding(
        id=id,
        chapter=chapter,
        title=title,
        text=text,
        limits=limits,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        unit=unit,
        n=estimate.n,
        verdict=verdict,
        agreement=agreement,
        specifications=len(others),
        evidence=tuple(evidence),
    )
    return Claim(finding, specifications)


def inapplicable(id: str, chapter: str, *, title: str, reason: str) -> Claim:
    """Make a finding that says why it has no answer here."""
    return claim(
        id,
        chapter,
        title=title,
        text=reason,
        estimate=Estimate(None, None, None, 0),
        unit="",
        specifications=None,
    )
