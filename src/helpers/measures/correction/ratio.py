"""A share or mean of a group, or two groups' difference, where coders decide who belongs."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import polars as pl

from helpers.corpus.coding.fields import FEWEST_CODED
from helpers.measures.correction.corrected import corrected_mean

# A group of fewer coded sentences is too small for the approximation of a ratio by its slope.
FEWEST_IN_GROUP = 25
_CODED, _CORRECTED = ("coded_only", "coded_low", "coded_high"), ("corrected", "low", "high")
# Codes may lie outside the bounds by no more than their rounding.
_ROUNDING = 1e-9


class Ratio(NamedTuple):
    """The columns of a group's mean: its values, and 1 for those who belong to it.

    Attributes
    ----------
    value, of
        What the instruments say: the value, 0 outside the group; and 1 within it, else 0.
    coded_value, coded_of
        The same by the coders; missing where a sentence was not coded.
    """

    value: str
    of: str
    coded_value: str
    coded_of: str


def corrected_ratio(
    table: pl.DataFrame,
    ratio: Ratio,
    *,
    less: Ratio | None = None,
    probability: str,
    stratum: str | Sequence[str] | None = None,
    document: str = "document",
    level: float = 0.95,
    bounded: tuple[float, float] = (0, 1),
    fewest: int = FEWEST_CODED,
    fewest_in_group: int = FEWEST_IN_GROUP,
) -> pl.DataFrame:
    """Give a group's mean, or what it has more than another group's, corrected by a sample.

    Which sentences belong to a group is itself read by an instrument that errs, as is whose words a
    sentence holds; here the coders decide it for the sentences that they coded. The ratio of two
    corrected means is approximated by its slope at them (linearisation; Woodruff 1971):

    u = (value - R of) / mean of `of`, with R the ratio; the ratio is R + corrected mean of u

    Parameters
    ----------
    table, probability, stratum, document, level, fewest
        As in `helpers.measures.correction.corrected_mean`.
    ratio
        The columns of the group.
    less
        Those of the group whose ratio is subtracted, if any.
    bounded
        The least and greatest value.
    fewest_in_group
        With fewer coded sentences in a group nothing is corrected.

    Returns
    -------
    DataFrame
        One row: n, coded_n, measured, coded_only, coded_low, coded_high, corrected, low, high,
        weight, width_ratio, clustered, as in `helpers.measures.correction.corrected_mean`.
        Measured is missing where the instruments find no such sentence.

    Examples
    --------
    All four sentences are coded, so nothing is left to chance. The rules take both quotations for
    the reporter's words, where one has the frame.

    >>> table = pl.DataFrame({
    ...     "document": "a", "probability": 1.0,
    ...     "hit": [0, 0, 1, 0], "source": [0, 0, 1, 1],
    ...     "coded_hit": [1, 0, 1, 0], "coded_source": [1, 1, 1, 1],
    ... })
    >>> corrected_ratio(
    ...     table, Ratio("hit", "source", "coded_hit", "coded_source"),
    ...     probability="probability", fewest=4, fewest_in_group=4,
    ... ).select("measured", "corrected", "low", "high").row(0)
    (0.5, 0.5, 0.5, 0.5)
    """
    mean_of = partial(
        corrected_mean, probability=probability, stratum=stratum, document=document, level=level
    )
    signs = [(ratio, 1)] if less is None else [(ratio, 1), (less, -1)]
    slopes = [_slope(table, one, sign, mean_of=mean_of, bounded=bounded) for one, sign in signs]
    row = mean_of(
        table.with_columns(
            __read=pl.sum_horizontal(one.read for one in slopes),
            # A sentence without a code of one of the two is not coded.
            __coded=pl.sum_horizontal((one.coded for one in slopes), ignore_nulls=False),
        ),
        value="__read",
        coded="__coded",
        bounded=(
            min(0.0, *(one.low for one in slopes)) - _ROUNDING,
            max(0.0, *(one.high for one in slopes)) + _ROUNDING,
        ),
        fewest=fewest,
    )
    at = sum(one.ratio or 0.0 for one in slopes)
    sizes = [table[one.coded_of].sum() or 0 for one, _ in signs]
    is_known = all(one.ratio is not None for one in slopes)
    is_enough = is_known and min(sizes) >= fewest_in_group
    widest = bounded if less is None else (bounded[0] - bounded[1], bounded[1] - bounded[0])
    measured = [one.measured for one in slopes]
    known = [part for part in measured if part is not None]
    return row.with_columns(
        pl.lit(sum(known) if len(known) == len(measured) else None, pl.Float64).alias("measured"),
        *(
            pl.when(is_enough if name in _CORRECTED else is_known)
            .then((pl.col(name) + at).clip(*widest))
            .alias(name)
            for name in (*_CODED, *_CORRECTED)
        ),
    )


class _Slope(NamedTuple):
    """What a sentence adds to a ratio, by instruments and coders, and its least and greatest."""

    read: pl.Expr
    coded: pl.Expr
    low: float
    high: float
    ratio: float | None
    measured: float | None


def _slope(
    table: pl.DataFrame,
    one: Ratio,
    sign: int,
    *,
    mean_of: Callable[..., pl.DataFrame],
    bounded: tuple[float, float],
) -> _Slope:
    around_zero = (min(0, bounded[0]), max(0, bounded[1]))
    top = mean_of(table, value=one.value, coded=one.coded_value, bounded=around_zero, fewest=0).row(
        0, named=True
    )
    size = mean_of(table, value=one.of, coded=one.coded_of, fewest=0).row(0, named=True)
    measured = sign * top["measured"] / size["measured"] if size["measured"] else None
    if top["corrected"] is None or not size["corrected"]:
        nothing = pl.lit(0.0)
        return _Slope(nothing, nothing * pl.col(one.coded_of), 0.0, 0.0, None, measured)
    scale = sign / size["corrected"]
    share = top["corrected"] / size["corrected"]
    low, high = sorted(scale * (end - share) for end in bounded)
    return _Slope(
        scale * (pl.col(one.value) - share * pl.col(one.of)),
        scale * (pl.col(one.coded_value) - share * pl.col(one.coded_of)),
        low,
        high,
        sign * share,
        measured,
    )
