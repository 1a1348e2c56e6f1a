"""Which frame is most frequent, in whose voice, and among whose speakers."""

from dataclasses import replace

import polars as pl

from helpers.book.chapter import Chapter
from helpers.book.claims import limits
from helpers.book.claims.estimate import (
    Estimate,
    difference,
    evidence,
    finding,
    inapplicable,
    mean,
    one_by_one,
)
from helpers.book.findings import Finding
from helpers.book.wording import by_sign, number, percent
from helpers.measures.framing import shares

CHAPTER = "framing"


def findings(chapter: Chapter) -> list[Finding]:
    """Findings of the chapter on framing."""
    return [leading(chapter), by_voice(chapter), by_bloc(chapter)]


def indicators(chapter: Chapter) -> pl.DataFrame:
    """Whether each frame stands in each unit.

    Returns
    -------
    DataFrame
        document, sentence (the unit's first), voice, bloc, frame, value (1 or 0); one row for
        each unit and frame, so that units without any frame count.
    """
    about = ["document", "sentence", "paragraph", "voice", "bloc"]
    grid = shares.indicators(
        chapter.codes, chapter.sentences, frames=chapter.frames["frame"].to_list()
    ).join(chapter.sentences.select(about), on=about[:2], how="left", maintain_order="left")
    grid = grid.with_columns(pl.col("value").cast(pl.Float64)).drop("hits")
    if chapter.parameters.unit == "sentence":
        return grid.drop("paragraph")
    return (
        grid.group_by("document", "paragraph", "frame", maintain_order=True)
        .agg(pl.col("sentence", "voice", "bloc").first(), pl.col("value").max())
        .drop("paragraph")
    )


def ranking(chapter: Chapter) -> pl.DataFrame:
    """Rank the frames that may carry a finding by the share of units that hold them.

    Returns
    -------
    DataFrame
        frame, label, hits, units, share.
    """
    return (
        indicators(chapter)
        .group_by("frame")
        .agg(
            hits=pl.col("value").sum().cast(pl.Int64), units=pl.len(), share=pl.col("value").mean()
        )
        .join(chapter.frames, on="frame")
        .filter(~pl.col("frame").is_in(chapter.exploratory_frames))
        .sort("hits", "frame", descending=[True, False])
        .select("frame", "label", "hits", "units", "share")
    )


def _variants(chapter: Chapter) -> list[Chapter]:
    """The choices that another analyst could have made."""
    voices = chapter.parameters.voices
    # Captions and the like are never coded, so counting them as text would change nothing.
    units = [unit for unit in ("sentence", "paragraph") if unit != chapter.parameters.unit]
    made = [chapter, *(chapter.vary(unit=unit) for unit in units), borne_out(chapter)]
    if len(voices) > 1:
        made += [chapter.vary(voices=[voice]) for voice in voices]
    made += one_by_one(chapter)
    return made


def borne_out(chapter: Chapter) -> Chapter:
    """Code without the patterns that match in a single sentence of the corpus."""
    codes = chapter.tables.codes
    pattern = ["frame", "pattern"]
    often = codes.select("document", "sentence", *pattern).unique().group_by(pattern).len()
    kept = codes.join(
        often.filter(pl.col("len") > 1), on=pattern, how="semi", maintain_order="left"
    )
    return Chapter(chapter.name, chapter.parameters, replace(chapter.tables, codes=kept))


def leading(chapter: Chapter) -> Finding:
    """The most frequent frame and its lead over the next."""
    title = "Which frame is the most frequent?"
    name = "framing-leading"
    ranked = ranking(chapter)
    if ranked.height < 2 or not ranked["hits"][0]:
        return inapplicable(
            name, CHAPTER, title=title, reason="Fewer than two frames of the codebook occur here."
        )
    first, second = ranked.row(0, named=True), ranked.row(1, named=True)

    def lead(variant: Chapter) -> Estimate:
        paired = indicators(variant).filter(
            pl.col("frame").is_in([first["frame"], second["frame"]])
        )
        sign = (
            pl.when(pl.col("frame") == first["frame"])
            .then(pl.col("value"))
            .otherwise(-pl.col("value"))
        )
        units = paired.group_by("document", "sentence", maintain_order=True).agg(lead=sign.sum())
        return mean(units, "lead", variant.parameters)

    codes = chapter.codes.filter(pl.col("frame") == first["frame"])
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"The most frequent frame is “{first['label']}”, in {percent(first['share'])} of the "
        f"{chapter.parameters.unit}s; next comes “{second['label']}” with "
        f"{percent(second['share'])}.",
        limits=limits.of_frames(chapter, [first["frame"], second["frame"]]),
        estimate=lead(chapter),
        unit=f"difference of the two frames' shares of {chapter.parameters.unit}s",
        specifications=[lead(variant).value for variant in _variants(chapter)],
        evidence=evidence(codes),
    )


