"""Findings on tone, on corpora small enough for paper and on those that leave them no answer."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from tone_fixtures import GOOD, TONE, TONE_ARTICLES, corpus_of, study_of

from helpers.findings import sentiment as claims
from helpers.findings.finding import Finding
from helpers.findings.nothing_here import NO_DATE
from helpers.findings.specifications import Specifications
from helpers.study import tones
from helpers.study.make_tables import make
from helpers.study.tables import Tables


def findings_by_id(made: Tables, **values: object) -> dict[str, Finding]:
    return {finding.id: finding for finding, _ in claims.findings(study_of(made, **values))}


def specifications(made: Tables, name: str, **values: object) -> Specifications:
    """Give the specifications of one finding."""
    (variants,) = (
        claim.specifications
        for claim in claims.findings(study_of(made, **values))
        if claim.finding.id == name
    )
    assert variants is not None
    return variants


def test_specifications_cross_every_choice_with_every_instrument(coded_tables: Tables):
    curve = specifications(coded_tables, "sentiment-balance")
    # There is no boilerplate here, so it is no choice.
    assert curve.choices == ["unit", "voices", "reading", "lexicon", "topic's terms", "articles"]
    # Seven instruments: the report's own has no form without its neutral terms.
    assert curve.table.height == 2 * 3 * 2 * 7 * 3
    own = curve.table.filter(pl.col("lexicon") == "this report")
    assert own["topic's terms"].unique().to_list() == ["neutral"]


@pytest.mark.parametrize("lexicon", ["headline", "vader", "afinn", "pattern"])
@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
def test_the_reference_is_the_finding_itself(coded_tables: Tables, lexicon: str, unit: str):
    for finding, curve in claims.findings(study_of(coded_tables, lexicon=lexicon, unit=unit)):
        assert curve is not None
        own = curve.table.filter("reference")["value"]
        assert own.to_list() == [pytest.approx(finding.value)]


def test_other_instruments_are_brought_to_the_scale_of_the_chosen_one(coded_tables: Tables):
    spreads = tones.spreads(study_of(coded_tables))
    spread = {name: of_one["score"] for name, of_one in spreads.items()}
    curve = specifications(coded_tables, "sentiment-balance")
    plain = tones.unit_scores(study_of(coded_tables), "vader")["score"].mean()
    row = curve.table.filter(
        (pl.col("lexicon") == "VADER")
        & (pl.col("topic's terms") == "as listed")
        & (pl.col("unit") == "sentence")
        & (pl.col("voices") == "all")
        & (pl.col("reading") == "score")
        & (pl.col("articles") == "all")
    )
    assert isinstance(plain, float)
    factor = spread["headline"] / spread["vader"]
    assert row["value"].to_list() == [pytest.approx(plain * factor)]


def test_the_balance_follows_the_words(
    coded_tables: Tables, bare_tables: Tables, wordless_tables: Tables
):
    south = findings_by_id(coded_tables, documents=["south"])["sentiment-balance"]
    assert south.value == pytest.approx(GOOD)
    assert "more positive than negative: the mean tone is 0.44 on a scale" in south.text
    assert "a word in 100% of the sentences. Every other tool gives the same sign" in south.limits
    assert findings_by_id(bare_tables)["sentiment-balance"].agreement == 1
    north = findings_by_id(coded_tables, documents=["north"], unit="paragraph")["sentiment-balance"]
    assert north.text.startswith("Paragraph by paragraph, the wording is more negative than")
    assert findings_by_id(wordless_tables)["sentiment-balance"].verdict == "does not apply"


def specifications_table(values: dict[str, float]) -> Specifications:
    table = pl.DataFrame({"lexicon": list(values), "value": list(values.values())})
    return Specifications(table.with_columns(pl.lit("as listed").alias("topic's terms")))


def test_instruments_that_dissent_are_named_with_what_the_coders_say_of_them(coded_tables: Tables):
    below = claims.Estimate(-0.1, None, None, 9)
    said = claims._dissent(
        study_of(coded_tables), specifications_table({"this report": -0.1, "VADER": 0.1}), below
    )
    # Of the four sentences that both coders code alike, plain VADER meets two, as does the guess.
    assert said == (
        "Most ways of counting with VADER do not give this sign; on the coded sentences this tool "
        "does not beat always guessing the most common tone."
    )


def test_without_coding_the_dissent_is_only_named(bare_tables: Tables):
    means = specifications_table({"AFINN": 0.1, "pattern": 0.1})
    said = claims._dissent(study_of(bare_tables), means, claims.Estimate(-0.1, None, None, 9))
    assert said == "Most ways of counting with AFINN and pattern do not give this sign."


def test_plain_vader_is_compared_with_the_coders_too(coded_tables: Tables, bare_tables: Tables):
    finding = findings_by_id(coded_tables)["sentiment-plain-vader"]
    assert "call 1 of 2 coded articles negative" in finding.limits
    # Two ways of adapting, two units, both voices or one, both articles or one.
    table = specifications(coded_tables, "sentiment-plain-vader").table
    assert table.height == 2 * 2 * 3 * 3
    # One voice is heard in one article alone: without it there is nothing to say.
    assert finding.specifications == table.height - 2 * 2
    assert (
        "coded sentences by hand" not in findings_by_id(bare_tables)["sentiment-plain-vader"].limits
    )
    # Nothing is neutral in the bare corpus: both instruments say the same.
    assert findings_by_id(bare_tables)["sentiment-plain-vader"].value == 0


def test_a_choice_that_leaves_no_text_has_no_value(bare_tables: Tables):
    caption = bare_tables.sentences.with_columns(
        kind=pl.lit("boilerplate"), voice=pl.lit(None, pl.String)
    )
    captions = replace(bare_tables, sentences=caption)
    balance = findings_by_id(captions, boilerplate=True)["sentiment-balance"]
    table = specifications(captions, "sentiment-balance", boilerplate=True).table
    assert table.filter(pl.col("boilerplate") == "left out")["value"].null_count() > 0
    assert balance.specifications == table.filter(pl.col("boilerplate") == "counted").height


def test_one_article_of_one_is_no_plural(tmp_path: Path):
    one = make(corpus_of(tmp_path / "one", "id,text\na,It is good.\n"))
    assert "It calls 0 of 1 article negative" in findings_by_id(one)["sentiment-plain-vader"].text


def test_passed_on_speech_against_the_narrator(coded_tables: Tables, bare_tables: Tables):
    finding = findings_by_id(coded_tables)["sentiment-by-voice"]
    table = tones.unit_scores(study_of(coded_tables))
    quoted = table.filter(pl.col("voice") != "narrator")["score"].mean()
    own = table.filter(pl.col("voice") == "narrator")["score"].mean()
    assert finding.value == pytest.approx(quoted - own)
    assert "worded more negatively than what reporters say in their own words" in finding.text
    assert "boilerplate" not in specifications(coded_tables, "sentiment-by-voice").choices
    assert findings_by_id(bare_tables)["sentiment-by-voice"].verdict == "does not apply"


def test_periods(coded_tables: Tables, bare_tables: Tables, wordless_tables: Tables):
    finding = findings_by_id(coded_tables)["sentiment-over-time"]
    assert "higher than before." in finding.text
    assert "This compares articles (1 before and 1 after), not periods." in finding.limits
    assert finding.value > 0
    early = findings_by_id(coded_tables, split_date="2021-01-01")["sentiment-over-time"]
    assert early.text == "All dated articles lie on one side of 1 January 2021."
    assert findings_by_id(coded_tables, split_date=None)["sentiment-over-time"].text == (
        "No date divides the articles into two periods."
    )
    assert findings_by_id(bare_tables)["sentiment-over-time"].text == NO_DATE
    assert findings_by_id(wordless_tables)["sentiment-over-time"].verdict == "does not apply"


def test_swapping_the_articles_swaps_the_sentence_about_time(coded_tables: Tables, tmp_path: Path):
    swapped = TONE_ARTICLES.replace("2022-01-10", "?").replace("2022-03-01", "2022-01-10")
    other = make(corpus_of(tmp_path / "o", swapped.replace("?", "2022-03-01"), tone=TONE))
    there, here = (
        findings_by_id(made, split_date="2022-02-24")["sentiment-over-time"]
        for made in (other, coded_tables)
    )
    assert there.value == pytest.approx(-here.value)
    assert there.text == here.text.replace("higher", "lower")


def test_outlets_keep_their_order_whichever_has_more_sentences(tmp_path: Path):
    head, good = "id,outlet,text\n", "The harbour is good. "
    found = [
        findings_by_id(make(corpus_of(tmp_path / name, f"{head}x,Herald,{x}\ny,Echo,{y}\n")))
        for name, x, y in [
            ("one", 3 * good + "It is terrible.", good),
            ("two", good, 3 * good + "It is terrible."),
        ]
    ]
    one, two = (findings["sentiment-by-outlet"] for findings in found)
    assert one.subjects == two.subjects == ("Herald", "Echo")
    assert one.value == pytest.approx(-two.value)
    assert one.value < 0


def test_on_the_real_corpus(shipped_tables: Tables):
    scores = tones.accuracy_of_instruments(study_of(shipped_tables))
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=140, float_precision=3):
        print(scores)
    by_name = {row["lexicon"]: row for row in scores.iter_rows(named=True)}
    assert by_name["headline"]["macro_f1"] >= 0.65
    assert by_name["headline"]["accuracy"] >= 0.68
    assert by_name["vader"]["accuracy"] < by_name["vader"]["majority_accuracy"]
    made = findings_by_id(shipped_tables)
    for finding in made.values():
        print(finding.id, finding.value, finding.verdict, finding.agreement, finding.text)
    means = (
        tones.unit_scores(study_of(shipped_tables)).group_by("document").agg(pl.col("score").mean())
    )
    assert (means["score"] < 0).all()
    assert made["sentiment-balance"].value < 0
    assert made["sentiment-plain-vader"].value > 0
