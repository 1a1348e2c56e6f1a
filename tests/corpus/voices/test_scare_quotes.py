import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.scare_quotes import scare_quotes
from helpers.corpus.voices.speech import Speech

SPEECH = read_settings(DEFAULTS / "speech.yml", Speech)


def table(text: str, kind: str = "body") -> pl.DataFrame:
    return pl.DataFrame(
        {"document": ["d"], "sentence": [3], "start": [100], "text": [text], "kind": [kind]}
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fear an “invasion” of mice.", ["invasion"]),
        ('They fear an "invasion" of mice.', ["invasion"]),
        ("They fear an 'invasion' of mice.", ["invasion"]),
        ("The “so-called rain,” as it were.", ["so-called rain"]),
        ("“The alleged “threat” is old, ”he said.", ["threat"]),
        ("He called it “bad”.", []),
        ("He called the rain “bad”.", ["bad"]),
        ("He said: “Never.”", []),
        ("“Never,” he said.", []),
        ("“Never!” said the mayor.", []),
        ("The film “Heavy Rain” won.", []),
        ("They fear “more than a little rain”.", []),
        ("It's the farmers' rain, isn't it?", []),
        ('"It rains," she said. "It pours."', []),
        ("An “end” and a “start”.", ["end", "start"]),
    ],
)
def test_scare_quotes(text: str, expected: list[str]) -> None:
    assert scare_quotes(table(text), SPEECH)["text"].to_list() == expected


def test_offsets_lead_to_the_raw_text() -> None:
    text = "They fear an “invasion.”"
    row = scare_quotes(table(text), SPEECH).row(0, named=True)
    assert (row["document"], row["sentence"]) == ("d", 3)
    assert text[row["start"] - 100 : row["end"] - 100] == row["text"] == "invasion"


@pytest.mark.parametrize("kind", ["heading", "boilerplate"])
def test_only_the_body_counts(kind: str) -> None:
    assert scare_quotes(table("An “invasion” of mice.", kind), SPEECH).height == 0


@given(st.text(alphabet="aA ,.\"“”'’-1", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for row in scare_quotes(table(text), SPEECH).iter_rows(named=True):
        assert text[row["start"] - 100 : row["end"] - 100] == row["text"]
        assert 1 <= len(row["text"].split()) <= SPEECH.scare_words
