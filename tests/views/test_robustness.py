"""Specifications of every finding, and the chapter that shows them."""

import re
from functools import partial
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest
from helpers.show.chapter import Chapter
from helpers.show.marks_curve import curve
from helpers.show.style import render
from helpers.views.summary import CHAPTERS, KEY
from support import ROOT

from helpers.findings import choices, specifications
from helpers.findings.claim import FUNCTIONS, Claim
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
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables
from helpers.views import robustness as views

VIEWS = [views.overview, views.curves, views.not_applying]
TEXTS = {
    "a": "The guarantees are good. Minister Anna Berg said the talks failed.",
    "b": "Talks on security guarantees went well. Nobody complained of the talks.",
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return make(ROOT / "corpus")


@pytest.fixture(scope="module")
def claims(tables: Tables) -> list[Claim]:
    chapter = Chapter("any", Parameters(resamples=100), tables)
    return [
        claim
        for name in CHAPTERS
        for claim in import_module(f"helpers.findings.{name}").findings(chapter)
    ]


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


def test_options_follow_the_corpus_and_the_parameters(chapter):
    bare = chapter(TEXTS)
    assert choices.boilerplate(bare).options == ("left out",)
    assert choices.voices(bare).options == ("all", "narrator", "paraphrase")
    assert choices.voices(bare.vary(voices=["narrator"])).options == ("narrator",)
    assert choices.voices(bare.vary(voices=["narrator", "quote"])).own == "narrator and quotation"
    assert choices.ways_of_passing_on(bare.sentences).options == (choices.REPORTED,)
    assert choices.articles(bare).options == ("all", "without a", "without b")


def test_every_finding_declares_its_choices_and_the_reference_is_the_finding(claims: list[Claim]):
    assert set(KEY) <= {finding.id for finding, _ in claims}
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
    chapter = Chapter("any", Parameters(resamples=100, **values), tables)
    for name in CHAPTERS:
        for finding, variants in import_module(f"helpers.findings.{name}").findings(chapter):
            if variants is not None:
                own = variants.table.filter("reference")["value"].to_list()
                assert own == [pytest.approx(finding.value)], finding.id


def test_a_rest_of_rounding_has_no_sign():
    table = pl.DataFrame({"document": ["a"] * 3, "top": [0.1, 0.2, -0.3]})
    variants = evaluate_sums([], lambda _: table, lambda totals: totals["top"])
    assert variants.values == [0]


def test_specifications_are_the_same_every_time(tables: Tables, claims: list[Claim]):
    again = Chapter("any", Parameters(resamples=100), tables)
    for name in ("sentiment", "framing", "company"):
        for finding, variants in import_module(f"helpers.findings.{name}").findings(again):
            (before,) = (other for other in claims if other.finding.id == finding.id)
            assert variants is not None
            assert before.specifications is not None
            assert variants.table.equals(before.specifications.table)


def test_every_finding_is_in_the_overview_and_every_key_finding_has_a_curve(tables: Tables):
    chapter = Chapter("robustness", Parameters(resamples=100), tables)
    table, drawn = views.overview(chapter), views.curves(chapter)
    assert table.html.count("<tr>") >= 13
    for name in KEY:
        assert f'href="#finding-{name}"' in table.html
        assert f'id="finding-{name}"' in drawn.html
        assert f"curve-{name}" in drawn.html
    assert "have the sign of the finding" in drawn.text
    assert "Every finding applies" in views.not_applying(chapter).text
    sizes = [len(svg) for svg in re.findall(r"<svg.*?</svg>", drawn.html, flags=re.DOTALL)]
    print(f"{len(sizes)} drawings, {sum(sizes) / 1000:.0f} kB, the largest {max(sizes) / 1000:.0f}")
    assert max(sizes) < 90_000


@pytest.mark.parametrize("texts", [{"only": "It rained."}, TEXTS, {"a": "", "b": "No."}])
def test_views_come_out_for_small_corpora(chapter, texts):
    opened = chapter(texts, resamples=100)
    for view in VIEWS:
        shown = view(opened)
        assert shown.html
        assert not re.search(r"\bnan\b|\bNone\b|null", shown.text)


def test_thinning_keeps_the_ends_and_the_reference():
    table = pl.DataFrame({"value": range(1000)}).with_columns(reference=pl.col("value") == 501)
    kept = views.thinned(table)["value"].to_list()
    assert kept[0] == 0
    assert kept[-1] == 999
    assert 501 in kept
    assert len(kept) <= views.DRAWN + 1
    assert views.thinned(table.head(50)).height == 50


def test_the_curve_marks_sign_by_shape_and_escapes_its_options():
    table = pl.DataFrame(
        {"a": ["<b>", "y"], "value": [-1.0, 2.0], "reference": [False, True]},
    )
    svg = render(
        lambda axes: curve(
            axes, table, value="value", reference="reference", choices={"a": ["<b>", "y"]}
        ),
        name="t",
        width=3.5,
        height=3,
    )
    assert "&lt;b&gt;" in svg
    assert "<b>" not in svg
    for words in ("same sign", "other sign or zero", "this report"):
        assert words in svg


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
    page = (real_book / "html" / "notebooks" / "robustness.html").read_text(encoding="utf-8")
    assert all(f"curve-{name}" in page for name in KEY)
