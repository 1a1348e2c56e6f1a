import hashlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.files import importing
from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.import_result import ImportResult
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.problems import InputError
from helpers.corpus.settings import DEFAULTS


@pytest.fixture
def import_text(tmp_path: Path):
    """Import a CSV file with this content."""

    def make(content: str, **options: object) -> ImportResult:
        source = tmp_path / "news.csv"
        source.write_text(content)
        return import_corpus(tmp_path / "corpus", source, **options)

    return make


def documents(result: ImportResult, *columns: str) -> list[tuple[object, ...]]:
    return open_corpus(result.folder).documents.select(columns).rows()


def test_an_import_opens_without_a_problem(import_text) -> None:
    result = import_text(
        "ID,Title,Date,Source,Country,Lang,Is Translated,Body,extra\n"
        'x1,"No  deal","Jan 11, 2022",rt,Russia,en,Yes,"Talks\nended.",1\n'
        "x2,Deal,11.01.2022,RT,Russia,en,false,Talks began.,2\n"
    )
    assert check_corpus(result.folder) == []
    assert result.columns == {
        "document": "ID",
        "text": "Body",
        "headline": "Title",
        "published": "Date",
        "outlet": "Source",
        "country": "Country",
        "language": "Lang",
        "translated": "Is Translated",
    }
    assert result.unused == ["extra"]
    corpus = open_corpus(result.folder)
    assert corpus.texts.rows() == [("x1", "Talks\nended."), ("x2", "Talks began.")]
    day = date(2022, 1, 11)
    assert corpus.documents.drop("sha256").rows() == [
        (
            "x1",
            "RT",
            "Russia",
            day,
            "stated",
            "No deal",
            "en",
            True,
            "articles/x1.txt",
            "news.csv, line 2",
        ),
        (
            "x2",
            "RT",
            "Russia",
            day,
            "stated",
            "Deal",
            "en",
            False,
            "articles/x2.txt",
            "news.csv, line 4",
        ),
    ]
    assert corpus.documents["sha256"][1] == hashlib.sha256(b"Talks began.").hexdigest()


def test_texts_keep_every_character(import_text) -> None:
    text = " He said\u00a0“no”.\r\n\tЙ \U0001f600 "
    source = pl.DataFrame({"text": [text]})
    result = import_text(source.write_csv())
    assert open_corpus(result.folder).texts["text"].item() == text


@pytest.mark.parametrize(
    ("text", "options", "day", "note"),
    [
        ("2022-01-11", {}, date(2022, 1, 11), None),
        ("", {}, None, None),
        ("n/a", {}, None, None),
        ("01/02/2022", {}, None, 'ambiguous date ("01/02/2022") in 1 row (line 2)'),
        ("01/02/2022", {"day_first": True}, date(2022, 2, 1), None),
        ("01/02/2022", {"day_first": False}, date(2022, 1, 2), None),
        ("January 2022", {}, None, 'incomplete date ("January 2022") in 1 row (line 2)'),
        ("soon", {}, None, 'unreadable date ("soon") in 1 row (line 2)'),
    ],
)
def test_an_undated_article_stays(import_text, text: str, options, day, note: str | None) -> None:
    result = import_text(f"id,date,text\na,{text},Talks.\n", **options)
    basis = "stated" if day else None
    assert documents(result, "published", "published_basis") == [(day, basis)]
    assert result.undated == (day is None)
    assert [problem.what for problem in result.notes] == ([note] if note else [])


def test_an_ambiguous_date_comes_with_what_the_others_tell(import_text) -> None:
    result = import_text("date,text\n01/02/2022,a b\n25/12/2021,c d\n26-12-2021,e f\n")
    (note,) = result.notes
    assert note.where.endswith("news.csv:2")
    assert note.mend == (
        "add --day-first or --month-first: "
        "of the column's other dates, 2 put the day first and 0 second"
    )


def test_rows_without_text_are_counted_and_named(import_text) -> None:
    result = import_text('id,text\na,Talks.\nb,\nc," \n"\nd,NaN\n')
    assert (result.rows, result.articles, result.empty) == (4, 1, 3)
    (note,) = result.notes
    assert note.what == "no text in 3 rows (line 3, line 4, line 6)"


def test_long_lists_of_rows_are_cut(import_text) -> None:
    result = import_text("id,text\nx,Talks.\n" + "".join(f"{number},\n" for number in range(12)))
    assert result.notes[0].what.endswith("line 12, ...)")
    assert " in 12 rows (" in result.notes[0].what


