"""What the instruments of tone rest on, how far they agree, and how the coders see it."""

from functools import partial
from itertools import combinations

import polars as pl

from helpers.findings.nothing_here import no_coding
from helpers.findings.wording import count, listing, number, percent, points
from helpers.measures import agreement
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_mean
from helpers.measures.sentiment import audit
from helpers.page.palette import BLUE, GREEN, MUTED, ORANGE
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text
from helpers.study.tones import (
    INSTRUMENTS,
    LEXICONS,
    NEUTRAL,
    accuracy_of_instruments,
    coded_tones,
    labels_and_codes,
    tone_labels,
)

SIGNS = {-1: "negative", 0: "neutral", 1: "positive"}
MARKS = {-1: "−", 0: "0", 1: "+"}
UNCODED = no_coding("no instrument can be checked here")
# Customary bounds of alpha: Krippendorff (2004).
TENTATIVE, FIRM = 0.667, 0.8


def coverage(chapter: Chapter) -> Display:
    """Show how many sentences each instrument knows a word of, and how it divides them."""
    tones = tone_labels(chapter)
    divided = tones.group_by("lexicon").agg(
        *((pl.col("tone") == sign).sum().alias(words) for sign, words in SIGNS.items())
    )
    table = (
        join_in_order(audit.coverage(tones), divided, on="lexicon", how="inner")
        .with_columns(pl.col(words) / pl.col("sentences") for words in SIGNS.values())
        .with_columns(unknown=1 - pl.col("coverage"))
        .pipe(_named)
    )
    told = [f"{row['lexicon']} {percent(row['coverage'])}" for row in table.iter_rows(named=True)]
    return chapter.figure(
        partial(
            figures.shares,
            label="lexicon",
            parts={words: words for words in SIGNS.values()} | {"unknown": "no known word"},
            colours=(ORANGE, GREEN, BLUE, MUTED),
            xlabel="share of sentences",
        ),
        table,
        name="coverage",
        caption="How each instrument divides the sentences, and in how many it knows no word.",
        alt=f"One bar for each instrument. It knows a word in: {listing(told)}.",
        height=1.2 + 0.36 * table.height,
    )


def positive_words(chapter: Chapter) -> Display:
    """Show the words that weigh most in each instrument's positive mass."""
    return _words(chapter, "positive")


def negative_words(chapter: Chapter) -> Display:
    """Show the words that weigh most in each instrument's negative mass."""
    return _words(chapter, "negative")


def _words(chapter: Chapter, sign: str) -> Display:
    valences = chapter.valences()
    words = audit.contributions(valences).filter(pl.col("sign") == sign)
    heads = {name: head for name, head in INSTRUMENTS.items() if name in words["lexicon"]}
    cells = words.with_columns(
        # A space that does not break keeps the share beside its word.
        said=pl.format(
            "{}\u00a0{}", "word", pl.col("share").map_elements(points, return_dtype=pl.String)
        )
    )
    wide = cells.pivot("lexicon", on_columns=list(heads), index="rank", values="said").sort("rank")
    side = pl.col("valence") > 0 if sign == "positive" else pl.col("valence") < 0
    mass = dict(valences.filter(side).group_by("lexicon").agg(pl.col("valence").sum()).iter_rows())
    lost = [
        f"{percent(max(0.0, 1 - mass.get(name + NEUTRAL, 0) / mass[name]))} of "
        f"{INSTRUMENTS[name]}’s"
        for name in LEXICONS
        if name + NEUTRAL in INSTRUMENTS and mass.get(name)
    ]
    return chapter.table(
        wide,
        name=f"{sign}-words",
        caption=f"The words that weigh most in each instrument’s {sign} mass, with their share of "
        f"it in per cent{'. The neutral terms make up ' if lost else ''}{listing(lost)}.",
        labels={"rank": "rank"} | {name: f"{head}, %" for name, head in heads.items()},
    )


def between_instruments(chapter: Chapter) -> Display:
    """Show how far the instruments' labels agree with one another."""
    tones = tone_labels(chapter)
    plain = [name for name in LEXICONS if name + NEUTRAL in INSTRUMENTS]
    sets = {
        listing([INSTRUMENTS[name] for name in plain]): plain,
        "the same without neutral terms": [name + NEUTRAL for name in plain],
    } | {
        listing([INSTRUMENTS[name] for name in pair]): list(pair)
        for pair in combinations(LEXICONS, 2)
    }
    table = pl.concat(
        agreement.krippendorff_alpha(
            tones.filter(pl.col("lexicon").is_in(names)),
            unit=KEYS,
            coder="lexicon",
            values="tone",
            level="ordinal",
        ).select(pl.lit(words).alias("instruments"), "units", "alpha")
        for words, names in sets.items()
    )
    return chapter.table(
        table,
        name="between-instruments",
        caption="Krippendorff’s alpha (ordinal) between the labels of the instruments: "
        f"{_firmness(table['alpha'][0])} between the published lists as they come. Only sentences "
        "of which two or more know a word.",
        labels={"instruments": "instruments", "units": "sentences", "alpha": "alpha"},
    )


