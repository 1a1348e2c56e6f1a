"""Tell how often the interval of a corrected share holds the truth, and how wide it is.

    python benchmarks/correction.py [REPETITIONS]

Simulates corpora of known shares, instruments of known errors and coded samples, and prints how
often the 95 % interval holds the corpus' share, %. It should do so in 92 to 98 % of the draws.
Cells outside are listed if they are so by more than chance (two standard errors). Two kinds cannot
be inside: with an instrument without any error every estimate is nearly the truth, and the interval
cannot know that; and where few errors are to be found in a small sample, the interval must allow
for more than it sees. Both are too wide, not too narrow.

As in the book, the estimate knows with what probability each sentence was drawn, and no strata.

Then the same for samples of whole articles, for tones, for several instruments, for groups whose
members the coders decide, and what it would bring to know the strata.
"""

import sys
from collections.abc import Iterator
from itertools import product

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.correction.estimator import (
    Interval,
    Population,
    Sample,
    correct,
    parts_of,
    tuned_weights,
)
from helpers.measures.correction.ratio import Ratio, corrected_ratio

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
DESIGNS = ("simple", "strata", "hits")
LOWEST, HIGHEST = 0.92, 0.98
# Draws from one corpus, before another is simulated.
DRAWS = 20
# Share of the sentences that are taken for the other group's.
MISREAD = 0.05
# The columns of a group, in the order of `Ratio`.
PARTS = ("read", "of", "coded", "coded of")


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


def draw(
    rng: np.random.Generator, n: int, strata: Places, *, second: float = 0.5
) -> tuple[Places, Numbers]:
    """Draw sentences from one stratum or two; give their places and probabilities.

    The second stratum gets its share of the sample, or all that it has.
    """
    members = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
    sizes = [n] * len(members)
    sizes[-1] = min(round(n * second) if len(members) > 1 else n, len(members[-1]))
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
            }[design]
            population = population_of(values[:, None], nothing)
        places, chances = draw(rng, coded, drawn)
        sample = Sample(
            trait[places], values[places, None], chances, nothing[places], article[places]
        )
        yield *estimate(sample, population), float(trait.mean())


def table_of_shares(repetitions: int) -> None:
    """Print coverage and widths for all cells, and those out of bounds."""
    outside = []
    observed = {"corrected": [0, 0], "codes alone": [0, 0]}
    widest = 0.0
    head = "".join(f"{n:>7}/{coded:<4}" for n, coded in product(SENTENCES, CODED))
    print("How often the interval of the corrected share holds the truth, %")
    print(f"{'sentences/coded:':34}{head} width to codes alone")
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
                f"{instrument:9}{design:9}{runs:9}{prevalence:6} {line} {np.mean(ratios):8.2f}",
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


