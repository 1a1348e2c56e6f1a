"""What the instruments reach against people: printed, and held at honest floors.

tone.yml was written with the three coded articles in view, so their figures are those of
development. The editorials were read for the mistakes of the rules of grammar, and no word was
taken from them; the climate sentences were never read.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import yaml

from helpers.corpus.lexicons import Grammar, ToneSettings
from helpers.measures.agreement import (
    accuracy,
    consensus,
    krippendorff_alpha,
    precision_recall_f1,
)
from helpers.measures.sentiment.audit import beside_codes, coverage
from helpers.measures.sentiment.documents import document_scores
from helpers.measures.sentiment.instruments import HEADLINE, instruments
from helpers.measures.sentiment.labels import label
from helpers.measures.sentiment.targets import target_tones
from helpers.measures.sentiment.tones import score, score_texts

ROOT = Path(__file__).parents[3]


def to_label(scores: pl.Series) -> pl.Series:
    values = scores.fill_null(0).to_numpy()
    return pl.Series(np.where(values >= 0.05, 1, np.where(values <= -0.05, -1, 0)))


def weighted_f1(gold: pl.Series, read: pl.Series) -> float:
    table = pl.DataFrame({"gold": gold, "read": read})
    result = precision_recall_f1(table, gold="gold", predicted="read")
    labels = result.filter(pl.col("label") != "macro")
    return (labels["f1"] * labels["support"]).sum() / labels["support"].sum()


@pytest.fixture(scope="session")
def tones(all_instruments, tone, coded_sentences) -> pl.DataFrame:
    return label(
        score(coded_sentences, instruments=all_instruments.values()), thresholds=tone.thresholds
    )


def test_against_the_coded_sentences(tones, agreed_tone):
    beside = beside_codes(tones, agreed_tone)
    result = accuracy(beside, gold="gold", predicted="predicted", by="lexicon")
    always_neutral = precision_recall_f1(
        agreed_tone.with_columns(pl.lit(0).alias("read")), gold="tone", predicted="read"
    )
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=140, float_precision=3):
        print(result, always_neutral, coverage(tones), sep="\n")
    by_name = {row["lexicon"]: row for row in result.iter_rows(named=True)}
    assert by_name[HEADLINE]["macro_f1"] >= 0.65
    assert by_name[HEADLINE]["accuracy"] >= 0.68
    assert by_name[HEADLINE]["accuracy"] > by_name[HEADLINE]["majority_accuracy"]
    assert by_name["vader"]["macro_f1"] < 0.45


def test_with_and_without_rules_of_grammar(lexicons, tone, coded_sentences, agreed_tone):
    """On the coded articles, on which the word lists were written, the rules cost little."""
    rules = list(Grammar.model_fields)
    cases = {"all": {}, "none": dict.fromkeys(rules, False)}
    cases |= {f"without {rule}": {rule: False} for rule in rules}
    reached = {}
    for name, off in cases.items():
        settings = tone.model_copy(update={"grammar": tone.grammar.model_copy(update=off)})
        headline = [instruments(lexicons, settings)[HEADLINE]]
        labels = label(score(coded_sentences, instruments=headline), thresholds=tone.thresholds)
        beside = beside_codes(labels, agreed_tone)
        reached[name] = accuracy(beside, gold="gold", predicted="predicted").row(0, named=True)
        print(f"{name}: {reached[name]['accuracy']:.3f}, F1 {reached[name]['macro_f1']:.3f}")
    for figure in ("accuracy", "macro_f1"):
        assert abs(reached["all"][figure] - reached["none"][figure]) < 0.02


def test_sign_of_all_article_means(tones, agreed_tone):
    means = document_scores(tones.filter(pl.col("lexicon") == HEADLINE))
    gold = agreed_tone.group_by("document").agg(pl.col("tone").mean()).sort("document")
    print(means, gold, sep="\n")
    assert means["document"].to_list() == gold["document"].to_list()
    assert (gold["tone"] < 0).all()
    assert (means["score"] < 0).all()
    # The sign does not hang on what uncovered sentences count.
    filled = tones.filter(pl.col("lexicon") == HEADLINE).with_columns(pl.col("score").fill_null(0))
    assert (document_scores(filled)["score"] < 0).all()


def test_no_other_threshold_is_much_more_accurate(
    tones: pl.DataFrame, agreed_tone, tone: ToneSettings
):
    headline = tones.filter(pl.col("lexicon") == HEADLINE)
    reached = {}
    for threshold in [tone.thresholds[HEADLINE], *np.arange(0.1, 0.55, 0.05)]:
        labels = label(headline, thresholds={HEADLINE: threshold})
        beside = beside_codes(labels, agreed_tone)
        reached[round(float(threshold), 2)] = accuracy(beside, gold="gold", predicted="predicted")[
            "accuracy"
        ].item()
    print("accuracy by threshold:", {at: round(value, 3) for at, value in reached.items()})
    one_sentence = 1 / agreed_tone.height
    assert max(reached.values()) <= reached[tone.thresholds[HEADLINE]] + one_sentence + 1e-9


def test_agreement_between_instruments(tones):
    plain = tones.filter(pl.col("lexicon").is_in(["vader", "afinn", "pattern"]))
    row = krippendorff_alpha(
        plain, unit=["document", "sentence"], coder="lexicon", values="tone", level="ordinal"
    ).row(0, named=True)
    print("ordinal alpha of three lexicons:", row)
    assert row["coders"] == 3
    assert 0.2 < row["alpha"] < 0.667


def test_on_editorials(editorials, all_instruments, tone, nltk_vader):
    scores = score_texts(
        editorials["text"], instruments=all_instruments, thresholds=tone.thresholds
    )
    direct = pl.Series(
        [nltk_vader.polarity_scores(text)["compound"] for text in editorials["text"]]
    )
    ratings = editorials["rating"]
    reached = {}
    for name, column in {
        "NLTK": direct,
        "vader": scores["tone_vader"],
        "headline": scores["tone_score"],
    }.items():
        r = float(np.corrcoef(column.fill_null(0), ratings)[0, 1])
        reached[name] = (r, weighted_f1(to_label(ratings), to_label(column)))
        print(f"editorials, {name}: r {r:.4f}, weighted F1 {reached[name][1]:.4f}")
    by_label = weighted_f1(to_label(ratings), scores["tone"].fill_null(0))
    print(f"editorials, headline's label: weighted F1 {by_label:.4f}")
    assert reached["vader"] == reached["NLTK"]
    assert reached["vader"][0] == pytest.approx(0.485, abs=0.002)
    assert reached["headline"][0] >= reached["vader"][0]
    assert min(reached["headline"][1], by_label) >= reached["vader"][1]


def test_on_climate_news(climate, all_instruments, tone):
    """It fails there: below the guess that always says neutral, though above plain VADER."""
    scores = score_texts(climate["text"], instruments=all_instruments, thresholds=tone.thresholds)
    table = climate.with_columns(
        scores["tone"].fill_null(0).alias("headline"), to_label(scores["tone_vader"]).alias("vader")
    )
    rows = {
        name: accuracy(table, gold="tone", predicted=name).row(0, named=True)
        for name in ("headline", "vader")
    }
    for name, row in rows.items():
        print(
            f"climate, {name}: accuracy {row['accuracy']:.3f}, macro F1 {row['macro_f1']:.3f}; "
            f"always neutral {row['majority_accuracy']:.3f}, {row['majority_macro_f1']:.3f}"
        )
    assert rows["headline"]["accuracy"] > rows["vader"]["accuracy"]
    assert rows["headline"]["macro_f1"] > rows["vader"]["macro_f1"]


def test_tone_towards_targets_is_not_stance(all_instruments, tone, codes, coded_sentences):
    """Tone finds who is meant, not how: only towards the West is it better than always neutral."""
    settings = yaml.safe_load((ROOT / "corpus" / "actors.yml").read_text(encoding="utf-8"))
    result = target_tones(
        coded_sentences,
        targets=settings["targets"],
        openers=tone.clause_opening_words,
        instrument=all_instruments[HEADLINE],
    )
    for target in settings["targets"]:
        value = f"stance_{target}"
        gold = consensus(codes, unit=["document", "sentence"], coder="coder", value=value)
        gold = gold.filter(pl.col(value).is_not_null())
        of_one = result.filter(pl.col("target") == target)
        beside = gold.join(of_one, on=["document", "sentence"], how="left")
        meant = beside["target"].count() / beside.height
        print(f"{target}: {meant:.2f} of {beside.height} sentences that refer to it are found")
        for column in ("score", "clause_score"):
            read = label(
                beside.select(
                    pl.lit(HEADLINE).alias("lexicon"), pl.col(column).alias("score"), value
                ),
                thresholds=tone.thresholds,
            ).with_columns(pl.col("tone").fill_null(0))
            row = accuracy(read, gold=value, predicted="tone").row(0, named=True)
            print(
                f"  {column}: accuracy {row['accuracy']:.2f}, macro F1 {row['macro_f1']:.2f}; "
                f"always {row['majority']}: {row['majority_accuracy']:.2f}"
            )
            if target == "west":
                assert row["accuracy"] > row["majority_accuracy"]
        assert meant >= 0.85
