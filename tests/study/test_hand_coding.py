"""Scores against coders, counted on paper; the shipped instrument against the coded articles."""

from functools import partial
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.files.importing import import_corpus
from helpers.corpus.problems import InputError
from helpers.findings import framing, trust
from helpers.study import hand_coding, stances
from helpers.study import instrument_check as check
from helpers.study import pattern_support as patterns
from helpers.study.make_tables import make, prepare
from helpers.study.names import names_of
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import read_tables

ROOT = Path(__file__).parents[2]
CODEBOOK = """\
title: Small
version: "1"
source: made up
matching: {gap: 3, negation: 4, scare_quote: 3}
frames:
  - {id: costs, label: Costs, set: issue, definition: d, include: i, exclude: e, source: s,
     evaluates: {west: -1}, patterns: [cost*, jobs]}
  - {id: science, label: Science, set: issue, definition: d, include: i, exclude: e, source: s,
     evaluates: {west: 1}, patterns: [study]}
  - {id: rare, label: Rare, set: issue, definition: d, include: i, exclude: e, source: s,
     patterns: [unicorn*]}
"""
TEXT = [
    "NATO costs money.",
    "It costs jobs in NATO.",
    "Jobs are lost.",
    "A study says so.",
    "NATO met.",
    "It rained.",
]
# What two coders say: frames and the evaluation of the west; they differ on the last sentence.
CODED = [
    ("costs", "-1"),
    ("costs", "-1"),
    ("science", ""),
    ("science", ""),
    ("", "0"),
    ("", ""),
]
CHECKS = {
    "instruments": check.instrument_scores,
    "frames": check.frame_f1,
    "frame table": check.frame_table,
    "patterns": check.pattern_table,
    "coders": check.agreement_table,
    "disputed": check.disputed_codes,
    "mistakes": check.every_mistake,
    "sides": check.side_scores,
    **{
        f"confusion of {field}": partial(check.confusion_shares, field=field)
        for field in ("voice", "bloc", "tone")
    },
}


def coded_corpus(folder: Path, coders: str = "ab") -> Path:
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "only.txt").write_text(" ".join(TEXT), encoding="utf-8")
    import_corpus(folder / "corpus", folder / "texts")
    (folder / "corpus" / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "corpus" / "actors.yml").write_text("targets: {west: [NATO]}\n", encoding="utf-8")
    (folder / "corpus" / "coding").mkdir()
    rows, place = [], 0
    for unit, (text, (frames, west)) in enumerate(zip(TEXT, CODED, strict=True)):
        rows += [
            {
                "document": "only",
                "unit": unit,
                "start": place,
                "end": place + len(text),
                "coder": coder,
                "kind": "body",
                "voice": "narrator",
                "speaker": "",
                "bloc": "none",
                "frames": "costs" if unit == 5 and coder == "b" else frames,
                "generic": "",
                "tone": "0",
                "stance_west": west,
                "stance_russia": "",
                "stance_ukraine": "",
                "text": text,
            }
            for coder in coders
        ]
        place += len(text) + 1
    pl.DataFrame(rows).write_csv(folder / "corpus" / "coding" / "sentences.csv")
    return folder / "corpus"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coded_corpus(tmp_path_factory.mktemp("coded"))


@pytest.fixture
def study(folder: Path) -> Study:
    return Study(Parameters(resamples=200), make(folder))


@pytest.fixture(scope="module")
def real() -> Study:
    return Study(Parameters(), make(ROOT / "corpus"))


