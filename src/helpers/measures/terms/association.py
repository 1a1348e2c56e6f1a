"""How strongly two words attract each other: measures on a 2 x 2 table of co-occurrence.

Notation: `o11` of `n` units (pairs, tokens or sentences) hold both words, `r1` hold the first one,
`c1` the second; E11 = r1 c1 / n are expected by chance. Formulas as in Evert (2008) and Manning and
Schütze (1999); they give the numbers of NLTK's `BigramAssocMeasures`. All are vectorised, and a
value that is not defined (a table that cannot exist, a logarithm of 0) is NaN.
"""

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

Floats = NDArray[np.float64]

MEASURES = ("g2", "chi2", "pmi", "npmi", "log_dice", "t_score")


def _table(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> list[Floats]:
    return [np.asarray(value, dtype=np.float64) for value in (o11, r1, c1, n)]


def _log2(value: Floats) -> Floats:
    return np.asarray(np.log2(np.where(value > 0, value, np.nan)))


def g2(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Log-likelihood ratio of all four cells (Dunning 1993): 2 Σ O ln(O / E).

    A cell with O = 0 adds 0. Unsigned: compare o11 with E11 for the direction.

    >>> round(float(g2(8, 13, 32, 31777)), 6)
    95.285759
    """
    o11, r1, c1, n = _table(o11, r1, c1, n)
    cells = (
        (o11, r1 * c1),
        (r1 - o11, r1 * (n - c1)),
        (c1 - o11, (n - r1) * c1),
        (n - r1 - c1 + o11, (n - r1) * (n - c1)),
    )
    total = np.zeros(np.broadcast_shapes(o11.shape, r1.shape, c1.shape, n.shape))
    for observed, expected in cells:
        # No unit can be in a cell that none is expected in: its ratio is not asked for.
        ratio = observed * n / np.where(expected > 0, expected, 1)
        total = total + xlogy(observed, np.where(observed < 0, np.nan, ratio))
    return np.asarray(np.maximum(2 * total, 0.0))


def chi2(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Pearson's X² = n (o11 o22 - o12 o21)² / (r1 r2 c1 c2); NaN where a total is 0.

    >>> round(float(chi2(8, 15828, 4675, 14307668)), 6)
    1.548869
    """
    o11, r1, c1, n = _table(o11, r1, c1, n)
    totals = r1 * (n - r1) * c1 * (n - c1)
    return np.asarray(n * (n * o11 - r1 * c1) ** 2 / np.where(totals > 0, totals, np.nan))


def pmi(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Pointwise mutual information, log2(o11 / E11) (Church and Hanks 1990); NaN where o11 = 0.

    >>> round(float(pmi(20, 42, 20, 14307668)), 6)
    18.377968
    """
    o11, r1, c1, n = _table(o11, r1, c1, n)
    return _log2(o11 * n / (r1 * c1))


def npmi(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Normalised PMI, pmi / -log2(o11 / n) (Bouma 2009): 1 where the words only occur together.

    NaN where o11 = 0 (the limit is -1) and where o11 = n.

    >>> float(npmi(5, 5, 5, 100)), float(npmi(4, 20, 20, 100))
    (1.0, 0.0)
    """
    o11, r1, c1, n = _table(o11, r1, c1, n)
    surprise = -_log2(o11 / n)
    return np.asarray(pmi(o11, r1, c1, n) / np.where(surprise > 0, surprise, np.nan))


def log_dice(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike) -> Floats:
    """Logarithmic Dice, 14 + log2(2 o11 / (r1 + c1)) (Rychlý 2008); NaN where o11 = 0.

    At most 14, and the same in corpora of any size.

    >>> float(log_dice(5, 5, 5))
    14.0
    """
    o11, r1, c1, _ = _table(o11, r1, c1, 0)
    return 14 + _log2(2 * o11 / (r1 + c1))


def t_score(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Score (o11 - E11) / √o11 (Church et al. 1991); NaN where o11 = 0.

    >>> round(float(t_score(8, 15828, 4675, 14307668)), 6)
    0.999932
    """
    o11, r1, c1, n = _table(o11, r1, c1, n)
    return np.asarray((o11 - r1 * c1 / n) / np.sqrt(np.where(o11 > 0, o11, np.nan)))


def with_measures(
    table: pl.DataFrame, o11: pl.Expr, r1: pl.Expr, c1: pl.Expr, n: int
) -> pl.DataFrame:
    """Add the columns of `MEASURES` to a table of co-occurrence.

    >>> table = pl.DataFrame({"o11": [8], "r1": [13], "c1": [32]})
    >>> with_measures(table, pl.col("o11"), pl.col("r1"), pl.col("c1"), 31777)["g2"].round(4)[0]
    95.2858
    """
    cells = table.select(o11=o11, r1=r1, c1=c1).cast(pl.Float64)
    o, r, c = (cells[name].to_numpy() for name in ("o11", "r1", "c1"))
    return table.with_columns(
        g2=g2(o, r, c, n),
        chi2=chi2(o, r, c, n),
        pmi=pmi(o, r, c, n),
        npmi=npmi(o, r, c, n),
        log_dice=log_dice(o, r, c),
        t_score=t_score(o, r, c, n),
    ).with_columns(pl.col(MEASURES).fill_nan(None))
