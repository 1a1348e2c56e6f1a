"""Which words are frequent."""

import polars as pl

from helpers.findings import choices, limits
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.estimate import Estimate, evidence, mean
from helpers.findings.specifications import Choice, Options, evaluate_sums
from helpers.findings.wording import PER_THOUSAND, count, least_digits, number, numbers_apart
from helpers.measures.terms.frequency import frequency
from helpers.study.selection import Selection

CHAPTER = "terms"


def findings(chapter: Selection) -> list[Claim]:
    """Findings of the chapter on words."""
    return [most_frequent(chapter)]


def content_words(chapter: Selection) -> pl.DataFrame:
    """Content words by frequency (see `helpers.measures.terms.frequency.frequency`)."""
    return frequency(chapter.words, term="term", stopwords=chapter.stop_words)


@makes("terms-most-frequent", chapter=CHAPTER)
def most_frequent(chapter: Selection) -> Answer:
    """The most frequent content word and its lead over the next."""
    title = "Which content word is the most frequent?"
    table = content_words(chapter)
    if table.height < 2:
        return inapplicable(title=title, reason="Fewer than two content words occur here.")
    first, second = table.row(0, named=True), table.row(1, named=True)

    pair = [first["term"], second["term"]]
    # One word's spread over the articles is no news of one article, nor of two words.
    is_tie, alone = first["count"] == second["count"], first["all_documents"] == 1
    subject = f"The most frequent content word is “{first['term']}”"
    rates = first["rate"], second["rate"]
    rate, next_rate = numbers_apart(*rates, least=least_digits(PER_THOUSAND))
    then = f"; next comes “{second['term']}” with {next_rate}"
    articles = count(first["all_documents"], "article")
    spread = "" if alone else f" and in {number(first['documents'], 0)} of {articles}"
    if is_tie:
        subject = f"No content word is more frequent than “{first['term']}” and “{second['term']}”"
        spread, then = "", " each"

    def leads(words: pl.DataFrame, above: str | None, below: str | None) -> pl.DataFrame:
        ahead, behind = (pl.col("term").eq_missing(term) for term in (above, below))
        return words.group_by("document", "sentence", maintain_order=True).agg(
            lead=ahead.sum().cast(pl.Float64) - behind.sum().cast(pl.Float64),
            once=ahead.any().cast(pl.Float64) - behind.any().cast(pl.Float64),
            words=pl.len(),
        )

    words = choices.words_by_choice(chapter)
    # Under another form a word may have another name.
    forms = [chapter.words.filter(pl.col("term") == term)["token"].unique() for term in pair]

    def sums(options: Options) -> pl.DataFrame:
        table = words(options)
        terms = [choices.main_term(table, tokens) for tokens in forms]
        lead = pl.col("lead" if options["counted"] == "every time" else "once")
        return (
            leads(table, *terms)
            .group_by("document", maintain_order=True)
            .agg(lead.sum().alias("lead"), pl.col("words").sum())
        )

    # Sentences are drawn; a lead in each is as many in a thousand words as sentences hold these.
    sentences = leads(chapter.words, *pair)
    estimate: Estimate = mean(sentences, "lead", chapter.parameters).times(
        1000 * sentences.height / chapter.words.height
    )
    return Answer(
        title=title,
        text=f"{subject}, {rate} {PER_THOUSAND}{spread}{then}.",
        limits=limits.join_sentences(
            limits.CHOSEN,
            limits.of_articles(chapter),
        ),
        subjects=(first["term"], second["term"]),
        operands=rates,
        estimate=estimate,
        unit=f"{PER_THOUSAND}: first word minus second",
        specifications=evaluate_sums(
            [
                choices.form(chapter),
                choices.boilerplate(chapter),
                choices.voices(chapter),
                Choice("counted", ("every time", "once a sentence"), "every time"),
                choices.articles(chapter),
            ],
            sums,
            lambda totals: 1000 * totals["lead"] / totals["words"],
            sentences=chapter.sentences.height,
        ),
        evidence=evidence(chapter.words.filter(pl.col("term") == first["term"])),
    )
