"""Findings on tone, and what an instrument off the shelf would have said."""

from collections.abc import Callable

import polars as pl

from helpers.findings import choices, limits
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.correction import corrected_contrast, correction
from helpers.findings.estimate import Estimate, contrast, difference, evidence, mean
from helpers.findings.instruments import (
    READING,
    TONE,
    UNKNOWN,
    difference_of_means,
    instrument,
    tone_specifications,
)
from helpers.findings.nothing_here import NO_DATE
from helpers.findings.outlets import tone_by_outlet
from helpers.findings.specifications import Choice, Options, Specifications, evaluate_sums
from helpers.findings.verdict import AGREEMENT, HALF
from helpers.findings.wording import (
    by_sign,
    by_tone,
    count,
    decimals,
    listing,
    long_date,
    number,
    numbers_apart,
    percent,
)
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.chosen import is_program
from helpers.study.corrected import tone_quantity
from helpers.study.instruments import (
    INSTRUMENTS,
    NEUTRAL,
    SCALES,
    in_order,
    instrument_name,
    is_bounded,
    scale_of,
)
from helpers.study.selection import Selection
from helpers.study.tones import (
    accuracy_of_instruments,
    coded_means,
    coded_tones,
    unit_scores,
    who,
)

CHAPTER = "tone"


def findings(chapter: Selection) -> list[Claim]:
    """Findings of the chapter on tone."""
    return [
        balance(chapter),
        plain_instrument(chapter),
        by_voice(chapter),
        over_time(chapter),
        tone_by_outlet(chapter),
    ]


@makes("sentiment-balance", chapter=CHAPTER, reads=["tone"])
def balance(chapter: Selection) -> Answer:
    """Whether the wording is positive or negative on balance."""
    title = "Is the wording more negative or more positive?"
    table = unit_scores(chapter)
    estimate = mean(table, "score", chapter.parameters)
    if estimate.value is None:
        return inapplicable(title=title, reason="The tool knows no word of this text.")
    words = by_sign(
        estimate.value,
        above="more positive than negative",
        below="more negative than positive",
        zero="as positive as it is negative",
    )
    unit, lexicon = chapter.parameters.unit, chapter.parameters.lexicon
    scale = " on a scale from −1 to 1" if is_bounded(lexicon) else ""
    specifications = tone_specifications(
        chapter,
        {"top": pl.lit(value=True)},
        lambda totals: totals["top"] / totals["top n"],
        more=[choices.boilerplate(chapter), choices.voices(chapter), READING],
    )
    return Answer(
        title=title,
        text=f"{unit.capitalize()} by {unit}, the wording is {words}: the mean tone is "
        f"{number(estimate.value, decimals([estimate.value]))}{scale}.",
        limits=limits.join_sentences(
            ""
            if is_program("lexicon", lexicon)
            else f"The tool knows a word in {percent(estimate.n / table.height)} of the {unit}s.",
            _dissent(chapter, specifications, estimate),
            limits.of_tone(chapter),
        ),
        estimate=estimate,
        corrected=correction(chapter, tone_quantity(chapter)),
        unit=f"{TONE}: {scale_of(lexicon)}",
        specifications=specifications,
        evidence=evidence(table, order="score", descending=estimate.value > 0),
    )


def _dissent(chapter: Selection, specifications: Specifications, estimate: Estimate) -> str:
    """Say what divides the specifications: which instruments, and how well these do.

    Named are those that give the sign in fewer than nine of ten ways of counting, and those that
    do not give it in most. Where sentences were coded, the instruments that do better on them than
    always naming the commonest tone are set apart.
    """
    table = specifications.table.drop_nulls("value")
    table = table.with_columns(
        instrument(table).alias("name"), same=pl.col("value") * estimate.value > 0
    )
    same = dict(table.group_by("name").agg(pl.col("same").mean()).iter_rows())
    own = chapter.parameters.lexicon
    others = [name for name in in_order([*INSTRUMENTS, *same]) if name != own]
    names = {name: instrument_name(name) for name in others}
    names |= {"headline": "the report’s own tool"}
    against = [name for name in others if same.get(name, 1) < HALF]
    partly = [
        f"{names[name]} in {percent(same[name])} of the ways of counting"
        for name in others
        if HALF <= same.get(name, 1) < AGREEMENT
    ]
    holds = f"The same sign comes from {listing(partly)}." if partly else ""
    if not against:
        return holds or "Every other tool gives the same sign."
    alone = len(against) == 1
    sentence = f"{holds} Most ways of counting with {listing([names[name] for name in against])} "
    sentence = f"{sentence.strip()} do not give this sign"
    if not coded_tones(chapter).height:
        return f"{sentence}."
    better = accuracy_of_instruments(chapter).filter(
        pl.col("accuracy") > pl.col("majority_accuracy")
    )["lexicon"]
    dissenting = len(set(better) & set(against))
    beats = "beat" if dissenting > 1 else "beats"
    how_many = number(dissenting, 0) if dissenting else "none"
    does = f"{how_many} of these {number(len(against), 0)} tools {beats}"
    if alone:
        does = "this tool beats" if dissenting else "this tool does not beat"
    sentence += f"; on the coded sentences {does} always guessing the most common tone"
    good = table.filter(pl.col("name").is_in(better.implode()))["same"]
    if not good.len():
        return f"{sentence}."
    alike = f"{number(float(good.sum()), 0)} of {count(good.len(), 'way')} of counting"
    return f"{sentence}. With the tools that do, {alike} give this sign."


