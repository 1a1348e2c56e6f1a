"""The published tables of a large corpus: whole as Parquet in portions, a sample of it as CSV."""

import random
from pathlib import Path

import polars as pl

from helpers.study.parameters import Parameters
from helpers.study.tables import (
    Tables,
    published,
    select_documents,
    write_both,
    write_csv,
)

# With more sentences than these the table of words has over two million rows: more than a
# spreadsheet opens, and than a process should hold that writes it beside others.
LARGE = 100_000
# Articles whose rows are written at once: some 20,000 sentences, half a million words.
PORTION = 1_000
# Articles of the samples: their tables open anywhere, and one can still be joined to the other.
SAMPLED = 50
SAMPLE = "-sample"
SPLIT = ("sentences", "tokens", "tones", "codes", "cleaning")


def is_large(tables: Tables, *, large: int = LARGE) -> bool:
    """Tell whether a corpus is published in portions."""
    return tables.height("sentences") > large


def export_portions(
    tables: Tables,
    folder: Path,
    *,
    parameters: Parameters,
    portion: int = PORTION,
    sampled: int = SAMPLED,
) -> None:
    """Write the tables of what counts in portions of articles, so that none is held whole.

    Each table becomes ``sentences/part-000.parquet`` and so on, and ``sentences-sample.csv`` with
    all rows of the same seeded sample of articles. The articles themselves stay one table.

    Parameters
    ----------
    portion
        Articles in a file.
    sampled
        Articles in the samples.
    """
    documents = select_documents(tables.documents, parameters)
    write_both(documents, folder / "documents")
    names = documents["document"].sort().to_list()
    chosen = random.Random(parameters.seed).sample(names, min(sampled, len(names)))
    for number, start in enumerate(range(0, documents.height, portion)):
        some = documents.slice(start, portion)
        made = published(_part(tables, some), some, parameters)
        for name in SPLIT:
            place = folder / name / f"part-{number:03}.parquet"
            place.parent.mkdir(exist_ok=True)
            made[name].write_parquet(place)
    for name in SPLIT:
        rows = pl.scan_parquet(folder / name / "*.parquet").filter(pl.col("document").is_in(chosen))
        write_csv(rows.collect(), folder / f"{name}{SAMPLE}.csv")


def _part(tables: Tables, documents: pl.DataFrame) -> Tables:
    """Keep the rows of some documents of what is published."""
    read = ("sentences", "spans", "tones", "codes", "cleaning", "changes")
    return tables.change(**{name: tables.rows_of(name, documents) for name in read})
