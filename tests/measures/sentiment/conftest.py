"""The lexicons, the instruments, NLTK's analyser as reference, and data to measure on."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nltk
import polars as pl
import pytest
from nltk.sentiment.vader import SentimentIntensityAnalyzer

from helpers.corpus import lexicons as opening
from helpers.corpus.lexicons import Lexicons, ToneSettings, open_lexicons, open_tone
from helpers.measures.agreement import consensus
from helpers.measures.sentiment.instruments import Instrument, instruments

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    return open_lexicons()


@pytest.fixture(scope="session")
def tone() -> ToneSettings:
    return open_tone(ROOT / "corpus")


@pytest.fixture(scope="session")
def all_instruments(lexicons: Lexicons, tone: ToneSettings) -> dict[str, Instrument]:
    return instruments(lexicons, tone)


@pytest.fixture(scope="session")
def nltk_vader(tmp_path_factory: pytest.TempPathFactory) -> SentimentIntensityAnalyzer:
    """NLTK's analyser with the lexicon that NLTK reads itself.

    A copy, as NLTK refuses a file with two links, which some installers make.
    """
    folder = tmp_path_factory.mktemp("vader")
    shutil.copyfile(opening._file_of("vaderSentiment", "vader_lexicon.txt"), folder / "vader.txt")
    nltk.data.path.append(str(folder))
    try:
        return SentimentIntensityAnalyzer("vader.txt")
    finally:
        nltk.data.path.remove(str(folder))


@pytest.fixture(scope="session")
def codes() -> pl.DataFrame:
    """The coded sentences without boilerplate, by both coders."""
    codes = pl.read_csv(ROOT / "corpus" / "coding" / "sentences.csv")
    return codes.filter(pl.col("kind") != "boilerplate").rename({"unit": "sentence"})


@pytest.fixture(scope="session")
def coded_sentences(codes: pl.DataFrame) -> pl.DataFrame:
    return codes.filter(pl.col("coder") == "a").select("document", "sentence", "text", "voice")


@pytest.fixture(scope="session")
def agreed_tone(codes: pl.DataFrame) -> pl.DataFrame:
    return consensus(codes, unit=["document", "sentence"], coder="coder", value="tone")


@pytest.fixture(scope="session")
def editorials(validation: Callable[[str], Path]) -> pl.DataFrame:
    lines = validation("nyt_snippets_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return pl.DataFrame([json.loads(line) for line in lines])


@pytest.fixture(scope="session")
def climate(validation: Callable[[str], Path]) -> pl.DataFrame:
    lines = validation("ccf_en_dev.jsonl").read_text(encoding="utf-8").splitlines()
    emotions = {"Positive": 1, "Neutral": 0, "Negative": -1}
    rows = []
    for row in map(json.loads, lines):
        names = [label.removeprefix("Emotion: ") for label in row["labels"] if "Emotion: " in label]
        rows += [(row["text"], emotions[name]) for name in names[:1]]
    return pl.DataFrame(rows, schema=["text", "tone"], orient="row")


@pytest.fixture(scope="session")
def news_sentences(validation: Callable[[str], Path]) -> list[str]:
    """The sentences of the 428 articles, cut roughly."""
    file = validation("narrative_frames_articles_metadata.tsv")
    with file.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines, delimiter="\t")]
    end = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
    return [sentence for text in texts for sentence in end.split(text) if sentence.strip()]


@pytest.fixture(scope="session")
def real_texts(codes: pl.DataFrame, news_sentences: list[str]) -> list[str]:
    return [*codes["text"].to_list(), *news_sentences]
