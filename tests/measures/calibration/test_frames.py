"""Learned frames: the reference library's features, and when the dictionary's answer stands."""

import numpy as np
import polars as pl
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from helpers.measures.calibration.cross_fit_frames import cross_fit_frames
from helpers.measures.calibration.frame_features import (
    choose_features,
    count_features,
    weigh_features,
)
from helpers.measures.calibration.frames import label_frames, learn_frames

TEXTS = ["Prices rise and rise.", "Prices fall.", "It rains.", "They talk and talk."]


def coded(*, articles: str = "abcdef", gold: list[list[str]] | None = None) -> pl.DataFrame:
    n = len(articles)
    return pl.DataFrame(
        {
            "document": [name for name in articles for _ in TEXTS],
            "sentence": list(range(len(TEXTS))) * n,
            "text": TEXTS * n,
            "coded": (gold or [["costs"], ["costs"], [], []]) * n,
            "found": [["costs", "war"], [], ["costs"], []] * n,
        },
        schema_overrides={"coded": pl.List(pl.String), "found": pl.List(pl.String)},
    )


def test_words_weigh_as_in_the_reference() -> None:
    sentences = coded(articles="a").with_columns(pl.lit([], pl.List(pl.String)).alias("found"))
    sentences = pl.concat([sentences, sentences.head(1).with_columns(text=pl.lit("Rise, prices!"))])
    counts = count_features(sentences, hits="found")
    features = choose_features(counts, n=sentences.height)
    reference = TfidfVectorizer(min_df=2, sublinear_tf=True)
    expected = reference.fit_transform(sentences["text"].to_list()).toarray()
    assert features["feature"].to_list() == reference.get_feature_names_out().tolist()
    values = np.zeros(expected.shape)
    places = {word: column for column, word in enumerate(features["feature"])}
    for row, _, word, value in weigh_features(counts, features).rows():
        values[row, places[word]] = value
    np.testing.assert_allclose(values, expected, atol=1e-6)


def test_words_mend_what_the_dictionary_misses() -> None:
    rows = coded()
    model = learn_frames(rows, frames=["costs"])
    labels = label_frames(rows.head(4), model)
    assert labels["predicted"].to_list() == [True, True, False, False]
    words = dict(model.filter(part="word").select("feature", "value").rows())
    assert max(words, key=words.get) == "prices"


def test_a_frame_of_few_sentences_is_left_to_the_dictionary() -> None:
    """In a fold of six articles one in five lies outside: four sentences have "rare"."""
    gold = [["costs", "rare"], ["costs"], [], []]
    rows = pl.concat([coded(articles="abcd", gold=gold), coded(articles="ef")])
    rows = rows.with_columns(
        pl.when(pl.col("sentence") == 3)
        .then(pl.lit(["rare"], pl.List(pl.String)))
        .otherwise("found")
        .alias("found")
    )
    assert learn_frames(rows, frames=["rare", "costs"])["frame"].unique().to_list() == ["costs"]
    labels = cross_fit_frames(rows, frames=["rare", "costs"])
    rare = labels.filter(frame="rare").partition_by("candidate", include_key=False)
    assert rare[0].equals(rare[1])
    assert rare[0]["predicted"].to_list() == [False, False, False, True] * 6
    assert learn_frames(rows, frames=["rare"]).is_empty()


def test_what_all_sentences_have_is_not_learnt() -> None:
    assert learn_frames(coded(gold=[["costs"]] * 4), frames=["costs"]).is_empty()


def test_disputed_sentences_and_order_do_not_matter() -> None:
    rows = coded()
    disputed = rows.head(1).with_columns(
        pl.lit("z").alias("document"), pl.lit(None, pl.List(pl.String)).alias("coded")
    )
    model = learn_frames(rows, frames=["costs"])
    assert learn_frames(pl.concat([disputed, rows]).reverse(), frames=["costs"]).equals(model)
    same = rows.with_columns(pl.lit(9).alias("w"))
    assert learn_frames(same, frames=["costs"], weight="w").equals(model)
    labels = cross_fit_frames(pl.concat([disputed, rows]), frames=["costs"])
    assert labels.height == 2 * rows.height


def test_weights_say_how_many_a_sentence_stands_for() -> None:
    """Of the sentences on prices half are coded; which half counts more decides."""
    gold = [["costs"], [], [], []]
    texts = pl.col("text").replace(TEXTS[1], TEXTS[0])
    rows = coded(gold=gold).with_columns(texts, pl.lit([], pl.List(pl.String)).alias("found"))
    has = pl.col("coded").list.contains("costs")
    for heavy, expected in ((has, True), (~has, False)):
        weights = pl.when(heavy).then(20.0).otherwise(1.0).alias("w")
        model = learn_frames(rows.with_columns(weights), frames=["costs"], weight="w")
        chance = label_frames(rows.head(1), model)["chance"].item()
        assert (chance > 0.5) == expected


def test_a_word_of_one_article_cannot_teach_its_own_label() -> None:
    """Each article has its own word for the frame: seen from the others there is nothing to see."""
    rows = pl.DataFrame(
        {
            "document": [name for name in "abcdef" for _ in range(4)],
            "sentence": list(range(4)) * 6,
            "text": [
                f"{word} {name}{name}" for name in "abcdef" for word in (name, name, "z", "z")
            ],
            "coded": [["costs"], ["costs"], [], []] * 6,
            "found": [[], [], [], []] * 6,
        },
        schema_overrides={"found": pl.List(pl.String)},
    ).with_columns(pl.col("text").str.replace("z", ""))
    model = learn_frames(rows, frames=["costs"])
    seen = label_frames(rows, model)["chance"].to_numpy().reshape(6, 4)
    assert (seen[:, :2] > seen[:, 2:]).all()
    labels = cross_fit_frames(rows, frames=["costs"]).filter(candidate="learned")
    by_article = labels.group_by("document").agg(pl.col("predicted").n_unique())
    assert (by_article["predicted"] == 1).all()


def test_no_sentence_and_no_model_give_empty_tables() -> None:
    rows = coded()
    model = learn_frames(rows, frames=["costs"])
    nothing = label_frames(rows.clear(), model)
    assert nothing.columns == ["frame", "document", "sentence", "chance", "predicted"]
    assert nothing.is_empty()
    assert label_frames(rows, model.clear()).schema == nothing.schema


def test_a_sentence_of_unknown_words_has_the_intercept_alone() -> None:
    model = learn_frames(coded(), frames=["costs"])
    unknown = (
        coded(articles="a")
        .head(1)
        .with_columns(
            pl.lit("Quite else!").alias("text"), pl.lit([], pl.List(pl.String)).alias("found")
        )
    )
    intercept = model.filter(part="intercept")["value"].item()
    chance = label_frames(unknown, model)["chance"].item()
    assert chance == pytest.approx(1 / (1 + np.exp(-intercept)), abs=1e-6)
