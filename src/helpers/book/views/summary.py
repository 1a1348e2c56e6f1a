"""The first page: what was found, how sure it is, what it rests on."""

from importlib import import_module

from helpers.book.chapter import Chapter
from helpers.book.findings import Finding
from helpers.book.present import Shown, show_findings, show_text
from helpers.book.views.corpus import overview

CHAPTERS = ("voices", "framing", "sentiment", "terms", "keyness", "company")
KEY = (
    "voices-most-heard",
    "framing-leading",
    "framing-by-voice",
    "framing-by-bloc",
    "sentiment-balance",
    "sentiment-plain-vader",
    "terms-keywords",
)


def lead(chapter: Chapter) -> Shown:
    """Say what the corpus is."""
    return overview(chapter)


def key_findings(chapter: Chapter) -> Shown:
    """Show the findings that a reader should take away."""
    found = {finding.id: finding for finding in _all(chapter)}
    return show_findings(
        [found[name] for name in KEY if name in found], level=chapter.parameters.confidence
    )


def other_findings(chapter: Chapter) -> Shown:
    """Show the remaining findings."""
    rest = [finding for finding in _all(chapter) if finding.id not in KEY]
    if not rest:
        return show_text("There are no further findings.")
    return show_findings(
        rest, level=chapter.parameters.confidence, lead="Further findings of the chapters:"
    )


def _all(chapter: Chapter) -> list[Finding]:
    """All chapters' findings: as they kept them in a build, else made again."""
    found: list[Finding] = []
    for name in CHAPTERS:
        kept = chapter.findings_of(name)
        if kept is None:
            # In a build the chapters have kept them, and these imports would only cost time.
            kept = import_module(f"helpers.book.claims.{name}").findings(chapter)
        found += kept
    return found
