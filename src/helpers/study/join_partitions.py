"""Join the tables of all partitions of a corpus, without holding them."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from helpers.corpus.voices.names import KnownNames, know_names
from helpers.study.crew import Crew, Job
from helpers.study.partition_work import name_partition
from helpers.study.read_articles import SMALL, Rules
from helpers.study.word_table import WORDS

# Rows that a table is written by, whatever the partitions.
ROW_GROUP = 100_000
# Rows of one instrument stand together, of target_tones those of a target within them.
_GROUPS = {
    "tones": ("lexicon",),
    "valences": ("lexicon",),
    "target_tones": ("lexicon", "target"),
}


def join_partitions(
    corpus: Path, parts: list[Path], folder: Path, crew: Crew, rules: Rules
) -> None:
    """Write the tables of all partitions as one each.

    The order of the rows does not depend on the partitions.

    Parameters
    ----------
    corpus
        The corpus folder.
    parts
        As `helpers.study.partitions.read_partitions` gives them.
    folder
        Where the tables go.
    crew
        Who finds the names in each partition.
    rules
        The corpus' settings.
    """
    known = names_of(parts, rules)
    # Beside what is kept, as all workers share that place.
    place = parts[0].parent.with_name("named")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        jobs = [_name(part, place, corpus, known) for part in parts]
        crew.make(jobs)
        named = [job.path for job in jobs]
        _write(_scan(named, "names").sort("document", "start"), folder / "names.parquet")
        _write(_scan(named, WORDS), folder / f"{WORDS}.parquet")
    finally:
        shutil.rmtree(place)
    apart = (SMALL, WORDS)
    for name in sorted(path.stem for path in parts[0].glob("*.parquet") if path.stem not in apart):
        table = _scan(parts, name)
        wanted = [table.filter(rows) for rows in _groups(name, rules)] or [table]
        _write(pl.concat(wanted), folder / f"{name}.parquet")


def names_of(parts: list[Path], rules: Rules) -> KnownNames:
    """Put together what all partitions tell of names."""
    pairs = _scan(parts, "spans").select("speaker", "full_name").drop_nulls().unique()
    small = _scan(parts, SMALL).unique().collect(engine="streaming")["word"]
    return know_names(pairs.collect(engine="streaming"), small, rules.actors, rules.speech)


def _name(part: Path, place: Path, corpus: Path, known: KnownNames) -> Job:
    size = (part / f"{WORDS}.parquet").stat().st_size
    return Job(place / part.name, size, name_partition, (part, corpus, known))


def _groups(name: str, rules: Rules) -> list[pl.Expr]:
    values: Mapping[str, list[str]] = {
        "lexicon": list(rules.instruments),
        "target": list(rules.actors.targets),
    }
    groups = [pl.lit(value=True)] if name in _GROUPS else []
    for column in _GROUPS.get(name, ()):
        groups = [rows & (pl.col(column) == value) for rows in groups for value in values[column]]
    return groups


def _scan(parts: list[Path], name: str) -> pl.LazyFrame:
    return pl.scan_parquet([part / f"{name}.parquet" for part in parts], glob=False)


def _write(table: pl.LazyFrame, path: Path) -> None:
    table.sink_parquet(path, maintain_order=True, row_group_size=ROW_GROUP)
