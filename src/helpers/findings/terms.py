"""Which words are frequent."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import polars as pl

from helpers.corpus.text.languages import language_name
from helpers.findings import choices, limits
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.estimate import Estimate, evidence, mean
from helpers.findings.specifications import (
    ARTICLES,
    EVERY,
    Choice,
    Options,
    evaluate,
    leave_out,
)
from helpers.findings.superlative import (
    NAMES,
    UNITS,
    at_rank,
    choose_again,
    leader,
    next_words,
    quote,
    superlative,
)
from helpers.findings.wording import (
    PER_THOUSAND,
    by_sign,
    count,
    is_are,
    least_digits,
    listing,
    number,
    numbers_apart,
)
from helpers.measures.joins import KEYS
from helpers.measures.terms.ngrams import without_stopwords
from helpers.measures.terms.tokens import count_rows
from helpers.study.selection import Selection
from helpers.study.words import as_written, content_words, forms_of, sentences_of_term

CHAPTER = "words"
CANDIDATES = 40
EVERY_TIME = "every time"
HALF = 0.5


def findings(chapter: Selection) -> list[Claim]:
    """Findings on the frequency of words."""
    return [most_frequent(chapter)]


@makes("terms-most-frequent", chapter=CHAPTER, reads=["words"])
def most_frequent(chapter: Selection) -> Answer:
    """The most frequent word of the lists, and its lead over the next."""
    title = "Which word do the articles use most?"
    table = content_words(chapter)
    if table.height < 2:
        reason = f"These texts have fewer than two different {kind_of_word(chapter)}s."
        return inapplicable(title=title, reason=reason)
    first, second = table.row(0, named=True), table.row(1, named=True)

    pair = [first["term"], second["term"]]
    # One word's spread over the articles is no news of one article, nor of two words.
    alone = first["all_documents"] == 1
    leaders, followers = (
        at_rank(table["term"].to_list(), table["count"].to_list(), rank=rank) for rank in (1, 2)
    )
    written = as_written(chapter)
    names, next_names = (
        [written.get(term, term) for term in terms] for terms in (leaders, followers)
    )
    rates = first["rate"], second["rate"]
    rate, next_rate = numbers_apart(*rates, least=least_digits(PER_THOUSAND))
    every = count(first["all_documents"], "article")
    spread = "" if alone else f", in {number(first['documents'], 0)} of {every}"
    text = (
        f"The articles use “{names[0]}” more than any other {kind_of_word(chapter)}: {rate} "
        f"{PER_THOUSAND}{spread}"
        f"{next_words(next_names, next_rate)}."
    )
    if len(leaders) > 1:
        what = kind_of_word(chapter)
        text = f"No {what} is used more than {quote(names)}: {rate} {PER_THOUSAND} each."

    # Rarer words hardly come first in a resample.
    candidates = table["term"].head(CANDIDATES).to_list()
    columns = [_column(term) for term in candidates]
    one, other = (pl.col(_column(term)).cast(pl.Int64) for term in pair)
    occurrences = counts_in_sentences(chapter, candidates)
    again = choose_again(
        occurrences,
        [*columns, UNITS],
        candidates=candidates,
        scores=lambda totals: totals.select(columns).to_numpy().astype(np.float64),
        lead=one - other,
        over=UNITS,
        parameters=chapter.parameters,
    )
    lead = occurrences.with_columns(lead=one - other)
    # Sentences are drawn; a lead in each is as many in a thousand words as sentences hold these.
    estimate: Estimate = mean(lead, "lead", chapter.parameters).times(
        1000 * lead.height / first["tokens"]
    )
    # Under another form a word may have another name.
    forms = [forms_of(chapter, term) for term in pair]
    counts = _counts_by_choice(chapter, forms)

    def value(options: Options) -> float | None:
        totals, size, names = counts(options)
        first, second = (totals.get(name or "", 0) for name in names)
        return 1000 * (first - second) / size if size else None

    def first_word(options: Options) -> str | None:
        totals, _, names = counts(options)
        word = leader(totals)
        return pair[0] if word is not None and word == names[0] else word

    return Answer(
        title=title,
        text=text,
        limits=limits.join_sentences(limits.of_articles(chapter, "words"), of_stop_words(chapter)),
        most=superlative(again, pair[0], label=names[0]),
        subjects=(first["term"], second["term"]),
        operands=rates,
        estimate=estimate,
        unit=f"{PER_THOUSAND}: first word minus second",
        specifications=evaluate(
            [
                choices.form(chapter),
                choices.boilerplate(chapter),
                choices.voices(chapter),
                Choice("counted", (EVERY_TIME, "once a sentence"), EVERY_TIME),
                choices.articles(chapter, "words"),
            ],
            value,
            first=first_word,
            sentences=chapter.sentences.height,
        ),
        evidence=evidence(sentences_of_term(chapter, first["term"])),
    )


def kind_of_word(chapter: Selection) -> str:
    """Name the words of the lists: content words, where function words are left out of them."""
    return "content word" if chapter.leaves_out_function_words else "word"


def of_stop_words(chapter: Selection) -> str:
    """Say that function words are counted where no list of them is in the words' language."""
    language = chapter.language_of_words
    is_known = language in chapter.tables.languages_of_stop_words
    if language is None or is_known or chapter.parameters.stop_words == "none":
        return ""
    return (
        f"stopwords.yml lists no function words of {language_name(language)}, so they are counted "
        "like all others."
    )


