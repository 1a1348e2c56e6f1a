import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.text.cleaning import Cleaning, as_read, cleaning_log, mark
from helpers.corpus.text.sentences import split

ROOT = Path(__file__).resolve().parents[3]
CLEANING = read_settings(find_settings(ROOT / "corpus", "cleaning.yml"), Cleaning)
BODY = "The talks went on for some hours, and nothing came of them in the end."


def mark_texts(*texts: str) -> pl.DataFrame:
    names = [f"{number:02}" for number in range(len(texts))]
    return mark(split(pl.DataFrame({"document": names, "text": texts}), CLEANING), CLEANING)


@pytest.mark.parametrize(
    ("text", "part_of", "read"),
    [
        (
            '"He (Biden. -\n\nRT\n\n) agrees," Sullivan said.',
            [0, 1, 0],
            '"He (Biden) agrees," Sullivan said.',
        ),
        ("“He (Putin.\n\n- RT\n\n) told me.", [0, 1, 0], "“He (Putin) told me."),
        ("“He (Putin.\n- Sputnik\n) told me.", [0, 1, 0], "“He (Putin) told me."),
        ("“He (Putin.\n\n- RT) told me.", [0, 0], "“He (Putin. - RT) told me."),
        ("“He (Putin. - RT\n\n) told me.", [0, 0], "“He (Putin. - RT) told me."),
        (
            "One. He (Putin.\n\n- RT\n\n) told us (in NATO.\n\n- RT\n\n) so. Two.",
            [0, 1, 2, 1, 4, 1, 6],
            "He (Putin) told us (in NATO) so.",
        ),
    ],
)
def test_a_note_cut_in_two_is_read_as_one_sentence(
    text: str, part_of: list[int], read: str
) -> None:
    table = mark_texts(text)
    assert table["part_of"].to_list() == part_of
    assert read in as_read(table)["text"].to_list()
    for start, end, span in table.select("start", "end", "text").iter_rows():
        assert text[start:end] == span


@pytest.mark.parametrize(
    "text",
    [
        "He (Biden) left.\n\nRT\n\nThen she left.",
        "He left (and so did she.\n\nRT\n\nThen they met.",
        "He left.\n\n) is a bracket.",
    ],
)
def test_sentences_that_are_whole_stay_so(text: str) -> None:
    table = mark_texts(text)
    assert table["part_of"].equals(table["sentence"])
    assert as_read(table)["text"].equals(table["text"])


def test_a_note_is_not_joined_across_documents() -> None:
    table = mark_texts("He (Biden. -", ") agrees.")
    assert table["part_of"].to_list() == [0, 0]
    assert len(as_read(table)) == 2


def test_marking_changes_neither_rows_nor_its_input() -> None:
    spans = split(
        pl.DataFrame({"document": ["b", "a"], "text": [f"World\n\n{BODY}", BODY]}), CLEANING
    )
    before = spans.clone()
    table = mark(spans, CLEANING)
    assert spans.equals(before)
    assert table.drop("kind").equals(spans)
    assert table["kind"].to_list() == ["boilerplate", "body", "body"]
    assert mark(table.drop("kind"), CLEANING).equals(table)


def test_nothing_to_mark() -> None:
    table = mark_texts("")
    assert table.is_empty()
    assert table.schema == mark_texts(BODY).schema
    assert as_read(table).schema == table.schema
    assert cleaning_log(table, CLEANING).is_empty()


def test_as_read_keeps_order_columns_and_whole_sentences() -> None:
    table = mark_texts("b.", f"Title\n\n{BODY}\n\nHe (Orr.\n\nRT\n\n) left.").with_columns(
        document=pl.Series(["z", *["a"] * 5])
    )
    read = as_read(table)
    assert read.columns == table.columns
    assert read.select("document", "sentence", "start", "end", "kind").rows() == [
        ("z", 0, 0, 2, "body"),
        ("a", 0, 0, 5, "heading"),
        ("a", 1, 7, 77, "body"),
        ("a", 2, 79, 100, "body"),
        ("a", 3, 89, 91, "boilerplate"),
    ]


def test_as_read_reads_a_line_break_as_a_space() -> None:
    table = pl.DataFrame(
        {"document": "a", "sentence": [0], "part_of": [0], "start": [0], "end": [9]}
    ).with_columns(text=pl.lit("It\r\n  fell"))
    assert as_read(table)["text"].to_list() == ["It fell"]


