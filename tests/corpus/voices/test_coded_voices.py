"""Voice, speaker and bloc measured on the coded sentences, where both coders agree.

The rules were written with these sentences at hand, so the figures are an upper bound of what they
reach on unseen articles; the coders are of one make, so their agreement is one too.
"""

import time
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.attribution import attribute
from helpers.corpus.voices.speech import Speech

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
CODES = CORPUS / "coding" / "sentences.csv"
FLOORS = {"voice": 0.97, "speaker": 0.93, "bloc": 0.95}

pytestmark = pytest.mark.skipif(not CODES.is_file(), reason="no coded sentences")


@pytest.fixture(scope="module")
def coding() -> pl.DataFrame:
    codes = pl.read_csv(CODES, infer_schema_length=None)
    spans = codes.filter(pl.col("coder") == "a").rename({"unit": "sentence"})
    raw = {
        document: (CORPUS / "articles" / f"{document}.txt").read_bytes().decode()
        for document in spans["document"].unique()
    }
    paragraphs = [
        raw[d].count("\n", 0, start) for d, start in spans.select("document", "start").rows()
    ]
    sentences = spans.select("document", "sentence", "start", "end", "text", "kind").with_columns(
        paragraph=pl.Series(paragraphs)
    )
    actors = read_settings(find_settings(CORPUS, "actors.yml"), Actors)
    speech = read_settings(find_settings(CORPUS, "speech.yml"), Speech)
    table = attribute(sentences, actors, speech)
    for coder in ("a", "b"):
        own = codes.filter(pl.col("coder") == coder).select(
            "document",
            pl.col("unit").alias("sentence"),
            *(pl.col(field).fill_null("").alias(f"{field}_{coder}") for field in FLOORS),
        )
        table = table.join(own, on=["document", "sentence"])
    return table.filter(pl.col("kind") != "boilerplate")


@pytest.mark.parametrize("field", FLOORS)
def test_agreement_with_the_coders(coding: pl.DataFrame, field: str) -> None:
    matches = coding.filter(pl.col(f"{field}_a") == pl.col(f"{field}_b"))
    right = pl.col(field).fill_null("") == pl.col(f"{field}_a")
    attributed = matches.filter(pl.col("voice_a") != "narrator")
    most_frequent = matches[f"{field}_a"].value_counts()["count"].max() / matches.height
    for name, part in (("all", matches), ("attributed", attributed)):
        hits = part.filter(right).height
        print(f"{field}, {name}: {hits}/{part.height} = {hits / part.height:.3f}")
    print(f"{field}, most frequent code: {most_frequent:.3f}")
    for row in matches.filter(~right).iter_rows(named=True):
        print("wrong:", row["document"], row["sentence"], row[field], "for", row[f"{field}_a"])
    assert matches.filter(right).height / matches.height >= FLOORS[field]


def test_grammar_finds_speakers_that_no_file_lists(coding: pl.DataFrame) -> None:
    actors = read_settings(find_settings(CORPUS, "actors.yml"), Actors)
    speech = read_settings(find_settings(CORPUS, "speech.yml"), Speech)
    table = attribute(coding, actors.model_copy(update={"persons": []}), speech)
    for field, floor in {"voice": 0.97, "speaker": 0.93, "bloc": 0.85}.items():
        matches = table.filter(pl.col(f"{field}_a") == pl.col(f"{field}_b"))
        hits = matches.filter(pl.col(field).fill_null("") == pl.col(f"{field}_a")).height
        print(f"{field}, no person listed: {hits}/{matches.height} = {hits / matches.height:.3f}")
        assert hits / matches.height >= floor


def test_twenty_thousand_sentences_take_seconds(coding: pl.DataFrame) -> None:
    columns = ["document", "sentence", "start", "text", "kind", "paragraph"]
    copies = -(-20_000 // coding.height)
    many = pl.concat(
        coding.select(columns).with_columns(pl.col("document") + f"-{copy}")
        for copy in range(copies)
    )
    actors = read_settings(find_settings(CORPUS, "actors.yml"), Actors)
    speech = read_settings(find_settings(CORPUS, "speech.yml"), Speech)
    start = time.process_time()
    attribute(many, actors, speech)
    seconds = time.process_time() - start
    print(f"{many.height} sentences in {seconds:.1f} s")
    # About 3 s of work.
    assert seconds < 30


def test_verbs_stand_in_the_sentences_that_have_them(coding: pl.DataFrame) -> None:
    speech_rows = coding.filter(pl.col("verb").is_not_null())
    print(speech_rows["verb_class"].value_counts(sort=True).rows())
    assert speech_rows.filter(pl.col("voice") == "narrator").height == 0
    assert speech_rows.height > coding.height / 4
