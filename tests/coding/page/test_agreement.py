"""How far coders agree, worked out on paper, and without a word of what they said."""

import polars as pl
from coded_sample import SETS

from helpers.coding.page.agreement import agree_so_far, differences, pair_answers
from helpers.coding.places import Place
from helpers.corpus.coding.codes import schema_of
from helpers.study.coders import questions


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


def test_a_speaker_named_by_one_alone_is_no_difference() -> None:
    quoted = {"voice": "quote"}
    named = [quoted | {"speaker": "Berg"}, quoted | {"speaker": "Berg"}]
    table = codes(ann=named, ben=[quoted, quoted | {"speaker": "Holt"}])
    assert differences(table, fields=["speaker"]).select("start", "field").rows() == [
        (1, "speaker")
    ]


def test_confusion_counts_each_pair_of_answers() -> None:
    asked = {name: table for name, _, table in questions(TABLE, SETS)}
    assert pair_answers(asked["voice"], field="voice").rows() == [
        ("quote", "narrator", 1),
        ("quote", "quote", 1),
    ]
    assert pair_answers(asked["costs"], field="costs").rows() == [(0, 0, 1), (1, 1, 1)]
    assert pair_answers(asked["science"], field="science").rows() == [(0, 0, 1), (1, 0, 1)]


def test_the_figure_moves_with_every_tenth_sentence_only() -> None:
    tones = ["1", "0"] * 12
    both = codes(
        ann=[{"tone": tone} for tone in tones],
        ben=[{"tone": tone} for tone in tones[:9]] + [{"tone": "-1"}] * 15,
    )
    order = [Place("a", n, n + 1) for n in range(24)]
    options = {"order": order, "fields": ["tone", "voice"], "frame_sets": SETS}
    seen = []
    for common in range(25):
        table = agree_so_far(both.filter(pl.col("start") < common), coder="ann", **options)
        seen.append(table["units"].to_list())
    assert seen == [[]] * 10 + [[10]] * 10 + [[20]] * 5
    # What others agree on among themselves is not the coder's.
    assert agree_so_far(both, coder="eve", **options).is_empty()


def test_frames_have_a_figure_each() -> None:
    both = codes(**{name: [{"issue": "costs"}, {"issue": ""}] * 5 for name in ("ann", "ben")})
    order = [Place("a", n, n + 1) for n in range(10)]
    table = agree_so_far(both, coder="ann", order=order, fields=["issue"], frame_sets=SETS)
    assert table.select("field", "units", "alike", "alpha").rows() == [
        ("costs", 10, 10, 1.0),
        ("science", 10, 10, None),
        ("disaster", 10, 10, None),
    ]
