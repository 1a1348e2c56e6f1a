"""The first page: what was found, how sure it is, what it rests on, how to cite it."""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from helpers.findings.claim import Claim
from helpers.findings.finding import Finding
from helpers.findings.wording import count
from helpers.page.template import fill
from helpers.show.chapter import Chapter
from helpers.show.findings import show_summary, tally
from helpers.show.html import Display, fold, show_text
from helpers.study.selection import once
from helpers.views.corpus import overview

CHAPTERS = ("voices", "framing", "sentiment", "terms", "keyness", "company")
KEY = (
    "voices-passed-on",
    "voices-most-heard",
    "framing-leading",
    "framing-by-voice",
    "framing-by-bloc",
    "sentiment-balance",
    "sentiment-plain-vader",
    "terms-keywords",
)
# Verdicts of what a reader should take away.
HOLDS = ("supported", "fragile")
# Where key questions have no firm answer, other findings take their place up to so many.
FEWEST = 5
TABLES = {
    "documents": "every article with its outlet, dates and the hash of its file",
    "sentences": "every counted sentence, and boilerplate, with its place in the file, kind, "
    "voice, speaker, group, tone and frames",
    "tokens": "every counted word with its place in the file",
    "tones": "the score of every counted sentence by every instrument",
    "codes": "every place in them where a pattern of the codebook matches",
    "cleaning": "every mark of the cleaning log",
}


def lead(chapter: Chapter) -> Display:
    """Say what the corpus is."""
    shown = overview(chapter, outlets_named=6)
    return Display(f'<div class="report-lead">{shown.html}</div>', shown.text)


class FirstScreen(NamedTuple):
    """Findings by their place on the first page.

    Attributes
    ----------
    shown
        Those that a reader should take away.
    undecided
        Key questions that the articles do not settle: their findings are not supported.
    silent
        Key questions without an answer here.
    rest
        All others.
    """

    shown: list[Finding]
    undecided: list[Finding]
    silent: list[Finding]
    rest: list[Finding]


def choose(findings: Sequence[Finding]) -> FirstScreen:
    """Divide findings by their place on the first page.

    A key question that is not settled makes room for another finding that holds.
    """
    by_id = {finding.id: finding for finding in findings}
    key = [by_id[name] for name in KEY if name in by_id]
    shown = [finding for finding in key if finding.verdict in HOLDS]
    silent = [finding for finding in key if finding.value is None]
    undecided = [finding for finding in key if finding not in shown and finding not in silent]
    others = [finding for finding in findings if finding.id not in KEY]
    more = [finding for finding in others if finding.verdict in HOLDS]
    shown += more[: max(0, FEWEST - len(shown))]
    return FirstScreen(
        shown, undecided, silent, [finding for finding in others if finding not in shown]
    )


def key_findings(chapter: Chapter) -> Display:
    """Show the findings that a reader should take away."""
    screen = choose(all_findings(chapter))
    return show_summary(
        screen.shown,
        level=chapter.parameters.confidence,
        undecided=screen.undecided,
        silent=screen.silent,
        tally=tally([*screen.shown, *screen.undecided]),
    )


def other_findings(chapter: Chapter) -> Display:
    """Show the remaining findings, folded."""
    rest = choose(all_findings(chapter)).rest
    if not rest:
        return show_text("There are no further findings.")
    answered = [finding for finding in rest if finding.value is not None]
    silent = [finding for finding in rest if finding.value is None]
    shown = show_summary(answered, level=chapter.parameters.confidence, silent=silent)
    return fold(f"{count(len(rest), 'further finding')} of the chapters", shown)


def citation(chapter: Chapter) -> Display:
    """Give the reference to this very book."""
    about = chapter.about
    if about is None:
        return show_text("The reference names edition and commit, which only a build knows.")
    return Display(fill("citation.html.j2", about=about), about.text)


def data(chapter: Chapter) -> Display:
    """List every table that lies beside the pages, with what it is."""
    about = chapter.about
    if about is None:
        return show_text("Tables are published by a build.")
    kept = {
        name: (title, captions)
        for name, title in about.chapters.items()
        if (captions := chapter.captions_of(name))
    }
    html = fill("data.html.j2", tables=TABLES, chapters=kept)
    return Display(html, f"Tables: {', '.join(TABLES)}")


@once
def all_findings(chapter: Chapter) -> tuple[Finding, ...]:
    """All chapters' findings: as they kept them in a build, else made again."""
    findings = [chapter.findings_of(name) for name in CHAPTERS]
    if None in findings:
        return tuple(claim.finding for claim in all_claims(chapter))
    return tuple(finding for part in findings for finding in part or [])


@once
def all_claims(chapter: Chapter) -> tuple[Claim, ...]:
    """Make the findings of all chapters, as where no build has kept them."""
    # In a build the chapters have kept them, and these imports would only cost time.
    modules = [import_module(f"helpers.findings.{name}") for name in CHAPTERS]
    return tuple(claim for module in modules for claim in module.findings(chapter))
