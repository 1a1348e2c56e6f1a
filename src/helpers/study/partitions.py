"""Read a corpus by partitions: side by side, each kept until something that it reads changes."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from helpers.corpus.problems import InputError
from helpers.corpus.voices.names import KnownNames, know_names, place_names
from helpers.study.languages import in_languages
from helpers.study.read_articles import SMALL, Rules, hash_of_settings, read_articles
from helpers.study.word_table import WORDS, make_words, name_words
from helpers.study.workers import ALONE, LostWorkerError, Workers
from helpers.system.outputs import replace_folder
from helpers.system.scratch import scratch_folder

ARTICLES = 1000
# How often articles are read again when a process that reads them is ended from outside.
ATTEMPTS = 3
Tell = Callable[[int, int], None]
# Rows that a table is written by, whatever the partitions.
ROW_GROUP = 100_000
# Rows of one instrument stand together, of target_tones those of a target within them.
_GROUPS = {
    "tones": ("lexicon",),
    "valences": ("lexicon",),
    "target_tones": ("lexicon", "target"),
}


@dataclass(frozen=True)
class Corpus:
    """What is read: a corpus' folder, its documents with the language of each, its raw texts."""

    folder: Path
    documents: pl.DataFrame
    texts: pl.DataFrame


def cut_corpus(documents: pl.DataFrame, *, articles: int) -> list[tuple[int, int]]:
    """Cut a corpus into partitions: first row and number of rows of each.

    A partition ends behind an article whose name has a hash that `articles` divides, which is one
    in so many: so an article that is added, wherever it stands, changes its own partition and no
    other, where a fixed number of articles would shift all that follow. Twice as many end it too.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a", "b", "c"]})
    >>> cut_corpus(table, articles=1), cut_corpus(table, articles=1000)
    ([(0, 1), (1, 1), (2, 1)], [(0, 3)])
    """
    parts, first = [], 0
    for row, name in enumerate(documents["document"], 1):
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
        if number % articles == 0 or row - first == 2 * articles or row == documents.height:
            parts.append((first, row - first))
            first = row
    return parts


def read_partitions(
    corpus: Corpus,
    store: Path,
    *,
    basis: str,
    workers: Workers = ALONE,
    articles: int = ARTICLES,
    tell: Tell = lambda done, all_articles: None,
) -> list[Path]:
    """Read the partitions of a corpus that a folder does not hold yet.

    Parameters
    ----------
    corpus
        What to read.
    store
        The folder that keeps a folder for each partition; those that are no part of this corpus
        are deleted.
    basis
        Versions and code that the tables depend on beside articles and settings.
    workers
        Who reads; a single partition is read in this process unless there is a cluster.
    articles
        Articles in a partition, on average.
    tell
        Told how many articles are read, and how many there are.

    Returns
    -------
    list of Path
        The folders, in the order of the corpus; each has a Parquet file for each table.

    Raises
    ------
    InputError
        When one of the settings cannot be used, the cluster cannot, or processes that read are
        ended from outside again and again.
    """
    Rules.of(corpus.folder)
    store.mkdir(parents=True, exist_ok=True)
    settings = hash_of_settings(corpus.folder)
    pieces = []
    for first, size in cut_corpus(corpus.documents, articles=articles):
        documents = corpus.documents.slice(first, size)
        texts = corpus.texts.slice(first, size)
        content = [documents.write_ndjson(), texts.write_ndjson(), settings, basis]
        path = store / hashlib.sha256(repr(content).encode()).hexdigest()
        pieces.append(_Piece(path, first, size))
    paths = [piece.path for piece in pieces]
    for place in store.iterdir():
        if place not in paths:
            shutil.rmtree(place)
    attempts = ATTEMPTS
    while True:
        try:
            _read_missing(corpus, pieces, store, workers=workers, tell=tell)
        except LostWorkerError:
            attempts -= 1
            if attempts:
                continue
            mend = "close other programs, or build with --workers 1: what was read is kept"
            what = "processes that read articles were ended, perhaps because memory ran out"
            raise InputError.of(corpus.folder, what, mend) from None
        return paths


class _Piece(NamedTuple):
    """A partition: its folder, and its first row and number of rows in the corpus."""

    path: Path
    first: int
    size: int


