"""The instrument as a choice: every lexicon, with and without the neutral terms.

Instruments that the coded sentences show to be poor are among them: an analyst without coded
sentences would have used them, and the verdict should tell what then becomes of the finding.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import polars as pl

from helpers.findings import choices
from helpers.findings.specifications import Choice, Options, Specifications, evaluate_sums
from helpers.study.instruments import (
    INSTRUMENTS,
    LEXICONS,
    NEUTRAL,
    instrument_name,
    machine_name,
)
from helpers.study.score_columns import known, label, reads, score
from helpers.study.selection import Selection
from helpers.study.tones import spreads, sums
from helpers.study.voices import SOURCE_NAMES

WORDS = {lexicon: INSTRUMENTS[lexicon] for lexicon in LEXICONS}
# A program that scores fewer of the sentences says more of its gaps than of the instrument.
COVERED = 0.9
# What a mean, or a difference of means, is given in.
TONE = "points of tone"
TERMS, MADE_NEUTRAL, AS_LISTED = "topic's terms", "neutral", "as listed"
READING = Choice("reading", ("score", "label"), "score")
UNKNOWN = Choice("no known word", ("left out", "neutral"), "left out")


def instrument(specifications: pl.DataFrame) -> pl.Expr:
    """Name the instrument of each specification as the tables of tones do."""
    if "lexicon" not in specifications.columns:
        return pl.lit("headline")
    names = {words: lexicon for lexicon, words in WORDS.items()}
    program = pl.col("lexicon").str.strip_suffix(machine_name(""))
    has_edits = pl.lit(value=False)
    if TERMS in specifications.columns:
        has_edits = (pl.col(TERMS) == MADE_NEUTRAL) & (pl.col("lexicon") != WORDS["headline"])
    return pl.col("lexicon").replace_strict(
        names, default=program, return_dtype=pl.String
    ) + pl.when(has_edits).then(pl.lit(NEUTRAL)).otherwise(pl.lit(""))


def tone_specifications(
    chapter: Selection,
    groups: Mapping[str, pl.Expr],
    value: Callable[[pl.DataFrame], pl.Series],
    *,
    more: Sequence[Choice],
) -> Specifications:
    """Compute the specifications of a finding on tone: by instrument, unit and further choices.

    The instruments have scales of their own: AFINN adds up valences, VADER keeps to -1..1. So
    that their values can stand side by side, those of each are multiplied by the standard
    deviation of the chosen instrument's scores over that of its own, which changes no sign and
    leaves the chosen instrument's as they are.

    Parameters
    ----------
    chapter
        The chapter.
    groups
        Name of each group to the rows of `helpers.study.tones.sums` that are its own.
    value
        From the totals (for each group its name, the sum of its scores, and its name with ``n``,
        how many) to the estimate.
    more
        Further choices.
    """
    lexicon = chapter.parameters.lexicon
    spread = spreads(chapter)
    own = spread[lexicon]["score"]
    words_of = WORDS | {name: instrument_name(name) for name in _programs(chapter)}

    # What the instruments say is asked for once for each selection of the text.
    @lru_cache(maxsize=16)
    def table(unit: str, boilerplate: str, voices: str) -> pl.DataFrame:
        every = {"unit": unit, "boilerplate": boilerplate, "voices": voices}
        options = {name: option for name, option in every.items() if option}
        return sums(choices.vary(chapter, options))

    def totals(options: Options) -> pl.DataFrame:
        name = next(name for name, words in words_of.items() if words == options["lexicon"])
        if options[TERMS] == MADE_NEUTRAL and name != "headline":
            name += NEUTRAL
        units = table(options["unit"], options.get("boilerplate", ""), options.get("voices", ""))
        units = units.filter(
            choices.passes_on(options.get(choices.SPEECH, choices.REPORTED)) | _is_narrator()
        )
        reading = options.get("reading", "score")
        size = spread[name][reading]
        scale = own / size if own and size else 1.0
        total = pl.col(label(name) if reading == "label" else score(name))
        n = pl.col(reads(name) if options.get("no known word") == "neutral" else known(name))
        return units.group_by("document", maintain_order=True).agg(
            *((scale * total.filter(rows).sum()).alias(k) for k, rows in groups.items()),
            *(n.filter(rows).sum().alias(f"{k} n") for k, rows in groups.items()),
        )

    terms = (AS_LISTED, MADE_NEUTRAL)
    return evaluate_sums(
        [
            choices.unit(chapter),
            *more,
            Choice("lexicon", tuple(words_of.values()), words_of[lexicon]),
            Choice(TERMS, terms, MADE_NEUTRAL if lexicon == "headline" else AS_LISTED),
            choices.articles(chapter, "tone"),
        ],
        totals,
        value,
        # The report's own instrument has no form without them.
        without=((pl.col("lexicon") == WORDS["headline"]) & (pl.col(TERMS) == AS_LISTED))
        # A program has no list, and so none without them.
        | (~pl.col("lexicon").is_in(list(WORDS.values())) & (pl.col(TERMS) == MADE_NEUTRAL)),
        sentences=chapter.sentences.height,
    )


def difference_of_means(totals: pl.DataFrame) -> pl.Series:
    """Subtract the mean of the group `second` from that of `first`, for `tone_specifications`."""
    return totals["first"] / totals["first n"] - totals["second"] / totals["second n"]


def _programs(chapter: Selection) -> list[str]:
    """List the programs that count as another way to read tone, and the chosen one."""
    others = sorted(set(chapter.tables.instruments) - set(INSTRUMENTS))
    scores = chapter.scores.select(
        pl.col(score(name)).is_not_null().filter(reads(name)).mean().alias(name) for name in others
    )
    return [
        name
        for name, covered in zip(others, scores.row(0) if others else (), strict=True)
        if covered is not None and (covered >= COVERED or name == chapter.parameters.lexicon)
    ]


def _is_narrator() -> pl.Expr:
    return ~pl.col("voice").is_in(list(SOURCE_NAMES)).fill_null(value=False)
