"""Specifications of every finding."""

from functools import partial
from pathlib import Path

import polars as pl
import pytest
from support import ROOT

from helpers.findings import choices, specifications
from helpers.findings.claim import FUNCTIONS, Claim
from helpers.findings.every_finding import MODULES, findings
from helpers.findings.finding import read_findings
from helpers.findings.specifications import (
    Choice,
    Options,
    Specifications,
    articles,
    evaluate,
    evaluate_sums,
)
from helpers.findings.wording import POINTS, number
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables

TEXTS = {
    "a": "The guarantees are good. Minister Anna Berg said the talks failed.",
    "b": "Talks on security guarantees went well. Nobody complained of the talks.",
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return make(ROOT / "corpus")


@pytest.fixture(scope="module")
def claims(tables: Tables) -> list[Claim]:
    return findings(Study(Parameters(resamples=100), tables))


def test_a_choice_takes_one_of_its_options():
    with pytest.raises(ValueError, match="unit: 'page' is none of"):
        Choice("unit", ("sentence", "paragraph"), "page")


def test_sums_are_asked_for_once_whatever_articles_are_left_out():
    asked: list[Options] = []

    def sums(options: Options) -> pl.DataFrame:
        asked.append(options)
        weight = 2.0 if options["unit"] == "paragraph" else 1.0
        return pl.DataFrame({"document": ["a", "all"], "top": [weight, 3 * weight], "n": [1, 1]})

    variants = evaluate_sums(
        # A document may be called as the option that takes all of them.
        [articles(["a", "all"]), Choice("unit", ("sentence", "paragraph"), "sentence")],
        sums,
        lambda totals: totals["top"] / totals["n"],
    )
    assert [options["unit"] for options in asked] == ["sentence", "paragraph"]
    assert variants.table.select("unit", "articles", "reference", "value").rows() == [
        ("sentence", "all", True, 2.0),
        ("sentence", "without a", False, 3.0),
        ("sentence", "without all", False, 1.0),
        ("paragraph", "all", False, 4.0),
        ("paragraph", "without a", False, 6.0),
        ("paragraph", "without all", False, 2.0),
    ]


def test_what_cannot_be_divided_has_no_value():
    table = pl.DataFrame({"document": ["a", "b"], "top": [1.0, 0.0], "n": [1, 0]})
    variants = evaluate_sums([articles(["a", "b"])], lambda _: table, lambda t: t["top"] / t["n"])
    # Without a nothing is left to divide by; without b nothing changes, so that this is no choice.
    assert variants.table["value"].to_list() == [1.0, None]
    assert variants.values == [1.0]


def test_large_corpora_have_no_single_articles_and_few_combinations():
    assert articles([str(n) for n in range(13)]).options == ("all",)
    three = [Choice(name, ("x", "y"), "x") for name in "abc"]

    def value(options: Options) -> float:
        return float(sum(2**place for place, name in enumerate("abc") if options[name] == "y"))

    assert evaluate(three, value).table.height == 8
    few = evaluate(three, value, sentences=specifications.EVERY_COMBINATION + 1)
    # All but the one in which all three differ.
    assert few.table["specification"].to_list() == list(range(7))


def test_options_follow_the_corpus_and_the_parameters(make_study):
    bare = make_study(TEXTS)
    assert choices.boilerplate(bare).options == ("left out",)
    assert choices.voices(bare).options == ("all", "reporters’ own words", "paraphrased")
    own = bare.vary(voices=["narrator"])
    assert choices.voices(own).options == ("reporters’ own words",)
    two = bare.vary(voices=["narrator", "quote"])
    assert choices.voices(two).own == "reporters’ own words and quoted"
    assert choices.ways_of_passing_on(bare.sentences).options == (choices.REPORTED,)
    assert choices.articles(bare).options == ("all", "without a", "without b")


def test_every_finding_declares_its_choices_and_the_reference_is_the_finding(claims: list[Claim]):
    for finding, variants in claims:
        assert variants is not None, finding.id
        own = variants.table.filter("reference")["value"].to_list()
        assert own == [pytest.approx(finding.value)], finding.id
        assert finding.specifications == len(variants.values) >= 30
        same = [value * finding.value > 0 for value in variants.values]
        if finding.chosen is not None:
            # A "most" is chosen again: the specification that is the finding names its first.
            (own_first,) = variants.table.filter("reference")["first"]
            same = [first == own_first for first in variants.table.drop_nulls("value")["first"]]
        assert finding.agreement == pytest.approx(sum(same) / len(same))
    most = {finding.id for finding, _ in claims if finding.chosen is not None}
    assert most == {
        "voices-most-heard",
        "framing-leading",
        "framing-by-bloc",
        "terms-most-frequent",
        "company-closest",
    }


def test_every_finding_names_its_subjects_and_subtracts_what_its_sentence_says(claims: list[Claim]):
    for finding, _ in claims:
        # The balance of all wording compares nothing.
        assert finding.subjects or finding.id == "sentiment-balance", finding.id
        if finding.operands is None:
            continue
        first, second = finding.operands
        assert first - second == pytest.approx(finding.value), finding.id
        in_points = finding.unit.startswith(POINTS)
        write = partial(number, digits=finding.digits)
        texts = [write(end) + ("%" if in_points else "") for end in (first, second)]
        assert all(text in finding.text for text in texts), finding.text
    names = {finding.id for finding, _ in claims if finding.operands}
    assert names == {
        "voices-passed-on",
        "voices-most-heard",
        "voices-unnamed",
        "framing-leading",
        "framing-by-voice",
        "framing-by-bloc",
        "sentiment-by-voice",
        "sentiment-by-outlet",
        "terms-most-frequent",
    }


def test_every_function_that_makes_a_finding_is_asked_by_its_chapter(claims: list[Claim]):
    assert set(FUNCTIONS) == {finding.id for finding, _ in claims}


@pytest.mark.parametrize(
    "values",
    [
        {"unit": "paragraph", "form": "stem", "boilerplate": True, "min_frequency": 5},
        {"voices": ["quote", "indirect"], "window": 4, "stop_words": "none"},
        {"voices": ["narrator"], "frame_set": "generic"},
    ],
    ids=["units", "sources", "narrator"],
)
def test_the_reference_follows_the_parameters(
    tables: Tables, values: dict[str, object], monkeypatch: pytest.MonkeyPatch
):
    # It is among the few combinations, too.
    monkeypatch.setattr(specifications, "EVERY_COMBINATION", 0)
    for finding, variants in findings(Study(Parameters(resamples=100, **values), tables)):
        if variants is not None:
            own = variants.table.filter("reference")["value"].to_list()
            assert own == [pytest.approx(finding.value)], finding.id


def test_a_rest_of_rounding_has_no_sign():
    table = pl.DataFrame({"document": ["a"] * 3, "top": [0.1, 0.2, -0.3]})
    variants = evaluate_sums([], lambda _: table, lambda totals: totals["top"])
    assert variants.values == [0]


def test_specifications_are_the_same_every_time(tables: Tables, claims: list[Claim]):
    again = Study(Parameters(resamples=100), tables)
    for module in MODULES[1:3]:
        for finding, variants in module.findings(again):
            (before,) = (other for other in claims if other.finding.id == finding.id)
            assert variants is not None
            assert before.specifications is not None
            assert variants.table.equals(before.specifications.table)


def test_kept_findings_have_their_specifications_beside_them(real_book: Path):
    found = read_findings(real_book / "data" / "findings.json")
    for finding in found:
        path = real_book / "data" / finding.chapter / f"specifications-{finding.id}"
        table = pl.read_parquet(path.with_suffix(".parquet"))
        assert path.with_suffix(".csv").is_file()
        assert table.columns[:3] == ["finding", "specification", "reference"]
        assert table.columns[-1] == ("value" if finding.chosen is None else "first")
        assert table["finding"].unique().to_list() == [finding.id]
        assert table["value"].count() == finding.specifications
        assert Specifications(table).choices
