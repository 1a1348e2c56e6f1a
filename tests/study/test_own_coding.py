"""Studies that coded what they liked: one field, sets of their own, one coder or three."""

import re
from pathlib import Path

import polars as pl
import pytest
from support import run_chapter

from helpers.corpus.files.importing import import_corpus
from helpers.findings import framing, limits, summary, tone_titles, trust
from helpers.study import hand_coding, stances
from helpers.study import instrument_check as check
from helpers.study.check_inputs import every_problem
from helpers.study.make_tables import make, prepare
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import read_tables

TEXTS = {
    "north": ["The cost is high.", "A study says so.", "Nobody complained.", "It is good."],
    "south": ["Costs grow.", "The study is terrible.", "Ships arrive."],
}
CODEBOOK = """\
sets: {mine: What it costs}
frames:
  - {id: costs, set: mine, label: Costs, definition: d, patterns: [cost*]}
  - {id: science, set: yours, label: Science, definition: d, patterns: [study]}
"""
# Answers by sentence, in the order of the texts.
TONES = ["-1", "0", "0", "1", "-1", "-1", "0"]
MINE = ["costs", "none", "none", "none", "costs", "none", "none"]
YOURS = ["none", "science", "none", "none", "none", "science", "none"]


def write_codes(corpus: Path, name: str, **answers: list[str]) -> None:
    """Write a file of codes; an empty answer is none."""
    rows = []
    for document, texts in TEXTS.items():
        start = 0
        for text in texts:
            rows.append({"document": document, "start": start, "end": start + len(text)})
            start += len(text) + 1
    path = corpus / "coding" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(rows).with_columns(**{k: pl.Series(v) for k, v in answers.items()}).write_csv(path)