def test_scores_of_frames_on_paper(study: Study) -> None:
    scores = {row["frame"]: row for row in hand_coding.frame_scores(study.tables).to_dicts()}
    # Five sentences are agreed on; costs is found in three of them and right in two.
    costs, science, rare = scores["costs"], scores["science"], scores["rare"]
    assert (costs["support"], costs["predicted"]) == (2, 3)
    assert costs["precision"] == pytest.approx(2 / 3)
    assert costs["recall"] == 1
    assert costs["f1"] == pytest.approx(4 / 5)
    assert costs["prevalence"] == pytest.approx(2 / 5)
    assert costs["always_f1"] == pytest.approx(4 / 7)
    assert (science["precision"], science["recall"]) == (1, 0.5)
    assert rare["f1"] is None
    assert rare["exploratory"]
    assert not science["exploratory"]
    # Of twelve answers five are yes; one sentence in six is disputed: .69, just firm enough.
    assert costs["alpha"] == pytest.approx(1 - 11 * 2 / (2 * 5 * 7))
    assert not costs["exploratory"]


def test_intervals_of_scores(study: Study, real: Study) -> None:
    table = hand_coding.frame_intervals(study.tables, study.parameters)
    rows = {row["frame"]: row for row in table.to_dicts()}
    costs, rare = rows["costs"], rows["rare"]
    # Wilson's interval of two in three.
    assert costs["precision_low"] == pytest.approx(0.2077, abs=1e-4)
    assert costs["precision_high"] == pytest.approx(0.9385, abs=1e-4)
    # One document of five sentences cannot be cut, so that nothing can be resampled.
    assert (costs["f1_low"], costs["f1_high"]) == (None, None)
    long = hand_coding.frame_intervals(real.tables, study.parameters)
    for score in ("f1", "always_f1"):
        known = long.drop_nulls(f"{score}_low")
        assert known.height
        assert (known[f"{score}_low"] <= known[score]).all()
        assert (known[score] <= known[f"{score}_high"]).all()
    assert rare["precision_low"] is None
    assert table.equals(hand_coding.frame_intervals(study.tables, study.parameters))


def test_the_mark_follows_the_frame_everywhere(study: Study) -> None:
    assert study.exploratory_frames == ["rare"]
    names = {"costs": "Costs", "science": "Science", "rare": "Rare (exploratory)"}
    assert names_of(study, "frame") == names
    for table in (check.frame_table(study), check.pattern_table(study)):
        assert dict(table.select("frame", "label").iter_rows()) == names
    assert "no finding rests on it: Rare" in framing.frames_checked(study)


def test_patterns_are_borne_out_by_a_second_sentence(study: Study) -> None:
    found = patterns.matches(study.tables)
    support = patterns.support(study.tables, found)
    assert support.select("frame", "pattern", "sentences", "documents").rows() == [
        ("costs", "cost*", 2, 1),
        ("costs", "jobs", 2, 1),
        ("science", "study", 1, 1),
        ("rare", "unicorn*", 0, 0),
    ]
    by_sentence = patterns.keep_confirmed(study.tables, found, by="sentence")
    assert by_sentence.codes["frame"].unique().to_list() == ["costs"]
    assert patterns.keep_confirmed(study.tables, found, by="document").codes.height == 0
    counts = check.pattern_table(study)
    assert counts.select("frame", "patterns", "none", "one", "one_document").rows() == [
        ("costs", 2, 0, 0, 2),
        ("science", 1, 0, 1, 1),
        ("rare", 1, 1, 0, 0),
    ]
    # Two sentences bear out what is found of costs, so that its score stays.
    costs = counts.row(0, named=True)
    assert costs["f1"] == costs["f1_sentence"] == pytest.approx(4 / 5)
    assert costs["f1_document"] == 0


def test_stance_on_paper(study: Study) -> None:
    scored = stances.stance_scores(study.tables).row(0, named=True)
    # Three sentences refer to the side: read -1, -1 and 0, as coded.
    assert (scored["target"], scored["n"], scored["hits"]) == ("west", 3, 3)
    assert scored["majority_accuracy"] == pytest.approx(2 / 3)
    assert not scored["exploratory"]
    shown = stances.evaluations(study)
    assert shown.select("voice", "n", "mean").rows() == [("narrator", 4, -0.75), ("indirect", 1, 1)]
    assert framing.sides_checked(study, shown) == ""
    assert framing.stance_title(study, shown) == "West: 3 sentences against, 1 in favour"
    assert check.side_scores(study)["low"][0] == pytest.approx(0.4385, abs=1e-4)


