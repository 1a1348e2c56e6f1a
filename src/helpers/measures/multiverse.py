"""What becomes of one number under every combination of an analyst's choices.

A specification is one option taken for each choice. A table of specifications has a row for each,
one column of text for each choice and a column of values, missing where a combination has none.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

# Sums of squares below this share of the values' own are rounding, not variance.
_ROUNDING = 1e-12
REST = "(choices together)"
# What is explained alike by one choice or another, as not all combinations are there.
SHARED = "(one choice or another)"
"""What `influence` calls the part of the spread that no choice alone accounts for."""


def grid(choices: Mapping[str, Sequence[str]], *, without: pl.Expr | None = None) -> pl.DataFrame:
    """Combine every option of every choice with every other.

    Parameters
    ----------
    choices
        Name of each choice to its options, in order.
    without
        Combinations that make no sense: an expression over the choices' columns; rows for which it
        is true are left out.

    Returns
    -------
        specification (0.. in the rows that stay), then one column for each choice; the last
        choice changes fastest.

    Raises
    ------
    ValueError
        If a choice has no option, or one option twice.

    Examples
    --------
    >>> grid({"lexicon": ["own", "vader"], "neutral": ["on", "off"]},
    ...      without=(pl.col("lexicon") == "own") & (pl.col("neutral") == "off")).rows()
    [(0, 'own', 'on'), (1, 'vader', 'on'), (2, 'vader', 'off')]
    """
    table = pl.DataFrame({"": [None]})
    for name, options in choices.items():
        if not options or len(set(options)) < len(options):
            raise ValueError(f"{name}: name one option or more, each once, not {list(options)}")
        column = pl.DataFrame({name: list(options)}, schema={name: pl.String})
        table = table.join(column, how="cross", maintain_order="left_right")
    if without is not None:
        table = table.filter(~without)
    return table.drop("").with_row_index("specification").cast({"specification": pl.Int64})


def summary(table: pl.DataFrame, *, reference: float | None, value: str = "value") -> pl.DataFrame:
    """Summarise the column `value` of a table of specifications.

    Returns
    -------
        One row: specifications (with a value), same_sign (share of them with the sign of the
        estimate `reference`; a value of 0 shares its sign with no other), median, low, high (the
        smallest and the largest), range (high - low).

    Examples
    --------
    >>> summary(pl.DataFrame({"value": [-0.3, -0.1, 0.1, None]}), reference=-0.3).row(0)
    (3, 0.66..., -0.1, -0.3, 0.1, 0.4)
    """
    number = pl.col(value).cast(pl.Float64)
    same = pl.lit(None, pl.Float64) if reference is None else (number * reference > 0).mean()
    return table.drop_nulls(value).select(
        specifications=pl.len().cast(pl.Int64),
        same_sign=same,
        median=number.median(),
        low=number.min(),
        high=number.max(),
        range=number.max() - number.min(),
    )


def influence(table: pl.DataFrame, *, choices: Sequence[str], value: str = "value") -> pl.DataFrame:
    """Tell how much of the spread of a table of specifications each choice explains.

    With SS the sum of squared deviations from the mean, and RSS(...) what is left of it after a
    least-squares fit of dummy variables for the options of the choices named:

    - a choice explains (RSS(all others) - RSS(all choices)) / SS, what its options add to those
      of all other choices (a type II sum of squares, Fox 2016). In a full grid this is the
      variance of the options' means as a share of the whole, and the shares add up to that of the
      additive fit; where combinations are left out each choice is credited only with what no
      other accounts for;
    - the rest, RSS(all choices) / SS, belongs to the choices together: the effect of one depends
      on the option taken for another.

    Returns
    -------
        choice, options (that occur), explained (0..1; None where the values do not differ), in
        the order of `choices`, then a row named `SHARED` where combinations are left out and
        several choices could account for the same part, and one named `REST`, both without options.
        All add up to 1.

    Examples
    --------
    >>> table = grid({"a": ["0", "1"], "b": ["0", "1"]}).with_columns(
    ...     value=3.0 * pl.col("a").cast(pl.Int64) + 4.0 * pl.col("b").cast(pl.Int64)
    ... )
    >>> influence(table, choices=["a", "b"]).rows()
    [('a', 2, 0.36), ('b', 2, 0.64), ('(choices together)', None, 0.0)]
    """
    complete = table.drop_nulls(value)
    values = complete[value].cast(pl.Float64).to_numpy()
    total = float(((values - values.mean()) ** 2).sum()) if values.size else 0.0
    spread = total > _ROUNDING * float((values**2).sum())
    dummies = {name: _dummies(complete[name]) for name in choices}

    def residual(names: Sequence[str]) -> float:
        design = np.hstack([np.ones((values.size, 1)), *(dummies[name] for name in names)])
        fit, *_ = np.linalg.lstsq(design, values, rcond=None)
        return float(((values - design @ fit) ** 2).sum())

    rows: list[tuple[str, int | None, float | None]] = []
    rest = residual(list(choices)) if spread else 0.0
    for name in choices:
        others = [other for other in choices if other != name]
        gain = _share(residual(others) - rest, total) if spread else None
        rows.append((name, complete[name].n_unique(), gain))
    if spread:
        gains = sum(gain for *_, gain in rows if gain is not None)
        shared = round(1 - gains - _share(rest, total), 9)
        if shared > 0:
            rows.append((SHARED, None, shared))
    rows.append((REST, None, _share(rest, total) if spread else None))
    schema = {"choice": pl.String, "options": pl.Int64, "explained": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _dummies(column: pl.Series) -> NDArray[np.float64]:
    options = column.unique(maintain_order=True).to_list()
    # The first option is what the others are held against.
    columns = [(column == option).cast(pl.Float64).to_numpy() for option in options[1:]]
    return np.array(columns, dtype=np.float64).reshape(len(columns), len(column)).T


def _share(part: float, whole: float) -> float:
    share = part / whole
    # Ten digits are more than the fit is good for, and the same on every machine.
    return round(min(max(share, 0.0), 1.0), 10)
