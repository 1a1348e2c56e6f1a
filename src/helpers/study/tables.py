"""A corpus as tables, and what the parameters select of them."""

import datetime as dt
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import polars as pl

from helpers.corpus.coding.description import Description, read_description
from helpers.corpus.files.contents import DIGITS
from helpers.corpus.files.limits import read_limits
from helpers.corpus.lexicons import ToneSettings, open_tone
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.text.offsets import in_files
from helpers.corpus.text.tokens import tokenize
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.speech import Speech
from helpers.corpus.voices.voice import VOICES
from helpers.measures.framing.codebook import EVERY_SET, Codebook, read_codebook
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.rounding import round_plainly
from helpers.measures.sentiment.documents import period
from helpers.measures.sentiment.labels import label
from helpers.measures.terms.ngrams import Stopwords
from helpers.study.chosen import LEARNT, OWN_INSTRUMENTS, Chosen
from helpers.study.instruments import INSTRUMENTS, NEAREST
from helpers.study.parameters import Parameters
from helpers.study.score_columns import label_as_learnt, put_side_by_side
from helpers.study.word_table import WORDS, make_words, name_words

if TYPE_CHECKING:
    from helpers.measures.calibration.models import Model

REFERENCE = "reference"


@dataclass(frozen=True)
class Tables:
    """A corpus as tables; none of them depends on a parameter.

    Attributes
    ----------
    documents
        As `helpers.corpus.files.opening.open_corpus` gives them, headlines normalised, with the
        language of each (ISO 639-1) and language_basis (whether it is stated, detected in the text,
        or assumed to be that of the others).
    texts, changes
        The texts as they are read, and what leads from them to the files, as
        `helpers.corpus.text.normalisation.normalise` gives them. `start` and `end` are places in
        these texts; where they are published, `helpers.corpus.text.offsets.in_files` turns them
        into places in the files.
    spans
        Sentences as printed, with their offsets, kind, voice, speaker and bloc, which are missing
        where the rules do not know the language. `part_of` is the sentence that each is read in;
        `reprint` says that it prints the headline again and does not count.
    sentences
        The same as read, with the number of their `words` (missing in languages that put no spaces
        between words), and `searched`: whether frames are searched in them, as the codebook knows
        the language or a program gives its own. Spans that a signature cut apart are one row, a
        headline that is printed again has none.
    tones
        document, sentence, lexicon (or the name of a program), score (missing: no word known, or
        the program says nothing; no row where a lexicon does not know the language), hits, given
        (the tone that a program gives itself, or that was learnt without the article of a coded
        sentence).
    valences
        document, sentence, lexicon, word, valence: what each score is made of.
    wholes
        document, lexicon, score, hits: all that counts of each document, boilerplate left out, read
        as if it were one sentence.
    target_tones
        document, sentence, target, lexicon, score, clause_score: tone of the sentences, and of
        their clauses, that refer to a target of ``actors.yml``; given as in `tones`.
    codes
        document, sentence, frame, start, end, pattern.
    cleaning
        What was marked, rejoined, flagged or mended, and why.
    names
        document, start, name: words that name a speaker, and interview tags, by the place where
        they begin.
    coded, machines, sample
        What people and programs coded, and what was drawn for coding, as
        `helpers.corpus.coding.folder.Coding` describes, by places in the texts; no rows where there
        is nothing. Programs are never taken for coders.
    chosen
        The instruments behind the tables (see `helpers.study.choose_instruments`).
    learnt
        Where a build keeps what was learnt of frames for all its chapters (see
        `helpers.study.kept_learning`); None outside a build.
    """

    documents: pl.DataFrame
    texts: pl.DataFrame
    changes: pl.DataFrame
    spans: pl.DataFrame
    sentences: pl.DataFrame
    tones: pl.DataFrame
    valences: pl.DataFrame
    wholes: pl.DataFrame
    target_tones: pl.DataFrame
    codes: pl.DataFrame
    cleaning: pl.DataFrame
    names: pl.DataFrame
    coded: pl.DataFrame
    machines: pl.DataFrame
    sample: pl.DataFrame
    folder: Path
    chosen: Chosen = OWN_INSTRUMENTS
    learnt: Path | None = None

    def change(self, **changes: Any) -> Self:
        """Return the same with other values of some attributes; tables are not read for it."""
        changed = copy(self)
        # What else is cached follows from the folder alone, which stays.
        for name in ("scores", "instruments"):
            vars(changed).pop(name, None)
        for name, value in changes.items():
            object.__setattr__(changed, name, value)
        return changed

    @cached_property
    def scores(self) -> pl.DataFrame:
        """Scores of all sentences, those of the instruments side by side.

        As `helpers.study.score_columns.put_side_by_side` gives them.
        """
        return put_side_by_side(self.sentences, self.tones_of, self.instruments)

    @cached_property
    def instruments(self) -> list[str]:
        """The report's own word lists, whether or not they score a sentence, and the programs."""
        names = self.scan("tones").select(pl.col("lexicon").unique(maintain_order=True))
        return list(dict.fromkeys([*INSTRUMENTS, *names.collect().to_series()]))

    def tones_of(self, lexicon: str) -> pl.DataFrame:
        """Give the rows of `tones` that are of one instrument."""
        return self.scan("tones").filter(pl.col("lexicon") == lexicon).collect()

    def scan(self, name: str) -> pl.LazyFrame:
        """Give a table to be read piece by piece."""
        table: pl.DataFrame = getattr(self, name)
        return table.lazy()

    def height(self, name: str) -> int:
        """Count the rows of a table."""
        return int(self.scan(name).select(pl.len()).collect().item())

    def rows_of(self, name: str, documents: pl.DataFrame) -> pl.DataFrame:
        """Give the rows of a table that belong to some documents."""
        of_these = pl.col("document").is_in(documents["document"].implode())
        return self.scan(name).filter(of_these).collect()

    def label(self, units: pl.DataFrame, *, column: str = "tone") -> pl.DataFrame:
        """Add the tone of each unit by each instrument: -1, 0 or 1; missing where it says nothing.

        Parameters
        ----------
        units
            lexicon, score, and the columns by which a unit is known: document, sentence and, where
            there is one, target. Where given is there, it is taken as it is. All instruments have
            to be there, as what was learnt may read several.
        column
            Name of the column to add.
        """
        thresholds = self.thresholds(units["lexicon"].unique().to_list())
        labelled = label(units, thresholds=thresholds, column=column)
        if self.chosen.tone_model is not None:
            labelled = self._label_as_learnt(labelled, self.chosen.tone_model, column=column)
        if "given" in units.columns:
            labelled = labelled.with_columns(pl.coalesce("given", column).alias(column))
        return labelled

    def thresholds(self, instruments: Collection[str]) -> dict[str, float]:
        """Give the thresholds in force, those of programs among them."""
        return self.tone.thresholds | dict.fromkeys(set(instruments) - set(INSTRUMENTS), NEAREST)

    def _label_as_learnt(self, units: pl.DataFrame, model: "Model", *, column: str) -> pl.DataFrame:
        keys = [name for name in (*KEYS, "target") if name in units.columns]
        wide = units.pivot("lexicon", index=keys, values="score", maintain_order=True)
        labels = label_as_learnt(wide, model, reads=self.chosen.tone_scores)
        learnt = wide.select(keys).with_columns(labels.alias("__learnt"))
        own = pl.col("lexicon") == self.chosen.lexicon
        return (
            join_in_order(units, learnt, on=keys)
            .with_columns(pl.when(own).then("__learnt").otherwise(column).alias(column))
            .drop("__learnt")
        )

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook in force."""
        return read_codebook(find_settings(self.folder, "codebook.yml"))

    @cached_property
    def speech(self) -> Speech:
        """The words and marks of reported speech in force."""
        return read_settings(find_settings(self.folder, "speech.yml"), Speech)

    @cached_property
    def words(self) -> pl.LazyFrame:
        """The words of all sentences (see `helpers.study.word_table`)."""
        words = make_words(self.spans, self.texts, self.documents, acronyms=self.acronyms)
        return name_words(words, self.names).lazy()

    @cached_property
    def unnamed(self) -> list[str]:
        """Speakers that are no names: those of the codebook, and what rules call such a speaker."""
        return list(dict.fromkeys([*self.codebook.unnamed, *self.speech.labels.values()]))

    @cached_property
    def bloc_labels(self) -> dict[str, str]:
        """What to call each group of speakers in a sentence."""
        return read_settings(find_settings(self.folder, "actors.yml"), Actors).labels

    @cached_property
    def targets(self) -> dict[str, list[str]]:
        """Names of the sides whose evaluation is measured; sides without a name left out."""
        actors = read_settings(find_settings(self.folder, "actors.yml"), Actors)
        return {side: names for side, names in actors.targets.items() if names}

    @cached_property
    def split_date(self) -> dt.date | None:
        """First day of the later of two periods that the corpus falls into, if it names one."""
        return read_limits(self.folder).split_date

    @cached_property
    def tone(self) -> ToneSettings:
        """The edits and thresholds in force."""
        return open_tone(self.folder)

    @cached_property
    def coding_description(self) -> Description:
        """What the corpus says of its coded sentences."""
        return read_description(self.folder)

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Function words and verbs of saying, with straight apostrophes."""
        return self._stopwords.words | self.speech.saying_forms()

    @property
    def languages_of_stop_words(self) -> tuple[str, ...]:
        """Languages that the list of stop words is written for."""
        return self._stopwords.languages

    @property
    def acronyms(self) -> frozenset[str]:
        """Function words that are another word in capitals."""
        return self._stopwords.acronyms

    @cached_property
    def _stopwords(self) -> Stopwords:
        return read_settings(find_settings(self.folder, "stopwords.yml"), Stopwords)


