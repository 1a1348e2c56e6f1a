"""Differences between two builds as text, as JSON, and as Markdown for a pull request."""

import json
from collections.abc import Sequence
from typing import Literal

from helpers.compare.alignment import other_answer
from helpers.compare.differences import CRITERION, KINDS, Cause, Difference, count_by_kind
from helpers.findings.finding import Finding
from helpers.findings.wording import count, listing, number

Format = Literal["text", "json", "markdown"]
# By this a workflow finds the comment that it wrote before.
MARKER = "<!-- report-diff -->"
# What Markdown or HTML would take for its own.
SIGNS = frozenset("\\`*_[]<>&|#~@!$")
# Mentions and references are looked for in what Markdown has become, where a sign is a sign however
# it was written; a space without width behind it keeps it from being one.
APART = "&#8203;"
HASH, SHOWN = 64, 12


def write(
    changes: Sequence[Difference], why: Sequence[Cause], *, names: tuple[str, str], form: Format
) -> str:
    """Write what differs between two builds.

    Parameters
    ----------
    changes, why
        As the functions of `helpers.compare.differences` return them.
    names
        What to call the old and the new build.
    form
        How to write it.
    """
    if form == "json":
        return _json(changes, why, names)
    return _markdown(changes, why, names) if form == "markdown" else _text(changes, why, names)


def headline(changes: Sequence[Difference], names: tuple[str, str]) -> str:
    """Say in one sentence how many findings differ and how.

    Examples
    --------
    >>> headline([], ("main", "HEAD"))
    'No finding differs between main and HEAD.'
    """
    between = f"between {names[0]} and {names[1]}"
    if not changes:
        return f"No finding differs {between}."
    kinds = listing([f"{number(n, 0)} {KINDS[kind]}" for kind, n in count_by_kind(changes).items()])
    differ = "differs" if len(changes) == 1 else "differ"
    return f"{count(len(changes), 'finding')} {differ} {between}: {kinds}."


def _json(changes: Sequence[Difference], why: Sequence[Cause], names: tuple[str, str]) -> str:
    document = {
        "old": names[0],
        "new": names[1],
        "criterion": CRITERION,
        "findings": [difference.model_dump(mode="json") for difference in changes],
        "causes": [cause.model_dump(mode="json") for cause in why],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _text(changes: Sequence[Difference], why: Sequence[Cause], names: tuple[str, str]) -> str:
    lines = [headline(changes, names)]
    for difference in changes:
        lines += ["", f"{difference.finding}: {_kinds(difference)}"]
        for sign, finding in (("-", difference.old), ("+", difference.aligned)):
            if finding is not None:
                lines += [
                    f"  {sign} {finding.verdict}, {value_with_interval(finding)}",
                    f"    {finding.text}",
                ]
    if changes:
        lines += ["", CRITERION]
    if why:
        lines += ["", "The two were made from different inputs:"]
        lines += [f"  {cause.part} {cause.name}: {_change(cause)}" for cause in why]
    elif changes:
        lines += ["", "Their manifests name the same parameters, inputs, code and versions."]
    return "\n".join(lines)


def _markdown(changes: Sequence[Difference], why: Sequence[Cause], names: tuple[str, str]) -> str:
    lines = [MARKER, "### Findings of the report", "", _safe(headline(changes, names))]
    if changes:
        lines += ["", "| finding | what | before | after |", "| --- | --- | --- | --- |"]
        for difference in changes:
            cells = [_brief(finding) for finding in (difference.old, difference.aligned)]
            lines.append(
                f"| {_safe(difference.either.title)} <br>`{difference.finding}` | "
                f"{_safe(_kinds(difference))} | {cells[0]} | {cells[1]} |"
            )
        lines += ["", "<details><summary>The sentences before and after</summary>", ""]
        for difference in changes:
            lines.append(f"- `{difference.finding}`")
            for word, finding in (("before", difference.old), ("after", difference.new)):
                if finding is not None:
                    lines.append(f"  - {word}: {_safe(finding.text)}")
        lines += ["", f"{CRITERION}", "", "</details>"]
    if why:
        lines += ["", f"<details><summary>What went into them differs: {len(why)}</summary>"]
        lines += ["", "| | name | before | after |", "| --- | --- | --- | --- |"]
        for cause in why:
            pair = [_safe(_short(value)) for value in (cause.old, cause.new)]
            lines.append(f"| {cause.part} | {_safe(cause.name)} | {pair[0]} | {pair[1]} |")
        lines += ["", "</details>"]
    return "\n".join(lines)


def _kinds(difference: Difference) -> str:
    words = [KINDS[kind] for kind in difference.kinds]
    if "answer" in difference.kinds:
        keys = [
            (finding.subjects if finding else None) or ()
            for finding in (difference.new, difference.old)
        ]
        words[difference.kinds.index("answer")] = other_answer(*keys)
    if difference.alignment == "turned":
        words.append("the subjects swapped places, so the new value is shown with its sign turned")
    return ", ".join(words)


def value_with_interval(finding: Finding) -> str:
    """Write a finding's value and interval."""
    if finding.value is None:
        return "no value"
    value, low, high = finding.as_text
    return f"{value} [{low}, {high}]" if low else value


def _brief(finding: Finding | None) -> str:
    return "–" if finding is None else f"{finding.verdict}<br>{value_with_interval(finding)}"


def _change(cause: Cause) -> str:
    if cause.old is None or cause.new is None:
        return "new" if cause.old is None else "gone"
    if cause.part in ("input", "module"):
        return "changed"
    return f"{cause.old} -> {cause.new}"


def _short(value: str | None) -> str:
    """Write a value, of a hash its beginning."""
    if value is None:
        return "–"
    return value[:SHOWN] if len(value) == HASH and value.isalnum() else value


def _safe(text: str) -> str:
    r"""Keep text from a corpus from being read as HTML, Markdown, a mention or a reference.

    Examples
    --------
    >>> _safe("a <b> | @c")
    'a &#60;b&#62; &#124; &#64;&#8203;c'
    """
    return "".join(
        f"&#{ord(sign)};{APART if sign in '@#' else ''}" if sign in SIGNS else sign
        for sign in " ".join(text.split())
    )
