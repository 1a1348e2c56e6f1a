"""Find the clauses of a sentence that say whose words or view it gives."""

from collections.abc import Sequence
from typing import NamedTuple

from helpers.corpus.voices.clauses import Clauses
from helpers.corpus.voices.noun_phrases import Phrases
from helpers.corpus.voices.plain_nouns import PlainNouns
from helpers.corpus.voices.source import Source
from helpers.corpus.voices.speech import VerbForm
from helpers.corpus.voices.vocabulary import Token, Vocabulary

# A passive names its agent, and a document its author, within so many words.
_AGENT = 7
_AUTHOR = 10
_APART = frozenset({"comma", "quote", "mark"})
# Kinds of words by which an author is known at sight.
_AUTHORS = frozenset({"actor", "name", "home", "nation"})


class Report(NamedTuple):
    """A reporting clause.

    `source` is None where the clause shares the sentence's main subject; `first` and `last` bound
    the tokens of the clause itself, without what it reports.
    """

    source: Source | None
    first: int
    last: int
    verb: VerbForm | None


class _VerbGroup(NamedTuple):
    """The words between a subject and its verb."""

    start: int
    negated: bool
    passive: bool
    modal: bool
    auxiliary: bool


class Reports:
    """Finds reporting clauses in the tokens of a sentence whose quotations are masked."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._speech = vocabulary.speech
        self._grammar = vocabulary.speech.grammar
        self.phrases = Phrases(vocabulary)
        self._nouns = PlainNouns(vocabulary)
        self._clauses = Clauses(vocabulary)
        self._phrase_openers = self._grammar.opinion_prepositions.union(vocabulary.before_source)
        adverbs = [tuple(phrase.split()) for phrase in self._speech.adverbs]
        self._one_word_adverbs = frozenset(words[0] for words in adverbs if len(words) == 1)
        self._adverb_phrases: dict[str, list[tuple[str, ...]]] = {}
        for words in adverbs:
            if len(words) > 1:
                self._adverb_phrases.setdefault(words[-1], []).append(words)

    def find(self, tokens: Sequence[Token]) -> list[Report]:
        """Return the reporting clauses of a sentence, from left to right.

        The forms are: a source before its verb ("the expert later noted"), after it ("said X" after
        a comma or a quotation), in the passive ("as noted by X", "was confirmed by X"), in a phrase
        ("according to X", "in his opinion"), in a relative clause (", which stated that"), and
        verbs that share the main subject (", noting that", "and said that").
        """
        reports: list[Report] = []
        openers, verbs = self._phrase_openers, self._vocabulary.verbs
        end = 0
        for position, token in enumerate(tokens):
            # Few words begin a clause.
            word = token.low
            if position < end or not (word in openers or word in verbs):
                continue
            report = self._phrase(tokens, position) if word in openers else None
            if report is not None:
                end = report.last
            elif word in verbs:
                report = self._verb(tokens, position)
            if report is not None:
                reports.append(report)
        return reports

    def closes(self, tokens: Sequence[Token], report: Report) -> bool:
        """Return whether a clause with a source of its own ends what it reports: ", said Hill."."""
        if report.source is None or report.verb is None or not report.first:
            return False
        rest = tokens[report.last :]
        return (
            tokens[report.first - 1].kind == "comma"
            and report.verb.lemma in self._speech.of_saying
            and self._clauses.ends(tokens, report.last)
            and not any(
                token.kind == "quote" or token.low in self._grammar.complementizers
                for token in rest
            )
        )

    def subject(self, tokens: Sequence[Token], report: Report) -> Source | None:
        """Return the main subject, which a reporting clause without its own source shares."""
        source = self.phrases.subject(tokens)
        verb = report.verb
        if source is None and verb is not None and verb.lemma in self._speech.any_subject:
            start = 0
            while start < report.first and tokens[start].low in self._grammar.clause_openers:
                start += 1
            noun = self._nouns.after(tokens, start)
            return noun if noun is not None and noun.last < report.first else None
        return source

    def _phrase(self, tokens: Sequence[Token], position: int) -> Report | None:
        for phrase in self._vocabulary.before_source.get(tokens[position].low, ()):
            if _follow(tokens, position, phrase):
                start = position + len(phrase)
                source = self.phrases.source_after(tokens, start) or self._noun_after(
                    tokens, start, apart=not position or tokens[position - 1].kind in _APART
                )
                if source is not None:
                    return Report(source, position, source.last, None)
        if tokens[position].low not in self._grammar.opinion_prepositions or position + 2 >= len(
            tokens
        ):
            return None
        owner = tokens[position + 1]
        if owner.low in self._vocabulary.pronouns:
            # "When it comes to their opinion of the weather" tells none.
            follows = tokens[position + 3].kind if position + 3 < len(tokens) else "mark"
            apart = not position or tokens[position - 1].kind in _APART or follows in _APART
            if not apart or tokens[position + 2].low not in self._speech.opinion_nouns:
                return None
            source = Source("pronoun", position + 1, position + 2, head=owner.low)
            return Report(source, position, position + 3, None)
        for noun in range(position + 3, min(position + _AUTHOR, len(tokens))):
            if (
                tokens[noun].low in self._speech.opinion_nouns
                and tokens[noun - 1].kind == "possessive"
            ):
                source = self.phrases.source_after(tokens[: noun - 1], position + 1)
                if source is not None and source.last == noun - 1:
                    return Report(source, position, noun + 1, None)
        return None

    def _noun_after(self, tokens: Sequence[Token], start: int, *, apart: bool) -> Source | None:
        """Return a noun that no list knows.

        "According to a leak" and, apart from its clause, "the minutes, ..." name sources; "come
        according to the needs of the season" names none.
        """
        source = self._nouns.after(tokens, start)
        if source is None or source.kind == "document" or apart:
            return source
        one_of_many = tokens[start].low in self._speech.indefinite
        is_person = source.head.endswith(self._speech.person_endings)
        return source if one_of_many or is_person else None

    def _verb(self, tokens: Sequence[Token], position: int) -> Report | None:
        token = tokens[position]
        before = tokens[position - 1] if position else None
        if before is not None and (
            before.low in self._grammar.articles or before.kind == "possessive"
        ):
            # "the alleged theft", "the mayor's alleged theft"
            return None
        forms = self._vocabulary.verbs[token.low]
        # A capital marks a verb only where a sentence or clause begins.
        if forms and token.text[0].isupper() and position:
            forms = forms if tokens[position - 1].kind in ("quote", "mark") else ()
        for form in forms:
            end = self._complete(tokens, position, form.rest)
            report = self._clause(tokens, position, end, form) if end is not None else None
            if report is not None:
                return report
        return None

    def _complete(self, tokens: Sequence[Token], position: int, rest: Sequence[str]) -> int | None:
        """Return the end of a verb of several words; an adverb or article may stand within it."""
        end = position + 1
        for word in rest:
            skips = 0
            while end < len(tokens) and tokens[end].low != word and skips < 2:
                if tokens[end].low not in self._speech.determiners and not self._is_adverb(
                    tokens[end]
                ):
                    return None
                end += 1
                skips += 1
            if end >= len(tokens) or tokens[end].low != word:
                return None
            end += 1
        return end

    def _clause(  # noqa: PLR0911 - one return for each form of clause
        self, tokens: Sequence[Token], verb: int, end: int, form: VerbForm
    ) -> Report | None:
        asks = end < len(tokens) and tokens[end].low in self._speech.question_words
        if asks and form.lemma not in self._speech.question_clause:
            return None
        group = self._verb_group(tokens, verb, form)
        if group.modal or (group.negated and (asks or form.lemma not in self._speech.negatable)):
            return None
        before = tokens[group.start - 1] if group.start else None
        if form.shape == "ing":
            return self._participle(tokens, verb, end, form, group)
        follows_comparative = before is not None and before.low in self._grammar.comparatives
        if group.passive or (form.shape == "past" and follows_comparative):
            if before is not None and before.low in self._speech.relatives:
                # "researchers who are praised by their peers"
                return None
            report = self._agent(tokens, verb, end, form)
            if report is None and group.passive:
                report = self._impersonal(tokens, group, end, form)
            if report is not None or group.passive:
                return report
        report = self._inversion(tokens, verb, end, form, group)
        if report is not None:
            return report
        if before is not None and before.low in self._speech.relatives:
            return self._relative(tokens, group.start - 1, end, form)
        if before is not None and before.low in self._grammar.coordinators:
            # "has published a study and said that": both verbs have one subject.
            shares = form.shape != "base" and self._takes_clause(tokens, end, form)
            return Report(None, group.start - 1, end, form) if shares else None
        return self._subject_and_verb(tokens, end, form, group)

    def _subject_and_verb(
        self, tokens: Sequence[Token], end: int, form: VerbForm, group: _VerbGroup
    ) -> Report | None:
        """Read the plain order: "the expert later noted that"."""
        source = self._source_before(tokens, group.start)
        states = end < len(tokens) and tokens[end].low in self._grammar.complementizers
        if source is None and states:
            source = self._nouns.before_lone_comma(tokens, group.start)
        if source is None or not self._clauses.allow(
            tokens, source, end, form, auxiliary=group.auxiliary
        ):
            return None
        if source.kind != "person" and self._is_participle(tokens, end, form, group):
            return None
        return Report(source, source.first, self._clauses.begins(tokens, end), form)

    def _relative(
        self, tokens: Sequence[Token], relative: int, end: int, form: VerbForm
    ) -> Report | None:
        """Read "thanked Merkel, who said that" as Merkel's.

        "Published a reply, which said that" is the main subject's. "Hill, who said that it rained,
        left" reports no more than "Hill left" does.
        """
        if not self._clauses.opens(tokens, end):
            return None
        antecedent = self.phrases.antecedent(tokens, relative)
        if tokens[relative].low in self._grammar.personal_relatives and (
            antecedent is None or self.phrases.opens_clause(tokens, antecedent)
        ):
            return None
        return Report(antecedent, relative, end, form)

    def _verb_group(self, tokens: Sequence[Token], verb: int, form: VerbForm) -> _VerbGroup:
        """Read the adverbs and auxiliaries before a verb."""
        position = verb
        negated = passive = modal = auxiliary = False
        while position:
            token = tokens[position - 1]
            width = self._adverb_width(tokens, position)
            if width > 1:
                # "goes on to say"
                auxiliary = auxiliary or token.low in self._grammar.infinitives
            elif token.low in self._speech.negations:
                negated = auxiliary = True
            elif token.low in self._speech.be_forms:
                auxiliary = True
                # "is convinced" is a verb of its own; "was noted" has its source elsewhere.
                passive = passive or (form.shape == "past" and not form.lemma.startswith("be "))
            elif token.low in self._speech.modals:
                modal = True
            elif token.low in self._speech.auxiliaries or (
                form.shape == "ing" and token.low in self._grammar.aspects
            ):
                auxiliary = True
            elif not width:
                break
            position -= max(width, 1)
        return _VerbGroup(position, negated, passive, modal, auxiliary)

    def _adverb_width(self, tokens: Sequence[Token], end: int) -> int:
        """Return how many words before token `end` are an adverb."""
        for words in self._adverb_phrases.get(tokens[end - 1].low, ()):
            if end >= len(words) and _follow(tokens, end - len(words), words):
                return len(words)
        return int(self._is_adverb(tokens[end - 1]))

    def _is_adverb(self, token: Token) -> bool:
        if token.low in self._one_word_adverbs:
            return True
        return token.kind in ("word", "function") and token.text.endswith(
            self._grammar.adverb_endings
        )

    def _takes_clause(self, tokens: Sequence[Token], end: int, form: VerbForm) -> bool:
        bare = form.lemma in self._speech.bare_clause
        if bare and end < len(tokens):
            # "hoping to win" tells a plan
            bare = tokens[end].low not in self._grammar.infinitives
        return bare or self._clauses.reports(tokens, end, form)

    def _participle(
        self, tokens: Sequence[Token], verb: int, end: int, form: VerbForm, group: _VerbGroup
    ) -> Report | None:
        """Read "is saying" with its own subject, ", noting that" with the main one."""
        if group.auxiliary:
            source = self._source_before(tokens, group.start)
            if source is None or not self._clauses.allow(tokens, source, end, form, auxiliary=True):
                return None
            return Report(source, source.first, end, form)
        before = tokens[group.start - 1] if group.start else None
        begins = self._clauses.begins(tokens, end)
        if before is None or (
            before.kind not in ("comma", "quote")
            and before.low not in self._grammar.simultaneity
            and before.low not in self._speech.spoken_nouns
        ):
            source = self._absolute(tokens, group.start)
            needs_clause = form.lemma in self._speech.clause_only
            if source is None or (needs_clause and not self._takes_clause(tokens, end, form)):
                return None
            return Report(source, source.first, begins, form)
        # "issued a statement condemning the attack"
        judges = (
            before.low in self._speech.spoken_nouns
            and form.lemma in self._speech.of_persons
            and form.lemma not in self._speech.clause_only
        )
        if not judges and not self._takes_clause(tokens, end, form):
            return None
        return Report(None, group.start, begins, form)

    def _source_before(self, tokens: Sequence[Token], end: int) -> Source | None:
        source = self.phrases.source_before(tokens, end)
        dash = self.phrases.inserted_after(tokens, end)
        if source is None and dash is not None:
            return self._nouns.before(tokens, dash)
        if source is None or self._is_plural_noun(tokens, source):
            return self._nouns.before(tokens, end) or source
        return source

    def _is_plural_noun(self, tokens: Sequence[Token], source: Source) -> bool:
        """Return whether what begins a sentence like a name is a noun: "Dentists have warned"."""
        return (
            source.kind == "person"
            and (source.first, source.last) == (0, 1)
            and self._nouns.is_plural(tokens[0].low)
            and tokens[1].low in self._grammar.plural_auxiliaries
        )

    def _is_participle(
        self, tokens: Sequence[Token], end: int, form: VerbForm, group: _VerbGroup
    ) -> bool:
        """Return whether a past form describes the noun before it.

        "A condition described by doctors", "fires, many thought to be arson"
        """
        if form.shape != "past" or group.auxiliary or end >= len(tokens):
            return False
        thought = form.verb_class == "sentiendi" and tokens[end].low in self._grammar.infinitives
        return thought or tokens[end].low in self._grammar.agents

    def _absolute(self, tokens: Sequence[Token], end: int) -> Source | None:
        """Read the subject of "with analysts saying that"."""
        source = self.phrases.source_before(tokens, end) if end else None
        before = source.first - 1 if source is not None else -1
        if before >= 0 and tokens[before].low in self._speech.determiners:
            before -= 1
        return source if before >= 0 and tokens[before].low in self._grammar.absolutes else None

    def _agent(self, tokens: Sequence[Token], verb: int, end: int, form: VerbForm) -> Report | None:
        """Read the passive: "as noted, in turn, by X", "was stated in a message of X"."""
        for position in range(end, min(end + _AGENT, len(tokens))):
            token = tokens[position]
            if token.kind in ("quote", "mark") or token.low in self._grammar.complementizers:
                return None
            source = None
            if token.low in self._grammar.agents:
                source = self.phrases.source_after(tokens, position + 1)
            elif token.kind == "document":
                source = self._author(tokens, position + 1)
            else:
                continue
            return source and Report(source, verb, source.last, form)
        return None

    def _impersonal(
        self, tokens: Sequence[Token], group: _VerbGroup, end: int, form: VerbForm
    ) -> Report | None:
        """Read "It was reported on Wednesday that", whose source nobody names."""
        subject = group.start - 1
        if (
            form.lemma not in self._speech.impersonal
            or group.negated
            or subject < 0
            or tokens[subject].low not in self._clauses.things
            or not self._clauses.reports(tokens, end, form)
        ):
            return None
        source = Source("indefinite", subject, group.start, head=tokens[subject].low)
        return Report(source, subject, self._clauses.begins(tokens, end), form)

    def _author(self, tokens: Sequence[Token], start: int) -> Source | None:
        for position in range(start, min(start + _AUTHOR, len(tokens))):
            if tokens[position].kind == "comma":
                return None
            if tokens[position].kind in _AUTHORS:
                return self.phrases.source_after(tokens, position)
        return None

    def _inversion(  # noqa: PLR0911 - one return for each condition
        self, tokens: Sequence[Token], verb: int, end: int, form: VerbForm, group: _VerbGroup
    ) -> Report | None:
        """Read a source that follows its verb: "“...,” explained Sergei Ermakov, an expert at"."""
        before = tokens[verb - 1] if verb else None
        if group.start != verb or form.rest or end >= len(tokens):
            return None
        is_apart = before is None or before.kind in ("comma", "quote", "mark")
        if not is_apart and before is not None and before.low not in self._grammar.comparatives:
            return None
        # "told the Times" names the hearer, "“Why?” asked Joyce Farinato" the speaker.
        follows_quote = before is not None and before.kind == "quote"
        if not follows_quote and (
            form.lemma in self._speech.addressee or form.lemma in self._speech.of_persons
        ):
            return None
        follows = tokens[end]
        if follows.low in self._grammar.complementizers or (
            follows.kind == "pronoun" and follows.low not in self._clauses.personal
        ):
            return None
        source = self.phrases.source_after(tokens, end)
        if source is None and follows_quote:
            source = self._nouns.after(tokens, end)
        if source is None or (
            source.kind == "document" and form.lemma not in self._speech.of_saying
        ):
            return None
        if not follows_quote and not self._clauses.ends(tokens, source.last):
            return None
        if source.kind == "institution" and not follows_quote and self._has_subject(tokens, group):
            return None
        if form.shape == "base" and source.head not in self._vocabulary.plural_roles:
            return None
        after = tokens[source.last] if source.last < len(tokens) else None
        if after is not None and (
            (after.kind == "quote" and not source.description)
            or after.kind == "possessive"
            or (not follows_quote and after.low in self._vocabulary.verbs)
        ):
            return None
        return Report(source, verb, source.last, form)

    def _has_subject(self, tokens: Sequence[Token], group: _VerbGroup) -> bool:
        """Return whether a subject stands before the verb, so that what follows is its object."""
        if not group.start or tokens[group.start - 1].kind != "comma":
            return True
        subject = self.phrases.source_before(tokens, group.start)
        return subject is not None and subject.kind in ("person", "role")


def _follow(tokens: Sequence[Token], position: int, words: Sequence[str]) -> bool:
    end = position + len(words)
    # The last word is the rarest.
    if end > len(tokens) or tokens[end - 1].low != words[-1]:
        return False
    return all(tokens[position + offset].low == word for offset, word in enumerate(words))
