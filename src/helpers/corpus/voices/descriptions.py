"""Read office, kind of speaker and nation from a noun phrase."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.corpus.voices.actors import Institution, Person, SpeakerClass
from helpers.corpus.voices.vocabulary import Token, Vocabulary

# A preposition governs a nation at most so many words on ("for the United States").
_GOVERNED = 4
# The names of regions have no more words than this.
_LONGEST_REGION = 3
_WORDS = frozenset({"role", "modifier", "institution", "name", "document", "word"})
_PLACES = frozenset({"nation", "actor", "home"})


@dataclass(frozen=True)
class Description:
    """Words (nations by their key), head noun, kind and nation of a noun phrase."""

    words: frozenset[str]
    head: str
    kind: SpeakerClass
    nation: str | None


class Describer:
    """Reads descriptions of speakers."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._speech = vocabulary.speech
        self._grammar = vocabulary.speech.grammar
        self.by_office: dict[frozenset[str], list[Person]] = {}
        self.offices: dict[str, list[Description]] = {}
        for person in vocabulary.actors.persons:
            for office in person.offices:
                description = self.describe(vocabulary.tokens(office))
                self.offices.setdefault(person.name, []).append(description)
                self.by_office.setdefault(description.words, []).append(person)

    def describe(self, tokens: Sequence[Token]) -> Description:
        """Return the words, head, kind and nation of a noun phrase.

        An expert's nation is that of the adjective before the noun or of the place of work, not
        that of the subject studied: "Russian political scientist" and "researcher at RAS" name it,
        "Institute for the USA" and "Russian affairs analyst" do not.
        """
        words = {word for token in tokens for word in self._words(token)}
        head = self._head(tokens)
        kind = self._kind(tokens, head)
        homes = [self.nation(token) for token in tokens if token.kind == "home"]
        nations = [
            self.nation(token)
            for position, token in enumerate(tokens)
            if token.kind in ("nation", "actor") and not self._is_topic(tokens, position)
        ]
        candidates = [*homes, *nations] if kind in ("expert", "media") else [*nations, *homes]
        nation = next((nation for nation in candidates if nation), None)
        if nation is None and kind == "official":
            nation = self._region(tokens)
        return Description(frozenset(words), head, kind, nation)

    def _region(self, tokens: Sequence[Token]) -> str | None:
        """Return the nation of the first region or city that a description names."""
        for first, token in enumerate(tokens):
            if token.text[0].isupper():
                for last in range(first + _LONGEST_REGION, first, -1):
                    name = " ".join(word.text for word in tokens[first:last])
                    if name in self._vocabulary.region_of:
                        return self._vocabulary.region_of[name]
        return None

    def author(self, phrase: Sequence[Token]) -> Institution | None:
        """Return the listed institution that a phrase names, or whose document it names."""
        for position, token in enumerate(phrase):
            before = phrase[position - 1].low if position else ""
            if token.kind == "actor" and before not in self._grammar.topic_prepositions:
                return self._vocabulary.institution_of[token.text]
        return None

    def nation(self, token: Token) -> str | None:
        """Return the nation that a name stands for."""
        vocabulary = self._vocabulary
        if token.kind == "actor":
            return vocabulary.institution_of[token.text].nation
        return vocabulary.nation_of.get(token.text) or vocabulary.home_of.get(token.text)

    def _words(self, token: Token) -> Sequence[str]:
        if token.kind in _PLACES:
            own = token.low.split() if token.kind == "actor" else []
            return [self.nation(token) or token.low, *own]
        if token.kind in _WORDS:
            return [self._vocabulary.plural_roles.get(token.low, token.low)]
        return []

    def _head(self, tokens: Sequence[Token]) -> str:
        """Return the last role before the first preposition that follows one."""
        head = ""
        for token in tokens:
            if token.kind == "possessive":
                head = ""
            elif (
                token.kind == "connector"
                and head
                and token.low not in self._grammar.noun_coordinators
            ):
                break
            elif token.kind == "role":
                head = token.low
        return head

    def _kind(self, tokens: Sequence[Token], head: str) -> SpeakerClass:
        vocabulary = self._vocabulary
        own = vocabulary.role_class.get(head)
        if own in ("media", "source"):
            return own
        kinds: set[str] = set()
        for token in tokens:
            if token.kind == "role":
                kinds.add(vocabulary.role_class[token.low])
            elif token.kind == "institution":
                kinds.add(vocabulary.institution_class[token.low])
            elif token.kind == "home":
                kinds.add("expert")
            elif token.kind == "actor":
                # The blocs of officials and media are named for them.
                kinds.add(vocabulary.institution_of[token.text].bloc.rpartition("_")[2])
        # An institute makes its president an expert, a ministry its experts no officials.
        order: tuple[SpeakerClass, ...] = ("expert", "official", "media")
        return next((kind for kind in order if kind in kinds), "other")

    def _is_topic(self, tokens: Sequence[Token], position: int) -> bool:
        """Return whether a nation is what an expert or reporter works on."""
        vocabulary = self._vocabulary
        token = tokens[position]
        follows = tokens[position + 1].low if position + 1 < len(tokens) else ""
        if follows in self._speech.topics:
            # "Russian analyst" tells a nation, "Russia analyst" and "Russian affairs" a subject.
            return token.text not in vocabulary.adjectives or follows not in vocabulary.role_class
        before = tokens[:position]
        works = any(
            vocabulary.institution_class.get(word.low) == "expert"
            or vocabulary.role_class.get(word.low) in ("expert", "media")
            for word in before
        )
        near = before[-_GOVERNED:]
        return works and any(word.low in self._grammar.topic_prepositions for word in near)
