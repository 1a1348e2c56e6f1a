"""The language of a text: stated, detected, or assumed from the others."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from many_languages import ENGLISH, OTHERS, RUSSIAN

from helpers.corpus.problems import InputError
from helpers.corpus.settings import read_settings
from helpers.corpus.text.languages import detect, identify, language_code, language_name
from helpers.measures.terms.ngrams import Stopwords


def told(texts: list[str], stated: list[str | None] | None = None) -> list[tuple[str, str]]:
    names = pl.Series(stated or [None] * len(texts), dtype=pl.String)
    return identify(pl.Series(texts, dtype=pl.String), names).rows()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("en", text) for text in ENGLISH.values()),
        *(("ru", text) for text in RUSSIAN.values()),
        *OTHERS.items(),
    ],
)
def test_a_text_tells_its_language(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "NATO summit", "Biden, Putin", "24.02.2022 10:30", "ok", "😀"]
)
def test_a_few_words_tell_nothing(text: str) -> None:
    assert detect(text) is None


def test_the_middle_of_a_long_text_tells() -> None:
    notice = "We use cookies. Accept all cookies to read this page. " * 3
    assert detect(notice + RUSSIAN["ru-talks"] * 20 + notice) == "ru"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, "en") for name in ("English", "ENGLISH", " en ", "eng", "en-US", "en_GB", "En")),
        *((name, "ru") for name in ("Russian", "rus", "ru-RU")),
        *((name, "de") for name in ("German", "ger", "deu")),
        *((name, "zh") for name in ("Chinese", "Chinese (Simplified)", "zh-Hans", "chi")),
        *((name, None) for name in ("Elbonian", "", "?", "und", "mul", "English; French")),
    ],
)
def test_languages_are_written_in_many_ways(name: str, code: str | None) -> None:
    assert language_code(name) == code


@given(st.text(max_size=12))
def test_whatever_stands_for_a_language_is_read_or_not_known(name: str) -> None:
    code = language_code(name)
    assert code is None or (code.isalpha() and language_code(code) == code)


def test_a_code_without_a_name_stays() -> None:
    assert [language_name(code) for code in ("uk", "zh", "qqq")] == ["Ukrainian", "Chinese", "qqq"]


def test_what_the_source_says_comes_before_what_the_text_tells() -> None:
    russian = RUSSIAN["ru-gas"]
    assert told([russian, russian], ["German", None]) == [("de", "stated"), ("ru", "detected")]


def test_a_name_that_is_not_known_leaves_the_text_to_tell() -> None:
    assert told([RUSSIAN["ru-gas"]], ["Elbonian"]) == [("ru", "detected")]


def test_a_short_text_is_taken_for_one_in_the_language_of_most() -> None:
    texts = [OTHERS["de"], OTHERS["de"], ENGLISH["en-gas"], "NATO summit"]
    assert told(texts)[-1] == ("de", "assumed")
    assert told([texts[0], *texts[2:], texts[2]])[2] == ("en", "assumed")


def test_letters_rule_a_language_out() -> None:
    """Among Russian articles a headline in Latin letters is English, one in Cyrillic is not."""
    rows = told([*RUSSIAN.values(), "It rains.", "Путин: НАТО"])
    assert rows[-2:] == [("en", "assumed"), ("ru", "assumed")]


def test_many_headlines_tell_together() -> None:
    headlines = [
        "Gipfel in Genf",
        "Neue Sanktionen",
        "Kein Frieden",
        "Preise für Gas",
        "Wer zahlt?",
    ]
    assert {detect(text) for text in headlines} == {None}
    assert set(told(headlines)) == {("de", "assumed")}
    assert told(["1", ""]) == [("en", "assumed")] * 2
    assert told([]) == []


def test_settings_name_languages_as_people_do(tmp_path: Path) -> None:
    path = tmp_path / "stopwords.yml"
    path.write_text("words: [и]\nlanguages: Russian")
    assert read_settings(path, Stopwords).languages == ("ru",)
    path.write_text("words: [и]\nlanguages: [ukr, ru-RU, Russian]")
    assert read_settings(path, Stopwords).languages == ("ru", "uk")
    path.write_text("words: [и]\nlanguages: [Rusian]")
    with pytest.raises(InputError, match=r'yml:2: .*"Rusian" is no language.*write "russian"'):
        read_settings(path, Stopwords)
