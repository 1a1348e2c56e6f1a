"""Whether two findings of one question are about the same, so that their values may be compared."""

from typing import Literal

from helpers.findings.finding import Contrast, Correction, Finding
from helpers.findings.wording import listing

Alignment = Literal["same", "turned", "another answer"]


def align(finding: Finding, other: Finding) -> Alignment:
    """Tell whether a finding's subjects are those of another, by their keys.

    Returns
    -------
    str
        *same*; *turned* where first and second have changed places, so that the values have
        opposite signs; *another answer* where others are compared. Findings without subjects
        (nothing is compared, or it is not known what) are taken for the same.

    Examples
    --------
    >>> bare = {"id": "a", "chapter": "tone", "title": "?", "unit": "", "n": 9, "text": "So."}
    >>> more = {"value": 1, "low": 0, "high": 2, "agreement": 1.0, "specifications": 2}
    >>> one, two, three, old = (
    ...     Finding(**bare, **more, verdict="fragile", subjects=subjects)
    ...     for subjects in (("RT", "SP"), ("SP", "RT"), ("RT", "TASS"), None)
    ... )
    >>> [align(each, one) for each in (one, two, three, old)]
    ['same', 'turned', 'another answer', 'same']
    """
    here, there = finding.subjects, other.subjects
    if not here or not there or here == there:
        return "same"
    first, second, rest = here[:1], here[1:2], here[2:]
    return "turned" if second + first + rest == there else "another answer"


def turn(finding: Finding) -> Finding:
    """Give the finding's numbers for its first and second subject in the other order.

    The text stays: it is the sentence of the book.

    Examples
    --------
    >>> bare = {"id": "a", "chapter": "tone", "title": "?", "unit": "", "n": 9, "text": "So."}
    >>> more = {"verdict": "fragile", "agreement": 1.0, "specifications": 2}
    >>> finding = Finding(**bare, **more, value=1, low=-1, high=3, subjects=("a", "b", "c"))
    >>> turned = turn(finding)
    >>> turned.subjects, turned.value, turned.low, turned.high
    (('b', 'a', 'c'), -1.0, -3.0, 1.0)
    """
    adjusted, corrected = finding.adjusted, finding.corrected
    subjects, operands = finding.subjects, finding.operands
    return finding.model_copy(
        update={
            "subjects": subjects and (*subjects[1::-1], *subjects[2:]),
            "operands": operands and operands[::-1],
            "adjusted": adjusted and adjusted.model_copy(update=_turn_numbers(adjusted)),
            "corrected": corrected and corrected.model_copy(update=_turn_numbers(corrected)),
            **_turn_numbers(finding),
        }
    )


def _turn_numbers(difference: Finding | Contrast | Correction) -> dict[str, float | None]:
    ends = {"value": difference.value, "low": difference.high, "high": difference.low}
    return {name: None if end is None else 0.0 - end for name, end in ends.items()}


def other_answer(own: tuple[str, ...], first: tuple[str, ...]) -> str:
    """Say which subjects are compared, and which instead.

    Examples
    --------
    >>> other_answer(("RT", "TASS"), ("RT", "SP"))
    'another answer: RT and TASS, not RT and SP'
    """
    return f"another answer: {listing(own)}, not {listing(first)}"


def has_same_unit(finding: Finding, other: Finding) -> bool:
    """Tell whether two values have one unit; what a unit says in brackets is passed over."""
    return bare_unit(finding.unit) == bare_unit(other.unit)


def bare_unit(unit: str) -> str:
    """Leave out what a unit says in brackets.

    Examples
    --------
    >>> bare_unit("share (of 9)")
    'share'
    """
    return unit.split(" (", maxsplit=1)[0]
