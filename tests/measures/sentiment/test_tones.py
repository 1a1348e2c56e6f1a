"""Sentences in, tones out: nulls, labels, and awkward texts for every instrument."""

import polars as pl
import pytest

from helpers.measures.sentiment.instruments import Instrument
from helpers.measures.sentiment.labels import label
from helpers.measures.sentiment.tones import score, score_texts, valences

AWKWARD = [
    "",
    "   \n",
    "...?!—",
    "🙂🙂 🙃",
    "x" * 100_000,
    "Переговоры в Женеве",
    "北约东扩",
    "المفاوضات",
    None,
]


def sentences(*texts: str | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"document": ["a"] * len(texts), "sentence": range(len(texts)), "text": texts},
        schema={"document": pl.String, "sentence": pl.Int64, "text": pl.String},
    )


def test_a_sentence_without_a_known_word_has_no_score(
    all_instruments: dict[str, Instrument],
):
    tones = score(sentences(*AWKWARD), instruments=all_instruments.values())
    assert tones.height == len(AWKWARD) * len(all_instruments)
    assert tones["score"].null_count() == tones.height
    assert tones["hits"].unique().to_list() == [0]


def test_one_row_per_sentence_and_instrument_in_order(all_instruments: dict[str, Instrument]):
    table = sentences("A good war.", "No word.", "A terrible day.").reverse()
    names = ["pattern", "vader"]
    tones = score(table, instruments=[all_instruments[name] for name in names])
    assert tones.columns == ["document", "sentence", "lexicon", "score", "hits"]
    assert tones["lexicon"].to_list() == ["pattern"] * 3 + ["vader"] * 3
    assert tones["sentence"].to_list() == [2, 1, 0] * 2
    assert tones.schema["hits"] == pl.Int64
    assert tones.schema["score"] == pl.Float64


def test_empty_table(all_instruments: dict[str, Instrument]):
    assert score(sentences(), instruments=all_instruments.values()).height == 0


@pytest.mark.parametrize("lines", [1, 2])
def test_a_long_line_is_scored(all_instruments: dict[str, Instrument], lines: int):
    text = "A good and bad war. " * (5_000 * lines)
    tones = score(sentences(text), instruments=all_instruments.values())
    assert len(text) >= 100_000
    assert tones["score"].null_count() == 0


@pytest.mark.parametrize(
    ("value", "threshold", "expected"),
    [
        (0.05, 0.05, 1),
        (0.0499, 0.05, 0),
        (-0.05, 0.05, -1),
        (0.0, 0.05, 0),
        (0.0, 0.0, 0),
        (1e-9, 0.0, 1),
        (-1e-9, 0.0, -1),
        (None, 0.05, None),
        (None, 0.0, None),
    ],
)
def test_label(value: float | None, threshold: float, expected: int | None):
    tones = pl.DataFrame({"lexicon": "v", "score": value}, schema_overrides={"score": pl.Float64})
    assert label(tones, thresholds={"v": threshold})["tone"].item() == expected


def test_label_takes_each_lexicons_threshold():
    tones = pl.DataFrame({"lexicon": ["a", "a_neutral", "b"], "score": 0.3})
    labels = label(tones, thresholds={"a": 0.5, "b": 0.1}, column="read")
    assert labels["read"].to_list() == [0, 0, 1]


def test_label_names_the_lexicon_without_a_threshold():
    tones = pl.DataFrame({"lexicon": ["a", "b"], "score": 0.3})
    with pytest.raises(KeyError, match="no threshold for b"):
        label(tones, thresholds={"a": 0.5})


def test_score_texts(all_instruments: dict[str, Instrument], tone):
    texts = pl.Series(["The United States held talks.", "A terrible war!", None, "🙂"])
    table = score_texts(texts, instruments=all_instruments, thresholds=tone.thresholds)
    assert table.columns == ["tone", "tone_score", "tone_vader", "tone_afinn", "tone_pattern"]
    assert table["tone"].to_list() == [None, -1, None, None]
    assert table["tone_vader"].to_list()[0] == 0.4215
    assert table["tone_score"].is_between(-1, 1).all()


def test_a_table_of_no_tones_has_no_labels():
    tones = pl.DataFrame(schema={"lexicon": pl.String, "score": pl.Float64})
    assert label(tones, thresholds={}).schema["tone"] == pl.Int64


def test_valences_add_up_to_the_scores(all_instruments, coded_sentences):
    words = valences(coded_sentences, instruments=all_instruments.values())
    tones = score(coded_sentences, instruments=all_instruments.values())
    keys = ["document", "sentence", "lexicon"]
    hits = words.group_by(keys).agg(pl.len().alias("words"), pl.col("valence").sum().alias("sum"))
    both = tones.join(hits, on=keys, how="left")
    assert both["words"].fill_null(0).to_list() == both["hits"].to_list()
    afinn = both.filter(pl.col("lexicon") == "afinn").drop_nulls("score")
    assert afinn["sum"].to_list() == pytest.approx(afinn["score"].to_list())
    assert words["lexicon"].unique(maintain_order=True).to_list() == list(all_instruments)
