"""Labels: from a score to negative, neutral or positive."""

from collections.abc import Mapping

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
    names = tones["lexicon"].unique().sort().to_list()
    limits = {
        name: thresholds.get(name, thresholds.get(name.removesuffix("_neutral"))) for name in names
    }
    missing = [name for name, threshold in limits.items() if threshold is None]
    if missing:
        raise KeyError(f"no threshold for {', '.join(missing)}; give it in tone.yml, thresholds")
    threshold = pl.col("lexicon").replace_strict(limits, default=None, return_dtype=pl.Float64)
    value = pl.col("score")
    tone = (
        pl.when(value.is_null())
        .then(None)
        .when((value >= threshold) & (value > 0))
        .then(1)
        .when((value <= -threshold) & (value < 0))
        .then(-1)
        .otherwise(0)
    )
    return tones.with_columns(tone.cast(pl.Int64).alias(column))
