"""The words of a corpus, one row each, with what they are counted as."""

from collections.abc import Collection

import polars as pl

from helpers.corpus.text.tokens import tokenize
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.terms.forms import with_acronyms, with_form, with_names, with_stems

WORDS = "words"
"""The name of the table where it is kept."""


def make_words(
    spans: pl.DataFrame,
    texts: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    acronyms: Collection[str],
) -> pl.DataFrame:
    """List the words of the sentences, in the order of the texts.

    Nothing here depends on other articles, so that a part of a corpus has the words of the whole.

    Parameters
    ----------
    spans, texts
        As in `helpers.study.tables.Tables`.
    documents
        document, language.
    acronyms
        Function words that are another word in capitals.

    Returns
    -------
    DataFrame
        document, sentence (as read), position, start, end, token (in small letters), written (as it
        stands in the text), term and stem (what it is counted as: as words stand, and by stem),
        opens (whether it is the first of its sentence).
    """
    printed = spans.filter(~pl.col("reprint"))
    tokens = with_form(
        join_in_order(tokenize(printed, written=True), printed.select(*KEYS, "part_of"))
        .with_columns(sentence=pl.col("part_of"))
        .drop("part_of")
        .pipe(join_in_order, documents.select("document", "language"), on="document")
    )
    words = with_acronyms(tokens, texts, acronyms)
    stems = with_stems(words.with_columns(spelling=tokens["term"]))["term"]
    return words.with_columns(stem=stems, opens=pl.struct(KEYS).is_first_distinct()).select(
        *KEYS, "position", "start", "end", "token", "written", "term", "stem", "opens"
    )


def name_words(words: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Tell names from the common words that they look like, by what all articles tell of names.

    Parameters
    ----------
    words
        As `make_words` gives them.
    names
        As in `helpers.study.tables.Tables`.

    Returns
    -------
    DataFrame
        The same rows with is_name, first_term and first_stem (whether no earlier word of the
        sentence is counted as the same).
    """
    places = names.select("document", "start", is_name=True)
    stems = with_names(words.with_columns(term="stem"), names, form="stem")["term"]
    return (
        with_names(words, names)
        .with_columns(stem=stems)
        .pipe(join_in_order, places, on=["document", "start"])
        .with_columns(
            pl.col("is_name").fill_null(value=False),
            first_term=pl.struct(*KEYS, "term").is_first_distinct(),
            first_stem=pl.struct(*KEYS, "stem").is_first_distinct(),
        )
    )
