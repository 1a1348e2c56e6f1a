"""Statistics of one term in two corpora: arrays in, arrays out.

Notation throughout, one row per term: the term occurs `a` times in the target corpus of `c`
tokens and `b` times in the reference corpus of `d` tokens. All functions are vectorised; a value
that is not defined (a ratio to nothing) is NaN here and missing in the tables.

Formulas and their names follow Rayson's log-likelihood page (Lancaster University), Hardie (2014)
for the log ratio, Gabrielatos (2018) for %DIFF and Evert (2022) for the conservative log ratio.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv, chdtrc, ndtri, xlogy

Floats = NDArray[np.float64]


def _floats(*values: ArrayLike) -> list[Floats]:
    return [np.asarray(value, dtype=np.float64) for value in values]


def _ratio(above: ArrayLike, below: ArrayLike) -> Floats:
    """Divide; NaN where the divisor is 0."""
    top, bottom = np.broadcast_arrays(*_floats(above, below))
    quotient = np.full(bottom.shape, np.nan)
    np.divide(top, bottom, out=quotient, where=bottom != 0)
    return quotient


def expected(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> tuple[Floats, Floats]:
    """Count what target and reference would hold if the term were equally frequent in both.

    E1 = c (a + b) / (c + d), E2 = d (a + b) / (c + d).

    >>> [float(e) for e in expected(10, 5, 1000, 1000)]
    [7.5, 7.5]
    """
    a, b, c, d = _floats(a, b, c, d)
    return _ratio(c * (a + b), c + d), _ratio(d * (a + b), c + d)


def g2(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, cells: int = 4) -> Floats:
    """Log-likelihood ratio G² of the 2 x 2 table, never negative.

    G² = 2 Σ O ln(O / E), over the two cells that hold the term (`cells=2`: Rayson and Garside
    2000) or over all four (`cells=4`: Dunning 1993). A cell with O = 0 adds 0, the limit of
    O ln O. Chi-squared with one degree of freedom where frequencies are equal.

    >>> round(float(g2(10, 5, 1000, 1000, cells=2)), 6), round(float(g2(10, 5, 1000, 1000)), 6)
    (1.69899, 1.711585)
    """
    if cells not in (2, 4):
        raise ValueError(f"G² has 2 or 4 cells, not {cells}")
    a, b, c, d = _floats(a, b, c, d)
    e1, e2 = expected(a, b, c, d)
    total = _cell(a, e1) + _cell(b, e2)
    if cells == 4:
        total = total + _cell(c - a, c - e1) + _cell(d - b, d - e2)
    # Equal frequencies leave a rounding residue on either side of 0.
    return np.asarray(np.maximum(2 * total, 0.0))


def _cell(observed: Floats, expected: Floats) -> Floats:
    """Give O ln(O / E), 0 for an empty cell."""
    return np.where(observed > 0, xlogy(observed, _ratio(observed, expected)), 0.0)


def williams(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Four-cell G² divided by Williams' (1976) correction for small samples.

    q = 1 + (N/R1 + N/R2 - 1) (N/C1 + N/C2 - 1) / 6N with the row and column totals R and C.
    NaN where a total is 0.

    >>> round(float(williams(3, 7, 10, 9)), 6)
    4.200833
    """
    a, b, c, d = _floats(a, b, c, d)
    n = c + d
    rows = _ratio(n, a + b) + _ratio(n, n - a - b) - 1
    columns = _ratio(n, c) + _ratio(n, d) - 1
    return _ratio(g2(a, b, c, d), 1 + rows * columns / (6 * n))


def chi2(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, yates: bool = False) -> Floats:
    """Pearson's X² of the 2 x 2 table, on request with Yates' continuity correction.

    X² = N (|ad' - bc'| - h)² / (R1 R2 C1 C2), h = N / 2 with the correction (never past 0) and 0
    without, c' and d' being the counts of all other tokens. NaN where a total is 0.

    >>> round(float(chi2(3, 7, 10, 9)), 6), round(float(chi2(3, 7, 10, 9, yates=True)), 6)
    (4.33716, 2.632438)
    """
    a, b, c, d = _floats(a, b, c, d)
    n = c + d
    distance = np.abs(a * (d - b) - b * (c - a))
    if yates:
        distance = np.maximum(distance - n / 2, 0)
    return _ratio(n * distance**2, (a + b) * (n - a - b) * c * d)


