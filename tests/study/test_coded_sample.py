"""Scores from a random sample: weighed, with intervals, apart from what was not drawn."""

from pathlib import Path

import polars as pl
import pytest
from climate import climate_corpus
from coded_sample import SETS, code, codes_of, sampled_corpus

from helpers.coding.drawing import draw
from helpers.corpus.coding.codes import write_codes
from helpers.corpus.coding.folder import DRAW_LOG, MACHINES, SAMPLE, coder_file
from helpers.findings import checks, framing, limits, summary, trust
from helpers.measures.resampling import wilson_interval
from helpers.study import hand_coding
from helpers.study import instrument_check as check
from helpers.study.check_inputs import every_problem
from helpers.study.coded_sample import CodedSample, change_of_rules, coded_sample
from helpers.study.make_tables import make, prepare
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import read_tables
from helpers.study.tone_checks import instruments_against_coders

# What is read of the six sentences: costs, nothing, science and disaster, costs, science, disaster.
FRAMES = ["costs", "costs", "", "costs", "", ""]
PROBABILITIES = [1.0, 0.5, 0.5, 0.25, 1.0, 1.0]
FIVE = [("a", "Post", "2020-01-01", "Costs grow. Costs fell. Costs rose. Costs are. It is costs.")]
DRY = [("b", "Post", "2020-01-02", "It rains. It pours. Ships sail.")]


def answers(frames: list[str] | None = None) -> list[dict[str, object]]:
    return [{"issue": one, "tone": "0", "voice": "narrator"} for one in frames or FRAMES]


def weigh(corpus: Path, probabilities: list[float]) -> None:
    path = corpus / SAMPLE
    table = pl.read_csv(path).with_columns(probability=pl.Series(probabilities))
    table.write_csv(path)


