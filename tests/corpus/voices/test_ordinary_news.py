"""Sentences in newspaper style on everyday topics, half of them a source's; no article has them.

They were written before the rules that read them, as a sample of what ordinary news does. What the
rules are known to misread is marked and stays, so that the rates are those of the whole sample.
"""

from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.attribution import attribute
from helpers.corpus.voices.speech import Speech

SENTENCES = Path(__file__).with_name("ordinary_news.tsv")
PASSAGES = SENTENCES.with_name("news_passages.tsv")
FLOORS = {"precision": 0.95, "recall": 0.95, "voice": 0.95, "speaker": 0.95}


@pytest.fixture(scope="module")
def read() -> pl.DataFrame:
    rows = pl.read_csv(SENTENCES, separator="\t", quote_char=None)
    sentences = rows.select(
        "text",
        pl.lit("body").alias("kind"),
        pl.int_range(pl.len()).cast(pl.String).alias("document"),
        pl.lit(0).alias("start"),
        pl.lit(0).alias("paragraph"),
        pl.col("voice").alias("right_voice"),
        pl.col("speaker").alias("right_speaker"),
        pl.col("known").eq_missing("miss").alias("known_miss"),
    )
    actors = read_settings(DEFAULTS / "actors.yml", Actors)
    return attribute(sentences, actors, read_settings(DEFAULTS / "speech.yml", Speech))


def test_there_are_as_many_sentences_of_a_source_as_of_the_reporter(read: pl.DataFrame) -> None:
    of_source = read["right_voice"] != "narrator"
    assert (of_source.sum(), read.height) == (120, 240)


@pytest.mark.parametrize("measure", FLOORS)
def test_who_says_it(read: pl.DataFrame, measure: str) -> None:
    found, right = read["voice"] != "narrator", read["right_voice"] != "narrator"
    same_speaker = read["speaker"].eq_missing(read["right_speaker"])
    value = {
        "precision": (found & right).sum() / found.sum(),
        "recall": (found & right).sum() / right.sum(),
        "voice": (read["voice"] == read["right_voice"]).mean(),
        "speaker": (same_speaker & right).sum() / right.sum(),
    }[measure]
    print(f"{measure}: {value:.3f}")
    wrong = (read["voice"] != read["right_voice"]) | ~same_speaker
    for row in read.filter(wrong).select("voice", "speaker", "text").iter_rows():
        print("wrong:", *row)
    assert value >= FLOORS[measure]


def test_only_what_is_known_to_be_misread_is(read: pl.DataFrame) -> None:
    wrong = (read["voice"] != read["right_voice"]) | read["speaker"].ne_missing(
        read["right_speaker"]
    )
    assert read.filter(wrong)["text"].to_list() == read.filter("known_miss")["text"].to_list()


def test_who_says_it_in_passages() -> None:
    rows = pl.read_csv(PASSAGES, separator="\t", quote_char=None)
    sentences = rows.select(
        "text",
        "paragraph",
        pl.lit("body").alias("kind"),
        pl.col("passage").alias("document"),
        (pl.col("text").str.len_chars() + 1).cum_sum().shift(1, fill_value=0).alias("start"),
        pl.col("voice").alias("right_voice"),
        pl.col("speaker").alias("right_speaker"),
    )
    actors = read_settings(DEFAULTS / "actors.yml", Actors)
    read = attribute(sentences, actors, read_settings(DEFAULTS / "speech.yml", Speech))
    for field in ("voice", "speaker"):
        same = read[field].eq_missing(read[f"right_{field}"])
        print(f"{field}: {same.mean():.3f}", *read.filter(~same)["text"])
        assert same.mean() >= FLOORS[field]
