"""The finding on the most frequent word, and the titles that say what tables show."""

import polars as pl
import pytest

from helpers.findings import terms
from helpers.measures.terms.frequency import frequency, zipf
from helpers.measures.terms.places import places
from helpers.measures.terms.trend import trend


def test_words_that_are_called_like_columns_are_counted_like_others(make_study):
    texts = {
        "a": "The document and the sentence. A document.",
        "b": "This document ends.",
        "c": "A sentence.",
    }
    ((finding, _),) = terms.findings(make_study(texts))
    assert "“document”" in finding.text
    assert finding.subjects == ("document", "sentence")


def test_the_most_frequent_word_and_its_lead(make_study):
    study = make_study({"a": "Sea and sea. Sea and land.", "b": "The sea. A road."})
    ((finding, _),) = terms.findings(study)
    # 4 of 10 words; land and road once each.
    assert "“sea” more than any other content word: 400.0 times in a thousand" in finding.text
    assert "in 2 of 2 articles" in finding.text
    assert "next come “land” and “road” with 100.0 each" in finding.text
    # Three more in ten words.
    assert finding.value == pytest.approx(300)
    assert finding.as_text[0] == "300.0"
    assert finding.subjects == ("sea", "land")


def test_words_that_tie_are_named_together(make_study):
    ((finding, _),) = terms.findings(make_study({"a": "Sea and land.", "b": "Land and sea."}))
    assert "No content word is used more than “land” and “sea”" in finding.text


def test_a_title_names_no_word_that_ties_with_one_it_leaves_out(make_study):
    def title(text: str) -> str:
        study = make_study({"a": text})
        return terms.frequent_title(study, frequency(study.words, term="term"))

    assert (
        title("Sea sea land land hill road.") == "“land” and “sea” are the content words used most"
    )
    assert title("Sea land hill road.") == "No content word is used more than once"
    assert title("Sea land hill.") == "“hill”, “land” and “sea” are the content words used most"


@pytest.mark.parametrize("text", ["It was.", "Rain."])
def test_fewer_than_two_words_have_no_most_frequent_one(make_study, text):
    ((finding, _),) = terms.findings(make_study({"a": text}))
    assert finding.verdict == "does not apply"


def test_words_are_named_as_the_texts_write_them(make_study):
    study = make_study({"a": "We like NATO. Of NATO we hear. So the sea. A sea of NATO."})
    ((finding, _),) = terms.findings(study)
    assert "“NATO”" in finding.text
    assert finding.subjects == ("nato", "sea")
    table = frequency(study.words, term="term", stopwords=study.stop_words)
    assert terms.frequent_title(study, table).startswith("“NATO”, “sea” and ")


def test_verbs_of_saying_and_names_are_no_content_words_unless_asked_for(make_study):
    texts = {
        "a": "The price rose, Fred Weir said. Weir said so. He asked Weir. Fred Weir told us so.",
        "b": "The price of oil rose, said Weir.",
    }
    study = make_study(texts)
    counts = dict(terms.content_words(study).select("term", "count").iter_rows())
    assert not {"Weir", "weir", "Fred", "said", "told"} & set(counts)
    assert counts["price"] == 2
    kept = terms.content_words(study.vary(names="kept"))
    assert dict(kept.select("term", "count").iter_rows())["Weir"] == 5
    every = terms.content_words(study.vary(stop_words="none"))
    assert dict(every.select("term", "count").iter_rows())["said"] == 3
    # A rate is of all words.
    assert terms.content_words(study)["tokens"][0] == study.word_count
    own = terms.content_words(study.vary(names="kept", extra_stop_words=["weir"]))
    assert "Weir" not in own["term"]


def test_titles_state_what_their_tables_show(make_study):
    texts = {"a": "Sea and land.", "b": "Land land sea.", "c": "Sea."}
    study = make_study(texts, {"a": "2021-12-07", "b": "2022-03-03"})
    where = places(study.words, study.tables.texts, study.documents, ["sea", "land"], term="term")
    assert terms.places_title(where) == "1 of the 2 most used words stands in every article"
    land = where.filter(pl.col("term") == "land")
    assert terms.places_title(land) == "The most used word does not stand in every article"
    rates = trend(study.words, study.documents, ["sea", "land"], term="term")
    # land: 1 of 3 words, then 2 of 3; sea the other way round, by as much.
    assert (
        terms.time_title(study, rates)
        == "“land” rises from 333.3 to 666.7 times in a thousand words"
    )
    assert "not two periods" in terms.time_title(study, rates.head(0))
    ranks = zipf(frequency(study.words, term="term"))
    # sea and land three times each, of seven words.
    assert terms.zipf_title(ranks) == "2 words of 3 make up half of the text; 1 is used only once"
    assert terms.zipf_title(ranks.head(0)) == "There is no word to count"
