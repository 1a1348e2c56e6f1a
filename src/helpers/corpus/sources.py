"""Noun phrases that can name a source, read to the left or to the right of a reporting word."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from helpers.corpus.vocabulary import Vocabulary, Token

_NAME = frozenset({"name", "initial", "particle", "title"})
_NOMINAL = frozenset(
    {"name", "initial", "title", "actor", "nation", "home", "role", "institution", "modifier", "document"}
)
# A description reaches no further back than this many words from the noun that makes it one.
_REACH = 7

SourceKind = Literal["person", "role", "pronoun", "institution", "document"]


class Source(NamedTuple):
    """A noun phrase that names who speaks; `first` and `last` are token numbers, half-open."""

    kind: SourceKind
    first: int
    last: int
    name: tuple[str, ...] = ()
    description: tuple[Token, ...] = ()
    head: str = ""

    def described(self, more: Sequence[Token], first: int, last: int) -> "Source":
        """Return the same source with an apposition added to its description."""
        return self._replace(
            first=min(self.first, first),
            last=max(self.last, last),
            description=(*self.description, *more),
        )


class Phrases:
    """Reads sources out of a sentence's tokens."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        speech = vocabulary.speech
        self._connectors = frozenset(speech.connectors)
        self._determiners = frozenset(speech.determiners)
        self._relatives = frozenset(speech.relatives)
        self._barriers = frozenset(
            [*speech.auxiliaries, *speech.modals, *speech.question_words, *speech.subordinators, "that"]
        ) - self._connectors
        self._time_prepositions = frozenset(speech.time_prepositions)
        self._prepositions = self._connectors - {"and", "&"} | self._time_prepositions
        # "Jennifer Francis of Rutgers University"
        self._homeward = frozenset({"of", "from", "at"}) & self._connectors
        self._suffixes = frozenset(speech.suffixes)

    def left(self, tokens: Sequence[Token], end: int) -> Source | None:
        """Return the source that ends right before token `end`.

        A trailing phrase of time or place ("Putin at a press conference on Tuesday") and an
        apposition or relative clause between commas are passed over.
        """
        if end > 0 and tokens[end - 1].kind == "comma":
            return self._before_comma(tokens, end - 1)
        source = self._ending_at(tokens, end)
        if source is not None:
            return self._with_left_apposition(tokens, source)
        return self._before_adverbial(tokens, end)

    def right(self, tokens: Sequence[Token], start: int) -> Source | None:
        """Return the source that begins at token `start`, with an apposition after a comma."""
        end = self._extent(tokens, start)
        if end == start:
            return None
        source = self._read(tokens, start, end)
        if source is not None and source.kind == "person" and end < len(tokens):
            if tokens[end].low in self._homeward:
                home = self._extent(tokens, end + 1)
                source = source.described(tokens[end:home], source.first, home)
                end = home
        if source is None or end >= len(tokens) or tokens[end].kind != "comma":
            return source
        after = end + 1
        stop = self._segment_end(tokens, after)
        segment = tokens[after:stop]
        if source.kind == "role" and self._is_name(segment):
            named = self._read(tokens, after, stop)
            if named is not None and named.kind == "person":
                return named.described(source.description, source.first, stop)
        if source.kind == "person" and self._is_description(segment):
            return source.described(segment, source.first, stop)
        return source

    def antecedent(self, tokens: Sequence[Token], relative: int) -> Source | None:
        """Return the source right before a relative pronoun, if there is one."""
        end = relative - 1 if relative and tokens[relative - 1].kind == "comma" else relative
        source = self._ending_at(tokens, end) if end > 0 else None
        return None if source is None or source.kind == "document" else source

    def subject(self, tokens: Sequence[Token]) -> Source | None:
        """Return the first source that heads a clause of the sentence: its main subject.

        Openings such as "In addition," and "At the same time," are passed over.
        """
        start = 0
        while start < len(tokens):
            end = self._segment_end(tokens, start)
            if end < len(tokens) and tokens[end].kind != "comma":
                end = len(tokens)
            opening = tokens[start:end]
            if not opening or opening[0].low not in self._prepositions:
                while start < end and tokens[start].kind in ("function", "time"):
                    start += 1
                source = self.right(tokens, start) if start < end else None
                if source is not None:
                    return source
                if start < end:
                    return None
            start = end + 1
        return None

    def _before_comma(self, tokens: Sequence[Token], comma: int) -> Source | None:
        """Read "NAME, description," and "description, NAME," before a verb."""
        start = self._segment_start(tokens, comma)
        segment = tokens[start:comma]
        if self._is_name(segment):
            source = self._read(tokens, start, comma)
            if source is not None:
                return self._with_left_apposition(tokens, source)
        end = start - 1
        for _ in range(4):
            if end <= 0 or tokens[end].kind != "comma":
                return None
            inserted = tokens[end + 1 : comma]
            source = self._ending_at(tokens, end)
            if source is not None and self._is_inserted(inserted):
                source = self._with_left_apposition(tokens, source)
                kept = inserted if self._is_description(inserted) else []
                return source.described(kept, source.first, comma + 1)
            end = self._segment_start(tokens, end) - 1
        return None

    def _with_left_apposition(self, tokens: Sequence[Token], source: Source) -> Source:
        """Read "Aide to the Russian president, Yuri Ushakov": the description may come first."""
        comma = source.first - 1
        if source.kind != "person" or source.description or comma <= 0:
            return source
        if tokens[comma].kind != "comma":
            return source
        before = self._ending_at(tokens, comma)
        if before is None or before.kind != "role" or before.head in self._vocabulary.plural_roles:
            return source
        return source.described(before.description, before.first, source.last)

    def _before_adverbial(self, tokens: Sequence[Token], end: int) -> Source | None:
        for position in range(end - 1, max(end - 1 - _REACH, 0), -1):
            token = tokens[position]
            if token.kind in ("comma", "quote", "mark") or token.low in self._barriers:
                return None
            if token.low in self._time_prepositions:
                source = self._ending_at(tokens, position)
                if source is not None:
                    return source
        return None

    def _ending_at(self, tokens: Sequence[Token], end: int) -> Source | None:
        position = end
        while position > 0:
            token = tokens[position - 1]
            if token.kind in _NOMINAL or (token.kind == "particle" and position < end):
                position -= 1
            elif token.kind == "possessive" and position < end:
                position -= 1
            elif token.low in self._determiners and position < end:
                position -= 1
                if not self._continues(tokens, position):
                    break
            elif token.kind == "pronoun" and position == end:
                # "their" and "his" before a noun are determiners and come under those.
                return Source("pronoun", position - 1, end, head=token.low)
            elif token.low in self._connectors and position < end and self._continues(tokens, position - 1):
                position -= 1
            elif token.low in self._connectors and position < end and self._noun_before(tokens, position - 1):
                position = self._noun_before(tokens, position - 1)
            elif token.kind in ("word", "number") and self._chain(tokens, position - 1, end):
                position -= 1
            elif token.kind in ("word", "number", "connector") and position == end:
                earlier = self._role_before(tokens, position - 1)
                if earlier is None:
                    break
                position = earlier
            else:
                break
        return self._read(tokens, position, end) if position < end else None

    def _continues(self, tokens: Sequence[Token], connector: int) -> bool:
        """Tell whether a connector links the phrase to a noun that can take one ("head of")."""
        position = connector
        while position >= 0 and (
            tokens[position].low in self._connectors or tokens[position].low in self._determiners
        ):
            position -= 1
        if position < 0 or position == connector:
            return False
        linked = any(tokens[i].low in self._connectors for i in range(position + 1, connector + 1))
        return linked and tokens[position].kind in ("role", "institution", "modifier", "document", "home", "name", "actor")

    def _noun_before(self, tokens: Sequence[Token], connector: int) -> int:
        """Return the role to which a connector links over a plain noun, 0 where there is none."""
        return self._role_before(tokens, connector) or 0

    def _chain(self, tokens: Sequence[Token], position: int, end: int) -> bool:
        """Tell whether plain words lead up to a role: "relations analyst", "EU diplomacy chief"."""
        for ahead in range(position + 1, min(position + 5, end)):
            if tokens[ahead].kind in ("role", "institution", "document"):
                return True
            if tokens[ahead].kind not in ("word", "modifier", "nation", "actor", "home", "time"):
                return False
        return False

    def _role_before(self, tokens: Sequence[Token], position: int) -> int | None:
        """Return a role up to some words back that the words after it describe."""
        for earlier in range(position, max(position - _REACH, -1), -1):
            token = tokens[earlier]
            if token.kind in ("comma", "quote", "mark") or token.low in self._barriers:
                return None
            if token.low in self._vocabulary.verbs and earlier != position:
                return None
            if token.kind == "role":
                follows = tokens[earlier + 1]
                return earlier + 1 if follows.kind in ("connector", "word", "function") else None
        return None

    def _extent(self, tokens: Sequence[Token], start: int) -> int:
        """Return the end of the noun phrase that begins at `start`."""
        position = start
        if position < len(tokens) and tokens[position].kind == "pronoun":
            follows = tokens[position + 1] if position + 1 < len(tokens) else None
            if follows is None or follows.kind not in _NOMINAL or tokens[position].low not in self._determiners:
                return position + 1
            position += 1
        named = head = False
        while position < len(tokens):
            token = tokens[position]
            if token.kind in _NAME or token.low in self._suffixes:
                named = named or token.kind == "name"
                position += 1
            elif token.kind in _NOMINAL:
                if named and tokens[position - 1].kind == "name" and token.text[0].islower():
                    break
                head = head or token.kind != "nation"
                position += 1
            elif token.kind == "possessive":
                position += 1
            elif token.low in self._determiners and (
                not named or tokens[position - 1].low in self._connectors
            ):
                position += 1
            elif token.low in self._connectors and position > start:
                if named and not head or not self._links_on(tokens, position):
                    break
                position += 1
            elif token.kind in ("word", "time") and not named and self._leads_on(tokens, position, start):
                position += 1
            else:
                break
        while position > start and (
            tokens[position - 1].low in self._connectors or tokens[position - 1].low in self._determiners
            or tokens[position - 1].kind == "possessive"
        ) and tokens[position - 1].kind not in _NOMINAL:
            position -= 1
        return position

    def _links_on(self, tokens: Sequence[Token], connector: int) -> bool:
        """Tell whether a connector leads on to more of the description."""
        before = tokens[connector - 1]
        if before.kind == "name" and (connector < 2 or tokens[connector - 2].kind == "name"):
            return False
        position = connector + 1
        while position < len(tokens) and tokens[position].low in self._determiners:
            position += 1
        if position >= len(tokens):
            return False
        if tokens[connector].low in ("in", "on", "at") and before.kind == "name":
            return False
        return tokens[position].kind in _NOMINAL or (
            tokens[position].kind == "word" and before.kind == "role"
        )

    def _leads_on(self, tokens: Sequence[Token], position: int, start: int) -> bool:
        before = tokens[position - 1] if position > start else None
        if before is not None and before.low in self._connectors:
            return True
        if before is not None and before.kind in ("nation", "actor") and position - start > 1:
            # "the head of EU diplomacy"
            return any(token.kind == "role" for token in tokens[start:position])
        return self._chain(tokens, position, len(tokens)) or self._before_name(tokens, position)

    @staticmethod
    def _before_name(tokens: Sequence[Token], position: int) -> bool:
        """Tell whether a plain word or two stand before a full name: "resident Joyce Farinato"."""
        kinds = [token.kind for token in tokens[position : position + 4]]
        return re.match("(word ){1,2}(modifier )?name name", " ".join(kinds)) is not None

    def _segment_start(self, tokens: Sequence[Token], end: int) -> int:
        start = end
        while start > 0 and tokens[start - 1].kind not in ("comma", "quote", "mark"):
            start -= 1
        return start

    def _segment_end(self, tokens: Sequence[Token], start: int) -> int:
        end = start
        while end < len(tokens) and tokens[end].kind not in ("comma", "quote", "mark"):
            end += 1
        return end

    def _is_name(self, segment: Sequence[Token]) -> bool:
        names = [token for token in segment if token.kind in _NAME]
        return 0 < len(segment) <= 4 and len(names) == len(segment) and names[-1].kind == "name"

    def _is_description(self, segment: Sequence[Token]) -> bool:
        return any(token.kind in ("role", "institution", "home") for token in segment[:10])

    def _is_inserted(self, segment: Sequence[Token]) -> bool:
        """Tell whether words between commas can stand between a subject and its verb."""
        if not segment:
            return False
        first = segment[0]
        return (
            first.kind in _NOMINAL | {"determiner", "number", "connector", "function"}
            or first.low in self._determiners
            or first.low in self._relatives
            or first.low in self._time_prepositions
            or first.low.endswith(("ing", "ed"))
            or self._is_description(segment)
        )

    def _read(self, tokens: Sequence[Token], first: int, last: int) -> Source | None:
        """Classify the noun phrase tokens[first:last]."""
        if last - first == 1 and tokens[first].kind == "pronoun":
            return Source("pronoun", first, last, head=tokens[first].low)
        while first < last and (tokens[first].low in self._determiners or tokens[first].kind == "connector"):
            first += 1
        if first == last:
            return None
        phrase = tokens[first:last]
        if phrase[-1].kind == "possessive":
            return None
        leading = 0
        while leading < len(phrase) and phrase[leading].kind in _NAME:
            leading += 1
        if 1 < leading < len(phrase) and phrase[leading].low in self._homeward:
            named = tuple(token.text for token in phrase[:leading] if token.kind != "title")
            if len(named) > 1:
                rest = tuple(phrase[leading:])
                return Source("person", first, last, named, rest, "")
        run = self._name_run(phrase)
        described = tuple(token for token in phrase[:run])
        head = self._head(phrase)
        names = tuple(token.text for token in phrase[run:] if token.kind != "title" and token.low not in self._suffixes)
        if names and self._is_person(tokens, first, first + run, names):
            return Source("person", first, last, names, described, head)
        if head:
            return Source("role", first, last, (), tuple(phrase), head)
        segment = self._first_segment(phrase)
        if any(token.kind in ("actor", "nation") for token in segment):
            if phrase[-1].kind in ("word", "number"):
                return None
            return Source("institution", first, last, (), tuple(phrase))
        if segment[-1].kind == "document":
            return Source("document", first, last, (), tuple(phrase), segment[-1].low)
        if names or any(token.kind in ("institution", "home") for token in segment):
            if segment[-1].kind in ("word", "modifier", "number"):
                return None
            return Source("institution", first, last, (), tuple(phrase))
        return None

    def _name_run(self, phrase: Sequence[Token]) -> int:
        """Return where the capitalised run at the end begins."""
        start = len(phrase)
        while start > 0 and (phrase[start - 1].kind in _NAME or phrase[start - 1].low in self._suffixes):
            start -= 1
        if start == len(phrase) > 1 and phrase[-1].kind == "modifier":
            # Family names such as Young and Long are words of other lists too.
            if phrase[-1].text[0].isupper() and phrase[-2].kind == "name":
                return self._name_run(phrase[:-1])
        while start < len(phrase) and phrase[start].kind == "particle" and phrase[start].text.islower():
            start += 1
        return start

    def _is_person(self, tokens: Sequence[Token], first: int, run: int, names: Sequence[str]) -> bool:
        last = names[-1]
        if len(names) == 1 and last.isupper() and len(last) > 1:
            return False
        before = tokens[run - 1] if run > 0 else None
        if before is None or tokens[run].kind == "title":
            return True
        if before.low in ("the", "an", "a") and before.low in self._determiners:
            return False
        joined = before.low in self._connectors and before.low not in ("and", "&") and run > first
        return not joined

    def _first_segment(self, phrase: Sequence[Token]) -> Sequence[Token]:
        start = 0
        for position, token in enumerate(phrase):
            if token.kind == "possessive":
                start = position + 1
            elif token.low in self._connectors and token.low not in ("and", "&") and position > start:
                return phrase[start:position]
        return phrase[start:]

    def _head(self, phrase: Sequence[Token]) -> str:
        """Return the noun that says what the source is, if it is a role."""
        segment = self._first_segment(phrase)
        roles = [token for token in segment if token.kind == "role"]
        if not roles or segment[-1].kind in ("institution", "document", "actor"):
            return ""
        return roles[-1].low
