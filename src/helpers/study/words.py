"""The words of a study: the content words, and one chosen word with its places and neighbours."""

from typing import Any

import polars as pl

from helpers.measures.joins import KEYS
from helpers.measures.terms.collocation import collocates
from helpers.measures.terms.concordance import concordance, concordances, find
from helpers.measures.terms.forms import written_forms
from helpers.measures.terms.frequency import frequency
from helpers.measures.terms.ngrams import ORDER
from helpers.measures.terms.tokens import count_rows
from helpers.study.selection import Selection, once

# Words of context to each side of a place.
WIDTH = 8
# Lines of a word, and words and articles of a table, that are printed and kept.
LINES = LISTED_WORDS = 2000
LISTED_ARTICLES = 200


@once
def content_words(selection: Selection) -> pl.DataFrame:
    """Content words by frequency (see `helpers.measures.terms.frequency.frequency`)."""
    return frequency(selection.words, term="term", stopwords=selection.stop_words)


def first_articles(selection: Selection, most: int = LISTED_ARTICLES) -> pl.DataFrame:
    """The first of the articles whose words are counted: as many as a table can list."""
    return selection.documents_of_words.head(most)


def say_first(selection: Selection, articles: pl.DataFrame) -> str:
    """Say of how many articles these are the first; nothing where they are all."""
    every = selection.documents_of_words.height
    if articles.height == every:
        return ""
    return f"The first {articles.height:,} of {every:,} articles."


def words_of(selection: Selection, articles: pl.DataFrame) -> pl.DataFrame:
    """Read the words of some articles."""
    names = articles["document"].implode()
    return count_rows(selection.words.filter(pl.col("document").is_in(names)))


@once
def as_written(selection: Selection) -> dict[str, str]:
    """Say how words are mostly written (see `helpers.measures.terms.forms.written_forms`)."""
    return written_forms(selection.words)


@once
def chosen_word(selection: Selection) -> str:
    """The parameter `node`, or the most frequent content word; empty where there is none."""
    name = " ".join(selection.parameters.node.split())
    if name:
        bare = name.replace(".", "")
        return next((form for form in (name, bare) if occurs(selection, form)), name)
    words = content_words(selection)["term"].to_list()
    return words[0] if words else ""


def occurs(selection: Selection, term: str) -> bool:
    """Tell whether a word stands in the texts just so."""
    return bool(forms_of(selection, term))


def forms_of(selection: Selection, term: str) -> list[str]:
    """List the words, in small letters, that are counted as a term."""
    rows = selection.words.filter(pl.col("term") == term).select("token").unique()
    return sorted(count_rows(rows)["token"])


def sentences_of_term(selection: Selection, term: str) -> pl.DataFrame:
    """Name the sentences in which a term stands: document, sentence, in the articles' order."""
    rows = selection.words.filter(pl.col("term") == term).select(KEYS).unique()
    order = selection.documents.select("document").with_row_index("order")
    return count_rows(rows).join(order, on="document").sort("order", "sentence").drop("order")


def lines_of_word(selection: Selection) -> pl.DataFrame:
    """Places of the chosen word with their context (see `concordance`): the first `LINES`.

    A word that stands in the texts just so is looked for as it is; anything else is read as a
    pattern with wildcards or a phrase, without regard to capitals.
    """
    word, texts = chosen_word(selection), selection.tables.texts
    looks: dict[str, Any] = {
        "term": "term",
        "width": WIDTH,
        "sort": selection.parameters.context_sort,
        "limit": LINES,
    }
    if not word or occurs(selection, word):
        lines = concordances(selection.words, texts, [word] if word else [], **looks)
        return lines.drop("term", "count")
    return concordance(selection.words, texts, word, **looks)


@once
def places_of_word(selection: Selection) -> pl.DataFrame:
    """Every place of the chosen word: document, sentence, position; as `lines_of_word` finds it."""
    word = chosen_word(selection)
    if not word or occurs(selection, word):
        rows = selection.words.filter(pl.col("term") == word).select(ORDER)
        return count_rows(rows).sort(ORDER)
    return find(selection.words, word, term="term").select(ORDER)


@once
def words_with_phrase(selection: Selection) -> pl.LazyFrame:
    """The words with each place of the chosen word or phrase as one token, named like it."""
    return join_phrase(selection, selection.words)


def join_phrase(selection: Selection, words: pl.LazyFrame) -> pl.LazyFrame:
    """Make each place of the chosen word or phrase one token of a table of words."""
    word = chosen_word(selection)
    if not word or occurs(selection, word):
        return words
    places = find(words, word, term="term")
    keys = places.select(KEYS).unique().lazy()
    spans = places.select("document", "position", "end").rename({"end": "to"})
    spans = spans.with_columns(at="position")
    inside = (pl.col("start") < pl.col("to")).fill_null(value=False)
    opening = pl.col("position") == pl.col("at")
    joined = (
        count_rows(words.join(keys, on=KEYS, how="semi"))
        .sort("document", "position")
        .join_asof(
            spans.sort("document", "position"),
            on="position",
            by="document",
            check_sortedness=False,
        )
        .filter(~inside | opening)
        .with_columns(term=pl.when(inside).then(pl.lit(word)).otherwise("term"))
        .with_columns(first=pl.struct(*KEYS, "term").is_first_distinct())
        .drop("to", "at")
    )
    return pl.concat([words.join(keys, on=KEYS, how="anti"), joined.lazy()])


def neighbours(selection: Selection, span: int) -> pl.DataFrame:
    """Words near the chosen one, so many words to each side (see `collocates`)."""
    return collocates(
        words_with_phrase(selection),
        chosen_word(selection),
        term="term",
        span=span,
        minimum=selection.parameters.min_frequency,
        stopwords=selection.stop_words,
    )
