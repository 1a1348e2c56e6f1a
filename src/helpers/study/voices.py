"""The voices of a text, and what each is called."""

from typing import Literal, get_args

Voice = Literal["narrator", "quote", "indirect"]
VOICES: tuple[Voice, ...] = get_args(Voice)
# In a sentence and in a figure.
VOICE_NAMES: dict[str, str] = {
    "narrator": "narrator",
    "quote": "quotation",
    "indirect": "paraphrase",
}
# Of a single sentence.
SENTENCE_VOICES: dict[str, str] = {
    "narrator": "narrator",
    "quote": "quoted",
    "indirect": "paraphrased",
}
# The voices that pass on what a source says.
SOURCE_NAMES = {voice: name for voice, name in VOICE_NAMES.items() if voice != "narrator"}


def voice_name(voice: str | None) -> str:
    """Name a voice; None, a sentence that nobody speaks, is an en dash.

    Examples
    --------
    >>> voice_name("indirect"), voice_name(None)
    ('paraphrase', '–')
    """
    return "–" if voice is None else VOICE_NAMES.get(voice, voice)
