"""Tone of the sentences and clauses that refer to an actor, and why it is not stance."""

from functools import partial

import polars as pl

from helpers.findings.wording import count, listing, number, points
from helpers.measures.agreement import accuracy, consensus
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_mean
from helpers.measures.sentiment.labels import label
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text

WHOLE, CLAUSES, STANCE = "tone of the sentences", "tone of the clauses", "stance as coded"
STANCES = {"-1": "against", "0": "neutral", "1": "in favour"}
NOBODY = "No sentence refers to a target: actors.yml names none, or the texts name none of them."
UNCODED = "Stance was not coded here, so tone towards a target cannot be held against it."


def target_means(chapter: Chapter) -> Display:
    """Show the mean tone towards each target, beside the coded stance."""
    tones = _tones(chapter)
    if not tones.height:
        return show_text(NOBODY)
    stances = _stances(chapter).join(chapter.sentences, on=KEYS, how="semi")
    long = pl.concat(
        [
            tones.select(*KEYS, "target", pl.lit(WHOLE).alias("what"), value="score"),
            tones.select(*KEYS, "target", pl.lit(CLAUSES).alias("what"), value="clause_score"),
            stances.select(
                *KEYS, "target", pl.lit(STANCE).alias("what"), value=pl.col("stance").cast(float)
            ),
        ]
    )
    p = chapter.parameters
    means = bootstrap_mean(
        long,
        value="value",
        by=["target", "what"],
        **p.resampling,
    )
    order = {name: row for row, name in enumerate(tones["target"].unique(maintain_order=True))}
    kinds = {WHOLE: 0, CLAUSES: 1, STANCE: 2}
    table = means.sort(
        pl.col("target").replace_strict(order, default=len(order), return_dtype=pl.Int64),
        pl.col("what").replace_strict(kinds, return_dtype=pl.Int64),
    ).with_columns(pl.col("target").str.to_titlecase())
    told = [
        f"{row['target']}, {row['what']}: {number(row['mean'])} ({number(row['n'], 0)})"
        for row in table.drop_nulls("mean").iter_rows(named=True)
    ]
    return chapter.figure(
        partial(
            figures.dots,
            label="target",
            value="mean",
            low="low",
            high="high",
            series="what",
            zero=True,
            xlabel="← negative · positive →",
        ),
        table,
        name="target-means",
        caption="Mean tone of the sentences that refer to each target, and of those of their "
        f"clauses that name it{'; stance as coded, where it was' if stances.height else ''}.",
        alt=f"Dots beside a line at zero, with the number of sentences: {listing(told)}.",
        height=1.2 + 0.55 * table["target"].n_unique(),
    )


def against_stance(chapter: Chapter) -> Display:
    """Show how far the tone towards a target meets the coded stance."""
    rows = _scores(chapter)
    if not rows.height:
        return show_text(UNCODED)
    return chapter.table(
        rows.with_columns(
            pl.col("target").str.to_titlecase(),
            pl.col("read").str.strip_prefix("tone of the "),
            baseline=pl.format(
                "{} ({})",
                pl.col("majority_accuracy").map_elements(points, return_dtype=pl.String),
                pl.col("majority").replace(STANCES),
            ),
        ),
        name="against-stance",
        caption="Tone towards a target read as stance, against what all coders agree on, in "
        "sentences that refer to the target. Where the sentence does not name it, nothing is read "
        "and the answer counts as missed.",
        labels={
            "target": "target",
            "read": "tone of",
            "n": "sentences",
            "found": "target named, %",
            "accuracy": "accuracy, %",
            "macro_f1": "macro F1",
            "baseline": "commonest answer, %",
            "better": "beats it",
        },
        formats=dict.fromkeys(("found", "accuracy"), points),
    )


def verdict(chapter: Chapter) -> Display:
    """Say for which targets tone may stand in for stance."""
    rows = _scores(chapter)
    if not rows.height:
        return show_text(UNCODED)
    better = rows.filter("better")["target"].unique(maintain_order=True).to_list()
    worse = [name for name in rows["target"].unique(maintain_order=True) if name not in better]
    told = []
    if better:
        told.append(
            "Read as stance, tone meets the coders more often than the commonest answer does for: "
            f"{listing([name.title() for name in better])}."
        )
    if worse:
        told.append(
            "It does not beat the commonest answer for: "
            f"{listing([name.title() for name in worse])}. There the tone of a sentence must not "
            "be read as an evaluation of the one it names."
        )
    references = rows.filter(pl.col("read") == WHOLE).select(pl.col("n").sum()).item()
    told.append(f"This rests on {count(references, 'coded reference')}.")
    return show_text(" ".join(told))


def _tones(chapter: Chapter) -> pl.DataFrame:
    return chapter.target_tones.filter(pl.col("lexicon") == chapter.parameters.lexicon)


def _stances(chapter: Chapter) -> pl.DataFrame:
    """What the coders agree on: document, sentence (as read), target, stance."""
    tables = chapter.tables
    stances = [name for name in tables.coded.columns if name.startswith("stance_")]
    unit = ["document", "start", "end"]
    found = [
        pl.DataFrame(
            schema={
                "document": pl.String,
                "sentence": pl.Int64,
                "target": pl.String,
                "stance": pl.Int64,
            }
        )
    ]
    for name in stances:
        codes = tables.coded.filter(pl.col("kind") != "boilerplate").with_columns(
            pl.col("start", "end").cast(pl.Int64), pl.col(name).replace("", None).cast(pl.Int64)
        )
        same = consensus(codes, unit=unit, coder="coder", value=name).drop_nulls(name)
        read = join_in_order(same, tables.spans, on=unit)
        found.append(
            read.select(
                "document",
                pl.col("part_of").alias("sentence"),
                pl.lit(name.removeprefix("stance_")).alias("target"),
                pl.col(name).alias("stance"),
            )
        )
    return pl.concat(found)


def _scores(chapter: Chapter) -> pl.DataFrame:
    """Accuracy of the sentence's and the clauses' tone, read as stance, for each target."""
    tables, lexicon = chapter.tables, chapter.parameters.lexicon
    stances = _stances(chapter)
    tones = tables.target_tones.filter(pl.col("lexicon") == lexicon)
    rows = []
    for column, words in {"score": WHOLE, "clause_score": CLAUSES}.items():
        read = label(
            tones.select(*KEYS, "target", "lexicon", pl.col(column).alias("score")),
            thresholds=tables.tone.thresholds,
        ).select(*KEYS, "target", pl.col("tone").fill_null(0).alias("predicted"))
        beside = join_in_order(stances, read, on=[*KEYS, "target"])
        for (target,), part in beside.group_by("target", maintain_order=True):
            rows.append(
                accuracy(part, gold="stance", predicted="predicted").select(
                    pl.lit(target).alias("target"),
                    pl.lit(words).alias("read"),
                    "n",
                    pl.lit(part["predicted"].count() / part.height).alias("found"),
                    "accuracy",
                    "macro_f1",
                    pl.col("majority").cast(pl.String),
                    "majority_accuracy",
                    better=pl.col("accuracy") > pl.col("majority_accuracy"),
                )
            )
    if not rows:
        return pl.DataFrame()
    order = {name: row for row, name in enumerate(stances["target"].unique(maintain_order=True))}
    return pl.concat(rows).sort(
        pl.col("target").replace_strict(order, return_dtype=pl.Int64), maintain_order=True
    )
