"""Tables and figures of the chapter on words."""

from functools import partial

import polars as pl
from markupsafe import Markup

from helpers.findings.terms import content_words
from helpers.findings.wording import count, exact_percent, listing, number
from helpers.measures.joins import join_in_order
from helpers.measures.terms.dispersion import dispersion
from helpers.measures.terms.diversity import diversity
from helpers.measures.terms.frequency import frequency, vocabulary, zipf
from helpers.measures.terms.ngrams import ngrams
from helpers.measures.terms.tfidf import tfidf
from helpers.measures.terms.trend import trend
from helpers.show import marks as figures
from helpers.show import marks_terms
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text
from helpers.study.selection import once
from helpers.views.lines import lines_of, term_link

# Lengths of a period, the better ones first, and how to write its first day. Periods shorter than a
# month hold little text.
PERIODS = {"1mo": "%b %Y", "1q": "%b %Y", "1y": "%Y", "1w": "%d %b %Y", "1d": "%d %b %Y"}
# As many lines as have colours of their own.
FOLLOWED = 4
DISTINCTIVE = 6
# As many ticks as can be told apart in a row of a figure.
TICKS = 600


def how_counted(chapter: Chapter) -> Display:
    """Say what counts as one word here."""
    apart = sorted(chapter.tables.acronyms)
    capitals = [f"“{word.upper()}” from “{word}”" for word in apart]
    form = {
        "surface": "Words are counted as they stand, in small letters: a plural, and a possessive "
        "(“Peter’s” beside “Peter”), is a word of its own.",
        "stem": "Words with the same stem are counted as one, plurals and possessives with them; "
        "the most frequent of them stands for all.",
    }[chapter.parameters.form]
    return show_text(
        f"{form} Apostrophes and hyphens of every shape are one, and initials are read without "
        "their full stops."
        + (f" Capitals tell {listing(capitals)}." if capitals else "")
        + " Function words count for the rates and are left out of the lists."
    )


def frequent(chapter: Chapter) -> Display:
    """Show the rates of the most frequent content words."""
    table = content_words(chapter).head(chapter.parameters.top_n)
    if not table.height:
        return show_text("No content word occurs in this selection.")
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


def frequency_table(chapter: Chapter) -> Display:
    """Show counts, range and all measures of dispersion."""
    measures = ["dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s"]
    spread = dispersion(chapter.words, term="term").select("term", *measures)
    table = join_in_order(content_words(chapter), spread, on="term")
    return chapter.table(
        table,
        name="frequencies",
        caption="Content words: how often, in how many articles, how evenly.",
        labels={
            "term": "word",
            "count": "times",
            "rate": "per 1,000 words",
            "documents": "articles",
            "dp": "DP",
            "dp_norm": "DPnorm",
            "juilland_d": "Juilland’s D",
            "carroll_d2": "Carroll’s D2",
            "rosengren_s": "Rosengren’s S",
        },
        formats={"rate": lambda value: number(value, 1), "term": term_link},
        rows=chapter.parameters.top_n,
    )


@once
def _runs(chapter: Chapter) -> pl.DataFrame:
    """Runs of two words and more, without those that stand in a longer one as often."""
    longest = chapter.parameters.ngram_words
    words = chapter.words.with_columns(token="term")
    tables = [
        frequency(
            ngrams(words, n=n),
            stopwords=chapter.stop_words,
            minimum=chapter.parameters.min_frequency,
        ).with_columns(words=pl.lit(n))
        for n in range(2, longest + 1)
    ]
    runs = pl.concat(tables)
    # "security council" need not stand beside "united nations security council" if it never stands
    # alone.
    held = {
        (part, times)
        for term, times in runs.select("term", "count").iter_rows()
        for part in _parts(term.split(" "))
    }
    within = [row in held for row in runs.select("term", "count").iter_rows()]
    return runs.filter(~pl.Series(within, dtype=pl.Boolean)).sort(
        "count", "term", descending=[True, False]
    )


def _parts(words: list[str]) -> list[str]:
    """List the shorter runs of two words and more in a run."""
    sizes = range(2, len(words))
    return [" ".join(words[k : k + n]) for n in sizes for k in range(len(words) - n + 1)]


def runs(chapter: Chapter) -> Display:
    """Show the most frequent runs of words."""
    return chapter.table(
        _runs(chapter),
        name="ngrams",
        caption=f"Runs of {number(2, 0)} to {number(chapter.parameters.ngram_words, 0)} words that "
        "begin and end with a content word, most frequent first; one that only stands within a "
        "longer one is left out. The rate is per 1,000 runs of the same length.",
        labels={
            "term": "words",
            "count": "times",
            "rate": "per 1,000 runs",
            "documents": "articles",
        },
        formats={"rate": lambda value: number(value, 2), "term": term_link},
        rows=chapter.parameters.top_n,
    )


