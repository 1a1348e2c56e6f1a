"""What findings say of articles in a language that an instrument does not know."""

from pathlib import Path

import pytest
from many_languages import ENGLISH, OTHERS, RUSSIAN, corpus_of

from helpers.findings import summary
from helpers.findings.every_finding import findings
from helpers.findings.finding import Finding
from helpers.findings.languages import left_out, of_table, why_nothing
from helpers.findings.specifications import ARTICLES
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables

VOICES = "the rules that tell who speaks"
WORDS = ("terms-most-frequent", "terms-keywords", "company-closest")


def study_of(tables: Tables, **values: object) -> Study:
    return Study(Parameters(resamples=100, **values), tables)  # type: ignore[arg-type]


def made(folder: Path, *names: str) -> Tables:
    texts = ENGLISH | RUSSIAN | OTHERS
    return make(corpus_of(folder, {name: texts[name] for name in names}))


@pytest.fixture(scope="module")
def russian(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return study_of(made(tmp_path_factory.mktemp("russian"), *RUSSIAN))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return study_of(made(tmp_path_factory.mktemp("mixed"), *ENGLISH, "ru-gas", "uk", "ru-talks"))


@pytest.fixture(scope="module")
def found(mixed: Study) -> dict[str, Finding]:
    return {claim.finding.id: claim.finding for claim in findings(mixed)}


def test_what_is_not_read_has_no_answer(russian: Study) -> None:
    answers = {claim.finding.id: claim.finding for claim in findings(russian)}
    for name, finding in answers.items():
        if name not in WORDS:
            assert finding.verdict == "does not apply", name
            assert finding.text.startswith("The articles are in Russian, and the "), name
            assert finding.text.endswith(" know only English."), name
    assert answers["framing-by-voice"].text == (
        f"The articles are in Russian, and the search patterns for frames and {VOICES} know only "
        "English."
    )
    most = answers["terms-most-frequent"]
    assert "content word" not in most.text
    assert most.value is not None
    assert "stopwords.yml lists no function words of Russian" in most.limits


def test_findings_say_which_articles_they_leave_out(found: dict[str, Finding]) -> None:
    out = (
        f"3 of 5 articles are left out: they are in Russian (2) and Ukrainian (1), which {VOICES} "
    )
    assert out in found["voices-passed-on"].limits
    assert "This describes 2 articles" in found["voices-passed-on"].limits
    assert "which the word lists for tone do not know." in found["sentiment-balance"].limits
    both = f"the word lists for tone and {VOICES} do not know."
    by_voice = found["sentiment-by-voice"]
    assert both in by_voice.limits + by_voice.text


def test_an_article_that_is_not_read_is_no_way_of_counting(mixed: Study) -> None:
    tables = [
        claim.specifications.table
        for claim in findings(mixed)
        if claim.specifications is not None and claim.finding.id not in WORDS
    ]
    options = {one for table in tables if ARTICLES in table.columns for one in table[ARTICLES]}
    assert options >= {"without en-gas", "without en-talks"}
    assert not {f"without {name}" for name in ("ru-gas", "ru-talks", "uk")} & options


def test_the_reason_names_languages_and_instruments(mixed: Study, russian: Study) -> None:
    assert why_nothing(mixed, ["voices", "frames", "tone", "words"]) == ""
    assert left_out(russian, ["words"]) == ""
    one = mixed.vary(documents=["uk"])
    assert (
        why_nothing(one, ["voices"])
        == f"The article is in Ukrainian, and {VOICES} know only English."
    )
    both = mixed.vary(documents=["uk", "en-gas"])
    assert left_out(both, ["voices"]) == (
        f"1 of 2 articles is left out: it is in Ukrainian, which {VOICES} do not know."
    )
    assert left_out(mixed.vary(documents=["uk", "ru-gas", "ru-talks"]), ["words"]) == (
        "1 of 3 articles is left out: it is in Ukrainian, and words are counted in one language, "
        "here Russian."
    )


def test_words_without_spaces_cannot_be_counted(tmp_path: Path) -> None:
    study = study_of(made(tmp_path, "zh"))
    reason = (
        "The article is in Chinese, written without spaces between words, so words cannot be told "
        "apart."
    )
    answers = {claim.finding.id: claim.finding for claim in findings(study)}
    assert {answers[name].text for name in WORDS} == {reason}
    assert "word" not in summary.describe_texts(study)


def test_the_first_page_says_what_was_not_read(russian: Study, mixed: Study) -> None:
    claims = findings(russian)
    assert summary.headline(russian, claims) == "What 4 articles say"
    assert summary.say_limits(russian).startswith(
        f"The articles are in Russian, and {VOICES}, the search patterns for frames and the word "
        "lists for tone know only English. So this book does not tell who speaks, what it is about "
        "and how it sounds. The results describe"
    )
    assert summary.say_limits(mixed).startswith("Published rules read each sentence: who speaks, ")
    lines = " ".join(summary.list_limits(mixed, findings(mixed)))
    assert "3 of 5 articles are left out: they are in Russian (2) and Ukrainian (1)" in lines


def test_tables_rest_on_what_their_columns_and_chapters_read() -> None:
    assert of_table(chapter="frames", columns=["frame", "group", "n"]) == ["frames", "voices"]
    assert of_table(chapter="trust", columns=["lexicon"]) == ["tone"]
    assert of_table(chapter="words", columns=["term"]) == ["words"]
