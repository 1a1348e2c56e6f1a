"""Tables and figures of the chapter on framing."""

from functools import partial

import polars as pl

from helpers.book import figures
from helpers.book.chapter import Chapter
from helpers.book.claims.framing import indicators
from helpers.book.present import Shown
from helpers.book.wording import listing, number, percent
from helpers.measures.framing.shares import cooccurrence
from helpers.measures.framing.wording import wording
from helpers.measures.resampling import bootstrap_mean

BADGE = " (exploratory)"


def _shares(chapter: Chapter, *by: str) -> pl.DataFrame:
    """Share of units with each frame and its interval, frames by falling share over all groups."""
    table = indicators(chapter)
    order = (
        table.group_by("frame")
        .agg(total=pl.col("value").mean())
        .sort("total", "frame", descending=[True, False])
        .with_row_index("rank")
    )
    p = chapter.parameters
    shares = bootstrap_mean(
        table.drop_nulls(by) if by else table,
        value="value",
        by=["frame", *by],
        resamples=p.resamples,
        level=p.confidence,
        seed=p.seed,
    )
    badge = pl.when(pl.col("frame").is_in(chapter.exploratory_frames)).then(pl.lit(BADGE))
    return (
        shares.join(order, on="frame")
        .join(chapter.frames, on="frame")
        .sort("rank", *by)
        .with_columns(label=pl.col("label") + badge.otherwise(pl.lit("")))
        .rename({"mean": "share"})
        .select("frame", "label", *by, "n", "share", "low", "high")
    )


def frame_shares(chapter: Chapter) -> Shown:
    """Show the share of each frame with its interval."""
    table = _shares(chapter)
    told = [
        f"{row['label']} {percent(row['share'])}" for row in table.head(8).iter_rows(named=True)
    ]
    unit = chapter.parameters.unit
    return chapter.figure(
        partial(
            figures.dots,
            label="label",
            value="share",
            low="low",
            high="high",
            percent=True,
            xlabel=f"share of {unit}s",
        ),
        table,
        name="frame-shares",
        caption=f"Share of {unit}s that hold each frame, with "
        f"{percent(chapter.parameters.confidence)} intervals.",
        alt=f"Dots from the most to the least frequent frame: {listing(told)}.",
        height=0.9 + 0.3 * table.height,
    )


def frame_table(chapter: Chapter) -> Shown:
    """Show the same with counts, and the words that were matched most."""
    texts = chapter.tables.texts
    words = (
        chapter.codes.join(texts, on="document", how="left")
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
    table = _shares(chapter).join(words, on="frame", how="left", maintain_order="left")
    return chapter.table(
        table.with_columns(hits=(pl.col("share") * pl.col("n")).round().cast(pl.Int64)),
        name="frames",
        caption=f"Frames by the share of {chapter.parameters.unit}s, with the words that were "
        "matched most often.",
        labels={
            "label": "frame",
            "hits": f"{chapter.parameters.unit}s",
            "share": "share [interval]",
            "words": "words matched (times)",
        },
        formats={"share": percent},
        intervals={"share": ("low", "high")},
    )


def frames_by_voice(chapter: Chapter) -> Shown:
    """Show the share of each frame in each voice."""
    table = _shares(chapter, "voice")
    gaps = (
        table.pivot("voice", index="label", values="share")
        if table["voice"].n_unique() > 1
        else pl.DataFrame()
    )
    told = [
        f"{row['label']}: "
        + ", ".join(f"{name} {percent(row[name])}" for name in gaps.columns if name != "label")
        for row in gaps.head(5).iter_rows(named=True)
    ]
    return chapter.figure(
        partial(
            figures.dots,
            label="label",
            value="share",
            low="low",
            high="high",
            series="voice",
            percent=True,
            xlabel=f"share of the voice's {chapter.parameters.unit}s",
        ),
        table.sort("voice").sort("label").pipe(_ranked, _shares(chapter)),
        name="frames-by-voice",
        caption="The same, for each voice apart.",
        alt="Dots for each voice. " + ("; ".join(told) or "Only one voice is included") + ".",
        height=1.2 + 0.42 * table["label"].n_unique(),
    )


def _ranked(table: pl.DataFrame, overall: pl.DataFrame) -> pl.DataFrame:
    """Put a table in the order of the overall shares."""
    order = overall.select("frame").with_row_index("place")
    return table.join(order, on="frame").sort("place", maintain_order=True).drop("place")


def _pivoted(chapter: Chapter, by: str, *, name: str, caption: str) -> Shown:
    table = _shares(chapter, by)
    found = table[by].unique(maintain_order=True).to_list()
    heads = [name for name in chapter.documents["document"] if name in found] or found
    wide = table.pivot(by, on_columns=heads, index=["frame", "label"], values="share").pipe(
        _ranked, _shares(chapter)
    )
    counts = dict(table.group_by(by).agg(pl.col("n").max()).iter_rows())
    names = chapter.tables.bloc_labels
    return chapter.table(
        wide.drop("frame"),
        name=name,
        caption=caption,
        labels={"label": "frame"}
        | {head: f"{names.get(head, head)} (n = {number(counts[head], 0)})" for head in heads},
        formats=dict.fromkeys(heads, percent),
    )


def frames_by_document(chapter: Chapter) -> Shown:
    """Show the share of each frame in each article."""
    shown = chapter.documents["document"].head(12).to_list()
    return _pivoted(
        chapter if chapter.documents.height <= 12 else chapter.keep(documents=shown),
        "document",
        name="frames-by-document",
        caption=f"Share of {chapter.parameters.unit}s with each frame, article by article.",
    )


def frames_by_bloc(chapter: Chapter) -> Shown:
    """Show the share of each frame among each group of speakers."""
    return _pivoted(
        chapter,
        "bloc",
        name="frames-by-bloc",
        caption=f"Share of {chapter.parameters.unit}s with each frame, by the speaker's group.",
    )


def frames_together(chapter: Chapter) -> Shown:
    """Show the pairs of frames that share the most sentences."""
    labels = dict(chapter.frames.select("frame", "label").iter_rows())
    table = (
        cooccurrence(chapter.codes, chapter.sentences, frames=chapter.frames["frame"].to_list())
        .filter((pl.col("first") != pl.col("second")) & (pl.col("both") > 0))
        .with_columns(
            pl.col("first", "second").replace(labels), ratio=pl.col("both") / pl.col("expected")
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
            "expected": "expected by chance",
            "ratio": "ratio",
        },
        formats={
            "expected": lambda value: number(value, 1),
            "ratio": lambda value: number(value, 1),
        },
        rows=chapter.parameters.top_n,
    )


def wording_pairs(chapter: Chapter) -> Shown:
    """Show how often each of two words for one thing is used, by voice."""
    return chapter.table(
        wording(chapter.sentences, chapter.tables.codebook),
        name="wording-pairs",
        caption="Two wordings for one thing, by voice.",
        labels={
            "pair": "pair",
            "voice": "voice",
            "left": "first",
            "right": "second",
            "share_left": "share of the first",
        },
        formats={"share_left": percent},
    )