def test_a_side_on_which_a_guess_is_as_good_is_exploratory(tmp_path: Path) -> None:
    folder = coded_corpus(tmp_path)
    book = (folder / "codebook.yml").read_text().replace("evaluates: {west: -1}, ", "")
    (folder / "codebook.yml").write_text(book)
    opened = Study(Parameters(resamples=200), make(folder))
    scored = stances.stance_scores(opened.tables).row(0, named=True)
    assert scored["accuracy"] == pytest.approx(1 / 3)
    assert scored["exploratory"]
    shown = stances.evaluations(opened)
    assert framing.sides_checked(opened, shown).startswith("Did not pass the check against")
    assert "West" not in framing.stance_title(opened, shown)


def test_a_share_right_is_counted_beside_the_commonest_answer(study: Study) -> None:
    rows = {row["instrument"]: row for row in check.instrument_scores(study).to_dicts()}
    frames = rows["all frames: Frames of the set “issue”"]
    # Agreed on: costs twice, science twice, none once; one of science is read as costs.
    assert (frames["n"], frames["right"], frames["guess"]) == (5, 4 / 5, 2 / 5)
    assert frames["seen"] == check.NOT_KNOWN
    assert rows["tone: VADER"]["seen"] == check.UNSEEN
    assert rows["tone: this report"]["guess"] == 1
    # No generic frame was coded, so none can be right.
    assert len(rows) == 7


def test_confusions_add_up_to_each_coded_answer(study: Study) -> None:
    tones = check.confusion_shares(study, "tone")
    assert set(tones["coded"]) == {"neutral"}
    assert tones["sentences"].sum() == 6
    assert tones["share"].sum() == pytest.approx(1)
    with pytest.raises(InputError, match='write "voice"'):
        check.confusion_shares(study, "voise")


def test_mistakes_name_what_was_coded_and_what_was_read(study: Study) -> None:
    table = check.every_mistake(study).filter(question="all frames: Frames of the set “issue”")
    assert table.select("text", "coded", "read").rows() == [("Jobs are lost.", "Science", "Costs")]


def test_frames_are_scored_with_what_a_second_article_bears_out(real: Study) -> None:
    table = check.frame_f1(real)
    assert table.group_by("frame").len()["len"].unique().to_list() == [2]
    assert (table["support"] >= check.FEWEST).all()
    rules = table.filter(found_by=check.RULES)
    assert rules["f1"].is_sorted(descending=True)
    borne_out = dict(check.pattern_table(real).select("frame", "f1_document").iter_rows())
    assert dict(rules.select("frame", "f1").iter_rows()) == {
        frame: borne_out[frame] for frame in rules["frame"]
    }


def test_with_one_article_nothing_bears_a_pattern_out(study: Study) -> None:
    assert check.frame_f1(study).height == 0
    assert trust.frames_title(check.frame_f1(study)) == "How well each frame is found"


def test_the_guide_of_the_corpus_is_given_as_it_stands(folder: Path, tmp_path: Path) -> None:
    assert check.coding_guide(Study(Parameters(), make(folder))) == ""
    guide = folder / "coding" / "GUIDE.md"
    guide.write_text("# Guide\n\nMade by two students.\n")
    try:
        prepare(folder, tmp_path / "tables")
        kept = Study(Parameters(), read_tables(tmp_path / "tables"))
        assert check.coding_guide(kept) == guide.read_text()
    finally:
        guide.unlink()


def test_who_coded_is_what_the_corpus_says_of_it(folder: Path, tmp_path: Path) -> None:
    assert "who coded, and by what rules, is not known" in trust.who_coded(
        Study(Parameters(), make(folder))
    )
    note = folder / "coding" / "description.yml"
    note.write_text("coders: Two students of law coded.\n")
    try:
        prepare(folder, tmp_path / "tables")
        kept = Study(Parameters(), read_tables(tmp_path / "tables"))
        assert trust.who_coded(kept) == "Two students of law coded."
    finally:
        note.unlink()


