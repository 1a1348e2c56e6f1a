"""How far two readings of the same units agree: alpha, confusion, precision, recall, F1."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import polars as pl

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Numbers = npt.NDArray[Any]


def krippendorff_alpha(
    table: pl.DataFrame,
    *,
    unit: str | Sequence[str],
    coder: str,
    values: str | Sequence[str],
    level: Level = "nominal",
    times: str | None = None,
) -> pl.DataFrame:
    """Give Krippendorff's alpha of each coded column.

    alpha = 1 - observed / expected disagreement, over the units that two coders or more have
    coded (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"). By custom .800 is
    firm and .667 tentative.

    Parameters
    ----------
    table
        One row per unit and coder.
    unit
        The column or columns that name a unit.
    coder
        The column that names the coder.
    values
        The coded column or columns; None is "not coded". Levels above nominal need numbers.
    level
        Level of measurement.
    times
        The column that says how many units with these codes a unit stands for; one without it.

    Returns
    -------
        value (the column's name), level, coders, units (coded twice or more), alike (of these,
        with the same code by all), alpha; alpha is None where no unit is coded twice or all codes
        are the same, as nothing can be expected.

    Raises
    ------
    ValueError
        If a coder has coded a unit twice, or numbers are asked for and there are none (or, for
        ratios, negative ones).

    Examples
    --------
    >>> codes = pl.DataFrame({"unit": [1, 1, 2, 2, 3, 3], "coder": list("ababab"),
    ...                       "tone": [-1, -1, 0, 0, 1, 0]})
    >>> krippendorff_alpha(
    ...     codes, unit="unit", coder="coder", values="tone", level="ordinal"
    ... ).select("units", "alike", pl.col("alpha").round(3)).row(0)
    (3, 2, 0.778)
    """
    if level not in get_args(Level):
        raise ValueError(f"level is {level!r}; choose one of {', '.join(get_args(Level))}")
    units = [unit] if isinstance(unit, str) else list(unit)
    columns = [values] if isinstance(values, str) else list(values)
    repeats = table.select(*units, coder).is_duplicated()
    if repeats.any():
        raise ValueError(
            f"{int(repeats.sum())} rows code the same {', '.join(units)} by the same {coder}; "
            "keep one row per unit and coder"
        )
    schema = {"value": pl.String(), "level": pl.String(), "coders": pl.Int64()}
    schema |= {"units": pl.Int64(), "alike": pl.Int64(), "alpha": pl.Float64()}
    rows = [(name, level, *_alpha(table, units, coder, name, level, times)) for name in columns]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _alpha(
    table: pl.DataFrame, units: list[str], coder: str, value: str, level: Level, times: str | None
) -> tuple[int, int, int, float | None]:
    codes = table
    if table.schema[value].is_float():
        codes = table.with_columns(pl.col(value).fill_nan(None))
    codes = codes.drop_nulls(value)
    coders = codes[coder].n_unique()
    codes = codes.filter(pl.len().over(units) > 1)
    domain = codes[value].unique().sort()
    unit_numbers = codes.select(pl.struct(units).rank("dense").alias("unit"))["unit"].to_numpy()
    n = np.zeros(len(np.unique(unit_numbers)))
    n[unit_numbers - 1] = codes[times].to_numpy() if times else 1
    pairable = int(n.sum())
    if len(domain) < 2:
        return coders, pairable, pairable, None
    counts = np.zeros((len(n), len(domain)))
    np.add.at(counts, (unit_numbers - 1, codes[value].rank("dense").to_numpy() - 1), 1)
    alike = int(n[counts.max(axis=1) == counts.sum(axis=1)].sum())
    numeric = domain.dtype.is_numeric()
    if not numeric and level != "nominal":
        raise ValueError(f"{value} is not numeric; {level} alpha needs numbers")
    if level == "ratio" and domain[0] < 0:
        raise ValueError(f"{value} holds {domain[0]}; ratio alpha needs numbers from 0 on")
    # Each code of a unit is paired with each other one, and weighs 1 in all its pairs together.
    weights = n / (counts.sum(axis=1) - 1)
    pairs = (counts.T * weights) @ counts - np.diag(weights @ counts)
    totals = n @ counts
    distances = _squared_distances(domain.to_numpy(), totals, level)
    observed = (pairs * distances).sum()
    expected = (np.outer(totals, totals) * distances).sum() / (totals.sum() - 1)
    alpha = float(1 - observed / expected) if expected else None
    return coders, pairable, alike, alpha


def _squared_distances(values: Numbers, totals: Numbers, level: Level) -> Numbers:
    """Square the difference of each two values, which are in ascending order."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "ordinal":
        # As many ranks lie between two values as codes, half of those at either end.
        values = np.cumsum(totals) - totals / 2
    values = values.astype(float)
    differences = values[:, None] - values
    if level == "ratio":
        sums = values[:, None] + values
        differences = np.divide(differences, sums, out=np.zeros_like(sums), where=sums != 0)
    squares: Numbers = differences**2
    return squares


def consensus(
    table: pl.DataFrame, *, unit: str | Sequence[str], coder: str, value: str
) -> pl.DataFrame:
    """Keep what all coders of a unit say alike; leave disputed units out.

    Parameters
    ----------
    table, unit, coder
        As in `krippendorff_alpha`.
    value
        The coded column; None is a code of its own ("not referred to").

    Returns
    -------
        The unit's columns and `value`, one row per unit that as many coders have coded as the
        table has, all alike; sorted by unit.

    Examples
    --------
    >>> codes = pl.DataFrame({"unit": [1, 1, 2, 2, 3], "coder": list("ababa"),
    ...                       "tone": [-1, -1, 0, 1, 0]})
    >>> consensus(codes, unit="unit", coder="coder", value="tone").rows()
    [(1, -1)]
    """
    units = [unit] if isinstance(unit, str) else list(unit)
    coders = table[coder].n_unique()
    alike = table.group_by(units).agg(
        pl.col(coder).n_unique().alias("__coders"),
        pl.col(value).n_unique().alias("__values"),
        pl.col(value).first(),
    )
    unanimous = alike.filter((pl.col("__coders") == coders) & (pl.col("__values") == 1))
    return unanimous.select(*units, value).sort(units)


def confusion(
    table: pl.DataFrame, *, gold: str, predicted: str, by: str | Sequence[str] = ()
) -> pl.DataFrame:
    """Count each pair of gold and predicted label.

    Parameters
    ----------
    table
        One row per unit.
    gold, predicted
        The columns of labels; rows without a gold label (disputed) are left out, a missing
        prediction is a label of its own (None).

    Returns
    -------
        The `by` columns, gold, predicted (as in the table), n; only pairs that occur; sorted,
        None last.

    Examples
    --------
    >>> labels = pl.DataFrame({"coded": [-1, -1, 0, None], "read": [-1, None, 0, 1]})
    >>> confusion(labels, gold="coded", predicted="read").rows()
    [(-1, -1, 1), (-1, None, 1), (0, 0, 1)]
    """
    keys = [by] if isinstance(by, str) else list(by)
    pairs = table.select(*keys, pl.col(gold).alias("gold"), pl.col(predicted).alias("predicted"))
    return (
        pairs.filter(pl.col("gold").is_not_null())
        .group_by(*keys, "gold", "predicted")
        .agg(pl.len().cast(pl.Int64).alias("n"))
        .sort(*keys, "gold", "predicted", nulls_last=True)
    )


def accuracy(
    table: pl.DataFrame,
    *,
    gold: str,
    predicted: str,
    by: str | Sequence[str] = (),
    weight: str | None = None,
) -> pl.DataFrame:
    """Give the share of labels met, beside the guess that always names the commonest label.

    The subject and the columns are those of `confusion`; a missing prediction is a miss.

    Parameters
    ----------
    weight
        A column of positive numbers that says how many units each stands for: one over its
        probability of having been drawn. None counts every unit once.

    Returns
    -------
        The `by` columns, n (units), hits, accuracy, macro_f1 (see `precision_recall_f1`), majority
        (the commonest gold label, the smallest of equals), majority_accuracy, majority_macro_f1.
        With weights all but n are of what the units stand for, and hits is a sum of weights.

    Raises
    ------
    ValueError
        If a unit with a gold label has a weight that is missing or not above 0.

    Examples
    --------
    >>> labels = pl.DataFrame({"coded": [-1, -1, 0, 1], "read": [-1, 0, 0, 0], "w": [1, 1, 1, 5]})
    >>> accuracy(labels, gold="coded", predicted="read").select("accuracy", "majority").row(0)
    (0.5, -1)
    >>> accuracy(labels, gold="coded", predicted="read", weight="w").select(
    ...     "n", "hits", "accuracy", "majority"
    ... ).row(0)
    (4, 2.0, 0.25, 1)
    """
    keys = [by] if isinstance(by, str) else list(by)
    ungrouped = partial(accuracy, gold=gold, predicted=predicted, weight=weight)
    if keys:
        groups = table.sort(keys, maintain_order=True).partition_by(keys, maintain_order=True)
        tables = [group.head(1).select(keys).hstack(ungrouped(group)) for group in groups]
        if tables:
            return pl.concat(tables)
        return table.select(keys).hstack(ungrouped(table).clear())
    units = table.filter(pl.col(gold).is_not_null())
    units = units.with_columns(_weights(units, weight).alias("__weight"))
    counts = (
        units.group_by(pl.col(gold).alias("gold"))
        .agg(pl.col("__weight").sort().sum())
        .sort(["__weight", "gold"], descending=[True, False])
    )
    majority = pl.lit(counts["gold"].first(), table.schema[gold])
    guess = units.with_columns(majority.alias("__guess"))
    hit = (pl.col(gold) == pl.col(predicted)).fill_null(False)
    whole = pl.col("__weight").sum()

    def total(which: pl.Expr) -> pl.Expr:
        return pl.col("__weight").filter(which).sum()

    return units.select(
        pl.len().cast(pl.Int64).alias("n"),
        total(hit).alias("hits"),
        _share(total(hit), whole).alias("accuracy"),
        pl.lit(_macro_f1(units, gold, predicted, weight), pl.Float64).alias("macro_f1"),
        majority.alias("majority"),
        _share(total(pl.col(gold) == majority), whole).alias("majority_accuracy"),
        pl.lit(_macro_f1(guess, gold, "__guess", weight), pl.Float64).alias("majority_macro_f1"),
    )


def _macro_f1(table: pl.DataFrame, gold: str, predicted: str, weight: str | None) -> float | None:
    scores = precision_recall_f1(table, gold=gold, predicted=predicted, weight=weight)
    value: float | None = scores.filter(pl.col("label") == "macro")["f1"].item()
    return value


def precision_recall_f1(
    table: pl.DataFrame,
    *,
    gold: str,
    predicted: str,
    labels: Sequence[object] | None = None,
    separator: str | None = None,
    weight: str | None = None,
) -> pl.DataFrame:
    """Give precision, recall and F1 of each label, and their macro mean.

    precision = hits / predicted, recall = hits / support, F1 = 2 hits / (predicted + support).
    For a column that holds several labels a unit, each label is a yes-or-no question of its own.

    Parameters
    ----------
    table
        One row per unit.
    gold, predicted
        Columns of labels: one label a unit, or several: a list column, or text cut at
        `separator`. Rows without gold are left out for one label a unit; with several, None and
        empty text mean that no label applies (leave disputed rows out beforehand).
    labels
        The labels to report, in this order; by default all gold and predicted labels, sorted.
    separator
        Cuts text into several labels, such as ";".
    weight
        As in `accuracy`. For intervals see `score_parts`.

    Returns
    -------
        label (as text), n (units), support, predicted, hits (counts; sums of weights where there
        are any), prevalence (support / n, or the sum of all weights), precision, recall, f1,
        always_f1 (F1 of the guess that always gives this label, 2 prevalence / (1 + prevalence)).
        Precision is None where the label was never predicted, recall where it never occurs, f1
        where neither. The last row, "macro", holds the means of the labels' values that are not
        missing; its counts are sums.

    Raises
    ------
    ValueError
        If a weight is missing or not above 0.

    Examples
    --------
    >>> codes = pl.DataFrame({"a": ["x;y", "x", "", "y"], "b": ["x", "x", "y", ""]})
    >>> precision_recall_f1(codes, gold="a", predicted="b", separator=";").select(
    ...     "label", "support", "precision", "recall", pl.col("f1").round(3)
    ... ).rows()
    [('x', 2, 1.0, 1.0, 1.0), ('y', 2, 0.0, 0.0, 0.0), ('macro', 4, 0.5, 0.5, 0.5)]
    """
    sets, each = _label_sets(table, gold, predicted, separator, weight)
    if labels is None:
        labels = each
    order = pl.DataFrame({"label": [str(label) for label in labels]}, schema={"label": pl.String})
    counts = order.with_columns(
        pl.lit(sets.height, pl.Int64).alias("n"), pl.lit(sets["weight"].sum()).alias("__whole")
    )
    yes = {side: _each_yes(sets, side) for side in ("gold", "predicted")}
    both = yes["gold"].join(yes["predicted"].drop("weight"), on=["unit", "label"])
    for name, side in (("support", yes["gold"]), ("predicted", yes["predicted"]), ("hits", both)):
        # Sums of floats depend on their order, so that it is always the same one.
        numbers = side.group_by("label").agg(pl.col("weight").sort().sum().alias(name))
        counts = counts.join(numbers, on="label", how="left", maintain_order="left")
    counts = counts.with_columns(pl.col("support", "predicted", "hits").fill_null(0))
    prevalence = _share(pl.col("support"), pl.col("__whole"))
    scores = counts.with_columns(
        prevalence.alias("prevalence"),
        _share(pl.col("hits"), pl.col("predicted")).alias("precision"),
        _share(pl.col("hits"), pl.col("support")).alias("recall"),
        _share(2 * pl.col("hits"), pl.col("predicted") + pl.col("support")).alias("f1"),
        _share(2 * prevalence, 1 + prevalence).alias("always_f1"),
    ).drop("__whole")
    macro = scores.select(
        pl.lit("macro").alias("label"),
        pl.lit(sets.height, pl.Int64).alias("n"),
        pl.col("support", "predicted", "hits").sum(),
        pl.col("prevalence", "precision", "recall", "f1", "always_f1").mean(),
    )
    return pl.concat([scores, macro])


SCORE_RATIOS = {
    "precision": ("hits", "predicted"),
    "recall": ("hits", "support"),
    "f1": ("twice", "either"),
}
"""Each score as a ratio of sums of `score_parts`."""


def score_parts(
    table: pl.DataFrame,
    *,
    gold: str,
    predicted: str,
    labels: Sequence[object] | None = None,
    separator: str | None = None,
    weight: str | None = None,
) -> pl.DataFrame:
    """Give what each unit adds to the scores of each label, so that they can be resampled.

    Parameters
    ----------
    table, gold, predicted, labels, separator, weight
        As in `precision_recall_f1`.

    Returns
    -------
        label (as text), the table's other columns, support, predicted, hits (the unit's weight, 1
        without weights, where the label is coded, predicted, or both; otherwise 0), twice (2 hits)
        and either (support + predicted); label by label, units in the table's order. Columns that
        are named like these are left out. `SCORE_RATIOS` says which sums make which score.

    Examples
    --------
    Its use for intervals, here of a sample in which the second article was drawn half as densely:

    >>> from helpers.measures.resampling import bootstrap_ratios
    >>> labels = pl.DataFrame(
    ...     {
    ...         "document": list("aabb"),
    ...         "sentence": [0, 1, 0, 1],
    ...         "coded": [1, 1, 1, 0],
    ...         "read": [1, 0, 0, 1],
    ...         "weight": [1, 1, 2, 2],
    ...     }
    ... )
    >>> parts = score_parts(labels, gold="coded", predicted="read", weight="weight", labels=[1])
    >>> bootstrap_ratios(parts, ratios=SCORE_RATIOS, by="label", resamples=10).select(
    ...     "label", "ratio", "part", "whole"
    ... ).rows()
    [('1', 'precision', 1.0, 3.0), ('1', 'recall', 1.0, 4.0), ('1', 'f1', 2.0, 7.0)]
    """
    units = _with_gold(table, gold, separator)
    sets, each = _label_sets(units, gold, predicted, separator, weight)
    names = [str(label) for label in (each if labels is None else labels)]
    own = ("label", "support", "predicted", "hits", "twice", "either")
    about = units.select(pl.exclude(*own)).with_row_index("__unit")
    yes = sets.with_row_index("__unit").select("__unit", "gold", "predicted", __weight="weight")
    order = pl.DataFrame({"label": names}, schema={"label": pl.String})
    sides = {
        name: pl.col(side).list.contains(pl.col("label"))
        for name, side in (("support", "gold"), ("predicted", "predicted"))
    }
    sides["hits"] = sides["support"] & sides["predicted"]
    return (
        order.join(yes, how="cross", maintain_order="left_right")
        .with_columns((side * pl.col("__weight")).alias(name) for name, side in sides.items())
        .with_columns(
            (2 * pl.col("hits")).alias("twice"),
            (pl.col("support") + pl.col("predicted")).alias("either"),
        )
        .join(about, on="__unit", how="left", maintain_order="left")
        .select("label", *about.columns[1:], *own[1:])
    )


def _with_gold(table: pl.DataFrame, gold: str, separator: str | None) -> pl.DataFrame:
    """Leave out rows without a gold label, where a unit has one label."""
    several = separator is not None or isinstance(table.schema[gold], pl.List)
    return table if several else table.filter(pl.col(gold).is_not_null())


def _label_sets(
    table: pl.DataFrame, gold: str, predicted: str, separator: str | None, weight: str | None
) -> tuple[pl.DataFrame, list[object]]:
    """Give each unit's labels as lists (unit, gold, predicted, weight), and all labels."""
    table = _with_gold(table, gold, separator)
    sets = table.select(
        pl.int_range(pl.len()).alias("unit"),
        _as_set(table, gold, separator).alias("gold"),
        _as_set(table, predicted, separator).alias("predicted"),
        _weights(table, weight).alias("weight"),
    )
    # Sorted as the labels themselves, so that -1 stands before 0 and 10 after 2.
    sides = [_each_label(table, column, separator) for column in (gold, predicted)]
    plain = pl.concat([side.to_frame() for side in sides], how="vertical_relaxed")["label"]
    return sets, plain.drop_nulls().unique().sort().to_list()


def _each_yes(sets: pl.DataFrame, side: str) -> pl.DataFrame:
    """List each label of each unit once: unit, weight, label."""
    return (
        sets.select("unit", "weight", pl.col(side).alias("label"))
        .explode("label", empty_as_null=False, keep_nulls=False)
        .unique()
    )


def _weights(table: pl.DataFrame, weight: str | None) -> pl.Series:
    if weight is None:
        return pl.repeat(1, table.height, dtype=pl.Int64, eager=True)
    numbers = table[weight].cast(pl.Float64)
    if numbers.null_count() or not ((numbers > 0) & numbers.is_finite()).all():
        raise ValueError(f"{weight}: a weight is missing or not above 0; give every unit one")
    return numbers


def _share(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return part / pl.when(whole > 0).then(whole)


def _as_set(table: pl.DataFrame, column: str, separator: str | None) -> pl.Expr:
    if isinstance(table.schema[column], pl.List):
        labels = pl.col(column).list.eval(pl.element().cast(pl.String))
    elif separator is not None:
        labels = pl.col(column).str.split(separator)
    else:
        return pl.concat_list(pl.col(column).cast(pl.String)).list.drop_nulls()
    return labels.fill_null([]).list.eval(pl.element().filter(pl.element() != ""))


def _each_label(table: pl.DataFrame, column: str, separator: str | None) -> pl.Series:
    if separator is None and not isinstance(table.schema[column], pl.List):
        return table[column].alias("label")
    if isinstance(table.schema[column], pl.List):
        return table[column].explode().alias("label")
    return table.select(_as_set(table, column, separator).alias("label"))["label"].explode()
