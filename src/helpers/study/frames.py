"""Frames, and what they do, counted over the whole selection or group by group."""

from collections.abc import Sequence
from typing import Literal

import polars as pl

from helpers.measures.framing.shares import countable, functions, hits_of_frames, require
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_ratios, wilson_interval
from helpers.study.names import order_of
from helpers.study.opening import Study
from helpers.study.selection import Selection
from helpers.study.words import LISTED_ARTICLES

# No more periods than fit side by side in a figure.
PERIODS = 8
SPANS = ("1mo", "1q", "1y")
# In a smaller group a single sentence moves a share visibly.
LEAST = 5
# No more groups than fit side by side.
MOST = 7


def shares(
    study: Study,
    *,
    of: Literal["frame", "function"] = "frame",
    by: str | Sequence[str] = (),
) -> pl.DataFrame:
    """Count the sentences that hold each frame, and their share of all or of each group.

    Parameters
    ----------
    study
        Its sentences, codes and parameters; where its `unit` is the paragraph, paragraphs are
        counted.
    of
        What is counted: each frame, or what the frames do (Entman 1993: name a problem or a cause,
        judge, propose a remedy); a sentence has a function where one of its frames serves it.
    by
        Columns whose values are groups with shares of their own: any of the study's sentences or
        documents, such as ``voice``, ``speaker``, ``outlet`` or ``document``; ``group`` (of
        speakers, with the reporters); ``period`` (see `periods`). Sentences without a value are
        left out.

    Returns
    -------
    DataFrame
        `of`, the most frequent first; the columns of `by`, in the order of their names; n
        (sentences of the group), count (those with the frame), share (count / n), low, high (block
        bootstrap; Wilson's interval where no resample differs, as at 0 and 100%, and in all but the
        200 largest groups), hits (places that
        match), words (in the n sentences), per_thousand (hits per 1,000 words). No rows where
        frames are searched in no sentence.

    Raises
    ------
    ValueError
        When there is no such column.
    """
    groups = [by] if isinstance(by, str) else list(by)
    codes, names = study.codes, study.frames["frame"].to_list()
    if of == "function":
        book = study.tables.codebook
        names = sorted({name for f in book.frames if f.id in names for name in f.function})
        codes = functions(codes, book)
    sentences = _groups(study)
    require(sentences, groups)
    table = _units(sentences, codes, names, unit=study.parameters.unit)
    names = names if table.height else []
    ranking = sorted(names, key=lambda name: (-int(table[f"has {name}"].sum()), name))
    rank = {name: place for place, name in enumerate(ranking)}
    table = table.drop_nulls(groups) if groups else table
    counts = bootstrap_ratios(
        table,
        ratios={name: (f"has {name}", "unit") for name in names},
        by=groups,
        only=_drawn_groups(table, groups),
        **study.parameters.resampling,
    ).select(
        pl.col("ratio").alias(of),
        *groups,
        "n",
        pl.col("part").cast(pl.Int64).alias("count"),
        drawn_low="low",
        drawn_high="high",
    )
    return (
        wilson_interval(counts, hits="count", n="n", level=study.parameters.confidence)
        .pipe(join_in_order, _hits(table, names, of=of, groups=groups), on=[of, *groups])
        .with_columns(
            low=pl.coalesce("drawn_low", "low"),
            high=pl.coalesce("drawn_high", "high"),
            per_thousand=pl.when(pl.col("words") > 0).then(1000 * pl.col("hits") / pl.col("words")),
        )
        .sort(
            pl.col(of).replace_strict(rank, return_dtype=pl.Int64),
            *(key for name in groups for key in (order_of(study, name), name)),
        )
        .select(of, *groups, "n", "count", "share", "low", "high", "hits", "words", "per_thousand")
    )


