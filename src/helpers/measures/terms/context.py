"""What terms go together with: labels of their sentences (frames, voices) and scores (tone)."""

from collections.abc import Collection, Sequence

import polars as pl

from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.terms.association import MEASURES, with_measures
from helpers.measures.terms.contingency import holm, p_value
from helpers.measures.terms.ngrams import without_stopwords
from helpers.measures.terms.tokens import Tokens, count_rows


def terms_with_labels(
    tokens: Tokens,
    labels: pl.DataFrame,
    *,
    label: str,
    term: str = "token",
    unit: Sequence[str] = KEYS,
    minimum: int = 3,
    stopwords: Collection[str] = (),
    distinct: bool = False,
) -> pl.DataFrame:
    """Count the sentences that have both a term and a label (a frame, a bloc, a voice).

    Parameters
    ----------
    labels
        The columns of `unit` and the one named by `label`: one row per label of a unit, any number
        of labels a unit. Units without tokens and missing labels are left out.
    unit
        What counts as one context; `("document",)` for whole documents.
    distinct
        Whether a unit has no term twice in `tokens`; to make sure takes memory.

    Returns
    -------
        The column `label`, term, count (units with both), term_count, label_count, units (all units
        with a token), and the measures of `association` on them. Labels in order, the highest g2
        first; `count` above term_count * label_count / units is attraction.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1], "token": ["sea", "red"]})
    >>> frames = pl.DataFrame({"document": ["a"], "sentence": [1], "frame": ["open_door"]})
    >>> table = terms_with_labels(tokens, frames, label="frame", minimum=1)
    >>> table.select("frame", "term", "count", "units", "pmi").rows()
    [('open_door', 'red', 1, 2, 1.0)]
    """
    unit = list(unit)
    length = pl.len().cast(pl.Int64)
    terms = tokens.lazy().select(*unit, pl.col(term).alias("term"))
    terms = terms if distinct else terms.unique()
    units = count_rows(tokens.lazy().select(unit).unique())
    unit_labels = labels.select(*unit, label).drop_nulls().unique().join(units, on=unit, how="semi")
    table = (
        count_rows(
            terms.join(unit_labels.lazy(), on=unit).group_by(label, "term").agg(count=length)
        )
        .filter(pl.col("count") >= minimum)
        .join(count_rows(terms.group_by("term").agg(term_count=length)), on="term")
        .join(unit_labels.group_by(label).agg(label_count=pl.len().cast(pl.Int64)), on=label)
        .with_columns(units=pl.lit(units.height, pl.Int64))
    )
    both, ours, theirs = (pl.col(name) for name in ("count", "term_count", "label_count"))
    return (
        with_measures(without_stopwords(table, stopwords), both, ours, theirs, units.height)
        .select(label, "term", "count", "term_count", "label_count", "units", *MEASURES)
        .sort(label, "g2", "term", descending=[False, True, False], nulls_last=True)
    )


def attracted_terms(table: pl.DataFrame, *, alpha: float = 0.05) -> pl.DataFrame:
    """Keep the terms that stand with a label more often than by chance, once all are corrected for.

    Parameters
    ----------
    table
        As `terms_with_labels` gives it.
    alpha
        Level of the tests.

    Returns
    -------
        The rows with `count` above expected and p_holm below `alpha`, and the columns expected
        (units with both if chance alone put them together), p_holm (Holm's correction for all rows
        of `table`), tests (how many these are).

    Examples
    --------
    >>> table = pl.DataFrame({"count": [10, 1], "term_count": [10, 10], "label_count": [10, 10],
    ...                       "units": [100, 100], "g2": [65.0, 0.0]})
    >>> attracted_terms(table).select("count", "expected", "tests").rows()
    [(10, 1.0, 2)]
    """
    chance = pl.col("term_count") * pl.col("label_count") / pl.col("units")
    return table.with_columns(
        expected=chance,
        p_holm=pl.Series(values=holm(p_value(table["g2"])), dtype=pl.Float64),
        tests=pl.lit(table.height, pl.Int64),
    ).filter((pl.col("count") > pl.col("expected")) & (pl.col("p_holm") < alpha))


