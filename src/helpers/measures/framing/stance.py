"""Who is evaluated how: stance towards the codebook's targets, as far as frames tell it."""

from collections.abc import Sequence

import polars as pl

from helpers.measures.framing.codebook import Codebook, Pattern
from helpers.measures.framing.coding import rule
from helpers.measures.framing.matching import find
from helpers.measures.framing.shares import countable, require

_UNIT = ["document", "sentence"]


def stance(sentences: pl.DataFrame, codes: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return how each sentence evaluates each of the codebook's targets.

    A sentence refers to a target where a pattern of its `mention` matches, or a frame of the
    sentence evaluates it. Its value is the sign of the sum of what speaks for the target and
    against it: one for each frame of the sentence (its `evaluates`) and for each place where
    a pattern of `praise` or `blame` matches.

    Parameters
    ----------
    sentences : polars.DataFrame
        document, sentence, start, text; kind where there is one (boilerplate is left out).
    codes : polars.DataFrame
        document, sentence, frame: the same sentences' codes.
    codebook : Codebook
        Its `targets` and its frames' `evaluates`.

    Returns
    -------
    polars.DataFrame
        document, sentence, target, value (-1, 0, 1; null where the sentence does not refer
        to the target), evidence (how many frames and places speak for or against it); target
        by target in the order of the sentences.
    """
    units = countable(sentences)
    found = find(
        units,
        [
            rule(f"{target.id} {name}", Pattern(match=text), codebook)
            for target in codebook.targets
            for name in ("mention", "praise", "blame")
            for text in getattr(target, name)
        ],
    )
    worth = {"mention": 0, "praise": 1, "blame": -1}
    parts = pl.col("label").str.split(" ")
    by_words = found.select(
        *_UNIT,
        parts.list.first().alias("target"),
        parts.list.last().replace_strict(worth, return_dtype=pl.Int64).alias("value"),
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
    by_frames = codes.select(*_UNIT, "frame").unique().join(evaluates, on="frame")
    summed = (
        pl.concat([by_words, by_frames.select(*_UNIT, "target", "value")])
        .group_by(*_UNIT, "target")
        .agg(
            pl.col("value").sum().sign().alias("value"),
            (pl.col("value") != 0).sum().cast(pl.Int64).alias("evidence"),
        )
    )
    names = [target.id for target in codebook.targets]
    return (
        pl.DataFrame({"target": names}, schema={"target": pl.String})
        .join(units.select(_UNIT), how="cross", maintain_order="left_right")
        .join(summed, on=[*_UNIT, "target"], how="left", maintain_order="left")
        .select(*_UNIT, "target", "value", pl.col("evidence").fill_null(0))
    )


def mean_stance(
    stances: pl.DataFrame, sentences: pl.DataFrame, *, by: Sequence[str] = ("voice",)
) -> pl.DataFrame:
    """Return the mean evaluation of each target, by voice or any other column.

    Parameters
    ----------
    stances : polars.DataFrame
        What `stance` returns.
    sentences : polars.DataFrame
        document, sentence and the columns of `by`.
    by : sequence of str
        Columns of `sentences` to report apart.

    Returns
    -------
    polars.DataFrame
        target, the columns of `by`, against, neutral, in_favour (sentences), n (sentences
        that refer to the target), sentences (all), mean (of the n values, -1..1, null where n
        is 0); targets in their order, then sorted by `by`.

    Raises
    ------
    ValueError
        Where `sentences` lacks a column that `by` names.
    """
    require(sentences, [*_UNIT, *by])
    joined = stances.join(
        sentences.select(*dict.fromkeys([*_UNIT, *by])), on=_UNIT, maintain_order="left"
    )
    order = joined["target"].unique(maintain_order=True).to_list()
    value = pl.col("value")
    return (
        joined.group_by("target", *by)
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
