"""The article reader: marks that overlap, words put in their place, and pages of any corpus."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.show.chapter import Chapter
from helpers.show.html import anchor
from helpers.show.link_targets import link_targets
from helpers.study.profiles import profiles
from helpers.views import articles as views
from helpers.views.marked_text import Reading
from helpers.views.reader_layers import Mark, pieces, short_codes
from helpers.views.word_places import place_words

Make = Callable[..., Chapter]
TEXT = "arms talks now end"
HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(2)> said “{{ 7 * 7 }}” was a threat. '
    "{raw}`html <b>bold</b>` and ```{eval-rst} are terrible, said <i>Minister</i> Anna Berg."
)

# What only an article with frames and tone words has.
MARKED = {"data-valence", "data-code", "data-frame", "style", "title"}


def names(text: str, marks: list[Mark], **where: int) -> list[tuple[str, str]]:
    return [
        (piece.text, "".join(over.mark.name for over in piece.over))
        for piece in pieces(text, marks, **where)
    ]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [(TEXT, "")]),
        ([Mark(5, 10, "frame", "a")], [("arms ", ""), ("talks", "a"), (" now end", "")]),
        (  # one inside the other
            [Mark(5, 10, "frame", "b"), Mark(0, 14, "frame", "a")],
            [("arms ", "a"), ("talks", "ab"), (" now", "a"), (" end", "")],
        ),
        (  # one over the end of the other
            [Mark(0, 10, "frame", "a"), Mark(5, 18, "frame", "b")],
            [("arms ", "a"), ("talks", "ab"), (" now end", "b")],
        ),
        (  # two on the same words
            [Mark(0, 4, "frame", "b"), Mark(0, 4, "frame", "a")],
            [("arms", "ab"), (" talks now end", "")],
        ),
        ([Mark(-3, 4, "frame", "a")], [("arms", "a"), (" talks now end", "")]),
        ([Mark(15, 99, "frame", "a")], [("arms talks now ", ""), ("end", "a")]),
        ([Mark(4, 4, "frame", "a"), Mark(20, 30, "frame", "b")], [(TEXT, "")]),
    ],
)
def test_a_text_is_cut_where_marks_begin_and_end(
    marks: list[Mark], expected: list[tuple[str, str]]
) -> None:
    assert names(TEXT, marks) == expected
    moved = [mark._replace(start=mark.start + 7, end=mark.end + 7) for mark in marks]
    assert names(TEXT, moved, start=7) == expected


def test_marks_of_one_layer_that_overlap_have_lanes_of_their_own() -> None:
    marks = [
        Mark(0, 10, "frame", "a"),
        Mark(5, 14, "frame", "b"),
        Mark(11, 18, "frame", "c"),
        Mark(5, 10, "word", "w"),
    ]
    found = {over.mark.name: over.lane for piece in pieces(TEXT, marks) for over in piece.over}
    assert found == {"a": 0, "b": 1, "c": 0, "w": 0}


def test_a_mark_opens_and_closes_once() -> None:
    marks = [Mark(0, 14, "frame", "a"), Mark(5, 10, "frame", "b")]
    overs = [over for piece in pieces(TEXT, marks) for over in piece.over if over.mark.name == "a"]
    assert [(over.opens, over.closes) for over in overs] == [
        (True, False),
        (False, False),
        (False, True),
    ]


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], int]:
    text, start = draw(st.text(max_size=30)), draw(st.integers(0, 50))
    place = st.integers(start - 3, start + len(text) + 3)
    layer, name = st.sampled_from(["frame", "word"]), st.sampled_from("abc")
    return text, draw(st.lists(st.builds(Mark, place, place, layer, name), max_size=8)), start


@given(marked_texts())
def test_pieces_are_the_text_and_carry_exactly_the_marks_over_them(
    given_: tuple[str, list[Mark], int],
) -> None:
    text, marks, start = given_
    found = pieces(text, marks, start=start)
    assert "".join(piece.text for piece in found) == text
    place = start
    for piece in found:
        end = place + len(piece.text)
        over = {
            (mark.layer, mark.name) for mark in marks if mark.start <= place and mark.end >= end
        }
        assert piece.text
        assert {(over.mark.layer, over.mark.name) for over in piece.over} == over
        rows = [(over.mark.layer, over.lane) for over in piece.over]
        assert len(rows) == len(set(rows))
        place = end


@given(st.lists(st.text(max_size=12), max_size=12))
def test_every_label_has_a_code_of_its_own(labels: list[str]) -> None:
    codes = short_codes(labels)
    assert len(set(codes)) == len(labels)
    assert all(codes)


def test_words_are_found_behind_each_other_and_in_the_parts_of_a_sentence() -> None:
    spans = pl.DataFrame(
        {
            "document": "a",
            "sentence": [0, 1, 2],
            "part_of": [0, 1, 0],
            "start": [0, 20, 30],
            "text": ["Good anti-war war", "RT", "Don’t  like war"],
        }
    )
    words = pl.DataFrame(
        {
            "document": "a",
            "sentence": 0,
            "word": ["good", "war", "don't like", "war", "peace"],
            "valence": [1.9, -2.9, -1.5, -2.9, 2.5],
        }
    )
    assert place_words(words, spans).drop("document", "sentence").rows() == [
        (0, 4, 1.9),
        (14, 17, -2.9),
        (30, 41, -1.5),
        (42, 45, -2.9),
    ]


def test_an_article_is_described_by_its_sentences(chapter: Make) -> None:
    made = chapter({"north": "The harbour is open. “We want peace,” Anna Berg said."})
    row = profiles(made).row(0, named=True)
    assert (row["sentences"], row["narrator"], row["quote"], row["indirect"]) == (2, 0.5, 0.5, 0)
    assert row["scored"] == 1
    assert row["tone"] > 0
    said = views.summary(row, made)
    assert said.startswith("50% of its sentences are the narrator's, 50% are quoted and 0% para")
    assert "1 of 2 sentences with a score" in said


def test_an_article_of_one_plain_sentence_says_what_it_lacks(chapter: Make) -> None:
    made = chapter({"north": "The tables stand here on Tuesday."})
    row = profiles(made).row(0, named=True)
    said = views.summary(row, made)
    assert "No sentence has a score of tone." in said
    assert said.endswith("No frame was found.")
    html = views.articles(made).html
    for missing in ("nobody is quoted", "no tone word found", "no frame found", "none found"):
        assert f"({missing})" in html
    assert html.count(" disabled") == 6
    assert 'class="reader"' in html
    assert "undated" in html
    assert f'id="{anchor("north", 0)}"' in html


def test_every_sentence_of_an_article_shown_in_full_has_its_address(chapter: Make) -> None:
    made = chapter({"north": "One. Two. “Three,” said Anna Berg.\n\nFour."})
    html = views.articles(made).html
    spans = made.tables.spans
    assert spans.height == 4
    for document, sentence in spans.select("document", "sentence").iter_rows():
        assert html.count(f'id="{anchor(document, sentence)}"') == 1
        assert f'aria-label="{sentence}: ' in html


class _Open(HTMLParser):
    """Collects the names of elements and attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_an_article_says_is_shown_and_never_run(chapter: Make) -> None:
    plain = chapter({"north": "The harbour is open. “We want peace,” Anna Berg said."})
    made = chapter({"north": HOSTILE})
    tables = made.tables
    vandal = '"><img src=x onerror=alert(3)>{{ 1 }}'
    object.__setattr__(
        tables,
        "documents",
        tables.documents.with_columns(
            headline=pl.lit(vandal),
            outlet=pl.lit(vandal),
            file=pl.lit(vandal),
            evidence=pl.lit(vandal),
        ),
    )
    object.__setattr__(
        tables,
        "spans",
        tables.spans.with_columns(
            speaker=pl.lit(vandal), bloc=pl.lit(vandal), voice=pl.lit("quote")
        ),
    )
    hostile = Chapter("articles", made.parameters, tables)
    for shown in (views.chooser, views.articles):
        page, harmless = _Open(shown(hostile).html), _Open(shown(plain).html)
        assert page.tags <= harmless.tags | {"details", "summary"}
        assert page.attributes <= harmless.attributes | MARKED
        assert vandal in page.text
    text = _Open(views.articles(hostile).html).text
    for fragment in ("<script>alert(1)</script>", "{{ 7 * 7 }}", "<b>bold</b>", "{eval-rst}"):
        assert fragment in text
    assert not {"script", "img", "i"} & _Open(views.chooser(hostile).html).tags


