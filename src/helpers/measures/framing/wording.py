"""Loaded words: which of two names for one thing is used, and in whose voice."""

from collections.abc import Sequence

import polars as pl

from helpers.measures.framing.codebook import Codebook, Pattern
from helpers.measures.framing.coding import rule
from helpers.measures.framing.matching import find
from helpers.measures.framing.shares import countable, require
from helpers.measures.joins import PLACES, name_places


def wordings(sentences: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return every place where a wording of one of the codebook's pairs stands.

    Returns
    -------
        document, sentence, pair (its label), side (left or right), start, end, pattern, quoted
        (whether it stands in a scare quote, at most `matching.scare_quote` words between quotation
        marks: the writer keeps away from the word). One pair's wordings that overlap are counted
        once, by the precedence of `helpers.measures.framing.coding.code`.
    """
    plain, quoted = (
        find(
            countable(sentences),
            [
                rule(f"{number} {side}", Pattern(match=text, quoted=in_quotes), codebook)
                for number, pair in enumerate(codebook.pairs)
                for side in ("left", "right")
                for text in getattr(pair, side)
            ],
        )
        for in_quotes in (None, True)
    )
    labels = {str(number): pair.label for number, pair in enumerate(codebook.pairs)}
    place = ["document", "sentence", "label", "start", "end"]
    number_and_side = pl.col("label").str.split(" ")
    return plain.join(
        quoted.select(*place, pl.lit(True).alias("quoted")),
        on=place,
        how="left",
        maintain_order="left",
    ).select(
        "document",
        "sentence",
        number_and_side.list.first().replace_strict(labels, return_dtype=pl.String).alias("pair"),
        number_and_side.list.last().alias("side"),
        "start",
        "end",
        "pattern",
        pl.col("quoted").fill_null(False),
    )


def wording(
    sentences: pl.DataFrame, codebook: Codebook, *, by: Sequence[str] = ("voice",)
) -> pl.DataFrame:
    """Count the two wordings of each of the codebook's pairs.

    Returns
    -------
        pair, words (the first wordings : the second), the columns of `by`, left, right (places),
        n (left + right), share_left (left / n), places ("document#sentence" of each sentence with
        one of them), in pairs' order, then sorted by `by`. A group that uses neither wording has no
        row.
    """
    require(sentences, ["document", "sentence", "start", "text", *by])
    places = wordings(sentences, codebook).join(
        sentences.select(*dict.fromkeys(["document", "sentence", *by])),
        on=["document", "sentence"],
        how="left",
        maintain_order="left",
    )
    order = {pair.label: number for number, pair in enumerate(codebook.pairs)}
    words = {
        pair.label: f"{' / '.join(pair.left)} : {' / '.join(pair.right)}" for pair in codebook.pairs
    }
    return (
        places.group_by("pair", *by)
        .agg(
            (pl.col("side") == "left").sum().cast(pl.Int64).alias("left"),
            (pl.col("side") == "right").sum().cast(pl.Int64).alias("right"),
            name_places().unique(maintain_order=True).head(PLACES),
        )
        .with_columns((pl.col("left") + pl.col("right")).alias("n"))
        .with_columns((pl.col("left") / pl.col("n")).alias("share_left"))
        .sort(
            pl.col("pair").replace_strict(order, return_dtype=pl.Int64),
            *by,
            nulls_last=True,
        )
        .select(
            "pair",
            pl.col("pair").replace_strict(words, return_dtype=pl.String).alias("words"),
            *by,
            *("left", "right", "n", "share_left", "places"),
        )
    )
