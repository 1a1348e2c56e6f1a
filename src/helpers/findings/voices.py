"""Who speaks: how much is passed on, from whom, and how much from nobody in particular."""

from collections.abc import Sequence

import polars as pl

from helpers.findings import choices, limits
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.estimate import evidence, mean
from helpers.findings.nothing_here import NO_SPEECH
from helpers.findings.specifications import Choice, Options, Specifications, evaluate_sums
from helpers.findings.wording import by_sign, number, percent
from helpers.study.selection import Selection
from helpers.study.voices import SOURCE_NAMES

CHAPTER = "voices"
NO_GROUP = "none"


def findings(chapter: Selection) -> list[Claim]:
    """Findings of the chapter on voices."""
    return [passed_on(chapter), most_heard(chapter), unnamed(chapter)]


def voiced_sentences(chapter: Selection) -> pl.DataFrame:
    """Sentences in any voice, with the column `attributed`, 1 or 0; headings are the narrator's."""
    return chapter.sentences.drop_nulls("voice").with_columns(attribution())


def source_sentences(chapter: Selection) -> pl.DataFrame:
    """Sentences that pass on what a source says."""
    return voiced_sentences(chapter).filter(pl.col("attributed") == 1)


@makes("voices-passed-on", chapter=CHAPTER)
def passed_on(chapter: Selection) -> Answer:
    """How much of the text is somebody else's speech."""
    title = "How much of the text passes on what others say?"
    table = voiced_sentences(chapter)
    reason = "" if table.height else "No sentence in any voice is left here."
    if len(chapter.parameters.voices) < 3:
        reason = "How much the articles pass on cannot be said where voices are left out."
    if reason:
        return inapplicable(title=title, reason=reason)
    balance = table.with_columns(balance=2 * pl.col("attributed") - 1)
    estimate = mean(balance, "balance", chapter.parameters)
    share = table["attributed"].mean()
    assert isinstance(share, float)
    words = by_sign(
        estimate.value,
        above="more than the journalists say themselves",
        below="less than the journalists say themselves",
        zero="as much as the journalists say themselves",
    )
    return Answer(
        title=title,
        text=f"{percent(share)} of the sentences pass on what a source says, quoted or in "
        f"paraphrase: {words} ({percent(1 - share)}).",
        limits=limits.join_sentences(
            limits.of_articles(chapter), limits.of_field(chapter, "voice", what="voices")
        ),
        estimate=estimate,
        unit="difference of the shares, passed on minus narrated",
        specifications=_specifications(
            chapter,
            value=2 * pl.col("attributed") - 1,
            # Who cleans nothing takes captions and credits for the journalists' words.
            more=[choices.boilerplate(chapter, own=choices.OUT)],
        ),
        evidence=evidence(table.filter(pl.col("attributed") == 1)),
    )


def attribution() -> pl.Expr:
    """1 for quoted and paraphrased speech, 0 for the narrator."""
    return pl.col("voice").is_in(list(SOURCE_NAMES)).cast(pl.Float64).alias("attributed")


@makes("voices-most-heard", chapter=CHAPTER)
def most_heard(chapter: Selection) -> Answer:
    """Which bloc is passed on in the most sentences, and how far ahead it is."""
    title = "Who is passed on the most?"
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
            reason="Fewer than two known groups of speakers are quoted or paraphrased here.",
        )
    first, second = blocs.row(0, named=True), blocs.row(1, named=True)
    unknown = float(blocs_by_size.filter(pl.col("bloc") == NO_GROUP)["share"].sum())
    rest = f"{percent(unknown)} come from speakers of no known group." if unknown else ""
    labels = chapter.tables.bloc_labels

    ahead = (pl.col("bloc") == first["bloc"]).cast(pl.Float64) - (
        pl.col("bloc") == second["bloc"]
    ).cast(pl.Float64)
    spoke = table.filter(pl.col("attributed") == 1).with_columns(lead=ahead)
    other = labels.get(second["bloc"], second["bloc"])
    then = f"{percent(second['share'])} from {other}, the next largest group"
    if first["len"] == second["len"]:
        then = f"as many as from {other}"

    return Answer(
        title=title,
        text=f"Of the sentences that are passed on, {percent(first['share'])} come from "
        f"{labels.get(first['bloc'], first['bloc'])}, {then}.",
        limits=limits.join_sentences(
            rest,
            limits.CHOSEN,
            limits.of_articles(chapter),
            limits.of_field(chapter, "bloc", what="groups of speakers"),
        ),
        estimate=mean(spoke, "lead", chapter.parameters),
        unit="difference of the two groups' shares of the passed-on sentences",
        specifications=_specifications(chapter, value=ahead, sourced_only=True),
        evidence=evidence(table.filter(pl.col("bloc") == first["bloc"])),
    )


