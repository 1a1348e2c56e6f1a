"""Every instrument's precision, recall and F1 beside the others', field by field."""

from collections.abc import Iterator, Sequence
from functools import partial

import polars as pl

from helpers.corpus.coding.fields import PLACE, WEIGHT
from helpers.corpus.voices.voice import VOICES
from helpers.measures.agreement import precision_recall_f1
from helpers.measures.joins import join_in_order
from helpers.study.coded_sample import scored_codes, with_weights
from helpers.study.coders import consensus, is_text
from helpers.study.hand_coding import compare_with_coders
from helpers.study.instruments import (
    INSTRUMENTS,
    LEXICONS,
    TONE_CODES,
    TONES,
    in_order,
    instrument_name,
    machine_name,
)
from helpers.study.machine_codes import VOICE, programs
from helpers.study.names import every_frame_name
from helpers.study.selection import Selection
from helpers.study.tables import Tables
from helpers.study.tones import labels_and_codes
from helpers.study.voices import VOICE_NAMES

_GOLD, _READ = "gold", "read"
_COLUMNS = {
    "field": pl.String,
    "answer": pl.String,
    "instrument": pl.String,
    "n": pl.Int64,
    "support": pl.Int64,
    "precision": pl.Float64,
    "recall": pl.Float64,
    "f1": pl.Float64,
}
RULES, PATTERNS = "the rules", "the codebook’s patterns"


def instruments_beside(selection: Selection) -> pl.DataFrame:
    """Put the scores of every instrument side by side, by what they read.

    Programs are scored on the sentences of which they say something, the report's own instruments
    on all coded ones. Drawn sentences weigh as many as they stand for, and others are left out
    (see `helpers.study.coded_sample`).

    Parameters
    ----------
    selection
        All coded sentences of its corpus count, and all instruments, whichever are chosen.

    Returns
    -------
    DataFrame
        field ("voice", "frame" or "tone"), answer (a voice, frame or tone in words), instrument, n
        (coded sentences that it is scored on), support (those coded with the answer), precision,
        recall, f1. Answers that nobody coded are left out.
    """
    made = selection.tables.chosen.made or selection.tables
    tables = [pl.DataFrame(schema=_COLUMNS)]
    if made.coded.height:
        coded = compare_with_coders(made).filter(is_text())
        tables += [*_voices(made, coded), *_frames(selection, made, coded), *_tones(selection)]
    rows = pl.concat(tables).filter(pl.col("support") > 0)
    # What reads the same answer stands together.
    return (
        rows.with_row_index("place")
        .sort(pl.col("place").min().over("field", "answer"), "place")
        .drop("place")
    )


def _voices(made: Tables, coded: pl.DataFrame) -> Iterator[pl.DataFrame]:
    own = coded.select(WEIGHT, gold="voice", read="read_voice")
    yield _scored(own, VOICES, VOICE_NAMES, field="voice", instrument=RULES)
    for name, beside in _beside(made, VOICE):
        one = beside.select(WEIGHT, gold="voice", read="its voice")
        yield _scored(one, VOICES, VOICE_NAMES, field="voice", instrument=machine_name(name))


def _frames(selection: Selection, made: Tables, coded: pl.DataFrame) -> Iterator[pl.DataFrame]:
    names = every_frame_name(selection)
    for name, frames in made.codebook.frame_sets().items():
        own = coded.select(WEIGHT, gold=name, read=f"read_{name}")
        yield _scored(own, frames, names, field="frame", instrument=PATTERNS, separator=";")
        for program, beside in _beside(made, (name,)):
            one = beside.select(WEIGHT, gold=name, read=f"its {name}")
            words = machine_name(program)
            yield _scored(one, frames, names, field="frame", instrument=words, separator=";")


def _tones(selection: Selection) -> Iterator[pl.DataFrame]:
    beside = labels_and_codes(selection).rename({"predicted": _READ})
    names = set(beside["lexicon"]) - set(INSTRUMENTS)
    for lexicon in in_order([*LEXICONS, *names]):
        own = beside.filter(pl.col("lexicon") == lexicon)
        words = instrument_name(lexicon)
        yield _scored(own, list(TONES), TONE_CODES, field="tone", instrument=words)


def _beside(made: Tables, fields: Sequence[str]) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield each program with its answers, as ``its FIELD``, beside those of the coders."""
    gold = with_weights(consensus(scored_codes(made)).filter(is_text()), made)
    for name in programs(made.machines, fields):
        said = made.machines.filter(pl.col("coder") == name).select(
            *PLACE, *(pl.col(field).alias(f"its {field}") for field in fields)
        )
        said = said.drop_nulls([f"its {field}" for field in fields])
        yield name, gold.join(said, on=PLACE, how="inner", maintain_order="left")


def _scored(
    table: pl.DataFrame,
    answers: Sequence[object],
    words: dict[str, str],
    *,
    field: str,
    instrument: str,
    separator: str | None = None,
) -> pl.DataFrame:
    known = table.drop_nulls(_GOLD)
    measure = partial(
        precision_recall_f1,
        known,
        gold=_GOLD,
        predicted=_READ,
        labels=answers,
        separator=separator,
    )
    counts = measure().select("label", "n", "support")
    scores = measure(weight=WEIGHT).drop("n", "support")
    named = pl.col("label").is_in([str(answer) for answer in answers])
    return (
        join_in_order(counts.filter(named), scores, on="label")
        .with_columns(
            pl.lit(field).alias("field"),
            pl.col("label").replace(words).alias("answer"),
            pl.lit(instrument).alias("instrument"),
        )
        .select(pl.col(name).cast(kind) for name, kind in _COLUMNS.items())
    )
