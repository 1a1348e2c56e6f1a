"""What is said of the articles themselves."""

from collections.abc import Callable

import polars as pl

from helpers.findings import articles_read
from helpers.findings.articles_read import as_given, title
from helpers.study.opening import Study

MakeStudy = Callable[..., Study]
TEXTS = {"a": "It rained.", "b": "It snowed."}


def test_articles_are_in_order_of_what_is_known(make_study: MakeStudy) -> None:
    assert title(make_study({"a": "It rained."})) == "The article"
    assert title(make_study(TEXTS)) == "The articles"
    assert title(make_study(TEXTS, {"a": "2020-01-01"})).endswith("without a date come last")
    dates = {"a": "2020-01-01", "b": "2020-01-02"}
    assert title(make_study(TEXTS, dates)) == "The articles, in order of publication"


def test_dates_are_from_where_they_are_from(make_study: MakeStudy) -> None:
    nothing = "Nothing in the articles was corrected."
    assert as_given(make_study(TEXTS)) == f"{nothing} None of them has a date."
    assert as_given(make_study({"a": "It rained."})) == f"{nothing} It has no date."
    half = make_study(TEXTS, {"a": "2020-01-01"})
    assert as_given(half) == f"{nothing} 1 article has no date."
    # The dates of the table are given, and nothing is said of the texts.
    dated = make_study(TEXTS, {"a": "2020-01-01", "b": "2020-01-02"})
    assert as_given(dated) == nothing
    inferred = dated.documents.with_columns(published_basis=pl.Series(["inferred", "stated"]))
    assert articles_read._dates(inferred).startswith("1 of 2 dates is inferred from the text;")


def test_mended_characters_are_no_secret(make_study: MakeStudy) -> None:
    study = make_study({"a": "The cafÃ© was open. It rained.", "b": "It snowed."})
    assert as_given(study).startswith("Nothing in the articles was corrected but characters that")
    assert "garbled, in 1 article." in as_given(study)
