"""Logistic weighting: the reference library's numbers, and the cases it cannot have."""

import io

import numpy as np
import polars as pl
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from helpers.measures.calibration.logistic import Logistic, learn_logistic
from helpers.measures.calibration.models import read_model

SCORES = ["vader", "afinn"]


@pytest.fixture(scope="module")
def coded() -> pl.DataFrame:
    """Three tones, of which two instruments tell something; one score in five is missing."""
    random = np.random.default_rng(0)
    tones = random.integers(-1, 2, size=120)
    columns = {
        name: np.round(tones * k + random.normal(size=120), 2)
        for name, k in (("vader", 0.5), ("afinn", 3.0))
    }
    table = pl.DataFrame({"document": "a", "sentence": range(120), "tone": tones, **columns})
    known = pl.Series(random.random(120) > 0.2)
    return table.with_columns(pl.when(known).then(pl.col(SCORES)))


def test_log_odds_are_those_of_the_reference(coded: pl.DataFrame) -> None:
    table = coded.with_columns(pl.when(pl.col("vader") > 0).then(pl.col("vader")).alias("vader"))
    features = np.hstack(
        [
            table.select(pl.col(SCORES).fill_null(0)).to_numpy(),
            table.select(pl.col(SCORES).is_not_null().cast(float)).to_numpy(),
        ]
    )
    reference = LogisticRegression(C=1 / 4, tol=1e-10, max_iter=1000)
    reference.fit(StandardScaler().fit_transform(features), table["tone"].to_numpy())
    expected = reference.predict(StandardScaler().fit_transform(features))
    model = learn_logistic(table, scores=SCORES)
    assert model.tones == (0, -1, 1)
    assert model.label(table).to_list() == expected.tolist()
    weights = np.hstack([np.array(model.slopes), np.array(model.known)])
    slopes = reference.coef_[[1, 0, 2]] / features.std(axis=0)
    np.testing.assert_allclose(weights, slopes, atol=2e-6)


def test_rows_in_any_order_and_weights_in_any_unit(coded: pl.DataFrame) -> None:
    model = learn_logistic(coded, scores=SCORES)
    assert learn_logistic(coded.reverse(), scores=SCORES) == model
    same = coded.with_columns(pl.lit(30).alias("w"))
    assert learn_logistic(same, scores=SCORES, weight="w") == model


def test_heavy_sentences_decide(coded: pl.DataFrame) -> None:
    weight = pl.when(pl.col("tone") == 0).then(1000.0).otherwise(1.0).alias("w")
    model = learn_logistic(coded.with_columns(weight), scores=SCORES, weight="w")
    assert set(model.label(coded)) == {0}
    assert set(learn_logistic(coded, scores=SCORES).label(coded)) == {-1, 0, 1}


def test_a_missing_score_is_a_feature() -> None:
    """Where no word is known, coders say negative: cuts cannot say so, this can."""
    coded = pl.DataFrame(
        {
            "document": "a",
            "sentence": range(90),
            "vader": [0.5, 0.6, None] * 30,
            "tone": [0, 1, -1] * 30,
        }
    )
    model = learn_logistic(coded, scores=["vader"])
    assert model.label(pl.DataFrame({"vader": [None]}, schema={"vader": float})).to_list() == [-1]


@pytest.mark.parametrize("tones", [(0,), (1,), (-1, 1), (0, 1)])
def test_fewer_tones(coded: pl.DataFrame, tones: tuple[int, ...]) -> None:
    rows = coded.filter(pl.col("tone").is_in(tones))
    model = learn_logistic(rows, scores=SCORES)
    assert set(model.label(rows)) == set(tones)
    assert read_model(model.to_table()) == model
    if len(tones) == 2:
        hits = (model.label(rows) == rows["tone"]).mean()
        assert hits > 0.75


def test_a_score_that_nobody_has_says_nothing(coded: pl.DataFrame) -> None:
    table = coded.with_columns(pl.lit(None, pl.Float64).alias("pattern"))
    model = learn_logistic(table, scores=["pattern"])
    assert {value for row in (*model.slopes, *model.known) for value in row} == {0.0}


def test_a_table_keeps_it(coded: pl.DataFrame) -> None:
    model = learn_logistic(coded, scores=SCORES)
    file = io.BytesIO()
    model.to_table().write_csv(file)
    table = pl.read_csv(io.BytesIO(file.getvalue()), null_values="")
    assert read_model(table) == model


def test_ties_go_to_neutral() -> None:
    model = Logistic(("vader",), (0, -1, 1), (0.0,) * 3, ((0.0,),) * 3, ((0.0,),) * 3)
    assert model.label(pl.DataFrame({"vader": [0.3]})).to_list() == [0]


def test_no_score_and_no_model_are_refused(coded: pl.DataFrame) -> None:
    with pytest.raises(ValueError, match="scores is empty"):
        learn_logistic(coded, scores=[])
    with pytest.raises(ValueError, match="the table holds nothing; give it one model"):
        read_model(learn_logistic(coded, scores=SCORES).to_table().clear())
