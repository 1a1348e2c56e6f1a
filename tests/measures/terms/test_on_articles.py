"""The project's own articles: terms open concordances; what correction leaves of keywords."""

from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.text.tokens import tokenize
from helpers.measures.terms.concordance import concordance
from helpers.measures.terms.forms import with_form
from helpers.measures.terms.frequency import frequency
from helpers.measures.terms.keyness import keyword_counts
from helpers.measures.terms.keywords import group_counts, keywords_of_each
from helpers.measures.terms.ngrams import Stopwords

ARTICLES = sorted((Path(__file__).parents[3] / "corpus/articles").glob("*.txt"))


@pytest.fixture(scope="module")
def texts() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "document": [path.stem for path in ARTICLES],
            "text": [path.read_bytes().decode() for path in ARTICLES],
        }
    )


@pytest.fixture(scope="module")
def tokens(texts) -> pl.DataFrame:
    """Read each article as one long sentence."""
    whole = texts.with_columns(
        sentence=pl.lit(0, pl.Int64),
        start=pl.lit(0, pl.Int64),
        end=pl.col("text").str.len_chars().cast(pl.Int64),
    )
    return tokenize(whole)


def test_every_frequent_term_opens_a_concordance_of_its_length(texts, tokens):
    for form in ("surface", "stem"):
        words = with_form(tokens, form=form)
        for term, times in frequency(words, term="term", minimum=8).select("term", "count").rows():
            assert concordance(words, texts, term, term="term").height == times, term


def test_a_correction_leaves_few_keywords(tokens):
    words = read_settings(find_settings(Path(), "stopwords.yml"), Stopwords).words
    forms = with_form(tokens)
    for stopwords in ((), words):
        table = keywords_of_each(
            group_counts(forms, by="document", term="term"), by="document", stopwords=stopwords
        )
        counts = keyword_counts(table)
        print(f"each article against the others, {len(stopwords)} stop words: {counts}")
        # Of true null hypotheses a twentieth gets in.
        assert 0 <= counts["conservative"] <= counts["holm"] < counts["uncorrected"] / 5
