"""Scores, means and checks of tone, on corpora small enough for paper."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from tone_fixtures import GOOD, TERRIBLE, corpus_of, study_of

from helpers.measures.sentiment.audit import contributions
from helpers.study import target_tones, tone_checks, tone_means, tones
from helpers.study.instruments import LEXICONS
from helpers.study.make_tables import make
from helpers.study.tables import Tables
from helpers.study.tones import INSTRUMENTS

# Instruments that do not score the coded articles as another does.
DIFFERENT = [name for name in INSTRUMENTS if name != "pattern_neutral"]


def test_scores_of_sentences_and_paragraphs(coded_tables: Tables):
    table = tones.unit_scores(study_of(coded_tables, documents=["north"]))
    assert table["score"].to_list() == pytest.approx([GOOD, None, TERRIBLE, table["score"][3]])
    by_paragraph = tones.unit_scores(study_of(coded_tables, documents=["north"], unit="paragraph"))
    assert by_paragraph["sentence"].to_list() == [0, 3]
    assert by_paragraph["score"][0] == pytest.approx((GOOD + TERRIBLE) / 2)


def test_the_chosen_instrument_scores(coded_tables: Tables):
    plain = tones.unit_scores(study_of(coded_tables, documents=["south"]), "vader")[
        "score"
    ].to_list()
    own = tones.unit_scores(study_of(coded_tables, documents=["south"]))["score"].to_list()
    assert own == pytest.approx([GOOD, GOOD])
    assert all(many > one for many, one in zip(plain, own, strict=True))
    afinn = tones.unit_scores(study_of(coded_tables, documents=["south"], lexicon="afinn"))["score"]
    assert afinn.to_list() == [3, 3 + 1]


def test_boilerplate_is_nobodys():
    table = pl.DataFrame({"voice": ["narrator", "quote", "indirect", None]})
    assert table.select(tones.who())["who"].to_list() == ["narrator", "sources", "sources", None]


def test_sums_are_kept_apart_by_instrument_article_and_voice(coded_tables: Tables):
    study = study_of(coded_tables)
    table = tones.sums(study)
    assert table["score headline"].sum() == pytest.approx(tones.unit_scores(study)["score"].sum())
    assert table.filter(pl.col("period") == "after")["known headline"].sum() == 2
    labels = tones.sentence_labels(study)["label headline"]
    assert table["label headline"].sum() == labels.sum()
    assert table["reads headline"].sum() == labels.len()


def test_means_stand_beside_the_coders_and_plain_vader(coded_tables: Tables):
    study = study_of(coded_tables)
    table = tone_means.tone_means(study, by="document", lexicons=tone_means.comparable(study))
    assert table["lexicon"].unique(maintain_order=True).to_list() == ["headline", "coders", "vader"]
    assert table["document"].to_list() == ["north"] * 3 + ["south"] * 3
    coders = table.filter(pl.col("lexicon") == "coders")
    assert coders.select("document", "mean").rows() == [("north", 0.5), ("south", -1)]


def test_on_another_scale_no_coded_tone_stands(coded_tables: Tables):
    # AFINN's sums know no bound.
    assert tone_means.comparable(study_of(coded_tables, lexicon="afinn")) == ["afinn"]
    assert tone_means.comparable(study_of(coded_tables, lexicon="vader")) == ["vader", "coders"]


def test_groups_stand_by_their_mean_and_periods_in_time(coded_tables: Tables):
    study = study_of(coded_tables)
    groups = tone_means.tone_means(study, by="group")
    assert groups["group"].to_list() == ["none", "reporters"]
    assert groups["mean"].is_sorted()
    assert groups["n"].to_list() == [1, 4]
    periods = tone_means.tone_means(study, by="period")
    assert periods.select("period", "n").rows() == [("before", 3), ("after", 2)]


def test_of_many_articles_the_lowest_and_the_highest_are_drawn(tmp_path: Path):
    rows = "".join(f"a{n:02d},{'It is good. ' * (n + 5)}It is terrible.\n" for n in range(30))
    made = make(corpus_of(tmp_path / "m", "id,text\n" + rows))
    means = tone_means.tone_means(study_of(made), by="document")
    drawn = tone_means.drawable(means)["document"].to_list()
    assert len(drawn) == tone_means.ARTICLES
    assert drawn[:2] == ["a00", "a01"]
    assert drawn[-1] == "a29"


def test_means_of_a_few_sentences_are_not_drawn(coded_tables: Tables):
    means = tone_means.tone_means(study_of(coded_tables), by="document")
    assert means.height == 2
    assert not tone_means.drawable(means).height


def test_every_instrument_has_a_column_beside_the_coders(coded_tables: Tables, bare_tables: Tables):
    table = tone_means.means_by_instrument(study_of(coded_tables))
    # The texts hold no neutral term that pattern rates, so its second form would say it again.
    assert table.columns == ["document", *DIFFERENT, "coders"]
    assert table["coders"].to_list() == [0.5, -1]
    assert table["headline"][1] == pytest.approx(GOOD, abs=1e-4)
    assert "coders" not in tone_means.means_by_instrument(study_of(bare_tables)).columns


def test_an_article_is_read_whole_and_by_its_sentences(bare_tables: Tables):
    table = tone_means.whole_against_sentences(study_of(bare_tables))
    assert table["reading"].to_list() == [tone_means.WHOLE, tone_means.BY_SENTENCE] * 2
    # Twice 1.9, of a sum v the compound is v / sqrt(v² + 15).
    assert table["score"].to_list() == pytest.approx([0.7003, GOOD, GOOD, GOOD], abs=1e-4)


def test_articles_stand_at_their_dates_beside_their_period(
    coded_tables: Tables, bare_tables: Tables
):
    table = tone_means.tone_by_date(study_of(coded_tables))
    assert table["document"].to_list() == ["north", "south"]
    assert table["period_mean"].to_list() == pytest.approx(table["mean"].to_list())
    undivided = tone_means.tone_by_date(study_of(coded_tables, split_date=None))
    assert undivided["period_mean"].null_count() == 2
    assert not tone_means.tone_by_date(study_of(bare_tables)).height


def test_the_course_has_a_gap_where_no_word_is_known(coded_tables: Tables):
    table = tone_means.tone_along(study_of(coded_tables, documents=["north"]), parts=10)
    assert table["part"].to_list() == [1, 3, 6, 8]
    assert table["mean"].to_list()[:3] == pytest.approx([GOOD, None, TERRIBLE], abs=1e-4)
    assert table["n"].to_list() == [1, 0, 1, 1]
    assert table["few"].all()


def test_words_are_weighed_for_each_instrument(coded_tables: Tables):
    study = study_of(coded_tables)
    words = contributions(study.valences, times="times").with_columns(pl.col("share").round(2))
    positive, negative = (
        words.filter((pl.col("lexicon") == "vader") & (pl.col("sign") == sign))
        .select("word", "share")
        .rows()
        for sign in ("positive", "negative")
    )
    # good 1.9 three times, security 1.4, united 1.8: 8.9. Below, war 2.9 and terrible 2.1; the
    # second "terrible" stands before two marks, where plain VADER does not read it.
    assert positive == [("good", 0.64), ("united", 0.2), ("security", 0.16)]
    assert negative[0] == ("war", 0.58)


def test_neutral_terms_have_a_share_of_each_lists_weight(coded_tables: Tables):
    weights = tone_checks.weight_of_neutral_terms(study_of(coded_tables), sign="positive")
    shares = {name: round(share, 2) for name, share in weights.iter_rows()}
    assert shares["vader"] == 0.36
    assert shares["afinn"] == 0.1


def test_tones_divide_all_sentences(coded_tables: Tables):
    table = tone_checks.tone_shares(study_of(coded_tables, documents=["north"]))
    own = table.filter(pl.col("lexicon") == "headline")
    assert own.select("tone", "sentences", "share").rows() == [
        ("negative", 2, 0.5),
        ("neutral", 0, 0),
        ("positive", 1, 0.25),
        (tone_checks.UNKNOWN, 1, 0.25),
    ]
    whole = table.group_by("lexicon").agg(pl.col("share").sum())["share"]
    assert whole.to_list() == pytest.approx([1] * len(DIFFERENT))


def test_instruments_are_held_against_the_coders(coded_tables: Tables, bare_tables: Tables):
    """Agreed: 1, 0, -1, -1; the disputed sentence is left out."""
    table = tone_checks.instruments_against_coders(study_of(coded_tables))
    rows = {row["lexicon"]: row for row in table.iter_rows(named=True)}
    assert {row["n"] for row in rows.values()} == {4}
    assert rows["headline"]["accuracy"] == 0.5
    assert rows["always negative"]["accuracy"] == 0.5
    assert rows["always neutral"]["accuracy"] == 0.25
    assert list(rows)[-2:] == ["always neutral", "always negative"]
    assert not tone_checks.instruments_against_coders(study_of(bare_tables)).height


def test_mistakes_are_counted_by_what_was_coded(coded_tables: Tables, bare_tables: Tables):
    wide = tone_checks.tone_confusion(study_of(coded_tables))
    own = wide.filter(pl.col("lexicon") == "headline")
    assert own.select("coded", "neutral", "positive").rows() == [
        ("negative", 0, 2),
        ("neutral", 1, 0),
        ("positive", 0, 1),
    ]
    assert not tone_checks.tone_confusion(study_of(bare_tables)).height


def test_a_coded_sentence_that_the_splitter_cuts_elsewhere_is_a_miss(coded_tables: Tables):
    moved = coded_tables.coded.with_columns(
        end=pl.when(pl.col("text") == "Norland is good.").then(pl.lit(15)).otherwise("end")
    )
    study = study_of(replace(coded_tables, coded=moved))
    table = tone_checks.instruments_against_coders(study)
    own = table.filter(pl.col("lexicon") == "headline")
    assert own.select("n", "accuracy").row(0) == (4, 0.25)
    assert tone_checks.tone_confusion(study)[tone_checks.MISSING].sum() == len(DIFFERENT)


def test_alpha_is_given_for_the_lists_together_and_in_pairs(coded_tables: Tables):
    table = tone_checks.alpha_of_instruments(study_of(coded_tables))
    assert table["instruments"][0] == "VADER, AFINN, pattern"
    assert table.height == 2 + 6
    assert (table["alpha"].drop_nulls() <= 1).all()


def test_disputes_are_of_labels(shipped_tables: Tables, wordless_tables: Tables):
    table = tone_checks.disputed_sentences(study_of(shipped_tables))
    signs = table.select(pl.max_horizontal(LEXICONS) - pl.min_horizontal(LEXICONS))
    assert signs.height
    assert (signs.to_series() > 0).all()
    assert not tone_checks.disputed_sentences(study_of(wordless_tables)).height


def test_tone_is_compared_with_coded_stance(coded_tables: Tables, bare_tables: Tables):
    """Norland is coded 1 and -1; both sentences about it are positive by their words."""
    study = study_of(coded_tables)
    table = target_tones.tone_as_stance(study)
    assert table.select("target", "n", "named", "accuracy", "better").rows() == [
        ("west", 2, 1, 0.5, False),
        ("west", 2, 1, 0.5, False),
    ]
    means = target_tones.target_means(study)
    assert dict(means.select("what", "mean").iter_rows()) == {
        target_tones.SENTENCES: pytest.approx(GOOD, abs=1e-4),
        target_tones.CLAUSES: pytest.approx(GOOD, abs=1e-4),
        target_tones.STANCE: 0,
    }
    bare = study_of(bare_tables)
    assert not target_tones.tone_as_stance(bare).height
    assert not target_tones.target_means(bare).height


def test_means_of_a_sample_weigh_what_its_sentences_stand_for(coded_tables: Tables):
    """Norland is good: 1 and for it, drawn with 1/4. It is no good: -1 and against it."""
    place = ["document", "start", "end"]
    rare = pl.col("text") == "Norland is good."
    sample = coded_tables.coded.unique(place, maintain_order=True).select(
        *place, probability=pl.when(rare).then(0.25).otherwise(1.0)
    )
    study = study_of(replace(coded_tables, sample=sample))
    means = dict(target_tones.target_means(study).select("what", "mean").iter_rows())
    assert means[target_tones.STANCE] == pytest.approx((4 * 1 - 1) / 5)
    # In the north the talks have a tone of 0; on the harbour the coders differ.
    by_article = tone_means.tone_means(study, by="document", lexicons=["headline", "coders"])
    coders = by_article.filter(lexicon="coders")
    assert coders.select("document", "n", "mean").rows() == [
        ("north", 2, pytest.approx(4 / 5)),
        ("south", 2, pytest.approx(-1)),
    ]
    own = study_of(coded_tables)
    assert by_article.filter(lexicon="headline").equals(tone_means.tone_means(own, by="document"))
    assert tone_means.means_by_instrument(study)["coders"].to_list() == pytest.approx([4 / 5, -1])


def test_the_share_that_names_a_side_is_of_what_the_sample_stands_for(coded_tables: Tables):
    place = ["document", "start", "end"]
    is_named = pl.col("text") == "Norland is good."
    sample = coded_tables.coded.unique(place, maintain_order=True).select(
        *place, probability=pl.when(is_named).then(0.25).otherwise(1.0)
    )
    # Of the two sentences on the West, the second is read as naming nobody.
    other = coded_tables.target_tones.filter(pl.col("document") == "north")
    study = study_of(replace(coded_tables, sample=sample, target_tones=other))
    assert target_tones.tone_as_stance(study)["named"].unique().to_list() == [4 / 5]
