"""Who speaks: how much is quoted or paraphrased, from whom, and how much has no named source."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.corpus.voices.voice import NO_GROUP
from helpers.findings import choices, limits
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.correction import corrected_lead, correction
from helpers.findings.estimate import balance, evidence, mean
from helpers.findings.nothing_here import NO_GROUPS, NO_SPEECH
from helpers.findings.specifications import Choice, Options, Specifications, evaluate_sums
from helpers.findings.superlative import (
    UNITS,
    at_rank,
    choose_again,
    first_of,
    shorten,
    superlative,
)
from helpers.findings.wording import by_sign, number, percent, percents_apart
from helpers.measures.speech.speakers import is_unnamed
from helpers.study.corrected import lead_quantity, passed_on_quantity, within
from helpers.study.selection import Selection
from helpers.study.voices import SOURCE_NAMES

CHAPTER = "who-speaks"


def findings(chapter: Selection) -> list[Claim]:
    """Findings of the chapter on who speaks."""
    return [passed_on(chapter), most_heard(chapter), unnamed(chapter)]


def voiced_sentences(chapter: Selection) -> pl.DataFrame:
    """Sentences in any voice, with the column `attributed`, 1 or 0; headings are the reporters'."""
    return chapter.sentences.drop_nulls("voice").with_columns(attribution())


def attribution() -> pl.Expr:
    """1 for quoted and paraphrased speech, 0 for the reporters' own words."""
    return pl.col("voice").is_in(list(SOURCE_NAMES)).cast(pl.Float64).alias("attributed")


@makes("voices-passed-on", chapter=CHAPTER, reads=["voices"])
def passed_on(chapter: Selection) -> Answer:
    """How much of the text quotes or paraphrases a source."""
    title = "How much of the text is quoted or paraphrased?"
    table = voiced_sentences(chapter)
    reason = "" if table.height else "This selection has no sentence that anyone speaks."
    if len(chapter.parameters.voices) < 3:
        reason = (
            "This cannot be measured when quotations, paraphrases or reporters’ words are left out."
        )
    if reason:
        return inapplicable(title=title, reason=reason)
    sides = table.with_columns(side=2 * pl.col("attributed") - 1)
    estimate = balance(sides, "side", chapter.parameters)
    share = table["attributed"].mean()
    assert isinstance(share, float)
    theirs, own = percents_apart(share, 1 - share)
    text = _all_alike(share, table.height) or by_sign(
        estimate.value,
        above=f"Most sentences ({theirs}) quote or paraphrase a source; reporters speak for "
        f"themselves in {own}.",
        below=f"Most sentences ({own}) are reporters’ own words; {theirs} quote or paraphrase a "
        "source.",
        zero="Half of the sentences quote or paraphrase a source; the other half are reporters’ "
        "own words.",
    )
    return Answer(
        title=title,
        text=text,
        limits=limits.join_sentences(
            limits.of_articles(chapter, "voices"), limits.of_field(chapter, "voice", what="voices")
        ),
        subjects=("sources", "narrator"),
        operands=(share, 1 - share),
        corrected=correction(chapter, passed_on_quantity()),
        estimate=estimate,
        unit="quoted or paraphrased minus reporters’ own words",
        specifications=_specifications(
            chapter,
            value=2 * pl.col("attributed") - 1,
            # Who cleans nothing takes captions and credits for the reporters' words.
            more=[choices.boilerplate(chapter, own=choices.OUT)],
        ),
        evidence=evidence(table.filter(pl.col("attributed") == 1)),
    ).in_points()


