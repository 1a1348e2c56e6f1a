"""Labels of coded sentences by what was learnt from the other articles."""

from collections.abc import Mapping

import polars as pl

from helpers.measures.calibration.coded import put_in_order
from helpers.measures.calibration.folds import assign_folds
from helpers.measures.calibration.models import Learner


def cross_fit(
    coded: pl.DataFrame,
    *,
    learners: Mapping[str, Learner],
    tone: str = "tone",
    weight: str | None = None,
    folds: int = 5,
    seed: int = 0,
) -> pl.DataFrame:
    """Label every coded sentence by each candidate, learnt without its fold.

    Parameters
    ----------
    coded
        document, sentence, the coded tone (rows without it are left out) and all scores.
    learners
        Name to what learns a model (`helpers.measures.calibration.models.learners`).
    folds, seed
        As in `helpers.measures.calibration.folds.assign_folds`.

    Returns
    -------
        candidate, document, sentence, fold, gold, predicted (-1, 0, 1), weight (1 where all weigh
        alike); candidate by candidate, in reading order. `helpers.measures.agreement.accuracy`
        scores it.

    Examples
    --------
    >>> from helpers.measures.calibration.models import learners
    >>> coded = pl.DataFrame(
    ...     {
    ...         "document": list("abcd") * 10,
    ...         "sentence": range(40),
    ...         "vader": [0.2, 0.2, 0.8, 0.8] * 10,
    ...         "tone": [0, 0, 1, 1] * 10,
    ...     }
    ... )
    >>> candidates = learners(score="vader", threshold=0.05, scores=["vader"])
    >>> labels = cross_fit(coded, learners=candidates)
    >>> labels.group_by("candidate", maintain_order=True).agg(
    ...     (pl.col("gold") == pl.col("predicted")).mean()
    ... ).rows()
    [('default', 0.5), ('cuts', 1.0), ('logistic', 1.0)]
    """
    rows = put_in_order(coded, label=tone, weight=weight)
    rows = rows.with_columns(assign_folds(rows, folds=folds, seed=seed).alias("__fold"))
    numbers = rows["__fold"].unique().sort().to_list()
    tables = []
    for name, learn in learners.items():
        for fold in numbers:
            own = pl.col("__fold") == fold
            inside = rows.filter(own)
            predicted = learn(rows.filter(~own)).label(inside)
            tables.append(
                inside.select(
                    pl.lit(name).alias("candidate"),
                    "document",
                    "sentence",
                    pl.col("__fold").alias("fold"),
                    pl.col(tone).cast(pl.Int64).alias("gold"),
                    predicted.alias("predicted"),
                    (pl.lit(1.0) if weight is None else pl.col(weight).cast(pl.Float64)).alias(
                        "weight"
                    ),
                )
            )
    order = pl.col("candidate").replace_strict(list(learners), range(len(learners)))
    return pl.concat(tables).sort(order, "document", "sentence")
