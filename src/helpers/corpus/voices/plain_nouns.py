"""Read subjects that no list knows: "the old plumber", "beekeepers in the valley", "some"."""

from collections.abc import Sequence

from helpers.corpus.voices.source import Source, SourceKind
from helpers.corpus.voices.vocabulary import Token, Vocabulary

# A subject has no more words than this, and no more insertions between commas behind it.
_LONGEST = 14
_INSERTIONS = 3
# A relative clause within it begins no further back than this.
_RELATIVE = 8
_NOUNS = frozenset(
    {"word", "modifier", "role", "institution", "document", "nation", "name", "home", "actor"}
)
_HEADS = frozenset({"word", "role", "institution", "document", "modifier"})
_INSIDE = _NOUNS | {"possessive", "number", "time", "initial", "title"}
_ENDS = frozenset({"comma", "mark", "quote"})


class PlainNouns:
    """Finds noun phrases by their place in the clause alone, for verbs that are sure to report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        speech, grammar = vocabulary.speech, vocabulary.speech.grammar
        self._vocabulary = vocabulary
        self._speech = speech
        self._grammar = grammar
        self._prepositions = (
            speech.connectors | speech.time_prepositions | grammar.other_prepositions
        ) - grammar.noun_coordinators
        self._openers = speech.determiners | grammar.indefinite_pronouns
        self._stops = (
            speech.auxiliaries
            | speech.modals
            | speech.negations
            | speech.question_words
            | speech.subordinators
            | grammar.complementizers
            | grammar.not_subjects
            | grammar.time_subordinators
        )

    def before(self, tokens: Sequence[Token], end: int) -> Source | None:
        """Return the subject that fills its clause up to token `end`.

        Insertions between commas and phrases with a preposition behind the noun are skipped.
        """
        if end < 2 or tokens[end - 1].kind != "comma":
            return self._phrase(tokens, end)
        comma = end - 1
        for _ in range(_INSERTIONS):
            comma -= 1
            while comma >= 0 and tokens[comma].kind not in _ENDS:
                comma -= 1
            if comma <= 0 or tokens[comma].kind != "comma":
                break
            source = self._phrase(tokens, comma)
            if source is not None:
                return source
        return None

    def before_lone_comma(self, tokens: Sequence[Token], end: int) -> Source | None:
        """Return the subject of a sentence that a comma parts from its verb at token `end`.

        "A report from the charity Save the Sea, says that" has a comma too many.
        """
        if end < 2 or tokens[end - 1].kind != "comma":
            return None
        if any(token.kind in _ENDS for token in tokens[: end - 1]):
            return None
        return self._phrase(tokens, end - 1, longest=end)

    def after(self, tokens: Sequence[Token], start: int) -> Source | None:
        """Return the noun phrase that begins at token `start`."""
        position = start
        while position < len(tokens) and tokens[position].low in self._openers:
            position += 1
        first = position
        while position < len(tokens) and tokens[position].kind in _INSIDE:
            if tokens[position].low in self._stops:
                break
            position += 1
        if position == first:
            return self._indefinite(tokens, first - 1) if first > start else None
        return self._read(tokens, first, position, marked=first > start)

    def _phrase(
        self, tokens: Sequence[Token], end: int, *, longest: int = _LONGEST
    ) -> Source | None:
        position = last = end
        while position > 0 and end - position < longest:
            token = tokens[position - 1]
            if token.low in self._stops or token.kind in _ENDS:
                # "Two hikers who were found on Tuesday said"
                relative = self._relative(tokens, position - 1)
                if relative is None:
                    break
                position = last = relative
            elif token.low in self._openers:
                if self._opens_clause(tokens, position - 1):
                    return self._opened(tokens[:end], position - 1, last)
                if token.low in self._prepositions:
                    # "a study published this week"
                    position = last = position - 1
                    continue
                if not self._has_article_within(tokens, position - 1):
                    return None
                position -= 1
                if tokens[position - 1].low not in self._prepositions:
                    # "A study examining the": the participle describes the noun before it.
                    position = last = position - 1
            elif token.low in self._prepositions:
                position = last = position - 1
            elif token.kind in _INSIDE and not self._is_adverb(token):
                position -= 1
            else:
                break
        if position == last or not self._opens_clause(tokens, position):
            return None
        return self._first_conjunct(tokens, position) or self._read(
            tokens, position, last, marked=False
        )

    def _has_article_within(self, tokens: Sequence[Token], article: int) -> bool:
        """Return whether a preposition or a participle stands before an article."""
        if not article:
            return False
        before = tokens[article - 1]
        participle = before.kind == "word" and before.low.endswith(self._grammar.participle_endings)
        return participle or before.low in self._prepositions

    def _relative(self, tokens: Sequence[Token], inside: int) -> int | None:
        """Return where a relative clause about people begins, if token `inside` belongs to one."""
        for position in range(inside, max(inside - _RELATIVE, 0), -1):
            if tokens[position].kind in _ENDS:
                return None
            if tokens[position].low in self._grammar.personal_relatives:
                return position
        return None

    def _opened(self, tokens: Sequence[Token], opener: int, last: int) -> Source | None:
        """Read a phrase that an article or the like begins."""
        first = self._first_conjunct(tokens, opener)
        if first is not None:
            return first
        if last > opener + 1:
            return self._read(tokens, opener + 1, last, marked=True)
        if last < len(tokens) and tokens[last].low in self._grammar.partitives:
            # "Some of the swimmers said"
            return self.after(tokens, last + 1) or self._indefinite(tokens, opener)
        return self._indefinite(tokens, opener)

    def _first_conjunct(self, tokens: Sequence[Token], start: int) -> Source | None:
        """Return the first of two subjects, where the second begins at `start`: "X and Y said"."""
        coordinator = start - 1
        if start < 2 or tokens[coordinator].low not in self._grammar.noun_coordinators:
            return None
        before = tokens[coordinator - 1]
        if before.kind not in _NOUNS or before.low.endswith(self._grammar.participle_endings):
            return None
        return self._phrase(tokens, coordinator)

    def _opens_clause(self, tokens: Sequence[Token], position: int) -> bool:
        if position == 0:
            return True
        before = tokens[position - 1]
        return (
            before.kind in _ENDS
            or before.low in self._grammar.clause_openers
            or before.low in self._grammar.complementizers
        )

    def _indefinite(self, tokens: Sequence[Token], position: int) -> Source | None:
        if tokens[position].low not in self._grammar.indefinite_pronouns:
            return None
        return Source("indefinite", position, position + 1, head=tokens[position].low)

    def _read(
        self, tokens: Sequence[Token], first: int, last: int, *, marked: bool
    ) -> Source | None:
        """Return the source that a run of words names; without an article only a plural does."""
        words = list(range(first, last))
        for position in words[1:]:
            if tokens[position].low.endswith(self._grammar.participle_endings) and (
                tokens[position].kind == "word"
                and (tokens[position - 1].kind in _HEADS or position == 1)
            ):
                # "documents seen", "a poll published": what follows the noun describes it.
                last = position
                break
        if marked and tokens[last - 1].low.endswith(self._speech.age_endings):
            age = tokens[last - 1]
            return Source("noun", last - 1, last, (), (age,), age.low)
        while last > first and tokens[last - 1].kind in ("time", "number"):
            last -= 1
        return self._with_head(tokens, first, last, marked=marked) if last > first else None

    def _with_head(
        self, tokens: Sequence[Token], first: int, last: int, *, marked: bool
    ) -> Source | None:
        """Return the source that a run of words names if its last one can be a source's noun."""
        head = tokens[last - 1]
        # The first word of a sentence has its capital from there.
        opens = first == 0 and last == 1 and head.kind == "name"
        if head.kind not in _HEADS and not opens:
            return None
        is_verb = head.kind == "word" and head.low in self._vocabulary.verbs
        if is_verb or self._is_adverb(head):
            return None
        if not marked and not self.is_plural(head.low):
            return None
        named = first > 0 and head.text[0].isupper() and head.kind != "role"
        if named or not head.low.replace("-", "").isalpha():
            return None
        kind: SourceKind = "document" if head.kind == "document" else "noun"
        return Source(kind, first, last, (), tuple(tokens[first:last]), head.low)

    def is_plural(self, noun: str) -> bool:
        """Return whether a noun looks like a plural."""
        vocabulary = self._vocabulary
        if noun in vocabulary.plural_roles or noun in vocabulary.plural_institutions:
            return True
        if noun in vocabulary.plural_documents:
            return True
        return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))

    def _is_adverb(self, token: Token) -> bool:
        return token.kind == "word" and token.low.endswith(self._grammar.adverb_endings)
