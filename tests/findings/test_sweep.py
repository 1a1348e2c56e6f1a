"""Findings of several parameter sets in one table."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from helpers.findings.every_finding import functions
from helpers.findings.finding import SILENT, Finding
from helpers.findings.nothing_here import NO_ARTICLE
from helpers.findings.sweep import SCHEMA, Result, idle_parameters, results_of, tidy
from helpers.study.opening import Study
from helpers.study.parameter_sets import ParameterSet, parameter_sets
from helpers.study.parameters import Parameters
from helpers.study.tables import write_csv

# Of four sentences one is quoted and one paraphrased.
TEXTS = {
    "a": "The talks failed. Minister Anna Berg said the war was terrible.",
    "b": "“We want peace,” Berg said.\n\nThe harbour is open.",
}
DATES = {"a": "2022-01-01", "b": "2022-03-01"}


def run(
    chapter: Callable[..., Study], values: dict[str, list[str]], ids: Sequence[str] = ()
) -> list[Result]:
    tables = chapter(TEXTS, DATES).tables
    return [
        result
        for each in parameter_sets(Parameters(resamples=100), values, most=99)
        for result in results_of(each, functions=functions(ids), tables=tables)
    ]


def result(values: dict[str, str], **changes: Any) -> Result:
    own = {
        "id": "tone",
        "chapter": "sentiment",
        "title": "Is it?",
        "text": "It is.",
        "value": 0.2,
        "low": None,
        "high": None,
        "unit": "share",
        "n": 4,
        "verdict": "fragile",
        "agreement": 1.0,
        "specifications": 2,
    }
    return Result(ParameterSet(values, Parameters()), Finding(**own | changes))


def test_a_row_for_each_set_and_finding(chapter: Callable[..., Study]) -> None:
    values = {"documents": ["a", "b", "a,b"], "confidence": ["0.9", "0.95"]}
    table = tidy(run(chapter, values, ["voices-passed-on", "terms-most-frequent"]))
    assert table.columns == ["documents", "confidence", *SCHEMA]
    assert table.select("documents", "confidence", "finding").rows()[:3] == [
        ("a", "0.9", "voices-passed-on"),
        ("a", "0.9", "terms-most-frequent"),
        ("a", "0.95", "voices-passed-on"),
    ]
    passed_on = table.filter(finding="voices-passed-on", confidence="0.95")
    # One of two sentences in each article, and two of four in both.
    assert passed_on.select("documents", "value", "n").rows() == [
        ("a", 0.0, 2),
        ("b", 0.0, 2),
        ("a,b", 0.0, 4),
    ]


def test_a_set_of_no_article_says_so_in_every_finding(chapter: Callable[..., Study]) -> None:
    table = tidy(run(chapter, {"date_from": ["2030-01-01", "2022-02-01"]}))
    empty = table.filter(date_from="2030-01-01")
    assert empty["finding"].to_list() == list(functions())
    assert set(empty["verdict"]) == {SILENT}
    assert set(empty["text"]) == {NO_ARTICLE}
    assert empty["value"].null_count() == empty.height
    assert NO_ARTICLE not in set(table.filter(date_from="2022-02-01")["text"])


def test_a_parameter_called_like_a_column_keeps_both_apart() -> None:
    table = tidy([result({"unit": "paragraph", "seed": "1"})])
    assert table.columns == ["parameter_unit", "seed", *SCHEMA]
    assert table.select("parameter_unit", "unit").row(0) == ("paragraph", "share")


def test_the_table_of_one_set_without_values_has_the_findings_alone() -> None:
    assert tidy([result({})]).columns == list(SCHEMA)


def test_the_file_is_the_same_each_time(chapter: Callable[..., Study], tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        write_csv(tidy(run(chapter, {"lexicon": ["headline", "vader"]})), tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_a_parameter_is_idle_where_it_changes_nothing_by_itself() -> None:
    results = [
        result({"top_n": top_n, "seed": seed, "window": "5"}, value=float(seed))
        for top_n in ("10", "20")
        for seed in ("1", "2")
    ]
    assert idle_parameters(results) == ["top_n"]
    other = result({"top_n": "20", "seed": "3", "window": "5"}, value=9.0)
    assert idle_parameters([*results, other]) == ["top_n"]
    assert idle_parameters([*results[:-1], other._replace(parameter_set=results[-1][0])]) == []