def simulate_groups(
    rng: np.random.Generator, shares: tuple[float, float], instrument: str
) -> pl.DataFrame:
    """Give sentences of sources and reporters, each with a share of a frame, as read and coded."""
    n = 3000
    is_source = rng.random(n) < 0.5
    has_frame = (rng.random(n) < np.where(is_source, *shares)).astype(float)
    read_frame = read(rng, has_frame, instrument)
    read_source = np.where(rng.random(n) < MISREAD, ~is_source, is_source)
    groups = {"first": (is_source, read_source), "second": (~is_source, ~read_source)}
    columns = {
        f"{name} {part}": values.astype(float)
        for name, (coded, seen) in groups.items()
        for part, values in zip(
            PARTS, (read_frame * seen, seen, has_frame * coded, coded), strict=True
        )
    }
    return pl.DataFrame({"document": np.arange(n) // 30, "hit": read_frame, **columns})


def with_sample(sentences: pl.DataFrame, places: Places, chances: Numbers) -> pl.DataFrame:
    """Take away the codes of sentences that were not drawn."""
    probability = np.full(sentences.height, np.nan)
    probability[places] = chances
    is_drawn = pl.col("probability").is_not_null()
    return sentences.with_columns(
        pl.Series("probability", probability).fill_nan(None)
    ).with_columns(pl.when(is_drawn).then(pl.selectors.contains("coded")))


def table_of_groups(repetitions: int) -> None:
    """Print coverage of a group's share and of two groups' difference; coders decide who belongs.

    It is what the book does, on tables.
    """
    print("Groups of 3000 sentences: % held by the corrected and by the codes alone, width")
    first, second = (Ratio(*(f"{name} {part}" for part in PARTS)) for name in ("first", "second"))
    pairs = ((0.3, 0.1), (0.1, 0.03))
    for instrument, design, pair, coded in product(
        ("good", "poor"), ("simple", "hits"), pairs, (100, 200, 400)
    ):
        rng = np.random.default_rng([19, len(design), coded, round(100 * pair[0])])
        results: dict[str, list[tuple[Interval, Interval, float]]] = {"share": [], "difference": []}
        for turn in range(repetitions):
            if turn % DRAWS == 0:
                sentences = simulate_groups(rng, pair, instrument)
                strata = sentences["hit"].cast(pl.Int64).to_numpy() * (design == "hits")
                one, other = (
                    sentences[ratio.coded_value].sum() / sentences[ratio.coded_of].sum()
                    for ratio in (first, second)
                )
            table = with_sample(sentences, *draw(rng, coded, strata))
            for name, less, truth in (("share", None, one), ("difference", second, one - other)):
                row = corrected_ratio(table, first, less=less, probability="probability")
                alone, corrected = (
                    Interval(*row.select(columns).row(0))
                    for columns in (
                        ("coded_only", "coded_low", "coded_high"),
                        ("corrected", "low", "high"),
                    )
                )
                results[name].append((alone, corrected, truth))
        words = ""
        for name, rows in results.items():
            covers, codes, ratio = summary(rows)
            words += f"{name:>12}{100 * covers:7.1f}{100 * codes:7.1f}{ratio:6.2f}"
        print(f"{instrument:6}{design:8}{pair!s:13}{coded:4} coded{words}", flush=True)


def table_of_strata(repetitions: int) -> None:
    """Print what it would bring to know the strata beside the probabilities.

    Strata are halves of the sentences with shares of their own, drawn from in proportion or one
    three times as densely; or the hits, from which half of the sample comes.
    """
    print("Strata of 3000 sentences: % held with and without them, width with to width without")
    pairs = ((0.1, 0.1), (0.1, 0.3), (0.05, 0.5))
    every = product(("in proportion", "three to one", "hits"), ("good", "poor", "useless"), pairs)
    for design, instrument, pair in every:
        rng = np.random.default_rng([20, len(design), len(instrument), round(100 * pair[1])])
        results: dict[bool, list[tuple[Interval, Interval, float]]] = {True: [], False: []}
        nothing = np.zeros(3000, dtype=np.int64)
        for turn in range(repetitions):
            if turn % DRAWS == 0:
                half = np.arange(3000) % 2
                trait = (rng.random(3000) < np.array(pair)[half]).astype(float)
                values = read(rng, trait, instrument)
                strata = values.astype(np.int64) if design == "hits" else half
            share = 0.25 if design == "three to one" else 0.5
            places, chances = draw(rng, 200, strata, second=share)
            for is_known, rows in results.items():
                named = strata if is_known else nothing
                sample = Sample(trait[places], values[places, None], chances, named[places], places)
                pair_of = estimate(sample, population_of(values[:, None], named))
                rows.append((*pair_of, float(trait.mean())))
        widths = [np.mean([two.width for _, two, _ in rows]) for rows in results.values()]
        covers = [100 * summary(rows)[0] for rows in results.values()]
        print(
            f"{design:14}{instrument:8}{pair!s:13}{covers[0]:7.1f}{covers[1]:7.1f}"
            f"{widths[0] / widths[1]:7.2f}",
            flush=True,
        )


def main(repetitions: int) -> None:
    """Print all tables."""
    table_of_shares(repetitions)
    for table in (
        table_of_articles,
        table_of_tones,
        table_of_several,
        table_of_groups,
        table_of_strata,
    ):
        table(repetitions)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
