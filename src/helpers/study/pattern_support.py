"""In how many sentences and documents each pattern of a codebook matches."""

from typing import Literal

import polars as pl

from helpers.measures.framing.coding import rule
from helpers.measures.framing.matching import find
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.languages import in_languages
from helpers.study.tables import Tables

Witness = Literal["sentence", "document"]


def matches(tables: Tables) -> pl.DataFrame:
    """Find each pattern of the codebook by itself, so that none hides behind a longer one.

    Returns
    -------
    DataFrame
        The columns of the codes, and number (the pattern's place in its frame).
    """
    book = tables.codebook
    rules = [
        rule(f"{frame.id} {number}", pattern, book)
        for frame in book.frames
        for number, pattern in enumerate(frame.patterns)
    ]
    spans = in_languages(tables.spans, tables.documents, book.languages).filter(
        ~pl.col("reprint") & (pl.col("kind") != "boilerplate")
    )
    reading = tables.spans.select(*KEYS, "part_of")
    label = pl.col("label").str.split_exact(" ", 1).struct
    return join_in_order(find(spans, rules), reading).select(
        "document",
        pl.col("part_of").alias("sentence"),
        label.field("field_0").alias("frame"),
        "start",
        "end",
        "pattern",
        label.field("field_1").cast(pl.Int64).alias("number"),
    )


def support(tables: Tables, places: pl.DataFrame) -> pl.DataFrame:
    """Count the sentences and documents in which each pattern matches.

    Returns
    -------
    DataFrame
        frame, number, pattern, sentences, documents; one row per pattern in the codebook's
        order, 0 where it matches nowhere.
    """
    patterns = pl.DataFrame(
        [
            (frame.id, number, pattern.match)
            for frame in tables.codebook.frames
            for number, pattern in enumerate(frame.patterns)
        ],
        schema={"frame": pl.String, "number": pl.Int64, "pattern": pl.String},
        orient="row",
    )
    counts = places.group_by("frame", "number").agg(
        pl.struct("document", "sentence").n_unique().cast(pl.Int64).alias("sentences"),
        pl.col("document").n_unique().cast(pl.Int64).alias("documents"),
    )
    return join_in_order(patterns, counts, on=["frame", "number"]).with_columns(
        pl.col("sentences", "documents").fill_null(0)
    )


def keep_confirmed(tables: Tables, places: pl.DataFrame, *, by: Witness) -> Tables:
    """Keep the codes of patterns that match in at least two sentences, or two documents.

    Returns
    -------
    Tables
        The same tables with fewer codes: for each document those of the patterns that would still
        be there had it not been read, as another one bears them out. A pattern that matches in one
        place alone may have been written for that place.
    """
    counts = support(tables, places)
    rows = counts.filter(pl.col(f"{by}s") > 1)
    codes = join_in_order(places, rows, on=["frame", "number"], how="semi")
    # What rests on no pattern needs none to bear it out.
    other = pl.col("frame").is_in(sorted(tables.chosen.other_frames))
    kept = [codes.filter(~other).select(tables.codes.columns), tables.codes.filter(other)]
    return tables.change(codes=pl.concat(kept))
