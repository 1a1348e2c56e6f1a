"""Rules of grammar for the headline instrument: what is denied, asked, ended, lost or a name.

VADER looks at the three words before a word, whatever they belong to. These rules look at the
clause. They change what a matched word counts, never which words match; `tone.yml` switches each
on or off.

- negation: after a negation, up to five words further in its clause, good is bad (by VADER's
  factor, -0.74) and bad is neutral: the absence of something bad is not good. Two negations side
  by side ("not without") cancel out. The "no" of an answer ("No, ...") denies nothing.
- unreal: a question for yes or no, and what a condition opens up to the next comma, count nothing.
- reversals: bad words that a word such as "end" or "prevent" acts on are neutral, and so is that
  word where it is a bad one itself ("avoid").
- failures: good words that a word such as "fail" or "lose" acts on are bad, by the same factor.
- names: words with a capital first letter within a sentence, and those at its start that a noun
  of names such as "Court" follows, count nothing. In a headline with capitals all over they count.

On what a word acts is said by `helpers.corpus.lexicons.RelatedTerms`; a negation before it ("did
not end the war") undoes it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from nltk.sentiment.vader import VaderConstants

from helpers.corpus.lexicons import RelatedTerms, ToneSettings
from helpers.measures.sentiment.clauses import (
    Clauses,
    following,
    joined,
    nearest,
    previous,
    spellings,
)
from helpers.measures.sentiment.vader_rules import Bools, Integers, Reading

# How many words away: a negation, an object, a participle's noun, a subject, and what else
# belongs to one phrase.
_NEGATION, _OBJECT, _ATTRIBUTE, _SUBJECT, _NEAR = 5, 6, 2, 6, 4


class _Action(NamedTuple):
    """Whether another word acts on each matched one, undenied or denied; which one, or -1."""

    holds: Bools
    denied: Bools
    actor: Integers


class Grammar:
    """The rules that settings switch on; `negations` are all words that negate."""

    def __init__(self, tone: ToneSettings, *, negations: Iterable[str]) -> None:
        self.tone = tone
        self.negations = frozenset(map(joined, negations))
        self.passives = spellings(tone.passives)
        self.prepositions = spellings(tone.prepositions)

    def read(self, reading: Reading) -> Reading:
        """Change what the matched words of a reading count."""
        rules = self.tone.grammar
        clauses = Clauses(reading.texts, self.tone)
        at = clauses.long[reading.place]
        negates = clauses.where(lambda word: word in self.negations or "n't" in word)
        names = clauses.names(spellings(self.tone.name_heads)) & rules.names
        ends, spoils, happens = (
            self._action(at, entries if on else (), clauses, negates, names)
            for entries, on in (
                (self.tone.reversals, rules.reversals),
                (self.tone.failures, rules.failures),
                (self.tone.occurrences, rules.negation),
            )
        )
        bad, good = reading.valence < 0, reading.valence > 0
        turned = good & spoils.holds
        silent = bad & ends.holds
        enders = np.zeros(len(clauses.ids), dtype=np.bool_)
        enders[ends.actor[silent]] = True
        silent |= bad & enders[at]
        if rules.negation:
            negation = nearest(at, negates, clauses.clause, reach=-_NEGATION)
            before = np.maximum(negation - 1, 0)
            twice = negates[before] & (clauses.clause[before] == clauses.clause[negation])
            denied = (negation >= 0) & ~(twice & (before < negation))
            # What stands nearer takes the negation upon itself ("did not end the war").
            denied &= (negation > ends.actor) & (negation > spoils.actor)
            denied |= happens.denied
            turned |= good & denied
            silent |= bad & denied
        if rules.unreal:
            questions, conditions = spellings(self.tone.questions), spellings(self.tone.conditions)
            silent |= clauses.unreal(questions=questions, conditions=conditions)[at]
        silent |= names[at]
        value = np.where(turned, reading.valence * VaderConstants.N_SCALAR, reading.valence)
        return reading._replace(valence=np.where(silent, 0.0, value))

    def _action(
        self,
        at: Integers,
        entries: Sequence[RelatedTerms],
        clauses: Clauses,
        negates: Bools,
        names: Bools,
    ) -> _Action:
        """Find the words that act on those at some places."""
        if not entries:
            no = np.zeros(len(at), dtype=np.bool_)
            return _Action(no, no, np.full(len(at), -1, dtype=np.int64))

        def acting(*arguments: str) -> Bools:
            words = spellings(entry for entry in entries if entry.argument in arguments)
            return clauses.has(words) & ~names

        nouns, subjects, either = acting("complement"), acting("subject"), acting("either")
        objects = acting("object", "either")
        going = clauses.ends_with("ing")
        participle = (subjects | either) & (going | clauses.ends_with("ed", "en", "own"))
        preposition = nearest(at, clauses.has(self.prepositions), clauses.phrase, reach=-_OBJECT)
        of_noun = nearest(np.maximum(preposition, 0), nouns, clauses.clause, reach=-_NEAR)
        actor = np.maximum.reduce(
            [
                nearest(at, objects, clauses.phrase, reach=-_OBJECT),
                nearest(at, participle, clauses.phrase, reach=-_ATTRIBUTE),
                np.where(preposition < 0, -1, of_noun),
            ]
        )
        be = clauses.has(self.passives)
        after_be = previous(be) | (previous(clauses.manner | negates) & previous(previous(be)))
        alone = (subjects & ~following(clauses.has({"to"}))) | (either & clauses.no_object)
        # What may be a noun, too, is a verb behind an auxiliary ("must end") or "to".
        alone &= ~nouns | previous(clauses.phrase_end)
        behind = alone | (after_be & ((objects & ~going) | acting("predicate")))
        subject_of = nearest(at, behind, clauses.clause, reach=_SUBJECT)
        actor = np.where(actor < 0, subject_of, actor)
        # An adverb is nobody's subject or object.
        actor = np.where(clauses.manner[at], -1, actor)
        denied = nearest(np.maximum(actor, 0), negates, clauses.clause, reach=-_NEAR) >= 0
        return _Action((actor >= 0) & ~denied, (actor >= 0) & denied, actor)
