import shutil
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.corpus.files.contents import LISTING
from helpers.study import partitions
from helpers.study.make_tables import make, prepare
from helpers.study.tables import TABLES
from helpers.study.workers import Workers

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
    documents = pl.DataFrame({"document": list(names)}).with_columns(
        headline=pl.lit(None, pl.String), language=pl.lit("en")
    )
    texts = documents.select("document", text=pl.format("It rains in {}.", "document"))
    return partitions.Corpus(folder, documents, texts)


def read(folder: Path, names: str, *, basis: str = "") -> dict[str, int]:
    """Name each partition's folder with the time of its making."""
    paths = partitions.read_partitions(
        small_corpus(folder, names), folder / "store", basis=basis, articles=1
    )
    assert sorted(paths) == sorted((folder / "store").iterdir())
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
    honest = partitions.read_articles

    def fail(documents: pl.DataFrame, *others: object) -> object:
        if documents["document"][0] == "c":
            raise RuntimeError("killed")
        return honest(documents, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(partitions, "read_articles", fail)
    with pytest.raises(RuntimeError, match="killed"):
        read(tmp_path, "abc")
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "store").iterdir()}
    monkeypatch.undo()
    assert len(kept) == 2
    assert kept.items() <= read(tmp_path, "abc").items()


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