@makes("sentiment-plain-vader", chapter=CHAPTER, reads=["tone"])
def plain_instrument(chapter: Selection) -> Answer:
    """What VADER says when it is used as it comes."""
    title = "What would a standard tool have said?"

    def gaps(variant: Selection, other: str = "headline") -> pl.DataFrame:
        plain = unit_scores(variant, "vader").rename({"score": "plain"})
        own = unit_scores(variant, other).select(*KEYS, own="score")
        both = join_in_order(plain, own, how="inner")
        # A neutral term is a word that the adapted instrument does not know: there it says 0.
        return both.filter(pl.col("plain").is_not_null()).select(
            *KEYS, gap=pl.col("plain") - pl.col("own").fill_null(0.0)
        )

    table = gaps(chapter)
    estimate = mean(table, "gap", chapter.parameters)
    if estimate.value is None:
        return inapplicable(title=title, reason="VADER knows no word of this text.")
    unit = chapter.parameters.unit
    articles, plain = _negative_articles(chapter, "vader")
    neutral, own = (
        _negative_articles(chapter, name)[1] for name in (f"vader{NEUTRAL}", "headline")
    )
    size = number(abs(estimate.value), decimals([estimate.value]))
    apart = by_sign(
        estimate.value,
        above=f"{size} higher than this report’s tool does",
        below=f"{size} lower than this report’s tool does",
        zero="as high as this report’s tool does, on average",
    )
    return Answer(
        title=title,
        text=f"VADER, a standard tool, scores the same {unit}s {apart}. It calls "
        f"{number(plain, 0)} of {count(articles, 'article')} negative; with the topic’s technical "
        f"terms made neutral it calls {number(neutral, 0)} negative, and with the words and rules "
        f"of grammar that this report adds, {number(own, 0)}.",
        limits=limits.join_sentences(_coded_means(chapter), limits.of_tone(chapter, "vader")),
        subjects=("vader", "headline"),
        estimate=estimate,
        unit=f"{TONE}: VADER minus this report’s tool, {SCALES['headline']}",
        specifications=_gap_specifications(chapter, gaps),
        evidence=evidence(table, order="gap", descending=estimate.value > 0),
    )


def _negative_articles(chapter: Selection, name: str) -> tuple[int, int]:
    """Count the articles with a scored unit, and those whose units have a mean below zero."""
    means = unit_scores(chapter, name).group_by("document").agg(pl.col("score").mean())
    means = means.drop_nulls("score")
    return means.height, means.filter(pl.col("score") < 0).height


def _coded_means(chapter: Selection) -> str:
    means = coded_means(chapter).join(chapter.documents, on="document", how="semi")
    if not means.height:
        return ""
    below = means.filter(pl.col("tone") < 0).height
    return f"The coders call {number(below, 0)} of {count(means.height, 'coded article')} negative."


