"""Conditions on the words around a reporting verb: its subject and what it reports."""

from collections.abc import Sequence

from helpers.corpus.voices.source import Source
from helpers.corpus.voices.speech import VerbForm
from helpers.corpus.voices.vocabulary import Token, Vocabulary

# What is reported begins no further than this many words after the verb.
_NEAR = 12
# A verb that stands so soon after another belongs to the same clause ("said", "is saying that").
_SAME = 3


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
        self._subjects = self.personal | frozenset(pronouns.thing[:1])

    def allow(  # noqa: PLR0911 - one return for each condition
        self, tokens: Sequence[Token], source: Source, end: int, form: VerbForm, *, auxiliary: bool
    ) -> bool:
        """Return whether a source and the verb after it, up to token `end`, report something.

        With an auxiliary before it, the verb need not agree with the source.
        """
        before = self._before(tokens, source)
        if before is not None and (
            before.low in self._speech.subordinators or before.kind == "possessive"
        ):
            return False
        if source.kind == "pronoun" and source.head not in self._subjects:
            return False
        clause = self.opens(tokens, end) or self._closes(tokens, source, end)
        if form.shape == "base" and not auxiliary and not self._plural(tokens, source):
            return False
        if form.lemma in self._speech.clause_only:
            return clause
        certain = source.kind in ("person", "pronoun")
        if form.lemma in self._speech.also_nouns and form.shape in ("base", "s") and not certain:
            return clause
        if form.verb_class == "sentiendi" and not certain and source.kind != "role":
            return clause
        return True

    def opens(self, tokens: Sequence[Token], end: int) -> bool:
        """Return whether "that", a colon or a quotation follows a verb that ends at `end`."""
        for position in range(end, min(end + _NEAR, len(tokens))):
            token = tokens[position]
            if token.low in self._that or token.text == ":":
                return True
            if token.kind == "quote":
                return position <= end + 2
            if token.kind == "mark":
                return False
            if token.low in self._vocabulary.verbs and position > end + _SAME:
                return False
        return False

    def begins(self, tokens: Sequence[Token], end: int) -> int:
        """Return where what is reported begins: after "that" or a colon, else after the verb."""
        for position in range(end, min(end + _NEAR + _SAME, len(tokens))):
            token = tokens[position]
            if token.low in self._that or token.text == ":":
                # "assessed the risks, noting that": the clause is another verb's.
                other = position > end and tokens[position - 1].low in self._vocabulary.verbs
                return end if other else position + 1
            if token.kind == "quote":
                return end
        return end

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
        last = tokens[source.last - 1].low
        return source.kind != "person" and last in self._vocabulary.plural_institutions

    def _closes(self, tokens: Sequence[Token], source: Source, end: int) -> bool:
        """Return whether the clause stands at the end, after what it reports."""
        before = self._before(tokens, source)
        if before is None:
            # Nothing but the clause: "Farinato asked."
            return all(token.kind == "mark" for token in tokens[end:])
        if before.kind == "quote":
            return True
        ends = end >= len(tokens) or tokens[end].kind in ("comma", "mark")
        return ends and before.kind in ("comma", "mark")
