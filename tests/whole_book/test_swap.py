"""Swapping two outlets' labels swaps every sentence that compares them."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest
from support import ROOT

from helpers.findings import specifications
from helpers.findings.every_finding import findings
from helpers.findings.finding import Finding
from helpers.study.make_tables import make
from helpers.study.parameters import Parameters
from helpers.study.selection import Selection
from helpers.study.tables import Tables

CORPUS = ROOT / "corpus"
PAIR = ("RT", "Sputnik")


def swapped(text: str) -> str:
    first, second = PAIR
    other = {first: second, second: first}
    return re.sub(rf"\b({first}|{second})\b", lambda found: other[found.group()], text)


def every_finding(made: Tables, parameters: Parameters) -> dict[str, Finding]:
    return {finding.id: finding for finding, _ in findings(Selection(parameters, made))}


def faults(before: Iterable[Finding], after: Iterable[Finding]) -> list[str]:
    """Name the findings whose sentence does not follow the labels."""
    new = {finding.id: finding for finding in after}
    wrong = []
    for finding in before:
        other = new[finding.id]
        # What is compared is chosen by the texts, never by the names, so the value stays.
        said = [(one.title, one.text, one.limits) for one in (finding, other)]
        if tuple(map(swapped, said[0])) != said[1] or finding.value != other.value:
            wrong.append(finding.id)
    return wrong


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tables, Tables]:
    """The corpus as it is, and a copy in which two outlets' labels are swapped."""
    copy = tmp_path_factory.mktemp("swapped") / "corpus"
    shutil.copytree(CORPUS, copy)
    listed = pl.read_csv(copy / "articles.csv", infer_schema=False)
    first, second = PAIR
    assert {first, second} <= set(listed["outlet"])
    listed.with_columns(
        pl.col("outlet").replace({first: second, second: first}),
    ).write_csv(copy / "articles.csv")
    return make(CORPUS), make(copy)


QUICK = {"resamples": 100}


@pytest.mark.parametrize(
    ("values", "mirrored"),
    [
        ({}, {}),
        ({"compare": "outlet"}, {}),
        ({"compare": "outlet", "group": PAIR[0]}, {"group": PAIR[1]}),
        (
            {"compare": "outlet", "group": PAIR[0], "against": PAIR[1]},
            {"group": PAIR[1], "against": PAIR[0]},
        ),
        ({"outlets": [*PAIR]}, {}),
        ({"outlets": [PAIR[0]]}, {"outlets": [PAIR[1]]}),
    ],
)
def test_every_sentence_follows_the_labels(
    both: tuple[Tables, Tables],
    values: dict[str, object],
    mirrored: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Which combinations are asked does not hang on labels.
    monkeypatch.setattr(specifications, "EVERY_COMBINATION", 0)
    monkeypatch.setattr(specifications, "AT_A_TIME", 1)
    chosen = Parameters.model_validate(QUICK | values)
    before = every_finding(both[0], chosen)
    after = every_finding(both[1], chosen.model_copy(update=mirrored))
    assert before.keys() == after.keys()
    assert faults(before.values(), after.values()) == []
    named = [f.id for f in before.values() if swapped(f.text) != f.text]
    assert named, "no finding names an outlet, so nothing is tested"


def wrong_claim(made: Tables, *, typed: bool) -> Finding:
    """Compare outlets as no claim may: the first by the alphabet, or one named in the code."""
    chapter = Selection(Parameters.model_validate(QUICK), made)
    sizes = dict(chapter.sentences.group_by("outlet").len().iter_rows())
    first, second = PAIR if typed else sorted(PAIR)
    text = f"{first} has more sentences than {second}."
    if not typed:
        text = f"{first} has {sizes[first]} sentences, {second} {sizes[second]}."
    value = float(sizes[first] - sizes[second])
    return Finding(
        id="wrong",
        chapter="wrong",
        title="Which outlet has more?",
        text=text,
        value=value,
        low=None,
        high=None,
        unit="sentences",
        n=sum(sizes.values()),
        verdict="fragile",
        agreement=None,
        specifications=0,
    )


@pytest.mark.parametrize("typed", [True, False])
def test_a_claim_with_names_in_a_fixed_order_is_found(
    both: tuple[Tables, Tables], typed: bool
) -> None:
    before, after = ([wrong_claim(made, typed=typed)] for made in both)
    assert faults(before, after) == ["wrong"]


def test_the_labels_alone_differ(both: tuple[Tables, Tables]) -> None:
    texts = [made.texts.sort("document") for made in both]
    assert texts[0].equals(texts[1])
    assert not both[0].documents["outlet"].equals(both[1].documents["outlet"])


def test_names_within_words_stay(tmp_path: Path) -> None:
    assert swapped("RT and Sputnik; RTL") == "Sputnik and RT; RTL"
