"""Convert typed columns to text."""

import polars as pl

# Beyond it a floating-point number does not tell one whole number from the next.
_WHOLE = 2.0**53


def as_text(values: pl.Series) -> tuple[pl.Series | None, list[int]]:
    r"""Return a column as String, None where its type has no text form.

    Returns
    -------
    polars.Series or None
        Whole numbers are written without a point, since Excel and JSON hold the id 7 as 7.0; bytes
        are read as UTF-8; the items of a list of texts stand below one another.
    list of int
        Rows whose bytes are not UTF-8; they are missing.

    Examples
    --------
    >>> as_text(pl.Series([7.0, None]))[0].to_list()
    ['7', None]
    >>> as_text(pl.Series([["a", "b"]]))[0].to_list()
    ['a\nb']
    >>> as_text(pl.Series([b"a", bytes([255])]))[1]
    [1]
    """
    kind = values.dtype
    if kind.is_float():
        values = values.fill_nan(None)
        numbers = values.drop_nulls()
        if ((numbers == numbers.round()) & (numbers.abs() < _WHOLE)).all():
            values = values.cast(pl.Int64)
        return values.cast(pl.String), []
    if kind == pl.Binary:
        return _decode(values)
    if isinstance(kind, pl.List) and kind.inner in (pl.String, pl.Null):
        return values.cast(pl.List(pl.String)).list.join("\n", ignore_nulls=True), []
    plain = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Date, pl.Datetime, pl.Time, pl.Null)
    if kind.is_numeric() or kind in plain:
        return values.cast(pl.String), []
    return None, []


def _decode(values: pl.Series) -> tuple[pl.Series, list[int]]:
    texts: list[str | None] = []
    wrong = []
    for row, value in enumerate(values):
        try:
            texts.append(None if value is None else value.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(None)
            wrong.append(row)
    return pl.Series(values.name, texts, dtype=pl.String), wrong