def test_the_log_says_what_and_why() -> None:
    body = " ".join([BODY] * 9)
    text = f"World\n\n{body}\n\nHe (Orr.\n\nRT\n\n) spoke of [гарантиях] and [гарантиях]."
    log = cleaning_log(mark_texts(text), CLEANING)
    assert log.columns == ["document", "sentence", "start", "end", "rule", "text", "reason"]
    assert log.select("sentence", "rule", "text").rows() == [
        (0, "section-tag", "World"),
        (11, "signature-in-note", "RT"),
        (12, "rejoined", ") spoke of [гарантиях] and [гарантиях]."),
        (12, "other-script", "[гарантиях]"),
        (12, "other-script", "[гарантиях]"),
    ]
    for start, end, text_of_log in log.select("start", "end", "text").iter_rows():
        assert text[start:end] == text_of_log
    assert log["start"].n_unique() == len(log)
    assert log["reason"].null_count() == 0


def test_a_text_in_another_script_is_not_flagged() -> None:
    assert cleaning_log(mark_texts("Это первое предложение. Это второе."), CLEANING).is_empty()


def test_the_log_covers_all_that_is_not_body() -> None:
    table = pl.concat([corpus_sentences(path) for path in articles()])
    log = cleaning_log(table, CLEANING)
    off_body = table.filter(pl.col("kind") != "body").select("document", "sentence")
    assert off_body.join(log, on=["document", "sentence"], how="anti").is_empty()
    flags = log.filter(pl.col("rule") == "other-script")
    assert flags.select("document", "text").rows() == [("sp-open-doors", "[гарантиях]")]


def articles() -> list[Path]:
    return sorted((ROOT / "corpus" / "articles").glob("*.txt"))


def corpus_sentences(path: Path) -> pl.DataFrame:
    texts = pl.DataFrame({"document": [path.stem], "text": [path.read_bytes().decode()]})
    return mark(split(texts, CLEANING), CLEANING)


def test_kinds_are_those_of_the_coders() -> None:
    codes = pl.read_csv(ROOT / "corpus" / "coding" / "sentences.csv")
    key = ["document", "start", "end"]
    # A unit on whose kind the two coders differ is disputed and scores nothing.
    agreed = (
        codes.group_by(key)
        .agg(pl.col("kind").n_unique().alias("kinds"), pl.col("kind").first().alias("coded"))
        .filter(pl.col("kinds") == 1)
    )
    ours = pl.concat([corpus_sentences(path) for path in articles()]).filter(
        pl.col("document").is_in(agreed["document"].unique().to_list())
    )
    both = ours.join(agreed, on=key, how="full", coalesce=True)
    for kind, floor in (("boilerplate", 1.0), ("heading", 1.0), ("body", 0.99)):
        # `is_in`, as a unit found on one side only is an error, not a null.
        guesses, codes = both["kind"].is_in([kind]), both["coded"].is_in([kind])
        right = (guesses & codes).sum()
        f1 = 2 * right / (guesses.sum() + codes.sum())
        print(
            f"kind {kind}: F1 {f1:.3f} ({right} right, {guesses.sum()} found, {codes.sum()} coded)"
        )
        assert f1 >= floor


def test_all_notes_of_the_corpus_are_read_whole() -> None:
    read = pl.concat([as_read(corpus_sentences(path)) for path in articles()])
    body = read.filter(pl.col("kind") == "body")
    opens = body["text"].str.count_matches(r"\(")
    closes = body["text"].str.count_matches(r"\)")
    assert body.filter(opens != closes).is_empty()
    assert body.filter(pl.col("end") - pl.col("start") > pl.col("text").str.len_chars()).height == 5


def test_headings_on_gum_news(validation: Callable[[str], Path]) -> None:
    right = guesses = gold = 0
    for path in sorted(validation("gum_news_dev").glob("*.conllu")):
        paragraphs: list[tuple[list[str], list[str]]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.match(r"# newpar( id.*)?$", line):
                paragraphs.append(([], []))
            elif line.startswith("# newpar_block = "):
                paragraphs[-1][0].append(line.removeprefix("# newpar_block = "))
            elif line.startswith("# text = "):
                paragraphs[-1][1].append(line.removeprefix("# text = "))
        table = mark_texts("\n\n".join(" ".join(text) for _, text in paragraphs))
        kinds = table.unique("paragraph", maintain_order=True)["kind"].to_list()
        for (blocks, _), kind in zip(paragraphs, kinds, strict=True):
            head = any(block.startswith("head") for block in blocks)
            right += head and kind == "heading"
            guesses += kind == "heading"
            gold += head
    f1 = 2 * right / (guesses + gold)
    print(f"GUM news: heading F1 {f1:.3f} ({right} right, {guesses} found, {gold} gold)")
    assert f1 >= 0.95
