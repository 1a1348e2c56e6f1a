"""All parameters of the book, typed and explained."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo

from helpers.corpus.problems import InputError, Problem, printable
from helpers.corpus.suggestions import nearest_word
from helpers.corpus.voices.voice import VOICES, Voice

if TYPE_CHECKING:
    import polars as pl


# Names of a corpus that a table has room for.
LISTED = 20


def _as_list(value: Any) -> Any:
    """Read a list as a command line writes it: with commas."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _as_none(value: Any) -> Any:
    return None if value == "none" else value


Words = Annotated[list[str], BeforeValidator(_as_list)]
Voices = Annotated[list[Voice], BeforeValidator(_as_list)]
Day = Annotated[dt.date | None, BeforeValidator(_as_none)]
# The day that the corpus names.
OWN_DAY = Literal[""]
OwnDay = Annotated[dt.date | OWN_DAY | None, BeforeValidator(_as_none)]


def _parameter(default: Any, text: str, *, unit: str = "", **limits: Any) -> Any:
    return Field(default, description=text, json_schema_extra={"unit": unit}, **limits)


class Resampling(TypedDict):
    """Sentences in a block, how many resamples, for what level of confidence, from which seed."""

    block: int | None
    resamples: int
    level: float
    seed: int


class Parameters(BaseModel):
    """All parameters of the book; a notebook's `parameters` cell holds those that it uses.

    A list may be written as text with commas, and ``none`` empties a date, so that a command line
    can give them.

    Examples
    --------
    >>> chosen = Parameters.model_validate({"voices": "quote, indirect", "split_date": "none"})
    >>> chosen.voices, chosen.split_date, chosen.top_n
    (['quote', 'indirect'], None, 15)
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    corpus: str = _parameter(
        "corpus", "Corpus folder; a relative path is also looked for in the parent folders."
    )
    documents: Words = _parameter([], "Documents to include, by id; empty: all.")
    outlets: Words = _parameter([], "Outlets to include; empty: all.")
    date_from: Day = _parameter(
        None, "First day of publication to include; undated documents stay.", unit="ISO date"
    )
    date_to: Day = _parameter(
        None, "Last day of publication to include; undated documents stay.", unit="ISO date"
    )
    split_date: OwnDay = _parameter(
        "",
        "First day of the later of two periods; empty: that of the corpus (split_date in its "
        "corpus.yml), if it has one.",
        unit="ISO date",
    )
    voices: Voices = _parameter(list(VOICES), "Voices to include.", min_length=1)
    boilerplate: bool = _parameter(
        False, "Count the words and the tone of captions, credits, tags and links to other stories."
    )
    unit: Literal["sentence", "paragraph"] = _parameter(
        "sentence", "Unit in which a frame is present or absent and tone is averaged."
    )
    lexicon: str = _parameter(
        "headline",
        "Instrument behind the findings on tone: headline, vader, afinn, pattern, or a program "
        "whose codes lie in coding/machines.",
        min_length=1,
    )
    tone_cuts: Literal["default", "coded"] = _parameter(
        "default",
        "Where scores turn negative and positive: default (tone.yml), or coded (learnt from coded "
        "sentences, where that is better).",
    )
    frames_from: str = _parameter(
        "codebook",
        "What finds frames: codebook (its patterns), learned (from coded sentences, where that is "
        "better), or a program whose codes lie in coding/machines.",
        min_length=1,
    )
    voices_from: str = _parameter(
        "rules",
        "What tells who speaks: rules, or a program whose codes lie in coding/machines.",
        min_length=1,
    )
    frame_set: str = _parameter(
        "", "Set of frames of the codebook to report; empty: its first; all: every set."
    )
    form: Literal["surface", "stem"] = _parameter(
        "surface", "Count words as they stand or by stem (Snowball)."
    )
    stop_words: Literal["english", "none"] = _parameter(
        "english", "List of function words and verbs of saying left out of word lists."
    )
    extra_stop_words: Words = _parameter([], "Further words left out of word lists.")
    names: Literal["left out", "kept"] = _parameter(
        "left out", "Names of speakers and interview tags in word lists."
    )
    top_n: int = _parameter(15, "Rows shown in ranked lists.", unit="rows", ge=1, le=200)
    min_frequency: int = _parameter(
        3, "Words rarer than this are left out of comparisons.", unit="tokens", ge=1
    )
    window: int = _parameter(
        5,
        "Distance to each side in which a word counts as a collocate.",
        unit="tokens",
        ge=1,
        le=50,
    )
    node: str = _parameter(
        "", "Word whose collocates and lines are shown; empty: the most frequent content word."
    )
    compare: Literal["document", "outlet", "voice", "bloc", "period"] = _parameter(
        "document", "Groups compared with the rest of the corpus for keywords."
    )
    group: str = _parameter(
        "", "Group (a value of what is compared) to set against the others; empty: each in turn."
    )
    against: str = _parameter("", "Group that it is set against; empty: all others.")
    max_groups: int = _parameter(
        20,
        "With more articles, keywords are compared by outlet; of more outlets, the largest.",
        unit="groups",
        ge=2,
        le=200,
    )
    reference: str = _parameter(
        "",
        "Reference corpus for keywords: path to a table with columns token and count; empty: none.",
    )
    ngram_words: int = _parameter(
        3, "Longest run of words that is counted as one term.", unit="words", ge=2, le=6
    )
    context_lines: int = _parameter(
        8, "Lines of its context that are shown for a term.", unit="lines", ge=1, le=100
    )
    context_sort: Literal["right", "left", "position"] = _parameter(
        "right", "Order of such lines: by the words after or before, or as they come."
    )
    reader_limit: int = _parameter(
        60,
        "Articles shown in full; of the others only the sentences that the book links to.",
        unit="articles",
        ge=1,
    )
    confidence: float = _parameter(
        0.95, "Level of confidence of every interval.", unit="share", gt=0.5, lt=1
    )
    block: int = _parameter(
        0,
        "Neighbouring sentences that are drawn together for intervals; 0: as many as their "
        "likeness asks for.",
        unit="sentences",
        ge=0,
        le=1000,
    )
    resamples: int = _parameter(
        2000,
        "Bootstrap resamples of blocks of sentences within articles.",
        unit="resamples",
        ge=100,
        le=100_000,
    )
    seed: int = _parameter(2022, "Seed of every random draw.", ge=0)
    save_to: str = _parameter(
        "",
        "Folder where a notebook that is run alone keeps its tables and findings; empty: nowhere.",
    )

    @property
    def resampling(self) -> Resampling:
        """How intervals are drawn, as keyword arguments of `helpers.measures.resampling`."""
        return Resampling(
            # None leaves the length to the data.
            block=self.block or None,
            resamples=self.resamples,
            level=self.confidence,
            seed=self.seed,
        )

    @model_validator(mode="after")
    def _dates_in_order(self) -> "Parameters":
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError(f"date_from {self.date_from} is later than date_to {self.date_to}")
        return self


def resolve(values: Mapping[str, Any], *, where: str) -> Parameters:
    """Check values against the schema.

    Parameters
    ----------
    values
        Parameter names and values; what is not named keeps its default.
    where
        Where the values come from, for the message (a file, ``-p``).

    Raises
    ------
    InputError
        With every unknown, mistyped and out-of-range value, and the nearest known name.

    Examples
    --------
    >>> resolve({"top_n": "20"}, where="-p").top_n
    20
    >>> resolve({"topn": 20}, where="-p")
    Traceback (most recent call last):
    ...
    helpers.corpus.problems.InputError: -p: unknown parameter 'topn'; did you mean 'top_n'?
    """
    try:
        return Parameters.model_validate(dict(values))
    except ValidationError as error:
        problems = [_problem(detail, where=where) for detail in error.errors()]
        # A value that fits none of several types is refused once for each.
        raise InputError(list(dict.fromkeys(problems))) from None


def parameter_table(
    parameters: Parameters,
    names: Iterable[str] | None = None,
    *,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> "pl.DataFrame":
    """Tabulate parameters.

    Parameters
    ----------
    parameters
        The values in force.
    names
        Parameters to list; all of the schema when left out.
    choices
        Names that a corpus gives to choose from, by parameter.

    Returns
    -------
    DataFrame
        parameter, value, default, type, unit, meaning; with `choices` also "in this corpus", the
        first of these names.

    Examples
    --------
    >>> parameter_table(Parameters(seed=7), ["seed"]).row(0)
    ('seed', '7', '2022', 'int, at least 0', '', 'Seed of every random draw.')
    """
    import polars as pl

    rows = []
    for name in names or Parameters.model_fields:
        field = Parameters.model_fields[name]
        row = {
            "parameter": name,
            "value": value_words(getattr(parameters, name)),
            "default": value_words(field.get_default(call_default_factory=True)),
            "type": _type_words(field),
            "unit": unit_of(name),
            "meaning": field.description or "",
        }
        if choices is not None:
            row["in this corpus"] = _choice_words(choices.get(name, []))
        rows.append(row)
    return pl.DataFrame(rows)


def _choice_words(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
    return ", ".join(map(printable, names[:LISTED])) + more


def unit_of(name: str) -> str:
    """Unit of a parameter, or an empty string."""
    extra = Parameters.model_fields[name].json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def value_words(value: Any) -> str:
    """Write a parameter's value.

    Examples
    --------
    >>> value_words(["quote", "indirect"]), value_words([]), value_words(None), value_words("")
    ('quote, indirect', '(none named)', 'none', '(empty)')
    """
    if value is None:
        return "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "(none named)"
    return str(value) if value != "" else "(empty)"


def as_argument(value: Any) -> str:
    """Write a parameter's value as a command line takes it.

    Examples
    --------
    >>> as_argument(["quote", "indirect"]), as_argument(None), as_argument(True), as_argument(15)
    ('quote,indirect', 'none', 'true', '15')
    """
    if value is None:
        return "none"
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def plain(parameters: Parameters, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Values as JSON knows them, for a notebook's cell or a manifest (dates as text).

    Examples
    --------
    >>> plain(Parameters(), ["split_date", "top_n"])
    {'split_date': '', 'top_n': 15}
    """
    values = parameters.model_dump(mode="json")
    return {name: values[name] for name in names or values}


