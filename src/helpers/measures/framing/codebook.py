"""What a codebook holds, and the checks it must pass before anything is coded with it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from helpers.corpus.coding.fields import NO_FRAME, STANCE, reserved_names
from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.suggestions import suggest
from helpers.corpus.text.languages import ENGLISH, Languages
from helpers.corpus.voices.voice import Voice
from helpers.measures.framing.patterns import PatternError, parse

# What the parameter frame_set calls the frames of all sets.
EVERY_SET = "all"
Function = Literal["problem", "cause", "judgement", "remedy"]
Place = tuple[str | int, ...]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


# One entry may be written without the dash of a list.
Voices = Annotated[tuple[Voice, ...], BeforeValidator(_as_list)]
Patterns = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
# Ids are joined with ";" and become column values.
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def _check_set(name: str) -> str:
    """Refuse a name that a column of coded sentences has, as each set gets a column of its own."""
    if name in {*reserved_names(), EVERY_SET} or name.startswith((STANCE, "read_")):
        fault = f'no set can be called "{name}", which means something else; choose another name'
        raise PydanticCustomError("codebook", "{fault}", {"fault": fault})
    return name


FrameSet = Annotated[Id, AfterValidator(_check_set)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pattern(_Strict):
    """A pattern and the conditions under which its match counts.

    Written as plain text where it has no conditions. A match counts where all of the
    conditions given hold: `requires` (one of these patterns matches too), `unless` (none of
    these does), both looked for in the whole sentence, or within `within` words on either
    side of the match; `negation` (a negator stands before the match in the same clause, or
    in one of its gaps); `quoted` (the match lies, or does not lie, in a scare quote, that is,
    between quotation marks no further apart than `matching.scare_quote` words); `voice`.
    """

    match: str
    requires: Patterns = ()
    unless: Patterns = ()
    within: Annotated[int, Field(ge=1)] | None = None
    negation: Literal["required", "forbidden"] | None = None
    quoted: bool | None = None
    voice: Voices = ()

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"match": value} if isinstance(value, str) else value


class Matching(_Strict):
    """The measures of the pattern language, in words."""

    gap: Annotated[int, Field(ge=1)]
    negation: Annotated[int, Field(ge=1)]
    scare_quote: Annotated[int, Field(ge=1)]
    negators: Patterns = ()


class _Shipped(BaseModel):
    """What a codebook of one's own takes over from the one that comes with the package."""

    matching: Matching


@cache
def _shipped_matching() -> Matching:
    return read_settings(DEFAULTS / "codebook.yml", _Shipped).matching


class Frame(_Strict):
    """One frame: what it is, when to code it, and the patterns that stand for it.

    `set` is the set that it belongs to; a codebook with a single set need not name it.
    `function` are the functions (Entman 1993) that the frame's statements serve; `evaluates`
    says of an actor whether a sentence in this frame speaks against it (-1) or for it (1).
    """

    id: Id
    label: str
    set: FrameSet = "topic"
    definition: str
    include: str = ""
    exclude: str = ""
    source: str = ""
    function: Annotated[tuple[Function, ...], BeforeValidator(_as_list)] = ()
    evaluates: dict[str, Literal[-1, 1]] = {}
    patterns: tuple[Pattern, ...]
    examples: Patterns = ()
    counter_examples: Patterns = ()


class Pair(_Strict):
    """Two wordings for one thing, each loaded in its own way."""

    label: str
    left: Patterns
    right: Patterns


