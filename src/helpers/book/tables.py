"""Everything that is made of a corpus before any parameter is chosen, and what parameters select."""

import shutil
from dataclasses import dataclass, fields
from pathlib import Path

import polars as pl

from helpers.book.contents import write_listing
from helpers.book.parameters import Parameters
from helpers.corpus.actors import Actors
from helpers.corpus.attribution import attribute
from helpers.corpus.cleaning import Cleaning, as_read, cleaning_log, mark
from helpers.corpus.lexicons import open_lexicons, open_tone
from helpers.corpus.opening import open_corpus
from helpers.corpus.sentences import split
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.speech import Speech
from helpers.corpus.tokens import tokenize
from helpers.measures.framing.codebook import Codebook, read_codebook
from helpers.measures.framing.coding import code
from helpers.measures.sentiment.instruments import label, score

SETTINGS = ("actors.yml", "cleaning.yml", "codebook.yml", "speech.yml", "stopwords.yml", "tone.yml")
CODING = Path("coding") / "sentences.csv"


@dataclass(frozen=True)
class Tables:
    """A corpus as tables; none of them depends on a parameter.

    Attributes
    ----------
    documents
        As `helpers.corpus.opening.open_corpus` gives them.
    spans
        Raw sentences with their offsets, kind, voice, speaker and bloc.
    sentences
        The same as read: spans that a signature cut apart are one row.
    tones
        document, sentence, lexicon, score (null: no word known), hits.
    codes
        document, sentence, frame, start, end, pattern.
    cleaning
        What was marked, rejoined or flagged, and why.
    coded
        Hand-coded sentences of the corpus folder, empty where there are none.
    """

    documents: pl.DataFrame
    spans: pl.DataFrame
    sentences: pl.DataFrame
    tones: pl.DataFrame
    codes: pl.DataFrame
    cleaning: pl.DataFrame
    coded: pl.DataFrame
    folder: Path

    @property
    def codebook(self) -> Codebook:
        """The codebook in force."""
        return read_codebook(find_settings(self.folder, "codebook.yml"))


TABLES = tuple(field.name for field in fields(Tables) if field.name != "folder")


def files_of(corpus: Path) -> tuple[Path, ...]:
    """All files that a corpus folder's tables are made from."""
    return tuple(sorted(path for path in corpus.rglob("*") if path.is_file()))


def make(corpus: Path) -> Tables:
    """Make all tables of a corpus folder.

    Raises
    ------
    InputError
        When the corpus or one of its settings cannot be used.
    """
    opened = open_corpus(corpus)
    cleaning = read_settings(find_settings(corpus, "cleaning.yml"), Cleaning)
    actors = read_settings(find_settings(corpus, "actors.yml"), Actors)
    speech = read_settings(find_settings(corpus, "speech.yml"), Speech)
    codebook = read_codebook(find_settings(corpus, "codebook.yml"))
    tone = open_tone(corpus)
    marked = mark(split(opened.texts, cleaning), cleaning)
    spans = attribute(marked, actors, speech)
    sentences = as_read(spans)
    reading = spans.select("document", "sentence", "part_of")
    codes = (
        code(spans, codebook)
        .join(reading, on=["document", "sentence"], how="left", maintain_order="left")
        .with_columns(sentence=pl.col("part_of"))
        .drop("part_of")
    )
    coded = corpus / CODING
    return Tables(
        documents=opened.documents,
        spans=spans,
        sentences=sentences,
        tones=score(sentences, open_lexicons(), tone),
        codes=codes,
        cleaning=cleaning_log(marked, cleaning),
        coded=pl.read_csv(coded, infer_schema=False) if coded.is_file() else pl.DataFrame(),
        folder=corpus,
    )