def scores_of_terms(
    tokens: Tokens,
    scores: pl.DataFrame,
    terms: Sequence[str],
    *,
    term: str = "token",
    every: str = "(all sentences)",
) -> pl.DataFrame:
    """Give the scores of the sentences of some terms, and of all sentences together.

    Parameters
    ----------
    scores
        document, sentence, score; one row a sentence.
    terms
        The words, in the order of the result.
    every
        What all sentences that have words are called; they come first.

    Returns
    -------
        term, document, sentence, score: a row for each sentence of a term.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1], "token": ["sea", "red"]})
    >>> tones = pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1], "score": [-0.5, 0.5]})
    >>> scores_of_terms(tokens, tones, ["red"]).select("term", "score").rows()
    [('(all sentences)', -0.5), ('(all sentences)', 0.5), ('red', 0.5)]
    """
    unit = list(KEYS)
    rows = tokens.lazy().select(*unit, pl.col(term).alias("term"))
    places = count_rows(rows.filter(pl.col("term").is_in(list(terms))).unique()).sort("term", *unit)
    whole = count_rows(rows.select(unit).unique()).sort(unit)
    whole = whole.select(pl.lit(every).alias("term"), *unit)
    chosen = pl.DataFrame({"term": list(terms)}, schema={"term": pl.String}).join(
        places, on="term", maintain_order="left_right"
    )
    every_row = pl.concat([whole, chosen.select("term", *unit)])
    return join_in_order(every_row, scores.select(*unit, "score"), on=unit, how="inner")


def terms_with_scores(
    tokens: Tokens,
    scores: pl.DataFrame,
    *,
    score: str = "score",
    term: str = "token",
    unit: Sequence[str] = KEYS,
    minimum: int = 3,
    stopwords: Collection[str] = (),
) -> pl.DataFrame:
    """Compare the mean score (tone) of the sentences with a term and of those without it.

    Parameters
    ----------
    scores
        The columns of `unit` and the one named by `score`.
    minimum
        Terms in fewer units with a score are not listed.

    Returns
    -------
        term, units (with the term), scored (of these, with a score), coverage (scored / units),
        mean (of the scored), mean_without (of the scored units without the term), difference. The
        largest difference, in either direction, first.

    Raises
    ------
    ValueError
        If a unit has two rows of scores.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1], "token": ["sea", "red"]})
    >>> tones = pl.DataFrame({"document": ["a", "a"], "sentence": [0, 1], "score": [-0.5, 0.5]})
    >>> terms_with_scores(tokens, tones, minimum=1).select("term", "mean", "difference").rows()
    [('red', 0.5, 1.0), ('sea', -0.5, -1.0)]
    """
    unit = list(unit)
    if scores.select(unit).is_duplicated().any():
        raise ValueError(f"scores: {' and '.join(unit)} must name one row")
    terms = count_rows(tokens.lazy().select(*unit, pl.col(term).alias("term")).unique())
    unit_scores = (
        terms.select(unit).unique().join(scores.select(*unit, value=score), on=unit, how="left")
    )
    unit_scores = unit_scores.sort(unit)
    total, count = unit_scores["value"].sum(), unit_scores["value"].count()
    rest = count - pl.col("scored")
    table = (
        terms.join(unit_scores, on=unit)
        .sort("term", *unit)
        .group_by("term", maintain_order=True)
        .agg(
            units=pl.len().cast(pl.Int64),
            scored=pl.col("value").count().cast(pl.Int64),
            sum=pl.col("value").sum(),
        )
        .filter(pl.col("scored") >= max(minimum, 1))
        .with_columns(
            coverage=pl.col("scored") / pl.col("units"),
            mean=pl.col("sum") / pl.col("scored"),
            mean_without=pl.when(rest > 0).then((total - pl.col("sum")) / rest),
        )
        .with_columns(difference=pl.col("mean") - pl.col("mean_without"))
    )
    return (
        without_stopwords(table, stopwords)
        .select("term", "units", "scored", "coverage", "mean", "mean_without", "difference")
        .sort(
            *(pl.col("difference").abs(), "term"),
            descending=[True, False],
            nulls_last=True,
        )
    )