class Codebook(_Strict):
    """A codebook: frames with their patterns, and pairs of loaded wordings.

    It needs no more than frames with id, label, definition and patterns. `matching` is by default
    that of the package's own codebook; `languages` are those of its patterns; `sets` says what sets
    are called on pages; `lists` are word lists that patterns refer to as ``<name>``; `unnamed` are
    the speakers that stand for nobody in particular ("experts").

    Examples
    --------
    >>> book = Codebook.model_validate({
    ...     "frames": [
    ...         {"id": "costs", "label": "Costs", "definition": "Who pays.", "patterns": ["cost*"]},
    ...     ],
    ... })
    >>> book.frame_sets(), book.matching.gap
    ({'topic': ['costs']}, 5)
    """

    title: str = ""
    version: str = ""
    source: str = ""
    languages: Languages = (ENGLISH,)
    matching: Matching = Field(default_factory=_shipped_matching)
    sets: dict[FrameSet, str] = {}
    lists: dict[str, Patterns] = {}
    frames: tuple[Frame, ...]
    pairs: tuple[Pair, ...] = ()
    unnamed: Patterns = ()

    def frame_ids(self, *, of: str | None = None) -> list[str]:
        """Return the frames' ids in the codebook's order, all or those of one set."""
        return [frame.id for frame in self.frames if of in (None, frame.set)]

    def frame_sets(self) -> dict[str, list[str]]:
        """Return the frames' ids by set, the sets in the order of their first frames."""
        names = dict.fromkeys(frame.set for frame in self.frames)
        return {name: self.frame_ids(of=name) for name in names}

    def set_label(self, name: str) -> str:
        """Return what a set is called on pages."""
        return self.sets.get(name) or f"Frames of the set “{name}”"

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = [*self._unreadable(), *self._repetitions(), *self._unusable()]
        if faults:
            raise refusal(self.title or "codebook", faults)
        return self

    def _unreadable(self) -> Iterator[tuple[Place, str]]:
        for place, text in self._pattern_texts():
            try:
                parse(text, gap=self.matching.gap, lists=self.lists)
            except PatternError as error:
                yield place, str(error)

    def _pattern_texts(self) -> Iterator[tuple[Place, str]]:
        def with_places(place: Place, texts: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
            return (((*place, number), text) for number, text in enumerate(texts))

        for name, entries in self.lists.items():
            yield from with_places(("lists", name), entries)
        yield from with_places(("matching", "negators"), self.matching.negators)
        for i, frame in enumerate(self.frames):
            for j, pattern in enumerate(frame.patterns):
                place: Place = ("frames", i, "patterns", j)
                yield (*place, "match"), pattern.match
                yield from with_places((*place, "requires"), pattern.requires)
                yield from with_places((*place, "unless"), pattern.unless)
        for i, pair in enumerate(self.pairs):
            yield from with_places(("pairs", i, "left"), pair.left)
            yield from with_places(("pairs", i, "right"), pair.right)

    def _repetitions(self) -> Iterator[tuple[Place, str]]:
        ids = self.frame_ids()
        for i, one in enumerate(ids):
            if one in ids[:i]:
                yield ("frames", i, "id"), f'"{one}" is defined twice; rename one of the two'
        for i, frame in enumerate(self.frames):
            for j, pattern in enumerate(frame.patterns):
                if pattern in frame.patterns[:j]:
                    yield (
                        ("frames", i, "patterns", j),
                        f'"{pattern.match}" stands twice in "{frame.id}"; take one out',
                    )

    def _unusable(self) -> Iterator[tuple[Place, str]]:
        if not self.frames:
            yield ("frames",), "there is no frame; define one"
        names = self.frame_sets()
        for name in self.sets:
            if name not in names:
                yield ("sets", name), f'no frame is of the set "{name}"; {suggest(name, names)}'
        for i, frame in enumerate(self.frames):
            if frame.id == NO_FRAME:
                fault = f'coders write "{NO_FRAME}" where no frame applies; rename it'
                yield ("frames", i, "id"), fault
            for j, pattern in enumerate(frame.patterns):
                if pattern.negation and not self.matching.negators:
                    yield (
                        ("frames", i, "patterns", j, "negation"),
                        "there are no negators; list them under matching: negators:",
                    )


def refusal(title: str, faults: list[tuple[Place, str]]) -> ValidationError:
    """Return an error that names the place of each fault, so that its line can be found."""
    return ValidationError.from_exception_data(
        title,
        [
            InitErrorDetails(
                type=PydanticCustomError("codebook", "{fault}", {"fault": fault}),
                loc=place,
                input=None,
            )
            for place, fault in faults
        ],
    )


def read_codebook(path: Path) -> Codebook:
    """Read a codebook from a YAML file.

    An InputError gives file and line of every mistake, and the nearest valid word.
    """
    return read_settings(path, Codebook)
