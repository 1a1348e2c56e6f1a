import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus.text.tokens import TOKEN, tokenize


def spans(*texts: str, start: int = 0) -> pl.DataFrame:
    rows = []
    for number, text in enumerate(texts):
        rows.append(("a", number, start, start + len(text), text))
        start += len(text) + 1
    names = ["document", "sentence", "start", "end", "text"]
    return pl.DataFrame(rows, schema=names, orient="row")


def tokens(text: str) -> list[str]:
    return tokenize(spans(text))["token"].to_list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The North Atlantic Alliance", ["the", "north", "atlantic", "alliance"]),
        ("NATO's NATO’s doors' 'open'", ["nato's", "nato’s", "doors", "open"]),
        ("non-expansion – build-up -x- a--b", ["non-expansion", "build-up", "x", "a", "b"]),
        ("$1,000.5, 1997. 5% 1.5bn", ["1,000.5", "1997", "5", "1.5bn"]),
        ("19,000-strong", ["19,000-strong"]),
        ("the U.S. and U.S.-led", ["the", "u.s.", "and", "u.s.-led"]),
        ("G.V. Orr, J. Li", ["g.v.", "orr", "j", "li"]),
        ("area, ”Price said.", ["area", "price", "said"]),
        ("Mk41 COVID-19 x_y", ["mk41", "covid-19", "x", "y"]),
        ("[гарантиях] Ёлка İstanbul", ["гарантиях", "ёлка", "i̇stanbul"]),
        ("cafe\u0301 naïve ﬁnal Straße ΟΔΟΣ", ["cafe\u0301", "naïve", "ﬁnal", "straße", "οδος"]),
        ("secu\u00adrity می\u200cخواهم", ["secu\u00adrity", "می\u200cخواهم"]),
        ("यह पहला है।", ["यह", "पहला", "है"]),
        ("😀 ❤\ufe0f no 👩\u200d🚀words", ["no", "words"]),
        ("a\0b", ["a", "b"]),
        ("... — “” •", []),
    ],
)
def test_what_a_token_is(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_positions_run_through_a_document_and_offsets_through_the_raw_text() -> None:
    table = tokenize(spans("😀 It fell.", "...", "İt rose", start=5))
    assert table.rows() == [
        ("a", 0, 0, "it", 7, 9),
        ("a", 0, 1, "fell", 10, 14),
        ("a", 2, 2, "i̇t", 20, 22),
        ("a", 2, 3, "rose", 23, 27),
    ]
    assert table.columns == ["document", "sentence", "position", "token", "start", "end"]


def test_each_document_has_its_own_positions() -> None:
    both = pl.concat([spans("One two"), spans("Three").with_columns(document=pl.lit("b"))])
    assert tokenize(both).select("document", "position").rows() == [("a", 0), ("a", 1), ("b", 0)]


@pytest.mark.parametrize("texts", [[], ["..."], [""]])
def test_no_token_gives_an_empty_table_of_the_same_types(texts: list[str]) -> None:
    none = spans(*texts) if texts else spans("x").clear()
    assert tokenize(none).is_empty()
    assert tokenize(none).schema == tokenize(spans("one")).schema


def test_a_text_that_is_no_slice_of_the_raw_text_is_refused() -> None:
    sentence_of_parts = spans("He agrees").with_columns(end=pl.lit(40, dtype=pl.Int64))
    with pytest.raises(ValueError, match="sentence 0 of a: the text is not as long as its span"):
        tokenize(sentence_of_parts)


AWKWARD = "aB1ß\u0301\u200d\ufe0f😀İΣςЖ'’-.,1 \0\u00adǅﬁ漢\u0e01\n_٣²Ⅳ"


@settings(max_examples=300)
@given(
    st.text(AWKWARD, max_size=40)
    # Letters that Python's own tables do not know yet have no small form to compare.
    | st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=40)
)
def test_offsets_give_back_the_token(text: str) -> None:
    raw = f"{text}\n{text}"
    table = tokenize(spans(text, text))
    rows = table.select("token", "start", "end").rows()
    assert all(raw[start:end].lower() == token for token, start, end in rows)
    tokens_without_places = pl.Series([text, text]).str.extract_all(TOKEN).explode().drop_nulls()
    assert table["token"].to_list() == tokens_without_places.str.to_lowercase().to_list()
    # What lies between tokens holds no letter and no digit.
    position, between = 0, ""
    for _, start, end in rows:
        between, position = between + raw[position:start], end
    assert not any(character.isalnum() for character in between + raw[position:])


def test_two_million_tokens_take_seconds() -> None:
    sentence = "The talks over NATO's eastward expansion went on in Geneva, on 10 January 2022."
    many = pl.DataFrame(
        {"document": "a", "sentence": range(150_000), "text": sentence}
    ).with_columns(start=pl.lit(0, dtype=pl.Int64), end=pl.lit(len(sentence), dtype=pl.Int64))
    before = time.process_time()
    assert len(tokenize(many)) == 14 * 150_000
    seconds = time.process_time() - before
    print(f"{len(many) * 14} tokens with their places: {seconds:.1f} s")
    assert seconds < 20