def build_folder(place: Path, *, links: str) -> Path:
    """A workspace in which one chapter links to places, and one that waits does too."""
    (place / "executed").mkdir(parents=True)
    for name, waits, html in (("one", False, links), ("last", True, 'articles.html#s-b-9"')):
        made = nbformat.v4.new_notebook(metadata={"report": {"waits": True}} if waits else {})
        cell = nbformat.v4.new_code_cell("1")
        cell.outputs = [nbformat.v4.new_output("display_data", data={"text/html": html})]
        made.cells = [cell]
        nbformat.write(made, place / "executed" / f"{name}.ipynb")
    finding = {
        "id": "x",
        "chapter": "one",
        "title": "t",
        "text": "t",
        "value": 1.0,
        "low": None,
        "high": None,
        "unit": "u",
        "n": 1,
        "verdict": "fragile",
        "agreement": None,
        "specifications": 0,
        "evidence": [{"document": "c", "sentence": 4}],
    }
    (place / "results" / "one").mkdir(parents=True)
    (place / "results" / "one" / "findings.json").write_text(json.dumps([finding]))
    return place


def test_links_and_evidence_of_the_chapters_are_collected(tmp_path: Path) -> None:
    links = '<a href="articles.html#s-b-1">1</a> <a href="articles.html#article-b">b</a>'
    found = link_targets(build_folder(tmp_path, links=links))
    assert found == {"s-b-1", "article-b", "s-c-4"}


def test_beyond_the_limit_only_what_is_linked_to_is_shown(chapter: Make, tmp_path: Path) -> None:
    made = chapter(dict.fromkeys("abcd", "Ships arrive. Nobody left."), reader_limit=1)
    links = '<a href="articles.html#s-b-1">1</a>'
    build = build_folder(tmp_path, links=links)
    within = Chapter("articles", made.parameters, made.tables, build=build)
    html = views.articles(within).html
    # Finding c 4 names a sentence that there is not; of b the second is linked to.
    for there in ("s-a-0", "s-a-1", "s-b-1", "article-a", "article-b"):
        assert f'id="{there}"' in html
    for absent in ("s-b-0", "s-c-0", "article-c", "article-d"):
        assert f'id="{absent}"' not in html
    chosen = views.chooser(within).html
    assert 'href="#article-b"' in chosen
    assert "#article-c" not in chosen
    assert "Of the other 3 articles" in chosen
    outside = views.articles(Chapter("articles", made.parameters, made.tables)).html
    assert "s-b-1" not in outside


def test_tone_and_frames_of_a_cut_sentence_are_those_of_the_whole(chapter: Make) -> None:
    made = chapter({"north": "One is good. Two is bad."})
    (first, second) = Reading(made, ["north"]).sentences("north")
    assert first.about.startswith("sentence 0 · narrator · tone +0.")
    assert "negative" in second.about
    assert second.about.endswith("frames: none")
    assert second.brief.startswith("1: narrator; tone −0.")
