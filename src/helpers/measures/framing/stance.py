"""Who is evaluated how: stance towards named actors, as far as the frames tell it."""

from collections.abc import Mapping, Sequence

import polars as pl

from helpers.measures.framing.codebook import Codebook
from helpers.measures.framing.matching import Rule, find
from helpers.measures.framing.patterns import parse
from helpers.measures.framing.shares import countable, require
from helpers.measures.joins import KEYS


def stance(
    sentences: pl.DataFrame,
    targets: Mapping[str, Sequence[str]],
    *,
    codes: pl.DataFrame,
    codebook: Codebook,
) -> pl.DataFrame:
    """Return how each sentence evaluates each target, as far as its frames tell it.

    A sentence refers to a target where one of the target's names stands in it, or where one of
    its frames evaluates the target. Its value is the sign of the sum of what its frames say
    of the target (their `evaluates` in the codebook): 0 where they say nothing, or as much for
    it as against it. Praise and blame outside the frames are not seen.

    Parameters
    ----------
    targets
        The names of each target: `targets` of an actors file. A name all in capitals ("US")
        is matched only so.
    codebook
        Its frames' `evaluates`, for the targets given; others are left out.

    Returns
    -------
        document, sentence, target, value (-1, 0, 1; None where the sentence does not refer
        to the target), evidence (how many frames speak for or against it); target by target
        in the order of the sentences.
    """
    units = countable(sentences)
    rules = [
        Rule(target, name, parse(name, gap=codebook.matching.gap))
        for target, names in targets.items()
        for name in names
    ]
    mentions = find(units, rules).select(
        *KEYS, pl.col("label").alias("target"), pl.lit(0, dtype=pl.Int64).alias("value")
    )
    evaluates = pl.DataFrame(
        [
            (frame.id, target, value)
            for frame in codebook.frames
            for target, value in frame.evaluates.items()
        ],
        schema={"frame": pl.String, "target": pl.String, "value": pl.Int64},
        orient="row",
    )
    by_frames = codes.select(*KEYS, "frame").unique().join(evaluates, on="frame")
    sums = (
        pl.concat([mentions, by_frames.select(*KEYS, "target", "value")])
        .group_by(*KEYS, "target")
        .agg(
            pl.col("value").sum().sign().alias("value"),
            (pl.col("value") != 0).sum().cast(pl.Int64).alias("evidence"),
        )
    )
    return (
        pl.DataFrame({"target": list(targets)}, schema={"target": pl.String})
        .join(units.select(KEYS), how="cross", maintain_order="left_right")
        .join(sums, on=[*KEYS, "target"], how="left", maintain_order="left")
        .select(*KEYS, "target", "value", pl.col("evidence").fill_null(0))
    )


def mean_stance(
    stances: pl.DataFrame, sentences: pl.DataFrame, *, by: Sequence[str] = ("voice",)
) -> pl.DataFrame:
    """Return the mean evaluation of each target, by voice or any other column.

    Parameters
    ----------
    stances
        What `stance` returns.

    Returns
    -------
        target, the columns of `by`, against, neutral, in_favour (sentences), n (sentences
        that refer to the target), sentences (all), mean (of the n values, -1..1); targets in
        their order, then sorted by `by`.
    """
    require(sentences, [*KEYS, *by])
    rows = stances.join(
        sentences.select(*dict.fromkeys([*KEYS, *by])), on=KEYS, maintain_order="left"
    )
    order = rows["target"].unique(maintain_order=True).to_list()
    value = pl.col("value")
    return (
        rows.group_by("target", *by)
        .agg(
            (value == -1).sum().cast(pl.Int64).alias("against"),
            (value == 0).sum().cast(pl.Int64).alias("neutral"),
            (value == 1).sum().cast(pl.Int64).alias("in_favour"),
            value.count().cast(pl.Int64).alias("n"),
            pl.len().cast(pl.Int64).alias("sentences"),
            value.mean().alias("mean"),
        )
        .sort(
            pl.col("target").replace_strict(
                {name: number for number, name in enumerate(order)}, return_dtype=pl.Int64
            ),
            *by,
            nulls_last=True,
        )
    )
