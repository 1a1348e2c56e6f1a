"""Wilson's interval for a share, which needs no resampling."""

from collections.abc import Sequence
from statistics import NormalDist

import polars as pl


def wilson_interval(table: pl.DataFrame, *, hits: str, n: str, level: float = 0.95) -> pl.DataFrame:
    """Add the share `hits / n` and its Wilson score interval (Wilson 1927), without continuity.

    `hits` and `n` are columns of counts.

    Returns
    -------
        The table with share, low and high.

    Examples
    --------
    >>> shares = wilson_interval(pl.DataFrame({"hits": [2], "n": [10]}), hits="hits", n="n")
    >>> [round(x, 4) for x in shares.select("share", "low", "high").row(0)]
    [0.2, 0.0567, 0.5098]
    """
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; it must lie between 0 and 1, such as 0.95")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    trials = pl.when(pl.col(n) > 0).then(pl.col(n)).cast(pl.Float64)
    share = pl.col(hits) / trials
    scale = 1 + z**2 / trials
    centre = (share + z**2 / (2 * trials)) / scale
    half = (share * (1 - share) / trials + z**2 / (4 * trials**2)).sqrt() * z / scale
    return table.with_columns(
        share.alias("share"),
        # At 0 and n hits the bound is exactly 0 or 1; rounding would leave 1e-17.
        pl.when(pl.col(hits) == 0).then(share).otherwise(centre - half).alias("low"),
        pl.when(pl.col(hits) == pl.col(n)).then(share).otherwise(centre + half).alias("high"),
    )


def weighted_wilson_interval(
    table: pl.DataFrame,
    *,
    hits: str,
    n: str,
    weight: str,
    by: str | Sequence[str] = (),
    level: float = 0.95,
) -> pl.DataFrame:
    """Give a share of units drawn with known probabilities, and its Wilson interval.

    The units count as many as would tell as much if all weighed the same: (sum of w)^2 / sum of
    w^2 (Kish 1965, Survey Sampling), with which Wilson's interval keeps its promise also for shares
    near 0 and 1 and few units (Franco, Little, Louis and Slud 2019, "Comparative study of
    confidence intervals for proportions in complex sample surveys"), where resampling does not.
    Where weights differ, a single unit of the heaviest may be missing by luck from those that count
    and would pull the share down; the lower bound is what it would be with one such more, no hit.

    Parameters
    ----------
    table
        One row per unit (and group).
    hits, n
        The unit's weight where it is a hit, and where it counts; otherwise 0.
    weight
        The weight of every unit, whether it counts or not: one over its probability.
    by
        Columns that make groups.
    level
        Share of such intervals that hold the truth.

    Returns
    -------
        The `by` columns, share, low, high, in the order in which groups occur; missing where
        nothing counts.

    Raises
    ------
    ValueError
        If the level does not lie between 0 and 1.

    Examples
    --------
    Three hits of four units that weigh the same, and a hit and a miss that weigh 1 and 3:

    >>> units = pl.DataFrame({"frame": list("aaaabb"), "hit": [1, 1, 1, 0, 1, 0],
    ...                       "weight": [1, 1, 1, 1, 1, 3]})
    >>> weighted_wilson_interval(
    ...     units, hits="hit", n="weight", weight="weight", by="frame"
    ... ).with_columns(pl.col("low", "high").round(4)).rows()
    [('a', 0.75, 0.3006, 0.9544), ('b', 0.25, 0.0117, 0.8309)]
    """
    keys = [by] if isinstance(by, str) else list(by)
    whole, squares, most = pl.col(n).sum(), (pl.col(n) ** 2).sum(), pl.col(weight).max()
    spread = most > pl.col(weight).min()
    more = pl.when(spread).then(most).otherwise(0)
    parts = {
        "share": _share(pl.col(hits).sum(), whole),
        "units": _share(whole**2, squares),
        "least": _share(pl.col(hits).sum(), whole + more),
        "least_units": _share((whole + more) ** 2, squares + more**2),
    }
    counts = [part.alias(name) for name, part in parts.items()]
    groups = table.group_by(keys, maintain_order=True).agg(counts) if keys else table.select(counts)
    empty = pl.col("share").is_null()
    for end, share, units in (("high", "share", "units"), ("low", "least", "least_units")):
        sums = groups.select(
            (pl.col(share) * pl.col(units)).alias("hits"), pl.col(units).alias("n")
        )
        bounds = wilson_interval(sums, hits="hits", n="n", level=level)[end]
        groups = groups.with_columns(bounds)
    return groups.select(
        *keys, "share", *(pl.when(~empty).then(end).alias(end) for end in ("low", "high"))
    )


def _share(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return part.cast(pl.Float64) / pl.when(whole > 0).then(whole)
