"""What the figures and tables on tone are called, with results and without."""

import re

import polars as pl
import pytest
from tone_fixtures import study_of

from helpers.findings import tone_titles as titles
from helpers.findings.nothing_here import NO_DATE
from helpers.measures.sentiment.audit import contributions
from helpers.study import target_tones, tone_checks, tone_means
from helpers.study.opening import Study
from helpers.study.tables import Tables

HALF = 0.15
SCHEMA = {"document": pl.String, "lexicon": pl.String, "n": pl.Int64, "mean": pl.Float64}


def every_title(study: Study) -> dict[str, str]:
    """Make all titles and notes of the chapter as its notebook does."""
    means = tone_means.tone_means(study, by="document", lexicons=tone_means.comparable(study))
    weights = contributions(study.valences, times="times").filter(pl.col("sign") == "positive")
    fits = target_tones.tone_as_stance(study)
    return {
        "means": titles.leaning(study, means, "article"),
        "intervals": titles.interval_note(study, means),
        "whole": titles.whole_articles(tone_means.whole_against_sentences(study)),
        "coders": titles.against_coders(tone_checks.instruments_against_coders(study)),
        "confusion": titles.confusion(study, tone_checks.tone_confusion(study)),
        "tools": titles.by_tool(tone_means.means_by_instrument(study)),
        "words": titles.words(study, weights, "positive"),
        "neutral": titles.neutral_terms(study, "positive"),
        "known": titles.known_words(study, tone_checks.tone_shares(study)),
        "alpha": titles.agreement(tone_checks.alpha_of_instruments(study)),
        "disputes": titles.disputes(tone_checks.disputed_sentences(study)),
        "periods": titles.periods(study, tone_means.tone_by_date(study)),
        "courses": titles.courses(tone_means.tone_along(study)),
        "targets": titles.targets(study, target_tones.target_means(study)),
        "stances": titles.stances(fits),
        "stance note": titles.stance_note(study, fits),
    }


@pytest.mark.parametrize("name", ["coded_tables", "bare_tables", "wordless_tables"])
@pytest.mark.parametrize("lexicon", ["headline", "vader", "afinn"])
def test_every_title_is_a_sentence_of_its_table(
    name: str, lexicon: str, request: pytest.FixtureRequest
):
    for words in every_title(study_of(request.getfixturevalue(name), lexicon=lexicon)).values():
        assert not re.search(r"\bnan\b|\bNone\b|null|  |–", words)


def test_titles_count_what_is_drawn(coded_tables: Tables):
    made = every_title(study_of(coded_tables))
    assert made["means"] == "Mean tone of each article"
    assert "Means of fewer than 5 sentences are left out." in made["intervals"]
    assert made["coders"].startswith("0 of 6 tools beat the guess “always negative”")
    assert made["confusion"].startswith("This report’s tool reads 2 of 4 coded sentences as the")
    assert made["neutral"].startswith("Names and technical terms")
    assert "make up 36% of VADER’s, 10% of AFINN’s and" in made["neutral"]
    assert made["words"] == (
        "The word with the most positive weight is “good” in this report’s tool and VADER"
    )
    assert made["stances"].endswith("for 0 of 1 side")
    assert made["stance note"].startswith("Not for West: there the tone of a sentence must not")
    assert "This rests on 2 coded references." in made["stance note"]


def test_what_a_corpus_does_not_have_is_not_claimed(bare_tables: Tables):
    made = every_title(study_of(bare_tables))
    assert made["coders"] == made["confusion"] == titles.UNCODED
    assert made["neutral"] == ""
    assert made["periods"] == NO_DATE.rstrip(".")
    assert made["targets"] == "Mean tone of sentences that name a side"
    assert made["stances"].startswith("Stance was not coded here")
    assert made["alpha"].startswith("There are too few sentences")


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [("a", "headline", 9, -0.2)],
            "The one article shown sounds clearly more negative than positive",
        ),
        (
            [("a", "headline", 9, 0.3), ("b", "headline", 9, 0.2), ("b", "vader", 9, -0.1)],
            "Every article sounds clearly more positive than negative; VADER’s mean has that sign "
            "in 0 of 1",
        ),
        (
            [
                ("a", "headline", 9, -0.1),
                ("b", "headline", 9, -0.2),
                ("c", "headline", 9, 0.2),
                ("a", "coders", 9, -0.5),
                ("a", "vader", 9, 0.1),
                ("b", "vader", 9, -0.1),
                # Of too few sentences by the study's own instrument.
                ("d", "headline", 4, 0.2),
                ("d", "coders", 9, 0.5),
            ],
            "1 of 3 articles sounds clearly more negative than positive; the coders’ mean has that "
            "sign in 1 of 1, VADER’s mean in 1 of 2",
        ),
    ],
)
def test_leaning(coded_tables: Tables, rows: list[tuple[str, str, int, float]], title: str):
    # Intervals of 0.15 to both sides: a mean of 0.1 may have either sign.
    means = pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(
        low=pl.col("mean") - HALF, high=pl.col("mean") + HALF
    )
    assert titles.leaning(study_of(coded_tables), means, "article") == title


def test_no_group_sounds_clearly_one_way(coded_tables: Tables):
    means = pl.DataFrame(
        [("a", "headline", 9, 0.1), ("b", "headline", 9, 0.1)], SCHEMA, orient="row"
    )
    means = means.with_columns(low=pl.col("mean") - HALF, high=pl.col("mean") + HALF)
    said = titles.leaning(study_of(coded_tables), means, "voice")
    assert said == "No voice sounds clearly more positive than negative"


@pytest.mark.parametrize(
    ("unit", "firm", "words"),
    [
        ("blocks", 25, "the 12 highest of 25 articles."),
        ("blocks", 24, None),
        ("documents", 0, None),
    ],
)
def test_a_note_counts_the_articles_that_can_be_drawn(
    coded_tables: Tables, unit: str, firm: int, words: str | None
):
    """Articles of too few sentences are no part of those of which some are shown."""
    rows = [(f"a{number}", 9 if number < firm else 2, unit) for number in range(40)]
    means = pl.DataFrame(rows, schema=["document", "n", "resampled"], orient="row")
    note = titles.interval_note(study_of(coded_tables), means)
    assert ("highest of" in note) == bool(words)
    assert (words or "") in note
    assert ("when articles are redrawn" in note) == (unit == "documents")


def test_a_list_without_its_terms_is_shown_only_where_it_differs(bare_tables: Tables):
    table = tone_means.means_by_instrument(study_of(bare_tables))
    assert table.columns == ["document", "headline", "vader", "afinn", "pattern"]
    assert "neutral" not in titles.scales_note(table)
    alphas = tone_checks.alpha_of_instruments(study_of(bare_tables))
    assert not alphas["instruments"].str.contains("neutral").any()


def test_tools_that_know_no_word_call_nothing_negative(wordless_tables: Tables):
    table = tone_means.means_by_instrument(study_of(wordless_tables))
    assert titles.by_tool(table) == "No tool knows a word of these articles"


def test_only_parts_of_enough_sentences_turn_an_article():
    parts = pl.DataFrame(
        {
            "document": ["a", "a", "b", "b"],
            "mean": [0.1, -0.1, 0.1, -0.1],
            "few": [False, False, False, True],
        }
    )
    assert titles.courses(parts) == (
        "1 of 2 articles has both positive and negative parts of at least 5 sentences"
    )