def study_of(corpus: Path) -> Study:
    return Study(Parameters(resamples=100), make(corpus), chapter="trust")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    corpus = sampled_corpus(tmp_path)
    weigh(corpus, PROBABILITIES)
    return corpus


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A corpus of eight sentences, all drawn."""
    corpus = climate_corpus(tmp_path, FIVE + DRY)
    draw(corpus, n=8)
    return corpus


def test_scores_of_frames_are_weighed(corpus: Path) -> None:
    code(corpus, "ann", *answers())
    study = study_of(corpus)
    assert study.hand_coding["weight"].to_list() == [1, 2, 2, 4, 1, 1]
    table = hand_coding.frame_intervals(study.tables, study.parameters)
    costs, science, _ = table.rows(named=True)
    assert (costs["support"], costs["predicted"]) == (3, 2)
    # Of the weights 1, 2 and 4 that are coded, 1 and 4 are found; nothing else is.
    assert (costs["precision"], costs["recall"]) == (1, pytest.approx(5 / 7))
    assert costs["f1"] == pytest.approx(10 / 12)
    assert costs["prevalence"] == pytest.approx(7 / 11)
    assert (science["precision"], science["recall"], science["f1"]) == (0, None, 0)
    # 1, 2 and 4 tell as much as 49 / 21 units of one weight; the lower bound has a 4 more.
    upper, lower = wilson_interval(
        pl.DataFrame({"hits": [5 / 3, 5 * 11 / 37], "n": [49 / 21, 121 / 37]}), hits="hits", n="n"
    ).rows(named=True)
    assert costs["recall_high"] == pytest.approx(upper["high"])
    assert costs["recall_low"] == pytest.approx(lower["low"])
    assert costs["f1_high"] == pytest.approx(2 * upper["high"] / (1 + upper["high"]))
    assert (costs["precision_high"], science["recall_low"]) == (1, None)


def test_shares_right_are_weighed(corpus: Path) -> None:
    code(corpus, "ann", *answers())
    study = study_of(corpus)
    rows = {row["instrument"]: row for row in check.instrument_scores(study).to_dicts()}
    frames = rows["all frames: Frames of the set “issue”"]
    # Right are the first and the fourth, of weights 1 and 4 of 11; most common is costs, with 7.
    assert (frames["n"], frames["right"]) == (6, pytest.approx(5 / 11))
    assert frames["guess"] == pytest.approx(7 / 11)
    assert frames["low"] < frames["right"] < frames["high"]
    # The third, fourth and last are indirect speech: 7 of 11.
    voice = check.confusion_shares(study, "voice").filter(read="paraphrased")
    assert voice["share"].to_list() == [pytest.approx(7 / 11)]
    tones = instruments_against_coders(study)
    assert tones.filter(lexicon="always neutral")["accuracy"].to_list() == [1]
    assert (tones["low"].drop_nulls() < tones["accuracy"].head(len(tones) - 1)).all()


def test_what_was_not_drawn_is_left_out(corpus: Path) -> None:
    code(corpus, "ann", *answers())
    pl.read_csv(corpus / SAMPLE).head(4).write_csv(corpus / SAMPLE)
    study = study_of(corpus)
    assert coded_sample(study.tables) == CodedSample(4, 4, 2, is_even=False)
    assert study.hand_coding.height == 4
    words = trust.coding(study)
    assert words.startswith("4 sentences drawn at random from this corpus were coded by 1 person. ")
    assert "2 other coded sentences are left out, as they were not drawn." in words
    assert "The less likely a sentence was to be drawn, the more it counts." in words


def test_a_sample_that_nobody_coded_changes_nothing(corpus: Path) -> None:
    code(corpus, "ann", *answers())
    whole = pl.read_csv(corpus / SAMPLE)
    whole.with_columns(end=pl.col("end") + 1).write_csv(corpus / SAMPLE)
    study = study_of(corpus)
    assert coded_sample(study.tables) is None
    assert study.hand_coding["weight"].to_list() == [1.0] * 6
    assert hand_coding.frame_scores(study.tables)["recall"][0] == pytest.approx(2 / 3)
    assert set(check.instrument_scores(study)["seen"]) == {check.NOT_KNOWN, check.UNSEEN}
    assert "They were not drawn at random" in trust.coding(study)


def test_half_a_sample_is_said_to_be_half(corpus: Path) -> None:
    code(corpus, "ann", *answers()[:3])
    words = trust.coding(study_of(corpus))
    assert words.startswith("Of 6 sentences drawn at random from this corpus, 3 were coded by 1 ")


def test_rules_are_unseen_until_they_change(plain: Path, tmp_path: Path) -> None:
    code(plain, "ann", *answers(["costs"] * 5 + [""] * 3))
    study = study_of(plain)
    assert change_of_rules(study.tables, ["issue", "tone"]) == "unchanged"
    assert set(check.instrument_scores(study)["seen"]) == {check.UNSEEN}
    assert "a score holds for all sentences of the corpus" in trust.coding(study)
    # A chapter of a build reads copies.
    prepare(plain, tmp_path / "kept")
    assert change_of_rules(read_tables(tmp_path / "kept"), ["issue", "voice"]) == "unchanged"
    book = plain / "codebook.yml"
    book.write_text(book.read_text().replace("jobs]", "jobs, tax]"))
    changed = study_of(plain)
    assert change_of_rules(changed.tables, ["issue"]) == "changed"
    assert change_of_rules(changed.tables, ["tone", "voice", "bloc"]) == "unchanged"
    rows = dict(check.instrument_scores(changed).select("instrument", "seen").iter_rows())
    assert rows["all frames: Frames of the set “issue”"] == "perhaps; changed after the draw"
    assert rows["tone: this report"] == check.UNSEEN
    assert "the score may flatter them" in limits.of_frames(changed, ["costs"])
    assert "flatter" not in limits.of_tone(changed)
    assert "Rules have been changed since the draw." in trust.coding(changed)


def test_a_later_draw_keeps_the_rules_of_the_first(tmp_path: Path) -> None:
    corpus = climate_corpus(tmp_path, FIVE + DRY)
    draw(corpus, n=4)
    book = corpus / "codebook.yml"
    book.write_text(book.read_text().replace("jobs]", "jobs, tax]"))
    draw(corpus, n=8)
    code(corpus, "ann", *answers(["costs"] * 5 + [""] * 3))
    assert change_of_rules(make(corpus), ["issue"]) == "changed"


def test_a_sample_without_a_log_leaves_it_open(corpus: Path) -> None:
    code(corpus, "ann", *answers())
    study = study_of(corpus)
    assert change_of_rules(study.tables, ["issue"]) == "unknown"
    assert "not known" in set(check.instrument_scores(study)["seen"])
    assert "Whether the rules have been changed since the draw is not known." in trust.coding(study)
    (corpus / DRAW_LOG).write_text("rules: [")
    (problem,) = every_problem(corpus)
    assert "sample.yml" in str(problem)


def test_a_finding_quotes_the_sample_with_its_interval(plain: Path) -> None:
    code(plain, "ann", *answers(["costs"] * 5 + [""] * 3))
    code(plain, "bo", *answers(["costs"] * 5 + [""] * 3))
    study = study_of(plain)
    # 5 of 5: at least 5 / (5 + 1.96^2) = .565, and of that follows F1 = 2 * .565 / 1.565.
    assert limits.of_frames(study, ["costs", "science"]) == (
        "On 8 sentences drawn at random and coded by 2 people, the search patterns score 1.00 "
        "(0.72 to 1.00) for “What it costs” (F1; 1 would mean no misses and no false alarms); "
        "“What science says” was coded in none of them, too few for a score."
    )
    # 8 of 8: at least 8 / (8 + 1.96^2).
    assert limits.of_field(study, "voice", what="voices") == (
        "On 8 sentences drawn at random and coded by 2 people, voices are identified as coded in "
        "100% (68 to 100%)."
    )
    assert limits.of_tone(study) == (
        "On 8 sentences drawn at random and coded by 2 people, tone is read as coded in 100% (68 "
        "to 100%); always guessing the most common tone would reach 100%."
    )
    assert "as coded by plain VADER in" in limits.of_tone(study, "vader")
    assert limits.of_field(study, "bloc", what="groups").endswith("no sentence was coded for it.")


def test_frames_of_two_sets_rest_on_sentences_and_coders_of_their_own(plain: Path) -> None:
    book = plain / "codebook.yml"
    head, *frames = book.read_text().split("  - id: ")
    book.write_text(
        "  - id: ".join(
            [head, frames[0], *(frame.replace("set: issue", "set: other") for frame in frames[1:])]
        )
    )
    code(plain, "ann", *answers(["costs"] * 5 + [""] * 3))
    path = coder_file(plain, "ann")
    costs = pl.read_csv(path)
    # Ann codes the second set of the first six sentences, and Bo, too.
    other = pl.when(pl.int_range(pl.len()) < 6).then(pl.lit("science")).alias("other")
    both = costs.with_columns(other)
    both.write_csv(path)
    both.head(6).select("document", "start", "end", "other").write_csv(path.with_name("bo.csv"))
    study = Study(Parameters(resamples=100, frame_set="all"), make(plain), chapter="trust")
    words = limits.of_frames(study, ["costs", "science"])
    assert words.startswith(
        "On 8 sentences drawn at random and coded by 1 person, the search patterns score 1.00 "
    )
    assert "On 6 sentences drawn at random and coded by 2 people, the search patterns" in words
    assert words.index("“What it costs”") < words.index("On 6") < words.index("“What science says”")


def test_one_coder_has_no_alpha_and_frames_still_count(plain: Path) -> None:
    code(plain, "ann", *answers(["costs"] * 5 + [""] * 3))
    study = study_of(plain)
    assert "costs" not in study.exploratory_frames
    assert not check.agreement_table(study).height
    for words in (trust.coding(study), trust.say_agreement(study)):
        assert "With one coder, how far another would agree is not known." in words
    assert "With one coder" in " ".join(summary.list_limits(study, []))
    code(plain, "bo", *answers(["costs"] * 5 + [""] * 3))
    both = study_of(plain)
    assert check.agreement_table(both).height
    assert "With one coder" not in " ".join([trust.coding(both), trust.say_agreement(both)])


def test_the_first_page_says_what_was_checked(plain: Path) -> None:
    bare = " ".join(checks.say_check(study_of(plain)))
    assert bare.startswith("Frames and tone are unchecked on these texts")
    # Sentences are drawn already.
    assert "report code CORPUS --coder NAME" in bare
    assert "draw" not in bare
    (plain / SAMPLE).unlink()
    (plain / DRAW_LOG).unlink()
    assert "report code draw CORPUS --n 200" in " ".join(checks.say_check(study_of(plain)))


def test_the_first_page_names_the_sample_and_what_it_leaves_unchecked(plain: Path) -> None:
    code(plain, "ann", *answers(["costs"] * 5 + [""] * 3))
    sampled = "checked against 8 sentences drawn at random and coded by 1 person."
    assert checks.say_check(study_of(plain)) == [f"Frames and tone are {sampled}"]
    code(plain, "ann", *({"tone": "0"} for _ in range(8)))
    first, second = checks.say_check(study_of(plain))
    assert first == f"Tone is {sampled}"
    assert second.startswith("Frames are unchecked on these texts")
    # Whole articles: nothing is new.
    code(plain, "ann", *answers(["costs"] * 5 + [""] * 3))
    (plain / SAMPLE).unlink()
    assert checks.say_check(study_of(plain)) == []


def test_each_field_has_its_own_sentences_and_coders(plain: Path) -> None:
    code(plain, "ann", *answers(["costs"] * 5 + [""] * 3))
    frames = [{"issue": one} for one in ["costs"] * 5]
    code(plain, "bo", *frames)
    code(plain, "cy", *frames)
    # Of the tone, only ann says something, of the first three sentences.
    codes = codes_of(coder_file(plain, "ann")).with_columns(
        tone=pl.when(pl.int_range(pl.len()) < 3).then("tone")
    )
    write_codes(coder_file(plain, "ann"), codes, frame_sets=SETS)
    study = study_of(plain)
    assert checks.say_check(study) == [
        "Frames are checked against 8 sentences drawn at random and coded by 3 people.",
        "Tone is checked against 3 sentences drawn at random and coded by 1 person.",
    ]
    assert limits.of_tone(study).startswith("On 3 sentences drawn at random and coded by 1 person,")


def test_codes_of_sentences_that_were_not_drawn_check_nothing(plain: Path) -> None:
    code(plain, "ann", *answers(["costs"] * 5 + [""] * 3))
    codes = codes_of(coder_file(plain, "ann")).with_columns(
        issue=pl.when(pl.int_range(pl.len()) > 3).then("issue")
    )
    write_codes(coder_file(plain, "ann"), codes, frame_sets=SETS)
    pl.read_csv(plain / SAMPLE).head(4).write_csv(plain / SAMPLE)
    study = study_of(plain)
    tone, frames = checks.say_check(study)
    assert tone.startswith("Tone is checked against 4 sentences")
    assert frames.startswith(
        "Frames are unchecked on these texts: no person has coded a drawn sentence for them."
    )
    assert framing.frames_checked(study).startswith(
        "No sentence that was drawn was coded for these frames"
    )


def test_voices_of_a_program_are_weighed(corpus: Path) -> None:
    code(corpus, "ann", *answers())
    codes = codes_of(coder_file(corpus, "ann")).with_columns(
        coder=pl.lit("model"),
        voice=pl.when(pl.int_range(pl.len()) == 3).then(pl.lit("quote")).otherwise("voice"),
    )
    write_codes(corpus / MACHINES / "model.csv", codes, frame_sets=SETS)
    study = Study(Parameters(resamples=100, voices_from="model"), make(corpus))
    # The one that it gets wrong weighs 4 of 11.
    words = limits.of_field(study, "voice", what="voices")
    assert "They match the coders in 64% of 6 coded sentences." in words
