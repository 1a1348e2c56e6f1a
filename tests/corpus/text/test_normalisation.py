import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.text.normalisation import normalise, normalise_column, normalise_text
from helpers.corpus.text.offsets import in_files, in_texts

SOFT_HYPHEN, ZERO_WIDTH, NBSP = "\u00ad", "\u200b", "\u00a0"


def lines(text: str) -> list[str]:
    """Read a text; its lines without outer white space, empty ones left out."""
    return [line.strip() for line in normalise_text(text).splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("nego\u00adti\u00ada\u00adtions", "negotiations"),
        ("\ufeffTalks\u200b \u2060be\u200bgan\u200e", "Talks began"),
        ("a\u200dnd o\u200cr", "and or"),
        # Between letters of Persian, and within an emoji, such characters are seen.
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("5\u00a0km\u2009or\u202f6\u3000km", "5 km or 6 km"),
        ("Kie\u0308v and A\u030angstro\u0308m", "Kiëv and Ångström"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u212b", "Å"),
        ("o\ufb03ce, \ufb01rst, \ufb02ag", "office, first, flag"),
        # An invisible character between a letter and its mark.
        ("e\u00ad\u0301", "é"),
        ("x² … ½ № isn’t isn't\tok", "x² … ½ № isn’t isn't\tok"),
    ],
)
def test_characters_are_read_in_their_usual_form(raw: str, read: str) -> None:
    assert normalise_text(raw) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("<p>A.</p><p>B.</p>", ["A.", "B."]),
        ("<P CLASS=lead>A.<BR/>B.<hr>C.", ["A.", "B.", "C."]),
        ("<ul><li>A</li><li>B</li></ul><td>C</td>", ["A", "B", "C"]),
        ("He <b>did</b>n’t <a href='x.html'>say</a> so.", ["He didn’t say so."]),
        ('<a href="x" title="He said “no” > twice">Talks</a> failed', ["Talks failed"]),
        ('<a data-x="<b>“no”</b>">Talks</a> failed', ["Talks failed"]),
        ('<img src="a" alt="it\'s "x""/>Talks', ["Talks"]),
        ("<q>No,</q> he said.", ["“No,” he said."]),
        ("<p>The talks\n  failed.\n\nThe end.</p>", ["The talks failed.", "The end."]),
        ("The talks\nfailed in <i>May</i>", ["The talks", "failed in May"]),
        ("Talks<!-- <p>no --> failed<script>if (a<b) {'<p>'}</script>.", ["Talks failed", "."]),
        ("<head><title>No</title></head><style>p {}</style>Talks", ["Talks"]),
        ("<![CDATA[<p>Talks</p>]]><?xml version='1'?><!DOCTYPE html>", ["Talks"]),
        ("W<o:p></o:p>ords <my-tag id='1'>here</my-tag>", ["Words here"]),
        ('Talks failed <a href="https://x.org/', ["Talks failed"]),
    ],
)
def test_tags_are_read_as_a_browser_shows_them(raw: str, read: list[str]) -> None:
    assert lines(raw) == read


@pytest.mark.parametrize(
    "text",
    [
        "if a <b and c> d, 3 < 5 > 4, a<b",
        "he <john@x.org> wrote <https://x.org> <name> <i love you>",
        "AT&T, S&P, R&D &foo; & more; <3",
        "Talks <!-- never closed",
    ],
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert normalise_text(text) == text


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Jobs&nbsp;&amp;&nbsp;growth", "Jobs & growth"),
        ("&ldquo;No,&rdquo; &#8220;no&#x201D; &#147;no&#148;", "“No,” “no” “no”"),
        ("co&shy;operate", "cooperate"),
        # Escaped once more on the way.
        ("Jobs &amp;amp; growth&amp;nbsp;too", "Jobs & growth too"),
        ("3 &lt; 5", "3 < 5"),
    ],
)
def test_entities_are_characters(raw: str, read: str) -> None:
    assert normalise_text(raw) == read


def test_markup_that_was_escaped_is_markup() -> None:
    assert lines("&lt;p&gt;A &lt;b&gt;b&lt;/b&gt;.&lt;/p&gt;&lt;p>C.") == [
        "A b.",
        "C.",
    ]


@pytest.mark.parametrize("name", ["script", "style"])
def test_an_element_that_is_never_closed_hides_nothing(name: str) -> None:
    assert lines(f"<{name}>Talks failed.") == ["Talks failed."]


def garbled(text: str) -> list[tuple[object, ...]]:
    read = normalise(pl.DataFrame({"document": ["a"], "text": [text]}))
    return read.garbled.drop("document").rows()


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Itâ€™s", "It’s"),
        ("â€œItâ€™sâ€\x9d", "“It’s”"),
        # Beside characters that are as they should be.
        ("“Itâ€™s”", "“It’s”"),
        ("cafÃ© in SÃ£o Paulo", "café in São Paulo"),
        ("Ã¢â‚¬â„¢", "’"),
        ("Â£5", "£5"),
        # Read in Windows-1251; only as a whole does it tell that even “Рё” was “и”.
        ("РўСЂР°РјРї Рё РњРѕСЃРєРІР°", "Трамп и Москва"),
        ("It\x92s", "It’s"),
        ("It&acirc;&euro;&trade;s", "It’s"),
    ],
)
def test_wrong_decoding_is_undone(raw: str, read: str) -> None:
    assert normalise_text(raw) == read


