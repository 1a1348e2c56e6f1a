"""The findings of several editions side by side, and what differs between the editions."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from helpers.compare.alignment import align, has_same_unit, other_answer, turn
from helpers.findings.finding import SILENT, Finding
from helpers.study.parameters import value_words

FIELDS = (
    "text",
    "unit",
    "n",
    "verdict",
    "agreement",
    "specifications",
)
OPERANDS = ("minuend", "subtrahend")
SEPARATOR = "; "
CHANGES = ("verdict_changed", "sign_changed", "silenced", "other_answer")
SCHEMA: dict[str, Any] = {
    "chapter": pl.String,
    "finding": pl.String,
    "title": pl.String,
    "edition": pl.String,
    "text": pl.String,
    "subjects": pl.String,
    "alignment": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "minuend": pl.Float64,
    "subtrahend": pl.Float64,
    "n": pl.Int64,
    "verdict": pl.String,
    "agreement": pl.Float64,
    "specifications": pl.Int64,
    "verdict_first": pl.String,
    "verdict_changed": pl.Boolean,
    "silenced": pl.Boolean,
    "sign_changed": pl.Boolean,
    "other_answer": pl.Boolean,
    "same_unit": pl.Boolean,
}


def compare(editions: Mapping[str, Sequence[Finding]]) -> pl.DataFrame:
    """Compare the findings of editions with those of the first.

    Parameters
    ----------
    editions
        Findings by the name of their edition; the first edition is the one compared with.

    Returns
    -------
    DataFrame
        One row for each finding and edition, findings in the order in which they first occur and
        editions in the order given: chapter, finding, title, edition, text, subjects (keys with ;
        between them), alignment with the first edition that has a value (same; turned: the same
        subjects in the other order, and the numbers are given with their signs turned; another
        answer: not to be compared), value, low, high, unit, minuend and subtrahend (whose
        difference the value is, where it is one), n, verdict (missing where the edition lacks the
        finding), agreement, specifications, verdict_first, verdict_changed (both have an answer
        and judge it differently), silenced (one of the two has an answer, the other none),
        sign_changed (of the same subjects), other_answer, same_unit (so that the values may be
        compared; what a unit says in brackets is passed over; missing where one is).

    Examples
    --------
    >>> bare = {"id": "a", "chapter": "tone", "title": "?", "unit": "", "n": 9, "text": "So."}
    >>> more = {"low": None, "high": None, "agreement": 1.0, "specifications": 2}
    >>> one = Finding(**bare, **more, value=-0.2, verdict="supported")
    >>> two = Finding(**bare, **more, value=0.1, verdict="fragile")
    >>> compare({"all": [one], "some": [two]}).select(
    ...     "edition", "verdict_changed", "sign_changed"
    ... ).rows()
    [('all', False, False), ('some', True, True)]
    """
    every: dict[str, Finding] = {}
    for findings in editions.values():
        for finding in findings:
            every.setdefault(finding.id, finding)
    by_id = {name: {f.id: f for f in findings} for name, findings in editions.items()}
    # Findings that only a later edition has come with their chapter, not at the end.
    chapters = list(dict.fromkeys(finding.chapter for finding in every.values()))
    order = sorted(every.values(), key=lambda finding: chapters.index(finding.chapter))
    rows = []
    for finding in order:
        own = {name: each.get(finding.id) for name, each in by_id.items()}
        with_value = (each for each in own.values() if each and each.value is not None)
        base, first = next(with_value, None), next(iter(own.values()))
        rows += [_row(finding, name, each, first, base) for name, each in own.items()]
    return pl.DataFrame(rows, schema=SCHEMA)


def _row(
    finding: Finding,
    edition: str,
    own: Finding | None,
    first: Finding | None,
    base: Finding | None,
) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(SCHEMA)
    row |= {"chapter": finding.chapter, "finding": finding.id}
    row |= {"title": finding.title, "edition": edition}
    changes: dict[str, bool] = dict.fromkeys(CHANGES, False)
    if first is not None:
        row["verdict_first"] = first.verdict
    if own is not None:
        row |= own.model_dump(include=set(FIELDS)) | {"title": own.title}
    if own is not None and own.value is not None and base is not None:
        row["alignment"] = align(own, base)
        changes["other_answer"] = row["alignment"] == "another answer"
        own = turn(own) if row["alignment"] == "turned" else own
        row |= own.model_dump(include={"value", "low", "high"})
        row |= dict(zip(OPERANDS, own.operands or (None, None), strict=True))
        row["subjects"] = SEPARATOR.join(own.subjects or ())
    if own is not None and first is not None:
        both_answer = SILENT not in (own.verdict, first.verdict)
        changes |= {
            "verdict_changed": both_answer and own.verdict != first.verdict,
            "silenced": not both_answer and own.verdict != first.verdict,
            "sign_changed": both_answer
            and not changes["other_answer"]
            and (own.value or 0) * (first.value or 0) < 0,
        }
        row["same_unit"] = has_same_unit(own, first)
    return row | changes


def operands_of(row: Mapping[str, Any]) -> tuple[float, float] | None:
    """Give the two numbers whose difference the value of a row is; None where it is none."""
    minuend, subtrahend = (row[name] for name in OPERANDS)
    return None if minuend is None or subtrahend is None else (minuend, subtrahend)


def changes_in_words(
    row: Mapping[str, Any], base: Mapping[str, Any] | None, *, first: str
) -> list[str]:
    """Say in which respects a finding is not what it is in the first edition.

    Parameters
    ----------
    row, base
        Rows of `compare`: of the edition, and of the first that has a value for the finding.
    first
        What to call the first edition.
    """
    changes = []
    if row["other_answer"]:
        assert base is not None
        keys = [tuple(each["subjects"].split(SEPARATOR)) for each in (row, base)]
        changes.append(other_answer(*keys))
    if row["verdict_changed"]:
        changes.append(f"verdict changes: {row['verdict_first']} → {row['verdict']}")
    if row["sign_changed"]:
        changes.append("sign changes")
    if row["silenced"] and row["verdict"] != SILENT:
        changes.append(f"no answer in {first}")
    return changes


def tally(table: pl.DataFrame) -> dict[str, int]:
    """Count the findings, and those that change in at least one edition.

    Returns
    -------
    dict
        findings, verdict_changed, sign_changed, silenced, other_answer.
    """
    each = table.group_by("finding").agg(pl.col(name).any() for name in CHANGES)
    return {"findings": each.height} | {name: int(each[name].sum()) for name in CHANGES}


def parameter_differences(editions: Mapping[str, Mapping[str, Any]]) -> pl.DataFrame:
    """Tabulate the parameters that are not the same in all editions.

    Returns
    -------
    DataFrame
        parameter, and a column for each edition with its value as text.

    Examples
    --------
    >>> chosen = {"all": {"top_n": 5, "outlets": []}, "one": {"top_n": 5, "outlets": ["RT"]}}
    >>> parameter_differences(chosen).rows()
    [('outlets', '(none named)', 'RT')]
    """
    names = sorted({name for values in editions.values() for name in values})
    rows = [
        {"parameter": name} | {edition: value_words(v.get(name)) for edition, v in editions.items()}
        for name in names
    ]
    schema = dict.fromkeys(["parameter", *editions], pl.String)
    return pl.DataFrame(
        [row for row in rows if len({v for k, v in row.items() if k != "parameter"}) > 1],
        schema=schema,
    )
