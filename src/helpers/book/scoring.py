"""Add tone and frames to any table of texts."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from helpers.corpus.lexicons import open_lexicons, open_tone
from helpers.corpus.nearest import suggest
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings
from helpers.corpus.tables import read_table
from helpers.measures.framing.codebook import read_codebook
from helpers.measures.framing.coding import code
from helpers.measures.sentiment.instruments import instruments
from helpers.measures.sentiment.tones import score_texts

WRITERS: dict[str, Callable[[pl.DataFrame, Path], None]] = {
    ".csv": lambda table, path: table.write_csv(path),
    ".tsv": lambda table, path: table.write_csv(path, separator="\t"),
    ".jsonl": lambda table, path: table.write_ndjson(path),
    ".parquet": lambda table, path: table.write_parquet(path),
}


def score_file(source: Path, out: Path, *, text: str, settings: Path) -> pl.DataFrame:
    """Score a column of texts and write the table with the scores.

    Parameters
    ----------
    source
        A table as `helpers.corpus.tables.read_table` reads it.
    out
        Where to write; the suffix names the format: .csv, .tsv, .jsonl, .parquet.
    text
        The column of texts; each is read as one sentence.
    settings
        Folder with ``tone.yml`` and ``codebook.yml``; where one is missing, the package's own.

    Returns
    -------
    DataFrame
        The table as written: its own columns, then tone (-1, 0, 1; null where no word is known),
        tone_score (the headline instrument, -1..1), tone_<lexicon> (each lexicon's own scale) and
        frames (``;``-joined, sorted; empty for none).

    Raises
    ------
    InputError
        When the file, the column or the format of `out` cannot be used.
    """
    if out.suffix not in WRITERS:
        raise InputError(
            [Problem(str(out), f"cannot write '{out.suffix}'", f"end it in {', '.join(WRITERS)}")]
        )
    table = read_table(source)
    if text not in table.columns:
        raise InputError(
            [Problem(str(source), f"no column '{text}'", suggest(text, table.columns))]
        )
    if table.schema[text] != pl.String:
        raise InputError(
            [Problem(str(source), f"column '{text}' holds no text", "name a column of text")]
        )
    tone = open_tone(settings)
    scores = score_texts(
        table[text],
        instruments=instruments(open_lexicons(), tone),
        thresholds=tone.thresholds,
    )
    codes = code(
        table.select(
            pl.lit("").alias("document"),
            pl.int_range(pl.len()).alias("sentence"),
            pl.lit(0).alias("start"),
            pl.col(text).fill_null("").alias("text"),
        ),
        read_codebook(find_settings(settings, "codebook.yml")),
    )
    frames = codes.group_by("sentence").agg(pl.col("frame").unique().sort().str.join(";"))
    found = pl.DataFrame({"sentence": range(table.height)}, schema={"sentence": pl.Int64}).join(
        frames, on="sentence", how="left", maintain_order="left"
    )
    added = [*scores.columns, "frames"]
    scored = table.drop(added, strict=False).hstack(
        [*scores, found["frame"].fill_null("").alias("frames")]
    )
    WRITERS[out.suffix](scored, out)
    return scored
