"""Tables and figures of the chapter on the company of words."""

from functools import partial

import polars as pl
from markupsafe import Markup

from helpers.findings.company import near, node, places, strength
from helpers.findings.nothing_here import NO_CONTENT_WORD
from helpers.findings.terms import content_words
from helpers.findings.wording import count, exact_percent, interval, listing, number
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_mean
from helpers.measures.terms.context import terms_with_labels, terms_with_scores
from helpers.measures.terms.contingency import holm, p_value
from helpers.measures.terms.pairs import cooccurrences
from helpers.show import marks as figures
from helpers.show import marks_terms
from helpers.show.chapter import Chapter
from helpers.show.html import Display, fold, show_text, together
from helpers.study.selection import once
from helpers.study.tones import INSTRUMENTS
from helpers.views.lines import as_list, lines_of, term_link

# More words than these around one could not be told apart on a narrow page.
DRAWN = 10
TICKED = 20
PER_FRAME = 6
COLUMNS = {
    "collocate": "word",
    "count": "near, times",
    "expected": "expected, times",
    "left": "left, times",
    "right": "right, times",
    "g2": "G²",
    "pmi": "PMI",
    "npmi": "NPMI",
    "log_dice": "logDice",
    "t_score": "t",
}
FORMATS = {
    "collocate": term_link,
    "term": term_link,
    "expected": lambda value: number(value, 1),
    "g2": lambda value: number(value, 1),
}


def _attracted(chapter: Chapter, span: int | None) -> pl.DataFrame:
    table = near(chapter, span)
    return table.filter(pl.col("count") > pl.col("expected"))


@once
def _company(chapter: Chapter) -> pl.DataFrame:
    return _attracted(chapter, chapter.parameters.window)


@once
def _in_sentences(chapter: Chapter) -> pl.DataFrame:
    return _attracted(chapter, None)


def network(chapter: Chapter) -> Display:
    """Draw the node among its strongest collocates."""
    word, window = node(chapter), chapter.parameters.window
    if not word:
        return show_text(NO_CONTENT_WORD)
    table = _company(chapter).head(DRAWN)
    if table.height < 2:
        return show_text(f"Fewer than two words keep company with “{word}”: nothing to draw.")
    table = table.with_columns(strength=strength(table))
    chosen = table["collocate"].implode()
    links = cooccurrences(
        chapter.words.filter(pl.col("term").is_in(chosen)),
        term="term",
        minimum=chapter.parameters.min_frequency,
    )
    every = chapter.words.select(KEYS).n_unique()
    attracted = pl.col("count") * every > pl.col("first_count") * pl.col("second_count")
    # Unlike the other measures logDice does not ask for the number of all sentences, which the
    # words of this choice alone do not tell.
    strongest = links.filter(attracted).sort(
        "log_dice", "first", "second", descending=[True, False, False]
    )
    links = strongest.head(DRAWN).select("first", "second", "count", "log_dice")
    pairs = [f"{first} and {second}" for first, second, *_ in links.head(4).iter_rows()]
    near_it = [
        f"{name} ({count(times, 'time')} near, logDice {number(dice, 1)})"
        for name, times, dice in table.select("collocate", "count", "log_dice").iter_rows()
    ]
    chapter.publish(links, "network-links")
    return chapter.figure(
        partial(marks_terms.network, links=links, centre=word),
        table,
        name="network",
        caption=f"The {count(table.height, 'strongest collocate')} of “{word}” within "
        f"{count(window, 'word')}; the thicker the line, the higher the logDice. Dotted lines "
        "join collocates that share sentences more often than chance has it.",
        alt=f"“{word}” in the midst of {listing(near_it)}"
        + (f"; also together: {listing(pairs)}." if pairs else "."),
        height=3.4,
    )


def collocates_of_node(chapter: Chapter) -> Display:
    """Show the words near the node, and those in its sentences."""
    word, window = node(chapter), chapter.parameters.window
    if not word:
        return show_text(NO_CONTENT_WORD)
    least = chapter.parameters.min_frequency
    in_window = chapter.table(
        _company(chapter),
        name="collocates",
        caption=f"Words within {count(window, 'word')} of “{word}”, at least {count(least, 'time')}"
        ", the most attracted first by G².",
        labels=COLUMNS,
        formats=FORMATS,
        rows=chapter.parameters.top_n,
    )
    beside = {key: head for key, head in COLUMNS.items() if key not in ("left", "right")}
    beside["expected"] = "expected, sentences"
    in_sentence = chapter.table(
        _in_sentences(chapter),
        name="collocates-sentence",
        caption=f"Words in the sentences of “{word}”, by the number of sentences.",
        labels={**beside, "count": "sentences"},
        formats=FORMATS,
        rows=chapter.parameters.top_n,
    )
    return together(in_window, in_sentence)


