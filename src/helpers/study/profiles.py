"""One row for each article: shares of the voices, tone, most frequent frames."""

import polars as pl

from helpers.corpus.voices.voice import VOICES
from helpers.measures.joins import join_in_order
from helpers.study.names import article_names
from helpers.study.selection import Selection

TOP = 3


def profiles(chapter: Selection) -> pl.DataFrame:
    """Describe the chapter's documents.

    Returns
    -------
    DataFrame
        The columns of the documents, in their order, and: title (headline, or outlet and date),
        sentences (that count), narrator, quote, indirect (shares of them, missing where there are
        none), scored (sentences with a score), tone (mean of the scores, missing without one),
        frames (labels of the most frequent frames of the set, at most three) and places (sentences
        that hold each); voices_read, frames_read, tone_read: whether the instruments know the
        language of the article. What they do not read is missing.
    """
    voices = chapter.sentences.group_by("document").agg(
        pl.len().cast(pl.Int64).alias("sentences"),
        *((pl.col("voice") == voice).mean().alias(voice) for voice in VOICES),
    )
    scores = chapter.tones_of(chapter.parameters.lexicon)
    tones = scores.group_by("document").agg(
        pl.col("score").count().cast(pl.Int64).alias("scored"),
        pl.col("score").mean().alias("tone"),
    )
    frames = (
        chapter.codes.group_by("document", "frame")
        .agg(pl.col("sentence").n_unique().cast(pl.Int64).alias("places"))
        .join(chapter.frames.select("frame", "label"), on="frame", how="inner")
        .sort("places", "label", descending=[True, False])
        .group_by("document", maintain_order=True)
        .agg(pl.col("label").head(TOP).alias("frames"), pl.col("places").head(TOP))
    )
    table = chapter.documents
    read = chapter.articles_read.select(
        "document", pl.col("voices", "frames", "tone").name.suffix("_read")
    )
    for part in (voices, tones, frames, read):
        table = join_in_order(table, part, on="document")
    # An article without text of its own lacks everything, in whatever language.
    table = table.with_columns(pl.col(name).fill_null(value=True) for name in read.columns[1:])
    names = article_names(table)
    return table.with_columns(
        pl.coalesce("headline", pl.col("document").replace(names)).alias("title"),
        pl.col("sentences", "scored").fill_null(0),
        _empty("frames", pl.String),
        _empty("places", pl.Int64),
    )


def _empty(column: str, kind: type[pl.DataType]) -> pl.Expr:
    """Put an empty list where frames were searched and none was found."""
    empty = pl.lit([], dtype=pl.List(kind))
    return pl.when("frames_read").then(pl.col(column).fill_null(empty)).alias(column)
