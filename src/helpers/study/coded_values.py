"""What coders say of the sentences that are counted, with the chance that each was drawn."""

import polars as pl

from helpers.corpus.coding.fields import PLACE
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.coders import consensus, is_text
from helpers.study.hand_coding import places
from helpers.study.selection import Selection, once

PROBABILITY = "probability"


@once
def coded_sentences(selection: Selection) -> pl.DataFrame:
    """List the counted sentences beside what the coders say of those that were drawn.

    Sentences that were coded without having been drawn say nothing of those that were not coded,
    and count as not coded; unless every sentence of an article was coded, and of all articles.

    Parameters
    ----------
    selection
        Its sentences are the population.

    Returns
    -------
    DataFrame
        document, sentence, probability (that the sentence is coded, 1 where all are; missing
        where nothing was drawn), drawn (whether it is coded and may stand for others), and each
        coded field as ``coded_FIELD``: what the coders agree on; missing where it was not drawn,
        not coded, or they differ. What coders call boilerplate is coded, and has no answer but its
        kind.
    """
    tables = selection.tables
    sentences = selection.sentences.select(*KEYS)
    where = places(tables).select(*PLACE, pl.col("part_of").alias("sentence"))
    codes = (
        consensus(tables.coded)
        .drop("text")
        .join(where, on=PLACE, how="inner", maintain_order="left")
        # Where a sentence was coded in parts, its first part of text stands for it.
        .sort(~is_text(), maintain_order=True)
        .unique(KEYS, keep="first", maintain_order=True)
    )
    if tables.sample.height:
        drawn = tables.sample.select(*PLACE, PROBABILITY)
        codes = codes.join(drawn, on=PLACE, how="inner", maintain_order="left")
    else:
        missing = sentences.join(codes, on=KEYS, how="anti")
        is_whole = codes.height > 0 and missing.height == 0
        codes = codes if is_whole else codes.clear()
        codes = codes.with_columns(pl.lit(1.0).alias(PROBABILITY))
    fields = [name for name in codes.columns if name not in {*PLACE, *KEYS, PROBABILITY}]
    answers = codes.select(
        *KEYS,
        PROBABILITY,
        pl.lit(value=True).alias("drawn"),
        *(
            pl.when(is_text() | pl.lit(name == "kind")).then(name).alias(f"coded_{name}")
            for name in fields
        ),
    )
    return join_in_order(sentences, answers).with_columns(pl.col("drawn").fill_null(value=False))