TABLES = tuple(field.name for field in fields(Tables) if field.type is pl.DataFrame)


class KeptTables(Tables):
    """The tables of a folder, each of which is read when it is first asked for.

    No chapter needs all of them, and of a large corpus each takes its share of the memory.
    """

    def __init__(self, folder: Path, **known: Any) -> None:
        own = {"learnt": folder.with_name(LEARNT), "chosen": OWN_INSTRUMENTS}
        for name, value in ({"folder": folder} | own | known).items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> pl.DataFrame:
        """Read a table; what is read is kept."""
        if name not in TABLES:
            raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
        table = pl.read_parquet(self.folder / f"{name}.parquet")
        object.__setattr__(self, name, table)
        return table

    @cached_property
    def words(self) -> pl.LazyFrame:
        """The words of all sentences; they stay on disk, as they are too many for memory."""
        return pl.scan_parquet(self.folder / f"{WORDS}.parquet")

    def scan(self, name: str) -> pl.LazyFrame:
        """Give a table to be read piece by piece; what was not read before is not kept."""
        if name in vars(self):
            return super().scan(name)
        return pl.scan_parquet(self.folder / f"{name}.parquet")


def read_tables(folder: Path) -> Tables:
    """Open the tables that `helpers.study.make_tables.prepare` wrote."""
    return KeptTables(folder)


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
    selection = documents.sort("published", "document", nulls_last=True)
    if parameters.documents:
        selection = selection.filter(pl.col("document").is_in(parameters.documents))
    if parameters.outlets:
        selection = selection.filter(pl.col("outlet").is_in(parameters.outlets))
    day = pl.col("published")
    if parameters.date_from:
        selection = selection.filter(day.is_null() | (day >= parameters.date_from))
    if parameters.date_to:
        selection = selection.filter(day.is_null() | (day <= parameters.date_to))
    return selection


