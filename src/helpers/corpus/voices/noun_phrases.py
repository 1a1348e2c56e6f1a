"""Read the noun phrase before or after a reporting word."""

import re
from collections.abc import Sequence

from helpers.corpus.voices.source import NAME, NOMINAL, Source, Sources
from helpers.corpus.voices.vocabulary import Token, Vocabulary

# A noun and what describes it lie no further apart than this many words.
_REACH = 7
# A subject and the verb after its meetings, talks and speeches lie no further apart than this.
_GOVERNED = 14
# An apposition has no more commas than this.
_COMMAS = 4
# Nouns to which a connector can link more of a description ("head of").
_LINKING = frozenset({"role", "institution", "modifier", "document", "home", "name", "actor"})
_BREAKS = frozenset({"comma", "quote", "mark"})


class Phrases:
    """Finds where a source's noun phrase begins and ends."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        speech, grammar = vocabulary.speech, vocabulary.speech.grammar
        self._vocabulary = vocabulary
        self._speech = speech
        self._grammar = grammar
        self._sources = Sources(vocabulary)
        self._barriers = (
            speech.auxiliaries
            | speech.modals
            | speech.question_words
            | speech.subordinators
            | grammar.complementizers
        ) - speech.connectors
        self._prepositions = vocabulary.prepositions | speech.time_prepositions
        self._governed = self._prepositions - grammar.time_subordinators - grammar.simultaneity
        self._dashes = frozenset(speech.interview.dashes)
        self._before_places = self._governed | (
            grammar.other_prepositions - grammar.subordinate_openers
        )
        self._relatives = speech.relatives | speech.question_words
        self._opening = (
            self._prepositions | grammar.other_prepositions | grammar.subordinate_openers
        )

    def source_before(self, tokens: Sequence[Token], end: int) -> Source | None:
        """Return the source that ends right before token `end`.

        A trailing phrase of time or place ("Putin at a press conference on Tuesday") and an
        apposition or relative clause between commas are skipped.
        """
        if end > 0 and tokens[end - 1].kind == "comma":
            return self._before_comma(tokens, end - 1)
        dash = self.inserted_after(tokens, end)
        if dash is not None:
            return self.source_before(tokens, dash)
        source = self._ending_at(tokens, end)
        if source is not None:
            governing = self._governing(tokens, source)
            if governing is None and self._is_governed(tokens, source):
                return None
            source = governing or source
            return self._unclosed(tokens, source) or self._with_left_apposition(tokens, source)
        return self._before_adverbial(tokens, end)

    def inserted_after(self, tokens: Sequence[Token], end: int) -> int | None:
        """Return where an insertion between dashes begins that ends before token `end`."""
        if end < 2 or tokens[end - 1].text not in self._dashes:
            return None
        for position in range(end - 2, 0, -1):
            if tokens[position].text in self._dashes:
                return position
        return None

    def source_after(self, tokens: Sequence[Token], start: int) -> Source | None:
        """Return the source that begins at token `start`, with an apposition after a comma."""
        end = self._extent(tokens, start)
        source = self._sources.read(tokens, start, end) if end > start else None
        if source is None or end >= len(tokens):
            return source
        if source.kind == "person" and tokens[end].low in self._grammar.home_prepositions:
            home = self._extent(tokens, end + 1)
            source = source.with_description(tokens[end:home], source.first, home)
            end = home
        if end >= len(tokens) or tokens[end].kind != "comma":
            return source
        stop = _segment_end(tokens, end + 1)
        segment = tokens[end + 1 : stop]
        if source.kind == "role" and self._sources.is_name(segment):
            person = self._sources.read(tokens, end + 1, stop)
            if person is not None and person.kind == "person":
                return person.with_description(source.description, source.first, stop)
        if source.kind == "person" and _describes(segment):
            return source.with_description(segment, source.first, stop)
        return source

    def subject(self, tokens: Sequence[Token]) -> Source | None:
        """Return the main subject where it can be a source.

        Openings such as "In addition," and "After that, on Monday," are skipped.
        """
        start = 0
        while start < len(tokens):
            end = start
            while end < len(tokens) and tokens[end].kind != "comma":
                end += 1
            while start < end and tokens[start].low in self._grammar.coordinators:
                start += 1
            if start == end or tokens[start].low not in self._opening:
                while start < end and tokens[start].kind in ("function", "time"):
                    start += 1
                if start < end:
                    return self.source_after(tokens, start)
            start = end + 1
        return None

    def person(self, tokens: Sequence[Token]) -> Source | None:
        """Return the first person whom a sentence gives a full name, with a description."""
        last = 0
        while last < len(tokens):
            first = last
            while last < len(tokens) and tokens[last].kind in NAME:
                last += 1
            if last - first > 1:
                before = self._ending_at(tokens, last)
                if before is not None and before.kind == "person" and len(before.name) > 1:
                    after = self.source_after(tokens, first)
                    description = after.description if after is not None else ()
                    return before.with_description(description, before.first, last)
            last += 1
        return None

    def antecedent(self, tokens: Sequence[Token], relative: int) -> Source | None:
        """Return the source right before a relative pronoun, if there is one."""
        end = relative - 1 if relative and tokens[relative - 1].kind == "comma" else relative
        source = self._ending_at(tokens, end) if end > 0 else None
        return None if source is None or source.kind == "document" else source

    def _before_comma(self, tokens: Sequence[Token], comma: int) -> Source | None:
        """Read "NAME, description," and "description, NAME," before a verb."""
        start = _segment_start(tokens, comma)
        if self._sources.is_name(tokens[start:comma]):
            source = self._sources.read(tokens, start, comma)
            described = self._described_person(tokens, start - 1)
            if described is not None:
                return described
            if source is not None:
                return self._with_left_apposition(tokens, source)
        end = start - 1
        best: Source | None = None
        for _ in range(_COMMAS):
            if end <= 0 or tokens[end].kind != "comma":
                break
            insertion = tokens[end + 1 : comma]
            source = self._ending_at(tokens, end)
            if source is not None and self._is_agent(tokens, source):
                # "The study, led by Joan Hill, a historian, found"
                source = None
            if source is not None and self._can_be_inserted(insertion):
                source = self._with_left_apposition(tokens, source)
                named = self._ending_at(tokens, comma) if source.kind == "role" else None
                if named is not None and named.kind == "person" and named.first == end + 1:
                    # "The owner, Professor Joan Hill, said"
                    return named.with_description(source.description, source.first, comma + 1)
                apposition = insertion if self._apposes(insertion) else []
                source = source.with_description(apposition, source.first, comma + 1)
                best = source if best is None or source.kind == "person" else best
                # "Boyle, head of the Center for Roads, Rivers and Rails": without an article, a
                # role may itself be what describes a name before it.
                if source.kind != "role" or self._has_article(tokens, source):
                    break
            end = _segment_start(tokens, end) - 1
        return best

    def _described_person(self, tokens: Sequence[Token], comma: int) -> Source | None:
        """Read "Reed, a key adviser to the president, Titov, said": Titov is the president."""
        start = _segment_start(tokens, comma) if comma > 0 else 0
        segment = tokens[start : max(comma, 0)]
        if start < 2 or not segment or segment[0].low not in self._grammar.articles:
            return None
        if not _describes(segment) or not any(
            token.low in self._vocabulary.prepositions for token in segment
        ):
            return None
        first = _segment_start(tokens, start - 1)
        if not self._sources.is_name(tokens[first : start - 1]):
            return None
        person = self._sources.read(tokens, first, start - 1)
        return person and person.with_description(segment, first, comma)

    def _is_agent(self, tokens: Sequence[Token], source: Source) -> bool:
        first = source.first
        while first and tokens[first - 1].low in self._speech.determiners:
            first -= 1
        return first > 0 and tokens[first - 1].low in self._grammar.agents

    def _unclosed(self, tokens: Sequence[Token], source: Source) -> Source | None:
        """Read a person whose description no comma ends: "Joan Hill, a baker at Rye said"."""
        comma = _segment_start(tokens, source.first) - 1
        if source.kind != "role" or comma < 1:
            return None
        if tokens[comma + 1].low not in self._grammar.articles:
            return None
        start = _segment_start(tokens, comma)
        if tokens[comma].kind != "comma" or not self._sources.is_name(tokens[start:comma]):
            return None
        person = self._sources.read(tokens, start, comma)
        if person is None or person.kind != "person" or len(person.name) < 2:
            return None
        return person.with_description(source.description, start, source.last)

    def _has_article(self, tokens: Sequence[Token], source: Source) -> bool:
        return source.first > 0 and tokens[source.first - 1].low in self._grammar.articles

    def _with_left_apposition(self, tokens: Sequence[Token], source: Source) -> Source:
        """Read "Aide to the Russian president, Yuri Ushakov": the description may come first."""
        comma = source.first - 1
        if source.kind != "person" or source.description or comma <= 0:
            return source
        before = self._ending_at(tokens, comma) if tokens[comma].kind == "comma" else None
        if before is None or before.kind != "role" or before.head in self._vocabulary.plural_roles:
            return source
        return source.with_description(before.description, before.first, source.last)

    def _governing(self, tokens: Sequence[Token], source: Source) -> Source | None:
        """Return the subject that a phrase with a preposition belongs to.

        "Hill in her meeting with party leaders said" is Hill's.
        """
        position = source.first - 1
        while position > 0 and tokens[position].low in self._speech.determiners:
            position -= 1
        if position <= 0 or tokens[position].low not in self._governed:
            return None
        for earlier in range(position, max(position - _GOVERNED, 0), -1):
            token = tokens[earlier]
            if token.kind in _BREAKS or token.low in self._barriers:
                return None
            if token.low in self._governed:
                subject = self._ending_at(tokens, earlier)
                if subject is not None and self.opens_clause(tokens, subject):
                    return subject
        return None

    def _is_governed(self, tokens: Sequence[Token], source: Source) -> bool:
        """Return whether a place or body stands behind a preposition: "farmers in Lyon say"."""
        governing = self._before_places
        if source.kind == "person" and len(source.name) == 1:
            # "A study published in Nature says"
            governing = self._grammar.place_prepositions
        elif source.kind != "institution":
            return False
        first = source.first
        while first and tokens[first - 1].low in self._speech.determiners:
            first -= 1
        return first > 1 and tokens[first - 1].low in governing

    def opens_clause(self, tokens: Sequence[Token], source: Source) -> bool:
        """Return whether a source stands at the beginning of its clause."""
        first = source.first
        while first and tokens[first - 1].low in self._speech.determiners:
            first -= 1
        if first == 0:
            return True
        before = tokens[first - 1]
        return before.kind in _BREAKS or before.low in self._grammar.clause_openers

    def _before_adverbial(self, tokens: Sequence[Token], end: int) -> Source | None:
        for position in range(end - 1, max(end - 1 - _REACH, 0), -1):
            token = tokens[position]
            if token.kind in _BREAKS or token.low in self._barriers:
                return None
            if token.low in self._speech.time_prepositions:
                source = self._ending_at(tokens, position)
                if source is not None:
                    return source
        return None

    def _ending_at(self, tokens: Sequence[Token], end: int) -> Source | None:
        if end > 0 and tokens[end - 1].kind == "pronoun":
            return Source("pronoun", end - 1, end, head=tokens[end - 1].low)
        position = end
        while position > 0:
            earlier = self._extend_left(tokens, position, end)
            if earlier == position:
                break
            position = earlier
        return self._sources.read(tokens, position, end) if position < end else None

    def _extend_left(  # noqa: PLR0911 - one return for each kind of word
        self, tokens: Sequence[Token], position: int, end: int
    ) -> int:
        """Return where the phrase begins with the word before it, if that can belong to it."""
        token = tokens[position - 1]
        inside = position < end
        if token.kind in NOMINAL:
            return position - 1
        if inside and token.kind in ("particle", "possessive"):
            return position - 1
        if inside and token.low in self._speech.determiners:
            # A determiner begins the phrase unless a preposition and its noun stand before.
            return position - 1 if self._links(tokens, position - 2) else position
        if inside and token.low in self._speech.connectors:
            if self._links(tokens, position - 1):
                return position - 1
            return self._role_before(tokens, position - 1) or position
        if token.kind in ("word", "number", "time") and self._leads_to_noun(
            tokens, position - 1, end
        ):
            return position - 1
        if not inside and token.kind in ("word", "number"):
            return self._role_before(tokens, position - 1) or position
        return position

    def _links(self, tokens: Sequence[Token], connector: int) -> bool:
        """Return whether connectors that end here link to a noun that can take one ("head of")."""
        position = connector
        while position >= 0 and (
            tokens[position].low in self._speech.connectors
            or tokens[position].low in self._speech.determiners
        ):
            position -= 1
        between = tokens[position + 1 : connector + 1]
        has_connector = any(token.low in self._speech.connectors for token in between)
        return has_connector and position >= 0 and tokens[position].kind in _LINKING

    def _leads_to_noun(self, tokens: Sequence[Token], position: int, end: int) -> bool:
        """Return whether plain words lead up to a noun for a source: "relations analyst"."""
        for token in tokens[position + 1 : min(position + 5, end)]:
            if token.kind in ("role", "institution", "document"):
                return True
            if token.kind not in ("word", "modifier", "nation", "actor", "home", "time"):
                return False
        return False

    def _role_before(self, tokens: Sequence[Token], position: int) -> int | None:
        """Return the end of a role some words back that those words describe."""
        for earlier in range(position, max(position - _REACH, -1), -1):
            token = tokens[earlier]
            if token.kind in _BREAKS or token.low in self._barriers:
                return None
            if token.low in self._vocabulary.verbs and earlier != position:
                return None
            if token.kind == "role":
                is_described = tokens[earlier + 1].kind in ("connector", "word", "function")
                return earlier + 1 if is_described else None
        return None

    def _extent(self, tokens: Sequence[Token], start: int) -> int:
        """Return the end of the noun phrase that begins at `start`."""
        position = start
        if start < len(tokens) and tokens[start].kind == "pronoun":
            owns = tokens[start].low in self._speech.determiners and start + 1 < len(tokens)
            if not owns or tokens[start + 1].kind not in NOMINAL:
                return start + 1
            position += 1
        has_name = has_noun = False
        while position < len(tokens):
            token = tokens[position]
            if token.kind in NAME or token.low in self._speech.suffixes:
                has_name = has_name or token.kind == "name"
            elif token.kind in NOMINAL:
                if has_name and tokens[position - 1].kind == "name" and token.text[0].islower():
                    # "Facebook manager Joan Hill" is one phrase, "Joan Hill president" none.
                    if not self._is_employer(tokens, start, position):
                        break
                    has_name = False
                has_noun = has_noun or token.kind != "nation"
            elif not self._goes_on(tokens, start, position, has_name=has_name, has_noun=has_noun):
                break
            position += 1
        while position > start and self._is_loose(tokens[position - 1]):
            position -= 1
        return position

    def _goes_on(
        self, tokens: Sequence[Token], start: int, position: int, *, has_name: bool, has_noun: bool
    ) -> bool:
        """Return whether a small or plain word belongs to the phrase."""
        token = tokens[position]
        if token.kind == "possessive":
            return True
        if token.low in self._speech.determiners:
            return not has_name or tokens[position - 1].low in self._speech.connectors
        if token.low in self._speech.connectors and position > start:
            return (has_noun or not has_name) and self._links_on(tokens, position)
        return (
            token.kind in ("word", "time")
            and not has_name
            and self._leads_on(tokens, start=start, position=position)
        )

    def _is_employer(self, tokens: Sequence[Token], start: int, position: int) -> bool:
        """Return whether a single name stands before a role and the name of a person."""
        after = position + 1
        return (
            position == start + 1
            and tokens[position].kind == "role"
            and after < len(tokens)
            and tokens[after].kind in NAME
        )

    def _is_loose(self, token: Token) -> bool:
        small = token.low in self._speech.connectors or token.low in self._speech.determiners
        return (small or token.kind == "possessive") and token.kind not in NOMINAL

    def _links_on(self, tokens: Sequence[Token], connector: int) -> bool:
        """Return whether a connector leads on to more of the description."""
        before = tokens[connector - 1]
        if before.kind == "name" and (connector < 2 or tokens[connector - 2].kind == "name"):
            return False
        position = connector + 1
        while position < len(tokens) and tokens[position].low in self._speech.determiners:
            position += 1
        if position >= len(tokens):
            return False
        if tokens[connector].low in self._grammar.place_prepositions and before.kind == "name":
            return False
        follows = tokens[position].kind
        return follows in NOMINAL or (follows == "word" and before.kind == "role")

    def _leads_on(self, tokens: Sequence[Token], *, start: int, position: int) -> bool:
        before = tokens[position - 1] if position > start else None
        if before is not None and before.low in self._speech.connectors:
            return True
        if before is not None and before.kind in ("nation", "actor") and position - start > 1:
            # "the head of EU diplomacy"
            return any(token.kind == "role" for token in tokens[start:position])
        if self._leads_to_noun(tokens, position, len(tokens)):
            return True
        # "resident Joyce Farinato"
        kinds = " ".join(token.kind for token in tokens[position : position + 4])
        return re.match("(word ){1,2}(modifier )?name name", kinds) is not None

    def _apposes(self, segment: Sequence[Token]) -> bool:
        """Return whether words between commas tell what a source is, not what it does."""
        return _describes(segment) and not segment[0].low.endswith(
            self._grammar.participle_endings[:1]
        )

    def _can_be_inserted(self, segment: Sequence[Token]) -> bool:
        """Return whether words between commas can stand between a subject and its verb."""
        if not segment:
            return False
        first = segment[0]
        return (
            first.kind in NOMINAL | {"determiner", "number", "connector", "function"}
            or first.low in self._relatives
            or first.low in self._speech.time_prepositions
            or first.low.endswith(self._grammar.participle_endings)
            or _describes(segment)
        )


def _describes(segment: Sequence[Token]) -> bool:
    return any(token.kind in ("role", "institution", "home") for token in segment[:10])


def _segment_start(tokens: Sequence[Token], end: int) -> int:
    while end > 0 and tokens[end - 1].kind not in _BREAKS:
        end -= 1
    return end


def _segment_end(tokens: Sequence[Token], start: int) -> int:
    while start < len(tokens) and tokens[start].kind not in _BREAKS:
        start += 1
    return start
