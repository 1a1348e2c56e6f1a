from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.files.columns import read_column_rules
from helpers.corpus.files.flaws import is_cut_off, is_placeholder, is_stub, without_letters_left
from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.opening import open_corpus

RULES = read_column_rules()
WORDS = "The talks ended without a result. " * 40


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("The talks ended.", False),
        ("The talks… ended.", False),
        ("The talks ended… [+2340 chars]", True),
        ("The talks ended [+1,240 characters]", True),
        ("The talks ended with a", False),
        ("He said: “We will…”", True),
        ("The talks ended [...]", True),
        ("The talks ended. Read the full story »", True),
        ("The talks ended. Continue reading...", True),
        ("He likes to read more.", True),
        ("They read more books.", False),
        (WORDS + "Who knows...", False),
        ("x" * 32767, True),
    ],
)
def test_signs_of_a_cut(text: str, cut: bool) -> None:
    # With enough others that dots are no habit of the corpus.
    texts = pl.Series([text, *[WORDS] * 20])
    assert is_cut_off(texts, rules=RULES)[0] == cut


def test_dots_that_most_texts_end_with() -> None:
    texts = pl.Series([f"{WORDS}{number}..." for number in range(3)] + [WORDS] * 20)
    assert is_cut_off(texts, rules=RULES).sum() == 3
    assert is_cut_off(pl.concat([texts[1:], texts[3:]]), rules=RULES).sum() == 0


@pytest.mark.parametrize(("count", "end", "cut"), [(3, "a", 3), (2, "a", 0), (3, ".", 0)])
def test_texts_cut_at_one_length(count: int, end: str, cut: int) -> None:
    texts = pl.Series([f"{number}{'a b' * 50}{end}" for number in range(count)] + ["Short one"])
    assert is_cut_off(texts, rules=RULES).sum() == cut


@pytest.mark.parametrize(
    ("text", "stub"),
    [
        ("Talks ended. Subscribe to continue reading.", True),
        ("This article is for subscribers only.", True),
        ("Already a subscriber? Log in.", True),
        ("Please enable JavaScript and cookies.", True),
        ("The paper lost subscribers.", False),
        (f"{WORDS} Subscribe to continue reading.", False),
    ],
)
def test_notices_of_a_paywall(text: str, stub: bool) -> None:
    assert is_stub(pl.Series([text]), rules=RULES).to_list() == [stub]


@given(st.lists(st.one_of(st.none(), st.text()), max_size=4))
def test_every_text_has_an_answer(texts: list[str | None]) -> None:
    series = pl.Series(texts, dtype=pl.String)
    for find in (is_placeholder, is_cut_off, is_stub):
        answers = find(series, rules=RULES)
        assert len(answers) == len(texts)
        assert answers.null_count() == 0
    assert len(without_letters_left(series, rules=RULES)) == len(texts)


def test_an_import_names_and_counts_them(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_text(
        "id,text\n1,[Removed]\n2,\n3,The talks ended… [+2340 chars]\n"
        "4,Subscribe to continue reading.\n5,The talks ended.\n6,---...\n"
    )
    result = import_corpus(tmp_path / "corpus", source)
    assert (result.rows, result.articles, result.empty) == (6, 3, 3)
    assert (result.removed, result.cut_off, result.stubs) == (1, 1, 1)
    assert [note.what for note in result.notes] == [
        "no text in 2 rows (line 3, line 7)",
        "a placeholder in place of the text in 1 row (line 2)",
        "a text that is cut off in 1 row (line 4)",
        "the notice of a paywall as text in 1 row (line 5)",
    ]
    assert open_corpus(result.folder).texts["text"][0] == "The talks ended…"
    assert {
        "Of these with a placeholder in its place: 1.",
        "Articles whose text is cut off, kept: 1.",
        "Articles that are the notice of a paywall, kept: 1.",
    } < {*result.summary()}
