"""Who is given how many words, and how much comes from nobody in particular."""

from collections.abc import Sequence

import polars as pl

from helpers.corpus.text.tokens import TOKEN
from helpers.corpus.voices.voice import SOURCE_VOICES
from helpers.measures.framing.codebook import Codebook
from helpers.measures.framing.shares import countable, require


def words_by(sentences: pl.DataFrame, *, of: str = "bloc", by: Sequence[str] = ()) -> pl.DataFrame:
    """Return the share of words given to each bloc (or voice, or speaker).

    `of` is the column whose values share the words; in each group of `by` the shares add up to 1.

    Returns
    -------
        The columns of `by`, then `of`, sentences, words, n (words of the group), share
        (words / n); sorted by `by`, then by falling words.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["d", "d"], "sentence": [0, 1],
    ...                       "text": ["We shall see.", "Indeed."],
    ...                       "bloc": ["us_official", "none"]})
    >>> words_by(table).rows()
    [('us_official', 1, 3, 4, 0.75), ('none', 1, 1, 4, 0.25)]
    """
    require(sentences, ["text", of, *by])
    words = pl.col("text").str.count_matches(TOKEN).fill_null(0).cast(pl.Int64)
    counts = (
        countable(sentences)
        .group_by(*by, of)
        .agg(pl.len().cast(pl.Int64).alias("sentences"), words.sum().alias("words"))
    )
    total = pl.col("words").sum().over(list(by)) if by else pl.col("words").sum()
    return (
        counts.with_columns(total.alias("n"))
        .with_columns(pl.when(pl.col("n") > 0).then(pl.col("words") / pl.col("n")).alias("share"))
        .sort(
            *by,
            pl.col("words"),
            of,
            descending=[False] * len(by) + [True, False],
            nulls_last=True,
        )
    )


def unnamed_sources(
    sentences: pl.DataFrame, codebook: Codebook, *, by: Sequence[str] = ()
) -> pl.DataFrame:
    """Return how many of the reported statements have a source that is not named.

    A reported statement is a sentence whose voice is quote or indirect; its source is not
    named where its speaker is missing or is one of the codebook's `unnamed` ("experts"), in any
    case.

    Returns
    -------
        The columns of `by`, unnamed (reported sentences without a named source), n (reported
        sentences), share (unnamed / n).
    """
    require(sentences, ["voice", "speaker", *by])
    names = [name.lower() for name in codebook.unnamed]
    speaker = pl.col("speaker").str.strip_chars()
    lacking = speaker.is_null() | (speaker == "") | speaker.str.to_lowercase().is_in(names)
    statements = countable(sentences).filter(pl.col("voice").is_in(SOURCE_VOICES))
    counts = [
        lacking.sum().cast(pl.Int64).alias("unnamed"),
        pl.len().cast(pl.Int64).alias("n"),
    ]
    table = statements.group_by(by).agg(counts).sort(by) if by else statements.select(counts)
    return table.with_columns(
        pl.when(pl.col("n") > 0).then(pl.col("unnamed") / pl.col("n")).alias("share")
    )
