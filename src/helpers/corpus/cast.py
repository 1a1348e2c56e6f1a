"""The speakers of one document: introduced, described, and referred back to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.corpus.actors import Person, SpeakerClass
from helpers.corpus.vocabulary import Vocabulary, Token
from helpers.corpus.sources import Source

_GENDERS = {"masculine": "m", "feminine": "f"}


@dataclass
class Speaker:
    """Somebody or something with words of its own."""

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


@dataclass(frozen=True)
class Description:
    """What a noun phrase says of a speaker."""

    words: frozenset[str]
    head: str
    kind: SpeakerClass
    nation: str | None


class Offices:
    """The persons of an actors file by name and by office, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.by_name: dict[str, list[Person]] = {}
        self.by_office: dict[frozenset[str], list[Person]] = {}
        self.described: dict[str, list[Description]] = {}
        for person in vocabulary.actors.persons:
            names = {person.name, *person.aliases}
            for name in sorted({full.split()[-1] for full in names} | names):
                listed = self.by_name.setdefault(vocabulary.fold(name), [])
                if person not in listed:
                    listed.append(person)
            for office in person.offices:
                description = describe(vocabulary, vocabulary.tokens(office))
                self.described.setdefault(person.name, []).append(description)
                self.by_office.setdefault(description.words, []).append(person)


