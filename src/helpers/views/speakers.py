"""Who is heard: groups of speakers, speakers, and the verbs that introduce them."""

from functools import partial

import polars as pl

from helpers.findings.nothing_here import NO_SPEECH
from helpers.findings.voices import source_sentences
from helpers.findings.wording import count, exact_percent, listing, percent, points
from helpers.measures.framing.speakers import words_by
from helpers.measures.joins import join_in_order
from helpers.measures.resampling import bootstrap_ratios
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text, together
from helpers.show.sentences import link_places, places
from helpers.views.frame_labels import bloc_names

# Beyond so many columns a grid cannot be read.
COLUMNS = 7
SILENT = "No verb of saying was found here."


def blocs(chapter: Chapter) -> Display:
    """Show how many sentences and words each group of speakers is given."""
    said = source_sentences(chapter).drop_nulls("bloc")
    if not said.height:
        return show_text(NO_SPEECH)
    groups = said["bloc"].unique().sort().to_list()
    laid = said.with_columns(
        (pl.col("words") * (pl.col("bloc") == bloc)).alias(bloc) for bloc in groups
    )
    p = chapter.parameters
    drawn = bootstrap_ratios(
        laid,
        ratios={bloc: (bloc, "words") for bloc in groups},
        **p.resampling,
    ).select(pl.col("ratio").alias("bloc"), "low", "high")
    shown = said.group_by("bloc", maintain_order=True).agg(places())
    table = (
        join_in_order(words_by(said), drawn, on="bloc", how="inner")
        .pipe(join_in_order, shown, on="bloc", how="inner")
        .with_columns(group=pl.col("bloc").replace(bloc_names(chapter)))
    )
    told = [f"{row['group']} {percent(row['share'])}" for row in table.iter_rows(named=True)]
    figure = chapter.figure(
        partial(
            figures.dots,
            label="group",
            value="share",
            low="low",
            high="high",
            percent=True,
            xlabel="share of the words passed on",
        ),
        table.drop("places"),
        name="blocs-shares",
        caption="Words passed on, by group of speakers, with "
        f"{exact_percent(p.confidence)} intervals; most come from {table['group'][0]}.",
        alt=f"Dots from the most to the least heard group: {listing(told)}.",
        height=0.9 + 0.32 * table.height,
    )
    return together(
        figure,
        chapter.table(
            table,
            name="blocs",
            caption="Sentences and words passed on, by group of speakers.",
            labels={
                "group": "group",
                "sentences": "sentences",
                "words": "words",
                "share": "share of all words, % [interval]",
                "places": "such as",
            },
            formats={"share": points, "places": link_places},
            intervals={"share": ("low", "high")},
        ),
    )


def bloc_grid(chapter: Chapter) -> Display:
    """Show which groups are heard in which article, or outlet where there are many."""
    by = "document" if chapter.documents.height <= COLUMNS else "outlet"
    said = source_sentences(chapter).drop_nulls(["bloc", by])
    if not said.height:
        return show_text(NO_SPEECH)
    counted = words_by(said, by=[by])
    whole = words_by(said)["bloc"].to_list()
    heads = (
        chapter.documents["document"].to_list()
        if by == "document"
        else counted.group_by(by).agg(pl.col("n").max()).sort("n", by, descending=[True, False])[by]
    )
    heads = [head for head in heads if head in set(counted[by])][:COLUMNS]
    rank = {bloc: place for place, bloc in enumerate(whole)}
    columns = {head: place for place, head in enumerate(heads)}
    cells = (
        pl.DataFrame({"bloc": whole})
        .join(pl.DataFrame({by: heads}), how="cross")
        .join(counted, on=["bloc", by], how="left")
        .sort(pl.col("bloc").replace_strict(rank), pl.col(by).replace_strict(columns))
        .with_columns(group=pl.col("bloc").replace(bloc_names(chapter)))
    )
    most = cells.drop_nulls("share").sort("share", by, descending=[True, False])
    told = [
        f"{row[by]}: {row['group']} {percent(row['share'])}"
        for row in most.unique(by, keep="first", maintain_order=True).iter_rows(named=True)
    ]
    what = {"document": "article", "outlet": "outlet"}[by]
    return chapter.figure(
        partial(figures.tiles, row="group", column=by, value="share"),
        cells,
        name="bloc-grid",
        caption=f"Percentage of the words passed on in each {what} that each group is given; "
        "darker is more, an empty cell is none.",
        alt=f"A grid of groups and {what}s. The most heard group in each: {'; '.join(told)}.",
        height=1.2 + 0.36 * len(whole),
    )


