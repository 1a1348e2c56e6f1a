"""Frames counted by document, outlet, bloc, voice or period, with their intervals."""

import polars as pl

from helpers.measures.framing import shares
from helpers.measures.framing.shares import functions
from helpers.measures.joins import join_in_order
from helpers.measures.resampling import bootstrap_ratios, wilson_interval
from helpers.study.selection import Selection

# No more periods than fit side by side in a table.
PERIODS = 8
SPANS = ("1mo", "1q", "1y")


def units(chapter: Selection, codes: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Lay out the units (sentences or paragraphs) with one pair of columns for each frame.

    Parameters
    ----------
    chapter
        Its sentences and its `unit`.
    codes
        document, sentence, frame.
    names
        The frames (or functions) to lay out.

    Returns
    -------
    DataFrame
        document, sentence (the unit's first), outlet, bloc, voice, period (text, missing where
        undated), unit (1), tokens, and ``has <name>`` (1 or 0) and ``hits <name>`` (places).
    """
    about = ["document", "sentence", "paragraph", "outlet", "bloc", "voice"]
    sentences = shares.countable(chapter.sentences)
    hits_by_frame = shares.indicators(codes, sentences, frames=names)
    hits = hits_by_frame.pivot(
        "frame", on_columns=names, index=["document", "sentence"], values="hits"
    ).rename({name: f"hits {name}" for name in names})
    table = (
        sentences.select(*about, unit=pl.lit(1), tokens="words")
        .pipe(join_in_order, periods(chapter), on="document")
        .pipe(join_in_order, hits)
    )
    if chapter.parameters.unit == "paragraph":
        table = table.group_by("document", "paragraph", maintain_order=True).agg(
            pl.col("sentence", "outlet", "bloc", "voice", "period", "unit").first(),
            pl.col("tokens", *(f"hits {name}" for name in names)).sum(),
        )
    return table.drop("paragraph").with_columns(
        (pl.col(f"hits {name}") > 0).cast(pl.Int64).alias(f"has {name}") for name in names
    )


def periods(chapter: Selection) -> pl.DataFrame:
    """Name the period of each document: before and from the split date, or by the calendar.

    The split date counts where it parts the documents; elsewhere months, quarters or years, the
    shortest of which there are few enough.

    Returns
    -------
    DataFrame
        document, period (text; missing where undated).
    """
    dates = chapter.documents.select("document", "published")
    days = dates["published"].drop_nulls()
    split = chapter.parameters.split_date
    day = pl.col("published")
    if split and (days < split).any() and (days >= split).any():
        # The names sort in the order of time.
        name = (
            pl.when(day < split)
            .then(pl.lit(f"before {split}"))
            .when(day >= split)
            .then(pl.lit(f"from {split}"))
        )
        return dates.select("document", name.alias("period"))
    for span in SPANS:
        start = day.dt.truncate(span)
        if dates.select(start.n_unique()).item() <= PERIODS:
            break
    words = {
        "1mo": start.dt.strftime("%Y-%m"),
        "1q": pl.format("{} Q{}", start.dt.year(), start.dt.quarter()),
        "1y": start.dt.strftime("%Y"),
    }
    return dates.select("document", pl.when(day.is_not_null()).then(words[span]).alias("period"))


def rates(
    chapter: Selection,
    *by: str,
    codes: pl.DataFrame | None = None,
    names: list[str] | None = None,
) -> pl.DataFrame:
    """Count frames: share of units and places per 1,000 words, with intervals.

    Parameters
    ----------
    chapter
        Its sentences, codes and parameters.
    by
        Columns of `units` to count apart; units without a value there are left out.
    codes, names
        What to count in the place of the chapter's own codes and frames.

    Returns
    -------
    DataFrame
        frame, the columns of `by`, n (units), with_frame, share, low, high (bootstrap of units
        within documents), wilson_low, wilson_high, hits, tokens, per_thousand, rate_low,
        rate_high (bootstrap); frames by falling share over all groups, then by `by`.
    """
    frame_codes = chapter.codes if codes is None else codes
    frames = chapter.frames["frame"].to_list() if names is None else names
    table = units(chapter, frame_codes, frames)
    rank = sorted(frames, key=lambda name: (-int(table[f"has {name}"].sum()), name))
    p = chapter.parameters
    ratios = {
        f"{kind} {name}": (f"{kind} {name}", whole)
        for kind, whole in (("has", "unit"), ("hits", "tokens"))
        for name in frames
    }
    draws = (
        bootstrap_ratios(
            table.drop_nulls(by) if by else table,
            ratios=ratios,
            by=by,
            **p.resampling,
        )
        .with_columns(
            pl.col("ratio").str.split_exact(" ", 1).struct.rename_fields(["kind", "frame"])
        )
        .unnest("ratio")
    )
    has = draws.filter(pl.col("kind") == "has").select(
        "frame",
        *by,
        "n",
        with_frame=pl.col("part").cast(pl.Int64),
        boot_low="low",
        boot_high="high",
    )
    hits = draws.filter(pl.col("kind") == "hits").select(
        "frame",
        *by,
        hits=pl.col("part").cast(pl.Int64),
        tokens=pl.col("whole").cast(pl.Int64),
        per_thousand=1000 * pl.col("value"),
        rate_low=1000 * pl.col("low"),
        rate_high=1000 * pl.col("high"),
    )
    return (
        wilson_interval(has, hits="with_frame", n="n", level=p.confidence)
        .rename({"low": "wilson_low", "high": "wilson_high"})
        .rename({"boot_low": "low", "boot_high": "high"})
        .pipe(join_in_order, hits, on=["frame", *by], how="inner")
        .sort(pl.col("frame").replace_strict({name: place for place, name in enumerate(rank)}), *by)
        .select(
            "frame",
            *by,
            "n",
            "with_frame",
            "share",
            "low",
            "high",
            "wilson_low",
            "wilson_high",
            "hits",
            "tokens",
            "per_thousand",
            "rate_low",
            "rate_high",
        )
    )


def function_rates(chapter: Selection, *by: str) -> pl.DataFrame:
    """Count what the chapter's frames do (Entman 1993), as `rates` counts frames.

    Returns
    -------
    DataFrame
        The columns of `rates`, with the function as the frame.
    """
    book = chapter.tables.codebook
    frames = set(chapter.frames["frame"])
    names = {name for frame in book.frames if frame.id in frames for name in frame.function}
    return rates(chapter, *by, codes=functions(chapter.codes, book), names=sorted(names))