def test_this_corpus_says_who_its_coders_are(real: Study) -> None:
    guide = check.coding_guide(real)
    assert "not expert human coders" in guide
    assert "not expert human coders" in trust.who_coded(real)
    assert "upper bound" in guide
    assert "coded by 2 coders. Only answers that all of them agree on" in trust.coding(real)
    assert trust.who_coded(real).startswith("The coders are not expert human coders and are of")


@pytest.mark.parametrize("name", CHECKS)
def test_checks_come_out_with_two_coders(study: Study, name: str) -> None:
    assert CHECKS[name](study).height or name in ("frames", "confusion of bloc")


def test_checks_come_out_with_one_coder(tmp_path: Path) -> None:
    opened = Study(Parameters(resamples=200), make(coded_corpus(tmp_path, "a")))
    for check_of in CHECKS.values():
        assert check_of(opened).width
    assert "single coder" in trust.coding(opened)
    # Of one coder no agreement is measured, which says nothing against a frame: costs and science
    # are found well enough (F1 4/5 and 2/3), rare is never found.
    scores = hand_coding.frame_scores(opened.tables)
    assert scores["alpha"].to_list() == [None, None, None]
    assert scores["f1"].to_list() == [pytest.approx(0.8), pytest.approx(2 / 3), None]
    assert opened.exploratory_frames == ["rare"]
    assert not stances.stance_scores(opened.tables)["exploratory"].any()


def test_checks_are_empty_without_coded_sentences(tmp_path: Path) -> None:
    folder = coded_corpus(tmp_path)
    (folder / "coding" / "sentences.csv").unlink()
    opened = Study(Parameters(resamples=200), make(folder))
    for name, check_of in CHECKS.items():
        table = check_of(opened)
        assert table.width
        assert bool(table.height) == (name == "patterns")
    assert opened.exploratory_frames == []
    assert trust.coding(opened).startswith("No sentence of this corpus was coded")


def test_codes_of_frames_that_the_codebook_does_not_know_are_left_aside(tmp_path: Path) -> None:
    folder = coded_corpus(tmp_path)
    other = CODEBOOK.replace("id: costs", "id: price").replace("id: science", "id: facts")
    (folder / "codebook.yml").write_text(other, encoding="utf-8")
    opened = Study(Parameters(resamples=200), make(folder))
    # All that is left of the codes is a sentence in which no frame was coded.
    assert hand_coding.frame_scores(opened.tables)["support"].to_list() == [0, 0, 0]
    for check_of in CHECKS.values():
        assert check_of(opened).width


def test_the_shipped_instrument_against_the_coded_articles(real: Study) -> None:
    scores = hand_coding.frame_intervals(real.tables, real.parameters)
    found = patterns.matches(real.tables)
    support = patterns.support(real.tables, found)
    with pl.Config(tbl_rows=-1, tbl_cols=-1, float_precision=2, tbl_width_chars=200):
        print(scores)
        print(stances.stance_scores(real.tables))
    print(f"{support.height} patterns, {(support['sentences'] == 1).sum()} match one sentence")
    for by in ("sentence", "document"):
        kept = hand_coding.frame_scores(patterns.keep_confirmed(real.tables, found, by=by))
        print(f"borne out by a second {by}:", kept.group_by("set").agg(pl.col("f1").mean()).rows())
    issue = scores.filter(set="issue")
    bounded = issue.drop_nulls("f1_low")
    assert bounded.height
    assert (bounded["f1_low"] <= bounded["f1"]).all()
    assert (bounded["f1"] <= bounded["f1_high"]).all()
    assert issue["f1"].mean() >= 0.8
    assert issue["f1"].min() >= 0.6
    assert (issue["f1"] > issue["always_f1"]).all()
    exploratory = dict(
        stances.stance_scores(real.tables).select("target", "exploratory").iter_rows()
    )
    assert exploratory == {"west": False, "russia": True, "ukraine": True}
