"""The table of diversity, and whether its intervals hold what they say."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.measures.terms import richness
from helpers.measures.terms.diversity import diversity

SENTENCE = 20


def text(words: np.ndarray, document: str = "a") -> pl.DataFrame:
    place = np.arange(words.size)
    return pl.DataFrame(
        {
            "document": document,
            "sentence": place // SENTENCE,
            "position": place,
            "token": pl.Series(words).cast(pl.String),
        }
    )


@pytest.fixture(scope="module")
def random_words():
    """Draw words whose frequencies follow Zipf's law."""
    rank = np.arange(1, 20001)
    chances = 1 / (rank + 2.7) ** 1.05
    random = np.random.default_rng(7)
    return lambda size: random.choice(rank, size, p=chances / chances.sum())


def test_values_are_those_of_the_words(random_words):
    words = random_words(300)
    table = diversity(text(words), window=50, draws=30).sort("measure")
    values = dict(table.select("measure", "value").rows())
    assert values == {
        "hdd": richness.hdd(words, draws=30),
        "maas": richness.maas(words),
        "mattr": richness.mattr(words, window=50),
        "msttr": richness.msttr(words, segment=50),
        "mtld": richness.mtld(words),
        "ttr": richness.ttr(words),
        "yule_k": richness.yule_k(words),
    }
    inside = table.filter(pl.col("low") < pl.col("value"), pl.col("value") < pl.col("high"))
    assert set(values) - set(inside["measure"]) == {"ttr"}


def test_order_and_other_documents_do_not_matter(random_words):
    a, b = text(random_words(200), "a"), text(random_words(250), "b")
    both = diversity(pl.concat([b, a]).reverse())
    assert_frame_equal(both, pl.concat([diversity(a), diversity(b)]))


def test_short_texts_have_no_value_and_few_sentences_no_interval(random_words):
    short = diversity(text(random_words(60)), window=100, draws=42)
    rows = {name: (value, low) for name, value, low in short["measure", "value", "low"].rows()}
    assert rows["mattr"] == (None, None)
    assert rows["hdd"][0] is not None
    assert rows["hdd"][1] is None


def test_groups_and_no_intervals(random_words):
    tokens = text(random_words(400)).with_columns(
        voice=pl.when(pl.col("sentence") < 10).then(pl.lit("quote")).otherwise(pl.lit("narrator"))
    )
    table = diversity(tokens, by=["voice"], confidence=None)
    assert table["voice"].unique().sort().to_list() == ["narrator", "quote"]
    assert table["tokens"].unique().to_list() == [200]
    assert table["low"].null_count() == table.height


def test_no_tokens(random_words):
    assert diversity(text(random_words(1)).clear()).is_empty()


def test_intervals_hold_the_true_value(random_words):
    """80 texts of 600 words; by chance alone 95 % intervals hold it in 71 to 80 of them."""
    corpora = [random_words(600) for _ in range(80)]
    tables = [diversity(text(words), groups=20) for words in corpora]
    columns = ["measure", "value", "low", "high"]
    table = (
        pl.concat(tables).select(columns).filter(pl.col("measure").is_in(["mattr", "hdd", "mtld"]))
    )
    coverage = (
        table.with_columns(true=pl.col("value").mean().over("measure"))
        .group_by("measure")
        .agg(((pl.col("low") <= pl.col("true")) & (pl.col("true") <= pl.col("high"))).mean())
        .sort("measure")
    )
    print("share of 95 % jackknife intervals that hold the true value:", dict(coverage.rows()))
    assert coverage["low"].min() >= 0.85

    random = np.random.default_rng(1)
    bootstrapped = 0
    true = np.mean([richness.hdd(words) for words in corpora])
    for words in corpora:
        sentences = words.reshape(-1, SENTENCE)
        draws = random.integers(0, len(sentences), (40, len(sentences)))
        values = [richness.hdd(sentences[draw].ravel()) for draw in draws]
        bootstrapped += np.quantile(values, 0.025) <= true <= np.quantile(values, 0.975)
    print("share of 95 % bootstrap intervals of HD-D that do:", bootstrapped / len(corpora))
    assert bootstrapped / len(corpora) < 0.6, "the docstring says that the bootstrap fails"
