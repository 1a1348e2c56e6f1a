"""Evaluation of the sides as the frames tell it, and as people coded it."""

from collections.abc import Sequence

import polars as pl

from helpers.corpus.coding.fields import PLACE, STANCE, WEIGHT
from helpers.measures.agreement import accuracy, krippendorff_alpha
from helpers.measures.framing.stance import mean_stance, stance
from helpers.measures.joins import KEYS, PLACES, join_in_order, name_places
from helpers.measures.resampling import bootstrap_mean
from helpers.study.coded_sample import scored_codes, with_weights
from helpers.study.coders import consensus, is_text, people
from helpers.study.hand_coding import TENTATIVE, coded_articles, places
from helpers.study.languages import read_articles
from helpers.study.names import order_of
from helpers.study.selection import Selection
from helpers.study.tables import Tables

SCORES = {
    "target": pl.String,
    "n": pl.Int64,
    "hits": pl.Int64,
    "accuracy": pl.Float64,
    "macro_f1": pl.Float64,
    "majority": pl.String,
    "majority_accuracy": pl.Float64,
    "majority_macro_f1": pl.Float64,
    "alpha": pl.Float64,
    "exploratory": pl.Boolean,
}


def stances(tables: Tables) -> pl.DataFrame:
    """Give every sentence's evaluation of each side: document, sentence, target, value."""
    return stance(tables.sentences, tables.targets, codes=tables.codes, codebook=tables.codebook)


def evaluations(selection: Selection, *, by: str | Sequence[str] = "voice") -> pl.DataFrame:
    """Give the mean evaluation of each side by each voice, over the sentences that refer to it.

    Parameters
    ----------
    selection
        Its sentences.
    by
        Columns of the sentences: ``voice``, ``bloc``, ``document``, ``outlet``...

    Returns
    -------
    DataFrame
        target (the side), the columns of `by`, n (sentences that refer to it), against, neutral,
        in_favour (sentences), mean (-1 against to 1 in favour), low, high (block bootstrap), places
        ("document#sentence" of the sentences for or against); without groups that never refer to
        the side.
    """
    groups = [by] if isinstance(by, str) else list(by)
    about = selection.sentences.select(*dict.fromkeys([*KEYS, *groups]))
    values = join_in_order(stances(selection.tables), about, how="inner")
    counts = mean_stance(values.select(*KEYS, "target", "value"), about, by=groups)
    means = bootstrap_mean(
        values.drop_nulls("value"),
        value="value",
        by=["target", *groups],
        **selection.parameters.resampling,
    ).select("target", *groups, "low", "high")
    named = values.filter(pl.col("value") != 0).group_by("target", *groups, maintain_order=True)
    keys = ["target", *groups]
    return (
        counts.filter(pl.col("n") > 0)
        .pipe(join_in_order, means, on=keys)
        .pipe(join_in_order, named.agg(name_places().head(PLACES)), on=keys)
        .sort(*(key for name in keys for key in (order_of(selection, name), name)))
        .select(*keys, "n", "against", "neutral", "in_favour", "mean", "low", "high", "places")
    )


def compare_stances(tables: Tables) -> pl.DataFrame:
    """Compare the evaluation that all coders agree on with the one that the frames tell.

    Returns
    -------
    DataFrame
        document, sentence, text, target, coded, read (text: -1, 0, 1; `read` missing where the side
        is not found in the sentence), weight; the sentences that the coders say refer to the side.
        No rows where nothing of the kind was coded in an article that frames are searched in.
    """
    tables = coded_articles(tables)
    searched = read_articles(tables, tables.chosen.lexicon).filter("frames")
    sides = pl.DataFrame({"target": list(tables.targets)}, schema={"target": pl.String})
    coded = join_in_order(sides, agreed_stances(tables), on="target", how="inner")
    answers = stances(tables).select(
        "document", "target", pl.col("sentence").alias("part_of"), read=pl.col("value")
    )
    return (
        join_in_order(coded, searched, on="document", how="semi")
        .pipe(join_in_order, places(tables), on=PLACE)
        .pipe(join_in_order, answers, on=["document", "part_of", "target"])
        .select(*KEYS, "text", "target", "coded", pl.col("read").cast(pl.String), WEIGHT)
    )


def agreed_stances(tables: Tables) -> pl.DataFrame:
    """Give what the coders agree on: document, start, end, target, coded (text: -1, 0, 1), weight.

    Only sentences that refer to the side by all accounts; every side that was coded, also one that
    ``actors.yml`` does not name.
    """
    alike = with_weights(consensus(scored_codes(tables)), tables).filter(is_text())
    names = (pl.lit(None, pl.String).alias(name) for name in ("target", "coded"))
    nothing = alike.select(*PLACE, *names, WEIGHT).clear()
    return pl.concat(
        [
            nothing,
            *(
                alike.drop_nulls(column)
                .select(
                    *PLACE,
                    pl.lit(column.removeprefix(STANCE)).alias("target"),
                    pl.col(column).alias("coded"),
                    WEIGHT,
                )
                .sort(PLACE)
                for column in alike.columns
                if column.startswith(STANCE)
            ),
        ]
    )


def stance_scores(tables: Tables) -> pl.DataFrame:
    """Score the evaluation of each side beside the guess that always gives the commonest value.

    Returns
    -------
    DataFrame
        The columns of `SCORES`: exploratory where the accuracy or the macro F1 is no better than
        the guess's, or the coders' alpha is below .667; an alpha that could not be measured is not.
        All but n and hits (sentences) are of what the sentences of a random sample stand for. No
        rows without coded evaluations.
    """
    rows = []
    for (target,), sentences in compare_stances(tables).group_by("target", maintain_order=True):
        alpha = krippendorff_alpha(
            _codes_of(tables, str(target)).with_columns(pl.col("value").cast(pl.Int64)),
            unit=PLACE,
            coder="coder",
            values="value",
            level="ordinal",
        )["alpha"].item()
        counts, scores = (
            accuracy(sentences, gold="coded", predicted="read", weight=weight).row(0, named=True)
            for weight in (None, WEIGHT)
        )
        better = (
            scores["accuracy"] > scores["majority_accuracy"]
            and scores["macro_f1"] > scores["majority_macro_f1"]
        )
        rows.append(
            {"target": target, **scores, "hits": counts["hits"], "alpha": alpha}
            | {"exploratory": not better or (alpha is not None and alpha < TENTATIVE)}
        )
    return pl.DataFrame(rows, schema=SCORES)


def _codes_of(tables: Tables, target: str) -> pl.DataFrame:
    codes = people(scored_codes(tables)).filter(is_text())
    return codes.select(*PLACE, "coder", value=f"{STANCE}{target}")
