"""Put the instruments that parameters choose behind the tables of a corpus."""

from dataclasses import replace

import polars as pl

from helpers.measures.joins import KEYS, join_in_order
from helpers.study.chosen import CODED, LEARNED, is_program, named
from helpers.study.machine_codes import put_frames, with_frames, with_voices
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables


def choose_instruments(tables: Tables, parameters: Parameters) -> Tables:
    """Put the instruments that parameters choose behind the tables of a corpus.

    Parameters
    ----------
    tables
        As they were made, or with other instruments.

    Returns
    -------
    Tables
        `codes` of the chosen frames, `sentences` and `spans` with the chosen voices; `label` labels
        tone as it was chosen. The tables themselves where nothing changes.
    """
    wanted = named(parameters)
    if tables.chosen == wanted:
        return tables
    made = tables.chosen.made or tables
    chosen = made.change(chosen=replace(wanted, made=made))
    if is_program("voices_from", wanted.voices_from):
        chosen = with_voices(chosen, wanted.voices_from)
    if is_program("frames_from", wanted.frames_from):
        chosen = with_frames(chosen, wanted.frames_from)
    elif wanted.frames_from == LEARNED:
        chosen = _with_learnt_frames(chosen, parameters)
    return _with_learnt_tone(chosen, parameters) if wanted.tone_cuts == CODED else chosen


def _with_learnt_tone(tables: Tables, parameters: Parameters) -> Tables:
    # What learns is slow to import, and few books learn.
    from helpers.study.learning import learn_tone

    made = tables.chosen.made or tables
    learnt = learn_tone(made, parameters)
    if learnt is None or learnt.chosen == "default":
        return tables
    own = pl.col("lexicon") == parameters.lexicon
    held_out = learnt.labels.filter(candidate=learnt.chosen).select(*KEYS, held_out="predicted")
    tones = join_in_order(made.tones, held_out).with_columns(
        pl.when(own & pl.col("score").is_not_null())
        .then("held_out")
        .when(~own)
        .then("given")
        .alias("given")
    )
    reads = (parameters.lexicon,) if learnt.chosen == "cuts" else learnt.scores
    model = learnt.models[learnt.chosen]
    return tables.change(
        tones=tones.drop("held_out"),
        chosen=replace(tables.chosen, tone_model=model, tone_scores=reads),
    )


def _with_learnt_frames(tables: Tables, parameters: Parameters) -> Tables:
    from helpers.study.kept_learning import learnt_frames

    made = tables.chosen.made or tables
    learnt = learnt_frames(made, parameters)
    chosen = replace(tables.chosen, learnt_frames=learnt)
    if learnt is None or not learnt.frames:
        return tables.change(chosen=chosen)
    where = made.sentences.select(*KEYS, "start", "end")
    found = join_in_order(learnt.found, where)
    codes = put_frames(tables.codes, where, found, frames=learnt.frames)
    chosen = replace(chosen, other_frames=frozenset(learnt.frames))
    return tables.change(codes=codes, chosen=chosen)
