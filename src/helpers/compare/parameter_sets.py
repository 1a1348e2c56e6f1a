"""The findings of several parameter sets side by side, as text."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from helpers.compare.alignment import bare_unit
from helpers.compare.editions import changes_in_words, compare, operands_of
from helpers.corpus.problems import printable
from helpers.findings.finding import SILENT, Finding
from helpers.findings.sweep import Result
from helpers.findings.wording import estimate_as_text
from helpers.study.parameters import value_words

TURNED = "compared the other way round, sign turned"


class Line(NamedTuple):
    """A finding of one set.

    Attributes
    ----------
    values
        The values of the set's parameters.
    value, interval, verdict
        As a reader reads them; the interval is empty where there is none.
    notes
        How it differs from the first set, or why there is no answer.
    is_changed
        Whether answer, verdict or sign differ from the first set's.
    """

    values: tuple[str, ...]
    value: str
    interval: str
    verdict: str
    notes: tuple[str, ...]
    is_changed: bool


class Block(NamedTuple):
    """One finding of all sets.

    Attributes
    ----------
    id, title, unit
        As in `helpers.findings.finding.Finding`, by the first set that has an answer.
    text
        The answer of that set; empty where none has one.
    lines
        One for each set, in their order.
    """

    id: str
    title: str
    unit: str
    text: str
    lines: tuple[Line, ...]


def side_by_side(results: Iterable[Result]) -> list[Block]:
    """Hold each finding of every parameter set against that of the first.

    A value is that of the same subjects in the same order as in the first set that has one.
    """
    names: dict[tuple[str, ...], str] = {}
    findings: dict[str, list[Finding]] = {}
    values: dict[str, tuple[str, ...]] = {}
    for parameter_set, finding in results:
        own = tuple(parameter_set.values.values())
        name = names.setdefault(own, str(len(names)))
        findings.setdefault(name, []).append(finding)
        values[name] = tuple(printable(value_words(value)) for value in own)
    blocks = []
    for _, part in compare(findings).group_by("finding", maintain_order=True):
        rows = part.rows(named=True)
        base = next((row for row in rows if row["value"] is not None), None)
        lead = base or rows[0] | {"text": ""}
        blocks.append(
            Block(
                id=lead["finding"],
                title=printable(lead["title"]),
                unit=printable(lead["unit"]),
                text=printable(lead["text"]),
                lines=tuple(_line(row, base, values[row["edition"]]) for row in rows),
            )
        )
    return blocks


def _line(row: Mapping[str, Any], base: Mapping[str, Any] | None, values: tuple[str, ...]) -> Line:
    unit = row["unit"]
    value, low, high = estimate_as_text(
        row["value"], row["low"], row["high"], unit=unit, operands=operands_of(row)
    )
    changes = changes_in_words(row, base, first="the first set")
    notes = list(changes)
    if row["alignment"] == "turned":
        notes.append(TURNED)
    if base is not None and row["value"] is not None and bare_unit(unit) != bare_unit(base["unit"]):
        notes.append(f"in another unit: {unit}")
    if row["verdict"] == SILENT:
        notes.append(row["text"])
    return Line(
        values,
        value,
        f"[{low}, {high}]" if low else "",
        row["verdict"],
        tuple(map(printable, notes)),
        bool(changes) or (row["silenced"] and row["verdict"] == SILENT),
    )
