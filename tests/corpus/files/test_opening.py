import hashlib
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.fields import DOCUMENTS
from helpers.corpus.files.folders import find_corpus
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.problems import InputError

PROJECT = Path(__file__).parents[3]


def test_the_five_articles() -> None:
    corpus = open_corpus(PROJECT / "corpus")
    assert check_corpus(PROJECT / "corpus") == []
    assert corpus.documents.schema == pl.Schema(DOCUMENTS)
    assert corpus.documents.select(
        "outlet", "published", "published_basis", "translated"
    ).rows() == [
        ("RT", date(2021, 12, 7), "inferred", True),
        ("Sputnik", date(2021, 12, 23), "inferred", False),
        ("Svobodnaya Pressa", date(2022, 1, 11), "stated", True),
        ("RT", date(2022, 1, 20), "inferred", True),
        ("RT", date(2022, 3, 3), "inferred", True),
    ]
    assert corpus.texts["document"].to_list() == corpus.documents["document"].to_list()


def test_texts_are_the_bytes_of_the_files() -> None:
    corpus = open_corpus(PROJECT / "corpus")
    both = corpus.documents.join(corpus.texts, on="document")
    for file, digest, text in both.select("file", "sha256", "text").rows():
        content = text.encode()
        assert content == (PROJECT / "corpus" / file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest


def test_coded_sentences_lie_where_they_say() -> None:
    texts = dict(open_corpus(PROJECT / "corpus").texts.rows())
    codes = pl.read_csv(PROJECT / "corpus" / "coding" / "sentences.csv")
    wrong = [
        row
        for row in codes.select("document", "start", "end", "text").rows()
        if texts[row[0]][row[1] : row[2]] != row[3]
    ]
    assert codes.height > 0
    assert wrong == []


def test_line_endings_and_marks_stay(tmp_path: Path) -> None:
    content = "\ufeffone\r\ntwo\rthree".encode()
    (tmp_path / "a.txt").write_bytes(content)
    (tmp_path / "articles.csv").write_text(
        ",".join(DOCUMENTS) + "\na,,,,,,,," + hashlib.sha256(content).hexdigest() + ",a.txt,\n"
    )
    assert open_corpus(tmp_path).texts["text"].item() == "\ufeffone\r\ntwo\rthree"


def test_a_relative_path_is_found_above(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "notebooks" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "drafts")
    assert find_corpus("corpus").samefile(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    assert find_corpus("corpus") == Path("corpus")


@pytest.mark.parametrize(
    ("path", "what"), [("none", "no such corpus folder"), ("file", "is a file, not a folder")]
)
def test_what_is_no_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, what: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=what):
        open_corpus(path)
    with pytest.raises(InputError, match=what):
        open_corpus(tmp_path / path)


def test_reading_changes_nothing_and_keeps_nothing_open(tmp_path: Path) -> None:
    first, second = (open_corpus(PROJECT / "corpus") for _ in range(2))
    assert first.documents.equals(second.documents)
    assert first.texts.equals(second.texts)
