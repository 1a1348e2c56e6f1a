"""Gains are differences of the scores, and only a clear one counts."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.agreement import precision_recall_f1
from helpers.measures.calibration.gains import GAIN, accuracy_gains, choose_candidate, f1_gains
from helpers.measures.resampling import bootstrap_ratios

ROWS = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.booleans(), st.sampled_from([1.0, 2.0, 7.5])),
    min_size=1,
    max_size=20,
)


def frame_labels(rows, frame: str = "costs") -> pl.DataFrame:
    """Lay out coded, by the dictionary, learned, weight."""
    gold, first, second, weight = zip(*rows, strict=True)
    about = {"frame": frame, "document": "a", "sentence": range(len(rows))}
    return pl.concat(
        pl.DataFrame(
            {"candidate": name, **about, "gold": gold, "predicted": read, "weight": weight}
        )
        for name, read in (("dictionary", first), ("learned", second))
    )


def f1(labels: pl.DataFrame, candidate: str) -> float:
    scores = precision_recall_f1(
        labels.filter(candidate=candidate),
        gold="gold",
        predicted="predicted",
        labels=["true"],
        weight="weight",
    )
    return scores["f1"][0]


@given(ROWS)
def test_the_gain_in_f1_is_the_difference(rows) -> None:
    labels = frame_labels(rows)
    difference = [f1(labels, name) for name in ("dictionary", "learned")]
    gains = f1_gains(labels)
    if None in difference:
        assert not gains.height
        return
    for frame in ("costs", "macro"):
        own = gains.filter(frame=frame)
        gain = own["gain"].sum() / own["weight"].sum()
        assert gain == pytest.approx(difference[1] - difference[0], abs=1e-12)


def test_macro_is_the_mean_over_frames() -> None:
    one = frame_labels([(True, False, True, 1.0), (False, True, False, 1.0)])
    other = frame_labels([(True, True, True, 1.0), (True, True, False, 1.0)], "peace")
    none = frame_labels([(False, False, False, 1.0)] * 2, "trade")
    gains = f1_gains(pl.concat([one, other, none]))
    means = {
        frame: own["gain"].sum() / own["weight"].sum() for (frame,), own in gains.group_by("frame")
    }
    # 0 to 1; 1 to 2/3; neither coded nor read.
    expected = {"costs": 1, "peace": -1 / 3, "macro": 1 / 3}
    assert means == {frame: pytest.approx(value) for frame, value in expected.items()}


def test_the_interval_of_a_gain_in_accuracy() -> None:
    """Of 40 sentences the cuts have 30 right and the threshold 10: 20 of 40 are gained."""
    documents = [name for name in "abcd" for _ in range(10)]
    about = {"document": documents, "sentence": range(40), "gold": [0, 0, 1, 1] * 10}
    read = {"default": [1, 1, 1, 0] * 10, "cuts": [0, 0, 1, 0] * 10, "logistic": [0, 0, 1, 0] * 10}
    labels = pl.concat(
        pl.DataFrame({"candidate": name, **about, "predicted": predicted, "weight": 1.0})
        for name, predicted in read.items()
    )
    gains = bootstrap_ratios(
        accuracy_gains(labels), ratios=GAIN, by=["candidate", "against"], block=1
    )
    values = {row[:2]: row[2] for row in gains.select("candidate", "against", "value").rows()}
    assert values == {
        ("cuts", "default"): 0.5,
        ("logistic", "default"): 0.5,
        ("logistic", "cuts"): 0.0,
    }
    # The logistic regression gains nothing over the cuts, which are simpler.
    assert choose_candidate(gains, candidates=list(read)) == "cuts"


@pytest.mark.parametrize(
    ("lows", "chosen"),
    [
        ((-0.1, -0.1, 0.2), "default"),
        ((0.1, 0.2, 0.05), "logistic"),
        ((0.1, 0.2, 0.0), "cuts"),
        ((-0.1, 0.1, -0.1), "logistic"),
        ((None, None, None), "default"),
    ],
)
def test_the_simplest_that_none_clearly_beats(lows, chosen: str) -> None:
    gains = pl.DataFrame(
        {
            "candidate": ["cuts", "logistic", "logistic"],
            "against": ["default", "default", "cuts"],
            "low": lows,
        },
        schema_overrides={"low": pl.Float64},
    )
    assert choose_candidate(gains, candidates=["default", "cuts", "logistic"]) == chosen


def test_missing_pairs_are_named() -> None:
    gains = pl.DataFrame({"candidate": ["b"], "against": ["a"], "low": [0.1]})
    with pytest.raises(ValueError, match="gains lacks c against b"):
        choose_candidate(gains, candidates=["a", "b", "c"])
    with pytest.raises(ValueError, match="fewer than two candidates"):
        accuracy_gains(frame_labels([(True, True, True, 1.0)]).filter(candidate="learned"))
