"""Tone of the sentences and clauses that name a side, beside the stance that was coded."""

import polars as pl

from helpers.corpus.coding.fields import PLACE, WEIGHT
from helpers.measures.agreement import accuracy
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_mean
from helpers.study.hand_coding import places
from helpers.study.languages import read_articles
from helpers.study.selection import Selection
from helpers.study.stances import agreed_stances

SENTENCES, CLAUSES, STANCE = "tone of the sentences", "tone of the clauses", "stance as coded"
_SCORES = {
    "target": pl.String,
    "read": pl.String,
    "n": pl.Int64,
    "named": pl.Float64,
    "accuracy": pl.Float64,
    "macro_f1": pl.Float64,
    "majority": pl.Int64,
    "majority_accuracy": pl.Float64,
    "better": pl.Boolean,
}


def target_means(chapter: Selection) -> pl.DataFrame:
    """Average the tone of sentences that name a side, of their clauses that do, and coded stance.

    Returns
    -------
    DataFrame
        target, what (`SENTENCES`, `CLAUSES`, `STANCE`), n, mean, low, high; sides in the order of
        ``actors.yml``. No rows where no sentence names a side. Coded sentences of a sample count
        with what they stand for.
    """
    tones = chapter.target_tones.filter(pl.col("lexicon") == chapter.parameters.lexicon)
    tones = tones.with_columns(pl.lit(1.0).alias(WEIGHT))
    stances = join_in_order(coded_stances(chapter), chapter.sentences, how="semi")
    long = pl.concat(
        table.select(
            *KEYS, "target", WEIGHT, pl.lit(what).alias("what"), value=pl.col(value).cast(float)
        )
        for what, table, value in (
            (SENTENCES, tones, "score"),
            (CLAUSES, tones, "clause_score"),
            (STANCE, stances, "stance"),
        )
    )
    means = bootstrap_mean(
        long,
        value="value",
        weight=WEIGHT,
        by=["target", "what"],
        **chapter.parameters.resampling,
    )
    order = tones.select("target").unique(maintain_order=True)
    kinds = pl.DataFrame({"what": [SENTENCES, CLAUSES, STANCE]})
    grid = order.join(kinds, how="cross", maintain_order="left_right")
    return join_in_order(grid, means, on=["target", "what"], how="inner").select(
        "target", "what", "n", "mean", "low", "high"
    )


def coded_stances(chapter: Selection) -> pl.DataFrame:
    """Give what the coders agree on: document, sentence (as read), target, stance, weight.

    The stance is -1, 0 or 1.
    """
    return join_in_order(agreed_stances(chapter.tables), places(chapter.tables), on=PLACE).select(
        "document",
        pl.col("part_of").alias("sentence"),
        "target",
        pl.col("coded").cast(pl.Int64).alias("stance"),
        WEIGHT,
    )


def tone_as_stance(chapter: Selection) -> pl.DataFrame:
    """Take the tone of what names a side for a stance towards it, and score it on coded stance.

    Where a coded sentence does not name the side, nothing is read, which counts as a miss.

    Returns
    -------
    DataFrame
        target, read (`SENTENCES`, `CLAUSES`), n (coded sentences that refer to the side), named
        (share that name it, of them or of what they stand for), accuracy, macro_f1, majority (the
        commonest stance), majority_accuracy, better (whether accuracy is above that). No rows
        where no stance was coded in a language that the instrument knows.
    """
    tables, lexicon = chapter.tables, chapter.parameters.lexicon
    rated = read_articles(tables, lexicon).filter("tone")
    stances = join_in_order(coded_stances(chapter), rated, on="document", how="semi")
    weight = pl.col(WEIGHT)
    named = weight.filter(pl.col("predicted").is_not_null()).sum() / weight.sum()
    rows = []
    for target in stances["target"].unique(maintain_order=True):
        of_target = stances.filter(pl.col("target") == target)
        for column, words in (("score", SENTENCES), ("clause_score", CLAUSES)):
            given = ["given"] if column == "score" else []
            labels = tables.label(
                tables.target_tones.select(*KEYS, "target", "lexicon", *given, score=pl.col(column))
            ).filter(pl.col("lexicon") == lexicon)
            predicted = labels.select(
                *KEYS, "target", pl.col("tone").fill_null(0).alias("predicted")
            )
            beside = join_in_order(of_target, predicted, on=[*KEYS, "target"])
            scores = accuracy(beside, gold="stance", predicted="predicted", weight=WEIGHT).row(
                0, named=True
            )
            rows.append(
                scores
                | {
                    "target": target,
                    "read": words,
                    "named": beside.select(named).item(),
                    "better": scores["accuracy"] > scores["majority_accuracy"],
                }
            )
    return pl.DataFrame(rows, schema=_SCORES)
