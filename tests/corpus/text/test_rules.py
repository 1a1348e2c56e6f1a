import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pydantic import ValidationError

from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.text.rules import Cleaning, match_rules
from helpers.corpus.text.sentences import split

ROOT = Path(__file__).resolve().parents[3]
CLEANING = read_settings(find_settings(ROOT / "corpus", "cleaning.yml"), Cleaning)
BODY = "The talks went on for some hours, and nothing came of them in the end."


def rules(*blocks: str) -> list[str | None]:
    """Return the rule of each line of a text of blocks parted by blank lines."""
    spans = split(pl.DataFrame({"document": ["a"], "text": ["\n\n".join(blocks)]}), CLEANING)
    lines = match_rules(spans, CLEANING).unique("paragraph", maintain_order=True)
    return lines["rule"].to_list()


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Reuters", "agency-credit"),
        ("(AFP)", "agency-credit"),
        ("RIA Novosti / TASS", "agency-credit"),
        ("© Sputnik", "agency-credit"),
        ("© AP Photo / Andrew Harnik", "photo-credit"),
        ("Photo: Pakhomova Ludmila / TASS", "photo-credit"),
        ("Photo by Jo Doe", "photo-credit"),
        ("Image credit: Jo Doe", "photo-credit"),
        ("The leaders in Geneva (Photo by Jo Doe)", "photo-credit"),
        ("A soldier near Kiev © REUTERS / Jo Doe", "caption-with-credit"),
        ("A soldier near Kiev / TASS", "caption-with-credit"),
        ("Vladimir Putin - Sputnik International, 1920, 23.12.2021", "caption-with-credit"),
        ("The leaders in Geneva. Image: Jo Doe.", "caption-with-credit"),
        ("Jan 11, 2022", "date-line"),
        ("11 January 2022", "date-line"),
        ("Tuesday, January 11, 2022 at 5:30 p.m.", "date-line"),
        ("Published: 2022-01-11", "date-line"),
        ("Updated on 11.01.2022, 17:08 GMT", "date-line"),
        ("17:08 GMT 23.12.2021 (Updated: 17:10 GMT 23.12.2021)", "date-line"),
        ("3 hours ago", "date-line"),
        ("0 0", "share-counter"),
        ("1.2k shares", "share-counter"),
        ("12 comments | 3 min read", "share-counter"),
        ("Views: 1,204", "share-counter"),
        ("Discuss", "site-furniture"),
        ("Leave a Reply", "site-furniture"),
        ("Comments (12)", "share-counter"),
        ("SHARE THIS ARTICLE", "site-furniture"),
        ("Article Categories:", "category-label"),
        ("Tags: NATO, Russia, Ukraine", "category-label"),
        ("By Jo Doe", "byline"),
        ("By Jo Doe and Ann van Li, Moscow correspondent", "byline"),
        ("Read more: Putin Speaks in Sochi", "labelled-link"),
        ("See also: The Minsk agreements explained", "labelled-link"),
        (">> Putin Speaks in Sochi", "labelled-link"),
        ("https://example.org/story", "labelled-link"),
        ("* * *", "separator"),
        ("Struggle for guarantees", "heading"),
        ('"They keep making claims"', "heading"),
        ("“The balance of power has been grossly upset”", "heading"),
        ("2021", "heading"),
        ("What Does the Alliance Want in Kiev?", "heading-in-capitals"),
        ("Tensions Over Ukraine Caused by NATO's Expansionism", "heading-in-capitals"),
        # Prose, although it looks a little like the above.
        ("Where are we going?", None),
        ("It fell.", None),
        ("and Libya", None),
        ("He said that this would arm the country,", None),
        ("Reuters reported this on Tuesday.", None),
        ("RT: What do you think of the talks?", None),
        ("By Friday the talks had failed.", None),
        ("On January 11, 2022, talks began in Geneva.", None),
        ("The photo: a soldier near Kiev, tired and alone, was seen by all.", None),
        ("We share this article of faith with them.", None),
        ("– They refused to discuss this issue.", None),
        ("• The first of the demands is an end to enlargement.", None),
        ("According to the analyst:", None),
    ],
)
def test_a_line_between_paragraphs(line: str, rule: str | None) -> None:
    assert rules(BODY, line, BODY) == [None, rule, None]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["World", "Moscow Speaks", BODY], ["section-tag", "title-under-boilerplate", None]),
        (["Moscow speaks", BODY], ["title", None]),
        ([f"Moscow speaks\n{BODY}\n{BODY}"], ["title", None, None]),
        (["Will they talk?", BODY], ["title", None]),
        ([BODY], [None]),
        (["Moscow speaks"], [None]),
        (
            ["Jan 11, 2022\n0 0", "Moscow speaks", "Moscow speaks", "Photo: Jo Doe", BODY],
            ["date-line", "share-counter", "title-under-boilerplate", "repeated-headline",
             "photo-credit", None],
        ),
        (
            ["Jan 11, 2022", "Moscow speaks", "Photo: Jo Doe", BODY],
            ["date-line", "title-under-boilerplate", "photo-credit", None],
        ),
        ([BODY, "The Kremlin at dusk\n© Jo Doe", BODY],
         [None, "caption-above-credit", "photo-credit", None]),
        ([f"{BODY}\nSputnik\n{BODY}"], [None, "agency-credit", None]),
        ([f"{BODY}\nThe second demand\n{BODY}"], [None, "heading-between-lines", None]),
        ([BODY, "Russia", BODY], [None, "heading", None]),
        # A tag above the headline of another story, and a heading of the article's own.
        (
            [f"{BODY}\nRussia\nKiev Preparing Third Operation", "Is Kiev Preparing a Blow?",
             BODY],
            [None, "section-tag-of-link", "story-link", "heading-in-capitals", None],
        ),
        (
            [f"{BODY}\nWorld\nDid the US Learn a Lesson in Cuba?\n{BODY}"],
            [None, "section-tag-of-link", "story-link", None],
        ),
        (
            [f"{BODY}\nNovorossiya\nPutin Warns NATO Expansion is Unacceptable\n{BODY}"],
            [None, "unknown-tag-of-link", "story-link", None],
        ),
        ([f"{BODY}\nRussia\n{BODY}"], [None, "heading-between-lines", None]),
        ([BODY, "Categories:\nWorld\nRussia", "Leave a Reply"],
         [None, "category-label", "category-name", None, "site-furniture"]),
        # Bullets are captions only beside a credit.
        ([BODY, "• The Kremlin", "• AFP", "• © Jo Doe", BODY],
         [None, "bullet-caption", "agency-credit", "bullet-caption", None]),
        ([BODY, "• More tanks", "• More talks", BODY], [None, None, None, None]),
        # A signature cuts only a note that is open above and closed below.
        ([BODY, '"He (Biden. -', "RT", ') agrees," she said.', BODY],
         [None, None, "signature-in-note", None, None]),
        ([BODY, "“He (Biden.", "– Vzglyad", ") agrees,” she said.", BODY],
         [None, None, "signature-in-note", None, None]),
    ],
)  # fmt: skip
def test_lines_by_what_stands_around_them(blocks: list[str], expected: list[str | None]) -> None:
    assert rules(*blocks) == expected


