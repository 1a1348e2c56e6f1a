"""Headlines that an article prints more than once."""

import polars as pl
import pytest

from helpers.corpus.text.headlines import mark_reprints


def printed(lines: list[list[str]], *kinds: str, headline: str | None = None) -> list[int]:
    """Return `part_of` of each sentence of an article, given as sentences by line."""
    rows = [
        {"paragraph": number, "text": text, "kind": kinds[number] if kinds else "body"}
        for number, line in enumerate(lines)
        for text in line
    ]
    spans = pl.DataFrame(rows).with_row_index("sentence").with_columns(document=pl.lit("a"))
    spans = spans.with_columns(pl.col("sentence").cast(pl.Int64), part_of="sentence")
    spans = spans.with_columns(pl.col("part_of").cast(pl.Int64))
    headlines = pl.DataFrame(
        {"document": ["a"], "headline": [headline]}, schema_overrides={"headline": pl.String}
    )
    marked = mark_reprints(spans, headlines)
    assert marked.drop("reprint").columns == spans.columns
    assert marked["reprint"].equals(marked["part_of"] != marked["sentence"])
    return marked["part_of"].to_list()


@pytest.mark.parametrize(
    "again", ["No way in", "NO WAY IN", "No way\tin", "No way in.", " No way in "]
)
def test_a_heading_at_the_top_is_printed_again_in_other_type(again: str) -> None:
    kinds = ("heading", "body", "body", "body")
    assert printed([["No way in"], ["It rains."], [again], ["It snows."]], *kinds) == [0, 1, 0, 3]


def test_a_headline_stands_twice_at_the_top_though_neither_is_marked_as_a_heading() -> None:
    assert printed([["Talks failed."], ["Talks failed."], ["It rains."]]) == [0, 0, 2]


def test_a_known_headline_is_found_within_the_text_and_counts_where_it_stands_first() -> None:
    lines = [["It rains."], ["Talks failed.", "Nobody came."], ["Talks failed"]]
    assert printed(lines, headline="Talks failed") == [0, 1, 2, 1]
    assert printed(lines) == [0, 1, 2, 3]


def test_a_headline_of_two_sentences_is_printed_again_as_a_whole() -> None:
    lines = [["No way in.", "Nobody came."], ["It rains."], ["No way in.", "Nobody came."]]
    headline = "No way in. Nobody came."
    assert printed(lines, headline=headline) == [0, 1, 2, 0, 0]
    # One of its sentences alone is text.
    assert printed([*lines[:2], ["Nobody came."]], headline=headline) == [0, 1, 2, 3]


def test_boilerplate_above_the_headline_does_not_hide_it() -> None:
    kinds = ("boilerplate", "heading", "heading", "body")
    assert printed([["World"], ["No way in"], ["No way in"], ["It rains."]], *kinds) == [0, 1, 1, 3]


def test_what_is_no_headline_may_be_said_twice() -> None:
    # The lead, a heading further down, and a speaker's words, which the headline quotes.
    assert printed([["It rains."], ["It snows."], ["It rains."]]) == [0, 1, 2]
    kinds = ("body", "heading", "body", "heading")
    assert printed([["It rains."], ["Outlook"], ["It snows."], ["Outlook"]], *kinds) == [0, 1, 2, 3]
    assert printed([["We want peace"], ["“We want peace.”"]], "heading", "body") == [0, 1]


def test_articles_do_not_repeat_one_another() -> None:
    spans = pl.DataFrame(
        {"document": ["a", "b"], "sentence": [0, 0], "part_of": [0, 0], "paragraph": [0, 0]}
    ).with_columns(kind=pl.lit("heading"), text=pl.lit("No way in"))
    assert not mark_reprints(spans)["reprint"].any()
    assert mark_reprints(spans.clear()).is_empty()
