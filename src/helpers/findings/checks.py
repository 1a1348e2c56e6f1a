"""What a reading was held against, in words: a random sample, whole articles, or nothing."""

from collections.abc import Iterable

from helpers.findings.wording import count, listing
from helpers.study.coded_sample import change_of_rules, coded_sample, coders
from helpers.study.coders import coded_fields
from helpers.study.selection import Selection
from helpers.study.tables import Tables

ONE_CODER = "With one coder, how far another would agree is not known."
_DRAW, _CODE = "“report code draw CORPUS --n 200”", "“report code CORPUS --coder NAME”"


def sample_words(tables: Tables, n: int) -> str:
    """Say what so many coded sentences of a random sample are."""
    people = count(coders(tables), "person", "people")
    return f"{count(n, 'sentence')} drawn at random and coded by {people}"


def since_draw(tables: Tables, fields: Iterable[str]) -> str:
    """Warn where rules may have been fitted to the sample; empty where they are as at the draw."""
    change = change_of_rules(tables, fields)
    if change == "changed":
        return "The rules have been changed since the draw, so the score may flatter them."
    if change == "unknown":
        return "Whether the rules have been changed since the draw is not known."
    return ""


def say_check(selection: Selection) -> list[str]:
    """Say against what frames and tone were checked, and how to check them where they were not.

    Returns
    -------
        Lines; none where whole articles were coded for both.
    """
    fields = coded_fields(selection.tables.coded)
    has_frames = not set(selection.frames["set"]).isdisjoint(fields)
    coded = {"frames": has_frames, "tone": "tone" in fields}
    checked, unchecked = (
        [name for name in coded if coded[name] is is_so] for is_so in (True, False)
    )
    sample = coded_sample(selection.tables)
    parts = []
    if sample is not None and checked:
        words = sample_words(selection.tables, sample.coded)
        parts.append(f"{_subject(checked)} checked against {words}.")
    if unchecked:
        parts.append(
            f"{_subject(unchecked)} unchecked on these texts: no person has coded a sentence for "
            f"{'it' if unchecked == ['tone'] else 'them'}. {how_to_check(selection.tables)}"
        )
    return parts


def how_to_check(tables: Tables) -> str:
    """Give the commands that draw sentences, unless some are drawn, and ask for codes."""
    return f"To check: {_CODE}." if tables.sample.height else f"To check: {_DRAW}, then {_CODE}."


def _subject(names: list[str]) -> str:
    words = listing(names)
    return f"{words[:1].upper()}{words[1:]} {'is' if names == ['tone'] else 'are'}"