def spread(chapter: Chapter) -> Display:
    """Show where in all texts the most frequent words stand."""
    terms = content_words(chapter).head(min(chapter.parameters.top_n, 12))["term"]
    if not terms.len():
        return show_text("There is no content word to look for.")
    lengths = (
        join_in_order(
            chapter.documents.select("document"), chapter.tables.texts, on="document", how="inner"
        )
        .select("document", size=pl.col("text").str.len_chars().cast(pl.Float64))
        .with_columns(before=pl.col("size").cum_sum() - pl.col("size"))
    )
    whole = lengths["size"].sum()
    found = (
        chapter.words.join(lengths, on="document")
        # Places closer than a tick is wide are drawn as one.
        .select(
            "term",
            place=((pl.col("before") + pl.col("start")) / whole * TICKS).round() / TICKS,
        )
        .unique()
        .sort("term", "place")
    )
    table = pl.DataFrame({"term": terms}).join(
        found, on="term", how="left", maintain_order="left_right"
    )
    several = 1 < lengths.height <= chapter.parameters.max_groups
    ends = ((lengths["before"] + lengths["size"]) / whole).to_list() if several else []
    named = [f"{k} {name}" for k, name in enumerate(lengths["document"], start=1)]
    texts = (
        f" The texts: {', '.join(named)}."
        if several
        else f" {count(lengths.height, 'text')}, end to end."
    )
    measures = dispersion(chapter.words, term="term").filter(pl.col("term").is_in(terms.implode()))
    told = [f"{term} in {number(n, 0)}" for term, n in measures.select("term", "range").rows()]
    return chapter.figure(
        partial(marks_terms.places, ends=ends, xlabel="place in the texts"),
        table,
        name="places",
        caption="Where the most frequent content words stand, the texts in order of publication."
        + texts,
        alt=f"A line of ticks for each word. Number of articles that have it: {listing(told)}.",
        height=0.9 + 0.3 * terms.len(),
    )


def zipf_plot(chapter: Chapter) -> Display:
    """Show how fast frequency falls with rank."""
    counted = frequency(chapter.words, term="term")
    table = zipf(counted)
    if table.height < 3:
        return show_text("With fewer than three different words there is no curve of frequencies.")
    ranks = {1} | {round(1.12**step) for step in range(200)} | {table.height}
    half = table.filter(pl.col("coverage") >= 0.5)["rank"][0]
    once = table.filter(pl.col("count") == 1).height
    named = table.filter(pl.col("rank").is_in([1, 4, 16, 64, 256]))
    steps = [
        f"{count(row['count'], 'time')} at rank {number(row['rank'], 0)} (“{row['term']}”)"
        for row in named.to_dicts()[1:]
    ]
    chapter.publish(table, "zipf-all")
    return chapter.figure(
        partial(marks_terms.zipf_curve, labels=named),
        table.filter(pl.col("rank").is_in(list(ranks))),
        name="zipf",
        caption=f"How often words occur, by rank, function words included. "
        f"{count(half, 'word')} of {number(table.height, 0)} different ones make up half of the "
        f"text; {number(once, 0)} occur once. The dashed line is what Zipf’s law would have.",
        alt=f"A falling curve from “{table['term'][0]}”, {count(table['count'][0], 'time')}, "
        f"beside a straight line that begins at {number(table['expected'][0], 0)}. It falls to "
        f"{listing([*steps, f'once for {number(once, 0)} words'])}.",
        height=3.2,
    )


def over_time(chapter: Chapter) -> Display:
    """Show the rates of the most frequent words from period to period."""
    days = chapter.documents["published"].drop_nulls()
    fitting = [every for every in PERIODS if 2 <= days.dt.truncate(every).n_unique() <= 12]
    terms = content_words(chapter).head(FOLLOWED)["term"].to_list()
    if not fitting or not terms:
        dated = f"{number(days.len(), 0)} of {count(chapter.documents.height, 'article')} dated"
        return show_text(
            f"Nothing can be said over time: there are no two periods to compare ({dated})."
        )
    every = fitting[0]
    table = trend(
        chapter.words,
        chapter.documents,
        terms,
        term="term",
        every=every,
        confidence=chapter.parameters.confidence,
    ).drop_nulls("period")
    order = {term: place for place, term in enumerate(terms)}
    starts = table["period"].unique().sort()
    table = table.with_columns(
        step=pl.col("period").rank("dense").cast(pl.Int64) - 1,
        order=pl.col("term").replace_strict(order, return_dtype=pl.Int64),
    ).sort("order", "period")
    periods = [day.strftime(PERIODS[every]) for day in starts]
    if len(periods) < 2:
        return show_text("Only one period has words in this selection: nothing changes over time.")
    ends = [
        f"{term} from {number(part['rate'][0], 1)} to {number(part['rate'][-1], 1)}"
        for (term,), part in table.group_by("term", maintain_order=True)
    ]
    undated = chapter.documents.height - days.len()
    absent = f"; {count(undated, 'undated article')} left out too" if undated else ""
    texts = table["documents"].to_list()
    least, most = number(min(texts), 0), count(max(texts), "article")
    return chapter.figure(
        partial(marks_terms.over_time, periods=periods, ylabel="times in a thousand words"),
        table.drop("order"),
        name="over-time",
        caption=f"The {count(len(terms), 'most frequent content word')} over time, with "
        f"{exact_percent(chapter.parameters.confidence)} Poisson intervals; periods without text "
        f"are left out{absent}. A period holds {least} to {most}: a change may come with the "
        "articles rather than with the use of a word.",
        alt=f"Lines from {periods[0]} to {periods[-1]}: {listing(ends)} in a thousand words.",
        height=3.2,
    )


