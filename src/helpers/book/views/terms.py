"""Tables and figures of the chapter on words."""

from functools import partial

import polars as pl

from helpers.book import figures
from helpers.book.chapter import Chapter
from helpers.book.claims.terms import counted, ranked
from helpers.book.present import Shown, show_text
from helpers.book.wording import count, listing, number, percent
from helpers.measures.terms.collocation import collocates
from helpers.measures.terms.concordance import concordance
from helpers.measures.terms.dispersion import dispersion
from helpers.measures.terms.diversity import diversity
from helpers.measures.terms.frequency import frequency, vocabulary
from helpers.measures.terms.keyness import found
from helpers.measures.terms.keywords import keywords_of_each
from helpers.measures.terms.ngrams import ngrams


def frequent(chapter: Chapter) -> Shown:
    """Show the rates of the most frequent content words."""
    table = ranked(chapter).head(chapter.parameters.top_n)
    told = [
        f"{row['term']} {number(row['rate'], 1)}" for row in table.head(6).iter_rows(named=True)
    ]
    return chapter.figure(
        partial(figures.dots, label="term", value="rate", xlabel="times in a thousand words"),
        table,
        name="frequent",
        caption=f"The {count(table.height, 'most frequent content word')}.",
        alt=f"Dots from the most frequent word down: {listing(told)} in a thousand words.",
        height=0.8 + 0.26 * table.height,
    )


def frequency_table(chapter: Chapter) -> Shown:
    """Show counts, range and dispersion."""
    spread = dispersion(counted(chapter), term="term").select("term", "dp", "dp_norm")
    table = ranked(chapter).join(spread, on="term", how="left", maintain_order="left")
    return chapter.table(
        table,
        name="frequencies",
        caption="Content words: how often, in how many articles, how evenly.",
        labels={
            "term": "word",
            "count": "times",
            "rate": "per thousand",
            "documents": "articles",
            "dp": "DP",
            "dp_norm": "DP, normalised",
        },
        formats={"rate": lambda value: number(value, 1)},
        rows=chapter.parameters.top_n,
    )


def bigrams(chapter: Chapter) -> Shown:
    """Show the most frequent pairs of neighbouring words."""
    table = frequency(
        ngrams(chapter.tokens, n=2),
        stopwords=chapter.stop_words,
        minimum=chapter.parameters.min_frequency,
    )
    return chapter.table(
        table,
        name="bigrams",
        caption="Neighbouring words that begin and end with a content word, most frequent first.",
        labels={"term": "words", "count": "times", "documents": "articles"},
        rows=chapter.parameters.top_n,
    )


def _keywords(chapter: Chapter) -> pl.DataFrame:
    by = chapter.parameters.compare
    words = counted(chapter).drop_nulls(by)
    if words[by].n_unique() < 2:
        return pl.DataFrame()
    return keywords_of_each(
        words,
        by=by,
        term="term",
        minimum=chapter.parameters.min_frequency,
        stopwords=chapter.stop_words,
        alpha=1 - chapter.parameters.confidence,
    )


def keywords(chapter: Chapter) -> Shown:
    """Show the words that a corrected comparison leaves as key."""
    table = _keywords(chapter)
    by = chapter.parameters.compare
    if not table.height:
        return show_text(f"There are no two groups by {by} to compare in this selection.")
    kept = table.filter(pl.col("conservative_log_ratio") != 0)
    return chapter.table(
        kept,
        name="keywords",
        caption=f"Words of one {by} that differ from all others after correction for "
        f"{count(table['tests'].to_list()[0], 'test')}.",
        labels={
            by: by,
            "term": "word",
            "target_count": "times here",
            "reference_count": "elsewhere",
            "log_ratio": "log ratio [interval]",
            "conservative_log_ratio": "conservative log ratio",
            "g2": "G²",
        },
        formats={"g2": lambda value: number(value, 1)},
        intervals={"log_ratio": ("log_ratio_low", "log_ratio_high")},
        rows=chapter.parameters.top_n,
    )


def keyword_counts(chapter: Chapter) -> Shown:
    """Show how many keywords each way of correcting leaves."""
    table = _keywords(chapter)
    if not table.height:
        return show_text("Without groups nothing is corrected for.")
    words = {
        "tested": "comparisons",
        "uncorrected": "pass without correction",
        "holm": "pass after Holm",
        "bonferroni": "pass after Bonferroni",
        "conservative": "have a conservative log ratio other than zero",
    }
    counts = found(table, alpha=1 - chapter.parameters.confidence)
    return chapter.table(
        pl.DataFrame(
            {"what": [words[key] for key in words], "words": [counts[key] for key in words]}
        ),
        name="keyword-counts",
        caption="What correction leaves of the keywords.",
        labels={"what": "", "words": "words"},
    )


