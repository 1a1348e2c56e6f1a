"""What a frame is learnt from: the words of a sentence, and the frames that a dictionary finds."""

import polars as pl

from helpers.corpus.text.tokens import TOKEN
from helpers.measures.calibration.coded import DECIMALS

# A word of one coded sentence alone teaches nothing about others.
FEWEST = 2


def count_features(sentences: pl.DataFrame, *, hits: str) -> pl.DataFrame:
    """Count the words of each sentence, and list the frames that a dictionary finds in it.

    Parameters
    ----------
    sentences
        document, sentence, text, and `hits`: a column of lists of frames.

    Returns
    -------
        row (number of the sentence), part ("word" or "frame"), feature, count; sorted.

    Examples
    --------
    >>> sentences = pl.DataFrame(
    ...     {"document": "a", "sentence": [7], "text": ["Cost on cost."], "found": [["costs"]]}
    ... )
    >>> count_features(sentences, hits="found").rows()
    [(0, 'frame', 'costs', 1), (0, 'word', 'cost', 2), (0, 'word', 'on', 1)]
    """
    words = pl.col("text").fill_null("").str.to_lowercase().str.extract_all(TOKEN)
    frames = pl.col(hits).fill_null([]).list.unique()
    tables = [
        sentences.select(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
            pl.lit(part).alias("part"),
            feature.cast(pl.List(pl.String)).alias("feature"),
        ).explode("feature", empty_as_null=False, keep_nulls=False)
        for part, feature in (("frame", frames), ("word", words))
    ]
    counts = pl.concat(tables).group_by("row", "part", "feature")
    return counts.agg(pl.len().cast(pl.Int64).alias("count")).sort("row", "part", "feature")


def choose_features(counts: pl.DataFrame, *, n: int) -> pl.DataFrame:
    """Keep the words and frames of two sentences or more, and say how rare each is.

    Parameters
    ----------
    counts
        As `count_features` gives them.
    n
        How many sentences there are.

    Returns
    -------
        part, feature, idf (of a word 1 + ln((1 + n) / (1 + sentences that have it)); of a frame 1);
        sorted.

    Examples
    --------
    >>> counts = pl.DataFrame({"row": [0, 1, 1], "part": "word", "feature": ["a", "a", "b"]})
    >>> choose_features(counts, n=2).rows()
    [('word', 'a', 1.0)]
    """
    df = counts.group_by("part", "feature").agg(pl.len().cast(pl.Float64).alias("df"))
    idf = (1 + ((1 + n) / (1 + pl.col("df"))).log()).round(DECIMALS)
    return (
        df.filter(pl.col("df") >= FEWEST)
        .sort("part", "feature")
        .select(
            "part", "feature", pl.when(pl.col("part") == "word").then(idf).otherwise(1).alias("idf")
        )
    )


def weigh_features(counts: pl.DataFrame, features: pl.DataFrame) -> pl.DataFrame:
    """Give each sentence's features their values: TF-IDF for words, 1 for frames.

    A word's value is (1 + ln count) idf, divided by the length of the vector of its sentence's
    words, so that long sentences weigh no more than short ones (scikit-learn's `TfidfVectorizer`
    with `sublinear_tf`).

    Parameters
    ----------
    counts, features
        As `count_features` and `choose_features` give them; other features are left out.

    Returns
    -------
        row, part, feature, value; in the order of `counts`.

    Examples
    --------
    >>> counts = pl.DataFrame(
    ...     {"row": [0, 0, 0], "part": "word", "feature": ["a", "b", "c"], "count": [1, 1, 5]}
    ... )
    >>> features = pl.DataFrame({"part": "word", "feature": ["a", "b"], "idf": [3.0, 4.0]})
    >>> weigh_features(counts, features).rows()
    [(0, 'word', 'a', 0.6), (0, 'word', 'b', 0.8)]
    """
    value = (1 + pl.col("count").log()) * pl.col("idf")
    length = (value**2).sum().over("row", "part").sqrt()
    return (
        counts.join(features, on=["part", "feature"], how="inner", maintain_order="left")
        .with_columns(
            pl.when(pl.col("part") == "word").then(value / length).otherwise(1.0).alias("value")
        )
        .select("row", "part", "feature", "value")
    )
