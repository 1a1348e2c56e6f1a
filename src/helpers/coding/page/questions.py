"""What is asked of a sentence: a question for each field, with its answers and their keys."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from helpers.corpus.coding.fields import UNSURE
from helpers.corpus.suggestions import suggest
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.voice import SOURCE_VOICES, VOICES
from helpers.measures.framing.codebook import Codebook, Frame
from helpers.study.instruments import TONE_CODES
from helpers.study.voices import VOICE_NAMES

Kind = Literal["set", "choice", "text"]
Value = str | list[str] | None

# Keys of the answers that every corpus has; the page itself needs s (skip) and u (unsure).
_TONE_KEYS = {"-1": "j", "0": "k", "1": "l"}
_VOICE_KEYS = {"narrator": "r", "quote": "q", "indirect": "p"}
_KINDS = {"body": "Text", "heading": "Heading", "boilerplate": "Not part of the article"}
_NO_FRAME_KEY, _SPEAKER_KEY = "0", "w"
_DIGITS, _LETTERS = "123456789", "abcdefghimnotvxyz"
_LONGEST_NAME = 200


class Option(NamedTuple):
    """An answer that can be chosen: how it is written, what it is called, its key ("" for none).

    A frame's answer comes with the frame.
    """

    value: str
    label: str
    key: str = ""
    frame: Frame | None = None


class Question(NamedTuple):
    """A field that is coded.

    A *set* takes any number of answers or the answer that none applies, a *choice* takes one, a
    *text* any words.
    """

    field: str
    label: str
    kind: Kind
    options: tuple[Option, ...] = ()
    key: str = ""


def ask(
    fields: Sequence[str], *, codebook: Codebook, actors: Actors, one_by_one: bool = False
) -> list[Question]:
    """Make the questions of some fields, with a key for each answer as far as there are keys.

    Parameters
    ----------
    fields
        As `helpers.coding.vocabulary.choose_fields` gives them; sides cannot be asked here.
    codebook, actors
        Of the corpus.
    one_by_one
        Whether a page shows one question at a time, where keys may come again in the next, and
        leaves the digits from 1 to something else.
    """
    sets = codebook.frame_sets()
    keys = iter(_LETTERS if one_by_one else _DIGITS + _LETTERS)
    asked = []
    for field in fields:
        if one_by_one:
            keys = iter(_LETTERS)
        asked.append(
            _ask_frames(field, codebook, keys, first=one_by_one or field == fields[0])
            if field in sets
            else _ask_label(field, actors, keys)
        )
    return asked


def _ask_frames(field: str, codebook: Codebook, keys: Iterator[str], *, first: bool) -> Question:
    frames = [
        Option(frame.id, frame.label, next(keys, ""), frame)
        for frame in codebook.frames
        if frame.set == field
    ]
    none = Option("", "No frame", _NO_FRAME_KEY if first else next(keys, ""))
    # Of a single set, its name says nothing that a coder needs.
    is_named = len(codebook.frame_sets()) > 1 or field in codebook.sets
    name = codebook.set_label(field) if is_named else "Frames"
    return Question(field, name, "set", (*frames, none))


def _ask_label(field: str, actors: Actors, keys: Iterator[str]) -> Question:
    if field == "tone":
        options = tuple(
            Option(tone, _capitalise(TONE_CODES[tone]), key) for tone, key in _TONE_KEYS.items()
        )
        return Question(field, "Tone", "choice", options)
    if field == "voice":
        options = tuple(
            Option(voice, _capitalise(VOICE_NAMES[voice]), _VOICE_KEYS[voice]) for voice in VOICES
        )
        return Question(field, "Who speaks", "choice", options)
    if field == "kind":
        options = tuple(Option(kind, name, next(keys, "")) for kind, name in _KINDS.items())
        return Question(field, "Kind of text", "choice", options)
    if field == "bloc":
        options = tuple(
            Option(name, _capitalise(label), next(keys, ""))
            for name, label in actors.groups().items()
        )
        return Question(field, "Group of the speaker", "choice", options)
    return Question(field, "Name of the speaker", "text", key=_SPEAKER_KEY)


def _capitalise(label: str) -> str:
    return label[:1].upper() + label[1:]


def open_fields(answers: Mapping[str, Any], fields: Sequence[str]) -> list[str]:
    """List the fields of a sentence that still want an answer.

    None does once the coder is unsure, or says that it is no text of the article. A speaker is
    named only where a source speaks.

    Examples
    --------
    >>> open_fields({"tone": "1", "voice": "narrator"}, ["tone", "voice", "speaker", "issue"])
    ['issue']
    >>> open_fields({"unsure": True}, ["tone"]), open_fields({"kind": "boilerplate"}, ["tone"])
    ([], [])
    """
    if answers.get(UNSURE) or answers.get("kind") == "boilerplate":
        return []
    nobody = "voice" in fields and answers.get("voice") not in SOURCE_VOICES
    return [
        name for name in fields if answers.get(name) is None and not (name == "speaker" and nobody)
    ]


def to_cell(question: Question, value: object) -> str | None:
    """Check an answer, and write it as a table of codes holds it; None is no answer.

    Raises
    ------
    ValueError
        When it is no answer to this question.

    Examples
    --------
    >>> frames = Question("issue", "Frames", "set", (Option("costs", "Costs"), Option("", "None")))
    >>> to_cell(frames, ["costs"]), to_cell(frames, []), to_cell(frames, None)
    ('costs', '', None)
    >>> to_cell(frames, ["cost"])
    Traceback (most recent call last):
    ...
    ValueError: issue cannot be 'cost'; write "costs" (known: costs)
    """
    if value is None:
        return None
    values = value if question.kind == "set" and isinstance(value, list) else [value]
    words = [one for one in values if isinstance(one, str)]
    if len(words) < len(values) or (question.kind == "set" and values is not value):
        raise ValueError(f"{question.field} is of another type than an answer")
    if question.kind == "text":
        return _name(question.field, words[0])
    known = [option.value for option in question.options if option.value]
    for word in words:
        if word not in known:
            raise ValueError(f"{question.field} cannot be '{word[:100]}'; {suggest(word, known)}")
    return ";".join(sorted(set(words)))


def _name(field: str, words: str) -> str | None:
    name = " ".join(words.split())
    if len(name) > _LONGEST_NAME or not name.isprintable():
        what = f"at most {_LONGEST_NAME} letters that can be printed"
        raise ValueError(f"{field} is not a name; write {what}")
    return name or None


def from_cell(question: Question, cell: str | None) -> Value:
    """Give an answer as a page holds it: a list of frames where a set was asked.

    Examples
    --------
    >>> frames = Question("issue", "Frames", "set")
    >>> from_cell(frames, "costs;science"), from_cell(frames, ""), from_cell(frames, None)
    (['costs', 'science'], [], None)
    """
    if cell is None or question.kind != "set":
        return cell
    return [frame for frame in cell.split(";") if frame]
