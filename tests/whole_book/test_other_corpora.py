"""The pages of corpora unlike the project's own, read sentence by sentence.

What a page says is either computed, and then true of these articles, or true of all. Notebooks are
run in this process, without kernels and without setting the book, which other tests do.
"""

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import other_corpora
import polars as pl
import pytest
import yaml
from bs4 import BeautifulSoup
from markupsafe import escape
from other_corpora import Row, import_rows
from support import ROOT, run_cells

from helpers.build.project import find_project
from helpers.corpus.settings import DEFAULTS
from helpers.corpus.text.languages import identify, language_name
from helpers.findings import specifications
from helpers.show import drawing
from helpers.study import make_tables as making
from helpers.study import opening
from helpers.study.opening import Study

CORPORA: dict[str, Callable[[], list[Row]]] = {
    "one sentence": other_corpora.one_sentence,
    "headlines": other_corpora.headlines,
    "russian": other_corpora.russian,
    "eight outlets": other_corpora.eight_outlets,
}
PROJECT = find_project(ROOT)
HOME = ROOT / "corpus"
# Codebooks for any topic, which the chapter on the codebook cites.
SHIPPED = [DEFAULTS / "codebook.yml", DEFAULTS / "policy-frames.yml"]
# Elements that hold words of the articles, names, or code.
QUOTING = (
    "pre, code, td, .report-quotations, .report-concordance, .report-passages, .reader-body, "
    ".report-quote, .report-marks, .report-prose"
)
BLOCKS = ["p", "li", "figcaption", "h1", "h2", "h3", "h4", "summary", "output", "dt", "dd"]
NOUNS = (
    "article|sentence|word|outlet|finding|frame|group|voice|tool|date|use|place|phrase|comparison|"
    "pattern|coder|neighbour|collocate|period|way|answer|question|mean|side|line|row|time"
)
FAULTS = {
    "one of several": re.compile(rf"(?<![\d.,]\d)(?<![\d.,])\b1 (?:{NOUNS})s\b"),
    "several of one": re.compile(rf"\b(?:[02-9]|\d[\d,]*\d) (?:{NOUNS})\b"),
    "one are": re.compile(
        r"(?:^|[.:;,] )(?:1|1 of \d+ \w+) (?:are|have|do|sound|stand|hold|give)\b"
    ),
    "none are": re.compile(rf"\bNo (?:{NOUNS}) (?:are|have|do|sound|stand|hold|give)\b"),
    "one article say": re.compile(rf"\b(?:[Oo]ne|1) (?:{NOUNS}) (?:say|have|are|use|cite|sound)\b"),
    "no value": re.compile(r"\bNone\b(?! of )|\bnan\b|\bNaN\b|\binf\b|\bnull\b|\{|\}"),
    "nothing counted": re.compile(r"\b0 of 0\b"),
    "a place before the first": re.compile(r"\bsentence 0\b"),
    "quotation within quotation": re.compile(r"“\s*[“\"„]|[”\"]\s*”|“”"),
    "a word twice": re.compile(r"\b([A-Za-z]{2,}) \1\b"),
    "punctuation": re.compile(r" [,;:](?= )|[,;:]\s*[.,;:](?!\.)|(?<![.\d])\.\.(?!\.)|\(\)"),
    "nothing within": re.compile(r"\ball 2\b|\bAll 2\b|\ball 1\b|\bAll 1\b"),
}
PART = re.compile(r"(?<![\d.,−-])(\d[\d,]*) of (?:these )?(\d[\d,]*)\b(?!%)")
ARTICLES = re.compile(r"(?<![\d.,])(\d[\d,]*) articles?\b")
FEW = re.compile(
    r"(?<!how )\b(?:few|fewer|only \d+|two|three|four|five|six|ten) (?:article|text)s\b"
)
# What is true of coded sentences alone.
CODED = re.compile(
    r"\bin view\b|\bflatters?\b|\bpassed the check\b|\bcoded by \d"
    r"|\bcoders’? (?:call|label|agree)\b"
)
LONG_DATE = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|"
    r"October|November|December) (\d{4})\b"
)
ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def home_terms() -> set[str]:
    """Name who and what the project's corpus is about: actors, outlets, sides, frames, terms."""
    actors = yaml.safe_load((HOME / "actors.yml").read_text(encoding="utf-8"))
    named = [*actors["persons"], *actors["institutions"]]
    terms = {each["name"] for each in named}
    terms |= {alias for each in named for alias in each.get("aliases", [])}
    terms |= {word for words in actors["targets"].values() for word in words}
    terms |= set(actors["labels"].values()) | frame_labels(HOME)
    with (HOME / "articles.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            terms |= {row["outlet"], row["country"]}
    neutral = other_words(HOME) - other_words(DEFAULTS)
    terms |= {f"“{word}”" for word in neutral} | {f"*{word}*" for word in neutral}
    return terms - frame_labels(DEFAULTS) - {""}


def frame_labels(folder: Path) -> set[str]:
    book = yaml.safe_load((folder / "codebook.yml").read_text(encoding="utf-8"))
    return {frame["label"] for frame in book["frames"]}


def other_words(folder: Path) -> set[str]:
    tone = yaml.safe_load((folder / "tone.yml").read_text(encoding="utf-8"))
    return {str(word) for entry in tone.get("neutral", []) for word in entry["words"]}


@dataclass(frozen=True)
class Book:
    """What the chapters of a corpus say, and its articles.

    Attributes
    ----------
    prose
        What each chapter says in the report's own words, block by block.
    rows
        Of each article its id, outlet, date and text, as the corpus was made of them.
    verdicts
        The verdict of each finding.
    """

    prose: dict[str, list[str]]
    rows: list[Row]
    verdicts: set[str]

    @property
    def text(self) -> str:
        """All that the corpus itself says."""
        return "\n".join(" ".join(filter(None, row)) for row in self.rows)


def blocks(html: str) -> list[str]:
    """List the paragraphs, titles, notes and descriptions of a page, without what they quote."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(QUOTING):
        element.decompose()
    said = [element.get_text() for element in soup.find_all(BLOCKS) if not element.find(BLOCKS)]
    said += [str(element["aria-label"]) for element in soup.select("[role=img][aria-label]")]
    return [" ".join(text.split()) for text in said if text.strip()]


def run_book(corpus: Path) -> Iterator[tuple[str, str]]:
    """Run every chapter of the project on a corpus, and give its name and its HTML."""
    for path in PROJECT.notebooks:
        cells = nbformat.read(path, as_version=4).cells
        texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
        typed = "".join(
            f"<p>{escape(plain(part))}</p>" for text in texts for part in text.split("\n")
        )
        shown = (value.book or value.text for _, value in run_cells(path, corpus=str(corpus)))
        yield path.stem, typed + "\n".join(shown)


def plain(markdown: str) -> str:
    """Take links and the marks of headings and items out of Markdown."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).strip("#- ")


@pytest.fixture(scope="module", params=list(CORPORA))
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    rows = CORPORA[request.param]()
    corpus = import_rows(tmp_path_factory.mktemp("corpus"), rows)
    results: dict[Callable[..., object], object] = {}
    own = opening.open_study

    def open_study(cell: dict[str, object], *, chapter: str = "notebook") -> Study:
        # The chapters share what they compute, as those of a build do.
        study = own(cell | {"resamples": 100}, chapter=chapter)
        study.results = results
        return study

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("REPORT_BUILD", raising=False)
        patch.chdir(ROOT)
        patch.setattr(making, "make", cache(making.make))
        patch.setattr(opening, "open_study", open_study)
        # Ways of counting are judged elsewhere.
        patch.setattr(specifications, "EVERY_COMBINATION", 0)
        patch.setattr(specifications, "AT_A_TIME", 1)
        # Nobody looks at the figures, whose descriptions are read.
        patch.setattr(drawing, "draw_files", lambda *_, **options: (bytes(24), ""))
        patch.setattr(drawing, "draw_element", lambda *_, **options: "")
        prose = {name: blocks(html) for name, html in run_book(corpus)}
    claims = next(made for function, made in results.items() if function.__name__ == "findings")
    return Book(prose, rows, {claim.finding.verdict for claim in claims})


def faults(prose: Iterable[str]) -> list[str]:
    """Name what is wrong with a text whatever it is about."""
    return [
        f"{name}: {text}" for text in prose for name, wrong in FAULTS.items() if wrong.search(text)
    ]


def found_in(book: Book, wrong: Callable[[str], bool]) -> dict[str, list[str]]:
    """Give the blocks of each chapter that are wrong."""
    found = {name: list(filter(wrong, said)) for name, said in book.prose.items()}
    return {name: texts for name, texts in found.items() if texts}


def count_words(text: str) -> int:
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text))


