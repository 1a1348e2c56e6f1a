"""What is done for a partition of a corpus, by itself: each makes what is kept at one path."""

from functools import lru_cache
from pathlib import Path

import polars as pl

from helpers.corpus.files.opening import read_texts
from helpers.corpus.text.languages import SCHEMA, OtherLanguages, assume, tell
from helpers.corpus.text.normalisation import normalise_column
from helpers.corpus.voices.names import KnownNames, place_names
from helpers.study.languages import in_languages
from helpers.study.read_articles import Rules, hash_of_settings, read_articles
from helpers.study.word_table import WORDS, make_words, name_words
from helpers.system.outputs import replace_file, replace_folder


def tell_partition(path: Path, corpus: Path, documents: pl.DataFrame, first: int) -> None:
    """Tell the language of each article by itself.

    Parameters
    ----------
    path
        The Parquet file that is made.
    corpus
        The corpus folder.
    documents
        As `helpers.corpus.files.opening.open_documents` gives them.
    first
        The number of the first of them.
    """
    texts = read_texts(corpus, documents, first=first)
    told = tell(normalise_column(texts["text"]), documents["language"])
    with replace_file(path) as fresh:
        told.write_parquet(fresh)


def read_partition(
    path: Path, corpus: Path, documents: pl.DataFrame, first: int, others: OtherLanguages | None
) -> None:
    """Read the articles.

    Parameters
    ----------
    path
        The folder that is made, with a Parquet file for each table.
    corpus, documents, first
        As in `tell_partition`, with the language of each article where it tells.
    others
        The languages of the corpus, where an article does not tell its own.
    """
    rules = _rules(corpus, hash_of_settings(corpus))
    texts = read_texts(corpus, documents, first=first)
    documents = documents.with_columns(normalise_column(documents["headline"]))
    if others is not None:
        unknown = texts.select(pl.when(documents["language"].is_null()).then("text"))["text"]
        languages = assume(documents.select(*SCHEMA), normalise_column(unknown), others)
        documents = documents.with_columns(languages)
    tables = read_articles(documents, texts, rules)
    tables[WORDS] = make_words(
        tables["spans"], tables["texts"], documents, acronyms=rules.stop_words.acronyms
    )
    with replace_folder(path) as fresh:
        for name, table in tables.items():
            table.write_parquet(fresh / f"{name}.parquet")


def name_partition(path: Path, part: Path, corpus: Path, known: KnownNames) -> None:
    """Find the names in the articles, and tell them from the words that they look like.

    Parameters
    ----------
    path
        The folder that is made, with the tables of names and words.
    part
        What `read_partition` made.
    corpus
        The corpus folder.
    known
        What all articles together tell of names.
    """
    speech = _rules(corpus, hash_of_settings(corpus)).speech
    spans, documents, words = (
        pl.read_parquet(part / f"{name}.parquet") for name in ("spans", "documents", WORDS)
    )
    names = place_names(in_languages(spans, documents, speech.languages), known, speech)
    with replace_folder(path) as fresh:
        names.write_parquet(fresh / "names.parquet")
        name_words(words, names).write_parquet(fresh / f"{WORDS}.parquet")


@lru_cache(maxsize=1)
def _rules(corpus: Path, settings: str) -> Rules:
    """Read the settings that have some hash, once in each process."""
    return Rules.of(corpus)
