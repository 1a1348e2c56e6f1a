"""All instruments' scores together: multinomial logistic regression."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.calibration.coded import DECIMALS, TONES, put_in_order, take_tones

Row = tuple[float, ...]


@dataclass(frozen=True)
class Logistic:
    """How much each score speaks for each tone, in log odds.

    Attributes
    ----------
    scores
        The columns of scores.
    tones
        The tones that were coded, in the order in which they win ties: 0, -1, 1.
    intercepts
        A number per tone.
    slopes
        Per tone, what one unit of each score adds.
    known
        Per tone, what is added for each score that is not missing.
    """

    scores: tuple[str, ...]
    tones: tuple[int, ...]
    intercepts: Row
    slopes: tuple[Row, ...]
    known: tuple[Row, ...]

    def label(self, scores: pl.DataFrame) -> pl.Series:
        """Label every row of a table of scores with the tone that most speaks for.

        Examples
        --------
        >>> model = Logistic(("vader",), (0, 1), (0.5, 0.0), ((0.0,), (2.0,)), ((0.0,), (0.0,)))
        >>> model.label(pl.DataFrame({"vader": [None, 0.2, 0.3]})).to_list()
        [0, 0, 1]
        """
        weights = np.hstack([np.array(self.slopes), np.array(self.known)])
        odds = _features(scores, self.scores) @ weights.T + np.array(self.intercepts)
        best = np.argmax(np.round(odds, DECIMALS), axis=1)
        return pl.Series("predicted", np.array(self.tones)[best], dtype=pl.Int64)

    def to_table(self) -> pl.DataFrame:
        """Lay the numbers out as rows that `helpers.measures.calibration.models.read_model` reads.

        Examples
        --------
        >>> model = Logistic(("vader",), (0,), (0.5,), ((2.0,),), ((0.1,),))
        >>> model.to_table().select("score", "part", "tone", "value").rows()
        [(None, 'intercept', 0, 0.5), ('vader', 'slope', 0, 2.0), ('vader', 'known', 0, 0.1)]
        """
        rows: list[tuple[str | None, str, int, float]] = [
            (None, "intercept", tone, value)
            for tone, value in zip(self.tones, self.intercepts, strict=True)
        ]
        for part, numbers in (("slope", self.slopes), ("known", self.known)):
            rows += [
                (score, part, tone, value)
                for tone, values in zip(self.tones, numbers, strict=True)
                for score, value in zip(self.scores, values, strict=True)
            ]
        schema = {"score": pl.String, "part": pl.String, "tone": pl.Int64, "value": pl.Float64}
        table = pl.DataFrame(rows, schema=schema, orient="row")
        return table.select(pl.lit("logistic").alias("model"), pl.all())


def learn_logistic(
    coded: pl.DataFrame, *, scores: Sequence[str], tone: str = "tone", weight: str | None = None
) -> Logistic:
    """Learn how all scores together speak for each tone.

    The features are each score (0 where it is missing) and whether it is known, standardised, p
    of them. The penalty is L2 with C = 1 / p: as if, before any sentence was coded, all features
    together were expected to move the log odds by about 1 (a normal prior of standard deviation 1).
    So many instruments, which say much the same, are held as tightly as one. Nothing is tuned.

    Parameters
    ----------
    coded
        document, sentence, the scores and the coded tone (-1, 0, 1; rows without it are left out).
    scores
        The columns of scores, one or more.

    Raises
    ------
    ValueError
        If no sentence is coded, no score is named, a tone is none of -1, 0 and 1, or a weight is
        not above 0.

    Examples
    --------
    >>> coded = pl.DataFrame(
    ...     {
    ...         "document": "a",
    ...         "sentence": range(60),
    ...         "vader": [-0.5, 0.5, None] * 20,
    ...         "afinn": [0.0, 3.0, None] * 20,
    ...         "tone": [0, 1, -1] * 20,
    ...     }
    ... )
    >>> model = learn_logistic(coded, scores=["vader", "afinn"])
    >>> model.label(coded.head(3)).to_list()
    [0, 1, -1]
    """
    if not scores:
        raise ValueError("scores is empty; name a column of scores or more")
    rows = put_in_order(coded, label=tone, weight=weight)
    labels = take_tones(rows, label=tone)
    tones = tuple(value for value in TONES if value in labels)
    features = _features(rows, scores)
    if len(tones) == 1:
        none = (0.0,) * len(scores)
        return Logistic(tuple(scores), tones, (0.0,), (none,), (none,))
    weights = rows["__weight"].to_numpy()
    centres = np.average(features, axis=0, weights=weights)
    spreads = np.sqrt(np.average((features - centres) ** 2, axis=0, weights=weights))
    # A feature that never varies says nothing, and gets the coefficient 0.
    spreads = np.where(spreads > 1e-9, spreads, 1)
    order = np.array([tones.index(value) for value in labels])
    slopes, intercepts = _fit((features - centres) / spreads, order, weights)
    slopes = slopes / spreads
    intercepts = intercepts - slopes @ centres
    # Adding 0 makes a plain 0 of -0.
    slopes, intercepts = (np.round(part, DECIMALS) + 0.0 for part in (slopes, intercepts))
    half = len(scores)
    return Logistic(
        tuple(scores),
        tones,
        tuple(intercepts.tolist()),
        tuple(tuple(row[:half]) for row in slopes.tolist()),
        tuple(tuple(row[half:]) for row in slopes.tolist()),
    )


def _features(table: pl.DataFrame, scores: Sequence[str]) -> NDArray[np.float64]:
    values = table.select(pl.col(name).cast(pl.Float64).fill_null(0) for name in scores)
    known = table.select(pl.col(name).is_not_null().cast(pl.Float64) for name in scores)
    return np.hstack([values.to_numpy(), known.to_numpy()])


def _fit(
    features: NDArray[np.float64], order: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the slopes of each tone, and its intercept."""
    from sklearn.linear_model import LogisticRegression

    # Newton's method comes so near to the optimum that the digits kept do not hang on the way.
    model = LogisticRegression(
        C=1 / features.shape[1], solver="newton-cholesky", tol=1e-10, max_iter=200
    )
    model.fit(features, order, sample_weight=weights)
    slopes, intercepts = model.coef_, model.intercept_
    if len(slopes) == 1:  # two tones: the log odds of the second over the first
        slopes = np.vstack([np.zeros_like(slopes), slopes])
        intercepts = np.append(0.0, intercepts)
    return slopes, intercepts