def _firmness(alpha: float | None) -> str:
    if alpha is None:
        return "not defined"
    word = "firm" if alpha >= FIRM else "tentative" if alpha >= TENTATIVE else "too low to build on"
    return f"{number(alpha)}, {word},"


def disagreements(chapter: Chapter) -> Display:
    """Show the sentences on which the instruments differ most."""
    tones = tone_labels(chapter).filter(pl.col("lexicon").is_in(LEXICONS))
    table = join_in_order(
        audit.disagreements(tones, top=tones.height), chapter.sentences.select(*KEYS, "text")
    )
    opposed = table.filter(
        (pl.max_horizontal(LEXICONS) == 1) & (pl.min_horizontal(LEXICONS) == -1)
    ).height
    return chapter.table(
        table,
        name="disagreements",
        caption=f"Where the instruments differ: {count(table.height, 'sentence')}, "
        f"{number(opposed, 0)} of them positive (+) to one and negative (−) to another; a dot "
        "where no word is known. The widest apart come first.",
        labels={"sentence": "sentence", "text": "text"}
        | {name: INSTRUMENTS[name] for name in LEXICONS},
        formats=dict.fromkeys(LEXICONS, lambda tone: MARKS.get(tone, "·")),
        rows=chapter.parameters.top_n,
    )


def against_codes(chapter: Chapter) -> Display:
    """Show every instrument's accuracy and macro F1 on the coded sentences, beside baselines."""
    codes = coded_tones(chapter)
    if not codes.height:
        return show_text(UNCODED)
    p = chapter.parameters
    columns = ["lexicon", "n", "accuracy", "macro_f1"]
    scores = accuracy_of_instruments(chapter)
    intervals = bootstrap_mean(
        labels_and_codes(chapter).with_columns(
            hit=(pl.col("gold") == pl.col("predicted")).fill_null(value=False)
        ),
        value="hit",
        by="lexicon",
        **p.resampling,
    ).select("lexicon", "low", "high")
    commonest = int(scores["majority"][0])
    guesses = pl.concat(
        agreement.accuracy(
            codes.with_columns(guess=pl.lit(sign, dtype=pl.Int64)), gold="tone", predicted="guess"
        ).with_columns(pl.lit(f"always {SIGNS[sign]}").alias("lexicon"))
        for sign in sorted({0, commonest}, key=abs)
    ).select(columns)
    named = join_in_order(scores, intervals, on="lexicon", how="inner").pipe(_named)
    table = pl.concat([named.select(*columns, "low", "high"), guesses], how="diagonal")
    floor = scores["majority_accuracy"][0]
    above = [row["lexicon"] for row in named.iter_rows(named=True) if row["accuracy"] > floor]
    return chapter.table(
        table,
        name="tones",
        caption=f"Tone against what all coders agree on. Better than always "
        f"{SIGNS[commonest]} ({percent(floor)}): {listing(above) or 'no instrument'}. "
        f"Of the answers that need no instrument, always neutral meets "
        f"{percent(guesses['accuracy'][0])}.",
        labels={
            "lexicon": "instrument",
            "n": "sentences",
            "accuracy": "accuracy, % [interval]",
            "macro_f1": "macro F1",
        },
        formats={"accuracy": points},
        intervals={"accuracy": ("low", "high")},
    )


def confusions(chapter: Chapter) -> Display:
    """Show which tones each instrument takes for which."""
    if not coded_tones(chapter).height:
        return show_text(UNCODED)
    pairs = agreement.confusion(
        labels_and_codes(chapter), gold="gold", predicted="predicted", by="lexicon"
    ).with_columns(
        pl.col("gold").replace_strict(SIGNS, return_dtype=pl.String),
        pl.col("predicted").replace_strict(SIGNS, default="not found", return_dtype=pl.String),
    )
    heads = [w for w in (*SIGNS.values(), "not found") if w in pairs["predicted"].to_list()]
    wide = pairs.pivot(
        "predicted", on_columns=heads, index=["lexicon", "gold"], values="n"
    ).with_columns(pl.col(heads).fill_null(0))
    wrong = pairs.filter(
        (pl.col("lexicon") == chapter.parameters.lexicon)
        & pl.col("gold").is_in(["negative", "positive"])
        & pl.col("predicted").is_in(["negative", "positive"])
        & (pl.col("gold") != pl.col("predicted"))
    )
    return chapter.table(
        _named(wide),
        name="confusion-tone",
        caption="Tone as coded (rows) and as each instrument reads it (columns). "
        f"{INSTRUMENTS[chapter.parameters.lexicon].capitalize()} takes "
        f"{count(int(wrong['n'].sum()), 'sentence')} for the opposite of what was coded.",
        labels={"lexicon": "instrument", "gold": "coded"}
        | {w: f"read {w}, sentences" for w in heads},
    )


def _named(table: pl.DataFrame) -> pl.DataFrame:
    """Put instruments in their usual order and call them by their names."""
    order = pl.DataFrame({"lexicon": list(INSTRUMENTS), "name": list(INSTRUMENTS.values())})
    return (
        order.join(table, on="lexicon", how="inner", maintain_order="left_right")
        .drop("lexicon")
        .rename({"name": "lexicon"})
    )