class Cast:
    """Keeps who has spoken in a document and finds whom a noun phrase means.

    Parameters
    ----------
    vocabulary : Vocabulary
        Compiled word lists.
    offices : Offices
        The compiled actors.
    """

    def __init__(self, vocabulary: Vocabulary, offices: Offices) -> None:
        self._vocabulary = vocabulary
        self._offices = offices
        self._named: dict[str, Speaker] = {}
        # The most recent last; a speaker stands in it once.
        self._recent: list[Speaker] = []

    @property
    def last(self) -> Speaker | None:
        """The speaker heard last."""
        return self._recent[-1] if self._recent else None

    def knows(self, source: Source) -> bool:
        """Tell whether a person is named in full or was heard of before.

        A single capitalised word at the start of a sentence may be any word.
        """
        key = self._vocabulary.fold(source.name[-1])
        return len(source.name) > 1 or key in self._named or key in self._offices.by_name

    def hear(self, speaker: Speaker) -> None:
        """Make a speaker the most recent one."""
        if speaker in self._recent:
            self._recent.remove(speaker)
        self._recent.append(speaker)

    def resolve(self, source: Source, tokens: Sequence[Token]) -> Speaker | None:
        """Return whom a source means, None where a pronoun or phrase has nobody to refer to."""
        if source.kind == "pronoun":
            return self._pronoun(source.head)
        if source.kind == "person":
            return self._person(source)
        if source.kind == "role":
            return self._role(source, tokens)
        return self._body(source)

    def _pronoun(self, word: str) -> Speaker | None:
        gender = self._vocabulary.pronouns.get(word)
        for speaker in reversed(self._recent):
            if gender == "group" and (speaker.group or not speaker.person):
                return speaker
            if gender == "thing" and not speaker.person:
                return speaker
            if gender in _GENDERS and speaker.person and not speaker.group:
                if speaker.gender in (None, _GENDERS[gender]):
                    return speaker
        return None

    def _person(self, source: Source) -> Speaker:
        vocabulary = self._vocabulary
        description = describe(vocabulary, source.description)
        family = source.name[-1]
        key = vocabulary.fold(family)
        known = self._named.get(key)
        if known is None:
            listed = self._listed(source, description)
            known = self._from_actors(listed) if listed else self._unlisted(source, description)
            self._named[key] = known
        self._learn(known, description)
        return known

    def _listed(self, source: Source, description: Description) -> Person | None:
        """Return the listed person of that name; a different given name is another person."""
        fold = self._vocabulary.fold
        persons = self._offices.by_name.get(fold(source.name[-1]), [])
        for person in persons:
            given = [fold(alias.split()[0]) for alias in [person.given, *person.aliases] if alias]
            first = fold(source.name[0])
            if (
                len(source.name) < 2
                or not given
                or any(first == name or first[:1] == name for name in given)
                or len(source.name[0].rstrip(".")) == 1
                or fold(source.name[0]) == fold(person.name.split()[0])
                or description.nation == person.nation
            ):
                return person
        return None

    def _from_actors(self, person: Person) -> Speaker:
        speaker = Speaker(
            label=person.name,
            bloc=person.bloc,
            kind="official" if person.offices else "other",
            nation=person.nation,
            gender=person.gender,
        )
        for office in self._offices.described.get(person.name, []):
            speaker.heads.add(office.head)
            speaker.offices.add(office.words)
            speaker.words |= office.words
        if speaker.bloc.endswith("official"):
            speaker.kind = "official"
        return speaker

    def _unlisted(self, source: Source, description: Description) -> Speaker:
        nation = description.nation
        if nation is None and len(source.name) > 1:
            nation = self._vocabulary.given_names.get(self._vocabulary.fold(source.name[0]))
        gender = "f" if description.head in self._vocabulary.speech.feminine_roles else None
        return Speaker(
            label=source.name[-1],
            bloc=self._vocabulary.actors.bloc(nation, description.kind),
            kind=description.kind,
            nation=nation,
            gender=gender,
        )

    def _learn(self, speaker: Speaker, description: Description) -> None:
        if not description.head:
            return
        speaker.heads.add(description.head)
        speaker.offices.add(description.words)
        speaker.words |= description.words
        if speaker.kind == "other" and description.kind != "other":
            speaker.kind = description.kind
            listed = self._vocabulary.actors.persons
            if not any(person.name == speaker.label for person in listed):
                speaker.nation = speaker.nation or description.nation
                speaker.bloc = self._vocabulary.actors.bloc(speaker.nation, speaker.kind)

    def _role(self, source: Source, tokens: Sequence[Token]) -> Speaker:
        vocabulary = self._vocabulary
        description = describe(vocabulary, source.description)
        if source.head in vocabulary.plural_roles:
            return self._unnamed(source, description)
        for speaker in reversed(self._recent):
            if description.words in speaker.offices:
                return speaker
        listed = self._offices.by_office.get(description.words)
        if listed:
            return self._known(listed[0])
        before = tokens[source.first - 1].low if source.first else ""
        if before in vocabulary.speech.indefinite:
            return self._unnamed(source, description)
        for speaker in reversed(self._recent):
            if self._fits(description, speaker):
                return speaker
        wider = [
            person
            for words, persons in self._offices.by_office.items()
            if description.words <= words
            for person in persons
        ]
        if wider and len({person.name for person in wider}) == 1:
            return self._known(wider[0])
        return self._unnamed(source, description)

    def _known(self, person: Person) -> Speaker:
        key = self._vocabulary.fold(person.name.split()[-1])
        if key not in self._named:
            self._named[key] = self._from_actors(person)
        return self._named[key]

    def _fits(self, description: Description, speaker: Speaker) -> bool:
        if not speaker.person or speaker.group:
            return False
        if None not in (description.nation, speaker.nation) and description.nation != speaker.nation:
            return False
        if description.head in speaker.heads:
            return True
        if description.head in self._vocabulary.speech.generic_roles:
            return speaker.kind == "official"
        return description.kind in ("expert", "media") and speaker.kind == description.kind

    def _unnamed(self, source: Source, description: Description) -> Speaker:
        vocabulary = self._vocabulary
        singular = vocabulary.plural_roles.get(source.head, source.head)
        kind = vocabulary.role_class.get(singular, "other")
        label = vocabulary.speech.labels.get(kind, source.head)
        bloc = vocabulary.actors.bloc(description.nation, kind, named=False)
        group = source.head in vocabulary.plural_roles
        return Speaker(
            label, bloc, kind, description.nation, group=group, heads={source.head},
            words=set(description.words),
        )

    def _body(self, source: Source) -> Speaker | None:
        vocabulary = self._vocabulary
        segment = source.description
        actors = [token for token in segment if token.kind == "actor"]
        if actors:
            body = vocabulary.institution_of[actors[0].text]
            return Speaker(body.name, body.bloc, "official", body.nation, person=False)
        nations = [token for token in segment if token.kind == "nation"]
        plain = [token for token in segment if token.kind in ("institution", "name", "home")]
        low = [token.low for token in segment if token.kind in ("institution", "document")]
        if not any(token.text[0].isupper() for token in segment):
            for speaker in reversed(self._recent):
                if not speaker.person and low and low[-1] in speaker.words | set(speaker.label.lower().split()):
                    return speaker
        description = describe(vocabulary, segment)
        nation = vocabulary.nation_of[nations[0].text] if nations else description.nation
        kind = description.kind
        if source.kind == "document":
            kind, label = "source" if kind == "other" else kind, source.head
        elif plain or low:
            kind = kind if kind != "other" else "other"
            label = _written(segment)
        else:
            kind, label = "official", nations[0].text if nations else _written(segment)
        bloc = vocabulary.actors.bloc(nation, kind, named=source.kind != "document")
        return Speaker(label, bloc, kind, nation, person=False, words=set(low))


