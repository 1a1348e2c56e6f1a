"""The voices that a sentence can have."""

from typing import Literal, get_args

Voice = Literal["narrator", "quote", "indirect"]
VOICES: tuple[Voice, ...] = get_args(Voice)
# Those that pass on what a source says.
SOURCE_VOICES: tuple[Voice, ...] = ("quote", "indirect")
# The group of speakers that belong to none, and whoever speaks where no source does.
NO_GROUP, REPORTERS = "none", "reporters"
