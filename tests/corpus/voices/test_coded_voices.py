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
def measured() -> pl.DataFrame:
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
    found = attribute(sentences, actors, speech)
    for coder in ("a", "b"):
        own = codes.filter(pl.col("coder") == coder).select(
            "document",
            pl.col("unit").alias("sentence"),
            *(pl.col(field).fill_null("").alias(f"{field}_{coder}") for field in FLOORS),
        )
        found = found.join(own, on=["document", "sentence"])
    return found.filter(pl.col("kind") != "boilerplate")


@pytest.mark.parametrize("field", FLOORS)
def test_agreement_with_the_coders(measured: pl.DataFrame, field: str) -> None:
    agreed = measured.filter(pl.col(f"{field}_a") == pl.col(f"{field}_b"))
    right = pl.col(field).fill_null("") == pl.col(f"{field}_a")
    attributed = agreed.filter(pl.col("voice_a") != "narrator")
    most_frequent = agreed[f"{field}_a"].value_counts()["count"].max() / agreed.height
    for name, part in (("all", agreed), ("attributed", attributed)):
        hits = part.filter(right).height
        print(f"{field}, {name}: {hits}/{part.height} = {hits / part.height:.3f}")
    print(f"{field}, most frequent code: {most_frequent:.3f}")
    for row in agreed.filter(~right).iter_rows(named=True):
        print("wrong:", row["document"], row["sentence"], row[field], "for", row[f"{field}_a"])
    assert agreed.filter(right).height / agreed.height >= FLOORS[field]


def test_grammar_finds_speakers_that_no_file_lists(measured: pl.DataFrame) -> None:
    actors = read_settings(find_settings(CORPUS, "actors.yml"), Actors)
    speech = read_settings(find_settings(CORPUS, "speech.yml"), Speech)
    found = attribute(measured, actors.model_copy(update={"persons": []}), speech)
    for field, floor in {"voice": 0.97, "speaker": 0.93, "bloc": 0.85}.items():
        agreed = found.filter(pl.col(f"{field}_a") == pl.col(f"{field}_b"))
        hits = agreed.filter(pl.col(field).fill_null("") == pl.col(f"{field}_a")).height
        print(f"{field}, no person listed: {hits}/{agreed.height} = {hits / agreed.height:.3f}")
        assert hits / agreed.height >= floor


def test_twenty_thousand_sentences_take_seconds(measured: pl.DataFrame) -> None:
    columns = ["document", "sentence", "start", "text", "kind", "paragraph"]
    copies = -(-20_000 // measured.height)
    many = pl.concat(
        measured.select(columns).with_columns(pl.col("document") + f"-{copy}")
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


def test_verbs_stand_in_the_sentences_that_have_them(measured: pl.DataFrame) -> None:
    spoken = measured.filter(pl.col("verb").is_not_null())
    print(spoken["verb_class"].value_counts(sort=True).rows())
    assert spoken.filter(pl.col("voice") == "narrator").height == 0
    assert spoken.height > measured.height / 4