def prepare(corpus: Path, folder: Path) -> None:
    """Make all tables and keep them, with copies of the settings, in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = make(corpus)
    for name in TABLES:
        getattr(made, name).write_parquet(folder / f"{name}.parquet")
    for name in SETTINGS:
        shutil.copyfile(find_settings(corpus, name), folder / name)
    write_listing(folder)


def read(folder: Path) -> Tables:
    """Read what `prepare` kept."""
    return Tables(
        **{name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLES}, folder=folder
    )


def select_documents(documents: pl.DataFrame, parameters: Parameters) -> pl.DataFrame:
    """Documents that the parameters include, by date, then id; undated ones stay and come last.

    Examples
    --------
    >>> table = pl.DataFrame(
    ...     {"document": ["b", "a"], "outlet": ["x", "y"], "published": [None, None]},
    ...     schema_overrides={"published": pl.Date},
    ... )
    >>> select_documents(table, Parameters(outlets=["x"]))["document"].to_list()
    ['b']
    """
    chosen = documents.sort("published", "document", nulls_last=True)
    if parameters.documents:
        chosen = chosen.filter(pl.col("document").is_in(parameters.documents))
    if parameters.outlets:
        chosen = chosen.filter(pl.col("outlet").is_in(parameters.outlets))
    day = pl.col("published")
    if parameters.date_from:
        chosen = chosen.filter(day.is_null() | (day >= parameters.date_from))
    if parameters.date_to:
        chosen = chosen.filter(day.is_null() | (day <= parameters.date_to))
    return chosen


def select_sentences(
    sentences: pl.DataFrame, documents: pl.DataFrame, parameters: Parameters
) -> pl.DataFrame:
    """Sentences of the documents whose voice is included; boilerplate only where asked for.

    Returns
    -------
    DataFrame
        The sentences in the documents' order, with outlet, published and period (before, after;
        null without dates) of their document.
    """
    split_date = parameters.split_date
    about = documents.with_row_index("order").select(
        "order",
        "document",
        "outlet",
        "published",
        period=pl.when(pl.col("published") < split_date)
        .then(pl.lit("before"))
        .when(pl.col("published") >= split_date)
        .then(pl.lit("after"))
        if split_date
        else pl.lit(None, pl.String),
    )
    spoken = pl.col("voice").is_in(parameters.voices)
    boilerplate = pl.col("kind") == "boilerplate"
    wanted = (boilerplate | spoken) if parameters.boilerplate else (~boilerplate & spoken)
    return (
        sentences.filter(wanted)
        .join(about, on="document", how="inner")
        .sort("order", "sentence")
        .drop("order")
    )


def tokens_of(spans: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Words of the sentences, from their raw spans so that each has its place in the file.

    Returns
    -------
    DataFrame
        document, sentence (as read), position, token, start, end, and the sentence's kind, voice,
        speaker, bloc, outlet and period.
    """
    about = sentences.select(
        "document", "sentence", "kind", "voice", "speaker", "bloc", "outlet", "period"
    )
    read_as = spans.select("document", "sentence", "part_of")
    kept = spans.join(about, left_on=["document", "part_of"], right_on=["document", "sentence"],
                      how="semi")  # fmt: skip
    return (
        tokenize(kept)
        .join(read_as, on=["document", "sentence"], how="left", maintain_order="left")
        .with_columns(sentence=pl.col("part_of"))
        .drop("part_of")
        .join(about, on=["document", "sentence"], how="inner", maintain_order="left")
    )


def frames_of(codebook: Codebook, frame_set: str) -> pl.DataFrame:
    """Frames of a set, or of all: frame, label, set, in the codebook's order.

    A codebook without frames of the set gives all of its frames, so that a chapter on another
    corpus does not stay empty.
    """
    rows = [{"frame": f.id, "label": f.label, "set": f.set} for f in codebook.frames]
    listed = pl.DataFrame(rows)
    chosen = listed.filter((pl.col("set") == frame_set) | pl.lit(frame_set == "all"))
    return chosen if chosen.height else listed


def export(tables: Tables, folder: Path, *, parameters: Parameters) -> None:
    """Write the selected documents' tables as Parquet and CSV for other programs.

    `sentences` has one row for each raw span; `tone` and `tone_score` are those of the sentence
    that it is read in.
    """
    documents = select_documents(tables.documents, parameters)
    keys = documents.select("document")

    def chosen(table: pl.DataFrame) -> pl.DataFrame:
        return table.join(keys, on="document", how="semi", maintain_order="left")

    spans = chosen(tables.spans)
    headline = tables.tones.filter(pl.col("lexicon") == "headline").select(
        "document", pl.col("sentence").alias("part_of"), pl.col("score").alias("tone_score")
    )
    frames = (
        tables.codes.group_by("document", "sentence")
        .agg(frames=pl.col("frame").unique().sort().str.join(";"))
        .rename({"sentence": "part_of"})
    )
    on = ["document", "part_of"]
    sentences = (
        spans.join(headline, on=on, how="left", maintain_order="left")
        .join(frames, on=on, how="left", maintain_order="left")
        .with_columns(
            tone=label(pl.col("tone_score"), open_tone(tables.folder).threshold),
            frames=pl.col("frames").fill_null(""),
        )
        .select(
            "document", "sentence", "start", "end", "text", "kind", "voice", "speaker", "bloc",
            "tone", "tone_score", "frames",
        )
    )  # fmt: skip
    for name, table in {
        "documents": documents,
        "sentences": sentences,
        "tokens": tokenize(spans),
        "tones": chosen(tables.tones),
        "codes": chosen(tables.codes),
        "cleaning": chosen(tables.cleaning),
    }.items():
        write_both(table, folder / name)


def write_both(table: pl.DataFrame, path: Path) -> None:
    """Write a table as ``path.parquet`` and ``path.csv``; lists become ``;``-joined text."""
    table.write_parquet(path.with_name(f"{path.name}.parquet"))
    lists = [name for name, dtype in table.schema.items() if dtype == pl.List]
    flat = table.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(";"))
    flat.write_csv(path.with_name(f"{path.name}.csv"), float_precision=6)

