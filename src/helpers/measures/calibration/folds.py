"""Which sentences are learnt from and labelled together."""

import numpy as np
import polars as pl

# Fewer articles than these leave too little to learn from when one of them is left out.
FEWEST = 3


def assign_folds(
    table: pl.DataFrame,
    *,
    folds: int = 5,
    seed: int = 0,
    within: str = "document",
    order: str = "sentence",
) -> pl.Series:
    """Divide sentences into folds, so that none is labelled by what its neighbours taught.

    With three articles or more an article lies in one fold; articles are shuffled and dealt out in
    turn. Fewer are cut into runs of neighbouring sentences, one a fold and as long as one another.

    Parameters
    ----------
    table
        One row per sentence, with the columns `within` and `order`.
    folds
        How many; no more than there are articles, or sentences of the only ones.

    Returns
    -------
        fold (from 0) of each row.

    Raises
    ------
    ValueError
        If `folds`, or what can be divided, is less than 2.

    Examples
    --------
    >>> table = pl.DataFrame({"document": list("aabbcc"), "sentence": [0, 1] * 3})
    >>> assign_folds(table).to_list()
    [1, 1, 2, 2, 0, 0]
    >>> one = pl.DataFrame({"document": "a", "sentence": [4, 9, 2, 7]})
    >>> assign_folds(one, folds=2).to_list()
    [0, 1, 0, 1]
    """
    if folds < 2:
        raise ValueError(f"folds is {folds}; it must be 2 or more")
    documents = table[within].unique().sort()
    if len(documents) < FEWEST:
        place = (pl.col(order).rank("dense").over(within) - 1).cast(pl.Int64)
        length = pl.col(order).n_unique().over(within).cast(pl.Int64)
        number = min(folds, max(table.select(length)[order], default=0))
        result = table.select((place * number // length).alias("fold"))["fold"]
    else:
        number = min(folds, len(documents))
        shuffled = np.random.default_rng(seed).permutation(len(documents))
        dealt = pl.DataFrame(
            {within: documents.gather(shuffled), "fold": np.arange(len(documents)) % number}
        )
        rows = table.select(within).join(dealt, on=within, how="left", maintain_order="left")
        result = rows["fold"]
    if number < 2:
        raise ValueError("there is one sentence only; code more before cross-fitting")
    return result
