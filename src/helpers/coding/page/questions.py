"""What is asked of a sentence: a question for each field, with its answers and their keys."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from helpers.corpus.coding.fields import LABELS
from helpers.corpus.problems import InputError
from helpers.corpus.suggestions import suggest
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.voice import NO_GROUP, VOICES
from helpers.measures.framing.codebook import Codebook, Frame
from helpers.study.voices import VOICE_NAMES

Kind = Literal["set", "choice", "text"]
Value = str | list[str] | None

UNSURE = "unsure"
# Keys of the answers that every corpus has; the page itself needs s (skip) and u (unsure).
_TONES = {"-1": ("Negative", "j"), "0": ("Neutral", "k"), "1": ("Positive", "l")}
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


def sets_of(codebook: Codebook) -> dict[str, list[str]]:
    """Give the ids of a codebook's frames by set, in its order."""
    sets: dict[str, list[str]] = {}
    for frame in codebook.frames:
        sets.setdefault(frame.set, []).append(frame.id)
    return sets


def choose_fields(names: Sequence[str], codebook: Codebook) -> tuple[str, ...]:
    """Check the fields that are to be coded, and put them in the order in which they are asked.

    Parameters
    ----------
    names
        Sets of frames of the codebook, and any of `fields.LABELS`; where there is none, the
        codebook's first set, tone and voice.

    Raises
    ------
    InputError
        With every name that is no field.

    Examples
    --------
    >>> book = Codebook.model_validate({
    ...     "title": "Small", "version": "1", "source": "made up",
    ...     "matching": {"gap": 3, "negation": 4, "scare_quote": 3},
    ...     "frames": [{
    ...         "id": "costs", "label": "Costs", "set": "generic", "definition": "d",
    ...         "include": "i", "exclude": "e", "source": "s", "patterns": ["cost*"],
    ...     }],
    ... })
    >>> choose_fields([], book)
    ('generic', 'tone', 'voice')
    >>> choose_fields(["voice", "generic"], book)
    ('generic', 'voice')
    """
    sets = list(sets_of(codebook))
    every = [*sets, "tone", *(name for name in LABELS if name != "tone")]
    unknown = [name for name in names if name not in every]
    if unknown:
        mend = suggest(unknown[0], every)
        raise InputError.of("--fields", f"there is no field '{unknown[0]}'", mend)
    chosen = names or (sets[0], "tone", "voice")
    return tuple(name for name in every if name in chosen)


def ask(
    fields: Sequence[str], *, codebook: Codebook, actors: Actors, one_by_one: bool = False
) -> list[Question]:
    """Make the questions of some fields, with a key for each answer as far as there are keys.

    Parameters
    ----------
    fields
        As `choose_fields` gives them.
    codebook, actors
        Of the corpus.
    one_by_one
        Whether a page shows one question at a time, where keys may come again in the next, and
        leaves the digits from 1 to something else.
    """
    sets = sets_of(codebook)
    keys = iter(_LETTERS if one_by_one else _DIGITS + _LETTERS)
    asked = []
    several = len(sets) > 1
    for field in fields:
        if one_by_one:
            keys = iter(_LETTERS)
        asked.append(
            _ask_frames(
                field, codebook, keys, several=several, first=one_by_one or field == fields[0]
            )
            if field in sets
            else _ask_label(field, actors, keys)
        )
    return asked


def _ask_frames(
    field: str, codebook: Codebook, keys: Iterator[str], *, several: bool, first: bool
) -> Question:
    frames = [
        Option(frame.id, frame.label, next(keys, ""), frame)
        for frame in codebook.frames
        if frame.set == field
    ]
    none = Option("", "No frame", _NO_FRAME_KEY if first else next(keys, ""))
    name = f"{field.replace('_', ' ').capitalize()} frames" if several else "Frames"
    return Question(field, name, "set", (*frames, none))


def _ask_label(field: str, actors: Actors, keys: Iterator[str]) -> Question:
    if field == "tone":
        options = tuple(Option(value, *names) for value, names in _TONES.items())
        return Question(field, "Tone", "choice", options)
    if field == "voice":
        options = tuple(
            Option(
                voice, VOICE_NAMES[voice][0].upper() + VOICE_NAMES[voice][1:], _VOICE_KEYS[voice]
            )
            for voice in VOICES
        )
        return Question(field, "Who speaks", "choice", options)
    if field == "kind":
        options = tuple(Option(kind, name, next(keys, "")) for kind, name in _KINDS.items())
        return Question(field, "Kind of text", "choice", options)
    if field == "bloc":
        options = tuple(
            Option(name, label, next(keys, "")) for name, label in _groups(actors).items()
        )
        return Question(field, "Group of the speaker", "choice", options)
    return Question(field, "Name of the speaker", "text", key=_SPEAKER_KEY)


def _groups(actors: Actors) -> dict[str, str]:
    """Name every group that a speaker can belong to."""
    rules = [
        name
        for rule in actors.blocs
        for name in (rule.official, rule.expert, rule.media, rule.source, rule.other)
        if name
    ]
    known = [one.bloc for some in (actors.persons, actors.institutions) for one in some]
    names = dict.fromkeys([*actors.labels, *rules, *known])
    names.pop(NO_GROUP, None)
    groups = {name: actors.labels.get(name, name.replace("_", " ")) for name in names}
    return {
        name: label[:1].upper() + label[1:]
        for name, label in (groups | {NO_GROUP: "none or unknown"}).items()
    }


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
