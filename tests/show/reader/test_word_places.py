"""Words of a lexicon, put in their place."""

import polars as pl

from helpers.show.reader.word_places import place_words


def test_words_are_found_behind_each_other_and_in_the_parts_of_a_sentence() -> None:
    spans = pl.DataFrame(
        {
            "document": "a",
            "sentence": [0, 1, 2],
            "part_of": [0, 1, 0],
            "start": [0, 20, 30],
            "text": ["Good anti-war war", "RT", "Don’t  like war"],
        }
    )
    words = pl.DataFrame(
        {
            "document": "a",
            "sentence": 0,
            "word": ["good", "war", "don't like", "war", "peace"],
            "valence": [1.9, -2.9, -1.5, -2.9, 2.5],
        }
    )
    assert place_words(words, spans).drop("document", "sentence").rows() == [
        (0, 4, 1.9),
        (14, 17, -2.9),
        (30, 41, -1.5),
        (42, 45, -2.9),
    ]
