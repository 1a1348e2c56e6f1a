import random
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.files import duplicates as module
from helpers.corpus.files.duplicates import duplicates
from helpers.corpus.files.limits import NearDuplicate, read_limits
from helpers.corpus.settings import DEFAULTS

PAIRS = NearDuplicate(shingle_words=2, similarity=0.6, sketch=32, looked_up=8)


def table(*texts: str) -> pl.DataFrame:
    return pl.DataFrame({"document": [f"d{number}" for number in range(len(texts))], "text": texts})


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # Pairs ab bc cd de against ab bc cd de ef: 4 of 5.
        (["a b c d e", "a b c d e f"], [("d1", "d0", 0.8, False)]),
        # ab bc cd against ab bc cx: 2 of 4, below .6.
        (["a b c d", "a b c x"], []),
        (["a b c", "A, b: c!"], [("d1", "d0", 1.0, False)]),
        (["a b c", "a b c"], [("d1", "d0", 1.0, True)]),
        (["a b c", "x y z", "a b c", "a b c"], [("d2", "d0", 1.0, True), ("d3", "d0", 1.0, True)]),
        (["a", "A"], []),
        (["a", "a"], [("d1", "d0", 1.0, True)]),
        (["!", "?"], []),
        (["a b c"], []),
        ([], []),
        # Words count, not their order alone: ab bc ca against ba ac cb.
        (["a b c a", "b a c b"], []),
    ],
)
def test_by_hand(texts: list[str], expected: list[tuple[object, ...]]) -> None:
    frame = pl.DataFrame(table(*texts), schema={"document": pl.String, "text": pl.String})
    assert duplicates(frame, near=PAIRS).rows() == expected


def test_a_text_does_not_run_into_the_next() -> None:
    # Joined, "a b" and "c d" would hold the pair bc.
    assert duplicates(table("a b", "c d", "b c"), near=PAIRS).is_empty()


def test_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = table(*[f"w{number} b c d e f g h" for number in range(7)])
    whole = duplicates(texts, near=PAIRS)
    monkeypatch.setattr(module, "_BATCH", 2)
    monkeypatch.setattr(module, "_PAIRS", 2)
    assert duplicates(texts, near=PAIRS).rows() == whole.rows()
    assert whole["of"].to_list() == ["d0"] * 6


def alike(one: str, other: str) -> bool:
    first, second = ({*pairwise(text.split())} for text in (one, other))
    return one == other or len(first & second) >= 0.6 * len(first | second) > 0


TEXT = st.lists(st.sampled_from("abc"), max_size=8).map(" ".join)


@given(TEXT, TEXT)
def test_finds_what_comparing_finds(one: str, other: str) -> None:
    assert duplicates(table(one, other), near=PAIRS).height == alike(one, other)


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_what_is_found_is_alike_and_earlier(texts: list[str]) -> None:
    twins = duplicates(table(*texts), near=PAIRS)
    assert twins["document"].is_unique().all()
    for document, of, _, equal in twins.rows():
        row, earlier = int(document[1:]), int(of[1:])
        assert earlier < row
        assert alike(texts[row], texts[earlier])
        assert equal == (texts[row] == texts[earlier])


def test_finds_articles_with_a_hundredth_of_their_words_changed() -> None:
    near = read_limits(DEFAULTS).near_duplicate
    draw = random.Random(1)
    words = [f"word{number}" for number in range(3000)]
    articles = [draw.choices(words, k=400) for _ in range(200)]
    # A text has 396 runs of five; four changed words, far apart, break twenty: 376 are shared
    # of 416.
    copies = [article.copy() for article in articles]
    for copy in copies:
        for place in draw.sample(range(5, 395, 10), k=4):
            copy[place] = "changed"
    texts = table(*[" ".join(words) for words in articles + copies])
    twins = duplicates(texts, near=near)
    assert twins["document"].to_list() == [f"d{number}" for number in range(200, 400)]
    assert twins["of"].to_list() == [f"d{number}" for number in range(200)]
    assert twins["similarity"].round(3).unique().to_list() == [round(376 / 416, 3)]
