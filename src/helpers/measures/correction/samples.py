"""Tables of sentences as populations and samples, a pair a group."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from scipy.special import chdtri

from helpers.measures.correction.estimator import Numbers, Places, Population, Sample

# A stratum with fewer coded sentences says nothing about its variance.
_FEWEST_IN_STRATUM = 2
# How many times the scatter of independent draws over articles makes a sample one of articles, and
# how rarely chance may do so where there are few articles.
_SCATTER, _BY_CHANCE = 2.0, 0.001
_ALL, _STRATUM, _DOCUMENT = "__all", "__stratum", "__document"
_CODED, _PROBABILITY = "__coded", "__probability"


class Group(NamedTuple):
    """A group's key, its sentences, and those coded; `measured` holds the instruments' means."""

    key: tuple[object, ...]
    n: int
    measured: tuple[float | None, ...]
    population: Population
    sample: Sample


class Design(NamedTuple):
    """What a table's columns are called."""

    values: list[str]
    coded: str
    probability: str
    strata: list[str]
    document: str


def names(columns: str | Sequence[str] | None) -> list[str]:
    """Give one name, several or none as a list."""
    if columns is None:
        return []
    return [columns] if isinstance(columns, str) else list(columns)


def check_options(level: float, bounded: tuple[float, float]) -> None:
    """Refuse a level or bounds that mean nothing."""
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; it must lie between 0 and 1, such as 0.95")
    if not bounded[0] < bounded[1]:
        raise ValueError(f"bounded is {bounded}; the first must be the lower, such as (0, 1)")


def numbers_of(
    table: pl.DataFrame, design: Design, keys: list[str], bounded: tuple[float, float]
) -> pl.DataFrame:
    """Select what the estimate needs, under names of its own; check codes and probabilities.

    An instrument without a value counts as the mean of its others in the group: what the stand-in
    gets wrong, the coded sentences correct.
    """
    marks = [f"__value_{place}" for place in range(len(design.values))]
    numbers = table.select(
        *keys,
        pl.lit(0).alias(_ALL),
        (
            pl.concat_str(
                [pl.col(name).cast(pl.String).fill_null("\0") for name in design.strata],
                separator="\1",
            )
            if design.strata
            else pl.lit("")
        ).alias(_STRATUM),
        pl.col(design.document).alias(_DOCUMENT),
        *(
            pl.col(name).cast(pl.Float64).fill_nan(None).alias(mark)
            for name, mark in zip(design.values, marks, strict=True)
        ),
        pl.col(design.coded).cast(pl.Float64).fill_nan(None).alias(_CODED),
        pl.col(design.probability).cast(pl.Float64).fill_nan(None).alias(_PROBABILITY),
    )
    coded = numbers.filter(pl.col(_CODED).is_not_null())
    outside = coded.filter(~pl.col(_CODED).is_between(*bounded))[_CODED]
    if outside.len():
        raise ValueError(
            f"{design.coded} holds {outside[0]:g}, outside {bounded}; name other bounds or codes"
        )
    chance = pl.col(_PROBABILITY)
    wrong = coded.filter(~((chance > 0) & (chance <= 1)).fill_null(False))[_PROBABILITY]
    if wrong.len():
        raise ValueError(
            f"{wrong.len()} coded rows have no {design.probability} above 0 and up to 1, such as "
            f"{wrong[0]}; give the probability with which each was drawn"
        )
    return numbers


def is_clustered(numbers: pl.DataFrame) -> bool:
    """Tell whether the coded sentences lie in clumps, as when whole articles were coded.

    Compares the scatter of the articles' counts around what their sentences' probabilities lead
    to expect with that of independent draws; the index of dispersion is 1 for those, and about
    the length of an article where whole articles are coded.
    """
    coded = pl.col(_CODED).is_not_null().cast(pl.Float64)
    # A stratum in which not all probabilities are known is taken as drawn evenly.
    chance = (
        pl.when(pl.col(_PROBABILITY).is_null().any().over(_STRATUM))
        .then(1.0)
        .otherwise(pl.col(_PROBABILITY))
    )
    expected = chance * coded.sum().over(_STRATUM) / chance.sum().over(_STRATUM)
    articles = (
        numbers.select(_DOCUMENT, coded.alias("coded"), expected.clip(0, 1).alias("expected"))
        .group_by(_DOCUMENT)
        .agg(
            (pl.col("coded").sum() - pl.col("expected").sum()).alias("surplus"),
            (pl.col("expected") * (1 - pl.col("expected"))).sum().alias("variance"),
        )
    )
    freedom = articles.height - 1
    # Summed as sorted, so that the order of rows does not matter.
    variance = float(articles["variance"].sort().sum())
    if freedom < 1 or variance <= 0:
        return False
    scatter = float((articles["surplus"] ** 2).sort().sum()) / variance
    return scatter > max(_SCATTER, float(chdtri(freedom, _BY_CHANCE)) / freedom)


