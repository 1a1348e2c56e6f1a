from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.problems import InputError
from helpers.measures.framing.codebook import read_codebook
from helpers.measures.framing.coding import check_codebook, code

CODEBOOK = """\
title: Small
version: "1"
source: made up
matching: {gap: 3, negation: 4, scare_quote: 3, negators: [not]}
frames:
  - id: costs
    label: Costs
    set: generic
    definition: d
    include: i
    exclude: e
    source: s
    patterns:
      - cost*
    examples:
      - It costs a lot.
    counter_examples:
      - It is cold.
"""


def spans(codes):
    return codes.select("sentence", "frame", "start", "end", "pattern").rows()


def test_offsets_lead_to_the_raw_text(make_book, make_sentences):
    texts = ["«NATO’s doors» are open.", "“Nothing”", "The doors of NATO — closed?"]
    raw = " ".join(texts)
    result = code(make_sentences(*texts), make_book({"door": ["nato ... door*", "door* ... nato"]}))
    assert [raw[start:end] for _, _, start, end, _ in spans(result)] == [
        "NATO’s doors",
        "doors of NATO",
    ]
    assert result.columns == ["document", "sentence", "frame", "start", "end", "pattern"]
    assert result.dtypes == [pl.String, pl.Int64, pl.String, pl.Int64, pl.Int64, pl.String]


def test_no_match_is_no_row_and_the_input_stays(make_book, make_sentences):
    table = make_sentences("It is cold.")
    before = table.clone()
    result = code(table, make_book({"costs": ["cost*"]}))
    assert result.height == 0
    assert result.schema["start"] == pl.Int64
    assert table.equals(before)


def test_an_empty_table_gives_an_empty_table(make_book, make_sentences):
    assert code(make_sentences(), make_book({"costs": ["cost*"]})).columns[2] == "frame"


def test_boilerplate_and_missing_text_are_not_coded(make_book, make_sentences):
    table = make_sentences("Costs.", "Costs.", "Costs.", kind=["body", "boilerplate", None])
    table = table.with_columns(pl.when(pl.col("sentence") < 2).then("text").alias("text"))
    assert code(table, make_book({"costs": ["cost*"]}))["sentence"].to_list() == [0]


def test_a_sentence_read_across_an_interruption_has_the_whole_span_as_place(make_book):
    table = pl.DataFrame(
        {
            "document": ["d"],
            "sentence": [6],
            "start": [100],
            "end": [140],
            "text": ["He (Biden) agrees."],
        }
    )
    assert spans(code(table, make_book({"a": ["biden agree*"]}))) == [
        (6, "a", 100, 140, "biden agree*")
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "is_match"),
    [
        ({"match": "threat*", "unless": "russian"}, "a Russian threat", False),
        ({"match": "threat*", "unless": ["chinese", "so called"]}, "a Russian threat", True),
        ({"match": "threat*", "unless": "no", "within": 2}, "no threat", False),
        ({"match": "threat*", "unless": "no", "within": 2}, "no new big threat", True),
        ({"match": "threat*", "unless": "ends", "within": 2}, "the threat now ends", False),
        ({"match": "threat*", "unless": "ends", "within": 1}, "the threat now ends", True),
        ({"match": "arms", "requires": "ukraine"}, "arms for Ukraine", True),
        ({"match": "arms", "requires": ["ukraine", "kiev"]}, "Kiev buys arms", True),
        ({"match": "arms", "requires": "ukraine"}, "arms for Poland", False),
        ({"match": "arms", "requires": "ukraine", "within": 1}, "arms for Ukraine", False),
        ({"match": "progress", "negation": "required"}, "there is no real progress", True),
        ({"match": "progress", "negation": "required"}, "there is progress", False),
        ({"match": "progress", "negation": "forbidden"}, "there isn’t any progress", False),
        ({"match": "progress", "negation": "forbidden"}, "there is progress", True),
        # A negator further off than the scope, or in another clause, does not negate.
        ({"match": "progress", "negation": "required"}, "not one two three four progress", False),
        ({"match": "progress", "negation": "required"}, "he did not come, progress ended", False),
        # One that stands in the gap does.
        ({"match": "nato ... expand*", "negation": "required"}, "NATO will not expand", True),
        ({"match": "invasion", "quoted": True}, "a Russian “invasion” of it", True),
        ({"match": "invasion", "quoted": True}, "a 'big Russian invasion' of it", True),
        ({"match": "invasion", "quoted": True}, "«the so big Russian invasion»", False),
        ({"match": "invasion", "quoted": True}, "Russia's invasion and Ukraine's", False),
        ({"match": "invasion", "quoted": False}, "a Russian “invasion” of it", False),
        ({"match": "invasion", "quoted": False}, "the invasion", True),
    ],
)
def test_conditions(make_book, make_sentences, pattern, text, is_match):
    assert (code(make_sentences(text), make_book({"f": [pattern]})).height == 1) is is_match


def test_a_pattern_can_be_kept_to_voices(make_book, make_sentences):
    table = make_sentences(*["Costs."] * 3, voice=["narrator", "quote", "indirect"])
    book = make_book({"a": [{"match": "cost*", "voice": "quote"}]})
    assert code(table, book)["sentence"].to_list() == [1]
    book = make_book({"a": [{"match": "cost*", "voice": ["quote", "indirect"]}]})
    assert code(table, book)["sentence"].to_list() == [1, 2]
    assert code(table.drop("voice"), book).height == 0