def speakers(chapter: Chapter) -> Display:
    """Show who is heard, how often and in which articles."""
    if not source_sentences(chapter).height:
        return show_text(NO_SPEECH)
    table = (
        source_sentences(chapter)
        .group_by(pl.col("speaker").fill_null("(not found)"), "bloc", maintain_order=True)
        .agg(
            places(),
            sentences=pl.len(),
            quoted=(pl.col("voice") == "quote").mean(),
            documents=pl.col("document").n_unique(),
        )
        .sort("sentences", "speaker", "bloc", descending=[True, False, False])
        .with_columns(pl.col("bloc").replace(bloc_names(chapter)))
    )
    return chapter.table(
        table,
        name="speakers",
        caption=f"All {count(table.height, 'speaker')}, by the number of sentences passed on.",
        labels={
            "speaker": "speaker",
            "bloc": "group",
            "sentences": "sentences",
            "quoted": "in quotation, %",
            "documents": "articles",
            "places": "such as",
        },
        formats={"quoted": points, "places": link_places},
        rows=30,
    )


def reporting_verbs(chapter: Chapter) -> Display:
    """Show the verbs of saying by class."""
    if not source_sentences(chapter).drop_nulls("verb").height:
        return show_text(SILENT)
    table = (
        source_sentences(chapter)
        .drop_nulls("verb")
        .group_by("verb_class", "verb", maintain_order=True)
        .agg(places(1), n=pl.len())
        .sort("n", "verb", descending=[True, False])
        .group_by("verb_class", maintain_order=True)
        .agg(
            sentences=pl.col("n").sum(),
            verbs=pl.format("{} ({})", "verb", "n").head(8).str.join(", "),
            places=pl.col("places").list.first().head(5),
        )
        .sort("sentences", "verb_class", descending=[True, False])
    )
    total = int(table["sentences"].sum())
    return chapter.table(
        table,
        name="reporting-verbs",
        caption=f"Verbs of saying in {count(total, 'sentence')}, by class, most frequent first.",
        labels={
            "verb_class": "class",
            "sentences": "sentences",
            "verbs": "verbs (sentences)",
            "places": "such as",
        },
        formats={"places": link_places},
    )


def verbs_by_bloc(chapter: Chapter) -> Display:
    """Show with which class of verbs the speech of each group is introduced."""
    said = source_sentences(chapter).drop_nulls(["verb_class", "bloc"])
    if not said.height:
        return show_text(SILENT)
    table = (
        said.group_by("bloc", "verb_class")
        .agg(n=pl.len().cast(pl.Int64))
        .with_columns(
            group_size=pl.col("n").sum().over("bloc"),
            class_size=pl.col("n").sum().over("verb_class"),
        )
        .with_columns(
            share=pl.col("n") / pl.col("group_size"),
            group=pl.format(
                "{} ({})", pl.col("bloc").replace(bloc_names(chapter)), pl.col("group_size")
            ),
        )
        .sort(
            "group_size", "bloc", "class_size", "verb_class", descending=[True, False, True, False]
        )
    )
    told = [
        f"{group}: "
        + ", ".join(f"{row['verb_class']} {percent(row['share'])}" for row in part.to_dicts())
        for (group,), part in table.group_by("group", maintain_order=True)
    ]
    return chapter.figure(
        partial(figures.tiles, row="group", column="verb_class", value="share"),
        table,
        name="verbs-by-bloc",
        caption="Classes of the verbs that introduce each group's speech, in percent of the "
        "sentences with such a verb (in brackets); an empty cell is none.",
        alt=f"A grid of groups and classes of verbs. {'; '.join(told)}.",
        height=1.0 + 0.36 * table["group"].n_unique(),
    )
