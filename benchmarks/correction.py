"""Tell how often the interval of a corrected share holds the truth, and how wide it is.

    python benchmarks/correction.py [REPETITIONS]

Simulates corpora of known shares, instruments of known errors and coded samples, and prints how
often the 95 % interval holds the corpus' share, %. It should do so in 92 to 98 % of the draws.
Cells outside are listed if they are so by more than chance (two standard errors). Two kinds cannot
be inside: with an instrument without any error every estimate is nearly the truth, and the interval
cannot know that; and where few errors are to be found in a small sample, the interval must allow
for more than it sees. Both are too wide, not too narrow.

Then the same for samples of whole articles, for tones, and for several instruments.
"""

import sys
from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from helpers.measures.correction.estimator import (
    Interval,
    Population,
    Sample,
    correct,
    parts_of,
    tuned_weights,
)

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
# Sensitivity and specificity.
INSTRUMENTS = {
    "good": (0.9, 0.98),
    "poor": (0.4, 0.9),
    "useless": (0.1, 0.9),
    "no error": (1.0, 1.0),
}
PREVALENCES = (0.03, 0.1, 0.3, 0.5)
SENTENCES, CODED = (3000, 600), (60, 100, 200)
DESIGNS = ("simple", "strata", "hits", "hits, not named")
LOWEST, HIGHEST = 0.92, 0.98
# Draws from one corpus, before another is simulated.
DRAWS = 20


