"""The columns give NLTK's numbers, on real sentences and on whatever can be thought of."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

from helpers.corpus.lexicons import Lexicons, open_lexicons
from helpers.measures.sentiment.vader import vader_scores, vader_valences

SMALL = {"good": 1.9, "bad": -2.5, "kind": 2.4, "no": -1.2, "great": 3.1, "shit": -2.6}


def differences(
    texts: list[str], analyzer: SentimentIntensityAnalyzer, lexicon: dict[str, float]
) -> list[tuple[str, float, float | None]]:
    mine = vader_scores(pl.Series(texts, dtype=pl.String), lexicon=lexicon)["score"].fill_null(0)
    theirs = [analyzer.polarity_scores(text)["compound"] for text in texts]
    return [
        (text, their, own)
        for text, their, own in zip(texts, theirs, mine, strict=True)
        if their != own
    ]


def test_lexicon_is_the_one_that_nltk_reads(
    nltk_vader: SentimentIntensityAnalyzer, lexicons: Lexicons
):
    assert lexicons.vader == nltk_vader.lexicon


def test_coded_sentences(nltk_vader, lexicons, codes):
    assert differences(codes["text"].to_list(), nltk_vader, lexicons.vader) == []


def test_editorial_sentences(nltk_vader, lexicons, editorials):
    assert differences(editorials["text"].to_list(), nltk_vader, lexicons.vader) == []


def test_news_sentences(nltk_vader, lexicons, news_sentences):
    assert differences(news_sentences, nltk_vader, lexicons.vader) == []


RULES = [
    "good",
    "Not good.",
    "not so good",
    "never so good",
    "never this good",
    "never so very good",
    "this is so good",
    "so this good",
    "very good",
    "a very good, but bad day",
    "but good but bad",
    "GOOD day",
    "GOOD DAY",
    "a VERY good day",
    "a VERY bad day",
    "least good",
    "at least good",
    "the very least good",
    "it is the least good",
    "a kind of good thing",
    "kind of good",
    "Kind Of good",
    "sort of a good thing",
    "just enough good things",
    "of a kind",
    "yeah right, good",
    "he cut the mustard, good",
    "it is the bomb, really good",
    "a bad ass day",
    "the shit is good",
    "we live hand to mouth and good",
    "good good not good good",
    "not good and good",
    "good!!!!! bad?",
    "good??",
    "good????",
    "good? good? good?",
    "!!good!!",
    '"good"',
    "'good",
    "good...",
    "don't good",
    "DON'T good",
    "isn't it good",
    "no good",
    "without good",
    "neither good nor bad",
    "rarely very extremely good",
    "good\x1cbad\x1dgood\x1e\x1fbad",
    "good\u00a0bad\u2028good\u3000bad",
    "good bad 1.9",
    "😀 good 😀",
    "Хорошо good 好",
    "ΓΟΟΔ good",
]


@pytest.mark.parametrize("text", RULES)
def test_each_rule(text: str, nltk_vader, lexicons):
    assert differences([text], nltk_vader, lexicons.vader) == []


LEXICON = open_lexicons().vader
WORDS = st.sampled_from(
    [
        *sorted(LEXICON)[::40],
        *sorted(VaderConstants.NEGATE),
        *sorted(VaderConstants.BOOSTER_DICT),
        *sorted(VaderConstants.SPECIAL_CASE_IDIOMS),
        *("but", "But", "least", "at", "very", "kind", "of", "so", "this", "never", "no", "the"),
        *("a", "I", "NATO", "on Tuesday", "good", "bad", "🙂", ":)", "…", "война"),
    ]
)
SHAPES = st.sampled_from([str, str.upper, str.title, lambda word: word + "n't"])
MARKS = st.sampled_from(["", "", "", ".", ",", "!", "?", "!!!", "?!?", '"', "'", "-", "...", "”"])
TOKENS = st.builds(
    lambda word, shape, before, after: before + shape(word) + after, WORDS, SHAPES, MARKS, MARKS
)
GAPS = st.sampled_from([" ", " ", " ", "  ", "\n", "\t", "\u00a0", "\x1f", ""])
SENTENCES = st.lists(st.tuples(TOKENS, GAPS), max_size=14).map(
    lambda pieces: "".join(token + gap for token, gap in pieces)
)


@settings(max_examples=300)
@given(texts=st.lists(SENTENCES, min_size=1, max_size=6))
def test_generated_sentences(texts: list[str], nltk_vader):
    assert differences(texts, nltk_vader, LEXICON) == []


@settings(max_examples=200)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_any_text_at_all(texts: list[str], nltk_vader):
    assert differences(texts, nltk_vader, LEXICON) == []


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "🙂", "on Tuesday", "Привет", "你好", None])
def test_no_known_word_gives_no_score(text: str | None):
    assert vader_scores(pl.Series([text], dtype=pl.String), lexicon=SMALL).rows() == [(None, 0)]


def test_no_texts():
    nothing = pl.Series([], dtype=pl.String)
    assert vader_scores(nothing, lexicon=SMALL).height == 0
    assert vader_valences(nothing, lexicon=SMALL).height == 0


@pytest.mark.parametrize("text", ["x" * 100_000, "good bad " * 11_112, "so " * 33_334 + "good"])
def test_100_000_characters_on_one_line(text: str, nltk_vader, lexicons):
    assert len(text) >= 100_000
    assert differences([text], nltk_vader, lexicons.vader) == []


def test_a_cancelled_sum_is_a_score_of_0():
    row = vader_scores(pl.Series(["good or awful"]), lexicon={"good": 2, "awful": -2}).row(0)
    assert row == (0.0, 2)


def test_hits_count_every_occurrence():
    texts = pl.Series(["good, bad and good", "very so"])
    assert vader_scores(texts, lexicon=SMALL)["hits"].to_list() == [3, 0]


def test_other_negations_take_the_place_of_nltks():
    texts = pl.Series(["despite good", "hardly-ever good"])
    row = vader_scores(texts, lexicon=SMALL, negations={"hardly-ever"})["score"]
    assert row[0] == vader_scores(pl.Series(["good"]), lexicon=SMALL)["score"][0]
    assert row[1] < 0


@given(st.lists(SENTENCES, min_size=1, max_size=5))
def test_valences_add_up_to_the_score(texts: list[str]):
    plain = pl.Series([text.replace("!", "").replace("?", "") for text in texts])
    scores = vader_scores(plain, lexicon=LEXICON)
    sums = vader_valences(plain, lexicon=LEXICON).group_by("row").agg(pl.col("valence").sum())
    by_row = dict(sums.rows())
    for row, (score, hits) in enumerate(scores.rows()):
        assert (row in by_row) == (hits > 0)
        if hits:
            total = by_row[row]
            assert score == pytest.approx(total / (total**2 + 15) ** 0.5, abs=6e-5)


def test_blocks_do_not_show(monkeypatch):
    texts = pl.Series(["good", "bad", "", "not good", "kind of good"] * 3)
    whole = vader_scores(texts, lexicon=SMALL), vader_valences(texts, lexicon=SMALL)
    monkeypatch.setattr("helpers.measures.sentiment.vader._BLOCK", 4)
    parts = vader_scores(texts, lexicon=SMALL), vader_valences(texts, lexicon=SMALL)
    assert all(one.equals(other) for one, other in zip(whole, parts, strict=True))