@pytest.mark.parametrize(
    "text",
    [
        "Île “Âge” É” à «Été» THÉÂTRE",
        "CAFÉ™ 5 °C ñ ±",
        "Рёв «Рим» Рё",
        "Göteborg–Malmö",
        "Jó², ÄÖÜ",
    ],
)
def test_right_characters_stay(text: str) -> None:
    assert normalise_text(text) == text
    assert garbled(text) == []


def test_garbled_characters_are_listed_by_their_places_in_the_file() -> None:
    assert garbled("<p>Itâ€™s co\u00adld, isnâ€™t it?") == [
        (5, 8, "â€™", "’"),
        (20, 23, "â€™", "’"),
    ]


def test_lost_characters_are_listed_and_stay() -> None:
    assert normalise_text("It\ufffds, he said.â€") == "It\ufffds, he said.â€"
    assert garbled("It\ufffds, he said.â€") == [(2, 3, "\ufffd", None), (14, 16, "â€", None)]


def test_missing_headlines_stay_missing() -> None:
    assert normalise_column(pl.Series("h", ["A&amp;B", None])).to_list() == ["A&B", None]


def test_an_empty_table_is_read() -> None:
    read = normalise(pl.DataFrame(schema={"document": pl.String, "text": pl.String}))
    assert [table.height for table in read] == [0, 0, 0]


def test_a_text_of_markup_alone_is_empty() -> None:
    read = normalise(pl.DataFrame({"document": ["a"], "text": ["<b></b>"]}))
    assert read.texts["text"].to_list() == [""]
    assert read.changes.rows() == [("a", 0, 0, 0, 7)]


# In no encoding does one of these letters begin a character of UTF-8.
CLEAN = st.text("abcöüя .,’“”–!?\n'\"1", max_size=60).map(
    lambda text: unicodedata.normalize("NFC", text)
)


@given(CLEAN)
def test_a_text_that_needs_nothing_is_left_as_it_is(text: str) -> None:
    read = normalise(pl.DataFrame({"document": ["a"], "text": [text]}))
    assert read.texts["text"].to_list() == [text]
    assert read.changes.is_empty()
    assert read.garbled.is_empty()


@given(CLEAN, st.randoms(use_true_random=False))
def test_what_is_not_seen_makes_no_difference(text: str, random: object) -> None:
    choose = random.choice  # type: ignore[attr-defined]
    dressed = "".join(
        choose(["", "", SOFT_HYPHEN, ZERO_WIDTH]) + (choose([" ", NBSP]) if sign == " " else sign)
        for sign in unicodedata.normalize("NFD", text)
    )
    assert normalise_text(dressed) == text


WORDS = [
    "Talks",
    "isn’t",
    "café",
    "Kie\u0308v",
    "o\ufb03ce",
    "co\u00adop",
    "Itâ€™s",
    "A&amp;B",
    "мир",
]
BETWEEN = [
    " ",
    "\u00a0",
    "&nbsp;",
    " <b>",
    "</b> ",
    "<p>",
    "</p>\n",
    "\u200b ",
    "\n\n",
    ". ",
    "\ufeff",
]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=12))
def test_places_lead_to_the_file_and_back(parts: list[tuple[str, str]]) -> None:
    raw = "".join(word + between for word, between in parts)
    read = normalise(pl.DataFrame({"document": ["a"], "text": [raw]}))
    text = read.texts["text"].item()
    places = [place for place in range(len(text) - 1) if not text[place : place + 2].isspace()]
    words = [(start, start + len(word)) for start, word in _words(text)]
    spans = pl.DataFrame(
        [("a", *span) for span in words],
        schema={"document": pl.String, "start": pl.Int64, "end": pl.Int64},
        orient="row",
    )
    printed = in_files(spans, read.changes)
    for (start, end), (_, first, last) in zip(words, printed.rows(), strict=True):
        assert normalise_text(raw[first:last]) == text[start:end]
    assert in_texts(printed, read.changes).equals(spans)
    single = pl.DataFrame(
        {"document": "a", "start": places, "end": [place + 1 for place in places]},
        schema={"document": pl.String, "start": pl.Int64, "end": pl.Int64},
    )
    moved = in_files(single, read.changes)
    for name in ("start", "end"):
        assert moved[name].is_sorted()
        assert moved[name].is_between(0, len(raw)).all()


def _words(text: str) -> list[tuple[int, str]]:
    found, place = [], 0
    for word in text.split():
        place = text.index(word, place)
        found.append((place, word))
        place += len(word)
    return found
