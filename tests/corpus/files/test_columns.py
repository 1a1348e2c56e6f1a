import polars as pl
import pytest

from helpers.corpus.files.columns import FIELDS, guess_columns, match_columns, read_column_rules
from helpers.corpus.problems import InputError

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


LONG = "The talks were held in Geneva on Monday and ended without a result, the ministry said. " * 3
VALUES = {
    "text": LONG,
    "headline": "No deal in Geneva",
    "published": "2022-01-11",
    "outlet": "The Daily",
    "url": "https://daily.org/no-deal",
    "country": "France",
    "document": "7",
}


@pytest.mark.parametrize(
    "names",
    [
        {"articles": "text", "headlines": "headline", "Dates": "published"},
        {"article_text": "text", "title_name": "headline", "title_date": "published"},
        {"full_text": "text", "title_url": "url", "title_name": "headline"},
        {"maintext": "text", "seendate": "published", "sourcecountry": "country"},
        {"Full text": "text", "pubtitle": "outlet", "pubdate": "published", "Title": "headline"},
        {"lead": "text", "headline": "headline"},
        {"fields.bodyText": "text", "webTitle": "headline", "webPublicationDate": "published"},
        {"news_texts": "text", "news_headlines": "headline", "news_dates": "published"},
        {"stories_id": "document", "title": "headline", "media_name": "outlet", "lead": "text"},
        {"cleanedText": "text", "originalTitle": "headline", "sourceName": "outlet"},
    ],
)
def test_names_are_known_by_their_parts(names: dict[str, str]) -> None:
    rows = pl.DataFrame({name: [VALUES[field]] for name, field in names.items()})
    assert guess_columns(rows, rules=RULES) == {
        field: name for field in FIELDS for name, of in names.items() if of == field
    }


@pytest.mark.parametrize(
    "name",
    [
        "word_count",
        "title_sentiment",
        "text length",
        "image_url",
        "author name",
        "subtitle",
        "context",
        "update",
        "idea",
        "resource",
        "documentType",
        "placeOfPublication",
    ],
)
def test_names_that_only_look_like_a_field(name: str) -> None:
    rows = pl.DataFrame({"text": [LONG], name: ["something"]})
    assert guess_columns(rows, rules=RULES) == {"text": "text"}


def test_values_decide_between_columns_of_good_names() -> None:
    rows = pl.DataFrame(
        {
            "text": ["12", "14"],
            "article": [LONG, LONG + "x"],
            "date": ["morning", "noon"],
            "first_date": ["2022-01-11", "2022-01-12"],
            "source": ["https://a.org/1", "https://b.org/2"],
            "pub": ["A", "B"],
        }
    )
    assert guess_columns(rows, rules=RULES) == {
        "text": "article",
        "published": "first_date",
        "outlet": "pub",
        "url": "source",
    }


def test_columns_without_a_known_name_are_known_by_their_values() -> None:
    rows = pl.DataFrame({"v1": ["Daily"], "v2": [LONG], "v3": ["11 January 2022"], "v4": ["2022"]})
    matches = match_columns(rows, rules=RULES)
    assert {field: (match.column, match.reason) for field, match in matches.items()} == {
        "text": ("v2", "its values are long texts"),
        "published": ("v3", "its values are dates"),
    }


def test_of_two_columns_of_dates_none_is_taken_by_its_values() -> None:
    rows = pl.DataFrame({"text": [LONG], "a": ["2022-01-11"], "b": ["2022-01-12"]})
    assert guess_columns(rows, rules=RULES) == {"text": "text"}


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        guess_columns(pl.DataFrame({"a": ["x"], "b": ["y"]}), rules=RULES)
    (problem,) = caught.value.problems
    assert problem.what == "no column holds the texts, nor the headlines or the dates"
    assert problem.mend == (
        "choose one for each, for example with --column headline=NAME --column published=NAME "
        "--column text=a (columns: a, b)"
    )


def test_a_table_of_headlines_is_told_how_to_use_them() -> None:
    rows = pl.DataFrame({"title": ["No deal"], "seendate": ["20220111T120000Z"], "x": ["y"]})
    with pytest.raises(InputError, match="--column text=title"):
        guess_columns(rows, rules=RULES)
