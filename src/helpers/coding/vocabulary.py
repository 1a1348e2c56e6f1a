"""Know which answer a label means: a frame, a tone, a voice, however it is written."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from helpers.corpus.coding.fields import (
    FRAMES,
    LABELS,
    NO_FRAME,
    NOTE,
    SCORE,
    STANCE,
    UNSURE,
    FrameSets,
)
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.suggestions import nearest_word, suggest
from helpers.measures.framing.codebook import Codebook
from helpers.study.instruments import TONE_CODES
from helpers.study.voices import VOICE_NAMES

# Labels of any field in one column, as programs for labelling give them.
ANY = ("label", "labels")
_TONE_WORDS = {word: code for code, word in TONE_CODES.items()}
_TONES = {code: code for code in TONE_CODES} | _TONE_WORDS
_YES = frozenset({"x", "✓", "✔", "1", "yes", "true"})
_NO = frozenset({"0", "no", "false"})
_NO_FRAME = ("no frame", NO_FRAME)
_SPLIT = re.compile(r"\s*[:=/]\s*")


class Column(NamedTuple):
    """What a column holds: answers to a field, or a mark for one frame of it.

    `frame` is None for a whole field, ``""`` for the mark that says that no frame applies.
    """

    field: str
    frame: str | None = None


class UnknownLabelError(ValueError):
    """A label that is none of the answers: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


class Vocabulary:
    """The answers that a codebook allows, in all the ways of writing them.

    Parameters
    ----------
    codebook
        Its frames are known by id and by label, without regard to case.

    Examples
    --------
    >>> from helpers.corpus.settings import DEFAULTS
    >>> from helpers.measures.framing.codebook import read_codebook
    >>> words = Vocabulary(read_codebook(DEFAULTS / "codebook.yml"))
    >>> words.column("generic: Conflict")
    Column(field='generic', frame='conflict')
    >>> words.column("Tone"), words.column("weather")
    (Column(field='tone', frame=None), None)
    >>> words.answer("Negative"), words.answer("quoted"), words.answer("economic")
    (('tone', '-1'), ('voice', 'quote'), ('generic', 'economic'))
    >>> words.answer("No frame", field="generic")
    ('generic', 'none')
    """

    def __init__(self, codebook: Codebook) -> None:
        self.frame_sets: FrameSets = codebook.frame_sets()
        self._frames: dict[str, dict[str, str]] = {name: {} for name in self.frame_sets}
        for frame in codebook.frames:
            for word in (frame.label, frame.id, frame.id.replace("_", " ")):
                self._frames[frame.set][_fold(word)] = frame.id
        voices = {_fold(word): voice for voice, word in VOICE_NAMES.items()}
        self._words: dict[str, dict[str, str]] = {
            "tone": _TONES,
            "voice": voices | {voice: voice for voice in VOICE_NAMES},
            "kind": {kind: kind for kind in LABELS["kind"] or ()},
        }
        names = [*LABELS, FRAMES, SCORE, NOTE, UNSURE, *self.frame_sets]
        self._fields = {_fold(name): name for name in names}

    def field(self, name: str) -> str | None:
        """Give the field that a name means; None where it means none."""
        folded = _fold(name)
        if folded in self._fields:
            return self._fields[folded]
        stance = folded.replace(" ", "_")
        return stance if stance.startswith(STANCE) and stance != STANCE else None

    def column(self, name: str) -> Column | None:
        """Give what a column of this name holds; None where it is no answer."""
        if _fold(name) in ANY:
            return Column(_fold(name))
        field = self.field(name)
        if field is not None:
            return Column(field)
        found = [
            Column(frame_set, frames[_fold(name)])
            for frame_set, frames in self._frames.items()
            if _fold(name) in frames
        ]
        if found:
            return found[0] if len(found) == 1 else None
        head, *rest = _SPLIT.split(name.strip(), maxsplit=1)
        frame_set = self.field(head) if rest else None
        if frame_set not in self._frames:
            return None
        word = _fold(rest[0])
        if word in _NO_FRAME:
            return Column(frame_set, "")
        frame = self._frames[frame_set].get(word)
        return Column(frame_set, frame) if frame else None

    def answer(self, label: str, *, field: str | None = None) -> tuple[str, str]:
        """Give the field and answer that a label means.

        Parameters
        ----------
        label
            As written; ``FIELD: ANSWER`` names the field, too.
        field
            The field; where None (or `fields.FRAMES`), the label tells.

        Returns
        -------
        The field and the answer as the tables of codes have it. Of frames one id, or
        `fields.NO_FRAME`; the field is `fields.FRAMES` where "no frame" does not say of which set.

        Raises
        ------
        UnknownLabelError
            Where it is no answer, or one to several fields.
        """
        if field is None:
            return self._any(label)
        if field == FRAMES or field in self.frame_sets:
            return self._frame(label, field)
        return field, self._single(label, field)

    def _single(self, label: str, field: str) -> str:
        """Read the answer to a field that has one."""
        if field == SCORE:
            return _score(label)
        if field == UNSURE:
            return self.mark(label, field)
        if field == "tone" or field.startswith(STANCE):
            return _tone(label, field)
        words = self._words.get(field)
        if words is None:
            return label.strip()
        if _fold(label) not in words:
            known = set(words.values())
            raise UnknownLabelError(f"{field} cannot be '{label}'", suggest(label, known))
        return words[_fold(label)]

    def mark(self, text: str, name: str) -> str:
        """Read a mark: ``yes``, ``no``, or ``""`` where the cell says nothing.

        Raises
        ------
        UnknownLabelError
            Where it is no mark.
        """
        folded = _fold(text)
        if folded in _YES:
            return "yes"
        if folded in _NO:
            return "no"
        if folded in ("", "-", "–"):
            return ""
        raise UnknownLabelError(f"{name} cannot be '{text}'", "write x or leave it empty")

    def _any(self, label: str) -> tuple[str, str]:
        folded = _fold(label)
        if folded == UNSURE:
            return UNSURE, "yes"
        if folded in _NO_FRAME:
            return FRAMES, NO_FRAME
        found = [
            (name, frames[folded]) for name, frames in self._frames.items() if folded in frames
        ]
        found += [
            (name, self._words[name][folded])
            for name in ("tone", "voice")
            # A bare number could be anything.
            if folded in self._words[name] and not folded.lstrip("-").isdecimal()
        ]
        if len(found) == 1:
            return found[0]
        if found:
            fields = " and of ".join(name for name, _ in found)
            raise UnknownLabelError(
                f"'{label}' is an answer of {fields}", f"write {found[0][0]}: {label}"
            )
        head, *rest = _SPLIT.split(label.strip(), maxsplit=1)
        field = self.field(head) if rest else None
        if field is not None:
            return self.answer(rest[0], field=field)
        raise UnknownLabelError(f"unknown label '{label}'", suggest(label, self._known()))

    def _frame(self, label: str, field: str) -> tuple[str, str]:
        names = list(self.frame_sets) if field == FRAMES else [field]
        folded = _fold(label)
        if folded in _NO_FRAME:
            return field, NO_FRAME
        for name in names:
            if folded in self._frames[name]:
                return name, self._frames[name][folded]
        ids = [frame for name in names for frame in self.frame_sets[name]]
        raise UnknownLabelError(f"{field} has no frame '{label}'", suggest(label, [*ids, NO_FRAME]))

    def _known(self) -> list[str]:
        ids = [frame for frames in self.frame_sets.values() for frame in frames]
        return [*ids, *_TONE_WORDS, *VOICE_NAMES, "no frame", UNSURE]