def _column(term: str) -> str:
    return f"word {term}"


def counts_in_sentences(chapter: Selection, terms: Sequence[str]) -> pl.DataFrame:
    """Count words in every sentence, a column each.

    Returns
    -------
    DataFrame
        document, sentence, "word " and it for each word (occurrences), and `UNITS` (1).
    """
    columns = [
        (pl.col("term") == term).sum().cast(pl.UInt16).alias(_column(term)) for term in terms
    ]
    return count_rows(
        chapter.words.group_by(KEYS).agg(*columns, pl.lit(1, pl.UInt16).alias(UNITS))
    ).sort(KEYS)


def _counts_by_choice(
    chapter: Selection, forms: Sequence[Sequence[str]]
) -> Callable[[Options], tuple[dict[str, int], int, list[str | None]]]:
    """Give a function from options to how often words occur.

    It returns the occurrences of every content word, the number of all words, and what the words of
    each of the `forms` are counted as. It holds what it was asked last.
    """
    words = choices.counts_by_choice(chapter)

    @lru_cache(maxsize=1)
    def tables(
        form: str, boilerplate: str, voices: str
    ) -> tuple[pl.DataFrame, pl.DataFrame, list[str | None]]:
        table = words({"form": form, "boilerplate": boilerplate, "voices": voices})
        content = without_stopwords(table, chapter.stop_words)
        names = [choices.main_term(content, tokens) for tokens in forms]
        sizes = table.group_by("document").agg(pl.col("count").sum())
        return content.rename({"count": EVERY_TIME, "sentences": "once a sentence"}), sizes, names

    @lru_cache(maxsize=1)
    def count_words(
        form: str, boilerplate: str, voices: str, occasion: str, article: str
    ) -> tuple[dict[str, int], int, list[str | None]]:
        occurrences, sizes, names = tables(form, boilerplate, voices)
        totals = leave_out(occurrences, article).group_by("term").agg(pl.col(occasion).sum())
        size = int(leave_out(sizes, article)["count"].sum())
        return dict(totals.iter_rows()), size, names

    return lambda options: count_words(
        *(options[name] for name in ("form", "boilerplate", "voices", "counted")),
        options.get(ARTICLES, EVERY),
    )


def frequent_title(chapter: Selection, table: pl.DataFrame) -> str:
    """Say which words of a table of frequencies come first."""
    counts, kind = table["count"].to_list(), kind_of_word(chapter)
    if not counts:
        return f"No {kind} is used here"
    # Words that tie with one that has no room are not named.
    shut_out = counts[NAMES] if len(counts) > NAMES else 0
    leaders = table.head(NAMES).filter(pl.col("count") > shut_out)["term"].to_list()
    if not leaders:
        times = "once" if counts[0] == 1 else count(counts[0], "time")
        return f"No {kind} is used more than {times}"
    written = as_written(chapter)
    names = listing([f"“{written.get(term, term)}”" for term in leaders])
    words = kind if len(leaders) == 1 else f"{kind}s"
    return f"{names} {is_are(len(leaders))} the {words} used most"


def places_title(table: pl.DataFrame) -> str:
    """Say how many of the words of a table of places stand in every article."""
    documents = table["document"].n_unique()
    reach = table.drop_nulls("place").group_by("term").agg(pl.col("document").n_unique())
    everywhere = reach.filter(pl.col("document") == documents).height
    if documents < 2:
        return "Where the most used words stand in the article"
    terms = table["term"].n_unique()
    if terms == 1:
        return f"The most used word {'stands' if everywhere else 'does not stand'} in every article"
    every = count(terms, "most used word")
    if everywhere in (0, terms):
        return f"{'Each' if everywhere else 'None'} of the {every} stands in every article"
    verb = "stands" if everywhere == 1 else "stand"
    return f"{number(everywhere, 0)} of the {every} {verb} in every article"


def time_title(chapter: Selection, table: pl.DataFrame) -> str:
    """Say which of some words changes most from the first period of a trend to the last."""
    ends = (
        table.drop_nulls("period")
        .sort("period")
        .group_by("term", maintain_order=True)
        .agg(first=pl.col("rate").first(), last=pl.col("rate").last(), n=pl.len())
        .filter(pl.col("n") > 1)
        .sort((pl.col("last") - pl.col("first")).abs(), "term", descending=[True, False])
    )
    if not ends.height:
        return "There are not two periods with text to compare"
    term, first, last = ends.select("term", "first", "last").row(0)
    rates = [number(rate, least_digits(PER_THOUSAND)) for rate in (first, last)]
    name = as_written(chapter).get(term, term)
    if rates[0] == rates[1]:
        return f"“{name}” is used {rates[0]} {PER_THOUSAND} at the start and at the end"
    change = by_sign(last - first, above="rises", below="falls", zero="stays")
    return f"“{name}” {change} from {rates[0]} to {rates[1]} {PER_THOUSAND}"


def zipf_title(table: pl.DataFrame) -> str:
    """Say how few words make up half of the text, from a table of ranks."""
    half = table.filter(pl.col("coverage") >= HALF)
    if not half.height:
        return "There is no word to count"
    few = count(half["rank"][0], "word")
    once = table.filter(pl.col("count") == 1).height
    verb = "makes" if half["rank"][0] == 1 else "make"
    return (
        f"{few} of {number(table.height, 0)} {verb} up half of the text; {number(once, 0)} "
        f"{is_are(once)} used only once"
    )