def node(chapter: Chapter) -> str:
    """The word that is looked at: the parameter, or the most frequent content word."""
    if chapter.parameters.node:
        return chapter.parameters.node
    words = ranked(chapter)["term"].to_list()
    return words[0] if words else ""


def collocates_of_node(chapter: Chapter) -> Shown:
    """Show the words that keep company with the node."""
    word = node(chapter)
    table = collocates(
        counted(chapter),
        word,
        term="term",
        span=chapter.parameters.window,
        minimum=chapter.parameters.min_frequency,
        stopwords=chapter.stop_words,
    )
    return chapter.table(
        table,
        name="collocates",
        caption=f"Words within {chapter.parameters.window} of “{word}”, the most attracted first.",
        labels={
            "collocate": "word",
            "count": "near",
            "expected": "expected",
            "left": "left",
            "right": "right",
            "log_dice": "logDice",
            "g2": "G²",
            "npmi": "NPMI",
        },
        formats={"expected": lambda value: number(value, 1), "g2": lambda value: number(value, 1)},
        rows=chapter.parameters.top_n,
    )


def node_in_texts(chapter: Chapter) -> Shown:
    """Show where in each article the node stands."""
    word = node(chapter)
    lengths = chapter.tables.texts.select("document", size=pl.col("text").str.len_chars())
    places = (
        counted(chapter)
        .filter(pl.col("term") == word)
        .join(lengths, on="document")
        .select("document", position=pl.col("start") / pl.col("size"))
    )
    shown = chapter.documents.select("document").head(20)
    table = shown.join(places, on="document", how="left", maintain_order="left_right")
    counts = table.group_by("document", maintain_order=True).agg(n=pl.col("position").count())
    told = [f"{row['document']} {number(row['n'], 0)}" for row in counts.iter_rows(named=True)]
    return chapter.figure(
        partial(
            figures.strip, label="document", position="position", xlabel="place in the article"
        ),
        table,
        name="node-in-texts",
        caption=f"Where “{word}” stands in each article.",
        alt=f"A tick for each occurrence of “{word}”: {listing(told[:12])}.",
        height=0.8 + 0.32 * shown.height,
    )


def concordance_of_node(chapter: Chapter) -> Shown:
    """Show the lines of the node."""
    word = node(chapter)
    if not word:
        return show_text("There is no content word to show in context.")
    table = concordance(counted(chapter), chapter.tables.texts, word, term="term", sort="right")
    return chapter.table(
        table,
        name="concordance",
        caption=f"“{word}” in context, sorted by what follows.",
        labels={
            "left": "before",
            "match": "word",
            "right": "after",
            "document": "article",
            "sentence": "sentence",
        },
        rows=chapter.parameters.top_n,
    )


def vocabulary_table(chapter: Chapter) -> Shown:
    """Show the size and diversity of each article's vocabulary."""
    words = counted(chapter)
    sizes = vocabulary(words, term="term").drop("hapax_share")
    measures = diversity(words, term="term", confidence=chapter.parameters.confidence)
    wide = measures.filter(pl.col("measure").is_in(["ttr", "mattr", "mtld", "hdd"])).pivot(
        "measure",
        on_columns=["ttr", "mattr", "mtld", "hdd"],
        index="document",
        values=["value", "low", "high"],
    )
    table = (
        chapter.documents.select("document")
        .join(sizes, on="document", how="inner", maintain_order="left")
        .join(wide, on="document", how="left", maintain_order="left")
    )
    return chapter.table(
        table,
        name="vocabulary",
        caption=f"Size and diversity of each article's vocabulary, with "
        f"{percent(chapter.parameters.confidence)} intervals.",
        labels={
            "document": "article",
            "tokens": "words",
            "types": "types",
            "hapaxes": "hapaxes",
            "value_ttr": "type-token ratio",
            "value_mattr": "MATTR",
            "value_mtld": "MTLD",
            "value_hdd": "HD-D",
        },
        formats={"value_mtld": lambda value: number(value, 0)},
        intervals={
            "value_mattr": ("low_mattr", "high_mattr"),
            "value_mtld": ("low_mtld", "high_mtld"),
            "value_hdd": ("low_hdd", "high_hdd"),
        },
        rows=30,
    )
