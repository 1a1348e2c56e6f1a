"""How far coders agree, with the interval that other sentences of the same texts would give."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import polars as pl

from helpers.measures.agreement import krippendorff_alpha
from helpers.measures.resampling import (
    Blocks,
    choose_blocks,
    draw_groups,
    percentile_interval,
    sum_blocks,
)

Scale = Literal["nominal", "interval"]
_DISAGREEMENT, _CODES = "__disagreement", "__codes"


def bootstrap_alpha(
    table: pl.DataFrame,
    *,
    unit: str | Sequence[str],
    coder: str,
    value: str,
    scale: Scale = "nominal",
    within: str = "document",
    order: str = "start",
    block: int | Blocks | None = None,
    resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """Give Krippendorff's alpha of a coded column with its bootstrap interval, and raw agreement.

    Blocks of units are drawn within their documents (`helpers.measures.resampling`), and alpha is
    computed anew from the disagreement within the units drawn and from how often each code occurs
    in them.

    Parameters
    ----------
    table
        One row per unit and coder, with the columns `within` and `order`, which are the same in all
        rows of a unit.
    unit, coder
        As in `helpers.measures.agreement.krippendorff_alpha`.
    value
        The coded column; None is "not coded". The scale interval needs numbers.
    scale
        Level of measurement.
    within, order, block, resamples, level, seed
        As in `helpers.measures.resampling.bootstrap_mean`.

    Returns
    -------
    DataFrame
        One row: value (the column's name), scale, coders, units (coded twice or more), alike (units
        whose codes are all the same), agreement (alike / units), alpha, low, high. Agreement is
        None without such units, alpha also where all codes are the same, the bounds also where the
        interval has no width.

    Raises
    ------
    ValueError
        As `helpers.measures.agreement.krippendorff_alpha`.

    Examples
    --------
    >>> codes = pl.DataFrame({"document": "a", "start": [1, 1, 2, 2, 3, 3], "coder": list("ababab"),
    ...                       "tone": [-1, -1, 0, 0, 1, 0]})
    >>> bootstrap_alpha(
    ...     codes, unit="start", coder="coder", value="tone", scale="interval", block=1
    ... ).select("units", "alike", pl.col("alpha", "low", "high").round(2)).row(0)
    (3, 2, 0.71, -0.67, 1.0)
    """
    units = [unit] if isinstance(unit, str) else list(unit)
    whole = krippendorff_alpha(table, unit=units, coder=coder, values=value, level=scale)
    coders, n, alike, alpha = whole.select("coders", "units", "alike", "alpha").row(0)
    sums, distances = _sum_units(table, units, value, scale, [within, order])
    bounds: tuple[float | None, float | None] = (None, None)
    if alpha is not None:
        columns = [name for name in sums.columns if name not in (within, order)]
        if block is None:
            ratios = {"disagreement": (_DISAGREEMENT, _CODES)}
            block = choose_blocks(sums, ratios=ratios, within=within, order=order)
        blocks = sum_blocks(sums, columns, blocks=block, within=within, order=order)
        (draws,) = draw_groups(blocks, columns, within=within, resamples=resamples, seed=seed)
        observed, total, counts = draws.sums[:, 0], draws.sums[:, 1], draws.sums[:, 2:]
        chance = np.einsum("rc,ck,rk->r", counts, distances, counts)
        possible = (chance > 0) & (total > 1)
        expected = np.where(possible, chance, np.nan) / np.where(possible, total - 1, 1)
        bounds = percentile_interval(1 - observed / expected, level, draws.freedom)
    schema = {"value": pl.String(), "scale": pl.String(), "coders": pl.Int64()}
    schema |= {"units": pl.Int64(), "alike": pl.Int64()}
    schema |= dict.fromkeys(["agreement", "alpha", "low", "high"], pl.Float64())
    row = (value, scale, coders, n, alike, alike / n if n else None, alpha, *bounds)
    return pl.DataFrame([row], schema=schema, orient="row")


def _sum_units(
    table: pl.DataFrame, units: list[str], value: str, scale: Scale, places: list[str]
) -> tuple[pl.DataFrame, np.ndarray]:
    """Give each unit's disagreement, codes, and count of each code; and the codes' distances."""
    codes = table.drop_nulls(value).filter(pl.len().over(units) > 1).sort(*units)
    domain = codes[value].unique().sort()
    distances = 1 - np.eye(len(domain))
    if scale == "interval":
        values = domain.to_numpy().astype(float)
        distances = (values[:, None] - values) ** 2
    number = codes.select(pl.struct(units).rle_id()).to_series().to_numpy()
    first = codes.unique(units, keep="first", maintain_order=True).select(places)
    counts = np.zeros((first.height, len(domain)))
    if first.height:
        np.add.at(counts, (number, codes[value].rank("dense").to_numpy() - 1), 1)
    total = counts.sum(axis=1)
    disagreement = np.einsum("uc,ck,uk->u", counts, distances, counts) / np.maximum(total - 1, 1)
    # Numbers for names, as a code may be called anything.
    columns = {_DISAGREEMENT: disagreement, _CODES: total}
    columns |= {f"__code {place}": counts[:, place] for place in range(len(domain))}
    return first.hstack(pl.DataFrame(columns)), distances
