"""Articles from web pages, Word and PDF files."""

import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.files.saved_pages import read_page
from helpers.corpus.files.tables import read_table
from helpers.corpus.problems import InputError
from helpers.corpus.settings import DEFAULTS

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>No deal | The Daily</title>
<meta property="og:title" content="No deal in Geneva">
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2022-01-11T10:00:00Z">
<link rel="canonical" href="https://daily.org/no-deal"></head><body>
<nav><ul><li>Home</li></ul></nav><script>var p = "<p>no</p>";</script>
<article><header><h1>No deal in Geneva</h1></header>
<p>Talks&nbsp;ended <b>without</b> a result.</p>
<blockquote><p>“We tried,” she said.</p></blockquote>
<aside><p>Read this, too</p></aside></article><footer><p>All rights</p></footer></body></html>"""
TEXT = "Talks ended without a result.\n\n“We tried,” she said."


def write_pdf(path: Path, lines: list[str]) -> Path:
    """Write the least that is a PDF file of one page."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 700 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n%strailer\n" % table
    path.write_bytes(content + b"<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return path


def write_word(path: Path, *, title: str = "", paragraphs: tuple[str, ...] = ()) -> Path:
    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def test_a_page_becomes_an_article() -> None:
    assert read_page(PAGE.encode()) == [
        {
            "headline": "No deal in Geneva",
            "published": "2022-01-11T10:00:00Z",
            "outlet": "The Daily",
            "language": "en",
            "url": "https://daily.org/no-deal",
            "text": TEXT,
        }
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (b"", ""),
        (b"<meta charset=latin-1><p>caf\xe9</p>", "café"),
        (b"Talks.<br>More.", "Talks.\n\nMore."),
        (b"<p>a<p>b", "a\n\nb"),
        (b"<div>" * 3000 + b"<p>a</p>", "a"),
    ],
)
def test_pages_without_a_head(page: bytes, text: str) -> None:
    assert [article["text"] for article in read_page(page)] == [text]


def test_a_folder_of_all_kinds(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.HTML").write_text(PAGE)
    write_word(texts / "b.docx", title="Prices rise", paragraphs=("Prices rose.", "", "Then fell."))
    lines = ["The talks that were held in Gene-", "va ended without", "a result.", "Next week."]
    write_pdf(texts / "c.pdf", lines)
    (texts / "d.txt").write_text("Plain.")
    result = import_corpus(tmp_path / "corpus", texts)
    corpus = open_corpus(result.folder)
    assert corpus.documents.select("document", "headline", "outlet", "published").rows() == [
        ("a", "No deal in Geneva", "The Daily", date(2022, 1, 11)),
        ("b", "Prices rise", None, None),
        ("c", None, None, None),
        ("d", None, None, None),
    ]
    assert corpus.texts["text"].to_list() == [
        TEXT,
        "Prices rose.\n\nThen fell.",
        "The talks that were held in Geneva ended without a result.\nNext week.",
        "Plain.",
    ]
    assert result.notes == []


def test_one_file_is_a_source_too(tmp_path: Path) -> None:
    source = write_word(tmp_path / "2022-01-11 The Daily - Talks.docx", paragraphs=("Talks.",))
    documents = open_corpus(import_corpus(tmp_path / "corpus", source).folder).documents
    assert documents.select("published", "outlet", "headline").rows() == [
        (date(2022, 1, 11), "The Daily", "Talks")
    ]


def refusals(path: Path, **limits: int) -> list[tuple[str, str]]:
    within = read_limits(DEFAULTS, overrides={name: str(size) for name, size in limits.items()})
    with pytest.raises(InputError) as caught:
        read_table(path, within)
    return [(Path(problem.where).name, problem.what) for problem in caught.value.problems]


def test_every_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\nno pages")
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("word/other.xml", "<a/>")
    write_word(tmp_path / "c.docx", paragraphs=("Talks.",))
    names = [name for name, what in refusals(tmp_path) if what.startswith("cannot be read as ")]
    assert names == ["a.pdf", "b.docx"]


def test_a_document_that_unpacks_to_more_than_it_may(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraphs=("Talks. " * 200_000,))
    assert path.stat().st_size < 100_000
    ((name, what),) = refusals(path, max_workbook_bytes=1_000_000)
    assert name == "a.docx"
    assert "bytes unpacked, above the limit of 1000000" in what
    ((_, what),) = refusals(path, max_workbook_bytes=1000)
    assert what.endswith("above the limit of 1000")


def test_entities_of_entities_are_not_unfolded(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraphs=("Talks.",))
    laughs = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    bomb = f'<!DOCTYPE d [<!ENTITY l0 "lol">{laughs}]><d>&l9;</d>'
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, bomb if name == "word/document.xml" else content)
    ((name, what),) = refusals(path)
    assert (name, what[:24]) == ("a.docx", "cannot be read as .docx:")
