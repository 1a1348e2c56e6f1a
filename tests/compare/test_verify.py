"""A book made again from its manifest: identical, or different for a cause that is named."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rocrate.rocrate import ROCrate

from helpers.build.manifest import Manifest, read_manifest
from helpers.build.pages.configure import footer
from helpers.build.pages.ro_crate import METADATA, write_crate
from helpers.build.project import Project
from helpers.commands.cli import cli
from helpers.compare.bytes import compare_books
from helpers.compare.verify import TABLES_CHANGED, Proof, plan_proof, verdict
from helpers.corpus.files.contents import contents, digest_of_results, sha256


def report(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def lines_by_word(result: Result) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in result.stdout.splitlines():
        word, rest = line.split(": ", 1)
        found.setdefault(word, []).append(rest)
    return found


def manifest(**values: object) -> Manifest:
    words = ["edition", "title", "description", "book", "command"]
    tables = ["parameters", "inputs", "code", "versions"]
    given = dict.fromkeys(words, "default") | {name: {} for name in tables} | values
    return Manifest.model_validate(given)


def test_a_book_is_made_again_and_a_changed_article_is_named(small_project: Path) -> None:
    mine = small_project / "elsewhere" / "mine.yml"
    mine.parent.mkdir()
    mine.write_text("title: Mine\ndescription: My own.\nparameters: {top_n: 9}\n")
    built = report("build", "--edition", str(mine), "-p", "seed", "7")
    assert built.exit_code == 0, built.stderr
    mine.unlink()
    book = small_project / "_build" / "mine"
    same = report("verify", str(book))
    assert same.exit_code == 0, same.stdout + same.stderr
    assert same.stdout.startswith("identical: all ")
    assert lines_by_word(same)["results"] == [
        read_manifest(book / "data" / "manifest.json").results[:12]
    ]

    page = (book / "html" / "notebooks" / "one.html").read_text()
    assert "report build --edition mine.yml -p seed 7</pre>" in page
    assert "no repository" in page
    for path in book.rglob("*"):
        if path.is_file():
            assert str(small_project).encode() not in path.read_bytes(), path
    check_crate(book)

    article = small_project / "corpus" / "articles" / "south.txt"
    listed = small_project / "corpus" / "articles.csv"
    before = sha256(article)
    article.write_text(article.read_text().replace("Nobody", "Somebody"))
    listed.write_text(listed.read_text().replace(before, sha256(article)))
    changed = report("verify", str(book), "--keep", "again", "--jobs", "1")
    assert changed.exit_code == 1
    causes = ["input articles.csv changed", "input articles/south.txt changed"]
    assert lines_by_word(changed)["cause"] == causes
    # The list of documents comes first; it holds the article's hash.
    assert lines_by_word(changed)["first"][0].startswith("data/documents.csv, line 3, column ")
    assert "data/sentences.csv" in lines_by_word(changed)["also"]
    assert "note: input articles/south.txt changed" in changed.stderr
    assert (small_project / "again" / "html" / "index.html").is_file()


def check_crate(book: Path) -> None:
    crate = ROCrate(book)
    listed = {entity.id for entity in crate.data_entities}
    assert {f"data/{name}" for name in contents(book / "data")} <= listed
    assert "html/index.html" in listed
    assert all((book / name).exists() for name in listed)
    build = crate.get("#build")
    assert build["description"] == "report build --edition mine.yml -p seed 7"
    assert "notebooks/one.ipynb" in {entity["name"] for entity in build["object"]}
    assert "datePublished" not in (book / METADATA).read_text()


@pytest.fixture
def two_books(small_project: Path) -> tuple[Proof, Path]:
    """Return a book of one table and one page with its proof, as if made again already."""
    there = small_project / "there"
    (there / "data").mkdir(parents=True)
    (there / "html").mkdir()
    (there / "data" / "findings.json").write_text("[]")
    (there / "data" / "tones.csv").write_text("document,score\na,1\n")
    (there / "html" / "index.html").write_text("<p>one")
    plan = plan_of(small_project, there)
    written = plan.manifest.model_copy(update={"results": digest_of_results(there / "data")})
    (there / "data" / "manifest.json").write_text(written.model_dump_json())
    proof = plan_of(small_project, there)
    shutil.copytree(there, proof.plan.target)
    return proof, there


def plan_of(project: Path, book: Path) -> Proof:
    place = book / "data" / "manifest.json"
    if not place.is_file():
        empty = manifest(edition="default", parameters={"corpus": "corpus"})
        place.write_text(empty.model_dump_json())
        proof = plan_proof(Project(project), book, out=project / "out")
        return Proof(book, proof.plan.manifest, proof.plan)
    return plan_proof(Project(project), book, out=project / "out")


def test_a_changed_byte_in_a_table_is_found_and_held_against_the_manifest(
    two_books: tuple[Proof, Path],
) -> None:
    proof, there = two_books
    lines = verdict(proof, compare_books(*proof.folders))
    assert lines[0] == "identical: all 4 files (findings 1, data 1, pages 1, description 1)"
    (there / "data" / "tones.csv").write_text("document,score\na,2\n")
    lines = verdict(proof, compare_books(*proof.folders))
    assert lines[0] == "different: 1 of 4 files (data 1)"
    assert lines[2:] == [
        "first: data/tones.csv, line 2, column 3",
        r"there: 'document,score\na,2\n'",
        r"here: 'document,score\na,1\n'",
        f"cause: {TABLES_CHANGED}",
    ]


def test_another_version_is_named_and_a_page_of_no_cause_is_not_reproducible(
    two_books: tuple[Proof, Path],
) -> None:
    proof, there = two_books
    (proof.plan.target / "html" / "index.html").write_text("<p>two")
    lines = verdict(proof, compare_books(*proof.folders))
    assert lines[-1].startswith("cause: nothing in the manifest: the build is not reproducible")
    place = there / "data" / "manifest.json"
    written = json.loads(place.read_text())
    written["versions"]["polars"] = "0.1"
    place.write_text(json.dumps(written))
    now = proof.plan.manifest.versions["polars"]
    again = Proof(there, read_manifest(place), proof.plan)
    assert again.causes == [f"version polars 0.1 there, {now} here"]


def test_a_printed_book_is_printed_again(two_books: tuple[Proof, Path]) -> None:
    proof, there = two_books
    project = proof.plan.project.root
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("no Chromium")
    assert proof.plan.pdf is None
    (there / "default.pdf").write_bytes(b"")
    assert plan_of(project, there).plan.pdf == project / "out" / "default" / "default.pdf"


def test_files_of_one_book_alone_and_binary_ones_are_compared(tmp_path: Path) -> None:
    for name, content in (("there", b"\xff\x00a"), ("here", b"\xff\x00b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.parquet").write_bytes(content)
    compared = compare_books(tmp_path / "there", tmp_path / "here")
    assert compared.first is not None
    assert (compared.first.where, compared.first.there) == ("byte 2", r"b'\xff\x00a'")
    (tmp_path / "there" / "alone.csv").write_text("x")
    compared = compare_books(tmp_path / "there", tmp_path / "here")
    assert compared.differences == ("alone.csv", "x.parquet")
    assert compared.first is not None
    assert (compared.first.there, compared.first.here) == ("the file", "nothing")


@pytest.mark.parametrize(
    ("arguments", "content", "words"),
    [
        ((), None, "there is no manifest"),
        ((), "{}", "edition: field required"),
        ((), "[", "manifest: invalid json"),
        (("--keep", "corpus"), None, "already exists"),
        ((), manifest(parameters={"corpus": "gone"}).model_dump_json(), "made with 'gone'"),
        (("--corpus", "gone"), manifest().model_dump_json(), "no such corpus folder"),
        ((), manifest(parameters={"corpus": "corpus", "topn": 1}).model_dump_json(), "'topn'"),
        (
            (),
            manifest(parameters={"corpus": "corpus", "reference": "w.csv"}).model_dump_json(),
            "give its location with --reference",
        ),
    ],
)
def test_what_cannot_be_made_again_is_refused_in_one_line(
    small_project: Path, arguments: tuple[str, ...], content: str | None, words: str
) -> None:
    place = small_project / "_build" / "default" / "data" / "manifest.json"
    if content is not None:
        place.parent.mkdir(parents=True)
        place.write_text(content)
    result = report("verify", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_footer_shows_titles_and_values_as_they_are() -> None:
    made = manifest(title="<b>&", command="report build -p node '<script>'", results="a" * 64)
    shown = footer(made)
    assert "<b>" not in shown
    assert "<script>" not in shown
    assert "&lt;b&gt;&amp;" in shown
    assert "a" * 12 + "<" in shown


def test_a_crate_has_the_authors_licence_and_day_of_the_project(tmp_path: Path) -> None:
    citation = tmp_path / "CITATION.cff"
    citation.write_text(
        "authors:\n- {given-names: Anna, family-names: Berg}\n- {name: The Press}\n"
        "license: MIT\nversion: 1.2.3\nkeywords: [a, b]\n"
    )
    data = tmp_path / "data"
    data.mkdir()
    (data / "a b.csv").write_text("x")
    (data / "tables.xlsx").write_text("x")
    made = manifest(book="Book", committed="2026-01-02", commit="0" * 40, versions={"x": "1"})
    written = []
    for name in ("first.json", "second.json"):
        write_crate(tmp_path / name, made, data=data, citation=[citation])
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    crate = ROCrate(json.loads(written[0]))
    root = crate.root_dataset
    assert [author["name"] for author in root["author"]] == ["Anna Berg", "The Press"]
    assert [author.type for author in root["author"]] == ["Person", "Organization"]
    assert root["license"]["name"] == "MIT"
    assert json.loads(written[0])["@context"].startswith("https://w3id.org/ro/crate/")
    assert root["datePublished"] == "2026-01-02"
    assert crate.get("data/a%20b.csv")["encodingFormat"] == "text/csv"
    workbook = crate.get("data/tables.xlsx")
    assert workbook["encodingFormat"].endswith("spreadsheetml.sheet")
    assert workbook["description"].startswith("The main tables")
    assert crate.get("#report")["softwareVersion"] == "1.2.3"
