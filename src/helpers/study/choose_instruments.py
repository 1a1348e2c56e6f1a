"""Put the instruments that parameters choose behind the tables of a corpus."""

from dataclasses import replace

from helpers.study.chosen import is_program, named
from helpers.study.machine_codes import with_frames, with_voices
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
    chosen = replace(made, chosen=replace(wanted, made=made))
    if is_program("voices_from", wanted.voices_from):
        chosen = with_voices(chosen, wanted.voices_from)
    if is_program("frames_from", wanted.frames_from):
        chosen = with_frames(chosen, wanted.frames_from)
    return chosen
