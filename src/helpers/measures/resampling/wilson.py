"""Wilson's interval for a share, which needs no resampling."""

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
