"""Read headlines: title case and capitals, "Source: words" and "words - Source"."""

import re
from collections.abc import Sequence

from helpers.corpus.voices.noun_phrases import Phrases
from helpers.corpus.voices.reporting_clauses import Report
from helpers.corpus.voices.source import Source
from helpers.corpus.voices.vocabulary import Token, Vocabulary

# A headline has no more words than this, the name of its source no more than that.
_LONGEST = 25
_SOURCE = 6
# Words shorter than this are written small in title case.
_SHORT = 4
# In title case at least so large a share of the longer words has a capital.
_CAPITALS = 0.8
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = frozenset({"function", "connector", "determiner", "pronoun", "role", "document"})


class Headlines:
    """Reads lines that are printed as headlines are."""

    def __init__(self, vocabulary: Vocabulary, phrases: Phrases) -> None:
        self._vocabulary = vocabulary
        self._phrases = phrases
        speech = vocabulary.speech
        self._dashes = frozenset(speech.interview.dashes)
        self._given = {*vocabulary.given_names, *map(vocabulary.fold, speech.given_names.all())}
        self._after_passive = (
            vocabulary.prepositions
            | speech.time_prepositions
            | speech.grammar.other_prepositions
            | speech.grammar.infinitives
            | speech.grammar.agents
        )

    def as_sentence(self, text: str, common: frozenset[str]) -> str:
        """Write verbs, roles and small words small in a line of title case or capitals.

        Every other line is returned as it is; no line changes its length.
        """
        words = _WORD.findall(text)
        # Verbs are never small in title case, whatever their length.
        longer = [word for word in words if len(word) >= _SHORT]
        if not 1 < len(words) <= _LONGEST or not longer:
            return text
        if any(word[0].islower() and self._vocabulary.kind_of(word) == "word" for word in longer):
            return text
        if sum(word[0].isupper() for word in longer) < _CAPITALS * len(longer):
            return text
        if text.isupper():
            text = _WORD.sub(lambda match: self._capitalized(match[0]), text)
        names = [match.span() for match in self._vocabulary.proper.finditer(text)]
        return _WORD.sub(
            lambda match: (
                match[0]
                if any(first <= match.start() < last for first, last in names)
                else self._lowered(match[0], common)
            ),
            text,
        )

    def _capitalized(self, word: str) -> str:
        if self._vocabulary.proper.fullmatch(word):
            return word
        capitalized = word[0] + word[1:].lower()
        return capitalized if len(capitalized) == len(word) else word

    def _lowered(self, word: str, common: frozenset[str]) -> str:
        low = word.lower()
        small = (
            low in common
            or low in self._vocabulary.verbs
            or self._vocabulary.kind_of(low) in _SMALL
        )
        return low if small and len(low) == len(word) else word

    def is_passive(self, report: Report, tokens: Sequence[Token]) -> bool:
        """Return whether a headline's past form is a participle: "Mayor accused of theft"."""
        verb = report.verb
        if verb is None or verb.shape != "past":
            return False
        for position in range(report.first, min(report.last + 1, len(tokens) - 1)):
            if verb in self._vocabulary.verbs.get(tokens[position].low, ()):
                return tokens[position + 1].low in self._after_passive
        return False

    def source(self, tokens: Sequence[Token], *, title_case: bool) -> Report | None:
        """Read the source before a colon or after the last dash of a headline.

        A topic ("Weather: rain") is no source, nor is a single name that nobody lists.
        """
        for position, token in enumerate(tokens[: _SOURCE + 1]):
            if token.text == ":" and 0 < position < len(tokens) - 1:
                source = self._whole(tokens, 0, position, title_case=title_case)
                return source and Report(source, 0, position + 1, None)
        end = len(tokens)
        while end and tokens[end - 1].text == ".":
            end -= 1
        for position in range(end - 2, max(end - 2 - _SOURCE, 0), -1):
            if tokens[position].text in self._dashes and _is_apart(tokens, position):
                source = self._whole(tokens, position + 1, end, title_case=title_case)
                return source and Report(source, position, end, None)
        return None

    def _whole(
        self, tokens: Sequence[Token], first: int, last: int, *, title_case: bool
    ) -> Source | None:
        """Return the source that fills the tokens from `first` to `last`."""
        source = self._phrases.source_after(tokens[:last], first)
        if source is None or source.last != last:
            return None
        if source.kind == "person":
            known = self._is_person(source, title_case=title_case)
        elif source.kind == "institution":
            known = any(token.kind in ("actor", "institution") for token in source.description)
        elif source.kind == "document":
            known = source.head in self._vocabulary.speech.headline_documents
        else:
            known = source.kind == "role"
        return source if known else None

    def _is_person(self, source: Source, *, title_case: bool) -> bool:
        vocabulary = self._vocabulary
        if vocabulary.fold(vocabulary.family(source.name)) in vocabulary.persons:
            return True
        if any(token.kind == "role" for token in source.description):
            return True
        if len(source.name) == 1:
            return False
        return not title_case or vocabulary.fold(source.name[0]) in self._given


def _is_apart(tokens: Sequence[Token], position: int) -> bool:
    """Return whether blanks stand on both sides of a dash."""
    return (
        tokens[position].start > tokens[position - 1].end
        and tokens[position + 1].start > tokens[position].end
    )
