"""Frames set against articles, outlets, periods and groups of speakers."""

from collections.abc import Sequence
from functools import partial

import polars as pl

from helpers.findings.nothing_here import NO_GROUPS
from helpers.findings.wording import count, exact_percent, listing, number, percent, points
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, fold, show_text, together
from helpers.show.sentences import stack_lines
from helpers.study.frame_rates import periods, rates
from helpers.views.frame_labels import (
    Write,
    bloc_names,
    cell,
    links,
    rank_frames,
    sources_alone,
    with_labels,
)

# No more groups than a table or a figure can hold side by side.
GROUPS = 12
COLUMNS = 7
# A single sentence would be a hundred percent: smaller groups are left to the table.
FEW_UNITS = 5


def by_document(chapter: Chapter) -> Display:
    """Show the share and rate of each frame in each article."""
    heads = chapter.documents["document"].to_list()
    return _set_apart(chapter, rates(chapter, "document"), by="document", noun="article", of=heads)


def by_outlet(chapter: Chapter) -> Display:
    """Show the share and rate of each frame in each outlet."""
    return _set_apart(chapter, rates(chapter, "outlet"), by="outlet", noun="outlet")


def by_period(chapter: Chapter) -> Display:
    """Show the share and rate of each frame in each period."""
    heads = sorted(periods(chapter)["period"].drop_nulls().unique())
    return _set_apart(chapter, rates(chapter, "period"), by="period", noun="period", of=heads)


def by_bloc(chapter: Chapter) -> Display:
    """Show the share and rate of each frame among each group of speakers."""
    sources = sources_alone(chapter)
    if sources is None:
        return show_text(NO_GROUPS)
    return _set_apart(chapter, rates(sources, "bloc"), by="bloc", noun="group")


def bloc_figure(chapter: Chapter) -> Display:
    """Show at a glance which group of speakers uses which frame."""
    sources = sources_alone(chapter)
    table = None if sources is None else rates(sources, "bloc")
    if table is None or table["bloc"].n_unique() < 2:
        return show_text(NO_GROUPS)
    heard = _largest(table.filter(pl.col("n") >= FEW_UNITS), "bloc")[:COLUMNS]
    if len(heard) < 2:
        return show_text(NO_GROUPS)
    shown = (
        with_labels(chapter, table)
        .filter(pl.col("bloc").is_in(heard))
        .with_columns(group=pl.col("bloc").replace(bloc_names(chapter)))
        .sort(_place("frame", rank_frames(chapter)), _place("bloc", heard))
    )
    told = []
    for (label,), part in shown.group_by("label", maintain_order=True):
        top = part.sort("share", "bloc", descending=[True, False]).row(0, named=True)
        if top["share"]:
            told.append(f"{label} most among {top['group']} ({percent(top['share'])})")
    unit = chapter.parameters.unit
    sizes = shown.select("group", "n").unique(maintain_order=True)
    written = listing([f"{group} {number(n, 0)}" for group, n in sizes.iter_rows()])
    return chapter.figure(
        partial(figures.tiles, row="label", column="group", value="share"),
        shown,
        name="frame-blocs",
        caption=f"Percentage of each group's {unit}s that hold each frame; darker is more. "
        f"Groups of {FEW_UNITS} {unit}s or more: {written}.",
        alt=f"A grid of frames and groups of speakers. {'; '.join(told[:8])}.",
        height=1.0 + 0.32 * shown["label"].n_unique(),
    )


def _set_apart(
    chapter: Chapter, table: pl.DataFrame, *, by: str, noun: str, of: Sequence[str] = ()
) -> Display:
    """Show frames against groups: shares, and folded below them the rates."""
    found = set(table[by])
    chosen = [head for head in of or _largest(table, by) if head in found]
    if not chosen:
        return show_text(f"No {noun} is known here, so nothing can be compared by {noun}.")
    sizes = dict(table.group_by(by).agg(pl.col("n").max()).iter_rows())
    names = bloc_names(chapter) if by == "bloc" else {}
    heads = chosen[:GROUPS]
    left = len(chosen) - len(heads)
    more = f" The CSV holds {count(left, f'further {noun}')}." if left else ""
    shown = with_labels(chapter, table)

    def grid(
        what: str, name: str, columns: Sequence[str], write: Write, interval: str, unit: str
    ) -> Display:
        cells = [
            cell(value, (low, high), write=write)
            for value, low, high in shown.select(columns).iter_rows()
        ]
        wide = (
            shown.with_columns(pl.Series("cell", cells, dtype=pl.String))
            .pivot(by, on_columns=heads, index=["frame", "label"], values="cell")
            .sort(_place("frame", rank_frames(chapter)))
        )
        return chapter.table(
            wide,
            name=name,
            caption=f"{what} with each frame, by {noun}, with "
            f"{exact_percent(chapter.parameters.confidence)} {interval} intervals.{more}",
            full_table=shown,
            labels={"label": "frame"}
            | {
                head: f"{names.get(head, head)}, {unit} (n = {number(sizes[head], 0)})"
                for head in heads
            },
            formats=links(chapter) | dict.fromkeys(heads, stack_lines),
        )

    shares = grid(
        f"Share of {chapter.parameters.unit}s",
        f"frames-by-{by}",
        ("share", "wilson_low", "wilson_high"),
        points,
        "Wilson",
        "%",
    )
    per_thousand = grid(
        "Hits per 1,000 words",
        f"frames-by-{by}-rates",
        ("per_thousand", "rate_low", "rate_high"),
        partial(number, digits=1),
        "bootstrap",
        "per 1,000 words",
    )
    return together(shares, fold("The same as hits per 1,000 words", per_thousand))


def _largest(table: pl.DataFrame, by: str) -> list[str]:
    """Groups by falling number of units."""
    sizes = table.group_by(by).agg(pl.col("n").max()).sort("n", by, descending=[True, False])
    return sizes[by].to_list()


def _place(column: str, order: Sequence[str]) -> pl.Expr:
    places = {name: place for place, name in enumerate(order)}
    return pl.col(column).replace_strict(places, return_dtype=pl.Int64)
