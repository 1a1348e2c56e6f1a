"""Make columns of text from values that have parts, as JSON holds them."""

import ast
import json
import warnings
from collections.abc import Sequence
from typing import Any

import polars as pl

# A longer text that begins and ends with a brace is a text.
_LONGEST = 10_000


def unnest(rows: pl.DataFrame, *, parts: Sequence[str]) -> pl.DataFrame:
    r"""Return a table whose values have no parts.

    A column of objects becomes a column of texts, one part standing for the whole, and one column
    for each part, named with a point ("source.uri"). An object written as text, as pandas writes
    it into CSV, becomes the part that stands for it.

    Parameters
    ----------
    rows : polars.DataFrame
        Any table; lists of objects stay.
    parts : sequence of str
        Parts that can stand for the whole, the best first.

    Examples
    --------
    >>> rows = pl.DataFrame({"source": [{"uri": "rt.com", "title": "RT"}, None]})
    >>> unnest(rows, parts=["title", "uri"]).to_dict(as_series=False)
    {'source': ['RT', None], 'source.uri': ['rt.com', None], 'source.title': ['RT', None]}
    >>> unnest(pl.DataFrame({"source": ["{'name': 'RT'}", "TASS"]}), parts=["name"]).rows()
    [('RT',), ('TASS',)]
    """
    columns: dict[str, pl.Series] = {}
    for column in rows:
        for name, values in _flat(column, parts).items():
            if name == column.name or name not in rows.columns:
                columns[name] = values
    return pl.DataFrame([values.alias(name) for name, values in columns.items()])


def _flat(column: pl.Series, parts: Sequence[str]) -> dict[str, pl.Series]:
    if column.dtype == pl.String:
        return {column.name: _written(column, parts)}
    if not isinstance(column.dtype, pl.Struct):
        return {column.name: column}
    below: dict[str, pl.Series] = {}
    for field in column.struct.fields:
        inner = column.struct.field(field).alias(f"{column.name}.{field}")
        below.update(_flat(inner, parts))
    names = {field.casefold(): f"{column.name}.{field}" for field in column.struct.fields}
    known = [
        below[names[part.casefold()]]
        for part in parts
        if below.get(names.get(part, "")) is not None
    ]
    texts = [series for series in known if not isinstance(series.dtype, pl.List | pl.Array)]
    if not texts:
        return below
    return {column.name: texts[0].alias(column.name), **below}


def _written(column: pl.Series, parts: Sequence[str]) -> pl.Series:
    """Replace the objects in a column of texts by what stands for them."""
    plain = column.str.strip_chars()
    objects = column.filter(
        plain.str.starts_with("{") & plain.str.ends_with("}") & (plain.str.len_bytes() < _LONGEST)
    )
    if objects.is_empty():
        return column
    names = {text: _name(_read(text.strip()), parts) for text in objects.unique()}
    names = {text: name for text, name in names.items() if name is not None}
    return column.replace(names) if names else column


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        with warnings.catch_warnings():
            # Python warns of what it takes for a mistake in a program.
            warnings.simplefilter("ignore")
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _name(value: Any, parts: Sequence[str]) -> str | None:
    if not isinstance(value, dict):
        return None
    by_name = {str(key).casefold(): inner for key, inner in value.items()}
    for part in parts:
        inner = by_name.get(part.casefold())
        if isinstance(inner, str):
            return inner
    return None
