"""What a reading was held against, in words: a random sample, whole articles, or nothing."""

from collections.abc import Iterable

from helpers.findings.wording import count, listing
from helpers.study.coded_sample import change_of_rules, coded_sample, coders, scored_sentences
from helpers.study.selection import Selection
from helpers.study.tables import Tables

ONE_CODER = "With one coder, how far another would agree is not known."
_DRAW, _CODE = "“report code draw CORPUS --n 200”", "“report code CORPUS --coder NAME”"


def sample_words(tables: Tables, n: int, fields: Iterable[str]) -> str:
    """Say what so many sentences of a random sample are that people coded for some fields."""
    people = count(coders(tables, fields), "person", "people")
    return f"{count(n, 'sentence')} drawn at random and coded by {people}"


def since_draw(tables: Tables, fields: Iterable[str]) -> str:
    """Warn where rules may have been fitted to the sample; empty where they are as at the draw."""
    change = change_of_rules(tables, fields)
    if change == "changed":
        return "The rules have been changed since the draw, so the score may flatter them."
    if change == "unknown":
        return "Whether the rules have been changed since the draw is not known."
    return ""


def not_drawn(tables: Tables) -> str:
    """Say what scores tell on coded sentences that nobody drew, where no rules were made of them.

    Parameters
    ----------
    tables
        Of a corpus without a coded sample.
    """
    words = (
        "They were not drawn at random, so scores hold for them alone, and they correct no share "
        "and no mean."
    )
    unknown = view_not_stated(tables)
    return f"{words} {unknown} If they were, a score is too high." if unknown else words


def view_not_stated(tables: Tables) -> str:
    """Say that nobody says whether the rules know the coded sentences; empty where it is said."""
    if tables.coding_description.in_view is not None:
        return ""
    return "Whether these sentences were in view when the rules were written is not stated."


def known_view(tables: Tables, words: str) -> str:
    """Give `words` where the rules know the coded sentences; else say if nobody says so."""
    return words if tables.coding_description.in_view else view_not_stated(tables)


def say_check(selection: Selection) -> list[str]:
    """Say against what frames and tone were checked, and how to check them where they were not.

    Returns
    -------
        Lines; none where whole articles were coded for both.
    """
    tables = selection.tables
    fields = {"frames": selection.frames["set"].unique().to_list(), "tone": ["tone"]}
    sizes = {name: scored_sentences(tables, own) for name, own in fields.items()}
    unchecked = [name for name, size in sizes.items() if not size]
    is_sample = coded_sample(tables) is not None
    parts = []
    if is_sample:
        checked: dict[str, list[str]] = {}
        for name, own in fields.items():
            if sizes[name]:
                words = sample_words(tables, sizes[name], own)
                checked.setdefault(words, []).append(name)
        parts += [f"{_subject(names)} checked against {words}." for words, names in checked.items()]
    if unchecked:
        coded = "a drawn sentence" if is_sample else "a sentence"
        parts.append(
            f"{_subject(unchecked)} unchecked on these texts: no person has coded {coded} for "
            f"{'it' if unchecked == ['tone'] else 'them'}. {how_to_check(tables)}"
        )
    return parts


def how_to_check(tables: Tables) -> str:
    """Give the commands that draw sentences, unless some are drawn, and ask for codes."""
    return f"To check: {_CODE}." if tables.sample.height else f"To check: {_DRAW}, then {_CODE}."


def _subject(names: list[str]) -> str:
    words = listing(names)
    return f"{words[:1].upper()}{words[1:]} {'is' if names == ['tone'] else 'are'}"