def test_nul_characters_are_removed_and_named(import_text) -> None:
    result = import_text("id,text\na,Ta\0lks.\n")
    assert open_corpus(result.folder).texts["text"].item() == "Talks."
    assert result.notes[0].what == "NUL characters in the text in 1 row (line 2)"


def test_duplicates_stay_and_are_named(import_text) -> None:
    words = "The talks were held in Geneva and ended without a result on Monday"
    result = import_text(f"id,text\na,{words}\nb,Other.\nc,{words}\nd,{words.upper()}!\n")
    assert (result.articles, result.twins) == (4, 2)
    assert "2 articles repeat all or nearly all of another (c of a, d of a)" in result.notes[0].what


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (["a,x,,Talks.", "b,x,,Talks on."], ["a", "b"]),
        (
            [",RT,No deal,Talks.", ",,,Talks on and on. More words here."],
            ["rt-no-deal", "talks-on-and-on-more-words"],
        ),
        (["a/b ü,RT,,Talks.", "../x,,,More."], ["a-b-u", "x"]),
        (["статья,,,Talks."], ["article"]),
        (["7,,,Talks.", "7,,,More."], ["7", "7-" + hashlib.sha256(b"More.").hexdigest()[:6]]),
        (["a,,,Talks.", "A,,,More."], ["a", "A-" + hashlib.sha256(b"More.").hexdigest()[:6]]),
    ],
)
def test_ids_are_readable_safe_and_unique(import_text, rows: list[str], names: list[str]) -> None:
    result = import_text("\n".join(["id,outlet,title,text", *rows]) + "\n")
    assert documents(result, "document") == [(name,) for name in names]
    assert check_corpus(result.folder) == []


def test_the_same_text_under_one_id_three_times(import_text) -> None:
    result = import_text("id,text\na,Talks.\na,Talks.\na,Talks.\n")
    digest = hashlib.sha256(b"Talks.").hexdigest()[:6]
    assert documents(result, "document") == [("a",), (f"a-{digest}",), (f"a-{digest}-2",)]


def test_a_new_row_does_not_rename_old_ones(tmp_path: Path) -> None:
    head, old, new = "title,text\n", "No deal,Talks.\n", "Deal,More.\n"
    names = []
    for number, content in enumerate((head + old, head + new + old)):
        source = tmp_path / "news.csv"
        source.write_text(content)
        result = import_corpus(tmp_path / str(number), source)
        names.append({row[0] for row in documents(result, "document")})
    assert names[0] < names[1]


def test_outlets_from_addresses(import_text) -> None:
    result = import_text(
        "link,text\nhttps://www.rt.com/a,Talks.\nno address,More.\nhttp://[x,Last.\n"
    )
    assert documents(result, "outlet") == [("rt.com",), (None,), (None,)]
    assert documents(result, "evidence")[0] == ("news.csv, line 2; https://www.rt.com/a",)


def test_columns_can_be_named_and_left_out(import_text) -> None:
    result = import_text(
        "title,text,story\nNo deal,short,Long text.\n", columns={"text": "story", "headline": ""}
    )
    assert open_corpus(result.folder).texts["text"].item() == "Long text."
    assert documents(result, "headline") == [(None,)]
    assert result.unused == ["title", "text"]


def test_numbers_and_types_of_other_formats(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": [7.0, 8.0],
            "date": [datetime(2022, 1, 11, 23, 30), None],
            "translated": [True, None],
            "text": ["Talks.", "More."],
        }
    )
    frame.write_parquet(tmp_path / "news.parquet")
    result = import_corpus(tmp_path / "corpus", tmp_path / "news.parquet")
    assert documents(result, "document", "published", "translated", "evidence") == [
        ("7", date(2022, 1, 11), True, "news.parquet, row 1"),
        ("8", None, None, "news.parquet, row 2"),
    ]


def test_a_folder_of_texts(tmp_path: Path) -> None:
    (tmp_path / "texts" / "rt").mkdir(parents=True)
    (tmp_path / "texts" / "rt" / "no deal.txt").write_text("Talks.")
    result = import_corpus(tmp_path / "corpus", tmp_path / "texts")
    assert documents(result, "document", "evidence") == [("rt-no-deal", "texts, rt/no deal.txt")]
    assert result.notes[0].where == str(tmp_path / "texts" / "rt" / "no deal.txt")
    assert "not safe in file names" in result.notes[0].what


