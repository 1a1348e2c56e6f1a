"""Tell how often intervals hold the truth, and superlatives between equals pass for findings.

    python benchmarks/coverage.py [REPETITIONS]

Simulates articles whose sentences come in runs, with a known truth, for several lag-1
correlations. Prints how often the 95 % interval of the blocks holds the truth, beside that of
single sentences (blocks of 1, as if neighbours were independent); then how often the first of
several equals is chosen again in 97.5 % of the resamples. At a correlation of .8 blocks should
hold the truth in 90 to 98 % of the simulations, and no more than 10 % of superlatives should pass.
A single article (column "of each article") has too few runs for that: its interval is too short.
"""

import sys
from collections.abc import Callable
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.resampling import (
    Blocks,
    adjusted_difference,
    bootstrap_difference,
    bootstrap_mean,
    choose,
    choose_blocks,
    draw_sums,
    sum_blocks,
)

Numbers = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int, float, float], Numbers]
SHAPES = {
    "5 articles of 30 to 100": [30, 47, 65, 82, 100],
    "30 articles of 40": [40] * 30,
    "200 articles of 3": [3] * 200,
}
CORRELATIONS = (0.0, 0.5, 0.8, 0.9)
# Articles differ, by these from the corpus' mean.
SHIFTS = (-0.1, 0.0, 0.05, 0.15, -0.05)
RESAMPLES, LEVEL = 500, 0.95
GROUPS = {"voice": ("quote", "narrator")}


def shares(rng: np.random.Generator, n: int, correlation: float, shift: float) -> Numbers:
    """Draw values of 0 and 1 in runs; the mean is .35 + shift."""
    return runs(rng, n, correlation, lambda size: (rng.random(size) < 0.35 + shift).astype(float))


def tones(rng: np.random.Generator, n: int, correlation: float, shift: float) -> Numbers:
    """Draw values of -1 to 1 around a first-order autoregression; the mean is shift."""
    noise = rng.normal(size=n) * np.sqrt(1 - correlation**2)
    noise[0] /= np.sqrt(1 - correlation**2)
    values = np.empty(n)
    last = 0.0
    for place in range(n):
        last = values[place] = correlation * last + noise[place]
    return np.clip(0.25 * values + shift, -1, 1)


def runs(
    rng: np.random.Generator, n: int, correlation: float, draw: Callable[[int], Numbers]
) -> Numbers:
    """Repeat the last value with this probability, or else draw another."""
    fresh = rng.random(n) >= correlation
    fresh[0] = True
    return draw(n)[np.maximum.accumulate(np.where(fresh, np.arange(n), 0))]


def corpus(rng: np.random.Generator, lengths: list[int], r: float, draw: Draw) -> pl.DataFrame:
    """Simulate a table of sentences whose value and voice come in runs."""
    articles = []
    for number, n in enumerate(lengths):
        voice = runs(rng, n, r, lambda size: rng.integers(0, 2, size).astype(float))
        articles.append(
            pl.DataFrame(
                {
                    "document": f"{number:04}",
                    "sentence": np.arange(n),
                    "value": draw(rng, n, r, SHIFTS[number % len(SHIFTS)]),
                    "voice": np.where(voice > 0, *GROUPS["voice"]),
                }
            )
        )
    return pl.concat(articles)


def covers(table: pl.DataFrame, measure: Callable[..., pl.DataFrame], truths: list[float]) -> float:
    """Give the share of intervals that hold the truth; no number where there is no interval."""
    holds = measure(table).select(
        pl.col("low") <= pl.Series(truths), high=pl.Series(truths) <= pl.col("high")
    )
    share = holds.select(pl.col("low") & pl.col("high")).to_series().mean()
    return float("nan") if share is None else share


def coverage(lengths: list[int], r: float, draw: Draw, repetitions: int) -> list[float]:
    """Simulate; give the shares of intervals that hold the truth."""
    rng = np.random.default_rng([7, len(lengths), round(100 * r)])
    base = {shares: 0.35, tones: 0.0}[draw]
    shifts = [SHIFTS[number % len(SHIFTS)] for number in range(len(lengths))]
    mean = base + float(np.average(shifts, weights=lengths))
    options = {"value": "value", "resamples": RESAMPLES, "level": LEVEL}
    pair = dict(zip(("first", "second"), GROUPS["voice"], strict=True), between="voice")
    # Both voices have the same mean in each article, and as many sentences in the long run.
    measures = [
        (partial(bootstrap_mean, block=1, **options), [mean]),
        (partial(bootstrap_mean, **options), [mean]),
        (partial(bootstrap_mean, by="document", **options), [base + shift for shift in shifts]),
        (partial(bootstrap_difference, block=1, **options, **pair), [0.0]),
        (partial(bootstrap_difference, **options, **pair), [0.0]),
        (partial(adjusted_difference, **options, **pair), [0.0]),
    ]
    holds = np.empty((repetitions, len(measures)))
    for turn in range(repetitions):
        table = corpus(rng, lengths, r, draw)
        holds[turn] = [covers(table, *measure) for measure in measures]
    counts = (~np.isnan(holds)).sum(axis=0)
    return [float(share) for share in np.nansum(holds, axis=0) / np.where(counts, counts, np.nan)]


def superlatives(candidates: int, r: float, repetitions: int) -> float:
    """Give the share of simulations in which the first of equals is chosen again often enough."""
    rng = np.random.default_rng([11, candidates, round(100 * r)])
    passed = 0
    names = [f"c{number}" for number in range(candidates)]
    for _ in range(repetitions):
        parts = []
        for number, n in enumerate(SHAPES["5 articles of 30 to 100"]):
            kinds = runs(rng, n, r, lambda size: rng.integers(0, candidates, size).astype(float))
            part = {name: (kinds == place).astype(int) for place, name in enumerate(names)}
            parts.append(
                pl.DataFrame({"document": str(number), "sentence": np.arange(n), "unit": 1, **part})
            )
        table = pl.concat(parts)
        rule: Blocks = choose_blocks(table, ratios={name: (name, "unit") for name in names})
        sums = sum_blocks(table, [*names, "unit"], blocks=rule)
        draws = draw_sums(sums, [*names, "unit"], resamples=RESAMPLES)
        values = [table[name].mean() for name in names]
        first = choose(names, values, draws[:, :-1] / draws[:, -1:]).row(0, named=True)
        passed += first["chosen"] >= 1 - (1 - LEVEL) / 2
    return passed / repetitions


def main(repetitions: int) -> None:
    """Print both tables."""
    print("How often 95 % intervals hold the truth, %")
    print(f"{'':36}{'mean:':>9}{'of each':>15}{'difference:':>14}")
    print(f"{'':36}{'single  blocks article  single  blocks adjusted':>48}")
    for shape, lengths in SHAPES.items():
        for draw in (shares, tones):
            for r in CORRELATIONS if len(lengths) <= 5 else (0.8,):
                few = repetitions if r == 0.8 and len(lengths) <= 5 else max(20, repetitions // 4)
                found = coverage(lengths, r, draw, few)
                numbers = "".join(f"{100 * share:8.1f}" for share in found)
                print(f"{shape:25}{draw.__name__:7}{r:4}{numbers}", flush=True)
    print("How often the first of equals is chosen again in 97.5 % of the resamples, %")
    for candidates in (2, 3, 10):
        for r in CORRELATIONS:
            share = superlatives(candidates, r, repetitions)
            print(f"{candidates:2} equals, correlation {r}: {100 * share:.1f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
