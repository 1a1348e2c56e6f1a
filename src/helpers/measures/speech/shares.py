"""How the sentences or words of a text divide between voices, groups of speakers or speakers."""

from collections.abc import Sequence

import polars as pl

# Beyond so many groups a figure cannot be read.
READABLE = 20


def shares(sentences: pl.DataFrame, *, of: str, by: str | Sequence[str] = ()) -> pl.DataFrame:
    """Count the sentences of each value of a column, and their share of the group.

    Parameters
    ----------
    sentences
        document, sentence, and the columns of `of` and `by`. Rows without a value in one of them
        are left out.
    of
        Column whose values share the sentences: ``voice``, ``group``, ``speaker``, ``verb_class``.
    by
        Columns whose values are groups with shares of their own.

    Returns
    -------
    DataFrame
        The columns of `by`, in the order of their first rows; `of`, the value with most sentences
        in all groups together first; sentences; n (sentences of the group); share (sentences / n).

    Examples
    --------
    >>> table = pl.DataFrame(
    ...     {"document": ["a", "a", "b"], "sentence": [0, 1, 0], "voice": ["quote", "quote", None]}
    ... )
    >>> shares(table, of="voice", by="document").rows()
    [('a', 'quote', 2, 2, 1.0)]
    """
    return _divide(sentences, of, by, amount="sentences")


def word_shares(sentences: pl.DataFrame, *, of: str, by: str | Sequence[str] = ()) -> pl.DataFrame:
    """Count the words of each value of a column, and their share of the group.

    Parameters
    ----------
    sentences, of, by
        As in `shares`, and ``words``, the number of words of each sentence.

    Returns
    -------
    DataFrame
        As `shares`, by words: the columns of `by`, `of`, sentences, words, n (words of the group),
        share (words / n; missing where there is no word).

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1], "words": [3, 1],
    ...                       "bloc": ["official", "expert"]})
    >>> word_shares(table, of="bloc").rows()
    [('official', 1, 3, 4, 0.75), ('expert', 1, 1, 4, 0.25)]
    """
    return _divide(sentences, of, by, amount="words")


def largest(
    table: pl.DataFrame, by: str, *, groups: int = READABLE, least: int = 1
) -> pl.DataFrame:
    """Keep the rows of the largest groups, in their order.

    Parameters
    ----------
    table
        `by` and n, the size of each group, as `shares` and its like give them.
    by
        Column of the groups.
    groups
        How many to keep; of groups of one size the first by name.
    least
        Size that a group has to have.

    Examples
    --------
    >>> table = pl.DataFrame({"outlet": ["a", "b", "b", "c"], "n": [2, 9, 9, 4]})
    >>> largest(table, "outlet", groups=2)["outlet"].to_list()
    ['b', 'b', 'c']
    >>> largest(table, "outlet", least=5)["outlet"].to_list()
    ['b', 'b']
    """
    sizes = (
        table.filter(pl.col("n") >= least)
        .group_by(by)
        .agg(pl.col("n").max())
        .sort("n", by, descending=[True, False])
    )
    return table.filter(pl.col(by).is_in(sizes[by].head(groups).implode()))


def _divide(
    sentences: pl.DataFrame, of: str, by: str | Sequence[str], *, amount: str
) -> pl.DataFrame:
    groups = [by] if isinstance(by, str) else list(by)
    known = sentences.drop_nulls([*groups, of])
    counted = [pl.len().cast(pl.Int64).alias("sentences")]
    if amount == "words":
        counted.append(pl.col("words").sum().cast(pl.Int64))
    first = pl.col("(place)").min()
    whole = pl.col(amount).sum()
    return (
        known.with_row_index("(place)")
        .with_columns(first.over(groups) if groups else first)
        .group_by(*groups, of, "(place)")
        .agg(counted)
        .with_columns(
            (whole.over(groups) if groups else whole).alias("n"),
            whole.over(of).alias("(total)"),
        )
        .with_columns(share=pl.when(pl.col("n") > 0).then(pl.col(amount) / pl.col("n")))
        .sort("(place)", "(total)", of, descending=[False, True, False])
        .drop("(place)", "(total)")
    )
