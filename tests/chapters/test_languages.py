"""The chapters on four Russian articles: what is not read is never said to be absent."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from many_languages import ENGLISH, RUSSIAN, corpus_of
from support import run_chapter

from helpers.show.display import Display
from helpers.study import make_tables

# What only an instrument that knows the language may say.
ABSENCE = re.compile(
    r"\b0%|\bno frame\b|none (was )?found|no one|nobody|no speaker|without a named source|"
    r"names? (its|their) source|reporters’ own words|quote or paraphrase|"
    r"neutral|more (positive|negative)|average tone \W?\d|has no tone|knows? no word|no tool|"
    r"\b0 sentences|no pair",
    re.IGNORECASE,
)
QUESTION = re.compile(r"[^.?!]*\?")
REASON = "The articles are in Russian, and "
CHAPTERS = ("index", "who-speaks", "frames", "tone", "words", "articles", "trust")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """Give a function from a chapter to what each of its cells shows as a page of the book."""
    corpus = corpus_of(tmp_path_factory.mktemp("russian"), RUSSIAN)
    tables = make_tables.make(corpus)
    texts: dict[str, list[str]] = {}

    def read(name: str) -> list[str]:
        if name not in texts:
            with pytest.MonkeyPatch.context() as patch:
                patch.delenv("REPORT_BUILD", raising=False)
                patch.setattr(make_tables, "make", lambda _: tables)
                values = run_chapter(name, corpus=str(corpus), resamples=100)
            texts[name] = [words(value.book) for value in values if isinstance(value, Display)]
        return texts[name]

    return read


def words(html: str) -> str:
    """Give what a reader reads: neither code nor drawings, but what they show in words."""
    page = BeautifulSoup(html, "html.parser")
    for part in page.select("pre, script, style, svg"):
        part.decompose()
    return " ".join(page.get_text(" ").split())


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_sentence_reports_absence(name: str, shown: Callable[[str], list[str]]) -> None:
    # What was coded by nobody is known to be so: the coders' agreement, learnt cut points.
    told = [text for text in shown(name) if "coder" not in text and "coded" not in text.lower()]
    answers = [QUESTION.sub("", text) for text in told]
    assert [text for text in answers if ABSENCE.search(text)] == []
    assert any(REASON in text for text in told) or name == "articles"


@pytest.mark.parametrize("name", ["who-speaks", "frames", "tone"])
def test_each_figure_and_table_gives_the_reason_in_its_place(
    name: str, shown: Callable[[str], list[str]]
) -> None:
    *cells, parameters = shown(name)
    assert parameters.startswith("Parameters that differ")
    # How the instrument reads is said whatever it reads.
    assert sum(REASON not in cell for cell in cells) == 1
    bare = [cell for cell in cells if cell.startswith(REASON)]
    assert all(cell.count(".") == 1 for cell in bare if "does not apply" not in cell)


def test_what_stands_beside_words_is_not_read_either(shown: Callable[[str], list[str]]) -> None:
    of_frames, of_tone = (text for text in shown("words") if text.startswith(REASON))
    assert "search patterns for frames" in of_frames
    assert "word lists for tone" in of_tone


def test_no_frame_is_counted_in_the_codebook(shown: Callable[[str], list[str]]) -> None:
    frames = next(text for text in shown("codebook") if "each is found" in text)
    assert re.findall(r"Conflict generic (\S+) (\S+) \d+", frames) == [("–", "–")]


def test_the_first_page_names_the_language_once_for_each_reason(
    shown: Callable[[str], list[str]],
) -> None:
    head, _, key, _ = shown("index")
    assert "So this book does not tell who speaks, what it is about and how it sounds." in head
    assert key.count(REASON) < key.count("?")


def test_a_page_of_an_article_says_what_is_not_read(shown: Callable[[str], list[str]]) -> None:
    table, pages, _ = shown("articles")
    assert table.count("Russian") == len(RUSSIAN)
    assert pages.count("in which speakers, frames and tone words are not read") == len(RUSSIAN)
    assert "speaker not read · tone not read · frames not read" in pages
    assert "Frames (not read)" in pages


def test_in_a_mixed_corpus_each_article_is_read_or_not(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ENGLISH | {"ru-gas": RUSSIAN["ru-gas"]})
    _, shown, _ = run_chapter("articles", corpus=str(corpus))
    page = words(shown.book)
    assert page.count("in which speakers, frames and tone words are not read") == 1
    assert page.count("quote somebody") == len(ENGLISH)
    assert "Minister Anna Berg" in page
