"""Frames of coded sentences by a dictionary, and by what was learnt from the other articles."""

from collections.abc import Sequence

import polars as pl

from helpers.measures.calibration.coded import put_in_order
from helpers.measures.calibration.folds import assign_folds
from helpers.measures.calibration.frames import label_frames, learn_frames


def cross_fit_frames(
    coded: pl.DataFrame,
    *,
    frames: Sequence[str],
    gold: str = "coded",
    hits: str = "found",
    weight: str | None = None,
    folds: int = 5,
    seed: int = 0,
) -> pl.DataFrame:
    """Label every coded sentence by the dictionary, and by what was learnt without its fold.

    Parameters
    ----------
    coded, frames, gold, hits, folds, seed
        As in `learn_frames`, which learns anew for every fold, its threshold too. Where it cannot
        learn a frame, the dictionary's answer stands.

    Returns
    -------
        candidate ("dictionary", then "learned"), frame, document, sentence, fold, gold, predicted
        (both true or false), weight (1 where all weigh alike); in reading order.
        `helpers.measures.calibration.gains.f1_gains` compares them.

    Examples
    --------
    >>> texts = ["Prices rise.", "Prices fall.", "It rains.", "They talk."]
    >>> coded = pl.DataFrame(
    ...     {
    ...         "document": [name for name in "abcdef" for _ in texts],
    ...         "sentence": list(range(4)) * 6,
    ...         "text": texts * 6,
    ...         "coded": [["costs"], ["costs"], [], []] * 6,
    ...         "found": [["costs"], [], [], []] * 6,
    ...     }
    ... )
    >>> labels = cross_fit_frames(coded, frames=["costs"])
    >>> labels.filter(pl.col("gold") == pl.col("predicted")).group_by(
    ...     "candidate", maintain_order=True
    ... ).len().rows()
    [('dictionary', 18), ('learned', 24)]
    """
    rows = put_in_order(coded, label=gold, weight=weight)
    rows = rows.with_columns(assign_folds(rows, folds=folds, seed=seed).alias("__fold"))
    tables = []
    for fold in rows["__fold"].unique().sort():
        own = pl.col("__fold") == fold
        inside = rows.filter(own)
        model = learn_frames(
            rows.filter(~own),
            frames=frames,
            gold=gold,
            hits=hits,
            weight=weight,
            folds=folds,
            seed=seed,
        )
        learned = label_frames(inside, model, hits=hits).drop("chance")
        weights = pl.lit(1.0) if weight is None else pl.col(weight).cast(pl.Float64)
        for number, frame in enumerate(frames):
            table = inside.select(
                pl.lit(frame).alias("frame"),
                "document",
                "sentence",
                pl.col("__fold").alias("fold"),
                pl.col(gold).list.contains(frame).alias("gold"),
                pl.col(hits).fill_null([]).list.contains(frame).alias("dictionary"),
                weights.alias("weight"),
                pl.lit(number).alias("__order"),
            )
            tables.append(
                table.join(
                    learned,
                    on=["frame", "document", "sentence"],
                    how="left",
                    maintain_order="left",
                ).with_columns(pl.coalesce("predicted", "dictionary").alias("learned"))
            )
    labels = pl.concat(tables).sort("__order", "document", "sentence")
    return pl.concat(
        labels.select(
            pl.lit(name).alias("candidate"),
            *("frame", "document", "sentence", "fold", "gold"),
            pl.col(name).alias("predicted"),
            "weight",
        )
        for name in ("dictionary", "learned")
    )
