"""What can be coded of a sentence, and how the answers are written."""

from collections.abc import Mapping, Sequence
from typing import get_args

from helpers.corpus.voices.voice import Voice

# A sentence is known by its file and by where it stands there, in characters.
PLACE = ("document", "start", "end")
# Answers of which a sentence has one, and those that are allowed; None: any.
LABELS: dict[str, tuple[str, ...] | None] = {
    "kind": ("body", "heading", "boilerplate"),
    "voice": get_args(Voice),
    "speaker": None,
    "bloc": None,
    "tone": ("-1", "0", "1"),
}
# How a sentence judges a side stands in a column of its own for each side.
STANCE = "stance_"
# The column of a coder who was given one list of frames, whatever set they belong to.
FRAMES = "frames"
# Written where a coder looked and found no frame; an empty cell is no answer.
NO_FRAME = "none"
# Columns that say something about an answer.
NOTE, UNSURE = "note", "unsure"
ABOUT = ("coder", "text", UNSURE, NOTE)
# What a program measures of the tone, from -1 to 1, before it is cut into labels.
SCORE = "tone_score"
SETTLED = "settled"
# How many sentences of the corpus a coded one stands for.
WEIGHT = "weight"
# From fewer coded sentences nothing is learnt and nothing is corrected: intervals of fewer miss the
# truth too often.
FEWEST_CODED = 50

# Ids of the frames of each set of a codebook.
FrameSets = Mapping[str, Sequence[str]]


def reserved_names() -> frozenset[str]:
    """Names of columns that no set of frames can have.

    Examples
    --------
    >>> sorted(reserved_names())[:3]
    ['bloc', 'coder', 'document']
    """
    return frozenset({*PLACE, *LABELS, *ABOUT, FRAMES, SCORE, WEIGHT, "sentence"})
