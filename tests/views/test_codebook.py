"""The codebook as a page: everything in it can be found, and all of it is escaped."""

import re
from pathlib import Path

import pytest
from helpers.show.chapter import Chapter

from helpers.corpus.files.importing import import_corpus
from helpers.corpus.settings import DEFAULTS
from helpers.measures.framing.codebook import read_codebook
from helpers.study.make_tables import make
from helpers.study.parameters import Parameters
from helpers.views import codebook

ROOT = Path(__file__).parents[2]


@pytest.fixture
def chapter(tmp_path: Path) -> Chapter:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "only.txt").write_text("Taxes rise. Prices fall.", encoding="utf-8")
    import_corpus(tmp_path / "corpus", tmp_path / "texts")
    return Chapter("codebook", Parameters(), make(tmp_path / "corpus"))


def use(chapter: Chapter, text: str) -> Chapter:
    (chapter.tables.folder / "codebook.yml").write_text(text, encoding="utf-8")
    return Chapter("codebook", Parameters(), make(chapter.tables.folder))


def test_the_table_of_contents_leads_to_every_entry(chapter: Chapter) -> None:
    listed, entries = codebook.contents(chapter).html, codebook.frames(chapter).html
    frames = chapter.tables.codebook.frame_ids()
    assert re.findall(r'href="#frame-(\w+)"', listed) == frames
    assert re.findall(r'id="frame-(\w+)"', entries) == frames


def test_contents_count_sentences_and_articles(chapter: Chapter) -> None:
    rows = re.findall(r"<tr>.*?</tr>", codebook.contents(chapter).html, flags=re.DOTALL)
    economic = next(row for row in rows if "Economic consequences" in row)
    assert re.findall(r">(\d+)<", economic)[-2:] == ["2", "1"]


def test_every_shipped_codebook_is_named_with_its_place(chapter: Chapter) -> None:
    page = codebook.shipped(chapter).html
    for name in ("codebook.yml", "policy-frames.yml"):
        assert f"helpers/defaults/{name}" in page
        assert read_codebook(DEFAULTS / name).title in page


def test_sets_stand_apart_with_the_chosen_one_first() -> None:
    for chosen, first in (("issue", "Issue frames"), ("generic", "Generic frames")):
        opened = Chapter("codebook", Parameters(frame_set=chosen), make(ROOT / "corpus"))
        page = codebook.frames(opened).html
        assert re.findall(r"<h3>(\w+ frames)", page)[0] == first
        linked = set(re.findall(r"framing\.html#sentences-(\w+)", page))
        assert linked == set(opened.tables.codebook.frame_ids(of=chosen))


def test_word_lists_pairs_and_unnamed_sources_are_shown(chapter: Chapter) -> None:
    opened = use(
        chapter,
        """\
title: T
version: "1"
source: s
matching: {gap: 7, negation: 4, scare_quote: 3, negators: ["*n't"]}
lists: {west: [NATO]}
frames:
  - {id: x, label: X & Y, set: policy, definition: d, include: i, exclude: e, source: s,
     patterns: [{match: <west> ... grow*, unless: no growth, voice: quote}]}
pairs: [{label: war, left: operation, right: [invasion, <west> war]}]
unnamed: [insiders]
""",
    )
    lists = codebook.lists(opened).html
    assert "up to 7 words" in lists
    assert "<code>NATO</code>" in lists
    assert "&lt;west&gt;" in lists
    assert "invasion, &lt;west&gt; war" in codebook.pairs(opened).html
    assert "insiders" in codebook.unnamed(opened).text
    page = codebook.frames(opened).html
    assert "<h4>X &amp; Y</h4>" in page
    assert "<code>&lt;west&gt; ... grow*</code>" in page
    assert "unless <code>no growth</code>" in page
    assert "voice quote" in page
    assert "1 pattern<" in page


def test_a_codebook_without_pairs_or_unnamed_says_so(chapter: Chapter) -> None:
    opened = use(
        chapter,
        'title: T\nversion: "1"\nsource: s\n'
        "matching: {gap: 3, negation: 4, scare_quote: 3}\n"
        "frames:\n  - {id: x, label: X, set: policy, definition: d, include: i, exclude: e,"
        " source: s, patterns: [rain*]}\n",
    )
    assert "names no pairs" in codebook.pairs(opened).text
    assert "names no words" in codebook.unnamed(opened).text
    assert codebook.lists(opened).html
