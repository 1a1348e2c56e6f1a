"""Tables and figures of the chapter on voices."""

from functools import partial

import polars as pl

from helpers.book import figures
from helpers.book.chapter import Chapter
from helpers.book.claims.voices import spoken
from helpers.book.present import Shown
from helpers.book.wording import count, listing, number, percent
from helpers.corpus.scarequotes import scare_quotes
from helpers.measures.framing.speakers import words_by

PARTS = {"narrator": "narrator", "indirect": "paraphrase", "quote": "quotation"}


def voices_by_document(chapter: Chapter) -> Shown:
    """Show the share of each voice in each article."""
    table = (
        spoken(chapter)
        .group_by("document", maintain_order=True)
        .agg(
            pl.len().alias("sentences"),
            *((pl.col("voice") == voice).mean().alias(voice) for voice in PARTS),
        )
    )
    most = [
        f"{row['document']}: "
        + ", ".join(f"{words} {percent(row[v])}" for v, words in PARTS.items())
        for row in table.iter_rows(named=True)
    ]
    return chapter.figure(
        partial(figures.shares, label="document", parts=PARTS, xlabel="share of sentences"),
        table,
        name="voices",
        caption="Who says the sentences of each article.",
        alt=f"One bar for each of {count(table.height, 'article')}. {'; '.join(most[:12])}.",
        height=1.2 + 0.5 * table.height,
    )


def blocs(chapter: Chapter) -> Shown:
    """Show how many sentences and words each group of speakers is given."""
    table = words_by(_passed_on(chapter).drop_nulls("bloc")).with_columns(
        pl.col("bloc").replace(chapter.tables.bloc_labels)
    )
    first = table["bloc"].to_list()[0] if table.height else "nobody"
    return chapter.table(
        table,
        name="blocs",
        caption=f"Words passed on, by group of speakers; most come from {first}.",
        labels={
            "bloc": "group",
            "sentences": "sentences",
            "words": "words",
            "share": "of all words",
        },
        formats={"share": percent},
    )


def speakers(chapter: Chapter) -> Shown:
    """Show who is heard, how often and in which articles."""
    table = (
        _passed_on(chapter)
        .group_by(pl.col("speaker").fill_null("(not found)"), "bloc")
        .agg(
            sentences=pl.len(),
            quoted=(pl.col("voice") == "quote").mean(),
            documents=pl.col("document").n_unique(),
        )
        .sort("sentences", "speaker", descending=[True, False])
        .with_columns(pl.col("bloc").replace(chapter.tables.bloc_labels))
    )
    return chapter.table(
        table,
        name="speakers",
        caption=f"All {count(table.height, 'speaker')}, by the number of sentences passed on.",
        labels={
            "speaker": "speaker",
            "bloc": "group",
            "sentences": "sentences",
            "quoted": "in quotation",
            "documents": "articles",
        },
        formats={"quoted": percent},
        rows=30,
    )


def reporting_verbs(chapter: Chapter) -> Shown:
    """Show the verbs of saying by class and by the speaker's group."""
    table = (
        _passed_on(chapter)
        .drop_nulls("verb")
        .group_by("verb_class", "verb")
        .agg(n=pl.len())
        .sort("n", "verb", descending=[True, False])
        .group_by("verb_class", maintain_order=True)
        .agg(
            sentences=pl.col("n").sum(),
            verbs=pl.format("{} ({})", "verb", "n").head(8).str.join(", "),
        )
        .sort("sentences", "verb_class", descending=[True, False])
    )
    total = int(table["sentences"].sum())
    return chapter.table(
        table,
        name="reporting-verbs",
        caption=f"Verbs of saying in {count(total, 'sentence')}, by class, most frequent first.",
        labels={"verb_class": "class", "sentences": "sentences", "verbs": "verbs (sentences)"},
    )


def scare_quoted(chapter: Chapter) -> Shown:
    """Show the short quotations that nobody is said to have said."""
    found = scare_quotes(
        chapter.sentences.filter(pl.col("kind") != "boilerplate"), chapter.tables.speech
    )
    table = found.join(
        chapter.sentences.select("document", "sentence", "voice"),
        on=["document", "sentence"],
        how="left",
        maintain_order="left",
    ).select("document", "sentence", "voice", "text")
    phrases = table["text"].str.to_lowercase().value_counts(sort=True, name="n").head(3)
    often = listing([f"{text} ({number(n, 0)})" for text, n in phrases.iter_rows()])
    return chapter.table(
        table,
        name="scare-quotes",
        caption=f"{count(table.height, 'short phrase')} in quotation marks"
        + (f"; most often {often}." if often else "."),
        labels={"text": "phrase", "voice": "voice", "document": "article", "sentence": "sentence"},
        rows=chapter.parameters.top_n,
    )


def _passed_on(chapter: Chapter) -> pl.DataFrame:
    return spoken(chapter).filter(pl.col("attributed") == 1)
