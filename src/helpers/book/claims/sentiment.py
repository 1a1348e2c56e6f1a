"""What can be said about tone, and what the usual way of measuring it would have said."""

import polars as pl

from helpers.book.chapter import Chapter
from helpers.book.claims.estimate import Estimate, difference, evidence, finding, inapplicable, mean
from helpers.book.findings import Finding
from helpers.book.wording import by_sign, listing, number, percent

CHAPTER = "sentiment"
LEXICONS = ("headline", "vader", "afinn", "pattern")


def findings(chapter: Chapter) -> list[Finding]:
    """Findings of the chapter on tone."""
    return [balance(chapter), plain_instrument(chapter), by_voice(chapter), over_time(chapter)]


def scored(chapter: Chapter, lexicon: str | None = None) -> pl.DataFrame:
    """Units with the score of one instrument; null where it knows no word.

    Returns
    -------
    DataFrame
        document, sentence, text, kind, voice, bloc, outlet, period, score.
    """
    chosen = lexicon or chapter.parameters.lexicon
    columns = [
        "document",
        "sentence",
        "paragraph",
        "text",
        "kind",
        "voice",
        "bloc",
        "outlet",
        "period",
    ]
    table = chapter.sentences.select(columns).join(
        chapter.tones.filter(pl.col("lexicon") == chosen).select("document", "sentence", "score"),
        on=["document", "sentence"],
        how="left",
        maintain_order="left",
    )
    if chapter.parameters.unit == "paragraph":
        table = table.group_by("document", "paragraph", maintain_order=True).agg(
            pl.col("sentence", "kind", "voice", "bloc", "outlet", "period").first(),
            pl.col("text").str.join(" "),
            pl.col("score").mean(),
        )
    return table.drop("paragraph")


def _variants(chapter: Chapter) -> list[Chapter]:
    made = []
    for unit in ("sentence", "paragraph"):
        for boilerplate in (False, True):
            made.append(chapter.vary(unit=unit, boilerplate=boilerplate))
    return made


def balance(chapter: Chapter) -> Finding:
    """Whether the wording is positive or negative on balance."""
    title = "Is the wording positive or negative on balance?"
    name = "sentiment-balance"
    table = scored(chapter)
    estimate = mean(table, "score", chapter.parameters)
    if estimate.value is None:
        return inapplicable(
            name, CHAPTER, title=title, reason="The instrument knows no word of this text."
        )
    words = by_sign(estimate.value, above="positive", below="negative", zero="balanced")
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"{chapter.parameters.unit.capitalize()} by {chapter.parameters.unit}, the wording is "
        f"{words} on balance: the mean tone is {number(estimate.value)}. The instrument knows a "
        f"word in {percent(estimate.n / table.height)} of the {chapter.parameters.unit}s.",
        estimate=estimate,
        unit=_scale(chapter),
        specifications=[
            mean(scored(variant, lexicon), "score", variant.parameters).value
            for variant in _variants(chapter)
            for lexicon in LEXICONS
        ],
        evidence=evidence(table, order="score", descending=estimate.value > 0),
    )


def _scale(chapter: Chapter) -> str:
    scales = {
        "headline": "on a scale from −1 to 1",
        "vader": "VADER compound, −1 to 1",
        "afinn": "sum of AFINN valences",
        "pattern": "pattern polarity, −1 to 1",
    }
    return scales[chapter.parameters.lexicon]


