"""Add tone, frames and who speaks to any table of texts."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, Self

import polars as pl

from helpers.corpus.files.column_names import plain_name
from helpers.corpus.files.columns import read_column_rules
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.tables import read_table
from helpers.corpus.lexicons import ToneSettings, open_lexicons, open_tone
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.suggestions import suggest
from helpers.corpus.text.cleaning import Cleaning
from helpers.corpus.text.languages import ENGLISH, identify, language_name
from helpers.corpus.text.normalisation import normalise_column
from helpers.corpus.text.sentences import split
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.attribution import attribute
from helpers.corpus.voices.speech import Speech
from helpers.measures.framing.codebook import Codebook, read_codebook
from helpers.measures.framing.coding import code
from helpers.measures.joins import join_in_order
from helpers.measures.sentiment.instruments import HEADLINE, instruments
from helpers.measures.sentiment.tones import score_texts
from helpers.study.instruments import LEXICONS
from helpers.study.languages import languages_of_lexicon
from helpers.system.outputs import replace_file

WRITERS: dict[str, Callable[[pl.DataFrame, Path], None]] = {
    ".csv": lambda table, path: _flat(table).write_csv(path),
    ".tsv": lambda table, path: _flat(table).write_csv(path, separator="\t"),
    ".jsonl": lambda table, path: table.write_ndjson(path),
    ".parquet": lambda table, path: table.write_parquet(path),
}
# Texts that are read at a time, so that a long table takes no more memory than its scores do.
_BATCH = 2000
# What a column of the input is called when one of the added columns takes its name.
GIVEN = "_given"


def score_file(
    source: Path,
    out: Path,
    *,
    text: str,
    settings: Path,
    limits: Mapping[str, str] | None = None,
    tell: Callable[[int, int], None] = lambda done, texts: None,
) -> pl.DataFrame:
    """Score a column of texts and write the table with the scores.

    Parameters
    ----------
    source
        A table as `helpers.corpus.files.tables.read_table` reads it.
    out
        Where to write; the suffix names the format: .csv, .tsv, .jsonl, .parquet. In the first
        two a list is written with ``;`` between its items, other nested values as JSON.
    text
        The column of texts; each is normalised, a missing one read as empty. For tone and frames
        it is one sentence.
    settings
        Folder with ``tone.yml``, ``codebook.yml``, ``actors.yml``, ``speech.yml``, ``cleaning.yml``
        and ``corpus.yml``; where one is missing, the package's own.
    limits
        Limits of ``corpus.yml`` that are other than that file's.
    tell
        Called with the number of texts that are done, and of all.

    Returns
    -------
    DataFrame
        The table as written: its own columns, then tone (-1, 0, 1; missing where no word is known),
        tone_score (the headline instrument, -1..1), tone_<lexicon> (each lexicon's own scale),
        frames (``;``-joined, sorted; empty for none), and of the first sentence voice (narrator,
        quote, indirect), speaker and bloc (missing where there is no sentence). text_language is
        the language of each text: as a column called language or lang says, else as the text tells
        (see `helpers.corpus.text.languages.identify`). Where an instrument does not know it, what
        it would read is missing, and not_read says so. A column of the input that has one of these
        names is kept with ``_given`` behind its name; all of them together are the scores of an
        earlier run, which these replace.

    Raises
    ------
    InputError
        When the file, the column or the place to write cannot be used.
    """
    write = _writer(source, out)
    table = read_table(source, read_limits(settings, overrides=limits))
    texts = normalise_column(_texts(table, text, source))
    tone = open_tone(settings)
    by_name = instruments(open_lexicons(), tone)
    codebook = read_codebook(find_settings(settings, "codebook.yml"))
    speakers = _Speakers.of(settings)
    readers = _readers(tone, codebook, speakers.speech)
    languages = identify(texts, _stated_languages(table))["language"].alias("text_language")
    parts = []
    for first in range(0, max(len(texts), 1), _BATCH):
        batch = texts.slice(first, _BATCH)
        scores = score_texts(batch, instruments=by_name, thresholds=tone.thresholds)
        scores = scores.with_columns(_frames(batch, codebook)).hstack(speakers.of_texts(batch))
        parts.append(_keep_known(scores, readers, languages.slice(first, _BATCH)))
        tell(min(first + _BATCH, len(texts)), len(texts))
    columns = pl.concat(parts)
    result = _make_room(table, columns.columns, source).hstack(columns)
    with replace_file(out) as fresh:
        _write(write, result, fresh, out)
    return result


def _write(
    write: Callable[[pl.DataFrame, Path], None], table: pl.DataFrame, fresh: Path, out: Path
) -> None:
    try:
        write(table, fresh)
    # What a format cannot hold, polars says in errors without a common class, panics among them.
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError) as error:
        if "os error" in str(error):
            raise
        what = f"cannot be written as {out.suffix}: {str(error).splitlines()[0]}"
        others = ", ".join(suffix for suffix in WRITERS if suffix != out.suffix)
        raise InputError.of(out, what, f"end it in {others}") from None


def _writer(source: Path, out: Path) -> Callable[[pl.DataFrame, Path], None]:
    write = WRITERS.get(out.suffix.lower())
    if write is None:
        mend = f"end it in {', '.join(WRITERS)}"
        raise InputError.of(out, f"cannot write '{out.suffix}'", mend)
    if not out.parent.is_dir():
        raise InputError.of(out.parent, "no such folder", "make it first")
    if out.exists() and source.exists() and out.samefile(source):
        raise InputError.of(out, "is the file to be read", "name another file")
    return write


def _texts(table: pl.DataFrame, text: str, source: Path) -> pl.Series:
    if text not in table.columns:
        mend = suggest(text, table.columns) if table.columns else "the file is empty: add a head"
        raise InputError.of(source, f"no column '{text}'", mend)
    texts = table[text]
    if texts.dtype == pl.Null:
        texts = texts.cast(pl.String)
    if texts.dtype not in (pl.String, pl.Categorical, pl.Enum):
        what = f"column '{text}' holds {texts.dtype}, not text"
        raise InputError.of(source, what, "name a column of text")
    return texts.cast(pl.String).fill_null("")


def _stated_languages(table: pl.DataFrame) -> pl.Series:
    """Give what a column of languages says of each row; missing where there is none."""
    names = {plain_name(name) for name in read_column_rules().fields["language"]}
    for name, dtype in table.schema.items():
        if dtype == pl.String and plain_name(name) in names:
            return table[name]
    return pl.Series([None] * table.height, dtype=pl.String)


class _Reader(NamedTuple):
    """What an instrument is called, the columns that it fills, the languages that it knows."""

    name: str
    columns: tuple[str, ...]
    languages: tuple[str, ...]


def _readers(tone: ToneSettings, codebook: Codebook, speech: Speech) -> list[_Reader]:
    published = tuple(f"tone_{name}" for name in LEXICONS if name != HEADLINE)
    return [
        _Reader("tone", ("tone", "tone_score"), languages_of_lexicon(HEADLINE, tone)),
        _Reader("published word lists", published, (ENGLISH,)),
        _Reader("frames", ("frames",), codebook.languages),
        _Reader("voices", ("voice", "speaker", "bloc"), speech.languages),
    ]


def _keep_known(scores: pl.DataFrame, readers: list[_Reader], languages: pl.Series) -> pl.DataFrame:
    """Drop what an instrument says of a language that it does not know, and say so."""
    language = pl.col(languages.name)
    reasons = {}
    for used in languages.unique():
        unread = [reader.name for reader in readers if used not in reader.languages]
        if unread:
            reasons[used] = f"in {language_name(used)}, not known to: {', '.join(unread)}"
    return scores.with_columns(languages).with_columns(
        *(
            pl.when(language.is_in(list(reader.languages))).then(name).alias(name)
            for reader in readers
            for name in reader.columns
        ),
        not_read=language.replace_strict(reasons, default=None, return_dtype=pl.String),
    )


def _frames(texts: pl.Series, codebook: Codebook) -> pl.Series:
    """Give the frames of each text, ``;``-joined."""
    rows = pl.int_range(len(texts), eager=True).alias("sentence")
    units = pl.DataFrame({"sentence": rows, "text": texts}).with_columns(
        document=pl.lit(""), start=pl.lit(0)
    )
    by_row = (
        code(units, codebook)
        .group_by("sentence")
        .agg(frames=pl.col("frame").unique().sort().str.join(";"))
    )
    table = join_in_order(rows.to_frame(), by_row, on="sentence")
    return table["frames"].fill_null("")


class _Speakers(NamedTuple):
    """What is needed to tell who speaks."""

    cleaning: Cleaning
    actors: Actors
    speech: Speech

    @classmethod
    def of(cls, settings: Path) -> Self:
        return cls(
            read_settings(find_settings(settings, "cleaning.yml"), Cleaning),
            read_settings(find_settings(settings, "actors.yml"), Actors),
            read_settings(find_settings(settings, "speech.yml"), Speech),
        )

    def of_texts(self, texts: pl.Series) -> pl.DataFrame:
        """Give voice, speaker and bloc of the first sentence of each text."""
        rows = pl.int_range(len(texts), eager=True).cast(pl.String).alias("document")
        documents = pl.DataFrame({"document": rows, "text": texts})
        # A text of a table is no heading, however short it is.
        sentences = split(documents, self.cleaning).with_columns(
            kind=pl.lit("body"), reprint=pl.lit(value=False)
        )
        spoken = attribute(sentences, self.actors, self.speech).unique(
            "document", keep="first", maintain_order=True
        )
        wanted = spoken.select("document", "voice", "speaker", "bloc")
        return join_in_order(rows.to_frame(), wanted, on="document").drop("document")


def _make_room(table: pl.DataFrame, names: list[str], source: Path) -> pl.DataFrame:
    """Move columns of the input out of the way of those that are added."""
    clashes = [name for name in names if name in table.columns]
    if len(clashes) == len(names):
        return table.drop(clashes)
    twice = [name for name in clashes if name + GIVEN in table.columns]
    if twice:
        raise InputError(
            [
                Problem(
                    str(source), f"has a column '{name}' and '{name}{GIVEN}'", f"rename '{name}'"
                )
                for name in twice
            ]
        )
    return table.rename({name: name + GIVEN for name in clashes})


def _flat(table: pl.DataFrame) -> pl.DataFrame:
    """Write nested values as text: CSV has no others."""
    flat = []
    for name, dtype in table.schema.items():
        values = pl.col(name)
        if isinstance(dtype, pl.List | pl.Array) and not dtype.inner.is_nested():
            flat.append(values.cast(pl.List(pl.String)).list.join(";"))
        elif dtype.is_nested():
            box = pl.struct(values.alias("value"))
            flat.append(
                box.struct.json_encode()
                .str.strip_prefix('{"value":')
                .str.strip_suffix("}")
                .alias(name)
            )
        elif dtype == pl.Binary:
            flat.append(values.bin.encode("base64"))
        elif dtype == pl.Object:
            flat.append(values.cast(pl.String))
    return table.with_columns(flat)
