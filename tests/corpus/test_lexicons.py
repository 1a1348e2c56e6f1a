"""Opening the published lexicons and a corpus folder's edits."""

from hashlib import sha256
from pathlib import Path

import pytest
from textblob.en import sentiment as textblob_sentiment

from helpers.corpus import lexicons as opening
from helpers.corpus.lexicons import (
    DEFAULTS,
    ToneSettings,
    open_lexicons,
    open_tone,
)
from helpers.corpus.problems import InputError
from helpers.corpus.settings import read_settings

CORPUS = Path(__file__).parents[2] / "corpus"


def write(folder: Path, text: str) -> Path:
    (folder / "tone.yml").write_text(text, encoding="utf-8")
    return folder


def test_sizes():
    lexicons = open_lexicons()
    assert len(lexicons.vader) == 7506
    assert len(lexicons.afinn) == 3382
    # A word that stands twice in VADER's file: the last counts.
    assert lexicons.vader["lol"] == 1.8


def test_afinns_list_is_the_one_that_its_notice_names():
    digest = sha256((DEFAULTS / "AFINN-en-165.txt").read_bytes()).hexdigest()
    assert digest in (DEFAULTS / "AFINN-en-165-NOTICE.md").read_text(encoding="utf-8")


def test_pattern_lexicon_is_textblobs():
    textblob_sentiment.load()
    pattern = open_lexicons().pattern
    assert pattern.height == len(dict.keys(textblob_sentiment))
    for word, polarity, intensity, modifies in pattern.rows():
        by_tag = dict.__getitem__(textblob_sentiment, word)
        assert (polarity, intensity) == pytest.approx((by_tag[None][0], by_tag[None][2]))
        assert modifies == ("RB" in by_tag)


def test_missing_packages_are_all_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "find_spec", lambda _: None)
    with pytest.raises(InputError) as error:
        open_lexicons()
    assert [problem.where for problem in error.value.problems] == [
        "vaderSentiment",
        "textblob",
    ]


def test_without_a_file_the_general_settings_hold(tmp_path: Path):
    assert open_tone(tmp_path) == read_settings(DEFAULTS / "tone.yml", ToneSettings)


def test_own_settings_lie_over_the_general_ones(tmp_path: Path):
    tone = open_tone(
        write(
            tmp_path,
            """
            thresholds: {headline: 0.3}
            neutral: [{words: [lack, crisis], reason: ours}]
            overrides: [{words: [united states], valence: -3, reason: ours}]
            """,
        )
    )
    assert tone.thresholds["headline"] == 0.3
    assert tone.thresholds["vader"] == 0.05
    assert {"lack", "crisis", "united nations"} <= tone.neutral_terms
    assert "united states" not in tone.neutral_terms
    assert "lack" not in tone.valences
    assert tone.valences["united states"] == -3
    assert "no" in tone.negating_words


def test_general_settings_can_be_left_out(tmp_path: Path):
    tone = open_tone(write(tmp_path, "general: false\nthresholds: {headline: 0.1}"))
    assert tone.neutral_terms == frozenset()
    assert tone.thresholds == {"headline": 0.1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("neutral: [{words: [a], reason: b}, {words: [a], reason: c}]", "a stands in two places"),
        ("neutral: [{words: [a, a], reason: b}]", "stands in two places"),
        ("neutral: [{words: [], reason: b}]", "tone.yml:1"),
        ("neutral: [{words: [a]}]", '"neutral.0.reason" is missing'),
        ("additions: [{words: [a], valence: 5, reason: b}]", "less than or equal to 4"),
        ("neutrals: []", "neutral"),
        ("thresholds: {headline: -0.1}", "greater than or equal to 0"),
        ("neutral: [{words: ['two  spaces'], reason: b}]", "tone.yml:1"),
    ],
)
def test_defects_are_named_with_their_line(tmp_path: Path, text: str, message: str):
    with pytest.raises(InputError) as error:
        open_tone(write(tmp_path, text))
    assert message in str(error.value)


def test_terms_are_read_in_lower_case(tmp_path: Path):
    tone = open_tone(write(tmp_path, "neutral: [{words: [Kiev Regime], reason: a}]"))
    assert "kiev regime" in tone.neutral_terms


@pytest.mark.parametrize("file", [CORPUS / "tone.yml", DEFAULTS / "tone.yml"])
def test_shipped_entries_are_what_they_say(file: Path):
    """An addition is a word that VADER lacks, an override one that it has."""
    tone = read_settings(file, ToneSettings)
    vader = open_lexicons().vader
    added = [word for entry in tone.additions for word in entry.words]
    overridden = [word for entry in tone.overrides for word in entry.words]
    assert [word for word in added if word in vader] == []
    assert [word for word in overridden if word not in vader] == []
