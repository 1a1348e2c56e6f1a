"""The difference of two groups' corrected shares or means."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from helpers.corpus.coding.fields import FEWEST_CODED
from helpers.measures.correction.estimates import INTERVALS, bounds, without_bounds
from helpers.measures.correction.estimator import (
    correct,
    difference_of,
    parts_of,
    tuned_weights,
)
from helpers.measures.correction.samples import (
    Design,
    Group,
    check_options,
    groups_of,
    is_clustered,
    names,
    numbers_of,
)

_COUNTS: dict[str, pl.DataType] = {
    "first": pl.String(),
    "second": pl.String(),
    "n_first": pl.Int64(),
    "n_second": pl.Int64(),
    "coded_first": pl.Int64(),
    "coded_second": pl.Int64(),
}
_WEIGHTS: dict[str, pl.DataType] = {"weight_first": pl.Float64(), "weight_second": pl.Float64()}


def corrected_difference(
    table: pl.DataFrame,
    *,
    value: str,
    coded: str,
    probability: str,
    between: str,
    first: object,
    second: object,
    stratum: str | Sequence[str] | None = None,
    document: str = "document",
    by: str | Sequence[str] = (),
    level: float = 0.95,
    bounded: tuple[float, float] = (0, 1),
    fewest: int = FEWEST_CODED,
) -> pl.DataFrame:
    """Give the difference of two groups' corrected means, first minus second.

    Each group has a weight of its own; their sampling errors are independent, as no sentence is in
    both, but where articles stand for the sample both move with their common articles.

    Parameters
    ----------
    table, value, coded, probability, stratum, document, bounded, fewest
        As in `corrected_mean`; `fewest` holds for each of the groups.
    between
        The column that tells the two groups apart.
    first, second
        The two values of `between`.

    Returns
    -------
        The `by` columns, first, second (as text), n_first, n_second, coded_first, coded_second,
        measured, coded_only, coded_low, coded_high, corrected, low, high, weight_first,
        weight_second, clustered; as in `corrected_mean`.

    Examples
    --------
    >>> sentences = pl.DataFrame(
    ...     {
    ...         "document": "a",
    ...         "voice": ["quote"] * 3 + ["narrator"] * 3,
    ...         "frame": [1, 1, 0, 0, 0, 1],
    ...         "coded": [1, 1, 0, 0, 0, 0],
    ...         "probability": 1.0,
    ...     }
    ... )
    >>> row = corrected_difference(
    ...     sentences, value="frame", coded="coded", probability="probability",
    ...     between="voice", first="quote", second="narrator", fewest=3,
    ... )
    >>> [round(x, 3) for x in row.select("measured", "corrected", "low", "high").row(0)]
    [0.333, 0.667, 0.667, 0.667]
    """
    check_options(level, bounded)
    keys = names(by)
    design = Design([value], coded, probability, names(stratum), document)
    numbers = numbers_of(table, design, [*keys, between], bounded)
    clustered = is_clustered(numbers)
    pairs: dict[tuple[object, ...], list[Group | None]] = {} if keys else {(): [None, None]}
    for group in groups_of(numbers, [*keys, between]):
        pair = pairs.setdefault(group.key[:-1], [None, None])
        for place, side in enumerate((first, second)):
            if group.key[-1] == side:
                pair[place] = group
    rows = [
        (
            *key,
            str(first),
            str(second),
            *_columns(pair, clustered, level=level, bounded=bounded, fewest=fewest),
            clustered,
        )
        for key, pair in pairs.items()
    ]
    schema = {key: table.schema[key] for key in keys} | _COUNTS | {"measured": pl.Float64()}
    schema |= INTERVALS | _WEIGHTS | {"clustered": pl.Boolean()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _columns(
    pair: list[Group | None],
    clustered: bool,
    *,
    level: float,
    bounded: tuple[float, float],
    fewest: int,
) -> tuple[float | None, ...]:
    one, other = pair
    n = [group.n if group else 0 for group in pair]
    coded = [len(group.sample.coded) if group else 0 for group in pair]
    measured = alone = corrected = None
    used: tuple[float | None, float | None] = (None, None)
    if one and other:
        minuend, subtrahend = one.measured[0], other.measured[0]
        if minuend is not None and subtrahend is not None:
            measured = minuend - subtrahend
    if one and other and all(coded):
        sides = [parts_of(group.population, group.sample, bounded) for group in (one, other)]
        weights = np.concatenate([tuned_weights(side) for side in sides])
        parts = difference_of(*sides)
        if clustered:
            parts, sides = parts.by_document(), [side.by_document() for side in sides]
        span = bounded[1] - bounded[0]
        alone, corrected, weights = correct(parts, weights, level=level, bounded=(-span, span))
        if not all(side.has_variance for side in sides):
            alone, corrected = without_bounds(alone), None
        elif min(coded) < fewest:
            corrected = None
        else:
            used = float(weights[0]), float(weights[1])
    return (*n, *coded, measured, *bounds(alone), *bounds(corrected), *used)
