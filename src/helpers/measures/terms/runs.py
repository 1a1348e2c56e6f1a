"""Runs of words that stand together often."""

from collections.abc import Collection

import polars as pl

from helpers.measures.terms.frequency import frequency
from helpers.measures.terms.ngrams import ngrams


def runs(
    tokens: pl.DataFrame,
    *,
    longest: int = 3,
    term: str = "token",
    minimum: int = 3,
    stopwords: Collection[str] = (),
    names: Collection[str] = (),
) -> pl.DataFrame:
    """Count runs of two words and more, without those that only stand in a longer one.

    "security council" is left out where every one of its places is in "united nations security
    council".

    Parameters
    ----------
    longest
        Words in the longest run.
    minimum
        Runs that occur less often are left out.
    stopwords
        Runs that begin or end with one are left out.
    names
        Runs of these words alone, and of stop words between them, are left out.

    Returns
    -------
        term, count, rate (per 1,000 runs of the same length), documents, words (in the run); most
        frequent first.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 4, "sentence": [0] * 4, "position": range(4),
    ...     "token": ["Ned", "Price", "red", "lines"], "start": range(4), "end": range(1, 5)})
    >>> runs(tokens, longest=2, minimum=1, names=["Ned", "Price"]).select("term", "count").rows()
    [('Price red', 1), ('red lines', 1)]
    """
    words = tokens.with_columns(token=term)
    edges = set(stopwords) - set(names)
    table = pl.concat(
        frequency(ngrams(words, n=n), stopwords=edges, minimum=minimum).with_columns(
            words=pl.lit(n, pl.Int64)
        )
        for n in range(2, longest + 1)
    )
    within = {
        (part, times)
        for run, times in table.select("term", "count").iter_rows()
        for part in _parts(run.split(" "))
    }
    alone = set(names) | set(stopwords)
    keeps = [
        (run, times) not in within and not alone.issuperset(run.split(" "))
        for run, times in table.select("term", "count").iter_rows()
    ]
    return (
        table.filter(pl.Series(keeps, dtype=pl.Boolean))
        .select("term", "count", "rate", "documents", "words")
        .sort("count", "term", descending=[True, False])
    )


def _parts(words: list[str]) -> list[str]:
    """List the shorter runs of two words and more in a run."""
    sizes = range(2, len(words))
    return [" ".join(words[k : k + n]) for n in sizes for k in range(len(words) - n + 1)]
