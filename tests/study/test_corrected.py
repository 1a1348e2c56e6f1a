"""Coders of a drawn sample correct shares and means; other coded sentences do not."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from climate import CODEBOOK, corpus_of
from coded_corpus import ARTICLES, coded_corpus

from helpers.corpus.coding.folder import coder_file
from helpers.findings import sentiment
from helpers.findings.corrected_titles import note, scope, shares_title
from helpers.findings.correction import corrected_lead
from helpers.study.coded_values import coded_sentences
from helpers.study.corrected import (
    AS_READ,
    CODED,
    CORRECTED,
    beside_corrected,
    correct,
    corrected_shares,
    corrected_tones,
    frame_lead,
    frame_quantity,
    lead_quantity,
    passed_on_quantity,
    tone_quantity,
    whole_articles,
    within,
)
from helpers.study.frames import shares
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters

NUMBER = pl.col("text").str.extract(r"(\d+)").cast(pl.Int64)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Study:
    corpus = coded_corpus(tmp_path_factory.mktemp("sampled"), drawn=80)
    return Study(Parameters(resamples=100), make(corpus))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Study:
    corpus = coded_corpus(tmp_path_factory.mktemp("whole"), coded="north")
    return Study(Parameters(resamples=100), make(corpus))


def test_a_drawn_sample_corrects_a_share(sampled: Study) -> None:
    row = correct(sampled, frame_quantity("costs"))
    assert row is not None
    assert (row["n"], row["coded_n"]) == (160, 80)
    assert row["measured"] == pytest.approx(0.25)
    assert row["coded_only"] == pytest.approx(0.5)
    assert row["low"] < 0.5 < row["high"]
    assert row["high"] - row["low"] < row["coded_high"] - row["coded_low"]


def test_shares_stand_beside_what_the_rules_find(sampled: Study) -> None:
    table = corrected_shares(sampled)
    assert table.filter(frame="costs")["counted"].to_list() == [AS_READ, CORRECTED, CODED]
    both = beside_corrected(sampled, shares(sampled))
    assert both.filter(frame="costs")["counted"].to_list() == [AS_READ, CORRECTED]
    assert both["frame"].unique(maintain_order=True).to_list() == shares(sampled)["frame"].to_list()
    assert shares_title(sampled, table) == (
        "For 1 of 3 frames, the measured share lies outside the corrected interval"
    )
    assert scope(sampled) == (
        "80 sentences of these articles were drawn at random and coded. They correct what is "
        "measured in all 160 sentences."
    )


def test_coders_say_whose_words_they_are(sampled: Study) -> None:
    # The rules find no quotation; by the coders the second half is quoted.
    tones = corrected_tones(sampled)
    assert tones["who"].unique(maintain_order=True).to_list() == [
        "all sentences",
        "sources",
        "reporters",
    ]
    quoted = within(sampled, frame_quantity("costs"), "who", "sources")
    row = correct(sampled, quoted)
    assert row is not None
    assert row["measured"] is None
    drawn = sampled.tables.sample.filter(document="south")["text"].str.extract(r"(\d+)")
    assert row["coded_n"] == drawn.len()
    assert row["coded_only"] == pytest.approx((drawn.cast(pl.Int64) % 2 == 0).mean())


def test_a_finding_is_judged_by_its_corrected_value(sampled: Study) -> None:
    finding = sentiment.balance(sampled).finding
    assert finding.corrected is not None
    assert finding.corrected.value == pytest.approx(-0.5, abs=0.01)
    assert finding.corrected.high < 0
    assert "80 coded sentences" in finding.reason


def test_a_lead_needs_codes_of_every_rival(sampled: Study) -> None:
    known = frame_lead("costs", "science")
    assert corrected_lead(sampled, [known]) is not None
    # Nobody coded the other one, which may be the strongest rival.
    unknown = known._replace(coded=pl.lit(None, pl.Float64))
    assert corrected_lead(sampled, [known, unknown]) is None
    assert corrected_lead(sampled, []) is None


def test_paragraphs_and_other_scales_are_not_corrected(sampled: Study) -> None:
    assert correct(sampled.vary(unit="paragraph"), frame_quantity("costs")) is None
    paragraphs = sampled.vary(unit="paragraph")
    assert scope(paragraphs).endswith("They correct nothing here, as this book counts paragraphs.")
    assert note(sampled)
    assert not note(paragraphs)
    afinn = sampled.vary(lexicon="afinn")
    assert correct(afinn, tone_quantity(afinn)) is None


def test_articles_coded_whole_correct_only_themselves(whole: Study) -> None:
    assert whole_articles(whole) == ["north"]
    assert correct(whole, frame_quantity("costs")) is None
    assert sentiment.balance(whole).finding.corrected is None
    table = corrected_shares(whole).filter(frame="costs")
    assert table.select("counted", "value", "low").rows() == [
        (AS_READ, pytest.approx(0.25), None),
        (CODED, pytest.approx(0.5), None),
    ]
    assert shares_title(whole, corrected_shares(whole)) == (
        "In the coded articles no frame’s measured share is off by more than 25 percentage points "
        "(“What it costs”)"
    )
    assert scope(whole).startswith("1 article was coded sentence by sentence, the other 1 not")


def test_coded_sentences_that_were_not_drawn_say_nothing_of_the_others(tmp_path: Path) -> None:
    study = Study(Parameters(), make(coded_corpus(tmp_path, every=2)))
    assert not coded_sentences(study)["drawn"].any()
    assert correct(study, frame_quantity("costs")) is None
    assert scope(study).startswith("The coded sentences were not drawn at random.")


def test_a_few_drawn_sentences_correct_nothing(tmp_path: Path) -> None:
    study = Study(Parameters(), make(coded_corpus(tmp_path, drawn=40)))
    assert correct(study, frame_quantity("costs")) is None
    assert "fewer than the 50" in scope(study)
    assert not note(study)
    assert not corrected_shares(study).height


def test_a_field_coded_too_seldom_is_named(tmp_path: Path) -> None:
    corpus = coded_corpus(tmp_path, drawn=80)
    path = coder_file(corpus, "ann")
    codes = pl.read_csv(path).with_columns(tone=pl.when(pl.int_range(pl.len()) < 40).then("tone"))
    codes.write_csv(path)
    study = Study(Parameters(), make(corpus))
    assert scope(study).endswith(
        "They correct what is measured in all 160 sentences. For tone, the coders agree on only 40 "
        "of them, fewer than the 50 that it takes."
    )
    assert corrected_shares(study).height
    assert not corrected_tones(study).height


def test_without_codes_nothing_is_corrected(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ARTICLES)
    (corpus / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    study = Study(Parameters(), make(corpus))
    assert correct(study, frame_quantity("costs")) is None
    assert not corrected_shares(study).height
    assert scope(study) == "No sentence was coded, so no share and no mean can be corrected."


def test_sentences_of_uneven_strata_stand_for_as_many_as_were_left_undrawn(tmp_path: Path) -> None:
    tables = make(coded_corpus(tmp_path, drawn=160))
    number = pl.col("text").str.extract(r"(\d+)").cast(pl.Int64)
    # 40 of 80 sentences in the north, all with the frame; 20 of 80 in the south, none with it.
    north = tables.sample.filter(number < 80, number % 2 == 0).with_columns(
        stratum=pl.lit("north"), probability=pl.lit(0.5)
    )
    south = tables.sample.filter(number >= 80, number % 4 == 1).with_columns(
        stratum=pl.lit("south"), probability=pl.lit(0.25)
    )
    study = Study(Parameters(), replace(tables, sample=pl.concat([north, south])))
    row = correct(study, frame_quantity("costs"))
    assert row is not None
    assert row["coded_n"] == 60
    assert row["coded_only"] == pytest.approx((40 / 0.5) / 160)


def test_what_coders_call_boilerplate_is_coded_and_no_text(sampled: Study, whole: Study) -> None:
    # One in four of the sentences, all without the frame.
    is_no_text = NUMBER % 4 == 1

    def with_boilerplate(study: Study) -> Study:
        kind = pl.when(is_no_text).then(pl.lit("boilerplate")).otherwise(pl.lit("body"))
        coded = study.tables.coded.with_columns(kind=kind)
        return Study(study.parameters, replace(study.tables, coded=coded))

    study = with_boilerplate(sampled)
    assert scope(study).startswith("80 sentences of these articles were drawn at random and coded.")
    row = correct(study, frame_quantity("costs"))
    assert row is not None
    assert row["coded_n"] == 60
    assert row["coded_only"] == pytest.approx(40 / 60)
    sources = correct(study, within(study, frame_quantity("costs"), "who", "sources"))
    assert sources is not None
    drawn = sampled.tables.sample.filter(NUMBER >= 80)
    assert sources["coded_n"] == drawn.filter(~is_no_text).height
    assert whole_articles(with_boilerplate(whole)) == ["north"]


def test_a_field_that_was_asked_of_reporters_counts_where_it_was_answered() -> None:
    table = pl.DataFrame(
        {
            "voice": ["narrator", "narrator", "quote", "quote"],
            "coded_voice": ["narrator", "narrator", "quote", "quote"],
            "coded_bloc": ["none", None, "greens", None],
        }
    )
    lead = lead_quantity("bloc", "greens", "industry")
    assert table.select(lead.is_answered).to_series().to_list() == [True, False, True, False]
    # Coders who name a group only of those who are quoted have answered of the reporters, too.
    only_sources = table.with_columns(coded_bloc=pl.col("coded_bloc").replace("none", None))
    assert only_sources.select(lead.is_answered).to_series().to_list() == [True, True, True, False]
    by_rules = only_sources.with_columns(coded_voice=pl.lit(None, pl.String))
    assert by_rules.select(lead.is_answered).to_series().to_list() == [True, True, True, False]


def test_a_sentence_without_an_answer_is_as_good_as_not_coded(tmp_path: Path) -> None:
    tables = make(coded_corpus(tmp_path, drawn=160))
    bloc = pl.when(NUMBER < 80).then(pl.lit("none")).otherwise(pl.lit("greens"))
    unanswered = NUMBER % 3 == 0
    coded = tables.coded.with_columns(bloc=bloc)

    def corrected(codes: pl.DataFrame) -> list[dict[str, object] | None]:
        study = Study(Parameters(), replace(tables, coded=codes))
        lead = within(study, lead_quantity("bloc", "greens", "industry"), "who", "sources")
        return [correct(study, one) for one in (lead, passed_on_quantity())]

    some = [
        coded.with_columns(
            pl.when(~unanswered).then(name).alias(name) for name in ("voice", "bloc")
        ),
        coded.filter(~unanswered),
    ]
    first, second = map(corrected, some)
    assert first == second
    assert first[0] is not None
    assert first[0]["coded_only"] == 1
    # The voice alone tells nothing of the group.
    voices = coded.with_columns(bloc=pl.when(~unanswered).then("bloc"))
    assert corrected(voices)[0] == first[0]