def test_many_articles_go_into_one_table(import_text) -> None:
    result = import_text(
        "id,date,text\na,2022-01-11,Talks.\nb,,More.\nc,,Last.\n",
        limits={"articles_as_files": "1", "row_group": "2"},
    )
    assert (result.folder / "corpus.yml").read_text() == "articles_as_files: 1\nrow_group: 2\n"
    assert sorted(path.name for path in result.folder.iterdir() if path.suffix != ".yml") == [
        "README.md",
        "articles.parquet",
    ]
    assert check_corpus(result.folder) == []
    assert open_corpus(result.folder).texts["text"].to_list() == ["Talks.", "More.", "Last."]
    assert documents(result, "file", "published")[0] == ("articles.parquet", date(2022, 1, 11))


def test_the_folder_gets_a_datasheet_and_settings(
    import_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "SETTINGS", ("corpus.yml", "none.yml"))
    result = import_text("id,text\na,Talks.\nb,\n")
    assert result.settings == ["corpus.yml"]
    assert (result.folder / "corpus.yml").read_bytes() == (DEFAULTS / "corpus.yml").read_bytes()
    sheet = (result.folder / "README.md").read_text()
    assert sheet.startswith("# Datasheet: corpus\n")
    assert "- Rows read: 2; articles made: 1.\n" in sheet
    assert "- no text in 1 row (line 3); left out" in sheet
    assert "$" not in sheet


@pytest.mark.parametrize(
    ("content", "options", "what", "mend"),
    [
        ("id,name\na,b\n", {}, "no column holds the texts", "text=id (columns: id, name)"),
        ("id,bodyy\na,b\n", {}, "no column holds the texts", "text=bodyy"),
        ("id,text\na,\n", {}, 'no text in column "text"', "another column"),
        ("id,text\n", {}, 'no text in column "text"', "another column"),
        ("id,text\na,b\n", {"columns": {"txt": "text"}}, 'unknown field "txt"', 'write "text"'),
        ("id,text\na,b\n", {"columns": {"outlet": "txt"}}, 'no column "txt"', 'write "text"'),
        ("id,text\na,b\n", {"columns": {"text": ""}}, "no column holds", "choose one"),
    ],
)
def test_what_cannot_be_imported_leaves_nothing(
    import_text, tmp_path: Path, *, content: str, options, what: str, mend: str
) -> None:
    with pytest.raises(InputError) as caught:
        import_text(content, **options)
    (problem,) = caught.value.problems
    assert problem.where == str(tmp_path / "news.csv")
    assert what in problem.what
    assert mend in problem.mend
    assert [path.name for path in tmp_path.iterdir()] == ["news.csv"]


def test_a_folder_with_files_is_left_alone(import_text, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="not an empty folder"):
        import_text("id,text\na,Talks.\n")
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(import_text, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    assert import_text("id,text\na,Talks.\n").articles == 1


def test_a_failure_half_way_leaves_nothing(
    import_text, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(importing, "_datasheet", fail)
    with pytest.raises(OSError, match="No space left"):
        import_text("id,text\na,Talks.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["news.csv"]


def test_a_table_with_the_mess_of_the_world(
    tmp_path: Path, validation: Callable[[str], Path]
) -> None:
    source = validation("narrative_frames_articles_metadata.tsv")
    result = import_corpus(tmp_path / "corpus", source)
    print(*result.summary(), *result.notes, sep="\n")
    assert (result.rows, result.articles, result.empty, result.undated) == (428, 428, 0, 0)
    assert result.columns == {
        "document": "ID",
        "text": "text",
        "published": "date",
        "outlet": "source",
    }
    assert result.outlets.height == 63
    corpus = open_corpus(result.folder)
    assert corpus.documents["outlet"].n_unique() == 36
    assert "The Huffington Post" in corpus.documents["outlet"]
    places = [problem.where.removeprefix(str(source)) for problem in result.notes]
    whats = [problem.what for problem in result.notes]
    assert places == [":213", ":356", ""]
    assert whats[0].startswith("5 of 10 fields")
    assert whats[1] == ('column "EC" says "False)" where others say "False" in 1 row (line 356)')
    assert "(50 of 20, 305 of 292, 388 of 333, 424 of 330)" in whats[2]
    assert {problem.severity for problem in check_corpus(result.folder)} == {"warning"}
