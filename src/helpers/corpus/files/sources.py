"""Read the articles of a foreign table or folder of texts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from helpers.corpus.files.columns import Match, match_columns, read_column_rules
from helpers.corpus.files.conversion import Articles, convert
from helpers.corpus.files.file_names import add_names
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.nested_values import unnest
from helpers.corpus.files.table_limits import check_shape
from helpers.corpus.files.tables import Table, open_table
from helpers.corpus.problems import InputError


@dataclass(frozen=True)
class Reading:
    """The articles of a source.

    Attributes
    ----------
    table : Table
        The source as it was read.
    names : str
        The pattern that names of files were read by; "" where they were not read.
    matches : mapping of str to Match
        The column of each field.
    conversion : Articles
        The articles made of the rows.
    """

    table: Table
    names: str
    matches: Mapping[str, Match]
    conversion: Articles


def read_source(
    source: Path,
    *,
    limits: Limits,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    names: str | None = None,
    corpus: pl.DataFrame | None = None,
) -> Reading:
    """Read the articles of a source; the options are those of `import_corpus`.

    Parameters
    ----------
    corpus : polars.DataFrame, optional
        documents and texts of a corpus that the articles are for: see `convert`.

    Raises
    ------
    InputError
        Where the source cannot be read, is above a limit, has no column of texts or no text at all.
    """
    rules = read_column_rules()
    table, pattern = add_names(open_table(source, limits, encoding=encoding), names, rules=rules)
    table = replace(table, rows=unnest(table.rows, parts=rules.parts))
    check_shape(table.path, table.rows.height, table.rows.width, limits)
    matches = match_columns(table.rows, rules=rules, choices=columns, where=str(table.path))
    fields = {field: match.column for field, match in matches.items()}
    conversion = convert(
        table, fields, rules=rules, limits=limits, day_first=day_first, corpus=corpus
    )
    if conversion.articles.is_empty() and not conversion.known:
        what = f'no text in column "{fields["text"]}"'
        if conversion.too_large:
            what += f", except {conversion.too_large} too long for an article"
        raise InputError.of(table.path, what, "choose another column with --column")
    return Reading(table, pattern, matches, conversion)
