"""Open the published lexicons, and a corpus folder's edits to them.

Nothing is downloaded and nothing is read before a function here is called.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self
from xml.etree import ElementTree

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS, find_settings, read_settings
from helpers.corpus.text.languages import ENGLISH, Languages

Term = Annotated[str, StringConstraints(pattern=r"^\S+( \S+)*$", to_lower=True)]
Reason = Annotated[str, StringConstraints(min_length=1)]


class TermList(BaseModel):
    """Words, or names of several words, that share one reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: tuple[Term, ...] = Field(min_length=1)
    reason: Reason


class ValuedTerms(TermList):
    """Words that share one valence, on VADER's scale from -4 to 4, and one reason."""

    valence: float = Field(ge=-4, le=4)


class RelatedTerms(TermList):
    """Words that act on another word of their clause, and where that word stands.

    Attributes
    ----------
    argument
        - object: after the word ("ended the war"), or before its passive ("the war was ended")
        - subject: before it ("the war ended"), or right after its participle ("fading hopes")
        - either: as both of these
        - complement: after it and a preposition ("the end of the war", "saved from ruin")
        - predicate: before it and a form of "be" ("the war is over")
    """

    argument: Literal["object", "subject", "either", "complement", "predicate"]


class Grammar(BaseModel):
    """Which rules of grammar the headline instrument reads by; see `measures.sentiment.grammar`.

    Attributes
    ----------
    negation
        A negation reaches as far as its clause, and the absence of something bad is neutral.
    unreal
        What is asked or supposed is not asserted: it counts nothing.
    reversals
        Something bad that is ended or prevented is neutral.
    failures
        Something good that fails or is lost is bad.
    names
        Capitalised words within a sentence are names: they count nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    negation: bool = False
    unreal: bool = False
    reversals: bool = False
    failures: bool = False
    names: bool = False


class ToneSettings(BaseModel):
    """A `tone.yml`: how scores become labels, and the edits to the lexicons.

    Attributes
    ----------
    general
        Whether the package's own general edits stand beneath this file's.
    languages
        Those that the headline instrument reads with these words; the published lists are English.
    thresholds
        Lexicon to the score from which a sentence counts as positive (and, below zero, as
        negative).
    typography
        Text that the headline instrument reads as other text before it cuts words, such as a
        curly quotation mark as a space.
    neutral
        Terms that carry no valence here, though a lexicon gives them one.
    negations, concessions
        Words that turn the valence of what follows beside VADER's own, and words that do not
        though they are among VADER's own.
    clause_openers
        Words at which a clause begins, for the tone towards a target.
    overrides, additions
        Words whose valence differs from VADER's, and words that VADER lacks.
    grammar
        Which rules of grammar hold.
    conditions, questions
        Words that open what is supposed, and those that open a question.
    reversals, failures
        Words that end or prevent what they act on, and words by which it is lost or spoilt.
    occurrences
        Words of what happens or exists.
    name_heads
        Nouns that end names: at the start of a sentence they show the word before to be a name.
    phrase_ends, prepositions, passives
        Function words: those at which a noun phrase ends, the prepositions that may follow a
        word with a complement, and the forms of "be" that make a passive.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    general: bool = True
    languages: Languages = (ENGLISH,)
    thresholds: dict[str, Annotated[float, Field(ge=0)]] = {}
    typography: dict[str, str] = {}
    neutral: tuple[TermList, ...] = ()
    negations: tuple[TermList, ...] = ()
    concessions: tuple[TermList, ...] = ()
    clause_openers: tuple[TermList, ...] = ()
    overrides: tuple[ValuedTerms, ...] = ()
    additions: tuple[ValuedTerms, ...] = ()
    grammar: Grammar = Grammar()
    conditions: tuple[TermList, ...] = ()
    questions: tuple[TermList, ...] = ()
    reversals: tuple[RelatedTerms, ...] = ()
    failures: tuple[RelatedTerms, ...] = ()
    occurrences: tuple[RelatedTerms, ...] = ()
    name_heads: tuple[TermList, ...] = ()
    phrase_ends: tuple[TermList, ...] = ()
    prepositions: tuple[TermList, ...] = ()
    passives: tuple[TermList, ...] = ()

    @model_validator(mode="after")
    def _each_term_once(self) -> Self:
        earlier: set[str] = set()
        for entry in (*self.neutral, *self.overrides, *self.additions):
            twice = sorted(earlier & set(entry.words))
            if twice or len(set(entry.words)) < len(entry.words):
                raise ValueError(f"{', '.join(twice) or 'a word'} stands in two places; keep one")
            earlier |= set(entry.words)
        return self

    @property
    def neutral_terms(self) -> frozenset[str]:
        """All neutral terms."""
        return _words(self.neutral)

    @property
    def negating_words(self) -> frozenset[str]:
        """All added negations."""
        return _words(self.negations)

    @property
    def conceding_words(self) -> frozenset[str]:
        """All words that VADER takes for negations and these settings do not."""
        return _words(self.concessions)

    @property
    def clause_opening_words(self) -> frozenset[str]:
        """All words at which a clause begins."""
        return _words(self.clause_openers)

    @property
    def grammar_terms(self) -> frozenset[str]:
        """All words that the rules of grammar that hold go by."""
        return (
            _words((*self.conditions, *self.questions) if self.grammar.unreal else ())
            | _words(self.occurrences if self.grammar.negation else ())
            | _words(self.reversals if self.grammar.reversals else ())
            | _words(self.failures if self.grammar.failures else ())
        )

    @property
    def valences(self) -> dict[str, float]:
        """Each overridden or added term with its valence."""
        entries = (*self.overrides, *self.additions)
        return {word: entry.valence for entry in entries for word in entry.words}

    def over(self, general: "ToneSettings") -> "ToneSettings":
        """Add general settings; for a term in both, these settings hold."""
        own = self.neutral_terms | set(self.valences)

        def beneath(entries: tuple[TermList, ...]) -> tuple[TermList, ...]:
            remaining = (
                (entry, tuple(w for w in entry.words if w not in own)) for entry in entries
            )
            return tuple(entry.model_copy(update={"words": w}) for entry, w in remaining if w)

        valued = ("neutral", "overrides", "additions")
        words = ("negations", "concessions", "clause_openers", "conditions", "questions")
        acting = ("reversals", "failures", "occurrences")
        closed = ("name_heads", "phrase_ends", "prepositions", "passives")
        return self.model_copy(
            update={
                name: (*beneath(getattr(general, name)), *getattr(self, name)) for name in valued
            }
            | {
                name: (*getattr(general, name), *getattr(self, name))
                for name in (*words, *acting, *closed)
            }
            | {
                "thresholds": {**general.thresholds, **self.thresholds},
                "typography": {**general.typography, **self.typography},
                "grammar": general.grammar.model_copy(
                    update=self.grammar.model_dump(exclude_unset=True)
                ),
            }
        )


