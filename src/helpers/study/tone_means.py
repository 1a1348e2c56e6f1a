"""Mean tone of groups of sentences, by instrument and by the coders, and along each article."""

from collections.abc import Sequence

import polars as pl

from helpers.corpus.coding.fields import WEIGHT
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_mean
from helpers.measures.sentiment.documents import course, document_scores
from helpers.study.instruments import CODERS, in_order, is_bounded
from helpers.study.opening import Study
from helpers.study.score_columns import reads, score
from helpers.study.selection import once
from helpers.study.tones import coded_means, coded_tones, idle_variants, unit_scores
from helpers.study.words import LISTED_ARTICLES

# A mean of fewer sentences is no more than a few words.
FEWEST = 5
# Beyond so many a figure of single articles can no longer be read.
ARTICLES, COURSES = 24, 12
PARTS = 5
# Dots with intervals that still stand apart on a scale of time.
DATED = 150
WHOLE, BY_SENTENCE = "article read whole", "mean of its sentences"


def comparable(study: Study) -> list[str]:
    """Name what can stand beside the chosen instrument: the coders and VADER, on one scale."""
    lexicon = study.parameters.lexicon
    if not is_bounded(lexicon):
        return [lexicon]
    return list(dict.fromkeys([lexicon, CODERS, "vader"]))


def tone_means(study: Study, *, by: str, lexicons: Sequence[str] = ()) -> pl.DataFrame:
    """Average the tone of groups of sentences.

    Parameters
    ----------
    study
        The study.
    by
        Column whose values are the groups: ``document``, ``voice``, ``group`` (of speakers, with
        the reporters), ``outlet`` or ``period``.
    lexicons
        Instruments, and ``coders`` for what the coders agree on, each sentence of a sample with
        what it stands for; the parameter's when left out.

    Returns
    -------
    DataFrame
        The column of `by`; lexicon; n (units with a score), mean, low, high, resampled, block (as
        in `helpers.measures.resampling.bootstrap_mean`). Of more articles than a table lists, those
        that figures do not show have no bounds. Articles and periods in their order in
        time, other groups by the first instrument's mean, the lowest first.
    """
    names = list(lexicons) or [study.parameters.lexicon]
    only = _drawn_articles(study) if by == "document" else None
    tables = [
        bootstrap_mean(
            _scores(study, name).drop_nulls(by),
            value="score",
            weight=WEIGHT,
            by=by,
            only=only,
            **study.parameters.resampling,
        ).select(by, pl.lit(name).alias("lexicon"), pl.exclude(by))
        for name in names
    ]
    means = pl.concat(tables)
    if by == "document":
        order = study.documents.select(by)
    elif by == "period":
        order = pl.DataFrame({by: ["before", "after"]})
    else:
        order = tables[0].sort("mean", by, nulls_last=True).select(by)
    places = order.with_row_index("place")
    turns = pl.DataFrame({"lexicon": names}).with_row_index("turn")
    return (
        means.join(places, on=by)
        .join(turns, on="lexicon")
        .sort("place", "turn")
        .drop("place", "turn")
    )


def drawable(means: pl.DataFrame) -> pl.DataFrame:
    """Keep what a figure can show: means of `FEWEST` sentences or more, and not too many articles.

    Parameters
    ----------
    means
        n, mean; document, where the groups are articles (see `furthest_apart`).

    Examples
    --------
    >>> drawable(pl.DataFrame({"voice": ["quote", "indirect"], "n": [5, 4], "mean": [0.1, 0.2]}))[
    ...     "voice"
    ... ].to_list()
    ['quote']
    """
    firm = means.filter(pl.col("n") >= FEWEST)
    return furthest_apart(firm) if "document" in firm.columns else firm


def furthest_apart(means: pl.DataFrame, *, value: str = "mean") -> pl.DataFrame:
    """Keep the rows of a figure's worth of articles: of many, the lowest and the highest values.

    Parameters
    ----------
    means
        document, the column `value`; of several rows of an article the first counts.

    Examples
    --------
    >>> many = pl.DataFrame({"document": [f"a{n:02}" for n in range(30)], "mean": range(30)})
    >>> furthest_apart(many)["mean"].to_list()[10:14]
    [10, 11, 18, 19]
    """
    ranking = means.unique("document", keep="first", maintain_order=True).drop_nulls(value)
    if ranking.height <= ARTICLES:
        return means
    ranking = ranking.sort(value, "document")
    half = ARTICLES // 2
    ends = pl.concat([ranking.head(half), ranking.tail(half)])
    return join_in_order(means, ends, on="document", how="semi")


def first_articles(table: pl.DataFrame, n: int = COURSES) -> pl.DataFrame:
    """Keep the rows of the first articles of a table.

    Examples
    --------
    >>> first_articles(pl.DataFrame({"document": ["b", "b", "a"]}), 1)["document"].to_list()
    ['b', 'b']
    """
    first = table.select("document").unique(maintain_order=True).head(n)
    return join_in_order(table, first, on="document", how="semi")


