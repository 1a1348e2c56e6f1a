"""Make every table of a corpus: read its articles, and what was coded in them."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from helpers.corpus.coding.description import read_description
from helpers.corpus.coding.fields import PLACE
from helpers.corpus.coding.folder import DESCRIPTION, DRAW_LOG, GUIDE, read_coding
from helpers.corpus.coding.rules import read_rules
from helpers.corpus.files.contents import write_listing
from helpers.corpus.files.opening import open_corpus, open_documents
from helpers.corpus.problems import InputError
from helpers.corpus.settings import SETTINGS, find_settings
from helpers.corpus.text.languages import identify
from helpers.corpus.text.normalisation import normalise_column
from helpers.corpus.text.offsets import in_texts
from helpers.corpus.untrusted_files import leads_out
from helpers.corpus.voices.names import find_names
from helpers.measures.framing.codebook import Codebook
from helpers.measures.joins import join_in_order
from helpers.study.crew import LostWorkerError, gather_crew
from helpers.study.join_partitions import join_partitions
from helpers.study.languages import in_languages
from helpers.study.machine_codes import TONE, programs, with_tones
from helpers.study.partitions import ARTICLES, Corpus, read_partitions
from helpers.study.read_articles import SMALL, Rules, read_articles
from helpers.study.tables import REFERENCE, Tables, read_tables
from helpers.study.workers import ALONE, Workers


def make(corpus: Path) -> Tables:
    """Make all tables of a corpus folder.

    Raises
    ------
    InputError
        When the corpus or one of its settings cannot be used.
    """
    rules = Rules.of(corpus)
    documents, texts = _open(corpus)
    read = read_articles(documents, texts, rules)
    del read[SMALL]
    spoken = in_languages(read["spans"], documents, rules.speech.languages)
    names = find_names(spoken, rules.actors, rules.speech)
    coded = _coding(corpus, rules.codebook, read["changes"], read["spans"])
    tables: dict[str, Any] = {**read, **coded, "names": names}
    return with_tones(Tables(**tables, folder=corpus))


def _open(corpus: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Open a corpus with headlines as they are read, and the language of each article."""
    files = open_corpus(corpus)
    texts = join_in_order(files.documents.select("document"), files.texts, on="document")
    documents = files.documents.with_columns(
        normalise_column(files.documents["headline"]),
        *identify(normalise_column(texts["text"]), files.documents["language"]),
    )
    return documents, texts


def _coding(
    corpus: Path, codebook: Codebook, changes: pl.DataFrame, spans: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Read what was coded and drawn: coded, machines, sample, by places in the texts."""
    coding = read_coding(corpus, frame_sets=codebook.frame_sets())
    # Read only to end here, not in a chapter, where they cannot be used.
    read_rules(corpus)
    read_description(corpus)
    # A headline that is printed again does not count, whatever it was coded as.
    reprints = spans.filter("reprint").select(PLACE)
    tables = {"coded": coding.codes, "machines": coding.machines, "sample": coding.sample}
    return {
        name: in_texts(table, changes).join(reprints, on=PLACE, how="anti", maintain_order="left")
        for name, table in tables.items()
    }


def prepare(
    corpus: Path,
    folder: Path,
    *,
    reference: Path | None = None,
    basis: str = "",
    workers: Workers = ALONE,
    articles: int = ARTICLES,
    tell: Callable[[int, int], None] = lambda done, all_articles: None,
) -> None:
    """Make all tables and keep them, with copies of all else that chapters read, in a folder.

    Beside it, a folder `articles` keeps what was read of the articles: of a corpus that grew, only
    partitions with new articles are read (see `helpers.study.partitions.read_partitions`).
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rules = Rules.of(corpus)
    store = folder.with_name("articles")
    opened = Corpus(corpus, open_documents(corpus))
    try:
        with gather_crew(workers, corpus, folder.parent) as crew:
            parts = read_partitions(opened, store, crew, basis=basis, articles=articles, tell=tell)
            join_partitions(corpus, parts, folder, crew, rules)
    except LostWorkerError:
        mend = "close other programs, or build with --workers 1: what was read is kept"
        what = "processes that read articles were ended, perhaps because memory ran out"
        raise InputError.of(corpus, what, mend) from None
    changes = pl.read_parquet(folder / "changes.parquet")
    reprints = pl.scan_parquet(folder / "spans.parquet").filter("reprint").collect()
    coded = _coding(corpus, rules.codebook, changes, reprints)
    for name, table in coded.items():
        table.write_parquet(folder / f"{name}.parquet")
    for name in (*SETTINGS, "corpus.yml"):
        shutil.copyfile(find_settings(corpus, name), folder / name)
    if programs(coded["machines"], TONE):
        tables = with_tones(read_tables(folder))
        for name in ("tones", "target_tones"):
            getattr(tables, name).write_parquet(folder / f"{name}.parquet")
    for path in (GUIDE, DESCRIPTION, DRAW_LOG):
        if (corpus / path).is_file() and not leads_out(corpus, str(path)):
            (folder / path).parent.mkdir(exist_ok=True)
            shutil.copyfile(corpus / path, folder / path)
    if reference is not None:
        (folder / REFERENCE).mkdir()
        shutil.copyfile(reference, folder / REFERENCE / reference.name)
    write_listing(folder)
