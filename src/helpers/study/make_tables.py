"""Make every table of a corpus: cut, clean, attribute, code, score."""

import shutil
from collections.abc import Collection
from pathlib import Path

import polars as pl

from helpers.corpus.coding.description import read_description
from helpers.corpus.coding.fields import PLACE
from helpers.corpus.coding.folder import DESCRIPTION, DRAW_LOG, GUIDE, read_coding
from helpers.corpus.coding.rules import read_rules
from helpers.corpus.files.contents import write_listing
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.lexicons import open_lexicons, open_tone
from helpers.corpus.settings import SETTINGS, find_settings, read_settings
from helpers.corpus.text.cleaning import Cleaning, as_read, cleaning_log, garbled_log, mark
from helpers.corpus.text.headlines import mark_reprints
from helpers.corpus.text.languages import WITHOUT_SPACES, identify
from helpers.corpus.text.normalisation import normalise, normalise_column
from helpers.corpus.text.offsets import in_texts
from helpers.corpus.text.sentences import split
from helpers.corpus.text.tokens import count_words
from helpers.corpus.untrusted_files import leads_out
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.attribution import COLUMNS, attribute
from helpers.corpus.voices.names import find_names
from helpers.corpus.voices.speech import Speech
from helpers.measures.framing.codebook import read_codebook
from helpers.measures.framing.coding import code
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.sentiment.documents import whole_text_scores
from helpers.measures.sentiment.instruments import instruments
from helpers.measures.sentiment.targets import target_tones
from helpers.measures.sentiment.tones import score, valences
from helpers.study.languages import in_languages, languages_of_lexicon
from helpers.study.machine_codes import with_tones
from helpers.study.tables import REFERENCE, TABLES, WORDS, Tables


def make(corpus: Path) -> Tables:
    """Make all tables of a corpus folder.

    Raises
    ------
    InputError
        When the corpus or one of its settings cannot be used.
    """
    files = open_corpus(corpus)
    cleaning = read_settings(find_settings(corpus, "cleaning.yml"), Cleaning)
    actors = read_settings(find_settings(corpus, "actors.yml"), Actors)
    speech = read_settings(find_settings(corpus, "speech.yml"), Speech)
    codebook = read_codebook(find_settings(corpus, "codebook.yml"))
    tone = open_tone(corpus)
    by_name = instruments(open_lexicons(), tone)
    read = normalise(files.texts)
    documents = _documents(files.documents, read.texts)
    headlines = documents.select("document", "headline")
    spans_with_kinds = mark(split(read.texts, cleaning), cleaning)
    marked = mark_reprints(spans_with_kinds, headlines)
    spoken = attribute(in_languages(marked, documents, speech.languages), actors, speech)
    spans = join_in_order(marked, spoken.select(*KEYS, *COLUMNS))
    # A headline that is printed again is no sentence of its own.
    once = spans.filter(~pl.col("reprint")).drop("reprint")
    sentences = _with_known(as_read(once), documents, codebook.languages)
    searched = in_languages(once, documents, codebook.languages)
    codes = (
        join_in_order(code(searched, codebook), once.select(*KEYS, "part_of"))
        .with_columns(sentence=pl.col("part_of"))
        .drop("part_of")
    )
    rated = {
        name: in_languages(sentences, documents, languages_of_lexicon(name, tone))
        for name in by_name
    }
    whole_texts = (
        rated["vader"]
        .filter(pl.col("kind") != "boilerplate")
        .group_by("document", maintain_order=True)
        .agg(pl.col("text").str.join(" "))
    )
    coding = read_coding(corpus, frame_sets=codebook.frame_sets())
    # Read only to end here, not in a chapter, where they cannot be used.
    read_rules(corpus)
    read_description(corpus)
    # A headline that is printed again does not count, whatever it was coded as.
    reprints = spans.filter("reprint").select(PLACE)
    coded, machines, sample = (
        in_texts(table, read.changes).join(reprints, on=PLACE, how="anti", maintain_order="left")
        for table in (coding.codes, coding.machines, coding.sample)
    )
    given = pl.lit(None, pl.Int64).alias("given")
    made = Tables(
        documents=documents,
        texts=read.texts,
        changes=read.changes,
        spans=spans,
        sentences=sentences,
        tones=pl.concat(
            score(rated[name], instruments=[instrument]) for name, instrument in by_name.items()
        ).with_columns(given),
        valences=pl.concat(
            valences(rated[name], instruments=[instrument]) for name, instrument in by_name.items()
        ),
        wholes=whole_text_scores(whole_texts, instruments=[by_name["vader"]]),
        target_tones=pl.concat(
            target_tones(
                rated[name],
                targets=actors.targets,
                openers=tone.clause_opening_words,
                instrument=instrument,
            )
            for name, instrument in by_name.items()
        ).with_columns(given),
        codes=codes,
        cleaning=pl.concat(
            [
                cleaning_log(spans_with_kinds, cleaning, headlines),
                garbled_log(in_texts(read.garbled, read.changes), spans),
            ]
        ).pipe(_in_order, documents),
        names=find_names(spoken, actors, speech),
        coded=coded,
        machines=machines,
        sample=sample,
        folder=corpus,
    )
    return with_tones(made)


def _documents(documents: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Normalise headlines, and tell the language of each article and what it is known by."""
    read = join_in_order(documents.select("document"), texts, on="document")
    return documents.with_columns(
        normalise_column(documents["headline"]), *identify(read["text"], documents["language"])
    )


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


def prepare(corpus: Path, folder: Path, *, reference: Path | None = None) -> None:
    """Make all tables and keep them, with copies of all else that chapters read, in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tables = make(corpus)
    for name in TABLES:
        getattr(tables, name).write_parquet(folder / f"{name}.parquet")
    tables.words.sink_parquet(folder / WORDS)
    for name in (*SETTINGS, "corpus.yml"):
        shutil.copyfile(find_settings(corpus, name), folder / name)
    for path in (GUIDE, DESCRIPTION, DRAW_LOG):
        if (corpus / path).is_file() and not leads_out(corpus, str(path)):
            (folder / path).parent.mkdir(exist_ok=True)
            shutil.copyfile(corpus / path, folder / path)
    if reference is not None:
        (folder / REFERENCE).mkdir()
        shutil.copyfile(reference, folder / REFERENCE / reference.name)
    write_listing(folder)