def _read_missing(
    corpus: Corpus, pieces: list[_Piece], store: Path, *, workers: Workers, tell: Tell
) -> None:
    missing = [piece for piece in pieces if not piece.path.is_dir()]
    done = corpus.documents.height - sum(piece.size for piece in missing)
    tell(done, corpus.documents.height)
    work = (
        (
            corpus.folder,
            piece.path,
            corpus.documents.slice(piece.first, piece.size),
            corpus.texts.slice(piece.first, piece.size),
        )
        for piece in missing
    )
    with workers.start(pieces=len(missing), folders=(corpus.folder, store)) as processes:
        for size in _side_by_side(processes, _read, work, ahead=workers.ahead):
            done += size
            tell(done, corpus.documents.height)


def _read(corpus: Path, path: Path, documents: pl.DataFrame, texts: pl.DataFrame) -> int:
    rules = Rules.of(corpus)
    tables = read_articles(documents, texts, rules)
    tables[WORDS] = make_words(
        tables["spans"], tables["texts"], documents, acronyms=rules.stop_words.acronyms
    )
    with replace_folder(path) as fresh:
        for name, table in tables.items():
            table.write_parquet(fresh / f"{name}.parquet")
    return documents.height


def _side_by_side(
    processes: Executor | None,
    do: Callable[..., int],
    work: Iterator[tuple[Any, ...]],
    *,
    ahead: int,
) -> Iterator[int]:
    """Yield results as they come; only so many pieces of work are held at a time."""
    if processes is None:
        yield from (do(*one) for one in work)
        return
    waiting: set[Future[int]] = set()
    for one in work:
        waiting.add(processes.submit(do, *one))
        if len(waiting) >= ahead:
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in finished)
    yield from (future.result() for future in wait(waiting).done)


def join_partitions(parts: list[Path], folder: Path, rules: Rules) -> None:
    """Write the tables of all partitions as one each, without holding them.

    The order of the rows does not depend on the partitions.
    """
    names = names_of(parts, rules)
    names.write_parquet(folder / "names.parquet")
    _join_words(parts, folder, names)
    apart = (SMALL, WORDS)
    for name in sorted(path.stem for path in parts[0].glob("*.parquet") if path.stem not in apart):
        table = _scan(parts, name)
        wanted = [table.filter(rows) for rows in _groups(name, rules)] or [table]
        pl.concat(wanted).sink_parquet(
            folder / f"{name}.parquet", maintain_order=True, row_group_size=ROW_GROUP
        )


def _join_words(parts: list[Path], folder: Path, names: pl.DataFrame) -> None:
    """Write the words of all partitions, names told apart, as one table."""
    with scratch_folder() as place:
        files = [place / f"{number}.parquet" for number in range(len(parts))]
        for part, file in zip(parts, files, strict=True):
            name_words(pl.read_parquet(part / f"{WORDS}.parquet"), names).write_parquet(file)
        pl.scan_parquet(files, glob=False).sink_parquet(
            folder / f"{WORDS}.parquet", maintain_order=True, row_group_size=ROW_GROUP
        )


def _groups(name: str, rules: Rules) -> list[pl.Expr]:
    values: Mapping[str, list[str]] = {
        "lexicon": list(rules.instruments),
        "target": list(rules.actors.targets),
    }
    groups = [pl.lit(value=True)] if name in _GROUPS else []
    for column in _GROUPS.get(name, ()):
        groups = [rows & (pl.col(column) == value) for rows in groups for value in values[column]]
    return groups


def names_of(parts: list[Path], rules: Rules) -> pl.DataFrame:
    """Find the names in all partitions by what all of them tell of names."""
    speakers = _scan(parts, "spans").select("speaker", "full_name").drop_nulls().unique().collect()
    small = _scan(parts, SMALL).unique().collect()["word"]
    known = know_names(speakers, small, rules.actors, rules.speech)
    return pl.concat([_names_in(part, known, rules) for part in parts]).sort("document", "start")


def _names_in(part: Path, known: KnownNames, rules: Rules) -> pl.DataFrame:
    spans, documents = (
        pl.read_parquet(part / f"{name}.parquet") for name in ("spans", "documents")
    )
    return place_names(in_languages(spans, documents, rules.speech.languages), known, rules.speech)


def _scan(parts: list[Path], name: str) -> pl.LazyFrame:
    return pl.scan_parquet([part / f"{name}.parquet" for part in parts], glob=False)
