"""How many different words a text uses: measures of one sequence of words.

The type-token ratio falls as a text grows, so texts of unequal length are compared by measures that
hold the length fixed (MATTR, MSTTR, HD-D), measure lengths (MTLD) or correct for it (Yule's K,
Maas). A measure that the text is too short for is NaN. `helpers.measures.terms.diversity` applies
them to tables, with intervals.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import betaln

Codes = NDArray[np.int64]
Words = Sequence[str] | pl.Series | Codes
"""Words, or numbers that stand for them: equal for equal words."""


def _codes(words: Words) -> Codes:
    if isinstance(words, np.ndarray):
        return words
    return pl.Series(words, dtype=pl.String).rank("dense").cast(pl.Int64).to_numpy()


def _counts(words: Words) -> Codes:
    return np.asarray(np.unique(_codes(words), return_counts=True)[1])


def ttr(words: Words) -> float:
    """Type-token ratio: types / tokens. NaN for an empty text.

    >>> ttr("one one two one".split())
    0.5
    """
    counts = _counts(words)
    return float(counts.size / counts.sum()) if counts.size else np.nan


def mattr(words: Words, *, window: int = 100) -> float:
    """Moving-average type-token ratio (Covington and McFall 2010).

    The mean type-token ratio of all runs of `window` tokens. NaN for a text shorter than that.

    >>> round(mattr("one one two one one two one".split(), window=3), 6)
    0.666667
    """
    codes = _codes(words)
    n = codes.size
    if n < window or window < 1:
        return np.nan
    order = np.argsort(codes, kind="stable")
    repeats = np.diff(codes[order]) == 0
    previous = np.full(n, -1)
    previous[order[1:][repeats]] = order[:-1][repeats]
    # A token adds a type to each window that holds it but not its previous occurrence.
    place = np.arange(n)
    first = np.maximum(np.maximum(previous + 1, place - window + 1), 0)
    last = np.minimum(place, n - window)
    types = np.maximum(last - first + 1, 0).sum()
    return float(types / (window * (n - window + 1)))


def msttr(words: Words, *, segment: int = 100) -> float:
    """Mean segmental type-token ratio (Johnson 1944).

    The mean type-token ratio of consecutive segments of `segment` tokens. A shorter remainder at
    the end is left out, a whole last segment is not. NaN for a text shorter than one segment.

    >>> msttr("apple orange apple orange pear pear apple orange".split(), segment=2)
    0.875
    """
    codes = _codes(words)
    if codes.size < segment or segment < 1:
        return np.nan
    whole = codes[: codes.size // segment * segment].reshape(-1, segment)
    types = 1 + (np.diff(np.sort(whole, axis=1), axis=1) != 0).sum(axis=1)
    return float(types.mean() / segment)


def mtld(words: Words, *, threshold: float = 0.72) -> float:
    """Measure of textual lexical diversity (McCarthy and Jarvis 2010).

    Tokens divided by factors: reading on, a factor is complete where the type-token ratio since
    the last one has come down to `threshold`; the rest of the text counts as (1 - ratio) /
    (1 - threshold) of a factor. The mean of reading forwards and backwards. NaN for a text in which
    no word is repeated: it has no factor, and the measure no value.

    >>> round(mtld("a b c d e f g h i a".split()), 6)
    28.0
    """
    numbers = _codes(words).tolist()
    factors = _factors(numbers, threshold), _factors(numbers[::-1], threshold)
    return float(np.mean([len(numbers) / n for n in factors])) if all(factors) else np.nan


def _factors(words: list[int], threshold: float) -> float:
    complete, length, ratio = 0, 0, 1.0
    types: set[int] = set()
    for word in words:
        length += 1
        types.add(word)
        ratio = len(types) / length
        if ratio <= threshold:
            complete, length, ratio = complete + 1, 0, 1.0
            types = set()
    return complete + (1 - ratio) / (1 - threshold)


def hdd(words: Words, *, draws: int = 42) -> float:
    """HD-D, the hypergeometric distribution of diversity (McCarthy and Jarvis 2007).

    The expected type-token ratio of `draws` tokens drawn from the text without replacement: the sum
    over types of the chance to be drawn at all, divided by `draws`. NaN for a shorter text.

    >>> round(hdd("a a b b".split(), draws=2), 6)
    0.833333
    """
    counts = _counts(words)
    if counts.sum() < draws or draws < 1:
        return np.nan
    frequencies, types = np.unique(counts, return_counts=True)
    others = counts.sum() - frequencies
    # A type can only be missed where the others fill all draws.
    possible = others >= draws
    misses = np.zeros(frequencies.size)
    misses[possible] = np.exp(
        _log_binomial(others[possible], draws) - _log_binomial(counts.sum(), draws)
    )
    return float(((1 - misses) * types).sum() / draws)


def _log_binomial(n: Codes | np.int64, k: int) -> NDArray[np.float64]:
    return np.asarray(-np.log(n + 1) - betaln(n - k + 1, k + 1))


def yule_k(words: Words) -> float:
    """Yule's characteristic K (1944): 10,000 (Σ f² - N) / N² over the counts f of all types.

    10,000 times the chance that two tokens are the same word: low for a diverse text. NaN for an
    empty one.

    >>> yule_k("a a b b".split())
    2500.0
    """
    counts = _counts(words)
    n = counts.sum()
    return float(1e4 * ((counts**2).sum() - n) / n**2) if n else np.nan


def maas(words: Words) -> float:
    """Maas' a² (1972): (ln N - ln V) / (ln N)² with N tokens and V types, low for a diverse text.

    NaN for a text of fewer than two tokens.

    >>> round(maas("a b c d a b c d".split()), 6)
    0.160299
    """
    counts = _counts(words)
    n = counts.sum()
    return float(np.log(n / counts.size) / np.log(n) ** 2) if n > 1 else np.nan
