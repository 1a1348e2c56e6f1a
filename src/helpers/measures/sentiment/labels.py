"""Labels: from a score to negative, neutral or positive."""

from collections.abc import Collection, Mapping

import polars as pl


def label(
    tones: pl.DataFrame, *, thresholds: Mapping[str, float], column: str = "tone"
) -> pl.DataFrame:
    """Add the label of each score: negative, neutral or positive.

    A score at or above its lexicon's threshold is 1, at or below the threshold's negative -1,
    between the two 0; with a threshold of 0 only a score of exactly 0 is neutral.

    Parameters
    ----------
    thresholds
        Lexicon to threshold, in the unit of its score; `x_neutral` takes that of `x` where it has
        none of its own.
    column
        Name of the column to add.

    Raises
    ------
    KeyError
        If a lexicon has no threshold.

    Examples
    --------
    >>> tones = pl.DataFrame({"lexicon": "vader", "score": [0.6, -0.01, None]})
    >>> label(tones, thresholds={"vader": 0.05})["tone"].to_list()
    [1, 0, None]
    """
    limits = limits_of(tones["lexicon"].unique().to_list(), thresholds)
    threshold = pl.col("lexicon").replace_strict(limits, default=None, return_dtype=pl.Float64)
    return tones.with_columns(label_of(pl.col("score"), threshold).alias(column))


def limits_of(lexicons: Collection[str], thresholds: Mapping[str, float]) -> dict[str, float]:
    """Give the threshold of each lexicon, as `label` takes it, and its errors.

    Examples
    --------
    >>> limits_of(["vader", "vader_neutral"], {"vader": 0.05})
    {'vader': 0.05, 'vader_neutral': 0.05}
    """
    limits = {
        name: thresholds.get(name, thresholds.get(name.removesuffix("_neutral")))
        for name in sorted(lexicons)
    }
    missing = [name for name, threshold in limits.items() if threshold is None]
    if missing:
        raise KeyError(f"no threshold for {', '.join(missing)}; give it in tone.yml, thresholds")
    return {name: threshold for name, threshold in limits.items() if threshold is not None}


def label_of(score: pl.Expr, threshold: pl.Expr | float) -> pl.Expr:
    """Turn a score into its label by a threshold, as `label` does.

    Examples
    --------
    >>> table = pl.DataFrame({"score": [0.6, -0.01, None]})
    >>> table.select(label_of(pl.col("score"), 0.05)).to_series().to_list()
    [1, 0, None]
    """
    return (
        pl.when(score.is_null())
        .then(None)
        .when((score >= threshold) & (score > 0))
        .then(1)
        .when((score <= -threshold) & (score < 0))
        .then(-1)
        .otherwise(0)
        .cast(pl.Int64)
    )
