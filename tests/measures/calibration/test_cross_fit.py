"""Cross-fitting: nothing that labels a sentence has seen its article."""

import polars as pl
import pytest

from helpers.measures.calibration.cross_fit import cross_fit
from helpers.measures.calibration.cuts import Cuts
from helpers.measures.calibration.models import learners

CODED = pl.DataFrame(
    {
        "document": list("aabbccdd"),
        "sentence": [0, 1] * 4,
        "vader": [0.2, 0.9] * 4,
        "tone": [0, 1, 0, 1, 0, 1, None, None],
    }
)


def test_no_article_teaches_what_labels_it() -> None:
    taught: list[tuple[str, ...]] = []

    def learn(rows: pl.DataFrame) -> Cuts:
        taught.append(tuple(rows["document"].unique().sort()))
        return Cuts("vader", lower=None, upper=0.5)

    labels = cross_fit(CODED, learners={"one": learn})
    assert sorted(taught) == [("a", "b"), ("a", "c"), ("b", "c")]
    # Sentences without a code are neither learnt from nor labelled.
    assert labels["document"].to_list() == list("aabbcc")
    assert labels["predicted"].to_list() == [0, 1] * 3
    assert labels["weight"].to_list() == [1.0] * 6


def test_candidates_stand_in_order_with_their_weights() -> None:
    candidates = learners(score="vader", threshold=0.05, scores=["vader"], weight="w")
    table = CODED.with_columns(pl.Series("w", [1, 2, 3, 4, 5, 6, None, None]))
    labels = cross_fit(table.reverse(), learners=candidates, weight="w", folds=2)
    assert labels["candidate"].unique(maintain_order=True).to_list() == [*candidates]
    assert labels["weight"].to_list() == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] * 3
    assert labels.filter(candidate="default")["predicted"].to_list() == [1] * 6
    assert labels.equals(cross_fit(table, learners=candidates, weight="w", folds=2))


def test_one_sentence_cannot_be_cross_fitted() -> None:
    with pytest.raises(ValueError, match="one sentence only"):
        cross_fit(CODED.head(1), learners=learners(score="vader", threshold=0, scores=["vader"]))