def groups_of(numbers: pl.DataFrame, keys: list[str]) -> Iterator[Group]:
    """Give each group's population and sample, sorted by key."""
    by = keys or [_ALL]
    marks = [name for name in numbers.columns if name.startswith("__value_")]
    filled = numbers.with_columns(
        *(pl.col(mark).is_not_null().alias(f"has{mark}") for mark in marks),
        # The row's place among documents, so that names need not be numbers.
        pl.col(_DOCUMENT).rank("dense").fill_null(0).cast(pl.Int64),
    ).with_columns(
        pl.col(mark).fill_null(pl.col(mark).mean().over(by)).fill_null(0.0) for mark in marks
    )
    cells = (
        filled.group_by(*by, _STRATUM)
        .agg(
            pl.len().alias("size"),
            *(pl.col(mark).mean().alias(f"mean{mark}") for mark in marks),
            *(pl.col(mark).min().alias(f"min{mark}") for mark in marks),
            *(pl.col(mark).max().alias(f"max{mark}") for mark in marks),
            *(pl.col(f"has{mark}").any().alias(f"has{mark}") for mark in marks),
        )
        .sort(*by, _STRATUM)
    )
    # Sums of floats depend on their order, so rows are put in one that the table does not set.
    coded = filled.filter(pl.col(_CODED).is_not_null()).sort(
        *by, _STRATUM, _DOCUMENT, _PROBABILITY, _CODED, *marks
    )
    samples = coded.partition_by(by, as_dict=True)
    for key, cell in cells.group_by(by, maintain_order=True):
        rows = samples.get(key, coded.clear())
        population, stratum = _strata(cell, rows, marks)
        known = [bool(cell[f"has{mark}"].any()) for mark in marks]
        measured = population.sizes @ population.means / population.sizes.sum()
        yield Group(
            key if keys else (),
            int(cell["size"].sum()),
            tuple(
                float(one) if is_known else None
                for one, is_known in zip(measured, known, strict=True)
            ),
            population,
            Sample(
                rows[_CODED].to_numpy(),
                rows.select(marks).to_numpy(),
                rows[_PROBABILITY].to_numpy(),
                stratum,
                rows[_DOCUMENT].to_numpy(),
            ),
        )


def _strata(
    cells: pl.DataFrame, coded: pl.DataFrame, marks: list[str]
) -> tuple[Population, Places]:
    """Take strata with too few coded sentences together with the next smallest sample."""
    place = {name: number for number, name in enumerate(cells[_STRATUM])}
    own = np.array([place[name] for name in coded[_STRATUM]], dtype=np.int64)
    counts = np.bincount(own, minlength=len(place))
    order = np.argsort(counts, kind="stable")
    merged = np.empty(len(place), dtype=np.int64)
    number = reached = 0
    rest = int(counts.sum())
    for cell in order:
        merged[cell] = number
        reached += int(counts[cell])
        rest -= int(counts[cell])
        # What is left over has to suffice for a stratum, too.
        if reached >= _FEWEST_IN_STRATUM <= rest:
            number, reached = number + 1, 0
    number += 1
    sizes = cells["size"].to_numpy().astype(float)
    total = np.bincount(merged, sizes, number).astype(float)

    def array(part: str) -> Numbers:
        numbers: Numbers = cells.select(f"{part}{mark}" for mark in marks).to_numpy()
        return numbers

    means: Numbers = np.stack(
        [np.bincount(merged, sizes * one, number) / total for one in array("mean").T], axis=1
    )
    lowest = np.full((number, len(marks)), np.inf)
    highest = -lowest
    np.minimum.at(lowest, merged, array("min"))
    np.maximum.at(highest, merged, array("max"))
    return Population(total, means, lowest, highest), merged[own]
