"""Read articles: cut, clean, attribute, code and score them, each without looking at another."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from helpers.corpus.lexicons import ToneSettings, open_lexicons, open_tone
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.text.cleaning import Cleaning, as_read, cleaning_log, garbled_log, mark
from helpers.corpus.text.headlines import mark_reprints
from helpers.corpus.text.languages import WITHOUT_SPACES
from helpers.corpus.text.normalisation import normalise
from helpers.corpus.text.offsets import in_texts
from helpers.corpus.text.sentences import split
from helpers.corpus.text.tokens import count_words
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.attribution import COLUMNS, attribute
from helpers.corpus.voices.names import words_written_small
from helpers.corpus.voices.speech import Speech
from helpers.measures.framing.codebook import Codebook, read_codebook
from helpers.measures.framing.coding import code
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.sentiment.documents import whole_text_scores
from helpers.measures.sentiment.instruments import Instrument, instruments
from helpers.measures.sentiment.targets import target_tones
from helpers.measures.sentiment.tones import read
from helpers.measures.terms.ngrams import Stopwords
from helpers.study.languages import in_languages, languages_of_lexicon

# The settings that articles are read by.
READ = ("actors.yml", "cleaning.yml", "codebook.yml", "speech.yml", "stopwords.yml", "tone.yml")
# A table of words that are written small, for names: no table of the study itself.
SMALL = "small"


@dataclass(frozen=True)
class Rules:
    """The settings of a corpus, read once."""

    cleaning: Cleaning
    actors: Actors
    speech: Speech
    codebook: Codebook
    stop_words: Stopwords
    tone: ToneSettings
    instruments: Mapping[str, Instrument]

    @classmethod
    def of(cls, corpus: Path) -> "Rules":
        """Read the settings of a corpus folder.

        Raises
        ------
        InputError
            When one of them cannot be used.
        """
        tone = open_tone(corpus)
        return cls(
            cleaning=read_settings(find_settings(corpus, "cleaning.yml"), Cleaning),
            actors=read_settings(find_settings(corpus, "actors.yml"), Actors),
            speech=read_settings(find_settings(corpus, "speech.yml"), Speech),
            codebook=read_codebook(find_settings(corpus, "codebook.yml")),
            stop_words=read_settings(find_settings(corpus, "stopwords.yml"), Stopwords),
            tone=tone,
            instruments=instruments(open_lexicons(), tone),
        )


def hash_of_settings(corpus: Path) -> str:
    """Hash the settings files that articles are read by."""
    files = [find_settings(corpus, name).read_bytes() for name in READ]
    return hashlib.sha256(repr(files).encode()).hexdigest()


def read_articles(
    documents: pl.DataFrame, texts: pl.DataFrame, rules: Rules
) -> dict[str, pl.DataFrame]:
    """Make the tables of some articles that depend on no other article.

    Parameters
    ----------
    documents
        document, headline and language, as `helpers.study.tables.Tables` describes them.
    texts
        document, text, as in the files.
    rules
        The corpus' settings.

    Returns
    -------
    dict
        By name the tables of `helpers.study.tables.Tables`, and `SMALL`; the rows of an instrument
        stand together, in the order of the articles.
    """
    normal = normalise(texts)
    headlines = documents.select("document", "headline")
    spans_with_kinds = mark(split(normal.texts, rules.cleaning), rules.cleaning)
    marked = mark_reprints(spans_with_kinds, headlines)
    spoken = attribute(
        in_languages(marked, documents, rules.speech.languages), rules.actors, rules.speech
    )
    spans = join_in_order(marked, spoken.select(*KEYS, *COLUMNS))
    # A headline that is printed again is no sentence of its own.
    once = spans.filter(~pl.col("reprint")).drop("reprint")
    sentences = _with_known(as_read(once), documents, rules.codebook.languages)
    searched = in_languages(once, documents, rules.codebook.languages)
    log = [
        cleaning_log(spans_with_kinds, rules.cleaning, headlines),
        garbled_log(in_texts(normal.garbled, normal.changes), spans),
    ]
    return {
        "documents": documents,
        "texts": normal.texts,
        "changes": normal.changes,
        "spans": spans,
        "sentences": sentences,
        **_tones(sentences, documents, rules),
        "codes": _codes(searched, once, rules.codebook),
        "cleaning": _in_order(pl.concat(log), documents),
        SMALL: words_written_small(spoken),
    }


def _codes(searched: pl.DataFrame, spans: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    return (
        join_in_order(code(searched, codebook), spans.select(*KEYS, "part_of"))
        .with_columns(sentence=pl.col("part_of"))
        .drop("part_of")
    )


def _tones(
    sentences: pl.DataFrame, documents: pl.DataFrame, rules: Rules
) -> dict[str, pl.DataFrame]:
    rated = {
        name: in_languages(sentences, documents, languages_of_lexicon(name, rules.tone))
        for name in rules.instruments
    }
    whole_texts = (
        rated["vader"]
        .filter(pl.col("kind") != "boilerplate")
        .group_by("document", maintain_order=True)
        .agg(pl.col("text").str.join(" "))
    )
    scored = {name: read(rated[name], instruments=[one]) for name, one in rules.instruments.items()}
    given = pl.lit(None, pl.Int64).alias("given")
    return {
        "tones": pl.concat(one.scores for one in scored.values()).with_columns(given),
        "valences": pl.concat(one.valences for one in scored.values()),
        "wholes": whole_text_scores(whole_texts, instruments=[rules.instruments["vader"]]),
        "target_tones": pl.concat(
            target_tones(
                rated[name],
                targets=rules.actors.targets,
                openers=rules.tone.clause_opening_words,
                instrument=one,
                tones=scored[name].scores,
            )
            for name, one in rules.instruments.items()
        ).with_columns(given),
    }


def _with_known(
    sentences: pl.DataFrame, documents: pl.DataFrame, searched: Collection[str]
) -> pl.DataFrame:
    """Add what the language lets count: the words, and whether frames are searched."""
    languages = documents.select("document", "language")
    has_words = ~pl.col("language").is_in(list(WITHOUT_SPACES))
    return (
        join_in_order(sentences, languages, on="document")
        .with_columns(
            words=pl.when(has_words).then(count_words("text")),
            searched=pl.col("language").is_in(list(searched)),
        )
        .drop("language")
    )


def _in_order(log: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Put the rows of a log in the order of the texts."""
    order = documents.select("document").with_row_index("order")
    return (
        join_in_order(log, order, on="document")
        .sort("order", "start", "rule", maintain_order=True)
        .drop("order")
    )
