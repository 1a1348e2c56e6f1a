from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.commands.cli import cli
from helpers.corpus.files.adding import add_articles
from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.problems import InputError

WORDS = "The talks were held in Geneva and ended without a result on Monday"
HEAD = "id,date,source,text\n"
FIRST = f"{HEAD}a,2022-01-11,RT,{WORDS}\nb,,TASS,Talks went on.\n"


def table(place: Path, content: str, name: str = "more.csv") -> Path:
    (place / name).write_text(content)
    return place / name


@pytest.fixture(params=["5000", "0"])
def corpus(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Make a corpus of two articles: as files, and as one table."""
    limits = {"articles_as_files": request.param}
    source = table(tmp_path, FIRST, "first.csv")
    return import_corpus(tmp_path / "corpus", source, limits=limits).folder


def rows(folder: Path, *columns: str) -> list[tuple[object, ...]]:
    return open_corpus(folder).documents.select(columns).rows()


def test_new_articles_are_added_and_known_ones_named(tmp_path: Path, corpus: Path) -> None:
    (corpus / "codebook.yml").write_text("frames: []\n")
    (corpus / "coding").mkdir(exist_ok=True)
    (corpus / "coding" / "sample.csv").write_text("mine")
    more = table(
        tmp_path,
        f"{HEAD}a,2022-01-11,rt,{WORDS}\na,2022-01-12,rt,Prices rose.\n"
        f"c,2022-01-13,BBC,{WORDS.upper()}!\nd,,TASS,Talks went on.\n",
    )
    result = add_articles(corpus, more)
    assert (result.rows, result.articles, result.known, result.twins) == (4, 2, 2, 1)
    whats = [note.what for note in result.notes]
    assert "an article that the corpus has already in 2 rows (line 2, line 5)" in whats
    assert "1 article repeats all or nearly all of another (c of a)" in whats
    assert check_errors(corpus) == []
    documents = rows(corpus, "document", "outlet", "published")
    assert documents[:2] == [("a", "RT", date(2022, 1, 11)), ("b", "TASS", None)]
    assert documents[2][0].startswith("a-")
    assert documents[2][1:] == ("RT", date(2022, 1, 12))
    assert documents[3] == ("c", "BBC", date(2022, 1, 13))
    assert open_corpus(corpus).texts["text"][2] == "Prices rose."
    assert (corpus / "codebook.yml").read_text() == "frames: []\n"
    assert (corpus / "coding" / "sample.csv").read_text() == "mine"
    assert "## Added: `more.csv`" in (corpus / "README.md").read_text()


def check_errors(folder: Path) -> list[object]:
    return [problem for problem in check_corpus(folder) if problem.severity == "error"]


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_articles_again_change_nothing(tmp_path: Path, corpus: Path) -> None:
    before = contents(corpus)
    result = add_articles(corpus, tmp_path / "first.csv")
    assert (result.articles, result.known) == (0, 2)
    assert "Rows that the corpus has already, left out: 2." in result.summary()
    assert contents(corpus) == before


def test_the_name_of_a_file_is_not_taken_twice(tmp_path: Path) -> None:
    folder = import_corpus(tmp_path / "c", table(tmp_path, "id,text\na,Talks.\n")).folder
    (folder / "articles" / "a.txt").rename(folder / "articles" / "b.txt")
    listing = folder / "articles.csv"
    listing.write_text(listing.read_text().replace("articles/a.txt", "articles/b.txt"))
    add_articles(folder, table(tmp_path, "id,text\nb,More.\n"))
    assert open_corpus(folder).texts["text"].to_list() == ["Talks.", "More."]


@pytest.mark.parametrize("content", ["id,text\n", "a,b\n1,2\n"])
def test_what_cannot_be_added_changes_nothing(tmp_path: Path, corpus: Path, content: str) -> None:
    before = contents(corpus)
    with pytest.raises(InputError):
        add_articles(corpus, table(tmp_path, content))
    assert contents(corpus) == before


def test_nothing_is_added_to_a_corpus_with_an_error(tmp_path: Path, corpus: Path) -> None:
    for name in ("articles.csv", "articles.parquet"):
        (corpus / name).unlink(missing_ok=True)
    with pytest.raises(InputError, match=r"no articles\.csv in it"):
        add_articles(corpus, tmp_path / "first.csv")


def test_an_import_is_repeated_with_other_options(tmp_path: Path) -> None:
    source = table(tmp_path, "id,date,text\na,01/02/2022,Talks.\nb,02/03/2022,More.\n")
    folder = tmp_path / "corpus"
    command = ["new", str(folder), "--from", str(source)]
    assert CliRunner().invoke(cli, command).exit_code == 0
    assert rows(folder, "published") == [(None,), (None,)]
    (folder / "tone.yml").write_text("mine: 1\n")
    ran = CliRunner().invoke(cli, [*command, "--day-first"])
    assert ran.exit_code == 2
    assert "replace its articles with --again" in ran.stderr
    ran = CliRunner().invoke(cli, [*command, "--day-first", "--again"])
    assert ran.exit_code == 0
    assert rows(folder, "published") == [(date(2022, 2, 1),), (date(2022, 3, 2),)]
    assert (folder / "tone.yml").read_text() == "mine: 1\n"
    assert check_errors(folder) == []


def test_again_keeps_a_datasheet_that_was_completed(tmp_path: Path) -> None:
    source = table(tmp_path, "id,text\na,Talks.\n")
    folder = import_corpus(tmp_path / "corpus", source).folder
    sheet = folder / "README.md"
    first = sheet.read_text()
    import_corpus(folder, source, again=True)
    assert sheet.read_text() == first
    question = "*What can be concluded from this corpus, and what cannot?*"
    sheet.write_text(first.replace(question, "Little."))
    import_corpus(folder, source, again=True)
    assert sheet.read_text().startswith(first.replace(question, "Little."))
    assert "## Imported again: `more.csv`" in sheet.read_text()


def test_again_needs_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"not an empty folder; choose a new folder$"):
        import_corpus(tmp_path / "mine", table(tmp_path, FIRST), again=True)


def test_a_change_of_form_leaves_one_list(tmp_path: Path) -> None:
    source = table(tmp_path, FIRST)
    folder = import_corpus(tmp_path / "c", source, limits={"articles_as_files": "0"}).folder
    import_corpus(folder, source, again=True, limits={"articles_as_files": "9"})
    assert sorted(path.name for path in folder.glob("articles*")) == ["articles", "articles.csv"]
    assert check_errors(folder) == []


def test_the_command_adds(tmp_path: Path, corpus: Path) -> None:
    more = table(tmp_path, f"{HEAD}z,2022-01-14,BBC,Prices fell.\n")
    ran = CliRunner().invoke(cli, ["add", str(corpus), "--from", str(more)])
    assert ran.exit_code == 0
    assert "Rows read: 1; articles made: 1." in ran.output
    assert rows(corpus, "document")[-1] == ("z",)