def describe(vocabulary: Vocabulary, tokens: Sequence[Token]) -> Description:
    """Return the words, head, kind and nation of a noun phrase.

    An expert's nation is that of the adjective before the noun or of the place of work, not that of
    the subject studied: "Russian political scientist" and "researcher at RAS" tell it, "Institute
    for the USA" and "Russian affairs analyst" do not.
    """
    words: set[str] = set()
    nations: list[str] = []
    home: str | None = None
    expert = media = official = False
    head = ""
    done = False
    for position, token in enumerate(tokens):
        if token.kind == "possessive" or (
            token.kind == "connector" and token.low not in ("and", "&") and position and not done
        ):
            done = done or (token.kind == "connector" and bool(head))
            if token.kind == "possessive":
                head = ""
        if token.kind in ("nation", "actor", "home"):
            nation = _nation(vocabulary, token)
            words.add(nation or token.low)
            if token.kind == "home":
                home = home or nation
                expert = expert or bool(nation)
            elif nation and not _subject(vocabulary, tokens, position):
                nations.append(nation)
            if token.kind == "actor":
                words.update(token.low.split())
                media = media or vocabulary.institution_of[token.text].bloc.endswith("media")
        elif token.kind in ("role", "modifier", "institution", "name", "document", "word"):
            words.add(vocabulary.plural_roles.get(token.low, token.low))
        if token.kind == "role":
            if not done:
                head = token.low
            kind = vocabulary.role_class[token.low]
            expert, media = expert or kind == "expert", media or kind == "media"
            official = official or kind == "official"
        if token.kind == "institution":
            kind = vocabulary.institution_class[token.low]
            expert = expert or kind == "expert"
            official = official or kind == "official"
            media = media or kind == "media"
        if token.kind == "actor":
            official = official or vocabulary.institution_of[token.text].bloc.endswith("official")
    own = vocabulary.role_class.get(head)
    kind: SpeakerClass
    if own in ("media", "source"):
        kind = own
    elif expert:
        kind = "expert"
    elif official:
        kind = "official"
    else:
        kind = "media" if media else "other"
    nation = home if kind in ("expert", "media") and home else (nations[0] if nations else home)
    return Description(frozenset(words), head, kind, nation)


def _nation(vocabulary: Vocabulary, token: Token) -> str | None:
    if token.kind == "actor":
        return vocabulary.institution_of[token.text].nation
    return vocabulary.nation_of.get(token.text) or vocabulary.home_of.get(token.text)


def _subject(vocabulary: Vocabulary, tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a nation is what an expert or reporter works on."""
    topics = set(vocabulary.speech.topics)
    follows = tokens[position + 1].low if position + 1 < len(tokens) else ""
    adjective = tokens[position].text in vocabulary.adjectives
    if follows in topics and not (adjective and vocabulary.role_class.get(follows)):
        return True
    before = [token.low for token in tokens[max(0, position - 4) : position]]
    works = any(
        vocabulary.institution_class.get(token.low) == "expert"
        or vocabulary.role_class.get(token.low) in ("expert", "media")
        for token in tokens[:position]
    )
    return works and any(word in ("for", "on") for word in before)


def _written(segment: Sequence[Token]) -> str:
    words: list[str] = []
    for token in segment:
        if token.kind == "possessive" and words:
            words[-1] += token.text
        else:
            words.append(token.text)
    return " ".join(words)