@makes("voices-most-heard", chapter=CHAPTER, reads=["voices"])
def most_heard(chapter: Selection) -> Answer:
    """Which group speaks in the most sentences of sources, and how far ahead it is."""
    title = "Which group of speakers is heard most?"
    table = voiced_sentences(chapter)
    blocs_by_size = (
        table.filter(pl.col("attributed") == 1)
        .drop_nulls("bloc")
        .group_by("bloc")
        .len()
        .with_columns(share=pl.col("len") / pl.col("len").sum())
        .sort("len", "bloc", descending=[True, False])
    )
    blocs = blocs_by_size.filter(pl.col("bloc") != NO_GROUP)
    if blocs.height < 2:
        return inapplicable(
            title=title,
            reason=NO_GROUPS,
        )
    first, second = blocs.row(0, named=True), blocs.row(1, named=True)
    unknown = float(blocs_by_size.filter(pl.col("bloc") == NO_GROUP)["share"].sum())
    rest = f"Speakers of no known group account for {percent(unknown)}." if unknown else ""
    labels = chapter.tables.bloc_labels

    names = sorted(blocs["bloc"])
    is_source = pl.col("attributed") == 1
    columns = {name: f"group {name}" for name in names}
    parts = {
        column: ((pl.col("bloc") == name) & is_source).fill_null(value=False).cast(pl.Float64)
        for name, column in columns.items()
    }
    # The reporters' own sentences count nothing, and keep their place between the others.
    units = table.with_columns(
        *(part.alias(column) for column, part in parts.items()),
        is_source.cast(pl.Float64).alias(UNITS),
    )

    def scores(totals: pl.DataFrame) -> NDArray[np.float64]:
        return totals.select(list(columns.values())).to_numpy().astype(np.float64)

    again = choose_again(
        units,
        [*columns.values(), UNITS],
        candidates=names,
        scores=scores,
        lead=pl.col(columns[first["bloc"]]) - pl.col(columns[second["bloc"]]),
        over=UNITS,
        parameters=chapter.parameters,
    )
    ahead = (pl.col("bloc") == first["bloc"]).cast(pl.Float64) - (
        pl.col("bloc") == second["bloc"]
    ).cast(pl.Float64)
    spoke = table.with_columns(lead=pl.when(is_source).then(ahead))
    amount, next_amount = percents_apart(first["share"], second["share"])
    titles = [labels.get(name, name) for name in blocs["bloc"]]
    leaders, followers = (at_rank(titles, blocs["len"].to_list(), rank=rank) for rank in (1, 2))
    then = f"ahead of {shorten(followers)} with {next_amount}{' each' * (len(followers) > 1)}"
    if len(leaders) > 1:
        then = f"as many as from {shorten(leaders[1:])}"

    who = labels.get(first["bloc"], first["bloc"])
    text = f"{amount} of quoted or paraphrased sentences come from {who}, {then}."
    if unknown > first["share"]:
        rest = ""
        ahead_of = f"{shorten(leaders)} come first with {amount} each"
        if len(leaders) == 1:
            ahead_of = f"{who} come first with {amount}, {then}"
        text = (
            f"{percent(unknown)} of quoted or paraphrased sentences come from speakers of no known "
            f"group. Of the known groups, {ahead_of}."
        )
    return Answer(
        title=title,
        text=text,
        limits=limits.join_sentences(
            rest,
            limits.of_articles(chapter, "voices"),
            limits.of_field(chapter, "bloc", what="groups of speakers"),
        ),
        most=superlative(again, first["bloc"], label=titles[0]),
        subjects=(first["bloc"], second["bloc"]),
        operands=(first["share"], second["share"]),
        corrected=corrected_lead(
            chapter,
            (
                within(chapter, lead_quantity("bloc", first["bloc"], name), "who", "sources")
                for name in names
                if name != first["bloc"]
            ),
        ),
        estimate=mean(spoke, "lead", chapter.parameters),
        unit="largest group minus second largest, of quoted or paraphrased sentences",
        specifications=_specifications(
            chapter,
            value=ahead,
            sourced_only=True,
            parts=parts,
            first=lambda totals: first_of(names, scores(totals)),
        ),
        evidence=evidence(table.filter(pl.col("bloc") == first["bloc"])),
    ).in_points()


