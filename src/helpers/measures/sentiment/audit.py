"""What the scores rest on: coverage, the words that weigh most, and where instruments differ."""

from collections.abc import Sequence

import polars as pl

from helpers.measures.joins import KEYS


def coverage(tones: pl.DataFrame, *, by: str | Sequence[str] = "lexicon") -> pl.DataFrame:
    """Give the share of sentences in which any word matched.

    Returns
    -------
        The `by` columns, sentences, covered, coverage (covered / sentences).

    Examples
    --------
    >>> tones = pl.DataFrame({"lexicon": "vader", "score": [0.5, None, -0.1, None]})
    >>> coverage(tones).rows()
    [('vader', 4, 2, 0.5)]
    """
    has_score = pl.col("score").is_not_null()
    return (
        tones.group_by(by)
        .agg(
            pl.len().cast(pl.Int64).alias("sentences"),
            has_score.sum().cast(pl.Int64).alias("covered"),
            has_score.mean().alias("coverage"),
        )
        .sort(by)
    )


def contributions(
    valences: pl.DataFrame, *, top: int = 20, times: str | None = None
) -> pl.DataFrame:
    """Give the `top` words that weigh most in each instrument's positive and negative mass.

    A word's mass is the sum of the valences that it adds to its sentences.

    Parameters
    ----------
    valences
        lexicon, word, valence.
    times
        The column that says how many places with this valence a row stands for; one without it.

    Returns
    -------
        lexicon (in the table's order), sign ("negative", "positive"), rank, word, count, mass (in
        the instrument's unit), share (of that sign's mass); equal masses by word.

    Examples
    --------
    >>> valences = pl.DataFrame({"lexicon": "vader", "word": ["united", "war", "united", "no"],
    ...                          "valence": [1.8, -2.9, 1.8, -1.2]})
    >>> contributions(valences).select("sign", "word", "count", "mass").rows()
    [('negative', 'war', 1, -2.9), ('negative', 'no', 1, -1.2), ('positive', 'united', 2, 3.6)]
    """
    order = valences["lexicon"].unique(maintain_order=True).to_list()
    sign = pl.when(pl.col("valence") < 0).then(pl.lit("negative")).otherwise(pl.lit("positive"))
    count, mass = pl.len(), pl.col("valence")
    if times:
        count, mass = pl.col(times).sum(), pl.col("valence") * pl.col(times)
    words = (
        valences.filter(pl.col("valence") != 0)
        .group_by("lexicon", sign.alias("sign"), "word")
        .agg(count.cast(pl.Int64).alias("count"), mass.sum().alias("mass"))
        .sort(
            pl.col("lexicon").replace_strict(order, range(len(order)), return_dtype=pl.Int64),
            "sign",
            pl.col("mass").abs(),
            "word",
            descending=[False, False, True, False],
        )
        .with_columns(
            pl.int_range(1, pl.len() + 1).over("lexicon", "sign").alias("rank"),
            (pl.col("mass") / pl.col("mass").sum().over("lexicon", "sign")).alias("share"),
        )
    )
    columns = ("lexicon", "sign", "rank", "word", "count", "mass", "share")
    return words.filter(pl.col("rank") <= top).select(columns)


def disagreements(labels: pl.DataFrame, *, between: Sequence[str]) -> pl.DataFrame:
    """List the sentences whose labels differ between the instruments, the widest apart first.

    Parameters
    ----------
    labels
        document, sentence, and the label by each instrument: -1, 0, 1, or missing.
    between
        The instruments' columns.

    Returns
    -------
        document, sentence, spread (variance of the labels, 0..1, population form), lexicons (how
        many have a label), then the instruments; by spread, then lexicons (largest first),
        document, sentence. Sentences without disagreement are left out.

    Examples
    --------
    >>> labels = pl.DataFrame(
    ...     {"document": "a", "sentence": [0, 1], "afinn": [-1, 0], "vader": [1, 0]}
    ... )
    >>> disagreements(labels, between=["afinn", "vader"]).rows()
    [('a', 0, 1.0, 2, -1, 1)]
    """
    n = pl.sum_horizontal(pl.col(name).is_not_null() for name in between).cast(pl.Int64)
    total = pl.sum_horizontal(between)
    # In whole numbers up to here, so that equal spreads are equal.
    squares = n * pl.sum_horizontal(pl.col(name) ** 2 for name in between) - total**2
    return (
        labels.filter(pl.min_horizontal(between) < pl.max_horizontal(between))
        .select(*KEYS, (squares / n**2).alias("spread"), n.alias("lexicons"), *between)
        .sort("spread", "lexicons", *KEYS, descending=[True, True, False, False])
    )


def beside_codes(tones: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Put each instrument's label beside the coded tone of the same sentence.

    A sentence in which no word matched is read as neutral here, as plain VADER reads it (its
    compound is then 0): the instrument has no reason to call it anything else. Coverage tells how
    often that is. A coded sentence that `tones` does not have at all, as the splitter cuts
    elsewhere, is no such case: nothing is predicted for it.

    Parameters
    ----------
    codes
        Columns document, sentence, tone: what the coders agree on. Further ones are kept.

    Returns
    -------
        lexicon, document, sentence, gold, predicted (-1, 0, 1; None where `tones` lacks the
        sentence); every coded sentence, in the order of `codes`, lexicon by lexicon in that of
        `tones`.

    Examples
    --------
    >>> tones = pl.DataFrame({"document": "a", "sentence": [0, 1], "lexicon": "vader",
    ...                       "tone": [1, None]})
    >>> codes = pl.DataFrame({"document": "a", "sentence": [0, 1], "tone": [-1, 0]})
    >>> beside_codes(tones, codes).rows()
    [('vader', 'a', 0, -1, 1), ('vader', 'a', 1, 0, 0)]
    """
    gold = codes.rename({"tone": "gold"})
    read = tones.select("lexicon", *KEYS, pl.col("tone").fill_null(0).alias("predicted"))
    return (
        tones.select(pl.col("lexicon").unique(maintain_order=True))
        .join(gold, how="cross", maintain_order="left_right")
        .join(read, on=["lexicon", *KEYS], how="left", maintain_order="left")
    )
