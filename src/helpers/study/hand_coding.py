"""Compare the instruments with coded sentences.

Only answers that all coders of a sentence agree on, or that were settled afterwards, are scored:
where coders differ, none is right. Of which sentences they are, and how much each counts, says
`helpers.study.coded_sample`.
"""

from collections.abc import Iterable
from functools import reduce

import polars as pl

from helpers.corpus.coding.fields import PLACE, WEIGHT
from helpers.measures.agreement import precision_recall_f1
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_ratios, wilson_interval
from helpers.study.coded_sample import coded_sample, scored_codes, with_weights
from helpers.study.coders import coder_alpha, consensus, is_text
from helpers.study.languages import read_articles
from helpers.study.parameters import Parameters
from helpers.study.sampled_scores import label_intervals
from helpers.study.tables import Tables

# What the rules tell of each sentence.
READ = ("kind", "voice", "speaker", "bloc")
# Customary bounds: Krippendorff (2004) for alpha; an F1 below one half errs more than it hits.
TENTATIVE, WEAK = 0.667, 0.5
SCORES = {
    "frame": pl.String,
    "set": pl.String,
    "support": pl.Int64,
    "predicted": pl.Int64,
    "precision": pl.Float64,
    "recall": pl.Float64,
    "f1": pl.Float64,
    "prevalence": pl.Float64,
    "always_f1": pl.Float64,
    "alpha": pl.Float64,
    "exploratory": pl.Boolean,
}
# F1 = 2 hits / (coded + found); that of the guess that always names the frame has found = all.
RATIOS = {"f1": ("twice", "either"), "always_f1": ("coded_twice", "guessed")}


def places(tables: Tables) -> pl.DataFrame:
    """Say where a sentence that was coded can lie in its file, and what it is read as.

    Returns
    -------
    DataFrame
        document, start, end, sentence, part_of (the sentence that it is read in), text, kind,
        voice, speaker, bloc: the sentences of the files, and those that are read as one where a
        signature cuts them apart.
    """
    columns = (*KEYS, "start", "end", "part_of", "text", *READ)
    printed = tables.spans.select(columns)
    read = tables.sentences.with_columns(part_of=pl.col("sentence")).select(columns)
    return pl.concat([printed, read.join(printed, on=PLACE, how="anti", maintain_order="left")])


def coded_articles(tables: Tables) -> Tables:
    """Keep of the sentences and what is read in them those of articles that coders have read."""
    documents = tables.coded.select("document").unique()
    parts = ("spans", "sentences", "tones", "codes")
    return tables.change(**{name: tables.rows_of(name, documents) for name in parts})


def compare_with_coders(tables: Tables) -> pl.DataFrame:
    """Compare what the instruments say with what the coders agree on.

    Returns
    -------
    DataFrame
        `helpers.study.coders.consensus` of the sentences that scores rest on, with weight (how many
        sentences each stands for), sentence, and the instruments' kind, voice, speaker, bloc, tone
        and frames of each set as ``read_...``; a sentence that the splitter cuts elsewhere has
        missing values. What an instrument does not read in an article, as it does not know the
        language, has no coded value either: there is nothing to compare. No rows where nothing was
        coded.
    """
    tables = coded_articles(tables)
    labels = tables.label(tables.tones).filter(pl.col("lexicon") == tables.chosen.lexicon)
    tone = labels.select(
        "document",
        pl.col("sentence").alias("part_of"),
        # The coders had no "unknown": a sentence without a known word is read as neutral.
        read_tone=pl.col("tone").fill_null(0).cast(pl.String),
    )
    frame_sets = tables.codebook.frame_sets()
    where = places(tables)
    inside = (
        where.select(*KEYS, "start", "end", "part_of")
        .join(
            tables.codes.rename({"start": "from", "sentence": "part_of"}).drop("end"),
            on=["document", "part_of"],
        )
        .filter((pl.col("from") >= pl.col("start")) & (pl.col("from") < pl.col("end")))
    )
    found = [
        inside.filter(pl.col("frame").is_in(frames))
        .group_by(PLACE)
        .agg(pl.col("frame").unique().sort().str.join(";").alias(f"read_{name}"))
        for name, frames in frame_sets.items()
    ]
    read = where.rename({"text": "printed"} | {name: f"read_{name}" for name in READ})
    table = reduce(
        lambda table, more: join_in_order(table, more, on=PLACE),
        found,
        with_weights(consensus(scored_codes(tables)), tables)
        .pipe(join_in_order, read, on=PLACE)
        .pipe(join_in_order, tone, on=["document", "part_of"]),
    )
    return (
        table.with_columns(
            pl.col([f"read_{name}" for name in frame_sets]).fill_null(""),
            text=pl.coalesce("text", "printed"),
        )
        .pipe(_drop_unread, tables, frame_sets)
        .drop("part_of", "printed")
    )


def _drop_unread(
    comparison: pl.DataFrame, tables: Tables, frame_sets: Iterable[str]
) -> pl.DataFrame:
    """Drop the coded values that an instrument reads in no sentence of their article."""
    instruments = {
        **dict.fromkeys(("voice", "speaker", "bloc"), "voices"),
        **dict.fromkeys(frame_sets, "frames"),
        "tone": "tone",
    }
    read = read_articles(tables, tables.chosen.lexicon)
    return (
        join_in_order(
            comparison,
            read.select("document", pl.exclude("document").name.prefix("is ")),
            on="document",
        )
        .with_columns(
            pl.when(pl.col(f"is {instrument}").fill_null(value=True)).then(name).alias(name)
            for name, instrument in instruments.items()
        )
        .select(comparison.columns)
    )


