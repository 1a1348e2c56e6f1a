"""Shares that several instruments measure, combined and corrected by a coded sample."""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from helpers.measures.correction.combined import combined_mean
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.coded_values import PROBABILITY, coded_sentences
from helpers.study.compare_instruments import PATTERNS
from helpers.study.instruments import (
    LEXICONS,
    TONES,
    in_order,
    instrument_name,
    machine_name,
)
from helpers.study.machine_codes import TONE, answers, programs
from helpers.study.names import every_frame_name
from helpers.study.score_columns import label, reads, with_labels
from helpers.study.selection import Selection

CODED_ALONE, COMBINED = "coded sentences alone", "all of them, combined"
_SCHEMA = {
    "quantity": pl.String,
    "source": pl.String,
    "coded_n": pl.Int64,
    **dict.fromkeys(("share", "low", "high", "weight"), pl.Float64),
}
_CODED = " coded"


class _Quantity(NamedTuple):
    """A share: its name, 0 or 1 of each sentence by each instrument (a column), what coders say."""

    name: str
    measured: pl.DataFrame
    instruments: dict[str, str]
    coded: pl.Expr


def combined_shares(selection: Selection) -> pl.DataFrame:
    """Give the shares of frames and tones by each instrument, by coders, and by all together.

    Only what a program measures beside the report's own instruments is combined, and only where
    a sample was drawn of which enough sentences were coded (see
    `helpers.measures.correction.combined.combined_mean`).

    Parameters
    ----------
    selection
        Its sentences are the population; the frames are those of its set.

    Returns
    -------
    DataFrame
        quantity (a frame, or "tone: negative" and "tone: positive"), source (an instrument,
        `CODED_ALONE` or `COMBINED`), coded_n (coded sentences), share, low, high (missing for an
        instrument alone), weight (of an instrument in the combination).
    """
    tables = [pl.DataFrame(schema=_SCHEMA)]
    if selection.tables.sample.height and selection.tables.machines.height:
        drawn = coded_sentences(selection)
        tables += [
            _rows(selection, drawn, quantity)
            for quantity in (*_frames(selection), *_tones(selection))
        ]
    return pl.concat(tables)


def _frames(selection: Selection) -> Iterator[_Quantity]:
    made = selection.tables.chosen.made or selection.tables
    names = every_frame_name(selection)
    for frame, of_set in selection.frames.select("frame", "set").iter_rows():
        has, coded = (
            pl.col(name).str.split(";").list.contains(frame).cast(pl.Int64)
            for name in (of_set, f"coded_{of_set}")
        )
        own = made.codes.filter(frame=frame).select(KEYS).unique().with_columns(patterns=1)
        # Where the patterns do not know the language, they have not answered.
        searched = made.sentences.select(*KEYS, "searched")
        table = (
            selection.sentences.select(KEYS)
            .pipe(join_in_order, own)
            .pipe(join_in_order, searched)
            .with_columns(patterns=pl.when("searched").then(pl.col("patterns").fill_null(0)))
            .drop("searched")
        )
        instruments = {"patterns": PATTERNS}
        for program in programs(made.machines, (of_set,)):
            column = f"by {program}"
            said = answers(made, program).drop_nulls(of_set)
            table = join_in_order(table, said.group_by(KEYS).agg(has.max().alias(column)))
            instruments[column] = machine_name(program)
        if len(instruments) > 1:
            yield _Quantity(names[frame], table, instruments, coded)


def _tones(selection: Selection) -> Iterator[_Quantity]:
    others = programs(selection.tables.machines, TONE)
    if not others:
        return
    names = in_order([*LEXICONS, *others])
    # Where a word list knows no word, the sentence is neither; a program has not answered.
    tones = {
        name: pl.when(reads(name)).then(pl.col(label(name)).fill_null(0))
        if name in LEXICONS
        else pl.col(label(name))
        for name in names
    }
    labels = with_labels(selection.scores, selection.tables).select(*KEYS, **tones)
    for sign in (-1, 1):
        table = labels.with_columns((pl.col(names) == sign).cast(pl.Int64))
        instruments = {name: instrument_name(name) for name in names}
        coded = (pl.col("coded_tone") == str(sign)).cast(pl.Int64)
        yield _Quantity(f"tone: {TONES[sign]}", table, instruments, coded)


def _rows(selection: Selection, drawn: pl.DataFrame, quantity: _Quantity) -> pl.DataFrame:
    name, measured, instruments, coded = quantity
    table = drawn.select(*KEYS, PROBABILITY, coded.alias(_CODED))
    row = combined_mean(
        join_in_order(table, measured),
        values=list(instruments),
        coded=_CODED,
        probability=PROBABILITY,
        level=selection.parameters.confidence,
    ).row(0, named=True)
    if row["corrected"] is None:
        return pl.DataFrame(schema=_SCHEMA)
    n = row["coded_n"]
    rows: list[tuple[object, ...]] = [
        (name, words, n, row[f"measured_{key}"], None, None, row[f"weight_{key}"])
        for key, words in instruments.items()
    ]
    alone = (row["coded_only"], row["coded_low"], row["coded_high"])
    rows.append((name, CODED_ALONE, n, *alone, None))
    rows.append((name, COMBINED, n, row["corrected"], row["low"], row["high"], None))
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