def _words(entries: Sequence[TermList]) -> frozenset[str]:
    return frozenset(word for entry in entries for word in entry.words)


class Lexicons(NamedTuple):
    """The opened lexicons.

    `vader` and `afinn` map a word (or phrase) to its valence, VADER's from -4 to 4 and AFINN's
    from -5 to 5; `pattern` is a table: word, polarity (-1..1), intensity, modifies (whether it is
    an adverb that can strengthen the next word).
    """

    vader: dict[str, float]
    afinn: dict[str, float]
    pattern: pl.DataFrame


def open_lexicons() -> Lexicons:
    """Read VADER's and TextBlob's lexicon from their packages, AFINN's from `helpers.defaults`.

    Raises
    ------
    InputError
        Where a package is not installed or lacks its file; all of them are named.

    Examples
    --------
    >>> lexicons = open_lexicons()
    >>> lexicons.vader["united"], lexicons.afinn["united"]
    (1.8, 1.0)
    """
    places = {
        "vaderSentiment": "vader_lexicon.txt",
        "textblob": "en/en-sentiment.xml",
    }
    files = {package: _file_of(package, file) for package, file in places.items()}
    missing = [
        Problem(package, f"no {places[package]} is installed", f"install the package {package}")
        for package, file in files.items()
        if file is None
    ]
    if missing:
        raise InputError(missing)
    vader, pattern = (file for file in files.values() if file)
    afinn = DEFAULTS / "AFINN-en-165.txt"
    return Lexicons(_read_scored_words(vader), _read_scored_words(afinn), _read_pattern(pattern))


def open_tone(folder: Path) -> ToneSettings:
    """Read a corpus folder's `tone.yml` over the package's general one.

    Parameters
    ----------
    folder
        A corpus folder; without a `tone.yml` of its own the general one holds alone.

    Raises
    ------
    InputError
        Where a file is not as `ToneSettings` says.
    """
    path = find_settings(folder, "tone.yml")
    own = read_settings(path, ToneSettings)
    general = DEFAULTS / "tone.yml"
    if path == general or not own.general:
        return own
    return own.over(read_settings(general, ToneSettings))


def _file_of(package: str, file: str) -> Path | None:
    # The package is looked up, not imported: only its data is wanted.
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / file
    return path if path.is_file() else None


def _read_scored_words(path: Path) -> dict[str, float]:
    """Read word, tab, score; where a word stands twice the last counts, as in NLTK."""
    lines = path.read_text(encoding="utf-8").split("\n")
    cells = (line.strip().split("\t") for line in lines if line.strip())
    return {word: float(score) for word, score, *_ in cells}


def _read_pattern(path: Path) -> pl.DataFrame:
    """Average a word's senses, by part of speech first, and derive adverbs from adjectives.

    As TextBlob's reader does, so that the numbers are equal.
    """
    senses: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for word in ElementTree.parse(path).getroot().iter("word"):
        if form := word.get("form"):
            value = (float(word.get("polarity", 0)), float(word.get("intensity", 1)))
            senses.setdefault(form, {}).setdefault(word.get("pos", ""), []).append(value)
    words = {form: {pos: _average(v) for pos, v in by.items()} for form, by in senses.items()}
    values = {form: _average(list(by.values())) for form, by in words.items()}
    adverbs = {form for form, by in words.items() if "RB" in by}
    for form, by in words.items():
        if "JJ" in by:
            stem = form[:-1] + "i" if form.endswith("y") else form
            adverb = (stem[:-2] if stem.endswith("le") else stem) + "ly"
            values[adverb] = by["JJ"]
            adverbs.add(adverb)
    return pl.DataFrame(
        [
            (form, polarity, intensity, form in adverbs)
            for form, (polarity, intensity) in values.items()
        ],
        schema={
            "word": pl.String,
            "polarity": pl.Float64,
            "intensity": pl.Float64,
            "modifies": pl.Boolean,
        },
        orient="row",
    )


def _average(values: list[tuple[float, float]]) -> tuple[float, float]:
    polarities, intensities = zip(*values, strict=True)
    return sum(polarities) / len(values), sum(intensities) / len(values)
