"""What to say of instruments that are not the report's own: programs, and what was learnt."""

from collections.abc import Mapping
from typing import Any, Literal

import polars as pl

from helpers.corpus.coding.fields import WEIGHT
from helpers.findings.wording import count, is_are, listing, number, percent
from helpers.measures.agreement import accuracy
from helpers.study.chosen import LEARNED, is_program
from helpers.study.instruments import machine_name
from helpers.study.learning_tables import YES
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
    """Say that a program's codes or learnt frames are counted; nothing where they are not.

    Parameters
    ----------
    selection
        The study.
    what
        Which of its instruments is asked about.
    """
    program = program_of(selection, what)
    if program is None:
        return _learnt_frames(selection) if what == "frames" else ""
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
    row = accuracy(selection.hand_coding, gold=field, predicted=f"read_{field}", weight=WEIGHT).row(
        0, named=True
    )
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
    other = selection.tables.chosen.other_frames.intersection(frames)
    if not other:
        return ""
    program = program_of(selection, "frames")
    labels = dict(selection.frames.select("frame", "label").iter_rows())
    words = [
        f"{number(f1)} for “{labels[frame]}”"
        for frame, f1 in scores.drop_nulls("f1").select("frame", "f1").iter_rows()
        if frame in other and frame in labels
    ]
    if not words:
        return made_by(selection, "frames")
    if program is None:
        return (
            "Words learnt from coded sentences find some frames here. On articles left out of the "
            f"learning they score {listing(words)} (F1; 1 would mean no misses and no false "
            "alarms)."
        )
    return (
        f"{made_by(selection, 'frames')} Against coded sentences they score {listing(words)} "
        "(F1; 1 would mean no misses and no false alarms)."
    )


def match_of_learnt_tone(selection: Selection, row: Mapping[str, Any], guess: str) -> str:
    """Say how often tone as it was learnt matches the coders; nothing where it was not.

    Parameters
    ----------
    row
        n, accuracy: of the chosen instrument.
    guess
        What always naming the commonest tone would reach, in words.
    """
    if selection.tables.chosen.tone_model is None:
        return ""
    return (
        "Where a sentence turns negative or positive was learnt from coded sentences. On articles "
        f"left out of the learning it matches the coders in {percent(row['accuracy'])} of "
        f"{count(row['n'], 'coded sentence')}; {guess}."
    )


def frame_candidates_title(selection: Selection, table: pl.DataFrame) -> str:
    """Say how many frames are found better by what was learnt.

    Parameters
    ----------
    table
        As `helpers.study.learning_tables.frame_candidates` gives it.
    """
    if selection.parameters.frames_from != LEARNED:
        return "With frames_from set to learned, frames are learnt from coded sentences as well"
    better = table.filter(used=YES).height
    return (
        f"{number(better, 0)} of {count(table.height, 'coded frame')} {is_are(better)} found "
        "clearly better by what was learnt"
    )


def _learnt_frames(selection: Selection) -> str:
    if selection.parameters.frames_from != LEARNED:
        return ""
    labels = dict(selection.frames.select("frame", "label").iter_rows())
    learnt = [labels[name] for name in labels if name in selection.tables.chosen.other_frames]
    if not learnt:
        return (
            "No frame here is found clearly better by what coded sentences teach, so the "
            "codebook’s patterns find them all."
        )
    return (
        f"Found by words learnt from coded sentences, as that is clearly better: {listing(learnt)}."
    )
