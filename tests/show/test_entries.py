"""Entries and texts of others: complete, escaped, and readable in any front end."""

import polars as pl

from helpers.show.entries import Entries, show_entries
from helpers.show.texts import show_markdown, show_verbatim

TABLE = pl.DataFrame(
    {
        "frame": ["x", "y"],
        "label": ["X & <b>Y</b>", "Z"],
        "set": ["First", "Second"],
        "text": ["about *it*", "more"],
        "examples": [["<i>one</i>"], []],
        "patterns": [["`<west> ... grow*` unless `no growth`"], ["`a`", "`b`"]],
    }
)
LAYOUT = Entries(
    head="label",
    anchor="frame",
    lead="text",
    columns={"examples": "For example"},
    folded={"patterns": "pattern"},
    section="set",
)


def test_the_book_has_a_place_for_each_entry_and_escapes_all() -> None:
    book = show_entries(TABLE, LAYOUT).book
    assert 'id="frame-x"' in book
    assert 'id="frame-y"' in book
    assert "<h4>X &amp; &lt;b&gt;Y&lt;/b&gt;</h4>" in book
    assert "<code>&lt;west&gt; ... grow*</code> unless <code>no growth</code>" in book
    assert "<summary>1 pattern</summary>" in book
    assert "<summary>2 patterns</summary>" in book
    assert "&lt;i&gt;one" in book
    # What is empty has no head.
    assert book.count("For example") == 1
    assert book.index("<h3>First</h3>") < book.index("<h3>Second</h3>")


def test_other_front_ends_read_markdown() -> None:
    text = show_entries(TABLE, LAYOUT).bundle["text/markdown"]
    assert "#### X &#38; &#60;b&#62;Y" in text
    assert "**2 patterns**\n\n- <code>a</code>\n- <code>b</code>" in text
    assert "<code>&#60;west&#62; ... grow&#42;</code> unless <code>no growth</code>" in text
    assert "about &#42;it&#42;" in text


def test_a_markdown_text_keeps_its_tables_and_its_html_stays_text() -> None:
    text = "# Guide\n\nBy <b>two</b> [x](javascript:y).\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    shown = show_markdown(text)
    for html in (shown.book, shown.bundle["text/html"]):
        assert "<h3>Guide</h3>" in html
        assert "&lt;b&gt;two&lt;/b&gt;" in html
        assert "<td>1</td>" in html
        assert 'href="javascript' not in html
    assert shown.text == text


def test_a_text_to_copy_is_shown_letter_by_letter() -> None:
    shown = show_verbatim("@misc{a,\n  title = {<b>}\n}", label="BibTeX")
    assert "title = {&lt;b&gt;}" in shown.book
    assert "title = {&lt;b&gt;}" in shown.bundle["text/html"]
    assert shown.text.startswith("@misc{a,\n")
