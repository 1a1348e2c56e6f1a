"""Exports of databases in their usual shapes; all articles are made up."""

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from helpers.corpus.files.database_exports import split_export
from helpers.corpus.files.import_result import ImportResult
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.files.saved_pages import read_page
from helpers.corpus.problems import InputError

NEXIS_UNI = """Page 1 of 2
No deal in Geneva

The Daily (London)

January 11, 2022 Tuesday 10:15 AM GMT

Copyright 2022 The Daily All Rights Reserved

Section: NEWS; Pg. 4
Length: 12 words
Byline: Jane Roe

Body

Talks ended without a result.

They go on next week.

Load-Date: January 12, 2022

End of Document

Prices rise
The Evening Post
12 January 2022

Length: 2 words

Body

Prices rose.

Classification

Language: ENGLISH

End of Document
"""
NEXIS = """                               1 of 2 DOCUMENTS

                               The Daily (London)

                            January 11, 2022 Tuesday

No deal in Geneva

BYLINE: Jane Roe

SECTION: NEWS; Pg. 4

LENGTH: 12 words

Talks ended without a result.

They go on next week.

LOAD-DATE: January 12, 2022

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS

                               The Evening Post

                            January 12, 2022

HEADLINE: Prices rise

LENGTH: 2 words

Prices rose.

LOAD-DATE: January 13, 2022
"""
FACTIVA_CODES = """HD
No deal in Geneva
BY  Jane Roe
WC  12 words
PD  11 January 2022
SN  The Daily (London)
SC  DAILY
LA  English
CY  Copyright 2022
LP
Talks ended without a result.

TD
They go on next week.

AN  Document DAILY00020220111ei1b0000a

HD  Prices rise
WC  2 words
PD  12 January 2022
SN  The Evening Post
LP
Prices rose.
Document POST000020220112ei1c0000b

Search Summary
Text talks
"""
FACTIVA = """No deal in Geneva
Jane Roe
12 words
11 January 2022
10:15
The Daily (London)
DAILY
English
Copyright 2022 The Daily

Talks ended without a result.

They go on next week.

Document DAILY00020220111ei1b0000a

Prices rise
2 words
12 January 2022
The Evening Post
POST
English
(c) 2022 The Post

Prices rose.
Document POST000020220112ei1c0000b
"""
LINE = "_" * 60
PROQUEST = f"""{LINE}

Document 1 of 2

No deal in Geneva

Author: Roe, Jane

ProQuest document link

Abstract: Talks.

Full text: Talks ended without a result.

They go on next week.

Subject: Diplomacy

Title: No deal in Geneva

Publication title: The Daily (London); London

Publication date: Jan 11, 2022

Language of publication: English

ProQuest document ID: 1000000001

Document URL: https://www.example.org/1

{LINE}

Document 2 of 2

Prices rise

Full text: Prices rose.

Title: Prices rise

Publication title: The Evening Post

Publication date: Jan 12, 2022

ProQuest document ID: 1000000002

{LINE}

Contact us at: https://www.example.org
"""
FACTIVA_PAGE = """<html><body><div class="article enArticle"><div id="hd">
<span class="enHeadline">No deal in Geneva</span></div><div class="author">Jane Roe</div>
<div>12 words</div><div>11 January 2022</div><div>10:15</div><div>The Daily (London)</div>
<div>DAILY</div><div>English</div><div>Copyright 2022 The Daily</div>
<p class="articleParagraph enarticleParagraph">Talks ended without a result.</p>
<p class="articleParagraph enarticleParagraph">They go on next week.</p>
<p>Document DAILY00020220111ei1b0000a</p></div>
<div class="article enArticle"><table><tr><td><b>HD</b></td><td>Prices rise</td></tr>
<tr><td>PD</td><td>12 January 2022</td></tr><tr><td>SN</td><td>The Evening Post</td></tr>
<tr><td>LP</td><td><p>Prices rose.</p></td></tr>
<tr><td>AN</td><td>Document POST000020220112ei1c0000b</td></tr></table></div></body></html>"""
EXPECTED = [
    ("No deal in Geneva", "The Daily (London)", date(2022, 1, 11)),
    ("Prices rise", "The Evening Post", date(2022, 1, 12)),
]
TEXTS = ["Talks ended without a result. They go on next week.", "Prices rose."]