def concordance_of_node(chapter: Chapter) -> Display:
    """Show the lines of the node, the first open, the others folded."""
    word = node(chapter)
    if not word:
        return show_text(NO_CONTENT_WORD)
    table = places(chapter)
    if not table.height:
        return show_text(f"“{word}” does not occur in this selection.")
    order = {
        "right": "sorted by the words after it",
        "left": "sorted by the words before it, the nearest first",
        "position": "in the order of the texts",
    }[chapter.parameters.context_sort]
    address = chapter.publish(table, "concordance")
    # As many as can be read; the table has all.
    shown, rest = table.head(3 * chapter.parameters.context_lines), 400
    first = show_text(f"“{word}” in context, {count(table.height, 'line')}, {order}.")
    opened = Display(as_list(shown), f"{count(shown.height, 'line')} of “{word}”")
    pieces = [first, opened]
    more = table.slice(shown.height, rest)
    if more.height:
        said = f"The next {count(more.height, 'line')}"
        pieces.append(fold(said, Display(as_list(more), said)))
    if address:
        html = f'<p class="report-note"><a href="{address}" download>CSV</a> (all lines)</p>'
        pieces.append(Display(html, "CSV"))
    return together(*pieces)


def node_in_texts(chapter: Chapter) -> Display:
    """Show where in each article the node stands."""
    word = node(chapter)
    if not word:
        return show_text(NO_CONTENT_WORD)
    lengths = chapter.tables.texts.select("document", size=pl.col("text").str.len_chars())
    found = (
        places(chapter)
        .join(lengths, on="document")
        .select("document", position=pl.col("start") / pl.col("size"))
        .sort("document", "position")
    )
    counts = (
        join_in_order(
            chapter.documents.select("document"),
            found.group_by("document").len("n"),
            on="document",
            how="inner",
        ).sort("n", descending=True, maintain_order=True)
        if chapter.documents.height > TICKED
        else join_in_order(
            chapter.documents.select("document"), found.group_by("document").len("n"), on="document"
        )
    ).head(TICKED)
    table = counts.join(found, on="document", how="left", maintain_order="left_right")
    told = [f"{name} {number(n or 0, 0)}" for name, n in counts.select("document", "n").rows()]
    which = (
        f"the {count(counts.height, 'article')} that have it most"
        if chapter.documents.height > TICKED
        else "each article"
    )
    return chapter.figure(
        partial(
            figures.strip, label="document", position="position", xlabel="place in the article"
        ),
        table,
        name="node-in-texts",
        caption=f"Where “{word}” stands in {which}.",
        alt=f"A tick for each occurrence of “{word}”: {listing(told[:12])}.",
        height=0.8 + 0.32 * max(counts.height, 1),
    )


@once
def _with_frames(chapter: Chapter) -> pl.DataFrame:
    """Words that stand in a frame's sentences more often than chance has it, after correction."""
    table = terms_with_labels(
        chapter.words,
        chapter.codes,
        label="frame",
        term="term",
        minimum=chapter.parameters.min_frequency,
        stopwords=chapter.stop_words,
    )
    chance = pl.col("term_count") * pl.col("label_count") / pl.col("units")
    return table.with_columns(
        expected=chance, p_holm=pl.Series(holm(p_value(table["g2"]))), tests=pl.lit(table.height)
    ).filter(
        (pl.col("count") > pl.col("expected"))
        & (pl.col("p_holm") < 1 - chapter.parameters.confidence)
    )


def with_frames(chapter: Chapter) -> Display:
    """Show the words that each frame's sentences attract most."""
    table = _with_frames(chapter)
    if not table.height:
        return show_text(
            "No word shares sentences with a frame more often than chance would have it, once all "
            "tests are corrected for."
        )
    chapter.publish(table, "words-and-frames-all")
    labels = dict(chapter.frames.select("frame", "label").iter_rows())
    found = (
        _of_frames(table)
        .with_columns(word=pl.format("{}|{}", "term", "count"))
        .group_by("frame")
        .agg(pl.col("label_count").first(), words=pl.col("word").str.join("; "))
    )
    shown = join_in_order(chapter.frames, found, on="frame", how="inner").select(
        "frame", "label", sentences="label_count", words="words"
    )
    left_out = [labels[frame] for frame in labels if frame not in set(shown["frame"])]
    return chapter.table(
        shown,
        name="words-and-frames",
        caption="Words that stand in a frame's sentences more often than chance has it, after "
        f"Holm's correction for {count(table['tests'][0], 'pair')} of word and frame with at least "
        f"{count(chapter.parameters.min_frequency, 'sentence')} in common, whose number stands "
        "behind each word. A frame is found by words, so some of these are its own."
        + (f" Without such a word: {listing(left_out)}." if left_out else ""),
        labels={"label": "frame", "sentences": "sentences", "words": "words"},
        formats={"words": _linked_with_counts},
    )


