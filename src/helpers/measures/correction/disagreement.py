"""Which sentences to code next: those on which the instruments disagree, with known chances."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from helpers.measures.correction.estimator import Numbers


def disagreement_probabilities(
    table: pl.DataFrame, *, values: Sequence[str], n: int, floor: float = 0.3
) -> pl.DataFrame:
    """Give each sentence the probability with which it should be drawn for coding.

    probability = floor * n / N + share of the rest in proportion to the disagreement

    where disagreement is the standard deviation of the instruments' values. What they agree on
    they may agree on wrongly, so no sentence has less than the floor; without it one such sentence
    would weigh too much. The idea is that of confidence-driven inference (Gligorić, Zrnic, Lee,
    Candès and Jurafsky 2025, arXiv 2408.15204), which asks a language model for its confidence
    instead. The sample is then corrected with these probabilities (`corrected_mean`).

    Parameters
    ----------
    table
        One row per sentence that could be drawn.
    values
        The columns of two or more instruments on one scale. One that says nothing of a sentence
        takes no part there.
    n
        How many sentences to draw.
    floor
        The least probability as a share of that of a simple draw, above 0 and up to 1 (a simple
        draw).

    Returns
    -------
        The table with disagreement and probability, at most 1 and `n` in sum. What full
        probabilities leave over goes to the other sentences.

    Examples
    --------
    >>> sentences = pl.DataFrame({"words": [1, 0, 0, 1], "model": [1, 0, 1, 1]})
    >>> disagreement_probabilities(sentences, values=["words", "model"], n=1, floor=0.5).rows()
    [(1, 1, 0.0, 0.125), (0, 0, 0.0, 0.125), (0, 1, 0.5, 0.625), (1, 1, 0.0, 0.125)]
    """
    if len(set(values)) < max(2, len(values)):
        raise ValueError(f"values: name two instruments or more, each once, not {list(values)}")
    if not 0 < floor <= 1:
        raise ValueError(f"floor is {floor}; it must lie above 0 and up to 1, such as 0.3")
    if not 0 <= n <= table.height:
        raise ValueError(f"n is {n}; it must be 0 or more and up to the {table.height} sentences")
    disagreement = table.select(
        pl.concat_list(pl.col(name).cast(pl.Float64).fill_nan(None) for name in values)
        .list.drop_nulls()
        .list.std(ddof=0)
        .fill_null(0.0)
        .alias("disagreement")
    )["disagreement"]
    probability = pl.Series("probability", [], pl.Float64)
    if table.height:
        probability = pl.Series("probability", _shared_out(disagreement.to_numpy(), n, floor))
    return table.with_columns(disagreement, probability)


def _shared_out(disagreement: Numbers, n: int, floor: float) -> Numbers:
    """Share out `n` by disagreement, above the floor and not above 1."""
    least = floor * n / len(disagreement)
    probability = np.full(len(disagreement), least)
    disputed = disagreement > 0
    # If all that are disputed reach 1, the others share what is left evenly.
    for sizes in (disagreement, np.where(disputed, 0.0, 1.0)):
        free = sizes > 0
        while free.any():
            rest = n - probability[~free].sum()
            share = least + (rest - least * free.sum()) * sizes / sizes[free].sum()
            probability[free] = np.minimum(share, 1)[free]
            full = free & (share > 1)
            if not full.any():
                break
            free &= ~full
    return probability
