"""Coded sentences to learn from: the project's own, and reference data beside it."""

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.lexicons import open_lexicons, open_tone
from helpers.measures.agreement import consensus
from helpers.measures.sentiment.instruments import instruments
from helpers.measures.sentiment.tones import score

ROOT = Path(__file__).parents[3]
Score = Callable[[pl.DataFrame], pl.DataFrame]
CODED = ROOT / "corpus" / "coding" / "sentences.csv"


@pytest.fixture(scope="session")
def with_scores() -> Score:
    """Give what adds a column of scores for each instrument."""
    built = instruments(open_lexicons(), open_tone(ROOT / "corpus"))

    def add(sentences: pl.DataFrame) -> pl.DataFrame:
        tones = score(sentences, instruments=built.values())
        keys = ["document", "sentence"]
        wide = tones.pivot("lexicon", index=keys, values="score", on_columns=list(built))
        return sentences.join(wide, on=keys, maintain_order="left")

    return add


@pytest.fixture(scope="session")
def own_codes() -> pl.DataFrame:
    """The project's coded sentences without boilerplate, by both coders."""
    codes = pl.read_csv(CODED).filter(pl.col("kind") != "boilerplate")
    return codes.rename({"unit": "sentence"}).with_columns(
        pl.col("frames").fill_null("").str.split(";").list.sort().list.join(";")
    )


@pytest.fixture(scope="session")
def home(own_codes: pl.DataFrame, with_scores: Score) -> pl.DataFrame:
    agreed = consensus(own_codes, unit=["document", "sentence"], coder="coder", value="tone")
    texts = own_codes.filter(coder="a").select("document", "sentence", "text")
    return with_scores(texts.join(agreed, on=["document", "sentence"], maintain_order="left"))


@pytest.fixture(scope="session")
def climate(validation: Callable[[str], Path], with_scores: Score) -> pl.DataFrame:
    lines = validation("ccf_en_dev.jsonl").read_text(encoding="utf-8").splitlines()
    tones = {"Emotion: Positive": 1, "Emotion: Neutral": 0, "Emotion: Negative": -1}
    rows = []
    for row in map(json.loads, lines):
        tone = next((tones[label] for label in row["labels"] if label in tones), None)
        rows.append((str(row["doc_ID"]), row["id"], row["text"], row["labels"], tone))
    names = ["document", "sentence", "text", "labels", "tone"]
    return with_scores(pl.DataFrame(rows, schema=names, orient="row"))


@pytest.fixture(scope="session")
def editorials(validation: Callable[[str], Path], with_scores: Score) -> pl.DataFrame:
    """Editorials' sentences; a mean rating is cut at .05, as those who collected it did."""
    lines = validation("nyt_snippets_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = []
    for row in map(json.loads, lines):
        document, _, sentence = row["id"].partition("_")
        tone = int(row["rating"] >= 0.05) - int(row["rating"] <= -0.05)
        rows.append((document, int(sentence), row["text"], tone))
    names = ["document", "sentence", "text", "tone"]
    return with_scores(pl.DataFrame(rows, schema=names, orient="row"))
