"""Read a corpus by partitions: side by side, each kept until something that it reads changes."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from helpers.corpus.files.opening import read_texts
from helpers.corpus.text.languages import BEGINNING, SCHEMA, other_languages
from helpers.corpus.text.normalisation import normalise_column
from helpers.study.crew import Crew, Job
from helpers.study.partition_work import read_partition, tell_partition
from helpers.study.read_articles import hash_of_settings

# Few enough that what a process holds of them stays small, many enough to be read at speed.
ARTICLES = 500
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Corpus:
    """What is read: a corpus' folder, and its documents as `open_documents` gives them."""

    folder: Path
    documents: pl.DataFrame


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
    crew: Crew,
    *,
    basis: str,
    articles: int = ARTICLES,
    tell: Tell = lambda done, all_articles: None,
) -> list[Path]:
    """Read the partitions of a corpus that a folder does not hold yet.

    Parameters
    ----------
    corpus
        What to read.
    store
        The folder that keeps a folder for each partition; a folder `languages` beside it keeps what
        the articles tell of their languages. What is no part of this corpus is deleted from both.
    crew
        Who reads.
    basis
        Versions and code that the tables depend on beside articles and settings.
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
        When one of the settings cannot be used, or the articles change while they are read.
    LostWorkerError
        When processes that read are ended from outside again and again.
    """
    cuts = cut_corpus(corpus.documents, articles=articles)
    told = _tell(corpus, store.with_name("languages"), crew, cuts, basis=basis)
    settings = hash_of_settings(corpus.folder)
    documents = corpus.documents.with_columns(told.select(*SCHEMA))
    others = other_languages(told, _beginning(corpus, told))
    jobs = []
    for first, size in cuts:
        part = documents.slice(first, size)
        more = others if part["language"].null_count() else None
        path = store / _hash(part.write_ndjson(), more, settings, basis)
        jobs.append(Job(path, size, read_partition, (corpus.folder, part, first, more)))
    _keep_only(store, jobs)
    done = sum(job.size for job in jobs if job.path.exists())
    tell(done, documents.height)

    def tell_of(size: int) -> None:
        nonlocal done
        done += size
        tell(done, documents.height)

    crew.make(jobs, tell_of)
    return [job.path for job in jobs]


def _tell(
    corpus: Corpus, store: Path, crew: Crew, cuts: list[tuple[int, int]], *, basis: str
) -> pl.DataFrame:
    """Tell the language of each article by itself, as `helpers.corpus.text.languages.tell`."""
    jobs = []
    for first, size in cuts:
        part = corpus.documents.slice(first, size)
        content = part.select("document", "language", "sha256").write_ndjson()
        path = store / f"{_hash(content, basis)}.parquet"
        jobs.append(Job(path, size, tell_partition, (corpus.folder, part, first)))
    _keep_only(store, jobs)
    crew.make(jobs)
    return pl.concat(pl.read_parquet(job.path) for job in jobs)


def _beginning(corpus: Corpus, told: pl.DataFrame) -> pl.Series:
    """Read the first texts where no article tells its language."""
    if told["language"].null_count() < told.height:
        return pl.Series([], dtype=pl.String)
    documents = corpus.documents.head(BEGINNING)
    return normalise_column(read_texts(corpus.folder, documents, first=0)["text"])


def _keep_only(store: Path, jobs: list[Job]) -> None:
    """Delete from a folder what no job makes."""
    store.mkdir(parents=True, exist_ok=True)
    paths = {job.path for job in jobs}
    for place in store.iterdir():
        if place not in paths:
            shutil.rmtree(place) if place.is_dir() else place.unlink()


def _hash(*content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()
