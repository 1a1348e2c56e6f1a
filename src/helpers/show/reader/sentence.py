"""A sentence as the reader shows it, and what is known of it in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from helpers.findings.wording import count, number, rounded
from helpers.show.links import anchor, sentence_number
from helpers.show.reader.text_marks import Piece
from helpers.study.instruments import TONES
from helpers.study.voices import SOURCE_NAMES, voice_name

UNSCORED = "no tone word"
UNNAMED = "speaker not named"
# Where an instrument does not know the language.
UNREAD = "not read"


@dataclass(frozen=True)
class Sentence:
    """One raw span with all that is known of it.

    Attributes
    ----------
    document, number
        Its place.
    part_of
        Number of the sentence that it is a part of, its own where it was not cut.
    paragraph, kind, voice, speaker
        As in the table of spans.
    group
        Code of the speaker's group, the reporters' in their own words; None where nobody speaks.
    group_name
        What that group is called; None where it is none or not known.
    score, tone
        Of its whole sentence: the score, and whether that is negative (-1), neutral or positive.
    frames
        Frames that its whole sentence holds.
    reason
        Why it is not counted.
    reprint
        Whether it is the headline once more.
    pieces
        Its text, cut where marks begin and end.
    searched, rated
        Whether frames are searched in it, and whether the instrument of tone knows its language.
    """

    document: str
    number: int
    part_of: int
    paragraph: int
    kind: str
    voice: str | None
    speaker: str | None
    group: str | None
    group_name: str | None
    score: float | None
    tone: int | None
    frames: tuple[str, ...]
    reason: str | None
    reprint: bool
    pieces: tuple[Piece, ...]
    searched: bool = True
    rated: bool = True

    @property
    def anchor(self) -> str:
        """Its address in the page."""
        return anchor(self.document, self.number)

    @property
    def ordinal(self) -> int:
        """Its number as the page gives it."""
        return sentence_number(self.number)

    @property
    def text(self) -> str:
        """Its text on one line."""
        return " ".join("".join(piece.text for piece in self.pieces).split())

    @property
    def counts(self) -> bool:
        """Whether it is counted, alone or as a part of its sentence."""
        return self.kind != "boilerplate" and not self.reprint

    @property
    def turn(self) -> tuple[str, ...]:
        """Who says it and how; sentences of one turn stand together."""
        return (self.kind, self.voice or "", self.speaker or "", self.group or "")

    @property
    def is_source(self) -> bool:
        """Whether somebody other than the reporters says it."""
        return self.voice in SOURCE_NAMES

    @property
    def who(self) -> str:
        """Who says it, with the group and whether in their words."""
        if self.voice is None and self.counts:
            return f"speaker {UNREAD}"
        if not self.is_source:
            return voice_name(self.voice)
        group = [self.group_name] if self.group_name else []
        return ", ".join([self.speaker or UNNAMED, *group, voice_name(self.voice)])

    @property
    def tone_words(self) -> str:
        """Its tone in words."""
        if not self.rated:
            return f"tone {UNREAD}"
        if self.score is None or self.tone is None:
            return UNSCORED
        return f"tone {signed(self.score, 2)}, {TONES[self.tone]}"

    @property
    def about(self) -> str:
        """What is known of it in words, without its frames."""
        words = [f"Sentence {self.ordinal}"]
        if self.reprint:
            return f"{words[0]} · {self.kind}, the headline once more; it counts once"
        if self.part_of != self.number:
            words.append(f"continues sentence {sentence_number(self.part_of)}")
        if self.kind == "boilerplate":
            why = f": {self.reason}" if self.reason else ""
            return " · ".join([*words, f"not counted{why}"])
        if self.kind != "body":
            words.append(self.kind)
        return " · ".join([*words, self.who, self.tone_words])

    @property
    def brief(self) -> str:
        """The same in few words, for the strip."""
        if not self.counts:
            return f"{self.ordinal}: {'headline again' if self.reprint else 'not counted'}"
        frames = count(len(self.frames), "frame") if self.frames else self.no_frame
        return f"{self.ordinal}: {self.who}; {self.tone_words}; {frames}"

    @property
    def no_frame(self) -> str:
        """What it means that it has no frame."""
        return "no frame" if self.searched else f"frames {UNREAD}"


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
