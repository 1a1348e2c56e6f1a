"""A sentence as the reader shows it, and what is known of it in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from helpers.findings.wording import count, number, rounded
from helpers.show.html import anchor
from helpers.study.voices import SENTENCE_VOICES, SOURCE_NAMES
from helpers.views.reader_layers import Piece

TONES = {-1: "negative", 0: "neutral", 1: "positive"}


@dataclass(frozen=True)
class Sentence:
    """One raw span with all that is said of it; `tone` and `frames` are those of its sentence."""

    document: str
    number: int
    part_of: int
    paragraph: int
    kind: str
    voice: str | None
    speaker: str | None
    bloc: str | None
    side: str | None
    tone: float | None
    verdict: str | None
    frames: tuple[str, ...]
    reason: str | None
    reprint: bool
    pieces: tuple[Piece, ...]

    @property
    def anchor(self) -> str:
        """Its address in the page."""
        return anchor(self.document, self.number)

    @property
    def turn(self) -> tuple[str, ...]:
        """Who says it and how; sentences of one turn stand together."""
        return (self.kind, self.voice or "", self.speaker or "", self.bloc or "")

    @property
    def is_said(self) -> bool:
        """Whether somebody other than the narrator says it."""
        return self.voice in SOURCE_NAMES

    @property
    def who(self) -> str:
        """Name who says it, with the group and whether in their words."""
        side = [self.side] if self.side else []
        named = [self.speaker or "speaker not named"] if self.is_said else []
        voice = SENTENCE_VOICES[self.voice] if self.voice else "boilerplate"
        return ", ".join([*named, *side, voice])

    @property
    def score(self) -> str:
        """Its tone in words."""
        if self.tone is None:
            return "no tone word"
        return f"tone {signed(self.tone, 2)}, {self.verdict}"

    @property
    def about(self) -> str:
        """All that is known of it, in words."""
        said = [f"sentence {self.number}"]
        if self.reprint:
            return f"{said[0]} · {self.kind}, the headline once more; it counts once"
        if self.part_of != self.number:
            said.append(f"continues sentence {self.part_of}")
        if self.kind == "boilerplate":
            why = f": {self.reason}" if self.reason else ""
            return " · ".join([*said, f"boilerplate, not counted{why}"])
        if self.kind != "body":
            said.append(self.kind)
        frames = ", ".join(self.frames) if self.frames else "none"
        return " · ".join([*said, self.who, self.score, f"frames: {frames}"])

    @property
    def brief(self) -> str:
        """The same in few words, for the strip."""
        if self.kind == "boilerplate" or self.reprint:
            return f"{self.number}: {'headline again' if self.reprint else 'boilerplate'}"
        held = count(len(self.frames), "frame") if self.frames else "no frame"
        return f"{self.number}: {self.who}; {self.score}; {held}"


def signed(value: float, digits: int = 1) -> str:
    """Write a valence or a tone with its sign.

    Examples
    --------
    >>> signed(1.84), signed(-2.0), signed(0)
    ('+1.8', '−2.0', '0.0')
    """
    return ("+" if rounded(value, digits) > 0 else "") + number(value, digits)


def turns(sentences: Iterable[Sentence]) -> Iterator[list[list[Sentence]]]:
    """Group sentences by paragraph, and within it by who speaks."""
    for _, paragraph in groupby(sentences, attrgetter("paragraph")):
        yield [list(turn) for _, turn in groupby(paragraph, attrgetter("turn"))]