@pytest.mark.parametrize(
    ("patterns", "text", "winners"),
    [
        # The exact entry is named, whichever comes first.
        (["secur*", "security"], "security", ["security"]),
        (["security", "secur*"], "security", ["security"]),
        (["security", "secur*"], "security, secure", ["security", "secur*"]),
        # An exact entry's refusal is not overruled by a wildcard.
        (["secur*", {"match": "security", "unless": "council"}], "Security Council", []),
        (["secur*", {"match": "security", "unless": "council"}], "security", ["security"]),
        # The longest of those that overlap counts; the same length: the one that comes first.
        (["security", "security council"], "Security Council", ["security council"]),
        (["big city", "city hall"], "big city hall", ["city hall"]),
        (["(a|b)", "(a|c)"], "a", ["(a|b)"]),
        # A refused longer match leaves the shorter ones alone.
        (
            ["security", {"match": "security council", "unless": "un"}],
            "UN Security Council",
            ["security"],
        ),
        (["cost*"], "costs cost", ["cost*", "cost*"]),
    ],
)
def test_precedence_within_a_frame(make_book, make_sentences, patterns, text, winners):
    assert code(make_sentences(text), make_book({"f": patterns}))["pattern"].to_list() == winners


def test_frames_do_not_take_matches_from_each_other(make_book, make_sentences):
    book = make_book({"wide": ["secur*"], "exact": ["security"]})
    result = code(make_sentences("security"), book)
    assert result["frame"].to_list() == ["wide", "exact"]


def test_the_same_codes_whatever_the_size_of_a_slice(make_book, make_sentences, monkeypatch):
    table = make_sentences(*["Costs rise.", "It is cold.", "No cost."] * 5)
    book = make_book({"costs": ["cost*"], "cold": ["cold"]})
    whole = code(table, book)
    monkeypatch.setattr("helpers.measures.framing.matching._ROWS_AT_ONCE", 4)
    assert code(table, book).equals(whole)


@given(
    st.lists(
        st.sampled_from(["nato", "NATO’s", "expands", "not", ",", "“open”", "door"]), max_size=9
    )
)
def test_codes_equal_those_of_trying_every_pattern_on_every_sentence(make_once, words):
    book, sentences = make_once
    table = sentences(" ".join(words), "cold")
    result = code(table, book)
    for frame in book.frames:
        alone = book.model_copy(update={"frames": (frame,)})
        here = result.filter(frame=frame.id)
        assert code(table, alone).equals(here)
        for start, end in here.select("start", "end").rows():
            assert 0 <= start < end <= len(table["text"][0])


@pytest.fixture(scope="module")
def make_once():
    from helpers.measures.framing.codebook import Codebook

    texts = {
        "label": "l",
        "set": "issue",
        "definition": "",
        "include": "",
        "exclude": "",
        "source": "",
    }
    frames = [
        {
            "id": "a",
            **texts,
            "patterns": ["nato ... expand*", {"match": "door", "negation": "required"}],
        },
        {"id": "b", **texts, "patterns": ["open door", {"match": "open", "quoted": True}, "not"]},
    ]
    matching = {"gap": 3, "negation": 4, "scare_quote": 3, "negators": ["not"]}
    head = {"title": "t", "version": "1", "source": "s", "matching": matching}
    book = Codebook.model_validate({**head, "frames": frames})

    def sentences(*texts):
        return pl.DataFrame(
            {"document": "d", "sentence": range(len(texts)), "start": 0, "text": texts}
        )

    return book, sentences


def write(folder: Path, text: str) -> Path:
    path = folder / "codebook.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_examples_hold(tmp_path):
    assert check_codebook(write(tmp_path, CODEBOOK)) == []


def test_an_example_that_fails_is_named_with_its_line(tmp_path):
    path = write(
        tmp_path,
        CODEBOOK.replace("It costs a lot.", "It is dear.").replace(
            "It is cold.", "No cost at all."
        ),
    )
    read_codebook(path)
    problems = check_codebook(path)
    assert [problem.where for problem in problems] == [f"{path}:16", f"{path}:18"]
    assert 'no pattern of "costs" matches its example "It is dear."' in problems[0].what
    assert '"cost*" of "costs" matches the counter-example' in problems[1].what


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("- cost*", "- (cost*", 14, "a bracket is not closed"),
        ("- cost*", "- <cost>", 14, 'no word list is called "cost"'),
        ("- cost*", "- {match: cost*, unles: x}", 14, "unless"),
        ("- cost*", "- {match: cost*, voice: quot}", 14, "quote"),
        ("- cost*", "- cost*\n      - cost*", 15, "stands twice"),
        ("set: generic", "set: frames", 8, "no set can be called"),
        ("id: costs", "id: Costs!", 6, "pattern"),
        ("negators: [not]", "negators: []", 14, "there are no negators"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(tmp_path, old, new, line, says):
    text = CODEBOOK.replace(old, new)
    if new == "negators: []":
        text = text.replace("- cost*", "- {match: cost*, negation: required}")
    path = write(tmp_path, text)
    with pytest.raises(InputError) as error:
        read_codebook(path)
    assert error.value.problems[0].where == f"{path}:{line}"
    assert says in str(error.value)


def test_a_frame_defined_twice_is_refused(make_book):
    with pytest.raises(ValueError, match="defined twice"):
        make_book({"a": ["x"], "b": {"id": "a", "patterns": ["y"]}})
