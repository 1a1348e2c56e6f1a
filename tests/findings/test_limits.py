"""What restricts a claim, on a corpus with coded sentences and on one without."""

from pathlib import Path

import polars as pl
import pytest
from support import ROOT

from helpers.corpus.files.importing import import_corpus
from helpers.findings import limits
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters

FRAME = "set: issue, definition: d, include: i, exclude: e, source: s"
CODEBOOK = f"""
title: Small
version: "1"
source: made up
matching: {{gap: 3, negation: 4, scare_quote: 3}}
frames:
  - {{id: costs, label: Costs, {FRAME}, patterns: [cost*, price]}}
  - {{id: work, label: Work, {FRAME}, patterns: [jobs]}}
  - {{id: rain, label: Rain, {FRAME}, patterns: [rain]}}
"""
# Frames as coded; "cost*" also matches in the article without codes, the other patterns do not.
CODED = {
    "The cost is high.": "costs",
    "The price is high.": "costs",
    "Costs grow.": "costs",
    "Jobs are few.": "work",
}


@pytest.fixture(scope="module")
def shipped() -> Study:
    return Study(Parameters(), make(ROOT / "corpus"), chapter="any")


def coded_corpus(folder: Path, *, articles: int) -> Study:
    """Make a corpus of a coded article and one without codes."""
    (folder / "texts").mkdir()
    texts = {"a": " ".join(CODED), "b": "Costs fell."}
    for name, text in list(texts.items())[:articles]:
        (folder / "texts" / f"{name}.txt").write_text(text)
    corpus = folder / "corpus"
    import_corpus(corpus, folder / "texts")
    (corpus / "codebook.yml").write_text(CODEBOOK)
    rows, start = [], 0
    for text, frames in CODED.items():
        end = start + len(text)
        rows += [
            {
                "document": "a",
                "start": start,
                "end": end,
                "coder": coder,
                "text": text,
                "kind": "body",
                "voice": "narrator",
                "speaker": "",
                "bloc": "none",
                "tone": "0",
                "frames": frames,
                "generic": "",
            }
            for coder in ("x", "y")
        ]
        start = end + 1
    (corpus / "coding").mkdir()
    pl.DataFrame(rows).write_csv(corpus / "coding" / "sentences.csv")
    return Study(Parameters(), make(corpus), chapter="any")


def test_without_coded_sentences_nothing_is_measured_and_that_is_said(chapter):
    bare = chapter({"a": "The harbour is open.", "b": "Nobody complained."})
    frame = bare.frames["frame"][0]
    assert limits.of_field(bare, "voice", what="voices") == (
        "How well voices are identified has not been measured: no sentence was coded for it."
    )
    assert "this frame is found has not been measured" in limits.of_frames(bare, [frame])
    assert "tone is read has not been measured" in limits.of_tone(bare)


def test_frames_are_scored_without_the_patterns_of_one_article(tmp_path):
    chapter = coded_corpus(tmp_path, articles=2)
    # "cost*" finds 2 of the 3 sentences: precision 1, recall 2/3, F1 .8. Nothing is left of "work".
    assert limits.of_frames(chapter, ["costs", "work"]) == (
        "Against coded sentences, the search patterns that also match in a second article score "
        "0.80 for “Costs” and 0.00 for “Work” (F1; 1 would mean no misses and no false alarms)."
    )
    # Nobody coded rain and nothing finds it: the mean of .8 and 0 stands in.
    assert limits.of_frames(chapter, ["rain"]) == (
        "Against coded sentences, the search patterns that also match in a second article score "
        "0.40 on average over 2 coded frames (F1; 1 would mean no misses and no false alarms)."
    )


def test_one_article_bears_no_pattern_out(tmp_path):
    assert limits.of_frames(coded_corpus(tmp_path, articles=1), ["costs"]) == (
        "How well this frame is found has not been measured: there is no second article to check "
        "the search patterns on."
    )


def test_what_was_in_view_is_said_to_have_been_in_view(shipped):
    sentences = shipped.hand_coding.drop_nulls("voice").height
    voices = limits.of_field(shipped, "voice", what="voices")
    assert "in new articles has not been measured" in voices
    assert f"On {sentences} coded sentences known when the rules were written, " in voices
    assert "in new articles has not been measured" in limits.of_tone(shipped)
    # What comes off the shelf was not written with these sentences in view.
    plain = limits.of_tone(shipped, "vader")
    assert plain.startswith("Plain VADER was not written for these texts. It matches the coders")
    assert "known when" not in plain


def test_no_finding_quotes_a_score_on_sentences_in_view_as_if_it_held_elsewhere(shipped):
    frames = shipped.frames["frame"].to_list()
    words = limits.of_frames(shipped, frames)
    # As Validity gives it for patterns that a second article bears out; 1.00 with all of them.
    assert "0.98 for “Guarantees and talks”" in words
    assert "1.00" not in words


def test_articles_are_counted_and_the_largest_is_named(chapter):
    texts = {"a": "One. Two. Three.", "b": "Four."}
    assert limits.of_articles(chapter(texts)) == (
        "This describes 2 articles; one of them supplies 75% of the sentences."
    )
    assert limits.of_articles(chapter({"a": "One."})) == "This describes one article."
    assert limits.of_articles(chapter(texts, documents=["none"])) == ""