def _linked_with_counts(words: str) -> Markup:
    parts = [word.rpartition("|") for word in words.split("; ")]
    return Markup(", ").join(
        Markup("{} ({})").format(term_link(term), times) for term, _, times in parts
    )


def _of_frames(table: pl.DataFrame) -> pl.DataFrame:
    return table.group_by("frame", maintain_order=True).head(PER_FRAME)


@once
def _with_tone(chapter: Chapter) -> pl.DataFrame:
    """The most frequent words with the mean tone of their sentences."""
    tones = chapter.tones.filter(pl.col("lexicon") == chapter.parameters.lexicon)
    terms = content_words(chapter).head(chapter.parameters.top_n).select("term")
    table = join_in_order(
        terms,
        terms_with_scores(
            chapter.words, tones, term="term", minimum=chapter.parameters.min_frequency
        ),
        on="term",
        how="inner",
    )
    held = (
        chapter.words.select(*KEYS, "term")
        .unique()
        .join(table.select("term"), on="term", how="semi")
        .join(tones, on=KEYS)
    )
    every = tones.join(chapter.words, on=KEYS, how="semi").with_columns(
        term=pl.lit("(all sentences)")
    )
    columns = ["document", "sentence", "term", "score"]
    intervals = bootstrap_mean(
        pl.concat([held.select(columns), every.select(columns)]),
        value="score",
        by="term",
        **chapter.parameters.resampling,
    )
    own = (
        chapter.valences(chapter.parameters.lexicon)
        .group_by(term=pl.col("word"))
        .agg(valence=pl.col("valence").mean())
    )
    return (
        pl.concat([pl.DataFrame({"term": ["(all sentences)"]}), table.select("term")])
        .pipe(join_in_order, intervals, on="term", how="inner")
        .pipe(join_in_order, table.select("term", "units", "coverage"), on="term")
        .pipe(join_in_order, own, on="term")
        .filter(pl.col("n") > 0)
    )


def with_tone(chapter: Chapter) -> Display:
    """Show the tone of the sentences that frequent words stand in."""
    table = _with_tone(chapter)
    if table.height < 2:
        return show_text("No frequent word stands in sentences whose tone is known.")
    lexicon = chapter.parameters.lexicon
    own = table.drop_nulls("valence")["term"].to_list()
    said = (
        f" The instrument scores {listing([f'“{term}”' for term in own])} "
        f"{'itself' if len(own) == 1 else 'themselves'}, which moves "
        f"{'its' if len(own) == 1 else 'their'} sentences."
        if own
        else " None of these words is scored by the instrument itself."
    )
    told = [
        f"{term} {number(mean)} ({interval(low, high, brackets=False)})"
        for term, mean, low, high in table.select("term", "mean", "low", "high").head(8).iter_rows()
    ]
    return chapter.figure(
        partial(
            figures.dots,
            label="term",
            value="mean",
            low="low",
            high="high",
            xlabel="mean tone of the sentences",
            zero=True,
        ),
        table,
        name="words-and-tone",
        caption=f"Mean tone ({INSTRUMENTS[lexicon]}) of the sentences of the most frequent content "
        f"words, with {exact_percent(chapter.parameters.confidence)} bootstrap intervals.{said}",
        alt=f"Dots with intervals: {listing(told)}.",
        height=0.9 + 0.27 * table.height,
    )


def concordance(chapter: Chapter) -> Display:
    """Show some lines of every word in this page's tables."""
    top = chapter.parameters.top_n
    terms: list[str] = []
    if node(chapter):
        terms += _company(chapter)["collocate"].head(top).to_list()
        terms += _in_sentences(chapter)["collocate"].head(top).to_list()
    terms += _of_frames(_with_frames(chapter))["term"].to_list()
    return lines_of(chapter, terms)
