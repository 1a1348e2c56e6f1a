"""The words of a study: the content words, and one chosen word with its places and neighbours."""

from typing import Any

import polars as pl

from helpers.measures.joins import join_in_order
from helpers.measures.terms.collocation import collocates
from helpers.measures.terms.concordance import concordance, concordances
from helpers.measures.terms.forms import written_forms
from helpers.measures.terms.frequency import frequency
from helpers.study.selection import Selection, once

# Words of context to each side of a place.
WIDTH = 8


@once
def content_words(selection: Selection) -> pl.DataFrame:
    """Content words by frequency (see `helpers.measures.terms.frequency.frequency`)."""
    return frequency(selection.words, term="term", stopwords=selection.stop_words)


@once
def as_written(selection: Selection) -> dict[str, str]:
    """Say how words are mostly written (see `helpers.measures.terms.forms.written_forms`)."""
    return written_forms(
        join_in_order(selection.sentences, selection.documents_of_words, on="document", how="semi")
    )


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
    return bool((selection.words["term"] == term).any())


def lines_of_word(selection: Selection, *, words: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every place of the chosen word with its context (see `concordance`).

    A word that stands in the texts just so is looked for as it is; anything else is read as a
    pattern with wildcards or a phrase, without regard to capitals.
    """
    words = selection.words if words is None else words
    word, texts = chosen_word(selection), selection.tables.texts
    looks: dict[str, Any] = {
        "term": "term",
        "width": WIDTH,
        "sort": selection.parameters.context_sort,
    }
    if not word or occurs(selection, word):
        lines = concordances(words, texts, [word] if word else [], limit=words.height, **looks)
        return lines.drop("term", "count")
    return concordance(words, texts, word, **looks)


@once
def words_with_phrase(selection: Selection) -> pl.DataFrame:
    """The words with each place of the chosen word or phrase as one token, named like it."""
    return join_phrase(selection, selection.words)


def join_phrase(selection: Selection, words: pl.DataFrame) -> pl.DataFrame:
    """Make each place of the chosen word or phrase one token of a table of words."""
    spans = lines_of_word(selection, words=words).select("document", "position", "start", "end")
    spans = spans.sort("document", "position")
    marks = words.sort("document", "position").join_asof(
        spans.rename({"start": "from", "end": "to", "position": "at"}).with_columns(
            position=pl.col("at")
        ),
        on="position",
        by="document",
        check_sortedness=False,
    )
    inside = (pl.col("start") < pl.col("to")).fill_null(False)
    first = pl.col("position") == pl.col("at")
    return (
        marks.filter(~inside | first)
        .with_columns(term=pl.when(inside).then(pl.lit(chosen_word(selection))).otherwise("term"))
        .drop("from", "to", "at")
    )


def neighbours(selection: Selection, span: int | None) -> pl.DataFrame:
    """Words near the chosen one, in a window or without one in its sentences (see `collocates`)."""
    return collocates(
        words_with_phrase(selection),
        chosen_word(selection),
        term="term",
        span=span,
        minimum=selection.parameters.min_frequency,
        stopwords=selection.stop_words,
    )
