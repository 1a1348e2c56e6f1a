"""Add tone and frames to any table of texts."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.tables import read_table
from helpers.corpus.lexicons import open_lexicons, open_tone
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings
from helpers.corpus.suggestions import suggest
from helpers.corpus.text.normalisation import normalise_column
from helpers.measures.framing.codebook import Codebook, read_codebook
from helpers.measures.framing.coding import code
from helpers.measures.joins import join_in_order
from helpers.measures.sentiment.instruments import instruments
from helpers.measures.sentiment.tones import score_texts
from helpers.system.outputs import replace_file

WRITERS: dict[str, Callable[[pl.DataFrame, Path], None]] = {
    ".csv": lambda table, path: _flat(table).write_csv(path),
    ".tsv": lambda table, path: _flat(table).write_csv(path, separator="\t"),
    ".jsonl": lambda table, path: table.write_ndjson(path),
    ".parquet": lambda table, path: table.write_parquet(path),
}
# What a column of the input is called when one of the added columns takes its name.
GIVEN = "_given"


def score_file(
    source: Path,
    out: Path,
    *,
    text: str,
    settings: Path,
    limits: Mapping[str, str] | None = None,
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
        The column of texts; each is normalised and read as one sentence, a missing one as empty.
    settings
        Folder with ``tone.yml``, ``codebook.yml`` and ``corpus.yml``; where one is missing, the
        package's own.
    limits
        Limits of ``corpus.yml`` that are other than that file's.

    Returns
    -------
    DataFrame
        The table as written: its own columns, then tone (-1, 0, 1; missing where no word is known),
        tone_score (the headline instrument, -1..1), tone_<lexicon> (each lexicon's own scale) and
        frames (``;``-joined, sorted; empty for none). A column of the input that has one of these
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
    scores = score_texts(
        texts, instruments=instruments(open_lexicons(), tone), thresholds=tone.thresholds
    )
    frames = _frames(texts, read_codebook(find_settings(settings, "codebook.yml")))
    columns = scores.with_columns(frames)
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
