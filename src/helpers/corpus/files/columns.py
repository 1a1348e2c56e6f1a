"""Find which column of a foreign table holds which field of an article."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import polars as pl
from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt
from pydantic import Field as Bounds

from helpers.corpus.files.column_contents import Content, content_of
from helpers.corpus.files.column_names import plain_name, words_of
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.suggestions import nearest_word, suggest

Field = Literal[
    "document",
    "text",
    "headline",
    "published",
    "outlet",
    "country",
    "language",
    "translated",
    "url",
]
FIELDS: tuple[str, ...] = get_args(Field)
# What most analyses ask for, and how a message calls it.
_ASKED = {"headline": "headlines", "published": "dates", "outlet": "outlets"}
# Most words of a value (half of the values have no more).
_SHORT = {"headline": 60, "published": 8, "outlet": 8, "country": 5, "language": 4, "document": 8}


class SameLength(BaseModel):
    """When texts of one length were cut: see the comments in `defaults/columns.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    texts: PositiveInt
    letters: PositiveInt


class ColumnRules(BaseModel):
    """How foreign tables are read: see the comments in `defaults/columns.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: dict[Field, tuple[str, ...]]
    words: dict[Field, tuple[str, ...]]
    fillers: tuple[str, ...]
    other: tuple[str, ...]
    second_best: dict[Field, tuple[str, ...]]
    parts: tuple[str, ...]
    long_text: PositiveInt
    dates: float = Bounds(gt=0, le=1)
    missing: tuple[str, ...]
    placeholders: tuple[str, ...]
    letters_left: str
    cut_off: tuple[str, ...]
    dots: str
    excerpt_words: PositiveInt
    often: float = Bounds(gt=0, le=1)
    spreadsheet_field: PositiveInt
    same_length: SameLength
    stub_words: PositiveInt
    stubs: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    outlet_articles: tuple[str, ...]
    most_labels: NonNegativeInt
    names: tuple[str, ...]
    outlet_words: PositiveInt

    @cached_property
    def known(self) -> frozenset[str]:
        """All words of column names."""
        lists = [self.fillers, self.other, *self.words.values(), *self.second_best.values()]
        return frozenset(plain_name(word) for words in lists for word in words if " " not in word)


def read_column_rules() -> ColumnRules:
    """Read the package's `columns.yml`.

    Examples
    --------
    >>> read_column_rules().fields["headline"][:2]
    ('headline', 'title')
    """
    return read_settings(DEFAULTS / "columns.yml", ColumnRules)


@dataclass(frozen=True)
class Match:
    """The column of a field, and why it was taken ("" where its whole name says so)."""

    column: str
    reason: str


def guess_columns(
    rows: pl.DataFrame,
    *,
    rules: ColumnRules,
    choices: Mapping[str, str] | None = None,
    where: str = "table",
) -> dict[str, str]:
    """Return the column of each field, as `match_columns` does, without the reasons.

    Examples
    --------
    >>> table = pl.DataFrame({"Title": ["A"], "Publication Date": ["2022"], "body": ["b"]})
    >>> guess_columns(table, rules=read_column_rules())
    {'text': 'body', 'headline': 'Title', 'published': 'Publication Date'}
    """
    matches = match_columns(rows, rules=rules, choices=choices, where=where)
    return {field: match.column for field, match in matches.items()}


def match_columns(
    rows: pl.DataFrame,
    *,
    rules: ColumnRules,
    choices: Mapping[str, str] | None = None,
    where: str = "table",
) -> dict[str, Match]:
    """Return the column of each field, and why it was taken.

    A column is taken by its whole name, by a word in its name where its values agree, by a name
    that is only second best, or, for texts and dates, by its values alone, in this order. A column
    whose values cannot be what its name says comes last.

    Parameters
    ----------
    rows : polars.DataFrame
        A table of texts.
    rules : ColumnRules
        The usual names of each field.
    choices : mapping of str to str, optional
        The user's choice of columns by field, instead of a guess; an empty name leaves the field
        out.
    where : str
        The file, for problems.

    Returns
    -------
    dict of str to Match
        By field, in the order of `FIELDS`; fields without a column are absent.

    Raises
    ------
    InputError
        Where no column can be the text, or a chosen field or column does not exist. It names all
        that is missing.

    Examples
    --------
    >>> table = pl.DataFrame({"articles": ["Talks ended."], "seendate": ["20220111"]})
    >>> match_columns(table, rules=read_column_rules())["published"]
    Match(column='seendate', reason='"date" in its name')
    """
    choices = dict(choices or {})
    _check_choices(rows, choices, where)
    matches = {field: Match(column, "your choice") for field, column in choices.items() if column}
    taken = {match.column for match in matches.values()}
    columns = [_Column(name, rows[name], rules) for name in rows.columns if name not in taken]
    for field in rules.fields:
        free = [one for one in columns if one.name not in taken]
        best = max(
            ((one.rank(field), -number, one) for number, one in enumerate(free)),
            default=None,
            key=lambda each: each[:2],
        )
        if field not in choices and best and best[0]:
            matches[field] = Match(best[2].name, best[2].reason(field))
            taken.add(best[2].name)
    for field in ("text", "published", "url"):
        if field not in matches and field not in choices:
            by_values = _by_values(field, [one for one in columns if one.name not in taken], rules)
            if by_values:
                matches[field] = by_values
                taken.add(by_values.column)
    if "text" not in matches:
        raise InputError([_no_text(rows, columns, matches, rules, where)])
    return {field: matches[field] for field in FIELDS if field in matches}


