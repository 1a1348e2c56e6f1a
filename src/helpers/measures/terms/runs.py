"""Runs of words that stand together often."""

from collections.abc import Collection

import polars as pl

from helpers.measures.terms.ngrams import ngrams, without_stopwords
from helpers.measures.terms.tokens import Tokens, in_pieces

# Rarer runs than the first so many of a length are not listed, however large the corpus.
_MOST = 10_000


def runs(
    tokens: Tokens,
    *,
    longest: int = 3,
    term: str = "token",
    minimum: int = 3,
    stopwords: Collection[str] = (),
    names: Collection[str] = (),
    most: int = _MOST,
) -> pl.DataFrame:
    """Count runs of two words and more, without those that only stand in a longer one.

    "security council" is left out where every one of its places is in "united nations security
    council".

    Parameters
    ----------
    tokens
        In the order of the text.
    longest
        Words in the longest run.
    minimum
        Runs that occur less often are left out.
    stopwords
        Runs that begin or end with one are left out.
    names
        Runs of these words alone, and of stop words between them, are left out.
    most
        Of more runs of a length than these, the rarest are left out, whatever `minimum` is.

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
    words = tokens.lazy().select("document", "sentence", "position", "end", token=term)
    edges = set(stopwords) - set(names)
    table = pl.concat(
        _count(words, n, edges=edges, minimum=minimum, most=most) for n in range(2, longest + 1)
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
    return table.filter(pl.Series(keeps, dtype=pl.Boolean)).sort(
        "count", "term", descending=[True, False]
    )


def _count(
    words: pl.LazyFrame, n: int, *, edges: Collection[str], minimum: int, most: int
) -> pl.DataFrame:
    """Count the runs of `n` words that are frequent enough.

    The first reading counts hashes, as the runs of a large corpus would not fit in memory; runs
    that share a hash by chance are told apart in the second.
    """
    key = pl.col("token").hash(seed=n)
    total, hashes = 0, []
    for piece in in_pieces(words):
        found = ngrams(piece, n=n, in_order=True)
        total += found.height
        hashes.append(without_stopwords(found, edges, term="token").select(key).to_series())
    counts = pl.concat([pl.Series("token", [], pl.UInt64), *hashes]).value_counts(name="n")
    rarest = counts["n"].top_k(most + 1).min() if counts.height > most else minimum - 1
    frequent = counts.filter((pl.col("n") > rarest) & (pl.col("n") >= minimum))["token"]
    cells = [
        without_stopwords(ngrams(piece, n=n, in_order=True), edges, term="token")
        .filter(key.is_in(frequent.implode()))
        .group_by(term="token", document="document")
        .agg(count=pl.len().cast(pl.Int64))
        for piece in in_pieces(words)
    ]
    schema = {"term": pl.String, "document": pl.String, "count": pl.Int64}
    return (
        pl.concat([pl.DataFrame(schema=schema), *cells])
        .group_by("term")
        .agg(pl.col("count").sum(), documents=pl.col("document").n_unique().cast(pl.Int64))
        .filter(pl.col("count") >= minimum)
        .select(
            "term",
            "count",
            rate=1000 * pl.col("count") / total,
            documents="documents",
            words=pl.lit(n, pl.Int64),
        )
    )


def _parts(words: list[str]) -> list[str]:
    """List the shorter runs of two words and more in a run."""
    sizes = range(2, len(words))
    return [" ".join(words[k : k + n]) for n in sizes for k in range(len(words) - n + 1)]