def _problem(detail: Mapping[str, Any], *, where: str) -> Problem:
    name = str(detail["loc"][0]) if detail["loc"] else "parameters"
    if detail["type"] == "extra_forbidden":
        near = nearest_word(name, Parameters.model_fields)
        mend = f"did you mean '{near}'?" if near else "report parameters lists all"
        return Problem(where, f"unknown parameter '{name}'", mend)
    if not detail["loc"]:
        return Problem(where, str(detail["msg"]).removeprefix("Value error, "), "swap them")
    field = Parameters.model_fields[name]
    default = value_words(field.get_default(call_default_factory=True)).strip("()")
    return Problem(
        where,
        f"parameter '{name}' cannot be {detail['input']!r}",
        f"give {_type_words(field)} ({default} if left out)",
    )


def _is_list(field: FieldInfo) -> bool:
    return getattr(field.annotation, "__origin__", None) is list


def _type_words(field: FieldInfo) -> str:
    """Say a field's type and limits in words."""
    inner = field.annotation
    if _is_list(field):
        (inner,) = get_args(inner)
        prefix = "list of "
    else:
        prefix = ""
    choices = get_args(inner)
    if inner is not None and getattr(inner, "__name__", "") in {"int", "float", "str", "bool"}:
        words = {"str": "text", "float": "number", "bool": "true or false"}.get(
            inner.__name__, inner.__name__
        )
    elif dt.date in choices:
        words = "date, none or empty" if OWN_DAY in choices else "date or none"
    else:
        words = "one of " + ", ".join(map(str, choices)) if not prefix else ", ".join(choices)
    limits = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
    limit_words = [
        f"{limits[name]} {getattr(rule, name)}"
        for rule in field.metadata
        for name in limits
        if hasattr(rule, name)
    ]
    return ", ".join([prefix + words, *limit_words])
