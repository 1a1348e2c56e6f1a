"""Classify the words of a sentence: name, role, nation, institution and others."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from helpers.corpus.problems import InputError, Problem
from helpers.corpus.suggestions import suggest
from helpers.corpus.voices.actors import Actors, Institution, Person, SpeakerClass
from helpers.corpus.voices.speech import Speech, VerbForm

# Stands for quoted text, character by character, so that offsets stay.
QUOTED = "\ue000"
# A part of a given name of two parts is no longer than this: "Jong Un".
_SYLLABLE = 4


_KINDS: tuple[SpeakerClass, ...] = ("other", "source", "media", "official", "expert")


class Token(NamedTuple):
    """A word or mark of a sentence.

    `kind` is one of quote, comma, mark, possessive, actor, nation, home, time, number, pronoun,
    determiner, connector, function, title, particle, initial, role, institution, modifier,
    document, name, word.
    """

    text: str
    low: str
    start: int
    end: int
    kind: str


class Vocabulary:
    """The word lists of a speech and an actors file, compiled once for many documents."""

    def __init__(self, actors: Actors, speech: Speech) -> None:
        _check(actors, speech)
        self.actors = actors
        self.speech = speech
        self.verbs: dict[str, tuple[VerbForm, ...]] = speech.forms()
        self._rewrites = speech.transliteration
        self._folds: dict[str, str] = {}
        self.nation_of: dict[str, str] = {}
        self.adjectives: set[str] = set()
        for nation, words in speech.nations.items():
            for name in [*words.names, *words.adjectives]:
                self.nation_of[name] = nation
            self.adjectives.update(words.adjectives)
        self.region_of = {
            name: nation for nation, words in speech.nations.items() for name in words.regions
        }
        self.home_of = {name: nation for nation, names in actors.homes.items() for name in names}
        self.institution_of: dict[str, Institution] = {}
        for body in actors.institutions:
            for name in [body.name, *body.aliases]:
                self.institution_of[name] = body
        self.persons: dict[str, list[Person]] = {}
        for person in actors.persons:
            spellings = [person.name, *person.aliases]
            for key in sorted({self.fold(spelling.split()[-1]) for spelling in spellings}):
                self.persons.setdefault(key, []).append(person)
        self.given_names = {
            self.fold(name): nation
            for nation, words in speech.nations.items()
            for name in words.given_names
        }
        self._given = speech.given_names.all()
        self.gender_of = {
            **dict.fromkeys(speech.given_names.feminine, "f"),
            **dict.fromkeys(speech.given_names.masculine, "m"),
        }
        self.role_class: dict[str, SpeakerClass] = {}
        self.plural_roles: dict[str, str] = {}
        # A word in two rows is what the later kind says.
        for kind in _KINDS:
            for role in getattr(speech.roles, kind):
                self.role_class[role] = kind
                self.role_class[plural(role)] = kind
                self.plural_roles[plural(role)] = role
        for many, one in speech.plural_roles.items():
            self.plural_roles[many] = one
            self.role_class[many] = self.role_class.get(one, "other")
        self.institution_class: dict[str, SpeakerClass] = {}
        # "police" and "authorities" are plural as they stand.
        self.plural_institutions: set[str] = set(speech.plural_institutions)
        for kind in _KINDS:
            for word in getattr(speech.institutions, kind):
                self.institution_class[word] = kind
                self.institution_class.setdefault(plural(word), kind)
                self.plural_institutions.add(plural(word))
        # "data" and "polls" are plural, "document" is not.
        self.plural_documents = {plural(word) for word in speech.documents}
        self.plural_documents.update(speech.plural_documents)
        self.pronouns = {
            word: gender
            for gender in ("masculine", "feminine", "group", "thing")
            for word in getattr(speech.pronouns, gender)
        }
        self._kinds = self._sort_words()
        self.prepositions = speech.connectors - speech.grammar.noun_coordinators
        self.before_source: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(speech.before_source, key=lambda phrase: (-len(phrase), phrase)):
            parts = tuple(phrase.split())
            self.before_source.setdefault(parts[0], []).append(parts)
        names = {**self.institution_of, **self.nation_of, **self.home_of}
        self.proper = re.compile(_alternation(names))
        endings = "|".join(ending for ending in speech.contractions if ending != "s") or "(?!)"
        small_names = _alternation(name for name in names if "a" <= name[:1] <= "z")
        self._plain_kinds: dict[str, str] = {}
        self._pattern = re.compile(
            # Most tokens are words in small letters, for which no other form need be tried.
            rf"(?P<plain>(?!{small_names})[a-z]+(?=[ ,]))|"
            # What stands in brackets says nothing of the speaker: "Roger Wicker (R-Miss.) said",
            # nor does party and state between commas: "Roger Wicker, R-Miss., said".
            r"(?P<aside>\([^()]{1,40}\)|,\s[A-Z]-[A-Z][\w.]*(?:\s[A-Z]\w+)?,)"
            rf"|(?P<quote>{QUOTED}+)"
            rf"|(?P<proper>{self.proper.pattern})"
            r"|(?P<initial>(?:[A-Z]\.){2,}|\b[A-Z]\.(?=\s?[A-Z])|\b[JS]r\.)"
            rf"|(?P<title>{_alternation(_titles(speech))})"
            r"|(?P<number>\d+(?:[.,]\d+)*(?:-[^\W\d_]+)*)"
            rf"|(?P<word>\w+(?:[-'’](?!(?:s|{endings})\b)\w+|\.(?:com|org|net)\b)*)"
            rf"|(?P<contracted>['’](?:{endings})\b)"
            r"|(?P<possessive>['’]s\b|(?<=s)['’](?=\s))"
            r"|(?P<mark>[^\w\s])"
        )

    def fold(self, name: str) -> str:
        """Return a spelling that all transliterations of a name share."""
        fold = self._folds.get(name)
        if fold is None:
            plain = unicodedata.normalize("NFKD", name.lower())
            fold = "".join(letter for letter in plain if letter.isalpha())
            for old, new in self._rewrites:
                fold = fold.replace(old, new)
            fold = re.sub(r"(.)\1+", r"\1", fold)
            self._folds[name] = fold
        return fold

    def family(self, name: Sequence[str]) -> str:
        """Return the family name: the last word of a name, or the first, as in Xi Jinping.

        Examples
        --------
        >>> vocabulary = Vocabulary(Actors(), Speech(
        ...     verbs={}, family_first=["Xi"], family_first_doubtful=["Kim"]))
        >>> [vocabulary.family(name.split()) for name in ("Xi Jinping", "Kim Jong-un", "Kim Hill")]
        ['Xi', 'Kim', 'Hill']
        """
        first, *given = name
        two_parts = len(given) > 1 and all(len(part) <= _SYLLABLE for part in given)
        doubtful = first in self.speech.family_first_doubtful
        if given and (
            (first in self.speech.family_first and given[-1] not in self.speech.family_first)
            or (doubtful and (two_parts or "-" in given[0]))
        ):
            return first
        return name[-1]

    def tokens(self, text: str, *, common: frozenset[str] = frozenset()) -> list[Token]:
        """Cut a sentence into tokens; `common` are words that the document also writes small."""
        tokens: list[Token] = []
        plain_kinds = self._plain_kinds
        for match in self._pattern.finditer(text):
            group, word = match.lastgroup, match.group()
            start, end = match.span()
            if group == "plain":
                kind = plain_kinds.get(word) or self._plain_kind(word)
                if kind != "time":
                    tokens.append(Token(word, word, start, end, kind))
                    continue
            low = word.lower()
            if group == "aside":
                continue
            if group in ("word", "plain"):
                before = tokens[-1].kind if tokens else "mark"
                kind = self._kind(word, low, common, first=before in ("mark", "quote"))
            elif group == "proper":
                kind = self._proper_kind(word)
            elif word == ",":
                kind = "comma"
            elif group == "contracted" or (group == "possessive" and _is_pronoun(tokens)):
                kind, low = "function", self._contracted(low[1:], tokens)
            else:
                kind = str(group)
            if kind == "name" and tokens and tokens[-1].kind == "time" and self._is_given(tokens):
                tokens[-1] = tokens[-1]._replace(kind="name")
            elif kind == "time" and _is_name(tokens) and tokens[-1].text in self._given:
                # "Theresa May" has no verb.
                kind, low = "name", word
            tokens.append(Token(word, low, start, end, kind))
        return tokens

    def _contracted(self, ending: str, tokens: Sequence[Token]) -> str:
        """Return the auxiliary that an apostrophe shortens; "it's" is "it is" as a rule."""
        things = self.speech.pronouns.thing
        if ending == "s" and tokens and tokens[-1].low in things:
            return "is"
        return self.speech.contractions.get(ending, ending)

    def _is_given(self, tokens: Sequence[Token]) -> bool:
        """Return whether a month is a given name, as it may be before a name: "June Hill"."""
        before = tokens[-2].low if len(tokens) > 1 else ""
        return tokens[-1].text in self._given and before not in self.speech.time_prepositions

    def _kind(self, word: str, low: str, common: frozenset[str], *, first: bool) -> str:
        capital = word[0].isupper()
        kind = self._kinds.get(low)
        if low in self.speech.time_words and (capital or low not in {"may", "march"}):
            kind = "time"
        elif kind == "particle" and capital:
            kind = "name"
        if kind is not None:
            return kind
        if (not capital or (first and low.endswith("s"))) and self._ends_as_role(low):
            return "role"
        if not capital or (first and (low in common or low.endswith("ly"))):
            return "word"
        return "function" if low in self.speech.negations else "name"

    def _plain_kind(self, word: str) -> str:
        """Return the kind of a word in small letters, and remember it."""
        kind = self._kind(word, word, frozenset(), first=False)
        self._plain_kinds[word] = kind
        return kind

    def kind_of(self, low: str) -> str:
        """Return the kind that a word in small letters has by the lists, else "word"."""
        return self._kinds.get(low) or ("role" if self._ends_as_role(low) else "word")

    def _ends_as_role(self, low: str) -> bool:
        """Return whether a word in no list ends as roles do, and remember it as one."""
        last = low.rpartition("-")[2]
        if last != low and last in self.role_class:
            self.role_class[low] = self.role_class[last]
            if last in self.plural_roles:
                self.plural_roles[low] = low.removesuffix(last) + self.plural_roles[last]
            return True
        if not low.endswith(self.speech.role_endings) or low in self.speech.not_roles:
            return False
        self.role_class[low] = "expert" if low.endswith(self.speech.expert_endings) else "other"
        for one in (low.removesuffix("s"), low.removesuffix("en") + "an"):
            if one != low and plural(one) == low:
                self.plural_roles[low] = one
        return True

    def _proper_kind(self, name: str) -> str:
        if name in self.institution_of:
            return "actor"
        return "nation" if name in self.nation_of else "home"

    def _sort_words(self) -> dict[str, str]:
        speech = self.speech
        # Later lists win: "state" is an institution before it is anything else.
        sources: list[tuple[str, Iterable[str]]] = [
            ("particle", speech.particles),
            ("document", [*speech.documents, *map(plural, speech.documents)]),
            ("function", speech.function_words),
            ("modifier", speech.modifiers),
            ("institution", self.institution_class),
            ("role", self.role_class),
            ("connector", speech.connectors),
            ("determiner", speech.determiners),
            ("pronoun", self.pronouns),
        ]
        return {word: kind for kind, words in sources for word in words}


def _is_name(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[-1].kind == "name"


def _is_pronoun(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[-1].kind == "pronoun"


def plural(noun: str) -> str:
    """Return the regular plural of a noun.

    >>> [plural(noun) for noun in ("expert", "witness", "attorney", "spokesman", "ally")]
    ['experts', 'witnesses', 'attorneys', 'spokesmen', 'allies']
    """
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if re.search("[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search("(s|sh|ch|x|z)$", noun) else "s")


def _titles(speech: Speech) -> list[str]:
    return [title.capitalize() for title in speech.titles]


def _alternation(names: Iterable[str]) -> str:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    # A name ends where its last word ends: "US" is not the start of "USE", "U.S." has no word end.
    by_letter: dict[str, list[str]] = {}
    for name in longest_first:
        if name:
            end = r"\b" if name[-1].isalnum() else ""
            by_letter.setdefault(name[0], []).append(re.escape(name[1:]) + end)
    # Sorted by the first letter, the names take one look at most places of a text.
    parts = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_letter.items()]
    return rf"(?<!\w)(?:{'|'.join(parts)})" if parts else "(?!)"


def _check(actors: Actors, speech: Speech) -> None:
    nations = sorted(speech.nations)
    uses = [
        *((nation, "blocs") for rule in actors.blocs for nation in rule.nations),
        *((nation, "homes") for nation in actors.homes),
        *((person.nation, person.name) for person in actors.persons if person.nation),
        *((body.nation, body.name) for body in actors.institutions if body.nation),
    ]
    problems = [
        Problem(f"actors.yml, {place}", f'unknown nation "{nation}"', suggest(nation, nations))
        for nation, place in uses
        if nation not in speech.nations
    ]
    if problems:
        raise InputError(problems)
