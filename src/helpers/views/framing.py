"""Tables and figures of the chapter on framing: which frames, and in which sentences."""

from functools import partial

import polars as pl

from helpers.findings.nothing_here import NO_UNITS, no_coding
from helpers.findings.wording import count, exact_percent, listing, number, percent, points
from helpers.measures.framing.shares import cooccurrence
from helpers.measures.joins import KEYS, join_in_order
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text
from helpers.show.sentences import link_places, passages, places, stack_lines
from helpers.study.frame_rates import rates
from helpers.study.voices import VOICE_NAMES, voice_name
from helpers.views.frame_labels import cell, labels, links, rank_frames, with_labels


def checked(chapter: Chapter) -> Display:
    """Say which of the chapter's frames were held against coders, and which carry no finding."""
    if not chapter.tables.coded.height:
        return show_text(no_coding("none of these frames has been checked against coders here"))
    called = dict(chapter.frames.select("frame", "label").iter_rows())
    weak = [called[frame] for frame in called if frame in chapter.exploratory_frames]
    if not weak:
        return show_text("Every frame shown here passed the check against coded sentences.")
    return show_text(
        f"{count(len(weak), 'frame')} of {number(len(called), 0)} did not pass the check against "
        f"coded sentences and stay out of the findings: {listing(weak)}."
    )


def frame_shares(chapter: Chapter) -> Display:
    """Show the share of each frame with its interval."""
    table = with_labels(chapter, rates(chapter))
    told = [
        f"{row['label']} {percent(row['share'])}" for row in table.head(8).iter_rows(named=True)
    ]
    unit = chapter.parameters.unit
    return chapter.figure(
        partial(
            figures.dots,
            label="label",
            value="share",
            low="wilson_low",
            high="wilson_high",
            percent=True,
            xlabel=f"share of {unit}s",
        ),
        table,
        name="frame-shares",
        caption=f"Share of {unit}s that hold each frame, with "
        f"{exact_percent(chapter.parameters.confidence)} Wilson intervals.",
        alt=f"Dots from the most to the least frequent frame: {listing(told)}.",
        height=0.9 + 0.3 * table.height,
    )


def frame_table(chapter: Chapter) -> Display:
    """Show the same with counts, rates, and the words that were matched most."""
    words = (
        join_in_order(chapter.codes, chapter.tables.texts, on="document")
        .with_columns(
            words=pl.col("text")
            .str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
            .str.to_lowercase()
            .str.replace_all(r"\s+", " ")
        )
        .group_by("frame", "words")
        .agg(n=pl.len())
        .sort("n", "words", descending=[True, False])
        .group_by("frame", maintain_order=True)
        .agg(words=pl.format("{} ({})", "words", "n").head(3).str.join("; "))
    )
    table = join_in_order(with_labels(chapter, rates(chapter)), words, on="frame")
    shares = [
        cell(
            row["share"],
            (row["low"], row["high"]),
            (row["wilson_low"], row["wilson_high"]),
            write=points,
        )
        for row in table.iter_rows(named=True)
    ]
    per_thousand = [
        cell(
            row["per_thousand"],
            (row["rate_low"], row["rate_high"]),
            write=partial(number, digits=1),
        )
        for row in table.iter_rows(named=True)
    ]
    unit = chapter.parameters.unit
    return chapter.table(
        table.with_columns(
            pl.Series("share_cell", shares, dtype=pl.String),
            pl.Series("rate_cell", per_thousand, dtype=pl.String),
        ),
        full_table=table,
        name="frames",
        caption=f"Frames by the share of {unit}s (below it the bootstrap interval, then Wilson’s) "
        "and by hits per 1,000 words, with the words that were matched most often. Each name "
        "leads to its sentences.",
        labels={
            "label": "frame",
            "with_frame": f"{unit}s",
            "share_cell": f"share of {unit}s, %",
            "rate_cell": "per 1,000 words",
            "words": "words matched (times)",
        },
        formats=links(chapter) | dict.fromkeys(("share_cell", "rate_cell"), stack_lines),
    )


def frames_by_voice(chapter: Chapter) -> Display:
    """Show the share of each frame in each voice."""
    table = with_labels(chapter, rates(chapter, "voice"))
    if not table.height:
        return show_text(NO_UNITS)
    told = [
        f"{name}: "
        + ", ".join(
            f"{voice_name(row['voice'])} {percent(row['share'])}" for row in part.to_dicts()
        )
        for (name,), part in table.group_by("label", maintain_order=True)
    ]
    return chapter.figure(
        partial(
            figures.dots,
            label="label",
            value="share",
            low="wilson_low",
            high="wilson_high",
            series="voice",
            percent=True,
            xlabel=f"share of the voice's {chapter.parameters.unit}s",
        ),
        table.with_columns(pl.col("voice").replace(VOICE_NAMES)),
        full_table=table,
        name="frames-by-voice",
        caption=f"Share of the {chapter.parameters.unit}s of each voice that hold each frame, "
        f"with {exact_percent(chapter.parameters.confidence)} Wilson intervals.",
        alt=f"Dots for each voice. {'; '.join(told[:5]) or 'Nothing is included'}.",
        height=1.2 + 0.42 * max(1, table["label"].n_unique()),
    )


def frames_together(chapter: Chapter) -> Display:
    """Show the pairs of frames that share the most sentences."""
    names = labels(chapter)
    both = (
        chapter.codes.select(*KEYS, pl.col("frame").alias("first"))
        .unique(maintain_order=True)
        .pipe(
            join_in_order,
            chapter.codes.select(*KEYS, pl.col("frame").alias("second")).unique(
                maintain_order=True
            ),
            how="inner",
        )
        .group_by("first", "second", maintain_order=True)
        .agg(places())
    )
    table = (
        cooccurrence(chapter.codes, chapter.sentences, frames=chapter.frames["frame"].to_list())
        .filter((pl.col("first") != pl.col("second")) & (pl.col("both") > 0))
        .pipe(join_in_order, both, on=["first", "second"])
        .with_columns(
            pl.col("first", "second").replace(names), ratio=pl.col("both") / pl.col("expected")
        )
        .sort("both", "ratio", "first", "second", descending=[True, True, False, False])
    )
    return chapter.table(
        table,
        name="frames-together",
        caption="Pairs of frames in one sentence, most frequent first.",
        labels={
            "first": "frame",
            "second": "with",
            "both": "sentences",
            "expected": "expected by chance, sentences",
            "ratio": "ratio to expected",
            "places": "such as",
        },
        formats={
            "expected": lambda value: number(value, 1),
            "ratio": lambda value: number(value, 1),
            "places": link_places,
        },
        rows=chapter.parameters.top_n,
    )


def sentences(chapter: Chapter) -> Display:
    """List the sentences of each frame."""
    called = labels(chapter)
    listed = {frame: called[frame] for frame in rank_frames(chapter)}
    return passages(chapter, chapter.codes, listed, of="frame", prefix="sentences-")
