"""What to say of instruments that are not the report's own: programs, and what was learnt."""

from typing import Literal

import polars as pl

from helpers.findings.wording import count, number, percent
from helpers.measures.agreement import accuracy
from helpers.study.chosen import is_program
from helpers.study.instruments import machine_name
from helpers.study.machine_codes import TONE, VOICE, coverage
from helpers.study.selection import Selection

What = Literal["tone", "frames", "voices"]
_PARAMETER = {"tone": "lexicon", "frames": "frames_from", "voices": "voices_from"}
_WORDS = {"tone": "The tone", "frames": "The frames", "voices": "Who speaks"}


def program_of(selection: Selection, what: What) -> str | None:
    """Name the program that tone, frames or voices come from; None where it is none."""
    parameter = _PARAMETER[what]
    value = str(getattr(selection.parameters, parameter))
    return value if is_program(parameter, value) else None


def made_by(selection: Selection, what: What) -> str:
    """Say that a program's codes are what is counted; nothing where they are not.

    Parameters
    ----------
    selection
        The study.
    what
        Which of its instruments is asked about.
    """
    program = program_of(selection, what)
    if program is None:
        return ""
    tables = selection.tables
    frames = tuple(tables.codebook.frame_sets())
    fields = {"tone": TONE, "frames": frames, "voices": VOICE}[what]
    share = coverage(tables, program, fields)
    rest = "the others have no tone" if what == "tone" else "the report’s own rules read the others"
    covered = "" if share == 1 else f" for {percent(share)} of the sentences; {rest}"
    return f"{_WORDS[what]} is taken from {machine_name(program)}{covered}.".replace(
        "frames is", "frames are"
    )


def match_of_voices(selection: Selection, field: str) -> str:
    """Say how often a program's voices match the coders; nothing where the rules tell voices."""
    program = program_of(selection, "voices")
    if program is None:
        return ""
    row = accuracy(selection.hand_coding, gold=field, predicted=f"read_{field}").row(0, named=True)
    if not row["n"]:
        return made_by(selection, "voices")
    return (
        f"{made_by(selection, 'voices')} They match the coders in {percent(row['accuracy'])} of "
        f"{count(row['n'], 'coded sentence')}."
    )


def match_of_frames(selection: Selection, scores: pl.DataFrame, frames: list[str]) -> str:
    """Say how well frames that rest on no pattern are found; nothing where all rest on patterns.

    Parameters
    ----------
    scores
        frame, f1: as `helpers.study.hand_coding.frame_scores` gives them.
    frames
        Those of the finding.
    """
    program = program_of(selection, "frames")
    if program is None:
        return ""
    labels = dict(selection.frames.select("frame", "label").iter_rows())
    words = [
        f"{number(f1)} for “{labels[frame]}”"
        for frame, f1 in scores.drop_nulls("f1").select("frame", "f1").iter_rows()
        if frame in frames and frame in labels
    ]
    if not words:
        return made_by(selection, "frames")
    return (
        f"{made_by(selection, 'frames')} Against coded sentences they score {', '.join(words)} "
        "(F1; 1 would mean no misses and no false alarms)."
    )
