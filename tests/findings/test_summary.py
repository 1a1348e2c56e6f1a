"""The first page in words, and what it shows, from claims made by hand and small corpora."""

from collections.abc import Callable

import pytest

from helpers.findings import summary
from helpers.findings.claim import Claim
from helpers.findings.finding import Finding
from helpers.show.page import Page
from helpers.show.summary import bars, show_key_findings
from helpers.study.opening import Study

MakeStudy = Callable[..., Study]
TEXTS = {
    "a": "The guarantees are good. Minister Anna Berg said the talks failed.",
    "b": "Talks on security guarantees went well. Nobody complained of the talks.",
}
DATES = {"a": "2022-01-03", "b": "2022-02-01"}
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7 * 7 }}'


def claim(name: str = "framing-leading", **changes: object) -> Claim:
    values: dict[str, object] = {
        "id": name,
        "chapter": "frames",
        "title": "Which?",
        "text": "This one.",
        "value": 20.0,
        "low": 10.0,
        "high": 40.0,
        "unit": "percentage points: first minus second",
        "operands": (60.0, 40.0),
        "subjects": ("sources", "narrator"),
        "n": 9,
        "verdict": "supported",
        "agreement": 0.75,
        "specifications": 4,
        "reason": "It holds.",
    }
    return Claim(Finding.model_validate(values | changes), None)


def silent(name: str) -> Claim:
    nothing = dict.fromkeys(("value", "low", "high", "agreement", "operands"))
    return claim(name, **nothing, verdict="does not apply", specifications=0)


def ids(claims: list[Claim]) -> list[str]:
    return [each.finding.id for each in claims]


def test_what_holds_is_shown_in_order_and_four_at_most() -> None:
    every = [claim(name) for name in reversed(summary.KEY)]
    screen = summary.choose_findings(every)
    assert ids(screen.shown) == list(summary.KEY[: summary.MOST])
    assert screen.undecided == screen.silent == []


def test_what_does_not_hold_is_an_open_question_and_instruments_stay_out() -> None:
    first, second, third = summary.KEY[:3]
    weak = claim(first, verdict="not supported")
    screen = summary.choose_findings([weak, silent(second), claim(third), claim("terms-keywords")])
    assert (ids(screen.shown), ids(screen.undecided), ids(screen.silent)) == (
        [third],
        [first],
        [second],
    )


def test_the_headline_states_the_first_result_and_whose_texts_they_are(
    make_study: MakeStudy,
) -> None:
    study = make_study(TEXTS, DATES)
    passed_on = claim("voices-passed-on", operands=(87.2, 12.8))
    assert summary.headline(study, [passed_on]) == (
        "87% of the sentences in 2 articles quote or paraphrase somebody else"
    )
    none, every = (
        summary.headline(study, [claim("voices-passed-on", operands=(share, 100 - share))])
        for share in (0.0, 100.0)
    )
    assert none == "No sentence in 2 articles quotes or paraphrases somebody else"
    assert every == "Every sentence in 2 articles quotes or paraphrases somebody else"
    assert summary.headline(study, [claim()]) == "In 2 articles: This one."
    assert summary.headline(study, [silent("framing-leading")]).startswith("What 2 articles say")


def test_countries_are_named_where_all_are_known(make_study: MakeStudy) -> None:
    import polars as pl

    documents = make_study(TEXTS, DATES).documents.with_columns(country=pl.lit("Chad"))
    assert summary._from_where(documents) == ", all from outlets in Chad,"
    assert summary._from_where(documents.head(1)) == ", from an outlet in Chad,"
    mixed = documents.with_columns(country=pl.Series(["Chad", "Mali"]))
    assert summary._from_where(mixed) == " from outlets in Chad and Mali"
    assert summary._from_where(documents.with_columns(country=pl.Series(["Chad", None]))) == ""


@pytest.mark.parametrize("dates", [DATES, None])
def test_the_texts_are_described_as_far_as_they_are_known(
    make_study: MakeStudy, dates: dict[str, str] | None
) -> None:
    line = summary.describe_texts(make_study(TEXTS, dates))
    assert "4 sentences, 22 words" in line
    assert ("between 3 January 2022 and 1 February 2022" in line) == bool(dates)


def test_an_outlet_or_a_date_that_is_lacking_is_said(make_study: MakeStudy) -> None:
    import polars as pl

    study = make_study(TEXTS, {"a": "2022-01-03"})
    assert "on 3 January 2022 (1 article undated): 4 sentences" in summary.describe_texts(study)
    outlets = pl.Series("outlet", ["Post", None])
    assert summary._outlets(study.documents.with_columns(outlets)) == "Post and an unknown outlet"
    unknown = study.documents.with_columns(outlet=pl.lit(None, pl.String))
    assert summary._outlets(unknown) == "Unknown outlets"
    assert summary._outlets(unknown.head(1)) == "An unknown outlet"


def test_one_article_is_one(make_study: MakeStudy) -> None:
    study = make_study({"a": "It rained."})
    assert summary.headline(study, []) == "What 1 article says, and in whose words"
    assert summary.list_limits(study, [])[0].endswith("nothing is inferred beyond it.")


def test_a_tie_is_nothing_to_take_away() -> None:
    screen = summary.choose_findings([claim(value=0.0, verdict="fragile"), claim("voices-unnamed")])
    assert (ids(screen.shown), ids(screen.undecided)) == (["voices-unnamed"], ["framing-leading"])


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ({"reporters": 4}, "all by reporters"),
        ({"reporters": 3, "none": 1}, "reporters account for 75%"),
        (
            {"reporters": 2, "none": 1, "x": 1},
            "reporters and other or unknown speakers account for 75%",
        ),
    ],
)
def test_the_map_says_more_than_that_all_account_for_all(
    make_study: MakeStudy, groups: dict[str, int], words: str
) -> None:
    import polars as pl

    rows = pl.DataFrame({"group": [name for name, n in groups.items() for _ in range(n)]})
    assert summary.map_title(make_study(TEXTS), rows).endswith(words)


def test_limits_follow_the_corpus(make_study: MakeStudy) -> None:
    lines = " ".join(summary.list_limits(make_study(TEXTS), [claim(verdict="fragile")]))
    assert "2 articles cannot stand for" in lines
    assert "no method is checked here" in lines
    assert "1 answer above, marked “fragile”, could change" in lines
    assert "ranslation" not in lines


def test_bars_stand_on_one_scale(make_study: MakeStudy) -> None:
    page = Page(make_study(TEXTS))
    assert [(bar["label"], bar["text"], bar["width"]) for bar in bars(page, claim().finding)] == [
        ("quoted or paraphrased", "60%", 60.0),
        ("reporters’ own words", "40%", 40.0),
    ]
    tone = claim(unit="scale −1 to 1", value=-0.25, operands=None, low=-0.3, high=-0.2).finding
    (bar,) = bars(page, tone)
    # From the middle to a quarter of the left half.
    assert (bar["start"], bar["width"], bar["middle"]) == (37.5, 12.5, True)


def test_what_findings_quote_from_a_corpus_stays_text(make_study: MakeStudy) -> None:
    hostile = claim(title=HOSTILE, text=HOSTILE, reason=HOSTILE, unit=HOSTILE)
    page = Page(make_study(TEXTS))
    shown = show_key_findings(page, summary.FirstScreen([hostile], [hostile], [hostile]))
    for text in (shown.book, shown.bundle["text/markdown"]):
        assert "<img" not in text
        assert "<script" not in text
    assert "{{ 7 * 7 }}" in shown.book
