"""What the scores rest on: coverage, the words that weigh most, and where instruments differ."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:  # building instruments needs NLTK, which these tables do not
    from helpers.measures.sentiment.instruments import Instrument

_UNIT = ("document", "sentence")


def coverage(tones: pl.DataFrame, *, by: str | Sequence[str] = "lexicon") -> pl.DataFrame:
    """Give the share of sentences in which any word matched.

    Parameters
    ----------
    tones
        Columns score (null where nothing matched) and `by`.
    by
        The column or columns that name the groups.

    Returns
    -------
    pl.DataFrame
        The `by` columns (sorted), sentences, covered, coverage (0..1).

    Examples
    --------
    >>> tones = pl.DataFrame({"lexicon": "vader", "score": [0.5, None, -0.1, None]})
    >>> coverage(tones).rows()
    [('vader', 4, 2, 0.5)]
    """
    known = pl.col("score").is_not_null()
    return (
        tones.group_by(by)
        .agg(
            pl.len().cast(pl.Int64).alias("sentences"),
            known.sum().cast(pl.Int64).alias("covered"),
            known.mean().alias("coverage"),
        )
        .sort(by)
    )


def contributions(
    sentences: pl.DataFrame, *, instruments: Iterable["Instrument"], top: int = 20
) -> pl.DataFrame:
    """Give the words that weigh most in each instrument's positive and negative mass.

    A word's mass is the sum of the valences that it adds to its sentences after the instrument's
    rules (a negated "good" adds to the negative mass).

    Parameters
    ----------
    sentences
        Column text.
    instruments
        See `helpers.measures.sentiment.instruments.instruments`.
    top
        Words for each instrument and sign.

    Returns
    -------
    pl.DataFrame
        lexicon (in the given order), sign ("negative", "positive"), rank (from 1), word, count,
        mass (in the instrument's unit), share (of that sign's mass, 0..1); equal masses by word.

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.lexicons import open_lexicons, open_tone
    >>> from helpers.measures.sentiment.instruments import instruments
    >>> built = instruments(open_lexicons(), open_tone(Path("no-such-folder")))
    >>> sentences = pl.DataFrame({"text": ["The United States", "a united front", "no war"]})
    >>> contributions(sentences, instruments=[built["vader"]]).select(
    ...     "sign", "word", "count", "mass"
    ... ).rows()
    [('negative', 'war', 1, -2.9), ('negative', 'no', 1, -1.2), ('positive', 'united', 2, 3.6)]
    """
    tables = []
    for instrument in instruments:
        valences = instrument.valences(sentences["text"]).filter(pl.col("valence") != 0)
        sign = pl.when(pl.col("valence") < 0).then(pl.lit("negative")).otherwise(pl.lit("positive"))
        words = valences.group_by(sign.alias("sign"), "word").agg(
            pl.len().cast(pl.Int64).alias("count"), pl.col("valence").sum().alias("mass")
        )
        words = words.sort(
            "sign", pl.col("mass").abs(), "word", descending=[False, True, False]
        ).with_columns(
            pl.lit(instrument.name).alias("lexicon"),
            pl.int_range(1, pl.len() + 1).over("sign").alias("rank"),
            (pl.col("mass") / pl.col("mass").sum().over("sign")).alias("share"),
        )
        columns = ("lexicon", "sign", "rank", "word", "count", "mass", "share")
        tables.append(words.filter(pl.col("rank") <= top).select(columns))
    return pl.concat(tables)


def disagreements(tones: pl.DataFrame, *, top: int = 10) -> pl.DataFrame:
    """Find the sentences whose labels differ most between the instruments.

    Parameters
    ----------
    tones
        Columns document, sentence, lexicon, tone (see `helpers.measures.sentiment.labels.label`).
    top
        Number of sentences.

    Returns
    -------
    pl.DataFrame
        document, sentence, spread (variance of the labels that are not null, 0..1, population
        form), lexicons (how many have a label), then each lexicon's label in a column of its
        name; by spread, then lexicons (largest first), document, sentence. Sentences without
        disagreement are left out.

    Examples
    --------
    >>> tones = pl.DataFrame({"document": "a", "sentence": [0, 0, 1, 1],
    ...                       "lexicon": ["afinn", "vader"] * 2, "tone": [-1, 1, 0, 0]})
    >>> disagreements(tones).rows()
    [('a', 0, 1.0, 2, -1, 1)]
    """
    spread = tones.group_by(_UNIT).agg(
        pl.col("tone").var(ddof=0).alias("spread"),
        pl.col("tone").count().cast(pl.Int64).alias("lexicons"),
    )
    most = (
        spread.filter(pl.col("spread") > 0)
        .sort("spread", "lexicons", *_UNIT, descending=[True, True, False, False])
        .head(top)
    )
    names = tones["lexicon"].unique(maintain_order=True).to_list()
    for name in names:
        of_one = tones.filter(pl.col("lexicon") == name).select(*_UNIT, pl.col("tone").alias(name))
        most = most.join(of_one, on=_UNIT, how="left", maintain_order="left")
    return most


def beside_codes(tones: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Put each instrument's label beside the coded tone of the same sentence.

    A sentence in which no word matched is read as neutral here, as plain VADER reads it (its
    compound is then 0): the instrument has no reason to call it anything else. Coverage tells how
    often that is.

    Parameters
    ----------
    tones
        Columns document, sentence, lexicon, tone.
    codes
        Columns document, sentence, tone: what the coders agree on.

    Returns
    -------
    pl.DataFrame
        lexicon, document, sentence, gold, predicted (-1, 0, 1); lexicons and sentences in the
        order of `tones`, coded sentences only.

    Examples
    --------
    >>> tones = pl.DataFrame({"document": "a", "sentence": [0, 1], "lexicon": "vader",
    ...                       "tone": [1, None]})
    >>> codes = pl.DataFrame({"document": "a", "sentence": [0, 1], "tone": [-1, 0]})
    >>> beside_codes(tones, codes).rows()
    [('vader', 'a', 0, -1, 1), ('vader', 'a', 1, 0, 0)]
    """
    gold = codes.select(*_UNIT, pl.col("tone").alias("gold"))
    return tones.join(gold, on=_UNIT, how="inner", maintain_order="left").select(
        "lexicon", *_UNIT, "gold", pl.col("tone").fill_null(0).alias("predicted")
    )
