import shutil
from pathlib import Path

import polars as pl
import pytest
from many_languages import OTHERS
from other_corpora import import_rows
from polars.testing import assert_frame_equal

from helpers.corpus.files.contents import LISTING
from helpers.corpus.files.documents import sha256
from helpers.corpus.problems import InputError
from helpers.study import partition_work, partitions
from helpers.study.crew import gather_crew
from helpers.study.make_tables import make, prepare
from helpers.study.tables import TABLES
from helpers.study.workers import ALONE, Workers

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "tables"
    prepare(CORPUS, folder)
    return folder


def test_partitions_and_processes_change_no_byte(whole: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    for workers in (1, 2):
        folder = tmp_path / str(workers) / "tables"
        prepare(
            CORPUS,
            folder,
            workers=Workers(workers),
            articles=1,
            tell=lambda done, every: heard.append((done, every)),
        )
        assert len(list(folder.with_name("articles").iterdir())) == 5
        assert (folder / LISTING).read_bytes() == (whole / LISTING).read_bytes()
    assert [done for done, _ in heard] == [0, 1, 2, 3, 4, 5] * 2


def test_tables_on_disk_are_those_in_memory(whole: Path) -> None:
    tables = make(CORPUS)
    for name in TABLES:
        assert_frame_equal(pl.read_parquet(whole / f"{name}.parquet"), getattr(tables, name))


def small_corpus(folder: Path, names: str) -> partitions.Corpus:
    """Make a corpus of articles that each have a letter for a name."""
    texts = {f"{name}.txt": f"It rains in {name}." for name in names}
    for file, text in texts.items():
        (folder / file).write_text(text)
    documents = pl.DataFrame({"document": list(names), "file": list(texts)}).with_columns(
        headline=pl.lit(None, pl.String),
        language=pl.lit("en"),
        sha256=pl.Series([sha256(text.encode()) for text in texts.values()]),
    )
    return partitions.Corpus(folder, documents)


def read(folder: Path, names: str, *, basis: str = "") -> dict[str, int]:
    """Name each partition's folder with the time of its making."""
    corpus, store = small_corpus(folder, names), folder / "store"
    with gather_crew(ALONE) as crew:
        paths = partitions.read_partitions(corpus, store, crew, basis=basis, articles=1)
    assert sorted(paths) == sorted(store.iterdir())
    assert len(list((folder / "languages").iterdir())) == len(names)
    return {path.name: path.stat().st_mtime_ns for path in paths}


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    before = read(tmp_path, "ac")
    after = read(tmp_path, "abc")
    assert len(after) == 3
    assert before.items() <= after.items()
    # What nothing uses any more is deleted, which `read` holds too.
    assert read(tmp_path, "c").items() <= before.items()
    assert not read(tmp_path, "c", basis="other code").keys() & before.keys()
    shutil.copyfile(CORPUS / "actors.yml", tmp_path / "actors.yml")
    assert not read(tmp_path, "c").keys() & before.keys()


def test_what_was_read_before_a_failure_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = partition_work.read_articles

    def fail(documents: pl.DataFrame, *others: object) -> object:
        if documents["document"][0] == "c":
            raise RuntimeError("killed")
        return honest(documents, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(partition_work, "read_articles", fail)
    with pytest.raises(RuntimeError, match="killed"):
        read(tmp_path, "abc")
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "store").iterdir()}
    monkeypatch.undo()
    assert len(kept) == 2
    assert kept.items() <= read(tmp_path, "abc").items()


def test_articles_that_change_while_they_are_read_are_an_error(tmp_path: Path) -> None:
    corpus = small_corpus(tmp_path, "ab")
    (tmp_path / "b.txt").write_text("It snows.")
    with gather_crew(ALONE) as crew, pytest.raises(InputError, match=r"changed .*; build again"):
        partitions.read_partitions(corpus, tmp_path / "store", crew, basis="")


def test_an_article_is_assumed_to_be_in_the_language_of_other_partitions(tmp_path: Path) -> None:
    rows = [
        *((f"d{number}", None, None, OTHERS["de"]) for number in range(3)),
        ("short", None, None, "NATO"),
    ]
    corpus = import_rows(tmp_path, rows)
    for articles in (1, 1000):
        prepare(corpus, tmp_path / "tables", articles=articles)
        documents = pl.read_parquet(tmp_path / "tables" / "documents.parquet")
        assert documents.select("language", "language_basis").rows() == [
            *[("de", "detected")] * 3,
            ("de", "assumed"),
        ]


def test_a_new_article_moves_no_other_partition() -> None:
    names = [str(number) for number in range(2000)]
    added = [*names[:700], "new", *names[700:]]

    def cut(documents: list[str]) -> set[tuple[str, ...]]:
        table = pl.DataFrame({"document": documents})
        parts = partitions.cut_corpus(table, articles=50)
        assert sum(size for _, size in parts) == len(documents)
        assert max(size for _, size in parts) <= 100
        return {tuple(documents[first : first + size]) for first, size in parts}

    new = cut(added) - cut(names)
    assert sum(map(len, new)) <= 200
