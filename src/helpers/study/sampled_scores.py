"""Intervals of the scores that come from a random sample of coded sentences.

Resampling fails where few sentences have a label and nearly all are read rightly: without a mistake
nothing varies. Every score here is a share of units, or follows one: F1 = 2 J / (1 + J), where J is
the share that is both coded and read of what is either. So Wilson's interval serves all of them.
"""

import polars as pl

from helpers.corpus.coding.fields import WEIGHT
from helpers.measures.agreement import score_parts
from helpers.measures.joins import join_in_order
from helpers.measures.resampling import weighted_wilson_interval

# Each score as what it counts and what of, and whether it is F1 of that share.
_SHARES = {
    "precision": ("hits", "predicted", False),
    "recall": ("hits", "support", False),
    "f1": ("hits", "union", True),
    # The guess that always gives a label is right where it is coded.
    "always_f1": ("support", WEIGHT, True),
}


def label_intervals(
    sentences: pl.DataFrame, *, gold: str, predicted: str, labels: list[str], level: float
) -> pl.DataFrame:
    """Give the intervals of precision, recall and F1 of each label, joined by ``;`` where several.

    Parameters
    ----------
    sentences
        The columns `gold`, `predicted`, and weight.
    labels
        Those to report.
    level
        Share of such intervals that hold the truth.

    Returns
    -------
    DataFrame
        label, and ``precision_low`` to ``always_f1_high``; missing where there is no score.

    Examples
    --------
    Without a single mistake in two sentences the score may still be low elsewhere:

    >>> sentences = pl.DataFrame({"coded": ["x", "x", ""], "read": ["x", "x", ""], "weight": 1.0})
    >>> label_intervals(
    ...     sentences, gold="coded", predicted="read", labels=["x"], level=0.95
    ... ).select("label", pl.col("recall_low", "f1_low", "f1_high").round(3)).row(0)
    ('x', 0.342, 0.51, 1.0)
    """
    parts = score_parts(
        sentences.select(gold, predicted, WEIGHT),
        gold=gold,
        predicted=predicted,
        labels=labels,
        separator=";",
        weight=WEIGHT,
    ).with_columns(union=pl.col("either") - pl.col("hits"))
    table = pl.DataFrame({"label": labels}, schema={"label": pl.String})
    for name, (hits, n, is_f1) in _SHARES.items():
        bounds = weighted_wilson_interval(
            parts, hits=hits, n=n, weight=WEIGHT, by="label", level=level
        )
        ends = pl.col("low", "high")
        if is_f1:
            bounds = bounds.with_columns(ends * 2 / (ends + 1))
        named = bounds.select("label", ends.name.prefix(f"{name}_"))
        table = join_in_order(table, named, on="label")
    return table


def share_intervals(hits: pl.DataFrame, *, by: str, level: float) -> pl.DataFrame:
    """Give the share of sentences that each instrument reads rightly.

    Parameters
    ----------
    hits
        One row a sentence and instrument: hit (Boolean), weight, and the column `by`.
    by
        The column that names the instrument.
    level
        Share of such intervals that hold the truth.

    Returns
    -------
    DataFrame
        The column `by`, share, low, high.
    """
    return weighted_wilson_interval(
        hits.with_columns(pl.col("hit") * pl.col(WEIGHT)),
        hits="hit",
        n=WEIGHT,
        weight=WEIGHT,
        by=by,
        level=level,
    )
