from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.quotations import Line, QuotationFinder
from helpers.corpus.voices.speech import Speech

FINDER = QuotationFinder(read_settings(DEFAULTS / "speech.yml", Speech))


def lines(*paragraphs: str) -> list[Line]:
    all_lines, start = [], 0
    for number, paragraph in enumerate(paragraphs):
        for text in paragraph.split("|"):
            all_lines.append(Line(text, start, number, heading=text.isupper()))
            start += len(text) + 1
    return all_lines


def quoted_texts(*paragraphs: str) -> list[str]:
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
        (("‘It rains.|It pours,’ he said.|It snows.",), ["‘It rains.\nIt pours,’"]),
        (("He said: 'It rains.|It pours.'|It snows.",), ["'It rains.\nIt pours.'"]),
        (("'It rains.|'It pours,' he said.",), ["'It rains.", "'It pours,'"]),
        (("'It rains.|" + "It pours.|" * 5 + "It snows.'",), ["'It rains."]),
        (("“It rains.", "HEADING", "It pours,” he said."), ["“It rains.", "It pours,”"]),
        (("“HEADING”", "It rains."), []),
    ],
)
def test_quoted_stretches(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert quoted_texts(*paragraphs) == expected


def test_an_unclosed_mark_reaches_no_further_than_the_longest_quotation() -> None:
    paragraphs = ["“It rains.", *["It rains."] * 30, "It rains,” he said."]
    assert quoted_texts(*paragraphs) == ["“It rains.", "It rains,”"]


@given(st.lists(st.text(alphabet="aA .,?\"“”„«»'‘’|(—", max_size=30), max_size=8))
def test_quotations_are_ordered_apart_and_inside_the_text(paragraphs: list[str]) -> None:
    all_lines = lines(*paragraphs)
    quotations = FINDER.find(all_lines)
    size = all_lines[-1].start + len(all_lines[-1].text) if all_lines else 0
    assert all(0 <= part.start < part.end <= size for part in quotations)
    assert all(part.end <= following.start for part, following in pairwise(quotations))
