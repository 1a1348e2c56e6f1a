"""What the chapter on trust says of the findings, on claims that can be counted by eye."""

import re
from collections.abc import Callable

import polars as pl
import pytest

from helpers.corpus.problems import InputError
from helpers.findings import trust
from helpers.findings.claim import Claim
from helpers.findings.every_finding import findings
from helpers.findings.finding import Finding, Verdict
from helpers.findings.specifications import Choice, Specifications, evaluate
from helpers.study.instrument_check import GUESS, RULES
from helpers.study.opening import Study

MakeStudy = Callable[..., Study]
TEXTS = {
    "a": "The guarantees are good. Minister Anna Berg said the talks failed.",
    "b": "Talks on security guarantees went well. Nobody complained of the talks.",
}


def claim(
    id: str,
    values: list[float],
    *,
    verdict: Verdict = "supported",
    title: str = "How much?",
) -> Claim:
    """Make a finding whose ways of counting have these values; the first is its own."""
    names = tuple(map(str, range(len(values))))
    variants = evaluate(
        [Choice("lexicon", names, "0")], lambda options: values[int(options["lexicon"])]
    )
    same = variants.share_of_sign(values[0])
    return Claim(
        Finding(
            id=id,
            chapter="x",
            title=title,
            text="So much.",
            value=values[0],
            low=None,
            high=None,
            unit="",
            n=9,
            verdict=verdict,
            agreement=same,
            specifications=len(values),
        ),
        variants,
    )


def silent(id: str) -> Claim:
    return Claim(
        Finding(
            id=id,
            chapter="x",
            title="And then?",
            text="There is no date.",
            value=None,
            low=None,
            high=None,
            unit="",
            n=0,
            verdict="does not apply",
            agreement=None,
            specifications=0,
        ),
        None,
    )


CLAIMS = [
    claim("half", [1.0, -1.0], verdict="not supported", title="Half?"),
    claim("firm", [1.0, 2.0, 4.0], title="Firm?"),
    claim("most", [-1.0, -2.0, 3.0, -4.0], verdict="fragile", title="Most?"),
    silent("none"),
]


def test_answers_are_ordered_by_how_often_they_are_the_same() -> None:
    table = trust.answers(CLAIMS)
    assert table.select("id", "same", "ways", "lowest", "highest").rows() == [
        ("firm", 1.0, 3, "1.00", "4.00"),
        ("most", 0.75, 4, "−4.00", "3.00"),
        ("half", 0.5, 2, "−1.00", "1.00"),
    ]
    assert set(table["choice"]) == {"lexicon"}
    assert set(table["explained"]) == {1.0}
    assert trust.answers([silent("none")]).height == 0


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (CLAIMS, "1 of 3 findings gives the same answer in at least 90% of the ways of counting"),
        (
            CLAIMS[1:2],
            "Every finding gives the same answer in at least 90% of the ways of counting",
        ),
        (
            CLAIMS[:1],
            "None of 1 finding gives the same answer in at least 90% of the ways of counting",
        ),
        (CLAIMS[3:], "How often each finding gives the same answer"),
    ],
)
def test_the_title_counts_firm_findings(claims: list[Claim], words: str) -> None:
    assert trust.answers_title(trust.answers(claims)) == words


def test_the_verdict_counts_findings_by_their_own() -> None:
    said = trust.verdict(CLAIMS)
    assert said.startswith("Of 3 findings, 1 holds both when")
    assert "1 holds in one of the two ways, and 1 does not hold." in said
    assert trust.verdict(CLAIMS[:1]).startswith("The one finding does not hold. It says nothing")
    assert trust.verdict(CLAIMS[3:]).startswith("No finding has an answer")


def test_frames_are_compared_with_the_guess() -> None:
    table = pl.DataFrame(
        {
            "frame": ["a", "a", "b", "b", "c", "c"],
            "found_by": [RULES, GUESS] * 3,
            # The intervals of the second meet those of its guess; the third has no score.
            "low": [0.5, 0.1, 0.2, 0.1, None, 0.1],
            "high": [0.9, 0.3, 0.9, 0.3, None, 0.3],
        }
    )
    assert trust.frames_title(table) == "1 of 3 frames is found clearly better than by guessing"
    every = "Every frame shown is found clearly better than by guessing"
    assert trust.frames_title(table.head(2)) == every
    assert trust.frames_title(table.clear()) == "How well each frame is found"


def test_a_finding_is_found_by_its_id_or_the_nearest_is_named() -> None:
    assert trust.find_claim(CLAIMS, "most") is CLAIMS[2]
    with pytest.raises(InputError, match='write "firm"'):
        trust.find_claim(CLAIMS, "frim")


def test_a_curve_rises_and_names_the_articles(make_study: MakeStudy) -> None:
    study = make_study({"a": "It rains.", "b": "It snows."}, dates={"a": "2022-01-03"})
    articles = Choice("articles", ("all", "without a"), "all")
    values = {"all": 2.0, "without a": 1.0}
    made = CLAIMS[0]._replace(
        specifications=evaluate([articles], lambda options: values[options["articles"]])
    )
    curve = trust.specification_curve(study, made)
    assert curve.select("articles", "value").rows() == [
        ("without a, 3 Jan 2022", 1.0),
        ("all", 2.0),
    ]
    assert trust.specification_curve(study, silent("none")).height == 0
    assert trust.curve_title(CLAIMS[2]) == "Most? The same answer in 3 of 4 ways of counting"
    assert trust.curve_title(silent("none")) == "And then?"
    assert trust.choice_influence(silent("none")).height == 0


def test_thinning_keeps_the_ends_and_the_reference() -> None:
    table = pl.DataFrame({"value": range(1000)}).with_columns(reference=pl.col("value") == 501)
    kept = trust.thin(table)["value"].to_list()
    assert kept[0] == 0
    assert kept[-1] == 999
    assert 501 in kept
    assert len(kept) <= trust.DRAWN + 1
    assert trust.thin(table.head(50)).height == 50


def test_questions_without_an_answer_say_why() -> None:
    assert trust.unanswered(CLAIMS).rows() == [("And then?", "There is no date.")]


def test_specifications_kept_by_a_chapter_are_as_good() -> None:
    first = CLAIMS[1]
    assert first.specifications is not None
    kept = Claim(first.finding, Specifications(first.specifications.table))
    assert trust.answers([kept]).equals(trust.answers([first]))


@pytest.mark.parametrize("texts", [{"only": "It rained."}, TEXTS, {"a": "", "b": "No."}])
def test_all_comes_out_for_small_corpora(make_study: MakeStudy, texts: dict[str, str]) -> None:
    study = make_study(texts, resamples=100)
    claims = findings(study)
    table = trust.answers(claims)
    words = [trust.verdict(claims), trust.answers_title(table), trust.coding(study)]
    words += table["value"].to_list() + trust.unanswered(claims)["reason"].to_list()
    assert not any(re.search(r"\bnan\b|\bNone\b(?! of)|null", text) for text in words)
    for made in claims:
        assert trust.specification_curve(study, made).height <= trust.DRAWN + 1
    assert "No sentence of this corpus was coded" in trust.coding(study)
