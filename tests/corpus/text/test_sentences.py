import json
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.text.rules import Cleaning
from helpers.corpus.text.sentences import split

ROOT = Path(__file__).resolve().parents[3]
CLEANING = read_settings(find_settings(ROOT / "corpus", "cleaning.yml"), Cleaning)


def cut(text: str) -> pl.DataFrame:
    return split(pl.DataFrame({"document": ["a"], "text": [text]}), CLEANING)


def sentences(text: str) -> list[str]:
    return cut(text)["text"].to_list()


def assert_spans(text: str) -> pl.DataFrame:
    """Spans are ordered, disjoint, give back their text and cover all that is not white space."""
    spans = cut(text)
    position = 0
    for start, end, span in spans.select("start", "end", "text").iter_rows():
        assert position <= start < end <= len(text)
        assert text[start:end] == span == span.strip()
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()
    assert spans["sentence"].to_list() == list(range(len(spans)))
    assert spans["part_of"].equals(spans["sentence"])
    return spans


@pytest.mark.parametrize(
    "expected",
    [
        ["Mr. Orr met Gen. Li.", "They spoke."],
        ["He lives in the U.S.", "She does not."],
        ["The U.S. Government agreed.", "It took a day."],
        ["G.V. Plekhanova spoke.", "J. F. Kennedy did not."],
        ["Rates rose 5.5 percent to $1,000.5.", "Then they fell."],
        ["See No. 5 and p. 7.", "He said no.", "They left."],
        ["It came on Jan. 5.", "The talks went on."],
        ["“We need this area, ”Price said.", "He left."],
        ['The state is serious. "'],
        ['"It may be so", says Weir.', '"I am sure of it.', 'It would be good".'],
        ["“They came.", "They won. ”", "He added this."],
        ['She said, "This is great." she said.'],
        ["It may take five minutes ...", "But why should we?"],
        ["They made it clear… that the doors are open.", "Nobody asked."],
        ["The talk has changed…", "What are the reasons?"],
        ["The doors ... Kiev said ... stay open."],
        ["She works at Yahoo! in Kiev.", "He does not."],
        ["There are troops, ships, planes. etc.", "The end is open. ."],
        ["He (Biden. - RT) agreed.", "She did not."],
        ["What do you want?", "How?!", "Go!!"],
        ["“SP”: – If they do not agree, what next?", "What can Moscow do?"],
        [
            "There are three problems: 1. expansion to the east; 2. the return of arms.",
            "Let us see.",
        ],
        ["1. The first item", "2. The second item", "3. The third one."],
        ["a) The first item", "b) The second item"],
        ["A crowd in the square", "Photo: Jo Doe."],
        ["The river is foul.", "Nobody cares?", "It is so."],
        ["all is small here.", "nothing begins large."],
        ["Это первое. ", "Это второе?"],
        ["यह पहला है।", "यह दूसरा है।"],
        ["هل هذا صحيح؟", "نعم."],
    ],
)
def test_cuts_between_sentences_only(expected: list[str]) -> None:
    expected = [sentence.strip() for sentence in expected]
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "你好。我是记者！他说：“好。”她走了。",
            ["你好。", "我是记者！", "他说：“好。”", "她走了。"],
        ),
        (
            "The air is foul?Nobody cares.It is so.",
            ["The air is foul?", "Nobody cares.", "It is so."],
        ),
        ("Write to Jo.Doe@example.com or see x.org. Then go.", None),
    ],
)
def test_cuts_where_white_space_is_missing(text: str, expected: list[str] | None) -> None:
    default = ["Write to Jo.Doe@example.com or see x.org.", "Then go."]
    assert sentences(text) == (expected or default)


@pytest.mark.parametrize("text", ["", " ", "\n \t\r\n\u2028", "\u00a0\u3000"])
def test_a_text_of_white_space_has_no_sentence(text: str) -> None:
    spans = cut(text)
    assert spans.is_empty()
    assert spans.columns == [
        "document",
        "sentence",
        "part_of",
        "start",
        "end",
        "text",
        "paragraph",
        "above",
    ]


def test_no_text_gives_an_empty_table_of_the_same_types() -> None:
    none = pl.DataFrame(schema={"document": pl.String, "text": pl.String})
    assert split(none, CLEANING).schema == cut("One sentence.").schema


def test_lines_and_blank_lines_are_told_apart() -> None:
    spans = assert_spans("World\r\n\r\n  Title\r\nBody one. Body two.\r\n\r\n\r\nLast.")
    assert spans.select("paragraph", "above", "text").rows() == [
        (0, "start", "World"),
        (1, "blank", "Title"),
        (2, "line", "Body one."),
        (2, "space", "Body two."),
        (3, "blank", "Last."),
    ]


