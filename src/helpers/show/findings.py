"""Findings as pieces of a page: at full width in their chapters, in one row on the first page."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from helpers.findings.finding import Finding
from helpers.findings.how_made import Provenance
from helpers.findings.wording import count, estimate_as_text, exact_percent, listing, number
from helpers.page.template import fill
from helpers.show.finding_strip import strip
from helpers.show.html import Display, anchor


def show_findings(
    findings: Sequence[Finding],
    *,
    level: float,
    lead: str = "",
    provenance: Mapping[str, Provenance] | None = None,
) -> Display:
    """Set findings with their numbers, verdicts, limits and ways to the evidence.

    Parameters
    ----------
    findings
        In the order of the page.
    level
        Confidence of their intervals.
    lead
        A line above them.
    provenance
        How the numbers were made, by the finding's id.
    """
    origins = provenance or {}
    rows = [_row(finding, level=level) | {"made": origins.get(finding.id)} for finding in findings]
    html = fill("findings.html.j2", rows=rows, lead=lead)
    return Display(html, "\n".join(finding.text for finding in findings))


def show_summary(
    findings: Sequence[Finding],
    *,
    level: float,
    undecided: Sequence[Finding] = (),
    silent: Sequence[Finding] = (),
    tally: str = "",
) -> Display:
    """Set findings as rows of sentence, badge, number and small figure, the rest folded.

    Parameters
    ----------
    findings
        Those that have an answer.
    level
        Confidence of their intervals.
    undecided
        Those whose answer does not hold; they say why.
    silent
        Those that have none; they say why.
    tally
        A line above.
    """
    rows = [_row(finding, level=level) for finding in findings]
    html = fill("summary.html.j2", rows=rows, undecided=undecided, silent=silent, tally=tally)
    texts = [finding.text for finding in (*findings, *silent)]
    return Display(html, "\n".join([*texts, *(finding.title for finding in undecided)]))


def tally(findings: Sequence[Finding]) -> str:
    """Count findings by verdict.

    Examples
    --------
    >>> tally([])
    ''
    """
    verdicts = [finding.verdict for finding in findings]
    words = ("supported", "fragile", "not supported")
    counts = {word: verdicts.count(word) for word in words if word in verdicts}
    if not counts:
        return ""
    amounts = [f"{number(amount, 0)} {word}" for word, amount in counts.items()]
    return f"{count(len(findings), 'key finding')}: {listing(amounts)}."


def _row(finding: Finding, *, level: float) -> dict[str, Any]:
    places = finding.evidence
    value, low, high = finding.as_text
    first = places[0] if places else None
    return {
        "finding": finding,
        "value": value,
        "interval": f"{exact_percent(level)} interval {low} to {high}"
        f"{', whole articles drawn' if finding.resampled == 'documents' else ''}"
        if low
        else "no interval: too few sentences",
        "strip": strip(finding, level=level),
        "contrast": _contrast_words(finding),
        "evidence": [
            {"document": document, "links": [_link(document, e.sentence) for e in group]}
            for document, group in groupby(
                sorted(places, key=lambda e: (e.document, e.sentence)), key=lambda e: e.document
            )
        ],
        "first": first
        and {
            "address": f"articles.html#{anchor(first.document, first.sentence)}",
            "words": f"{first.document} {first.sentence}",
        },
    }


def _link(document: str, sentence: int) -> Markup:
    return Markup('<a href="articles.html#{}" aria-label="{}, sentence {}">{}</a>').format(
        anchor(document, sentence), document, sentence, sentence
    )


def _contrast_words(finding: Finding) -> str:
    """Say what the difference is within articles, for those that hold both groups."""
    contrast = finding.adjusted
    if contrast is None:
        return ""
    value, low, high = estimate_as_text(
        contrast.value, contrast.low, contrast.high, unit=finding.unit
    )
    bounds = f" [{low}, {high}]" if low else ""
    words = (
        f"Within the {count(contrast.documents, 'article')} that "
        f"{'holds' if contrast.documents == 1 else 'hold'} both groups, put together, the "
        f"difference is {value}{bounds}"
    )
    if contrast.opposite:
        words += f"; in {number(contrast.opposite, 0)} of them the sign is the other one"
    return f"{words}."