def select_sentences(
    sentences: pl.DataFrame,
    documents: pl.DataFrame,
    parameters: Parameters,
    *,
    split_date: dt.date | None = None,
) -> pl.DataFrame:
    """Sentences that count: those of the documents in an included voice, headings among them.

    Boilerplate, which nobody says, counts only where it is asked for. Every chapter, every exported
    table and the first page count these sentences, and the words of `tokens_of` in them.

    Returns
    -------
    DataFrame
        The sentences in the documents' order, with outlet, published and period (before, after;
        missing without dates, or without a `split_date`) of their document.
    """
    with_periods = (
        period(documents, turn=split_date)
        if split_date
        else documents.with_columns(period=pl.lit(None, pl.String))
    )
    about = with_periods.with_row_index("order").select(
        "order", "document", "outlet", "published", "period"
    )
    selects = in_voices(parameters.voices)
    if parameters.boilerplate:
        selects |= pl.col("kind") == "boilerplate"
    return (
        sentences.filter(selects)
        .join(about, on="document", how="inner")
        .sort("order", "sentence")
        .drop("order")
    )


def in_voices(voices: Collection[str]) -> pl.Expr:
    """Whether a sentence counts by its voice; boilerplate, which nobody says, does not.

    Where nothing is known of the voice, the sentence counts unless some voices are left out.

    Examples
    --------
    >>> table = pl.DataFrame(
    ...     {"kind": ["body", "body", "boilerplate"], "voice": ["quote", None, None]}
    ... )
    >>> table.select(in_voices(VOICES)).to_series().to_list()
    [True, True, False]
    >>> table.select(in_voices(["quote"])).to_series().to_list()
    [True, False, False]
    """
    in_any = pl.lit(value=set(voices) == set(VOICES)) & pl.col("voice").is_null()
    counts = pl.col("voice").is_in(list(voices)).fill_null(value=False) | in_any
    return counts & (pl.col("kind") != "boilerplate")


