"""The findings of several parameter sets, and one table of them all."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from helpers.findings.every_finding import Maker
from helpers.findings.finding import Finding
from helpers.findings.nothing_here import NO_ARTICLE
from helpers.study.parameter_sets import ParameterSet
from helpers.study.selection import Selection
from helpers.study.tables import Tables

SCHEMA: dict[str, Any] = {
    "finding": pl.String,
    "title": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "n": pl.Int64,
    "verdict": pl.String,
    "agreement": pl.Float64,
    "text": pl.String,
}
# Before the name of a parameter that a column of the finding has as well.
PREFIX = "parameter_"


class Result(NamedTuple):
    """One finding of one parameter set."""

    parameter_set: ParameterSet
    finding: Finding


def results_of(
    parameter_set: ParameterSet,
    *,
    functions: Mapping[str, Maker],
    tables: Tables,
) -> Iterator[Result]:
    """Make the findings of a parameter set, one after the other.

    Parameters
    ----------
    parameter_set
        The set (see `helpers.study.parameter_sets.parameter_sets`).
    functions
        What makes each finding, by its id (see `helpers.findings.every_finding.functions`).
    tables
        The tables of its corpus.

    Yields
    ------
    Result
        In the order of `functions`. Where the set selects no article, none of them applies.
    """
    selection = Selection(parameter_set.parameters, tables)
    for function in functions.values():
        finding = function(selection).finding
        if not selection.documents.height:
            finding = finding.model_copy(update={"text": NO_ARTICLE})
        yield Result(parameter_set, finding)


def tidy(results: Iterable[Result]) -> pl.DataFrame:
    """Tabulate results, one row for each set and finding.

    Returns
    -------
    DataFrame
        One column of text for each parameter that was given values (with ``parameter_`` before its
        name where a column below has the same, as `unit`), then finding (its id), title, value,
        low, high (missing where the finding does not apply), unit, n, verdict, agreement, text, as
        in `helpers.findings.finding.Finding`.
    """
    results = list(results)
    names = {name: None for result in results for name in result.parameter_set.values}
    columns = {name: f"{PREFIX}{name}" if name in SCHEMA else name for name in names}
    rows = [
        {columns[name]: value for name, value in parameter_set.values.items()}
        | finding.model_dump(include=set(SCHEMA))
        | {"finding": finding.id}
        for parameter_set, finding in results
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns.values(), pl.String) | SCHEMA)


def idle_parameters(results: Iterable[Result]) -> list[str]:
    """Name the parameters of several values that change nothing in any finding.

    Each is judged by the sets that differ in it alone.
    """
    variants: dict[str, dict[tuple[Any, ...], set[str]]] = {}
    options: dict[str, set[str]] = {}
    for (values, _), finding in results:
        for name, value in values.items():
            others = tuple(other for key, other in values.items() if key != name)
            same = variants.setdefault(name, {}).setdefault((finding.id, *others), set())
            same.add(finding.model_dump_json())
            options.setdefault(name, set()).add(value)
    return [
        name
        for name, each in variants.items()
        if len(options[name]) > 1 and all(len(same) == 1 for same in each.values())
    ]
