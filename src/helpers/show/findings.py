"""Findings as Markdown for any front end, and as a part of the book's page."""

from collections.abc import Callable

from markupsafe import Markup

from helpers.findings.finding import SILENT, Finding
from helpers.findings.how_made import Provenance
from helpers.findings.wording import count, estimate_as_text, exact_percent, number
from helpers.page.template import fill
from helpers.show.markdown import escape

MARKS = {"supported": "✔", "fragile": "△", "not supported": "✘", SILENT: "–"}


def as_markdown(finding: Finding, *, level: float) -> str:
    """Write a finding as Markdown: answer, verdict with its reason, number, limits."""
    unsettled = "Not settled. " if finding.verdict == "not supported" else ""
    lines = [f"**{unsettled}{escape(finding.text)}**"]
    lines.append(f"{MARKS[finding.verdict]} *{finding.verdict}* {escape(finding.reason)}".strip())
    parts = estimate_words(finding, level=level), correction_words(finding), finding.limits
    rest = " ".join(part for part in parts if part)
    return "\n\n".join([*lines, *([escape(rest)] if rest else [])])


def as_book(
    finding: Finding,
    *,
    level: float,
    made: Provenance | None,
    link: Callable[[str, int], Markup],
) -> str:
    """Write a finding as a part of the page, its numbers and evidence one fold away.

    Parameters
    ----------
    finding
        What is shown.
    level
        Confidence of its interval.
    made
        How the number was made.
    link
        Links a sentence, by its document and number.
    """
    return fill(
        "finding.html.j2",
        finding=finding,
        estimate=estimate_words(finding, level=level),
        contrast=contrast_words(finding),
        correction=correction_words(finding),
        evidence=[link(place.document, place.sentence) for place in finding.evidence],
        made=made,
    )


def estimate_words(finding: Finding, *, level: float) -> str:
    """Say a finding's number, its unit and its interval; empty without a number."""
    if finding.value is None:
        return ""
    value, low, high = finding.as_text
    what, _, how = finding.unit.partition(": ")
    words = f"Value: {value} {what}{f' ({how})' if how else ''}."
    if not low:
        return f"{words} There are too few sentences for an interval."
    level_words = exact_percent(level)
    if finding.resampled is None:
        return f"{words} Its {level_words} interval runs from {low} to {high}."
    drawn = "articles" if finding.resampled == "documents" else "sentences"
    return (
        f"{words} If the {drawn} were redrawn at random, it would probably lie between {low} and "
        f"{high} ({level_words} interval)."
    )


def correction_words(finding: Finding) -> str:
    """Say what a value is by the coders of a random sample; empty where none was coded."""
    corrected = finding.corrected
    if corrected is None:
        return ""
    value, low, high = estimate_as_text(
        corrected.value, corrected.low, corrected.high, unit=finding.unit
    )
    return (
        f"Corrected by {count(corrected.coded, 'sentence')} drawn at random and coded: {value} "
        f"[{low}, {high}]."
    )


def contrast_words(finding: Finding) -> str:
    """Say what a difference is within articles, for those that hold both groups."""
    contrast = finding.adjusted
    if contrast is None:
        return ""
    value, low, high = estimate_as_text(
        contrast.value, contrast.low, contrast.high, unit=finding.unit
    )
    bounds = f" [{low}, {high}]" if low else ""
    articles = count(contrast.documents, "article")
    words = f"Within the {articles} that {'has' if contrast.documents == 1 else 'have'} both groups"
    words += f", the difference is {value}{bounds}"
    if contrast.opposite:
        words += f"; in {number(contrast.opposite, 0)} of them it runs the other way"
    return f"{words}."