@makes("voices-unnamed", chapter=CHAPTER, reads=["voices"])
def unnamed(chapter: Selection) -> Answer:
    """How much of what is quoted or paraphrased has no name to it."""
    title = "How often do the articles not name their source?"
    table = voiced_sentences(chapter).filter(pl.col("attributed") == 1)
    if not table.height:
        return inapplicable(title=title, reason=NO_SPEECH)
    nobody = is_unnamed(chapter.tables.unnamed)
    named = 1 - 2 * nobody.cast(pl.Float64)
    estimate = balance(table.with_columns(named=named), "named", chapter.parameters)
    without_name = table.filter(nobody)
    share = without_name.height / table.height
    with_name, without = percents_apart(1 - share, share)
    counts = f"{number(without_name.height, 0)} of {number(table.height, 0)}"
    text = by_sign(
        estimate.value,
        above=f"Most quoted or paraphrased sentences ({with_name}) name their source; {without} "
        f"({counts}) cite only “experts”, “a source” and the like, or no one.",
        below=f"Most quoted or paraphrased sentences ({without}, {counts}) cite only “experts”, "
        f"“a source” and the like, or no one; {with_name} name their source.",
        zero=f"Half of the quoted or paraphrased sentences ({counts}) name no source, or only "
        "“experts”, “a source” and the like.",
    )
    if not without_name.height:
        text = f"All {number(table.height, 0)} quoted or paraphrased sentences name their source."
        if table.height == 2:
            text = "Both quoted or paraphrased sentences name their source."
        if table.height == 1:
            text = "The one quoted or paraphrased sentence names its source."
    return Answer(
        title=title,
        text=text,
        limits=limits.join_sentences(
            limits.of_few(
                without_name.height,
                "sentence without a named source",
                "sentences without a named source",
            )
            if without_name.height
            else "",
            limits.of_field(chapter, "speaker", what="speakers"),
        ),
        subjects=("named", "unnamed"),
        operands=(1 - share, share),
        estimate=estimate,
        unit="sentences that name a source minus those that do not",
        specifications=_specifications(chapter, value=named, sourced_only=True),
        evidence=evidence(without_name),
    ).in_points()


def _all_alike(share: float, n: int) -> str:
    """Say that every sentence is a source's, or none; empty where both are found."""
    if share == 0:
        if n == 1:
            return "The one sentence is the reporters’ own; it quotes and paraphrases no source."
        return f"No sentence quotes or paraphrases a source: all {number(n, 0)} are reporters’ own."
    if share == 1:
        which = "Every sentence" if n > 1 else "The one sentence"
        return f"{which} quotes or paraphrases a source."
    return ""


def _specifications(
    chapter: Selection,
    *,
    value: pl.Expr,
    sourced_only: bool = False,
    more: Sequence[Choice] = (),
    parts: Mapping[str, pl.Expr] | None = None,
    first: Callable[[pl.DataFrame], pl.Series] | None = None,
) -> Specifications:
    """Compute the specifications of an average over all sentences, or over those of sources.

    Choices: sentences count alike or by their words; headings count or not; of the sentences of
    sources both quotations and paraphrases count, or one of them. From the sums of `parts`, the
    candidate that comes out `first` is given, where the finding is a "most".
    """
    is_known = pl.col("voice").is_not_null() | (pl.col("kind") == "boilerplate")
    table = (
        chapter.vary(boilerplate=True)
        .sentences.filter(is_known)
        .with_columns(
            attribution().fill_null(0.0),
            sentences=pl.lit(1.0),
            words=pl.col("words").cast(pl.Float64),
        )
    )

    def sums(options: Options) -> pl.DataFrame:
        kinds = ["body"]
        kinds += ["heading"] * (options["headings"] == choices.IN)
        kinds += ["boilerplate"] * (options.get("boilerplate") == choices.IN)
        rows = table.filter(pl.col("kind").is_in(kinds))
        if sourced_only:
            rows = rows.filter(choices.passes_on(options[choices.SPEECH]))
        weight = pl.col(options["counted"])
        return rows.group_by("document", maintain_order=True).agg(
            *((part * weight).sum().alias(name) for name, part in (parts or {}).items()),
            top=(value * weight).sum(),
            whole=weight.sum(),
        )

    own_sentences = chapter.sentences
    if sourced_only:
        own_sentences = own_sentences.filter(choices.passes_on(choices.REPORTED))
    all_choices = [
        Choice("counted", ("sentences", "words"), "sentences"),
        choices.headings(own_sentences, own=choices.IN),
        *([choices.ways_of_passing_on(own_sentences)] if sourced_only else []),
        *more,
        choices.articles(chapter, "voices"),
    ]
    return evaluate_sums(
        all_choices,
        sums,
        lambda totals: totals["top"] / totals["whole"],
        first=first,
        sentences=table.height,
    )
