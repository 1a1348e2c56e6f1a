"""How far instruments of tone know the words, agree with one another, and meet the coders."""

from itertools import combinations

import polars as pl

from helpers.corpus.coding.fields import WEIGHT
from helpers.measures.agreement import accuracy, confusion, krippendorff_alpha
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_mean
from helpers.measures.sentiment.audit import disagreements
from helpers.study.coded_sample import coded_sample
from helpers.study.instruments import (
    INSTRUMENTS,
    LEXICONS,
    NEUTRAL,
    TONES,
    in_order,
    instrument_name,
)
from helpers.study.sampled_scores import share_intervals
from helpers.study.score_columns import label, reads
from helpers.study.selection import Selection
from helpers.study.tones import (
    accuracy_of_instruments,
    coded_tones,
    idle_variants,
    labels_and_codes,
    sentence_labels,
)

UNKNOWN = "no known word"
# What the sentence of a coded text is read as where the splitter cuts elsewhere.
MISSING = "not found"
# The published lists as they come, each of which also has a form without the neutral terms.
PUBLISHED = tuple(name for name in LEXICONS if name + NEUTRAL in INSTRUMENTS)


def tone_shares(chapter: Selection) -> pl.DataFrame:
    """Divide the sentences by the tone that each instrument gives them.

    Returns
    -------
    DataFrame
        lexicon, tone (negative, neutral, positive, `UNKNOWN`), sentences, n (all sentences), share
        (sentences / n); every tone of every instrument but `idle_variants`, in their usual order.
    """
    labels, idle = sentence_labels(chapter), idle_variants(chapter)
    read = [
        name
        for name in in_order(chapter.tables.instruments)
        if name not in idle and labels[reads(name)].any()
    ]
    rows = [
        (name, word, labels.filter(reads(name), pl.col(label(name)).eq_missing(tone)).height)
        for name in read
        for tone, word in (*TONES.items(), (None, UNKNOWN))
    ]
    schema = {"lexicon": pl.String, "tone": pl.String, "sentences": pl.Int64}
    n = pl.col("sentences").sum().over("lexicon")
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.with_columns(n=n, share=pl.col("sentences") / n)


def weight_of_neutral_terms(chapter: Selection, *, sign: str) -> pl.DataFrame:
    """Give the share of each published list's weight that the topic's neutral terms make up.

    Parameters
    ----------
    chapter
        The study.
    sign
        ``positive`` or ``negative``: which words are weighed.

    Returns
    -------
    DataFrame
        lexicon, share (of the summed valences of that sign); lists without such a word left out.
    """
    side = pl.col("valence") > 0 if sign == "positive" else pl.col("valence") < 0
    words = chapter.valences.filter(side)
    weight = (pl.col("valence") * pl.col("times")).sum()
    weights = dict(words.group_by("lexicon").agg(weight).iter_rows())
    rows = [
        # Without its pleasant words a negation may weigh more, not less.
        (name, max(0.0, 1 - weights.get(name + NEUTRAL, 0.0) / weights[name]))
        for name in PUBLISHED
        if weights.get(name)
    ]
    return pl.DataFrame(rows, schema={"lexicon": pl.String, "share": pl.Float64}, orient="row")


def neutral_words(chapter: Selection, *, sign: str) -> pl.Series:
    """Name the words that VADER rates and that are neutral terms, the most frequent first.

    Parameters
    ----------
    chapter
        The study.
    sign
        ``positive`` or ``negative``: which words are named.
    """
    side = 1 if sign == "positive" else -1
    mean = (pl.col("valence") * pl.col("times")).sum() / pl.col("times").sum()
    words = chapter.valences.group_by("lexicon", "word").agg(pl.col("times").sum(), valence=mean)
    kept = words.filter(lexicon=f"vader{NEUTRAL}").select("word", kept="times")
    return (
        words.filter(lexicon="vader")
        .join(kept, on="word", how="left")
        .with_columns(times=pl.col("times") - pl.col("kept").fill_null(0))
        .filter((pl.col("times") > 0) & (pl.col("valence").sign() == side))
        .sort("times", "word", descending=[True, False])["word"]
    )