def test_neighbours_are_those_of_the_same_document() -> None:
    texts = pl.DataFrame({"document": ["a", "b"], "text": ['"He (Biden.\n\nAnd then', ") agrees."]})
    assert match_rules(split(texts, CLEANING), CLEANING)["rule"].to_list() == [None, None, None]


def break_settings(change: str, value: Any) -> dict[str, Any]:
    data = CLEANING.model_dump(mode="json", exclude_none=True)
    place: Any = data
    *path, last = (int(part) if part.isdigit() else part for part in change.split("."))
    for part in path:
        place = place[part]
    place[last] = value
    return data


@pytest.mark.parametrize(
    ("change", "value", "message"),
    [
        (
            "rules.0.line",
            {"pattern": "("},
            '"signature-in-note": regular expression (: unclosed group',
        ),
        (
            "rules.1.line",
            {"pattern": "<agencies>"},
            'neither a list nor a part is called "agencies"',
        ),
        ("rules.0.previous", {"rule": ["title"]}, 'names "title", which is no rule above it'),
        ("rules.0.beside", "x", '"beside" needs a pattern in "line"'),
        ("rules.1.id", "signature-in-note", "the same id twice: signature-in-note"),
        ("rules.0.marks", "caption", "'heading' or 'boilerplate'"),
        ("rules.0.line", {"above": ["nothing"]}, "'start', 'blank', 'line' or 'end'"),
        ("flags.0.pattern", "[", '"other-script": regular expression [: unclosed character class'),
        (
            "parts",
            {"time": "<date>", "date": "<time>", "count": "", "stamp": ""},
            "contains itself",
        ),
        ("inserted_note", "(", '"inserted_note": missing )'),
        ("wrapping.full", 2, "less than or equal to 1"),
        ("rule", [], "Extra inputs are not permitted"),
    ],
)
def test_a_faulty_file_is_refused(change: str, value: object, message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        Cleaning.model_validate(break_settings(change, value))


def test_words_of_a_list_are_taken_literally_and_longest_first() -> None:
    cleaning = CLEANING.model_copy(update={"lists": {"agency": ("AP", "AP (US)")}, "parts": {}})
    assert cleaning.expand("^<agency>$") == r"^(?:AP\ \(US\)|AP)$"
