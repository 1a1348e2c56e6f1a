"""What differs between the findings of two builds, and what they were made from."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from helpers.compare.alignment import Alignment, align, has_same_unit, turn
from helpers.findings.finding import SILENT, Finding
from helpers.study.parameters import value_words

Kind = Literal["appeared", "vanished", "answer", "verdict", "value", "unit", "text"]
KINDS: dict[Kind, str] = {
    "appeared": "appeared",
    "vanished": "vanished",
    "answer": "another answer",
    "verdict": "changed verdict",
    "value": "changed value beyond the interval",
    "unit": "changed unit",
    "text": "changed text only",
}
CRITERION = (
    "A value counts as changed if the new one lies outside the old interval or the old one outside "
    "the new; without intervals, if the two differ. Values are compared only if subjects and unit "
    "are the same; if the first and second subject have swapped places, the new value is shown "
    "with its sign turned."
)
# Sums in another order differ in the last digits.
SAME = 1e-9


class Difference(BaseModel):
    """One finding that is not the same in both builds.

    Attributes
    ----------
    finding
        Its id.
    kinds
        In which respects it differs; "text" only where nothing else does.
    alignment
        Whether both are about the same subjects (see `helpers.compare.alignment.align`); None
        where one build lacks it.
    old, new
        The finding in each build; None where it lacks it.
    """

    model_config = ConfigDict(frozen=True)

    finding: str
    kinds: tuple[Kind, ...]
    alignment: Alignment | None
    old: Finding | None
    new: Finding | None

    @property
    def either(self) -> Finding:
        """The new finding, or the old one where it vanished."""
        finding = self.new or self.old
        assert finding is not None
        return finding

    @property
    def aligned(self) -> Finding | None:
        """The new finding, with its numbers for the subjects in the order of the old one."""
        return turn(self.new) if self.new and self.alignment == "turned" else self.new


class Cause(BaseModel):
    """An input of two builds that differs; None where one lacks it."""

    model_config = ConfigDict(frozen=True)

    part: str
    name: str
    old: str | None
    new: str | None


def differences(old: Iterable[Finding], new: Iterable[Finding]) -> list[Difference]:
    """List the findings that differ, in the order of the new build, vanished ones last.

    A value changes beyond its interval where the new one lies outside the old interval or the old
    one outside the new; without intervals, where the two differ. A value that moves within both
    intervals is no difference of its own: it shows as changed text, if it shows at all. Values on
    other subjects or in another unit are not compared.

    Examples
    --------
    >>> bare = {"id": "a", "chapter": "tone", "title": "?", "unit": "", "n": 9, "text": "So."}
    >>> more = {"verdict": "supported", "agreement": 1.0, "specifications": 2}
    >>> one = Finding(**bare, **more, value=0.2, low=0.1, high=0.3)
    >>> two = Finding(**bare, **more, value=0.4, low=0.3, high=0.5)
    >>> [found.kinds for found in differences([one], [two])]
    [('value',)]
    >>> differences([one], [one])
    []
    """
    before = {finding.id: finding for finding in old}
    after = {finding.id: finding for finding in new}
    changes = []
    for name in [*after, *(name for name in before if name not in after)]:
        one, other = before.get(name), after.get(name)
        kinds = _kinds(one, other)
        if kinds:
            alignment = align(other, one) if one and other else None
            changes.append(
                Difference(finding=name, kinds=kinds, alignment=alignment, old=one, new=other)
            )
    return changes


def _kinds(old: Finding | None, new: Finding | None) -> tuple[Kind, ...]:
    if old is None or new is None:
        return ("appeared",) if old is None else ("vanished",)
    kinds: list[Kind] = []
    alignment = align(new, old)
    if alignment == "another answer":
        kinds.append("answer")
    if old.verdict != new.verdict:
        kinds.append("verdict")
    if not has_same_unit(old, new) and SILENT not in (old.verdict, new.verdict):
        kinds.append("unit")
    elif alignment != "another answer" and is_beyond(
        old, turn(new) if alignment == "turned" else new
    ):
        kinds.append("value")
    texts = [finding.model_dump(include=TEXTS) for finding in (old, new)]
    if not kinds and texts[0] != texts[1]:
        kinds.append("text")
    return tuple(kinds)


TEXTS = {"title", "text", "limits", "unit", "subjects"}


def is_beyond(old: Finding, new: Finding) -> bool:
    """Whether a value has changed beyond its interval (see `differences`).

    A value that came or went has changed its verdict.
    """
    if old.value is None or new.value is None or abs(old.value - new.value) <= SAME:
        return False
    within = [
        finding.low <= other <= finding.high
        for finding, other in ((old, new.value), (new, old.value))
        if finding.low is not None and finding.high is not None
    ]
    return not within or not all(within)


def causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Cause]:
    """List what differs between two manifests.

    Examples
    --------
    >>> causes({"parameters": {"seed": 1}}, {"parameters": {"seed": 2}})
    [Cause(part='parameter', name='seed', old='1', new='2')]
    """
    changes = []
    for key, part in (
        ("parameters", "parameter"),
        ("inputs", "input"),
        ("code", "module"),
        ("versions", "version"),
    ):
        before, after = old.get(key) or {}, new.get(key) or {}
        for name in sorted({*before, *after}):
            pair = [
                value_words(values[name]) if name in values else None for values in (before, after)
            ]
            if pair[0] != pair[1]:
                changes.append(Cause(part=part, name=name, old=pair[0], new=pair[1]))
    return changes


def count_by_kind(changes: Iterable[Difference]) -> dict[Kind, int]:
    """Count the differences of each kind; kinds without any are left out."""
    kinds = [kind for difference in changes for kind in difference.kinds]
    return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}
