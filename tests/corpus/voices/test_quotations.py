from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.quotations import Line, QuotationFinder
from helpers.corpus.voices.speech import Speech

FINDER = QuotationFinder(read_settings(DEFAULTS / "speech.yml", Speech))


def lines(*paragraphs: str) -> list[Line]:
    made, start = [], 0
    for number, paragraph in enumerate(paragraphs):
        for text in paragraph.split("|"):
            made.append(Line(text, start, number, heading=text.isupper()))
            start += len(text) + 1
    return made


def quoted(*paragraphs: str) -> list[str]:
    text = "\n".join("\n".join(paragraph.split("|")) for paragraph in paragraphs)
    return [text[part.start : part.end] for part in FINDER.find(lines(*paragraphs))]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("No marks.",), []),
        (("“It rains,” he said.",), ["“It rains,”"]),
        (("“It rains, ”he said.",), ["“It rains, ”"]),
        (('"It rains," he said. "It pours."',), ['"It rains,"', '"It pours."']),
        (("“It rains.", "It pours,” he said."), ["“It rains.\nIt pours,”"]),
        (("“It rains.", "“It pours,” he said."), ["“It rains.", "“It pours,”"]),
        (('“It rains, "he said.',), ['“It rains, "']),
        (("“A “light” rain, ”he said.",), ["“A “light” rain, ”"]),
        (('“It is the "end," she said.',), ['“It is the "end,"']),
        (("“It rains.|It pours, she said.",), ["“It rains.\nIt pours,"]),
        (("“It rains.|It pours.", "It snows."), ["“It rains.\nIt pours."]),
        (("It rains,” he said.",), ["It rains,”"]),
        (("«It rains», he said.",), ["«It rains»"]),
        (("He didn't call it 'rain' in the 1990s' sense.",), ["'rain'"]),
        (("“It rains.", "HEADING", "It pours,” he said."), ["“It rains.", "It pours,”"]),
        (("“HEADING”", "It rains."), []),
    ],
)
def test_quoted_stretches(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert quoted(*paragraphs) == expected


def test_an_unclosed_mark_reaches_no_further_than_the_longest_quotation() -> None:
    paragraphs = ["“It rains.", *["It rains."] * 30, "It rains,” he said."]
    assert quoted(*paragraphs) == ["“It rains.", "It rains,”"]


@given(st.lists(st.text(alphabet="aA .,?\"“”„«»'‘’|(—", max_size=30), max_size=8))
def test_quotations_are_ordered_apart_and_inside_the_text(paragraphs: list[str]) -> None:
    made = lines(*paragraphs)
    found = FINDER.find(made)
    size = made[-1].start + len(made[-1].text) if made else 0
    assert all(0 <= part.start < part.end <= size for part in found)
    assert all(part.end <= following.start for part, following in pairwise(found))
