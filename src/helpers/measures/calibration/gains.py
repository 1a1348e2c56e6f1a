"""Candidates side by side: what a more complex one gains, and which to use."""

from collections.abc import Sequence
from itertools import combinations

import polars as pl

GAIN = {"gain": ("gain", "weight")}
"""The ratio of sums that is a gain, for `helpers.measures.resampling.bootstrap_ratios`."""

_KEYS = ["document", "sentence"]


def accuracy_gains(labels: pl.DataFrame) -> pl.DataFrame:
    """Give what each sentence adds to the gain in accuracy of a candidate over a simpler one.

    Parameters
    ----------
    labels
        candidate, document, sentence, gold, predicted, weight, as
        `helpers.measures.calibration.cross_fit.cross_fit` gives them, the simplest candidate first.

    Returns
    -------
        candidate, against (each simpler candidate), document, sentence, gain (weight, if only the
        candidate is right; minus weight, if only the other is; otherwise 0), weight. The gain in
        accuracy is sum(gain) / sum(weight).

    Examples
    --------
    >>> labels = pl.DataFrame(
    ...     {
    ...         "candidate": ["default", "default", "cuts", "cuts"],
    ...         "document": "a",
    ...         "sentence": [0, 1, 0, 1],
    ...         "gold": [0, 1, 0, 1],
    ...         "predicted": [1, 1, 0, 1],
    ...         "weight": 1.0,
    ...     }
    ... )
    >>> accuracy_gains(labels).rows()
    [('cuts', 'default', 'a', 0, 1.0, 1.0), ('cuts', 'default', 'a', 1, 0.0, 1.0)]

    Its interval comes from resampling, as every other:

    >>> from helpers.measures.resampling import bootstrap_ratios
    >>> bootstrap_ratios(
    ...     accuracy_gains(labels), ratios=GAIN, by=["candidate", "against"], resamples=10
    ... ).select("candidate", "against", "value").rows()
    [('cuts', 'default', 0.5)]
    """
    hit = (pl.col("gold") == pl.col("predicted")).fill_null(value=False).cast(pl.Float64)
    return _pairs(labels.with_columns(hit.alias("__part")), _names(labels))


def f1_gains(labels: pl.DataFrame) -> pl.DataFrame:
    """Give what each sentence adds to the gain in F1 of a candidate over a simpler one.

    F1 = 2 hits / (coded + read) is no mean over sentences, but near its value it moves as one: a
    sentence with weight w adds w (2 hit - F1 (coded + read)) / (sum of w (coded + read)) times the
    sum of weights, and F1 itself is added to all alike (linearisation, Deville 1999). So
    sum(gain) / sum(weight) is the difference of the two F1 exactly, and resampling it gives the
    interval that the delta method would.

    Parameters
    ----------
    labels
        candidate, frame, document, sentence, gold, predicted (both true or false), weight, as
        `helpers.measures.calibration.cross_fit_frames.cross_fit_frames` gives them.

    Returns
    -------
        frame, candidate, against, document, sentence, gain, weight; and the same for frame "macro":
        the mean over those frames that have an F1, for all candidates. A candidate has none for a
        frame that is neither coded nor read anywhere; such a frame is left out.

    Examples
    --------
    >>> labels = pl.DataFrame(
    ...     {
    ...         "candidate": ["dictionary"] * 3 + ["learned"] * 3,
    ...         "frame": "costs",
    ...         "document": "a",
    ...         "sentence": [0, 1, 2] * 2,
    ...         "gold": [True, True, False] * 2,
    ...         "predicted": [True, False, False, True, True, False],
    ...         "weight": 1.0,
    ...     }
    ... )
    >>> gains = f1_gains(labels).filter(frame="costs")
    >>> round(gains["gain"].sum() / gains["weight"].sum(), 6) == round(1 - 2 / 3, 6)
    True
    """
    gold, predicted = (pl.col(name).cast(pl.Float64) for name in ("gold", "predicted"))
    weight, of = pl.col("weight"), ["candidate", "frame"]
    counts = labels.with_columns(
        (2 * gold * predicted).alias("__twice"), (gold + predicted).alias("__either")
    ).with_columns(
        (weight * pl.col("__either")).sum().over(of).alias("__whole"),
        (weight * pl.col("__twice")).sum().over(of).alias("__hits"),
        weight.sum().over(of).alias("__n"),
    )
    usable = (pl.col("__whole") > 0).all().over("frame")
    f1 = pl.col("__hits") / pl.col("__whole")
    part = f1 + (pl.col("__twice") - f1 * pl.col("__either")) * pl.col("__n") / pl.col("__whole")
    parts = counts.filter(usable).with_columns(part.alias("__part"))
    each = _pairs(parts, _names(labels), by=["frame"])
    frames = each["frame"].n_unique()
    macro = each.group_by("candidate", "against", *_KEYS, maintain_order=True).agg(
        pl.lit("macro").alias("frame"),
        pl.col("gain").sum() / max(frames, 1),
        pl.col("weight").first(),
    )
    return pl.concat([each, macro.select(each.columns)])


def choose_candidate(gains: pl.DataFrame, *, candidates: Sequence[str]) -> str:
    """Choose the candidate to use: the simplest that none clearly beats.

    The simplest is held against each more complex one in turn; one whose gain has an interval that
    lies above 0 takes its place. A gain without an interval is not clear.

    Parameters
    ----------
    gains
        candidate, against, low: the interval's lower bound for each pair.
    candidates
        Their names, the simplest first.

    Raises
    ------
    ValueError
        If a pair that is needed is missing.

    Examples
    --------
    >>> gains = pl.DataFrame(
    ...     {
    ...         "candidate": ["cuts", "logistic", "logistic"],
    ...         "against": ["default", "default", "cuts"],
    ...         "low": [0.05, 0.06, -0.02],
    ...     }
    ... )
    >>> choose_candidate(gains, candidates=["default", "cuts", "logistic"])
    'cuts'
    """
    bounds = {
        (candidate, against): low
        for candidate, against, low in gains.select("candidate", "against", "low").iter_rows()
    }
    chosen = candidates[0]
    for candidate in candidates[1:]:
        if (candidate, chosen) not in bounds:
            raise ValueError(f"gains lacks {candidate} against {chosen}; give every pair")
        low = bounds[candidate, chosen]
        if low is not None and low > 0:
            chosen = candidate
    return chosen


def _names(labels: pl.DataFrame) -> list[str]:
    names: list[str] = labels["candidate"].unique(maintain_order=True).to_list()
    if len(names) < 2:
        raise ValueError("labels holds fewer than two candidates; there is nothing to compare")
    return names


def _pairs(labels: pl.DataFrame, names: list[str], *, by: Sequence[str] = ()) -> pl.DataFrame:
    """Subtract the parts of each simpler candidate from those of each more complex one."""
    columns = [*by, "candidate", "against", *_KEYS, "gain", "weight"]
    tables = []
    for simpler, candidate in combinations(names, 2):
        other = labels.filter(candidate=simpler).select(
            *by, *_KEYS, pl.col("__part").alias("__other")
        )
        tables.append(
            labels.filter(candidate=candidate)
            .join(other, on=[*by, *_KEYS], how="inner", maintain_order="left")
            .with_columns(
                pl.lit(simpler).alias("against"),
                (pl.col("weight") * (pl.col("__part") - pl.col("__other"))).alias("gain"),
            )
            .select(columns)
        )
    return pl.concat(tables)
