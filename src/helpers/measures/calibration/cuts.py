"""Two cut points of one score, learnt from coded sentences."""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.calibration.coded import DECIMALS, put_in_order, take_tones

# Resamples that the middle cut is taken from, and where their draws begin.
RESAMPLES = 200
SEED = 0


@dataclass(frozen=True)
class Cuts:
    """Where a score turns from neutral to negative and to positive.

    Attributes
    ----------
    score
        The column of scores.
    lower, upper
        A score below 0 is negative at `lower` and below, one above 0 positive at `upper` and
        above; None is never. Other scores are neutral, and so is a missing one: no word was known.
    """

    score: str
    lower: float | None
    upper: float | None

    def label(self, scores: pl.DataFrame) -> pl.Series:
        """Label every row of a table of scores: -1, 0 or 1.

        Examples
        --------
        >>> scores = pl.DataFrame({"vader": [-0.6, -0.2, None, 0.2, 0.9]})
        >>> Cuts("vader", lower=-0.5, upper=0.1).label(scores).to_list()
        [-1, 0, 0, 1, 1]
        """
        score = pl.col(self.score)
        negative = (score < 0) & (score <= (-math.inf if self.lower is None else self.lower))
        positive = (score > 0) & (score >= (math.inf if self.upper is None else self.upper))
        tone = pl.when(negative).then(-1).when(positive).then(1).otherwise(0)
        return scores.select(tone.cast(pl.Int64).alias("predicted"))["predicted"]

    def to_table(self) -> pl.DataFrame:
        """Lay the cuts out as rows that `helpers.measures.calibration.models.read_model` reads.

        Examples
        --------
        >>> Cuts("vader", lower=-0.5, upper=None).to_table().rows()
        [('cuts', 'vader', 'cut', -1, -0.5), ('cuts', 'vader', 'cut', 1, None)]
        """
        return pl.DataFrame(
            {
                "model": "cuts",
                "score": self.score,
                "part": "cut",
                "tone": [-1, 1],
                "value": [self.lower, self.upper],
            },
            schema_overrides={"tone": pl.Int64, "value": pl.Float64},
        )


def learn_cuts(
    coded: pl.DataFrame,
    *,
    score: str,
    default: float,
    tone: str = "tone",
    weight: str | None = None,
) -> Cuts:
    """Learn where a score turns negative and positive, so that most labels are right.

    Accuracy is what is made best. It is a mean over sentences, so that weights and intervals mean
    the same as for every other mean, and each side has its own best cut whatever the other is;
    macro F1 would trade neutral sentences for rare tones. Never calling a sentence positive, or
    negative, is among the choices.

    The best cut of a small sample follows its accidents. So sentences are drawn anew 200 times,
    with replacement, each draw has its best cut (of equals the widest neutral zone), and the middle
    one is taken: the median is steadier than any single one (Bühlmann 2003, "Bagging, subagging and
    bragging"). A score never changes its sign: one above 0 is positive or neutral.

    Parameters
    ----------
    coded
        document, sentence, the score and the coded tone (-1, 0, 1; rows without it are left out).
    default
        The threshold, 0 or above, of a side on which no coded sentence has a score.

    Raises
    ------
    ValueError
        If no sentence is coded, a tone is none of -1, 0 and 1, or a weight is not above 0.

    Examples
    --------
    Here words weaker than .4 mean nothing, but all bad ones are meant.

    >>> coded = pl.DataFrame(
    ...     {
    ...         "document": "a",
    ...         "sentence": range(80),
    ...         "vader": [-0.6, -0.2, 0.2, 0.6] * 20,
    ...         "tone": [-1, -1, 0, 1] * 20,
    ...     }
    ... )
    >>> learn_cuts(coded, score="vader", default=0.05)
    Cuts(score='vader', lower=-0.1, upper=0.4)
    """
    rows = put_in_order(coded, label=tone, weight=weight)
    tones = take_tones(rows, label=tone)
    scores = rows[score].cast(pl.Float64).fill_null(0).to_numpy()
    weights = rows["__weight"].to_numpy()
    lower, upper = (
        _middle_cut(sign * scores, sign * tones, weights, default=default) for sign in (-1, 1)
    )
    return Cuts(score, lower=None if lower is None else -lower, upper=upper)


def _middle_cut(
    scores: NDArray[np.float64],
    tones: NDArray[np.int64],
    weights: NDArray[np.float64],
    *,
    default: float,
) -> float | None:
    """Give the median of the best cuts of resamples on the side above 0, or None for never."""
    side = scores > 0
    scores, tones, weights = scores[side], tones[side], weights[side]
    n = len(scores)
    if not n:
        return default
    # The highest first: a cut turns all sentences before it positive.
    order = np.lexsort((weights, tones, -scores))
    scores = scores[order]
    # A sentence of the other sign is wrong either way.
    won = (weights * ((tones == 1).astype(float) - (tones == 0)))[order]
    draws = np.random.default_rng(SEED).integers(n, size=(RESAMPLES, n))
    drawn = np.stack([np.bincount(draw, minlength=n) for draw in draws])
    last = np.flatnonzero(np.append(np.diff(scores) != 0, True))
    totals = np.zeros((RESAMPLES, len(last) + 1))
    totals[:, 1:] = np.cumsum(drawn * won, axis=1)[:, last]
    # Half way to the next lower score, or to 0.
    between = (scores[last] + np.append(scores[last][1:], 0)) / 2
    cuts = np.append(np.inf, between)
    best = cuts[np.argmax(np.round(totals, DECIMALS), axis=1)]
    middle = float(np.sort(best)[RESAMPLES // 2])
    return None if np.isinf(middle) else round(middle, DECIMALS)
