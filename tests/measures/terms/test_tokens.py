"""Tables of tokens that are read piece by piece."""

import random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.measures.terms.collocation import collocates
from helpers.measures.terms.concordance import concordance, concordances
from helpers.measures.terms.context import terms_with_labels
from helpers.measures.terms.dispersion import dispersion
from helpers.measures.terms.frequency import frequency, vocabulary
from helpers.measures.terms.keywords import counts_by, group_counts
from helpers.measures.terms.runs import runs
from helpers.measures.terms.tfidf import distinctive, tfidf
from helpers.measures.terms.tokens import in_pieces


@pytest.fixture(scope="module")
def tokens():
    draw = random.Random(5)
    rows = []
    for document in "bca":
        start = 0
        for place in range(120):
            word = draw.choice(["red", "lines", "sea", "the", "of", "calm", "war"])
            rows.append((document, place // 7, place, word, start, start + len(word)))
            start += len(word) + 1
    columns = ["document", "sentence", "position", "token", "start", "end"]
    return pl.DataFrame(rows, schema=columns, orient="row")


@pytest.fixture(scope="module")
def texts(tokens):
    return tokens.group_by("document").agg(text=pl.col("token").str.join(" "))


@pytest.mark.parametrize("rows", [1, 2, 7, 50, 1000])
def test_pieces_hold_whole_sentences_and_every_row(tokens, rows):
    pieces = list(in_pieces(tokens, rows=rows))
    assert_frame_equal(pl.concat(pieces), tokens)
    places = [piece.select("document", "sentence").unique() for piece in pieces]
    assert pl.concat(places).n_unique() == sum(part.height for part in places)


def test_no_rows_have_no_pieces(tokens):
    assert not list(in_pieces(tokens.head(0)))


@pytest.mark.parametrize("by", ["document", "side"])
@pytest.mark.parametrize("rows", [1, 130, 1000])
def test_counts_of_pieces_add_up(tokens, monkeypatch, by, rows):
    # Sides lie across documents, so that a term stands in one document on both of them.
    words = tokens.with_columns(side=pl.when(pl.col("sentence") % 3 == 0).then(pl.lit("x")))
    words = words.with_columns(pl.col("side").fill_null("y"))
    measures = {
        "group_counts": lambda table: group_counts(table, by=by),
        "counts_by": lambda table: counts_by(table, by),
        "frequency": lambda table: frequency(table, by=[by]),
    }
    for measure in measures.values():
        in_memory = measure(words)
        with monkeypatch.context() as patch:
            patch.setattr(in_pieces, "__kwdefaults__", in_pieces.__kwdefaults__ | {"rows": rows})
            assert_frame_equal(measure(words.lazy()), in_memory)


def test_words_of_a_document_count_once_for_it(tokens):
    counts = group_counts(tokens.with_columns(side=pl.lit("x")), by="side")
    assert counts["documents"].to_list() == counts["all_documents"].to_list()
    assert counts["alone"].to_list() == counts["documents"].to_list()
    assert counts["documents"].max() == 3


MEASURES = {
    "frequency": lambda tokens, texts: frequency(tokens, by=["document"]),
    "vocabulary": lambda tokens, texts: vocabulary(tokens),
    "dispersion": lambda tokens, texts: dispersion(tokens, terms=["red", "sea"]),
    "tfidf": lambda tokens, texts: tfidf(tokens),
    "group_counts": lambda tokens, texts: group_counts(tokens, by="document"),
    "collocates": lambda tokens, texts: collocates(tokens, "red"),
    "in sentences": lambda tokens, texts: collocates(tokens, "red", span=None),
    "runs": lambda tokens, texts: runs(tokens, minimum=1),
    "concordance": lambda tokens, texts: concordance(tokens, texts, "red l*", sort="right"),
    "concordances": lambda tokens, texts: concordances(tokens, texts, ["red", "the sea"]),
    "labels": lambda tokens, texts: terms_with_labels(
        tokens,
        texts.select("document", sentence=pl.lit(0, pl.Int64), frame=pl.lit("war")),
        label="frame",
    ),
}


@pytest.mark.parametrize("name", MEASURES)
def test_words_on_disk_count_as_those_in_memory(tokens, texts, tmp_path, name):
    tokens.write_parquet(tmp_path / "words.parquet", row_group_size=50)
    on_disk = pl.scan_parquet(tmp_path / "words.parquet")
    assert_frame_equal(MEASURES[name](on_disk, texts), MEASURES[name](tokens, texts))


def test_only_the_most_frequent_runs_of_a_large_corpus_are_listed(tokens):
    every = runs(tokens, longest=2, minimum=1)
    few = runs(tokens, longest=2, minimum=1, most=5)
    assert 0 < few.height <= 5
    assert_frame_equal(few, every.head(few.height))
    assert few["count"].min() > every["count"][few.height]


def test_some_documents_are_weighed_among_all(tokens):
    assert_frame_equal(
        distinctive(tokens, documents=["a"]),
        distinctive(tokens).filter(pl.col("document") == "a"),
    )


def test_some_terms_are_measured_in_the_whole_corpus(tokens):
    assert_frame_equal(
        dispersion(tokens, terms=["red", "sea"]),
        dispersion(tokens).filter(pl.col("term").is_in(["red", "sea"])),
    )
