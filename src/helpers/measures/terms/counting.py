"""Counting words in corpora of any size: partition by partition, on polars' streaming engine.

The tables of tokens that the other measures take hold a row per token. Here texts go to counts
directly, and no more than a few partitions are in memory at a time. Keep texts in Parquet with row
groups of 1,000 to 2,000 articles: one large group keeps the engine on one core.
"""

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from helpers.corpus.text.tokens import TOKEN


def count(
    texts: pl.LazyFrame | pl.DataFrame,
    *,
    pattern: str = TOKEN,
    keys: Sequence[str] = ("document",),
    partition: int = 1000,
) -> Iterator[pl.DataFrame]:
    """Count the words of every document, one partition of documents after the other.

    Parameters
    ----------
    texts
        `text` and the columns of `keys`; `pl.scan_parquet(path)` for a file that memory does not
        hold.
    pattern
        Regular expression of a token, in Rust's syntax; it is applied to the text in lower case.
    keys
        Columns to keep beside the counts: the document, and what it is grouped by.
    partition
        Documents in a partition.

    Yields
    ------
    pl.DataFrame
        The columns of `keys` and `counts`, a list of (token, count): one row per document, in their
        order, also for a document without words. `unfold` makes one row per word of it.

    Examples
    --------
    >>> texts = pl.DataFrame({"document": ["a"], "text": ["NATO and NATO"]})
    >>> [unfold(table).sort("token").rows() for table in count(texts)]
    [[('a', 'and', 1), ('a', 'nato', 2)]]
    """
    words = pl.col("text").str.to_lowercase().str.extract_all(pattern)
    counted = pl.element().value_counts().struct.rename_fields(["token", "count"])
    return (
        texts.lazy()
        .select(*keys, counts=words.list.eval(counted))
        .collect_batches(chunk_size=partition, engine="streaming")
    )


def unfold(partition: pl.DataFrame) -> pl.DataFrame:
    """Turn a partition of `count` into one row per document and word.

    Returns
    -------
    pl.DataFrame
        The keys, token, count; a document without words has no row, the words of a document are in
        no order that is promised.
    """
    return (
        partition.filter(pl.col("counts").list.len() > 0)
        .explode("counts")
        .unnest("counts")
        .with_columns(pl.col("count").cast(pl.Int64))
    )


def totals(partitions: Iterable[pl.DataFrame], *, by: Sequence[str] = ()) -> pl.DataFrame:
    """Add up the counts of partitions, over all documents or by group.

    Memory grows with the vocabulary, not with the corpus.

    Parameters
    ----------
    partitions
        What `count` yields, with the columns of `by` among its keys.
    by
        Columns whose combinations are counted apart.

    Returns
    -------
    pl.DataFrame
        The columns of `by`, term, count, documents: what `keyness.keyness` takes. In order of `by`
        and term.

    Examples
    --------
    >>> texts = pl.DataFrame({"document": ["a", "b"], "text": ["NATO and NATO", "and"]})
    >>> totals(count(texts)).rows()
    [('and', 2, 2), ('nato', 2, 1)]
    """
    by = list(by)
    sums = pl.col("count", "documents").sum()
    running: pl.DataFrame | None = None
    for table in partitions:
        part = (
            unfold(table.select(*by, "counts"))
            .group_by(*by, term="token")
            .agg(pl.col("count").sum(), documents=pl.len().cast(pl.Int64))
        )
        whole = part if running is None else pl.concat([running, part])
        running = whole.group_by(*by, "term").agg(sums)
    if running is None:
        raise ValueError("there are no texts to count")
    return running.sort(*by, "term")
