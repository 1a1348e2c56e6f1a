"""Lexical diversity of texts, with intervals.

Intervals come from a delete-group jackknife: the text is cut into `groups` runs of whole sentences,
the measure is computed without each run in turn, and the spread of the results gives a standard
error (Efron and Stein 1981) for a t interval. The bootstrap is not used: drawing sentences with
replacement repeats words and so lowers diversity itself. On simulated texts of 400 and 1,000 words,
95 % percentile intervals of MATTR, HD-D and MTLD held the true value in 1 to 99 % of texts, mostly
in fewer than half; jackknife intervals held it in 90 to 99 %.
"""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from scipy.special import stdtrit

from helpers.measures.joins import join_in_order
from helpers.measures.terms import richness
from helpers.measures.terms.frequency import vocabulary
from helpers.measures.terms.richness import Codes

Measure = Callable[[Codes], float]


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
    """Measure the lexical diversity of every text.

    Parameters
    ----------
    by
        What makes a text. Tokens are read in the order of document, sentence and position.
    window
        Tokens in a window (MATTR) and in a segment (MSTTR).
    threshold
        Type-token ratio that completes a factor (MTLD).
    draws
        Tokens that are drawn (HD-D).
    confidence
        None leaves the intervals out, which is twenty times as fast.
    groups
        Runs of sentences for the jackknife, at most the number of sentences; below five runs there
        is no interval.

    Returns
    -------
        The columns of `by`, measure (ttr, mattr, msttr, mtld, hdd, yule_k, maas: see `richness`),
        value (None where the text is too short), low, high, tokens. The type-token ratio has no
        interval: it depends on the length, which the jackknife changes.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 7, "sentence": [0] * 7, "position": range(7),
    ...     "token": "one one two one one two one".split()})
    >>> diversity(tokens, window=2, draws=2).select("measure", "value").head(4).rows()
    [('ttr', 0.28...), ('mattr', 0.83...), ('msttr', 0.83...), ('mtld', 3.5)]
    """
    measures: dict[str, Measure] = {
        "ttr": richness.ttr,
        "mattr": lambda codes: richness.mattr(codes, window=window),
        "msttr": lambda codes: richness.msttr(codes, segment=window),
        "mtld": lambda codes: richness.mtld(codes, threshold=threshold),
        "hdd": lambda codes: richness.hdd(codes, draws=draws),
        "yule_k": richness.yule_k,
        "maas": richness.maas,
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
    for *key, numbers, places in texts.iter_rows():
        codes = np.asarray(numbers, dtype=np.int64)
        runs = _runs(codes, np.asarray(places), groups)
        for name, measure in measures.items():
            value = measure(codes)
            low = high = np.nan
            if confidence is not None and name != "ttr":
                low, high = _jackknife(value, runs, measure, confidence)
            rows.append([*key, name, value, low, high, codes.size])
    schema = {name: tokens.schema[name] for name in by} | {
        "measure": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "tokens": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        pl.col("value", "low", "high").fill_nan(None)
    )


def vocabulary_measures(
    tokens: pl.DataFrame, *, term: str = "token", confidence: float | None = 0.95
) -> pl.DataFrame:
    """Put the size and the diversity of each document's vocabulary side by side.

    Parameters
    ----------
    confidence
        As in `diversity`.

    Returns
    -------
        document, tokens, types, hapaxes (see `helpers.measures.terms.frequency.vocabulary`), and
        for ttr, mattr, mtld and hdd the value with its ends, as in ``mattr``, ``mattr_low``,
        ``mattr_high``.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 3, "sentence": [0] * 3, "position": range(3),
    ...     "token": ["red", "sea", "red"]})
    >>> vocabulary_measures(tokens).select("tokens", "types", "ttr", "mattr").rows()
    [(3, 2, 0.66..., None)]
    """
    kinds = ("ttr", "mattr", "mtld", "hdd")
    long = diversity(tokens, term=term, confidence=confidence)
    table = vocabulary(tokens, term=term).drop("hapax_share")
    for kind in kinds:
        one = long.filter(measure=kind).select(
            "document",
            pl.col("value").alias(kind),
            pl.col("low").alias(f"{kind}_low"),
            pl.col("high").alias(f"{kind}_high"),
        )
        table = join_in_order(table, one, on="document")
    return table


def _runs(codes: Codes, places: Codes, groups: int) -> list[Codes]:
    """Cut a text at sentence ends into runs of about equally many tokens."""
    ends = np.flatnonzero(np.diff(places)) + 1
    targets = np.linspace(0, codes.size, min(groups, ends.size + 1) + 1)[1:-1]
    nearest = [ends[np.abs(ends - place).argmin()] for place in targets]
    return np.split(codes, np.unique(np.array(nearest, dtype=np.int64)))


def _jackknife(
    value: float, runs: list[Codes], measure: Measure, confidence: float
) -> tuple[float, float]:
    g = len(runs)
    if g < 5:
        return np.nan, np.nan
    without = np.array([measure(np.concatenate(runs[:i] + runs[i + 1 :])) for i in range(g)])
    error = np.sqrt((g - 1) / g * ((without - without.mean()) ** 2).sum())
    reach = stdtrit(g - 1, (1 + confidence) / 2) * error
    return value - reach, value + reach
