"""What each instrument says of articles in a language that it does not know: nothing."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from many_languages import ENGLISH, OTHERS, RUSSIAN, corpus_of

from helpers.corpus.coding.codes import schema_of, write_codes
from helpers.corpus.coding.folder import MACHINES, coder_file
from helpers.corpus.voices.attribution import COLUMNS
from helpers.study.check_inputs import every_problem
from helpers.study.check_languages import count_languages
from helpers.study.codebook_tables import frame_list
from helpers.study.frames import shares
from helpers.study.hand_coding import compare_with_coders
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.profiles import profiles
from helpers.study.stances import evaluations
from helpers.study.tables import Tables, export
from helpers.study.tones import accuracy_of_instruments
from helpers.study.words import content_words

MIXED = ENGLISH | RUSSIAN
FRAMES = """
languages: [ru]
frames:
  - {id: gas, label: Gas, definition: Gas., patterns: [газ*]}
"""
SETS = {"generic": ["conflict", "economic"]}


def study_of(tables: Tables, **values: object) -> Study:
    return Study(Parameters(resamples=100, **values), tables)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus_of(tmp_path_factory.mktemp("mixed"), MIXED)


@pytest.fixture(scope="module")
def mixed(folder: Path) -> Tables:
    return make(folder)


@pytest.fixture(scope="module")
def russian(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return make(corpus_of(tmp_path_factory.mktemp("russian"), RUSSIAN))


@pytest.fixture(scope="module")
def make_tables(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Tables]:
    return lambda texts, **columns: make(
        corpus_of(tmp_path_factory.mktemp("texts"), texts, **columns)
    )


def foreign(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("document").str.starts_with("ru-"))


def test_every_article_has_a_language(mixed: Tables, folder: Path) -> None:
    languages = dict(mixed.documents.select("document", "language").iter_rows())
    assert languages == {name: name[:2] for name in MIXED}
    assert set(mixed.documents["language_basis"]) == {"detected"}
    assert count_languages(folder) == {"ru": 4, "en": 2}


def test_nothing_is_said_of_articles_in_another_language(mixed: Tables) -> None:
    for table in (mixed.spans, mixed.sentences):
        assert foreign(table).height >= 13
        assert foreign(table).select(COLUMNS).null_count().row(0) == (foreign(table).height,) * 6
    for table in (mixed.tones, mixed.valences, mixed.target_tones, mixed.codes, mixed.wholes):
        assert foreign(table).is_empty()
    assert not foreign(mixed.sentences)["searched"].any()
    assert foreign(mixed.names).is_empty()


def test_articles_in_english_are_read_as_if_they_were_alone(
    mixed: Tables, make_tables: Callable[..., Tables]
) -> None:
    alone = make_tables(ENGLISH)
    for name in ("spans", "sentences", "tones", "valences", "wholes", "target_tones", "codes"):
        both = getattr(mixed, name)
        own = both.filter(pl.col("document").str.starts_with("en-"))
        assert own.equals(getattr(alone, name)), name
    assert alone.codes.height
    assert set(alone.sentences["voice"]) == {"quote", "indirect", "narrator"}


def test_the_corpus_says_the_language_before_the_text_does(
    make_tables: Callable[..., Tables],
) -> None:
    tables = make_tables(
        {"a": RUSSIAN["ru-gas"], "b": RUSSIAN["ru-talks"], "c": RUSSIAN["ru-calls"]},
        lang={"a": "English", "b": "Elbonian"},
    )
    assert tables.documents.select("language", "language_basis").rows() == [
        ("en", "stated"),
        ("ru", "detected"),
        ("ru", "detected"),
    ]
    assert set(tables.sentences.drop_nulls("voice")["document"]) == {"a"}
    assert set(tables.tones["document"]) == {"a"}


def test_published_tables_are_empty_where_nothing_is_read(mixed: Tables, tmp_path: Path) -> None:
    export(mixed, tmp_path, parameters=Parameters())
    sentences = pl.read_parquet(tmp_path / "sentences.parquet")
    assert sentences.height == mixed.sentences.height
    unread = ["voice", "speaker", "bloc", "tone", "tone_score", "frames"]
    assert foreign(sentences).select(unread).null_count().row(0) == (foreign(sentences).height,) * 6
    assert sentences.filter(pl.col("document") == "en-gas")["frames"].null_count() == 0
    assert {"en", "ru"} == set(pl.read_csv(tmp_path / "documents.csv")["language"])
    assert not foreign(pl.read_csv(tmp_path / "tokens.csv")).is_empty()


def test_shares_are_of_the_sentences_that_are_read(mixed: Tables, russian: Tables) -> None:
    sentences = mixed.sentences.filter(pl.col("document").str.starts_with("en-")).height
    assert set(shares(study_of(mixed))["n"]) == {sentences}
    assert set(shares(study_of(mixed), by="document")["document"]) == set(ENGLISH)
    for study in (study_of(russian), study_of(mixed, documents=["ru-gas"])):
        assert shares(study).is_empty()
        assert shares(study, by="group").is_empty()
        assert evaluations(study).is_empty()
    assert set(frame_list(study_of(russian))["sentences"]) == {None}
    assert set(frame_list(study_of(mixed))["sentences"]) > {0}


def test_an_article_has_no_share_of_what_is_not_read(mixed: Tables) -> None:
    table = profiles(study_of(mixed)).sort("document")
    read = ["narrator", "tone", "frames", "voices_read", "tone_read", "frames_read"]
    assert set(foreign(table).select(read).rows()) == {(None, None, None, False, False, False)}
    assert table.filter(pl.col("document") == "en-gas").select(read[3:]).row(0) == (True,) * 3
    assert table["sentences"].null_count() == 0


def test_a_codebook_knows_the_languages_that_it_names(folder: Path, tmp_path: Path) -> None:
    (corpus := corpus_of(tmp_path, MIXED)).joinpath("codebook.yml").write_text(FRAMES)
    tables = make(corpus)
    assert tables.codes.select("document", "frame").rows() == [("ru-gas", "gas")]
    table = shares(study_of(tables))
    assert table.select("count", "n").row(0) == (1, foreign(tables.sentences).height)
    assert tables.sentences.filter("searched")["document"].str.starts_with("ru-").all()
    # Voices and tone stay English.
    assert set(tables.sentences.drop_nulls("voice")["document"]) == set(ENGLISH)
    assert study_of(tables).articles_read.select("frames", "voices", "tone").unique().height == 2


def test_word_lists_of_ones_own_know_the_languages_that_they_name(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, MIXED)
    (corpus / "tone.yml").write_text(
        "languages: [en, ru]\nadditions:\n- {words: [трудной], valence: -2.1, reason: Hardship.}\n"
    )
    tones = make(corpus).tones.drop_nulls("score")
    russian = foreign(tones).select("document", "lexicon", "score").rows()
    assert russian == [("ru-gas", "headline", pytest.approx(-2.1 / (2.1**2 + 15) ** 0.5, abs=1e-4))]
    assert set(tones["document"]) > set(ENGLISH)


def coded(tables: Tables, **answers: str) -> pl.DataFrame:
    """Answers of every sentence, as a coder or a program gives them."""
    rows = tables.spans.select("document", "start", "end", "text").with_columns(
        pl.lit(value).alias(name) for name, value in answers.items()
    )
    table = pl.concat([pl.DataFrame(schema=schema_of(SETS)), rows], how="diagonal")
    return table.select(list(schema_of(SETS))).with_columns(unsure=pl.lit(value=False))


def test_a_program_knows_any_language(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, RUSSIAN)
    answers = coded(make(corpus), voice="quote", tone="-1", generic="conflict")
    write_codes(corpus / MACHINES / "model.csv", answers, frame_sets=SETS)
    choices = {"lexicon": "model", "frames_from": "model", "voices_from": "model"}
    study = study_of(make(corpus), **choices)
    assert study.articles_read.select("voices", "frames", "tone").unique().rows() == [(True,) * 3]
    assert set(study.sentences["voice"]) == {"quote"}
    table = shares(study).filter(frame="conflict")
    assert table.select("count", "n").row(0) == (study.sentences.height,) * 2
    own = profiles(study)
    assert set(own["tone"]) == {-1.0}


def test_coders_are_compared_with_an_instrument_where_it_reads(tmp_path: Path) -> None:
    """They know any language; that an instrument says nothing is no mistake of it."""
    corpus = corpus_of(tmp_path, MIXED)
    answers = coded(make(corpus), voice="narrator", tone="0", generic="conflict")
    write_codes(coder_file(corpus, "ann"), answers, frame_sets=SETS)
    tables = make(corpus)
    comparison = compare_with_coders(tables)
    assert comparison.height == tables.spans.height
    for field in ("voice", "tone", "generic"):
        assert set(comparison.drop_nulls(field)["document"]) == set(ENGLISH), field
    sentences = tables.sentences.filter(pl.col("document").is_in(list(ENGLISH))).height
    assert set(accuracy_of_instruments(study_of(tables))["n"]) == {sentences}


def test_words_are_counted_in_the_language_of_most_articles(
    mixed: Tables, make_tables: Callable[..., Tables]
) -> None:
    study = study_of(mixed)
    assert (study.language_of_words, study.leaves_out_function_words) == ("ru", False)
    assert set(study.words.collect()["document"]) == set(RUSSIAN)
    assert {"в", "министр", "нато"} <= set(content_words(study)["term"])
    assert study.word_count > study.words.collect().height
    english = study_of(mixed, documents=[*ENGLISH, "ru-gas"])
    assert (english.language_of_words, english.leaves_out_function_words) == ("en", True)
    assert set(english.words.collect()["document"]) == set(ENGLISH)
    assert english.articles_read["words"].to_list().count(False) == 1


def test_english_stop_words_stay_in_other_languages(make_tables: Callable[..., Tables]) -> None:
    """ "Die" and "was" are articles and question words in German, "on" a pronoun in French."""
    text = "Die Lage bleibt ernst, und die Frage ist, was die Regierung jetzt tun will. Was nun?"
    study = study_of(make_tables({"a": text}))
    assert study.language_of_words == "de"
    assert {"die", "was", "will"} <= set(content_words(study)["term"])


def test_stems_are_of_the_language(make_tables: Callable[..., Tables]) -> None:
    text = "Министр ждёт переговоров. Переговоры важны, и министру нужен ответ о переговорах."
    study = study_of(make_tables({"a": text}), form="stem")
    counts = dict(content_words(study).select("term", "count").iter_rows())
    assert counts["переговорах"] == 3
    assert counts["министр"] == 2


@pytest.mark.parametrize("language", ["zh", "ja", "th"])
def test_words_without_spaces_are_not_counted(
    language: str, make_tables: Callable[..., Tables]
) -> None:
    tables = make_tables({"a": OTHERS[language]})
    study = study_of(tables)
    assert tables.documents["language"].to_list() == [language]
    assert study.language_of_words is None
    assert study.word_count == 0
    assert study.words.collect().is_empty()
    assert set(tables.sentences["words"]) == {None}


def test_in_a_mixed_corpus_words_are_those_with_spaces(make_tables: Callable[..., Tables]) -> None:
    texts = {"a": OTHERS["zh"], "b": OTHERS["ja"], "c": OTHERS["el"], "d": OTHERS["zh"]}
    study = study_of(make_tables(texts))
    assert study.language_of_words == "el"
    assert set(study.words.collect()["document"]) == {"c"}
    assert "εξωτερικών" in set(study.words.collect()["term"])


def test_voices_that_are_not_known_are_in_no_part_of_them(mixed: Tables) -> None:
    everything = study_of(mixed)
    quoted = study_of(mixed, voices=["quote"])
    assert everything.sentences.height == mixed.sentences.height
    assert set(quoted.sentences["voice"]) == {"quote"}
    assert foreign(everything.grouped_sentences).is_empty()


def test_a_check_names_the_languages_that_are_not_known(folder: Path, tmp_path: Path) -> None:
    (problem,) = every_problem(folder)
    assert problem.severity == "warning"
    assert problem.what == (
        "4 of 6 articles are in Russian, but the words of codebook.yml, speech.yml, tone.yml are "
        "not: frames, speakers, tone will not be read in them"
    )
    assert problem.mend == 'write "languages: [ru]" in a file whose words are Russian'
    one = corpus_of(tmp_path, {"a": RUSSIAN["ru-gas"]}, language={"a": "Elbonian"})
    (one / "codebook.yml").write_text(FRAMES)
    odd, unread = every_problem(one)
    assert (odd.where, odd.what) == (f"{one}/articles.csv:2", 'language "Elbonian" is not known')
    assert "the words of speech.yml, tone.yml are not" in unread.what
    assert unread.what.startswith("1 of 1 articles is in Russian")
