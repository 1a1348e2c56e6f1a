"""How the codebook fares: each frame against the coders, and the patterns behind it."""

from functools import partial

import polars as pl

from helpers.findings.wording import count, exact_percent, listing, number, points
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text
from helpers.show.sentences import stack_lines
from helpers.study import hand_coding
from helpers.study import pattern_support as patterns
from helpers.views.frame_labels import BADGE, cell
from helpers.views.validity import needs_codes

SCORES = {"f1": "F1", "always_f1": "always saying yes"}
WITNESSES: tuple[patterns.Witness, ...] = ("sentence", "document")


@needs_codes
def frame_figure(chapter: Chapter) -> Display:
    """Show the F1 of each frame beside that of the guess that always names it."""
    scores = _scores(chapter)
    known = scores.drop_nulls("f1").sort("f1", "frame", descending=[True, False])
    if not known.height:
        return show_text("None of the codebook's frames occurs in the coded sentences.")
    table = pl.concat(
        scores.select(
            "frame",
            "label",
            "f1",
            pl.lit(words).alias("what"),
            value=score,
            low=f"{score}_low",
            high=f"{score}_high",
        )
        for score, words in SCORES.items()
    ).sort("f1", "frame", descending=[True, False], nulls_last=True, maintain_order=True)
    top, last = known.row(0, named=True), known.row(-1, named=True)
    told = [
        f"{row['label']} {number(row['f1'])} ({number(row['always_f1'])})"
        for row in known.head(16).iter_rows(named=True)
    ]
    return chapter.figure(
        partial(
            figures.dots,
            label="label",
            value="value",
            low="low",
            high="high",
            series="what",
            xlabel="F1 against the coders",
        ),
        table.drop("f1"),
        name="frame-f1",
        caption="F1 of each frame, and of the guess that every sentence holds it, with "
        f"{exact_percent(chapter.parameters.confidence)} intervals from resampling blocks of "
        "coded sentences. Where no mistake was made there is no interval: resampling cannot show "
        "mistakes that these sentences do not hold.",
        alt=f"Two dots for each frame. Best met is {top['label']} (F1 {number(top['f1'])}), least "
        f"{last['label']} ({number(last['f1'])}). Each frame, with the guess in brackets: "
        f"{listing(told)}.",
        height=1.2 + 0.36 * scores.height,
    )


@needs_codes
def frames(chapter: Chapter) -> Display:
    """Show precision, recall and F1 of each frame with intervals and baseline."""
    table = _scores(chapter)
    means = table.group_by("set", maintain_order=True).agg(pl.col("f1", "always_f1").mean())
    told = [
        f"{row['set']} frames {number(row['f1'])} (baseline {number(row['always_f1'])})"
        for row in means.iter_rows(named=True)
    ]
    scored = ("precision", "recall", "f1")
    cells = [
        pl.Series(
            f"{score}_cell",
            [
                cell(value, (low, high), write=number)
                for value, low, high in table.select(
                    score, f"{score}_low", f"{score}_high"
                ).iter_rows()
            ],
            dtype=pl.String,
        )
        for score in scored
    ]
    return chapter.table(
        table.with_columns(cells),
        full_table=table,
        name="frames",
        caption=f"Frames against the coders' agreement; macro F1: {listing(told)}. Precision and "
        "recall with Wilson's intervals, F1 with the bootstrap's; the baseline says yes to every "
        "sentence, so that its precision is the frame's prevalence.",
        labels={
            "label": "frame",
            "support": "coded, sentences",
            "predicted": "found, sentences",
            "precision_cell": "precision",
            "recall_cell": "recall",
            "f1_cell": "F1",
            "prevalence": "prevalence, %",
            "always_f1": "baseline F1",
            "alpha": "coders' alpha",
        },
        formats={"prevalence": points} | dict.fromkeys((f"{s}_cell" for s in scored), stack_lines),
    )


def borne_out(chapter: Chapter) -> Display:
    """Show how many patterns rest on a single sentence, and the scores without them."""
    tables = chapter.tables
    found = patterns.matches(tables)
    support = patterns.support(tables, found)
    counts = support.group_by("frame", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("patterns"),
        none=(pl.col("sentences") == 0).sum().cast(pl.Int64),
        one=(pl.col("sentences") == 1).sum().cast(pl.Int64),
        one_document=(pl.col("documents") == 1).sum().cast(pl.Int64),
    )
    labels = {frame.id: frame.label for frame in tables.codebook.frames}
    table = counts.with_columns(label=pl.col("frame").replace_strict(labels))
    total = table.select(pl.col("patterns", "none", "one", "one_document").sum()).row(0, named=True)
    caption = (
        f"Of {count(total['patterns'], 'pattern')}, {number(total['one'], 0)} match one sentence "
        f"only in this corpus and {number(total['none'], 0)} none; "
        f"{number(total['one_document'], 0)} match in one article only."
    )
    columns = {
        "label": "frame",
        "patterns": "patterns",
        "none": "match nowhere, patterns",
        "one": "one sentence only, patterns",
        "one_document": "one article only, patterns",
    }
    if tables.coded.height:
        weak = chapter.exploratory_frames
        everything = hand_coding.frame_scores(tables)
        table = table.join(everything.select("frame", "set", "f1"), on="frame", how="left")
        for witness in WITNESSES:
            kept = hand_coding.frame_scores(patterns.keep_confirmed(tables, found, by=witness))
            table = table.join(
                kept.select("frame", pl.col("f1").alias(f"f1_{witness}")), on="frame", how="left"
            )
        means = (
            table.drop_nulls("set")
            .group_by("set", maintain_order=True)
            .agg(pl.col("f1", *(f"f1_{witness}" for witness in WITNESSES)).mean())
        )
        told = [
            f"{row['set']} frames {number(row['f1'])} with all patterns, "
            f"{number(row['f1_sentence'])} with those that a second sentence bears out, "
            f"{number(row['f1_document'])} with those that a second article does"
            for row in means.iter_rows(named=True)
        ]
        if told:
            caption += f" Macro F1: {'; '.join(told)}."
        table = table.with_columns(
            label=pl.col("label")
            + pl.when(pl.col("frame").is_in(weak)).then(pl.lit(BADGE)).otherwise(pl.lit(""))
        )
        columns |= {
            "f1": "F1, all patterns",
            "f1_sentence": "F1, second sentence",
            "f1_document": "F1, second article",
        }
    return chapter.table(
        table, name="patterns", caption=caption, full_table=support, labels=columns
    )


def _scores(chapter: Chapter) -> pl.DataFrame:
    labels = {frame.id: frame.label for frame in chapter.tables.codebook.frames}
    badge = pl.when(pl.col("exploratory")).then(pl.lit(BADGE)).otherwise(pl.lit(""))
    return hand_coding.frame_intervals(chapter.tables, chapter.parameters).with_columns(
        label=pl.col("frame").replace_strict(labels, return_dtype=pl.String) + badge
    )
