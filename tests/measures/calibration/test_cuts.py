"""Cuts: what they learn from samples that can be counted by hand, and what they cannot do."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.calibration.cuts import Cuts, learn_cuts
from helpers.measures.calibration.models import read_model
from helpers.measures.sentiment.labels import label

SCORES = st.one_of(st.none(), st.integers(-10, 10).map(lambda n: n / 10))
CODED = st.lists(st.tuples(SCORES, st.sampled_from([-1, 0, 1])), min_size=1, max_size=40)


def coded(scores: list[float | None], tones: list[int], times: int = 1) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "document": "a",
            "sentence": range(len(scores) * times),
            "vader": scores * times,
            "tone": tones * times,
        },
        schema_overrides={"vader": pl.Float64},
    )


def learn(table: pl.DataFrame, **options) -> Cuts:
    return learn_cuts(table, score="vader", default=0.05, **options)


def test_cuts_lie_half_way_between_what_they_part() -> None:
    table = coded([-0.8, -0.2, 0.1, 0.5], [-1, 0, 0, 1], times=20)
    assert learn(table) == Cuts("vader", lower=-0.5, upper=0.3)


def test_a_sign_that_means_nothing_is_never_read() -> None:
    table = coded([-0.5, 0.5, 0.9], [-1, 0, 0], times=20)
    assert learn(table) == Cuts("vader", lower=-0.25, upper=None)
    assert learn(table).label(table.head(3)).to_list() == [-1, 0, 0]


def test_sentences_of_the_other_sign_do_not_count() -> None:
    """Wrong as positive and wrong as neutral, they say nothing about where the cut lies."""
    table = coded([0.9, 0.6, 0.6, 0.3], [1, -1, 0, 0], times=20)
    with_more = pl.concat([table, coded([0.6], [-1], times=100)])
    assert learn(table).upper == learn(with_more).upper == 0.75


def test_equals_keep_the_wide_neutral_zone() -> None:
    """One won and one lost: calling neither positive is as good."""
    assert learn(coded([0.9, 0.4], [1, 1])).upper == 0.2
    assert learn(coded([0.5, 0.5], [1, 0])).upper is None


def test_the_middle_cut_is_steadier_than_the_best() -> None:
    """Samples of 60 from one population, whose cuts should be alike."""

    def best(scores: np.ndarray, tones: np.ndarray) -> float:
        cuts = np.unique(np.append(scores[scores > 0], 1.0))
        hits = [((scores >= cut) == (tones == 1))[tones >= 0].sum() for cut in cuts]
        return cuts[int(np.argmax(hits))]

    middle_cuts, best_cuts = [], []
    for seed in range(40):
        random = np.random.default_rng(seed)
        latent = random.normal(size=60)
        scores = np.round(np.tanh((latent + random.normal(size=60)) / 2), 2)
        tones = (latent > 0.7).astype(int) - (latent < -0.7)
        middle_cuts.append(learn(coded(scores.tolist(), tones.tolist())).upper or 1.0)
        best_cuts.append(best(scores, tones))
    assert np.std(middle_cuts) < 0.9 * np.std(best_cuts)


def test_weights_say_how_many_a_sentence_stands_for() -> None:
    table = coded([0.2, 0.2, 0.2, 0.8], [0, 0, 1, 1], times=20)
    heavy = table.with_columns(pl.when(pl.col("tone") == 1).then(5.0).otherwise(1.0).alias("w"))
    assert learn(table).upper == 0.5
    assert learn(heavy, weight="w").upper == 0.1
    assert learn(table.with_columns(w=pl.lit(7)), weight="w") == learn(table)


def test_a_side_without_scores_keeps_the_threshold() -> None:
    assert learn(coded([None, 0.0], [1, -1])) == Cuts("vader", lower=-0.05, upper=0.05)


@pytest.mark.parametrize("tone", [2, -3])
def test_other_tones_are_refused(tone: int) -> None:
    with pytest.raises(ValueError, match=f"tone holds {tone}; tones are -1, 0 and 1"):
        learn(coded([0.5], [tone]))


@given(CODED)
def test_signs_stay_and_order_does_not_matter(rows) -> None:
    table = coded(*map(list, zip(*rows, strict=True)))
    cuts = learn(table)
    assert cuts == learn(table.reverse())
    assert read_model(cuts.to_table()) == cuts
    labels = table.with_columns(cuts.label(table))
    assert ((labels["predicted"] * labels["vader"].fill_null(0)) >= 0).all()
    assert (labels.filter(pl.col("vader").is_null())["predicted"] == 0).all()


@given(CODED)
def test_the_other_sign_is_its_mirror(rows) -> None:
    table = coded(*map(list, zip(*rows, strict=True)))
    mirror = learn(table.with_columns(-pl.col("vader"), -pl.col("tone")))
    cuts = learn(table)
    assert (mirror.lower, mirror.upper) == (
        None if cuts.upper is None else -cuts.upper,
        None if cuts.lower is None else -cuts.lower,
    )


@given(st.lists(SCORES, min_size=1), st.sampled_from([0, 0.05, 0.3]))
def test_the_default_threshold_is_a_pair_of_cuts(scores, threshold: float) -> None:
    table = pl.DataFrame({"lexicon": "vader", "score": scores}, schema_overrides={"score": float})
    usual = label(table, thresholds={"vader": threshold})["tone"].fill_null(0)
    assert Cuts("score", -threshold, threshold).label(table).to_list() == usual.to_list()