def count_sentences(text: str) -> int:
    """Count full stops, and a headline that has none."""
    return text.count(".") + ("." not in text.partition("\n")[0])


def test_pages_are_written_in_whole_numbers_and_whole_sentences(book: Book) -> None:
    wrong = {name: faults(said) for name, said in book.prose.items()}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_no_page_is_about_another_corpus(book: Book) -> None:
    texts = pl.Series([book.text])
    language = identify(texts, texts.clear(1))["language"][0]
    own = book.text + "".join(path.read_text("utf-8") for path in SHIPPED)
    own += language_name(language)
    terms = {term for term in home_terms() if term not in own}
    wrong = re.compile("|".join(rf"(?<!\w){re.escape(term)}(?!\w)" for term in sorted(terms)))
    assert found_in(book, lambda text: bool(wrong.search(text))) == {}


@pytest.mark.parametrize("name", ["methods", "glossary"])
def test_pages_that_every_book_has_are_about_no_corpus(name: str) -> None:
    text = (ROOT / "notebooks" / f"{name}.md").read_text("utf-8")
    assert [
        term for term in home_terms() if re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text)
    ] == []


def test_every_date_on_a_page_is_one_of_the_corpus(book: Book) -> None:
    days = {dt.date.fromisoformat(row[2]) for row in book.rows if row[2]}

    def is_wrong(text: str) -> bool:
        said = [dt.date.fromisoformat(day) for day in ISO_DATE.findall(text)]
        said += [
            dt.datetime.strptime(" ".join(parts), "%d %B %Y").date()
            for parts in LONG_DATE.findall(text)
        ]
        return not set(said) <= days

    assert found_in(book, is_wrong) == {}