def frame_scores(tables: Tables) -> pl.DataFrame:
    """Score each frame against the coders' agreement.

    Returns
    -------
    DataFrame
        frame, set, support, predicted (sentences coded so, and found), precision, recall, f1,
        prevalence, always_f1 (F1 of the guess that always names the frame), alpha, exploratory (F1
        is below one half or not defined, or alpha is below .667; an alpha that could not be
        measured is not); no rows for sets of which nobody coded a frame. Where sentences were drawn
        with known probabilities, all but support and predicted are of what they stand for.
    """
    rows = []
    for which, names, sentences in _questions(tables):
        table, counts = (
            precision_recall_f1(
                sentences,
                gold=which,
                predicted=f"read_{which}",
                labels=names,
                separator=";",
                weight=weight,
            )
            for weight in (WEIGHT, None)
        )
        rows.append(
            table.with_columns(counts["support", "predicted"], set=pl.lit(which))
            .filter(pl.col("label").is_in(names))
            .rename({"label": "frame"})
        )
    if not rows:
        return pl.DataFrame(schema=SCORES)
    scores = pl.concat(rows)
    alphas = coder_alpha(scored_codes(tables), tables.codebook.frame_sets()).select(
        pl.col("field").alias("frame"), "alpha"
    )
    return (
        join_in_order(scores, alphas, on="frame")
        .with_columns(
            exploratory=(pl.col("f1").fill_null(0) < WEAK)
            | (pl.col("alpha") < TENTATIVE).fill_null(value=False)
        )
        .select(list(SCORES))
    )


def frame_intervals(tables: Tables, parameters: Parameters) -> pl.DataFrame:
    """Give the scores of each frame their intervals.

    Those of a random sample come from `helpers.study.sampled_scores`. In whole articles precision
    and recall are shares and have Wilson's; F1 is none, so blocks of coded sentences are resampled
    within their articles.

    Returns
    -------
    DataFrame
        The columns of `frame_scores`, and ``precision_low`` to ``always_f1_high``.
    """
    scores = frame_scores(tables)
    if coded_sample(tables) is not None:
        return _with_sampled_intervals(scores, tables, parameters.confidence)
    shares = scores.with_columns(
        hits=(pl.col("recall") * pl.col("support")).round().fill_null(0).cast(pl.Int64)
    )
    for score, whole in (("precision", "predicted"), ("recall", "support")):
        bounds = wilson_interval(
            shares.select("frame", "hits", whole), hits="hits", n=whole, level=parameters.confidence
        ).select("frame", pl.col("low", "high").name.prefix(f"{score}_"))
        scores = join_in_order(scores, bounds, on="frame")
    draws = [
        bootstrap_ratios(
            sentences.select(
                "document",
                "start",
                *(
                    counts
                    for name in names
                    for counts in _counts(sentences[which], sentences[f"read_{which}"], name)
                ),
            ),
            ratios={
                f"{score} {name}": (f"{upper} {name}", f"{lower} {name}")
                for name in names
                for score, (upper, lower) in RATIOS.items()
            },
            order="start",
            **parameters.resampling,
        )
        for which, names, sentences in _questions(tables)
    ]
    for score in RATIOS:
        if draws:
            bounds = pl.concat(draws).filter(pl.col("ratio").str.starts_with(f"{score} "))
            bounds = bounds.select(
                pl.col("ratio").str.strip_prefix(f"{score} ").alias("frame"),
                pl.col("low", "high").name.prefix(f"{score}_"),
            )
            scores = join_in_order(scores, bounds, on="frame")
        else:
            empty = pl.lit(None, pl.Float64)
            scores = scores.with_columns(empty.alias(f"{score}_low"), empty.alias(f"{score}_high"))
    return scores


def _with_sampled_intervals(scores: pl.DataFrame, tables: Tables, level: float) -> pl.DataFrame:
    schema = {"gold": pl.String, "read": pl.String, WEIGHT: pl.Float64}
    empty = pl.DataFrame(schema=schema)
    bounds = [
        label_intervals(empty, gold="gold", predicted="read", labels=[], level=level),
        *(
            label_intervals(
                sentences, gold=which, predicted=f"read_{which}", labels=names, level=level
            )
            for which, names, sentences in _questions(tables)
        ),
    ]
    return join_in_order(scores, pl.concat(bounds).rename({"label": "frame"}), on="frame")


def _questions(tables: Tables) -> list[tuple[str, list[str], pl.DataFrame]]:
    """List each set of frames that was coded: its name, frames, the sentences agreed on."""
    comparison = compare_with_coders(tables).filter(is_text())
    questions = []
    for name, frames in tables.codebook.frame_sets().items():
        sentences = comparison.drop_nulls(name)
        if sentences.height:
            questions.append((name, frames, sentences))
    return questions


def _counts(gold: pl.Series, read: pl.Series, name: str) -> list[pl.Series]:
    gold_hits, read_hits = (
        side.str.split(";").list.contains(name).cast(pl.Int64) for side in (gold, read)
    )
    counts = {
        "twice": 2 * gold_hits * read_hits,
        "either": gold_hits + read_hits,
        "coded_twice": 2 * gold_hits,
        "guessed": gold_hits + 1,
    }
    return [column.alias(f"{key} {name}") for key, column in counts.items()]


def mistakes(comparison: pl.DataFrame, field: str) -> pl.DataFrame:
    """Sentences where an instrument says something other than the coders agree on.

    Returns
    -------
    DataFrame
        document, sentence, text, coded, read.
    """
    gold, answer = pl.col(field), pl.col(f"read_{field}")
    return comparison.filter(gold.is_not_null() & gold.ne_missing(answer)).select(
        "document", "sentence", "text", coded=gold, read=answer
    )
