"""Frames learnt from coded sentences: words beside the hits of a dictionary."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.measures.calibration.coded import DECIMALS, put_in_order
from helpers.measures.calibration.folds import assign_folds
from helpers.measures.calibration.frame_features import (
    choose_features,
    count_features,
    weigh_features,
)

# A frame that is coded in fewer sentences is not learnt: the dictionary's answer stays.
FEWEST = 5
if TYPE_CHECKING:  # it is slow to import, and few chapters learn
    from scipy.sparse import csr_matrix

_NAMES, _NUMBERS = ("frame", "part", "feature"), ("idf", "value")
_SCHEMA = dict.fromkeys(_NAMES, pl.String()) | dict.fromkeys(_NUMBERS, pl.Float64())


def learn_frames(
    coded: pl.DataFrame,
    *,
    frames: Sequence[str],
    gold: str = "coded",
    hits: str = "found",
    weight: str | None = None,
    folds: int = 5,
    seed: int = 0,
) -> pl.DataFrame:
    """Learn each frame from the words of the coded sentences and the dictionary's hits.

    A logistic regression for each frame; TF-IDF of the words (`weigh_features`), and a 0 or 1 for
    each frame of the dictionary, whichever it is: what it finds of one frame may speak for or
    against another. The penalty is L2 with C = 1. The probability from which a sentence has the
    frame is the one with the best F1 when these sentences are labelled by the rest of themselves,
    article by article; of equals, the highest.

    Parameters
    ----------
    coded
        document, sentence, text, `gold` and `hits`.
    frames
        Those to learn; one that fewer than 5 sentences have, or all of them, is left out.
    gold
        A column of lists: the coded frames; rows without it (disputed) are left out, an empty list
        is "none".
    hits
        A column of lists: all frames that the dictionary finds, of any set.
    folds, seed
        As in `helpers.measures.calibration.folds.assign_folds`.

    Returns
    -------
        frame, part ("word", "frame", "intercept" or "threshold"), feature, idf (of words), value
        (log odds; the threshold is a probability); frames in the given order.

    Raises
    ------
    ValueError
        If no sentence is coded, or a weight is not above 0.

    Examples
    --------
    >>> texts = ["Prices rise.", "Prices fall.", "It rains.", "They talk."]
    >>> coded = pl.DataFrame(
    ...     {
    ...         "document": [name for name in "abcde" for _ in texts],
    ...         "sentence": list(range(4)) * 5,
    ...         "text": texts * 5,
    ...         "coded": [["costs"], ["costs"], [], []] * 5,
    ...         "found": [["costs"], [], [], []] * 5,
    ...     }
    ... )
    >>> model = learn_frames(coded, frames=["costs"])
    >>> label_frames(coded.head(4), model)["predicted"].to_list()
    [True, True, False, False]
    """
    rows = put_in_order(coded, label=gold, weight=weight)
    weights = rows["__weight"].to_numpy()
    has = {name: rows[gold].list.contains(name).to_numpy() for name in frames}
    enough = {name: own for name, own in has.items() if FEWEST <= own.sum() < len(own)}
    tables = [pl.DataFrame(schema=_SCHEMA)]
    if not enough:
        return tables[0]
    counts = count_features(rows, hits=hits)
    features = choose_features(counts, n=rows.height)
    values = _matrix(counts, features, n=rows.height)
    parts = list(_parts(counts, assign_folds(rows, folds=folds, seed=seed).to_numpy()))
    for name, own in enough.items():
        chances = np.zeros(len(own))
        for part, inside in parts:
            slopes, intercept = _fit(part[~inside], own[~inside], weights[~inside])
            chances[inside] = _chance(part[inside] @ slopes + intercept)
        slopes, intercept = _fit(values, own, weights)
        ends = {"intercept": intercept, "threshold": _best_threshold(chances, own, weights)}
        words = pl.when(pl.col("part") == "word").then("idf").alias("idf")
        table = features.with_columns(words, pl.Series("value", slopes))
        last = pl.DataFrame({"part": list(ends), "value": list(ends.values())})
        both = pl.concat([table, last], how="diagonal").with_columns(pl.lit(name).alias("frame"))
        tables.append(both.select(list(_SCHEMA)))
    return pl.concat(tables)


def label_frames(
    sentences: pl.DataFrame, model: pl.DataFrame, *, hits: str = "found"
) -> pl.DataFrame:
    """Tell of each sentence whether it has the frames of a model.

    Parameters
    ----------
    sentences
        document, sentence, text and `hits`, as in `learn_frames`.
    model
        What `learn_frames` returns.

    Returns
    -------
        frame, document, sentence, chance (0..1), predicted (true or false); frames in the model's
        order, sentences in the table's.

    Examples
    --------
    >>> model = pl.DataFrame(
    ...     {
    ...         "frame": "costs",
    ...         "part": ["frame", "intercept", "threshold"],
    ...         "feature": ["costs", None, None],
    ...         "idf": [None, None, None],
    ...         "value": [2.0, -1.0, 0.5],
    ...     },
    ...     schema_overrides={"idf": pl.Float64},
    ... )
    >>> sentences = pl.DataFrame(
    ...     {"document": "a", "sentence": [0, 1], "text": "So.", "found": [["costs"], []]}
    ... )
    >>> label_frames(sentences, model).select(pl.col("chance").round(3), "predicted").rows()
    [(0.731, True), (0.269, False)]
    """
    counts = count_features(sentences, hits=hits)
    names = model["frame"].unique(maintain_order=True).to_list()
    schema = {"chance": pl.Float64, "predicted": pl.Boolean}
    tables = [
        sentences.head(0).select(
            pl.lit(None, pl.String).alias("frame"),
            "document",
            "sentence",
            *(pl.lit(None, kind).alias(name) for name, kind in schema.items()),
        )
    ]
    for name in names:
        own = model.filter(frame=name)
        features = own.filter(pl.col("part").is_in(["word", "frame"]))
        ends = dict(own.filter(pl.col("feature").is_null()).select("part", "value").iter_rows())
        adds = weigh_features(
            counts, features.select("part", "feature", pl.col("idf").fill_null(1))
        )
        adds = adds.join(features.select("part", "feature", weight="value"), on=["part", "feature"])
        # Sums of floats depend on their order, so that it is always the same one.
        sums = (
            adds.sort("row", "part", "feature")
            .group_by("row", maintain_order=True)
            .agg((pl.col("value") * pl.col("weight")).sum().alias("sum"))
        )
        odds = np.full(sentences.height, ends["intercept"])
        odds[sums["row"].to_numpy()] += sums["sum"].to_numpy()
        chances = _chance(odds)
        tables.append(
            sentences.select(
                pl.lit(name).alias("frame"),
                "document",
                "sentence",
                pl.Series("chance", chances),
                pl.Series("predicted", chances >= ends["threshold"]),
            )
        )
    return pl.concat(tables)


def _matrix(counts: pl.DataFrame, features: pl.DataFrame, *, n: int) -> "csr_matrix":
    """Lay features out as a sparse matrix: a row per sentence, a column per feature."""
    from scipy.sparse import csr_matrix

    columns = features.select("part", "feature").with_row_index("column")
    cells = weigh_features(counts, features).join(
        columns, on=["part", "feature"], how="inner", maintain_order="left"
    )
    places = (cells["row"].to_numpy(), cells["column"].to_numpy().astype(np.int64))
    return csr_matrix((cells["value"].to_numpy(), places), shape=(n, features.height))


def _parts(
    counts: pl.DataFrame, folds: NDArray[np.int64]
) -> Iterator[tuple["csr_matrix", NDArray[np.bool_]]]:
    """Yield for each fold all sentences by the features of the others, and which lie inside."""
    rows = pl.Series(np.arange(len(folds)))
    for fold in np.unique(folds):
        inside = folds == fold
        others = counts.filter(pl.col("row").is_in(rows.filter(pl.Series(~inside)).implode()))
        features = choose_features(others, n=int((~inside).sum()))
        yield _matrix(counts, features, n=len(folds)), inside


def _fit(
    values: "csr_matrix", has: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Give the slopes and the intercept; by the share alone where there is nothing to compare."""
    from sklearn.linear_model import LogisticRegression

    if has.all() or not has.any() or not values.shape[1]:
        yes, no = weights[has].sum() + 0.5, weights[~has].sum() + 0.5
        return np.zeros(values.shape[1]), round(float(np.log(yes / no)), DECIMALS)
    # Near enough to the optimum that the digits kept do not hang on the way there.
    model = LogisticRegression(C=1, tol=1e-8, max_iter=1000)
    model.fit(values, has, sample_weight=weights)
    # Adding 0 makes a plain 0 of -0.
    slopes = np.round(model.coef_[0], DECIMALS) + 0.0
    return slopes, round(float(model.intercept_[0]), DECIMALS)


def _chance(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import expit

    chances: NDArray[np.float64] = np.round(expit(odds), DECIMALS)
    return chances


def _best_threshold(
    chances: NDArray[np.float64], has: NDArray[np.bool_], weights: NDArray[np.float64]
) -> float:
    """Give the chance from which on F1 is best: half way to the next lower one."""
    order = np.lexsort((weights, has, -chances))
    chances = chances[order]
    last = np.flatnonzero(np.append(np.diff(chances) != 0, True))
    read = np.cumsum(weights[order])[last]
    hits = np.cumsum((weights * has)[order])[last]
    best = int(np.argmax(np.round(2 * hits / (read + weights[has].sum()), DECIMALS)))
    below = np.append(chances[last][1:], 0)[best]
    return round(float(chances[last][best] + below) / 2, DECIMALS)