def fisher(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Two-sided p of Fisher's exact test (scipy): for counts too small for G².

    >>> round(float(fisher(3, 7, 10, 9)), 6)
    0.069779
    """
    # The only thing here that needs scipy's statistics, which take seconds to import.
    from scipy import stats

    a, b, c, d = np.broadcast_arrays(*_floats(a, b, c, d))
    rows = zip(a.flat, b.flat, c.flat, d.flat, strict=True)
    p = [stats.fisher_exact([[i, j], [k - i, n - j]]).pvalue for i, j, k, n in rows]
    return np.array(p, dtype=np.float64).reshape(a.shape)


def p_value(statistic: ArrayLike) -> Floats:
    """Upper tail of chi-squared with one degree of freedom.

    >>> round(float(p_value(3.841459)), 6)
    0.05
    """
    return np.asarray(chdtrc(1, np.asarray(statistic, dtype=np.float64)))


def bonferroni(p: ArrayLike, *, tests: int | None = None) -> Floats:
    """Adjust p values by Bonferroni: p times the number of tests, at most 1.

    >>> bonferroni([0.01, 0.04, 0.5]).tolist()
    [0.03, 0.12, 1.0]
    """
    values = np.asarray(p, dtype=np.float64)
    return np.asarray(np.minimum(values * (values.size if tests is None else tests), 1.0))


def holm(p: ArrayLike, *, tests: int | None = None) -> Floats:
    """Adjust p values step-down (Holm 1979): as strict as Bonferroni for the smallest p only.

    `tests` counts the tests made where they are more than the p values given.

    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    steps = values[order] * ((values.size if tests is None else tests) - np.arange(values.size))
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def log_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Binary logarithm of the ratio of the relative frequencies (Hardie 2014).

    log2((a / c) / (b / d)); a count of 0 is replaced by 0.5 here and nowhere else. NaN where the
    term occurs in neither corpus. One unit is a doubling.

    >>> float(log_ratio(10, 5, 1000, 1000))
    1.0
    """
    a, b, c, d = _floats(a, b, c, d)
    some = np.where(a + b > 0, 1.0, np.nan)
    return some * np.log2(_ratio(_half(a) * d, _half(b) * c))


def _half(count: Floats) -> Floats:
    return np.asarray(np.where(count == 0, 0.5, count))


def log_ratio_interval(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Confidence interval of the log ratio: the Wald interval of a log relative risk.

    log ratio ± z sqrt(1/a - 1/c + 1/b - 1/d) / ln 2 (Katz et al. 1978), with 0.5 for a count of
    0, as in the log ratio itself. It takes tokens for independent draws; words cluster, so read
    it as a lower limit of the uncertainty.

    >>> [round(float(bound), 4) for bound in log_ratio_interval(10, 5, 1000, 1000)]
    [-0.5436, 2.5436]
    """
    a, b, c, d = _floats(a, b, c, d)
    middle = log_ratio(a, b, c, d)
    variance = 1 / _half(a) - _ratio(1, c) + 1 / _half(b) - _ratio(1, d)
    reach = ndtri((1 + confidence) / 2) * np.sqrt(variance) / np.log(2)
    return middle - reach, middle + reach


def conservative_log_ratio(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    confidence: float = 0.95,
    tests: int = 1,
) -> Floats:
    """Bound nearer to 0 of an exact interval of the log ratio; 0 if the interval holds 0.

    Evert's LRC (2022; `keyness()` of the R package corpora): the two-sided Clopper-Pearson
    interval of τ = a / (a + b), at the level that Bonferroni asks of `tests` tests, turned into
    log2((d / c) τ / (1 - τ)). The lower bound counts where a/c >= b/d, the upper bound otherwise;
    it is clamped at 0. A count of 0 needs no substitute: the bound that is used is always finite.
    NaN where the term occurs in neither corpus.

    >>> round(float(conservative_log_ratio(150, 50, 100000, 200000)), 4)
    2.1143
    >>> float(conservative_log_ratio(10, 5, 1000, 1000))
    0.0
    """
    a, b, c, d = np.broadcast_arrays(*_floats(a, b, c, d))
    over = a * d >= b * c
    more, less = np.where(over, a, b), np.where(over, b, a)
    # Both directions read a lower bound, the second one with the corpora exchanged: the inverse
    # of the incomplete beta function is more precise near 0 than near 1.
    tail = (1 - confidence) / tests / 2
    # The bound lies beyond 0 where the share of equal frequencies leaves more than the tail below
    # it; only there the inverse, which takes long, is asked for.
    equal = np.where(over, _ratio(c, c + d), _ratio(d, c + d))
    beyond = betainc(more, less + 1, equal) < tail
    share = np.where(beyond, equal, np.where(a + b > 0, 0.0, np.nan))
    share[beyond] = betaincinv(more[beyond], less[beyond] + 1, tail)
    odds = np.where(over, _ratio(d, c), _ratio(c, d)) * share / (1 - share)
    distance = np.log2(np.maximum(odds, 1.0))
    return np.asarray(np.where(over, distance, 0.0 - distance))


def share_interval(
    hits: ArrayLike, n: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact interval of a share (Clopper and Pearson 1934).

    >>> [round(float(end), 4) for end in share_interval(8, 14)]
    [0.2886, 0.8234]
    """
    hits, n = _floats(hits, n)
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(hits > 0, betaincinv(hits, n - hits + 1, tail), 0.0)
        high = np.where(hits < n, betaincinv(hits + 1, n - hits, 1 - tail), 1.0)
    return low, high


def percent_difference(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """%DIFF (Gabrielatos and Marchi 2011): 100 (a/c - b/d) / (b/d); NaN where b = 0.

    >>> float(percent_difference(10, 5, 1000, 1000))
    100.0
    """
    return 100 * (relative_risk(a, b, c, d) - 1)


def relative_risk(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Ratio of the relative frequencies, (a/c) / (b/d); NaN where b = 0.

    >>> float(relative_risk(150, 50, 100000, 200000))
    6.0
    """
    a, b, c, d = _floats(a, b, c, d)
    return _ratio(a * d, b * c)


def odds_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Ratio of the odds, a (d - b) / (b (c - a)); NaN where the divisor is 0.

    >>> round(float(odds_ratio(10, 5, 1000, 1000)), 6)
    2.010101
    """
    a, b, c, d = _floats(a, b, c, d)
    return _ratio(a * (d - b), b * (c - a))


def bic(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Bayes factor approximated by BIC (Wilson 2013): two-cell G² - ln(c + d).

    Below 0 the data favour equal frequencies; above 2, 6 and 10 the evidence of a difference is
    positive, strong and very strong.

    >>> round(float(bic(150, 50, 100000, 200000)), 4)
    132.5846
    """
    c, d = _floats(c, d)
    return g2(a, b, c, d, cells=2) - np.log(c + d)


def ell(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Effect size of the log-likelihood (Johnston et al. 2006), 0..1.

    Two-cell G² / (N ln min(E1, E2)). NaN where the smaller expected count is at most 1: its
    logarithm is then no positive divisor.

    >>> round(float(ell(10, 5, 1000, 1000)), 8)
    0.00042161
    """
    c, d = _floats(c, d)
    least = np.minimum(*expected(a, b, c, d))
    divisor = (c + d) * np.log(np.where(least > 1, least, 1))
    return _ratio(g2(a, b, c, d, cells=2), divisor)


def pmi(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Pointwise mutual information of term and target corpus, log2(a / E1); NaN where a = 0.

    >>> round(float(pmi(10, 5, 1000, 1000)), 6)
    0.415037
    """
    share = _ratio(a, expected(a, b, c, d)[0])
    return np.log2(np.where(share > 0, share, np.nan))
