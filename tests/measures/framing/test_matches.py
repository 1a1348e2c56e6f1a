import polars as pl

from helpers.measures.framing.matches import matched_sentences, matched_words
from helpers.measures.framing.shares import frames_together


def spans(*rows):
    return pl.DataFrame(
        rows, schema=["document", "sentence", "frame", "start", "end"], orient="row"
    )


def test_words_are_counted_whatever_their_case_and_blanks():
    texts = pl.DataFrame({"document": ["d"], "text": ["NATO  Growth, nato growth, jobs, war"]})
    codes = spans(
        ("d", 0, "a", 0, 12), ("d", 0, "a", 14, 25), ("d", 0, "a", 27, 31), ("d", 0, "b", 33, 36)
    )
    codes = codes.with_columns(pattern=pl.lit("any"))
    assert matched_words(codes, texts).rows() == [
        ("a", "nato growth (2); jobs (1)"),
        ("b", "war (1)"),
    ]
    # A code that rests on no pattern covers its sentence, and shows no word.
    whole = codes.head(1).with_columns(end=pl.lit(36, pl.Int64), pattern=pl.lit(""))
    assert matched_words(pl.concat([codes, whole]), texts).equals(matched_words(codes, texts))
    assert matched_words(codes, texts, first=1)["matched"].to_list() == [
        "nato growth (2)",
        "war (1)",
    ]


def test_sentences_come_with_the_places_that_were_matched(make_sentences):
    table = make_sentences("It rains.", "Jobs cost jobs.", voice=["narrator"] * 2, speaker=["", ""])
    start = table["start"][1]
    codes = spans(
        ("d", 1, "costs", start + 10, start + 14),
        ("d", 1, "costs", start, start + 4),
        ("d", 1, "war", start, start + 4),
    )
    rows = matched_sentences(codes, table).select("frame", "sentence", "text", "spans").rows()
    assert rows == [
        ("costs", 1, "Jobs cost jobs.", [[10, 14], [0, 4]]),
        ("war", 1, "Jobs cost jobs.", [[0, 4]]),
    ]


def test_of_a_sentence_that_was_cut_apart_no_place_is_known(make_sentences):
    table = make_sentences("Jobs cost.", voice=["narrator"], speaker=[None])
    longer = table.with_columns(pl.col("end") + 5)
    codes = spans(("d", 0, "costs", 0, 4))
    assert matched_sentences(codes, longer)["spans"].to_list() == [[]]


def test_pairs_of_frames_stand_by_how_often_they_meet(make_sentences):
    table = make_sentences("a b", "a b", "a c", "d")
    codes = spans(
        *(
            (("d", n, frame, 0, 1))
            for n, frames in enumerate(("ab", "ab", "ac", "d"))
            for frame in frames
        )
    )
    assert frames_together(codes, table).rows() == [
        ("a", "b", 2, 1.5, 2 / 1.5, ["d#0", "d#1"]),
        ("a", "c", 1, 0.75, 1 / 0.75, ["d#2"]),
    ]
