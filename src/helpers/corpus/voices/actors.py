"""The actors of a corpus: persons and institutions, their names and their blocs."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from helpers.corpus.voices.voice import NO_GROUP

SpeakerClass = Literal["official", "expert", "media", "source", "other"]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# At least one letter: a blank name would match everywhere.
Name = Annotated[str, Field(pattern=r"\w")]


class Person(_Settings):
    """A person who may speak under a family name."""

    name: Name = Field(description="family name, as the speaker column gives it")
    given: str = ""
    bloc: str
    nation: str | None = None
    gender: Literal["m", "f"] | None = None
    aliases: list[Name] = Field(default=[], description="other spellings that no rule predicts")
    offices: list[str] = Field(default=[], description="what the texts may call the person")


class Institution(_Settings):
    """An institution, or a capital or country that stands for its government."""

    name: Name
    bloc: str
    nation: str | None = None
    aliases: list[Name] = []


class BlocRule(_Settings):
    """Which bloc a speaker of some nation belongs to, by kind of speaker."""

    nations: list[str]
    official: str
    expert: str
    media: str
    source: str | None = None
    other: str | None = None


class ByClass(_Settings):
    """A bloc for each kind of speaker."""

    official: str = "none"
    expert: str = "none"
    media: str = "none"
    source: str = "none"
    other: str = "none"


class Actors(_Settings):
    """An actors file (`actors.yml`).

    Examples
    --------
    >>> actors = Actors(persons=[Person(name="Weir", given="Fred", bloc="foreign_expert")])
    >>> actors.bloc("russia", "expert")
    'none'
    """

    persons: list[Person] = []
    institutions: list[Institution] = []
    homes: dict[str, list[Name]] = Field(
        default={}, description="nation: bodies whose people belong to it without being officials"
    )
    blocs: list[BlocRule] = []
    unknown: ByClass = ByClass()
    unnamed: ByClass = ByClass()
    targets: dict[str, list[str]] = Field(
        default={}, description="side that sentences may evaluate: the names it is mentioned by"
    )
    labels: dict[str, str] = Field(
        default={}, description="bloc: what to call it in the middle of a sentence"
    )

    def bloc(self, nation: str | None, kind: SpeakerClass, *, named: bool = True) -> str:
        """Return the bloc of a speaker who is not in the actors file.

        Parameters
        ----------
        nation : str or None
            A nation as named in `speech.yml`; None where the text names none.
        kind : str
            official, expert, media, source or other.
        named : bool
            Whether the text names the speaker ("experts believe" does not).
        """
        for rule in self.blocs:
            if nation in rule.nations:
                return str(getattr(rule, kind) or rule.official)
        return str(getattr(self.unknown if named else self.unnamed, kind))

    def groups(self) -> dict[str, str]:
        """Return every bloc that a speaker can have and what it is called; `NO_GROUP` is last.

        Examples
        --------
        >>> Actors(persons=[Person(name="Weir", bloc="foreign_expert")]).groups()
        {'foreign_expert': 'foreign expert', 'none': 'none or unknown'}
        """
        rules = (*self.blocs, self.unknown, self.unnamed)
        blocs = [
            *self.labels,
            *(bloc for rule in rules for bloc in rule.model_dump(exclude={"nations"}).values()),
            *(one.bloc for some in (self.persons, self.institutions) for one in some),
        ]
        named = dict.fromkeys(bloc for bloc in blocs if bloc and bloc != NO_GROUP)
        groups = {bloc: self.labels.get(bloc, bloc.replace("_", " ")) for bloc in named}
        return groups | {NO_GROUP: "none or unknown"}