def test_lines_of_a_text_with_one_paragraph_a_line_stay_apart() -> None:
    text = "Sputnik\nPresident Putin spoke on 23 December about the alliance\nWorld\nand then left."
    assert sentences(text) == text.split("\n")


WRAPPED = """The issue of an agreement between Russia and NATO on security
guarantees may be at an impasse. After the consultations held in
Geneva, diplomats and the military are moving to Brussels.

Short heading
As stated by the first deputy secretary of state, Washington does not
agree with the restrictions."""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_of_a_hard_wrapped_text_are_joined(newline: str) -> None:
    spans = assert_spans(WRAPPED.replace("\n", newline))
    assert [" ".join(span.split()) for span in spans["text"]] == [
        "The issue of an agreement between Russia and NATO on security guarantees may be at an "
        "impasse.",
        "After the consultations held in Geneva, diplomats and the military are moving to "
        "Brussels.",
        "Short heading",
        "As stated by the first deputy secretary of state, Washington does not agree with the "
        "restrictions.",
    ]
    assert spans["paragraph"].to_list() == [0, 0, 1, 2]


PIECES = st.sampled_from(
    [
        *"ab. A?!…\n\r \"“”()[]•-–1'’,:\u0301\u200b\ufeff\0",
        "\n\n",
        "\r\n",
        "U.S. ",
        "Mr. ",
        "... ",
        "1. ",
        "- RT",
        "。",
        "」",
        "Ж",
        "😀",
        "İ",
        "ﬁ",
        "The end. ",
        "Image: ",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_spans_cover_texts_made_of_awkward_pieces(text: str) -> None:
    assert_spans(text)


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_spans_cover_any_text(text: str) -> None:
    assert_spans(text)


@pytest.mark.parametrize("piece", ["a", "word ", "A. ", "! ", "(a. ", "... ", '." ', "1. a ", "。"])
@pytest.mark.timeout(120)
def test_one_line_of_a_hundred_thousand_characters_does_not_take_hours(piece: str) -> None:
    assert_spans(piece * (100_000 // len(piece)))


def test_each_document_counts_its_own_sentences() -> None:
    texts = pl.DataFrame({"document": ["b", "a"], "text": ["One. Two.", "Three."]})
    assert split(texts, CLEANING).select("document", "sentence", "start").rows() == [
        ("b", 0, 0),
        ("b", 1, 5),
        ("a", 0, 0),
    ]


def gum(folder: Path) -> list[tuple[str, set[int]]]:
    """Return each text, one paragraph a block, with the ends of its gold sentences."""
    texts = []
    for path in sorted(folder.glob("*.conllu")):
        text, ends = "", set()
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.match(r"# newpar( id.*)?$", line):
                text += "\n\n"
            elif line.startswith("# text = "):
                text += ("" if text.endswith("\n") else " ") + line.removeprefix("# text = ")
                ends.add(len(text))
        texts.append((text, ends))
    return texts


def test_boundaries_on_gum_news(validation: Callable[[str], Path]) -> None:
    right = guesses = gold = 0
    for text, ends in gum(validation("gum_news_dev")):
        # A paragraph's last end is given by the blank line: only those inside count.
        gold_ends = {match.end() for match in re.finditer(r"[^\n]+", text)}
        spans = set(assert_spans(text)["end"].to_list())
        right += len((spans & ends) - gold_ends)
        guesses += len(spans - gold_ends)
        gold += len(ends - gold_ends)
    f1 = 2 * right / (guesses + gold)
    print(f"GUM news: boundary F1 {f1:.3f} ({right} right, {guesses} found, {gold} gold)")
    assert f1 >= 0.95


def test_golden_rules(validation: Callable[[str], Path]) -> None:
    cases = json.loads(validation("golden_rules_en.json").read_text(encoding="utf-8"))
    successes = sum(sentences(case["text"]) == case["sentences"] for case in cases)
    print(f"golden rules: {successes} of {len(cases)}")
    assert successes >= 44


def test_spans_are_those_that_the_coders_read() -> None:
    codes = pl.read_csv(ROOT / "corpus" / "coding" / "sentences.csv").filter(pl.col("coder") == "a")
    right = guesses = 0
    for document in codes["document"].unique(maintain_order=True):
        path = ROOT / "corpus" / "articles" / f"{document}.txt"
        spans = assert_spans(path.read_bytes().decode()).with_columns(document=pl.lit(document))
        right += spans.join(codes, on=["document", "start", "end"], how="semi").height
        guesses += len(spans)
    print(f"coded units: {right} of {len(codes)} spans exact, {guesses} cut")
    assert right / len(codes) >= 0.98
    assert right / guesses >= 0.98
