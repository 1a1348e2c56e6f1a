"""The words with which a language reports speech, and the forms that its verbs take."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from helpers.corpus.text.languages import ENGLISH, Languages

VerbClass = Literal["neutral", "assertive", "distancing", "factive", "sentiendi"]
Shape = Literal["base", "s", "past", "ing"]


# Most readers only ask whether a word is in a list.
Words = frozenset[str]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pronouns(_Settings):
    """Third-person pronouns in subject, object and possessive form."""

    masculine: list[str] = []
    feminine: list[str] = []
    group: list[str] = []
    thing: list[str] = []


class Nation(_Settings):
    """How texts name a nation, and names that hint at it."""

    names: list[str]
    adjectives: list[str] = []
    given_names: list[str] = []
    regions: list[str] = Field(default=[], description="regions and cities, for their officials")


class Interview(_Settings):
    """Marks of turns in a printed interview."""

    question_tags: list[str] = []
    answer_tags: list[str] = []
    first_person: list[str] = []
    dashes: list[str] = []


class Marks(_Settings):
    """Quotation marks, single characters."""

    open: list[str] = []
    close: list[str] = []
    straight: list[str] = []


class GivenNames(_Settings):
    """Given names, by the gender that they tell; a plain list tells none.

    Examples
    --------
    >>> GivenNames.model_validate(["Ann"]).either
    ['Ann']
    """

    feminine: list[str] = []
    masculine: list[str] = []
    either: list[str] = []

    @model_validator(mode="before")
    @classmethod
    def _of_list(cls, names: object) -> object:
        return {"either": names} if isinstance(names, list) else names

    def all(self) -> frozenset[str]:
        """Return the names of every gender.

        >>> sorted(GivenNames(feminine=["Ann"], either=["Kim"]).all())
        ['Ann', 'Kim']
        """
        return frozenset([*self.feminine, *self.masculine, *self.either])


class ByRole(_Settings):
    """Words for each kind of speaker."""

    official: list[str] = []
    expert: list[str] = []
    media: list[str] = []
    source: list[str] = []
    other: list[str] = []


class Grammar(_Settings):
    """Function words, each under its role in the clause."""

    complementizers: Words = frozenset()
    agents: Words = frozenset()
    comparatives: Words = frozenset()
    coordinators: Words = frozenset()
    noun_coordinators: Words = frozenset()
    simultaneity: Words = frozenset()
    absolutes: Words = frozenset()
    indefinite_pronouns: Words = frozenset()
    singular_pronouns: Words = frozenset()
    not_subjects: Words = frozenset()
    clause_openers: Words = frozenset()
    time_subordinators: Words = frozenset()
    occasions: Words = frozenset()
    stated_nouns: Words = frozenset()
    clause_adverbs: Words = frozenset()
    other_prepositions: Words = frozenset()
    partitives: Words = frozenset()
    personal_relatives: Words = frozenset()
    plural_auxiliaries: Words = frozenset()
    subordinate_openers: Words = frozenset()
    reflexives: Words = frozenset()
    infinitives: Words = frozenset()
    aspects: Words = frozenset()
    nonfinite: Words = frozenset()
    articles: Words = frozenset()
    opinion_prepositions: Words = frozenset()
    home_prepositions: Words = frozenset()
    place_prepositions: Words = frozenset()
    topic_prepositions: Words = frozenset()
    adverb_endings: tuple[str, ...] = ()
    participle_endings: tuple[str, ...] = ()


class Speech(_Settings):
    """A speech file (`speech.yml`): the words that show who speaks.

    Examples
    --------
    >>> speech = Speech(verbs={"neutral": ["say"], "factive": ["point out"]})
    >>> speech.forms()["pointed"]
    (VerbForm(lemma='point out', verb_class='factive', shape='past', rest=('out',)),)
    """

    languages: Languages = (ENGLISH,)
    verbs: dict[VerbClass, list[str]]
    irregular: dict[str, tuple[str, str, str, str]] = {}
    variants: dict[str, str] = {}
    clause_only: Words = frozenset()
    also_nouns: Words = frozenset()
    bare_clause: Words = frozenset()
    negatable: Words = frozenset()
    of_saying: Words = Field(default=frozenset(), description="left out of word lists")
    addressee: Words = frozenset()
    to_do: Words = frozenset()
    of_persons: Words = frozenset()
    question_clause: Words = frozenset()
    impersonal: Words = frozenset()
    any_subject: Words = frozenset()
    as_object: Words = frozenset()
    finite_clause: Words = frozenset()
    naming: Words = frozenset()
    spoken_nouns: Words = frozenset()
    before_source: list[str] = []
    opinion_nouns: Words = frozenset()
    pronouns: Pronouns = Pronouns()
    feminine_roles: Words = frozenset()
    masculine_roles: Words = frozenset()
    feminine_titles: Words = frozenset()
    masculine_titles: Words = frozenset()
    titles: list[str] = []
    particles: list[str] = []
    suffixes: Words = frozenset()
    roles: ByRole = ByRole()
    plural_roles: dict[str, str] = {}
    generic_roles: Words = frozenset()
    person_endings: tuple[str, ...] = ()
    age_endings: tuple[str, ...] = ()
    role_endings: tuple[str, ...] = ()
    expert_endings: tuple[str, ...] = ()
    not_roles: Words = frozenset()
    labels: dict[str, str] = {}
    modifiers: list[str] = []
    institutions: ByRole = ByRole()
    plural_institutions: list[str] = []
    documents: list[str] = []
    plural_documents: list[str] = []
    document_verbs: Words = frozenset()
    headline_documents: Words = frozenset()
    given_names: GivenNames = GivenNames()
    topics: Words = frozenset()
    connectors: Words = frozenset()
    determiners: Words = frozenset()
    indefinite: Words = frozenset()
    auxiliaries: Words = frozenset()
    contractions: dict[str, str] = {}
    be_forms: Words = frozenset()
    modals: Words = frozenset()
    negations: Words = frozenset()
    adverbs: list[str] = []
    question_words: Words = frozenset()
    subordinators: Words = frozenset()
    relatives: Words = frozenset()
    time_words: Words = frozenset()
    time_prepositions: Words = frozenset()
    function_words: Words = frozenset()
    grammar: Grammar = Grammar()
    interview: Interview = Interview()
    quotation_marks: Marks = Marks()
    scare_words: int = Field(default=3, ge=1)
    longest_quotation: int = Field(
        default=12, ge=1, description="paragraphs; sentences if unclosed"
    )
    post_length: int = Field(default=400, ge=1, description="characters of an embedded post")
    nations: dict[str, Nation] = {}
    family_first: Words = frozenset()
    family_first_doubtful: Words = frozenset()
    transliteration: list[tuple[str, str]] = []

    @model_validator(mode="after")
    def _one_class_a_verb(self) -> "Speech":
        classes: dict[str, str] = {}
        for verb_class, lemmas in self.verbs.items():
            for lemma in lemmas:
                if lemma in classes:
                    raise ValueError(f'"{lemma}" is both {classes[lemma]} and {verb_class}')
                classes[lemma] = verb_class
        for name in (
            "clause_only",
            "also_nouns",
            "bare_clause",
            "negatable",
            "of_saying",
            "addressee",
            "to_do",
            "of_persons",
            "question_clause",
            "impersonal",
            "any_subject",
            "as_object",
            "finite_clause",
            "naming",
            "document_verbs",
        ):
            unknown = sorted(getattr(self, name) - set(classes))
            if unknown:
                raise ValueError(f'{name} has "{unknown[0]}", which is no verb of `verbs`')
        return self

    def forms(self) -> dict[str, tuple["VerbForm", ...]]:
        """Map every inflected form to its verbs, longest expressions first."""
        spellings: dict[str, list[str]] = {}
        for variant, lemma in self.variants.items():
            spellings.setdefault(lemma, []).append(variant)
        forms: dict[str, list[VerbForm]] = {}
        for verb_class, lemmas in self.verbs.items():
            for lemma in lemmas:
                first, *rest = lemma.split()
                irregular = self.irregular.get(first)
                for form, shape in _inflect(first, irregular, spellings.get(first, [])):
                    entry = VerbForm(lemma, verb_class, shape, tuple(rest))
                    if entry not in forms.setdefault(form, []):
                        forms[form].append(entry)
        return {
            form: tuple(sorted(entries, key=lambda entry: -len(entry.rest)))
            for form, entries in forms.items()
        }

    def saying_forms(self) -> frozenset[str]:
        """List the forms of the verbs of saying, but for those that are nouns as well.

        Examples
        --------
        >>> speech = Speech(verbs={"neutral": ["say", "state"]}, of_saying=["state"],
        ...                 also_nouns=["state"])
        >>> sorted(speech.saying_forms())
        ['stated', 'stating']
        """
        return frozenset(
            form
            for form, entries in self.forms().items()
            for entry in entries
            if entry.lemma in self.of_saying
            and not (entry.shape in ("base", "s") and entry.lemma in self.also_nouns)
        )


def verb_pattern(speech: Speech) -> str:
    """Return a regular expression, without groups, for all forms of the one-word verbs.

    >>> verb_pattern(Speech(verbs={"neutral": ["add", "be sure"]}))
    'adding|added|adds|add'
    """
    forms = [form for form, entries in speech.forms().items() if not entries[-1].rest]
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


class VerbForm(NamedTuple):
    """A reporting verb in one of its forms; `rest` are the words that must follow."""

    lemma: str
    verb_class: VerbClass
    shape: Shape
    rest: tuple[str, ...]


def _inflect(
    lemma: str, irregular: tuple[str, str, str, str] | None, variants: list[str]
) -> Iterator[tuple[str, Shape]]:
    yield lemma, "base"
    if irregular:
        third, past, participle, present = irregular
    elif re.search("[^aeiou]y$", lemma):
        third, past, present = lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
        participle = past
    else:
        stem = lemma.removesuffix("e")
        third = lemma + ("es" if re.search("(s|sh|ch|x|z|o)$", lemma) else "s")
        past = participle = stem + "ed"
        present = (lemma if lemma.endswith("ee") else stem) + "ing"
    yield third, "s"
    yield past, "past"
    yield participle, "past"
    yield present, "ing"
    for variant in variants:
        yield variant, "ing" if variant.endswith("ing") else "past"
