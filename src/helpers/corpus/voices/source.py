"""Classify noun phrases: a person, a role, an institution, a document, or no source."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from helpers.corpus.voices.vocabulary import Token, Vocabulary

NAME = frozenset({"name", "initial", "particle", "title"})
NOMINAL = frozenset(
    {
        *("name", "initial", "title", "actor", "nation", "home"),
        *("role", "institution", "modifier", "document"),
    }
)

SourceKind = Literal["person", "role", "pronoun", "institution", "document", "noun", "indefinite"]


class Source(NamedTuple):
    """A noun phrase that names who speaks; `first` and `last` are token numbers, half-open."""

    kind: SourceKind
    first: int
    last: int
    name: tuple[str, ...] = ()
    description: tuple[Token, ...] = ()
    head: str = ""

    def with_description(self, more: Sequence[Token], first: int, last: int) -> "Source":
        """Return the same source with an apposition added to its description."""
        return self._replace(
            first=min(self.first, first),
            last=max(self.last, last),
            description=(*self.description, *more),
        )


class Sources:
    """Classifies noun phrases."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._speech = vocabulary.speech
        self._grammar = vocabulary.speech.grammar
        self._prepositions = vocabulary.prepositions

    def read(self, tokens: Sequence[Token], first: int, last: int) -> Source | None:
        """Return the source that tokens[first:last] name, or None."""
        if last - first == 1 and tokens[first].kind == "pronoun":
            return Source("pronoun", first, last, head=tokens[first].low)
        while first < last and (
            tokens[first].low in self._speech.determiners or tokens[first].kind == "connector"
        ):
            first += 1
        if first == last or tokens[last - 1].kind == "possessive":
            return None
        phrase = self._first_conjunct(tokens[first:last])
        leading = self._leading_name(phrase)
        if leading:
            return Source("person", first, last, _names(phrase[:leading]), tuple(phrase[leading:]))
        run = self._name_run(phrase)
        names = tuple(
            name for name in _names(phrase[run:]) if name.lower() not in self._speech.suffixes
        )
        head = self._head(phrase)
        if names and self._is_person(tokens, first, first + run, names):
            return Source("person", first, last, names, tuple(phrase[:run]), head)
        if head:
            return Source("role", first, last, (), tuple(phrase), head)
        return self._body(phrase, first, last, has_name=bool(names))

    def _first_conjunct(self, phrase: Sequence[Token]) -> Sequence[Token]:
        """Return the first of several sources that each have an article: "the army and the UN"."""
        for position in range(1, len(phrase) - 1):
            if (
                phrase[position].low in self._grammar.noun_coordinators
                and phrase[position + 1].low in self._speech.determiners
            ):
                return phrase[:position]
        return phrase

    def is_name(self, segment: Sequence[Token]) -> bool:
        """Return whether words between commas are only a name."""
        return (
            0 < len(segment) <= 4
            and all(token.kind in NAME for token in segment)
            and segment[-1].kind == "name"
        )

    def _body(
        self, phrase: Sequence[Token], first: int, last: int, *, has_name: bool
    ) -> Source | None:
        segment = self._first_segment(phrase)
        end = segment[-1].kind if segment else "word"
        if end in ("modifier", "document") and self._is_title(segment, end, first):
            # "the Associated Press", "the Washington Post", "the Post"
            end, has_name = "name", True
        if any(token.kind in ("actor", "nation") for token in segment) and end != "document":
            plain = phrase[-1].kind in ("word", "number", "time")
            return None if plain else Source("institution", first, last, (), tuple(phrase))
        if end == "document":
            return Source("document", first, last, (), tuple(phrase), segment[-1].low)
        has_home = any(token.kind in ("institution", "home") for token in segment)
        if (has_name or has_home) and end not in ("word", "modifier", "number", "time"):
            return Source("institution", first, last, (), tuple(phrase))
        return None

    def _is_title(self, segment: Sequence[Token], end: str, first: int) -> bool:
        """Return whether a plain noun is the last word of a name."""
        if not segment[-1].text[0].isupper():
            return False
        if len(segment) > 1:
            return segment[-2].text[0].isupper()
        return end == "document" and first > 0

    def _leading_name(self, phrase: Sequence[Token]) -> int:
        """Return the length of a full name that a place of work follows, else 0."""
        length = 0
        while length < len(phrase) and phrase[length].kind in NAME:
            length += 1
        follows = length < len(phrase) and phrase[length].low in self._grammar.home_prepositions
        return length if follows and len(_names(phrase[:length])) > 1 else 0

    def _name_run(self, phrase: Sequence[Token]) -> int:
        """Return where the run of names at the end begins."""
        start = len(phrase)
        if start > 1 and phrase[-1].kind == "modifier" and phrase[-1].text[0].isupper():
            # Family names such as Young and Long are plain words too.
            start -= phrase[-2].kind == "name"
        while start and (
            phrase[start - 1].kind in NAME or phrase[start - 1].low in self._speech.suffixes
        ):
            start -= 1
        # "University of Colorado Prof. Joan Hill": a title begins the name.
        for position in range(len(phrase) - 1, start, -1):
            if phrase[position].kind == "title" and phrase[position - 1].kind != "title":
                start = position
                break
        while start < len(phrase) and phrase[start].kind == "particle":
            start += 1
        return start

    def _is_person(
        self, tokens: Sequence[Token], first: int, run: int, names: Sequence[str]
    ) -> bool:
        # "NASA" and "NEW YORK" are no persons, "J. Hill" is.
        if all(name.isupper() and len(name) > 1 for name in names):
            return False
        before = tokens[run - 1] if run > 0 else None
        if before is None or tokens[run].kind == "title":
            return True
        # "the Bundestag" and "head of Gazprom" are no persons.
        follows_connector = before.low in self._prepositions and run > first
        return before.low not in self._grammar.articles and not follows_connector

    def _first_segment(self, phrase: Sequence[Token]) -> Sequence[Token]:
        """Return the words after the last possessive, up to the first preposition."""
        start = 0
        for position, token in enumerate(phrase):
            if token.kind == "possessive":
                start = position + 1
            elif token.low in self._prepositions and position > start:
                return phrase[start:position]
        return phrase[start:]

    def _head(self, phrase: Sequence[Token]) -> str:
        """Return the noun that says what the source is, if it is a role."""
        segment = self._first_segment(phrase)
        roles = [token for token in segment if token.kind == "role"]
        if not roles or segment[-1].kind in ("institution", "document", "actor"):
            return ""
        return roles[-1].low


def _names(run: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in run if token.kind != "title")