def test_a_part_is_no_more_than_its_whole_and_no_page_counts_more_articles(book: Book) -> None:
    def is_wrong(text: str) -> bool:
        parts = [[int(n.replace(",", "")) for n in pair] for pair in PART.findall(text)]
        sizes = [int(n.replace(",", "")) for n in ARTICLES.findall(text)]
        return any(part > whole for part, whole in parts) or max(sizes, default=0) > len(book.rows)

    assert found_in(book, is_wrong) == {}


def test_the_first_page_counts_what_the_corpus_holds(book: Book) -> None:
    first = "\n".join(book.prose["index"])
    texts = [text for *_, text in book.rows]
    sizes = {
        "article": len(texts),
        "sentence": sum(map(count_sentences, texts)),
        "word": sum(map(count_words, texts)),
    }
    for noun, size in sizes.items():
        assert f"{size:,} {noun}{'' if size == 1 else 's'}" in first, noun
    days = sorted(row[2] for row in book.rows if row[2])
    for day in {*days[:1], *days[-1:]}:
        date = dt.date.fromisoformat(day)
        assert f"{date.day} {date:%B %Y}" in first
    outlets = {row[1] for row in book.rows if row[1]}
    named = {outlet for outlet in outlets if outlet in first}
    more = re.search(r"and (\d+) more published", first)
    assert len(outlets) == len(named) + (int(more[1]) if more else 0)
    # The dates came with the articles; no text was asked for one.
    assert "inferred from the text" not in first


def test_only_a_small_corpus_is_called_small(book: Book) -> None:
    if len(book.rows) > 30:
        assert found_in(book, lambda text: bool(FEW.search(text))) == {}
        assert "cannot stand for" not in "\n".join(book.prose["index"])
    else:
        assert "cannot stand for" in "\n".join(book.prose["index"])


def test_nothing_is_said_of_coders_where_nobody_coded(book: Book) -> None:
    def is_wrong(text: str) -> bool:
        # A title says what would stand below it.
        return bool(CODED.search(text)) and "?" not in text and not text.startswith("Table")

    assert found_in(book, is_wrong) == {}


def test_nothing_is_claimed_of_a_single_sentence(book: Book) -> None:
    if len(book.rows) == 1:
        assert book.verdicts <= {"does not apply", "not supported"}


@pytest.mark.parametrize(
    "text",
    [
        "What 1 article say",
        "1 sentences",
        "In 12 article of these",
        "No voice sound clearly negative",
        "5 by VADER, 0 of 0 by AFINN",
        "the mean is nan",
        "Example: ““We want peace,” Berg said.”",
        "RT, sentence 0",
        "All 2 sentences name their source.",
        "1 of 3 articles have a date",
    ],
)
def test_a_fault_is_found(text: str) -> None:
    assert len(faults([text])) == 1


def test_good_sentences_pass() -> None:
    good = [
        "1 article, 12 sentences; 1 of 3 articles has a date, and 1.1 times as many.",
        "None of the 10 most used words stands in every article",
        "“‘We want peace,’ Berg said.” is sentence 10 of 21 sentences.",
    ]
    assert faults(good) == []


def test_what_the_project_is_about_is_known() -> None:
    outlets = {"RT", "Sputnik", "Svobodnaya Pressa", "Russia"}
    assert home_terms() >= outlets | {"NATO", "foreign experts", "Hegemony", "“security”"}
