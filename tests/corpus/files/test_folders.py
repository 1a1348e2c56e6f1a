"""What lies in a folder: nothing is passed over in silence, and nothing leads out of it."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.files.tables import open_table, read_table
from helpers.corpus.problems import InputError
from helpers.corpus.settings import find_settings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes are another matter there")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Make a folder with one text, beside a file that is none of its own."""
    (tmp_path / "secret.txt").write_text("not for you")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text("Talks began.")
    return folder


@pytest.fixture
def corpus(texts: Path) -> Path:
    """Make a corpus of one text."""
    return import_corpus(texts.parent / "corpus", texts).folder


def test_other_files_are_named(texts: Path) -> None:
    (texts / "two.TXT").write_text("Talks ended.")
    (texts / "three.docx").write_text("Talks went on.")
    for hidden in (".DS_Store", "._one.txt"):
        (texts / hidden).write_bytes(b"\xff")
    table = open_table(texts)
    assert table.rows["file"].to_list() == ["one.txt", "two.TXT"]
    (note,) = table.warnings
    assert note.what == "1 file that is not .txt (three.docx)"
    for number in range(10):
        (texts / f"{number}.md").write_text("")
    (note,) = open_table(texts).warnings
    assert note.what.startswith("11 files that are not .txt (0.md, ")
    assert note.what.endswith("9.md, ...)")


def test_a_folder_with_nothing_but_capitals(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text("Talks began.")
    assert read_table(tmp_path).rows() == [("A", "A.TXT", "Talks began.")]


def test_a_folder_without_a_text_says_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("Talks began.")
    with pytest.raises(InputError, match=r"no \.txt file in this folder; .* \(a\.docx\)"):
        read_table(tmp_path)


@pytest.mark.timeout(20)
def test_pipes_and_sockets_are_named_and_not_opened(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(texts / "pipe.txt")
    # The name of a socket may not be long.
    monkeypatch.chdir(texts)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        table = open_table(texts)
    assert table.rows.height == 1
    assert [(Path(note.where).name, note.what, note.severity) for note in table.warnings] == [
        ("pipe.txt", "is a named pipe, not a file", "warning"),
        ("socket.txt", "is a socket, not a file", "warning"),
    ]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.parquet", "t.xlsx"])
def test_a_pipe_is_no_table(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(InputError, match="is a named pipe, not a file"):
        read_table(tmp_path / name)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("../secret.txt", "a link that leads out of the folder"),
        ("..", "a link that leads out of the folder"),
        ("/dev/zero", "a link that leads out of the folder"),
        ("none.txt", "a link that leads nowhere"),
        ("link.txt", "a link that leads nowhere"),
    ],
)
def test_a_link_that_does_not_stay_inside_is_refused(texts: Path, target: str, words: str) -> None:
    (texts / "link.txt").symlink_to(target)
    with pytest.raises(InputError) as caught:
        import_corpus(texts.parent / "new", texts)
    (problem,) = caught.value.problems
    assert problem.where == str(texts / "link.txt")
    assert problem.what.startswith(words)
    assert not (texts.parent / "new").exists()


def test_a_link_inside_is_read_and_does_not_loop(texts: Path) -> None:
    (texts / "two.txt").symlink_to("one.txt")
    (texts / "loop").symlink_to(".")
    assert read_table(texts)["file"].to_list() == ["one.txt", "two.txt"]


def test_a_name_that_is_not_utf8(texts: Path) -> None:
    (texts / os.fsdecode(b"b\xff.txt")).write_text("Talks.")
    with pytest.raises(InputError) as caught:
        read_table(texts)
    assert str(caught.value) == f"{texts}/b\\udcff.txt: its name is not UTF-8; rename it"
    source = texts / os.fsdecode(b"\xff.csv")
    source.write_text("text\nTalks.\n")
    with pytest.raises(InputError, match="its name is not UTF-8"):
        read_table(source)
    with pytest.raises(InputError, match="its name is not UTF-8; choose another folder"):
        import_corpus(texts.parent / os.fsdecode(b"\xff"), texts / "one.txt")


def _link(name: str, target: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return make


@pytest.mark.parametrize(
    "name",
    [
        "articles.csv",
        "articles/one.txt",
        "articles/other.txt",
        "articles/folder",
        "tone.yml",
        "codebook.yml",
        "corpus.yml",
        "coding/sentences.csv",
        "README.md",
        ".hidden",
    ],
)
def test_a_link_out_of_a_corpus_is_an_error(corpus: Path, name: str) -> None:
    assert check_corpus(corpus) == []
    target = corpus.parent / ("secret.txt" if name != "articles/folder" else "")
    _link(name, str(target))(corpus)
    errors = [problem for problem in check_corpus(corpus) if problem.severity == "error"]
    assert (str(corpus / name), "a link that leads out of the folder") in {
        (problem.where, problem.what) for problem in errors
    }
    assert not any("not for you" in str(problem) for problem in errors)
    with pytest.raises(InputError, match="a link that leads out of the folder"):
        open_corpus(corpus)


def test_settings_behind_a_link_are_not_read(corpus: Path) -> None:
    _link("tone.yml", "../secret.txt")(corpus)
    with pytest.raises(InputError, match="a link that leads out of the folder"):
        find_settings(corpus, "tone.yml")


def test_a_link_inside_a_corpus_is_no_defect(corpus: Path) -> None:
    (corpus / "mine.txt").symlink_to("README.md")
    (corpus / "articles" / "loop").symlink_to("..")
    (corpus.parent / "link").symlink_to("corpus")
    assert check_corpus(corpus) == []
    assert check_corpus(corpus.parent / "link") == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["articles/pipe.txt", "codebook.yml", "articles/one.txt", "x"])
def test_a_pipe_in_a_corpus_is_an_error_and_hangs_nothing(corpus: Path, name: str) -> None:
    (corpus / name).unlink(missing_ok=True)
    os.mkfifo(corpus / name)
    assert (str(corpus / name), "is a named pipe, not a file") in {
        (problem.where, problem.what) for problem in check_corpus(corpus)
    }


@pytest.mark.timeout(20)
def test_a_list_that_is_a_pipe(corpus: Path) -> None:
    (corpus / "articles.csv").unlink()
    os.mkfifo(corpus / "articles.csv")
    whats = [problem.what for problem in check_corpus(corpus)]
    assert whats == ["no articles.csv in it", "is a named pipe, not a file"]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root reads everything")
def test_an_article_that_may_not_be_read(corpus: Path) -> None:
    (corpus / "articles" / "one.txt").chmod(0)
    (problem,) = check_corpus(corpus)
    assert problem.what == "permission denied"


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("articles", '"articles" is not a file'),
        ("articles/one.txt/x", 'file "articles/one.txt/x" is missing'),
        ("articles/loop.txt", "too many levels of symbolic links"),
        ("articles/" + "x" * 300 + ".txt", "file name too long"),
        ("articles/a\0.txt", 'file "articles/a\\x00.txt" leads out'),
    ],
)
def test_an_article_that_cannot_be_read(corpus: Path, file: str, what: str) -> None:
    if "loop" in file:
        (corpus / file).symlink_to("loop.txt")
    listed = corpus / "articles.csv"
    listed.write_text(listed.read_text().replace("articles/one.txt", file))
    assert any(problem.what.startswith(what) for problem in check_corpus(corpus))