@makes("sentiment-by-voice", chapter=CHAPTER, reads=["tone", "voices"])
def by_voice(chapter: Selection) -> Answer:
    """Whether sources are quoted and paraphrased in a tone other than the reporters' own."""
    title = "Do sources sound more negative than reporters?"
    table = unit_scores(chapter).with_columns(who())
    estimate, adjusted = contrast(
        table, "score", between="who", first="sources", second="narrator", p=chapter.parameters
    )
    if estimate.value is None:
        return inapplicable(
            title=title,
            reason="Reporters and sources do not both have sentences with a score here.",
        )
    means = dict(table.group_by("who").agg(pl.col("score").mean()).iter_rows())
    words = by_tone(estimate.value, means["sources"], means["narrator"])
    theirs, own = numbers_apart(means["sources"], means["narrator"])
    return Answer(
        title=title,
        text=f"What sources say is worded {words} what reporters say in their own words: the mean "
        f"tones are {theirs} and {own}.",
        limits=limits.join_sentences(
            limits.of_few(
                table.filter(pl.col("who") == "narrator")["score"].count(),
                f"{chapter.parameters.unit} with a score in reporters’ own words",
                f"{chapter.parameters.unit}s with a score in reporters’ own words",
            ),
            limits.of_tone(chapter),
        ),
        adjusted=adjusted,
        corrected=corrected_contrast(
            chapter, tone_quantity(chapter), field="who", first="sources", second="narrator"
        ),
        subjects=("sources", "narrator"),
        operands=(means["sources"], means["narrator"]),
        estimate=estimate,
        unit=f"{TONE}: sources minus reporters, {scale_of(chapter.parameters.lexicon)}",
        # Nobody says the boilerplate, so that it is in neither group.
        specifications=tone_specifications(
            chapter,
            {"first": choices.passes_on(choices.REPORTED), "second": pl.col("voice") == "narrator"},
            difference_of_means,
            more=[READING, UNKNOWN, choices.ways_of_passing_on(chapter.sentences)],
        ),
        evidence=evidence(table.filter(pl.col("who") == "sources"), order="score"),
    )


@makes("sentiment-over-time", chapter=CHAPTER, reads=["tone"])
def over_time(chapter: Selection) -> Answer:
    """Whether tone differs before and after the date that parts two periods."""
    day = chapter.split_date
    since = f"from {long_date(day)} on" if day else "over time"
    title = f"Did the tone change {since}?"
    table = unit_scores(chapter)
    estimate = difference(
        table, "score", between="period", first="after", second="before", p=chapter.parameters
    )
    if estimate.value is None:
        return inapplicable(title=title, reason=no_periods(chapter))
    counts = dict(table.group_by("period").agg(pl.col("document").n_unique()).iter_rows())
    spans = listing([f"{number(counts[word], 0)} {word}" for word in ("before", "after")])
    size = number(abs(estimate.value), decimals([estimate.value]))
    change = by_sign(
        estimate.value, above=f"{size} higher than", below=f"{size} lower than", zero="the same as"
    )
    return Answer(
        title=title,
        text=f"{since[0].upper()}{since[1:]}, the mean tone is {change} before.",
        limits=limits.join_sentences(
            f"This compares articles ({spans}), not periods.",
            limits.of_tone(chapter),
        ),
        corrected=corrected_contrast(
            chapter, tone_quantity(chapter), field="period", first="after", second="before"
        ),
        subjects=("after", "before", str(day)),
        estimate=estimate,
        unit=f"{TONE}: after minus before, {scale_of(chapter.parameters.lexicon)}",
        specifications=tone_specifications(
            chapter,
            {"first": pl.col("period") == "after", "second": pl.col("period") == "before"},
            difference_of_means,
            more=[choices.boilerplate(chapter), choices.voices(chapter), READING],
        ),
        evidence=evidence(table.filter(pl.col("period") == "after"), order="score"),
    )


def no_periods(chapter: Selection) -> str:
    """Say why the articles fall into no two periods, or hold no scored sentences in one."""
    day = chapter.split_date
    if not chapter.documents["published"].count():
        return NO_DATE
    if day is None:
        return "No date divides the articles into two periods."
    if chapter.sentences["period"].drop_nulls().n_unique() < 2:
        return f"All dated articles lie on one side of {long_date(day)}."
    return f"One side of {long_date(day)} has no sentence with a score."


def _gap_specifications(
    chapter: Selection, gaps: Callable[[Selection, str], pl.DataFrame]
) -> Specifications:
    """Compute the specifications of how far plain VADER lies apart: edits, units, voices."""
    own = {"neutral terms and word edits": "headline", "neutral terms alone": "vader" + NEUTRAL}

    def sums(options: Options) -> pl.DataFrame:
        table = gaps(choices.vary(chapter, options), own[options["adapted by"]])
        return table.group_by("document", maintain_order=True).agg(pl.col("gap").sum(), pl.len())

    return evaluate_sums(
        [
            Choice("adapted by", tuple(own), next(iter(own))),
            choices.unit(chapter),
            choices.boilerplate(chapter),
            choices.voices(chapter),
            choices.articles(chapter, "tone"),
        ],
        sums,
        lambda totals: totals["gap"] / totals["len"],
        sentences=chapter.sentences.height,
    )