def by_voice(chapter: Chapter) -> Finding:
    """Whether the most frequent frame is the narrator's or the sources'."""
    title = "Is the most frequent frame spoken by the journalists or by their sources?"
    name = "framing-by-voice"
    ranked = ranking(chapter)
    if not ranked.height or not ranked["hits"][0]:
        return inapplicable(
            name, CHAPTER, title=title, reason="No frame of the codebook occurs here."
        )
    top = ranked.row(0, named=True)

    def compared(variant: Chapter) -> pl.DataFrame:
        return (
            indicators(variant)
            .filter(pl.col("frame") == top["frame"])
            .with_columns(
                who=pl.when(pl.col("voice") == "narrator")
                .then(pl.lit("narrator"))
                .otherwise(pl.lit("sources"))
            )
        )

    table = compared(chapter)
    means = dict(table.group_by("who").agg(pl.col("value").mean()).iter_rows())
    narrated = table.filter(pl.col("who") == "narrator").height
    if len(means) < 2:
        return inapplicable(
            name,
            CHAPTER,
            title=title,
            reason="The narrator and the sources cannot be compared where one of them is left out.",
        )

    def gap(variant: Chapter) -> Estimate:
        return difference(
            compared(variant),
            "value",
            between="who",
            first="sources",
            second="narrator",
            p=variant.parameters,
        )

    estimate = gap(chapter)
    words = by_sign(estimate.value, above="more often", below="less often", zero="as often")
    than = "as" if estimate.value == 0 else "than"
    # Shares that differ are not to look alike.
    digits = int(percent(means["sources"]) == percent(means["narrator"]))
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"“{top['label']}” stands {words} in passed-on speech "
        f"({percent(means['sources'], digits)} of its {chapter.parameters.unit}s) {than} in the "
        f"journalists’ own ({percent(means['narrator'], digits)}).",
        limits=limits.said(
            limits.of_few(
                narrated,
                f"{chapter.parameters.unit} of the journalists’ own",
                f"{chapter.parameters.unit}s of the journalists’ own",
            ),
            limits.of_frames(chapter, [top["frame"]]),
        ),
        estimate=estimate,
        unit="difference of the shares, sources minus narrator",
        specifications=[
            gap(variant).value
            for variant in _variants(chapter)
            if len(variant.parameters.voices) > 1
        ],
        evidence=evidence(
            chapter.codes.filter(pl.col("frame") == top["frame"]).join(
                chapter.sentences.filter(pl.col("voice") == "narrator"),
                on=["document", "sentence"],
                how="semi",
                maintain_order="left",
            )
        ),
    )


def by_bloc(chapter: Chapter) -> Finding:
    """The frame on which the two most heard groups of speakers differ most."""
    title = "On which frame do the two most heard groups of speakers differ most?"
    name = "framing-by-bloc"
    table = indicators(chapter).filter(
        pl.col("bloc").is_not_null()
        & (pl.col("bloc") != "none")
        & ~pl.col("frame").is_in(chapter.exploratory_frames)
    )
    heard = (
        table.select("document", "sentence", "bloc")
        .unique()
        .group_by("bloc")
        .len()
        .sort("len", "bloc", descending=[True, False])
    )
    if heard.height < 2:
        return inapplicable(
            name,
            CHAPTER,
            title=title,
            reason="Fewer than two groups of speakers are quoted or paraphrased here.",
        )
    first, second = heard["bloc"][0], heard["bloc"][1]
    gaps = (
        table.filter(pl.col("bloc").is_in([first, second]))
        .group_by("frame", "bloc")
        .agg(share=pl.col("value").mean())
        .pivot("bloc", index="frame", values="share")
        .with_columns(gap=pl.col(first) - pl.col(second))
        .sort(pl.col("gap").abs(), "frame", descending=[True, False])
    )
    top = gaps.row(0, named=True)
    labels = dict(chapter.frames.select("frame", "label").iter_rows())
    blocs = chapter.tables.bloc_labels

    def gap(variant: Chapter) -> Estimate:
        part = indicators(variant).filter(pl.col("frame") == top["frame"])
        return difference(
            part, "value", between="bloc", first=first, second=second, p=variant.parameters
        )

    estimate = gap(chapter)
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"The two most heard groups differ most on “{labels[top['frame']]}”: it stands in "
        f"{percent(top[first])} of the {chapter.parameters.unit}s of {blocs.get(first, first)} and "
        f"in {percent(top[second])} of those of {blocs.get(second, second)}.",
        limits=limits.said(
            f"The frame was chosen among {number(gaps.height, 0)} for its difference, so the "
            "interval is too narrow."
            if gaps.height > 1
            else "",
            limits.of_frames(chapter, [top["frame"]]),
        ),
        estimate=estimate,
        unit="difference of the shares, first group minus second",
        specifications=[gap(variant).value for variant in _variants(chapter)],
        evidence=evidence(chapter.codes.filter(pl.col("frame") == top["frame"])),
    )