def alpha_of_instruments(chapter: Selection) -> pl.DataFrame:
    """Take every instrument as a coder of tone, and measure how far they agree.

    Returns
    -------
    DataFrame
        instruments (their names), units (sentences of which two or more know a word),
        alpha (Krippendorff's, ordinal; missing where nothing can be expected): the published lists
        as they come, the same without the neutral terms where that makes a difference, each pair
        of lists. No rows where they know the language of no article.
    """
    labels = sentence_labels(chapter)
    every = chapter.tables.instruments
    read = [name for name in every if labels[reads(name)].any()]
    programs = sorted(set(read) - set(INSTRUMENTS))
    pairs = combinations((*LEXICONS, *programs), 2)
    neutral = tuple(name + NEUTRAL for name in PUBLISHED)
    differs = not set(neutral) <= set(idle_variants(chapter))
    sets = [PUBLISHED, *([neutral] if differs else []), *pairs]
    # Sentences that all instruments label alike are counted once, with how many they are.
    alike = (
        labels.group_by(pl.col(label(name)).alias(name) for name in every)
        .agg(pl.len().alias("times"))
        .sort(every)
        .with_row_index("unit")
        .unpivot(every, index=["unit", "times"], variable_name="lexicon", value_name="tone")
    )
    table = pl.concat(
        krippendorff_alpha(
            alike.filter(pl.col("lexicon").is_in(names)),
            unit="unit",
            coder="lexicon",
            values="tone",
            level="ordinal",
            times="times",
        ).select(
            pl.lit(", ".join(map(instrument_name, names))).alias("instruments"),
            "units",
            "alpha",
        )
        for names in sets
    )
    return table if set(read) & set(PUBLISHED) else table.clear()


def disputed_sentences(chapter: Selection) -> pl.DataFrame:
    """List the sentences that the instruments label differently, the widest apart first.

    Returns
    -------
    DataFrame
        document, sentence, text, spread (variance of the labels), and a column for each of
        `LEXICONS`: -1, 0, 1; missing where it knows no word.
    """
    labels = sentence_labels(chapter).select(
        *KEYS, *(pl.col(label(name)).alias(name) for name in LEXICONS)
    )
    texts = chapter.sentences.select(*KEYS, "text")
    return join_in_order(disagreements(labels, between=LEXICONS), texts).select(
        *KEYS, "text", "spread", *LEXICONS
    )


def instruments_against_coders(chapter: Selection) -> pl.DataFrame:
    """Score every instrument on what all coders agree on, and two answers that need none.

    An instrument that knows no word of a sentence is taken to say neutral.

    Returns
    -------
    DataFrame
        lexicon (or "always neutral", and "always" with the commonest tone), n (coded sentences),
        accuracy with its interval low and high (missing for the answers that need no instrument),
        macro_f1; without `idle_variants`. No rows where no tone was coded in a language that an
        instrument knows.
    """
    codes = coded_tones(chapter)
    columns = ["lexicon", "n", "accuracy", "low", "high", "macro_f1"]
    scores = _without_idle(chapter, accuracy_of_instruments(chapter))
    if not scores.height:
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.Float64) | {"lexicon": pl.String})
    hit = (pl.col("gold") == pl.col("predicted")).fill_null(value=False)
    hits = labels_and_codes(chapter).with_columns(hit=hit)
    if coded_sample(chapter.tables) is None:
        intervals = bootstrap_mean(hits, value="hit", by="lexicon", **chapter.parameters.resampling)
    else:
        intervals = share_intervals(hits, by="lexicon", level=chapter.parameters.confidence)
    guesses = [
        accuracy(
            codes.with_columns(guess=pl.lit(sign, dtype=pl.Int64)),
            gold="tone",
            predicted="guess",
            weight=WEIGHT,
        ).with_columns(pl.lit(f"always {TONES[sign]}").alias("lexicon"))
        for sign in sorted({0, int(scores["majority"][0])}, key=abs)
    ]
    rows = join_in_order(
        _in_order(scores), intervals.select("lexicon", "low", "high"), on="lexicon", how="inner"
    )
    return pl.concat([rows, *guesses], how="diagonal").select(columns)


def tone_confusion(chapter: Selection) -> pl.DataFrame:
    """Count how often each instrument reads a coded tone as which.

    Returns
    -------
    DataFrame
        lexicon, coded (negative, neutral, positive), and the sentences read as negative, neutral,
        positive and, where the splitter cuts elsewhere than the coders' text, not found; without
        `idle_variants`. No rows where no tone was coded.
    """
    columns = [*TONES.values(), MISSING]
    pairs = confusion(
        _without_idle(chapter, labels_and_codes(chapter)),
        gold="gold",
        predicted="predicted",
        by="lexicon",
    ).with_columns(
        coded=pl.col("gold").replace_strict(TONES, return_dtype=pl.String),
        read=pl.col("predicted").replace_strict(TONES, default=MISSING, return_dtype=pl.String),
    )
    wide = pairs.pivot(
        "read", on_columns=columns, index=["lexicon", "gold", "coded"], values="n"
    ).with_columns(pl.col(columns).fill_null(0))
    return _in_order(wide.sort("gold")).drop("gold")


def _without_idle(chapter: Selection, table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(~pl.col("lexicon").is_in(idle_variants(chapter)))


def _in_order(table: pl.DataFrame) -> pl.DataFrame:
    """Put instruments in their usual order."""
    names = in_order(table["lexicon"].unique().to_list())
    order = pl.DataFrame({"lexicon": names}, schema={"lexicon": pl.String})
    return order.join(table, on="lexicon", how="inner", maintain_order="left_right")