def with_firm_parts(parts: pl.DataFrame) -> pl.DataFrame:
    """Keep the articles of which some part rests on enough sentences.

    Examples
    --------
    >>> parts = pl.DataFrame({"document": ["a", "a", "b"], "few": [True, False, True]})
    >>> with_firm_parts(parts)["document"].to_list()
    ['a', 'a']
    """
    return parts.filter((~pl.col("few")).any().over("document"))


def means_by_instrument(study: Study) -> pl.DataFrame:
    """Put the mean tone of each article by every instrument side by side.

    Returns
    -------
    DataFrame
        document, a column for each instrument but `idle_variants`, each on a scale of its own;
        coders, where the corpus was coded.
    """
    names = [name for name in study.tables.instruments if name not in idle_variants(study)]
    names = [name for name in names if study.scores[reads(name)].any()]
    wide = (
        study.scores.filter(pl.any_horizontal(pl.lit(value=False), *map(reads, names)))
        .group_by("document", maintain_order=True)
        .agg(pl.col(score(name)).mean().alias(name) for name in in_order(names))
    )
    table = join_in_order(study.documents.select("document"), wide, on="document", how="inner")
    coded = coded_means(study)
    if not coded.height:
        return table
    return join_in_order(table, coded.rename({"tone": CODERS}), on="document")


def whole_against_sentences(study: Study, lexicon: str = "vader") -> pl.DataFrame:
    """Score each article as if it were one sentence, and as the mean of its sentences.

    Returns
    -------
    DataFrame
        document, reading (`WHOLE`, `BY_SENTENCE`), score; no row without a score.
    """
    of_one = pl.col("lexicon") == lexicon
    readings = {
        WHOLE: study.wholes.filter(of_one).select("document", "score"),
        BY_SENTENCE: document_scores(study.tones_of(lexicon)).select("document", "score"),
    }
    table = pl.concat(
        scores.select("document", pl.lit(reading).alias("reading"), "score")
        for reading, scores in readings.items()
    ).drop_nulls("score")
    documents = study.documents.select("document")
    return documents.join(table, on="document", maintain_order="left_right")


def tone_by_date(study: Study) -> pl.DataFrame:
    """Give the mean tone of each dated article beside that of its period.

    Returns
    -------
    DataFrame
        document, published, period, n, mean, low, high, period_mean (of all sentences of the
        period; missing without periods); by date.
    """
    means = tone_means(study, by="document").drop("lexicon", "resampled", "block")
    periods = tone_means(study, by="period").select("period", period_mean="mean")
    about = study.sentences.select("document", "period").unique()
    return (
        study.documents.select("document", "published")
        .drop_nulls("published")
        .pipe(join_in_order, means.drop_nulls("mean"), on="document", how="inner")
        .pipe(join_in_order, about, on="document")
        .pipe(join_in_order, periods, on="period")
        .select("document", "published", "period", "n", "mean", "low", "high", "period_mean")
    )


def drawn_dates(dates: pl.DataFrame, *, most: int = DATED) -> pl.DataFrame:
    """Keep as many articles as a scale of time can show, evenly spaced in their order.

    Examples
    --------
    >>> drawn_dates(pl.DataFrame({"document": ["a", "b", "c", "d"]}), most=2)["document"].to_list()
    ['a', 'c']
    """
    step = -(-dates.height // most)
    return dates.gather_every(step) if step > 1 else dates


def tone_along(study: Study, *, parts: int = PARTS) -> pl.DataFrame:
    """Average the tone of each fifth of an article, or of another number of parts.

    Returns
    -------
    DataFrame
        document, part (from 1), mean (missing where no word is known), n (units with a score), few
        (whether these are fewer than `FEWEST`); articles in their order in time.
    """
    return (
        course(unit_scores(study), parts=parts)
        .group_by("document", "part", maintain_order=True)
        .agg(mean=pl.col("score").mean(), n=pl.col("score").count().cast(pl.Int64))
        .with_columns(few=pl.col("n") < FEWEST)
    )


@once
def _drawn_articles(study: Study) -> pl.DataFrame | None:
    """Name the articles that figures of many articles show; None where these are few."""
    if study.documents.height <= LISTED_ARTICLES:
        return None
    means = (
        unit_scores(study)
        .group_by("document")
        .agg(n=pl.col("score").count(), mean=pl.col("score").mean())
    )
    dated = study.documents.drop_nulls("published").pipe(
        join_in_order, means.drop_nulls("mean"), on="document", how="semi"
    )
    shown = [drawable(means), drawn_dates(dated)]
    return pl.concat(table.select("document") for table in shown).unique(maintain_order=True)


def _scores(study: Study, lexicon: str) -> pl.DataFrame:
    if lexicon == CODERS:
        about = study.sentences.select(*KEYS, "voice", "bloc", "outlet", "period")
        scores = join_in_order(
            coded_tones(study).select(*KEYS, WEIGHT, score=pl.col("tone").cast(pl.Float64)),
            about,
            how="inner",
        )
    else:
        scores = unit_scores(study, lexicon).with_columns(pl.lit(1.0).alias(WEIGHT))
    return join_in_order(scores, study.grouped_sentences.select(*KEYS, "group"))
