"""How far coders agree, worked out on paper, and without a word of what they said."""

import polars as pl
from coded_sample import SETS

from helpers.coding.page.agreement import (
    agree,
    agree_so_far,
    differences,
    frame_agreement,
    pair_answers,
)
from helpers.corpus.coding.codes import schema_of


def codes(**answers: list[dict[str, object] | None]) -> pl.DataFrame:
    rows = [
        {"document": "a", "start": n, "end": n + 1, "text": str(n), "coder": coder}
        | {"unsure": False}
        | row
        for coder, given in answers.items()
        for n, row in enumerate(given)
        if row is not None
    ]
    return pl.DataFrame(rows, schema=schema_of(SETS))


TABLE = codes(
    ann=[{"voice": "quote", "issue": ""}, {"voice": "quote", "issue": "costs;science"}],
    ben=[{"voice": "quote", "issue": ""}, {"voice": "narrator", "issue": "costs"}],
    settled=[None, {"voice": "quote"}],
)


def test_alpha_and_shares_can_be_counted() -> None:
    # Observed: one of two pairs differs, 1/2. Expected: 3 quote and 1 narrator differ in 6 of 12
    # ordered pairs, 1/2.
    table = agree(TABLE, fields=["voice", "tone"])
    assert table.select("field", "coders", "sentences", "alpha", "alike").rows() == [
        ("voice", 2, 2, 0.0, 0.5),
        ("tone", 0, 0, None, None),
    ]


def test_what_differs_or_is_doubted_is_to_be_settled() -> None:
    fields = ["voice", "issue", "tone"]
    assert differences(TABLE, fields=fields).select("start", "field").rows() == [
        (1, "voice"),
        (1, "issue"),
    ]
    doubted = codes(ann=[{"voice": "quote", "unsure": True}, {"voice": "quote"}])
    assert differences(doubted, fields=fields).select("start", "field").rows() == [(0, "voice")]
    # Whoever is unsure may have left the question open that another has answered.
    doubted = codes(ann=[{"unsure": True}], ben=[{"tone": "1"}])
    assert differences(doubted, fields=fields).select("start", "field").rows() == [(0, "tone")]
    assert differences(codes(), fields=fields).is_empty()


def test_confusion_counts_each_pair_of_answers() -> None:
    assert pair_answers(TABLE, field="voice").rows() == [
        ("quote", "narrator", 1),
        ("quote", "quote", 1),
    ]
    frames = frame_agreement(TABLE, field="issue", frames=["costs", "science"])
    counts = frames.select("frame", "both", "first", "second", "neither")
    assert counts.rows() == [("costs", 1, 0, 0, 1), ("science", 0, 1, 0, 1)]
    assert frames["alpha"].to_list() == [1.0, 0.0]


def test_the_figure_moves_with_every_tenth_sentence_only() -> None:
    tones = ["1", "0"] * 12
    both = codes(
        ann=[{"tone": tone} for tone in tones],
        ben=[{"tone": tone} for tone in tones[:9]] + [{"tone": "-1"}] * 15,
    )
    order = [("a", n, n + 1) for n in range(24)]
    options = {"coder": "ann", "order": order, "fields": ["tone", "voice"]}
    seen = []
    for common in range(25):
        table = agree_so_far(both.filter(pl.col("start") < common), **options)
        seen.append(table["sentences"].to_list())
    assert seen == [[]] * 10 + [[10]] * 10 + [[20]] * 5
    # What others agree on among themselves is not the coder's.
    assert agree_so_far(both, coder="eve", order=order, fields=["tone"]).is_empty()