def choose_fields(names: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Check the fields that coders are to be asked, and put them in the order of asking.

    Parameters
    ----------
    names
        Sets of frames, `fields.FRAMES` for all of them, any of `fields.LABELS`, sides; where there
        is none, the codebook's first set, tone and voice.
    vocabulary
        Of the codebook.

    Raises
    ------
    InputError
        With every name that is no field.

    Examples
    --------
    >>> words = Vocabulary(Codebook.model_validate({"frames": [
    ...     {"id": "costs", "label": "Costs", "definition": "Who pays.", "patterns": ["cost*"]},
    ... ]}))
    >>> choose_fields([], words), choose_fields(["Voice", "tone", "frames"], words)
    (('topic', 'tone', 'voice'), ('topic', 'tone', 'voice'))
    """
    sets = list(vocabulary.frame_sets)
    order = [*sets, "tone", *(name for name in LABELS if name != "tone")]
    asked = [vocabulary.field(name) or name for name in names]
    sides = [name for name in asked if name.startswith(STANCE)]
    unknown = [name for name in asked if name not in (*order, *sides, FRAMES)]
    if unknown:
        raise InputError(
            [
                Problem("--fields", f"there is no field '{name}'", suggest(name, [*order, FRAMES]))
                for name in unknown
            ]
        )
    if FRAMES in asked:
        asked += sets
    chosen = asked or [*sets[:1], "tone", "voice"]
    return tuple(name for name in dict.fromkeys([*order, *sides]) if name in chosen)


def column_name(column: Column) -> str:
    """Write the head of a column so that `Vocabulary.column` reads it again.

    Examples
    --------
    >>> column_name(Column("issue", "costs")), column_name(Column("issue", ""))
    ('issue: costs', 'issue: no frame')
    """
    if column.frame is None:
        return column.field
    return f"{column.field}: {column.frame or 'no frame'}"


def _fold(word: str) -> str:
    """Fold what does not tell words apart: case, white space, curly signs."""
    plain = word.replace("’", "'").replace("−", "-").replace("_", " ")
    return " ".join(plain.casefold().split())


def _tone(label: str, field: str) -> str:
    folded = _fold(label).removeprefix("+")
    folded = re.sub(r"\.0+$", "", folded)
    if folded not in _TONES:
        near = nearest_word(folded, _TONE_WORDS)
        mend = f"write {_TONES[near]} or {near}" if near else "write -1, 0 or 1"
        raise UnknownLabelError(f"{field} cannot be '{label}'", mend)
    return _TONES[folded]


def _score(label: str) -> str:
    try:
        score = float(label.strip().replace("−", "-"))
    except ValueError:
        score = 2.0
    # Not a number compares as neither.
    if not -1 <= score <= 1:
        raise UnknownLabelError(f"{SCORE} cannot be '{label}'", "write a number from -1 to 1")
    return repr(score)


def known_words(frame_sets: Mapping[str, Iterable[str]], field: str) -> list[str] | None:
    """List the answers that a field has in the tables of codes; None where any is one."""
    if field in frame_sets:
        return [*frame_sets[field], NO_FRAME]
    if field.startswith(STANCE):
        return list(LABELS["tone"] or ())
    allowed = LABELS[field]
    return None if allowed is None else list(allowed)