def tokens_of(spans: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Words of the sentences, from their spans as printed so that each has its place in the text.

    Sentences in languages that put no spaces between words have none.

    Returns
    -------
    DataFrame
        document, sentence (as read), position, token, start, end, and the sentence's kind, voice,
        speaker, bloc, outlet and period.
    """
    about = sentences.drop_nulls("words").select(
        "document", "sentence", "kind", "voice", "speaker", "bloc", "outlet", "period"
    )
    whole_sentences = spans.select(*KEYS, "part_of")
    raw = spans.filter(~pl.col("reprint")).join(
        about, left_on=["document", "part_of"], right_on=KEYS, how="semi"
    )
    return (
        join_in_order(tokenize(raw), whole_sentences)
        .with_columns(sentence=pl.col("part_of"))
        .drop("part_of")
        .pipe(join_in_order, about, how="inner")
    )


def frames_of(codebook: Codebook, frame_set: str) -> pl.DataFrame:
    """List the frames of a set, or of all: frame, label, set, in the codebook's order.

    Without a name it is the codebook's first set.
    """
    sets = codebook.frame_sets()
    chosen = list(sets) if frame_set == EVERY_SET else [frame_set or next(iter(sets))]
    rows = [(frame.id, frame.label, frame.set) for frame in codebook.frames if frame.set in chosen]
    schema = dict.fromkeys(("frame", "label", "set"), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def export(tables: Tables, folder: Path, *, parameters: Parameters) -> None:
    """Write the tables of what counts (`published`) as Parquet and CSV for other programs."""
    documents = select_documents(tables.documents, parameters)
    for name, table in published(tables, documents, parameters).items():
        write_both(table, folder / name)


def published(
    tables: Tables, documents: pl.DataFrame, parameters: Parameters
) -> dict[str, pl.DataFrame]:
    """Make the tables of what counts in some documents, by name, for other programs.

    `start` and `end` are places in the articles' files; texts and words are as they are read.
    `sentences` has one row for each sentence of `select_sentences` and for each piece of
    boilerplate. A sentence that a signature cut apart begins with its first part, ends with its
    last and has the text that is counted; any other has the text as printed. `tokens`, `tones` and
    `codes` are of the sentences that count.
    """
    counted = select_sentences(tables.sentences, documents, parameters)
    with_boilerplate = parameters.model_copy(update={"boilerplate": True})
    as_printed = tables.spans.filter(pl.len().over("document", "part_of") == 1)

    def select(table: pl.DataFrame) -> pl.DataFrame:
        return join_in_order(table, counted, how="semi")

    tones = select(tables.tones)
    chosen = (
        tables.label(tones)
        .filter(pl.col("lexicon") == parameters.lexicon)
        .select(*KEYS, "tone", tone_score="score")
    )
    codes = select(tables.codes)
    frames = codes.group_by(KEYS).agg(frames=pl.col("frame").unique().sort().str.join(";"))
    sentences = (
        select_sentences(tables.sentences, documents, with_boilerplate)
        .pipe(join_in_order, chosen)
        .pipe(join_in_order, frames)
        .pipe(join_in_order, as_printed.select(*KEYS, printed="text"))
        .with_columns(
            # Where frames are not searched, nobody knows whether there is none.
            pl.when("searched").then(pl.col("frames").fill_null("")),
            text=pl.coalesce("printed", "text"),
        )
        .select(
            "document",
            "sentence",
            "start",
            "end",
            "text",
            "kind",
            "voice",
            "speaker",
            "bloc",
            "tone",
            "tone_score",
            "frames",
        )
    )
    tokens = tokens_of(tables.spans, counted)
    parts = {
        "documents": documents,
        "sentences": sentences,
        "tokens": tokens.select(*KEYS, "position", "token", "start", "end"),
        "tones": tones.drop("given"),
        "codes": codes,
        "cleaning": join_in_order(tables.cleaning, documents, on="document", how="semi"),
    }
    return {name: in_files(table, tables.changes) for name, table in parts.items()}


def write_both(table: pl.DataFrame, path: Path) -> None:
    """Write a table as ``path.parquet`` and ``path.csv``; lists become ``;``-joined text."""
    table.write_parquet(path.with_name(f"{path.name}.parquet"))
    write_csv(table, path.with_name(f"{path.name}.csv"))


def write_csv(table: pl.DataFrame, path: Path) -> None:
    """Write a table as CSV, numbers to `DIGITS` places, lists as ``;``-joined text."""
    lists = [name for name, dtype in table.schema.items() if dtype == pl.List]
    flat = table.with_columns(
        pl.col(lists).cast(pl.List(pl.String)).list.join(";"),
        *(
            round_plainly(pl.col(name), DIGITS)
            for name, dtype in table.schema.items()
            if dtype.is_float()
        ),
    )
    flat.write_csv(path, float_precision=DIGITS)