def not_found(matches: Mapping[str, object]) -> list[str]:
    """Return the fields that most analyses ask for and no column holds.

    Examples
    --------
    >>> not_found({"text": "body", "outlet": "source"})
    ['headline', 'published']
    """
    return [field for field in _ASKED if field not in matches]


def _check_choices(rows: pl.DataFrame, choices: Mapping[str, str], where: str) -> None:
    problems = [
        Problem(where, f'unknown field "{field}"', suggest(field, FIELDS))
        for field in choices
        if field not in FIELDS
    ]
    problems += [
        Problem(where, f'no column "{column}" for {field}', suggest(column, rows.columns))
        for field, column in choices.items()
        if column and column not in rows.columns
    ]
    if problems:
        raise InputError(problems)


class _Column:
    """A column, what its name says and what it holds."""

    def __init__(self, name: str, values: pl.Series, rules: ColumnRules) -> None:
        self.name, self._values, self._rules = name, values, rules
        self._plain = plain_name(name)
        self._words = words_of(name, known=rules.known)

    @cached_property
    def content(self) -> Content | None:
        return content_of(self._values)

    @cached_property
    def _word(self) -> tuple[str, str] | None:
        """The field that a word of the name tells, and the word."""
        if set(self._words) & set(self._rules.other):
            return None
        for field, words in self._rules.words.items():
            for word in words:
                if word in self._words:
                    return field, word
        return None

    def _second_best(self, field: str) -> bool:
        names = [plain_name(name) for name in self._rules.second_best.get(field, ())]  # type: ignore[call-overload]
        if set(self._words) & set(self._rules.other):
            return False
        return self._plain in names or bool(set(names) & set(self._words))

    def rank(self, field: str) -> tuple[float, ...]:
        """Return how well a column suits a field, nothing where it does not."""
        names = [plain_name(name) for name in self._rules.fields[field]]  # type: ignore[index]
        whole = self._plain in names
        by_word = self._word is not None and self._word[0] == field
        second = self._second_best(field)
        if not (whole or by_word or second):
            return ()
        suits = self.suits(field)
        if not (whole or suits):
            return ()
        level = 3 if whole else 1 if second else 2
        prose = self.content is not None and self.content.words >= 4
        named = bool({"name", "title"} & set(self._words))
        return (
            suits,
            level,
            prose if field == "text" else named if field == "outlet" else 0,
            -names.index(self._plain) if whole else 0,
        )

    def reason(self, field: str) -> str:
        """Return why the column is the best for a field."""
        if self._plain in map(plain_name, self._rules.fields[field]):  # type: ignore[index]
            return ""
        if self._word and self._word[0] == field:
            return f'"{self._word[1]}" in its name'
        return "nothing better"

    def suits(self, field: str) -> bool:
        """Return whether the values can be those of a field."""
        content = self.content
        if content is None:
            return False
        if field == "published":
            return content.dates >= 0.5
        if field == "url":
            return content.addresses >= 0.5
        if content.addresses >= 0.5 or content.words > _SHORT.get(field, content.words):
            return False
        if field == "document":
            return content.distinct > 0.9
        return max(content.numbers, content.dates) < 0.5 or field == "translated"


def _by_values(field: str, columns: list[_Column], rules: ColumnRules) -> Match | None:
    """Return the one column whose values alone tell what it is."""
    if field == "text":
        texts = [(one.content.words, one.name) for one in columns if one.content]
        words, name = max(texts, default=(0, ""), key=lambda each: each[0])
        return Match(name, "its values are long texts") if words >= rules.long_text else None
    kind = "stated_dates" if field == "published" else "addresses"
    names = [
        one.name for one in columns if one.content and getattr(one.content, kind) >= rules.dates
    ]
    what = "dates" if field == "published" else "addresses"
    # Of two columns of dates neither tells that it is the day of publication.
    return Match(names[0], f"its values are {what}") if len(names) == 1 else None


def _no_text(
    rows: pl.DataFrame,
    columns: list[_Column],
    matches: Mapping[str, Match],
    rules: ColumnRules,
    where: str,
) -> Problem:
    missing = [field for field in ("headline", "published") if field not in matches]
    what = "no column holds the texts"
    if missing:
        what += f", nor the {' or the '.join(_ASKED[field] for field in missing)}"
    options = [f"--column {field}=NAME" for field in missing]
    known = [*rules.fields["text"], *rules.second_best["text"]]
    near = [name for name in rows.columns if nearest_word(plain_name(name), known)]
    longest = sorted(columns, key=lambda one: -(one.content.words if one.content else 0))
    example = (near or [one.name for one in longest] or rows.columns or ["NAME"])[0]
    if "headline" in matches and not near:
        # Lists of search results have headlines only.
        example = matches["headline"].column
    options.append(f"--column text={example} (columns: {', '.join(rows.columns) or 'none'})")
    each = " for each" if missing else ""
    return Problem(where, what, f"choose one{each}, for example with {' '.join(options)}")
