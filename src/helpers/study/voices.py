"""What the voices of a text are called."""

from helpers.corpus.voices.voice import SOURCE_VOICES

# In a sentence and in a figure.
VOICE_NAMES: dict[str, str] = {
    "narrator": "reporters’ own words",
    "quote": "quoted",
    "indirect": "paraphrased",
}
# Those in which a source speaks.
SOURCE_NAMES = {voice: VOICE_NAMES[voice] for voice in SOURCE_VOICES}


def voice_name(voice: str | None) -> str:
    """Name a voice; None, a sentence that nobody speaks, is an en dash.

    Examples
    --------
    >>> voice_name("indirect"), voice_name(None)
    ('paraphrased', '–')
    """
    return "–" if voice is None else VOICE_NAMES.get(voice, voice)
