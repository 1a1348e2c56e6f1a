"""On which sentences the instruments disagree, so that these can be drawn more often."""

from typing import NamedTuple

import polars as pl

from helpers.corpus.problems import InputError
from helpers.measures.correction.disagreement import disagreement_probabilities
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.instruments import LEXICONS
from helpers.study.machine_codes import TONE, answers, programs
from helpers.study.tables import Tables

OPTION = "--follow-disagreement"


class Instruments(NamedTuple):
    """What several instruments say of each sentence: document, sentence, a column for each."""

    table: pl.DataFrame
    names: list[str]


def with_chances(tables: Tables, sentences: pl.DataFrame, *, n: int) -> pl.DataFrame:
    """Give each sentence the probability with which it should be drawn.

    Programs and the report's own instrument are compared in tone; where no program gives tone, in
    the frames of the codebook's first set; where there is no program, the report's own instruments
    of tone are compared with each other.

    Parameters
    ----------
    sentences
        Those that can be drawn: document, sentence.
    n
        How many are to be drawn, on average.

    Returns
    -------
    DataFrame
        The sentences with probability (see
        `helpers.measures.correction.disagreement.disagreement_probabilities`).

    Raises
    ------
    InputError
        Where no instrument disagrees with another anywhere.
    """
    table, names = _instruments(tables)
    beside = join_in_order(sentences.select(KEYS), table)
    n = min(n, beside.height)
    chances = disagreement_probabilities(beside, values=names, n=n)
    if not chances["disagreement"].sum():
        what = "the instruments agree on every sentence, so there is nothing to follow"
        raise InputError.of(OPTION, what, "leave the option out")
    return join_in_order(sentences, chances.select(*KEYS, "probability"))


def _instruments(tables: Tables) -> Instruments:
    of_tone = programs(tables.machines, TONE)
    first = next(iter(tables.codebook.frame_sets()))
    if not of_tone and programs(tables.machines, (first,)):
        return _frames(tables, first)
    names = [LEXICONS[0], *of_tone] if of_tone else list(LEXICONS)
    labels = tables.label(tables.tones).filter(pl.col("lexicon").is_in(names))
    # A sentence without a known word is read as neutral; a program may just not have been asked.
    tone = pl.when(pl.col("lexicon").is_in(LEXICONS)).then(pl.col("tone").fill_null(0))
    labels = labels.with_columns(tone.otherwise("tone").alias("tone"))
    return Instruments(labels.pivot("lexicon", on_columns=names, index=KEYS, values="tone"), names)


def _frames(tables: Tables, of_set: str) -> Instruments:
    """Count for each program the frames in which it differs from the patterns, as a share."""
    frames = list(tables.codebook.frame_sets()[of_set])
    own = (
        tables.codes.filter(pl.col("frame").is_in(frames))
        .group_by(KEYS)
        .agg(pl.col("frame").unique().alias("own"))
    )
    table = join_in_order(tables.sentences.select(KEYS), own).with_columns(
        pl.col("own").fill_null([]), pl.lit(0.0).alias("patterns")
    )
    names = ["patterns"]
    for number, program in enumerate(programs(tables.machines, (of_set,))):
        name = f"program {number}"
        said = answers(tables, program).drop_nulls(of_set).unique(KEYS, keep="first")
        theirs = said.select(
            *KEYS, pl.col(of_set).str.split(";").list.set_difference([""]).alias("theirs")
        )
        differ = pl.col("own").list.set_symmetric_difference("theirs").list.len()
        table = (
            join_in_order(table, theirs)
            .with_columns((differ / len(frames)).alias(name))
            .drop("theirs")
        )
        names.append(name)
    return Instruments(table.drop("own"), names)