@makes("voices-unnamed", chapter=CHAPTER)
def unnamed(chapter: Selection) -> Answer:
    """How much of what is passed on has no name to it."""
    title = "How much is passed on from nobody in particular?"
    table = voiced_sentences(chapter).filter(pl.col("attributed") == 1)
    if not table.height:
        return inapplicable(title=title, reason=NO_SPEECH)
    names = [name.lower() for name in chapter.tables.codebook.unnamed]
    nobody = pl.col("speaker").str.to_lowercase().is_in(names).fill_null(value=True)
    balance = 1 - 2 * nobody.cast(pl.Float64)
    estimate = mean(table.with_columns(named=balance), "named", chapter.parameters)
    without_name = table.filter(nobody)
    share = without_name.height / table.height
    words = by_sign(estimate.value, above="fewer than", below="more than", zero="as many as")
    text = (
        f"{percent(share)} of the passed-on sentences ({number(without_name.height, 0)} of "
        f"{number(table.height, 0)}) name no speaker (“experts”, “a source” and the like): {words} "
        "name one."
    )
    if not without_name.height:
        text = f"Every passed-on sentence ({number(table.height, 0)}) names its speaker."
    return Answer(
        title=title,
        text=text,
        limits=limits.join_sentences(
            limits.of_few(without_name.height, "such sentence") if without_name.height else "",
            limits.of_field(chapter, "speaker", what="speakers"),
        ),
        estimate=estimate,
        unit="difference of the shares, named minus unnamed",
        specifications=_specifications(chapter, value=balance, sourced_only=True),
        evidence=evidence(without_name),
    )


def _specifications(
    chapter: Selection, *, value: pl.Expr, sourced_only: bool = False, more: Sequence[Choice] = ()
) -> Specifications:
    """Compute the specifications of an average over sentences, or over those that pass on speech.

    Choices: sentences count alike or by their words; headings count or not; where speech that is
    passed on is looked at, both ways of passing it on or one of them.
    """
    table = chapter.vary(boilerplate=True).sentences.with_columns(
        attribution().fill_null(0.0),
        sentences=pl.lit(1.0),
        words=pl.col("words").cast(pl.Float64),
    )

    def sums(options: Options) -> pl.DataFrame:
        kinds = ["body"]
        kinds += ["heading"] * (options["headings"] == choices.IN)
        kinds += ["boilerplate"] * (options.get("boilerplate") == choices.IN)
        rows = table.filter(pl.col("kind").is_in(kinds))
        if sourced_only:
            rows = rows.filter(choices.passes_on(options["passed on"]))
        weight = pl.col(options["counted"])
        return rows.group_by("document", maintain_order=True).agg(
            top=(value * weight).sum(), whole=weight.sum()
        )

    own_sentences = chapter.sentences
    if sourced_only:
        own_sentences = own_sentences.filter(choices.passes_on("both"))
    all_choices = [
        Choice("counted", ("sentences", "words"), "sentences"),
        choices.headings(own_sentences, own=choices.IN),
        *([choices.ways_of_passing_on(own_sentences)] if sourced_only else []),
        *more,
        choices.articles(chapter),
    ]
    return evaluate_sums(
        all_choices, sums, lambda totals: totals["top"] / totals["whole"], sentences=table.height
    )
