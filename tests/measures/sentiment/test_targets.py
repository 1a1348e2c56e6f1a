"""Who is referred to, and in which clause."""

import polars as pl
import pytest

from helpers.measures.sentiment.targets import clauses, mentions, target_tones

TARGETS = {"west": ["US", "U.S.", "NATO", "West"], "russia": ["Russia", "Moscow"]}


def sentences(*texts: str) -> pl.DataFrame:
    return pl.DataFrame({"document": "a", "sentence": range(len(texts)), "text": list(texts)})


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("The US and Russia", ["west", "russia"]),
        ("They told us to go west", []),
        ("(U.S.) troops", ["west"]),
        ("NATO's plan", ["west"]),
        ("“NATO”", ["west"]),
        ("Westminster", []),
        ("Russian", []),
        ("Moscow", ["russia"]),
        ("", []),
    ],
)
def test_mentions(text: str, targets: list[str]):
    assert mentions(sentences(text), targets=TARGETS)["target"].to_list() == targets


def test_names_are_no_regular_expressions():
    assert mentions(sentences("a UxS plan"), targets={"west": ["U.S"]}).height == 0


def test_a_target_without_names_is_nowhere():
    texts = sentences("One. Two -- three", "NATO", "")
    assert mentions(texts, targets={"west": [], "russia": iter([])}).height == 0
    assert mentions(texts, targets={"west": [], "russia": ["NATO"]})["target"].to_list() == [
        "russia"
    ]


def test_no_targets():
    result = mentions(sentences("NATO"), targets={})
    assert result.height == 0
    assert result.columns == ["document", "sentence", "text", "target"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One, two; three: four – five — six - seven", "One|two|three|four|five|six|seven"),
        ("It is well-known", "It is well-known"),
        ("He said That Moscow, but not NATO, knew", "He said|That Moscow|but not NATO|knew"),
        ("but first", "but first"),
        ("butter", "butter"),
        (",,", ""),
        ("", ""),
    ],
)
def test_clauses(text: str, parts: str):
    result = clauses(sentences(text), openers=["but", "that"])
    assert result["text"].to_list() == (parts.split("|") if parts else [])
    assert result["clause"].to_list() == list(range(result.height))


def test_clauses_without_openers():
    assert clauses(sentences("this but that"), openers=[]).height == 1


def test_target_tones(all_instruments):
    result = target_tones(
        sentences("NATO is calm, but Moscow is angry.", "Moscow and NATO", "nobody"),
        targets=TARGETS,
        openers=["but"],
        instrument=all_instruments["vader"],
    )
    assert result["target"].to_list() == ["west", "west", "russia", "russia"]
    calm, nothing, angry, nothing_either = result["clause_score"].to_list()
    assert calm > 0 > angry
    assert (nothing, nothing_either) == (None, None)
    assert result["score"][0] == result["score"][2] < 0
