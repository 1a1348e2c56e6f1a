"""Every finding of the report: the list of the modules that make them, and what a build kept."""

from collections.abc import Callable, Collection

import polars as pl

from helpers.corpus.problems import InputError, Problem
from helpers.corpus.suggestions import suggest
from helpers.findings import company, framing, keyness, outlets, sentiment, terms, voices
from helpers.findings.claim import FUNCTIONS, Claim
from helpers.findings.finding import Finding, read_findings
from helpers.findings.specifications import Specifications
from helpers.study.earlier_chapters import earlier_results
from helpers.study.opening import Study
from helpers.study.selection import Selection, once

Maker = Callable[[Selection], Claim]
# In the order of the chapters.
MODULES = (voices, framing, sentiment, outlets, terms, keyness, company)


@once
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


@once
def every_claim(study: Study) -> list[Claim]:
    """Give every finding and its specifications; within a build those that the chapters kept."""
    if study.build is None:
        return findings(study)
    claims = []
    for folder in earlier_results(study):
        path = folder / "findings.json"
        for finding in read_findings(path) if path.is_file() else []:
            table = folder / "tables" / f"{specifications_name(finding)}.parquet"
            kept = pl.read_parquet(table).drop("finding") if table.is_file() else None
            claims.append(Claim(finding, None if kept is None else Specifications(kept)))
    order = list(functions())
    # A chapter of somebody's own may make findings that no module of the report does.
    rank = {id: place for place, id in enumerate(order)}
    return sorted(claims, key=lambda claim: rank.get(claim.finding.id, len(order)))


def specifications_name(finding: Finding) -> str:
    """Name of the table in which a finding's specifications are kept."""
    return f"specifications-{finding.id}"