def articles(result: ImportResult) -> tuple[list[tuple[object, ...]], list[str]]:
    corpus = open_corpus(result.folder)
    rows = corpus.documents.select("headline", "outlet", "published").rows()
    return rows, [" ".join(text.split()) for text in corpus.texts["text"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nexis-uni.txt", NEXIS_UNI),
        ("nexis.TXT", NEXIS),
        ("nexis-crlf.txt", NEXIS.replace("\n", "\r\n")),
        ("factiva-codes.txt", FACTIVA_CODES),
        ("factiva.txt", FACTIVA),
        ("factiva.html", FACTIVA_PAGE),
        ("ProQuestDocuments.txt", PROQUEST),
    ],
)
def test_text_exports(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_bytes(content.encode())
    result = import_corpus(tmp_path / "corpus", tmp_path / name)
    assert articles(result) == (EXPECTED, TEXTS)


def test_an_export_in_a_word_file(tmp_path: Path) -> None:
    document = docx.Document()
    for line in NEXIS_UNI.split("\n"):
        document.add_paragraph(line)
    (tmp_path / "texts").mkdir()
    document.save(str(tmp_path / "texts" / "Files (2).DOCX"))
    result = import_corpus(tmp_path / "corpus", tmp_path / "texts")
    assert articles(result) == (EXPECTED, TEXTS)
    names = open_corpus(result.folder).documents["document"].to_list()
    assert names == ["files-2-1", "files-2-2"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The talks ended.\n\nBody of evidence\n",
        f"A rule\n{LINE}\nand\n{LINE}\nanother.",
        "HD stands for high definition.\nLP is a record.",
        "Document 1 of the case was read.",
    ],
)
def test_other_texts_are_no_exports(text: str) -> None:
    assert split_export(text) == []


def test_a_page_with_articles_is_one_article() -> None:
    assert len(read_page(b"<article><p>a</p></article><article><p>bb</p></article>")) == 1


LONG = "Talks ended without a result. They go on next week."
NEWSAPI = {
    "status": "ok",
    "totalResults": 2,
    "articles": [
        {
            "source": {"id": None, "name": "The Daily"},
            "author": "Jane Roe",
            "title": "No deal",
            "description": "Talks ended.",
            "url": "https://daily.org/1",
            "urlToImage": "https://daily.org/1.jpg",
            "publishedAt": "2022-01-11T10:00:00Z",
            "content": f"{LONG}… [+2340 chars]",
        },
        {
            "source": {"id": None, "name": "[Removed]"},
            "title": "[Removed]",
            "url": "https://removed.com",
            "publishedAt": "1970-01-01T00:00:00Z",
            "content": "[Removed]",
        },
    ],
}
EVENT_REGISTRY = {
    "articles": {
        "page": 1,
        "results": [
            {
                "uri": "6743243",
                "lang": "eng",
                "isDuplicate": False,
                "date": "2022-01-11",
                "time": "10:00:00",
                "dateTime": "2022-01-11T10:00:00Z",
                "url": "https://daily.org/1",
                "title": "No deal",
                "body": LONG,
                "source": {"uri": "daily.org", "dataType": "news", "title": "The Daily"},
                "authors": [{"uri": "jane@daily.org", "name": "Jane Roe"}],
                "image": None,
                "eventUri": "eng-1",
                "sentiment": 0.2,
                "wgt": 379504800,
            }
        ],
    }
}
FACTS = ("No deal", "The Daily", date(2022, 1, 11))


def test_newsapi(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(NEWSAPI))
    result = import_corpus(tmp_path / "corpus", tmp_path / "t.json")
    assert articles(result) == ([FACTS], [f"{LONG}…"])
    assert (result.empty, result.removed, result.cut_off) == (1, 1, 1)


def test_event_registry(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(EVENT_REGISTRY))
    result = import_corpus(tmp_path / "corpus", tmp_path / "t.json")
    assert articles(result) == ([FACTS], [LONG])
    columns = open_corpus(result.folder).documents.select("document", "language").rows()
    assert columns == [("6743243", "eng")]


def test_proquest_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "Title,Abstract,StoreId,ArticleType,Authors,documentType,entryDate,language,"
        "languageOfSummary,pages,placeOfPublication,pubdate,pubtitle,year,DocumentURL,startPage,"
        "subjectTerms,Full Text,Database\n"
        "No deal,Talks.,1000000001,News,Jane Roe,News,2022-01-12,English,English,4,London,"
        f'"Jan 11, 2022",The Daily,2022,https://www.example.org/1,4,Diplomacy,{LONG},Newsstream\n'
    )
    result = import_corpus(tmp_path / "corpus", tmp_path / "t.csv")
    assert articles(result) == ([FACTS], [LONG])
    assert result.columns["document"] == "StoreId"
    assert result.columns["url"] == "DocumentURL"


GDELT = {
    "articles": [
        {
            "url": "https://daily.org/1",
            "url_mobile": "",
            "title": "No deal",
            "seendate": "20220111T100000Z",
            "socialimage": "https://daily.org/1.jpg",
            "domain": "The Daily",
            "language": "English",
            "sourcecountry": "United Kingdom",
        }
    ]
}
MEDIACLOUD = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "1,2022-01-12,en,The Daily,daily.org,2022-01-11,No deal,https://daily.org/1\n"
)


@pytest.mark.parametrize(
    ("name", "content"), [("mediacloud.csv", MEDIACLOUD), ("gdelt.json", json.dumps(GDELT))]
)
def test_lists_of_headlines(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=r"no column holds the texts; .*--column text=title"):
        import_corpus(tmp_path / "corpus", tmp_path / name)
    result = import_corpus(tmp_path / "corpus", tmp_path / name, columns={"text": "title"})
    assert articles(result) == ([(None, *FACTS[1:])], ["No deal"])
