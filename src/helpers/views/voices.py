"""Who says the sentences: the journalists, their sources, and nobody in particular."""

from functools import partial

import polars as pl

from helpers.corpus.voices.scare_quotes import scare_quotes
from helpers.findings.nothing_here import NO_SPEECH
from helpers.findings.voices import source_sentences, voiced_sentences
from helpers.findings.wording import count, exact_percent, listing, number, percent, points
from helpers.measures.framing.speakers import unnamed_sources
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import wilson_interval
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text, together
from helpers.show.sentences import link_places, places
from helpers.study.voices import VOICE_NAMES, voice_name

PARTS = {voice: VOICE_NAMES[voice] for voice in ("narrator", "indirect", "quote")}
# Beyond so many bars a figure cannot be read.
BARS = 20


def voices_by_document(chapter: Chapter) -> Display:
    """Show the share of each voice in each article, or in each outlet where there are many."""
    counted = {voice: (pl.col("voice") == voice).mean() for voice in PARTS}
    by = _grouping(chapter)
    whole = (
        voiced_sentences(chapter)
        .group_by("document", "outlet", maintain_order=True)
        .agg(pl.len().alias("sentences"), **counted)
    )
    table = whole
    if by == "outlet":
        table = _heaviest(
            voiced_sentences(chapter)
            .drop_nulls("outlet")
            .group_by("outlet")
            .agg(sentences=pl.len(), **counted)
        )
    told = [
        f"{row[by]}: " + ", ".join(f"{words} {percent(row[v])}" for v, words in PARTS.items())
        for row in table.iter_rows(named=True)
    ]
    what = {"document": "article", "outlet": "outlet"}[by]
    return chapter.figure(
        partial(figures.shares, label=by, parts=PARTS, xlabel="share of sentences"),
        table,
        name="voices",
        caption=f"Who says the sentences of each {what}{_cut(chapter, by, table)}.",
        alt=f"One bar for each of {count(table.height, what)}. {'; '.join(told[:12])}.",
        height=1.2 + 0.5 * table.height,
        full_table=whole,
    )


def unattributed_claims(chapter: Chapter) -> Display:
    """Show how much of what each article passes on has no named source."""
    said = voiced_sentences(chapter)
    if not source_sentences(chapter).height:
        return show_text(NO_SPEECH)
    book = chapter.tables.codebook
    names = [name.lower() for name in book.unnamed]
    speaker = pl.col("speaker").str.strip_chars()
    lacking = speaker.is_null() | (speaker == "") | speaker.str.to_lowercase().is_in(names)
    shown = (
        source_sentences(chapter)
        .filter(lacking)
        .group_by("document", maintain_order=True)
        .agg(places())
    )

    def shares(by: str) -> pl.DataFrame:
        counted = unnamed_sources(said.drop_nulls(by), book, by=[by]).drop("share")
        return wilson_interval(counted, hits="unnamed", n="n", level=chapter.parameters.confidence)

    whole = join_in_order(shares("document"), shown, on="document")
    order = chapter.documents.select("document", "outlet").with_row_index("place")
    whole = whole.join(order, on="document").sort("place").drop("place")
    by = _grouping(chapter)
    drawn = whole if by == "document" else _heaviest(shares("outlet"), size="n")
    total = unnamed_sources(said, book).row(0, named=True)
    told = [
        f"{row[by]} {percent(row['share'])} ({number(row['unnamed'], 0)} of "
        f"{count(row['n'], 'sentence')})"
        for row in drawn.iter_rows(named=True)
    ]
    what = {"document": "article", "outlet": "outlet"}[by]
    figure = chapter.figure(
        partial(
            figures.dots,
            label=by,
            value="share",
            low="low",
            high="high",
            percent=True,
            xlabel="share of the sentences passed on",
        ),
        drawn.drop("places", strict=False),
        name="unattributed-shares",
        caption=f"Passed-on sentences without a named source, by {what}"
        f"{_cut(chapter, by, drawn)}, with {exact_percent(chapter.parameters.confidence)} Wilson "
        f"intervals; in all {percent(total['share'])}.",
        alt=f"Dots for each {what}: {listing(told[:12])}.",
        height=0.9 + 0.34 * drawn.height,
    )
    return together(
        figure,
        chapter.table(
            whole,
            name="unattributed",
            caption="Passed-on sentences without a named source: "
            f"{listing([f'“{name}”' for name in book.unnamed] + ['no speaker found'])}.",
            labels={
                "document": "article",
                "unnamed": "unnamed, sentences",
                "n": "passed on, sentences",
                "share": "share unnamed, % [interval]",
                "places": "such as",
            },
            formats={"share": points, "places": link_places},
            intervals={"share": ("low", "high")},
            rows=BARS,
        ),
    )


def scare_quoted(chapter: Chapter) -> Display:
    """Show the short quotations that nobody is said to have said."""
    found = scare_quotes(chapter.sentences, chapter.tables.speech)
    table = join_in_order(found, chapter.sentences.select(*KEYS, "voice")).select(
        "document", "sentence", "voice", "text"
    )
    phrases = table["text"].str.to_lowercase().value_counts(name="n")
    often = listing(
        [
            f"{text} ({number(n, 0)})"
            for text, n in phrases.sort("n", "text", descending=[True, False]).head(3).iter_rows()
        ]
    )
    return chapter.table(
        table,
        name="scare-quotes",
        caption=f"{count(table.height, 'short phrase')} in quotation marks"
        + (f"; most often {often}." if often else "."),
        labels={"text": "phrase", "voice": "voice", "document": "article", "sentence": "sentence"},
        formats={"voice": voice_name},
        rows=chapter.parameters.top_n,
    )


def _grouping(chapter: Chapter) -> str:
    """Set articles apart, or outlets where the articles are too many and the outlets known."""
    known = chapter.documents["outlet"].null_count() < chapter.documents.height
    return "outlet" if chapter.documents.height > BARS and known else "document"


def _heaviest(table: pl.DataFrame, size: str = "sentences") -> pl.DataFrame:
    return table.sort(size, "outlet", descending=[True, False]).head(BARS)


def _cut(chapter: Chapter, by: str, shown: pl.DataFrame) -> str:
    left = chapter.documents[by].drop_nulls().n_unique() - shown.height
    return f" (the {number(shown.height, 0)} with most sentences)" if left > 0 else ""
