"""Resolve the sources of one document to speakers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.corpus.voices.actors import Person, SpeakerClass
from helpers.corpus.voices.descriptions import Describer, Description
from helpers.corpus.voices.source import NAME, Source
from helpers.corpus.voices.vocabulary import Token, Vocabulary

_GENDERS = {"masculine": "m", "feminine": "f"}
# A description ("the governor") can mean a name from up to so many sentences before.
_MEMORY = 40
# What may stand between the name and the role of an apposition: "Hill, the French governor".
_BEFORE_ROLE = frozenset(
    {"determiner", "modifier", "nation", "actor", "home", "word", "possessive"}
)


@dataclass(eq=False)
class Speaker:
    """A person, group or institution whose words are reported."""

    label: str
    bloc: str
    kind: SpeakerClass = "other"
    nation: str | None = None
    gender: str | None = None
    person: bool = True
    group: bool = False
    heads: set[str] = field(default_factory=set)
    offices: set[frozenset[str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    full_name: tuple[str, ...] = ()


class Cast:
    """Records the speakers of a document and finds the one that a noun phrase refers to."""

    def __init__(self, vocabulary: Vocabulary, describer: Describer) -> None:
        self._vocabulary = vocabulary
        self._describer = describer
        self._by_name: dict[str, Speaker] = {}
        self._listed_names: set[str] = set()
        # The most recent last; a speaker stands in it once.
        self._recent: list[Speaker] = []
        self._sentences: list[Sequence[Token]] = []
        speech = vocabulary.speech
        self._gender_of_title = {
            **dict.fromkeys(speech.feminine_titles, "f"),
            **dict.fromkeys(speech.masculine_titles, "m"),
        }

    @property
    def last(self) -> Speaker | None:
        """The most recent speaker."""
        return self._recent[-1] if self._recent else None

    def knows(self, source: Source) -> bool:
        """Return whether a person has a full name or was named before.

        A single capitalised word at the start of a sentence may be any word.
        """
        key = self._vocabulary.fold(self._vocabulary.family(source.name))
        return len(source.name) > 1 or key in self._by_name or key in self._vocabulary.persons

    def read(self, tokens: Sequence[Token]) -> None:
        """Keep the words of a sentence, whoever speaks in it."""
        self._sentences.append(tokens)

    def hear(self, speaker: Speaker) -> None:
        """Make a speaker the most recent one."""
        if speaker in self._recent:
            self._recent.remove(speaker)
        self._recent.append(speaker)

    def resolve(self, source: Source, tokens: Sequence[Token]) -> Speaker | None:
        """Return the speaker that a source refers to; None for a pronoun without antecedent.

        A person is identified by the family name in any transliteration. A role goes to the last
        speaker with exactly that office, to the listed holder of the office, or to the last speaker
        whom it fits; a plural or indefinite one ("experts", "a source") to nobody by name. A
        pronoun goes to the last speaker whom its gender and number fit.
        """
        if source.kind == "pronoun":
            return self._pronoun(source.head)
        if source.kind == "person":
            return self._person(source, tokens)
        if source.kind == "role":
            return self._role(source, tokens)
        if source.kind == "indefinite":
            return self._indefinite(source)
        if source.kind == "noun":
            return self._noun(source, tokens)
        return self._body(source)

    def _pronoun(self, word: str) -> Speaker | None:
        gender = self._vocabulary.pronouns.get(word)
        for speaker in reversed(self._recent):
            body = not speaker.person and not speaker.heads
            if gender == "group" and (speaker.group or body):
                return speaker
            if gender == "thing" and not speaker.person:
                return speaker
            single = speaker.person and not speaker.group
            if single and gender in _GENDERS and speaker.gender in (None, _GENDERS[gender]):
                speaker.gender = _GENDERS[gender]
                return speaker
        return None

    def _person(self, source: Source, tokens: Sequence[Token]) -> Speaker:
        description = self._describer.describe(source.description)
        key = self._vocabulary.fold(self._vocabulary.family(source.name))
        speaker = self._by_name.get(key)
        if speaker is None:
            person = self._find_person(source, description)
            speaker = self._from(person) if person else self._new_speaker(source, description)
            self._by_name[key] = speaker
        speaker.full_name = max(speaker.full_name, source.name, key=len)
        speaker.gender = speaker.gender or self._gender(source, tokens)
        self._learn(speaker, description)
        return speaker

    def _find_person(self, source: Source, description: Description) -> Person | None:
        """Return the listed person of that name; with another first name it is another person."""
        fold = self._vocabulary.fold
        first = fold(source.name[0])
        for person in self._vocabulary.persons.get(fold(self._vocabulary.family(source.name)), []):
            spellings = [person.given, *person.aliases, person.name]
            firsts = {fold(spelling.split()[0]) for spelling in spellings if spelling}
            initials = {name[:1] for name in firsts}
            if (
                len(source.name) == 1
                or not person.given
                or first in firsts
                or (len(first) == 1 and first in initials)
                or (description.nation == person.nation and description.nation is not None)
            ):
                return person
        return None

    def _from(self, person: Person) -> Speaker:
        self._listed_names.add(person.name)
        official = bool(person.offices) or person.bloc.endswith("official")
        speaker = Speaker(
            label=person.name,
            bloc=person.bloc,
            kind="official" if official else "other",
            nation=person.nation,
            gender=person.gender,
        )
        for office in self._describer.offices.get(person.name, []):
            self._add(speaker, office)
        return speaker

    def _new_speaker(self, source: Source, description: Description) -> Speaker:
        vocabulary = self._vocabulary
        nation = description.nation
        if nation is None and len(source.name) > 1:
            nation = vocabulary.given_names.get(vocabulary.fold(source.name[0]))
        bloc = vocabulary.actors.bloc(nation, description.kind)
        return Speaker(vocabulary.family(source.name), bloc, description.kind, nation)

    def _gender(self, source: Source, tokens: Sequence[Token]) -> str | None:
        """Return the gender that title, role or given name tell."""
        for token in tokens[source.first : source.last]:
            if token.kind == "title" and token.low in self._gender_of_title:
                return self._gender_of_title[token.low]
        speech = self._vocabulary.speech
        if source.head in speech.feminine_roles:
            return "f"
        if source.head in speech.masculine_roles:
            return "m"
        given = source.name[0] if len(source.name) > 1 else ""
        return self._vocabulary.gender_of.get(given)

    def _learn(self, speaker: Speaker, description: Description) -> None:
        """Add what a later mention says about a speaker."""
        if not description.words:
            return
        self._add(speaker, description)
        if speaker.label not in self._listed_names and speaker.kind == "other" != description.kind:
            speaker.kind = description.kind
            speaker.nation = description.nation or speaker.nation
            speaker.bloc = self._vocabulary.actors.bloc(speaker.nation, speaker.kind)

    @staticmethod
    def _add(speaker: Speaker, description: Description) -> None:
        if description.head:
            speaker.heads.add(description.head)
            speaker.offices.add(description.words)
        speaker.words |= description.words

    def _role(self, source: Source, tokens: Sequence[Token]) -> Speaker:
        description = self._describer.describe(source.description)
        before = tokens[source.first - 1].low if source.first else ""
        indefinite = before in self._vocabulary.speech.indefinite
        if indefinite or source.head in self._vocabulary.plural_roles:
            return self._unnamed_speaker(source, description)
        for speaker in reversed(self._recent):
            if description.words in speaker.offices:
                return speaker
        holders = self._describer.by_office.get(description.words)
        if holders:
            return self._speaker_of(holders[0])
        known = self._last_fitting(description) or self._bearer(source, description)
        if known is not None:
            return known
        wider = {
            person.name: person
            for words, persons in self._describer.by_office.items()
            if description.words <= words
            for person in persons
        }
        if len(wider) == 1:
            return self._speaker_of(next(iter(wider.values())))
        return self._unnamed_speaker(source, description)

    def _last_fitting(self, description: Description) -> Speaker | None:
        for speaker in reversed(self._recent):
            if self._fits(description, speaker):
                return speaker
        return None

    def _bearer(self, source: Source, description: Description) -> Speaker | None:
        """Return the person whose name last stood beside the role: "Governor Joan Hill"."""
        for tokens in reversed(self._sentences[-_MEMORY:]):
            for position in range(len(tokens) - 1, -1, -1):
                if tokens[position].low != source.head:
                    continue
                named = _named(tokens, position, self._vocabulary.prepositions)
                if named is None:
                    continue
                known = self._by_name.get(
                    self._vocabulary.fold(self._vocabulary.family(named.name))
                )
                nation = self._describer.describe(named.description).nation
                nations = {nation or (known and known.nation), description.nation} - {None}
                if len(nations) < 2:
                    return self._person(named, tokens)
        return None

    def _speaker_of(self, person: Person) -> Speaker:
        key = self._vocabulary.fold(person.name.split()[-1])
        if key not in self._by_name:
            self._by_name[key] = self._from(person)
        return self._by_name[key]

    def _fits(self, description: Description, speaker: Speaker) -> bool:
        if not speaker.person or speaker.group:
            return False
        nations = {description.nation, speaker.nation} - {None}
        if len(nations) > 1:
            return False
        if description.head in speaker.heads:
            return True
        if description.head in self._vocabulary.speech.generic_roles:
            return speaker.kind == "official"
        return description.kind in ("expert", "media") and speaker.kind == description.kind

    def _unnamed_speaker(self, source: Source, description: Description) -> Speaker:
        vocabulary = self._vocabulary
        kind = vocabulary.role_class[source.head]
        return Speaker(
            label=vocabulary.speech.labels.get(kind, source.head),
            bloc=vocabulary.actors.bloc(description.nation, kind, named=False),
            kind=kind,
            nation=description.nation,
            group=source.head in vocabulary.plural_roles,
            heads={source.head},
            words=set(description.words),
        )

    def _indefinite(self, source: Source) -> Speaker:
        """Return the unnamed speaker of "some say"."""
        vocabulary = self._vocabulary
        return Speaker(
            vocabulary.speech.labels.get("source", "source"),
            vocabulary.actors.bloc(None, "source", named=False),
            kind="source",
            group=source.head not in vocabulary.speech.grammar.singular_pronouns,
        )

    def _noun(self, source: Source, tokens: Sequence[Token]) -> Speaker:
        """Return the speaker that a noun in no list names; with "the" the last one so called."""
        vocabulary = self._vocabulary
        before = tokens[source.first - 1].low if source.first else ""
        if before not in vocabulary.speech.indefinite:
            aged = source.head.endswith(vocabulary.speech.age_endings)
            for speaker in reversed(self._recent):
                single = speaker.person and not speaker.group
                if source.head in speaker.heads or (aged and single):
                    return speaker
        description = self._describer.describe(source.description)
        return Speaker(
            source.head,
            vocabulary.actors.bloc(description.nation, description.kind, named=False),
            kind=description.kind,
            nation=description.nation,
            person=source.head.endswith(vocabulary.speech.person_endings),
            group=source.head.endswith("s"),
            heads={source.head},
            words=set(description.words),
        )

    def _body(self, source: Source) -> Speaker:
        vocabulary = self._vocabulary
        phrase = source.description
        nouns = {token.low for token in phrase if token.kind in ("institution", "document")}
        author = self._describer.author(phrase)
        if author is not None:
            nouns.update(author.name.lower().split())
            return Speaker(
                author.name, author.bloc, "official", author.nation, person=False, words=nouns
            )
        if not any(token.text[0].isupper() for token in phrase):
            # "the ministry", "the report": the last one that was so called
            for speaker in reversed(self._recent):
                if not speaker.person and nouns & speaker.words:
                    return speaker
        description = self._describer.describe(phrase)
        kind, label = description.kind, _join_words(phrase)
        if label.lower() in vocabulary.plural_institutions:
            # "Police" has its capital from the beginning of a sentence.
            label = label.lower()
        if source.kind == "document":
            kind, label = "source" if kind == "other" else kind, source.head
        elif all(token.kind == "nation" for token in phrase):
            kind = "official"
        nation = description.nation
        bloc = vocabulary.actors.bloc(nation, kind, named=source.kind != "document")
        return Speaker(label, bloc, kind, nation, person=False, words=nouns)


def _named(tokens: Sequence[Token], role: int, prepositions: frozenset[str]) -> Source | None:
    """Return the person whose name follows a role, or stands before it and a comma."""
    start = role
    while start > 0 and tokens[start - 1].kind in _BEFORE_ROLE:
        start -= 1
    first = last = role + 1
    while last < len(tokens) and tokens[last].kind in NAME:
        last += 1
    governed = 0 < start < role and tokens[start - 1].low in prepositions
    if last > first and governed:
        # "Aide to the president Joan Hill", but "aide to President Joan Hill"
        return None
    if last == first:
        last = start - 1
        if last < 1 or tokens[last].kind != "comma":
            return None
        first = last
        while first > 0 and tokens[first - 1].kind in NAME:
            first -= 1
    names = tuple(token.text for token in tokens[first:last] if token.kind != "title")
    if not names or tokens[last - 1].kind != "name":
        return None
    low, high = min(first, role), max(last, role + 1)
    around = [token for token in tokens[low:high] if token.kind not in ("comma", *NAME)]
    return Source("person", low, high, names, tuple(around), tokens[role].low)


def _join_words(phrase: Sequence[Token]) -> str:
    words: list[str] = []
    for token in phrase:
        if token.kind == "possessive" and words:
            words[-1] += token.text
        else:
            words.append(token.text)
    return " ".join(words)
