"""Tables of tokens, in memory or on disk.

A corpus of a million articles has more words than fit in memory. So measures that only count take a
lazy table (`polars.LazyFrame`) as well: they read it piece by piece, and what is held is the
counts.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

import polars as pl

from helpers.measures.joins import KEYS

Tokens = pl.DataFrame | pl.LazyFrame
Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

# Rows of a piece: some tens of megabytes.
_PIECE = 500_000


def count_rows(rows: pl.LazyFrame) -> pl.DataFrame:
    """Carry out a lazy count, piece by piece.

    The order of its rows may differ from run to run, so whatever depends on it has to sort.

    Examples
    --------
    >>> tokens = pl.DataFrame({"token": ["sea", "red", "sea"]})
    >>> count_rows(tokens.lazy().group_by("token").len()).sort("token").rows()
    [('red', 1), ('sea', 2)]
    """
    return rows.collect(engine="streaming")


def in_pieces(
    tokens: Tokens, *, of: Sequence[str] = KEYS, rows: int = _PIECE
) -> Iterator[pl.DataFrame]:
    """Yield a table of tokens in pieces of whole sentences, or of whole documents.

    Parameters
    ----------
    tokens
        The tokens of a sentence, or of a document, in a row.
    of
        Columns that tell these apart.
    rows
        Rows that a piece has about.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 5, "sentence": [0, 0, 0, 1, 1]})
    >>> [piece["sentence"].to_list() for piece in in_pieces(tokens, rows=2)]
    [[0, 0, 0], [1, 1]]
    """
    rest = tokens.lazy().head(0).collect()
    for batch in tokens.lazy().collect_batches(chunk_size=rows, maintain_order=True):
        table = pl.concat([rest, batch])
        if not table.height:
            continue
        runs = table.select(pl.struct(of).rle_id()).to_series()
        whole = int(runs.search_sorted(runs[-1]))
        if whole:
            yield table[:whole]
        rest = table[whole:]
    if rest.height:
        yield rest


def count_documents() -> pl.Expr:
    """Count the documents of a group of tokens.

    Numbers for their names are several times faster to tell apart than the names.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["sea", "sea", "sea"]})
    >>> tokens.group_by("token").agg(documents=count_documents()).rows()
    [('sea', 2)]
    """
    return pl.col("document").cast(pl.Categorical).to_physical().n_unique().cast(pl.Int64)


def add_up(
    tokens: Tokens, count: Callable[[pl.DataFrame], pl.DataFrame], *, by: Sequence[str]
) -> pl.DataFrame:
    """Count pieces of whole documents, and add up what was counted.

    So what is counted for each document and term, of which there are nearly as many as words, is
    never held for all of a large corpus.

    Parameters
    ----------
    tokens
        In memory, or on disk with the tokens of a document in a row.
    count
        From tokens to a table of the columns `by`, and others that are added up.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": list("aab"), "token": ["sea", "sea", "sea"]})
    >>> add_up(
    ...     tokens,
    ...     lambda rows: rows.group_by("token").agg(documents=pl.col("document").n_unique()),
    ...     by=["token"],
    ... ).rows()
    [('sea', 2)]
    """
    if isinstance(tokens, pl.DataFrame):
        return count(tokens)
    result = count(tokens.head(0).collect())
    for piece in in_pieces(tokens, of=["document"]):
        parts = pl.concat([result, count(piece)])
        result = parts.group_by(by).agg(pl.exclude(by).sum())
    return result


def sentences_with(tokens: Tokens, terms: Collection[str], *, term: str = "token") -> pl.DataFrame:
    """Read the sentences in which one of some terms stands, and no others.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 3, "sentence": [0, 0, 1],
    ...     "token": ["red", "lines", "stay"]})
    >>> sentences_with(tokens, ["lines"])["token"].to_list()
    ['red', 'lines']
    """
    rows = tokens.lazy()
    places = count_rows(rows.filter(pl.col(term).is_in(list(terms))).select(KEYS).unique())
    return count_rows(rows.join(places.lazy(), on=KEYS, how="semi"))