def largest_groups(
    table: pl.DataFrame, *, by: str | Sequence[str], least: int = LEAST, most: int = MOST
) -> pl.DataFrame:
    """Keep the rows of the largest groups, which can be shown side by side.

    Parameters
    ----------
    table
        As from `shares`: the columns `by`, and n, the size of each group.
    least, most
        Units that a group has to have, and how many groups are kept.

    Returns
    -------
    DataFrame
        The table's rows in their order. Of groups of one size, those that come first are kept.

    Examples
    --------
    >>> table = pl.DataFrame({"outlet": ["A", "B", "C"], "n": [9, 4, 70]})
    >>> largest_groups(table, by="outlet")["outlet"].to_list()
    ['A', 'C']
    >>> largest_groups(table, by="outlet", most=1)["outlet"].to_list()
    ['C']
    """
    groups = [by] if isinstance(by, str) else list(by)
    kept = (
        table.select(*groups, "n")
        .unique(groups, keep="first", maintain_order=True)
        .filter(pl.col("n") >= least)
        .sort("n", descending=True, maintain_order=True)
        .head(most)
    )
    return join_in_order(table, kept, on=groups, how="semi")


def periods(selection: Selection) -> pl.DataFrame:
    """Name the period of each document: before and from the split date, or by the calendar.

    The split date counts where it parts the documents; elsewhere months, quarters or years, the
    shortest of which there are few enough.

    Returns
    -------
    DataFrame
        document, period (text; missing where undated).
    """
    dates = selection.documents.select("document", "published")
    days = dates["published"].drop_nulls()
    split = selection.split_date
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


def _groups(study: Study) -> pl.DataFrame:
    """Give the sentences that can be coded every column that they can be grouped by."""
    sentences = countable(study.sentences).drop("period")
    known = set(sentences.columns) - {"document"}
    return (
        sentences.pipe(join_in_order, study.documents.select(pl.exclude(known)), on="document")
        .pipe(join_in_order, periods(study), on="document")
        .pipe(join_in_order, study.grouped_sentences.select(*KEYS, "group"))
    )


def _drawn_groups(table: pl.DataFrame, groups: list[str]) -> pl.DataFrame | None:
    """Name the largest of very many groups, which alone are shown; None where they are fewer."""
    sizes = table.group_by(groups).agg(n=pl.len()) if groups else pl.DataFrame()
    if sizes.height <= LISTED_ARTICLES:
        return None
    return sizes.sort("n", *groups, descending=[True] + [False] * len(groups)).head(LISTED_ARTICLES)


def _units(
    sentences: pl.DataFrame, codes: pl.DataFrame, names: list[str], *, unit: str
) -> pl.DataFrame:
    """Lay out sentences or paragraphs with two columns for each frame.

    Returns
    -------
    DataFrame
        The columns of the sentences (of a paragraph's first), words, unit (1), and for each name
        ``has <name>`` (1 or 0) and ``hits <name>`` (places).
    """
    columns = [f"hits {name}" for name in names]
    table = hits_of_frames(codes, sentences, frames=names).with_columns(unit=pl.lit(1))
    table = table.rename({name: f"hits {name}" for name in names})
    if unit == "paragraph":
        table = table.group_by("document", "paragraph", maintain_order=True).agg(
            pl.exclude("document", "paragraph", "words", *columns).first(),
            pl.col("words", *columns).sum(),
        )
    return table.with_columns(
        (pl.col(f"hits {name}") > 0).cast(pl.Int64).alias(f"has {name}") for name in names
    )


def _hits(table: pl.DataFrame, names: list[str], *, of: str, groups: list[str]) -> pl.DataFrame:
    """Sum places and words: `of`, the groups, words, hits."""
    sums = [pl.col("words").sum(), *(pl.col(f"hits {name}").sum().cast(pl.Int64) for name in names)]
    rows = table.group_by(groups).agg(sums) if groups else table.select(sums)
    return rows.unpivot(
        [f"hits {name}" for name in names],
        index=[*groups, "words"],
        variable_name=of,
        value_name="hits",
    ).with_columns(pl.col(of).str.strip_prefix("hits "))
