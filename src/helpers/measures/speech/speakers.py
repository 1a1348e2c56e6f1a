"""Who is quoted or paraphrased by name, and how much comes from sources without one."""

from collections.abc import Sequence

import polars as pl

from helpers.measures.joins import PLACES, name_places
from helpers.measures.speech.sources import by_sources


def is_unnamed(names: Sequence[str]) -> pl.Expr:
    """Whether a sentence's `speaker` is missing, or one of `names` in any case.

    Examples
    --------
    >>> table = pl.DataFrame({"speaker": ["Weir", "Experts", None, " "]})
    >>> table.select(is_unnamed(["experts"])).to_series().to_list()
    [False, True, True, True]
    """
    speaker = pl.col("speaker").str.strip_chars().str.to_lowercase().fill_null("")
    return speaker.is_in(["", *(name.lower() for name in names)])


def speakers(sentences: pl.DataFrame, *, unnamed: Sequence[str] = ()) -> pl.DataFrame:
    """List who is quoted or paraphrased by name, and how often.

    Parameters
    ----------
    sentences
        document, sentence, voice, speaker, bloc.
    unnamed
        Speakers that are no names, such as "experts": they are left out, as are sentences whose
        speaker the text does not give (`unnamed_sources` counts both).

    Returns
    -------
    DataFrame
        speaker, bloc, sentences, quoted (share of them in quotation marks), documents (how many
        articles), places; the most heard first.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1],
    ...                       "voice": ["quote", "indirect"], "speaker": ["Ivanov", "Ivanov"],
    ...                       "bloc": ["official", "official"]})
    >>> speakers(table).rows()
    [('Ivanov', 'official', 2, 0.5, 1, ['a#0', 'a#1'])]
    """
    return (
        by_sources(sentences)
        .filter(~is_unnamed(unnamed))
        .group_by("speaker", "bloc", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("sentences"),
            (pl.col("voice") == "quote").mean().alias("quoted"),
            pl.col("document").n_unique().cast(pl.Int64).alias("documents"),
            name_places().head(PLACES),
        )
        .sort("sentences", "speaker", "bloc", descending=[True, False, False])
    )


def unnamed_sources(
    sentences: pl.DataFrame, *, names: Sequence[str], by: str | Sequence[str] = ()
) -> pl.DataFrame:
    """Count the quoted and paraphrased sentences whose source has no name.

    Parameters
    ----------
    sentences
        document, sentence, voice, speaker.
    names
        Speakers that are no names, such as "experts" (the codebook's `unnamed`).
    by
        Columns whose values are counted apart; rows without a value in one of them are left out.

    Returns
    -------
    DataFrame
        The columns of `by`, in the order of their first rows; unnamed (sentences without a named
        source); n (quoted or paraphrased sentences); share (unnamed / n); places (of the first).

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a"] * 2, "sentence": [0, 1],
    ...                       "voice": ["quote", "indirect"], "speaker": ["Weir", "Experts"]})
    >>> unnamed_sources(table, names=["experts"], by="document").rows()
    [('a', 1, 2, 0.5, ['a#1'])]
    """
    groups = [by] if isinstance(by, str) else list(by)
    statements = by_sources(sentences)
    statements = statements.drop_nulls(groups) if groups else statements
    lacking = is_unnamed(names)
    counts = [
        lacking.sum().cast(pl.Int64).alias("unnamed"),
        pl.len().cast(pl.Int64).alias("n"),
    ]
    shown = name_places().filter(lacking).head(PLACES)
    table = (
        statements.group_by(groups, maintain_order=True).agg(*counts, shown)
        if groups
        else statements.select(*counts, shown.implode())
    )
    share = pl.when(pl.col("n") > 0).then(pl.col("unnamed") / pl.col("n"))
    return table.select(*groups, "unnamed", "n", share.alias("share"), "places")
