"""Guess which column of a foreign table holds which field of an article."""

import re
from collections.abc import Mapping
from typing import Literal, get_args

import polars as pl
from pydantic import BaseModel, ConfigDict, NonNegativeInt

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


class ColumnRules(BaseModel):
    """How foreign tables are read: see the comments in `defaults/columns.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: dict[Field, tuple[str, ...]]
    missing: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    outlet_articles: tuple[str, ...]
    most_labels: NonNegativeInt


def read_column_rules() -> ColumnRules:
    """Read the package's `columns.yml`.

    Examples
    --------
    >>> read_column_rules().fields["headline"][:2]
    ('headline', 'title')
    """
    return read_settings(DEFAULTS / "columns.yml", ColumnRules)


def guess_columns(
    rows: pl.DataFrame,
    *,
    rules: ColumnRules,
    choices: Mapping[str, str] | None = None,
    where: str = "table",
) -> dict[str, str]:
    """Return the column of each field.

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
    dict of str to str
        Field to column name, in the order of `FIELDS`; fields without a column are absent.

    Raises
    ------
    InputError
        Where no column can be the text, or a chosen field or column does not exist.

    Examples
    --------
    >>> table = pl.DataFrame({"Title": ["A"], "Publication Date": ["2022"], "body": ["b"]})
    >>> guess_columns(table, rules=read_column_rules())
    {'text': 'body', 'headline': 'Title', 'published': 'Publication Date'}
    """
    choices = dict(choices or {})
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
    columns = {field: column for field, column in choices.items() if column}
    free = {
        _plain(column): column
        for column in reversed(rows.columns)
        if column not in columns.values()
    }
    for field, names in rules.fields.items():
        matches = [free[_plain(name)] for name in names if _plain(name) in free]
        if field not in choices and matches:
            columns[field] = matches[0]
            del free[_plain(matches[0])]
    if "text" not in columns:
        raise InputError.of(where, "no column holds the texts", _which(rows, rules))
    return {field: columns[field] for field in FIELDS if field in columns}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _which(rows: pl.DataFrame, rules: ColumnRules) -> str:
    near = [name for name in rows.columns if nearest_word(_plain(name), rules.fields["text"])]
    columns = ", ".join(rows.columns) or "none"
    example = (near or rows.columns or ["NAME"])[0]
    return f"choose one, for example with --column text={example} (columns: {columns})"
