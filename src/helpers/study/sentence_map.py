"""Every sentence as one row of a map: its article, its place in it, who speaks, its frames."""

import polars as pl

from helpers.measures.joins import KEYS, join_in_order
from helpers.study.opening import Study


def map_sentences(study: Study) -> pl.DataFrame:
    """Give every sentence its place in its article, who speaks and which frames it holds.

    Parameters
    ----------
    study
        Sentences in no voice are left out.

    Returns
    -------
    DataFrame
        document, sentence, place (1, 2, ... in the article), group, speaker, voice, frames (list of
        ids, sorted; missing where frames are not searched), text; articles in the order of
        publication.
    """
    frames = study.codes.group_by(KEYS).agg(pl.col("frame").unique().sort().alias("frames"))
    return (
        study.documents.select("document")
        .join(study.grouped_sentences, on="document", how="inner", maintain_order="left_right")
        .pipe(join_in_order, frames)
        .with_columns(
            pl.when("searched").then(
                pl.col("frames").fill_null(pl.lit([], dtype=pl.List(pl.String)))
            ),
            place=pl.int_range(1, pl.len() + 1).over("document"),
        )
        .select(*KEYS, "place", "group", "speaker", "voice", "frames", "text")
    )
