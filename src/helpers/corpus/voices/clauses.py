"""Conditions on the words around a reporting verb: its subject and what it reports."""

from collections.abc import Sequence

from helpers.corpus.voices.source import Source
from helpers.corpus.voices.speech import VerbForm
from helpers.corpus.voices.vocabulary import Token, Vocabulary

# What is reported begins no further than this many words after the verb.
_NEAR = 12
# A verb that stands so soon after another belongs to the same clause ("said", "is saying that").
_SAME = 3
# The verb of a clause without "that" comes no further than so many words after its beginning.
_SUBJECT = 10
_OBJECTS = frozenset(
    {"word", "role", "institution", "document", "modifier", "name", "number", "determiner", "actor"}
)
_NOUNS = frozenset({"word", "role", "institution", "document", "modifier", "name", "number"})


class Clauses:
    """Checks whether a verb and the words around it report something."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._speech = vocabulary.speech
        self._that = vocabulary.speech.grammar.complementizers
        # The first of each row of pronouns is the form of the subject.
        pronouns = vocabulary.speech.pronouns
        rows = (pronouns.masculine, pronouns.feminine, pronouns.group)
        self.personal = frozenset(row[0] for row in rows if row)
        self.things = frozenset(pronouns.thing[:1])
        self._subjects = self.personal | self.things
        speech, grammar = vocabulary.speech, vocabulary.speech.grammar
        self._grammar = grammar
        auxiliaries = speech.auxiliaries | speech.modals
        self._finite = auxiliaries - grammar.infinitives - grammar.nonfinite
        self._not_bare = (
            speech.question_words
            | speech.relatives
            | grammar.comparatives
            | grammar.infinitives
            | grammar.coordinators
            | self._that
        )
        # These may stand between the beginning of a clause and its subject.
        self._openers = (speech.determiners - self._that) | grammar.clause_adverbs
        self._closing = (
            speech.relatives
            | speech.question_words
            | grammar.coordinators
            | grammar.infinitives
            | grammar.comparatives
            | grammar.other_prepositions
        )
        self._adverbials = (
            vocabulary.prepositions | speech.time_prepositions
        ) - grammar.infinitives

    def allow(
        self, tokens: Sequence[Token], source: Source, end: int, form: VerbForm, *, auxiliary: bool
    ) -> bool:
        """Return whether a source and the verb after it, up to token `end`, report something.

        With an auxiliary before it, the verb need not agree with the source.
        """
        plural = self._plural(tokens, source)
        if not auxiliary and not self._agrees(source, form, plural=plural):
            return False
        if self._is_inner(tokens, source, end) or self._has_gap(tokens, end):
            return False
        if self._is_for_nobody(tokens, end, form) or self._names(
            tokens, source, end, form, auxiliary=auxiliary
        ):
            return False
        if form.lemma.startswith("be ") and self._is_thing(source) and not plural:
            return False
        return self._suffices(source, form, tokens, end)

    def _agrees(self, source: Source, form: VerbForm, *, plural: bool) -> bool:
        """Return whether a verb can have a source as its subject."""
        if source.kind == "pronoun" and source.head not in self._subjects:
            return False
        if form.shape == "base" and not plural:
            # "The WHO say": only of verbs that are no nouns
            says = form.lemma in self._speech.any_subject and not self._is_nounlike(form)
            return source.kind == "institution" and says
        # "Many states" has no verb.
        countable = source.kind in ("role", "indefinite", "noun")
        return not (form.shape == "s" and plural and countable)

    def _suffices(self, source: Source, form: VerbForm, tokens: Sequence[Token], end: int) -> bool:
        """Return whether source and verb are sure to report, else whether a clause shows it."""
        speech = self._speech
        if source.kind == "document" and form.lemma in speech.document_verbs:
            return True
        clause = self._has_clause(tokens, source, end, form)
        if source.kind in ("noun", "indefinite") and not self._speaks(source, form):
            says = form.lemma in speech.any_subject and self._closes(tokens, source, end)
            return (
                says
                or self.opens(tokens, end, form, strict=True)
                or (clause and source.head.endswith(speech.person_endings))
            )
        certain = source.kind in ("person", "pronoun")
        people = certain or source.kind in ("role", "noun", "indefinite")
        unsure = (
            form.lemma in speech.clause_only
            or (self._is_nounlike(form) and not certain)
            or (form.verb_class == "sentiendi" and not people)
        )
        return clause or not unsure

    def _has_clause(
        self, tokens: Sequence[Token], source: Source, end: int, form: VerbForm
    ) -> bool:
        """Return whether something reported stands before or after source and verb."""
        if form.lemma.startswith("be "):
            return self.reports(tokens, end, form)
        if self._compares(tokens, source, end, form):
            return True
        if not self._is_nounlike(form):
            return self.reports(tokens, end, form) or self._closes(tokens, source, end)
        noun = source.kind in ("noun", "indefinite") or self._follows_preposition(tokens, end)
        # "The waters rule, that was"
        stops = end < len(tokens) and tokens[end].kind == "comma" and noun
        clause = not stops and self.opens(tokens, end, form)
        clause = clause or (not noun and self.reports(tokens, end, form))
        return clause or self._closes(tokens, source, end, trailing=False)

    def _is_nounlike(self, form: VerbForm) -> bool:
        return form.lemma in self._speech.also_nouns and form.shape in ("base", "s")

    def _is_for_nobody(self, tokens: Sequence[Token], end: int, form: VerbForm) -> bool:
        """Return whether the hearer is the source: "the crowd told itself that"."""
        reflexive = end < len(tokens) and tokens[end].low in self._grammar.reflexives
        return reflexive and form.lemma in self._speech.addressee

    def _has_gap(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether what is reported stands before: "a boat that the army says is late"."""
        return end < len(tokens) and tokens[end].text in self._finite

    def _names(
        self, tokens: Sequence[Token], source: Source, end: int, form: VerbForm, *, auxiliary: bool
    ) -> bool:
        """Return whether "call" is no verdict: "called a meeting", "a group called The Owls"."""
        if form.lemma not in self._speech.naming or end >= len(tokens):
            return False
        quoted = any(token.kind == "quote" for token in tokens[end : end + _NEAR])
        article = tokens[source.first - 1].low if source.first else ""
        if form.shape == "past" and not auxiliary and article in self._speech.indefinite:
            # The participle describes its noun.
            return tokens[end].text[0].isupper() or tokens[end].low in self._grammar.articles
        low = tokens[end].low
        summons = low in self._grammar.articles and low in self._speech.indefinite
        return summons and not quoted

    def _is_thing(self, source: Source) -> bool:
        return source.kind == "noun" and not source.head.endswith(self._speech.person_endings)

    def _speaks(self, source: Source, form: VerbForm) -> bool:
        """Return whether a verb makes a source of any noun; things tell no hearer anything."""
        person = source.kind == "indefinite" or source.head.endswith(self._speech.person_endings)
        return form.lemma in self._speech.any_subject and (
            person or form.lemma not in self._speech.addressee
        )

    def reports(self, tokens: Sequence[Token], end: int, form: VerbForm) -> bool:
        """Return whether something reported follows a verb that ends at `end`.

        That is "that", a colon or a quotation, a clause without "that" ("found it was late"), what
        a hearer is to do ("advised them to stay") or what a thing is seen as ("described as old").
        """
        if self.opens(tokens, end, form):
            return True
        asks = form.lemma in self._speech.question_clause
        if asks and end < len(tokens) and tokens[end].low in self._speech.question_words:
            return True
        bare = form.lemma in self._speech.finite_clause or form.lemma in self._speech.bare_clause
        if bare and self._opens_bare(tokens, end):
            return True
        link = None
        if form.lemma in self._speech.addressee or form.lemma in self._speech.to_do:
            link = self._grammar.infinitives
        elif form.lemma in self._speech.as_object:
            link = self._grammar.comparatives
        return link is not None and self._links(tokens, end, link)

    def _opens_bare(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether a subject and a finite verb follow without "that"."""
        for position in range(end, min(end + _SUBJECT, len(tokens))):
            token = tokens[position]
            if token.low in self._finite:
                return position > end
            if token.kind in ("comma", "mark", "quote") or token.low in self._not_bare:
                return False
            if position == end and token.low in self._adverbials - self._speech.determiners:
                return False
            if position > end and token.low in self._subjects:
                return False
        return False

    def _links(self, tokens: Sequence[Token], end: int, words: frozenset[str]) -> bool:
        for token in tokens[end + 1 : end + _NEAR]:
            if token.kind in ("comma", "mark", "quote"):
                return False
            if token.low in words:
                return True
        return False

    def _is_inner(self, tokens: Sequence[Token], source: Source, end: int) -> bool:
        """Return whether the clause is one of time or place, or describes a noun.

        Such a clause reports nothing for the sentence: "hours after the president announced aid",
        "the rockets that the army says it needs".
        """
        position = source.first - 1
        while position >= 0 and tokens[position].low in self._openers:
            position -= 1
        if self._subordinates(tokens[source.first]):
            return True
        if position < 0:
            return False
        before = tokens[position]
        if self._subordinates(before) or before.kind == "possessive":
            return True
        if before.low in self._grammar.occasions:
            return not self._states(tokens, end)
        return not self.opens(tokens, end) and self._describes(tokens, source, position)

    def _subordinates(self, token: Token) -> bool:
        # "WHO" is no "who".
        return token.kind != "actor" and (
            token.low in self._speech.subordinators
            or token.low in self._speech.relatives
            or token.low in self._grammar.time_subordinators
        )

    def _describes(self, tokens: Sequence[Token], source: Source, before: int) -> bool:
        """Return whether a clause after token `before` describes a noun, without or with "that"."""
        if source.kind == "pronoun" and tokens[before].kind in _NOUNS:
            # "The risks it considered": but for an opening, a noun before "it" is its object.
            return tokens[0].low not in self._adverbials
        if not before or tokens[before].low not in self._that:
            return False
        noun = tokens[before - 1]
        stated = noun.low in self._vocabulary.verbs or noun.low in self._grammar.stated_nouns
        return noun.kind in _NOUNS and not stated

    def _states(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether "that" or a quotation follows a verb directly."""
        return end < len(tokens) and (tokens[end].low in self._that or tokens[end].kind == "quote")

    def opens(
        self,
        tokens: Sequence[Token],
        end: int,
        form: VerbForm | None = None,
        *,
        strict: bool = False,
    ) -> bool:
        """Return whether "that", a colon or a quotation follows a verb that ends at `end`.

        After an object ("found a boat that") "that" belongs to the object, unless the verb takes a
        hearer; strictly, also where a verb may be followed by anything.
        """
        hearer = (
            form is None
            or form.lemma in self._speech.addressee
            or (not strict and form.lemma not in self._speech.clause_only)
        )
        for position in range(end, min(end + _NEAR, len(tokens))):
            token = tokens[position]
            if token.text == ":":
                return True
            if token.low in self._that:
                return position == end or self._reaches(tokens, end, position, hearer=hearer)
            if token.kind == "quote":
                # "wrote to the mayor, “...”"
                finite = form is not None and form.shape == "past"
                return position <= end + 2 or (finite and tokens[position - 1].kind == "comma")
            if token.kind == "mark":
                return False
            if position > end + _SAME and self._is_verb(tokens, position):
                return False
        return False

    def _reaches(self, tokens: Sequence[Token], end: int, position: int, *, hearer: bool) -> bool:
        """Return whether "that", some words after a verb that ends at `end`, belongs to it."""
        first, before = tokens[end], tokens[position - 1]
        if before.kind == "comma" and first.kind != "comma":
            # "Prices continue to rise, that much is clear."
            return False
        if hearer or before.low in self._grammar.stated_nouns:
            return True
        adverb = first.low.endswith(self._grammar.adverb_endings)
        return adverb or first.kind not in _OBJECTS

    def begins(self, tokens: Sequence[Token], end: int) -> int:
        """Return where what is reported begins: after "that" or a colon, else after the verb."""
        for position in range(end, min(end + _NEAR + _SAME, len(tokens))):
            token = tokens[position]
            if token.low in self._that or token.text == ":":
                # "assessed the risks, noting that": the clause is another verb's.
                other = position > end and self._is_verb(tokens, position - 1)
                return end if other else position + 1
            if token.kind == "quote":
                return position if tokens[position - 1].kind == "comma" else end
        return end

    def _is_verb(self, tokens: Sequence[Token], position: int) -> bool:
        """Return whether a word is a reporting verb and no noun ("in an email:")."""
        if tokens[position].low not in self._vocabulary.verbs:
            return False
        return not position or tokens[position - 1].low not in self._speech.determiners

    def _before(self, tokens: Sequence[Token], source: Source) -> Token | None:
        """Return the word before a source and its article."""
        position = source.first - 1
        if position >= 0 and tokens[position].low in self._speech.determiners:
            position -= 1
        return tokens[position] if position >= 0 else None

    def _plural(self, tokens: Sequence[Token], source: Source) -> bool:
        if source.kind == "pronoun":
            return self._vocabulary.pronouns[source.head] == "group"
        if source.kind == "role":
            return source.head in self._vocabulary.plural_roles
        if source.kind == "indefinite":
            return source.head not in self._grammar.singular_pronouns
        if source.kind == "noun":
            return source.head.endswith("s") or source.head in self._vocabulary.plural_institutions
        last = tokens[source.last - 1].low
        if source.kind == "document":
            return source.head in self._vocabulary.plural_documents
        return source.kind != "person" and last in self._vocabulary.plural_institutions

    def _closes(
        self, tokens: Sequence[Token], source: Source, end: int, *, trailing: bool = True
    ) -> bool:
        """Return whether the clause stands at the end, after what it reports."""
        before = self._before(tokens, source)
        if before is None:
            # Nothing but the clause: "Farinato asked."
            return all(token.kind == "mark" for token in tokens[end:])
        if before.kind == "quote":
            return True
        ends = end >= len(tokens) or tokens[end].kind in ("comma", "mark")
        apart = before.kind in ("comma", "mark")
        return apart and (ends or (trailing and self._trails(tokens, end)))

    def _compares(self, tokens: Sequence[Token], source: Source, end: int, form: VerbForm) -> bool:
        """Return whether the clause is one like "as the Times reported in May"."""
        before = self._before(tokens, source)
        if before is None or before.low not in self._grammar.comparatives:
            return False
        return form.verb_class != "sentiendi" and self.ends(tokens, end)

    def ends(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether a clause ends at `end`, but for time, place and what describes its noun.

        Else a source after its verb begins another: "Hill, who fled on foot, said soldiers had".
        """
        if end >= len(tokens):
            return True
        token = tokens[end]
        return (
            token.kind in ("comma", "mark", "quote", "time")
            or token.low in self._adverbials
            or token.low in self._closing
            or token.low.endswith(self._grammar.adverb_endings)
            or token.low.endswith(self._grammar.participle_endings[:1])
        )

    def _follows_preposition(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether the word before a verb that ends at `end` shows it to be a noun."""
        return end > 1 and tokens[end - 2].low in self._adverbials

    def _trails(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether no more than a time or place follows: "reported on Tuesday"."""
        first = tokens[end]
        opening = tokens[0].low in self._adverbials or tokens[0].kind == "function"
        if opening or (first.kind != "time" and first.low not in self._adverbials):
            return False
        for token in tokens[end + 1 : end + _NEAR]:
            if token.kind in ("comma", "mark", "quote"):
                break
            if token.low in self._finite or token.low in self._vocabulary.verbs:
                return False
        return True
