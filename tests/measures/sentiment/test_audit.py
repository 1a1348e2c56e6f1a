"""The audit tables, on corpora small enough for paper."""

import sys

import polars as pl
import pytest

from helpers.corpus.lexicons import Lexicons, ToneSettings
from helpers.measures.sentiment.audit import beside_codes, contributions, coverage, disagreements
from helpers.measures.sentiment.instruments import instruments
from helpers.measures.sentiment.tones import valences

BUILT = instruments(
    Lexicons(
        vader={"good": 2.0, "united": 1.0, "war": -3.0},
        afinn={"good": 3.0},
        pattern=pl.DataFrame(
            {"word": ["good"], "polarity": [0.5], "intensity": [1.0], "modifies": [False]}
        ),
    ),
    ToneSettings(),
)
SENTENCES = pl.DataFrame(
    {
        "document": "a",
        "sentence": range(5),
        "text": ["good united", "good war", "not good", "a united front", "on"],
    }
)


def test_contributions_are_what_the_words_add_to_their_sentences():
    table = contributions(valences(SENTENCES, instruments=[BUILT["vader"], BUILT["afinn"]]))
    rows = table.select("lexicon", "sign", "rank", "word", "count").rows()
    assert rows == [
        ("vader", "negative", 1, "war", 1),
        ("vader", "negative", 2, "good", 1),
        ("vader", "positive", 1, "good", 2),
        ("vader", "positive", 2, "united", 2),
        ("afinn", "negative", 1, "good", 1),
        ("afinn", "positive", 1, "good", 2),
    ]
    assert table["mass"].to_list() == pytest.approx([-3, -1.48, 4, 2, -2.22, 6])
    assert table["share"].to_list() == pytest.approx([3 / 4.48, 1.48 / 4.48, 2 / 3, 1 / 3, 1, 1])


def test_shares_are_of_all_words_not_of_the_top():
    table = contributions(valences(SENTENCES, instruments=[BUILT["vader"]]), top=1)
    assert table["word"].to_list() == ["war", "good"]
    assert table["share"].to_list() == pytest.approx([3 / 4.48, 2 / 3])


def test_nothing_matched_contributes_nothing():
    nothing = SENTENCES.with_columns(text=pl.lit("on"))
    assert contributions(valences(nothing, instruments=BUILT.values())).height == 0


def test_contributions_keep_the_order_of_the_instruments_and_leave_out_zero():
    table = pl.DataFrame(
        {"lexicon": ["z", "a", "z", "z"], "word": ["x", "x", "y", "w"], "valence": [1.0, 1, 1, 0]}
    )
    assert contributions(table)["lexicon"].to_list() == ["z", "z", "a"]
    assert contributions(table)["word"].to_list() == ["x", "y", "x"]
    assert contributions(table)["share"].to_list() == [0.5, 0.5, 1]


TONES = pl.DataFrame(
    {
        "document": ["a"] * 8,
        "sentence": [0, 1, 2, 3] * 2,
        "lexicon": ["vader"] * 4 + ["afinn"] * 4,
        "score": [0.5, None, 0.2, 0.3, -3.0, None, None, 2.0],
        "tone": [1, None, 1, 1, -1, None, None, 1],
    }
)


def test_coverage():
    assert coverage(TONES).rows() == [("afinn", 4, 2, 0.5), ("vader", 4, 3, 0.75)]


def test_disagreements_leave_out_what_agrees_or_is_unknown():
    labels = pl.DataFrame(
        {"document": "a", "sentence": range(4), "v": [1, 1, None, None], "w": [-1, 1, 0, None]}
    )
    assert disagreements(labels, between=["v", "w"]).rows() == [("a", 0, 1.0, 2, 1, -1)]


def test_disagreements_are_ordered_whatever_the_order_of_rows():
    labels = pl.DataFrame(
        {"document": ["b", "a", "c"], "sentence": 0, "v": [1, 1, 0], "w": [-1, -1, 1]}
    )
    for table in (labels, labels.reverse()):
        assert disagreements(table, between=["v", "w"])["document"].to_list() == ["a", "b", "c"]


def test_equal_spreads_are_equal_whichever_labels_make_them():
    # Three of one label and one of the opposite: (16 - 4) / 16 either way.
    labels = pl.DataFrame(
        {"document": ["b", "a"], "sentence": 0}
        | {"p": [1, -1], "q": [1, -1], "r": [1, -1], "s": [-1, 1]}
    )
    table = disagreements(labels, between=["p", "q", "r", "s"])
    assert table.select("document", "spread").rows() == [("a", 0.75), ("b", 0.75)]


def test_words_may_be_counted_before_they_are_weighed():
    words = valences(SENTENCES, instruments=BUILT.values())
    counts = words.group_by("lexicon", "word", "valence", maintain_order=True).agg(times=pl.len())
    assert contributions(counts, times="times").equals(contributions(words))


def test_beside_codes_reads_an_uncovered_sentence_as_neutral_and_an_unknown_one_as_missed():
    codes = pl.DataFrame({"document": "a", "sentence": [0, 1, 9], "tone": [-1, 0, 1]})
    assert beside_codes(TONES, codes).rows() == [
        ("vader", "a", 0, -1, 1),
        ("vader", "a", 1, 0, 0),
        ("vader", "a", 9, 1, None),
        ("afinn", "a", 0, -1, -1),
        ("afinn", "a", 1, 0, 0),
        ("afinn", "a", 9, 1, None),
    ]


def test_tables_do_not_need_nltk(run):
    code = "import sys, helpers.measures.sentiment.audit, helpers.measures.sentiment.documents, "
    code += "helpers.measures.sentiment.targets; print('nltk' in sys.modules)"
    assert run([sys.executable, "-c", code]).stdout == "False\n"
