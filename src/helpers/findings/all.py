"""All findings of the report: the one list of the modules that make them."""

from collections.abc import Callable, Collection

from helpers.corpus.problems import InputError, Problem
from helpers.corpus.suggestions import suggest
from helpers.findings import company, framing, keyness, outlets, sentiment, terms, voices
from helpers.findings.claim import FUNCTIONS, Claim
from helpers.study.selection import Selection

Maker = Callable[[Selection], Claim]
# In the order of the chapters.
MODULES = (voices, framing, sentiment, outlets, terms, keyness, company)


def findings(selection: Selection) -> list[Claim]:
    """Make all findings, in the order of the chapters."""
    return [function(selection) for function in functions().values()]


def functions(ids: Collection[str] = (), *, where: str = "findings") -> dict[str, Maker]:
    """Give the function that makes each finding by the finding's id, in the order of the chapters.

    Parameters
    ----------
    ids
        Findings to keep; all when left out.
    where
        Where the ids come from, for the message.

    Raises
    ------
    InputError
        With every id that no finding has, and the nearest that one has.

    Examples
    --------
    >>> list(functions(["terms-keywords", "voices-passed-on"]))
    ['voices-passed-on', 'terms-keywords']
    """
    names = [module.__name__ for module in MODULES]
    every = {
        id: function
        for name in names
        for id, function in FUNCTIONS.items()
        if function.__module__ == name
    }
    unknown = [id for id in dict.fromkeys(ids) if id not in every]
    if unknown:
        raise InputError(
            [Problem(where, f"there is no finding '{id}'", suggest(id, every)) for id in unknown]
        )
    return {id: function for id, function in every.items() if not ids or id in ids}
