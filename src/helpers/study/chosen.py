"""Which instruments a book uses: its own, one learnt from coded sentences, or a program's codes."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.study.instruments import CODERS, INSTRUMENTS, LEXICONS
from helpers.study.parameters import Parameters

if TYPE_CHECKING:
    from helpers.measures.calibration.models import Model
    from helpers.study.learning import LearntFrames
    from helpers.study.tables import Tables

CODEBOOK, LEARNED, RULES = "codebook", "learned", "rules"
DEFAULT, CODED = "default", "coded"
# Folder, beside that of a build's tables, of what was learnt for all its chapters.
LEARNT = "learnt"
# What a code that rests on no search pattern has in the column `pattern`.
NO_PATTERN = ""
# Names that no program can have, as they stand for something else.
RESERVED = frozenset({*INSTRUMENTS, CODEBOOK, LEARNED, RULES, CODERS})
_OWN = {
    "lexicon": LEXICONS,
    "frames_from": (CODEBOOK, LEARNED),
    "voices_from": (RULES,),
}


@dataclass(frozen=True)
class Chosen:
    """The instruments that stand behind a study's tables.

    Attributes
    ----------
    lexicon, frames_from, voices_from, tone_cuts
        As in `helpers.study.parameters.Parameters`.
    tone_model
        What labels tone instead of the threshold of the lexicon; None where nothing does.
    tone_scores
        The instruments that it reads.
    other_frames
        Frames that were not found by the codebook's patterns.
    learnt_frames
        What coded sentences teach of frames; None where it was not asked for, or too few are coded.
    made
        The tables as they were before anything was chosen; None where nothing has changed.
    """

    lexicon: str = LEXICONS[0]
    frames_from: str = CODEBOOK
    voices_from: str = RULES
    tone_cuts: str = DEFAULT
    tone_model: "Model | None" = field(default=None, compare=False)
    tone_scores: tuple[str, ...] = field(default=(), compare=False)
    other_frames: frozenset[str] = field(default=frozenset(), compare=False)
    learnt_frames: "LearntFrames | None" = field(default=None, compare=False, repr=False)
    made: "Tables | None" = field(default=None, compare=False, repr=False)


OWN_INSTRUMENTS = Chosen()


def named(parameters: Parameters) -> Chosen:
    """Name the instruments that parameters ask for.

    Examples
    --------
    >>> named(Parameters(lexicon="vader")) == Chosen(lexicon="vader")
    True
    """
    return Chosen(
        lexicon=parameters.lexicon,
        frames_from=parameters.frames_from,
        voices_from=parameters.voices_from,
        tone_cuts=parameters.tone_cuts,
    )


def is_program(parameter: str, value: object) -> bool:
    """Tell whether the value of a parameter is the name of a program.

    Examples
    --------
    >>> is_program("lexicon", "vader"), is_program("lexicon", "model"), is_program("top_n", 15)
    (False, True, False)
    """
    return parameter in _OWN and value not in _OWN[parameter]
