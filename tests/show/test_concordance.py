"""Lines of a concordance, for any front end and for the book."""

import polars as pl
from support import as_text

from helpers.show.page import open_page
from helpers.study.words import lines_of_word


def test_lines_show_the_text_and_escape_it(make_study):
    study = make_study({"a": as_text("They saw <b>sea</b> & *left*. The sea.")}, node="sea")
    shown = open_page(study).lines(lines_of_word(study), title="“sea” <in> context", name="sea")
    for html in (shown.bundle["text/html"], shown.book):
        assert "&lt;b&gt;" in html
        assert "<b>sea</b>&lt;" not in html
        assert "&lt;in&gt;" in html
    # Each line leads to its sentence.
    assert 'href="articles.html#s-a-0"' in shown.book
    assert "[sea]" in shown.text


def test_the_first_lines_are_shown_and_the_rest_is_counted(make_study):
    study = make_study({"a": "The sea rose. " * 30}, node="sea")
    shown = open_page(study).lines(lines_of_word(study), rows=3, title="Sea", name="sea")
    assert shown.book.count("<li>") == 3
    assert "3 of 30 lines." in shown.book


def test_no_line_says_so(make_study):
    study = make_study({"a": "The sea rose."}, node="absent")
    shown = open_page(study).lines(lines_of_word(study), title="Absent", name="absent")
    assert "nothing to show" in shown.text
    assert "nothing to show" in shown.book


def test_lines_of_several_words_are_grouped(make_study):
    table = pl.DataFrame(
        {
            "term": ["land", "sea"],
            "count": [1, 2],
            "document": "a",
            "sentence": [0, 0],
            "left": "",
            "match": ["Land", "sea"],
            "right": "",
        }
    )
    shown = open_page(make_study({"a": "Land and sea."})).lines(table, title="Both", name="both")
    assert shown.book.count("<details>") == 2
    assert "<p>sea (2)</p>" in shown.bundle["text/html"]