def simulate(
    rng: np.random.Generator, n: int, prevalence: float, *, alike: bool
) -> tuple[Numbers, Places]:
    """Give traits of sentences and their articles; `alike`: articles have shares of their own."""
    lengths = rng.integers(20, 41, size=n // 20 + 1)
    article = np.repeat(np.arange(len(lengths)), lengths)[:n]
    share = np.full(n, prevalence)
    if alike:
        share = rng.beta(2 * prevalence, 2 - 2 * prevalence, size=len(lengths))[article]
    trait = rng.random(n) < share
    surplus = int(trait.sum()) - round(prevalence * n)
    change = rng.choice(np.flatnonzero(trait == (surplus > 0)), abs(surplus), replace=False)
    trait[change] = surplus < 0
    return trait.astype(float), article


def read(rng: np.random.Generator, trait: Numbers, instrument: str) -> Numbers:
    """Give what an instrument says of each sentence."""
    sensitivity, specificity = INSTRUMENTS[instrument]
    chance = np.where(trait == 1, sensitivity, 1 - specificity)
    return (rng.random(len(trait)) < chance).astype(float)


def draw(rng: np.random.Generator, n: int, strata: Places) -> tuple[Places, Numbers]:
    """Draw as many sentences from each stratum; give their places and probabilities."""
    members = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
    sizes = [n // len(members)] * len(members)
    sizes[-1] = min(sizes[-1], len(members[-1]))
    sizes[0] = n - sum(sizes[1:])
    places = [rng.choice(one, k, replace=False) for one, k in zip(members, sizes, strict=True)]
    chances = [np.full(k, k / len(one)) for one, k in zip(members, sizes, strict=True)]
    return np.concatenate(places), np.concatenate(chances)


def population_of(values: Numbers, strata: Places) -> Population:
    """Sum up what the instruments say of all sentences."""
    parts = [values[strata == stratum] for stratum in range(strata.max() + 1)]
    return Population(
        np.array([float(len(part)) for part in parts]),
        np.array([part.mean(axis=0) for part in parts]),
        np.array([part.min(axis=0) for part in parts]),
        np.array([part.max(axis=0) for part in parts]),
    )


def estimate(
    sample: Sample,
    population: Population,
    *,
    bounded: tuple[float, float] = (0, 1),
    articles: bool = False,
) -> tuple[Interval, Interval]:
    """Give the interval of the codes alone and the corrected one."""
    parts = parts_of(population, sample, bounded)
    weights = tuned_weights(parts)
    if articles:
        parts = parts.by_document()
    alone, corrected, _ = correct(parts, weights, level=0.95, bounded=bounded)
    return alone, corrected


def summary(results: list[tuple[Interval, Interval, float]]) -> tuple[float, float, float]:
    """Give how often the corrected interval and that of the codes hold the truth, and widths."""
    holds = [
        (two.low - 1e-9 <= truth <= two.high + 1e-9, one.low - 1e-9 <= truth <= one.high + 1e-9)
        for one, two, truth in results
    ]
    corrected, alone = np.mean(holds, axis=0)
    widths = np.sum([(two.width, one.width) for one, two, _ in results], axis=0)
    return float(corrected), float(alone), float(widths[0] / widths[1])


def shares(
    rng: np.random.Generator,
    n: int,
    coded: int,
    prevalence: float,
    instrument: str,
    design: str,
    repetitions: int,
    *,
    alike: bool,
) -> Iterator[tuple[Interval, Interval, float]]:
    """Simulate one cell of the table."""
    for turn in range(repetitions):
        if turn % DRAWS == 0:
            trait, article = simulate(rng, n, prevalence, alike=alike)
            values = read(rng, trait, instrument)
            nothing = np.zeros(n, dtype=np.int64)
            drawn = {
                "simple": nothing,
                "strata": (article >= 0.3 * article.max()).astype(np.int64),
                "hits": values.astype(np.int64),
                "hits, not named": values.astype(np.int64),
            }[design]
            named = nothing if design == "hits, not named" else drawn
            population = population_of(values[:, None], named)
        places, chances = draw(rng, coded, drawn)
        sample = Sample(
            trait[places], values[places, None], chances, named[places], article[places]
        )
        yield *estimate(sample, population), float(trait.mean())


def table_of_shares(repetitions: int) -> None:
    """Print coverage and widths for all cells, and those out of bounds."""
    outside = []
    observed = {"corrected": [0, 0], "codes alone": [0, 0]}
    widest = 0.0
    head = "".join(f"{n:>7}/{coded:<4}" for n, coded in product(SENTENCES, CODED))
    print("How often the interval of the corrected share holds the truth, %")
    print(f"{'sentences/coded:':41}{head} width to codes alone")
    for instrument, design, alike in product(INSTRUMENTS, DESIGNS, (False, True)):
        for prevalence in PREVALENCES:
            line, ratios = "", []
            for n, coded in product(SENTENCES, CODED):
                seed = [15, n, coded, round(100 * prevalence), alike]
                seed += [list(INSTRUMENTS).index(instrument), DESIGNS.index(design)]
                rng = np.random.default_rng(seed)
                cell = shares(
                    rng, n, coded, prevalence, instrument, design, repetitions, alike=alike
                )
                covers, alone, ratio = summary(list(cell))
                ratios.append(ratio)
                widest = max(widest, ratio)
                line += f"{100 * covers:12.1f}"
                for name, share in (("corrected", covers), ("codes alone", alone)):
                    observed[name][0] += share < LOWEST
                    observed[name][1] += share > HIGHEST
                    nearest = min(max(share, LOWEST), HIGHEST)
                    error = np.sqrt(nearest * (1 - nearest) / repetitions)
                    if abs(share - nearest) > 2 * error:
                        row = (instrument, design, alike, prevalence, n, coded)
                        outside.append((name, *row, share))
            runs = "articles" if alike else ""
            print(
                f"{instrument:9}{design:16}{runs:9}{prevalence:6} {line} {np.mean(ratios):8.2f}",
                flush=True,
            )
    print(f"widest to codes alone: {widest:.3f}")
    cells = len(INSTRUMENTS) * len(DESIGNS) * 2 * len(PREVALENCES) * len(SENTENCES) * len(CODED)
    for name in ("corrected", "codes alone"):
        rows = [row for row in outside if row[0] == name]
        low = [row for row in rows if row[-1] < LOWEST]
        high = [row for row in rows if row[-1] > HIGHEST]
        below, above = observed[name]
        print(f"{name}: {below} of {cells} cells below 92 %, {above} above 98 %")
        print(f"  by more than chance: {len(low)} below, {len(high)} above; these by")
        for place, what in ((1, "instrument"), (2, "design"), (4, "prevalence"), (6, "coded")):
            kinds = {row[place] for row in high}
            counts = {kind: sum(row[place] == kind for row in high) for kind in kinds}
            print(f"  {what}: {dict(sorted(counts.items(), key=str))}")
        for row in low:
            print("  below 92 % by more than chance:", *row[1:])


def table_of_articles(repetitions: int) -> None:
    """Print coverage where whole articles are coded, taken as sentences and as articles."""
    print("Whole articles of 3000 sentences coded: % held as if sentences were drawn, as articles")
    for number, prevalence, instrument in product((5, 10, 20), (0.1, 0.3), ("good", "poor")):
        rng = np.random.default_rng([16, number, round(100 * prevalence)])
        results: dict[bool, list[tuple[Interval, Interval, float]]] = {False: [], True: []}
        for turn in range(repetitions):
            if turn % DRAWS == 0:
                trait, article = simulate(rng, 3000, prevalence, alike=True)
                values = read(rng, trait, instrument)[:, None]
                nothing = np.zeros(3000, dtype=np.int64)
                population = population_of(values, nothing)
            chosen = rng.choice(article.max() + 1, number, replace=False)
            places = np.flatnonzero(np.isin(article, chosen))
            chances = np.full(len(places), number / (article.max() + 1))
            sample = Sample(
                trait[places], values[places], chances, nothing[places], article[places]
            )
            for articles, rows in results.items():
                truth = float(trait.mean())
                rows.append((*estimate(sample, population, articles=articles), truth))
        one, two = (summary(rows)[0] for rows in results.values())
        print(
            f"{number:3} articles {prevalence:5} {instrument:6}{100 * one:7.1f}{100 * two:7.1f}",
            flush=True,
        )


def table_of_tones(repetitions: int) -> None:
    """Print coverage for means of tones, from scores with noise."""
    print("Tones of 3000 sentences: % held by the corrected and by the codes alone, width")
    for coded, noise, negative in product(CODED, (0.3, 1.0, None), (0.05, 0.2, 0.5)):
        rng = np.random.default_rng([17, coded, round(10 * (noise or 0)), round(100 * negative)])
        results = []
        nothing = np.zeros(3000, dtype=np.int64)
        for turn in range(repetitions):
            if turn % DRAWS == 0:
                tones = rng.choice([-1.0, 0.0, 1.0], 3000, p=[negative, 0.95 - negative, 0.05])
                scores = rng.uniform(-1, 1, (3000, 1))
                if noise is not None:
                    scores = np.clip(0.6 * tones[:, None] + rng.normal(0, noise, (3000, 1)), -1, 1)
                population = population_of(scores, nothing)
            places, chances = draw(rng, coded, nothing)
            sample = Sample(tones[places], scores[places], chances, nothing[places], places)
            pair = estimate(sample, population, bounded=(-1, 1))
            results.append((*pair, float(tones.mean())))
        covers, alone, ratio = summary(results)
        about = "useless" if noise is None else f"noise {noise}"
        print(
            f"{coded:4} coded, {negative:4} negative, {about:10}{100 * covers:7.1f}"
            f"{100 * alone:7.1f}{ratio:7.2f}",
            flush=True,
        )


def table_of_several(repetitions: int) -> None:
    """Print coverage, width and root mean squared error of several instruments together."""
    print("Several instruments, 3000 sentences: % held, width and error to codes alone")
    several = (["good", "poor"], ["good"] + ["useless"] * 4, ["poor"] * 3, ["useless"] * 6)
    for kinds, coded, prevalence in product(several, (60, 200), (0.03, 0.3)):
        rng = np.random.default_rng([18, len(kinds), coded, round(100 * prevalence)])
        results = []
        nothing = np.zeros(3000, dtype=np.int64)
        for turn in range(repetitions):
            if turn % DRAWS == 0:
                trait, article = simulate(rng, 3000, prevalence, alike=False)
                values = np.column_stack([read(rng, trait, kind) for kind in kinds])
                population = population_of(values, nothing)
            places, chances = draw(rng, coded, nothing)
            sample = Sample(
                trait[places], values[places], chances, nothing[places], article[places]
            )
            results.append((*estimate(sample, population), float(trait.mean())))
        covers, _, ratio = summary(results)
        squares = [
            ((two.estimate - truth) ** 2, (one.estimate - truth) ** 2)
            for one, two, truth in results
        ]
        error = np.sqrt(np.divide(*np.mean(squares, axis=0)))
        name = " + ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
        print(
            f"{name:20}{coded:4} coded {prevalence:5}{100 * covers:7.1f}{ratio:7.2f}{error:7.2f}",
            flush=True,
        )


def main(repetitions: int) -> None:
    """Print all tables."""
    table_of_shares(repetitions)
    for table in (table_of_articles, table_of_tones, table_of_several):
        table(repetitions)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
