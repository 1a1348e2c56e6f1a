import pytest

from helpers.measures.framing.wording import wording, wordings

PAIRS = [
    {"label": "war", "left": "special operation", "right": ["invasion", "invad*"]},
    {"label": "rule", "left": ["regime"], "right": ["government"]},
]


@pytest.fixture
def read(make_book, make_sentences):
    table = make_sentences(
        "The special operation goes on.",
        "They invaded; the “invasion” goes on.",
        "The regime fell.",
        "A special operation, an invasion.",
        voice=["narrator", "quote", "quote", "narrator"],
        kind=["body", "body", "body", "boilerplate"],
    )
    return table, make_book({"f": ["x"]}, pairs=PAIRS)


def test_every_wording_leads_to_its_place(read):
    table, book = read
    result = wordings(table, book)
    assert result.select("sentence", "pair", "side", "pattern", "quoted").rows() == [
        (0, "war", "left", "special operation", False),
        (1, "war", "right", "invad*", False),
        (1, "war", "right", "invasion", True),
        (2, "rule", "left", "regime", False),
    ]
    start, end = result.row(2, named=True)["start"], result.row(2, named=True)["end"]
    offset = start - table["start"][1]
    assert table["text"][1][offset : offset + end - start] == "invasion"


def test_wordings_are_counted_by_voice(read):
    table, book = read
    war, rule = "special operation : invasion / invad*", "regime : government"
    assert wording(table, book).rows() == [
        ("war", war, "narrator", 1, 0, 1, 1.0, ["d#0"]),
        ("war", war, "quote", 0, 2, 2, 0.0, ["d#1"]),
        ("rule", rule, "quote", 1, 0, 1, 1.0, ["d#2"]),
    ]
    assert wording(table, book, by=()).rows() == [
        ("war", war, 1, 2, 3, 1 / 3, ["d#0", "d#1"]),
        ("rule", rule, 1, 0, 1, 1.0, ["d#2"]),
    ]


def test_a_codebook_without_pairs_gives_no_rows(make_book, make_sentences):
    table = make_sentences("The regime fell.", voice=["quote"])
    assert wording(table, make_book({"f": ["x"]})).height == 0