def plain_instrument(chapter: Chapter) -> Finding:
    """What VADER says when it is used as it comes."""
    title = "What would the instrument have said off the shelf?"
    name = "sentiment-plain-vader"
    keys = ["document", "sentence"]

    def gaps(variant: Chapter) -> pl.DataFrame:
        plain = scored(variant, "vader").select(*keys, plain="score")
        own = scored(variant, "headline").select(*keys, own="score")
        both = plain.join(own, on=keys, how="inner", maintain_order="left")
        # A neutral term is a word that the adapted instrument does not know: there it says 0.
        return both.filter(pl.col("plain").is_not_null()).with_columns(
            gap=pl.col("plain") - pl.col("own").fill_null(0.0)
        )

    whole = chapter.wholes
    table = gaps(chapter)
    estimate = mean(table, "gap", chapter.parameters)
    if estimate.value is None:
        return inapplicable(name, CHAPTER, title=title, reason="VADER knows no word of this text.")
    positive = whole.filter(pl.col("score") > 0).height
    means = scored(chapter, "headline").group_by("document").agg(pl.col("score").mean())
    below = means.filter(pl.col("score") < 0).height
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"Read whole by plain VADER, {number(positive, 0)} of {number(whole.height, 0)} "
        f"articles come out positive; sentence by sentence with the terms of the topic made "
        f"neutral, {number(below, 0)} of {number(means.height, 0)} come out negative. On the same "
        f"sentences plain VADER scores {number(abs(estimate.value))} "
        f"{by_sign(estimate.value, above='higher', below='lower', zero='apart')}.",
        estimate=estimate,
        unit="mean difference of the compound scores, plain minus adapted",
        specifications=[
            mean(gaps(variant), "gap", variant.parameters).value for variant in _variants(chapter)
        ],
        evidence=evidence(table, order="gap", descending=estimate.value > 0),
    )


def by_voice(chapter: Chapter) -> Finding:
    """Whether sources are passed on in a tone other than the narrator's."""
    title = "Is passed-on speech worded more negatively than the journalists’ own?"
    name = "sentiment-by-voice"

    def grouped(variant: Chapter, lexicon: str | None = None) -> pl.DataFrame:
        return scored(variant, lexicon).with_columns(
            who=pl.when(pl.col("voice") == "narrator")
            .then(pl.lit("narrator"))
            .otherwise(pl.lit("sources"))
        )

    def gap(variant: Chapter, lexicon: str | None = None) -> Estimate:
        return difference(
            grouped(variant, lexicon),
            "score",
            between="who",
            first="sources",
            second="narrator",
            p=variant.parameters,
        )

    means = dict(grouped(chapter).group_by("who").agg(pl.col("score").mean()).iter_rows())
    estimate = gap(chapter)
    if estimate.value is None:
        return inapplicable(
            name,
            CHAPTER,
            title=title,
            reason="There are no scored sentences of both the narrator and the sources here.",
        )
    words = by_sign(
        estimate.value, above="less negatively", below="more negatively", zero="as negatively"
    )
    if means["narrator"] >= 0 and means["sources"] >= 0:
        words = by_sign(
            estimate.value, above="more positively", below="less positively", zero="as positively"
        )
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"Passed-on speech is worded {words} (mean {number(means['sources'])}) than the "
        f"journalists’ own sentences ({number(means['narrator'])}).",
        estimate=estimate,
        unit="difference of the means, sources minus narrator",
        specifications=[
            gap(variant, lexicon).value for variant in _variants(chapter) for lexicon in LEXICONS
        ],
        evidence=evidence(grouped(chapter).filter(pl.col("who") == "sources"), order="score"),
    )


def over_time(chapter: Chapter) -> Finding:
    """Whether tone differs before and after the date that parts two periods."""
    day = chapter.parameters.split_date
    title = f"Does tone differ before and after {day}?" if day else "Does tone change over time?"
    name = "sentiment-over-time"
    table = scored(chapter)
    periods = table["period"].drop_nulls().unique().to_list()
    if len(periods) < 2:
        dated = chapter.documents["published"].count()
        why = (
            f"All dated articles lie on one side of {day}."
            if day and dated
            else "No date parts the articles."
        )
        return inapplicable(name, CHAPTER, title=title, reason=why)

    def gap(variant: Chapter, lexicon: str | None = None) -> Estimate:
        return difference(
            scored(variant, lexicon),
            "score",
            between="period",
            first="after",
            second="before",
            p=variant.parameters,
        )

    estimate = gap(chapter)
    counts = dict(table.group_by("period").agg(pl.col("document").n_unique()).iter_rows())
    spans = listing([f"{number(counts[word], 0)} {word}" for word in ("before", "after")])
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"After {day} the mean tone is {number(abs(estimate.value or 0))} "
        f"{by_sign(estimate.value, above='higher', below='lower', zero='apart')} than before; the "
        f"articles are few ({spans}), so this describes them and no period.",
        estimate=estimate,
        unit="difference of the means, after minus before",
        specifications=[
            gap(variant, lexicon).value for variant in _variants(chapter) for lexicon in LEXICONS
        ],
        evidence=evidence(table.filter(pl.col("period") == "after"), order="score"),
    )