def open_corpus(folder: Path, **values: object) -> Study:
    return Study(Parameters(resamples=100, **values), make(folder), chapter="trust")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for name, texts in TEXTS.items():
        (tmp_path / "texts" / f"{name}.txt").write_text(" ".join(texts), encoding="utf-8")
    import_corpus(tmp_path / "corpus", tmp_path / "texts")
    (tmp_path / "corpus" / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    return tmp_path / "corpus"


def test_tone_alone_is_scored_and_nothing_else(corpus: Path) -> None:
    write_codes(corpus, "coders/ann", tone=TONES)
    write_codes(corpus, "coders/bo", tone=TONES)
    study = open_corpus(corpus)
    scores = check.instrument_scores(study)
    assert scores["instrument"].str.starts_with("tone: ").all()
    assert scores["n"].unique().to_list() == [7]
    assert check.agreement_table(study).select("question", "alike", "alpha").rows() == [
        ("tone", 7, 1.0)
    ]
    assert not check.confusion_shares(study, "voice").height
    assert study.exploratory_frames == []
    not_coded = "has not been measured: no sentence was coded for it."
    assert limits.of_frames(study, ["costs"]).endswith(not_coded)
    assert limits.of_field(study, "voice", what="voices").endswith(not_coded)
    assert "7 coded sentences" in limits.of_tone(study)
    assert framing.frames_checked(study) == (
        "No sentence of this corpus was coded for these frames, so none of them has been checked "
        "against coders."
    )


def test_frames_of_two_sets_with_names_of_their_own(corpus: Path) -> None:
    disputed = ["none", *YOURS[1:5], "none", "none"]
    write_codes(corpus, "coders/ann", mine=MINE, yours=YOURS)
    write_codes(corpus, "coders/bo", mine=MINE, yours=disputed)
    study = open_corpus(corpus)
    assert study.frames["frame"].to_list() == ["costs"]
    assert study.vary(frame_set="all").frames["frame"].to_list() == ["costs", "science"]
    scores = hand_coding.frame_scores(study.tables).select("frame", "set", "support", "f1")
    # The second study is disputed, so that the place found there counts for nothing.
    assert scores.rows() == [("costs", "mine", 2, 1.0), ("science", "yours", 1, 1.0)]
    instruments = check.instrument_scores(study)
    assert instruments.select("instrument", "n", "right").rows() == [
        ("all frames: What it costs", 7, 1.0),
        ("all frames: Frames of the set “yours”", 6, 1.0),
    ]
    assert check.disputed_codes(study).select("sentence", "answers", "settled").rows() == [
        (1, "ann: Science (exploratory); bo: none", None)
    ]
    assert tone_titles.UNCODED.startswith("No sentence of this corpus was coded for tone")
    # One set coded, the other not.
    write_codes(corpus, "coders/ann", mine=MINE)
    (corpus / "coding" / "coders" / "bo.csv").unlink()
    words = framing.frames_checked(open_corpus(corpus, frame_set="all"))
    assert words.endswith("Not checked, as no sentence was coded for it: Science.")


def test_one_coder_is_scored_but_agrees_with_nobody(corpus: Path) -> None:
    write_codes(corpus, "coders/ann", mine=MINE)
    study = open_corpus(corpus)
    assert hand_coding.frame_scores(study.tables).select("support", "f1", "alpha").rows() == [
        (2, 1.0, None)
    ]
    agreement = check.agreement_table(study)
    assert not agreement.height
    assert trust.agreement_title(agreement) == "How far the coders agree with each other"
    assert not check.disputed_codes(study).height
    assert "by 1 coder. With a single coder" in trust.coding(study)


def test_of_three_coders_those_who_answer_decide(corpus: Path) -> None:
    # Ann and Bo answer all, Cy the first two; Bo differs on the first, Cy on the second.
    write_codes(corpus, "coders/ann", tone=TONES, voice=["narrator"] * 7)
    write_codes(corpus, "coders/bo", tone=["1", *TONES[1:]])
    write_codes(corpus, "coders/cy", tone=["-1", "1", *[""] * 5])
    study = open_corpus(corpus)
    tones = study.hand_coding["tone"].to_list()
    assert tones == [None, None, *TONES[2:]]
    # Nobody but Ann was asked for the voice.
    assert study.hand_coding["voice"].to_list() == ["narrator"] * 7
    rows = {row["question"]: row for row in check.agreement_table(study).to_dicts()}
    assert (rows["tone"]["units"], rows["tone"]["alike"]) == (7, 5)
    assert check.disputed_codes(study)["answers"].to_list() == [
        "ann: negative; bo: positive; cy: negative",
        "ann: neutral; bo: neutral; cy: positive",
    ]


def test_a_settled_code_counts_in_place_of_the_coders_and_is_nobodys(corpus: Path) -> None:
    write_codes(corpus, "coders/ann", tone=TONES, mine=MINE)
    write_codes(corpus, "coders/bo", tone=["1", "1", *TONES[2:]], mine=["none", *MINE[1:]])
    before = check.agreement_table(open_corpus(corpus))
    write_codes(corpus, "settled", tone=["0", *[""] * 6], mine=["none", *[""] * 6])
    study = open_corpus(corpus)
    coded = study.hand_coding.select("tone", "mine").rows()
    assert coded[:3] == [("0", ""), (None, ""), ("0", "")]
    assert check.agreement_table(study).equals(before)
    assert check.disputed_codes(study).select("question", "settled").rows() == [
        ("tone", "neutral"),
        ("all frames: What it costs", "none"),
        ("tone", None),
    ]
    assert "coded by 2 coders." in trust.coding(study)


def test_a_program_is_no_coder(corpus: Path) -> None:
    write_codes(corpus, "machines/model", tone=TONES, mine=MINE)
    study = open_corpus(corpus)
    assert study.tables.machines.height == 7
    assert not study.hand_coding.height
    assert not check.agreement_table(study).height
    words = trust.coding(study)
    assert words.startswith("No sentence of this corpus was coded")
    assert "machine codes by model (7 sentences); a program made them" in words
    assert "was coded by a person" in " ".join(summary.list_limits(study, []))
    # Beside a coder it changes nothing but that it is named.
    write_codes(corpus, "coders/ann", tone=[*TONES[:-1], "1"])
    beside = open_corpus(corpus)
    assert beside.hand_coding["tone"].to_list() == [*TONES[:-1], "1"]
    assert "by 1 coder." in trust.coding(beside)
    assert "machine codes by model" in trust.coding(beside)


def test_a_side_that_one_coder_looked_at_needs_no_other(corpus: Path) -> None:
    (corpus / "actors.yml").write_text("targets: {far_west: [study]}\n", encoding="utf-8")
    sides = ["", "-1", "", "", "", "0", ""]
    write_codes(corpus, "coders/ann", tone=TONES, stance_far_west=sides)
    write_codes(corpus, "coders/bo", tone=TONES)
    tables = open_corpus(corpus).tables
    assert stances.compare_stances(tables)["coded"].to_list() == ["-1", "0"]
    write_codes(corpus, "coders/bo", stance_far_west=["1", "-1", *[""] * 5])
    study = open_corpus(corpus)
    assert stances.compare_stances(study.tables)["coded"].to_list() == ["-1"]
    assert check.disputed_codes(study).select("question", "answers").rows() == [
        ("for or against: Far west", "ann: not referred to; bo: in favour"),
        ("for or against: Far west", "ann: neither; bo: not referred to"),
    ]


def test_a_sentence_that_was_cut_apart_is_found_as_it_is_read(tmp_path: Path) -> None:
    parts = hand_coding.places(open_corpus(Path("corpus").resolve()).tables)
    assert not parts.select("document", "start", "end").is_duplicated().any()
    read = parts.filter(pl.col("sentence") == pl.col("part_of"))
    # Both the first part and the whole have the number of the whole.
    assert read.select("document", "sentence").is_duplicated().any()


def test_tables_of_coding_are_kept_with_the_others(corpus: Path, tmp_path: Path) -> None:
    write_codes(corpus, "coders/ann", tone=TONES)
    write_codes(corpus, "machines/model", tone=TONES)
    write_codes(corpus, "sample", probability=["0.5"] * 7)
    prepare(corpus, tmp_path / "kept")
    kept, made = read_tables(tmp_path / "kept"), make(corpus)
    for name in ("coded", "machines", "sample"):
        assert getattr(kept, name).equals(getattr(made, name))
        assert getattr(kept, name).height == 7


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"tone": ["2", *TONES[1:]]}, "ann.csv:2: tone cannot be '2'; "),
        ({"mine": ["cost", *MINE[1:]]}, "ann.csv:2: mine: the codebook has no frame 'cost'"),
    ],
)
def test_a_check_names_what_cannot_be_used(
    corpus: Path, answers: dict[str, list[str]], said: str
) -> None:
    write_codes(corpus, "coders/ann", **answers)
    (problem,) = every_problem(corpus)
    assert said in str(problem)
    assert problem.severity == ("error" if "tone" in answers else "warning")


@pytest.mark.parametrize("chapter", ["trust", "codebook"])
def test_chapters_come_out_with_a_codebook_of_four_lines(corpus: Path, chapter: str) -> None:
    (corpus / "codebook.yml").write_text(
        "frames:\n  - {id: costs, label: Costs, definition: Who pays., patterns: [cost*]}\n",
        encoding="utf-8",
    )
    write_codes(corpus, "coders/ann", tone=TONES)
    options = {"resamples": 100} if chapter == "trust" else {}
    shown = run_chapter(chapter, corpus=str(corpus), **options)
    words = "\n".join(display.text for display in shown)
    assert not re.search(r"\bNone\b(?! of)", words)
    if chapter == "codebook":
        assert "Frames of the set “topic”" in "".join(display.book for display in shown)
        assert "A codebook without a title: 1 frame and 1 pattern." in words