@once
def _distinctive(chapter: Chapter) -> pl.DataFrame | None:
    parts = chapter.words["document"].n_unique()
    if not 2 < parts <= chapter.parameters.max_groups:
        return None
    return tfidf(chapter.words, term="term", stopwords=chapter.stop_words).filter(
        (pl.col("tfidf") > 0) & (pl.col("count") > 1)
    )


def distinctive(chapter: Chapter) -> Display:
    """Show the words with the highest tf-idf of each article, where that says something."""
    table = _distinctive(chapter)
    if table is None:
        return show_text(
            "tf · ln(N / df) weighs a word of an article by its rarity in the others. It is shown "
            f"for three to {number(chapter.parameters.max_groups, 0)} articles; this selection "
            f"has {number(chapter.words['document'].n_unique(), 0)}."
        )
    weight = pl.col("tfidf").map_elements(lambda tfidf: number(tfidf, 1), return_dtype=pl.String)
    rows = (
        table.group_by("document", maintain_order=True)
        .head(DISTINCTIVE)
        .group_by("document", maintain_order=True)
        .agg(
            words=pl.col("term").str.join("; "),
            weights=pl.format("{} ({} in {})", weight, "count", "df").str.join("; "),
            weighed=pl.format("{}\t{} ({} in {})", "term", weight, "count", "df").str.join("; "),
        )
    )
    shown = join_in_order(chapter.documents.select("document"), rows, on="document", how="inner")
    formula = table["formula"][0] if table.height else "tf · ln(N / df)"
    return chapter.table(
        shown,
        name="distinctive",
        caption=f"Words of each article with the highest {formula}: tf is how often the article "
        "has the word, df how many of the N articles have it. Words that occur once are left out.",
        full_table=shown.drop("weighed"),
        labels={
            "document": "article",
            "weighed": "words, each with its weight (tf in df articles)",
        },
        formats={"weighed": _linked},
    )


def _linked(weighed: str) -> Markup:
    """Link each word and write its weight behind it; a word holds no white space but spaces."""
    pairs = [pair.split("\t") for pair in weighed.split("; ")]
    return Markup(", ").join(term_link(term) + f" {weight}" for term, weight in pairs)


def vocabulary_table(chapter: Chapter) -> Display:
    """Show the size and diversity of each article's vocabulary."""
    words = chapter.words
    few = chapter.documents.height <= chapter.parameters.max_groups
    level = chapter.parameters.confidence if few else None
    sizes = vocabulary(words, term="term").drop("hapax_share")
    measures = diversity(words, term="term", confidence=level)
    kinds = ["ttr", "mattr", "mtld", "hdd"]
    wide = measures.filter(pl.col("measure").is_in(kinds)).pivot(
        "measure", on_columns=kinds, index="document", values=["value", "low", "high"]
    )
    table = join_in_order(
        chapter.documents.select("document"), sizes, on="document", how="inner"
    ).pipe(join_in_order, wide, on="document")
    said = (
        f"with {exact_percent(chapter.parameters.confidence)} intervals"
        if few
        else f"without intervals, as there are more than {chapter.parameters.max_groups} articles"
    )
    return chapter.table(
        table,
        name="vocabulary",
        caption=f"Size and diversity of each article's vocabulary, {said}.",
        labels={
            "document": "article",
            "tokens": "words",
            "types": "types",
            "hapaxes": "hapaxes",
            "value_ttr": "type-token ratio",
            "value_mattr": "MATTR",
            "value_mtld": "MTLD, words",
            "value_hdd": "HD-D",
        },
        formats={"value_mtld": lambda value: number(value, 0)},
        intervals={f"value_{kind}": (f"low_{kind}", f"high_{kind}") for kind in kinds[1:]},
        rows=30,
    )


def concordance(chapter: Chapter) -> Display:
    """Show some lines of every word in this page's tables."""
    terms = content_words(chapter)["term"].head(chapter.parameters.top_n).to_list()
    terms += _runs(chapter)["term"].head(chapter.parameters.top_n).to_list()
    table = _distinctive(chapter)
    if table is not None:
        heads = table.group_by("document", maintain_order=True).head(DISTINCTIVE)
        terms += heads["term"].to_list()
    return lines_of(chapter, terms)
