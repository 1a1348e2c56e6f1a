"""Clauses of a sentence that say whose words or view it gives."""

from collections.abc import Sequence
from typing import NamedTuple

from helpers.corpus.vocabulary import Vocabulary, Token
from helpers.corpus.sources import Phrases, Source
from helpers.corpus.speech import VerbForm

# A clause that begins so many words after its verb still belongs to it.
_NEAR = 12


class Report(NamedTuple):
    """A reporting clause: its source, the verb, and the tokens that are not what is reported."""

    source: Source | None  # None: the sentence's main subject, or the source of the clause before
    first: int
    last: int
    verb: VerbForm | None
    at: int


class Reports:
    """Finds reporting clauses in the tokens of a sentence whose quotations are masked."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        speech = vocabulary.speech
        self._vocabulary = vocabulary
        self.phrases = Phrases(vocabulary)
        self._clause_only = frozenset(speech.clause_only)
        self._also_nouns = frozenset(speech.also_nouns)
        self._bare_clause = frozenset(speech.bare_clause)
        self._negatable = frozenset(speech.negatable)
        self._addressee = frozenset(speech.addressee)
        self._opinion_nouns = frozenset(speech.opinion_nouns)
        self._auxiliaries = frozenset(speech.auxiliaries)
        self._be = frozenset(speech.be_forms)
        self._modals = frozenset(speech.modals)
        self._negations = frozenset(speech.negations)
        self._adverbs = frozenset(speech.adverbs)
        self._questions = frozenset(speech.question_words)
        self._subordinators = frozenset(speech.subordinators)
        self._relatives = frozenset(speech.relatives)
        self._determiners = frozenset(speech.determiners)
        # The first of each row of pronouns is the form of the subject.
        self._subjects = frozenset(words[0] for words in dict(speech.pronouns).values() if words)

    def find(self, tokens: Sequence[Token]) -> list[Report]:
        """Return the reporting clauses of a sentence, from left to right.

        The forms are: a source before its verb ("the expert later noted"), after it ("said X" after
        a comma or a quotation), in the passive ("as noted by X", "was confirmed by X"), in a phrase
        ("according to X", "in his opinion"), and participles that share the main subject (", noting
        that").
        """
        found: list[Report] = []
        position = 0
        while position < len(tokens):
            report = self._phrase(tokens, position) or self._verb(tokens, position)
            if report is not None:
                found.append(report)
                position = max(position + 1, report.last if report.verb is None else position + 1)
            else:
                position += 1
        return found

    def _phrase(self, tokens: Sequence[Token], position: int) -> Report | None:
        token = tokens[position]
        for phrase in self._vocabulary.before_source:
            if token.low == phrase[0] and _follow(tokens, position + 1, phrase[1:]):
                source = self.phrases.right(tokens, position + len(phrase))
                if source is not None:
                    return Report(source, position, source.last, None, position)
        if token.low in ("in", "from", "to") and position + 2 < len(tokens):
            owner = tokens[position + 1]
            if tokens[position + 2].low in self._opinion_nouns and owner.kind in ("pronoun", "determiner"):
                if owner.low in self._vocabulary.pronouns:
                    source = Source("pronoun", position + 1, position + 2, head=owner.low)
                    return Report(source, position, position + 3, None, position)
            for noun in range(position + 3, min(position + 9, len(tokens))):
                if tokens[noun].low in self._opinion_nouns and tokens[noun - 1].kind == "possessive":
                    owned = self.phrases.right(tokens[: noun - 1], position + 1)
                    if owned is not None and owned.last == noun - 1:
                        return Report(owned, position, noun + 1, None, position)
        return None

    def _verb(self, tokens: Sequence[Token], position: int) -> Report | None:
        token = tokens[position]
        entries = self._vocabulary.verbs.get(token.low)
        if entries is None or token.kind == "pronoun":
            return None
        if token.text[0].isupper() and position > 0 and tokens[position - 1].kind not in ("quote", "mark"):
            return None
        for entry in entries:
            end = self._complete(tokens, position, entry.rest)
            if end is not None:
                report = self._clause(tokens, position, end, entry)
                if report is not None:
                    return report
        return None

    def _complete(self, tokens: Sequence[Token], position: int, rest: Sequence[str]) -> int | None:
        """Return the end of a verb of several words; an adverb or article may stand within it."""
        end = position + 1
        for word in rest:
            skipped = 0
            while (
                end < len(tokens)
                and tokens[end].low != word
                and skipped < 2
                and (tokens[end].low in self._determiners or self._is_adverb(tokens[end]))
            ):
                end += 1
                skipped += 1
            if end >= len(tokens) or tokens[end].low != word:
                return None
            end += 1
        return end

    def _clause(
        self, tokens: Sequence[Token], verb: int, end: int, entry: VerbForm
    ) -> Report | None:
        if end < len(tokens) and tokens[end].low in self._questions:
            return None
        left, negated, passive, blocked, helped = self._leftwards(tokens, verb, entry)
        if blocked or (negated and entry.lemma not in self._negatable):
            return None
        if entry.shape == "ing" and not passive:
            return self._participle(tokens, verb, end, entry, left)
        if passive or (entry.shape == "past" and left > 0 and tokens[left - 1].low == "as"):
            report = self._agent(tokens, verb, end, entry)
            if report is not None or passive:
                return report
        report = self._inverted(tokens, verb, end, entry, left)
        if report is not None:
            return report
        if left > 0 and tokens[left - 1].low in self._relatives:
            if not self._opens_clause(tokens, end):
                return None
            # "Merkel, who said that" is Merkel's; "published a reply, which said that" the main
            # subject's.
            antecedent = self.phrases.antecedent(tokens, left - 1)
            return Report(antecedent, left - 1, end, entry, verb)
        if left > 0 and tokens[left - 1].low in ("and", "but"):
            # "has published a study and said that": both verbs have one subject.
            clause = self._opens_clause(tokens, end) or entry.lemma in self._bare_clause
            if entry.shape != "base" and clause:
                return Report(None, left - 1, end, entry, verb)
            return None
        source = self.phrases.left(tokens, left)
        if source is None or not self._may_report(tokens, source, end, entry, helped=helped):
            return None
        return Report(source, source.first, self._clause_start(tokens, end), entry, verb)

    def _leftwards(
        self, tokens: Sequence[Token], verb: int, entry: VerbForm
    ) -> tuple[int, bool, bool, bool, bool]:
        """Skip adverbs and auxiliaries; return where they begin, and what they do to the verb."""
        position, negated, passive, blocked, helped = verb, False, False, False, False
        while position > 0:
            token = tokens[position - 1]
            if token.low in self._negations:
                negated = True
            elif token.low in self._be and not entry.rest[:1] == ("convinced",):
                passive = passive or entry.shape == "past"
            elif token.low in self._modals:
                blocked = True
            elif token.low in self._auxiliaries:
                helped = True
            elif token.low == "in" and tokens[position].low == "turn":
                pass
            elif not self._is_adverb(token):
                break
            position -= 1
        if entry.lemma.startswith("be "):
            passive = False
        return position, negated, passive, blocked, helped or negated

    def _is_adverb(self, token: Token) -> bool:
        return token.low in self._adverbs or (
            token.kind == "word" and token.low.endswith("ly") and token.text[0].islower()
        ) or token.low == "turn"

    def _participle(
        self, tokens: Sequence[Token], verb: int, end: int, entry: VerbForm, left: int
    ) -> Report | None:
        before = tokens[left - 1] if left > 0 else None
        progressive = verb > 0 and tokens[verb - 1].low in self._be
        if progressive:
            source = self.phrases.left(tokens, left)
            if source is not None and self._may_report(tokens, source, end, entry, helped=True):
                return Report(source, source.first, end, entry, verb)
            return None
        if before is None or (before.kind != "comma" and before.low != "while"):
            return None
        if self._opens_clause(tokens, end) or entry.lemma in self._bare_clause:
            return Report(None, left, self._clause_start(tokens, end), entry, verb)
        return None

    def _agent(
        self, tokens: Sequence[Token], verb: int, end: int, entry: VerbForm
    ) -> Report | None:
        """Read the passive: "as noted, in turn, by X", "was stated in a message of X"."""
        for position in range(end, min(end + 7, len(tokens))):
            token = tokens[position]
            if token.kind in ("quote", "mark") or token.low == "that":
                return None
            if token.low == "by":
                source = self.phrases.right(tokens, position + 1)
                return source and Report(source, verb, source.last, entry, verb)
            if token.kind == "document":
                for place in range(position + 1, min(position + 10, len(tokens))):
                    if tokens[place].kind == "comma":
                        return None
                    if tokens[place].kind in ("actor", "name", "home", "nation"):
                        source = self.phrases.right(tokens, place)
                        return source and Report(source, verb, source.last, entry, verb)
        return None

    def _inverted(
        self, tokens: Sequence[Token], verb: int, end: int, entry: VerbForm, left: int
    ) -> Report | None:
        """Read a source that follows its verb: "“...,” explained Sergei Ermakov, an expert at"."""
        before = tokens[verb - 1] if verb > 0 else None
        spoken = before is not None and before.kind == "quote"
        if verb != left or entry.rest or (entry.lemma in self._addressee and not spoken):
            return None
        if before is not None and before.kind not in ("comma", "quote", "mark") and before.low != "as":
            return None
        if end >= len(tokens) or tokens[end].kind in ("pronoun", "quote", "mark", "comma"):
            if end >= len(tokens) or tokens[end].low not in self._subjects:
                return None
        if before is not None and before.kind == "comma" and entry.shape == "past":
            # "Feldman, an expert, told RT" has its subject on the left.
            subject = self.phrases.left(tokens, left)
            if subject is not None and subject.kind in ("person", "role") and self._object(tokens, end):
                return None
        source = self.phrases.right(tokens, end) if not self._that(tokens, end) else None
        if source is None or source.kind == "document":
            return None
        if source.kind == "institution" and before is not None and before.kind == "comma":
            subject = self.phrases.left(tokens, left)
            if subject is not None and subject.kind in ("person", "role"):
                return None
        if source.kind == "institution" and before is None:
            return None
        if entry.shape == "base" and source.head not in self._vocabulary.plural_roles:
            return None
        after = tokens[source.last] if source.last < len(tokens) else None
        if after is not None and (after.kind in ("quote", "possessive") or after.low in self._vocabulary.verbs):
            return None
        return Report(source, verb, source.last, entry, verb)

    @staticmethod
    def _that(tokens: Sequence[Token], end: int) -> bool:
        return end < len(tokens) and tokens[end].low == "that"

    def _object(self, tokens: Sequence[Token], end: int) -> bool:
        return tokens[end].kind in ("actor", "nation", "determiner") and not any(
            token.kind in ("role", "name") for token in tokens[end : end + 4]
        )

    def _may_report(
        self, tokens: Sequence[Token], source: Source, end: int, entry: VerbForm, *, helped: bool
    ) -> bool:
        before = tokens[source.first - 1] if source.first > 0 else None
        while before is not None and before.low in self._determiners and source.first > 1:
            before = tokens[source.first - 2]
            break
        if before is not None and (before.low in self._subordinators or before.kind == "possessive"):
            return False
        clause = self._opens_clause(tokens, end) or self._closes(tokens, source, end)
        personal = source.kind in ("person", "pronoun", "role")
        if entry.lemma in self._clause_only and not clause:
            return False
        if source.kind == "pronoun" and source.head not in self._subjects:
            return False
        if entry.lemma in self._also_nouns and entry.shape in ("base", "s") and source.kind not in ("person", "pronoun"):
            return clause
        if entry.shape == "base" and not helped:
            if source.kind == "person":
                return False
            if source.kind == "pronoun":
                return self._vocabulary.pronouns[source.head] == "group"
            if source.kind == "role" and source.head not in self._vocabulary.plural_roles:
                return False
            if source.kind in ("institution", "document"):
                return tokens[source.last - 1].low in self._vocabulary.plural_institutions
        if entry.verb_class == "sentiendi" and not personal:
            return clause
        return True

    def _opens_clause(self, tokens: Sequence[Token], end: int) -> bool:
        """Tell whether "that", a colon or a quotation follows the verb."""
        for position in range(end, min(end + _NEAR, len(tokens))):
            token = tokens[position]
            if token.low == "that" or token.text == ":":
                return True
            if token.kind == "quote":
                return position <= end + 2
            if token.kind == "mark" and token.text not in "()":
                return False
            if token.low in self._vocabulary.verbs and position > end + 3:
                return False
        return False

    def _closes(self, tokens: Sequence[Token], source: Source, end: int) -> bool:
        """Tell whether the clause stands at the end, after what it reports."""
        before = tokens[source.first - 1] if source.first > 0 else None
        if before is not None and before.low in self._determiners:
            before = tokens[source.first - 2] if source.first > 1 else None
        if before is None:
            # Nothing but the clause: "Farinato asked."
            return all(token.kind == "mark" for token in tokens[end:])
        if before.kind not in ("comma", "quote", "mark"):
            return False
        if before.kind == "quote":
            return True
        return end >= len(tokens) or tokens[end].kind in ("comma", "mark")

    def _clause_start(self, tokens: Sequence[Token], end: int) -> int:
        """Return where what is reported begins: after "that" or a colon, else after the verb."""
        for position in range(end, min(end + _NEAR + 4, len(tokens))):
            if tokens[position].low == "that" or tokens[position].text == ":":
                # "assessed the risks, noting that": the clause is another verb's.
                other = position > end and tokens[position - 1].low in self._vocabulary.verbs
                return end if other else position + 1
            if tokens[position].kind == "quote":
                return end
        return end


def _follow(tokens: Sequence[Token], position: int, words: Sequence[str]) -> bool:
    return len(tokens) >= position + len(words) and all(
        tokens[position + offset].low == word for offset, word in enumerate(words)
    )
