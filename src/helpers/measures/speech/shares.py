"""How the sentences of a text divide between voices, groups of speakers or speakers."""

from collections.abc import Sequence

import polars as pl

from helpers.measures.joins import KEYS


def shares(sentences: pl.DataFrame, *, of: str, by: str | Sequence[str] = ()) -> pl.DataFrame:
    """Count the sentences of each value of a column, and their share of the group.

    Parameters
    ----------
    sentences
        document, sentence, and the columns of `of` and `by`. Rows without a value in one of them
        are left out.
    of
        Column whose values share the sentences: ``voice``, ``group``, ``speaker``.
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
    groups = [by] if isinstance(by, str) else list(by)
    known = sentences.drop_nulls([*groups, of])
    order = (
        known.select(groups).unique(maintain_order=True).with_row_index("place") if groups else None
    )
    counts = known.group_by(*groups, of).agg(pl.len().cast(pl.Int64).alias("sentences"))
    whole = pl.col("sentences").sum()
    total = pl.col("sentences").sum().over(of)
    table = counts.with_columns(n=whole.over(groups) if groups else whole, total=total)
    if order is not None:
        table = table.join(order, on=groups)
    else:
        table = table.with_columns(place=pl.lit(0))
    return (
        table.with_columns(share=pl.col("sentences") / pl.col("n"))
        .sort("place", "total", of, descending=[False, True, False])
        .select(*groups, of, "sentences", "n", "share")
    )


def speakers(sentences: pl.DataFrame) -> pl.DataFrame:
    """List who is quoted or paraphrased, and how often.

    Parameters
    ----------
    sentences
        document, sentence, voice, speaker, bloc; those of no source are left out.

    Returns
    -------
    DataFrame
        speaker ("not named" where the text names none), bloc, sentences, quoted (share of them in
        quotation marks), documents (how many articles), places ("document#sentence" of each
        sentence); the most heard first.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1],
    ...                       "voice": ["quote", "indirect"], "speaker": ["Ivanov", "Ivanov"],
    ...                       "bloc": ["official", "official"]})
    >>> speakers(table).rows()
    [('Ivanov', 'official', 2, 0.5, 1, ['a#0', 'a#1'])]
    """
    return (
        sentences.filter(pl.col("voice").is_in(["quote", "indirect"]))
        .group_by(pl.col("speaker").fill_null("not named"), "bloc", maintain_order=True)
        .agg(
            sentences=pl.len().cast(pl.Int64),
            quoted=(pl.col("voice") == "quote").mean(),
            documents=pl.col("document").n_unique().cast(pl.Int64),
            places=pl.format("{}#{}", *KEYS),
        )
        .sort("sentences", "speaker", "bloc", descending=[True, False, False])
    )
