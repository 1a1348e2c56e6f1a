import polars as pl
import pytest

from helpers.corpus.files.columns import FIELDS, guess_columns, read_column_rules

RULES = read_column_rules()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["text"], {"text": "text"}),
        (["Title", "Body"], {"text": "Body", "headline": "Title"}),
        (["headline", "title", "content"], {"text": "content", "headline": "headline"}),
        (["article_id", "articleText"], {"document": "article_id", "text": "articleText"}),
        (["text", "content"], {"text": "text"}),
        (
            ["Publication Date", "media", "full-text"],
            {"text": "full-text", "published": "Publication Date", "outlet": "media"},
        ),
        (
            ["id", "link", "published_at", "source_name", "story"],
            {
                "document": "id",
                "text": "story",
                "published": "published_at",
                "outlet": "source_name",
                "url": "link",
            },
        ),
        # Two columns that are one name: the first is taken.
        (["text", "TEXT"], {"text": "text"}),
    ],
)
def test_guesses(names: list[str], expected: dict[str, str]) -> None:
    rows = pl.DataFrame({name: ["x"] for name in names})
    assert guess_columns(rows, rules=RULES) == expected


def test_a_named_column_is_not_guessed_for_another_field() -> None:
    rows = pl.DataFrame({"title": ["x"], "text": ["y"]})
    assert guess_columns(rows, rules=RULES, choices={"text": "title"}) == {"text": "title"}


def test_every_name_belongs_to_one_field() -> None:
    names = [
        "".join(letter for letter in name if letter.isalnum())
        for names in RULES.fields.values()
        for name in names
    ]
    assert len(names) == len(set(names))
    assert set(RULES.fields) == set(FIELDS)
